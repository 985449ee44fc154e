"""The command line: wires everything by hand, visibly. What is heavy is imported only by the command that needs it."""

from __future__ import annotations

import json
import sys
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer

from bot.i18n import Lang

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from bot.flow import Flow
    from bot.rehearsal.report import Outcome
    from bot.retention import Periods
    from bot.settings import Settings
    from bot.store import Store

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)

Language = Annotated[Literal["zh", "en"] | None, typer.Option("--lang", help="zh or en")]


def main() -> None:
    app()


def _fail(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)


def _settings(data: Path | None = None) -> Settings:
    from bot.settings import SettingsError, load

    try:
        return load(data=data)
    except SettingsError as error:
        _fail(str(error))


def _flow(settings: Settings) -> Flow:
    """The dialog, addressed as configured; its policy file is checked on the way."""
    try:
        from dialogs import FLOWS
    except ValueError as error:
        _fail(str(error))
    return FLOWS["expedited_interview"].addressed_to(settings.consulate_email)


@asynccontextmanager
async def _store(settings: Settings) -> AsyncIterator[Store]:
    from bot.instance import instance
    from bot.store import Keys, Store

    with instance(settings.data) as holder:
        store = await Store.open(settings.database, Keys.read(settings.key_folder), holder)
        try:
            yield store
        finally:
            await store.close()


def _periods(settings: Settings) -> Periods:
    from bot.retention import Periods

    return Periods(settings.keep_drafts_days, settings.keep_finished_days, audit=settings.keep_audit_days)


def _until_done(work: Coroutine[object, object, None]) -> None:
    import asyncio

    from bot.store import KeysError, StoreDown, StoreError

    try:
        asyncio.run(work)
    except (StoreError, KeysError) as error:
        _fail(str(error))
    except StoreDown as error:
        _fail(f"The database does not answer ({error}); nothing is lost, start again when it does.")


@app.command()
def chat(
    lang: Language = None,
    data: Annotated[Path | None, typer.Option(help="where the answers are kept")] = None,
) -> None:
    """Talk to the bot in this terminal; it resumes where you were."""
    from bot.channels.chat import hold

    settings = _settings(data)
    flow = _flow(settings)

    async def talk() -> None:
        async with _store(settings) as store:
            await hold(flow, store, settings.data, _periods(settings), lang)

    _until_done(talk())


@app.command()
def run() -> None:
    """The bot for real: Telegram by polling."""
    settings = _settings()
    if settings.telegram_token is None:
        _fail(
            "Set JIAJI_TELEGRAM_TOKEN to the token that @BotFather gave you, or try the bot here: jiaji chat"
        )
    from telegram.error import InvalidToken, NetworkError

    from bot.serving import serve

    flow = _flow(settings)

    async def work() -> None:
        async with _store(settings) as store:
            await serve(flow, store, settings, _periods(settings))

    try:
        _until_done(work())
    except InvalidToken:
        _fail("JIAJI_TELEGRAM_TOKEN: Telegram does not know this token; copy it again from @BotFather.")
    except NetworkError as error:
        _fail(
            f"{settings.telegram_api} cannot be reached ({type(error).__name__}); nothing is lost, start again."
        )


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
    from bot.rehearsal.persona import PersonaError, read_persona
    from bot.rehearsal.player import play as hold
    from bot.rehearsal.report import outcome, written

    flow = _flow(_settings())
    worst = 0
    for path in personas:
        try:
            persona = read_persona(path)
        except PersonaError as error:
            typer.echo(str(error), err=True)
            worst = max(worst, 2)
            continue
        day = today.date() if today is not None else persona.today or _today()
        played = hold(flow, persona, lang or _lang(persona.lang), day)
        result = outcome(persona, played)
        if out is not None:
            written(out, path.stem, played)
        _say(result, as_json)
        worst = max(worst, result.code)
    raise typer.Exit(worst)


def _today() -> date:
    from bot.engine import SHANGHAI

    return datetime.now(SHANGHAI).date()


def _lang(named: str | None) -> Lang:
    return "en" if named == "en" else "zh"


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
) -> None:
    """The dialog as a numbered list, or drawn."""
    from bot.outline import drawn, listed
    from dialogs import FLOWS

    flow = FLOWS["expedited_interview"]
    typer.echo(drawn(flow, lang or "en") if mermaid else listed(flow, lang or "en"))


if __name__ == "__main__":
    sys.exit(app())
