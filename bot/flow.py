"""The words a dialog is written in, and walk(): from the answers to where someone stands.

Where someone stands is derived: the first step that applies and is not yet answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Literal, TypeVar, cast

from bot.answer_types import AnswerType, Reading
from bot.conversation import Letter, Value
from bot.i18n import Text

T = TypeVar("T")

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
        key = question.key
        return cast("T | None", self.values.get(key if "[" not in key else concrete(key, self.entry)))

    def entries(self, group: Group) -> list[Answers]:
        """The answers seen from each entry of a group in turn."""
        outer = concrete(group.key, self.entry)
        found: list[Answers] = []
        while f"{outer}.{len(found)}" in self.values:
            found.append(Answers(self.values, self.today, (*self.entry, len(found))))
        return found


def concrete(key: str, entry: tuple[int, ...]) -> str:
    """`members[].visas[].place` in entry (1, 0) is `members.1.visas.0.place`."""
    for index in entry:
        key = key.replace("[]", f".{index}", 1)
    return key


Rule = Callable[[Answers], bool]


def always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True, slots=True, eq=False)
class Question(Generic[T]):
    """One thing asked. `key` is permanent; in a group it carries the group: `residences[].since`.

    `label` is its short name in the review, `why` says why it is asked, `example` is a valid answer.
    `check` looks at an understood value in the light of the other answers (a number given twice).
    `default` is the answer of a skip; a question with neither `optional` nor `default` must be answered.
    """

    key: str
    label: Text
    ask: Text | Callable[[Answers], Text]
    answer: AnswerType[T]
    why: Text
    example: Text | None = None
    when: Rule = always
    optional: bool = False
    default: T | None = None
    check: Callable[[T, Answers], Reading[T] | None] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Questions asked for each entry. Before an entry `more` asks whether there is one ("yes" or "no");
    the first `at_least` entries are not asked about. `gap` may refuse the "no" that closes the list.
    `name` says an entry in one line."""

    key: str
    label: Text
    more: Question[str]
    steps: tuple[Question[object] | Group, ...]
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
    about: tuple[Question[object], ...] = ()


Step = Question[object] | Group | Ruling


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A stretch of the way with a name, for progress and review."""

    title: Text
    steps: tuple[Step, ...]
