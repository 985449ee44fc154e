"""The commands of whoever runs the bot: keys, copies, and what waits to be sent; each says in a line what it did."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import review_keys
from bot.cli.wiring import existing_store, fail, settings, until_done

if TYPE_CHECKING:
    from bot.store import Store

app = typer.Typer()
keys_app = typer.Typer(no_args_is_help=True, help="The master keys: see, add, rotate, retire.")
app.add_typer(keys_app, name="keys")
keys_app.add_typer(review_keys.app, name="review")


@keys_app.command()
def status() -> None:
    """Which keys there are, which one is active, and how much each still opens."""
    from bot.store import Keys

    now = settings()

    async def work() -> None:
        async with existing_store(now) as store, store.rewrapping() as rewrapping:
            uses = await rewrapping.uses()
        known = Keys.read(now.key_folder)
        for id in known.known:
            mark = "active" if id == known.active else ""
            typer.echo(f"{id}  {uses.get(id, 0):>8}  {mark}".rstrip())

    until_done(work())


@keys_app.command()
def add() -> None:
    """Make a new key, which is the active one from the next start on."""
    from bot.store import Keys, KeysError

    try:
        keys = Keys.read(settings().key_folder)
        id = keys.add()
    except KeysError as error:
        fail(str(error))
    typer.echo(
        f"{id} is in {keys.folder}. Back it up, copy it to every server, restart them, then: jiaji keys rotate"
    )


@keys_app.command()
def rotate() -> None:
    """Wrap every data key by the active key; conversations may go on meanwhile."""

    async def work() -> None:
        done, step = 0, 1
        async with existing_store(settings()) as store:
            while step:
                async with store.rewrapping() as rewrapping:
                    step = await rewrapping.step()
                done += step
            async with store.upkeep() as upkeep:
                await upkeep.note("keys_rotated", count=done)
            typer.echo(f"{done} data keys are now wrapped by {store.vault.keys.active}.")

    until_done(work())


@keys_app.command()
def retire(id: Annotated[str, typer.Argument(help="as keys status names it")]) -> None:
    """Delete a key that opens nothing any more; copies made before it was rotated need it still."""
    from bot.store import retire as end

    async def work() -> None:
        async with existing_store(settings()) as store:
            await end(store, id)
            async with store.upkeep() as upkeep:
                await upkeep.note("key_retired")
            typer.echo(
                f"{id} is deleted. Copies of the store made before the rotation cannot be restored any more."
            )

    until_done(work())


@app.command()
def backup(path: Annotated[Path, typer.Argument(help="a new file", dir_okay=False)]) -> None:
    """Copy the whole store into one file, while work goes on. Keep it for 30 days at most, and the keys elsewhere."""
    from bot.store import CopyError, back_up

    async def work() -> None:
        now = settings()
        async with existing_store(now) as store:
            begun_at = store.now()
            try:
                rows = await back_up(now.database, store.vault.keys, path)
            except (CopyError, OSError) as error:
                fail(
                    str(error)
                    if isinstance(error, CopyError)
                    else f"{path} cannot be written ({error.strerror})."
                )
            async with store.upkeep() as upkeep:
                await upkeep.note_backup(begun_at, rows)
        typer.echo(f"{rows} rows are in {path}.")

    until_done(work())


@app.command()
def restore(
    path: Annotated[Path, typer.Argument(help="a file made by backup", exists=True, dir_okay=False)],
) -> None:
    """Fill an empty database from a copy: all of it, or nothing."""
    from bot.store import CopyError, Keys
    from bot.store import restore as fill

    async def work() -> None:
        now = settings()
        try:
            rows = await fill(now.database, Keys.read(now.key_folder), path)
        except CopyError as error:
            fail(str(error))
        typer.echo(f"{rows} rows are restored.")

    until_done(work())


@app.command()
def outbox(
    again: Annotated[bool, typer.Option("--again", help="try the dead letters once more")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="give up what waits: nobody is sent it")] = False,
) -> None:
    """What waits to be sent, what was given up and why, what was set aside unread."""

    async def work() -> None:
        async with existing_store(settings()) as store:
            if drop:
                typer.echo(f"{await _drop(store)} replies are given up; the answers of people are all kept.")
            async with store.upkeep() as upkeep:
                if again:
                    typer.echo(f"{await upkeep.send_again()} dead letters will be tried again.")
                counts = await upkeep.counts()
        typer.echo(f"waiting: {counts.waiting}, the oldest for {counts.oldest_ms / 1000:.0f} s")
        for reason, count in sorted(counts.dead.items()):
            typer.echo(f"given up: {count} ({reason})")
        typer.echo(f"set aside unread: {counts.set_aside}")

    until_done(work())


async def _drop(store: Store) -> int:
    done, step = 0, 1
    while step:
        async with store.mailroom() as mailroom:
            step = await mailroom.drop()
        done += step
    async with store.upkeep() as upkeep:
        await upkeep.note("outbox_dropped", count=done)
    return done
