"""What a line of the user says or does, read from its text: words, or something in brackets.

A backslash before the first bracket makes it words again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import cast, get_args

from bot.core import AttestationPart, PaperKind
from bot.documents.reading import PAPER_MISTAKES
from bot.i18n import N_, Text
from bot.rehearsal.keys import dotted
from bot.rehearsal.scripts.grammar import read_moment, split_at_equals
from bot.rehearsal.scripts.keywords import ACTS, UNITS, UNTIL, found, words_of
from bot.rehearsal.scripts.matching import plain
from bot.rehearsal.scripts.script import (
    Act,
    Edit,
    Fault,
    Line,
    Press,
    Restart,
    Say,
    Send,
    SendOther,
    SendPaper,
    TeamAct,
    Unreadable,
    Wait,
)
from bot.rehearsal.scripts.source import inside
from bot.rehearsal.scripts.tokens import BRACKETED

OPEN = ("[", "［", "【")
AS_WORDS = N_("For the words themselves put a backslash before the bracket: \\[")
ARROW = re.compile(r"\s*(?:→|->|=>)\s*")
LASTING = re.compile(r"(\d+(?:\.\d+)?)\s*([^\W\d]+)")
LONGEST = timedelta(days=3660)
PICTURES = (".jpg", ".jpeg", ".png")


def read_act(line: Line, content: str, folder: Path) -> Act:
    """What a user's line does. Raises Unreadable."""
    bracketed = BRACKETED.fullmatch(content)
    if bracketed is None:
        if content.startswith(OPEN) and not re.search(r"[\]］】]", content):
            raise Unreadable(Fault(line.at, N_("The bracket is not closed."), AS_WORDS))
        return Say(plain(content))
    inner = bracketed[1].strip()
    name = next((name for name in _starts(inner)), None)
    if name is None:
        raise Unreadable(_unknown(line, inner))
    word = max((one for one in ACTS[name] if inner.casefold().startswith(one)), key=len)
    return _READ[name](line, inner[len(word) :].lstrip(" :：\t"), folder)


def _starts(inner: str) -> list[str]:
    """The acts whose word stands first, the longest word first."""
    typed = inner.casefold()
    fits = [
        (len(word), name)
        for name, words in ACTS.items()
        for word in words
        if typed.startswith(word) and not typed[len(word) : len(word) + 1].isalpha()
    ]
    return [name for _, name in sorted(fits, reverse=True)]


def _unknown(line: Line, inner: str) -> Fault:
    word = re.split(r"[\s:：]", inner)[0]
    hint = N_("There are: %(words)s. For the words themselves put a backslash before the bracket: \\[")
    return Fault(
        line.at,
        N_("%(word)s is nothing that a user can do here.").of(word=word or "[]"),
        hint.of(words=tuple(words_of(ACTS, word))),
    )


def _need(line: Line, given: str, hint: Text) -> str:
    if not given:
        raise Unreadable(Fault(line.at, N_("Something is missing in the brackets."), hint))
    return given


def _button(line: Line, given: str, folder: Path) -> Act:
    return Press(_need(line, given, BUTTON))


def _old_button(line: Line, given: str, folder: Path) -> Act:
    return Press(_need(line, given, BUTTON), old=True)


def _double_tap(line: Line, given: str, folder: Path) -> Act:
    return Press(_need(line, given, BUTTON), times=2)


def _file(line: Line, given: str, folder: Path) -> Act:
    names = re.split("[,，、|]", _need(line, given, N_("For example [file files/letter.pdf].")))
    return Send(tuple(inside(folder, name, line.at) for name in names))


def _photo(line: Line, given: str, folder: Path) -> Act:
    sent = _file(line, given, folder)
    assert isinstance(sent, Send)
    for path in sent.paths:
        if path.suffix.lower() not in PICTURES:
            what = N_("%(name)s is no photo; a photo ends in .jpg or .png.").of(name=path.name)
            raise Unreadable(Fault(line.at, what, N_("Send it as a file: [file …].")))
    return sent


