"""The web: one page that works without JavaScript, in any browser and in those inside messengers."""

from bot.channels.web.channel import web
from bot.channels.web.linking import letter_link
from bot.channels.web.pages import bubble
from bot.channels.web.reading import incoming_of, read_form, tap_of, tap_said
from bot.channels.web.talk import reply_bubble
from bot.channels.web.visits import CHANNEL, Site

__all__ = [
    "CHANNEL",
    "Site",
    "bubble",
    "incoming_of",
    "letter_link",
    "read_form",
    "reply_bubble",
    "tap_of",
    "tap_said",
    "web",
]
