"""A list of people in one message, a line each, as it is copied from WeChat or a spreadsheet: an entry of a
group a line.

Values are found by their shapes, whatever stands between them; what a line does not say without doubt is
asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from bot.core.flow import Answers, Flow, Group, Question, concrete
from bot.core.reading import Odd, Reading, Understood
from bot.core.understanding.folding import folded
from bot.core.understanding.frames import stretches
from bot.core.understanding.mentions import askable
from bot.core.understanding.whose import own_key, who_in
from bot.core.values import Value, as_value

FEWEST = 2
"""So many people make a list; one alone is somebody who tells of themselves."""
SURE = 4
"""So much of one person in one line is a line of the list, though it came alone: both names and two values."""
OF_A_NAME = 2
"""A surname and given names."""
LONGEST = 200
"""Characters of a line; what is longer is a sentence."""

_LATIN = re.compile(r"[A-Za-z][A-Za-z'’\-]+(?:[ ,，]{1,2}[A-Za-z][A-Za-z'’\-]*){0,4}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")
_MAY_NAME = re.compile(r"[A-Za-z'’-][ ,，]{1,2}[A-Za-z]|[\u4e00-\u9fff]{2}")
_NO_NAMES = frozenset(
    "passport born birth name date dob visa class male female number no tel phone mr mrs ms m f china chinese".split()
)
# In small letters these are words of a sentence; YOU and SON are surnames, too.
_NO_NAMES_IF_SMALL = frozenset(
    "husband wife son daughter mother father mom dad baby child kid brother sister me myself my our her his the and is are its yes ok wait sorry you "
    "forgot also applicant member person same for all with ds note here".split()
)
_NO_HAN_NAMES = re.compile(
    r"护照|出生|生日|姓名|性别|签证|本人|申请|父亲|母亲|爸|妈|儿子|女儿|妻子|丈夫|先生|太太|编号|号码|中国|日期|电话|年|月|日"
)

_WHO = re.compile(
    r"^\s*(?:[-*·•]|\d{1,2}[.、)])?\s*(?:我的?)?(?:老公|老婆|丈夫|妻子|先生|太太|爱人|儿子|女儿|孩子|妈妈?|爸爸?|母亲|父亲|哥哥?|弟弟?|姐姐?|妹妹?|岳父|岳母|公公|婆婆|本人|我"
    r"|(?:my )?(?:husband|wife|son|daughter|mother|father|mom|dad|brother|sister|child|me|myself)\b)[\s:：,，-]*",
    re.IGNORECASE,
)
"""Who somebody is, before the name."""

_SOMEBODY = re.compile(
    r"妈|爸|父|母|老公|老婆|丈夫|妻|儿|女|孩|哥|弟|姐|妹|岳|婆|亲属|病人|患者|朋友|[他她]|"
    r"\b(?:mother|father|mom|mum|dad|husband|wife|son|daughter|brother|sister|child|kid|relative|patient|friend|his|her|their)\b",
    re.IGNORECASE,
)

Row = dict[str, object]
"""What one line tells, by the name of the question in its entry (`surname`)."""


def people_in(flow: Flow, text: str, answers: Answers) -> Mapping[str, Value]:
    """By key (`members.1.surname`), with the marks that there are so many entries and no more. Nothing where the
    message holds no list."""
    group = table_of(flow)
    # A note that came in one line parts people by semicolons.
    lines = re.split(r"[\n;；]", text)
    if group is None or not group.when(answers):
        return {}
    fewest = SURE if len(lines) == 1 else 1
    rows = [row for line in lines if (row := _row(group, line, answers.today, fewest))]
    if len(rows) == 1 and len(rows[0]) >= SURE:
        # The others come in messages of their own.
        return entry_of(flow, rows[0], answers)
    if len(rows) < FEWEST:
        return {}
    known = [_known(group, answers, number) for number in range(group.at_most)]
    begun = [row for row in known if row]
    return _entries(group, [row for row in _each_once(rows) if not _is_among(row, begun)], len(begun))


def oneself_in(flow: Flow, text: str, answers: Answers) -> Mapping[str, Value]:
    """By key: who somebody is that tells it in one line, with their numbers: “zhang wei E12345678 1990年5月6日”. Nothing
    where a list of people is asked for, or somebody else is named."""
    group = table_of(flow)
    if group is None or group.when(answers) or "\n" in text:
        return {}
    row = _row(group, text, answers.today, SURE)
    if not row or _SOMEBODY.search(text):
        return {}
    return {name: as_value(value) for name, value in row.items() if name in askable(flow).questions}


def entry_of(flow: Flow, row: Row, answers: Answers) -> Mapping[str, Value]:
    """What one named person's paper tells, by key (`members.1.surname`): of whoever is in the list already, or of
    the next one. Nothing where no list of people is asked for."""
    group = table_of(flow)
    if group is None or not group.when(answers):
        return {}
    names = [own_key(step) for step in group.steps if isinstance(step, Question)]
    own = {name: as_value(value) for name, value in row.items() if name in names}
    if not all(name in own for name in names[:2]):
        return {}
    begun = [one for number in range(group.at_most) if (one := _known(group, answers, number))]
    number = next((number for number, one in enumerate(begun) if one.items() <= own.items()), len(begun))
    found = {f"{group.key}.{number}.{name}": value for name, value in own.items()}
    is_another = number == len(begun) >= group.at_least
    return {**found, concrete(group.more.key, (number,)): "yes"} if is_another else found


def _known(group: Group, answers: Answers, number: int) -> Row:
    """The name of an entry that is there already."""
    names = [own_key(one) for one in group.steps[:2] if isinstance(one, Question)]
    told = {name: answers.values.get(f"{group.key}.{number}.{name}") for name in names}
    return {name: value for name, value in told.items() if value is not None}


def _is_among(row: Row, known: list[Row]) -> bool:
    return any(one.items() <= row.items() for one in known)


@cache
def table_of(flow: Flow) -> Group | None:
    """The list of people, where a dialog has one."""
    steps = (step for section in flow.sections for step in section.steps)
    return next((step for step in steps if isinstance(step, Group) and step.is_table), None)


def _row(group: Group, line: str, today: date, fewest: int) -> Row:
    """A name and at least one value that has a shape of its own; nothing where that makes less than `fewest`."""
    if len(line) > LONGEST or _most_in(group, line) < fewest:
        return {}
    found: Row = {}
    lead = _WHO.match(line)
    who = who_in(group, lead[0]) if lead else None
    line = line[lead.end() :] if lead else line
    left, words = line, folded(line)
    for name, shape, question in _shaped(group):
        for span in stretches(shape, words):
            value = _sure(question.kind.read(line[slice(*span)], today))
            if value is not None and name not in found:
                found[name] = value
                left, words = _without(left, span), _without(words, span)
    called = _name(group, left, today) if found and len(found) + OF_A_NAME >= fewest else {}
    row = {**called, **found}
    if len(found) < (1 if called else 2) or len(row) < fewest:
        return {}
    return {**row, own_key(group.who): who} if group.who is not None and who is not None else row


def _most_in(group: Group, line: str) -> int:
    """How much a line can tell at most. That is seen sooner than what it tells."""
    words = folded(line)
    named = OF_A_NAME if _MAY_NAME.search(line) else 0
    return named + sum(shape.search(words) is not None for _, shape, _ in _shaped(group))


def _without(line: str, span: tuple[int, int]) -> str:
    """As long as before, so that what is left keeps its place and its neighbours apart."""
    start, end = span
    return f"{line[:start]}{';' * (end - start)}{line[end:]}"


@cache
def _shaped(group: Group) -> tuple[tuple[str, re.Pattern[str], Question[Any]], ...]:
    """What has a shape that nothing else in the line has; what is only told beside its name is left out."""
    own = (step for step in group.steps if isinstance(step, Question) and not step.only_named)
    return tuple((own_key(one), one.kind.shape, one) for one in own if one.kind.shape is not None)


def _sure(reading: Reading[Any]) -> object | None:
    """A value as it will be shown for one yes."""
    return reading.value if isinstance(reading, Understood | Odd) else None


def _name(group: Group, left: str, today: date) -> Row:
    """The first two questions of the group, from what no value is made of: Latin letters, else characters."""
    names = [step for step in group.steps[:2] if isinstance(step, Question)]
    if len(names) < 2:
        return {}
    surname, given = names
    keys = [own_key(one) for one in (surname, given)]
    for latin in _LATIN.finditer(left):
        for is_label, run in groupby(re.split(r"[ ,，]+", latin[0]), _is_label):
            parts = list(run)
            if not is_label and len(parts) > 1 and not _is_talk(parts):
                return _named(keys, surname, given, parts[0], "".join(parts[1:]), today)
    han = next((one[0] for one in _HAN.finditer(left) if not _NO_HAN_NAMES.search(one[0])), "")
    for length in (2, 1):
        if len(han) > length and _sure(surname.kind.read(han[:length], today)) is not None:
            return _named(keys, surname, given, han[:length], han[length:], today)
    return {}


# “he was refused in 2019 in …” begins like HE Wasrefusedin.
_OF_SENTENCES = frozenset(
    "was is were been am are had has have the in on at of to and with for from refused issued died born visa since".split()
)


def _is_talk(parts: list[str]) -> bool:
    return any(part in _OF_SENTENCES for part in parts)


def _is_label(part: str) -> bool:
    return part.lower() in _NO_NAMES or part in _NO_NAMES_IF_SMALL


def _named(
    keys: list[str], surname: Question[Any], given: Question[Any], first: str, rest: str, today: date
) -> Row:
    values = (_sure(surname.kind.read(first, today)), _sure(given.kind.read(rest, today)))
    return dict(zip(keys, values, strict=True)) if None not in values else {}


def _each_once(rows: list[Row]) -> list[Row]:
    """A number that stands with two people is nobody's yet: it is asked."""
    numbers = [value for row in rows for key, value in row.items() if key.endswith("_number")]
    return [
        {key: value for key, value in row.items() if not key.endswith("_number") or numbers.count(value) == 1}
        for row in rows
    ]


def _entries(group: Group, rows: list[Row], first: int) -> dict[str, Value]:
    """Behind the entries that are there already; the list is whole unless more is said."""
    found: dict[str, Value] = {}
    last = min(first + len(rows), group.at_most)
    for number, row in zip(range(first, last), rows, strict=False):
        found |= {f"{group.key}.{number}.{name}": as_value(value) for name, value in row.items()}
        if number >= group.at_least:
            found[concrete(group.more.key, (number,))] = "yes"
    if last < group.at_most:
        found[concrete(group.more.key, (last,))] = "no"
    return found
