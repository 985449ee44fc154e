"""`jiaji test`: plays scripts by calling pytest, and nothing else; plain `pytest` gives the same result."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli.wiring import fail

app = typer.Typer()
PLACE = Path("tests/scripts")
SUFFIX = ".chat.txt"
NEEDS_PYTEST = "jiaji test needs pytest, which is not installed here; it comes with: pip install 'pytest>=9'"


@app.command("test")
def play_scripts(
    paths: Annotated[list[Path] | None, typer.Argument(help="scripts or folders of them")] = None,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option(help="in this language only")] = None,
    chosen: Annotated[str, typer.Option("-k", help="only the scripts whose name has this in it")] = "",
    coverage: Annotated[Path | None, typer.Option(help="folder for what of the dialog was walked")] = None,
    least: Annotated[
        float | None, typer.Option("--min", help="fail below that many percent of anything")
    ] = None,
    junit: Annotated[Path | None, typer.Option(help="a report as JUnit XML")] = None,
    update: Annotated[bool, typer.Option("--update", help="accept new wording and e-mails")] = False,
) -> None:
    """Play scripts of dialogs. Exit code 0: all as written, 1: something differs, 2: a script cannot be read."""
    try:
        import pytest
    except ImportError:
        fail(NEEDS_PYTEST)
    for path in paths or []:
        if path.is_file() and not path.name.endswith(SUFFIX):
            fail(f"{path}: the name of a script ends in {SUFFIX}")
    options = ["-c", os.devnull, "--rootdir", str(Path.cwd()), "--noconftest", "-p", "bot.rehearsal.plugin"]
    # What a script does not need is not even imported: a tester waits for the answer.
    options += ["--disable-plugin-autoload", "-p", "no:cacheprovider"]
    options += ["-q", "-o", "junit_family=xunit1", "-o", "python_files="]
    options += ["--lang", lang] if lang else []
    options += ["-k", chosen] if chosen else []
    options += ["--coverage", str(coverage)] if coverage else []
    options += ["--min", str(least)] if least is not None else []
    options += ["--junitxml", str(junit)] if junit else []
    options += ["--update"] if update else []
    raise typer.Exit(int(pytest.main([*options, *map(str, paths or [PLACE])])))
