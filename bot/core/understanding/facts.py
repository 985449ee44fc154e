"""What a whole message tells, by question: values beside their names and cues, or of a shape that only one
question has.

Two candidates for one question are both kept, to be asked about; nothing that is told is thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any

from bot.core.flow import Answers, Flow, Question
from bot.core.reading import Mistake, Odd, Reading, Understood, Unsure
from bot.core.understanding.choices_told import tells
from bot.core.understanding.folding import CLAUSE, folded, pieces, told
from bot.core.understanding.frames import framed, preferred, stretches
from bot.core.understanding.mentions import (
    Askable,
    Mention,
    askable,
    is_somebody_elses,
    sentence_around,
)
from bot.core.understanding.on_behalf import as_the_applicant
from bot.core.understanding.set_aside import is_put_instead
from bot.core.understanding.side_by_side import Span, days_beside, has_its_time, is_of_a_journey
from bot.core.understanding.unreadable import unreadable
from bot.core.understanding.words_told import full_name, worded
from bot.core.values import Value, as_value
from bot.i18n import Text


@dataclass(frozen=True, slots=True)
class Facts:
    """What was told: `sure` values by key, to be shown for one yes; `asked` are the candidates of a key that is not; of
    `unread` keys something was told that is no value of theirs."""

    sure: dict[str, object] = field(default_factory=dict)
    asked: dict[str, tuple[object, ...]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.sure) + len(self.asked)


# An identity card, a SEVIS number and a web address hold digits that are nobody's phone or passport.
_NOT_OURS = re.compile(r"(?<![a-z0-9])(?:[1-9]\d{16}[\dx]|n\d{10}|https?://\S+)(?![a-z0-9])", re.ASCII)


def facts_in(flow: Flow, sent: str, today: date, answers: Mapping[str, Value] | None = None) -> Facts:
    """`answers` are known already: of two questions with one name, the one that applies is meant."""
    text = told(sent)
    words = folded(text)
    if len(words) < 4:
        return Facts()
    known = askable(flow)
    masked = as_the_applicant(_NOT_OURS.sub(lambda found: "\x00" * len(found[0]), words))
    choices = list(tells(known, masked))
    chosen = {key: as_value(one.value) for key, one in choices if isinstance(one, Understood)}
    mentions = _near_their_matter(known, masked, known.mentions(masked))
    mentions = _meant(known, mentions, Answers({**(answers or {}), **chosen}, today))
    found = _Found(known)
    for key, reading in (
        *_shaped(known, text, masked, mentions, today),
        *_placed(known, text, masked, mentions, today),
        *_hinted(known, text, masked, mentions, today),
        *worded(known, text, masked, mentions, today),
        *full_name(known, flow.full_name, text, today),
        *choices,
    ):
        found.add(key, reading)
    facts = found.facts()
    told_so = dict.fromkeys(unreadable(known, text, masked, mentions, today))
    return replace(facts, unread=tuple(key for key in told_so if key not in {**facts.sure, **facts.asked}))


LINKS = frozenset(("since", "from", "by"))
"""Cues that are words of any sentence."""


def _near_their_matter(known: Askable, words: str, mentions: list[Mention]) -> list[Mention]:
    """Without links of another matter: in “I have lived here since March” nobody is ill."""
    return [
        one
        for one in mentions
        if words[one.start : one.end] not in LINKS
        or not (near := known.questions[one.key].told_near)
        or known.speaks_of(near, words[slice(*sentence_around(words, one.start, one.end))])
    ]


def _meant(known: Askable, mentions: list[Mention], answers: Answers) -> list[Mention]:
    """Of questions that share a name or a cue, those that apply; where none is known to, the last."""
    found: list[Mention] = []
    for _, together in groupby(mentions, lambda one: (one.start, one.end)):
        several = list(together)
        by_shape: dict[object, list[Mention]] = {}
        for one in several:
            by_shape.setdefault(known.questions[one.key].kind.shape, []).append(one)
        for same in by_shape.values():
            applying = [one for one in same if known.applies(one.key, answers)]
            found += same if len(same) == 1 else applying[:1] or same[-1:]
    return found


@dataclass(slots=True)
class _Found:
    """Readings by question while they are gathered."""

    known: Askable
    values: dict[str, dict[object, bool]] = field(default_factory=dict)

    def add(self, key: str, reading: Reading[object]) -> None:
        into = self.values.setdefault(key, {})
        match reading:
            case Understood(value):
                into[value] = True
            case Odd(value):
                into.setdefault(value, False)
            case Unsure(readings):
                for value in readings:
                    into.setdefault(value, False)
            case Mistake():
                pass

    def facts(self) -> Facts:
        facts = Facts()
        for key, values in self.values.items():
            if len(values) == 1 and all(values.values()):
                facts.sure[key] = next(iter(values))
            elif values:
                facts.asked[key] = tuple(values)
        return facts


# Values with a shape


def _shaped(
    known: Askable, text: str, words: str, mentions: list[Mention], today: date
) -> Iterator[tuple[str, Reading[object]]]:
    taken: list[Span] = []
    given: dict[str, list[Span]] = {}
    read: dict[tuple[str, str], Reading[object]] = {}
    for shape, sharing in known.shapes:
        spans = [span for span in stretches(shape, words)[:MANY] if not _overlaps(span, taken)]
        spans = preferred(sharing[0].kind, spans, words)
        if not spans:
            continue
        named = _each_named(known, sharing, spans, words, mentions, given)
        has_name = {question.key for _, question in named if question is not None}
        for span, question in named:
            if question is None:
                question = _only(sharing, words, span)
                if question is None or question.key in has_name:
                    continue
            elif _is_named_as_somebody_elses(span, words, mentions, question) or (
                question.is_of_now and speaks_of_past(words[slice(*_clause_around(words, span))])
            ):
                taken.append(span)
                continue
            reading = _once(read, question, text[slice(*span)], today)
            if not isinstance(reading, Mistake):
                taken.append(span)
                given.setdefault(question.key, []).append(span)
                yield question.key, reading


def _each_named(
    known: Askable,
    sharing: tuple[Question[Any], ...],
    spans: list[Span],
    words: str,
    mentions: list[Mention],
    given: Mapping[str, list[Span]],
) -> list[tuple[Span, Question[Any] | None]]:
    """Each value with the question it is named for, or that its neighbour was given to."""
    goes_with = sharing[0].goes_with
    if goes_with:
        days = {span: days_beside(known.questions[goes_with], words, span) for span in spans}
        of_its_day = [
            (span, sharing[0]) for span, at in days.items() if at and at[0] in given.get(goes_with, ())
        ]
        alone = [span for span, at in days.items() if not at]
        return [*of_its_day, *((span, _of(span, words, mentions, sharing, alone)) for span in alone)]
    named = [(span, _of(span, words, mentions, sharing, spans)) for span in spans]
    taken = {question for _, question in named}
    return [(span, question or _by_its_time(known, sharing, words, span, taken)) for span, question in named]


def _by_its_time(
    known: Askable,
    sharing: tuple[Question[Any], ...],
    words: str,
    span: Span,
    taken: set[Question[Any] | None],
) -> Question[Any] | None:
    found = next((one for one in sharing if one not in taken and has_its_time(known, one, words, span)), None)
    sentence = words[slice(*sentence_around(words, *span))]
    is_another = is_somebody_elses(words, span[0]) or speaks_of_past(sentence) or is_of_a_journey(sentence)
    return None if is_another else found


def _once(
    read: dict[tuple[str, str], Reading[object]], question: Question[Any], part: str, today: date
) -> Reading[object]:
    """Read a part that stands in the text more than once only once."""
    if (question.key, part) not in read:
        read[question.key, part] = question.kind.read(part, today)
    return read[question.key, part]


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)


MANY = 60
"""Values of one shape; a list of twelve people has fewer."""
BESIDE = 3
FAR = 40
BEHIND = 200
"""Characters between which a value and what leads to it are looked for."""


def _of(
    span: tuple[int, int],
    words: str,
    mentions: list[Mention],
    sharing: tuple[Question[Any], ...],
    spans: list[tuple[int, int]],
) -> Question[Any] | None:
    """The question that a value belongs to: of what is named right behind it, or last before it in the sentence. The name
    may begin in it (“3月14日生”)."""
    keys = {one.key: one for one in sharing}
    first, last = sentence_around(words, *span)
    after = [
        one
        for one in mentions
        if one.key in keys
        and span[0] < one.start < last
        and span[1] < one.end
        and one.start - span[1] <= (1 if one.is_name else BESIDE)
    ]
    if is_put_instead(words, span[0]):
        # “… but it has been moved to 19 February”: what was named last stays the matter.
        named = [one for one in mentions if one.key in keys and span[0] - BEHIND <= one.start <= span[0]]
        return keys[named[-1].key] if named else None
    before = [
        one
        for one in mentions
        if one.key in keys and first <= one.start <= span[0] and span[0] - one.end <= FAR
    ]
    between = [other for other in spans if other != span and before and before[-1].end <= other[0] < span[0]]
    before = [one for one in before if _LEADS_ON.search(words, one.start, span[0]) is None]
    near = before[-1] if before and (not between or _is_list(words, between[-1][1], span[0])) else None
    if near is not None and (not after or _is_beside(words, near.end, span[0])):
        return keys[near.key]
    if after:
        return keys[after[0].key]
    # “最晚2027年1月4日要到” has the cue a little further behind.
    behind = [one for one in mentions if one.key in keys and not one.is_name and span[1] <= one.start < last]
    if not behind or len(spans) > 1 or CLAUSE.search(words, span[1], behind[0].start):
        return None
    return keys[behind[0].key] if behind[0].start - span[1] <= FAR // 2 else None


# “in icu since, surgery dec 4”: what “since” leads to stands before it.
_LEADS_ON = re.compile(r"\b(?:since|from)\s*,")


def _is_beside(words: str, start: int, end: int) -> bool:
    """Close by and in the same clause: in “提前面签，12月5号要到” the day is no interview's."""
    return end - start <= BESIDE and not re.search(r"[,;]", words[start:end])


