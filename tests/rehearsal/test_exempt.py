"""Texts that no script can hear: whatever stands outside the engine says each of its texts, in both languages."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.assistant import UNREADABLE, Assistant, Outbox, Pace, Received
from bot.channels.floods import FLOOD
from bot.channels.lines import BUSY, GONE, LATE, WAITING
from bot.channels.telegram import CHANNEL, client, receiver, sender
from bot.channels.telegram.menu import introduce
from bot.channels.telegram.polling import poll_once
from bot.channels.telegram.window import Window
from bot.channels.terminal import channel as terminal
from bot.core import LOBBY, Conversation, Flow, Incoming, Turn, ask_which
from bot.documents import clean
from bot.i18n import LANGUAGES, Lang
from bot.rehearsal.coverage.exempt import EXEMPT
from bot.rehearsal.sources import ROOT
from bot.store import Keys, Outgoing, Store
from tests.core.test_upgrade import rabbits, upgraded, with_steps
from tests.fake_bot_api import FakeBotApi, running
from tests.support.commands import jiaji
from tests.support.small_flow import AT, FLOW, Chat
from tests.support.texts import lacking


async def on_telegram(lang: Lang, folder: Path) -> str:
    """The menu, and what is said to a photo that Telegram does not give out."""
    store = await Store.open(f"sqlite:///{folder / 'jiaji.sqlite3'}", Keys.read(folder / "keys"))
    with running(FakeBotApi()) as api:
        async with client("1:test", api.url) as bot:
            key = store.vault.secret("buttons")
            outbox = Outbox(store, CHANNEL, sender(bot, key), Pace(0, 0))
            receive = receiver(bot, Assistant([FLOW], store, outbox.push), key)
            await introduce(bot)
            person = api.person()
            person.types(lang)
            person.sends_photo(b"gone")
            api.files.clear()
            window = Window()
            while window.is_open or window.offset is None:
                await poll_once(bot, receive, window)
            await outbox.drain()
            menu = [one["description"] for one in api.commands[lang]]
            said = [*menu, *person.texts]
    await store.close()
    return "\n".join(said)


async def in_the_terminal(lang: Lang, folder: Path) -> str:
    return _refused(lang, await terminal.read(str(folder / "nothing.pdf"), clean, AT))


async def to_what_cannot_be_heard(lang: Lang, folder: Path) -> str:
    def broken(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        raise ZeroDivisionError

    sent: list[Outgoing] = []
    store = await Store.open(f"sqlite:///{folder / 'jiaji.sqlite3'}", Keys.read(folder / "keys"))
    heard = Received("test", "a", "1", Incoming(AT, text="/start"), lang)
    await Assistant([FLOW], store, sent.extend, take_turn=broken).hear([heard])
    await store.close()
    return sent[-1].reply.text + _refused(lang, Incoming(AT, refused=UNREADABLE))


async def while_files_are_read(lang: Lang, folder: Path) -> str:
    return "\n".join(_refused(lang, Incoming(AT, refused=one)) for one in (WAITING, BUSY, LATE, GONE))


async def to_a_flood(lang: Lang, folder: Path) -> str:
    return _refused(lang, Incoming(AT, refused=FLOOD))


async def after_a_change_of_the_dialog(lang: Lang, folder: Path) -> str:
    chat = Chat()
    chat.say(lang, "dog", "continue", "Park", "Momo")
    return upgraded(chat, with_steps(FLOW, 0, rabbits)).say("/start").replies[0].text


async def where_there_are_two_dialogs(lang: Lang, folder: Path) -> str:
    lobby = Conversation("c0ffee00", LOBBY, language=lang)
    return ask_which([FLOW, FLOW], lobby, Incoming(AT, text="/start")).replies[0].text


def _refused(lang: Lang, incoming: Incoming) -> str:
    chat = Chat()
    chat.say(lang)
    return chat.hear(incoming).replies[-1].text


HEARD: dict[str, Callable[[Lang, Path], Awaitable[str]]] = {
    "bot/assistant/hearing.py": to_what_cannot_be_heard,
    "bot/channels/floods.py": to_a_flood,
    "bot/channels/lines.py": while_files_are_read,
    "bot/channels/telegram": on_telegram,
    "bot/channels/terminal/channel.py": in_the_terminal,
    "bot/core/which_flow.py": where_there_are_two_dialogs,
    "bot/core/engine/upgrading.py": after_a_change_of_the_dialog,
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", HEARD)
async def test_every_text_is_heard_where_no_script_is(place: str, lang: Lang, tmp_path: Path) -> None:
    assert lacking(place, lang, await HEARD[place](lang, tmp_path)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_terminal_says_how_to_go_on(lang: Lang, tmp_path: Path) -> None:
    heard = jiaji("chat", "--lang", lang, "--data", tmp_path).output
    heard += jiaji("chat", "--data", tmp_path, typed="delete my data\n1\n").output
    assert lacking("bot/channels/terminal/session.py", lang, heard) == []


def test_nothing_is_left_unsaid_without_a_test_that_looks_at_it() -> None:
    mine = {one.place for one in EXEMPT if one.tests == "tests/rehearsal/test_exempt.py"}
    assert mine == {*HEARD, "bot/channels/terminal/session.py"}
    assert all((ROOT / one.place).exists() and (ROOT / one.tests).exists() for one in EXEMPT)
