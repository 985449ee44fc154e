"""What staff learn: which answers are not understood, and where people get stuck; counts below five are not told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from starlette.responses import Response

from bot.console.case_line import case_line
from bot.console.everybodys_words import LEAST, everybodys, words_in
from bot.console.masking import masked, worded
from bot.console.pages import go, page
from bot.console.roles import Right
from bot.console.shelf import Opened
from bot.console.talk import EVERYTHING
from bot.console.visit import Mistaken, NotThere, Page, Visit
from bot.core import SHANGHAI, passages_of
from bot.i18n import LANGUAGES
from bot.store import Room, Tampered, question_at, said_in

MOST = 400
MOST_EXAMPLES = 5
WEEKS = (1, 4, 13)


@dataclass(frozen=True, slots=True)
class Example:
    """Until it is revealed to this person, only everybody's words are in it."""

    conversation: str
    turn: int
    words: str
    line: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class _Said:
    opened: Opened = field(repr=False)
    moment: Any
    text: str = field(repr=False)
    is_open: bool


@dataclass(slots=True)
class Missed:
    """Answers to one question that were not understood for one reason."""

    question: str
    why: str
    told: str
    """What the bot answered, with nothing of anybody in it."""
    count: int = 0
    said: list[_Said] = field(default_factory=list, repr=False)

    @property
    def examples(self) -> list[Example]:
        writers = Counter(
            word
            for texts in self._by_writer().values()
            for word in frozenset().union(*(words_in(text) for text in texts))
        )
        return [_example(self.question, one, writers) for one in self.said[:MOST_EXAMPLES]]

    def _by_writer(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for one in self.said:
            found[one.moment.conversation].append(one.text)
        return found


async def show_missed(visit: Visit) -> Response:
    weeks = _weeks(visit)
    since = int((visit.now - timedelta(weeks=weeks)).timestamp() * 1000)
    async with visit.console.store.reading() as room:
        await visit.console.shelf.refresh(room)
        found: dict[tuple[str, str], Missed] = {}
        for moment in await room.cases.moments("missed", since, MOST):
            await _add(visit, room, moment, found)
    ordered = sorted(found.values(), key=lambda one: -one.count)
    wanted = visit.asked("question")
    shown = [one for one in ordered if wanted in ("", one.question)]
    return page(
        visit,
        "missed.html",
        missed=shown,
        weeks=weeks,
        all_weeks=WEEKS,
        question=wanted,
        questions=sorted({one.question for one in ordered}),
        label_of=visit.console.label_of,
    )


def _weeks(visit: Visit) -> int:
    asked = visit.asked("weeks")
    return int(asked) if asked in map(str, WEEKS) else WEEKS[1]


async def _add(visit: Visit, room: Room, moment: Any, found: dict[tuple[str, str], Missed]) -> None:
    opened = visit.console.shelf.get(moment.conversation)
    if opened is None:
        return
    try:
        said = {
            row.place: said_in(moment.conversation, opened.key, row)
            for row in await room.cases.turn(moment.conversation, moment.turn)
        }
    except Tampered:
        return
    if 0 not in said:
        return
    passages = [
        passage
        for place, content in said.items()
        if place
        for passage in passages_of(content.get("told", ()))
        if passage.key.startswith("mistake.")
    ][:1]
    why = passages[0].key.removeprefix("mistake.") if passages else ""
    question = question_at(str(said[0].get("asked") or ""))
    told = worded(masked(passages, visit.console.public), visit.language)
    one = found.setdefault((question, why), Missed(question, why, told))
    one.count += 1
    revealed = await room.cases.revealed(moment.conversation, visit.person.id)
    is_open = bool({EVERYTHING, f"{moment.turn}.0"} & revealed.keys())
    one.said.append(_Said(opened, moment, str(said[0]["text"] or ""), is_open))


def _example(question: str, said: _Said, writers: Mapping[str, int]) -> Example:
    opened, moment = said.opened, said.moment
    text = said.text if said.is_open else everybodys(opened.flow, question, said.text, writers, opened.facts)
    day = datetime.fromtimestamp(moment.at / 1000, SHANGHAI).date()
    line = case_line(opened.flow, question, text, opened.conversation.language, day)
    return Example(moment.conversation, moment.turn, text, line, is_hidden=not said.is_open)


async def ignore(visit: Visit) -> Response:
    id, turn = visit.form.get("conversation", "")[:32], visit.form.get("turn", "")
    if not turn.isdecimal() or len(turn) > 9:
        raise Mistaken("empty")
    async with visit.console.store.writing() as room:
        if not await room.cases.ignore(id, int(turn)):
            raise NotThere
        await room.write_down("ignored", visit.person.id, id, f"turn {turn}")
    return go("/missed")


# Figures


@dataclass(slots=True)
class Figure:
    """What happened at a question. Counts below five are None: they would tell of somebody."""

    question: str
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    missed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    seconds: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def told(self, kind: str) -> int | None:
        count = self.counts.get(kind, 0)
        return count if count >= LEAST else None

    @property
    def told_missed(self) -> list[tuple[str, int]]:
        return sorted(((why, n) for why, n in self.missed.items() if n >= LEAST), key=lambda one: -one[1])

    @property
    def median(self) -> int | None:
        """The upper end of the span in which the middle answer lies, in seconds."""
        total = sum(self.seconds.values())
        if total < LEAST:
            return None
        middle = 0
        for upper in sorted(self.seconds):
            middle += self.seconds[upper]
            if 2 * middle >= total:
                return upper
        return None


async def show_figures(visit: Visit) -> Response:
    weeks = _weeks(visit)
    since = (visit.now.astimezone(SHANGHAI) - timedelta(weeks=weeks)).date().isoformat()
    language = visit.asked("language") if visit.asked("language") in LANGUAGES else ""
    async with visit.console.store.reading() as room:
        figures = figures_of(await room.cases.tallies(since, language))
    order = {step.key: n for n, step in enumerate(visit.console.steps)}
    shown = sorted(
        figures.values(), key=lambda one: (order.get(one.question.split("[")[0], 999), one.question)
    )
    return page(
        visit,
        "figures.html",
        figures=[one for one in shown if one.told("shown") is not None],
        weeks=weeks,
        all_weeks=WEEKS,
        language=language,
        label_of=visit.console.label_of,
    )


def figures_of(rows: Any) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for row in rows:
        question, _, detail = row.name.partition("|")
        figure = found.setdefault(question, Figure(question))
        if row.kind == "seconds":
            figure.seconds[int(detail)] += row.count
        else:
            figure.counts[row.kind] += row.count
        if row.kind == "missed":
            figure.missed[detail] += row.count
    return found


PAGES = (
    Page("GET", "/missed", Right.READ, show_missed),
    Page("POST", "/missed/ignore", Right.NOTE, ignore),
    Page("GET", "/figures", Right.FIGURES, show_figures),
)
