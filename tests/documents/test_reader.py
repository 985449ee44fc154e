"""The child that reads: one paper after another, ended where it takes too long, made anew where it died."""

import asyncio
import sys

from bot.core import CleanFile, FileRef, Mistake
from bot.documents import Reader
from bot.documents.apart import Cleaned
from bot.documents.reader import MOST_WAITING

FILES = (CleanFile(FileRef("d", "jpg", 1, 3, "proof.jpg"), b"abc"),)
ANSWERS = """
import json, sys
answered = 0
for line in sys.stdin.buffer:
    size = json.loads(line)["files"][0]["size"]
    content = sys.stdin.buffer.read(size)
    if content == b"die":
        sys.exit(1)
    while content == b"bad":
        pass
    answered += 1
    fact = ["surname", f"{content.decode()} {answered}"]
    paper = {"kind": "passport", "facts": [fact], "asked": [], "mistake": None, "lacks": []}
    print(json.dumps(paper), flush=True)
"""


def reader(seconds: float = 20.0) -> Reader:
    return Reader((sys.executable, "-c", ANSWERS), seconds)


def file(content: bytes) -> Cleaned:
    return (CleanFile(FileRef("d", "jpg", 1, 3, "proof.jpg"), content),)


async def said(reader: Reader, content: bytes = b"abc") -> str | None:
    paper = await reader.read(file(content))
    return paper.facts[0].text if paper is not None else None


async def test_one_warm_child_reads_one_paper_after_another() -> None:
    warm = reader()
    assert [await said(warm), await said(warm)] == ["abc 1", "abc 2"]
    await warm.close()


async def test_a_child_that_dies_costs_one_paper() -> None:
    warm = reader()
    assert [await said(warm), await said(warm, b"die"), await said(warm)] == ["abc 1", None, "abc 1"]
    await warm.close()


async def test_a_paper_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    warm = reader(seconds=5)
    assert await said(warm) == "abc 1"
    warm = Reader((sys.executable, "-c", ANSWERS), seconds=0.3)
    await warm.read(file(b"abc"))
    assert await said(warm, b"bad") is None
    assert await said(warm) == "abc 1"
    await warm.close()


async def test_whoever_comes_when_too_many_wait_is_not_kept_waiting() -> None:
    warm = reader()
    papers = await asyncio.gather(*(said(warm) for _ in range(MOST_WAITING + 5)))
    assert papers.count(None) == 5
    await warm.close()


async def test_what_was_read_comes_with_the_cleaned_file() -> None:
    warm = reader()

    async def clean(content: bytes) -> Cleaned | Mistake:
        return FILES

    cleaned = await warm.reading(clean)(b"abc")
    assert not isinstance(cleaned, Mistake)
    assert cleaned[0].paper is not None
    assert cleaned[0].ref.shows == "passport"
    await warm.close()
