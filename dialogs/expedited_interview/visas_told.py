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
    Mistake,
    Month,
    Odd,
    Option,
    Question,
    Understood,
    Value,
    When,
    Year,
    as_value,
    codes_in,
    framed,
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
    names=("place of earlier visa", "place of the earlier visa", "place of the visa", "签发地", "发签地点"),
)
_READ: tuple[Question[Any], ...] = (outcome, earlier_class, when_decided)
_OUTCOMES = tuple((option.code, option.means) for option in outcome.kind.options)
LONGEST = 400
"""What is told in passing stands at the beginning."""

_PIECES = re.compile(
    r"\s*(?:[;；。\n]|\.\s|[,，]|\b(?:and|but|so|then|afterwards|later)\b|所以|还有|另外|以及|然后|后来|接着|\s(?=[\u4e00-\u9fff]|(?:it|which) (?:was|is|has|had|expired?|ended|ran)\b))\s*",
    re.I,
)
_ENDED = re.compile(
    r"\b(?:expire[sd]?|ended|ends|ran out|(?:valid|good) (?:un)?till?|until|till)\b|过期|到期|失效|有效(?:期)?(?:到|至)?",
    re.I,
)
# “valid until June 2023”, “2023年6月过期”: what ended with its day, whatever else stands beside it.
_DAY = r"(?:(?:in |on )?(?:[a-z]{3,9}\.? )?(?:\d{1,2}(?:st|nd|rd|th)?,? )?(?:[a-z]{3,9}\.? )?(?:19|20)\d\d(?:[-/.年]\d{1,2}(?:[-/.月]\d{1,2})?)?[年月日]?)"
_UNTIL = re.compile(rf"(?:{_DAY}\s*(?:就|已|才|底|初)*)?(?:{_ENDED.pattern})[\s是在于了]*{_DAY}?", re.I)
_WAS_HELD = re.compile(
    r"\b(?:had|have|held|got) (?:an?|one|my|the|it)\b|\b(?:10|ten)[- ]years?\b|十年|签的|签过|拿过", re.I
)
# Of the others: “另外三个人没有被拒过”.
_NEVER = re.compile(
    r"没有?(?:被)?拒|\b(?:never|not|n't) (?:been |ever )*(?:refused|denied)|\bno refusal", re.I
)
# “all shanghai”, 都在上海: of each visa that has no place of its own; “same place”: as the one before.
_ALL_AT = re.compile(
    r"\b(?:all|both)(?: of them)?(?: were)?(?: (?:in|at|from))?\s+(?=[a-z])|[都全]是?在?(?=[\u4e00-\u9fff])",
    re.I,
)
_SAME_PLACE = re.compile(
    r"\bsame (?:place|consulate|embassy|city|post)\b|同一?个?(?:地方|领馆|使馆)|(?:还是|也是?)(?:在)?(?:那里|那儿|那个领馆)",
    re.I,
)
# “then they gave it to me”, 又批了: of the class that was named before.
_AGAIN = re.compile(r"\bit\b|\bthe same\b|\bagain\b|又|再|同样", re.I)
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
    first = answers.entry[-1]
    before = answers.values.get(f"{key}.{first - 1}.place" if first else "refusal_place")
    return entries_of(each_visa(said, answers, before), first, key)


def entries_of(told: list[dict[str, Value]], first: int, key: str) -> Mapping[str, Value]:
    """The visas that were told as entries of the list `key`, from the number `first` on."""
    found: dict[str, Value] = {}
    for number, one in enumerate(told, first):
        if found:
            found[f"{key}.{number}.more"] = "yes"
        found |= {f"{key}.{number}.{name}": value for name, value in one.items()}
    return found


def each_visa(said: str, answers: Answers, place: Value | None = None) -> list[dict[str, Value]]:
    """By the names of the questions; of one person's request only what is theirs. The visa before them was asked for at
    `place`."""
    own = [part for who, part in told_by_person(said[:LONGEST]) if not who or in_group(answers)]
    parts = list(_visas(", ".join(own)))
    told: list[dict[str, Value]] = []
    for part in parts:
        one = _visa(part, answers)
        place = one.get("place", place)
        if one and place is not None and "place" not in one and _SAME_PLACE.search(part):
            one["place"] = place
        if one and told and "visa_class" not in one and "visa_class" in told[-1] and _AGAIN.search(part):
            one["visa_class"] = told[-1]["visa_class"]
        told += [one] if one else []
    of_all = _place_of_all(said)
    return [{**({"place": of_all} if of_all is not None else {}), **one} for one in told]


def _place_of_all(said: str) -> str | None:
    """“…, all shanghai”."""
    for found in _ALL_AT.finditer(said[:LONGEST]):
        place = post_in(said[found.start() : found.end() + 24])
        if place is not None:
            return place
    return None


def ended_in(said: str, today: date) -> When | None:
    """When a visa ended that a message speaks of, or will end."""
    for piece in _PIECES.split(said[:LONGEST]):
        cue = _ENDED.search(piece)
        if cue is None:
            continue
        for beside in (piece[cue.end() :], piece[: cue.start()]):
            reading = Earlier().read(beside.strip(" .!在于是了"), today)
            if isinstance(reading, Mistake):
                reading = framed(Earlier(), beside, reading, today)
            year = _YEAR.search(beside) if isinstance(reading, Mistake) else None
            if year is not None:
                return Year(int(year[1]))
            if isinstance(reading, Understood | Odd) and isinstance(reading.value, date | Month | Year):
                return reading.value
    return None


def _visas(said: str) -> Iterator[str]:
    """The part of each visa: it begins where another class is named, or another outcome in a year of its own."""
    part, named, decided = "", False, set[str]()
    for piece in filter(None, _PIECES.split(said)):
        is_named = VisaClass.shape is not None and VisaClass.shape.search(piece.lower()) is not None
        outcomes = set(codes_in(_OUTCOMES, piece))
        is_dated = _YEAR.search(piece) is not None
        is_another = (
            is_dated and bool(decided) and (not outcomes <= decided or (is_named and _YEAR.search(part)))
        )
        if (named and is_named) or is_another:
            yield part
            part, named, decided = "", False, set()
        part = f"{part}, {piece}" if part else piece
        named, decided = named or is_named, decided | outcomes
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
    is_lasting = _ENDED.search(part) is not None
    rest = ", ".join(_UNTIL.sub("", piece) for piece in pieces if not _NEVER.search(piece))
    read = {one.key: _sure(one, rest, answers.today) for one in _READ}
    found = {name: as_value(one.value) for name, one in read.items() if one is not None}
    if "outcome" not in found and not _DENIED.search(part) and (is_lasting or _WAS_HELD.search(part)):
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
