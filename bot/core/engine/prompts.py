"""How a place is put to a person: its words and what can be chosen there.

Only words and offers are made here; what a choice does is the engine's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from bot.core.answers_changed import Effects
from bot.core.flow import SKIPPED, Answers, Flow, Group, Question, concrete
from bot.core.review import entry_at, lines
from bot.core.values import Button, Conversation, Passage, Pending, Value
from bot.core.walk import Spot, Verdict, Walk
from bot.i18n import LANGUAGES, N_, TABLES, Lang, Text, translate


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be chosen: tapped, or typed as its code, its label or its number."""

    code: str
    label: object


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is asked at a place, before a language is put on it. `mark` ties its buttons to the place.

    `offers` are numbered answers; `extras` are buttons for commands.
    """

    key: str
    prompt_id: str
    parts: tuple[object, ...]
    offers: tuple[Offer, ...] = ()
    extras: tuple[Offer, ...] = ()
    contact: bool = False

    def as_said(self) -> Passage:
        labels = tuple(offer.label for offer in (*self.offers, *self.extras))
        return Passage(self.key, self.parts, (*labels, SHARE_NUMBER) if self.contact else labels)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, said one under the other."""

    lines: Iterable[object]


WHY = Offer("/why", N_("Why?"))
BACK = Offer("/back", N_("Back"))
SKIP = Offer("/skip", N_("Skip"))
LATER = Offer("/later", N_("Keep it for later"))
CHANGE = Offer("/change", N_("Change something"))
SHARE_NUMBER = N_("Share my number")


def ask_language() -> Prompt:
    return Prompt(
        "language",
        "language",
        (N_("中文，还是 English？"),),
        tuple(Offer(lang, TABLES[lang].names[0]) for lang in LANGUAGES),
    )


def ask(walk: Walk, conversation: Conversation, spot: Spot, *, again: bool) -> Prompt:
    """The prompt for a question; asked again after a first miss it is without its example, which the answer gave."""
    question, answers = spot.question, walk.at(spot)
    words = question.ask if isinstance(question.ask, Text) else question.ask(answers)
    parts: list[object] = [words if question.example is None or again else Block((words, question.example))]
    extras = [WHY]
    before = conversation.answers.get(spot.key)
    if conversation.revisiting == spot.key and before is not None:
        parts.append(N_("Now: %(value)s").of(value=show(spot, before)))
        extras.append(Offer("/keep", N_("Leave it as it is")))
    if question.same_as_first and spot.entry and spot.entry[-1] > 0 and same(spot, answers) is not None:
        parts.append(N_("The first: %(value)s").of(value=show(spot, same(spot, answers))))
        extras.append(Offer("/same", N_("Same as the first")))
    if question.optional:
        extras.append(SKIP)
    earlier = takewhile(lambda one: one is not spot, walk.passed)
    if any(one.key in conversation.answers for one in earlier):
        extras.append(BACK)
    offers = tuple(Offer(option.code, option.label) for option in question.kind.options)
    return Prompt(f"ask.{question.key}", spot.key, tuple(parts), offers, tuple(extras), spot.key == "phone")


def same(spot: Spot, answers: Answers) -> Value | None:
    """What the first entry answered to this question."""
    return answers.values.get(concrete(spot.question.key, (*spot.entry[:-1], 0)))


def show(spot: Spot, value: Value | None) -> object:
    if value is None or value == SKIPPED:
        return N_("(skipped)")
    return spot.question.kind.show(value)


def rule(flow: Flow, walk: Walk, verdict: Verdict) -> Prompt:
    """The prompt for a ruling that stops, pauses or warns."""
    ruling = verdict.ruling
    parts: list[object] = [verdict.says(ruling.text)]
    if ruling.way_out is not None:
        parts.append(verdict.says(ruling.way_out))
    fixes = tuple(_fix(flow, walk, key) for key in verdict.fired.about)
    if ruling.strength == "warn":
        parts.append(N_("Continue?"))
        offers = (Offer("continue", N_("Continue")), *fixes, LATER)
    elif ruling.strength == "pause":
        offers = (*(Offer(fix.code, N_("I have booked it")) for fix in fixes), LATER)
    else:
        offers = (*fixes, LATER)
    # A question may have the same key: its buttons are not those of the ruling.
    key = f"{ruling.strength}.{ruling.key}"
    return Prompt(key, key, tuple(parts), offers)


def _fix(flow: Flow, walk: Walk, key: str) -> Offer:
    found = entry_at(flow, key)
    if found is not None:
        group, entry = found
        name = group.name(Answers(walk.answers.values, walk.answers.today, entry))
        return Offer(f"r.{key}", N_("Remove %(name)s").of(name=name))
    spot = walk.spot(key)
    label = spot.question.label if spot is not None else Text(key)
    return Offer(f"c.{key}", N_("Change: %(label)s").of(label=label))


def review(
    flow: Flow, walk: Walk, problems: tuple[tuple[str, Text], ...], *, confirmable: bool, again: bool = False
) -> Prompt:
    """Everything answered so far in the page's order, what is missing first; put `again`, only the question."""
    shown = lines(flow, walk)
    parts: list[object] = [
        N_("Please read it through once.") if confirmable else N_("So far you have answered:")
    ]
    if problems:
        parts.append(Block([N_("Still missing or not right:"), *(_dash(problem) for _, problem in problems)]))
    parts.append(Block([N_("%(label)s: %(value)s").of(label=one.label, value=one.value) for one in shown]))
    changes = tuple(Offer(one.code, one.label) for one in shown)
    if not confirmable:
        return Prompt(
            "change", "", (*parts, N_("Which one do you want to change? Send its name or number.")), changes
        )
    parts.append(N_("Is everything right?"))
    confirm = () if problems else (Offer("confirm", N_("Yes, write the e-mail")),)
    return Prompt("review", "review", tuple(parts[-1:] if again else parts), (*confirm, *changes))


