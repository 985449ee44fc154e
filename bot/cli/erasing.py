"""`jiaji erase`: a conversation is destroyed by its id, and what can be shown of that, without a word of whose it was."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.wiring import existing_store, settings, until_done

if TYPE_CHECKING:
    from bot.store import Proof, Store

app = typer.Typer()

PATIENCE_SECONDS = 20.0


# An id may begin with a dash, which is no option.
@app.command(context_settings={"ignore_unknown_options": True})
def erase(
    id: Annotated[
        str | None, typer.Argument(help="a conversation's id, as the console and logs name it")
    ] = None,
    proof: Annotated[
        bool,
        typer.Option("--proof", help="erase nothing; show what was destroyed, and which backups hold it"),
    ] = False,
) -> None:
    """Erase a conversation; exit code 1 where there is none of that id, or where something of it is left."""
    if id is None and not proof:
        raise typer.BadParameter("name a conversation, or give --proof")
    found: list[Proof] = []

    async def work() -> None:
        async with existing_store(settings()) as store:
            if id is not None and not proof:
                await _erase(store, id)
            async with store.upkeep() as upkeep:
                found.extend(await upkeep.proofs(id))

    until_done(work())
    for one in found:
        for line in _lines(one):
            typer.echo(line)
    if id is not None and not found:
        typer.echo(f"There is no conversation {id}, and none of that id was erased.", err=True)
    is_shown = bool(found) or id is None
    raise typer.Exit(0 if is_shown and not any(one.left for one in found) else 1)


async def _erase(store: Store, id: str) -> None:
    async with store.upkeep() as upkeep:
        await upkeep.erase(id)
    try:
        await asyncio.wait_for(store.forgetting.finish(), PATIENCE_SECONDS)
    except TimeoutError:
        typer.echo("Somebody reads, or the server takes its time: the running bot goes on with it.", err=True)


def _lines(proof: Proof) -> Iterator[str]:
    from bot.store import BACKUP_DAYS

    gone = f"gone from the database's files {_time(proof.gone_at)}" if proof.gone_at else "still in the files"
    yield f"{proof.conversation}  begun {_time(proof.begun_at)}, key destroyed {_time(proof.at)}, {gone}"
    yield f"  rows left: {proof.left}"
    for made_at in proof.backups:
        until = _moment(made_at) + timedelta(days=BACKUP_DAYS)
        yield f"  held by the backup of {_time(made_at)}, until {until:%Y-%m-%d}"
    if not proof.backups:
        yield "  held by no backup"


def _time(ms: int) -> str:
    return f"{_moment(ms):%Y-%m-%d %H:%M} UTC"


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
