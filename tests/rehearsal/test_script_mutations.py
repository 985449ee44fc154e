"""A dialog broken on purpose turns the project's own scripts red, and what is told names the layer."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.core import (
    Answers,
    Conversation,
    Flow,
    Incoming,
    Letter,
    Question,
    Ruling,
    Step,
    TakeTurn,
    Turn,
    take_turn,
)
from bot.rehearsal.playing.diff import red_report
from bot.rehearsal.playing.play_run import play_run
from dialogs.expedited_interview import eligibility, rulings_on_the_past
from tests.support.real_flow import FLOW
from tests.support.scripting import runs

SCRIPTS = Path(__file__).parents[1] / "scripts"


def changed(flow: Flow, old: Step, new: Step) -> Flow:
    """The flow with one step in the place of another."""
    sections = tuple(
        replace(one, steps=tuple(new if step is old else step for step in one.steps)) for one in flow.sections
    )
    return replace(flow, sections=sections)


def red(script: str, flow: Flow, play: TakeTurn = take_turn) -> tuple[set[str], str]:
    """The layers that differ when a script is played on a broken dialog, and what is told of it."""
    played_runs = [play_run(flow, run, play) for run in runs(SCRIPTS / script)]
    broken = [one for one in played_runs if one.differences]
    assert broken, "the script is green"
    layers: set[str] = {difference.layer for one in broken for difference in one.differences}
    return layers, "\n".join(red_report(one, one.differences) for one in broken)


@pytest.mark.parametrize(
    "script", ["humanitarian.chat.txt", "eligibility/recent_refusal.chat.txt", "group.chat.txt"]
)
def test_the_scripts_are_green_on_the_dialog_as_it_is(script: str) -> None:
    assert [
        one.differences for run in runs(SCRIPTS / script) if (one := play_run(FLOW, run)).differences
    ] == []


def test_a_broken_ruling_is_told_by_id_and_state() -> None:
    ruling: Ruling = rulings_on_the_past.recent_refusal
    broken = changed(FLOW, ruling, replace(ruling, when=lambda answers: False))
    layers, told = red("eligibility/recent_refusal.chat.txt", broken)
    assert {"id", "state", "ruling"} <= layers
    assert "✗ 编号" in told
    assert "@stop.recent_refusal" in told


def test_a_swapped_text_is_told_as_text() -> None:
    question: Question[Any] = eligibility.appointment_booked
    swapped = changed(FLOW, question, replace(question, ask=eligibility.party.ask))
    layers, told = red("first_questions.chat.txt", swapped)
    assert layers == {"text"}
    assert "✗ 文字" in told


def test_a_lost_button_is_told_as_buttons() -> None:
    def without_last(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        turn = take_turn(flow, conversation, incoming)
        lost = tuple(replace(reply, buttons=reply.buttons[:-1]) for reply in turn.replies)
        return replace(turn, replies=lost)

    layers, told = red("eligibility/recent_refusal.chat.txt", FLOW, without_last)
    assert "buttons" in layers
    assert "✗ 按钮" in told


def test_a_wrong_date_in_the_letter_is_told_as_the_email() -> None:
    def wrong(answers: Answers, address: str) -> Letter:
        letter = FLOW.compose(answers, address)
        return replace(letter, body=letter.body.replace("6 May 1990", "5 June 1990"))

    layers, told = red("humanitarian.chat.txt", replace(FLOW, compose=wrong))
    assert layers == {"email"}
    assert "✗ 邮件" in told
    assert "-2. Date of birth: 6 May 1990" in told
    assert "+2. Date of birth: 5 June 1990" in told


@pytest.mark.parametrize(
    ("change", "layer"),
    [
        (lambda now: replace(now, answers={**now.answers, "passport_number": "E00000000"}), "data"),
        (lambda now: replace(now, language="en" if now.language == "zh" else "zh"), "text"),
    ],
)
def test_what_is_remembered_wrongly_is_told(
    change: Callable[[Conversation], Conversation], layer: str
) -> None:
    def forgetful(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        turn = take_turn(flow, conversation, incoming)
        return replace(turn, conversation=change(turn.conversation))

    layers, _ = red("humanitarian.chat.txt", FLOW, forgetful)
    assert layer in layers
