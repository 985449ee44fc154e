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
    """A dialog's definition. `version` names its wording and order, and changes with them.

    `compose` makes the letter of complete answers, for `address`, or raises Incomplete.
    `page_order` are keys of questions and groups in the order of the review.
    `at_result` are the notes said with the finished letter, a message each; `checklist` says what to have ready;
    `gloss` retells the letter for a reader who has no English.
    """

    key: str
    version: str
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
    """The way through a flow on these answers: the questions that apply, the rulings that fire, the place.

    `notes` are the notes that fire before the place.
    """

    answers: Answers
    spots: tuple[Spot, ...]
    verdicts: tuple[Verdict, ...]
    place: Place
    notes: tuple[Verdict, ...]

    def spot(self, key: str) -> Spot | None:
        return next((spot for spot in self.spots if spot.key == key), None)

    def at(self, spot: Spot) -> Answers:
        """The answers as they are seen from a question's own entry."""
        return Answers(self.answers.values, self.answers.today, spot.entry) if spot.entry else self.answers


NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a walk was made of. Mappings count by identity: they are never changed in place."""

    flow: Flow
    stored: Mapping[str, Value]
    today: date
    acknowledged: Mapping[str, str]
    revisiting: str | None

    def is_same(self, other: _Asked) -> bool:
        return (
            self.stored is other.stored
            and self.acknowledged is other.acknowledged
            and self.flow is other.flow
            and self.today == other.today
            and self.revisiting == other.revisiting
        )


_latest: list[tuple[_Asked, Walk]] = []
"""The walk made last: a turn usually begins where the one before it ended."""


def walk(
    flow: Flow,
    stored: Mapping[str, Value],
    today: date,
    acknowledged: Mapping[str, str] = NOTHING,
    revisiting: str | None = None,
) -> Walk:
    """Go from the first step to the first that still waits. Answers off the way are parked, not seen."""
    asked = _Asked(flow, stored, today, acknowledged, revisiting)
    if not (_latest and _latest[0][0].is_same(asked)):
        _latest[:] = [(asked, _walk(asked))]
    return _latest[0][1]


def _walk(asked: _Asked) -> Walk:
    stored = asked.stored
    live: dict[str, Value] = {}
    answers = Answers(live, asked.today)
    path: list[Spot | Ruling] = []
    for step, section, when, spot in _steps(asked.flow):
        if spot is not None:
            if when is None or when(answers):
                value = stored.get(spot.key, SKIPPED)
                if value != SKIPPED:
                    live[spot.key] = value
                path.append(spot)
        elif isinstance(step, Ruling):
            path.append(step)
        elif isinstance(step, Group) and (when is None or when(answers)):
            _spread_group(step, section, answers, live, stored, path)
    spots = tuple([one for one in path if type(one) is Spot])
    verdicts, notes, place = _judge(path, answers, stored, asked.acknowledged)
    if asked.revisiting:
        place = next((spot for spot in spots if spot.key == asked.revisiting), place)
    return Walk(answers, spots, tuple(verdicts), place, tuple(notes))


@cache
def _steps(flow: Flow) -> tuple[tuple[Step, int, Rule | None, Spot | None], ...]:
    """The flow as one list: each step with its section, its condition if it has one, its spot if it is a question."""
    return tuple(
        (
            step,
            number,
            None if isinstance(step, Ruling) or step.when is always else step.when,
            _spot(step, number, (), None) if isinstance(step, Question) else None,
        )
        for number, section in enumerate(flow.sections)
        for step in section.steps
    )


def _spread_group(
    group: Group,
    section: int,
    seen: Answers,
    live: dict[str, Value],
    stored: Mapping[str, Value],
    path: list[Spot | Ruling],
) -> None:
    outer = concrete(group.key, seen.entry)
    for number in range(group.at_most):
        entry = Answers(live, seen.today, (*seen.entry, number))
        if number >= group.at_least:
            more = _spot(group.more, section, entry.entry, group)
            path.append(more)
            wanted = stored.get(more.key)
            if wanted is None or (wanted == "no" and group.gap is not None and group.gap(seen) is not None):
                return
            live[more.key] = wanted
            if wanted == "no":
                return
        live[f"{outer}.{number}"] = "yes"
        for step in group.steps:
            if step.when is not always and not step.when(entry):
                continue
            if isinstance(step, Group):
                _spread_group(step, section, entry, live, stored, path)
            else:
                spot = _spot(step, section, entry.entry, None)
                value = stored.get(spot.key, SKIPPED)
                if value != SKIPPED:
                    live[spot.key] = value
                path.append(spot)


@cache
def _spot(question: Question[Any], section: int, entry: tuple[int, ...], group: Group | None) -> Spot:
    return Spot(concrete(question.key, entry), question, section, entry, group)


def _judge(
    path: list[Spot | Ruling], answers: Answers, stored: Mapping[str, Value], acknowledged: Mapping[str, str]
) -> tuple[list[Verdict], list[Verdict], Place]:
    """Which rulings fire, which notes were passed, and the first thing that waits."""
    verdicts: list[Verdict] = []
    notes: list[Verdict] = []
    place: Place = None
    waiting = False
    for one in path:
        if isinstance(one, Ruling):
            fired = one.when(answers)
            if fired is False:
                continue
            verdict = _verdict(one, fired)
            verdicts.append(verdict)
            if one.strength == "note":
                if not waiting:
                    notes.append(verdict)
            elif not waiting and (one.strength != "warn" or acknowledged.get(one.key) != verdict.facts):
                place, waiting = verdict, True
        elif not waiting and one.key not in (stored if one.group is None else answers.values):
            place, waiting = one, True
    return verdicts, notes, place


def judge(ruling: Ruling, answers: Answers) -> Verdict | None:
    fired = ruling.when(answers)
    return _verdict(ruling, fired) if fired is not False else None


def _verdict(ruling: Ruling, fired: Fired | bool) -> Verdict:
    if not isinstance(fired, Fired):
        return Verdict(ruling, Fired(about=tuple(question.key for question in ruling.about)))
    return Verdict(ruling, fired)
