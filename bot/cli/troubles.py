"""`jiaji troubles`: updates that failed, for whoever mends the fault: listed, opened as they came, and cleared."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from bot.cli.wiring import existing_store, fail, settings, until_done

app = typer.Typer(invoke_without_command=True, help="Updates that failed: list, show, clear.")


@app.callback()
def listed(context: typer.Context) -> None:
    """Each with its channel, how often it was tried, its error, and whether it was set aside."""
    if context.invoked_subcommand is not None:
        return

    async def work() -> None:
        async with existing_store(settings()) as store, store.upkeep() as upkeep:
            found = await upkeep.troubles()
        for one in found:
            moment = datetime.fromtimestamp(one.at / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
            aside = f"set aside in {one.conversation}" if one.conversation else "not set aside"
            typer.echo(f"{one.channel} {one.update_id}  {one.tries} tries, {one.error}, {moment}, {aside}")
        typer.echo(f"{len(found)} in all")

    until_done(work())


@app.command()
def show(channel: Annotated[str, typer.Argument(help="as the list names it")], update_id: str) -> None:
    """Print an update that was set aside as it came: somebody's words. That you looked is noted."""

    async def work() -> None:
        async with existing_store(settings()) as store:
            raw = await store.set_aside(channel, update_id)
            if raw is None:
                fail(f"No update {update_id} of {channel} is set aside.")
            async with store.upkeep() as upkeep:
                await upkeep.note("trouble_shown")
        typer.echo(raw.decode("utf-8", "replace"))

    until_done(work())


@app.command()
def drop(channel: Annotated[str, typer.Argument(help="as the list names it")], update_id: str) -> None:
    """Forget one of them: its person was told to send that message again."""

    async def work() -> None:
        async with existing_store(settings()) as store, store.upkeep() as upkeep:
            if not await upkeep.drop_trouble(channel, update_id):
                fail(f"There is no update {update_id} of {channel} among them.")
            await upkeep.note("trouble_dropped")
        typer.echo(f"{channel} {update_id} is forgotten.")

    until_done(work())


@app.command()
def clear() -> None:
    """Forget all of them: the people were told to send those messages again."""

    async def work() -> None:
        async with existing_store(settings()) as store, store.upkeep() as upkeep:
            count = await upkeep.clear_troubles()
            await upkeep.note("troubles_cleared", count=count)
        typer.echo(f"{count} are forgotten.")

    until_done(work())
