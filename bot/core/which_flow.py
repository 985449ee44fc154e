"""Which of several dialogs a message is for, and the question that asks where that is not known.

Whoever has to be asked is in the lobby: a conversation that has no dialog yet. Where there is one dialog, nobody is.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.command_words import command_in
from bot.core.engine.turn_draft import short_id
from bot.core.flow import Flow
from bot.core.options import code_in
from bot.core.reading import Option
from bot.core.typed_text import plain
from bot.core.values import Button, Conversation, Incoming, Passage, Reply, Turn
from bot.i18n import N_, InEachLanguage, Text, translate

LOBBY = "which_flow"
"""Stands in the place of a dialog's key."""
WHICH = N_("What is it about? Send its number.")
NEVER = datetime.min.replace(tzinfo=UTC)


def latest(conversations: Collection[Conversation]) -> Conversation | None:
    """The one that was heard last: what is said goes on there."""
    return max(conversations, key=lambda one: one.last_heard or NEVER, default=None)


def flow_for(flows: Sequence[Flow], known: Sequence[Conversation], incoming: Incoming) -> Flow | None:
    """The dialog that a message of somebody with these conversations is for; None where they are to be asked."""
    if len(flows) == 1:
        return flows[0]
    chosen = chosen_flow(flows, known, incoming)
    if chosen is not None:
        return chosen
    here = _conversation_of(known, incoming)
    if here is None or here.flow == LOBBY or command_in(incoming.text or "") == "start":
        return None
    return _by_key(flows, here.flow)


def chosen_flow(flows: Sequence[Flow], known: Sequence[Conversation], incoming: Incoming) -> Flow | None:
    """The dialog that somebody in the lobby names: by its button, its number or its title."""
    lobby = next((one for one in known if one.flow == LOBBY), None)
    if lobby is None:
        return None
    if incoming.tap is not None:
        return _by_key(flows, incoming.tap.code) if incoming.tap.conversation == lobby.id else None
    options = tuple(Option(flow.key, flow.title) for flow in flows)
    return _by_key(flows, code_in(options, plain(incoming.text or "")))


def begun(incoming: Incoming) -> Incoming:
    """What the chosen dialog hears: the choice itself is no word of it."""
    return replace(incoming, text="/start", tap=None)


def _conversation_of(known: Sequence[Conversation], incoming: Incoming) -> Conversation | None:
    """Where a message belongs: under whose button, to whose answer; else to the lobby, or where somebody was last."""
    tap, message = incoming.tap, incoming.message if incoming.edits else None
    for one in known:
        if tap is not None and tap.conversation == one.id:
            return one
        if message is not None and message in one.answered_by_message:
            return one
    lobby = next((one for one in known if one.flow == LOBBY), None)
    return lobby or latest(known)


def _by_key(flows: Sequence[Flow], key: str | None) -> Flow | None:
    return next((flow for flow in flows if flow.key == key), None)


def ask_which(flows: Sequence[Flow], lobby: Conversation, incoming: Incoming) -> Turn:
    """The first words where there are several dialogs: each by its title, in every language."""
    titles = [Text("%(n)s. %(title)s").of(n=n, title=flow.title) for n, flow in enumerate(flows, 1)]
    parts = tuple(InEachLanguage(text) for text in (WHICH, *titles))
    now = replace(
        lobby,
        turn=lobby.turn + 1,
        asked=LOBBY,
        prompted_in_turn=lobby.turn + 1,
        last_heard=max(incoming.at, lobby.last_heard or incoming.at),
        reminded=False,
    )
    reply = Reply(
        LOBBY,
        "\n\n".join(translate(part, now.language) for part in parts),
        tuple((Button(flow.key, translate(flow.title, now.language)),) for flow in flows),
        prompt_id=short_id(LOBBY),
        turn=now.prompted_in_turn,
        said=(Passage(LOBBY, parts, tuple(flow.title for flow in flows)),),
    )
    return Turn(incoming, now, (reply,))
