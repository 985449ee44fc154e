"""`python -m tests.benchmarks [NAME…]`: runs all or the named benchmarks and prints one table; a figure is never asserted."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from rich.console import Console
from rich.table import Table

from tests.benchmarks import (
    console as staff_console,
)
from tests.benchmarks import (
    date_libraries,
    documents,
    durable,
    exploring,
    floods,
    memory,
    playing,
    processor,
    reading,
    replicas,
    scripts,
    starting,
    stored,
    surviving,
    turns,
    understanding,
    webchat,
)
from tests.benchmarks.row import Row

BENCHMARKS: dict[str, Callable[[], Row | list[Row]]] = {
    "turn": turns.measure,
    "reading": reading.measure,
    "understanding": lambda: [*understanding.measure(), *date_libraries.measure()],
    "documents": documents.measure,
    "starting": starting.measure,
    "playing": playing.measure,
    "scripts": scripts.measure,
    "exploring": exploring.measure,
    "durable": durable.measure,
    "stored": stored.measure,
    "console": staff_console.measure,
    "floods": floods.measure,
    "memory": memory.measure,
    "polling": processor.polling,
    "webhook": processor.webhook,
    "pickle": processor.pickle,
    "web": webchat.measure,
    "replicas": replicas.measure,
    "workers": surviving.workers,
    "away": surviving.away,
    "disk": surviving.small_disk,
    "kills": surviving.kills,
}


def main(names: list[str]) -> None:
    console = Console(width=160)
    # On a machine that does something else besides, only the ratios are worth reading.
    busy = f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start"
    table = Table("figure", "goal", "measured", "peer in the same run", "", caption=busy)
    for name in names or BENCHMARKS:
        console.print(f"{name} …", style="dim")
        found = BENCHMARKS[name]()
        for row in found if isinstance(found, list) else [found]:
            table.add_row(*row.cells)
    console.print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
