"""What has been answered, as lines in the page's order, and what has changed since it was sent; an entry of a group
is one line.

Parked answers have no line: only what applies is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.flow import Change, Flow, Group, Step, concrete
from bot.core.walk import Spot, Walk
from bot.i18n import N_, Text

NONE = N_("none")


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """`code` changes a question (`c.key`), opens an entry (`e.key`) or adds one (`a.key`)."""

    code: str
    label: object
    value: object


def lines(flow: Flow, walk: Walk) -> list[ReviewLine]:
    found: list[tuple[str, ReviewLine]] = []
    answered = [spot for spot in walk.passed if _is_line(spot, walk)]
    for spot in answered:
        shown = spot.question.kind.show(walk.answers.values[spot.key])
        found.append((spot.question.key, ReviewLine(f"c.{spot.key}", spot.question.label, shown)))
    for group in groups(flow):
        for entry in walk.answers.entries(group):
            number = entry.entry[-1]
            if not _is_begun(f"{group.key}.{number}.", walk):
                # The first entry of a list that is still ahead.
                continue
            label = Text("%(label)s %(number)s").of(label=group.label, number=number + 1)
            found.append((group.key, ReviewLine(f"e.{group.key}.{number}", label, group.name(entry))))
        if walk.answers.values.get(concrete(group.more.key, (0,))) == "no":
            found.append((group.key, ReviewLine(f"a.{group.key}", group.label, NONE)))
    rank = {key: number for number, key in enumerate(flow.page_order)}
    return [line for _, line in sorted(found, key=lambda one: rank.get(one[0], len(rank)))]


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
    group, indexes = entry
    return Text("%(entry)s %(number)s, %(label)s").of(
        entry=group.label, number=indexes[-1] + 1, label=spot.question.label
    )


def _is_line(spot: Spot, walk: Walk) -> bool:
    return not spot.entry and spot.question.reviewed and spot.key in walk.answers.values


def _is_begun(entry: str, walk: Walk) -> bool:
    return any(key.startswith(entry) for key in walk.stored)


def groups(flow: Flow) -> list[Group]:
    return [step for section in flow.sections for step in section.steps if isinstance(step, Group)]


def entry_at(flow: Flow, key: str) -> tuple[Group, tuple[int, ...]] | None:
    """The group and indexes that `members.1` or `members.1.visas.0` names, or None for any other key."""
    names, indexes = key.split(".")[0::2], key.split(".")[1::2]
    if len(names) != len(indexes) or not all(index.isdecimal() for index in indexes):
        return None
    steps: tuple[Step, ...] = tuple(step for section in flow.sections for step in section.steps)
    template, group = "", None
    for name in names:
        template = f"{template}[].{name}" if template else name
        group = next((step for step in steps if isinstance(step, Group) and step.key == template), None)
        if group is None:
            return None
        steps = group.steps
    return (group, tuple(int(index) for index in indexes)) if group is not None else None
