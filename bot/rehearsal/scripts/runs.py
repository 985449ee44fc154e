"""From a file to the runs that are played: read, expanded, and every name in them one that the dialog has.

A question may be named as people see it: its label, in either language, becomes its key here.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.core import Flow
from bot.rehearsal.scripts.dialog_names import DialogNames, faults, names_in
from bot.rehearsal.scripts.expand import expand
from bot.rehearsal.scripts.grammar import read_scripts
from bot.rehearsal.scripts.matching import fold
from bot.rehearsal.scripts.script import Check, Exchange, Run, Unreadable
from bot.rehearsal.scripts.source import Read, read_lines


def read_runs(flow: Flow, path: Path, *, checks_nothing: bool = False, read: Read = read_lines) -> list[Run]:
    """Raises Unreadable with every fault; that a script checks nothing is one unless it is allowed."""
    known = names_in(flow)
    runs = [
        _by_keys(run, known)
        for script in read_scripts(path, read)
        for run in expand(script, checks_nothing=checks_nothing)
    ]
    unknown = faults(flow, runs)
    if unknown:
        raise Unreadable(*unknown)
    return runs


def _by_keys(run: Run, known: DialogNames) -> Run:
    start = run.starts_at
    return replace(
        run,
        data=tuple((line, _key(key, known), value) for line, key, value in run.data),
        starts_at=_key(start, known) if start is not None and start not in known.states else start,
        exchanges=tuple(_exchange(one, known) for one in run.exchanges),
    )


def _exchange(exchange: Exchange, known: DialogNames) -> Exchange:
    return replace(
        exchange,
        checks=tuple(_check(check, known) for check in exchange.checks),
        expected=tuple(
            replace(one, checks=tuple(_check(check, known) for check in one.checks))
            for one in exchange.expected
        ),
    )


def _check(check: Check, known: DialogNames) -> Check:
    match check.layer:
        case "data":
            return replace(check, key=_key(check.key, known))
        case "state" if check.content not in known.states:
            return replace(check, content=_key(check.content, known))
        case _:
            return check


def _key(name: str, known: DialogNames) -> str:
    return name if name in known.keys else known.labels.get(fold(name), name)
