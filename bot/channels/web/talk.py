"""A conversation as the page shows it: the transcript becomes bubbles; only the last question keeps its buttons.

Pure. Nothing here is markup: every word is text until a template escapes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from bot.channels.web.reading import tap_said
from bot.core import Conversation, DataExport, Letter, Reply, Tap, reply_in
from bot.documents import TranscriptMessage
from bot.i18n import LANGUAGES, N_, Lang, translate

BESIDE_THE_LETTER = ("ready.intro", "ready")
"""What is seen first and last of a letter that is longer than a screen: there the way to the mail page stands, too."""
FILES = N_("Files sent: %(count)s")
From = Literal["bot", "you"]


@dataclass(frozen=True, slots=True)
class Press:
    """A button of the page: its label, and what it sends."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message. `place` is turn and place, growing along the conversation. `letter` and `export` say that
    there is a file or a page to go to."""

    place: tuple[int, int]
    by: From
    text: str
    presses: tuple[Press, ...] = ()
    copyable: str | None = None
    letter: bool = False
    export: bool = False

    @property
    def number(self) -> str:
        return f"{self.place[0]}.{self.place[1]}"


def bubbles(
    said: Sequence[TranscriptMessage], conversation: Conversation | None, after: tuple[int, int] = (-1, -1)
) -> tuple[Bubble, ...]:
    """The messages after a place, in their order."""
    labels = _labels(said)
    found = [bubble for one in said if (bubble := _bubble(one, conversation, labels)) is not None]
    last = max((one.place for one in found if one.presses), default=None)
    return tuple(one if one.place == last else replace(one, presses=()) for one in found if one.place > after)


def _bubble(
    message: TranscriptMessage, conversation: Conversation | None, labels: Mapping[str, str]
) -> Bubble | None:
    place = message.turn, message.place
    if message.place == 0:
        lang = conversation.language if conversation is not None else LANGUAGES[0]
        text = words_of(message.content, labels, lang)
        return Bubble(place, "you", text) if text else None
    return reply_bubble(place, reply_in(message.content), conversation)


def reply_bubble(place: tuple[int, int], reply: Reply, conversation: Conversation | None) -> Bubble:
    return Bubble(
        place,
        "bot",
        reply.text,
        _presses(reply, conversation),
        reply.copyable,
        letter=isinstance(reply.document, Letter) or reply.key in BESIDE_THE_LETTER,
        export=isinstance(reply.document, DataExport),
    )


def _presses(reply: Reply, conversation: Conversation | None) -> tuple[Press, ...]:
    """Those of the question that waits; what an older one offered would only say that it is old."""
    if conversation is None or reply.turn != conversation.prompted_in_turn:
        return ()
    return tuple(
        Press(button.label, tap_said(Tap(conversation.id, reply.prompt_id, reply.turn, button.code)))
        for row in reply.buttons
        for button in row
    )


def _labels(said: Sequence[TranscriptMessage]) -> dict[str, str]:
    """What each tapped code was called on its button."""
    rows = (row for one in said if one.place for row in one.content["buttons"])
    return {code: label for row in rows for code, label in row}


def words_of(content: Mapping[str, Any], labels: Mapping[str, str], lang: Lang) -> str:
    """What the person said, as they see it; empty for the word that opened the page."""
    if content["tap"]:
        return labels.get(content["tap"][3], content["tap"][3])
    if content["files"]:
        # In words: what many phones have no sign for is an empty box.
        return translate(FILES.of(count=len(content["files"])), lang)
    return "" if content["text"] == "/start" else content["text"] or ""


def parts_of(body: str, longest: int) -> Iterator[str]:
    """A letter's body at its headings, in pieces that a web view copies whole: at most `longest` characters."""
    piece = ""
    for paragraph in body.split("\n\n"):
        joined = f"{piece}\n\n{paragraph}" if piece else paragraph
        if piece and len(joined) > longest:
            yield piece
            joined = paragraph
        piece = joined
    if piece:
        yield piece
