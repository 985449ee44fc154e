"""What is told of a hunt: each survivor with the script that would catch it, and a line of figures for each layer."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rehearsal.mutating.hunt import Hunt, Tally
from bot.rehearsal.mutating.survivors import Survivor
from bot.rehearsal.playing.diff import where


def report(found: Hunt) -> Iterator[str]:
    for one in sorted(found.survivors, key=lambda one: (one.at is None, one.fault.at)):
        yield from _survivor(one)
    yield f"{found.tried} faults in {found.seconds:.0f} s, {found.left} left:"
    for layer, tally in found.tallies.items():
        if tally.tried or tally.unwalked:
            yield f"    {layer}: {_figures(tally)}"


def _survivor(one: Survivor) -> Iterator[str]:
    fault = one.fault
    yield f"{fault.at}: {fault.layer}: {fault.name}"
    if one.at is None:
        yield f"    nothing changes in the {one.walked_by} runs that come by here: walk it with other values"
        return
    yield f"    {where(one.at)} would be red with"
    yield from (f"    {line}" for line in one.check.splitlines())
    if one.script:
        yield "    and so would be"
        yield from (f"    | {line}".rstrip() for line in one.script.splitlines())


def _figures(tally: Tally) -> str:
    return (
        f"{tally.share:.1f} % of what can be seen is caught: {tally.by_scripts} by scripts, {tally.by_wording} by the accepted "
        f"wording, {len(tally.seen)} not; {len(tally.survivors) - len(tally.seen)} change nothing here, "
        f"{tally.unwalked} are where no script comes by"
    )
