"""What was sent becomes an answer: read, checked, confirmed where it is unclear, and settled.

A value counts only after accept(); until then the old answer stands.
"""

from __future__ import annotations

import re
from datetime import date

from bot.core.answers_changed import effects
from bot.core.engine import prompts
from bot.core.engine.actions import resume
from bot.core.engine.asides import is_aside, reply_to
from bot.core.engine.gathering import (
    A_PASTE,
    SAID_BACK,
    bare_value_in,
    facts_of,
    gather,
    news_in,
    people_of,
    question_told,
    would_stop,
)
from bot.core.engine.papers import read_papers, say_unasked
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import SKIPPED, Question, concrete
from bot.core.options import code_in, says_no
from bot.core.reading import Mistake, Odd, Reading, Understood, Unsure
from bot.core.typed_text import excerpt, one_line, tidy
from bot.core.understanding import (
    INFERRED,
    KEEP,
    Facts,
    Spoken,
    Understanding,
    declines,
    facts_in,
    folded,
    is_named_otherwise,
    named_first,
    understood,
)
from bot.core.values import CleanFile, FileRef, Incoming, Pending, Value, as_value
from bot.core.walk import Spot, path
from bot.i18n import N_


def answer(draft: TurnDraft, spot: Spot, text: str, message: str | None) -> None:
    if message is not None:
        draft.change(answered_by_message={**draft.conversation.answered_by_message, message: spot.key})
    facts = _told_besides(draft, spot, text)
    said = _without_told(spot, facts, text)
    heard = _unless_of_another(draft, spot, facts, hear(draft, spot, said), text)
    if isinstance(heard, Mistake) and _fill_the_gap(draft, spot, text):
        return
    if _is_paste(spot, news_in(draft, facts, spot.key), heard):
        gather(draft, facts)
        return
    may_tell_more = spot.question.kind.takes == "value" or said != text or isinstance(heard, Mistake)
    is_news = may_tell_more and gather(draft, facts, spot.key)
    if is_news and isinstance(heard, Mistake | Spoken) and spot.key not in facts.sure:
        # It was no answer, and yet not nothing.
        draft.change(misses=0)
        if isinstance(heard, Spoken):
            if is_aside(draft, text):
                reply_to(draft, heard.act, text)
        elif heard.key.startswith("wrong."):
            draft.say_first(f"mistake.{heard.key}", heard.why)
    elif isinstance(heard, Spoken):
        reply_to(draft, heard.act, text)
    elif (
        spot.question.optional
        and isinstance(heard, Mistake)
        and (says_no(text) or declines(text) or heard.key == "absent")
    ):
        # “no” to what need not be given leaves it out.
        accept(draft, spot, SKIPPED, say_back=False)
    elif is_no_value(heard) and is_aside(draft, text):
        reply_to(draft, "question", text)
    elif (_is_hardly(heard) and _denies_the_cause(draft, spot, text)) or (
        _is_unlike(heard) and not spot.entry and gather(draft, bare_value_in(draft, text))
    ):
        draft.change(misses=0)
    else:
        take(draft, spot, heard)
        if isinstance(heard, Understood) and draft.conversation.answers.get(spot.key) == heard.value:
            take_also(draft, spot, text)


def _fill_the_gap(draft: TurnDraft, spot: Spot, text: str) -> bool:
    """“没工作了，在家”, "before that i was in nanjing" where months are missing: the entry that is asked for, and some of
    what it would be asked."""
    group, answers = spot.group, draft.walk.at(spot)
    if group is None or group.gap is None or group.gap(answers) is None:
        return False
    asked = [step for step in group.steps if isinstance(step, Question) and step.kind.takes == "value"]
    readings = {concrete(one.key, spot.entry): understood(one, text, draft.today) for one in asked}
    told = {key: as_value(one.value) for key, one in readings.items() if isinstance(one, Understood)}
    if not told:
        return False
    accept(draft, spot, "yes", say_back=True)
    draft.change(answers={**draft.conversation.answers, **told})
    for key, value in told.items():
        label = question_told(draft, key).label
        found = draft.walk.spot(key)
        shown = prompts.show(found, value) if found is not None else value
        draft.say_first("understood", SAID_BACK.of(label=label, value=shown))
    return True


def _without_told(spot: Spot, facts: Facts, text: str) -> str:
    """“Example University. MS in data science”: what is another question's answer ends this one."""
    if spot.question.kind.takes != "line":
        return text
    for key, value in facts.sure.items():
        is_behind = isinstance(value, str) and len(value) > 3 and key != spot.key
        found = re.search(rf"[\s,，.。;；:]+{re.escape(str(value))}[\s.。!]*$", text) if is_behind else None
        if found:
            return text[: found.start()]
    return text


