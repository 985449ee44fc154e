"""The conversations that the team may read, opened and kept in memory, so that answers can be searched.

Nothing of it is ever written; only what changed since is opened again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.core import SHANGHAI, Conversation, Flow, Spot, Verdict, Walk, conversation_of, walk
from bot.store import Key, Reader, Room, Tampered, body_place, said_in

TOGETHER = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation in the clear, with its key. `facts` are its answers as one small-letter text."""

    flow: Flow
    conversation: Conversation
    key: Key = field(repr=False)
    facts: str = field(repr=False)

    def walked(self, at: datetime) -> Walk:
        now = self.conversation
        return walk(self.flow, now.answers, at.astimezone(SHANGHAI).date(), now.acknowledged, now.revisiting)


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in the answers; an empty one is not asked."""

    words: str = ""
    ruling: str = ""
    purpose: str = ""
    stuck: str = ""
    is_in_words: bool = False
    """Whether the words are also looked for in what people wrote."""
    is_whole: bool = False
    """Whether only whole words and whole answers count: by parts of them somebody could spell out what is hidden."""

    def __bool__(self) -> bool:
        return bool(self.words or self.ruling or self.purpose or self.stuck)


@dataclass(slots=True)
class Shelf:
    flows: Mapping[str, Flow]
    reader: Reader
    _opened: dict[str, Opened] = field(default_factory=dict, repr=False)

    async def refresh(self, room: Room, ids: Sequence[str] | None = None) -> None:
        """All of them, or these."""
        versions = await room.cases.shared(ids)
        known = self._opened.keys() if ids is None else self._opened.keys() & set(ids)
        for gone in known - versions.keys():
            del self._opened[gone]
        changed = [id for id, version in versions.items() if self._version(id) != version]
        for start in range(0, len(changed), TOGETHER):
            for row in await room.cases.bodies(changed[start : start + TOGETHER]):
                self._put(row)

    def _version(self, id: str) -> int:
        known = self._opened.get(id)
        return known.conversation.version if known is not None else -1

    def _put(self, row: Any) -> None:
        try:
            key = self.reader.opened(row.id, row.review_key, row.data_key)
            if key is not None and row.flow in self.flows:
                self._opened[row.id] = opened(row, key, self.flows[row.flow])
        except Tampered:
            self._opened.pop(row.id, None)

    def found(self, sought: Sought, at: datetime) -> set[str]:
        """The ids of those that fit."""
        return {id for id, one in self._opened.items() if self._fits(one, sought, at)}

    def _fits(self, one: Opened, sought: Sought, at: datetime) -> bool:
        if sought.words and not says(one.facts, sought):
            return False
        if sought.purpose and one.conversation.answers.get("purpose") != sought.purpose:
            return False
        if not (sought.ruling or sought.stuck):
            return True
        place = one.walked(at).place
        ruling = place.ruling.key if isinstance(place, Verdict) else ""
        question = place.question.key if isinstance(place, Spot) else ""
        return sought.ruling in ("", ruling) and sought.stuck in ("", question)

    async def saying(self, room: Room, ids: Sequence[str], sought: Sought) -> set[str]:
        """Those of them in which a person wrote all these words."""
        said: dict[str, list[str]] = {}
        for row in await room.cases.heard(ids):
            try:
                content = said_in(row.conversation, self._opened[row.conversation].key, row)
            except Tampered:
                continue
            said.setdefault(row.conversation, []).append(str(content["text"] or "").casefold())
        return {id for id, texts in said.items() if says("\n".join(texts), sought)}

    def get(self, id: str) -> Opened | None:
        return self._opened.get(id)


def says(text: str, sought: Sought) -> bool:
    """Whether a text, in small letters, has all the words."""
    wanted = sought.words.casefold().split()
    if not all(word in text for word in wanted):
        return False
    return not sought.is_whole or " ".join(wanted) in text.split("\n") or set(wanted) <= set(text.split())


def opened(row: Any, key: Key, flow: Flow) -> Opened:
    """Raises Tampered."""
    body = key.open(row.body, body_place(row.id, row.version))
    conversation = conversation_of(
        body, id=row.id, flow=row.flow, state=row.state, language=row.language, version=row.version
    )
    return Opened(flow, conversation, key, "\n".join(_facts(conversation.answers.values())).casefold())


def _facts(values: Iterable[object]) -> Iterable[str]:
    for value in values:
        yield from (str(one.name) for one in value) if isinstance(value, tuple) else (str(value),)
