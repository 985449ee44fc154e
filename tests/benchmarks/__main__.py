"""Runs every benchmark and prints one table; a figure is never asserted."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from tests.benchmarks import playing, reading, scripts, starting, turns


def main() -> None:
    table = Table("figure", "goal", "measured", "peer in the same run")
    for bench in (turns, reading, starting, playing, scripts):
        table.add_row(*bench.measure())
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