def _denies_the_cause(draft: TurnDraft, spot: Spot, text: str) -> bool:
    """“never refused!” where the day of the refusal is asked: the choice that brought the question is another one."""
    before = [one for one in draft.walk.passed if one.key != spot.key and one.entry == spot.entry]
    # In an entry of a list it is what opened it: “no, i never had one”.
    cause = (before[0] if spot.entry else before[-1]) if before else None
    if cause is None or not any(option.says for option in cause.question.kind.options):
        return False
    heard, answers = hear(draft, cause, text), draft.conversation.answers
    if not isinstance(heard, Understood | Odd) or heard.value == answers.get(cause.key):
        return False
    value = as_value(heard.value)
    if any(one.key == spot.key for one in path(draft.flow, {**answers, cause.key: value}, draft.today)):
        return False
    draft.change(pending=Pending("change", cause.key, (value,)))
    return True


def take_also(draft: TurnDraft, spot: Spot, text: str) -> None:
    """What the same words tell besides is said back and spares its own question."""
    if spot.question.also is None:
        return
    answers = draft.conversation.answers
    found = spot.question.also(text, draft.walk.at(spot))
    told = {key: value for key, value in found.items() if key not in answers}
    draft.change(answers={**answers, **told})
    for key, value in told.items():
        other = draft.walk.spot(key)
        if other is not None and other.question.reviewed and other.group is None:
            draft.say_first(
                "understood", SAID_BACK.of(label=other.question.label, value=prompts.show(other, value))
            )


def _unless_of_another(
    draft: TurnDraft, spot: Spot, facts: Facts, heard: Understanding, text: str
) -> Understanding:
    """“never been refused” is no doubtful “no” to another question, and no reason for the letter without a yes: it
    belongs to the refusal. A passport number is no appointment number, though it could be one."""
    # A visa class answers whichever question asks for one.
    others = [
        value
        for key, value in facts.sure.items()
        if key != spot.key and type(question_told(draft, key).kind) is not type(spot.question.kind)
    ]
    days = _days_in(heard)
    claimed = _days_claimed(draft, text) if days else {}
    own = claimed.pop(spot.key, None)
    if len(days) > 1 and own in days:
        return checked(draft, spot, Understood(own, say_back=True))
    if days and own is None and all(day in claimed.values() for day in days):
        return Mistake("date.unreadable", KEEP.of(words=excerpt(text)))
    if isinstance(heard, Understood) and isinstance(heard.value, str) and heard.value in others:
        return Mistake("choice.unknown", KEEP.of(words=excerpt(text)))
    if isinstance(heard, Understood) and _is_of_others(draft, spot, facts, text):
        return Mistake("choice.unknown", KEEP.of(words=excerpt(text)))
    if not any(question_told(draft, key).told_by for key in facts.asked if key != spot.key):
        return heard
    if isinstance(heard, Understood) and heard.value == tidy(text):
        return Odd(heard.value, KEEP.of(words=excerpt(text)))
    return Mistake("choice.unknown", heard.why) if isinstance(heard, Odd) else heard


def _is_of_others(draft: TurnDraft, spot: Spot, facts: Facts, text: str) -> bool:
    """“my phone is 139… and my e-mail is …” is no address."""
    if spot.question.kind.takes == "value":
        return False
    keys = named_first(draft.flow, text)
    return spot.question.key not in keys and any(key in facts.sure for key in keys)


def _days_in(heard: Understanding) -> tuple[date, ...]:
    match heard:
        case Understood(value) | Odd(value):
            readings: tuple[object, ...] = (value,)
        case Unsure(values):
            readings = tuple(values)
        case _:
            readings = ()
    return tuple(one for one in readings if isinstance(one, date))


def _days_claimed(draft: TurnDraft, text: str) -> dict[str, date]:
    """The days of a message by the questions they are named for, answered or not."""
    now = draft.conversation
    known = {key: one for key, one in {**now.told, **now.answers}.items() if not isinstance(one, date)}
    facts = facts_in(draft.flow, text, draft.today, known)
    found = {**facts.sure, **{key: one[0] for key, one in facts.asked.items() if len(one) == 1}}
    return {key: one for key, one in found.items() if isinstance(one, date)}


def _is_unlike(heard: Reading[object]) -> bool:
    """Nothing of what is asked for was recognised in it."""
    return isinstance(heard, Mistake) and heard.key.endswith((".unknown", ".form", ".unreadable", ".street"))


def _is_hardly(heard: Reading[object]) -> bool:
    return _is_unlike(heard) or (isinstance(heard, Understood) and heard.is_inferred)


