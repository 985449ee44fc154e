"""The real `jiaji run` with its web chat, killed at random moments and started again, while eight people talk from their pages.

Each page does what its script does: a form that got no answer is sent again as it was, and what is shown goes on
from the last message that is there. In the end everybody has what the engine alone makes of their messages.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import httpx

from bot.channels.web.reading import Form, incoming_of, new_id
from bot.channels.web.sessions import COOKIE, address_of
from bot.channels.web.visits import CHANNEL
from bot.core import CleanFile, Conversation, Mistake, take_turn
from bot.documents import Clean, taking_in
from bot.i18n import Lang
from bot.store import Keys, Store
from tests.faults.killing import ONE_PAGE, SETTLE_SECONDS
from tests.faults.lives import Life, lives
from tests.support.ports import free_port
from tests.support.real_flow import FLOW, way

AT_ONCE = 8
AWAY_SECONDS, REFUSED_SECONDS = 0.2, 1.0
"""How long a page waits before it tries again; a real one is more patient."""
PLACE = re.compile(r'data-place="(\d+)\.(\d+)"')


@dataclass
class Visitor:
    """A page with its cookie: what was sent from it, and the places of the messages it shows."""

    lang: Lang
    client: httpx.AsyncClient
    sent: list[Form] = field(default_factory=list)
    shown: list[tuple[int, int]] = field(default_factory=list)
    tries: int = 0

    async def says(self, text: str | None) -> None:
        """None stands for the proof. Returns once it is answered."""
        fields = {
            "id": new_id(),
            "text": text or "",
            "after": "{}.{}".format(*self.shown[-1]) if self.shown else "",
        }
        files = {"file": ("proof.pdf", ONE_PAGE.read_bytes(), "application/pdf")} if text is None else None
        self._show(await self._answer("POST", "/say", data=fields, files=files))
        self.sent.append(Form(fields["id"], fields, (ONE_PAGE.read_bytes(),) if files else ()))

    async def catch_up(self) -> None:
        self._show(await self._answer("GET", "/since/{}.{}".format(*self.shown[-1])))

    async def _answer(self, method: str, path: str, **given: Any) -> dict[str, Any]:
        while True:
            self.tries += 1
            try:
                answer = await self.client.request(method, path, **given)
                if answer.status_code == 200:
                    return answer.json()  # type: ignore[no-any-return]
                assert answer.status_code in (425, 429, 503), answer.text
                await asyncio.sleep(REFUSED_SECONDS)
            except httpx.TransportError:
                await asyncio.sleep(AWAY_SECONDS)

    def _show(self, news: dict[str, Any]) -> None:
        for bubble in news["html"]:
            found = PLACE.search(bubble)
            assert found is not None
            self.shown.append((int(found[1]), int(found[2])))

    @property
    def address(self) -> str:
        return address_of(next(value for name, value in self.client.cookies.items() if COOKIE in name))


@dataclass(frozen=True, slots=True)
class Survived:
    """`lost` are answers and messages that are not there, `doubled` turns and messages too many; `tries` are all calls."""

    kills: int
    people: int
    messages: int
    lost: int
    doubled: int
    tries: int


def survive(folder: Path, url: str, kills: int, seed: int = 1) -> Survived:
    """So many kills, then everybody is let finish."""
    port = free_port()
    environment = {
        "JIAJI_WEB_URL": f"http://127.0.0.1:{port}",
        # Each page has a network address of its own, as it has behind a proxy.
        "JIAJI_WEB_PROXIES": "1",
        "JIAJI_LISTEN": f"127.0.0.1:{port}",
        "JIAJI_DATABASE_URL": url,
        "JIAJI_CONSULATE_EMAIL": FLOW.address,
        "JIAJI_DATA": str(folder),
    }
    with lives(environment) as life:
        return asyncio.run(_survive(life, environment["JIAJI_WEB_URL"], folder, url, kills, Random(seed)))


async def _survive(life: Life, page: str, folder: Path, url: str, kills: int, dice: Random) -> Survived:
    visitors: list[Visitor] = []
    numbers, ended = count(1), asyncio.Event()

    async def chair() -> None:
        """One after the other has a whole conversation here, until the kills are over."""
        while not ended.is_set():
            lang: Lang = dice.choice(("zh", "en"))
            # Short ones: after thirty messages in a row a person may send one a second.
            said = way(dice.choice(("humanitarian", "business")), lang)
            async with _browser(page, lang, next(numbers)) as client:
                visitors.append(visitor := Visitor(lang, client))
                for _, incoming in said:
                    if incoming.text != "/start":
                        await visitor.says(None if incoming.files else incoming.text)
                await visitor.catch_up()

    chairs = [asyncio.create_task(chair()) for _ in range(AT_ONCE)]
    for _ in range(kills):
        life.start()
        await asyncio.sleep(dice.uniform(0.05, 0.7))
        life.kill()
    life.start()
    ended.set()
    async with asyncio.timeout(SETTLE_SECONDS):
        await asyncio.gather(*chairs)
    life.kill()
    return await _judged(visitors, folder, url, kills)


@asynccontextmanager
async def _browser(page: str, lang: Lang, number: int) -> AsyncIterator[httpx.AsyncClient]:
    headers = {
        "accept": "application/json",
        "accept-language": lang,
        "origin": page,
        "x-forwarded-for": f"192.0.2.{number % 250}",
    }
    async with httpx.AsyncClient(base_url=page, headers=headers, timeout=20) as client:
        yield client


async def _judged(visitors: Sequence[Visitor], folder: Path, url: str, kills: int) -> Survived:
    store = await Store.open(url, Keys.read(folder / "keys"))
    lost = doubled = 0
    async with taking_in() as take:
        proof = await take(ONE_PAGE.read_bytes())

    async def taken(_: bytes) -> tuple[CleanFile, ...] | Mistake:
        return proof

    for visitor in visitors:
        wanted, texts = await _wanted(visitor, taken)
        found = await store.load(CHANNEL, visitor.address)
        assert found is not None
        key = await store.key_of(found.id)
        assert key is not None
        kept = [one for one in await store.transcript(found.id, key) if one.place]
        said = [one.content["text"] for one in kept]
        lost += sum(found.answers.get(name) != value for name, value in wanted.answers.items())
        lost += len(set(texts) - set(said)) + len(
            {(one.turn, one.place) for one in kept} - set(visitor.shown)
        )
        doubled += abs(found.turn - wanted.turn) + abs(len(said) - len(texts)) + (said != texts)
        doubled += len(visitor.shown) - len(set(visitor.shown))
    await store.close()
    return Survived(
        kills,
        len(visitors),
        sum(len(one.sent) for one in visitors),
        lost,
        doubled,
        sum(one.tries for one in visitors),
    )


async def _wanted(visitor: Visitor, clean: Clean) -> tuple[Conversation, list[str]]:
    """The conversation and the texts that the engine alone makes of what was sent from a page."""
    now, texts = Conversation("", FLOW.key, language=visitor.lang), list[str]()
    for form in visitor.sent:
        for incoming in await incoming_of(form, clean, datetime.now(UTC)):
            turn = take_turn(FLOW, now, incoming)
            now = turn.conversation
            texts += [reply.text for reply in turn.replies]
    return now, texts