def _dash(text: object) -> Text:
    return Text("· %(text)s").of(text=text)


def card(walk: Walk, group: Group, entry: tuple[int, ...]) -> Prompt:
    """One entry of a group, with what can be done to it; what was skipped can be given here."""
    key = concrete(group.key, entry[:-1]) + f".{entry[-1]}"
    seen = Answers(walk.answers.values, walk.answers.today, entry)
    mine = [spot for spot in walk.passed if spot.key.startswith(f"{key}.") and spot.group is not group]
    mine = [spot for spot in mine if spot.key in walk.stored]
    offers = [Offer(f"c.{spot.key}", N_("Change: %(label)s").of(label=spot.question.label)) for spot in mine]
    offers.append(Offer(f"r.{key}", N_("Remove %(name)s").of(name=group.name(seen))))
    if closing(walk, concrete(group.key, entry[:-1])) is not None:
        offers.append(Offer(f"a.{concrete(group.key, entry[:-1])}", N_("Add another")))
    return Prompt("entry", "", (group.name(seen), N_("What do you want to change?")), tuple(offers))


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


def pending(walk: Walk, waiting: Pending, does: Effects) -> Prompt:
    """The prompt for what must be settled before an answer counts."""
    spot = walk.spot(waiting.key)
    if waiting.kind == "readings" and spot is not None:
        offers = tuple(Offer(str(n), show(spot, value)) for n, value in enumerate(waiting.readings, 1))
        return Prompt("pending.readings", f"{waiting.key}?", (N_("Which one do you mean?"),), offers)
    if waiting.kind == "odd" and spot is not None:
        value = show(spot, waiting.readings[0])
        return Prompt(
            "pending.odd",
            f"{waiting.key}?",
            (N_("Is %(value)s right?").of(value=value),),
            (Offer("keep", N_("Yes, keep it")), Offer("redo", N_("No, I will send it again"))),
        )
    if waiting.kind == "change" and spot is not None:
        return Prompt(
            "pending.change",
            f"{waiting.key}!",
            (*_consequences(spot, waiting.readings[0], does), N_("Change it?")),
            (Offer("apply", N_("Change it")), Offer("leave", N_("Leave it as it is"))),
        )
    if waiting.kind == "remove":
        return Prompt(
            "pending.remove",
            f"{waiting.key}-",
            (N_("This entry and everything in it will be removed. Continue?"),),
            (Offer("apply", N_("Remove it")), Offer("leave", N_("Leave it as it is"))),
        )
    if waiting.kind == "share":
        return Prompt(
            "pending.share",
            "share",
            (N_("Somebody of the team can help here, but first has to read what you told me. May they?"),),
            (Offer("apply", N_("Yes, they may read it")), Offer("leave", N_("No"))),
        )
    return Prompt(
        "pending.restart",
        "restart",
        (N_("Starting over erases all your answers. Go on?"),),
        (Offer("apply", N_("Start over")), Offer("leave", N_("Keep my answers"))),
    )


def _consequences(spot: Spot, value: Value, does: Effects) -> list[object]:
    said: list[object] = [
        N_("%(label)s will be: %(value)s.").of(label=spot.question.label, value=show(spot, value))
    ]
    if does.drops:
        said.append(
            N_("No longer needed: %(labels)s. I keep them in case you change it back.").of(
                labels=_labels(does.drops)
            )
        )
    if does.adds:
        said.append(N_("I would then also ask: %(labels)s.").of(labels=_labels(does.adds)))
    return said


def _labels(spots: tuple[Spot, ...]) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(spot.question.label for spot in spots))


CANCELLING = Prompt(
    "cancelling",
    "cancelling",
    (N_("Do you want me to erase everything you told me? It cannot be brought back."),),
    (Offer("erase", N_("Erase everything")), Offer("keep", N_("Keep it for later"))),
)


def render(parts: Iterable[object], lang: Lang) -> str:
    """Paragraphs, said; a Block is one paragraph of several lines."""
    said = []
    for part in parts:
        if isinstance(part, Block):
            said.append("\n".join(translate(line, lang) for line in part.lines))
        else:
            said.append(translate(part, lang))
    return "\n\n".join(one for one in said if one)


def rows(prompt: Prompt, lang: Lang) -> tuple[tuple[Button, ...], ...]:
    """Short labels two in a row, long ones alone; the commands in one last row."""
    found: list[tuple[Button, ...]] = []
    buttons = [Button(offer.code, translate(offer.label, lang)) for offer in prompt.offers]
    while buttons:
        pair = buttons[:2]
        count = 2 if len(pair) == 2 and all(_width(one.label) <= 16 for one in pair) else 1
        found.append(tuple(buttons[:count]))
        del buttons[:count]
    if prompt.extras:
        found.append(tuple(Button(offer.code, translate(offer.label, lang)) for offer in prompt.extras))
    return tuple(found)


def _width(label: str) -> int:
    return len(label) if label.isascii() else sum(2 if ord(char) > 0x2E80 else 1 for char in label)


def example(question: Question[Any]) -> Text:
    return question.example or N_("Tap one of the answers, or send its number.")
