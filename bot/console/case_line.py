"""What was not understood as a line for a file of cases (`tests/cases/said.json`): the test that comes before a new word in a lexicon."""

from __future__ import annotations

import json
from datetime import date

from bot.core import Flow, own_key, question_of
from bot.i18n import Lang


def case_line(flow: Flow, question: str, text: str, lang: Lang, today: date) -> str:
    """As `jiaji understand` reads it, once somebody has left of `expected` what is right: all choices are offered, or a value is to be put in."""
    asked = question_of(flow, question)
    options = asked.kind.options if asked is not None else ()
    expected = " | ".join(f"={one.code}" for one in options) or "=…"
    kind = own_key(question)
    line = {
        "at": question,
        "text": text,
        "lang": lang,
        "today": today.isoformat(),
        "expected": expected,
        "kind": kind,
    }
    return json.dumps(line, ensure_ascii=False) + ","
