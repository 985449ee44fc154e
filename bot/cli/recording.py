"""`jiaji chat --record` and `jiaji record`: scripts of what happened, kept only if they are green when replayed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.testing import SUFFIX
from bot.cli.wiring import fail, periods
from bot.i18n import Lang, translate

if TYPE_CHECKING:
    from bot.flow import Flow
    from bot.settings import Settings
    from bot.store import Store

app = typer.Typer()


def new_script(path: Path) -> Path:
    """The path, if a new script can be there."""
    if not path.name.endswith(SUFFIX) or path.name == SUFFIX:
        fail(f"{path}: the name of a script ends in {SUFFIX}")
    if path.exists():
        fail(f"{path} is there already; name a new file.")
    if not path.parent.is_dir():
        fail(f"There is no folder {path.parent}.")
    return path


async def hold(flow: Flow, store: Store, now: Settings, path: Path, lang: Lang | None) -> None:
    """The talk in the terminal, and then its script."""
    from bot.channels.chat import hold as talk
    from bot.channels.chat import known
    from bot.rehearsal.deeds import Unwritten
    from bot.rehearsal.overhearing import Overhearing, files_of, keep_talk

    new_script(path)
    before = await known(store)
    files = await files_of(store, before) if before is not None else {}
    overheard = Overhearing()
    await talk(flow, store, now.data, periods(now), lang, overheard.take_turn)
    try:
        languages = keep_talk(overheard.lives, path, flow.address, files)
    except Unwritten as unwritten:
        fail(f"{path} is not written: {translate(unwritten.why, overheard.language)}")
    typer.echo(f"{path} is written and green ({', '.join(languages)}).")
