"""What words tell of work and study: kind, name, address and days, of whoever writes and of each person that they name.

Each part goes where it belongs, at whichever question of the entry it is said; nothing is made up for what was not told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from bot.answers import (
    HEADS,
    NOT_SHORT,
    Since,
    address_among,
    ends_of,
    is_han,
    organization_in,
    own_work_in,
    stretch_among,
)
from bot.core import Answers, Odd, Option, Question, Understood, Value, When, as_value, codes_in, understood
from bot.i18n import N_
from dialogs.expedited_interview import words
from dialogs.expedited_interview.eligibility import in_group
from dialogs.expedited_interview.past_months import over_half_a_year, unit_in
from dialogs.expedited_interview.relatives import EXACTLY, TYPED, means_of, relative

INTERN = Option("intern", N_("Intern"), means=words.INTERN)
LONGEST = 400
"""What is told in passing stands at the beginning."""

_WHO = means_of((*EXACTLY, *relative.kind.options, *TYPED))
_RELATIVES = "|".join(
    sorted(
        (re.escape(phrase) for _, means in _WHO for phrase in means if phrase[0] not in "~#"),
        key=len,
        reverse=True,
    )
)
# Somebody is spoken of from the beginning of a clause on: “…, my husband works at …”, “老公在…”.
_PERSON = re.compile(
    rf"(?:^|[,.;!，。；！\n]\s*|\s+(?=[\u4e00-\u9fff])|\b(?:and|but|while)\s+|不过|但是)(?:(?:yes|no|and|but|also|still)[\s,]+|还有|另外)*"
    rf"(?:(?P<self>i(?:'m|'ve)?\b(?! still)|我(?=在|是|现|目|一直|上|退|已|没|不))|(?P<other>(?:my |our |the |我们?家?的?|俺)?(?P<who>(?:{_RELATIVES}))(?![a-z])))",
    re.I,
)
_CLAUSES = re.compile(rf"\s*[,，;；。\n]\s*|{NOT_SHORT}\.\s+")
_DATED = re.compile(r"\d|^(?:since|from)\b", re.I)


def work_told(said: str, answers: Answers, kind: Question[str]) -> Mapping[str, Value]:
    """By key, of the entry that is asked for and those behind it; of one person's request only what is theirs."""
    number, found = answers.entry[-1], dict[str, Value]()
    parts = (
        (who, one)
        for who, part in told_by_person(said[:LONGEST])
        for one in (_in_order(part, number) if not who else (part,))
    )
    for who, part in parts:
        if who and not in_group(answers):
            continue
        # Of somebody else there is one job, the present one.
        seen = Answers(_of_nobody(answers.values), answers.today, (0,)) if who else answers.at(number)
        told = _job(part, seen, kind)
        if not told:
            continue
        if found:
            found[f"workplaces.{number}.more"] = "yes"
        if who:
            found[f"workplaces.{number}.whose"] = who
        found |= {f"workplaces.{number}.{name}": value for name, value in told.items()}
        number += 1
    return found


_NOW = re.compile(
    r"现在|目前|眼下|这会儿|如今|暂时|\b(?:now|currently|at the moment|these days|presently)\b", re.I
)
_THEN = re.compile(
    r"之前|以前|原来|刚毕业|上个月|前几个月|那时|那会|当时|前阵子|\b(?:before|previously|used to|interned|i was|i worked|i had|i did|last month)\b",
    re.I,
)


def _in_order(part: str, number: int) -> tuple[str, ...]:
    """“现在啥也没干，之前实习”: what is done now and then what was before; of an earlier time only what was then."""
    now: list[str] = []
    then: list[str] = []
    here = then if number else now
    for clause in filter(None, _CLAUSES.split(part)):
        here = now if _NOW.search(clause) else then if _THEN.search(clause) else here
        here.append(clause)
    is_parted = now and then and any(map(_NOW.search, now)) and any(map(_THEN.search, then))
    if not is_parted:
        return (part,)
    return ("，".join(then),) if number else ("，".join(now), "，".join(then))


