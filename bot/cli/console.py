"""`jiaji console`, `jiaji staff`, `jiaji audit`: the staff console, its people and its journal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.wiring import fail, guard, opened_store, periods, settings, staffed, the_flows, until_done

if TYPE_CHECKING:
    from bot.console import Console
    from bot.settings import Settings
    from bot.store import ConsoleStore, Key

app = typer.Typer()
staff_app = typer.Typer(no_args_is_help=True, help="The people of the staff: add, list, reset, remove.")
audit_app = typer.Typer(no_args_is_help=True, help="The journal of what staff did.")
app.add_typer(staff_app, name="staff")
app.add_typer(audit_app, name="audit")
Data = Annotated[Path | None, typer.Option(help="where the answers are kept")]


@app.command()
def console(
    data: Data = None,
    demo: Annotated[bool, typer.Option("--demo", help="with invented conversations to look at")] = False,
) -> None:
    """The staff console: sign in with a browser. Nobody there yet: it prints an invitation for the first administrator."""
    now = settings(data)

    async def work() -> None:
        if demo or _is_new(now):
            await _prepare(now)
        async with _opened(now) as shared, _talking(now) if demo else nullcontext():
            for name, role in (("admin", "admin"), *(DEMO if demo else ())):
                await _invite_first(shared.store, now, name, role)
            await _serve(shared, now)

    until_done(work())


SQLITE = "sqlite:///"
DEMO = (("rui", "reader"), ("mei", "answerer"), ("lin", "privacy"), ("tao", "tester"))


@asynccontextmanager
async def _talking(now: Settings) -> AsyncIterator[None]:
    """Invented people have talked, and the bot works beside."""
    from bot.cli.demo import beside

    typer.echo("Inventing conversations; this takes up to a minute …")
    async with beside(now):
        yield


def _is_new(now: Settings) -> bool:
    """Whether there is no embedded database yet. One that is there is the bot's, and so are its master keys."""
    return now.database.startswith(SQLITE) and not Path(now.database.removeprefix(SQLITE)).exists()


async def _prepare(now: Settings) -> None:
    """An embedded database and a review key, where there are none yet."""
    from bot.store import ReviewKeys

    review = ReviewKeys.read(now.review_folder)
    if not review.active:
        review.add()
    async with opened_store(now):
        pass


@asynccontextmanager
async def _opened(now: Settings) -> AsyncIterator[Console]:
    from bot.console import Console, Shelf, public_words
    from bot.rehearsal.recording.script_of_talk import script_of_talk
    from bot.store import ConsoleStore, Reader

    guard(now)
    flows = {flow.key: flow for flow in staffed(the_flows(now), now)}
    reader = Reader.read(now.review_folder)
    store = await ConsoleStore.open(now.database)
    try:
        shelf, public = Shelf(flows, reader), public_words(flows.values())
        flow = next(iter(flows.values()))
        kept = periods(now)
        make_script = partial(script_of_talk, flow, kept)
        yield Console(store, reader, _seals(now), flows, now.console_origin, shelf, public, make_script, kept)
    finally:
        await store.close()


def _seals(now: Settings) -> Key:
    """What seals second factors: a key of the console's own, which the bot never sees."""
    from bot.store import Keys

    keys = Keys.read(now.review_folder)
    return keys.named(keys.active if keys.known else keys.add())


async def _serve(shared: Console, now: Settings) -> None:
    import uvicorn

    from bot.console import site

    host, _, port = now.console_listen.rpartition(":")
    config = uvicorn.Config(
        site(shared),
        host=host or "127.0.0.1",
        port=int(port),
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        lifespan="off",
    )
    typer.echo(f"The console is at {_address(now)} (Ctrl+C ends it).")
    await uvicorn.Server(config).serve()


def _address(now: Settings) -> str:
    return now.console_origin or f"http://{now.console_listen}"