def is_no_value(heard: Reading[object]) -> bool:
    """“I have none” has an answer of the question's own."""
    return isinstance(heard, Odd) or (isinstance(heard, Mistake) and heard.key != "absent")


def _told_besides(draft: TurnDraft, spot: Spot, text: str) -> Facts:
    """What the message tells about other questions. An option's own words are about this one alone, and in an entry
    of a list all is about that entry."""
    if spot.entry:
        told = facts_of(draft, text)
        is_paste = spot.group is not None and len(news_in(draft, told)) >= A_PASTE
        is_elsewhere = any(key in told.sure for key in named_first(draft.flow, text))
        return told if is_paste or is_elsewhere else people_of(draft, text, draft.conversation.answers)
    if not tidy(text) or code_in(spot.question.kind.options, one_line(text)) is not None:
        return Facts()
    return facts_of(draft, text)


def _is_paste(spot: Spot, news: Facts, heard: Understanding) -> bool:
    """So much in one message is no answer to this one question, though a story may tell much in passing."""
    takes = spot.question.kind.takes
    is_answer = isinstance(heard, Understood) and not (spot.group is not None and heard.is_inferred)
    if takes == "text" or (takes == "value" and is_answer):
        return False
    return len(news) >= A_PASTE


def hear(draft: TurnDraft, spot: Spot, text: str) -> Understanding:
    if not tidy(text):
        return Mistake(
            "empty", N_("I received an empty message. %(example)s").of(example=prompts.example(spot.question))
        )
    heard = understood(spot.question, text, draft.today)
    if isinstance(heard, Understood | Odd) and is_named_otherwise(draft.flow, spot.question, text):
        heard = spot.question.kind.read(text, draft.today)
    return heard if isinstance(heard, Spoken) else checked(draft, spot, _confirmed(draft, spot, heard, text))


def _confirmed(draft: TurnDraft, spot: Spot, reading: Reading[object], text: str) -> Reading[object]:
    """What was inferred and would stop the conversation is asked first."""
    if not isinstance(reading, Understood) or not reading.is_inferred:
        return reading
    if not would_stop(draft, spot.key, as_value(reading.value)):
        return reading
    shown = prompts.show(spot, as_value(reading.value))
    return Odd(reading.value, INFERRED.of(words=excerpt(text), value=shown))


def checked(draft: TurnDraft, spot: Spot, reading: Reading[object]) -> Reading[object]:
    """A value in the light of the other answers."""
    if not isinstance(reading, Understood):
        return reading
    answers = draft.walk.at(spot)
    if spot.group is not None and spot.group.gap is not None and reading.value == "no":
        gap = spot.group.gap(answers)
        if gap is not None:
            return Mistake("gap", gap)
    check = spot.question.check
    return (check(reading.value, answers) if check is not None else None) or reading


def take(draft: TurnDraft, spot: Spot, reading: Reading[object]) -> None:
    match reading:
        case Understood(value, say_back):
            _propose(draft, spot, as_value(value), say_back)
        case Odd(value, why):
            draft.change(pending=Pending("odd", spot.key, (as_value(value),)))
            draft.say_first(f"odd.{spot.question.key}", why)
        case Unsure(readings, why):
            draft.change(pending=Pending("readings", spot.key, tuple(as_value(one) for one in readings)))
            draft.say_first(f"unsure.{spot.question.key}", why)
        case Mistake():
            miss(draft, reading)


def _propose(draft: TurnDraft, spot: Spot, value: Value, say_back: bool) -> None:
    """A changed answer that would drop or add questions is first shown with what it would do."""
    now = draft.conversation
    if now.answers.get(spot.key) not in (None, value) or (
        now.revisiting == spot.key and spot.key in now.answers
    ):
        if now.answers.get(spot.key) != value and effects(
            draft.flow, now.answers, spot.key, value, draft.today
        ):
            draft.change(pending=Pending("change", spot.key, (value,)))
            return
        say_back = True
    accept(draft, spot, value, say_back)


def accept(draft: TurnDraft, spot: Spot, value: Value, say_back: bool) -> None:
    """The value is the answer now."""
    now = draft.conversation
    draft.change(
        answers={**now.answers, spot.key: value},
        revisiting=None if now.revisiting == spot.key else now.revisiting,
        pending=None,
        misses=0,
    )
    if say_back and value != SKIPPED and spot.question.reviewed:
        shown = SAID_BACK.of(label=spot.question.label, value=prompts.show(spot, value))
        draft.say_first("understood", shown)


