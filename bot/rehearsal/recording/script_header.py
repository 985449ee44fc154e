"""The header of a script that is being written, and the sandbox as it is where the script begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.core import SHANGHAI, Conversation, FileRef, Flow, Spot, Value, Verdict, Walk, as_typed, walk
from bot.i18n import LANGUAGES, N_, Lang
from bot.rehearsal.keys import bracketed
from bot.rehearsal.playing.play_run import sandbox_for
from bot.rehearsal.playing.sandbox import Sandbox
from bot.rehearsal.recording.acts_from_turns import NotRecordable
from bot.rehearsal.recording.attachments import Attachments
from bot.rehearsal.scripts.keywords import LINES, NONE, THERE
from bot.rehearsal.scripts.script import At, Line, Run, Script, Unreadable
from bot.rehearsal.scripts.source import home_of
from bot.rehearsal.scripts.wording import COLON, escaped, in_language, said_line, word

OTHERWISE = N_("It begins in the middle, and its answers alone do not lead there.")


@dataclass(frozen=True, slots=True)
class ScriptHeader:
    """`starts_at` is a question, ruling or state, reached by the answers of `data`; "" is the greeting.

    `notes` stand above it as comments.
    """

    name: str
    spoken: Lang
    clock: datetime
    consulate: str = ""
    starts_at: str = ""
    data: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    has_team: bool = False

    def header(self, languages: Sequence[Lang]) -> Iterator[str]:
        yield from (f"# {note}" for note in self.notes)
        yield from said_line("script", self.name, self.spoken)
        if len(languages) < len(LANGUAGES):
            yield self._line("languages", ", ".join(languages))
        yield self._line("time", f"{self.clock.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {SHANGHAI.key}")
        if self.consulate:
            yield self._line("consulate", self.consulate)
        if self.has_team:
            yield self._line("team", in_language(THERE, self.spoken))
        if self.starts_at:
            yield self._line("start", self.starts_at)
        for key, value in self.data:
            yield from said_line("data", f"{key} = {value}", self.spoken)
        yield ""

    def _line(self, kind: str, content: str) -> str:
        return f"{word(LINES, kind, self.spoken)}{COLON[self.spoken]}{escaped(content)}"

    def sandbox(self, flow: Flow, lang: Lang, script: Path) -> Sandbox:
        """Raises NotRecordable."""
        at = At(script, 0)
        start = Line(at, "start", self.starts_at) if self.starts_at else None
        begun = Script(
            self.name,
            at,
            home_of(script),
            self.spoken,
            (lang,),
            None,
            None,
            (),
            (),
            start,
            (),
            team=Line(at, "team") if self.has_team else None,
        )
        data = tuple((Line(at, "data"), key, value) for key, value in self.data)
        try:
            return sandbox_for(
                flow,
                Run(
                    begun,
                    lang,
                    None,
                    data,
                    self.starts_at or None,
                    clock=self.clock,
                    consulate=self.consulate,
                ),
            )
        except Unreadable:
            raise NotRecordable(OTHERWISE) from None


def header_at(
    flow: Flow,
    name: str,
    begun: Conversation,
    at: datetime,
    consulate: str,
    spoken: Lang,
    attachments: Attachments,
    files: Mapping[str, bytes],
) -> ScriptHeader:
    """The opening from which a conversation goes on that was begun before. Raises NotRecordable."""
    if begun.state == "choosing_language":
        return ScriptHeader(name, spoken, at, consulate, has_team=flow.team is not None)
    seen = walk(flow, begun.answers, at.astimezone(SHANGHAI).date(), begun.acknowledged)
    place = _place(begun, seen)
    data = tuple(_data(seen, attachments, files))
    return ScriptHeader(name, spoken, at, consulate, place, data, has_team=flow.team is not None)


def _place(begun: Conversation, seen: Walk) -> str:
    match seen.place:
        case Spot(key):
            return bracketed(key)
        case Verdict(ruling):
            return ruling.key
        case _:
            return begun.state


def _data(seen: Walk, attachments: Attachments, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The answers as a script has them: an empty list is "none", the others are known by their entries."""
    for spot in seen.passed:
        value = seen.answers.values.get(spot.key)
        if value is None or not spot.question.reviewed:
            continue
        if spot.group is None:
            yield bracketed(spot.key), _typed(value, attachments, files)
        elif value == "no" and not spot.entry[-1]:
            yield bracketed(spot.key.rsplit(".", 2)[0]), NONE[1]


def _typed(value: Value, attachments: Attachments, files: Mapping[str, bytes]) -> str:
    if not isinstance(value, tuple):
        return as_typed(value)
    return ", ".join(attachments.name(_filed(ref, attachments, files)) for ref in value)


def _filed(ref: FileRef, attachments: Attachments, files: Mapping[str, bytes]) -> Path:
    return attachments.put(files[ref.digest], ref.kind)
