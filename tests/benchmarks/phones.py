"""What people's phones send and show in a whole conversation: lines for many to say, and the dialog for a peer to copy."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.core import SHANGHAI, Reply, take_turn
from bot.rehearsal.personas.persona import read_persona
from tests.support.real_flow import FLOW, PERSONAS, way_of

Line = tuple[str, int]
"""What is said, and how many messages answer it."""


@cache
def _exchanges() -> tuple[tuple[str, tuple[Reply, ...]], ...]:
    """From the first word to the question for the proof; a file is cleaned in a process of its own, which
    nobody counts.

    Today's: the real process goes by the real clock.
    """
    today = datetime.now(SHANGHAI).date()
    ill, interview = today - timedelta(days=21), today + timedelta(days=55)
    persona = read_persona(PERSONAS / "humanitarian.toml")
    answers = {**persona.answers, "ill_since": ill, "interview_date": interview}
    way = way_of(persona.model_copy(update={"answers": answers}), "zh", today)
    typed = [(conversation, incoming) for conversation, incoming in way if incoming.text is not None]
    return tuple(
        (incoming.text or "", take_turn(FLOW, conversation, incoming).replies)
        for conversation, incoming in typed[:-1]
    )


def lines(*, tap: str = "tap:") -> list[Line]:
    """A choice is tapped, all else is typed. `tap` says how the fake Bot API is told of a tap."""
    found, buttons = list[Line](), dict[str, str]()
    for text, replies in _exchanges():
        code = buttons.get(text)
        found.append((f"{tap}{code}" if code is not None else text, len(replies)))
        buttons = dict(_words(replies[-1]))
    return found


def _words(reply: Reply) -> Iterator[tuple[str, str]]:
    """What may be typed for a button, and its code."""
    for button in (button for row in reply.buttons for button in row):
        yield button.code, button.code
        yield button.label, button.code


def write_dialog(path: Path) -> None:
    """For a peer: each step's texts, and the buttons under the last of them."""
    steps: list[dict[str, Any]] = [
        {
            "texts": [reply.text for reply in replies],
            "buttons": [[(button.label, button.code) for button in row] for row in replies[-1].buttons],
        }
        for _, replies in _exchanges()
    ]
    path.write_text(json.dumps(steps), "utf-8")
