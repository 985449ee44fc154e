"""Where a script begins in the middle: its answers are typed, one after the other, until the place is reached.

Scripts that begin with the same answers share the way to where each begins.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.core import Flow, question_of
from bot.i18n import N_, Lang, Text
from bot.rehearsal.keys import dotted
from bot.rehearsal.personas.persona import Persona
from bot.rehearsal.personas.player import Led, Trail
from bot.rehearsal.scripts.keywords import NONE
from bot.rehearsal.scripts.script import At, Fault, Run, Unreadable
from bot.rehearsal.scripts.source import inside

FILES = "proof"
MOST_TRAILS = 128
"""Scripts of a file begin alike, more or less."""


def begin(flow: Flow, run: Run, at: At) -> Led:
    """The conversation at the start of a run. Raises Unreadable where its answers do not lead there."""
    way = trail(flow, run.lang, run.clock, run.script.folder, json.dumps(_nested(flow, run)))
    led = way.to(dotted(run.starts_at or ""))
    if not led.is_there:
        what = N_("%(place)s is not reached with these answers.").of(place=run.starts_at)
        line = next((line for line, key, _ in run.data if dotted(key) == dotted(led.refused or "")), None)
        raise Unreadable(Fault(line.at if line is not None else at, what, _why(led)))
    return led


@lru_cache(maxsize=MOST_TRAILS)
def trail(flow: Flow, lang: Lang, at: datetime, folder: Path, answers: str) -> Trail:
    """By its answers as JSON, for by them it is remembered."""
    return Trail(flow, Persona(name="", folder=folder, answers=json.loads(answers)), lang, at)


def _nested(flow: Flow, run: Run) -> dict[str, Any]:
    """The answers as a persona has them. Raises Unreadable where entries are not numbered from 0 on."""
    answers: dict[str, Any] = {}
    given = {key: (line.at, value) for line, key, value in run.data}
    for key, (at, value) in given.items():
        parts = dotted(key).split(".")
        inner: Any = answers
        for part, then in zip(parts, [*parts[1:], ""], strict=True):
            empty: Any = [] if then.isdecimal() else {} if then else _value(flow, run, key, value, at)
            inner = _put(inner, part, empty, key, at)
    return answers


def _put(inner: Any, part: str, value: Any, key: str, at: At) -> Any:
    if isinstance(inner, dict):
        return inner.setdefault(part, value)
    if isinstance(inner, list) and part.isdecimal() and int(part) <= len(inner):
        if int(part) == len(inner):
            inner.append(value)
        return inner[int(part)]
    raise Unreadable(Fault(at, N_("Entries are counted from 0, one after the other: %(key)s.").of(key=key)))


def _value(flow: Flow, run: Run, key: str, value: str, at: At) -> object:
    if key == FILES:
        names = re.split("[,，、|]", value)
        return [str(inside(run.script.folder, name, at).relative_to(run.script.folder)) for name in names]
    # To a question it is an answer, such as that somebody does not work.
    return [] if value.casefold() in NONE and question_of(flow, dotted(key)) is None else value


def _why(led: Led) -> Text:
    """What kept the answers from leading on."""
    if led.missing is not None:
        return N_("An answer is missing: Data: %(key)s = …").of(key=led.missing)
    if led.refused is not None:
        return N_("The answer for %(key)s was not taken: %(said)s").of(key=led.refused, said=_last(led))
    return N_("It ends before, as %(state)s: %(said)s").of(state=led.conversation.state, said=_last(led))


def _last(led: Led) -> str:
    return " ".join(led.replies[-1].text.split())[:120] if led.replies else "…"
