"""Canaries: private values that nobody else has, each with a mark by which it is found wherever it got to.

The marks stand in every canary of a kind, so that one search for a handful of marks is a search for all of them.
"""

from __future__ import annotations

import gzip
import json
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.store import Store
from bot.store.tables import metadata

LETTERS = "QZXVKJWQ"
PASSPORT, PHONE, CHAT = "E976358", "19976358", 4_123_456_789_000_000
WORDS = "金丝雀机密"
CHAT_DIGITS = str(CHAT)[:12]

MARKS: tuple[bytes, ...] = (
    *(
        mark.encode(code)
        for mark in (LETTERS, PASSPORT, PHONE, CHAT_DIGITS)
        for code in ("utf-8", "utf-16-le")
    ),
    LETTERS.lower().encode(),
    LETTERS.title().encode(),
    *(WORDS.encode(code) for code in ("utf-8", "utf-16-le", "gb18030")),
    json.dumps(WORDS).strip('"').encode(),
    # As an integer in a database file.
    CHAT.to_bytes(7, "big")[:5],
)


@dataclass(frozen=True, slots=True)
class Canary:
    """What one person says; `number` is below 300."""

    number: int

    @property
    def chat(self) -> int:
        return CHAT + self.number

    @property
    def name(self) -> str:
        letters = "".join(chr(ord("A") + int(digit)) for digit in f"{self.number:03}")
        return f"{LETTERS}{letters}"

    @property
    def passport(self) -> str:
        return f"{PASSPORT}{self.number // 6:02}"

    @property
    def phone(self) -> str:
        return f"{PHONE}{self.number:03}"

    @property
    def email(self) -> str:
        return f"{self.name.lower()}@example.com"

    @property
    def words(self) -> str:
        return f"{LETTERS} {self.number} my mother is alone, {WORDS}{self.number}."

    @property
    def file_name(self) -> str:
        return f"{self.name}.pdf"

    @property
    def content(self) -> bytes:
        return f"%PDF-1.4 {self.words}".encode() * 3


def found_in(content: bytes) -> list[bytes]:
    """The marks that stand in it."""
    return [mark for mark in MARKS if mark in content]


def files_under(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()


def unpacked(copy: Path) -> bytes:
    """A backup with every value in it as it would be read: base64 hides what it holds."""
    rows = gzip.decompress(copy.read_bytes())
    values: list[Any] = [value for line in rows.splitlines() for value in _values(json.loads(line))]
    return rows + b"\n".join(values)


def _values(line: Any) -> Iterator[bytes]:
    for value in line[1] if isinstance(line, list) else ():
        if isinstance(value, dict):
            yield b64decode(value["$"])


async def dumped(store: Store) -> bytes:
    """Every value of every table."""
    values: list[Any] = []
    async with store._engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in await connection.execute(select(table)):
                values += row
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in values)
