"""A second dialog beside the first: one person may have a conversation in each, and is asked which where none is meant."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from bot.assistant import Assistant, Received
from bot.core import LOBBY, Conversation, Flow, Incoming, Periods, Reply, Tap
from bot.store import Outgoing, Store
from tests.conftest import Clock
from tests.support.small_flow import AT, FLOW, T

GARDENS = replace(FLOW, key="gardens", title=T("Gardens"))
BOTH = (FLOW, GARDENS)


class Somebody:
    """Talks to an assistant, a second passing with every message, and keeps what it answers."""

    def __init__(self, store: Store, flows: Sequence[Flow] = BOTH) -> None:
        self.store, self.numbers, self.said = store, count(1), list[Outgoing]()
        self.assistant = Assistant(flows, store, self.said.extend)

    async def sends(self, incoming: Incoming) -> Reply:
        await self.assistant.hear([Received("test", "a", str(next(self.numbers)), incoming, "en")])
        return self.said[-1].reply

    async def says(self, *texts: str) -> Reply:
        for text in texts:
            await self.sends(Incoming(AT + timedelta(seconds=next(self.numbers)), text=text))
        return self.said[-1].reply

    async def taps(self, code: str, shown: Outgoing) -> Reply:
        tap = Tap(shown.conversation, shown.reply.prompt_id, shown.reply.turn, code)
        return await self.sends(Incoming(AT + timedelta(seconds=next(self.numbers)), tap=tap))

    async def conversations(self) -> dict[str, Conversation]:
        async with self.store.transaction() as transaction:
            known = (await transaction.load([("test", "a")])).get(("test", "a"), {})
        return {flow: one.conversation for flow, one in known.items()}


@pytest.fixture
def somebody(store: Store) -> Somebody:
    return Somebody(store)


async def test_the_first_words_ask_which_dialog_in_every_language(somebody: Somebody) -> None:
    reply = await somebody.says("hello")
    assert reply.key == LOBBY
    assert "是哪件事" in reply.text
    assert "1. Pets" in reply.text
    assert [button.label for row in reply.buttons for button in row] == ["Pets", "Gardens"]
    assert (await somebody.says("what?")).key == LOBBY


@pytest.mark.parametrize("chosen", ["2", "Gardens", "gardens"])
async def test_a_dialog_is_chosen_by_its_number_or_its_title(somebody: Somebody, chosen: str) -> None:
    assert (await somebody.says("/start", chosen)).key == "language"
    assert set(await somebody.conversations()) == {"gardens"}


async def test_a_dialog_is_chosen_by_its_button(somebody: Somebody) -> None:
    await somebody.says("/start")
    assert (await somebody.taps("gardens", somebody.said[-1])).key == "language"
    assert set(await somebody.conversations()) == {"gardens"}


async def test_one_person_has_a_conversation_in_each_and_goes_on_in_either(somebody: Somebody) -> None:
    await somebody.says("/start", "1", "en", "cat", "Momo")
    pets = somebody.said[-1]
    assert (await somebody.says("/start", "Gardens", "en", "dog")).key == "warn.barks"
    gardens = somebody.said[-1]
    assert pets.conversation != gardens.conversation
    # What is said goes on where somebody was last; a button, to where it was shown.
    assert (await somebody.taps("/why", pets)).key == "ask.born"
    assert (await somebody.says("6 May 2020")).key == "ask.toys[].more"
    assert (await somebody.taps("continue", gardens)).key == "ask.walks"
    answers = {flow: dict(one.answers) for flow, one in (await somebody.conversations()).items()}
    assert answers["pets"]["name"] == "Momo"
    assert answers["gardens"] == {"pet": "dog"}
    assert (await somebody.says("/start", "1")).text.startswith("Part 2")


async def test_whoever_is_asked_which_loses_nothing_and_a_changed_message_finds_its_answer(
    somebody: Somebody,
) -> None:
    await somebody.says("/start", "1", "en", "cat")
    await somebody.sends(Incoming(AT + timedelta(minutes=1), text="Momo", message="77"))
    await somebody.says("/start", "2", "en")
    edited = Incoming(AT + timedelta(minutes=2), text="Mimi", message="77", edits=True)
    await somebody.sends(edited)
    assert (await somebody.conversations())["pets"].answers["name"] == "Mimi"


async def test_whoever_erases_everything_is_in_no_dialog_any_more(somebody: Somebody) -> None:
    await somebody.says("/start", "1", "en", "cat", "/start", "2", "en", "dog")
    assert (await somebody.says("delete my data", "Erase everything")).key == "erased"
    kept = await somebody.conversations()
    assert [(one.state, dict(one.answers)) for one in kept.values()] == [("erased", {})]


async def test_with_one_dialog_nobody_is_asked(store: Store) -> None:
    somebody = Somebody(store, [FLOW])
    assert (await somebody.says("/start")).key == "language"
    assert (await somebody.says("en", "/start")).key == "ask.pet"


async def test_who_is_asked_and_never_answers_is_forgotten_without_a_word(
    somebody: Somebody, clock: Clock
) -> None:
    await somebody.says("/start")
    said = len(somebody.said)
    clock.at += timedelta(days=Periods().draft + 1)
    await somebody.assistant.tidy(clock.at)
    assert (await somebody.conversations(), len(somebody.said)) == ({}, said)