def _of_nobody(values: Mapping[str, Value]) -> Mapping[str, Value]:
    """Without whose work is told first."""
    return {key: value for key, value in values.items() if not key.startswith("workplaces.0.")}


# “We live in …, I work at …”: where a home is told the work may be, too.
_BESIDE = re.compile(
    r"(?<![a-z])(?:i|we)(?:'m| am| are)? (?:work|teach|study|employed|working|studying)\w* (?:as|at|for|with|in)\b|我(?:在|是)[\u4e00-\u9fffA-Za-z]{2,30}(?:上班|工作|读书|上学|当|做)",
    re.I,
)


def work_told_beside(said: str, answers: Answers, kind: Question[str]) -> Mapping[str, Value]:
    """The present work of whoever tells where they live, where it is named."""
    cue = _BESIDE.search(said[:LONGEST])
    told = work_told(said[cue.start() :], answers.at(0), kind) if cue is not None else {}
    return told if "workplaces.0.employer" in told else {}


def told_by_person(said: str) -> Iterator[tuple[str, str]]:
    """Each person with what is told of them; who writes is no one by name."""
    who, start = "", 0
    for person in _PERSON.finditer(said):
        codes = codes_in(_WHO, person["who"]) if person["who"] else ()
        now = codes[0] if codes else ""
        if now != who:
            yield who, said[start : person.start()]
            who, start = now, person.start("other") if now else person.start("self")
    yield who, said[start:]


def _job(part: str, answers: Answers, kind: Question[str]) -> dict[str, Value]:
    """By the names of the questions in an entry; days alone are enough."""
    rest, days = stretch_among(part, answers.today)
    name, address, stay = organization_in(rest, answers.today)
    stay = days or stay
    name = own_work_in(part) or name
    told = understood(kind, part, answers.today)
    found: dict[str, Value] = {}
    if isinstance(told, Understood):
        found["kind"] = as_value(told.value)
    elif name and not isinstance(told, Odd):
        found["kind"] = "student" if _IS_SCHOOL.search(name) and not _WORKS.search(part) else "employed"
    if found.get("kind") == "employed" and codes_in(means_of((INTERN,)), part):
        found["position"] = INTERN.code
    has_place = found.get("kind") not in ("retired", "none")
    if name and has_place:
        found["employer"] = name
    if address and has_place:
        where = in_its_city(address_among(address), name)
        found |= {"address": where, **unit_in(where, answers, "unit")}
    since, until = ends_of(stay, answers.today) if stay else _days(part, answers.today)
    if since is not None:
        found |= {"since": since, **over_half_a_year(since, answers, "until", "workplaces")}
    return found | ({"until": until} if until is not None else {})


_CITY = re.compile(rf"(?!江苏|浙江|安徽)(?:{HEADS})(?!大学|学院|医院)")


def in_its_city(address: str, name: str) -> str:
    """“宁波示例公司，在鄞州区样板路1号”: the city that only the name tells."""
    city = _CITY.match(name)
    is_known = city is None or not any(map(is_han, address)) or _CITY.search(address) is not None
    return address if is_known else f"{city[0]}{address}" if city else address


_IS_SCHOOL = re.compile(r"大学|学院|中学|小学|学校|universit|college|school|institute|academy", re.I)
_WORKS = re.compile(r"上班|工作|当|教|任职|就职|\b(?:work|teach|employed|job)", re.I)


def _days(part: str, today: date) -> tuple[When | str | None, When | str | None]:
    """Of the one clause that is days and nothing else."""
    for clause in filter(_DATED.search, _CLAUSES.split(part)):
        since, until = ends_of(clause, today)
        if until is not None:
            return since, until
        reading = Since().read(re.sub(r"^(?:since|from)\s+", "", clause, flags=re.I), today)
        if since is not None and isinstance(reading, Understood | Odd):
            return since, None
    return None, None
