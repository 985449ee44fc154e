"""The web: one page that works without JavaScript, in any browser and in those inside messengers."""

from bot.channels.web.channel import web
from bot.channels.web.visits import CHANNEL, Site

__all__ = [
    "CHANNEL",
    "Site",
    "web",
]
