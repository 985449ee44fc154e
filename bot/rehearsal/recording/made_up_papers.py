"""What was read on a paper is told again with values of nobody: of a file that was sent it is kept which values there were,
what was wrong and lacking, and no value.

The dialog tells which of them to take: those by which the turn is answered as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, product
from typing import Any

from bot.core import SHANGHAI, CleanFile, Conversation, Fact, Incoming, Paper, Value, as_typed
from bot.documents.reading import PAPER_MISTAKES
from bot.rehearsal.scripts.script import SendPaper

PERSON = ("surname", "given_names", "date_of_birth", "passport_number")
"""Whose paper it is: all of one person, or all of another."""
MADE_UP: Mapping[str, tuple[str, ...]] = {
    "surname": ("ZHOU", "XU"),
    "given_names": ("MINGYUE", "YUNFEI"),
    "date_of_birth": ("1991-04-12", "1988-10-03"),
    "passport_number": ("E23456789", "E34567891"),
    "ds160_number": ("AA00ABCD56", "AA00EFGH78"),
    "sevis_number": ("N0012345678", "N0023456789"),
    "appointment_number": ("57280231", "57280232"),
    "appointment_booked": ("yes",),
    "interview_time": ("09:30", "10:15"),
    "visa_class": ("B1/B2", "F-1"),
    "school": ("Example University", "Example College"),
    "programme": ("Example Studies", "Example Arts"),
    "post": ("SHANGHAI", "BEIJING"),
    "visas[].visa_class": ("B1/B2",),
    "visas[].place": ("Shanghai",),
}
DAYS: Mapping[str, tuple[int, ...]] = {
    "interview_date": (60, 150, 30),
    "class_start": (75, 165, -400),
    "passport_expires": (2000, 90, -30),
    "visas[].when": (-800,),
}
"""Days from the day on which it is sent."""
MOST_TRIED = 500


def as_seen(file: CleanFile, sight: Sequence[Any]) -> CleanFile:
    """A file with what was seen on it, as it was packed; the values are yet to be made up."""
    shows, *read = sight
    file = replace(file, ref=replace(file.ref, shows=shows))
    if not read:
        return file
    kind, keys, asked, mistake, lacks = read
    facts = tuple(Fact(key, "") for key in keys)
    return replace(
        file, paper=Paper(kind, facts, tuple(asked), PAPER_MISTAKES.get(mistake or ""), tuple(lacks))
    )


def made_up(incoming: Incoming, now: Conversation) -> Iterator[Incoming]:
    """The same message with values on its papers: those that are known first, then others."""
    keys = list(dict.fromkeys(fact.key for file in incoming.files if file.paper for fact in file.paper.facts))
    known, today = {**now.told, **now.answers}, incoming.at.astimezone(SHANGHAI).date()
    people = _of_people(known)
    free = [key for key in keys if key not in people]
    choices = product(*(_options(key, known, today) for key in free))
    whose = (0, 1) if people.keys() & keys else (0,)
    for who, texts in islice(product(whose, choices), MOST_TRIED):
        told = {key: values[who] for key, values in people.items()} | dict(zip(free, texts, strict=True))
        yield replace(incoming, files=tuple(_filled(file, told) for file in incoming.files))


def _of_people(known: Mapping[str, Value]) -> dict[str, tuple[str, str]]:
    """The values of whom the answers are about, and of another."""
    people: dict[str, tuple[str, str]] = {}
    for key in PERSON:
        mine, another, *_ = _options(key, known, date.min)
        people[key] = mine, another
    (surname, others_surname), (given, others_given) = people["surname"], people["given_names"]
    return {**people, "name": (f"{surname} {given}", f"{others_surname} {others_given}")}


def _options(key: str, known: Mapping[str, Value], today: date) -> list[str]:
    mine = known.get(key)
    days = [(today + timedelta(days)).isoformat() for days in DAYS.get(key, ())]
    return list(
        dict.fromkeys((*((as_typed(mine),) if mine is not None else ()), *days, *MADE_UP.get(key, ())))
    )


def _filled(file: CleanFile, told: Mapping[str, str]) -> CleanFile:
    if file.paper is None:
        return file
    facts = tuple(Fact(fact.key, told[fact.key]) for fact in file.paper.facts)
    return replace(file, paper=replace(file.paper, facts=facts))


def as_act(paper: Paper) -> SendPaper:
    """How a script sends it."""
    mistake = paper.mistake.key if paper.mistake is not None else ""
    facts = tuple((fact.key, fact.text) for fact in paper.facts)
    return SendPaper(paper.kind, facts, paper.asked, mistake, paper.lacks)