def miss_at_reading(draft: TurnDraft, spot: Spot, text: str) -> bool:
    """Words that are no other answer where a value waits for its yes: it is put again, once. What they tell is kept.

    Whoever goes on a second time has seen it twice: it holds, and is said back, but for what ends the conversation.
    """
    if not isinstance(hear(draft, spot, text), Mistake):
        return False
    pending = draft.conversation.pending
    if draft.conversation.misses:
        value = pending.readings[0] if pending is not None and pending.kind == "odd" else None
        if value is not None and not would_stop(draft, spot.key, value) and not DENIED.search(folded(text)):
            accept(draft, spot, value, say_back=True)
            take_also(draft, spot, str(value))
        return False
    gather(draft, facts_of(draft, text))
    draft.change(misses=1)
    draft.is_missed = True
    draft.say_first("choose.first", N_("First this one, please:"))
    return True


DENIED = re.compile(r"不是|不对|错|\b(?:no|not|wrong|isn't|isnt)\b")


def miss(draft: TurnDraft, mistake: Mistake) -> None:
    """Not understood: why, with an example, and after three a way out; the question stays."""
    misses = draft.conversation.misses + 1
    draft.change(misses=misses)
    draft.is_missed = True
    said: list[object] = [mistake.why]
    if misses >= 3:
        said.append(
            N_("You can also send “why”, “back” or “a person please”, or keep it for later and come back.")
        )
    draft.say_first(f"mistake.{mistake.key}", *said)


def sent_files(draft: TurnDraft, sent: tuple[CleanFile, ...]) -> None:
    """Files answer a question for files; the pages of an album come one by one and add up. What was read on them is
    gathered wherever they come."""
    is_known = read_papers(draft, sent)
    spot, files = _file_spot(draft), tuple(file.ref for file in sent)
    if spot is None:
        if not is_known:
            draft.is_missed = True
            say_unasked(draft, sent)
        return
    if draft.conversation.state == "cancelling":
        # Whoever sends what was asked for wants to go on.
        resume(draft)
    now = draft.conversation
    old = now.answers.get(spot.key) if now.revisiting != spot.key else None
    together = tuple(dict.fromkeys((*old, *files) if isinstance(old, tuple) else files))
    check = spot.question.check
    reading = check(together, draft.walk.at(spot)) if check is not None else None
    if isinstance(reading, Odd):
        take(draft, spot, reading)
    elif not isinstance(reading, Mistake):
        # The other pages of an album come after the first one's review, which is not put again for each.
        draft.is_album = now.asked == "review"
        accept(draft, spot, together, say_back=True)
    elif old is None and (some := _pages_that_fit(draft, spot, files)):
        take(
            draft,
            spot,
            Unsure(some, N_("These are %(count)s pages. Which one shows it?").of(count=len(files))),
        )
    else:
        miss(draft, reading)


def hear_caption(draft: TurnDraft, words: str | None) -> None:
    """The words under a file answer no question: what they tell is gathered, what they ask is answered."""
    if words and not gather(draft, facts_of(draft, words)) and is_aside(draft, words):
        reply_to(draft, "question", words)


def _pages_that_fit(
    draft: TurnDraft, spot: Spot, files: tuple[FileRef, ...]
) -> tuple[tuple[FileRef, ...], ...]:
    """Of a file that came page by page: the first page, the first two, then each other one."""
    check, answers = spot.question.check, draft.walk.at(spot)
    some = (files[:1], files[:2], *((file,) for file in files[1:]))
    return tuple(
        one for one in some if len(files) > 1 and not (check and isinstance(check(one, answers), Mistake))
    )


def _file_spot(draft: TurnDraft) -> Spot | None:
    """The question that files answer now: the one that waits, or one just answered with the way at its end."""
    place = draft.place
    if isinstance(place, Spot):
        return place if getattr(place.question.kind, "takes_files", False) else None
    if place is None and draft.conversation.state in ("reviewing", "ready"):
        return next(
            (one for one in draft.walk.passed if getattr(one.question.kind, "takes_files", False)), None
        )
    return None


def edited(draft: TurnDraft, incoming: Incoming) -> None:
    """An edited message edits the answer it gave."""
    key = draft.conversation.answered_by_message.get(incoming.message or "")
    spot = draft.walk.spot(key) if key is not None else None
    text = incoming.text or ""
    if spot is None or draft.conversation.state == "cancelling":
        draft.say_first(
            "edit.unknown",
            N_("That message was not an answer, so nothing changed. Send “change” to see your answers."),
        )
        return
    draft.change(pending=None)
    draft.reopen()
    heard = hear(draft, spot, text)
    if isinstance(heard, Spoken):
        reply_to(draft, heard.act, text)
        return
    if spot.key in draft.conversation.answers and not isinstance(heard, Mistake):
        draft.change(revisiting=spot.key)
    take(draft, spot, heard)
