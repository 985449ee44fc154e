"""The golden catalogue of wording: everything the bot can say, in each language, as it was last accepted.

A wording lives in this one file and nowhere else: scripts name what is said by ids. The file is compared whole, and
`--update` writes it anew after showing what it accepts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from bot.answers import UNITS
from bot.core import Flow
from bot.i18n import Text, Weekday, translate
from bot.rehearsal import sources
from bot.rehearsal.policy_values import leaves, policy_module

SUFFIX = ".wording.txt"
HEAD = "# Everything the bot says, as it was last accepted. Accept new wording with: jiaji test --update"
MONDAY = date(2026, 11, 2)


@dataclass(frozen=True, slots=True)
class Change:
    """A text whose words are others now: where it is written, what was accepted, what is said; None where it is not."""

    at: str
    accepted: str | None
    said: str | None


def catalogue(flow: Flow, refused: Collection[Change] = ()) -> str:
    """The file as it would be written now, with what was accepted before where a change is refused."""
    instead = {one.said: one.accepted for one in refused}
    blocks = [instead.pop(block, block) for _, block in _blocks(flow)]
    kept = [one.accepted for one in refused if one.said is None]
    return "\n".join([HEAD, "", *(block for block in (*blocks, *kept) if block is not None), ""])


def changes(flow: Flow, accepted: str) -> list[Change]:
    """What differs, by the English text that it begins with."""
    now = {_name(block): (at, block) for at, block in _blocks(flow)}
    then = {_name(block): block for block in accepted_in(accepted)}
    found = [
        Change(at, then.get(name), block) for name, (at, block) in now.items() if then.get(name) != block
    ]
    return found + [Change("", block, None) for name, block in then.items() if name not in now]


def accepted_in(text: str) -> list[str]:
    """The blocks of a file."""
    blocks = text.replace("\r\n", "\n").split("\n\n")
    return [f"{block.strip()}\n" for block in blocks if block.strip() and not block.startswith("#")]


def _name(block: str) -> str:
    return block.split(" = ", 1)[0] if block.startswith("policy ") else block.split("\nzh: ", 1)[0]


def _blocks(flow: Flow) -> Iterator[tuple[str, str]]:
    """Each text with the place where it is written; then the words that are no texts, and the policy's data."""
    written = sources.texts()
    for msgid in sorted(sources.texts_to_applicants()):
        yield str(written[msgid][0]), block_of(msgid)
    for name, said in _names():
        yield name, _block(*(f"[{name}] {translate(said, 'en')}", translate(said, "zh")))
    for path, value in leaves(tomllib.loads(policy_module(flow).FILE.read_text("utf-8"))):
        key = ".".join(path)
        yield f"policy.toml {key}", policy_block(key, value)


def block_of(msgid: str) -> str:
    return _block(*(translate(Text(msgid), lang) for lang in ("en", "zh")))


def policy_block(key: str, value: object) -> str:
    return f"policy {key} = {value}\n"


def _block(english: str, chinese: str) -> str:
    return "".join(
        f"{lang}: " + text.replace("\n", "\n  | ") + "\n" for lang, text in (("en", english), ("zh", chinese))
    )


def _names() -> Iterator[tuple[str, object]]:
    """Names that are data in both languages: provinces, months, days of the week."""
    yield from ((f"place {unit.code}", unit.label) for unit in UNITS)
    yield from ((f"month {month}", date(2026, month, 5)) for month in range(1, 13))
    yield from ((f"day {day + 1}", Weekday(MONDAY + timedelta(days=day))) for day in range(7))


def report(found: list[Change]) -> str:
    """Each change with its place, the accepted lines marked -, those said now marked +."""
    return "\n".join(line for change in found for line in _lines(change))


def _lines(change: Change) -> Iterator[str]:
    yield f"✗ {change.at}"
    then, now = (change.accepted or "").splitlines(), (change.said or "").splitlines()
    for old, new in zip_longest(then, now):
        if old == new:
            yield f"      {old}"
        else:
            yield from (f"    {mark} {line}" for mark, line in (("-", old), ("+", new)) if line is not None)
