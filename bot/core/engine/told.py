"""How what was told beforehand is put to a person: a list with one yes, and each to be left out."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.core.engine.prompt import Block, Offer, Prompt
from bot.core.flow import Answers, Flow, Group, Question, is_mark
from bot.core.review import entry_at
from bot.core.upgrade import question_of
from bot.core.values import Conversation, Value
from bot.i18n import N_, Text

WRONG = N_("Not right: %(label)s")


def gathered_prompt(flow: Flow, now: Conversation, today: date, *, again: bool) -> Prompt:
    """The list of what was told, with one yes and a button for each that is not right; of a list of people a line and
    a button for each of them. `again` for whoever has it before their eyes."""
    rank = {key: number for number, key in enumerate(flow.page_order)}
    told = dict(sorted(now.told.items(), key=lambda one: rank.get(one[0].partition(".")[0], -1)))
    known = Answers({**now.told, **now.answers}, today)
    shown = [(key, one) for key in told if (one := question_of(flow, key, known)) and one.reviewed]
    alone = [(key, question) for key, question in shown if "." not in key]
    people = list(dict.fromkeys(entry_in(key) for key in told if "." in key and not is_mark(key)))
    lines = [
        N_("%(label)s: %(value)s").of(label=question.label, value=question.kind.show(told[key]))
        for key, question in alone
    ]
    lines += [_person(flow, now, today, key) for key in people]
    wrong = {
        **{f"x.{key}": question.label for key, question in alone},
        **{f"x.{key}": _label(flow, key) for key in people},
    }
    offers = (
        Offer("apply", N_("Yes, all of it")),
        Offer("drop", N_("No, ask me one by one")),
        *(Offer(code, WRONG.of(label=label)) for code, label in wrong.items() if len(wrong) > 1),
    )
    whole = (N_("This is what I got from what you sent:"), Block(lines), N_("Is it right?"))
    said = (N_("Is the list above right?"),) if again else whole
    return Prompt("facts", "facts", said, offers, yes="apply", no="drop")


def entry_in(key: str) -> str:
    """`members.1`, also of what stands in a list of its own there."""
    return ".".join(key.split(".")[:2])


def _person(flow: Flow, now: Conversation, today: date, entry: str) -> Text:
    """`Applicant 2: LI, SI, 3 February 1962, AA00ABCD57`; of one who is there already, by name: `LI SI: Passport number E12345678`"""
    told = {key: one for key, one in now.told.items() if key.startswith(f"{entry}.") and not is_mark(key)}
    found = entry_at(flow, entry)
    assert found is not None, entry
    group, number = found
    if any(key.startswith(f"{entry}.") and not is_mark(key) for key in now.answers):
        name = group.name(Answers({**now.told, **now.answers}, today, number))
        values = tuple(_labelled(question_of(flow, key), value) for key, value in told.items())
        return N_("%(label)s: %(value)s").of(label=name, value=values)
    shown = tuple(_shown(question_of(flow, key), value) for key, value in told.items())
    return N_("%(label)s: %(value)s").of(label=_label(flow, entry), value=shown)


def _labelled(question: Question[Any] | None, value: Value) -> object:
    label = question.label if question is not None else ""
    return Text("%(label)s %(value)s").of(label=label, value=_shown(question, value))


def _shown(question: Question[Any] | None, value: Value) -> object:
    return question.kind.show(value) if question is not None else value


def _label(flow: Flow, entry: str) -> Text:
    found = entry_at(flow, entry)
    assert found is not None, entry
    return entry_label(found[0], found[1][-1])


def entry_label(group: Group, number: int) -> Text:
    return Text("%(label)s %(number)s").of(label=group.label, number=number + 1)
