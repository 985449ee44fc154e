"""The terminal as a channel: lines typed become an Incoming, a Reply is printed with numbered choices.

Files are sent by typing their path.
"""

from __future__ import annotations

import shlex
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.text import Text as Styled

from bot.assistant import Document, Send
from bot.channels.numbered import numbered
from bot.channels.refusals import LARGE
from bot.core import CleanFile, Incoming, Mistake
from bot.documents import MOST_BYTES
from bot.i18n import N_
from bot.store import Outgoing

CHANNEL = "terminal"
FILE_ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".heic", ".webp", ".gif", ".docx", ".doc", ".zip")

Clean = Callable[[bytes], Awaitable[tuple[CleanFile, ...] | Mistake]]


def path_in(line: str) -> Path | None:
    """The path that a line is, quoted or escaped as a terminal pastes it; None for other words."""
    try:
        words = shlex.split(line)
    except ValueError:
        return None
    if len(words) != 1 or not words[0].lower().endswith(FILE_ENDINGS):
        return None
    return Path(words[0]).expanduser()


async def read(line: str, clean: Clean, at: datetime) -> Incoming:
    """What a typed line says; a path sends the file."""
    path = path_in(line)
    if path is None:
        return Incoming(at, text=line)
    if not path.is_file():
        missing = Mistake("file.missing", N_("There is no file %(path)s here.").of(path=str(path)))
        return Incoming(at, refused=missing)
    if path.stat().st_size > MOST_BYTES:
        return Incoming(at, refused=LARGE)
    cleaned = await clean(path.read_bytes())
    if isinstance(cleaned, Mistake):
        return Incoming(at, refused=cleaned)
    return Incoming(at, files=cleaned)


def printer(console: Console, folder: Path) -> Send:
    """Prints replies; a document is saved in `folder` and its path said."""

    async def send(outgoing: Outgoing, document: Document | None) -> None:
        reply = outgoing.reply
        console.print(Styled(numbered(reply), style="cyan" if reply.copyable is None else ""))
        if document is not None:
            name, content = document
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = folder / name
            path.write_bytes(content)
            path.chmod(0o600)
            console.print(f"  → {escape(str(path))}", style="bold")
        console.print()

    return send
