"""A persona: a file of answers, read strictly; what it expects is only what it names.

A file that cannot be read is one sentence with the file's name, never a traceback.
"""

from __future__ import annotations

import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError


class PersonaError(ValueError):
    """The persona file cannot be read; the message names the file and says why."""


class Expectation(BaseModel):
    """What must be true at the end; an unnamed thing is not compared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: str | None = None
    ruling: str | None = None
    warnings: tuple[str, ...] = ()
    subject_contains: str | tuple[str, ...] = ()
    body_contains: str | tuple[str, ...] = ()
    normalised: dict[str, Any] = Field(default_factory=dict)


class Persona(BaseModel):
    """Answers by key, flat as they would be typed: `residences[0].since` is `residences` → 0 → `since`."""

    model_config = ConfigDict(frozen=True)

    name: str
    folder: Path
    lang: str | None = None
    today: date | None = None
    answers: dict[str, Any]
    expect: Expectation | None = None


def read_persona(path: Path) -> Persona:
    """Raises PersonaError."""
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PersonaError(f"{path}: {error}") from None
    answers = content.pop("answers", {})
    if not isinstance(answers, dict):
        raise PersonaError(f"{path}: answers: a table of answers is expected")
    header = {key: content.pop(key) for key in ("lang", "today", "name") if key in content}
    expect = content.pop("expect", None)
    # Answers may stand at the top of the file, too: every other key is one.
    answers = {**{key: value for key, value in content.items() if key not in HEADINGS}, **answers}
    try:
        return Persona.model_validate(
            {
                "name": str(header.get("name", path.stem)),
                "folder": path.parent,
                "lang": header.get("lang"),
                "today": header.get("today"),
                "answers": answers,
                "expect": expect,
            }
        )
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PersonaError(f"{path}: {where}: {first['msg']}") from None


HEADINGS = ("description", "title", "comment")


def look_up(answers: dict[str, Any], key: str) -> Any:
    """The value under a key such as `members.0.visas.1.place`; None where there is none."""
    found: Any = answers
    for part in key.split("."):
        if isinstance(found, list):
            found = found[int(part)] if part.isdecimal() and int(part) < len(found) else None
        elif isinstance(found, dict):
            found = found.get(part)
        else:
            return None
    return found


def typed(value: Any) -> str:
    """A value as a person would type it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime() | date():
            return value.isoformat()[:10]
        case time():
            return value.strftime("%H:%M")
        case _:
            return str(value)
