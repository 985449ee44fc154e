"""Faults in the words of a text, one language at a time: what a translation loses, swaps or turns round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from bot.answers import UNITS
from bot.core import Flow
from bot.i18n import LANGUAGES, TABLES, Lang, Text, translate, words_of
from bot.rehearsal import sources
from bot.rehearsal.coverage.wording import block_of
from bot.rehearsal.mutating.fault import Fault
from bot.rehearsal.sources import ROOT, Written

PLACEHOLDER = re.compile(r"%\(\w+\)s")
NUMBER = re.compile(r"(?<![\w(])\d+(?!\w*\))")
NEGATIONS: dict[Lang, tuple[tuple[re.Pattern[str], str], ...]] = {
    "zh": ((re.compile("没有"), "有"), (re.compile("未"), "已"), (re.compile("[不没别勿无]"), "")),
    "en": ((re.compile(r"n[’']t\b| not\b|\bnever |\bno (?=\w)"), ""), (re.compile(r"\bcannot\b"), "can")),
}
ONE_OF_A_LIST: dict[Lang, re.Pattern[str]] = {
    "zh": re.compile(r"、[^、，。；：（）\s]+"),
    "en": re.compile(r", [\w-]+(?=,| and | or )"),
}
PLURAL = re.compile(r"(%\(\w+\)s|\b\d+) (\w{3,})s\b")
NONSENSE: dict[Lang, str] = {"zh": "风马牛不相及。", "en": "Nonsense."}


def in_catalogue() -> Iterator[Fault]:
    places = {lang: dict(_places(lang)) for lang in LANGUAGES}
    for msgid in sources.texts_to_applicants():
        for lang in LANGUAGES:
            said = translate(Text(msgid), lang)
            for operator, other in changes(said, lang):
                if other != said:
                    plant, accepted = Words(lang, msgid, other), block_of(msgid)
                    at = places[lang][msgid]
                    yield Fault(
                        "catalogue",
                        at,
                        operator,
                        said,
                        other,
                        plant,
                        f"text:{lang}:{msgid}",
                        accepted=accepted,
                    )


def changes(said: str, lang: Lang) -> Iterator[tuple[str, str]]:
    """What may go wrong in a text."""
    yield "nonsense", NONSENSE[lang]
    for negation, instead in NEGATIONS[lang]:
        yield "lost negation", negation.sub(instead, said, count=1)
    lines = said.split("\n")
    if len(lines) > 1:
        yield "lost line", "\n".join(lines[:-1])
    places = list(dict.fromkeys(PLACEHOLDER.findall(said)))
    for one, two in pairwise(places):
        swapped = {one: two, two: one}
        yield "swapped placeholders", PLACEHOLDER.sub(lambda found: swapped.get(found[0], found[0]), said)  # noqa: B023
    for one in places:
        yield "lost placeholder", said.replace(one, "")
    yield "number", NUMBER.sub(lambda found: str(int(found[0]) + 1), said, count=1)
    yield "lost in a list", ONE_OF_A_LIST[lang].sub("", said, count=1)
    yield "plural", PLURAL.sub(r"\1 \2", said, count=1)
    yield from _other_names(said, lang)


def _other_names(said: str, lang: Lang) -> Iterator[tuple[str, str]]:
    """A place, a month or a day of the week in the place of the next one."""
    table = TABLES[lang]
    units = tuple(translate(one.label, lang) for one in UNITS)
    for names in (units, table.weekdays, table.months):
        for one, two in zip(names, (*names[1:], names[0]), strict=True):
            if one in said:
                yield "name", said.replace(one, two, 1)
                break


def _places(lang: Lang) -> Iterator[tuple[str, Written]]:
    """Where the words of a language are written: in its catalogue, or in the sources."""
    catalogue = TABLES[lang].catalogue
    if catalogue is None:
        yield from ((msgid, places[0]) for msgid, places in sources.texts().items())
        return
    from babel.messages.pofile import read_po

    file = catalogue.relative_to(ROOT).as_posix()
    with catalogue.open("rb") as po:
        yield from ((str(one.id), Written(file, one.lineno or 0)) for one in read_po(po) if one.id)


@dataclass(frozen=True, slots=True)
class Words:
    """Other words of a message in a language."""

    lang: Lang
    msgid: str
    now: str

    @contextmanager
    def __call__(self, flow: Flow) -> Iterator[Flow]:
        words, right = words_of(self.lang), words_of(self.lang).get(self.msgid)
        words[self.msgid] = self.now
        try:
            yield flow
        finally:
            if right is None:
                del words[self.msgid]
            else:
                words[self.msgid] = right
