"""A chat in the terminal while it is recorded: lines in brackets do what they do in a script, and every turn is remembered.

An act is tried out on a conversation as it is stored; each turn that it leads to is then taken for real.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.channels.terminal import NotDone, path_in
from bot.core import Conversation, Flow, Incoming, Order, Turn, due, follow_order, take_turn
from bot.i18n import N_, Lang
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.playing.sandbox import PERIODS, NotThere, Sandbox
from bot.rehearsal.scripts.acts import OPEN, read_act
from bot.rehearsal.scripts.script import Act, At, Line, Restart, Say, SendPaper, TeamAct, Unreadable
from bot.rehearsal.scripts.source import home_of

NO_RESTART = N_("Leave with Ctrl-D and begin again; the talk goes on where it was.")
THERE_IS = N_("%(why)s: %(there)s")


class ChatRecorder:
    """What is typed in a chat, done; `recorded_turns` are all turns since it began."""

    def __init__(self, flow: Flow, script: Path) -> None:
        self.recorded_turns: list[RecordedTurn] = []
        self._script, self._session = script, f"{datetime.now(UTC):%y%m%d%H%M%S}"
        self._sandbox = Sandbox(flow, datetime.now(UTC), Conversation("", flow.key))
        self._ahead = timedelta()
        self._step: tuple[RecordedTurn, Act] | None = None
        self._heard: Incoming | None = None

    @property
    def language(self) -> Lang:
        return self.recorded_turns[-1].turn.conversation.language if self.recorded_turns else "en"

    def now(self) -> datetime:
        """The clock runs as it does, and what was waited is added."""
        return datetime.now(UTC) + self._ahead

    def do(self, line: str, person: Conversation | None) -> Iterator[Incoming] | None:
        self._step = None
        if path_in(line) is not None:
            return None
        act, sandbox = self._act(line), self._sandbox
        sandbox.at = begun = self.now()
        sandbox.now = person or Conversation("", sandbox.flow.key)
        taken = len(sandbox.turns)
        try:
            sandbox.do(act)
        except NotThere as missing:
            raise NotDone(
                THERE_IS.of(why=missing.why, there=missing.got) if missing.got else missing.why
            ) from None
        self._ahead += sandbox.at - begun
        return self._steps(sandbox.turns[taken:], act)

    def _act(self, line: str) -> Act:
        """Raises NotDone."""
        typed = line.strip()
        if not typed.startswith(("\\", *OPEN)):
            return Say(line)
        try:
            act = read_act(Line(At(self._script, 0), "user", typed), typed, home_of(self._script))
        except Unreadable as unreadable:
            fault = unreadable.faults[0]
            raise NotDone(*(text for text in (fault.what, fault.hint) if text is not None)) from None
        if isinstance(act, Restart):
            raise NotDone(NO_RESTART)
        return act

    def _steps(self, turns: Sequence[RecordedTurn], act: Act) -> Iterator[Incoming]:
        for seen in turns:
            self._step = seen, act
            yield self._named(seen.incoming) if seen.incoming is not None else Incoming(seen.at)

    def _named(self, incoming: Incoming) -> Incoming:
        """A message's number is its own, also among those of earlier talks."""
        if incoming.message is None:
            return incoming
        return replace(incoming, message=f"{self._session}-{incoming.message}")

    def take_turn(self, flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        if self._heard is incoming:
            # The commit was not kept, so the turn is taken again.
            self.recorded_turns.pop()
        self._heard = incoming
        turn, act = self._turn(flow, conversation, incoming)
        self.recorded_turns.append(RecordedTurn(incoming.at, conversation, turn.incoming, turn, act))
        return turn

    def _turn(
        self, flow: Flow, conversation: Conversation, incoming: Incoming
    ) -> tuple[Turn, SendPaper | TeamAct | None]:
        if self._step is None:
            turn = take_turn(flow, conversation, incoming)
            self._sandbox.keep(conversation, turn)
            return turn, None
        seen, act = self._step
        told = act if isinstance(act, SendPaper | TeamAct) else None
        if seen.incoming is not None:
            return take_turn(flow, conversation, incoming), told
        by_itself = (
            follow_order(flow, conversation, Order(act.kind, seen.at, act.text, act.key))
            if isinstance(act, TeamAct)
            else due(conversation, seen.at, PERIODS)
        )
        assert by_itself is not None
        return by_itself, told
