"""What the dialog has names for: ids, keys, states and rulings; a script that names another one is at fault.

Ids that come from no definition are read from the sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bot.core import STATES, STATUS, Flow, Group, Question, Ruling, Step
from bot.i18n import LANGUAGES, N_, Text, translate
from bot.rehearsal.keys import template
from bot.rehearsal.scripts.always_green import always_green
from bot.rehearsal.scripts.keywords import NONE, nearest
from bot.rehearsal.scripts.matching import fold, is_anything, listed
from bot.rehearsal.scripts.script import At, Check, Fault, Ids, Press, Run
from bot.rehearsal.sources import ANYTHING, offered_codes, spoken_ids

CODE = re.compile(r"[a-z][a-z_]*")


@dataclass(frozen=True, slots=True)
class DialogNames:
    """`beginnings` are those of ids whose end is only known when they are said; `labels` lead to keys."""

    ids: frozenset[str]
    beginnings: tuple[str, ...]
    keys: frozenset[str]
    rulings: frozenset[str]
    states: frozenset[str]
    buttons: frozenset[str]
    labels: Mapping[str, str]


def faults(flow: Flow, runs: Iterable[Run]) -> tuple[Fault, ...]:
    """Every name in these runs that the dialog does not have, each once."""
    known, found = names_in(flow), {}
    for run in runs:
        for at, name, names, what in _names(run, known):
            if name not in names:
                close = _meant(name, names, known)
                hint = N_("Did you mean %(word)s?").of(word=close) if close else HINTS.get(what)
                found[at, name] = Fault(at, what.of(name=name), hint)
        for fault in always_green(flow, run):
            found.setdefault((fault.at, fault.what.msgid), fault)
    return tuple(found[key] for key in sorted(found, key=lambda key: (key[0], found[key].what.msgid)))


def _meant(name: str, names: frozenset[str], known: DialogNames) -> str | None:
    """The name that was probably meant; a question may have been named as it is shown to people."""
    key = known.labels.get(fold(name))
    if key is not None:
        return key if key in names else f"ask.{key}"
    return nearest(name, names, 0.6 if names is known.buttons else 0.5)


NO_ID = N_("The bot never says @%(name)s.")
NO_KEY = N_("There is no answer %(name)s.")
NO_STATE = N_("There is no state and no question %(name)s.")
NO_RULING = N_("There is no ruling %(name)s.")
NO_BUTTON = N_("There is no button %(name)s.")
LISTED = N_("jiaji outline --names lists them.")
HINTS = {
    NO_ID: LISTED,
    NO_KEY: LISTED,
    NO_STATE: LISTED,
    NO_BUTTON: N_("Write its code, or what it shows."),
    NO_RULING: N_("Where none is expected, write: none"),
}
Named = tuple[At, str, frozenset[str], Text]


def _names(run: Run, known: DialogNames) -> Iterator[Named]:
    start = run.script.starts_at
    if start is not None and run.starts_at is not None:
        yield start.at, template(run.starts_at), known.states, NO_STATE
    for line, key, _ in run.data:
        yield line.at, template(key), known.keys, NO_KEY
    said = [one for exchange in run.exchanges for one in exchange.expected]
    for expected in (*said, *(other for one in said for other in one.others), *run.never):
        if isinstance(expected.says, Ids):
            for name in expected.says.names:
                if not name.startswith(known.beginnings):
                    yield expected.line.at, name, known.ids, NO_ID
    for exchange in run.exchanges:
        if isinstance(exchange.act, Press):
            yield from _buttons_in(exchange.line.at, (exchange.act.button,), known)
        for check in (*exchange.checks, *(check for one in exchange.expected for check in one.checks)):
            yield from _checked(check, known)


def _checked(check: Check, known: DialogNames) -> Iterator[Named]:
    at = check.line.at
    if check.layer == "data":
        yield at, template(check.key), known.keys, NO_KEY
    elif check.layer == "state":
        yield at, template(check.content), known.states, NO_STATE
    elif check.layer == "buttons":
        yield from _buttons_in(at, listed(check.content), known)
    elif check.layer in ("warnings", "ruling", "notes"):
        for name in listed(check.content):
            if not is_anything(name) and name.casefold() not in NONE:
                yield at, name, known.rulings, NO_RULING


def _buttons_in(at: At, names: Iterable[str], known: DialogNames) -> Iterator[Named]:
    """Only what looks like a code can be none: a label may be anything."""
    for name in names:
        if CODE.fullmatch(name) and name not in NONE:
            yield at, name, known.buttons, NO_BUTTON


@cache
def names_in(flow: Flow) -> DialogNames:
    steps = list(flow.steps())
    questions = frozenset(step.key for step in steps if isinstance(step, Question))
    groups = frozenset(step.key for step in steps if isinstance(step, Group))
    rulings = [step for step in steps if isinstance(step, Ruling)]
    rulings += [ruling for message in flow.at_result for ruling in message]
    spoken = spoken_ids()
    beginnings = tuple(sorted(one.partition(ANYTHING)[0] for one in spoken if ANYTHING in one))
    ids = {f"{kind}.{key}" for key in questions for kind in ("ask", "odd", "unsure")}
    ids |= {f"{ruling.strength}.{ruling.key}" for ruling in rulings}
    ids |= {f"aside.{aside.key}" for aside in flow.asides}
    ids |= {f"news.{news.key}" for news in flow.news}
    names = frozenset(ruling.key for ruling in rulings)
    return DialogNames(
        frozenset(ids) | {one for one in spoken if ANYTHING not in one},
        beginnings,
        questions | groups,
        names,
        frozenset(STATES) | frozenset(STATUS.values()) | questions | names,
        _buttons(steps) | frozenset(news.key for news in flow.news if news.label is not None),
        _labels(steps),
    )


def _buttons(steps: Iterable[Step]) -> frozenset[str]:
    """The codes that are words: those of the answers, and those that the engine offers."""
    answers = (step.kind.options for step in steps if isinstance(step, Question))
    codes = {option.code for options in answers for option in options} | set(LANGUAGES)
    return frozenset(codes) | offered_codes().keys()


def _labels(steps: Iterable[Step]) -> Mapping[str, str]:
    """What people see above an answer, in each language, where one question alone has it; those of lists come last."""
    found: dict[str, set[str]] = {}
    for step in steps:
        if isinstance(step, Question):
            for lang in LANGUAGES:
                found.setdefault(fold(translate(step.label, lang)), set()).add(step.key)
    single = {label: {key for key in keys if "[" not in key} or keys for label, keys in found.items()}
    return {label: key for label, keys in single.items() if len(keys) == 1 for key in keys}
