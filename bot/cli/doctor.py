"""`jiaji doctor`: what is in order here and what is not, before it is felt; it looks, and changes nothing."""

from __future__ import annotations

import shutil
import stat
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.wiring import existing_store, settings, until_done

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.store import Counts, Store

app = typer.Typer()

LEAST_FREE = 500 * 1024 * 1024
LONG_WAIT_MS, LONG_AGO_MS = 300_000, 3 * 86_400_000


@dataclass(frozen=True, slots=True)
class Finding:
    is_well: bool
    said: str


@app.command()
def doctor() -> None:
    """Whether settings, folders, keys, database and sandbox are in order; exit code 1 where something is not."""
    now = settings()
    found: list[Finding] = []

    async def look() -> None:
        found.extend(_variables(now))
        found.extend(_folders(now))
        async with existing_store(now) as store:
            found.extend([one async for one in _database(store)])
        found.append(await _sandbox())

    until_done(look())
    for one in found:
        typer.echo(f"{'ok' if one.is_well else '!!'}  {one.said}")
    raise typer.Exit(0 if all(one.is_well for one in found) else 1)


def _variables(now: Settings) -> Iterator[Finding]:
    from bot.settings import unknown

    for name in unknown():
        yield Finding(False, f"{name} is no variable of this program; nothing reads it")
    token = "set" if now.telegram_token is not None else "not set: only jiaji chat works"
    yield Finding(now.telegram_token is not None, f"JIAJI_TELEGRAM_TOKEN is {token}")
    way = f"calls at {now.listen_at}" if now.webhook_url else "polling"
    yield Finding(True, f"Telegram's updates come by {way}")
    known = now.consulate_email or "not set: applicants are told where to look"
    yield Finding(True, f"JIAJI_CONSULATE_EMAIL is {known}")


def _folders(now: Settings) -> Iterator[Finding]:
    for folder in (now.data, now.key_folder):
        yield _is_private(folder)
    database = Path(now.database.removeprefix("sqlite:///"))
    if now.database.startswith("sqlite:") and database.exists():
        yield _is_private(database)
    there = next(folder for folder in (now.data, *now.data.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    yield Finding(free >= LEAST_FREE, f"{free // 1024**2} MB are free in {now.data}")


def _is_private(path: Path) -> Finding:
    if not path.exists():
        return Finding(True, f"{path} is made at the first start")
    is_open = stat.S_IMODE(path.stat().st_mode) & 0o077
    wanted = 700 if path.is_dir() else 600
    said = f"open to others: chmod {wanted} {path}" if is_open else "private"
    return Finding(not is_open, f"{path} is {said}")


async def _database(store: Store) -> AsyncIterator[Finding]:
    yield Finding(True, f"the database is {'SQLite' if store.is_sqlite else 'PostgreSQL'} and takes a commit")
    async with store.rewrapping() as rewrapping:
        uses = await rewrapping.uses()
        holders = await rewrapping.processes()
    active = store.vault.keys.active
    old = sum(count for id, count in uses.items() if id != active)
    yield Finding(not old, f"{active} is the active key; {old} data keys wait for jiaji keys rotate")
    for name, master, ago in holders:
        yield Finding(master == active, f"{name} was seen {ago // 1000} s ago and seals with {master}")
    for hindrance in await store.forgetting.hindrances():
        yield Finding(False, f"PostgreSQL has {hindrance}: what is erased stays readable for longer")
    async with store.upkeep() as upkeep:
        counts = await upkeep.counts()
    for one in _waiting(counts):
        yield one


def _waiting(counts: Counts) -> Iterator[Finding]:
    oldest = counts.oldest_ms
    yield Finding(oldest < LONG_WAIT_MS, f"{counts.waiting} replies wait, the oldest for {oldest // 1000} s")
    aside = f"{counts.set_aside} updates are set aside; jiaji troubles lists them"
    yield Finding(not counts.set_aside, aside)
    late = f"{counts.erased_late} erased conversations can still be read from the database's files"
    yield Finding(not counts.erased_late, late)
    copied = counts.backup_ms
    said = (
        "no backup in the last week" if copied is None else f"the last backup is {copied // 3_600_000} h old"
    )
    yield Finding(copied is not None and copied < LONG_AGO_MS, said)


async def _sandbox() -> Finding:
    from bot.documents import missing_confinement

    missing = await missing_confinement()
    said = f"this kernel has no {' and no '.join(missing)}" if missing else "nothing else can be reached"
    return Finding(not missing, f"files of strangers are opened in a sandbox: {said}")
