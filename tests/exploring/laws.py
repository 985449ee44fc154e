"""What must be true of every turn, whatever was done: each law tells how it was broken, or None.

The laws know the dialog's definition and what is stored; how the engine comes to its replies they do not ask.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.core import (
    OVER,
    SKIPPED,
    Group,
    Incomplete,
    Letter,
    Reply,
    Ruling,
    Spot,
    Turn,
    Verdict,
    body_of,
    conversation_of,
    packed_reply,
    reply_of,
)
from bot.core.review import groups
from bot.core.values import NOTHING_SAID
from bot.core.walk import Place, judge
from bot.i18n import translate
from bot.rehearsal.playing.catalogue import fault_in
from bot.rehearsal.scripts.matching import fold
from tests.exploring.step import Step

Law = Callable[[Step], str | None]


def something_is_said(step: Step) -> str | None:
    """Only who told nothing is forgotten without a word."""
    told_nothing = step.turn.incoming is None and not step.before.answers
    if (step.turn.replies or told_nothing) and all(reply.text.strip() for reply in step.turn.replies):
        return None
    return "nothing was said"


def answers_change_only_where_they_may(step: Step) -> str | None:
    if step.may(step):
        return None
    before, after = step.before.answers, step.after.answers
    changed = {
        key: (before.get(key), after.get(key))
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    }
    return f"the answers are not what they should be: {changed or 'nothing has changed'}"


def an_answered_question_is_asked_again_only_when_wanted(step: Step) -> str | None:
    key, spot = step.after.asked, step.walk.place
    if not isinstance(spot, Spot) or spot.key != key or not step.put.startswith("ask."):
        return None
    is_answered = key in step.before.answers and key in step.after.answers
    was_wanted = step.returns or step.before.revisiting == key or _has_gap(step, spot)
    return f"{key} is asked again" if is_answered and not was_wanted else None


def _has_gap(step: Step, spot: Spot) -> bool:
    """The "no" that closed a list with a gap no longer holds."""
    gap = spot.group.gap if spot.group is not None else None
    return gap is not None and gap(step.walk.at(spot)) is not None


def the_state_follows_from_the_answers(step: Step) -> str | None:
    state, place = step.after.state, step.walk.place
    if step.turn.incoming is None:
        return None if state in (step.before.state, "expired") else f"{state} without a message"
    if state in ("choosing_language", "cancelling", "sent", "erased"):
        return None
    match place:
        case Verdict(ruling):
            states = {{"stop": "stopped", "pause": "waiting"}.get(ruling.strength, "asking")}
        case Spot():
            states = {"revisiting" if step.after.revisiting else "asking"}
        case _:
            states = {"reviewing", "ready"}
    return None if state in states else f"{state} at {_named(place)}"


def _named(place: Place) -> str:
    match place:
        case Spot(key):
            return key
        case Verdict(ruling):
            return ruling.key
        case _:
            return "the end"


def the_first_open_question_is_asked(step: Step) -> str | None:
    key, place = step.put, step.walk.place
    if not key.startswith("ask."):
        return None
    is_asked = (
        isinstance(place, Spot) and key == f"ask.{place.question.key}" and step.after.asked == place.key
    )
    return None if is_asked else f"{step.after.asked} is asked at {_named(place)}"


WAITING = {"change": "menu", "entry": "menu", "cancelling": "cancel", "facts": "facts"}
"""What waits behind a prompt; behind `pending.odd` it is `odd`."""


def what_was_put_last_is_what_waits(step: Step) -> str | None:
    """A number or a word answers what is at the bottom of the screen."""
    key, pending = step.put, step.after.pending
    waits = pending.kind if pending is not None else ""
    if key in ("kept", "reminder"):
        # Said in between: what waited before still does.
        return None
    wanted = key.removeprefix("pending.") if key.startswith("pending.") else WAITING.get(key, "")
    return f"{waits or 'nothing'} waits behind {key}" if waits != wanted else None


def of_what_is_over_nothing_is_kept(step: Step) -> str | None:
    now = step.after
    kept = (*(getattr(now, one) for one in NOTHING_SAID), now.pending)
    return f"{now.state}, and there is still {kept}" if now.state in OVER and any(kept) else None


def ready_means_complete(step: Step) -> str | None:
    """The gate: no stop fires, each warning is acknowledged, no item is missing, the letter can be written."""
    became_sent = step.after.state == "sent" and step.before.state == "ready"
    if step.turn.incoming is None or not (step.after.state == "ready" or became_sent):
        return None
    found = [*_fires(step), *_missing(step)]
    try:
        step.world.flow.compose(step.walk.answers, "")
    except Incomplete as incomplete:
        found.append(f"no letter: {incomplete}")
    return f"ready, but {', '.join(found)}" if found else None


def _fires(step: Step) -> list[str]:
    steps = (one for section in step.world.flow.sections for one in section.steps)
    judged = [judge(one, step.walk.answers) for one in steps if isinstance(one, Ruling)]
    return [f"{one.ruling.key} fires" for one in judged if one is not None and not _is_passed(one, step)]


def _is_passed(verdict: Verdict, step: Step) -> bool:
    ruling = verdict.ruling
    return ruling.strength == "note" or (
        ruling.strength == "warn" and step.after.acknowledged.get(ruling.key) == verdict.facts
    )


def _missing(step: Step) -> list[str]:
    answers = step.after.answers
    return [
        f"{spot.key} is missing"
        for spot in step.walk.spots
        if spot.key not in answers
        or (answers[spot.key] == SKIPPED and not spot.question.optional and spot.question.default is None)
    ]


def the_summary_is_what_is_stored(step: Step) -> str | None:
    if step.after.sent and step.put == "review":
        # Of what was sent only what is different now is put.
        return None
    for key in ("review", "change"):
        replies = [reply for reply in step.turn.replies if reply.key == key]
        if replies:
            return _shown_wrongly(step, replies)
    return None


def _shown_wrongly(step: Step, replies: list[Reply]) -> str | None:
    lang, shown = step.after.language, "\n".join(reply.text for reply in replies)
    codes = {button.code for row in replies[-1].buttons for button in row}
    lines = {**_single_lines(step), **_entry_lines(step)}
    if replies[0].key == "change" and codes != set(lines):
        return f"the summary offers {sorted(codes ^ set(lines))}"
    if replies[0].key == "change" or len(replies[0].said[-1].parts) == 1:
        # A list to choose from names only what there is; a review right after itself is only the question.
        return None
    missing = [code for code, said in lines.items() if said and translate(said, lang) not in shown]
    return f"the summary does not show {missing}" if missing else None


def _single_lines(step: Step) -> dict[str, object]:
    """By code: what is shown of each answered question outside the lists."""
    answers = step.walk.answers.values
    return {
        f"c.{spot.key}": spot.question.kind.show(answers[spot.key])
        for spot in step.walk.passed
        if not spot.entry and spot.question.reviewed and spot.key in answers
    }


def _entry_lines(step: Step) -> dict[str, object]:
    """By code: the name of each entry, and a line for a list that was closed."""
    answers = step.walk.answers
    found: dict[str, object] = {}
    for group in groups(step.world.flow):
        for entry in answers.entries(group):
            here = f"{group.key}.{entry.entry[0]}."
            if not any(key.startswith(here) for key in step.after.answers):
                continue
            found[f"e.{group.key}.{entry.entry[0]}"] = group.name(entry)
        if answers.values.get(_first_more(group)) == "no":
            found[f"a.{group.key}"] = ""
    return found


def _first_more(group: Group) -> str:
    return group.more.key.replace("[]", ".0", 1)


def the_letter_is_what_is_stored(step: Step) -> str | None:
    letter = next((one.document for one in step.turn.replies if isinstance(one.document, Letter)), None)
    if letter is None or step.before.sent:
        # Once it is sent there are corrections, and other letters than that of the present answers.
        return None
    written = fold(f"{letter.sender} {letter.subject} {letter.body}")
    missing = [spot.key for spot in step.walk.passed if _is_lost(step, spot, written)]
    return f"the letter lacks {missing}" if missing else None


def _is_lost(step: Step, spot: Spot, written: str) -> bool:
    value = step.walk.answers.values.get(spot.key)
    if value is None or not isinstance(spot.question.kind, step.world.in_letter):
        return False
    return fold(translate(spot.question.kind.show(value), "en")) not in written


def every_reply_exists_in_both_languages(step: Step) -> str | None:
    twin = step.in_other_language()
    if _shape(twin) != _shape(step.turn):
        return f"said in one language only: {[one for one in _shape(step.turn) if one not in _shape(twin)]}"
    faults = (_fault_of_words(step, turn) for turn in (step.turn, twin))
    return next(filter(None, faults), None)


def _fault_of_words(step: Step, turn: Turn) -> str | None:
    lang = turn.conversation.language
    if lang == "zh" and not step.world.is_translated:
        return None
    faults = (fault_in(reply, lang) for reply in turn.replies)
    return next((translate(fault, "en") for fault in faults if fault is not None), None)


def _shape(turn: Turn) -> list[Any]:
    """What of the replies is the same in every language. The English letter is retold in Chinese only."""
    found: list[Any] = []
    for reply in turn.replies:
        codes = [button.code for row in reply.buttons for button in row]
        key = [one.key for one in reply.said] or [reply.key]
        one = (key, bool(reply.copyable), bool(reply.document), bool(reply.contact))
        if reply.key == "ready.gloss":
            continue
        if found and found[-1][0] == one:
            # One message that is too long came in parts.
            found.pop()
        found.append((one, codes, reply.prompt_id, reply.turn))
    return found


def nothing_is_lost_in_a_restart(step: Step) -> str | None:
    now = step.after
    again = conversation_of(
        body_of(now), id=now.id, flow=now.flow, state=now.state, language=now.language, version=now.version
    )
    if again != now:
        return f"stored as {again}, not as {now}"
    lost = [reply.key for reply in step.turn.replies if reply_of(packed_reply(reply)) != reply]
    return f"stored otherwise: {lost}" if lost else None


LAWS: tuple[Law, ...] = (
    something_is_said,
    answers_change_only_where_they_may,
    an_answered_question_is_asked_again_only_when_wanted,
    ready_means_complete,
    the_state_follows_from_the_answers,
    the_first_open_question_is_asked,
    what_was_put_last_is_what_waits,
    of_what_is_over_nothing_is_kept,
    the_summary_is_what_is_stored,
    the_letter_is_what_is_stored,
    every_reply_exists_in_both_languages,
    nothing_is_lost_in_a_restart,
)