def _is_list(words: str, start: int, end: int) -> bool:
    """Between two values stands only what joins them."""
    return (
        re.fullmatch(r"[\s,/、;]*(?:或者?|和|以及|还有|及|or|and|&)?[\s,/、;]*", words[start:end]) is not None
    )


def _is_named_as_somebody_elses(
    span: tuple[int, int], words: str, mentions: list[Mention], question: Question[Any]
) -> bool:
    """“我先生护照…”; a cue is no name: "my father passed away" has its day all the same."""
    before = [one for one in mentions if one.key == question.key and one.start <= span[0]]
    if not before or not before[-1].is_name:
        return is_somebody_elses(words, span[0])
    return is_somebody_elses(words, before[-1].start)


_PAST = re.compile(
    r"拿过|办过|签过|有过|以前|之前|曾|上次|上一次|旧|拒|还有效|有效期|过期|\b(?:before|previous|previously|earlier|had an?|had my|had (?=[bfjmhl]-?\d)|used to|last time|my old|issued|expired|valid (?:un)?till?|valid through|still valid|last visa|refused|denied|rejected)\b"
)


def _clause_around(words: str, span: tuple[int, int]) -> tuple[int, int]:
    return next(((a, b) for a, b in pieces(words, CLAUSE) if a <= span[0] < b), span)


