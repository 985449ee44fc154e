"""A script is kept only if it is green: it is written beside its place, replayed by the player, and only then put there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.core import Flow
from bot.i18n import LANGUAGES, N_, Lang, Text
from bot.rehearsal.playing.diff import LAYERS
from bot.rehearsal.playing.play_run import play_run
from bot.rehearsal.recording.acts_from_turns import NotRecordable, RecordedAct
from bot.rehearsal.recording.attachments import Attachments
from bot.rehearsal.recording.leak_check import leaks
from bot.rehearsal.recording.script_header import ScriptHeader
from bot.rehearsal.recording.script_writer import written
from bot.rehearsal.scripts.runs import read_runs
from bot.rehearsal.scripts.script import Unreadable

NOT_GREEN = N_("Replayed, it is not green: %(why)s")
NOT_INVENTED = N_("Something of what was said would stand in the script.")
NO_FILE = N_("%(path)s cannot be written (%(why)s).")


def keep(
    flow: Flow,
    header: ScriptHeader,
    acts: Sequence[RecordedAct],
    lang: Lang,
    attachments: Attachments,
    secrets: frozenset[str] = frozenset(),
) -> tuple[Lang, ...]:
    """The languages in which the script plays: both, or the one in which it happened. Raises NotRecordable.

    None of the `secrets` may stand in it.
    """
    try:
        try:
            return _keep(flow, header, acts, _both(lang), attachments, secrets)
        except NotRecordable:
            return _keep(flow, header, acts, (lang,), attachments, secrets)
    except NotRecordable:
        attachments.undo()
        raise
    except OSError as error:
        attachments.undo()
        why = NO_FILE.of(path=str(attachments.script), why=error.strerror or type(error).__name__)
        raise NotRecordable(why) from None


def _both(lang: Lang) -> tuple[Lang, ...]:
    return (lang, *(other for other in LANGUAGES if other != lang))


def _keep(
    flow: Flow,
    header: ScriptHeader,
    acts: Sequence[RecordedAct],
    languages: tuple[Lang, ...],
    attachments: Attachments,
    secrets: frozenset[str],
) -> tuple[Lang, ...]:
    text = written(flow, header, acts, languages, attachments)
    if leaks(flow, text, secrets):
        raise NotRecordable(NOT_INVENTED)
    draft = attachments.script.with_name(f".{attachments.script.name}.draft")
    try:
        draft.write_bytes(text.encode("utf-8", "surrogatepass"))
        why = next(_wrong(flow, draft), None)
        if why is not None:
            raise NotRecordable(NOT_GREEN.of(why=why))
        draft.replace(attachments.script)
    finally:
        draft.unlink(missing_ok=True)
    return languages


def _wrong(flow: Flow, path: Path) -> Iterator[Text | str]:
    """Whatever keeps a script from being green."""
    try:
        for run in read_runs(flow, path):
            for one in play_run(flow, run).differences:
                layer, wanted, got = LAYERS[one.layer], one.wanted or "—", one.got or "—"
                yield N_("%(layer)s: %(wanted)s / %(got)s").of(layer=layer, wanted=wanted, got=got)
    except Unreadable as unreadable:
        for fault in unreadable.faults:
            yield fault.what
