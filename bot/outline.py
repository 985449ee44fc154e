"""A flow as a numbered list and as a Mermaid drawing, for staff, testers and translators.

Everything comes from the definition itself; nothing is drawn by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.flow import Flow, Group, Question, Ruling, Step, always
from bot.i18n import Lang, Text, translate
from bot.lifecycle import drawing


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
    return translate(text, lang).replace("\n", " ") if not text.msgid.startswith("%(") else text.msgid


def drawn(flow: Flow, lang: Lang) -> str:
    """The questions and rulings in order; the life of a conversation as a second drawing."""
    lines = ["flowchart TD"]
    before = ""
    for step in (step for section in flow.sections for step in section.steps):
        node = step.key.replace("[]", "").replace(".", "_")
        if isinstance(step, Ruling):
            node = f"rule_{node}"
            lines.append(f'  {node}{{{{"{step.strength}: {step.key}"}}}}')
            if before:
                lines.append(f"  {before} -.-> {node}")
            continue
        lines.append(f'  {node}["{_quoted(translate(step.label, lang))}"]')
        if before:
            condition = "" if step.when is always else f"|{step.when.__name__}|"
            lines.append(f"  {before} -->{condition} {node}")
        before = node
    return "\n".join(lines) + "\n\n" + drawing()


def _quoted(label: str) -> str:
    return label.replace('"', "'")
