"""A watch that nobody keeps, for tests of a channel that look at the channel alone."""

from bot.channels.channel import Watch

NOBODY = Watch(refused=lambda _status: None, asked=lambda _is_answered: None)
