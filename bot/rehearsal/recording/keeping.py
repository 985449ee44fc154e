"""A script is kept only if it is green: it is written beside its place, replayed by the player, and only then put there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.core import Flow
from bot.i18n import LANGUAGES, N_, Lang, Text
from bot.rehearsal.playing.diff import LAYERS, told_fault
from bot.rehearsal.playing.opening import Opening
from bot.rehearsal.playing.performance import perform
from bot.rehearsal.recording.deeds import Deed, Unwritten
from bot.rehearsal.recording.filing import Filing
from bot.rehearsal.recording.giveaways import tells
from bot.rehearsal.recording.scribe import written
from bot.rehearsal.scripts.casting import cast
from bot.rehearsal.scripts.grammar import read_scripts
from bot.rehearsal.scripts.known import faults
from bot.rehearsal.scripts.script import Unreadable

NOT_GREEN = N_("Replayed, it is not green: %(why)s")
NOT_INVENTED = N_("Something of what was said would stand in the script.")
NO_FILE = N_("%(path)s cannot be written (%(why)s).")


def keep(
    flow: Flow,
    opening: Opening,
    deeds: Sequence[Deed],
    lang: Lang,
    filing: Filing,
    secrets: frozenset[str] = frozenset(),
) -> tuple[Lang, ...]:
    """The languages in which the script plays: both, or the one in which it happened. Raises Unwritten.

    None of the `secrets` may stand in it.
    """
    try:
        try:
            return _keep(flow, opening, deeds, _both(lang), filing, secrets)
        except Unwritten:
            return _keep(flow, opening, deeds, (lang,), filing, secrets)
    except Unwritten:
        filing.undo()
        raise
    except OSError as error:
        filing.undo()
        why = NO_FILE.of(path=str(filing.script), why=error.strerror or type(error).__name__)
        raise Unwritten(why) from None


def _both(lang: Lang) -> tuple[Lang, ...]:
    return (lang, *(other for other in LANGUAGES if other != lang))


def _keep(
    flow: Flow,
    opening: Opening,
    deeds: Sequence[Deed],
    languages: tuple[Lang, ...],
    filing: Filing,
    secrets: frozenset[str],
) -> tuple[Lang, ...]:
    text = written(flow, opening, deeds, languages, filing)
    if tells(flow, text, secrets):
        raise Unwritten(NOT_INVENTED)
    draft = filing.script.with_name(f".{filing.script.name}.draft")
    try:
        draft.write_bytes(text.encode("utf-8", "surrogatepass"))
        why = next(_wrong(flow, draft), None)
        if why is not None:
            raise Unwritten(NOT_GREEN.of(why=why))
        draft.replace(filing.script)
    finally:
        draft.unlink(missing_ok=True)
    return languages


def _wrong(flow: Flow, path: Path) -> Iterator[Text | str]:
    """Whatever keeps a script from being green."""
    try:
        runs = [run for script in read_scripts(path) for run in cast(script)]
        for fault in faults(flow, runs):
            yield told_fault(fault, runs[0].script.spoken)
        for run in runs:
            for one in perform(flow, run).differences:
                layer, wanted, got = LAYERS[one.layer], one.wanted or "—", one.got or "—"
                yield N_("%(layer)s: %(wanted)s / %(got)s").of(layer=layer, wanted=wanted, got=got)
    except Unreadable as unreadable:
        for fault in unreadable.faults:
            yield fault.what
