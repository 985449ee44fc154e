"""The questions about one earlier visa, and what words tell of it: outcome, class, when and where, of one or of several.

When a visa ended is not when it was issued; what is not told is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.answers import Choice, Earlier, Post, VisaClass, post_in
from bot.core import (
    Answers,
    Month,
    Odd,
    Option,
    Question,
    Understood,
    Value,
    When,
    Year,
    as_value,
    understood,
)
from bot.i18n import N_
from dialogs.expedited_interview import words
from dialogs.expedited_interview.eligibility import in_group
from dialogs.expedited_interview.refusal_days import day_of_refusal_needed
from dialogs.expedited_interview.work_told import told_by_person

outcome = Question(
    "outcome",
    label=N_("Outcome"),
    ask=N_("Was it issued or refused?"),
    kind=Choice(
        (
            Option(
                "issued",
                N_("Issued"),
                ("签发", "获签", "通过", "批准", "approved", "granted"),
                means=words.ISSUED,
            ),
            Option(
                "refused", N_("Refused"), ("拒签", "被拒", "denied", "rejected"), means=words.REFUSED_THEN
            ),
        )
    ),
    why=N_("The page asks for earlier US visas issued or refused."),
)
earlier_class = Question(
    "visa_class",
    label=N_("Earlier visa class"),
    ask=N_("Which class was it?"),
    example=N_("For example B-1/B-2."),
    kind=VisaClass(),
    why=N_("With the class, the consulate finds the earlier visa more easily."),
)
when_decided = Question(
    "when",
    label=N_("When"),
    ask=N_("When was that?"),
    example=N_("For example 12 May 2023; the month is enough for a visa that was issued."),
    kind=Earlier(),
    why=N_("For a refusal the date matters; for a visa the month is enough to find it."),
)
post = Question(
    "place",
    label=N_("Where"),
    ask=N_("At which embassy or consulate?"),
    example=N_("For example Shanghai."),
    kind=Post(80),
    why=N_("The page asks where earlier visas were issued or refused."),
)
_READ: tuple[Question[Any], ...] = (outcome, earlier_class, when_decided)
LONGEST = 400
"""What is told in passing stands at the beginning."""

_PIECES = re.compile(r"\s*(?:[;；。\n]|\.\s|[,，]|\band\b|还有|另外|以及|\s(?=[\u4e00-\u9fff]))\s*", re.I)
_ENDED = re.compile(
    r"\b(?:expire[sd]?|ended|ends|ran out|(?:valid|good) (?:un)?till?|until|till)\b|过期|到期|失效|有效(?:期)?(?:到|至)?",
    re.I,
)
_WAS_HELD = re.compile(
    r"\b(?:had|have|held|got) (?:an?|one|my)\b|\b(?:10|ten)[- ]years?\b|十年|签的|签过|拿过", re.I
)
# Of the others: “另外三个人没有被拒过”.
_NEVER = re.compile(
    r"没有?(?:被)?拒|\b(?:never|not|n't) (?:been |ever )*(?:refused|denied)|\bno refusal", re.I
)
_YEAR = re.compile(r"(?<![\d-])((?:19|20)\d\d)(?![\d-]|年\d)")
_DENIED = re.compile(
    r"拒|refus|reject|denied|turned down|\b(?:never|not)\b|n't|\bno visa\b|没有?(?:过|拿|办|签|申请)", re.I
)


_NONE_YET = re.compile(
    rf"(?<!不是)(?<!\bnot my )(?:{'|'.join(map(re.escape, words.TOLD_NO_VISA_YET))})", re.I
)


def has_none_yet(said: str) -> bool:
    """“没办过美签”, “never applied for a US visa”."""
    return _NONE_YET.search(said[:LONGEST]) is not None


def visas_told(said: str, answers: Answers, key: str) -> Mapping[str, Value]:
    """By key, of the entry of the list `key` that is asked for and those behind it."""
    found: dict[str, Value] = {}
    for number, told in enumerate(each_visa(said, answers), answers.entry[-1]):
        if found:
            found[f"{key}.{number}.more"] = "yes"
        found |= {f"{key}.{number}.{name}": value for name, value in told.items()}
    return found


def each_visa(said: str, answers: Answers) -> list[dict[str, Value]]:
    """By the names of the questions; of one person's request only what is theirs."""
    own = [part for who, part in told_by_person(said[:LONGEST]) if not who or in_group(answers)]
    return [told for told in (_visa(part, answers) for part in _visas(", ".join(own))) if told]


def ended_in(said: str, today: date) -> When | None:
    """When a visa ended that a message speaks of, or will end."""
    for piece in _PIECES.split(said[:LONGEST]):
        cue = _ENDED.search(piece)
        if cue is None:
            continue
        for beside in (piece[cue.end() :], piece[: cue.start()]):
            reading = Earlier().read(beside.strip(" .!在于是了"), today)
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


def _sure(question: Question[Any], said: str, today: date) -> Understood[Any] | None:
    """Of a whole that is doubtful the one piece that is not; None where there is no such piece."""
    whole = understood(question, said, today)
    if isinstance(whole, Understood):
        return whole
    pieces = [understood(question, piece, today) for piece in _PIECES.split(said)]
    values = {one.value for one in pieces if isinstance(one, Understood)}
    return Understood(values.pop()) if len(values) == 1 else None


def _visa(part: str, answers: Answers) -> dict[str, Value]:
    pieces = _PIECES.split(part)
    lasting = [piece for piece in pieces if _ENDED.search(piece)]
    rest = ", ".join(piece for piece in pieces if piece not in lasting and not _NEVER.search(piece))
    read = {one.key: _sure(one, rest, answers.today) for one in _READ}
    found = {name: as_value(one.value) for name, one in read.items() if one is not None}
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
