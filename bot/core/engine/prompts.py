"""How a place is put to a person: its words and what can be chosen there.

Only words and offers are made here; what a choice does is the engine's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import Any

from bot.core.engine.prompt import Block, Offer, Prompt
from bot.core.flow import POSTPONED, SKIPPED, Answers, Change, Flow, Group, Question, concrete
from bot.core.review import ReviewLine, entry_at, lines
from bot.core.values import Conversation, Month, Value, Year
from bot.core.walk import Spot, Verdict, Walk
from bot.i18n import LANGUAGES, N_, TABLES, Text

WHY = Offer("/why", N_("Why?"))
BACK = Offer("/back", N_("Back"))
SKIP = Offer("/skip", N_("Skip"))
LATER = Offer("/later", N_("Keep it for later"))
CHANGE = Offer("/change", N_("Change something"))
SEE = Offer("/preview", N_("See the e-mail"))
SEE_ALL = Offer("/review", N_("See everything"))
WHICH = N_("Which one do you want to change? Send its name or number.")
READY = Prompt(
    "ready",
    "ready",
    (N_("Have you sent it?"),),
    (Offer("sent", N_("I have sent it")), CHANGE),
    yes="sent",
    no="/later",
)


def ask_language() -> Prompt:
    return Prompt(
        "language",
        "language",
        (N_("中文，还是 English？"),),
        tuple(Offer(lang, TABLES[lang].names[0]) for lang in LANGUAGES),
    )


def ask(walk: Walk, conversation: Conversation, spot: Spot, *, again: bool, is_above: bool) -> Prompt:
    """The prompt for a question; asked again after a first miss it is without its example, which the answer gave, and
    while it `is_above` in short."""
    question, answers = spot.question, walk.at(spot)
    words = question.ask if isinstance(question.ask, Text) else question.ask(answers)
    words = question.ask_again or words if is_above else words
    parts: list[object] = [words if question.example is None or again else Block((words, question.example))]
    extras = [WHY]
    before = conversation.answers.get(spot.key)
    if conversation.revisiting == spot.key and before not in (None, POSTPONED):
        parts.append(N_("Now: %(value)s").of(value=show(question, before)))
        extras.append(Offer("/keep", N_("Leave it as it is")))
    if question.same_as_first and spot.entry and spot.entry[-1] > 0 and same(spot, answers) is not None:
        parts.append(N_("The first: %(value)s").of(value=show(question, same(spot, answers))))
        extras.append(Offer("/same", N_("Same as the first")))
    if question.optional:
        extras.append(SKIP)
    earlier = takewhile(lambda one: one is not spot, walk.passed)
    if any(one.key in conversation.answers for one in earlier):
        extras.append(BACK)
    # While days are missing a list cannot be closed.
    is_open = spot.group is not None and spot.group.gap is not None and spot.group.gap(answers) is not None
    options = (one for one in question.kind.options if not (is_open and one.code == "no"))
    offers = tuple(Offer(one.code, one.label) for one in options)
    return Prompt(
        f"ask.{question.key}", spot.key, tuple(parts), offers, tuple(extras), contact=question.contact
    )


def same(spot: Spot, answers: Answers) -> Value | None:
    """What the first entry answered to this question."""
    return answers.values.get(concrete(spot.question.key, (*spot.entry[:-1], 0)))


def before(spot: Spot, answers: Answers) -> Value | None:
    """What the entry before answered to this question; no two have the same time."""
    value = answers.values.get(concrete(spot.question.key, (*spot.entry[:-1], spot.entry[-1] - 1)))
    return None if isinstance(value, date | Month | Year) else value


def show(question: Question[Any], value: Value | None) -> object:
    return N_("(skipped)") if value is None or value == SKIPPED else question.kind.show(value)


def rule(flow: Flow, walk: Walk, verdict: Verdict) -> Prompt:
    """The prompt for a ruling that stops, pauses or warns."""
    ruling = verdict.ruling
    parts: list[object] = [verdict.says(ruling.text)]
    if ruling.way_out is not None:
        parts.append(verdict.says(ruling.way_out))
    fixes = tuple(_fix(flow, walk, key, ruling.fix) for key in verdict.fired.about)
    # Where nothing is kept there is nothing to come back to.
    offers = (*fixes, LATER) if ruling.keeps else fixes
    if ruling.strength == "warn":
        parts.append(N_("Continue?"))
        offers = (Offer("continue", N_("Continue")), *offers)
    # A stop is no question, so yes and no mean nothing there.
    is_asked = ruling.strength != "stop" and len(offers) > 1
    yes, no = (offers[0].code, offers[1].code) if is_asked else ("", "")
    # A question may have the same key: its buttons are not those of the ruling.
    key = f"{ruling.strength}.{ruling.key}"
    return Prompt(key, key, tuple(parts), offers, yes=yes, no=no)


def _fix(flow: Flow, walk: Walk, key: str, named: Text | None) -> Offer:
    found = entry_at(flow, key)
    if found is not None:
        group, entry = found
        name = group.name(walk.answers.at(*entry))
        return Offer(f"r.{key}", N_("Remove %(name)s").of(name=name))
    spot = walk.spot(key)
    label = spot.question.label if spot is not None else Text(key)
    return Offer(f"c.{key}", named or N_("Change: %(label)s").of(label=label))


def review(
    flow: Flow, walk: Walk, problems: tuple[tuple[str, Text], ...], *, confirmable: bool, again: bool = False
) -> Prompt:
    """Everything answered so far, by the parts of the dialog and in each in the page's order, what is missing
    first; put `again`, only the question and a way to see the rest. To choose from, it is one list in the page's order."""
    shown = lines(flow, walk)
    changes = tuple(Offer(one.code, one.label) for one in shown)
    if not confirmable:
        values = Block([_shown(one) for one in shown])
        return Prompt("change", "", (N_("Your answers so far:"), values, WHICH), changes)
    parts: list[object] = [N_("Please check everything.")]
    if problems:
        parts.append(Block([N_("Still missing or not right:"), *(_dash(problem) for _, problem in problems)]))
    parts += [Block(block) for block in _by_section(flow, shown)]
    parts.append(N_("Is everything right?"))
    confirm = () if problems else (Offer("confirm", N_("Yes, write the e-mail")),)
    return Prompt(
        "review",
        "review",
        tuple(parts[-1:] if again else parts),
        (*confirm, CHANGE),
        (SEE_ALL,) if again else (),
        named=changes,
        yes=confirm[0].code if confirm else "",
        no=CHANGE.code,
    )


