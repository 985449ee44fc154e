"""A flow as a numbered list and as a Mermaid drawing, for staff, testers and translators.

All of it comes from the definition itself; nothing is drawn by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.core import TRANSITIONS, Flow, Group, Question, Ruling, Step, always, moves_of
from bot.i18n import Lang, Text, translate

PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def listed(flow: Flow, lang: Lang) -> str:
    lines: list[str] = [translate(flow.title, lang), ""]
    for number, section in enumerate(flow.sections, 1):
        lines.append(f"{number}. {translate(section.title, lang)}")
        for place, step in enumerate(section.steps, 1):
            lines += _step(step, f"{number}.{place}", lang, "   ")
    return "\n".join(lines)


def _step(step: Step, number: str, lang: Lang, indent: str) -> Iterator[str]:
    if isinstance(step, Ruling):
        yield f"{indent}{number} [{step.strength}] {step.key} ({step.basis}): {_one_line(step.text, lang)}"
        return
    condition = "" if step.when is always else f"  (if {step.when.__name__})"
    if isinstance(step, Group):
        yield f"{indent}{number} {step.key}[]: {translate(step.label, lang)}{condition}"
        for place, inner in enumerate(step.steps, 1):
            yield from _step(inner, f"{number}.{place}", lang, indent + "   ")
        return
    yield f"{indent}{number} {step.key}: {_one_line(_words(step), lang)}{condition}"


def _words(question: Question[Any]) -> Text:
    return question.ask if isinstance(question.ask, Text) else question.label


def _one_line(text: Text, lang: Lang) -> str:
    """What is filled in only when it is said stays a placeholder."""
    filled = {name for name, _ in text.values}
    open_ = {name: f"%({name})s" for name in PLACEHOLDER.findall(text.msgid) if name not in filled}
    return translate(text.of(**open_), lang).replace("\n", " ")


def drawn(flow: Flow, lang: Lang) -> str:
    """The questions and rulings in order, and the life of a conversation beside them: one drawing, for a stream holds
    no more."""
    life = [f"  {line.strip()}" for line in life_walked(frozenset()).splitlines()[1:]]
    return "\n".join((questions_drawn(flow, lang), "  subgraph life", *life, "  end"))


RED = "stroke:#c00,stroke-width:3px"


def questions_drawn(flow: Flow, lang: Lang, missing: frozenset[str] = frozenset()) -> str:
    """The way from question to question, with the rulings beside it; the keys in `missing` are red."""
    steps = tuple(step for section in flow.sections for step in section.steps)
    lines = ["flowchart TD", *_drawn(steps, lang, missing)]
    red = [
        f"r_{step.key}" if isinstance(step, Ruling) else _node(step.key)
        for step in flow.steps()
        if step.key in missing
    ]
    if red:
        lines += [f"  classDef missing {RED}", f"  class {','.join(red)} missing"]
    return "\n".join(lines)


def _drawn(steps: tuple[Step, ...], lang: Lang, missing: frozenset[str]) -> Iterator[str]:
    before = ""
    for step in steps:
        if isinstance(step, Ruling):
            # A question may have the same key.
            yield f'  r_{step.key}{{{{"{step.strength}: {step.key}"}}}}'
            if before:
                yield f"  {before} -.-> r_{step.key}"
            continue
        node = _node(step.key)
        if isinstance(step, Group):
            yield f'  subgraph {node}["{_quoted(translate(step.label, lang))}"]'
            yield from _drawn((step.more, *step.steps), lang, missing)
            yield "  end"
        else:
            yield f'  {node}["{_quoted(translate(step.label, lang))}"]'
        if before:
            condition = f"|{step.when.__name__}|" if step.when.__name__.isidentifier() else ""
            condition = "" if step.when is always else condition
            yield f"  {before} -->{condition} {node}"
        before = node


def _node(key: str) -> str:
    return "n_" + key.replace("[]", "").replace(".", "_")


def _quoted(label: str) -> str:
    return label.replace('"', "'")


def life_walked(missing: frozenset[str]) -> str:
    """The life of a conversation, an arrow from state to state; those with a move in `missing` are red."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for move in (move for transition in TRANSITIONS for move in moves_of(transition)):
        mark = "✗ " if str(move) in missing else ""
        arrows.setdefault((move.source, move.dest), []).append(f"{mark}{move.trigger}")
    lines = [f'  {source} -->|"{" · ".join(names)}"| {dest}' for (source, dest), names in arrows.items()]
    red = [str(n) for n, names in enumerate(arrows.values()) if any(name.startswith("✗") for name in names)]
    return "\n".join(["flowchart LR", *lines, *([f"  linkStyle {','.join(red)} {RED}"] if red else [])])