def speaks_of_past(words: str) -> bool:
    """“had a B-1 until 2023”, “被拒过”: of another visa than the one that is applied for now."""
    return _PAST.search(words) is not None


def _only(sharing: tuple[Question[Any], ...], words: str, span: tuple[int, int]) -> Question[Any] | None:
    """A value without a name, where just one question has such values."""
    own = [one for one in sharing if not one.only_named]
    if len(own) != 1 or is_somebody_elses(words, span[0]):
        return None
    first, last = sentence_around(words, *span)
    is_past = own[0].is_of_now and speaks_of_past(words[first:last])
    return None if is_past else own[0]


# Places and the like: a value without a shape, behind its cue


def _placed(
    known: Askable, text: str, words: str, mentions: list[Mention], today: date
) -> Iterator[tuple[str, Reading[object]]]:
    for one in mentions:
        question = known.questions[one.key]
        kind = question.kind
        if (
            kind.takes != "value"
            or kind.shape is not None
            or question.told_by
            or any(o.means for o in kind.options)
        ):
            continue
        if is_somebody_elses(words, one.start):
            continue
        again = next(
            (other.start for other in mentions if other.key == one.key and other.start > one.end), None
        )
        reading = _behind(kind, text, words, one, again, today)
        if reading is not None:
            yield question.key, reading


def _hinted(
    known: Askable, text: str, words: str, mentions: list[Mention], today: date
) -> Iterator[tuple[str, Reading[object]]]:
    """“I work for … in Wuxi”: where somebody works may be where they live, so it is asked about."""
    spoken = {one.key for one in mentions}
    for question in known.hinted:
        if question.key in spoken:
            continue
        for one in mentions:
            if one.key == question.hinted_by:
                first, last = sentence_around(words, one.start, one.end)
                for place in _IN.finditer(words, first, last):
                    reading = question.kind.read(text[place.end() : place.end() + 24].split(" ")[0], today)
                    offered = {option.code for option in question.kind.options}
                    # Where work takes somebody abroad, they do not live.
                    meant = set(_values(reading)) & offered
                    if len(meant) == 1:
                        yield question.key, Odd(meant.pop(), Text(""))


def _values(reading: Reading[object]) -> tuple[object, ...]:
    match reading:
        case Understood(value) | Odd(value):
            return (value,)
        case Unsure(readings):
            return tuple(readings)
        case Mistake():
            return ()


_IN = re.compile(r"\bin (?=[a-z])|在(?=[\u4e00-\u9fff])")


def _behind(
    kind: Any, text: str, words: str, one: Mention, again: int | None, today: date
) -> Reading[object] | None:
    """Read the rest of the sentence, or only of the clause; up to where the same is named again."""
    _, last = sentence_around(words, one.start, one.end)
    last = min(last, again or last)
    for end in (last, _clause_end(words, one.end, last), _phrase_end(words, one.end, last)):
        part = text[one.end : min(end, one.end + BEHIND)].strip(" :：是在于")
        reading = kind.read(part, today) if part else None
        if isinstance(reading, Mistake):
            reading = framed(kind, part, reading, today)
        if reading is not None and not isinstance(reading, Mistake):
            return reading
    return None


def _phrase_end(words: str, start: int, last: int) -> int:
    """“live in suzhou jiangsu at 12 Sample Road”: up to what says more exactly where, or since when."""
    found = re.search(r" (?:at|for|since|and|but|with|who|where) ", words[start:last])
    return start + found.start() if found else last


def _clause_end(words: str, start: int, last: int) -> int:
    found = re.search(r"[,;\n]", words[start:last])
    return start + found.start() if found else last
