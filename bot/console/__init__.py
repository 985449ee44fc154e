"""The staff console: a process of its own on the bot's tables, for whoever reads, helps and learns.

It opens only what people agreed to show, hides what is private until it is revealed, and writes no conversation.
"""

from bot.console.masking import public_words
from bot.console.passwords import new_token, print_of
from bot.console.roles import ROLES
from bot.console.shelf import Shelf
from bot.console.site import site
from bot.console.visit import Console, ContentOf, MakeScript, NoScript

__all__ = [
    "ROLES",
    "Console",
    "ContentOf",
    "MakeScript",
    "NoScript",
    "Shelf",
    "new_token",
    "print_of",
    "public_words",
    "site",
]
