"""The child that opens strangers' files: little memory, no way out, and so many at a time as the machine can bear."""

import asyncio
import io
import json
import os
import sys
from collections.abc import Callable

import pikepdf
import pillow_heif
import pytest
from PIL import Image

from bot.core import CleanFile, Mistake
from bot.documents import AT_ONCE, at_most, clean
from bot.documents.apart import answer_of
from bot.documents.cleaning.pictures import MOST_POINTS
from bot.documents.confining import MEMORY
from tests.support.sizes import full

GIGABYTE = 1024**3
LARGEST = int(MOST_POINTS**0.5)

ATTEMPTS = """
import ctypes, json, os, signal, socket, sys
import bot.documents.confining as confining
parent, folder = int(sys.argv[1]), sys.argv[2]
confining.limit()
missing = confining.confine()
attempts = {
    "read a file": lambda: open(folder + "/key").read(),
    "list a folder": lambda: os.listdir(folder),
    "write a file": lambda: open(folder + "/new", "w").write("x"),
    "reach the network": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "reach the database's socket": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
    "start a program": lambda: os.execv("/bin/true", ["true"]),
    "become two": os.fork,
    "become two by the oldest call": lambda: made(56 if os.uname().machine == "x86_64" else 220, 17, 0, 0, 0, 0),
    "become two by the newest call": lambda: made(435, ctypes.create_string_buffer(64), 64),
    "read another device": lambda: open("/dev/zero").read(1),
    "signal the bot": lambda: os.kill(parent, 0),
    "look into the bot": lambda: open(f"/proc/{parent}/environ").read(),
    "take much memory": lambda: bytearray(500 * 1024 * 1024),
}

def made(number, *arguments):
    # A process of its own, by a number that the C library does not stand before.
    found = ctypes.CDLL(None, use_errno=True).syscall(number, *arguments)
    if found < 0:
        raise OSError
    if found == 0:
        os._exit(0)

done = []
for name, attempt in attempts.items():
    try:
        attempt()
        done.append(name)
    except (OSError, MemoryError):
        pass
print(json.dumps([missing, done]))
"""


async def test_who_takes_over_the_child_reaches_nothing(
    tmp_path: object, record_property: Callable[[str, object], None]
) -> None:
    command = (sys.executable, "-c", ATTEMPTS, str(os.getpid()), str(tmp_path))
    said = await answer_of(command, b"")
    assert said is not None
    missing, done = json.loads(said)
    if missing:
        record_property("not_run", f"this kernel has no {' and no '.join(missing)}")
    assert missing or done == []


@pytest.mark.parametrize("kind", ["a picture of an iPhone", "a PDF with an owner's password"])
async def test_what_a_library_opens_with_threads_or_chance_is_opened_in_the_child_too(kind: str) -> None:
    """HEIC is decoded in threads; the password of an owner is taken away with random numbers."""
    out = io.BytesIO()
    if kind == "a picture of an iPhone":
        pillow_heif.from_pillow(Image.new("RGB", (1200, 900), "white")).save(out)
    else:
        locked = pikepdf.new()
        locked.add_blank_page()
        locked.save(out, encryption=pikepdf.Encryption(owner="x", user=""))
    cleaned = await clean(out.getvalue())
    assert not isinstance(cleaned, Mistake), cleaned
    assert [file.ref.pages for file in cleaned] == [1]


async def test_the_child_knows_nothing_of_the_environment() -> None:
    os.environ["JIAJI_TEST_SECRET"] = "Canary-Momo-7731"
    try:
        said = await answer_of((sys.executable, "-c", "import os; print(dict(os.environ))"), b"")
    finally:
        del os.environ["JIAJI_TEST_SECRET"]
    assert said is not None
    assert b"JIAJI" not in said


def photo(kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    """To be turned a quarter to the right."""
    Image.new(mode, size, "white").save(out, kind, exif=exif, compress_level=1)
    return out.getvalue()


def test_as_many_children_as_work_at_once_fit_into_a_gigabyte_beside_the_bot() -> None:
    assert AT_ONCE * MEMORY <= GIGABYTE * 0.8


@pytest.mark.parametrize(
    ("kind", "mode"),
    full([("JPEG", "RGB")], [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"), ("PNG", "P")]),
)
async def test_the_largest_picture_is_cleaned_within_the_memory_of_one_child(kind: str, mode: str) -> None:
    cleaned = await clean(photo(kind, (LARGEST, LARGEST), mode))
    assert not isinstance(cleaned, Mistake)


async def test_a_picture_is_made_small_and_stands_upright() -> None:
    cleaned = await clean(photo("JPEG", (4000, 2000)))
    assert not isinstance(cleaned, Mistake)
    with Image.open(io.BytesIO(cleaned[0].content)) as shown:
        assert shown.size == (1200, 2400)


async def test_twenty_files_at_once_are_cleaned_two_at_a_time() -> None:
    working, most = 0, 0

    async def slowly(content: bytes) -> tuple[CleanFile, ...] | Mistake:
        nonlocal working, most
        working, most = working + 1, max(most, working + 1)
        await asyncio.sleep(0)
        working -= 1
        return Mistake("file.empty", None)  # type: ignore[arg-type]

    bounded = at_most(2, slowly)
    await asyncio.gather(*(bounded(b"x") for _ in range(20)))
    assert most == 2
