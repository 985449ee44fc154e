"""What only a test may do, over HTTP as JSON: be people, change the weather, read what was accepted, hold many talks."""

from __future__ import annotations

import os
import time
from base64 import b64decode
from collections import Counter
from collections.abc import Mapping
from json import dumps, loads
from random import Random
from typing import Any

from aiohttp.web import Response

from tests.fake_bot_api.delivery import Delivery
from tests.fake_bot_api.methods import FakeBotApi
from tests.fake_bot_api.talks import hold


class Control:
    """A GET or POST of /control/<name> is the method of that name below."""

    def __init__(self, api: FakeBotApi, delivery: Delivery) -> None:
        self._api, self._delivery = api, delivery

    async def answer(self, name: str, asked: Mapping[str, str], body: bytes) -> Response:
        said = {**asked, **(loads(body) if body else {})}
        match name:
            case "say":
                found: Any = [_say(self._api, one) for one in said["said"]]
            case "sent":
                found = self._sent(int(said["chat"]), int(said.get("since", 0)))
            case "weather":
                found = self._change(**said)
            case "behind":
                self._api.behind = said["behind"]
                found = {}
            case "talks":
                found = await hold(self._api, **said)
            case "journal":
                found = self._journal()
            case _:
                return Response(status=404)
        return Response(text=dumps(found), content_type="application/json")

    def _sent(self, chat: int, since: int) -> list[dict[str, Any]]:
        return self._api.by_chat[chat][since:]

    def _change(self, seed: int = 3, **changed: Any) -> dict[str, Any]:
        """What was counted before is counted on."""
        now = self._api.weather
        for name, value in changed.items():
            if name not in ("share", "hanging", "retry_after", "kinds"):
                raise ValueError(name)
            setattr(now, name, value)
        now.dice = Random(seed)
        return {}

    def _journal(self) -> dict[str, Any]:
        api = self._api
        return {
            "calls": Counter(name.lower() for name in api.calls),
            "sent": {chat: len(messages) for chat, messages in api.by_chat.items()},
            "waiting": len(api.updates),
            "dropped": len(api.dropped),
            "webhook_answers": self._delivery.answers,
            "faults": api.weather.faults,
            "unheard": api.weather.unheard,
            "too_early": api.weather.too_early,
            "cpu_seconds": time.process_time(),
            "process": os.getpid(),
        }


def _say(api: FakeBotApi, said: dict[str, Any]) -> dict[str, Any]:
    """As somebody; or `update`, which comes as it stands."""
    match said:
        case {"update": update}:
            api.put(update)
            return dict(update)
        case {"chat": chat, "text": text}:
            return api.person(chat, said.get("lang", "zh-hans")).types(text)
        case {"chat": chat, "tap": code}:
            return api.person(chat).taps(code)
        case {"chat": chat, "data": data}:
            return api.person(chat).taps_data(data)
        case {"chat": chat, "document": name, "content": content}:
            return api.person(chat).sends_document(name, b64decode(content))
        case _:
            raise ValueError(said)
