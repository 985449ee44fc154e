"""A talk that staff look at becomes a script for testers, handed out as a file; nothing of it stays on this machine."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from bot.console import ContentOf, NoScript
from bot.core import Flow, Order, Periods
from bot.documents import TranscriptMessage
from bot.rehearsal.recording.acts_from_turns import NotRecordable
from bot.rehearsal.recording.attachments import SUFFIX
from bot.rehearsal.recording.record_stored import record_transcript


async def script_of_talk(
    flow: Flow,
    periods: Periods,
    id: str,
    said: Sequence[TranscriptMessage],
    orders: Mapping[int, Order],
    content_of: ContentOf,
    turn: int | None,
) -> tuple[str, bytes]:
    """Its name and bytes: the script, or an archive of it and its files. Raises NoScript."""
    name = "talk" if turn is None else f"turn-{turn}"
    with TemporaryDirectory() as made:
        path = Path(made) / f"{name}{SUFFIX}"
        try:
            await record_transcript(flow, id, said, orders, content_of, path, flow.address, periods, turn)
        except NotRecordable as not_recordable:
            raise NoScript(not_recordable.why) from None
        files = sorted(one for one in Path(made).rglob("*") if one.is_file())
        if files == [path]:
            return path.name, path.read_bytes()
        return f"{name}.zip", _archive(Path(made), files)


def _archive(folder: Path, files: Sequence[Path]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for file in files:
            archive.write(file, file.relative_to(folder).as_posix())
    return out.getvalue()
