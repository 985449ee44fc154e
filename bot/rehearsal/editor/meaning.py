"""What each name of a dialog means to a tester: what people see of it, and what else there is to know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from bot.core import STATES, STATUS, Flow, Group, Question, Ruling
from bot.i18n import N_, Lang, Text, translate
from bot.rehearsal import sources
from bot.rehearsal.keys import template
from bot.rehearsal.playing.sandbox import button_name
from bot.rehearsal.scripts.dialog_names import names_in


@dataclass(frozen=True, slots=True)
class Meaning:
    """`shown` is what people see, in one line; `more` is told where somebody asks for it."""

    name: str
    shown: str = ""
    more: tuple[str, ...] = ()


Meanings = Mapping[str, Meaning]


@cache
def ids(flow: Flow, lang: Lang) -> Meanings:
    """By the id without its @."""
    steps = _questions(flow) | _rulings(flow)
    return {id: _of_id(id, steps, lang) for id in sorted(names_in(flow).ids)}


def _of_id(id: str, steps: Mapping[str, Question[object] | Ruling], lang: Lang) -> Meaning:
    before, _, key = id.partition(".")
    step = steps.get(key)
    match step:
        case Question() if before in ("ask", "odd", "unsure"):
            asked = [_text(step.ask, lang)] if before == "ask" and isinstance(step.ask, Text) else []
            return Meaning(
                f"@{id}", _line(step.label, lang), (*asked, *_written(str(sources.step(key)), lang))
            )
        case Ruling() if before == step.strength:
            return Meaning(f"@{id}", _line(step.text, lang), _of_ruling(step, lang))
        case _:
            said = sources.said_under().get(id, ())
            texts = dict.fromkeys(_text(Text(msgid), lang) for call in said for msgid in call.texts)
            places = ", ".join(dict.fromkeys(str(call.at) for call in said))
            first = next((" ".join(text.split()) for text in texts), "")
            return Meaning(f"@{id}", first, (*texts, *(_written(places, lang) if places else ())))


def _of_ruling(ruling: Ruling, lang: Lang) -> tuple[str, ...]:
    ways = [_text(ruling.way_out, lang)] if ruling.way_out is not None else []
    return (_text(ruling.text, lang), *ways, f"[{ruling.basis}] {ruling.source}")


@cache
def keys(flow: Flow, lang: Lang) -> Meanings:
    """The answers, and the lists of them."""
    found = {key: _of_key(question, lang) for key, question in _questions(flow).items()}
    groups = (step for step in flow.steps() if isinstance(step, Group))
    return found | {one.key: Meaning(one.key, _line(one.label, lang)) for one in groups}


def _of_key(question: Question[object], lang: Lang) -> Meaning:
    codes = " | ".join(button_name(one.code, translate(one.label, lang)) for one in question.kind.options)
    example = [translate(EXAMPLE.of(example=question.example), lang)] if question.example else []
    more = (_text(question.why, lang), *example, *([codes] if codes else []))
    return Meaning(question.key, _line(question.label, lang), more)


def options(flow: Flow, key: str, lang: Lang) -> Meanings:
    """The buttons of one question, by their codes."""
    asking = (step for step in flow.steps() if isinstance(step, Question) and step.key == template(key))
    return {
        one.code: Meaning(one.code, translate(one.label, lang))
        for question in asking
        for one in question.kind.options
    }


@cache
def buttons(flow: Flow, lang: Lang) -> Meanings:
    """Each code with the questions that have it; those of the engine have none."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key, question in _questions(flow).items():
        for one in question.kind.options:
            found.setdefault(one.code, []).append((key, translate(one.label, lang)))
    meant = {
        code: Meaning(
            code, where[0][1], (translate(BUTTON_OF.of(keys=", ".join(key for key, _ in where)), lang),)
        )
        for code, where in found.items()
    }
    return {code: Meaning(code) for code in sorted(names_in(flow).buttons)} | meant


@cache
def rulings(flow: Flow, lang: Lang) -> Meanings:
    return {
        key: Meaning(key, _line(one.text, lang), (f"@{one.strength}.{key}", *_of_ruling(one, lang)))
        for key, one in _rulings(flow).items()
    }


@cache
def places(flow: Flow, lang: Lang) -> Meanings:
    """Where a chat can stand."""
    states = {name: Meaning(name, translate(STATE, lang)) for name in (*STATES, *STATUS.values())}
    asked = {key: one for key, one in keys(flow, lang).items() if key in names_in(flow).states}
    return {**states, **rulings(flow, lang), **asked}


def meaning(flow: Flow, name: str, lang: Lang) -> Meaning | None:
    """Whatever a name stands for; None for one that the dialog does not have."""
    for named in (
        ids(flow, lang),
        keys(flow, lang),
        rulings(flow, lang),
        buttons(flow, lang),
        places(flow, lang),
    ):
        if (found := named.get(template(name))) is not None:
            return found
    return None


def _questions(flow: Flow) -> dict[str, Question[object]]:
    return {step.key: step for step in flow.steps() if isinstance(step, Question)}


def _rulings(flow: Flow) -> dict[str, Ruling]:
    among = [step for step in flow.steps() if isinstance(step, Ruling)]
    return {one.key: one for one in (*among, *(one for message in flow.at_result for one in message))}


EXAMPLE = N_("For example: %(example)s")
BUTTON_OF = N_("A button of: %(keys)s")
STATE = N_("a state of the chat")
WRITTEN = N_("Written at %(places)s")


def _written(places: str, lang: Lang) -> tuple[str, ...]:
    return (translate(WRITTEN.of(places=places), lang),)


def _text(text: Text, lang: Lang) -> str:
    return translate(text, lang)


def _line(text: Text, lang: Lang) -> str:
    return " ".join(translate(text, lang).split())
