"""A “not” that could never be red: of a text, a button or a value that there is nowhere; each is a fault.

What is looked for must be something that the bot could say at all, or the check is green whatever it says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bot.core import Flow, Mistake, Question, question_of
from bot.i18n import LANGUAGES, N_, Text, translate
from bot.rehearsal.keys import dotted
from bot.rehearsal.scripts.keywords import NONE
from bot.rehearsal.scripts.matching import fold, is_anything, is_whole, listed, plain
from bot.rehearsal.scripts.script import At, Check, Fault, Run, Words
from bot.rehearsal.sources import texts_to_applicants

PLACEHOLDER = re.compile(r"%\\\(\w+\\\)s")
NO_TEXT = N_("The bot never says this and nothing else, so this is always green.")
AROUND = N_("Put … before and after the words that must not be said.")
NO_LABEL = N_("No button ever shows %(name)s, so this is always green.")
NO_VALUE = N_("%(value)s is never an answer to %(key)s, so this is always green.")


def always_green(flow: Flow, run: Run) -> Iterator[Fault]:
    for exchange in run.exchanges:
        for expected in exchange.expected:
            says = expected.says
            if isinstance(says, Words) and says.negated:
                yield from _text(expected.line.at, says.text)
        for check in (*exchange.checks, *(check for one in exchange.expected for check in one.checks)):
            if check.negated:
                yield from _check(flow, check, run)


def _check(flow: Flow, check: Check, run: Run) -> Iterator[Fault]:
    match check.layer:
        case "text":
            yield from _text(check.line.at, check.content)
        case "buttons":
            yield from (
                Fault(check.line.at, NO_LABEL.of(name=name), N_("Write its code, or what it shows."))
                for name in listed(check.content)
                if not _may_be_label(flow, name)
            )
        case "data" if check.content and not is_anything(check.content):
            yield from _value(flow, check, run)


def _text(at: At, text: str) -> Iterator[Fault]:
    if is_whole(text) and not any(one.fullmatch(fold(plain(text))) for one in _shapes()):
        yield Fault(at, NO_TEXT, AROUND)


def _may_be_label(flow: Flow, name: str) -> bool:
    if name in NONE or is_anything(name) or re.search(r"^/|\d", name):
        # What a person said may stand on a button, too: a date, a number.
        return True
    codes = {one.code for step in flow.steps() if isinstance(step, Question) for one in step.kind.options}
    looks_like_code = re.fullmatch(r"[a-z_]+|[a-z]\.[\w.\[\]]+", name) is not None
    return looks_like_code or name in codes or any(one.fullmatch(fold(plain(name))) for one in _shapes())


def _value(flow: Flow, check: Check, run: Run) -> Iterator[Fault]:
    question = question_of(flow, dotted(check.key))
    if question is None or "…" in check.content or getattr(question.kind, "takes_files", False):
        return
    reading = question.kind.read(plain(check.content), run.clock.date())
    if isinstance(reading, Mistake):
        yield Fault(check.line.at, NO_VALUE.of(value=check.content, key=check.key), None)


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """Every message of the bot that has words of its own, folded, with anything in its placeholders."""
    said = (translate(Text(one), lang) for lang in LANGUAGES for one in texts_to_applicants())
    texts = {re.escape(fold(one)) for one in said}
    worded = (one for one in texts if re.search(r"\w", PLACEHOLDER.sub("", one)))
    return tuple(re.compile(PLACEHOLDER.sub(".+", one), re.DOTALL) for one in worded)
