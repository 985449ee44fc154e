"""Case files: what people type, with the reading it should get; and the grammar of what is expected.

A file that cannot be read is told by its name and the number of the case.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.i18n import LANGUAGES, Lang
from bot.rehearsal.understanding.asking import Heard


@dataclass(frozen=True, slots=True)
class Case:
    """A text at a question (`at`), or a whole message with many `facts`. `today` is None for the day it runs."""

    text: str
    lang: Lang
    today: date | None = None
    at: str | None = None
    kind: str = ""
    expected: str | None = None
    facts: Mapping[str, str] | None = None
    none: tuple[str, ...] = field(default=())


class CaseError(ValueError):
    """A case file that cannot be read, and where."""


def read_cases(path: Path) -> list[Case]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CaseError(f"{path}: {error}") from None
    if not isinstance(found, list):
        raise CaseError(f"{path}: a case file is a list of objects")
    return [_case(one, f"{path}: case {number}") for number, one in enumerate(found, 1)]


def _case(found: Any, where: str) -> Case:
    if not isinstance(found, dict) or not isinstance(found.get("text"), str):
        raise CaseError(f"{where} has no text")
    if found.get("lang", "zh") not in LANGUAGES:
        raise CaseError(f"{where}: lang is zh or en")
    try:
        today = date.fromisoformat(found["today"]) if "today" in found else None
    except (TypeError, ValueError):
        raise CaseError(f"{where}: today is a date like 2026-11-25") from None
    return Case(
        found["text"],
        found.get("lang", "zh"),
        today,
        found.get("at"),
        str(found.get("kind", found.get("at", "facts"))),
        found.get("expected"),
        found.get("facts"),
        tuple(found.get("none", ())),
    )


def is_right(expected: str, heard: Heard) -> bool:
    """Whether one of the alternatives parted by ` | ` is what was heard."""
    return any(_matches(one.strip(), heard) for one in expected.split(" | "))


def is_wrong_in_silence(expected: str, heard: Heard) -> bool:
    """A value was stored without a question, and it is none of those expected."""
    return heard.outcome == "understood" and not is_right(expected, heard)


def _matches(form: str, heard: Heard) -> bool:
    if form.startswith("command:"):
        return heard.outcome == "command" and heard.key == form.removeprefix("command:")
    if form.startswith("!"):
        # An answer to a question of theirs refuses the text as a value, too.
        named = heard.key == form[1:] or (heard.key or "").startswith(f"{form[1:]}.")
        return heard.outcome in ("mistake", "aside") and (form == "!" or named)
    if form.startswith("=?"):
        return _matches(f"={form[2:]}", heard) or _matches(f"?{form[2:]}", heard)
    if form.startswith("="):
        return heard.outcome == "understood" and same(form[1:], heard.values[0])
    if form.startswith("??"):
        wanted = form[2:].split(",")
        return heard.outcome == "choose" and all(_offers(heard, one) for one in wanted)
    if form.startswith("?"):
        return heard.outcome in ("confirm", "choose") and (form == "?*" or _offers(heard, form[1:]))
    raise CaseError(f"“{form}” is no expectation")


def _offers(heard: Heard, value: str) -> bool:
    return any(same(value, one) for one in heard.values)


FAMILIES = {
    "parent": ("mother", "father"),
    "spouse": ("husband", "wife"),
    "child": ("son", "daughter"),
    "sibling": ("brother", "sister"),
}


def same(wanted: str, found: str) -> bool:
    """Equal; a first or last of a month is also right as its month, a date with its time, a relative exactly."""
    if wanted == found or found in FAMILIES.get(wanted, ()):
        return True
    is_month = len(found) == 7 and found[4] == "-" and wanted[:7] == found
    return is_month or (len(wanted) == 10 and found.startswith((f"{wanted}T", f"{wanted} ")))
