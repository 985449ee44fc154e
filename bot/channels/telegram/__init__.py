"""Telegram: updates by polling or by webhook, replies over the Bot API."""

from bot.channels.telegram.channel import Receive, connected, receiver, sender
from bot.channels.telegram.client import client
from bot.channels.telegram.polling import poll
from bot.channels.telegram.reading import CHANNEL
from bot.channels.telegram.webhook import be_called, webhook

__all__ = [
    "CHANNEL",
    "Receive",
    "be_called",
    "client",
    "connected",
    "poll",
    "receiver",
    "sender",
    "webhook",
]
