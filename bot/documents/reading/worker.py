"""The child that reads papers: `python -m bot.documents.reading.worker` loads the models once, then answers
paper after paper.

A paper comes as a line of JSON and the bytes of its cleaned files; a line of JSON goes back. It can reach no
other file and no network once the models are there, and works only when nobody else wants the processor.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from datetime import date
from typing import Any, BinaryIO

from bot.core import CleanFile, FileRef, Paper
from bot.documents.confining import confine
from bot.documents.reading import read_paper, warm_up

MEMORY = 800 * 1024 * 1024
"""Bytes it may write to; it takes some 480 MB."""


def main() -> None:
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    warm_up()
    confine()
    papers, answers = sys.stdin.buffer, sys.stdout.buffer
    while line := papers.readline():
        asked = json.loads(line)
        files = [_file(papers, one) for one in asked["files"]]
        answers.write(
            json.dumps(packed(read_paper(files, date.fromisoformat(asked["today"])))).encode() + b"\n"
        )
        answers.flush()


def _file(papers: BinaryIO, ref: dict[str, Any]) -> CleanFile:
    return CleanFile(FileRef("", ref["kind"], 1, ref["size"], ""), papers.read(ref["size"]))


def packed(paper: Paper) -> dict[str, Any]:
    return {
        "kind": paper.kind,
        "facts": [[fact.key, fact.text] for fact in paper.facts],
        "asked": list(paper.asked),
        "mistake": paper.mistake.key if paper.mistake is not None else None,
        "lacks": list(paper.lacks),
    }


if __name__ == "__main__":
    main()
