"""`jiaji chat --record` and `jiaji record`: scripts of what happened, kept only if they are green when replayed."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from bot.cli.testing import SUFFIX
from bot.cli.wiring import fail, opened_store, periods, settings, staffed, the_flows, until_done
from bot.i18n import Lang, Text, translate

if TYPE_CHECKING:
    from bot.core import Flow
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
    from bot.channels.terminal import hold as talk
    from bot.channels.terminal import known
    from bot.rehearsal.recording.acts_from_turns import NotRecordable
    from bot.rehearsal.recording.chat_recorder import ChatRecorder
    from bot.rehearsal.recording.record_chat import files_of, save_chat

    new_script(path)
    before = await known(store)
    files = await files_of(store, before) if before is not None else {}
    (flow,) = staffed([flow], now)
    recorder = ChatRecorder(flow, path)
    await talk([flow], store, now.data, periods(now), lang, recorder)
    try:
        languages = save_chat(flow, recorder.recorded_turns, path, files)
    except NotRecordable as not_recordable:
        _not_written(path, not_recordable.why, recorder.language)
    typer.echo(f"{path} is written and green ({', '.join(languages)}).")


@app.command()
def record(
    conversation: Annotated[str, typer.Option("--from", help="its id, as the logs name it")],
    out: Annotated[Path | None, typer.Option(help="a new script; recorded.chat.txt and so on")] = None,
    data: Annotated[Path | None, typer.Option(help="where the answers are kept")] = None,
) -> None:
    """Make a script of a stored conversation: everything personal in it is replaced by something invented."""
    path, now = new_script(out or _free()), settings(data)
    (flow, *_) = staffed(the_flows(now), now)

    async def work() -> None:
        from bot.rehearsal.recording.acts_from_turns import NotRecordable
        from bot.rehearsal.recording.record_stored import record_stored

        async with opened_store(now) as store:
            key = await store.key_of(conversation)
            if key is None:
                fail(f"There is no conversation {conversation}.")
            # Whoever opens a transcript is noted, whatever comes of it.
            async with store.upkeep() as upkeep:
                await upkeep.note("recorded", conversation)
            try:
                languages = await record_stored(
                    flow, store, conversation, key, path, flow.address, periods(now)
                )
            except NotRecordable as not_recordable:
                _not_written(path, not_recordable.why, "en")
        typer.echo(f"{path} is written and green ({', '.join(languages)}); read it before you pass it on.")

    until_done(work())


def _free() -> Path:
    names = (f"recorded{f'-{number}' if number > 1 else ''}{SUFFIX}" for number in count(1))
    return next(path for path in map(Path, names) if not path.exists())


def _not_written(path: Path, why: Text, lang: Lang) -> NoReturn:
    typer.echo(f"{path} is not written: {translate(why, lang)}", err=True)
    raise typer.Exit(1)