def _by_section(flow: Flow, shown: list[ReviewLine]) -> Iterator[list[object]]:
    for number, section in enumerate(flow.sections):
        mine = [one for one in shown if one.section == number]
        if mine:
            rows = (line for one in mine for line in (_shown(one), *map(_indented, one.row)))
            yield [Text("— %(title)s —").of(title=section.title), *rows]


def _shown(line: ReviewLine) -> Text:
    return N_("%(label)s: %(value)s").of(label=line.label, value=line.value)


def _indented(row: object) -> Text:
    return Text("    %(row)s").of(row=row)


def review_changes(changes: tuple[Change, ...], sent_on: date) -> Prompt:
    """Of what was sent only what is different now."""
    parts = (
        N_("Different from what you sent on %(day)s:").of(day=sent_on),
        Block(changed_lines(changes)),
        N_("Shall I write a short correction that you send as a reply?"),
    )
    confirm = Offer("confirm", N_("Yes, write the correction"))
    return Prompt("review", "review", parts, (confirm, CHANGE), yes=confirm.code, no=CHANGE.code)


def changed_lines(changes: tuple[Change, ...]) -> list[Text]:
    """The old and the new value, a line each."""
    return [
        N_("%(label)s: %(before)s → %(after)s").of(
            label=one.label, before=one.show(one.before) or NOT_GIVEN, after=one.show(one.after) or NOT_GIVEN
        )
        for one in changes
    ]


NOT_GIVEN = N_("(not given)")


def _dash(text: object) -> Text:
    return Text("· %(text)s").of(text=text)


def card(walk: Walk, group: Group, entry: tuple[int, ...]) -> Prompt:
    """One entry of a group, with what can be done to it; what was skipped can be given here."""
    key = concrete(group.key, entry[:-1]) + f".{entry[-1]}"
    seen = walk.answers.at(*entry)
    mine = [spot for spot in walk.passed if spot.key.startswith(f"{key}.") and spot.group is not group]
    mine = [spot for spot in mine if spot.key in walk.stored]
    offers = [Offer(f"c.{spot.key}", N_("Change: %(label)s").of(label=spot.question.label)) for spot in mine]
    offers.append(Offer(f"r.{key}", N_("Remove %(name)s").of(name=group.name(seen))))
    if closing(walk, concrete(group.key, entry[:-1])) is not None:
        offers.append(Offer(f"a.{concrete(group.key, entry[:-1])}", N_("Add another")))
    return Prompt("entry", "", (group.name(seen), N_("What do you want to change?")), tuple(offers))


def listed(walk: Walk, group: str) -> Prompt:
    """The entries of a group, to take one."""
    shown = [one for one in lines(walk.flow, walk) if one.code.startswith(f"e.{group}.")]
    offers = [Offer(one.code, one.label) for one in shown]
    if closing(walk, group) is not None:
        offers.append(Offer(f"a.{group}", N_("Add another")))
    return Prompt("entries", "", (Block([_shown(one) for one in shown]), WHICH), tuple(offers))


def after_sending(flow: Flow) -> Prompt:
    """What may have happened since, and what can be done with what was sent."""
    news = tuple(Offer(one.key, one.label) for one in flow.news if one.label is not None)
    offers = (
        *news,
        CHANGE,
        Offer("/unsent", N_("I have not sent it")),
        Offer("/another", N_("New request")),
    )
    return Prompt("sent", "sent", (N_("Your e-mail is sent. What has happened since?"),), offers, (SEE,))


def closing(walk: Walk, group: str) -> Spot | None:
    """The question whose "no" closed the list `members` or `members.0.visas`; None while it is open."""
    level = group.count(".") + 2
    return next(
        (
            spot
            for spot in walk.passed
            if spot.group is not None
            and spot.key.startswith(f"{group}.")
            and spot.key.count(".") == level
            and walk.answers.values.get(spot.key) == "no"
        ),
        None,
    )


def example(question: Question[Any]) -> Text:
    return question.example or N_("Tap one of the answers, or write it.")
