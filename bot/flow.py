"""The words a dialog is written in, and walk(): from the answers to where someone stands.

Where someone stands is derived: the first step that applies and is not yet answered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, Generic, Literal, TypeVar
from zlib import crc32

from bot.answer_types import AnswerType, Reading
from bot.conversation import Letter, Value
from bot.i18n import Text

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Strength = Literal["stop", "pause", "warn", "note"]
"""`stop` ends the way, `pause` is a stop that waits for the person to come back, `warn` may be gone past
after it is acknowledged, `note` is only said."""

Basis = Literal["page", "other_posts", "our_reading"]
"""Who says so: the page itself, other posts' pages, or our reading of it."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known: the answers that apply, by key, and the day.

    Inside a group's entry, `entry` holds its indexes, and questions of that group mean that entry's.
    """

    values: Mapping[str, Value]
    today: date
    entry: tuple[int, ...] = ()

    def get(self, question: Question[T]) -> T | None:
        key = concrete(question.key, self.entry) if self.entry else question.key
        return self.values.get(key)  # type: ignore[return-value]

    def entries(self, group: Group) -> list[Answers]:
        """The answers seen from each entry of a group in turn, also when asked from inside one of them."""
        around = self.entry[: group.key.count("[]")]
        outer = concrete(group.key, around)
        found: list[Answers] = []
        while f"{outer}.{len(found)}" in self.values:
            found.append(Answers(self.values, self.today, (*around, len(found))))
        return found


@lru_cache(maxsize=8192)
def concrete(key: str, entry: tuple[int, ...]) -> str:
    """`members[].visas[].place` in entry (1, 0) is `members.1.visas.0.place`."""
    for index in entry:
        key = key.replace("[]", f".{index}", 1)
    return key


Rule = Callable[[Answers], bool]


def always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True, slots=True, eq=False)
class Question(Generic[T_co]):
    """One thing asked. `key` is permanent; in a group it carries the group: `residences[].since`.

    `label` is its short name in the review, `why` says why it is asked, `example` is a valid answer.
    `check` looks at an understood value in the light of the other answers (a number given twice).
    `default` is the answer of a skip; a question with neither `optional` nor `default` must be answered.
    `same_as_first` offers the first entry's answer to the later ones. A question that is not `reviewed`
    stands in no list of answers.
    """

    key: str
    label: Text
    ask: Text | Callable[[Answers], Text]
    answer: AnswerType[T_co]
    why: Text
    example: Text | None = None
    when: Rule = always
    optional: bool = False
    default: T_co | None = None
    same_as_first: bool = False
    reviewed: bool = True
    check: Callable[[T_co, Answers], Reading[T_co] | None] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Questions asked for each entry. Before an entry `more` asks whether there is one ("yes" or "no");
    the first `at_least` entries are not asked about. `gap` may refuse the "no" that closes the list.
    `name` says an entry in one line."""

    key: str
    label: Text
    more: Question[str]
    steps: tuple[Question[Any] | Group, ...]
    name: Callable[[Answers], Text]
    when: Rule = always
    at_least: int = 0
    at_most: int = 20
    gap: Callable[[Answers], Text | None] | None = None


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that fires: values for its texts, and the keys of the answers to look at."""

    values: Mapping[str, object] = field(default_factory=dict)
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Ruling:
    """A rule that stops, warns or notes, with who says so and where.

    `source` is the line of the page or the key of another source in the policy data. `way_out` is what can
    be done now; a stop always has one.
    """

    key: str
    strength: Strength
    basis: Basis
    source: str
    when: Callable[[Answers], bool | Fired]
    text: Text
    way_out: Text | None = None
    about: tuple[Question[Any], ...] = ()


Step = Question[Any] | Group | Ruling


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A stretch of the way with a name, for progress. `opens_with` is said on entering it."""

    title: Text
    steps: tuple[Step, ...]
    opens_with: Callable[[Answers], tuple[Text, ...]] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A dialog's definition.

    `compose` makes the letter of complete answers, for `address`, or raises Incomplete.
    `page_order` are keys of questions and groups in the order of the review.
    `at_result` are the notes said with the finished letter, a message each; `checklist` says what to have ready;
    `gloss` retells the letter for a reader who has no English.
    """

    key: str
    title: Text
    intro: tuple[Text, ...]
    sections: tuple[Section, ...]
    compose: Callable[[Answers, str], Letter]
    checklist: Callable[[Answers], tuple[Text, ...]]
    gloss: Callable[[Answers], tuple[Text, ...]]
    handing_over: Callable[[Answers, Letter], tuple[Text, ...]]
    person: Text
    page_order: tuple[str, ...] = ()
    at_result: tuple[tuple[Ruling, ...], ...] = ()
    address: str = ""

    def addressed_to(self, address: str) -> Flow:
        return replace(self, address=address)

    def naming(self, key: str, **values: object) -> Flow:
        """The same flow, where the question `key` names these values in its text."""

        def named(step: Step) -> Step:
            if isinstance(step, Question) and step.key == key and isinstance(step.ask, Text):
                return replace(step, ask=step.ask.of(**values))
            return step

        sections = (replace(one, steps=tuple(map(named, one.steps))) for one in self.sections)
        return replace(self, sections=tuple(sections))


class Incomplete(ValueError):
    """The answers make no letter yet; `problems` are the keys to look at and what is wrong there."""

    def __init__(self, problems: tuple[tuple[str, Text], ...]) -> None:
        super().__init__(", ".join(key for key, _ in problems))
        self.problems = problems


SKIPPED = ""
"""The stored answer of an optional question that was passed over."""


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """A question where it stands: `key` has the indexes of its entry. `group` is set for "is there more?"."""

    key: str
    question: Question[Any]
    section: int
    entry: tuple[int, ...] = ()
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A ruling that fires on these answers."""

    ruling: Ruling
    fired: Fired

    @property
    def facts(self) -> str:
        """A short print of what it fired on, so that other facts ask for a new acknowledgement."""
        return f"{crc32(repr(sorted(self.fired.values.items())).encode()):08x}"

    def says(self, text: Text) -> Text:
        return text.of(**self.fired.values)


