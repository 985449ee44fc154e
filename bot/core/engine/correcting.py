"""A correction in words becomes a change: the value is read at its question, and what it would do is shown first."""

from __future__ import annotations

import re

from bot.core.engine.actions import remove_entry, revisit
from bot.core.engine.changing import leave_out, set_anew
from bot.core.engine.gathering import facts_of, gather, question_told
from bot.core.engine.interpreting import hear
from bot.core.engine.named_entries import act_on_described, act_on_named
from bot.core.engine.of_others import days_claimed
from bot.core.engine.prompts import show
from bot.core.engine.settling import accept, take
from bot.core.engine.told_otherwise import may_be_anything, told_otherwise
from bot.core.engine.turn_draft import TurnDraft
from bot.core.reading import Mistake, Odd, Understood, Unsure
from bot.core.typed_text import excerpt
from bot.core.understanding import (
    INFERRED,
    Correction,
    Spoken,
    Understanding,
    act_of,
    corrections_in,
    day_in_place_of,
    folded,
    lacking_in,
    left_out_in,
    left_out_of,
    replaced_in,
    set_in,
    speaks_of_words,
    table_of,
    understood,
    without_denial,
    words_taken_out,
)
from bot.core.values import Value, as_value
from bot.core.walk import Spot, Verdict


def correct(draft: TurnDraft, text: str) -> bool:
    """Change what a message names, one after the other until something is asked. False where it names nothing that
    was answered or stands in the list of what was told."""
    if act_on_named(draft, text):
        return True
    gone = _person_left_out(draft, text)
    if gone is not None and remove_entry(draft, gone):
        return True
    unwanted = _answered(draft, left_out_in(draft.flow, text))
    if unwanted is not None and leave_out(draft, unwanted):
        return True
    if _take_out(draft, text) or act_on_described(draft, text) or _correct_by_value(draft, text):
        return True
    is_corrected = False
    for number, found in enumerate(corrections_in(draft.flow, text)):
        if number and draft.conversation.revisiting is not None:
            break
        is_corrected = _correct_told(draft, found) or _correct_answer(draft, found, text) or is_corrected
    return is_corrected or _correct_denied(draft, text) or _reopen_words(draft, text)


def _person_left_out(draft: TurnDraft, text: str) -> str | None:
    """The key of whoever is not to come along."""
    group = table_of(draft.flow)
    number = left_out_of(group, text, draft.walk.answers) if group is not None else None
    return f"{group.key}.{number}" if group is not None and number is not None else None


def _correct_by_value(draft: TurnDraft, text: str) -> bool:
    """What was answered is named by itself, and what it shall be behind it."""
    answers = draft.conversation.answers
    told = [(str(answers.get(spot.key) or ""), spot) for spot in draft.walk.passed]
    for value, spot in sorted(told, key=lambda one: -len(one[0])):
        new = replaced_in(text, value)
        if new and set_anew(draft, spot, new):
            return True
    return False


def _take_out(draft: TurnDraft, text: str) -> bool:
    """Words leave the answer that has them, the last one first."""
    words, answers = words_taken_out(text), draft.conversation.answers
    for spot in reversed(draft.walk.passed) if words else ():
        said = str(answers.get(spot.key) or "")
        at = folded(said).find(folded(words))
        if spot.question.kind.takes != "value" and at >= 0:
            left = f"{said[:at]} {said[at + len(words) :]}"
            return set_anew(draft, spot, " ".join(left.split()).strip(" ,，.。"))
    return False


def add_lacking(draft: TurnDraft, text: str) -> str | None:
    """“地址少了杭州两个字”: added where it belongs in that kind of answer. What was said behind it; None where it is no such thing."""
    found, place = lacking_in(draft.flow, text), draft.place
    spot = _answered(draft, found.keys) if found is not None else None
    with_part = getattr(spot.question.kind, "with_part", None) if spot is not None else None
    is_told = isinstance(place, Spot) and place.question.kind.takes == "text"
    if found is None or spot is None or with_part is None or is_told:
        return None
    said = str(draft.conversation.answers[spot.key])
    is_added = found.part not in said and set_anew(draft, spot, with_part(said, found.part))
    return found.behind if is_added else None


def _correct_denied(draft: TurnDraft, text: str) -> bool:
    """“no, the illness began on 21 November”: a no, and a day that belongs to something answered otherwise. False where a
    question of days waits, or the no is an answer."""
    if _correct_day_before(draft, text):
        return True
    place = draft.place
    waits = place.question.kind if isinstance(place, Spot) and draft.conversation.pending is None else None
    if waits is None or waits.takes == "value" or without_denial(text) == text:
        return False
    answers = draft.conversation.answers
    for key, day in days_claimed(draft, without_denial(text)).items():
        spot = draft.walk.spot(key)
        if spot is not None and key in answers and answers[key] != day and revisit(draft, key):
            take(draft, spot, Odd(day, INFERRED.of(words=excerpt(text), value=show(spot.question, day))))
            return True
    return False


def _correct_day_before(draft: TurnDraft, text: str) -> bool:
    """“no sorry its the 12th”, where the question behind a day waits."""
    spots = draft.walk.passed
    spot = spots[-2] if len(spots) > 1 and spots[-1] == draft.place else None
    value = draft.conversation.answers.get(spot.key) if spot is not None else None
    if spot is None or draft.conversation.pending is not None or without_denial(text) == text:
        return False
    return day_in_place_of(value, text) != text and set_anew(draft, spot, text)


