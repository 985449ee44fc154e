"""Files from people, made harmless: pictures are drawn anew, PDFs lose everything that acts; never opened blindly.

The work is done in a child process with little memory and time, so that a bomb ends the child alone.
"""

from __future__ import annotations

import asyncio
import io
import json
import resource
import sys
import warnings
from dataclasses import asdict
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from bot.core import CleanFile, FileRef, Mistake
from bot.i18n import N_, Text

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_PAGES = 2
LONG_SIDE = 2400
MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 10
WALL_SECONDS = 15

OTHERS: tuple[tuple[bytes, int, str], ...] = (
    (b"ftypheic", 4, "HEIC"),
    (b"ftypmif1", 4, "HEIC"),
    (b"WEBP", 8, "WebP"),
    (b"GIF8", 0, "GIF"),
    (b"PK\x03\x04", 0, "ZIP / Word"),
    (b"\xd0\xcf\x11\xe0", 0, "Word"),
)
WHY: dict[str, Text] = {
    "file.empty": N_("The file is empty. Please send it again."),
    "file.large": N_("That file is larger than 20 MB. Please send a smaller copy."),
    "file.password": N_(
        "The PDF is locked with a password. Please send a copy without one, or a photo of the page."
    ),
    "file.broken": N_("I could not open that file. Please send a photo of the page instead."),
}


def mistake(key: str, found: str = "") -> Mistake:
    if key == "file.kind":
        return Mistake(
            key,
            N_("That is %(kind)s, which I cannot use. Please send a photo (JPEG, PNG) or a PDF.").of(
                kind=found or "?"
            ),
        )
    if key == "file.pages":
        return Mistake(
            key,
            N_("That PDF has %(pages)s pages, and 1 or 2 are asked for. Please send only those.").of(
                pages=found
            ),
        )
    return Mistake(key, WHY[key])


class Refused(Exception):
    """The file cannot be used; `key` says why, `found` what was found."""

    def __init__(self, key: str, found: str = "") -> None:
        super().__init__(key)
        self.key, self.found = key, found


def kind_of(content: bytes) -> str:
    """By the first bytes, never by the name. Raises Refused."""
    if not content:
        raise Refused("file.empty")
    if len(content) > MOST_BYTES:
        raise Refused("file.large")
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if b"%PDF-" in content[:1024]:
        return "PDF"
    raise Refused(
        "file.kind", next((name for magic, at, name in OTHERS if content[at : at + len(magic)] == magic), "")
    )


def scrub(content: bytes) -> CleanFile:
    """The cleaned copy, the same for the same input. Raises Refused."""
    kind = kind_of(content)
    cleaned, pages, ending = (*_pdf(content), "pdf") if kind == "PDF" else (_picture(content), 1, "jpg")
    digest = sha256(cleaned).hexdigest()
    return CleanFile(FileRef(digest, ending, pages, len(cleaned), f"proof.{ending}"), cleaned)  # type: ignore[arg-type]


def _picture(content: bytes) -> bytes:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
                upright = ImageOps.exif_transpose(opened)
                upright.thumbnail((LONG_SIDE, LONG_SIDE))
                drawn = Image.new("RGB", upright.size, "white")
                drawn.paste(upright, mask=upright.getchannel("A") if "A" in upright.getbands() else None)
    except (OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError, MemoryError) as error:
        raise Refused("file.broken") from error
    out = io.BytesIO()
    drawn.save(out, "JPEG", quality=85)
    return out.getvalue()


def _pdf(content: bytes) -> tuple[bytes, int]:
    """The bare pages: no scripts, actions, forms, embedded files or metadata come along."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            if not 1 <= len(opened.pages) <= MOST_PAGES:
                raise Refused("file.pages", str(len(opened.pages)))
            bare = pikepdf.new()
            bare.pages.extend(opened.pages)
            for page in bare.pages:
                for name in ("/AA", "/Annots", "/Metadata", "/PieceInfo"):
                    if name in page:
                        del page[name]
            out = io.BytesIO()
            bare.save(out, deterministic_id=True)
    except pikepdf.PasswordError as error:
        raise Refused("file.password") from error
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError, MemoryError) as error:
        raise Refused("file.broken") from error
    return out.getvalue(), len(bare.pages)


@lru_cache(maxsize=32)
def clean_now(content: bytes) -> CleanFile | Mistake:
    """In this process, for trusted files such as a persona's; remembers the latest few."""
    try:
        return scrub(content)
    except Refused as refused:
        return mistake(refused.key, refused.found)


async def clean(content: bytes) -> CleanFile | Mistake:
    """In a child process of its own."""
    try:
        kind_of(content)
    except Refused as refused:
        return mistake(refused.key, refused.found)
    child = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.documents.cleaning",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        cwd=Path(__file__).parents[2],
    )
    try:
        out, _ = await asyncio.wait_for(child.communicate(content), WALL_SECONDS)
    except TimeoutError:
        child.kill()
        await child.wait()
        return mistake("file.broken")
    return _answer(out)


def _answer(out: bytes) -> CleanFile | Mistake:
    head, _, content = out.partition(b"\n")
    try:
        said = json.loads(head)
    except ValueError:
        return mistake("file.broken")
    if "refused" in said:
        return mistake(said["refused"], said["found"])
    return CleanFile(FileRef(**said), content)


def main() -> None:
    """The child: bytes in, one line of JSON and the cleaned bytes out."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        cleaned = scrub(sys.stdin.buffer.read())
        head: dict[str, object] = asdict(cleaned.ref)
        content = cleaned.content
    except Refused as refused:
        head, content = {"refused": refused.key, "found": refused.found}, b""
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + content)


if __name__ == "__main__":
    main()