Place = Spot | Verdict | None
"""Where someone stands: a question, a ruling that stops or warns, or (None) at the end of all questions."""


@dataclass(frozen=True, slots=True)
class Walk:
    """The way through a flow on these answers: the questions that apply, as far as anything is known; the place.

    `notes` are the notes that fire before the place.
    """

    flow: Flow
    stored: Mapping[str, Value]
    answers: Answers
    passed: tuple[Spot, ...]
    place: Place
    notes: tuple[Verdict, ...]

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Every question that applies, those still ahead too."""
        return path(self.flow, self.stored, self.answers.today)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every ruling that fires, beyond the place too."""
        rulings = (
            step for section in self.flow.sections for step in section.steps if isinstance(step, Ruling)
        )
        judged = (judge(ruling, self.answers) for ruling in rulings)
        return tuple(verdict for verdict in judged if verdict is not None)

    def spot(self, key: str) -> Spot | None:
        passed = next((spot for spot in self.passed if spot.key == key), None)
        return passed or next((spot for spot in self.spots if spot.key == key), None)

    def at(self, spot: Spot) -> Answers:
        """The answers as they are seen from a question's own entry."""
        return Answers(self.answers.values, self.answers.today, spot.entry) if spot.entry else self.answers


NOTHING: Mapping[str, str] = MappingProxyType({})


_Asked = tuple[Flow, Mapping[str, Value], date, Mapping[str, str], str | None]
_latest: list[tuple[_Asked, Walk]] = []
"""The walk made last, and of what: a turn in memory begins where the one before it ended."""


def walk(
    flow: Flow,
    stored: Mapping[str, Value],
    today: date,
    acknowledged: Mapping[str, str] = NOTHING,
    revisiting: str | None = None,
) -> Walk:
    """Go from the first step to the first that still waits. Answers off the way are parked, not seen."""
    asked = (flow, stored, today, acknowledged, revisiting)
    if not _latest or _latest[0][0] != asked:
        _latest[:] = [(asked, _walk(*asked))]
    return _latest[0][1]


def _walk(
    flow: Flow,
    stored: Mapping[str, Value],
    today: date,
    acknowledged: Mapping[str, str],
    revisiting: str | None,
) -> Walk:
    way, answers = _led(flow, stored, today, to_the_end=revisiting is not None)
    place, notes = _judge(way, answers, acknowledged)
    if revisiting:
        place = next((spot for spot in way.spots if spot.key == revisiting), place)
    return Walk(flow, stored, answers, tuple(way.spots), place, notes)


def path(flow: Flow, stored: Mapping[str, Value], today: date) -> tuple[Spot, ...]:
    """Every question that applies on these answers, in order."""
    return tuple(_led(flow, stored, today, to_the_end=True)[0].spots)