async def _invite_first(store: ConsoleStore, now: Settings, name: str, role: str) -> None:
    """Only where nobody has that role."""
    async with store.reading() as room:
        if any(one.role == role and one.removed_at is None for one in await room.people.all()):
            return
    typer.echo(f"{name} ({role}): {_address(now)}/join#{await _invite(store, name, role)}")


async def _invite(store: ConsoleStore, name: str, role: str) -> str:
    from bot.console import new_token, print_of

    token = new_token()
    async with store.writing() as room:
        person = await room.people.add(name, role, "zh", print_of(token))
        if person is None:
            fail(f"There is somebody named {name} already; jiaji staff reset gives them a new invitation.")
        await room.write_down("staff_added", None, detail=f"{person.id} {role}")
    return token


# Staff


@asynccontextmanager
async def _store(now: Settings) -> AsyncIterator[ConsoleStore]:
    from bot.store import ConsoleStore

    guard(now)
    store = await ConsoleStore.open(now.database)
    try:
        yield store
    finally:
        await store.close()


@staff_app.command("add")
def add(
    name: str,
    role: Annotated[str, typer.Option(help="reader, answerer, privacy, tester or admin")],
    data: Data = None,
) -> None:
    """Add somebody; prints an invitation, good for three days, with which they set password and second factor."""
    from bot.console import ROLES

    now = settings(data)
    if role not in ROLES:
        fail(f"There is no role {role}; there are {', '.join(ROLES)}.")
    if not 0 < len(name) <= 40 or not name.isprintable():
        fail("A name has 1 to 40 characters.")

    async def work() -> None:
        async with _store(now) as store:
            typer.echo(f"{_address(now)}/join#{await _invite(store, name, role)}")

    until_done(work())


@staff_app.command("list")
def list_(data: Data = None) -> None:
    """Who there is."""
    now = settings(data)

    async def work() -> None:
        async with _store(now) as store, store.reading() as room:
            for one in await room.people.all():
                state = "removed" if one.removed_at else "active" if one.is_ready else "invited"
                typer.echo(f"{one.name:<24} {one.role:<10} {state}")

    until_done(work())


@staff_app.command("reset")
def reset(name: str, data: Data = None) -> None:
    """Take away what somebody signs in with, end their sessions, and print a new invitation."""
    from bot.console import new_token, print_of

    now, token = settings(data), new_token()

    async def work() -> None:
        async with _store(now) as store, store.writing() as room:
            person = await room.people.named(name)
            if person is None:
                fail(f"There is nobody named {name}.")
            await room.people.reset(person.id, print_of(token))
            await room.write_down("staff_reset", None, detail=person.id)
        typer.echo(f"{_address(now)}/join#{token}")

    until_done(work())


@staff_app.command("remove")
def remove(name: str, data: Data = None) -> None:
    """Somebody no longer works here: no sign-in, no session; their name stays in the journal."""
    now = settings(data)

    async def work() -> None:
        async with _store(now) as store, store.writing() as room:
            person = await room.people.named(name)
            if person is None:
                fail(f"There is nobody named {name}.")
            await room.people.remove(person.id)
            await room.write_down("staff_removed", None, detail=person.id)
        typer.echo(f"{name} is removed.")

    until_done(work())


@audit_app.command("verify")
def verify(
    head: Annotated[
        str, typer.Option(help="an earlier last row, as verify prints it: it must still be there")
    ] = "",
    data: Data = None,
) -> None:
    """Whether the journal is whole: exit code 0 if every row is as it was written, 1 if not."""
    now = settings(data)
    broken = False

    async def work() -> None:
        nonlocal broken
        from bot.store import verify as walk

        async with _store(now) as store, store.reading() as room:
            found = await walk(room.connection, head)
        broken = found.broken_at is not None
        if broken:
            typer.echo(f"The journal was changed at row {found.broken_at}.", err=True)
        else:
            typer.echo(
                f"{found.rows} rows, whole. The last one is {found.head or '—'}; keep it to compare later."
            )

    until_done(work())
    if broken:
        raise typer.Exit(1)
