"""What words tell of earlier visas: outcome, class, when and where, of one or of several in a message.

When a visa ended is not when it was issued; what is not told is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.answers import Earlier, VisaClass, post_in
from bot.core import (
    Answers,
    Month,
    Odd,
    Question,
    Understood,
    Value,
    When,
    Year,
    as_value,
    understood,
)
from dialogs.expedited_interview.earlier_applications import day_of_refusal_needed

LONGEST = 400
"""What is told in passing stands at the beginning."""

_PIECES = re.compile(r"\s*(?:[;；。\n]|\.\s|[,，]|\band\b|还有|另外|以及)\s*", re.I)
_ENDED = re.compile(
    r"\b(?:expire[sd]?|ended|ends|ran out|(?:valid|good) (?:un)?till?|until|till)\b|过期|到期|失效|有效(?:期)?(?:到|至)?",
    re.I,
)
_WAS_HELD = re.compile(
    r"\b(?:had|have|held|got) (?:an?|one|my)\b|\b(?:10|ten)[- ]years?\b|十年|签的|签过|拿过", re.I
)
_YEAR = re.compile(r"(?<![\d-])((?:19|20)\d\d)(?![\d-]|年\d)")
_DENIED = re.compile(r"拒|refus|reject|denied|turned down|\b(?:never|no|not)\b|n't|没", re.I)


def visas_told(
    said: str, answers: Answers, key: str, questions: Mapping[str, Question[Any]]
) -> Mapping[str, Value]:
    """By key, of the entry of the list `key` that is asked for and those behind it; `questions` by their names."""
    number, found = answers.entry[-1], dict[str, Value]()
    for part in _visas(said[:LONGEST]):
        told = _visa(part, answers, questions)
        if not told:
            continue
        if found:
            found[f"{key}.{number}.more"] = "yes"
        found |= {f"{key}.{number}.{name}": value for name, value in told.items()}
        number += 1
    return found


def ended_in(said: str, today: date) -> When | None:
    """When a visa ended that a message speaks of, or will end."""
    for piece in _PIECES.split(said[:LONGEST]):
        cue = _ENDED.search(piece)
        if cue is None:
            continue
        for words in (piece[cue.end() :], piece[: cue.start()]):
            reading = Earlier().read(words.strip(" .!在于是了"), today)
            if isinstance(reading, Understood | Odd) and isinstance(reading.value, date | Month | Year):
                return reading.value
    return None


def _visas(said: str) -> Iterator[str]:
    """The part of each visa: it begins where another class is named."""
    part, named = "", False
    for piece in filter(None, _PIECES.split(said)):
        is_named = VisaClass.shape is not None and VisaClass.shape.search(piece.lower()) is not None
        if named and is_named:
            yield part
            part, named = "", False
        part = f"{part}, {piece}" if part else piece
        named = named or is_named
    yield part


def _visa(part: str, answers: Answers, questions: Mapping[str, Question[Any]]) -> dict[str, Value]:
    """By the names of the questions in an entry."""
    pieces = _PIECES.split(part)
    lasting = [piece for piece in pieces if _ENDED.search(piece)]
    rest = ", ".join(piece for piece in pieces if piece not in lasting)
    read = {
        name: understood(questions[name], rest, answers.today) for name in ("outcome", "visa_class", "when")
    }
    found = {name: as_value(one.value) for name, one in read.items() if isinstance(one, Understood)}
    if "outcome" not in found and not _DENIED.search(part) and (lasting or _WAS_HELD.search(part)):
        found["outcome"] = "issued"
    years = set(_YEAR.findall(rest))
    if "when" not in found and len(years) == 1:
        found["when"] = Year(int(years.pop()))
    place = post_in(rest)
    if found.keys().isdisjoint(("outcome", "visa_class")) and not (place and "when" in found):
        return {}
    when = found.get("when")
    if (
        found.get("outcome") != "issued"
        and isinstance(when, date | Month | Year)
        and day_of_refusal_needed(when, answers)
    ):
        # A refusal that may lie within the six months counts to the day: it is asked with its rule.
        del found["when"]
    return found | ({"place": place} if place is not None else {})
