"""The terminal: one person, one line at a time."""

from bot.channels.terminal.channel import path_in
from bot.channels.terminal.doing import NotDone
from bot.channels.terminal.session import hold, known

__all__ = [
    "NotDone",
    "hold",
    "known",
    "path_in",
]
