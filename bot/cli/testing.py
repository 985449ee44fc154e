"""`jiaji test`: plays scripts by calling pytest, and nothing else; `jiaji test suggest` writes those that are missing, `jiaji lsp`
helps an editor with them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, NoReturn

import typer
from typer.core import TyperGroup

from bot.cli.wiring import fail

if TYPE_CHECKING:
    from bot.core import Flow
    from bot.i18n import Lang
    from bot.rehearsal.suggesting.suggesting import Suggestion


class PlaysScripts(TyperGroup):
    """Whatever does not begin with the name of a command is scripts to play."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        is_named = bool(args) and args[0] in self.commands
        return super().parse_args(ctx, args if is_named else ["play", *args])


app = typer.Typer()
test_app = typer.Typer(cls=PlaysScripts, help="Play scripts of dialogs.")
app.add_typer(test_app, name="test")
PLACE = Path("tests/scripts")
WORDING = Path("tests/wording")
SUFFIX = ".chat.txt"
WORDING_SUFFIX = ".wording.txt"
EXIT_NONE = 2
NEEDS_PYTEST = "jiaji test needs pytest, which is not installed here; it comes with: pip install 'pytest>=9'"
NEEDS_PYGLS = "jiaji lsp needs pygls, which is not installed here; it comes with: pip install 'pygls>=2.1'"


@test_app.command("play")
def play_scripts(
    paths: Annotated[list[Path] | None, typer.Argument(help="scripts or folders of them")] = None,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option(help="in this language only")] = None,
    channel: Annotated[
        Literal["web"] | None, typer.Option(help="through the forms and pages of this channel")
    ] = None,
    chosen: Annotated[str, typer.Option("-k", help="only the scripts whose name has this in it")] = "",
    coverage: Annotated[
        Path | None, typer.Option(help="folder for what of the dialog was said and checked")
    ] = None,
    least: Annotated[
        float | None, typer.Option("--min", help="fail below that many percent of anything")
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="all that was played and covered, as one HTML page")
    ] = None,
    junit: Annotated[Path | None, typer.Option(help="a report as JUnit XML")] = None,
    update: Annotated[bool, typer.Option("--update", help="accept new wording and e-mails")] = False,
    ask: Annotated[
        bool, typer.Option("--ask", help="with --update: show each change, and wait for y or n")
    ] = False,
    marked: Annotated[str, typer.Option("-m", help="only the scripts with this mark: zh, en")] = "",
    first: Annotated[bool, typer.Option("-x", help="stop at the first that is red")] = False,
    verbose: Annotated[bool, typer.Option("-v", help="a line for each script")] = False,
    mutate: Annotated[
        bool, typer.Option("--mutate", help="plant faults in the dialog and tell which no script notices")
    ] = False,
    seconds: Annotated[float, typer.Option(help="with --mutate: so long")] = 300,
    show: Annotated[
        bool, typer.Option("--show", help="play and print all that can be checked after each turn")
    ] = False,
    processes: Annotated[str, typer.Option("-n", help="so many processes, or auto")] = "",
) -> None:
    """Play scripts of dialogs.

    Exit code 0: all as written, 1: something differs, 2: a script cannot be read or there is none, 3: the
    dialog cannot be loaded.

    `jiaji test suggest` writes skeletons for what of the dialog no script walks.
    """
    try:
        import pytest
    except ImportError:
        fail(NEEDS_PYTEST)
    if mutate:
        _mutate(paths or [PLACE, WORDING], seconds)
    if show:
        _show(_files(paths or [PLACE], SUFFIX), lang)
    for path in paths or []:
        if path.is_file() and not path.name.endswith((SUFFIX, WORDING_SUFFIX)):
            fail(f"{path}: the name of a script ends in {SUFFIX}")
    options = ["-c", os.devnull, "--rootdir", str(Path.cwd()), "--noconftest", "-p", "bot.rehearsal.plugin"]
    # What a script does not need is not even imported: a tester waits for the answer.
    options += ["--disable-plugin-autoload", "-p", "no:cacheprovider", "-p", "no:doctest"]
    # This one would go through the whole memory ten times, for what a script cannot leave behind.
    options += ["-p", "no:unraisableexception"]
    # A known problem is told with its reason while it is red.
    options += [
        "-v" if verbose else "-q",
        "--no-header",
        "-rfEx",
        "-o",
        "junit_family=xunit1",
        "-o",
        "python_files=",
    ]
    options += ["--lang", lang] if lang else []
    options += ["--channel", channel] if channel else []
    options += ["--named", chosen] if chosen else []
    options += ["-m", marked] if marked else []
    options += ["-x"] if first else []
    options += ["-p", "xdist.plugin", "-n", processes] if processes else []
    options += ["--coverage", str(coverage)] if coverage else []
    options += ["--min", str(least)] if least is not None else []
    options += ["--report", str(_new_page(report))] if report else []
    options += ["--junitxml", str(junit)] if junit else []
    options += ["--update"] if update or ask else []
    options += ["--ask"] if ask else []
    code = int(pytest.main([*options, *map(str, paths or [PLACE, *([WORDING] if WORDING.is_dir() else [])])]))
    raise typer.Exit(EXIT_NONE if code == pytest.ExitCode.NO_TESTS_COLLECTED else code)


