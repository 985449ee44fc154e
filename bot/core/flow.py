"""The words a dialog is written in: questions, groups, rulings, sections, and the flow they make.

Frozen definitions only; where somebody stands in them is bot.core.walk's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Generic, Literal, TypeVar

from bot.core.reading import AnswerKind, Reading
from bot.core.values import SHANGHAI, Fact, Letter, Paper, Value
from bot.i18n import Lang, Text

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

    def at(self, *entry: int) -> Answers:
        """The same, seen from an entry of a group."""
        return Answers(self.values, self.today, entry)

    def entries(self, group: Group) -> list[Answers]:
        """The answers seen from each entry of a group in turn, also when asked from inside one of them."""
        around = self.entry[: group.key.count("[]")]
        outer = concrete(group.key, around)
        found: list[Answers] = []
        while f"{outer}.{len(found)}" in self.values:
            found.append(self.at(*around, len(found)))
        return found


@lru_cache(maxsize=8192)
def concrete(key: str, entry: tuple[int, ...]) -> str:
    """`members[].visas[].place` in entry (1, 0) is `members.1.visas.0.place`."""
    for index in entry:
        key = key.replace("[]", f".{index}", 1)
    return key


def own_key(key: str) -> str:
    """`surname` of `members[].surname` or `members.1.surname`: what a question is called in its entry."""
    return key.rpartition(".")[2]


def indexes(key: str) -> tuple[int, ...]:
    """(1, 0) of `members.1.visas.0.place`: the entry in which a key stands."""
    return tuple(int(part) for part in key.split(".") if part.isdecimal())


def is_mark(key: str) -> bool:
    """Whether there is one more in a list is no fact of its own."""
    return own_key(key) == "more"


Rule = Callable[[Answers], bool]


def always(_answers: Answers) -> bool:
    return True


def never(_answers: Answers) -> bool:
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Question(Generic[T_co]):
    """One thing asked. `key` is permanent; in a group it carries the group: `residences[].since`.

    `label` is its short name in the review, `why` says why it is asked, `example` is a valid answer. `check`
    looks at an understood value in the light of the other answers (a number given twice). `default` is the
    answer of a skip; a question with neither `optional` nor `default` must be answered. `contact` says that
    it may be answered by sharing one's own phone number, where a channel can. `same_as_first` offers the
    first entry's answer to the later ones. A question that is not `reviewed` stands in no list of answers.
    `names` are what people call it, in both languages; `cues` are words beside which its value stands in a
    sentence, though they do not name it. Where any message may tell a choice, `told_by` has for its codes the
    words that do, `told_near` the question in whose clause they must stand (as “since” must, in whose sentence), and the first code counts if they
    are `is_ranked`. Beside a value of the question that one `goes_with` stands its own, a time beside its day. A value that is `only_named` needs its name beside it; one `is_of_now` is not meant where
    a sentence speaks of the past. A place beside what it is `hinted_by` is asked about. `absent` is what to
    do for somebody who has none or does not remember it; what is `postponable` is then asked again at the end. Where it is not `asked`, it counts if it was told.
    A yes that `binds` whoever says it is asked about unless all of what was said is that yes.
    `also` finds what the same words tell besides: answers to other questions by their keys (with the indexes
    of the entry), which count where those have no answer yet. `in_letter` is how words of one's own will stand there,
    "" where they are none; it is shown with them. `oneself` is the answer of whoever says “me”, where it is known. A long text is put as `ask_again` while the whole
    of it stands in the message before.
    """

    key: str
    label: Text
    ask: Text | Callable[[Answers], Text]
    kind: AnswerKind[T_co]
    why: Text
    example: Text | None = None
    when: Rule = always
    optional: bool = False
    default: T_co | None = None
    same_as_first: bool = False
    contact: bool = False
    reviewed: bool = True
    check: Callable[[T_co, Answers], Reading[T_co] | None] | None = None
    names: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    told_by: tuple[tuple[str, tuple[str, ...]], ...] = ()
    told_near: str = ""
    is_ranked: bool = False
    goes_with: str = ""
    only_named: bool = False
    is_of_now: bool = False
    hinted_by: str = ""
    absent: Text | None = None
    postponable: bool = False
    asked: Rule = always
    binds: bool = False
    ask_again: Text | None = None
    also: Callable[[str, Answers], Mapping[str, Value]] | None = None
    in_letter: Callable[[Any, Answers], str] | None = None
    oneself: Callable[[Answers], T_co | None] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """Questions asked for each entry. Before an entry `more` asks whether there is one ("yes" or "no");
    the first `at_least` entries are not asked about. `gap` may refuse the "no" that closes the list,
    and `at_gap` says what can be done then.
    `name` says an entry in one line, from its first two answers where it `is_table`: then the review shows all the
    others, too, to be proof-read. `who` is its question who somebody is, by whose words one of them is named; `names` are
    what people call an entry, or all of them, beside its label. `alone` is answered where just one entry is left in a closed
    list: what it says is then asked of that one without a list."""

    key: str
    label: Text
    more: Question[str]
    steps: tuple[Question[Any] | Group, ...]
    name: Callable[[Answers], Text]
    when: Rule = always
    at_least: int = 0
    at_most: int = 20
    gap: Callable[[Answers], Text | None] | None = None
    at_gap: Text | None = None
    is_table: bool = False
    who: Question[str] | None = None
    names: tuple[str, ...] = ()
    alone: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fired:
    """A rule that fires: values for its texts, and the keys of the answers to look at."""

    values: Mapping[str, object] = field(default_factory=dict)
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Ruling:
    """A rule that stops, warns or notes, with who says so and where.

    `source` is the line of the page or the key of another source in the policy data. `way_out` is what can be
    done now; a stop always has one. Where nothing `keeps` the answers, there is no coming back later. `fix`
    is said on the button that changes the answer it is about.
    """

    key: str
    strength: Strength
    basis: Basis
    source: str
    when: Callable[[Answers], bool | Fired]
    text: Text
    way_out: Text | None = None
    about: tuple[Question[Any], ...] = ()
    fix: Text | None = None
    keeps: bool = True


Step = Question[Any] | Group | Ruling


@dataclass(frozen=True, slots=True, eq=False)
class Section:
    """A stretch of the way with a name, for progress. `opens_with` is said on entering it."""

    title: Text
    steps: tuple[Step, ...]
    opens_with: Callable[[Answers], tuple[Text, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Team:
    """People who may help in the chat, and when they are there: weekdays as 0 to 6 from Monday, Shanghai time."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4)
    opens: time = time(9)
    closes: time = time(17, 30)

    def is_there(self, at: datetime) -> bool:
        """Whether they are there at an aware moment."""
        here = at.astimezone(SHANGHAI)
        return here.weekday() in self.days and self.opens <= here.time() < self.closes

    def next_open(self, at: datetime) -> date:
        """The day on which they are there again, if they are not there now."""
        here = at.astimezone(SHANGHAI)
        day = here.date() if here.time() < self.opens else here.date() + timedelta(days=1)
        while day.weekday() not in self.days:
            day += timedelta(days=1)
        return day


