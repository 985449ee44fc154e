"""A console on a real database, and people who browse it as a browser does: with cookies, forms and their tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pyotp

from bot.assistant import Assistant, Received
from bot.console import Console, Shelf, new_token, print_of, public_words, site
from bot.core import Flow, Incoming, Periods, Team
from bot.i18n import Lang
from bot.rehearsal.recording.script_of_talk import script_of_talk
from bot.store import ConsoleStore, Key, Keys, Reader, ReviewKeys, Store, totp_place
from tests.conftest import Clock
from tests.support.console_role import as_console

PASSWORD = "correct horse battery"
HOST = "https://console.test"
SEED = pyotp.random_base32()
"""The second factor of everybody who is past the door."""
SHARED = ("en", "cat", "a person please", "yes")
"""What somebody says whose conversation the team may read."""
OURS = {"origin": HOST, "sec-fetch-site": "same-origin"}


@dataclass
class Staffed:
    """A store with its bot, and the console on the same tables."""

    store: Store
    console: Console
    bot: Assistant
    clock: Clock
    number: int = 0

    @classmethod
    async def open(cls, url: str, folder: Path, clock: Clock, flow: Flow) -> Staffed:
        review = ReviewKeys.read(folder / "review")
        review.add()
        flow = flow.with_team(Team())
        store = await Store.open(url, Keys.read(folder / "keys"), now=clock, review=review)
        flows, reader = {flow.key: flow}, Reader.read(folder / "review")
        shelf, public = Shelf(flows, reader), public_words([flow])
        shown = await ConsoleStore.open(await as_console(url), clock)
        kept = Periods()
        make_script = partial(script_of_talk, flow, kept)
        console = Console(shown, reader, Key.new(), flows, HOST, shelf, public, make_script, kept, patience=0)
        return cls(store, console, Assistant([flow], store), clock)

    async def close(self) -> None:
        await self.console.store.close()
        await self.store.close()

    async def says(self, *texts: str, person: str = "a", lang: Lang = "en") -> str:
        """Returns the id of the conversation."""
        for text in texts:
            self.number += 1
            incoming = Incoming(self.clock.at, text=text, message=str(self.number))
            await self.bot.hear([Received("test", person, str(self.number), incoming, lang)])
        found = await self.store.load("test", person)
        assert found is not None
        return found.id

    async def works(self) -> None:
        while await self.bot.follow_orders(self.clock.at):
            pass

    async def invited(self, name: str, role: str, lang: Lang = "en") -> str:
        token = new_token()
        async with self.console.store.writing() as room:
            assert await room.people.add(name, role, lang, print_of(token)) is not None
        return token

    def browser(self, address: str = "127.0.0.1") -> Browser:
        return Browser(self, address)

    async def session(self, name: str, role: str, lang: Lang = "en") -> str:
        """The token of somebody past the door; how one gets there is tested on its own."""
        await self.invited(name, role, lang)
        return await self.session_of(name, role)

    async def session_of(self, name: str, role: str) -> str:
        """Another one of somebody, who is made if they are not there."""
        token = new_token()
        async with self.console.store.writing() as room:
            person = await room.people.named(name) or await room.people.add(name, role, "en", b"")
            assert person is not None
            sealed = self.console.seals.seal(SEED.encode(), totp_place(person.id))
            await room.people.join(person.id, "!", sealed, [print_of("code")])
            await room.people.begin(person.id, print_of(token), f"form token of {name}")
        return token

    async def signed_in(self, role: str, name: str = "", lang: Lang = "en") -> Browser:
        browser = self.browser()
        token = await self.session(name or role, role, lang)
        browser.client.cookies.set(self.console.cookie, token, domain="console.test")
        return browser


@dataclass
class Browser:
    staffed: Staffed
    address: str = "127.0.0.1"
    page: str = ""
    status: int = 0
    client: httpx.AsyncClient = field(init=False)

    def __post_init__(self) -> None:
        transport = httpx.ASGITransport(app=site(self.staffed.console), client=(self.address, 1))
        self.client = httpx.AsyncClient(transport=transport, base_url=HOST, follow_redirects=True)
        self.client.headers["accept-language"] = "en"

    async def get(self, path: str) -> str:
        return self._seen(await self.client.get(path))

    async def post(self, path: str, *, token: str | None = None, **form: str) -> str:
        """With the token of the page that was seen last."""
        if token is None:
            found = re.search(r'name="form_token" value="([^"]*)"', self.page)
            token = found[1] if found is not None else ""
        content = urlencode({"form_token": token, **form}, errors="replace")
        headers = {**OURS, "content-type": "application/x-www-form-urlencoded"}
        return self._seen(await self.client.post(path, content=content, headers=headers))

    async def gravely(self, path: str, **form: str) -> str:
        """With the next six digits, which are asked for again."""
        self.staffed.clock.at += timedelta(seconds=30)
        return await self.post(path, code=self.digits(SEED), **form)

    def _seen(self, response: httpx.Response) -> str:
        self.page, self.status = response.text, response.status_code
        return self.page

    def field(self, name: str) -> str:
        """What a hidden field of the page holds."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        assert found is not None, name
        return found[1]

    async def joins(self, invitation: str) -> tuple[str, Sequence[str]]:
        """Returns the seed of the second factor, and the recovery codes."""
        await self.post("/join", invitation=invitation)
        seed = self.field("seed")
        await self.post("/join", invitation=invitation, seed=seed, password=PASSWORD, code=self.digits(seed))
        return seed, re.findall(r"<code>(\w{5}-\w{5})</code>", self.page)

    def digits(self, seed: str) -> str:
        return pyotp.TOTP(seed).at(datetime.fromtimestamp(self.staffed.clock() / 1000, UTC))

    async def signs_in(self, name: str, code: str, password: str = PASSWORD) -> None:
        await self.post("/sign-in", name=name, password=password, code=code)
