"""`jiaji convert`: scripts to a suite for Botium and back, told in a few lines; what could not go over, by its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.testing import PLACE, SUFFIX
from bot.cli.wiring import fail

if TYPE_CHECKING:
    from bot.rehearsal.botium.folders import Converted

app = typer.Typer()


@app.command("convert")
def convert(
    paths: Annotated[list[Path] | None, typer.Argument(help="scripts or folders of them")] = None,
    to_botium: Annotated[Path | None, typer.Option(help="new folder for Botium's files")] = None,
    from_botium: Annotated[Path | None, typer.Option(help="folder with a suite of Botium's")] = None,
    out: Annotated[Path | None, typer.Option(help="new folder for the scripts, with --from-botium")] = None,
) -> None:
    """Turn scripts into Botium's .convo.txt and .utterances.txt, or those into scripts.

    jiaji convert --to-botium suite tests/scripts

    jiaji convert --from-botium suite --out scripts

    Exit code 0: all of it, 1: a script is red and stayed out, 2: something cannot be read or said there.
    """
    from bot.rehearsal.botium import folders
    from dialogs import MAIN_FLOW

    flow = MAIN_FLOW
    if (to_botium is None) == (from_botium is None):
        fail("Either --to-botium DIR [PATHS], or --from-botium DIR --out DIR.")
    if to_botium is not None:
        _must_be_empty(to_botium)
        scripts = folders.scripts_in(_given(paths or [PLACE]))
        if not scripts:
            fail(f"There is no script (*{SUFFIX}) in {' '.join(map(str, paths or [PLACE]))}.")
        _tell(folders.to_botium(flow, scripts, to_botium), to_botium)
    elif from_botium is not None:
        if out is None or paths:
            fail("--from-botium DIR takes one folder, and --out DIR where the scripts go.")
        if not from_botium.is_dir():
            fail(f"{from_botium} is no folder.")
        _must_be_empty(out)
        _tell(folders.from_botium(flow, from_botium, out), out)


def _given(paths: list[Path]) -> list[Path]:
    for path in paths:
        if not path.exists():
            fail(f"{path} is not there.")
        if path.is_file() and not path.name.endswith(SUFFIX):
            fail(f"{path}: the name of a script ends in {SUFFIX}")
    return paths


def _must_be_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fail(f"{folder} is not an empty folder; name a new one.")


def _tell(done: Converted, folder: Path) -> None:
    """Raises Exit with the code that the help promises."""
    from bot.rehearsal.playing.diff import fault_message

    if done.written:
        typer.echo(f"{folder}: {', '.join(f'{count} {what}' for what, count in done.written.items())}")
    if done.left_out:
        counted = ", ".join(f"{layer} {count}" for layer, count in sorted(done.left_out.items()))
        typer.echo(f"Checks left out, for Botium has no words for them: {counted}")
    for name in done.red:
        typer.echo(f"left out, for it is red: {name}", err=True)
    for name in done.empty:
        typer.echo(f"left out, for Botium would check nothing of it: {name}")
    for fault in done.faults:
        typer.echo(fault_message(fault, "en"), err=True)
    raise typer.Exit(2 if done.faults else 1 if done.red else 0)
