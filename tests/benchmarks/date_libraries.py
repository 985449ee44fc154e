"""Days as people type them: what is read right, asked and read wrong here, beside libraries for dates on the same texts."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from bot.rehearsal.understanding.cases import Case, read_cases
from bot.rehearsal.understanding.judging import judged
from tests.benchmarks.row import Row
from tests.support.real_flow import FLOW

CASES = Path(__file__).parents[1] / "cases" / "said.json"
BESIDE = Path(__file__).parents[3] / "shared" / "cases" / "typed.json"
READS = Path(__file__).parent / "peers" / "date_libraries_read.py"
TODAY = date(2026, 11, 25)
LIBRARIES = {
    "dateparser": ("dateparser==1.5.0",),
    "jionlp": ("jionlp==1.5.31",),
    "duckling": ("duckling==1.8.0", "JPype1==1.7.1"),
}


def measure() -> list[Row]:
    cases = [case for path in (CASES, BESIDE) if path.exists() for case in read_cases(path) if _day(case)]
    ours = Counter(judged(FLOW, case, TODAY).is_right for case in cases)
    peers = {name: _counted(name, cases) for name in LIBRARIES}
    beside = "; ".join(f"{name}: {told}" for name, told in peers.items())
    return [
        Row(
            f"{len(cases)} days as people type them",
            "right in all",
            f"{ours[True]} right",
            beside,
            not ours[False],
        )
    ]


def _day(case: Case) -> str:
    """The one day that a case is about, in ISO form; empty where there is none, or several."""
    expected = (case.expected or "").lstrip("=?")
    is_day = len(expected) == 10 and expected[4::3] == "--" and expected.replace("-", "").isdecimal()
    return expected if is_day and case.today is not None else ""


def _counted(name: str, cases: list[Case]) -> str:
    texts = [[case.text, case.lang, str(case.today)] for case in cases]
    packages = [word for one in LIBRARIES[name] for word in ("--with", one)]
    uv = [str(Path(sys.executable).parent / "uv"), "run", "--quiet", "--no-project", *packages, "python"]
    done = subprocess.run(
        [*uv, str(READS), name], input=json.dumps(texts), capture_output=True, text=True, check=False
    )
    if done.returncode:
        return "does not run here"
    read = [json.loads(line) for line in done.stdout.splitlines() if line.startswith(('"', "null"))]
    return _told(zip(map(_day, cases), read, strict=True))


def _told(pairs: Iterable[tuple[str, str | None]]) -> str:
    count = Counter("none" if read is None else "right" if read == day else "wrong" for day, read in pairs)
    return f"{count['right']} right, {count['wrong']} wrong"
