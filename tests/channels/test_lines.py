"""Order within a person and none between: who waits for whom, counted in messages heard meanwhile."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.assistant import Assistant, Received
from bot.channels.lines import MOST_OF_ALL, MOST_OF_ONE, Lines
from bot.channels.telegram import client, receiver
from bot.channels.telegram.polling import poll_once
from bot.channels.telegram.window import Window
from bot.channels.traits import Receiver, Traits
from bot.core import Conversation, Flow, Incoming, Mistake, Turn, take_turn
from bot.store import Keys, Store, StoreDown
from tests.conftest import AT
from tests.fake_bot_api import FakeBotApi, running
from tests.support.small_flow import FLOW

Said = tuple[str, str]
"""Who, and what; a file is called "file…"."""


class Desk:
    """Hears at once, but reads a file only when it is told to."""

    def __init__(self, patience: float = 60.0) -> None:
        self.heard: list[Said] = []
        self.refused: list[tuple[Said, str]] = []
        self.failing: set[Said] = set()
        self.opened = asyncio.Event()
        traits: Traits[Said] = Traits(lambda one: one[0], self.is_file, self.album_of)
        self.lines = Lines[Said](Receiver(self.keep, self.refuse, traits), patience)
        self.followed: list[Said] = []
        self.tasks: list[asyncio.Task[None]] = []

    @staticmethod
    def is_file(said: Said) -> bool:
        return said[1].startswith("file")

    @staticmethod
    def album_of(said: Said) -> str:
        return said[1].partition(" of ")[2]

    async def keep(self, said: Said) -> None:
        if self.is_file(said):
            await self.opened.wait()
        if self.lines.is_followed(said):
            self.followed.append(said)
        if said in self.failing:
            raise StoreDown
        self.heard.append(said)

    async def refuse(self, said: Said, why: Mistake) -> None:
        self.refused.append((said, why.key))

    def say(self, who: str, *texts: str) -> None:
        self.tasks += [asyncio.create_task(self.lines.receive((who, text))) for text in texts]

    async def done(self) -> list[BaseException | None]:
        return await asyncio.gather(*self.tasks, return_exceptions=True)


async def a_while() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_a_file_holds_up_its_sender_and_nobody_else() -> None:
    desk = Desk()
    desk.say("a", "1", "file", "2", "3")
    for number in range(50):
        desk.say("b", str(number))
    await a_while()
    assert [text for who, text in desk.heard if who == "a"] == ["1"]
    assert [text for who, text in desk.heard if who == "b"] == [str(number) for number in range(50)]
    desk.opened.set()
    assert await desk.done() == [None] * 54
    assert [text for who, text in desk.heard if who == "a"] == ["1", "file", "2", "3"]


async def test_whoever_has_ten_files_under_way_is_told_to_wait_and_so_is_everybody_when_all_have_sixty() -> (
    None
):
    desk = Desk()
    desk.say("a", *(f"file {number}" for number in range(MOST_OF_ONE + 3)))
    await a_while()
    assert Counter(why for _, why in desk.refused) == {"file.waiting": 3}
    for number in range(MOST_OF_ALL):
        desk.say(f"p{number}", "file")
    await a_while()
    assert Counter(why for _, why in desk.refused) == {"file.waiting": 3, "file.busy": MOST_OF_ONE}
    desk.opened.set()
    await desk.done()
    desk.say("a", "file")
    await desk.done()
    assert len(desk.heard) == MOST_OF_ALL + 1


async def test_a_file_that_cannot_be_read_in_time_is_given_up_and_what_comes_after_it_is_heard() -> None:
    desk = Desk(patience=0.01)
    desk.say("a", "file", "2")
    await desk.done()
    assert (desk.refused, desk.heard) == ([(("a", "file"), "file.late")], [("a", "2")])


async def test_nothing_overtakes_what_could_not_be_kept() -> None:
    desk = Desk()
    desk.failing.add(("a", "file"))
    desk.opened.set()
    desk.say("a", "file", "2")
    assert [type(outcome) for outcome in await desk.done()] == [StoreDown, StoreDown]
    assert desk.heard == []


async def test_whoever_stops_waiting_takes_the_file_back() -> None:
    desk = Desk()
    desk.say("a", "file", "2")
    await a_while()
    desk.tasks[0].cancel()
    await desk.done()
    assert desk.lines._lines == {}
    assert desk.heard == []


# While they are failing, the later messages of one person wait; those of another one do not.


async def test_a_message_that_fails_in_one_commit_is_not_overtaken_in_the_next(store: Store) -> None:
    def picky(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        turn = take_turn(flow, conversation, incoming)
        return Turn(incoming, turn.conversation, (None,)) if incoming.text == "poison" else turn  # type: ignore[arg-type]

    assistant = Assistant([FLOW], store, take_turn=picky)

    async def say(number: int, text: str, who: str = "a") -> None:
        await assistant.hear([Received("test", who, str(number), Incoming(AT, text=text), "en")])

    told = [say(0, "poison"), *(say(number, "en") for number in range(1, 100)), say(100, "en", "b")]
    outcomes = await asyncio.gather(*told, return_exceptions=True)
    assert await store.load("test", "a") is None
    assert outcomes[-1] is None
    assert all(isinstance(outcome, Exception) for outcome in outcomes[:-1])


# Polling


async def test_by_polling_what_takes_long_is_not_acknowledged_and_the_others_go_on(tmp_path: Path) -> None:
    heard: list[tuple[int, str]] = []
    opened = asyncio.Event()

    async def receive(update: Mapping[str, Any]) -> None:
        said = update["message"]["chat"]["id"], update["message"]["text"]
        if said == (7001, "slow"):
            await opened.wait()
        heard.append(said)

    with running(FakeBotApi()) as api:
        async with client("1:test", api.url) as bot:
            window, slow, other = Window(), api.person(), api.person(chat=7002)
            slow.types("slow")
            for number in range(5):
                other.types(str(number))
                await poll_once(bot, receive, window)
            assert [text for _, text in heard] == ["0", "1", "2", "3", "4"]
            assert len(api.updates) == 6
            opened.set()
            while window.is_open:
                await poll_once(bot, receive, window)
            other.types("5")
            await poll_once(bot, receive, window)
            assert len(api.updates) == 1
    assert [text for _, text in heard] == ["0", "1", "2", "3", "4", "slow", "5"]


async def test_by_polling_one_person_s_failing_message_pauses_alone(tmp_path: Path) -> None:
    heard: list[str] = []

    async def receive(update: Mapping[str, Any]) -> None:
        if update["message"]["text"] == "poison":
            raise ZeroDivisionError
        heard.append(update["message"]["text"])

    with running(FakeBotApi()) as api:
        async with client("1:test", api.url) as bot:
            window, one, other = Window(), api.person(), api.person(chat=7002)
            one.types("poison")
            await poll_once(bot, receive, window)
            one.types("after")
            other.types("neighbour")
            await poll_once(bot, receive, window)
            await poll_once(bot, receive, window)
    assert heard == ["neighbour"]


async def test_a_hundred_messages_of_one_are_kept_in_a_few_commits(tmp_path: Path) -> None:
    store = await Store.open(f"sqlite:///{tmp_path / 'jiaji.sqlite3'}", Keys.read(tmp_path / "keys"))
    commits: list[float] = []
    with running(FakeBotApi()) as api:
        async with client("1:test", api.url) as bot:
            receive = receiver(bot, Assistant([FLOW], store), store.vault.secret("buttons"))
            window, person = Window(), api.person()
            for _ in range(100):
                person.types("en")
            store.on_commit = commits.append
            await poll_once(bot, receive, window)
            while window.is_open:
                await poll_once(bot, receive, window)
    known = await store.load("telegram", "7001")
    assert known is not None
    assert known.turn == 100
    assert len(commits) <= 10
    await store.close()


async def test_a_part_of_an_album_knows_that_the_next_one_waits() -> None:
    desk = Desk()
    desk.say("A", "file 1 of sea", "file 2 of sea", "file 3 of lake", "done of lake")
    desk.say("B", "file 1 of sea")
    await a_while()
    desk.opened.set()
    await desk.done()
    assert desk.followed == [("A", "file 1 of sea"), ("A", "file 3 of lake")]
