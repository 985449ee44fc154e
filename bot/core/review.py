"""What has been answered, as lines in the page's order, and what has changed since it was sent; an entry of a group
is one line.

Parked answers have no line: only what applies is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.flow import Answers, Change, Flow, Group, Step, concrete, indexes
from bot.core.walk import Spot, Walk
from bot.i18n import N_, Text

NONE = N_("none")


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """`code` changes a question (`c.key`), opens an entry (`e.key`) or adds one (`a.key`). `section` is where it was
    asked; `row` is what else an entry holds, a line each, where that is to be proof-read."""

    code: str
    label: object
    value: object
    section: int = 0
    row: tuple[object, ...] = ()


def lines(flow: Flow, walk: Walk) -> list[ReviewLine]:
    found: list[tuple[str, ReviewLine]] = []
    answered = [spot for spot in walk.passed if _is_line(spot, walk)]
    for spot in answered:
        shown = spot.question.kind.show(walk.answers.values[spot.key])
        line = ReviewLine(f"c.{spot.key}", spot.question.label, shown, spot.section)
        found.append((spot.question.key, line))
    for section, group in _placed_groups(flow):
        for entry in begun(walk, group):
            number = entry.entry[-1]
            label = Text("%(label)s %(number)s").of(label=group.label, number=number + 1)
            key = f"{group.key}.{number}"
            row = _row(walk, group, key) if group.is_table else ()
            found.append((group.key, ReviewLine(f"e.{key}", label, group.name(entry), section, row)))
        if walk.answers.values.get(concrete(group.more.key, (0,))) == "no":
            found.append((group.key, ReviewLine(f"a.{group.key}", group.label, NONE, section)))
    rank = {key: number for number, key in enumerate(flow.page_order)}
    return [line for _, line in sorted(found, key=lambda one: rank.get(one[0], len(rank)))]


def _row(walk: Walk, group: Group, key: str) -> tuple[object, ...]:
    """All of an entry but its name: its values on one line, then a line for each list in it."""
    values = walk.answers.values
    mine = [spot for spot in walk.passed if spot.key.startswith(f"{key}.") and spot.key in values]
    shown = tuple(
        Text("%(label)s %(value)s").of(
            label=spot.question.label, value=spot.question.kind.show(values[spot.key])
        )
        for spot in mine
        if spot.group is None and len(spot.entry) == 1 and spot.question not in group.steps[:2]
    )
    inner = [step for step in group.steps if isinstance(step, Group)]
    lists = tuple(_listed(walk, one, key) for one in inner if any(_is_of(one, spot) for spot in mine))
    return (Text("%(values)s").of(values=shown), *lists)


def _is_of(group: Group, spot: Spot) -> bool:
    return spot.question.key.startswith(f"{group.key}[]")


def _listed(walk: Walk, group: Group, key: str) -> Text:
    around = walk.answers.at(*indexes(key))
    names = tuple(Text("%(name)s").of(name=group.name(one)) for one in around.entries(group))
    return N_("%(label)s: %(value)s").of(label=group.label, value=names or NONE)


def changes(flow: Flow, before: Walk, after: Walk) -> tuple[Change, ...]:
    """What stands in the letter and is no longer as it was sent, in the order of the way."""
    spots = {spot.key: spot for spot in (*before.passed, *after.passed) if _is_in_letter(flow, spot)}
    found = []
    for key, spot in spots.items():
        old, new = before.answers.values.get(key), after.answers.values.get(key)
        if old != new:
            found.append(Change(key, spot.question, _full_label(flow, spot), old, new))
    return tuple(found)


def _is_in_letter(flow: Flow, spot: Spot) -> bool:
    root = spot.question.key.split("[]", 1)[0]
    return spot.group is None and root in flow.page_order


def _full_label(flow: Flow, spot: Spot) -> Text:
    """`Residence 2, address`, however deep the list."""
    parts = spot.key.split(".")
    entry = entry_at(flow, ".".join(parts[:-1])) if spot.entry else None
    if entry is None:
        return spot.question.label
    group, numbers = entry
    return Text("%(entry)s %(number)s, %(label)s").of(
        entry=group.label, number=numbers[-1] + 1, label=spot.question.label
    )


def _is_line(spot: Spot, walk: Walk) -> bool:
    return not spot.entry and spot.question.reviewed and spot.key in walk.answers.values


def begun(walk: Walk, group: Group) -> list[Answers]:
    """Its entries of which something is told: the first one of a list that is still ahead is none."""
    return [
        one
        for one in walk.answers.entries(group)
        if any(key.startswith(f"{group.key}.{one.entry[-1]}.") for key in walk.stored)
    ]


def groups(flow: Flow) -> list[Group]:
    return [group for _, group in _placed_groups(flow)]


def _placed_groups(flow: Flow) -> list[tuple[int, Group]]:
    return [
        (number, step)
        for number, section in enumerate(flow.sections)
        for step in section.steps
        if isinstance(step, Group)
    ]


def entry_at(flow: Flow, key: str) -> tuple[Group, tuple[int, ...]] | None:
    """The group and indexes that `members.1` or `members.1.visas.0` names, or None for any other key."""
    names, numbers = key.split(".")[0::2], key.split(".")[1::2]
    if len(names) != len(numbers) or not all(number.isdecimal() for number in numbers):
        return None
    steps: tuple[Step, ...] = tuple(step for section in flow.sections for step in section.steps)
    template, group = "", None
    for name in names:
        template = f"{template}[].{name}" if template else name
        group = next((step for step in steps if isinstance(step, Group) and step.key == template), None)
        if group is None:
            return None
        steps = group.steps
    return (group, indexes(key)) if group is not None else None
