"""The dialogs there are: this table is the list of contents."""

from bot.core import Flow
from dialogs.expedited_interview import flow as expedited_interview

FLOWS: dict[str, Flow] = {expedited_interview.key: expedited_interview}