def _reopen_words(draft: TurnDraft, text: str) -> bool:
    """“take that sentence out”: what was said last in somebody's own words is asked again; before all others what has a word
    of the message in it."""
    answers = draft.conversation.answers
    own = [one for one in draft.walk.passed if _takes_sentences(one) and answers.get(one.key)]
    if not own or not speaks_of_words(text):
        return False
    said = set(re.findall(r"[a-z]{5,}|[\u4e00-\u9fff]{2}", folded(text)))
    meant = [one for one in own if any(word in folded(str(answers[one.key])) for word in said)]
    return revisit(draft, (meant or own)[-1].key)


def _takes_sentences(spot: Spot) -> bool:
    """And no name of a place or a company."""
    kind = spot.question.kind
    return kind.takes == "text" or (kind.takes == "line" and bool(kind.options))


def set_at_review(draft: TurnDraft, text: str) -> bool:
    """Where everything is to be looked through, the name of something and a value are enough."""
    return draft.conversation.state == "reviewing" and set_by_name(draft, text)


def set_by_name(draft: TurnDraft, text: str) -> bool:
    """“surname is Sample”: the name of something that was answered, and right behind it another value."""
    found = set_in(draft.flow, text)
    spot = _answered(draft, found.keys) if found is not None else None
    if found is None or spot is None or spot.question.kind.takes == "text":
        return False
    if may_be_anything(spot) and (words_taken_out(text) or told_otherwise(draft, text)):
        return False
    return set_anew(draft, spot, found.value)


def _correct_answer(draft: TurnDraft, found: Correction, text: str) -> bool:
    spot = _answered(draft, found.keys)
    if spot is None:
        return False
    if not found.value:
        return revisit(draft, spot.key)
    if may_be_anything(spot) and told_otherwise(draft, text):
        # “the school moved it to 14 January”: that is no name of a school.
        return False
    heard = hear(draft, spot, found.value)
    if not revisit(draft, spot.key):
        return False
    gather(draft, facts_of(draft, text), spot.key)
    take(draft, spot, _unreadable(spot) if isinstance(heard, Spoken) else heard)
    return True


def _correct_told(draft: TurnDraft, found: Correction) -> bool:
    """What stands in the list and waits for its yes."""
    key = next((key for key in found.keys if key in draft.conversation.told), None)
    heard = understood(question_told(draft, key), found.value, draft.today) if key and found.value else None
    if key is None or not isinstance(heard, Understood):
        return False
    value = as_value(heard.value)
    draft.change(told={**draft.conversation.told, key: value}, pending=None, misses=0)
    draft.say_back(question_told(draft, key), value)
    return True


def reconsider(draft: TurnDraft, verdict: Verdict, text: str, *, goes_on: bool) -> bool:
    """What is typed at a ruling may be another answer to the question that it is about. Who says in the same message that they
    go on has told a story, where it is about a choice."""
    for key in verdict.fired.about:
        spot = draft.walk.spot(key)
        if spot is None or (goes_on and spot.question.kind.options):
            continue
        if _answer_anew(draft, spot, text):
            return True
    return False


def _answer_anew(draft: TurnDraft, spot: Spot, text: str) -> bool:
    """Another answer than it has; one that is not sure is put for its yes. A choice that is only probable will do: it is
    said back. False where it is none."""
    heard = _unlike(spot, hear(draft, spot, text), draft.conversation.answers.get(spot.key), text)
    is_choice = bool(spot.question.kind.options)
    match heard:
        case Understood(value):
            accept(draft, spot, as_value(value), say_back=True)
        case Odd(value) if is_choice and act_of(text) is None:
            accept(draft, spot, as_value(value), say_back=True)
        case Odd() | Unsure() if not is_choice:
            revisit(draft, spot.key)
            take(draft, spot, heard)
        case _:
            return False
    return True


def _unlike(spot: Spot, heard: Understanding, value: Value | None, text: str) -> Understanding | None:
    """Without the answer that stands: “no, 3 December is too early, the 8th”."""
    match heard:
        case Unsure(values):
            others = [as_value(one) for one in values if as_value(one) != value]
            if len(others) == 1:
                return Odd(others[0], INFERRED.of(words=excerpt(text), value=show(spot.question, others[0])))
        case Understood(said) | Odd(said) if as_value(said) == value:
            return None
    return heard


def _unreadable(spot: Spot) -> Mistake:
    return Mistake("correction", spot.question.why)


def _answered(draft: TurnDraft, keys: tuple[str, ...]) -> Spot | None:
    """The first of the questions by that name that has an answer; of the entries of a list the last. In a list, what
    goes by that name there comes before all others."""
    now, place = draft.conversation, draft.place
    here = f"{place.key.partition('.')[0]}." if isinstance(place, Spot) and place.entry else ""
    answered = [
        [spot for spot in draft.walk.passed if spot.question.key == key and spot.key in now.answers]
        for key in keys
    ]
    # What was opened to be changed is meant before all others.
    opened = now.pending.key if now.pending is not None and now.pending.kind == "menu" else ""
    inside = [spot for spots in answered for spot in spots if opened and spot.key.startswith(f"{opened}.")]
    found = [*inside, *(spots[-1] for spots in answered if spots)]
    return next((one for one in found if here and one.key.startswith(here)), found[0] if found else None)
