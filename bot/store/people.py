"""The people of the staff: who they are, what they sign in with, their sessions, their failed tries; within one commit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.staff_tables import staff, staff_attempts, staff_codes, staff_keys, staff_sessions

HOUR_MS = 3_600_000
INVITED_MS = 72 * HOUR_MS
IDLE_MS, LONGEST_SESSION_MS = HOUR_MS // 2, 8 * HOUR_MS
"""A session ends after half an hour without a page, and after eight hours in any case."""
TRIES, TRIES_MS = 5, HOUR_MS // 4
TRYING = 0x747279
"""PostgreSQL's advisory lock under which one try is taken at a time; SQLite has one writer anyway."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff. `is_ready` once they have set a password and a second factor."""

    id: str
    name: str
    role: str
    language: str
    is_ready: bool
    created_at: int
    removed_at: int | None


@dataclass(frozen=True, slots=True)
class Session:
    person: Person
    form_token: str


class People:
    def __init__(self, connection: AsyncConnection, now: int) -> None:
        self._connection, self._now = connection, now
        self._upsert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert

    # Who there is

    async def all(self) -> list[Person]:
        rows = await self._connection.execute(select(staff).order_by(staff.c.name))
        return [_person(row) for row in rows]

    async def named(self, name: str) -> Person | None:
        return await self._one(staff.c.name == name)

    async def of(self, id: str) -> Person | None:
        return await self._one(staff.c.id == id)

    async def invited(self, invitation: bytes) -> Person | None:
        """Whose invitation this is, while it lasts."""
        return await self._one(
            (staff.c.invitation == invitation)
            & (staff.c.invited_until > self._now)
            & staff.c.removed_at.is_(None)
        )

    async def _one(self, where: Any) -> Person | None:
        row = (await self._connection.execute(select(staff).where(where))).one_or_none()
        return _person(row) if row is not None else None

    async def add(self, name: str, role: str, language: str, invitation: bytes) -> Person | None:
        """None where somebody has that name."""
        row = {
            "id": token_urlsafe(9),
            "name": name,
            "role": role,
            "language": language,
            "invitation": invitation,
            "invited_until": self._now + INVITED_MS,
            "totp_step": 0,
            "created_at": self._now,
        }
        added = self._upsert(staff).values(row).on_conflict_do_nothing().returning(staff.c.id)
        if (await self._connection.execute(added)).first() is None:
            return None
        return await self.of(str(row["id"]))

    async def reset(self, id: str, invitation: bytes) -> None:
        """Back to the beginning: what they sign in with is gone, and so are their sessions."""
        values = {
            "invitation": invitation,
            "invited_until": self._now + INVITED_MS,
            "password": None,
            "totp": None,
            "removed_at": None,
        }
        await self._change(id, values)
        await self._close(id)

    async def join(self, id: str, password: str, totp: bytes, codes: Sequence[bytes]) -> None:
        values = {
            "password": password,
            "totp": totp,
            "totp_step": 0,
            "invitation": None,
            "invited_until": None,
        }
        await self._change(id, values)
        await self._connection.execute(delete(staff_codes).where(staff_codes.c.staff == id))
        await self._connection.execute(insert(staff_codes), [{"staff": id, "code": code} for code in codes])

    async def remove(self, id: str) -> None:
        """The name stays, for the journal; nobody signs in with it any more."""
        await self._change(id, {"removed_at": self._now, "password": None, "totp": None, "invitation": None})
        await self._close(id)

    async def _close(self, id: str) -> None:
        """What they signed in with opens nothing any more."""
        for table in (staff_keys, staff_codes):
            await self._connection.execute(delete(table).where(table.c.staff == id))
        await self.end_all(id)

    async def speak(self, id: str, language: str) -> None:
        await self._change(id, {"language": language})

    async def _change(self, id: str, values: dict[str, Any]) -> None:
        await self._connection.execute(update(staff).where(staff.c.id == id).values(values))

    # Signing in

    async def secrets(self, id: str) -> tuple[str | None, bytes | None]:
        """The hash of the password and the sealed second factor."""
        row = (await self._connection.execute(select(staff).where(staff.c.id == id))).one()
        return row.password, row.totp

    async def use_step(self, id: str, step: int) -> bool:
        """A code counts once: False where this step or a later one was used."""
        mine = (staff.c.id == id) & (staff.c.totp_step < step)
        done = update(staff).where(mine).values(totp_step=step).returning(staff.c.id)
        return (await self._connection.execute(done)).first() is not None

    async def use_code(self, id: str, code: bytes) -> bool:
        mine = (staff_codes.c.staff == id) & (staff_codes.c.code == code) & staff_codes.c.used_at.is_(None)
        done = update(staff_codes).where(mine).values(used_at=self._now).returning(staff_codes.c.staff)
        return (await self._connection.execute(done)).first() is not None

    async def take_try(self, who: bytes) -> bool:
        """False where five were taken in the last quarter of an hour. A try is taken before it is known whether it is right,
        so that many at once are no more than one after the other."""
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(select(func.pg_advisory_xact_lock(TRYING)))
        old = delete(staff_attempts).where(staff_attempts.c.at <= self._now - TRIES_MS)
        await self._connection.execute(old)
        query = select(func.count()).select_from(staff_attempts).where(staff_attempts.c.who == who)
        if int((await self._connection.execute(query)).scalar_one()) >= TRIES:
            return False
        values = {"id": token_urlsafe(12), "who": who, "at": self._now}
        await self._connection.execute(insert(staff_attempts).values(values))
        return True

    async def forget_tries(self, who: bytes) -> None:
        """One of them was right."""
        await self._connection.execute(delete(staff_attempts).where(staff_attempts.c.who == who))

    # Passkeys

    async def passkeys(self, id: str) -> Sequence[Any]:
        query = (
            select(staff_keys)
            .where(staff_keys.c.staff == id)
            .order_by(staff_keys.c.created_at, staff_keys.c.id)
        )
        return (await self._connection.execute(query)).all()

    async def add_passkey(self, id: str, key: bytes, name: str, credential: bytes) -> bool:
        """False where there is that key already."""
        row = {
            "id": key,
            "staff": id,
            "name": name,
            "credential": credential,
            "uses": 0,
            "created_at": self._now,
        }
        added = self._upsert(staff_keys).values(row).on_conflict_do_nothing().returning(staff_keys.c.staff)
        return (await self._connection.execute(added)).first() is not None

    async def remove_passkey(self, id: str, key: bytes) -> None:
        mine = (staff_keys.c.staff == id) & (staff_keys.c.id == key)
        await self._connection.execute(delete(staff_keys).where(mine))

    async def of_passkey(self, key: bytes) -> tuple[Person | None, bytes]:
        """Whose it is, with what it is known by."""
        query = (
            select(staff, staff_keys.c.credential)
            .join(staff, staff.c.id == staff_keys.c.staff)
            .where(staff_keys.c.id == key, staff.c.removed_at.is_(None))
        )
        row = (await self._connection.execute(query)).one_or_none()
        return (_person(row), row.credential) if row is not None else (None, b"")

    async def use_passkey(self, key: bytes, asked_at: int) -> bool:
        """What was asked is answered once: False where this or something later was answered."""
        mine = (staff_keys.c.id == key) & (staff_keys.c.uses < asked_at)
        done = update(staff_keys).where(mine).values(uses=asked_at).returning(staff_keys.c.staff)
        return (await self._connection.execute(done)).first() is not None

    # Sessions

    async def begin(self, id: str, token: bytes, form_token: str) -> None:
        values = {"token": token, "staff": id, "form_token": form_token}
        times = {"began_at": self._now, "seen_at": self._now}
        await self._connection.execute(insert(staff_sessions).values(values | times))

    async def session(self, token: bytes) -> Session | None:
        query = (
            select(staff, staff_sessions.c.form_token, staff_sessions.c.began_at, staff_sessions.c.seen_at)
            .join(staff, staff.c.id == staff_sessions.c.staff)
            .where(staff_sessions.c.token == token, staff.c.removed_at.is_(None))
        )
        row = (await self._connection.execute(query)).one_or_none()
        if row is None or row.seen_at < self._now - IDLE_MS or row.began_at < self._now - LONGEST_SESSION_MS:
            return None
        return Session(_person(row), row.form_token)

    async def touch(self, token: bytes) -> None:
        mine = staff_sessions.c.token == token
        await self._connection.execute(update(staff_sessions).where(mine).values(seen_at=self._now))

    async def end(self, token: bytes) -> None:
        await self._connection.execute(delete(staff_sessions).where(staff_sessions.c.token == token))

    async def end_all(self, id: str) -> None:
        await self._connection.execute(delete(staff_sessions).where(staff_sessions.c.staff == id))


def _person(row: Any) -> Person:
    is_ready = row.password is not None and row.totp is not None
    return Person(row.id, row.name, row.role, row.language, is_ready, row.created_at, row.removed_at)
