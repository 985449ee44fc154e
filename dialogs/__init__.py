"""The dialogs there are: this table is the list of contents, and the only place that names one of them."""

from bot.core import Flow
from dialogs.expedited_interview import flow as expedited_interview

MAIN_FLOW = expedited_interview
"""What a command works on where it works on one."""
FLOWS: dict[str, Flow] = {MAIN_FLOW.key: MAIN_FLOW}
