"""`jiaji chat`: one person, one terminal, one embedded database; the same way of a message as for real."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING

from rich.console import Console

from bot.assistant import Assistant, Outbox, Pace, Received
from bot.channels.terminal import channel as terminal
from bot.channels.terminal.doing import TYPING, Doing, NotDone
from bot.core import Conversation, Flow, Incoming, Periods
from bot.i18n import LANGUAGES, N_, Lang, translate
from bot.store import Store, StoreDown

if TYPE_CHECKING:
    from bot.documents import Clean

ADDRESS = "here"
KEPT = N_("Your answers are kept. To go on: make chat, or jiaji chat")
EMPTY = N_("Nothing about you is kept. To begin: make chat, or jiaji chat")
AT_ONCE = Pace(address=0, overall=0)


async def hold(
    flows: Sequence[Flow],
    store: Store,
    data: Path,
    periods: Periods,
    lang: Lang | None,
    doing: Doing = TYPING,
) -> None:
    """Talk until the end of input."""
    console = Console(highlight=False, soft_wrap=True)
    outbox = Outbox(store, terminal.CHANNEL, terminal.printer(console, data / "letters"), AT_ONCE)
    assistant = Assistant(flows, store, outbox.push, periods, doing.take_turn)
    staff = asyncio.create_task(_listen_to_staff(assistant, outbox))
    ending = contextlib.AsyncExitStack()
    clean: Clean | None = None
    try:
        while await assistant.tidy(datetime.now(UTC)):
            pass

        async def say(incoming: Incoming) -> None:
            heard = Received(terminal.CHANNEL, ADDRESS, str(time_ns()), incoming, lang)
            await assistant.hear([heard])
            await outbox.drain()

        spoken: Lang = lang or LANGUAGES[0]
        for word in await _openings(store, lang):
            await say(Incoming(doing.now(), text=word))
        async for line in _lines():
            # Imported with the first line, so that the first prompt need not wait for it.
            from bot.documents import taking_in

            if clean is None:
                clean = await ending.enter_async_context(taking_in())
            # Whoever is erased by this line is still spoken to in their language.
            spoken = await _spoken(store) or spoken
            try:
                done = doing.do(line, await known(store))
            except NotDone as not_done:
                console.print(" ".join(translate(text, spoken) for text in not_done.texts) + "\n")
                continue
            if done is None:
                done = iter([await terminal.read(line, clean, doing.now())])
            for incoming in done:
                await say(incoming)
        is_kept = await known(store) is not None
        spoken = await _spoken(store) or spoken
        console.print("\n" + translate(KEPT if is_kept else EMPTY, spoken))
    finally:
        await ending.aclose()
        staff.cancel()
        await outbox.close()


async def _listen_to_staff(assistant: Assistant, outbox: Outbox) -> None:
    """What somebody of the team writes is printed while a line is waited for."""
    while True:
        await asyncio.sleep(1)
        with contextlib.suppress(StoreDown):
            if await assistant.follow_orders(datetime.now(UTC)):
                await outbox.drain()


async def known(store: Store) -> Conversation | None:
    """The conversation of whoever sits here."""
    return await store.load(terminal.CHANNEL, ADDRESS)


async def _spoken(store: Store) -> Lang | None:
    person = await known(store)
    return None if person is None else person.language


async def _openings(store: Store, lang: Lang | None) -> list[str]:
    """The words that open the talk: a greeting, and the language where one was asked for."""
    person = await known(store)
    if person is None or person.state == "choosing_language":
        return [lang] if lang else ["/start"]
    return [lang, "/start"] if lang and person.language != lang else ["/start"]


async def _lines() -> AsyncIterator[str]:
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  (line editing and history for input())
    while True:
        try:
            line = await asyncio.to_thread(input, "› ")
        except (EOFError, KeyboardInterrupt):
            return
        except UnicodeDecodeError:
            line = ""
        yield line
