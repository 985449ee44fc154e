"""Faults to plant: engines that are broken in one way each, with the law that must find it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from bot.core import (
    OVER,
    Answers,
    Conversation,
    Fired,
    Flow,
    Incoming,
    Letter,
    Step,
    TakeTurn,
    Tap,
    Turn,
    short_id,
    take_turn,
)
from bot.i18n import Text
from dialogs.expedited_interview import details, reasons, rulings
from tests.exploring.explorer import CRASH
from tests.support.small_flow import born, name, too_old, toys

Change = Callable[[Flow, Conversation, Incoming, Turn], Conversation]


def without(step: Step) -> TakeTurn:
    """An engine that has forgotten a step of the dialog."""
    return _on_another(lambda flow: _put(flow, step, ()))


def with_other(step: Step, other: Step) -> TakeTurn:
    """An engine that has a step wrong."""
    return _on_another(lambda flow: _put(flow, step, (other,)))


def _on_another(change: Callable[[Flow], Flow]) -> TakeTurn:
    changed = cache(change)
    return lambda flow, now, incoming: take_turn(changed(flow), now, incoming)


def _put(flow: Flow, old: Step, new: tuple[Step, ...]) -> Flow:
    return replace(
        flow,
        sections=tuple(
            replace(one, steps=tuple(put for step in one.steps for put in (new if step is old else (step,))))
            for one in flow.sections
        ),
    )


def ending(change: Change) -> TakeTurn:
    """An engine that spoils the conversation at the end of a turn."""

    def play(flow: Flow, now: Conversation, incoming: Incoming) -> Turn:
        turn = take_turn(flow, now, incoming)
        return replace(turn, conversation=change(flow, now, incoming, turn))

    return play


def _loses_an_answer(flow: Flow, before: Conversation, incoming: Incoming, turn: Turn) -> Conversation:
    after = turn.conversation
    if after.language == before.language or not after.answers:
        return after
    return replace(after, answers=dict(list(after.answers.items())[:-1]))


def _believes_help(flow: Flow, before: Conversation, incoming: Incoming, turn: Turn) -> Conversation:
    after = turn.conversation
    return replace(after, answers={**after.answers, "name": "help"}) if turn.command == "help" else after


def _takes_out_too_much(flow: Flow, before: Conversation, incoming: Incoming, turn: Turn) -> Conversation:
    after = turn.conversation
    if before.pending is None or before.pending.kind != "remove" or after.answers == before.answers:
        return after
    return replace(after, answers={key: value for key, value in after.answers.items() if "toys" not in key})


def _is_always_ready(flow: Flow, before: Conversation, incoming: Incoming, turn: Turn) -> Conversation:
    after = turn.conversation
    return replace(after, state="ready") if before.state == "ready" and after.state == "asking" else after


def _keeps_after_the_end(flow: Flow, before: Conversation, incoming: Incoming, turn: Turn) -> Conversation:
    after = turn.conversation
    return replace(after, answered_by_message=before.answered_by_message) if after.state in OVER else after


def _numbers_messages(flow: Flow, before: Conversation, incoming: Incoming, turn: Turn) -> Conversation:
    """The store knows messages by text alone."""
    after = turn.conversation
    numbered = {int(message): key for message, key in after.answered_by_message.items()}
    return replace(after, answered_by_message=numbered)  # type: ignore[arg-type]


def believes_old_buttons(flow: Flow, now: Conversation, incoming: Incoming) -> Turn:
    tap = incoming.tap
    if tap is not None:
        tap = Tap(now.id, short_id(now.asked), now.prompted_in_turn, tap.code)
    return take_turn(flow, now, replace(incoming, tap=tap))


def edits_the_last_answer(flow: Flow, now: Conversation, incoming: Incoming) -> Turn:
    """An edited message edits whatever was answered last."""
    if incoming.edits and now.answered_by_message:
        incoming = replace(incoming, message=list(now.answered_by_message)[-1])
    return take_turn(flow, now, incoming)


def asks_again(flow: Flow, now: Conversation, incoming: Incoming) -> Turn:
    """Whoever asks for an example is asked the first question again."""
    if incoming.text == "example" and "pet" in now.answers and now.state == "asking":
        now = replace(now, revisiting="pet")
    return take_turn(flow, now, incoming)


def says_nothing_to_stickers(flow: Flow, now: Conversation, incoming: Incoming) -> Turn:
    turn = take_turn(flow, now, incoming)
    return replace(turn, replies=()) if incoming.refused is not None else turn


def loses_a_button_in_chinese(flow: Flow, now: Conversation, incoming: Incoming) -> Turn:
    turn = take_turn(flow, now, incoming)
    if turn.conversation.language == "en":
        return turn
    return replace(turn, replies=tuple(replace(one, buttons=one.buttons[:-1]) for one in turn.replies))


def _lies(answers: Answers) -> Text:
    return Text("a ball")


def _fails(answers: Answers) -> bool | Fired:
    if answers.get(born) == date(2020, 5, 6):
        raise KeyError("born")
    return too_old.when(answers)


def writes_another_passport(flow: Flow, now: Conversation, incoming: Incoming) -> Turn:
    return take_turn(_with_wrong_letters(flow), now, incoming)


@cache
def _with_wrong_letters(flow: Flow) -> Flow:
    def compose(answers: Answers, address: str) -> Letter:
        letter = flow.compose(answers, address)
        return replace(letter, body=letter.body.replace("E12345678", "E12345687"))

    return replace(flow, compose=compose)


Fault = tuple[TakeTurn, *tuple[str, ...]]
"""A faulty engine, and the laws of which one is broken first."""

REAL_FAULTS: dict[str, Fault] = {
    "a district that no one looks at": (
        without(rulings.outside_district),
        "the_state_follows_from_the_answers",
    ),
    "proof that no one asks for": (without(reasons.proof), "the_state_follows_from_the_answers"),
    "a question in English only": (
        with_other(details.surname, replace(details.surname, ask=Text("What is your name?"))),
        "every_reply_exists_in_both_languages",
    ),
    "a letter with another passport number": (writes_another_passport, "the_letter_is_what_is_stored"),
}
SMALL_FAULTS: dict[str, Fault] = {
    "a stop forgotten in the gate": (without(too_old), "the_state_follows_from_the_answers"),
    "a question forgotten": (without(name), "the_first_open_question_is_asked"),
    "ready for good": (ending(_is_always_ready), "ready_means_complete"),
    "an answer lost with the language": (ending(_loses_an_answer), "answers_change_only_where_they_may"),
    "a command taken for an answer": (ending(_believes_help), "answers_change_only_where_they_may"),
    "two entries taken out for one": (ending(_takes_out_too_much), "answers_change_only_where_they_may"),
    "an old button believed": (
        believes_old_buttons,
        "answers_change_only_where_they_may",
        "an_answered_question_is_asked_again_only_when_wanted",
    ),
    "an edit of another answer": (edits_the_last_answer, "answers_change_only_where_they_may"),
    "an answered question asked again": (asks_again, "an_answered_question_is_asked_again_only_when_wanted"),
    "silence": (says_nothing_to_stickers, "something_is_said"),
    "a lost button": (loses_a_button_in_chinese, "every_reply_exists_in_both_languages"),
    "a summary that lies": (with_other(toys, replace(toys, name=_lies)), "the_summary_is_what_is_stored"),
    "data kept after the end": (ending(_keeps_after_the_end), "of_what_is_over_nothing_is_kept"),
    "messages remembered as they are not stored": (ending(_numbers_messages), "nothing_is_lost_in_a_restart"),
    "a rule that fails": (with_other(too_old, replace(too_old, when=_fails)), CRASH),
}
