"""What is shown of a message before it is revealed: an allow-list, applied on the server.

Texts of the catalogue, names that the dialog itself gives and small numbers are shown; whatever else was
filled in is a person's own, and hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.core import Block, Flow, Passage, Question, Ruling, render
from bot.i18n import LANGUAGES, TABLES, Bilingual, InEachLanguage, Lang, Text, messages

HIDDEN = "▒▒▒"
OF_THE_TEAM = ("person.called",)
"""What tells nothing but when the team is there."""
MOST_PUBLIC_NUMBER = 999


def public_words(flows: Iterable[Flow]) -> frozenset[str]:
    """What the dialogs say to everybody: telephone numbers, websites and periods of their policies; languages by their names."""
    words = (word for flow in flows for text in _everybodys(flow) for word in _strings(text))
    return frozenset({*words, *(TABLES[lang].names[0] for lang in LANGUAGES)})


def _everybodys(flow: Flow) -> Iterator[object]:
    yield from (*flow.intro, flow.person, flow.elsewhere)
    for section in flow.sections:
        for step in section.steps:
            if isinstance(step, Question):
                yield from (step.ask, step.why, step.example)
            elif isinstance(step, Ruling):
                yield from (step.text, step.way_out)
    yield from (
        text for rulings in flow.at_result for ruling in rulings for text in (ruling.text, ruling.way_out)
    )


def _strings(said: object) -> Iterator[str]:
    match said:
        case str():
            yield said
        case Text(_, values):
            for _, value in values:
                yield from _strings(value)
        case _:
            return


def masked(passages: Iterable[Passage], public: frozenset[str]) -> tuple[Passage, ...]:
    return tuple(
        one if one.key in OF_THE_TEAM else Passage(one.key, _all(one.parts, public), _all(one.labels, public))
        for one in passages
    )


def _all(parts: tuple[object, ...], public: frozenset[str]) -> tuple[object, ...]:
    return tuple(mask(part, public) for part in parts)


def mask(said: object, public: frozenset[str]) -> object:
    match said:
        case Text(msgid, values):
            if not _is_ours(msgid):
                return HIDDEN
            return Text(msgid, tuple((name, mask(value, public)) for name, value in values))
        case Block(lines):
            return Block(tuple(mask(line, public) for line in lines))
        case InEachLanguage(text):
            # Only titles are said so; they are the dialog's own.
            return InEachLanguage(text) if mask(text, public) == text else HIDDEN
        case tuple() | list():
            return tuple(mask(one, public) for one in said)
        case Bilingual():
            return said
        case int() if abs(said) <= MOST_PUBLIC_NUMBER:
            return said
        case str() if said in public:
            return said
        case _:
            return HIDDEN


@lru_cache(maxsize=4096)
def _is_ours(msgid: str) -> bool:
    """Whether a text is one of the catalogue, or nothing but places to fill in."""
    return msgid in messages("en") or not any(char.isalnum() for char in _without_places(msgid))


def _without_places(msgid: str) -> str:
    head, sign, rest = msgid.partition("%(")
    return head + (_without_places(rest.partition(")")[2][1:]) if sign else "")


def worded(passages: Iterable[Passage], lang: Lang) -> str:
    """The passages said in a language."""
    return render((part for one in passages for part in one.parts), lang)


def spoken_in(text: str, passages: tuple[Passage, ...]) -> Lang:
    """The language in which passages were said; a cut reply has their end."""
    return "zh" if worded(passages, "zh").endswith(text[-80:]) else "en"
