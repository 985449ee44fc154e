"""A run shown with all that a script could check after each turn, in the words of the grammar.

What is shown may be copied under the line it stands below, as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core import STATUS, Letter, Reply, Spot, as_typed
from bot.documents import attachment_names
from bot.i18n import Lang
from bot.rehearsal.keys import bracketed
from bot.rehearsal.playing.as_played import bot_line
from bot.rehearsal.playing.play_run import PlayedRun
from bot.rehearsal.playing.sandbox import button_name
from bot.rehearsal.playing.snapshot import Snapshot
from bot.rehearsal.scripts.keywords import EMAIL
from bot.rehearsal.scripts.wording import check_line, escaped, word


def show_run(played: PlayedRun) -> Iterator[str]:
    """Line by line; data is shown where it is new or another than a turn before."""
    spoken = played.run.script.spoken
    known: dict[str, str] = {}
    for exchange in played.exchanges:
        yield from (line for line in exchange.exchange.line.raw if line.strip())
        for reply in exchange.after.replies:
            yield from _reply(reply, spoken)
        now = {key: as_typed(value) for key, value in exchange.after.walk.answers.values.items()}
        yield from _standing(
            exchange.after, {key: now[key] for key in now if now[key] != known.get(key)}, spoken
        )
        known = now
        yield ""


def _reply(reply: Reply, spoken: Lang) -> Iterator[str]:
    yield from bot_line(reply, spoken)
    first, *more = escaped(reply.text).split("\n")
    yield check_line("text", first, spoken)
    yield from (f"  | {line}".rstrip() for line in more)
    buttons = [button_name(one.code, one.label) for row in reply.buttons for one in row]
    if buttons:
        yield check_line("buttons", " | ".join(buttons), spoken)
    if isinstance(reply.document, Letter):
        yield check_line("email", f"{word(EMAIL, 'subject', spoken)} = {reply.document.subject}", spoken)
        attachments = ", ".join(attachment_names(reply.document))
        yield check_line("email", f"{word(EMAIL, 'attachments', spoken)} = {attachments}", spoken)


def _standing(after: Snapshot, news: dict[str, str], spoken: Lang) -> Iterator[str]:
    state, place = after.conversation.state, after.place
    is_asked = place and state in ("asking", "revisiting")
    yield check_line("state", bracketed(place) if is_asked else STATUS[state], spoken)
    for key, value in news.items():
        yield check_line("data", f"{key} = {value}", spoken)
    at = after.walk.place
    warnings = [one.ruling.key for one in after.walk.verdicts if one.ruling.strength == "warn"]
    notes = [one.ruling.key for one in after.walk.notes]
    if at is not None and not isinstance(at, Spot):
        yield check_line("ruling", at.ruling.key, spoken)
    if warnings:
        yield check_line("warnings", " | ".join(warnings), spoken)
    if notes:
        yield check_line("notes", " | ".join(notes), spoken)