def _new_page(path: Path) -> Path:
    """The path, if a page can be there: it is known before all is played."""
    if path.suffix != ".html":
        fail(f"{path}: the name of a report ends in .html")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"{path} cannot be written ({error.strerror}).")
    return path


def _files(places: list[Path], suffix: str) -> list[Path]:
    found = (one for place in places for one in ([place] if place.is_file() else place.rglob(f"*{suffix}")))
    return sorted(one for one in found if one.name.endswith(suffix))


def _show(scripts: list[Path], lang: Lang | None) -> NoReturn:
    """Exit code 2 where a script cannot be read, 3 where the dialog cannot be loaded."""
    from bot.rehearsal.playing.diff import fault_message
    from bot.rehearsal.playing.play_run import play_run
    from bot.rehearsal.playing.showing import show_run
    from bot.rehearsal.scripts.runs import read_runs
    from bot.rehearsal.scripts.script import Unreadable
    from bot.rehearsal.scripts.source import spoken_in

    flow, unreadable = _dialog(), False
    for path in scripts:
        try:
            for run in read_runs(flow, path, checks_nothing=True):
                if lang in (None, run.lang):
                    typer.echo(f"# {run.script.name} [{run.lang}]")
                    typer.echo("\n".join(show_run(play_run(flow, run))))
        except Unreadable as error:
            unreadable = True
            for fault in error.faults:
                typer.echo(fault_message(fault, spoken_in(path)), err=True)
    raise typer.Exit(EXIT_NONE if unreadable or not scripts else 0)


def _dialog() -> Flow:
    from bot.rehearsal.plugin import EXIT_NO_DIALOG, NoDialog, the_dialog

    try:
        return the_dialog()
    except NoDialog as missing:
        typer.echo(str(missing), err=True)
        raise typer.Exit(EXIT_NO_DIALOG) from None


def _mutate(places: list[Path], seconds: float) -> NoReturn:
    """Exit code 0: every fault that can be seen is noticed, 1: one is not."""
    from bot.rehearsal.mutating import hunt, report

    found = hunt(_dialog(), _files(places, SUFFIX), seconds, wording=_files(places, WORDING_SUFFIX))
    for line in report(found):
        typer.echo(line)
    raise typer.Exit(int(any(tally.seen for tally in found.tallies.values())))


@app.command("lsp")
def serve_an_editor() -> None:
    """Help an editor with scripts, over the Language Server Protocol on standard input and output."""
    try:
        from bot.rehearsal.editor.server import serve
    except ImportError:
        fail(NEEDS_PYGLS)
    serve(_dialog())


@test_app.command("suggest")
def suggest_scripts(
    paths: Annotated[list[Path] | None, typer.Argument(help="the scripts there are")] = None,
    out: Annotated[Path, typer.Option(help="a folder for the skeletons")] = Path("suggested"),
    lang: Annotated[Literal["zh", "en"], typer.Option(help="the language of their keywords")] = "zh",
) -> None:
    """Write a skeleton for each thing that no green script walks, by a short way; each plays, or says what to
    fill in.

    Exit code 0: nothing is missing, 1: something is, 2: the folder cannot be written.
    """
    from bot.rehearsal.suggesting.suggesting import suggest, walked_by
    from dialogs import MAIN_FLOW

    flow, scripts = MAIN_FLOW, _files(paths or [PLACE], SUFFIX)
    missing = 0
    try:
        out.mkdir(parents=True, exist_ok=True)
        for one in suggest(flow, walked_by(flow, scripts), out, lang):
            missing += 1
            typer.echo(_suggested(one))
    except OSError as error:
        fail(f"{out} cannot be written ({error.strerror}).")
    typer.echo(f"{missing} things are walked by no script." if missing else "Scripts walk all there is.")
    raise typer.Exit(int(missing > 0))


def _suggested(one: Suggestion) -> str:
    item = one.item
    named = f"{item.at}: {item.kind} {item.name.splitlines()[0]}"
    if one.script is None:
        return f"{named}: no way was found; write one by hand"
    return f"{named}: {one.script}{', to be filled in' if one.to_fill_in else ''}"
