"""The terminal: one person, one line at a time."""

from bot.channels.terminal.session import hold, known

__all__ = [
    "hold",
    "known",
]
