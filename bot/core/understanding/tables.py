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

from bot.core.flow import Answers, Flow, Group, Question, concrete, own_key
from bot.core.understanding.folding import folded
from bot.core.understanding.mentions import askable
from bot.core.understanding.names_of_people import Row, called_in, may_name
from bot.core.understanding.one_person import numbers_and_days, with_its_lists
from bot.core.understanding.whose import who_in
from bot.core.values import Value, as_value

FEWEST = 2
"""So many people make a list; one alone is somebody who tells of themselves."""
SURE = 4
"""So much of one person in one line is a line of the list, though it came alone: both names and two values."""
OF_A_NAME = 2
"""A surname and given names."""
LONGEST = 200
"""Characters of a line; what is longer is a sentence."""

_WHO = re.compile(
    r"^\s*(?:[-*·•]|\d{1,2}[.、)])?\s*(?:(?:有|对|是的|好的?|yes|yeah|yep|ok)[,，\s]+)*(?:(?:还有|另外|再加|加上|以及|and\b|also\b|plus\b)\s*(?:一个?人|一个|一位|one more)?)?[\s,，:：]*(?:我的?)?(?:老公|老婆|丈夫|妻子|先生|太太|爱人|儿子|女儿|孩子|妈妈?|爸爸?|母亲|父亲|哥哥?|弟弟?|姐姐?|妹妹?|岳父|岳母|公公|婆婆|本人|我"
    r"|(?:my )?(?:husband|wife|son|daughter|mother|father|mom|dad|brother|sister|child|me|myself)\b|(?<=[有外加上及人个位,，:：\s]))[\s:：,，-]*",
    re.IGNORECASE,
)
"""Who somebody is, before the name."""

_SOMEBODY = re.compile(
    r"妈|爸|父|母|老公|老婆|丈夫|妻|儿|女|孩|哥|弟|姐|妹|岳|婆|亲属|病人|患者|朋友|[他她]|"
    r"\b(?:mother|father|mom|mum|dad|husband|wife|son|daughter|brother|sister|child|kid|relative|patient|friend|his|her|their)\b",
    re.IGNORECASE,
)


def people_in(flow: Flow, text: str, answers: Answers) -> Mapping[str, Value]:
    """By key (`members.1.surname`), with the marks that there are so many entries and no more. Nothing where the
    message holds no list."""
    group = table_of(flow)
    # A note that came in one line parts people by semicolons.
    lines = re.split(r"[\n;；]", text)
    if group is None or not group.when(answers):
        return {}
    fewest = SURE if len(lines) == 1 else 1
    rows = [row for line in lines if (row := _row(group, line, answers, fewest))]
    if len(rows) == 1 and len(rows[0]) >= SURE:
        # The others come in messages of their own.
        return entry_of(flow, rows[0], answers)
    if len(rows) < FEWEST:
        return {}
    rows = [*rows[:-1], _without_what_is_of_all(group, rows)]
    known = [_known(group, answers, number) for number in range(group.at_most)]
    begun = [row for row in known if row]
    return _entries(group, [row for row in _each_once(rows) if not _is_among(row, begun)], len(begun))


def _without_what_is_of_all(group: Group, rows: list[Row]) -> Row:
    """The last row: the interview day behind a list, which none of the others has, is everybody's."""
    others = {name for row in rows[:-1] for name in row}
    named = {own_key(one.key) for one in group.steps if isinstance(one, Question) and one.only_named}
    return {
        name: value
        for name, value in rows[-1].items()
        if name in others or name not in named or not isinstance(value, date)
    }


def oneself_in(flow: Flow, text: str, answers: Answers) -> Mapping[str, Value]:
    """By key: who somebody is that tells it in one line, with their numbers: “zhang wei E12345678 1990年5月6日”. Nothing
    where a list of people is asked for, or somebody else is named."""
    group = table_of(flow)
    if group is None or group.when(answers) or "\n" in text:
        return {}
    row = _row(group, text, answers, SURE)
    if not row or _SOMEBODY.search(text):
        return {}
    return {name: as_value(value) for name, value in row.items() if name in askable(flow).questions}


def entry_of(flow: Flow, row: Row, answers: Answers) -> Mapping[str, Value]:
    """What one named person's paper tells, by key (`members.1.surname`): of whoever is in the list already, or of
    the next one. Nothing where no list of people is asked for."""
    group = table_of(flow)
    if group is None or not group.when(answers):
        return {}
    names = [own_key(step.key) for step in group.steps]
    own = {name: as_value(value) for name, value in row.items() if name.partition(".")[0] in names}
    if not all(name in own for name in names[:2]):
        return {}
    begun = [one for number in range(group.at_most) if (one := _known(group, answers, number))]
    number = next((number for number, one in enumerate(begun) if one.items() <= own.items()), len(begun))
    found = {f"{group.key}.{number}.{name}": value for name, value in own.items()}
    is_another = number == len(begun) >= group.at_least
    return {**found, concrete(group.more.key, (number,)): "yes"} if is_another else found


def _known(group: Group, answers: Answers, number: int) -> Row:
    """The name of an entry that is there already."""
    names = [own_key(one.key) for one in group.steps[:2] if isinstance(one, Question)]
    told = {name: answers.values.get(f"{group.key}.{number}.{name}") for name in names}
    return {name: value for name, value in told.items() if value is not None}


def _is_among(row: Row, known: list[Row]) -> bool:
    return any(one.items() <= row.items() for one in known)


@cache
def table_of(flow: Flow) -> Group | None:
    """The list of people, where a dialog has one."""
    steps = (step for section in flow.sections for step in section.steps)
    return next((step for step in steps if isinstance(step, Group) and step.is_table), None)


def _row(group: Group, line: str, answers: Answers, fewest: int) -> Row:
    """A name and at least one value that has a shape of its own; nothing where that makes less than `fewest`."""
    if len(line) > LONGEST or _most_in(group, line) < fewest:
        return {}
    lead = _WHO.match(line)
    who = who_in(group, lead[0]) if lead else None
    line = line[lead.end() :] if lead else line
    told = numbers_and_days(group, line, answers.today, is_line=True)
    found = sum(name in told.row for name, _ in _shaped(group))
    called = called_in(group, told.left, answers.today) if found and found + OF_A_NAME >= fewest else {}
    if found < (1 if called else 2) or found + len(called) < fewest:
        return {}
    row = {**called, **with_its_lists(group, told, answers)}
    return {**row, own_key(group.who.key): who} if group.who is not None and who is not None else row


def _most_in(group: Group, line: str) -> int:
    """How much a line can tell at most. That is seen sooner than what it tells."""
    words = folded(line)
    named = OF_A_NAME if may_name(line) else 0
    return named + sum(shape.search(words) is not None for _, shape in _shaped(group))


@cache
def _shaped(group: Group) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What has a shape that nothing else in the line has; what is only told beside its name is left out."""
    own = (step for step in group.steps if isinstance(step, Question) and not step.only_named)
    return tuple((own_key(one.key), one.kind.shape) for one in own if one.kind.shape is not None)


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
