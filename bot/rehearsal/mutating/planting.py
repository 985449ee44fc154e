"""Every fault that can be planted in a dialog, layer by layer.

A planted fault is taken out again when its `with` ends, and what functions remember is forgotten before and after it.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core import Flow
from bot.rehearsal.mutating.fault import Fault
from bot.rehearsal.mutating.in_catalogue import in_catalogue
from bot.rehearsal.mutating.in_flow import in_flow
from bot.rehearsal.mutating.in_functions import in_functions
from bot.rehearsal.mutating.in_policy import in_policy


def planted(flow: Flow) -> Iterator[Fault]:
    yield from in_flow(flow)
    yield from in_functions()
    yield from in_policy(flow)
    yield from in_catalogue()
