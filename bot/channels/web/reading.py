"""What comes from the page: a form, read as the Incoming it is; only its own fields are looked at.

A form is either words, a button, or files; its id is made by the page, so that the same form sent twice is
heard once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from bot.bodies import TooLarge
from bot.channels.refusals import LARGE
from bot.core import CleanFile, Incoming, Mistake, Tap
from bot.documents import Clean

LARGEST_FILE = 20 << 20
MOST_FILES = 4
LARGEST_CALL = LARGEST_FILE + (1 << 20)
LONGEST_TEXT = 100_000
"""What is longer is cut here; the engine says that it was too long."""
_ID = re.compile(r"[A-Za-z0-9_-]{8,48}")
_NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Form:
    """A form that was sent: its id, its fields, and the bytes of its files."""

    id: str
    fields: Mapping[str, str]
    files: tuple[bytes, ...] = ()


def new_id() -> str:
    return token_urlsafe(12)


def length_of(request: Request) -> int:
    """Of the body, in bytes, as it is told; a browser always tells it. Raises TooLarge."""
    told = request.headers.get("content-length", "")
    if not told.isdecimal() or len(told) > 12 or int(told) > LARGEST_CALL:
        raise TooLarge
    return int(told)


async def read_form(request: Request) -> Form:
    """What is no form at all reads as an empty one. Raises TooLarge."""
    try:
        sent = await _parsed(request)
    except HTTPException:
        # A field beyond what Starlette reads, or more fields than the page has.
        raise TooLarge from None
    except (MultiPartException, ClientDisconnect, UnicodeDecodeError, ValueError):
        return Form(new_id(), {})
    fields = {name: value for name, value in sent.multi_items() if isinstance(value, str)}
    files = [value for _, value in sent.multi_items() if isinstance(value, UploadFile) and value.size]
    contents = tuple([await one.read() for one in files[:MOST_FILES]])
    await sent.close()
    id = fields.get("id", "")
    return Form(id if _ID.fullmatch(id) else new_id(), fields, contents)


async def _parsed(request: Request) -> FormData:
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return await request.form(max_files=0, max_fields=20)
    parser = MultiPartParser(
        request.headers, request.stream(), max_files=MOST_FILES, max_fields=20, max_part_size=LONGEST_TEXT * 4
    )
    # What people send is never put on the disk as it came.
    parser.spool_max_size = LARGEST_CALL
    return await parser.parse()


async def incoming_of(form: Form, clean: Clean, at: datetime) -> tuple[Incoming, ...]:
    """The messages of a form: what was tapped, or the files, and then the words. `clean` makes a file safe, in a
    process of its own."""
    tap = tap_of(form.fields.get("tap", ""))
    if tap is not None:
        return (Incoming(at, tap=tap, message=form.id),)
    files = (await _files(form.files, clean, at),) if form.files else ()
    text = form.fields.get("text", "")[:LONGEST_TEXT]
    if text.strip() or not files:
        return (*files, Incoming(at, text=text, message=form.id))
    return files


async def _files(contents: Sequence[bytes], clean: Clean, at: datetime) -> Incoming:
    cleaned: list[CleanFile] = []
    for content in contents:
        one = LARGE if len(content) > LARGEST_FILE else await clean(content)
        if isinstance(one, Mistake):
            return Incoming(at, refused=one)
        cleaned.extend(one)
    return Incoming(at, files=tuple(cleaned))


def tap_of(sent: str) -> Tap | None:
    """A button says of itself what it was shown for; whether that still holds, the engine decides."""
    conversation, prompt_id, turn, code = [*sent.split(" ", 3), "", "", ""][:4]
    if not code or not _NUMBER.fullmatch(turn):
        return None
    return Tap(conversation, prompt_id, int(turn), code)


def tap_said(tap: Tap) -> str:
    return f"{tap.conversation} {tap.prompt_id} {tap.turn} {tap.code}"
