"""The shortest ways through a dialog to what is wanted of it: breadth first over the engine, with sample
answers.

Of the conversations that stand in one place, those are gone on with that have a question ahead which no other
has. So the search is bounded, and what it does not find may be there all the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.core import COMMANDS, OVER, SHANGHAI, Conversation, Flow, Spot, Verdict, Walk, walk
from bot.i18n import LANGUAGES
from bot.rehearsal.coverage.walkable import walked_in
from bot.rehearsal.playing.sandbox import NotThere, Sandbox, Shown
from bot.rehearsal.scripts.script import Act, Edit, Press, Say, Send, SendOther, Wait
from bot.rehearsal.suggesting.samples import WRONG, codes, samples

MOST_TURNS = 12_000
"""In one of its three parts."""
MOST_SHOWN = 4
"""So many messages back there may be a button to press."""
LONG = Wait(timedelta(days=40))
ONWARD = ("continue", "keep", "1", "confirm", "sent")
"""The buttons that lead on where no question is asked."""
WEEKS = Wait(timedelta(days=12))


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """A conversation, and how it came there: the last act, what was walked by it, and the way before it."""

    at: datetime
    now: Conversation
    shown: tuple[Shown, ...]
    sent: tuple[tuple[str, str], ...] = ()
    act: Act | None = None
    walked: frozenset[str] = frozenset()
    before: Way | None = None

    @property
    def acts(self) -> tuple[Act, ...]:
        steps = []
        way: Way | None = self
        while way is not None and way.act is not None:
            steps.append(way.act)
            way = way.before
        return tuple(reversed(steps))


def ways_to(flow: Flow, wanted: frozenset[str], clock: datetime, page: Path | None) -> dict[str, Way]:
    """A short way to each id that is found; it goes on until the wanted ones are. `page` is a file to send as proof."""
    search = _Search(flow, wanted, page)
    first = Way(clock, Conversation("rehearsal", flow.key), ())
    onward = search.go([first], search.answers, search.questions)
    by_place = {search.questions(way)[0]: way for way in reversed(onward)}
    search.go(list(reversed(by_place.values())), search.asides, search.states)
    search.go([first], search.answers, search.choices)
    return search.found


Acts = Callable[[Way], Iterator[Act]]
PlaceOf = Callable[[Way], tuple[object, frozenset[str]]]
"""Where a way leads, and what lies ahead of it: it is gone on with where something is ahead that was not before."""


@dataclass(slots=True)
class _Search:
    """First straight on, answer by answer; then from each place aside, by everything else that people do; then by every choice."""

    flow: Flow
    wanted: frozenset[str]
    page: Path | None
    found: dict[str, Way] = field(default_factory=dict)
    turns: int = 0

    def go(self, starts: list[Way], acts: Acts, place_of: PlaceOf) -> list[Way]:
        """Every way that was gone on with."""
        waiting, gone, most = deque(starts), [], self.turns + MOST_TURNS
        ahead: dict[object, set[str]] = {}
        while waiting and self.turns < most and not self.wanted <= self.found.keys():
            way = waiting.popleft()
            gone.append(way)
            for after in filter(None, (_taken(self.flow, way, act) for act in acts(way))):
                self.turns += 1
                for id in after.walked:
                    self.found.setdefault(id, after)
                place, leads_to = place_of(after)
                known = ahead.setdefault(place, set())
                if not leads_to <= known:
                    known |= leads_to
                    waiting.append(after)
        return gone

    # What can be done

    def answers(self, way: Way) -> Iterator[Act]:
        now = way.now
        if now.state == "choosing_language":
            yield from (Press("zh"),) if way.shown else (Say("/start"),)
            return
        place, today = _seen(self.flow, way).place, way.at.astimezone(SHANGHAI).date()
        if isinstance(place, Spot) and now.pending is None:
            yield from (Say(text) for text in samples(self.flow, place.question, today))
            if place.question.optional or place.question.default is not None:
                yield Say("/skip")
            if self.page is not None and getattr(place.question.kind, "takes_files", False):
                yield Send((self.page,))
        else:
            yield from (Press(code) for code in _buttons(way) if code in ONWARD)

    def asides(self, way: Way) -> Iterator[Act]:
        if way.now.state in OVER or way.now.state == "choosing_language":
            yield from (Say("/start"), Say("？"), Press("en"), SendOther("sticker"), LONG)
            return
        if way.now.state == "revisiting":
            yield from self.answers(way)
        yield from (Press(code) for code in _buttons(way))
        yield from (Press(code, old=True) for code in _buttons(way)[:1])
        yield from (Edit(text) for text in self.edits(way))
        yield from (Say(f"/{name}") for name in (*COMMANDS, *LANGUAGES))
        yield from (Say(text) for text in WRONG)
        yield from (SendOther("sticker"), SendOther("other_contact"), SendOther("large_file"), WEEKS, LONG)
        if self.page is not None:
            yield Send((self.page,))

    def edits(self, way: Way) -> Iterator[str]:
        """Other answers to the question that the last message answered."""
        key = next((way.now.answered_by_message.get(message) for message, _ in way.sent), None)
        spot = _seen(self.flow, way).spot(key) if key is not None else None
        if spot is not None:
            today = way.at.astimezone(SHANGHAI).date()
            yield from samples(self.flow, spot.question, today)

    # Which places are the same

    def questions(self, way: Way) -> tuple[object, frozenset[str]]:
        """The question or ruling; and the questions that apply."""
        seen, pending = _seen(self.flow, way), way.now.pending
        place = (way.now.state, _name(seen), pending and (pending.kind, pending.readings))
        return place, frozenset(spot.question.key for spot in seen.spots)

    def choices(self, way: Way) -> tuple[object, frozenset[str]]:
        """The question or ruling; and every choice that was made."""
        place, ahead = self.questions(way)
        made = (key for spot in _seen(self.flow, way).passed if codes(spot.question) for key in (spot.key,))
        return place, ahead | {f"{key}={way.now.answers.get(key)}" for key in made}

    def states(self, way: Way) -> tuple[object, frozenset[str]]:
        """What mode it is in."""
        now, seen = way.now, _seen(self.flow, way)
        last = way.before.now.state if way.before is not None else ""
        pending = now.pending and now.pending.kind
        facts = (bool(now.revisiting), min(now.misses, 3), now.reminded, type(seen.place))
        return (now.state, last, pending, *facts), frozenset((now.state,))


def _taken(flow: Flow, way: Way, act: Act) -> Way | None:
    sandbox = Sandbox(flow, way.at, way.now, shown=list(way.shown), sent=list(way.sent))
    try:
        sandbox.do(act)
    except NotThere:
        return None
    if not sandbox.turns:
        return None
    shown = tuple(sandbox.shown[-MOST_SHOWN:])
    return Way(sandbox.at, sandbox.now, shown, tuple(sandbox.sent[-1:]), act, walked_in(sandbox.turns), way)


def _seen(flow: Flow, way: Way) -> Walk:
    now = way.now
    today = way.at.astimezone(SHANGHAI).date()
    return walk(flow, now.answers, today, now.acknowledged, now.revisiting)


def _name(seen: Walk) -> str:
    match seen.place:
        case Spot(question=question, entry=entry):
            return f"{question.key} {[min(index, 1) for index in entry]}"
        case Verdict(ruling):
            return ruling.key
        case _:
            return ""


def _buttons(way: Way) -> tuple[str, ...]:
    replies = (shown.reply for shown in way.shown)
    return tuple(dict.fromkeys(button.code for reply in replies for row in reply.buttons for button in row))
