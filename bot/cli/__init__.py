"""The command line: wires everything by hand, visibly; what is heavy is imported only by the command that needs it."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli import (
    console,
    converting,
    doctor,
    erasing,
    reading,
    recording,
    running,
    testing,
    troubles,
    understanding,
    upkeep,
)
from bot.cli.wiring import (
    opened_store,
    periods,
    settings,
    shanghai_today,
    staffed,
    the_flow,
    the_flows,
    until_done,
)
from bot.i18n import LANGUAGES, Lang

if TYPE_CHECKING:
    from bot.rehearsal.personas.report import Outcome

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)
app.add_typer(running.app)
app.add_typer(testing.app)
app.add_typer(recording.app)
app.add_typer(converting.app)
app.add_typer(understanding.app)
app.add_typer(reading.app)
app.add_typer(upkeep.app)
app.add_typer(console.app)
app.add_typer(doctor.app)
app.add_typer(erasing.app)
app.add_typer(troubles.app, name="troubles")

Language = Annotated[Literal["zh", "en"] | None, typer.Option("--lang", help="zh or en")]


def main() -> None:
    app()


def _say_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(version("jiaji"))
        raise typer.Exit


@app.callback()
def options(
    is_version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="Tell the version.")
    ] = False,
) -> None:
    """Jiaji: an earlier US visa interview in Shanghai, asked for by e-mail."""


@app.command()
def chat(
    lang: Language = None,
    data: Annotated[Path | None, typer.Option(help="where the answers are kept")] = None,
    record: Annotated[Path | None, typer.Option(help="a new script of what happens")] = None,
) -> None:
    """Talk to the bot in this terminal; it resumes where you were."""
    from bot.channels.terminal import hold

    now = settings(data)
    flows = the_flows(now)

    async def talk() -> None:
        async with opened_store(now) as store:
            if record is None:
                await hold(staffed(flows, now), store, now.data, periods(now), lang)
            else:
                await recording.hold(the_flow(now), store, now, record, lang)

    until_done(talk())


@app.command()
def play(
    personas: Annotated[list[Path], typer.Argument(help="files of answers (TOML)")],
    lang: Language = None,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the day it is played on")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="folder for transcript, letter and .eml")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a persona")] = False,
) -> None:
    """Hold a persona's whole conversation, without any channel or store."""
    from bot.rehearsal.personas.persona import PersonaError, read_persona
    from bot.rehearsal.personas.player import play as hold
    from bot.rehearsal.personas.report import outcome, written

    flow = the_flow(settings())
    worst = 0
    for path in personas:
        try:
            persona = read_persona(path)
        except PersonaError as error:
            typer.echo(str(error), err=True)
            worst = max(worst, 2)
            continue
        day = today.date() if today is not None else persona.today or shanghai_today()
        played = hold(flow, persona, lang or _lang(persona.lang), day)
        result = outcome(persona, played)
        if out is not None:
            written(out, path.stem, played)
        _say(result, as_json)
        worst = max(worst, result.code)
    raise typer.Exit(worst)


def _lang(named: str | None) -> Lang:
    return next((lang for lang in LANGUAGES if lang == named), LANGUAGES[0])


def _say(result: Outcome, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(result.as_object(), ensure_ascii=False))
    else:
        typer.echo(result.summary())
    for line in result.differences:
        typer.echo(f"  {line}", err=True)


@app.command()
def outline(
    lang: Language = None,
    mermaid: Annotated[bool, typer.Option(help="draw it as Mermaid text")] = False,
    catalogue: Annotated[bool, typer.Option(help="every text in both languages, as an HTML page")] = False,
    names: Annotated[
        bool, typer.Option(help="every name a script may use, buttons as code（label）")
    ] = False,
) -> None:
    """The dialog as a numbered list, or drawn; or all its texts, to proof-read."""
    from bot.rehearsal.outline import drawn, listed
    from dialogs import MAIN_FLOW

    flow = MAIN_FLOW
    if catalogue:
        from bot.rehearsal.coverage.catalogue_page import page

        typer.echo(page(flow))
    elif names:
        from bot.rehearsal.names import named

        for line in named(flow, lang or "en"):
            typer.echo(line)
    else:
        typer.echo(drawn(flow, lang or "en") if mermaid else listed(flow, lang or "en"))
