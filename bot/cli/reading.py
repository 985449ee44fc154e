"""`jiaji read`: what the bot reads on a picture or a PDF, as it would show it for one yes."""

from __future__ import annotations

import asyncio
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.wiring import fail, shanghai_today

if TYPE_CHECKING:
    from bot.core import Paper

app = typer.Typer()


@app.command()
def read(
    files: Annotated[list[Path], typer.Argument(help="pictures or PDFs")],
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a file")] = False,
) -> None:
    """Tell what is read on papers. Exit code 0: each was looked at, 2: a file is not there."""
    from bot.documents import can_read

    if not can_read():
        fail("Papers cannot be read here: the libraries of the extra “documents” are missing (make setup).")
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        fail(f"There is no file {', '.join(missing)}.")
    today = shanghai_today()
    for file in files:
        told = _read(file, today)
        typer.echo(json.dumps(told, ensure_ascii=False) if as_json else _lines(told))


def _read(file: Path, today: date) -> dict[str, Any]:
    """Cleaned first, as whatever a stranger sends, and read from the cleaned copy."""
    from bot.core import Mistake, Paper
    from bot.documents import clean
    from bot.documents.reading import read_paper

    cleaned = asyncio.run(clean(file.read_bytes()))
    if isinstance(cleaned, Mistake):
        return _told(file, 0, Paper(mistake=cleaned))
    return _told(file, sum(one.ref.pages for one in cleaned), read_paper(cleaned, today))


def _told(file: Path, pages: int, paper: Paper) -> dict[str, Any]:
    """An attestation is no form, so its kind is `other`; what it lacks is told beside it."""
    is_attestation = paper.kind == "attestation"
    return {
        "file": str(file),
        "kind": "other" if is_attestation else paper.kind,
        "attestation": is_attestation,
        "pages": pages,
        "facts": {fact.key: fact.text for fact in paper.facts},
        "asked": list(paper.asked),
        "mistake": paper.mistake.key if paper.mistake is not None else None,
        "lacks": list(paper.lacks),
    }


def _lines(told: dict[str, Any]) -> str:
    kind = "attestation" if told["attestation"] else told["kind"]
    lines = [f"{told['file']}: {kind}, pages: {told['pages']}"]
    lines += [f"  {key} = {text}" for key, text in told["facts"].items()]
    if told["asked"]:
        lines.append(f"  asked: {', '.join(told['asked'])}")
    if told["lacks"]:
        lines.append(f"  lacks: {', '.join(told['lacks'])}")
    if told["mistake"]:
        lines.append(f"  mistake: {told['mistake']}")
    return "\n".join(lines)
