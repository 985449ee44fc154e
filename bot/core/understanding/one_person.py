"""What a stretch of words tells of one person in a list, by the names of the questions in an entry (`date_of_birth`).

A value belongs to what is named beside it; a day beside a name or a number that nothing names is a birth. What is told
of an entry's own list is read from the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from bot.core.flow import Answers, Group, Question, concrete, own_key
from bot.core.reading import Odd, Understood
from bot.core.understanding.facts import speaks_of_past
from bot.core.understanding.folding import CLAUSE, folded, pieces
from bot.core.understanding.frames import stretches
from bot.core.understanding.lexicon import Hit, Lexicon, lexicon_of
from bot.core.understanding.names_of_people import SURNAMES, Row, called_in

_A_NUMBER = re.compile(r"\d{5}|aa[0-9a-z]{8}|;{5}")
"""What has its own name, so that a name before it leads to nothing behind it."""
_JOIN = re.compile(r"[\s:#.]*(?:是|为|的|号码?|编号|\bis\b|\bno\b|\bnumber\b|[\s:#.])*")


@dataclass(slots=True)
class Told:
    """What was found, and the words that are left, as long as before."""

    row: Row
    left: str


def numbers_and_days(group: Group, part: str, today: date, *, is_line: bool) -> Told:
    """Every value with a shape of its own, of each the first. A day that nothing names counts in a line of a list, or beside
    a number."""
    told, words = Told({}, part), folded(part)
    for question in _shaped(group):
        is_person_known = is_line or any(name.endswith("_number") for name in told.row)
        for span in _spans(group, question, words, is_person_known):
            reading = question.kind.read(part[slice(*span)], today)
            if isinstance(reading, Understood | Odd):
                told.row[own_key(question.key)] = reading.value
                told.left, words = without(told.left, span), without(words, span)
                break
    in_order = [own_key(one.key) for one in group.steps]
    return Told({name: told.row[name] for name in in_order if name in told.row}, told.left)


def with_its_lists(group: Group, told: Told, answers: Answers) -> Row:
    """With what is told of an entry's own lists: a day that is taken is of no earlier visa as well."""
    found = dict(told.row)
    for one in group.steps:
        if isinstance(one, Group):
            found |= _listed(one, told.left, answers)
    return found


def without(words: str, span: tuple[int, int]) -> str:
    """As long as before, so that what is left keeps its place and its neighbours apart."""
    start, end = span
    return f"{words[:start]}{';' * (end - start)}{words[end:]}"


# “(my husband) is CHEN HAO”, “(老婆)叫王测花”, “(老公) 周大明 …”: Chinese only where it is said to be a name, or stands alone.
_CALLED = re.compile(
    r"\s*(?:'s|’s|的)?\s*(?:(?:full |passport )?name|名字|姓名)?\s*(?:is called|is|:|：|,|，|called|叫做?|是)?\s*"
    rf"(?P<name>[A-Z][A-Za-z'-]+,? [A-Z][A-Za-z'-]+(?: [A-Z][A-Za-z'-]+)?(?![a-z])|(?:{SURNAMES}) [a-z]{{2,12}}(?=\s*(?:,|，|\(|$|\d|born|dob|passport|ds|appointment))|(?<=叫|字|名)[\u4e00-\u9fff]{{2,4}}(?![\u4e00-\u9fff])"
    r"|(?P<alone>(?<![叫字名])[\u4e00-\u9fff]{2,4})(?=[\s,，;；:：]|$))"
)


def called_behind(group: Group, part: str, today: date, *, is_told_of: bool) -> Row:
    """What somebody is called, right behind who they are; characters that only stand apart where more is told of them."""
    name = _CALLED.match(part)
    if name is None or (name["alone"] and not is_told_of):
        return {}
    return called_in(group, name["name"], today)


@cache
def _shaped(group: Group) -> tuple[Question[Any], ...]:
    """Days, whose shape is that of several, behind numbers, and what needs its name last."""
    own = [one for one in group.steps if isinstance(one, Question) and one.kind.shape is not None]
    days = [one for one in own if [other.kind.shape for other in own].count(one.kind.shape) > 1]
    return tuple(sorted(own, key=lambda one: (one.only_named, one in days)))


@cache
def _names(group: Group) -> Lexicon | None:
    return lexicon_of(tuple((own_key(one.key), (*one.names, *one.cues)) for one in _shaped(group)))


def _spans(
    group: Group, question: Question[Any], words: str, is_person_known: bool
) -> Iterator[tuple[int, int]]:
    """Where a value of this question may stand: beside its name, or where nothing else is named."""
    lexicon, shape = _names(group), question.kind.shape
    sharing = {own_key(one.key) for one in _shaped(group) if one.kind.shape is shape}
    hits = [hit for hit in lexicon.hits(words) if hit.code in sharing] if lexicon is not None else []
    is_day = len(sharing) > 1
    if question.is_of_now and speaks_of_past(words):
        # “my husband was refused in 2019, B-2”.
        return
    for span in stretches(shape, words) if shape is not None else []:
        is_past = speaks_of_past(words[slice(*_clause_around(words, span))])
        named = _named(hits, words, span) if is_day else _named_before(hits, words, span)
        if named:
            if own_key(question.key) in named:
                yield span
        elif not question.only_named and (not is_day or (is_person_known and not is_past)):
            yield span


def _named(hits: list[Hit], words: str, span: tuple[int, int]) -> set[str]:
    """What a day is named for: right behind it, last before it, or else first behind. Past a number no name leads."""
    start, end = span
    before = [one for one in hits if one.end <= start and not _A_NUMBER.search(words, one.end, start)]
    behind = [
        one
        for one in hits
        if one.start > start and one.end > end and not _A_NUMBER.search(words, end, one.start)
    ]
    # “16年6月21生”: the name may begin in the day.
    is_behind = behind and behind[0].start <= end + 1 and not (before and start - before[-1].end <= 1)
    if before and not is_behind:
        return {one.code for one in before if one.end == before[-1].end}
    return {one.code for one in behind if one.start == behind[0].start}


def _named_before(hits: list[Hit], words: str, span: tuple[int, int]) -> set[str]:
    return {one.code for one in hits if one.end <= span[0] and _JOIN.fullmatch(words, one.end, span[0])}


def _clause_around(words: str, span: tuple[int, int]) -> tuple[int, int]:
    return next(((a, b) for a, b in pieces(words, CLAUSE) if a <= span[0] < b), span)


def _listed(group: Group, part: str, answers: Answers) -> Row:
    """The first of an entry's own list (`visas.0.place`), where the words tell two things of it at least; or that there is
    none."""
    first = (0, 0)
    more = concrete(group.more.key, first)
    own = concrete(group.key, first[:1]).rpartition(".")[0].partition(".")[0]
    others = {key: value for key, value in answers.values.items() if not key.startswith(f"{own}.")}
    told = group.more.also(part, Answers(others, answers.today, first)) if group.more.also is not None else {}
    if len(told) < 2 and told.get(more) != "no":
        return {}
    around = concrete(group.key, first[:1]).rpartition(".")[0]
    return {key.removeprefix(f"{around}."): value for key, value in {more: "yes", **told}.items()}
