"""A Bot API server for tests and local trials, honest about offsets, webhooks, limits, expiry and files.

Facts are from the Bot API's documentation and the open-source Bot API server; it answers on loopback only.
`running` serves in this process, `apart` in one of its own; `python -m tests.fake_bot_api` is to talk to by hand.
"""

from tests.fake_bot_api.apart import Apart, apart
from tests.fake_bot_api.methods import FakeBotApi
from tests.fake_bot_api.person import Person
from tests.fake_bot_api.server import running
from tests.fake_bot_api.weather import Refusal, Weather

__all__ = ["Apart", "FakeBotApi", "Person", "Refusal", "Weather", "apart", "running"]
