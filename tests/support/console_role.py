"""The console on the tests' PostgreSQL is always the role that deploy/console-role.sql makes."""

from __future__ import annotations

from pathlib import Path

import asyncpg
from sqlalchemy import make_url

GRANTS = Path(__file__).parents[2] / "deploy" / "console-role.sql"


async def as_console(url: str) -> str:
    """The URL with which the console opens a database that the bot has opened before."""
    if url.startswith("sqlite"):
        return url
    connection = await asyncpg.connect(url)
    await connection.execute(GRANTS.read_text("utf-8"))
    await connection.close()
    return make_url(url).set(username="jiaji_console").render_as_string(hide_password=False)
