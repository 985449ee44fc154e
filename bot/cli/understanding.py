"""`jiaji understand`: what the bot makes of a text at a question, or of a message with many facts; counts a case file."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.wiring import fail, settings, shanghai_today, the_flow

if TYPE_CHECKING:
    from bot.core import Flow
    from bot.rehearsal.understanding.cases import Case

app = typer.Typer()


@app.command()
def understand(
    texts: Annotated[list[str], typer.Argument(help="case files (JSON), or texts with --at or --anywhere")],
    at: Annotated[
        str | None, typer.Option(help="the question at which the texts are said, like residences[].since")
    ] = None,
    anywhere: Annotated[bool, typer.Option("--anywhere", help="each text is a message of its own")] = False,
    lang: Annotated[Literal["zh", "en"] | None, typer.Option(help="zh or en")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a case")] = False,
) -> None:
    """Tell what the bot makes of texts. Exit code 0: as expected, 1: something is not, 2: a case cannot be read."""
    from bot.rehearsal.understanding.asking import NoSuchQuestion
    from bot.rehearsal.understanding.cases import Case, CaseError, read_cases

    flow = the_flow(settings())
    try:
        if at is not None or anywhere:
            cases = [Case(text, lang or "zh", at=None if anywhere else at) for text in texts]
        else:
            cases = [case for text in texts for case in read_cases(Path(text))]
        raise typer.Exit(_tell(flow, cases, as_json))
    except NoSuchQuestion as error:
        fail(f"The dialog has no question “{error}”.")
    except CaseError as error:
        fail(str(error))


def _tell(flow: Flow, cases: list[Case], as_json: bool) -> int:
    """Print each, then the counts by kind; 1 where one is wrong."""
    from bot.rehearsal.understanding.judging import judged

    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    silent = 0
    for case in cases:
        told = judged(flow, case, case.today or shanghai_today())
        if as_json:
            typer.echo(json.dumps(told.as_object(), ensure_ascii=False))
        elif told.is_right is not True:
            typer.echo(told.line())
        if told.is_right is not None:
            (right if told.is_right else wrong)[case.kind] += 1
            silent += told.is_silent
    if right or wrong:
        _count(right, wrong, silent)
    return int(bool(wrong))


def _count(right: Counter[str], wrong: Counter[str], silent: int) -> None:
    for kind in sorted({*right, *wrong}):
        counted = right[kind] + wrong[kind]
        share = right[kind] / counted * 100
        typer.echo(f"{kind}: {right[kind]} right, {wrong[kind]} wrong ({share:.1f} %)", err=True)
    typer.echo(
        f"all: {right.total()} right, {wrong.total()} wrong, {silent} of them stored in silence", err=True
    )
