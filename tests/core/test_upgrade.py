"""A dialog that changes while people are in it: everybody finishes on the new one, and nothing they said is asked again."""

from dataclasses import replace

import pytest

from bot.answers import Choice, ShortText
from bot.core import Conversation, Flow, Option, Question, Section, Step, take_turn
from bot.core.upgrade import fingerprint, upgrade_answers
from bot.rehearsal.personas.persona import read_persona
from bot.rehearsal.personas.player import play
from tests.support.real_flow import FLOW, PERSONAS, way
from tests.support.sizes import full
from tests.support.small_flow import FLOW as PETS
from tests.support.small_flow import Chat, T, keys, name, pet


def with_steps(flow: Flow, number: int, *steps: Step) -> Flow:
    """The same dialog with other steps in one section."""
    sections = list(flow.sections)
    sections[number] = Section(sections[number].title, steps, sections[number].opens_with)
    return replace(flow, sections=tuple(sections))


def without(flow: Flow, *keys: str) -> Flow:
    """The dialog as it was before those questions were added."""
    for number, section in enumerate(flow.sections):
        flow = with_steps(flow, number, *(step for step in section.steps if step.key not in keys))
    return flow


colour = Question("colour", T("Colour"), T("Which colour?"), ShortText(40), T("Because."), T("Black."))
rabbits = replace(pet, kind=Choice((Option("cat", T("A cat")), Option("rabbit", T("A rabbit")))))


def upgraded(chat: Chat, flow: Flow) -> Chat:
    chat.flow = flow
    return chat


def test_a_new_question_before_the_place_is_asked_and_the_person_is_told() -> None:
    chat = Chat()
    chat.say("en", "cat", "Momo")
    turn = upgraded(chat, with_steps(PETS, 0, pet, colour)).say("/start")
    assert keys(turn) == ["ask.colour"]
    assert "changed" in turn.replies[0].text
    assert dict(chat.now.answers) == {"pet": "cat", "name": "Momo"}


def test_a_new_question_further_on_is_simply_asked_when_it_comes() -> None:
    chat = Chat()
    chat.say("en", "cat")
    turn = upgraded(chat, with_steps(PETS, 1, name, colour)).say("Momo")
    assert keys(turn) == ["ask.colour"]
    assert "changed" not in turn.replies[0].text


def test_a_choice_that_is_gone_is_asked_again_by_name() -> None:
    chat = Chat()
    chat.say("en", "dog", "continue", "Park", "Momo")
    turn = upgraded(chat, with_steps(PETS, 0, rabbits)).say("/start")
    assert keys(turn) == ["ask.pet"]
    assert "Please answer again: Pet" in turn.replies[0].text
    assert chat.now.answers["name"] == "Momo"


def test_an_answer_to_a_question_that_is_gone_stays_parked() -> None:
    chat = Chat()
    chat.say("en", "cat", "Momo")
    upgraded(chat, with_steps(PETS, 1)).say("/start")
    assert chat.now.answers["name"] == "Momo"


def test_a_finished_request_is_asked_what_is_new() -> None:
    chat = Chat()
    chat.say("en", "cat", "Momo", "skip", "no", "confirm")
    assert chat.now.state == "ready"
    turn = upgraded(chat, with_steps(PETS, 0, pet, colour)).say("/start")
    assert (chat.now.state, keys(turn)) == ("asking", ["ask.colour"])


def test_the_person_is_told_once() -> None:
    chat = Chat()
    chat.say("en", "cat", "Momo")
    upgraded(chat, with_steps(PETS, 0, pet, colour)).say("/start")
    assert "changed" not in chat.say("help").replies[0].text


def test_a_new_wording_is_no_new_edition() -> None:
    assert fingerprint(with_steps(PETS, 0, replace(pet, ask=T("Cat, or dog?")))) == fingerprint(
        with_steps(PETS, 0, pet)
    )
    assert fingerprint(with_steps(PETS, 0, rabbits)) != fingerprint(with_steps(PETS, 0, pet))


@pytest.mark.parametrize("persona", ["study_f1", "business", "humanitarian", "group"])
def test_every_answer_of_the_real_dialog_holds_when_it_is_given_again(persona: str) -> None:
    conversation, incoming = way(persona, "zh")[-1]
    assert upgrade_answers(FLOW, conversation.answers, incoming.at.date()).dropped == ()


@pytest.mark.parametrize(
    "added", full(["phone"], ["expedited_before", "interview_time", "phone", "proof", "party"])
)
def test_whoever_is_anywhere_in_an_older_dialog_finishes_on_the_new_one(added: str) -> None:
    persona = read_persona(PERSONAS / "study_f1.toml")
    assert persona.today is not None
    older, bodies = without(FLOW, added), set()
    now = Conversation("older", FLOW.key)
    for before, incoming in way("study_f1", "en"):
        if before.asked == added:
            continue
        now = take_turn(older, now, incoming).conversation
        if now.state not in ("choosing_language", "sent"):
            letter = play(FLOW, persona, "en", persona.today, begun=now).letter
            bodies.add(letter and letter.body)
    wanted = play(FLOW, persona, "en", persona.today).letter
    assert wanted is not None
    assert bodies == {wanted.body}
