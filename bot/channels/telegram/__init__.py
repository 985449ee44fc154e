"""Telegram: updates by polling or by webhook, replies over the Bot API."""

from bot.channels.telegram.channel import Hook, telegram
from bot.channels.telegram.client import client
from bot.channels.telegram.reading import CHANNEL
from bot.channels.telegram.receiving import receiver
from bot.channels.telegram.sending import sender

__all__ = [
    "CHANNEL",
    "Hook",
    "client",
    "receiver",
    "sender",
    "telegram",
]