@dataclass(frozen=True, slots=True)
class Aside:
    """The answer to something people ask besides. `means` are words that are in the question (see Option.means);
    `source` is the line of the page or the key of another source, as a ruling has it. `tells_place` says how far
    the conversation is, too."""

    key: str
    means: tuple[str, ...]
    text: Text
    basis: Basis
    source: str
    tells_place: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """What may have happened since the e-mail was sent: its button if it has a `label`, the words it is told in
    (see Option.means), and what to do then, on these answers, sent on that day. `shows_letter` hands the e-mail over
    once more. `basis` and `source` are those of an aside."""

    key: str
    means: tuple[str, ...]
    text: Callable[[Answers, date], tuple[Text, ...]]
    basis: Basis
    source: str
    label: Text | None = None
    shows_letter: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What is no longer as it was sent: the answer's key, its question, its label with that of its entry, the old and
    the new value; None where there is none."""

    key: str
    question: Question[Any]
    label: Text
    before: Value | None
    after: Value | None

    def show(self, value: Value | None) -> object | None:
        return None if value is None else self.question.kind.show(value)


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction is made of: the first e-mail and the day on which the last was sent, what has changed since,
    and the whole e-mail as it would be now."""

    first: Letter
    on: date
    changes: tuple[Change, ...]
    whole: Letter


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """A dialog's definition.

    `correct` makes the short letter that follows one that was sent; `preview` what the letter says so far,
    with words for the gaps of what is missing (by key), or None where that is too little. `once_sent` is said
    of a request that was sent on a day, `news` is what may happen then. `kept_for_another` are the answers
    that a second request begins with. `sympathy` is said once and first, when an answer with such a value is
    told. `compose` makes the letter of complete answers, for `address`, or raises Incomplete. `basis_told`
    says who says so where somebody asks why a ruling holds. `page_order` are keys of questions and groups in
    the order of the review. `at_result` are the notes said with the finished letter, a message each;
    `checklist` says what to have ready; `gloss` retells the letter, which is in `letter_language`, for a
    reader of another one. `asides` answer what people ask besides. `full_name` are the keys of surname, given
    names and day of birth, which a message may tell together. `told_in_passing` finds answers by key in a longer message,
    besides those that the questions' own names and cues lead to; `implied` are those that told ones bring with them.
    `seen_on` says what a paper is that was read, and what to look at on it; `used_of` are its facts that go with the
    answers, none where it is somebody else's; `doubt_about` says why it may not be the one to send on. `unread_file` is said of a file that nobody asked for, `unknown_paper` of one on
    which none of its papers was known. `person` says where to ask where nobody of ours is; `elsewhere` where
    else to ask, `who_knows` who would know what none of the `asides` answers. Where there is a `team`, the question of the same key gives way to `asks_to_share`, and `is_shared`
    tells from the answers whether the team may read along, and `unshared` are the answers in their place once it may
    no more.
    """

    key: str
    title: Text
    intro: tuple[Text, ...]
    sections: tuple[Section, ...]
    compose: Callable[[Answers, str], Letter]
    correct: Callable[[Correction], Letter]
    preview: Callable[[Answers, Mapping[str, str]], Letter | None]
    checklist: Callable[[Answers], tuple[Text, ...]]
    gloss: Callable[[Answers], tuple[Text, ...]]
    handing_over: Callable[[Answers, Letter], tuple[Text, ...]]
    person: Text
    elsewhere: Text
    who_knows: Text
    unread_file: Text
    unknown_paper: Text
    basis_told: Mapping[Basis, Text]
    once_sent: Callable[[Answers, date], tuple[Text, ...]]
    news: tuple[News, ...] = ()
    kept_for_another: tuple[str, ...] = ()
    sympathy: Mapping[tuple[str, Value], Text] = field(default_factory=dict)
    page_order: tuple[str, ...] = ()
    at_result: tuple[tuple[Ruling, ...], ...] = ()
    address: str = ""
    asks_to_share: Question[str] | None = None
    is_shared: Rule = never
    unshared: Mapping[str, Value] = field(default_factory=dict)
    team: Team | None = None
    asides: tuple[Aside, ...] = ()
    letter_language: Lang = "en"
    full_name: tuple[str, ...] = ()
    told_in_passing: Callable[[str, Answers], Mapping[str, Value]] = lambda _text, _answers: {}
    implied: Callable[[Mapping[str, Value], date], Mapping[str, Value]] = lambda _told, _today: {}
    seen_on: Callable[[Paper, Answers], tuple[Text, ...]] = lambda _paper, _answers: ()
    used_of: Callable[[Paper, Answers], tuple[Fact, ...]] = lambda paper, _answers: paper.facts
    doubt_about: Callable[[Paper, Answers], Text | None] = lambda _paper, _answers: None

    def with_team(self, team: Team) -> Flow:
        """The same flow where people may help, and where one is asked whether they may read along."""
        question = self.asks_to_share
        shared = self._changed(lambda one: question if question and one.key == question.key else one)
        return replace(shared, team=team)

    def addressed_to(self, address: str) -> Flow:
        return replace(self, address=address)

    def steps(self) -> Iterator[Step]:
        """Every step in order: after a group its `more`, and then what it asks for each entry."""
        for section in self.sections:
            yield from _every(section.steps)

    def naming(self, key: str, **values: object) -> Flow:
        """The same flow, where the question `key` names these values in its text."""

        def named(question: Question[Any]) -> Question[Any]:
            if question.key != key or not isinstance(question.ask, Text):
                return question
            return replace(question, ask=question.ask.of(**values))

        return self._changed(named)

    def _changed(self, change: Callable[[Question[Any]], Question[Any]]) -> Flow:
        def changed(section: Section) -> Section:
            steps = (change(step) if isinstance(step, Question) else step for step in section.steps)
            return replace(section, steps=tuple(steps))

        return replace(self, sections=tuple(map(changed, self.sections)))


def _every(steps: tuple[Step, ...]) -> Iterator[Step]:
    for step in steps:
        yield step
        if isinstance(step, Group):
            yield step.more
            yield from _every(step.steps)


class Incomplete(ValueError):
    """The answers make no letter yet; `problems` are the keys to look at and what is wrong there."""

    def __init__(self, problems: tuple[tuple[str, Text], ...]) -> None:
        super().__init__(", ".join(key for key, _ in problems))
        self.problems = problems


SKIPPED = ""
"""The stored answer of an optional question that was passed over."""
POSTPONED = "…"
"""The stored answer of a question that is needed and waits until all others are answered."""
