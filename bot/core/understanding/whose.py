"""Whose it is, in a list of people: “my daughter's birthday is …”, “儿子护照E…”, “applicant 3, born …”.

Somebody is named by who they are (the words of the list's question `who`), by their number or by their name; what is told
of them goes to their entry. Where it may be anybody's, nothing is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.core.flow import Answers, Group, Question, concrete, is_mark, own_key
from bot.core.understanding.folding import folded
from bot.core.understanding.lexicon import Lexicon, lexicon_of
from bot.core.understanding.one_person import called_behind, numbers_and_days, with_its_lists
from bot.core.values import Value, as_value
from bot.i18n import LANGUAGES, translate

LEAST_OF_A_NAME = 4
"""Letters of given names by which alone somebody is named."""
LONGEST = 400
"""Characters: more is a story, of which the people are not told apart."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who is spoken of at a place of the folded words: by a code of `who`, or by the number of the entry (from 0)."""

    start: int
    end: int
    code: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is being asked: something of an entry, by its number, or whether there is one more, which would have that number.
    In a list of the entry's own it `is_within`: what names nobody is about that list."""

    number: int
    is_more: bool = False
    is_within: bool = False


def told_of_people(group: Group, text: str, answers: Answers, asked: Asked | None) -> Mapping[str, Value]:
    """By key (`members.2.date_of_birth`), of entries that are there already, or of the one that is asked for; with who
    somebody is, where that was not known."""
    found = _told_early(group, text, answers) if asked is None else {}
    for person, part in _parts(group, text, answers, asked):
        told = _values(group, part, answers)
        number = _entry(group, person, told, {**answers.values, **found}, asked) if told else None
        if number is None:
            continue
        found |= {_key(group, number, name): value for name, value in told.items()}
        if person.code and group.who is not None:
            found.setdefault(concrete(group.who.key, (number,)), person.code)
        if asked is not None and asked.is_more and number == asked.number:
            found[concrete(group.more.key, (number,))] = "yes"
    return found


def _told_early(group: Group, text: str, answers: Answers) -> dict[str, Value]:
    """Numbers that come before the list is begun, and name nobody, are the first one's; two of a kind are nobody's yet."""
    words = folded(text)
    if (
        len(text) > LONGEST
        or next(_begun(group, answers.values), None) is not None
        or _people(group, words, answers)
    ):
        return {}
    told = numbers_and_days(group, text, answers.today, is_line=False)
    others = numbers_and_days(group, told.left, answers.today, is_line=False)
    numbers = (name for name in told.row if name.endswith("_number") and name not in others.row)
    return {_key(group, 0, name): as_value(told.row[name]) for name in numbers}


def whose_it_may_be(group: Group, text: str, answers: Answers, asked: Asked | None) -> int | None:
    """How many of those in the list something may be told of, where it is not just one: 0 where whoever is meant is not there
    yet. None where nothing is told of anybody, or the list is not begun."""
    known = answers.values
    if not any(_begun(group, known)):
        return None
    for person, part in _parts(group, text, answers, asked):
        told = _values(group, part, answers)
        is_told = any(map(_is_number, told.values())) if asked is None else bool(told)
        if is_told and _entry(group, person, told, known, asked) is None:
            return len([one for one in _unknown(group, known) if one])
    return None


def _is_number(value: Value) -> bool:
    """A passport or a form; a name or a day may be of somebody who is in no list."""
    return isinstance(value, str) and any(map(str.isdigit, value))


def who_in(group: Group, text: str) -> str | None:
    """The one relation that words name, as a code; None where they name none or several."""
    words = _who(group)
    hits = (
        {hit.code for hit in words.hits(folded(text[:LONGEST])) if not hit.denied}
        if words is not None
        else set()
    )
    return hits.pop() if len(hits) == 1 else None


@cache
def _who(group: Group) -> Lexicon | None:
    if group.who is None:
        return None
    options = (*group.who.kind.options, *getattr(group.who.kind, "typed", ()))
    return lexicon_of(tuple((one.code, (*one.aliases, *one.means)) for one in options))


# “remove lihua, i go alone”, 我老公不去了, "my husband cannot come".
_LEAVES_OUT = re.compile(
    r"(?:\b(?:remove|drop|delete|take out|leave out|without|cancel)\b|删掉?|去掉|不要|移除|去除)\s*(?:my |the |applicant |申请人|我)*$"
)
_STAYS = re.compile(
    r"\s*(?:(?:can ?not|can'?t|won'?t|will not|isn'?t|is not|does not|doesn'?t|no longer|decided not to|is unable to)\b.{0,12}\b(?:come|coming|go|going|goes|travel|travell?ing|join|joining|fly)\b|"
    r"(?:现在|突然|又|也|临时|说)*(?:不去|去不了|不能去|不来|来不了|不一起|不办|不申请|不走|没法去)(?:了|啦)?)"
)
_ALONE = re.compile(
    r"(?:'?s? ?(?:stuff|data|entry|part))?\s*(?:$|[,.;!]|from (?:it|this|the)\b|了|吧|too\b|please\b|pls\b|completely\b)"
)


