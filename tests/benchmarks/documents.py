"""Papers: seconds by kind on one core, the reading child's memory, others' turns while ten pictures wait, and what is
read right, asked and read wrong by kind and condition, beside PassportEye on the same passports.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.core import Mistake, take_turn
from bot.documents import Reader, clean_now
from bot.documents.apart import Cleaned
from bot.rehearsal.papers import PAPERS, as_pdf, ds160, passport
from tests.benchmarks.row import Row
from tests.documents.conditions import CONDITIONS, LACKING, under
from tests.documents.people import HOLDERS, said_on
from tests.documents.text_papers import ds160_pdf
from tests.support.real_flow import FLOW, way
from tests.support.sizes import full

PEER = "passporteye==2.2.2"
PEER_READS = Path(__file__).parent / "peers" / "passporteye_reads.py"
WAITING = 10
PEOPLE = HOLDERS[: full(1, len(HOLDERS))]
"""Whose papers are read in each condition: one person's take some minutes."""


def measure() -> list[Row]:
    return asyncio.run(_measured())


async def _measured() -> list[Row]:
    reader = Reader(seconds=120)
    try:
        # The first paper waits for the models.
        await reader.read(_cleaned(passport(HOLDERS[0])))
        return [
            await _speed(reader, "passport, photo", under("tilted", passport(HOLDERS[0])), 3.0),
            await _speed(reader, "DS-160, PDF with text", ds160_pdf(HOLDERS[0]), 0.5),
            await _speed(reader, "DS-160, PDF of a picture", as_pdf(ds160(HOLDERS[0])), 3.0),
            await _speed(reader, "DS-160, photo", under("tilted", ds160(HOLDERS[0])), 3.0),
            await _turns_meanwhile(reader),
            *await _accuracy(reader),
            _memory(reader),
        ]
    finally:
        await reader.close()


def _cleaned(content: bytes) -> Cleaned:
    cleaned = clean_now(content)
    assert not isinstance(cleaned, Mistake)
    return cleaned


async def _speed(reader: Reader, name: str, content: bytes, goal: float) -> Row:
    files, taken = _cleaned(content), []
    for _ in range(3):
        before = _processor_seconds(reader)
        paper = await reader.read(files)
        taken.append(_processor_seconds(reader) - before)
        assert paper is not None
        assert paper.facts
    found = median(taken)
    return Row(f"reading: {name}", f"≤ {goal} s on one core", f"{found:.2f} s", "", found <= goal)


def _processor_seconds(reader: Reader) -> float:
    """Of the reading child, from the kernel's books."""
    stat = Path(f"/proc/{reader.child}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / 100


def _memory(reader: Reader) -> Row:
    status = Path(f"/proc/{reader.child}/status").read_text().splitlines()
    most = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024
    return Row("memory of the reading child, the most", "≤ 600 MB", f"{most:.0f} MB", "", most <= 600)


async def _turns_meanwhile(reader: Reader) -> Row:
    """The loop's own turns, with and without pictures in the queue."""
    steps = way("study_f1", "en")

    async def turn_ms() -> float:
        taken = []
        for _ in range(20):
            for conversation, incoming in steps:
                start = perf_counter()
                take_turn(FLOW, conversation, incoming)
                await asyncio.sleep(0)
                taken.append(perf_counter() - start)
        return median(taken) * 1000

    alone = await turn_ms()
    files = _cleaned(passport(HOLDERS[0]))
    pictures = [asyncio.create_task(reader.read(files)) for _ in range(WAITING)]
    await asyncio.sleep(0.1)
    meanwhile = await turn_ms()
    await asyncio.gather(*pictures)
    return Row(
        f"a turn of others while {WAITING} pictures wait, median",
        "≤ 1.5 × without",
        f"{meanwhile:.3f} ms",
        f"{meanwhile / alone:.2f} × without pictures ({alone:.3f} ms)",
        meanwhile <= 1.5 * alone,
    )


async def _accuracy(reader: Reader) -> list[Row]:
    rows, total, whole = [], Counter[str](), Counter[str]()
    with TemporaryDirectory() as folder:
        for kind, drawn in PAPERS.items():
            for condition in CONDITIONS:
                pictures = [under(condition, drawn(holder)) for holder in PEOPLE]
                count = Counter[str]()
                for holder, picture in zip(PEOPLE, pictures, strict=True):
                    paper = await reader.read(_cleaned(picture))
                    read = {fact.key: fact.text for fact in paper.facts} if paper is not None else {}
                    count.update(_judged(said_on(kind, holder), read))
                total.update(count)
                if condition not in LACKING:
                    whole.update(count)
                peer = _peer(pictures, Path(folder)) if kind == "passport" else ""
                rows.append(_accuracy_row(f"{kind}, {condition}", count, peer))
    return [
        *rows,
        _share_row("papers in all conditions", "0 wrong", total, 0),
        _share_row("papers that are on the picture", "≥ 85 %, 0 wrong", whole, 0.85),
    ]


def _share_row(name: str, goal: str, count: Mapping[str, int], least: float) -> Row:
    share = count["right"] / max(count["right"] + count["asked"], 1)
    told = f"{share:.0%} right, {count['wrong']} wrong"
    return Row(name, goal, told, "", not count["wrong"] and share >= least)


def _accuracy_row(name: str, count: Counter[str], peer: str) -> Row:
    return Row(name, "0 wrong", _told(count), peer, not count["wrong"])


def _told(count: Mapping[str, int]) -> str:
    return ", ".join(f"{count.get(one, 0)} {one}" for one in ("right", "asked", "wrong"))


def _judged(said: Mapping[str, str], read: Mapping[str, str]) -> Counter[str]:
    return Counter(
        "asked" if key not in read else "right" if read[key] == value else "wrong"
        for key, value in said.items()
    )


def _peer(pictures: list[bytes], folder: Path) -> str:
    """The passports as the peer reads them, in an environment of its own."""
    if shutil.which("tesseract") is None:
        return "PassportEye needs tesseract, which is not here"
    files = [folder / f"{number}.jpg" for number in range(len(pictures))]
    for file, picture in zip(files, pictures, strict=True):
        file.write_bytes(picture)
    uv = [str(Path(sys.executable).parent / "uv"), "run", "--quiet", "--no-project", "--with", PEER, "python"]
    done = subprocess.run(
        [*uv, str(PEER_READS), *map(str, files)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return "PassportEye could not be installed"
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    count = Counter[str]()
    for holder, one in zip(PEOPLE, told, strict=True):
        said = said_on("passport", holder)
        # Its days are those of the zone: year, month and day of two digits each.
        days = {key: said[key][2:].replace("-", "") for key in ("date_of_birth", "passport_expires")}
        count.update(_judged({**said, **days}, one["facts"]))
    return f"PassportEye: {_told(count)}, {median(one['seconds'] for one in told):.1f} s"