@dataclass(slots=True)
class _Way:
    """A walk in the making. `waits` is the first question without an answer, `rulings` are those before it."""

    stored: Mapping[str, Value]
    to_the_end: bool
    live: dict[str, Value] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    waits: Spot | None = None
    unanswered: int = 0

    def ends_at(self, spot: Spot) -> bool:
        """A question without an answer ends the way where every answer has been met: beyond, nothing is known."""
        self.waits = self.waits or spot
        self.unanswered += 1
        return not self.to_the_end and len(self.spots) - self.unanswered == len(self.stored)


def _led(flow: Flow, stored: Mapping[str, Value], today: date, *, to_the_end: bool) -> tuple[_Way, Answers]:
    way = _Way(stored, to_the_end)
    answers = Answers(way.live, today)
    for number, section in enumerate(flow.sections):
        if not _lead(way, _laid(section, number), number, answers):
            break
    return way, answers


def _lead(way: _Way, steps: _Laid, section: int, answers: Answers) -> bool:
    """Past the steps of a section, or of one entry of a group. False where the way ends."""
    stored, live, spots = way.stored, way.live, way.spots
    for step, when in steps:
        if when is not None and not when(answers):
            continue
        if type(step) is Spot:
            spots.append(step)
            value = stored.get(step.key)
            if value is None:
                if way.ends_at(step):
                    return False
            elif value != SKIPPED:
                live[step.key] = value
        elif type(step) is Ruling:
            if way.waits is None:
                way.rulings.append(step)
        elif type(step) is Group and not _lead_through(way, step, section, answers):
            return False
    return True


def _lead_through(way: _Way, group: Group, section: int, answers: Answers) -> bool:
    """Through the entries of a group, up to the "no" that closes it. False where the way ends."""
    for number in range(group.at_most):
        entry = (*answers.entry, number)
        mark, more, steps = _entry(group, section, entry)
        if number >= group.at_least:
            way.spots.append(more)
            wanted = way.stored.get(more.key)
            if wanted is None or (
                wanted == "no" and group.gap is not None and group.gap(answers) is not None
            ):
                return not way.ends_at(more)
            way.live[more.key] = wanted
            if wanted == "no":
                return True
        way.live[mark] = "yes"
        if not _lead(way, steps, section, Answers(way.live, answers.today, entry)):
            return False
    return True


_Laid = tuple[tuple[Spot | Group | Ruling, Rule | None], ...]
"""Steps with their conditions, if they have one; the questions as they stand in one entry."""


@cache
def _laid(over: Section | Group, section: int, entry: tuple[int, ...] = ()) -> _Laid:
    return tuple(
        (
            Spot(concrete(step.key, entry), step, section, entry) if isinstance(step, Question) else step,
            None if isinstance(step, Ruling) or step.when is always else step.when,
        )
        for step in over.steps
    )


@cache
def _entry(group: Group, section: int, entry: tuple[int, ...]) -> tuple[str, Spot, _Laid]:
    """The key that marks an entry, the question whether there is one, and its steps."""
    more = Spot(concrete(group.more.key, entry), group.more, section, entry, group)
    return f"{concrete(group.key, entry[:-1])}.{entry[-1]}", more, _laid(group, section, entry)


def _judge(way: _Way, answers: Answers, acknowledged: Mapping[str, str]) -> tuple[Place, tuple[Verdict, ...]]:
    """The first thing that waits, and the notes that were passed before it."""
    notes: list[Verdict] = []
    for ruling in way.rulings:
        fired = ruling.when(answers)
        if fired is False:
            continue
        verdict = _verdict(ruling, fired)
        if ruling.strength == "note":
            notes.append(verdict)
        elif ruling.strength != "warn" or acknowledged.get(ruling.key) != verdict.facts:
            return verdict, tuple(notes)
    return way.waits, tuple(notes)


def judge(ruling: Ruling, answers: Answers) -> Verdict | None:
    fired = ruling.when(answers)
    return _verdict(ruling, fired) if fired is not False else None


def _verdict(ruling: Ruling, fired: Fired | bool) -> Verdict:
    return Verdict(ruling, fired) if isinstance(fired, Fired) else _plain_verdict(ruling)


@cache
def _plain_verdict(ruling: Ruling) -> Verdict:
    return Verdict(ruling, Fired(about=tuple(question.key for question in ruling.about)))