def _paper(line: Line, given: str, folder: Path) -> Act:
    """`passport surname = LI; ?ds160_number; !paper.zone`, or `attestation -signature`."""
    kind, _, rest = _need(line, given, PAPER).partition(" ")
    if kind not in get_args(PaperKind):
        raise Unreadable(Fault(line.at, N_("There is no paper %(word)s.").of(word=kind), PAPER))
    parts = [one.strip() for one in re.split("[;；]", rest) if one.strip()]
    asked = tuple(part[1:].strip() for part in parts if part[0] in "?？")
    mistakes = [part[1:].strip() for part in parts if part[0] in "!！"]
    lacks = tuple(part[1:].strip() for part in parts if part[0] in "-－")
    facts = tuple(_paper_fact(line, part) for part in parts if part[0] not in "?？!！-－")
    for part in lacks:
        if part not in get_args(AttestationPart):
            there_are = N_("There are: %(words)s.").of(words=get_args(AttestationPart))
            raise Unreadable(
                Fault(line.at, N_("A paper cannot lack this: %(word)s.").of(word=part), there_are)
            )
    for mistake in mistakes:
        if mistake not in PAPER_MISTAKES:
            raise Unreadable(
                Fault(
                    line.at,
                    N_("A paper cannot be wrong in this way: %(word)s.").of(word=mistake),
                    N_("There are: %(words)s.").of(words=tuple(PAPER_MISTAKES)),
                )
            )
    return SendPaper(
        cast(PaperKind, kind),
        facts,
        asked,
        mistakes[-1] if mistakes else "",
        cast(tuple[AttestationPart, ...], lacks),
    )


def _paper_fact(line: Line, part: str) -> tuple[str, str]:
    key, sign, text = split_at_equals(part)
    if not sign or not text:
        raise Unreadable(Fault(line.at, N_("Something is missing in the brackets."), PAPER))
    return key, plain(text)


def _edit(line: Line, given: str, folder: Path) -> Act:
    old, *new = ARROW.split(_need(line, given, N_("For example [edit E1234567 → E12345678].")), maxsplit=1)
    return Edit(plain(new[0]), plain(old)) if new else Edit(plain(old))


def _contact(line: Line, given: str, folder: Path) -> Act:
    return Say(_need(line, given, N_("For example [contact +86 138 1234 5678].")))


def _team_says(line: Line, given: str, folder: Path) -> Act:
    return TeamAct("say", plain(_need(line, given, N_("For example [team says I am here to help]."))))


def _team_suggests(line: Line, given: str, folder: Path) -> Act:
    hint = N_("For example [team suggests passport_number = E12345678].")
    key, sign, value = split_at_equals(_need(line, given, hint))
    if not sign or not value:
        raise Unreadable(Fault(line.at, N_("Something is missing in the brackets."), hint))
    return TeamAct("ask", plain(value), dotted(key))


PAPER = N_("For example [paper passport surname = LI; passport_number = E12345678; ?given_names].")
BUTTON = N_("For example [button continue], or what the button shows.")
_READ: dict[str, Callable[[Line, str, Path], Act]] = {
    "button": _button,
    "old_button": _old_button,
    "double_tap": _double_tap,
    "file": _file,
    "photo": _photo,
    "paper": _paper,
    "edit": _edit,
    "contact": _contact,
    "wait": lambda line, given, folder: read_wait(line, given),
    "restart": lambda line, given, folder: Restart(),
    "team_take": lambda line, given, folder: TeamAct("take"),
    "team_say": _team_says,
    "team_ask": _team_suggests,
    "team_back": lambda line, given, folder: TeamAct("back"),
    "sticker": lambda line, given, folder: SendOther("sticker"),
    "other_contact": lambda line, given, folder: SendOther("other_contact"),
    "large_file": lambda line, given, folder: SendOther("large_file"),
    "late_file": lambda line, given, folder: SendOther("late_file"),
}


def read_wait(line: Line, content: str) -> Wait:
    """`25 hours`, `1 天 2 小时`, `until 2026-12-01 10:00`. Raises Unreadable."""
    words = content.strip()
    for until in UNTIL:
        if words.casefold().startswith(until):
            words = words[len(until) :].strip()
    moment = read_moment(words)
    if moment is not None:
        return Wait(until=moment)
    hint = N_("For example 25 hours, 3 days, or until 2026-12-01 10:00.")
    lasting = timedelta()
    for number, unit in LASTING.findall(words):
        name = found(UNITS, unit)
        if name is None:
            raise Unreadable(Fault(line.at, N_("%(word)s is no length of time.").of(word=unit), hint))
        lasting += min(timedelta(**{name: min(float(number), 1e6)}), 2 * LONGEST)
    if LASTING.sub("", words).strip(" ,，、") or not timedelta() < lasting <= LONGEST:
        raise Unreadable(Fault(line.at, N_("%(text)s is no length of time.").of(text=words or "…"), hint))
    return Wait(lasting=lasting)