def left_out_of(group: Group, text: str, answers: Answers) -> int | None:
    """The number of the entry of whoever shall be left out, or does not come; None where it is nobody, or may be several."""
    words = folded(text)
    people = _people(group, words, answers) if group.who is not None and len(text) <= LONGEST else []
    found = [
        one
        for one in people
        if _STAYS.match(words, one.end)
        or (_LEAVES_OUT.search(words[: one.start]) and _ALONE.match(words, one.end))
    ]
    numbers = {_entry(group, one, {}, answers.values, None) for one in found}
    return numbers.pop() if len(numbers) == 1 else None


def _parts(group: Group, text: str, answers: Answers, asked: Asked | None) -> Iterator[tuple[Person, str]]:
    """Each person that a message names, with what stands behind them up to the next; of nobody it is who is asked about."""
    words = folded(text)
    if group.who is None or len(text) > LONGEST:
        return
    people = _people(group, words, answers)
    if not people and asked is not None and not asked.is_more and not asked.is_within:
        yield Person(0, 0, number=asked.number), text
    ends = (*(one.start for one in people[1:]), len(words))
    for person, end in zip(people, ends, strict=False):
        yield person, text[person.end : end]


def _people(group: Group, words: str, answers: Answers) -> list[Person]:
    known = _who(group)
    found = [Person(one.start, one.end, one.code) for one in known.hits(words)] if known is not None else []
    for at in _numbered(group).finditer(words):
        found.append(Person(at.start(), at.end(), number=int(at["a"] or at["b"]) - 1))
    for number, name in _names(group, answers):
        found += [
            Person(at.start(), at.end(), number=number)
            for at in re.finditer(rf"(?<![a-z]){re.escape(name)}(?=s?(?![a-z]))", words)
        ]
    found.sort(key=lambda one: (one.start, -one.end))
    apart = found[:1]
    for one in found[1:]:
        if one.start >= apart[-1].end:
            apart.append(one)
    return apart


@cache
def _numbered(group: Group) -> re.Pattern[str]:
    """“applicant 3”, “申请人3”, “第3位申请人”."""
    names = "|".join(
        sorted((re.escape(folded(translate(group.label, lang))) for lang in LANGUAGES), key=len, reverse=True)
    )
    return re.compile(rf"(?<![a-z])(?:{names})\s?(?P<a>\d{{1,2}})(?!\d)|第(?P<b>\d{{1,2}})[个位](?:{names})?")


def _names(group: Group, answers: Answers) -> Iterator[tuple[int, str]]:
    for number in _begun(group, answers.values):
        match [answers.values.get(_key(group, number, name)) for name in _called(group)]:
            case [str(surname), str(given)] if surname and given:
                surname, given = folded(surname), folded(given)
                yield number, f"{surname} {given}"
                yield number, f"{given} {surname}"
                if len(given) >= LEAST_OF_A_NAME:
                    yield number, given


def _values(group: Group, part: str, answers: Answers) -> dict[str, Value]:
    """By the names of questions in an entry."""
    told = numbers_and_days(group, part, answers.today, is_line=False)
    called = called_behind(group, part, answers.today, is_told_of=bool(told.row))
    found = {**called, **with_its_lists(group, told, answers)}
    return {key: as_value(value) for key, value in found.items()}


def _entry(
    group: Group, person: Person, told: Mapping[str, Value], known: Mapping[str, Value], asked: Asked | None
) -> int | None:
    """The number of the entry that somebody has in the list; None where they have none, or it may be one of several."""
    begun = list(_begun(group, known))
    if person.number is not None:
        return person.number if person.number in begun or (asked and person.number == asked.number) else None
    assert group.who is not None
    named = [one for one in begun if known.get(concrete(group.who.key, (one,))) == person.code]
    if not named:
        # Who it may be; the first is whoever writes, where they are not being asked about. Who is called otherwise is
        # somebody else.
        called = {name: told[name] for name in _called(group) if name in told}
        unknown = [one for one in _unknown(group, known) if one and _may_be(group, one, called, known)]
        is_here = asked is not None and not asked.is_more and asked.number in (*unknown, len(begun))
        named = [asked.number] if asked is not None and is_here else unknown
    if asked is not None and asked.is_more and not any(_may_be(group, one, told, known) for one in named):
        return asked.number
    return named[0] if len(named) == 1 else None


def _unknown(group: Group, known: Mapping[str, Value]) -> list[int]:
    """The entries of which it was not told who they are."""
    assert group.who is not None
    return [one for one in _begun(group, known) if known.get(concrete(group.who.key, (one,))) is None]


def _called(group: Group) -> tuple[str, ...]:
    """What the questions of an entry's name are called in it."""
    return tuple(own_key(one.key) for one in group.steps[:2] if isinstance(one, Question))


def _may_be(group: Group, number: int, told: Mapping[str, Value], known: Mapping[str, Value]) -> bool:
    """Whether nothing that is known of an entry says that somebody else is meant."""
    return all(known.get(_key(group, number, name), value) == value for name, value in told.items())


def _begun(group: Group, known: Mapping[str, Value]) -> Iterator[int]:
    for number in range(group.at_most):
        if any(key.startswith(f"{group.key}.{number}.") and not is_mark(key) for key in known):
            yield number


def _key(group: Group, number: int, name: str) -> str:
    return f"{group.key}.{number}.{name}"
