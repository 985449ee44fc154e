"""`jiaji keys review`: the keys by which staff read what people agreed to show; the bot has only their public half."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.wiring import fail, opened_store, settings, until_done

app = typer.Typer(no_args_is_help=True, help="The review keys: see, add, rotate, retire.")


@app.command()
def status() -> None:
    """Which review keys there are, which one is active, and how many conversations each opens."""

    async def work() -> None:
        async with opened_store(settings()) as store, store.rewrapping() as rewrapping:
            uses, review = await rewrapping.review_uses(), store.vault.review
        assert review is not None
        for id in review.known:
            mark = "active" if id == review.active else ""
            typer.echo(f"{id}  {uses.get(id, 0):>8}  {mark}".rstrip())

    until_done(work())


@app.command()
def add() -> None:
    """Make a new pair, which is the active one from the next start on."""
    from bot.store import KeysError, ReviewKeys

    now = settings()
    try:
        review = ReviewKeys.read(now.review_folder)
        id = review.add()
    except KeysError as error:
        fail(str(error))
    typer.echo(
        f"{id}.public and {id}.private are in {review.folder}. The public one stays with the bot; move the private one "
        "to the console's host and delete it here. Restart both, then: jiaji keys review rotate"
    )


@app.command()
def rotate() -> None:
    """Wrap what people agreed to show for the active review key; conversations may go on meanwhile."""

    async def work() -> None:
        done, step = 0, 1
        async with opened_store(settings()) as store:
            while step:
                async with store.rewrapping() as rewrapping:
                    step = await rewrapping.review_step()
                done += step
            async with store.upkeep() as upkeep:
                await upkeep.note("review_keys_rotated", count=done)
        typer.echo(f"{done} conversations now open with the active review key.")

    until_done(work())


@app.command()
def retire(id: Annotated[str, typer.Argument(help="as keys review status names it")]) -> None:
    """Delete the files of a pair that opens nothing any more."""

    async def work() -> None:
        async with opened_store(settings()) as store:
            review = store.vault.review
            assert review is not None
            async with store.rewrapping() as rewrapping:
                uses = (await rewrapping.review_uses()).get(id, 0)
            if id not in review.known:
                fail(f"There is no review key {id} in {review.folder}.")
            if uses or id == review.active:
                fail(
                    f"{id} is still in use ({uses} conversations); first: jiaji keys review add, then jiaji keys review rotate"
                )
            review.retire(id)
            async with store.upkeep() as upkeep:
                await upkeep.note("review_key_retired")
        typer.echo(f"{id} is deleted here; delete its private file on the console's host, too.")

    until_done(work())
