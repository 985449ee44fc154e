"""Every name a script may use: questions with their buttons, rulings, states, ids and the engine's own buttons, a line each."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core import STATES, Flow, Group, Question, Ruling
from bot.i18n import Lang, translate
from bot.rehearsal.playing.sandbox import button_name
from bot.rehearsal.scripts.dialog_names import names_in
from bot.rehearsal.sources import offered_codes

ENDS = ("ask.", "odd.", "unsure.", "stop.", "pause.", "warn.", "note.")
"""Ids that are made of a key; those are listed with it."""


def named(flow: Flow, lang: Lang) -> Iterator[str]:
    for step in flow.steps():
        match step:
            case Question():
                label = " ".join(translate(step.label, lang).split())
                yield f"@ask.{step.key}  {label}  [{type(step.kind).__name__}]"
                buttons = [button_name(one.code, translate(one.label, lang)) for one in step.kind.options]
                if buttons:
                    yield f"    {' | '.join(buttons)}"
            case Group():
                yield f"{step.key}[0], {step.key}[1] …  {translate(step.label, lang)}"
            case Ruling():
                yield f"@{step.strength}.{step.key}"
    yield from ("", "state: " + " | ".join(STATES))
    yield "buttons: " + " | ".join(sorted(offered_codes()))
    yield from (f"@{one}" for one in sorted(names_in(flow).ids) if not one.startswith(ENDS))
