"""Every page of the console in a real browser, with invented people in it: what tests look at, and what pictures are taken of.

`python -m tests.console.tour FOLDER` takes the pictures, in both languages, on a desk and on a phone; `make pictures` those that
stand in docs/staff.md.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Page

from bot.assistant import Outbox, Pace
from bot.cli.demo import talk
from bot.cli.demo_people import GUESTS
from bot.console import site
from bot.core import Team
from bot.store import Outgoing
from tests.conftest import Clock
from tests.console.browsing import Staffed
from tests.support.browser import DESK, PHONE, Chromium, Size, opened_chromium, serving
from tests.support.databases import new_database
from tests.support.real_flow import FLOW

NAMES = {"answerer": "mei", "privacy": "lin", "tester": "tao", "reader": "rui", "admin": "an"}
LOCALES = {"en": "en-US", "zh": "zh-CN"}
TAKEN, CLOSED = "chen", "zhao"
"""Whom somebody of the team is talking to; and who lets nobody read."""
IN_DOCS = {"list": Size(1000, 620), "taken": Size(1000, 760), "missed": Size(1000, 520)}
FEW = ("li", "smith", "sun", "wu", "martin", CLOSED, TAKEN)


@dataclass
class Office:
    """A console that is served, with the conversations of the demonstration; `ids` by the names of their people."""

    staffed: Staffed
    origin: str
    ids: dict[str, str]

    async def sit_down(
        self, chromium: Chromium, role: str, size: Size = DESK, lang: str = "en", *, scripts: bool = True
    ) -> Page:
        """A window in which somebody of that role is signed in; who answers is Mei, who has taken over."""
        token = await self.staffed.session_of(NAMES[role], role)
        page = await chromium.window(size, LOCALES[lang], scripts=scripts)
        cookies = {"jiaji": token, "jiaji-language": lang}
        await page.context.add_cookies(
            [{"name": name, "value": value, "url": self.origin} for name, value in cookies.items()]
        )
        return page

    def places(self) -> list[tuple[str, str, str]]:
        """Each page by a name, the role that sees most of it, and its address."""
        return [
            ("list", "privacy", "/"),
            ("filter", "privacy", "/?tab=all&language=zh&stuck=surname"),
            ("empty", "reader", "/?tab=flagged"),
            ("talk", "answerer", f"/talk/{self.ids['li']}"),
            ("taken", "answerer", f"/talk/{self.ids[TAKEN]}"),
            ("script", "tester", f"/talk/{self.ids['smith']}"),
            ("closed", "reader", f"/talk/{self.ids[CLOSED]}"),
            ("missed", "tester", "/missed"),
            ("figures", "admin", "/figures"),
            ("staff", "admin", "/staff"),
            ("own", "reader", "/own"),
            ("journal", "privacy", "/journal"),
            ("retention", "admin", f"/retention?conversation={self.ids[CLOSED]}"),
            ("nothing", "reader", "/talk/nobody"),
        ]


@asynccontextmanager
async def office(folder: Path, names: Sequence[str] = FEW) -> AsyncIterator[Office]:
    staffed = await Staffed.open(new_database("sqlite", folder), folder, Clock(), FLOW)
    try:
        ids: dict[str, str] = {}
        for guest in GUESTS:
            if guest.name in names:
                staffed.clock.at += timedelta(minutes=7)
                await talk(staffed.bot, FLOW.with_team(Team()), "test", guest, staffed.clock.at)
                found = await staffed.store.load("test", guest.name)
                assert found is not None
                ids[guest.name] = found.id
        if TAKEN in ids:
            await _take_over(staffed, ids[TAKEN])
        outbox = Outbox(staffed.store, "test", _nowhere, Pace(0, 0))
        await outbox.drain()
        await outbox.close(1)
        async with serving(
            lambda origin: site(replace(staffed.console, origin=origin, patience=5))
        ) as origin:
            yield Office(staffed, origin, ids)
    finally:
        await staffed.close()


async def _nowhere(outgoing: Outgoing, document: object) -> None:
    """Nobody is there to read it."""


async def _take_over(staffed: Staffed, id: str) -> None:
    mei = await staffed.signed_in("answerer", "mei")
    for number, (kind, text) in enumerate(
        (("take", ""), ("say", "您好，我是团队的小梅，我来帮您看看护照号码。"))
    ):
        await mei.get(f"/talk/{id}")
        seen = mei.field("seen_turn")
        await mei.post(f"/talk/{id}/order", kind=kind, order=f"o{number}", text=text, seen_turn=seen)
        await staffed.works()


async def _take_pictures(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        async with (
            opened_chromium() as chromium,
            office(Path(data), [guest.name for guest in GUESTS]) as shown,
        ):
            for lang in LOCALES:
                for size, kind in ((DESK, "desk"), (PHONE, "phone")):
                    for name, role, path in shown.places():
                        page = await shown.sit_down(chromium, role, size, lang)
                        await page.goto(shown.origin + path)
                        await page.screenshot(path=folder / f"{name}.{lang}.{kind}.png", full_page=True)
                        await page.context.close()


async def _take_for_docs(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        async with (
            opened_chromium() as chromium,
            office(Path(data), [guest.name for guest in GUESTS]) as shown,
        ):
            for lang in LOCALES:
                for name, role, path in shown.places():
                    if name in IN_DOCS:
                        page = await shown.sit_down(chromium, role, IN_DOCS[name], lang)
                        await page.goto(f"{shown.origin}{path}{'#end' if name == 'taken' else ''}")
                        taken = Image.open(BytesIO(await page.screenshot()))
                        taken.quantize(64).save(folder / f"{name}.{lang}.png", optimize=True)
                        await page.context.close()


if __name__ == "__main__":
    take = _take_for_docs if "--docs" in sys.argv else _take_pictures
    asyncio.run(take(Path(sys.argv[1])))
