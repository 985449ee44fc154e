"""What can stand at the cursor: words of the grammar in the script's own language, and names of the dialog.

What the question above offers comes first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import get_args

from bot.core import Flow, PaperKind
from bot.i18n import LANGUAGES, Lang
from bot.rehearsal.editor import meaning
from bot.rehearsal.editor.cursor import Place, asked_above, keyword_of, place_at, script_around
from bot.rehearsal.editor.meaning import Meaning, Meanings
from bot.rehearsal.playing.sandbox import button_name
from bot.rehearsal.scripts.grammar import split_at_equals
from bot.rehearsal.scripts.keywords import ACTS, CHECKS, EMAIL, LINES, NONE, SAME, THERE, UNITS, is_chinese
from bot.rehearsal.scripts.matching import listed
from bot.rehearsal.scripts.source import SCRIPTS, home_of
from bot.rehearsal.scripts.tokens import BARE
from bot.rehearsal.scripts.wording import COLON, in_language, word

MOST_FILES = 500


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`written` takes the place of what stands there from the column `start` on; a list shows `shown`, and then `what`."""

    written: str
    shown: str
    what: str = ""
    start: int = 0
    more: tuple[str, ...] = ()


def spoken_in(lines: Iterable[str]) -> Lang:
    """The language of the first keyword."""
    first = next((line for line in lines if line.strip() and not line.startswith(("#", "＃"))), "")
    return "zh" if is_chinese(first.replace("：", ":").split(":")[0]) else "en"


def suggestions(flow: Flow, path: Path, lines: Sequence[str], row: int, column: int) -> list[Suggestion]:
    """In the order in which they are shown."""
    line = lines[row] if row < len(lines) else ""
    place, spoken = place_at(line, column), spoken_in(lines)
    found = [
        *_names(flow, place, lines, row, spoken),
        *_words(place, spoken),
        *_around(place, path, lines[script_around(lines, row)]),
    ]
    first_of_each: dict[str, Suggestion] = {}
    for one in found:
        first_of_each.setdefault(one.written, replace(one, start=place.start))
    return list(first_of_each.values())


# Names of the dialog


def _names(flow: Flow, place: Place, lines: Sequence[str], row: int, spoken: Lang) -> list[Suggestion]:
    offered = meaning.options(flow, asked_above(lines, row), spoken)
    match place.slot:
        case "id":
            return [_named(one, one.name) for one in meaning.ids(flow, spoken).values()]
        case "button":
            return [*_buttons(offered), *_buttons(meaning.buttons(flow, spoken))]
        case "said":
            return [*_buttons(offered), *_acts(spoken, "[{}]")]
        case "key":
            return [_named(one, f"{one.name} = ") for one in meaning.keys(flow, spoken).values()]
        case "value":
            return _buttons(meaning.options(flow, place.key, spoken))
        case "place":
            return [_named(one, one.name) for one in meaning.places(flow, spoken).values()]
        case "ruling":
            none = Suggestion(in_language(NONE, spoken), in_language(NONE, spoken))
            return [*(_named(one, one.name) for one in meaning.rulings(flow, spoken).values()), none]
        case _:
            return []


def _named(one: Meaning, written: str) -> Suggestion:
    return Suggestion(written, one.name, one.shown, more=one.more)


def _buttons(named: Meanings) -> list[Suggestion]:
    return [
        Suggestion(one.name, button_name(one.name, one.shown or one.name), more=one.more)
        for one in named.values()
    ]


# Words of the grammar


def _words(place: Place, spoken: Lang) -> list[Suggestion]:
    match place.slot:
        case "line":
            return [_keyword(word(LINES, name, spoken), name, spoken) for name in LINES]
        case "check":
            return [_keyword(word(CHECKS, name, spoken), name, spoken) for name in CHECKS]
        case "act":
            return _acts(spoken, "{}")
        case "email":
            parts = [f"{word(EMAIL, part, spoken)} = " for part in EMAIL]
            return _plain([*parts, f"{in_language(SAME, spoken)} "])
        case "unit":
            return _plain([in_language(words, spoken) for words in UNITS.values()])
        case "there":
            return _plain([in_language(THERE, spoken)])
        case "language":
            return _plain(LANGUAGES)
        case "paper":
            return _plain(get_args(PaperKind))
        case _:
            return []


def _keyword(usual: str, name: str, spoken: Lang) -> Suggestion:
    return Suggestion(usual if name in BARE else f"{usual}{COLON[spoken]}", usual)


def _acts(spoken: Lang, written: str) -> list[Suggestion]:
    words = [word(ACTS, name, spoken) for name in ACTS]
    return [Suggestion(written.format(one), written.format(one)) for one in words]


def _plain(words: Iterable[str]) -> list[Suggestion]:
    return [Suggestion(one, one.strip()) for one in words]


# What is around the script


def _around(place: Place, path: Path, lines: Sequence[str]) -> list[Suggestion]:
    match place.slot:
        case "file":
            return _plain(_files(path))
        case "variable":
            return [Suggestion("lang", "lang"), *_variables(lines)]
        case _:
            return []


def _files(path: Path) -> Iterator[str]:
    """Files that a script may name: below its folder, scripts apart."""
    home = home_of(path)
    there = (one for one in sorted(islice(home.rglob("*"), MOST_FILES)) if one.is_file())
    return (one.relative_to(home).as_posix() for one in there if not one.match(SCRIPTS))


def _variables(script: Sequence[str]) -> Iterator[Suggestion]:
    for kind, content in map(keyword_of, script):
        if kind == "variable":
            name, _, value = split_at_equals(content)
            yield Suggestion(name, name, value)
        if kind == "examples":
            yield from (Suggestion(name, name) for name in listed(content))
