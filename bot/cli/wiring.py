"""What every command needs: the settings, the dialog, an open store.

A fault is one sentence and an exit code: 2 where the same will never work, 75 where it may later.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from bot.core import Flow, Periods
    from bot.settings import Settings
    from bot.store import Store


NEVER, LATER = 2, 75
"""Exit codes; 75 is EX_TEMPFAIL of sysexits.h."""


def fail(message: str, code: int = NEVER) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)


def settings(data: Path | None = None) -> Settings:
    from bot.settings import SettingsError, load

    try:
        return load(data=data)
    except SettingsError as error:
        fail(str(error))


def the_flows(settings: Settings) -> tuple[Flow, ...]:
    """Every dialog as configured, the main one first; their policy files are checked on the way."""
    try:
        from dialogs import FLOWS
    except ValueError as error:
        fail(str(error))
    return tuple(_configured(flow, settings) for flow in FLOWS.values())


def the_flow(settings: Settings) -> Flow:
    return the_flows(settings)[0]


def _configured(flow: Flow, settings: Settings) -> Flow:
    flow = flow.addressed_to(settings.consulate_email)
    return flow.naming("consent", draft=settings.keep_drafts_days, finished=settings.keep_finished_days)


def staffed(flows: Sequence[Flow], settings: Settings) -> Sequence[Flow]:
    """The dialogs with the people who may help in them: there are some where there is a review key."""
    from bot.core import Team
    from bot.store import ReviewKeys

    if not ReviewKeys.read(settings.review_folder).active:
        return flows
    days, hours = settings.team_hours.split()
    first, last = (WEEK.index(day) for day in days.split("-"))
    opens, closes = map(time.fromisoformat, hours.split("-"))
    team = Team(tuple(range(first, last + 1)), opens, closes)
    return [flow.with_team(team) for flow in flows]


WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def periods(settings: Settings) -> Periods:
    from bot.core import Periods

    return Periods(settings.keep_drafts_days, settings.keep_finished_days, audit=settings.keep_audit_days)


PR_SET_DUMPABLE = 4


def guard(settings: Settings) -> None:
    """What this process writes down is for its owner alone; nothing private gets into a log or a core dump."""
    import ctypes
    import os
    import resource
    import sys

    from bot.logs import configure

    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # Nobody of the same user may look into this process's memory.
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    configure(settings.log_level, settings.secrets)


@asynccontextmanager
async def opened_store(settings: Settings, *, upgrades: bool = True) -> AsyncIterator[Store]:
    """Under a name of its own among the processes that share the database."""
    from bot.store import Keys, ReviewKeys, Store, instance

    guard(settings)
    try:
        settings.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        fail(f"JIAJI_DATA: {settings.data} cannot be used as a folder ({error.strerror}).")
    with instance(settings.data) as holder:
        keys, review = Keys.read(settings.key_folder), ReviewKeys.read(settings.review_folder)
        store = await Store.open(settings.database, keys, holder, review=review, upgrades=upgrades)
        try:
            yield store
        finally:
            await store.close()


@asynccontextmanager
async def existing_store(settings: Settings) -> AsyncIterator[Store]:
    """For whoever looks after the bot: a mistaken folder must not look like a store in which nothing is amiss, and a new
    program that was not started yet changes no tables under the one that runs."""
    file = Path(settings.database.removeprefix("sqlite:///"))
    if settings.database.startswith("sqlite:") and not file.exists():
        fail(f"There is no database at {file}; name the bot's own JIAJI_DATA, or JIAJI_DATABASE_URL.")
    async with opened_store(settings, upgrades=False) as store:
        yield store


def until_done(work: Coroutine[object, object, None]) -> None:
    import asyncio

    from bot.store import KeysError, StoreAway, StoreDown, StoreError, Tampered

    try:
        asyncio.run(work)
    except StoreAway as error:
        fail(str(error), LATER)
    except (StoreError, KeysError) as error:
        fail(str(error))
    except StoreDown as error:
        fail(f"The database does not answer ({error}); nothing is lost, start again when it does.", LATER)
    except Tampered as error:
        fail(f"Something in the database was changed from outside ({error}); nothing was overwritten.")


def shanghai_today() -> date:
    from bot.core import SHANGHAI

    return datetime.now(SHANGHAI).date()
