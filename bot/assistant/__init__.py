"""Where core and store meet: a message is heard and kept in one commit, and what was said is delivered."""

from bot.assistant.attaching import Document, contents_of, document_of
from bot.assistant.hearing import TRIES, UNREADABLE, Assistant, Received
from bot.assistant.outbox import Outbox, Pace, Send, TooMany, Undeliverable

__all__ = [
    "TRIES",
    "UNREADABLE",
    "Assistant",
    "Document",
    "Outbox",
    "Pace",
    "Received",
    "Send",
    "TooMany",
    "Undeliverable",
    "contents_of",
    "document_of",
]
