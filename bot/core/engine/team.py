"""People of the team in the chat: they are asked for, take over, write, propose a value, hand back.

While they have the conversation the bot is silent, and nothing that is written is an answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.core.command_words import command_in
from bot.core.engine.actions import resume
from bot.core.engine.commands import obey
from bot.core.engine.interpreting import checked
from bot.core.engine.offers import choose, tap
from bot.core.engine.split_reply import split_reply
from bot.core.engine.turn_draft import TurnDraft, current, derive_state, is_current
from bot.core.engine.upgrading import upgrade_conversation
from bot.core.flow import Flow
from bot.core.lifecycle import allows
from bot.core.reading import Odd, Understood
from bot.core.typed_text import plain
from bot.core.upgrade import fingerprint
from bot.core.values import SHANGHAI, Conversation, Incoming, Pending, Turn, as_value
from bot.core.walk import Spot
from bot.i18n import N_

OrderKind = Literal["take", "say", "ask", "back"]
OBEYED = ("cancel", "delete", "export", "unshare")
"""What is the person's right at any time, whoever they talk to."""


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody of the team wants done: take over, say `text`, ask whether `text` is the answer to `key`, hand back."""

    kind: OrderKind
    at: datetime
    text: str = ""
    key: str = ""


def is_with_team(conversation: Conversation) -> bool:
    """Whether the team has the conversation, also while it is asked whether everything is to be erased."""
    pending = conversation.pending
    is_leaving = conversation.state == "cancelling" and pending is not None and pending.key == "handed_over"
    return conversation.state == "handed_over" or is_leaving


def hear_for_team(draft: TurnDraft, incoming: Incoming) -> None:
    """A message to the team: it is kept, and the bot says nothing, but for what nobody may keep from a person."""
    if draft.conversation.state == "cancelling":
        if not _decides(draft, incoming):
            resume(draft)
    elif incoming.text is not None and not incoming.edits and command_in(incoming.text) in OBEYED:
        obey(draft, command_in(incoming.text) or "")
    if draft.conversation.state == "handed_over" and not draft.conversation.is_shared:
        # Whom nobody may read any more is with the bot again.
        _hand_back(draft)
    elif draft.conversation.state != "cancelling":
        draft.prompting = False


def _decides(draft: TurnDraft, incoming: Incoming) -> bool:
    """Whether a message answers the question if everything is to be erased."""
    if incoming.tap is not None:
        return is_current(incoming.tap, draft.conversation) and tap(draft, incoming.tap.code)
    if incoming.text is None or incoming.edits:
        return False
    said = command_in(incoming.text)
    return obey(draft, said) if said == "keep" else choose(draft, plain(incoming.text))


def follow_order(flow: Flow, conversation: Conversation, order: Order) -> Turn | None:
    """What an order does. None where it means nothing: nobody has the conversation, or it is over, or no such value."""
    draft = TurnDraft(flow, conversation, order.at.astimezone(SHANGHAI).date())
    if not _DO[order.kind](draft, order):
        return None
    replies = tuple(part for reply in draft.replies for part in split_reply(reply))
    if draft.conversation.turn == conversation.turn:
        draft.change(turn=conversation.turn + 1)
    return Turn(None, draft.conversation, replies, tuple(draft.moves))


def _take(draft: TurnDraft, _order: Order) -> bool:
    now = draft.conversation
    if not now.is_shared or not allows(now.state, "hand_over"):
        return False
    draft.fire("hand_over")
    draft.change(before_team=now.state)
    draft.reply(
        "team.here",
        N_(
            "A person of our team is here now and reads along. What you write goes to them, until they hand you back to me."
        ),
    )
    return True


def _say(draft: TurnDraft, order: Order) -> bool:
    if draft.conversation.state != "handed_over" or not order.text.strip():
        return False
    draft.reply("team.said", order.text)
    return True


def _back(draft: TurnDraft, _order: Order) -> bool:
    if not _hand_back(draft):
        return False
    draft.say_first(
        "team.left",
        N_("I am back. What you wrote to the team is kept, but not taken as answers. We are here:"),
    )
    draft.show(current(draft))
    return True


def _ask(draft: TurnDraft, order: Order) -> bool:
    """The value is only offered: it counts when the person says yes."""
    spot = draft.walk.spot(order.key)
    if spot is None or not _hand_back(draft):
        return False
    spot = draft.walk.spot(order.key)
    reading = _reading(draft, spot, order.text) if spot is not None else None
    if spot is None or reading is None:
        return False
    draft.change(pending=Pending("odd", spot.key, (as_value(reading),)), revisiting=spot.key)
    derive_state(draft)
    draft.say_first("team.asks", N_("The team suggests for “%(label)s”:").of(label=spot.question.label))
    draft.show(current(draft))
    return True


def _reading(draft: TurnDraft, spot: Spot, text: str) -> object | None:
    match checked(draft, spot, spot.question.kind.read(text, draft.today)):
        case Understood(value) | Odd(value):
            return value
        case _:
            return None


def _hand_back(draft: TurnDraft) -> bool:
    if draft.conversation.state != "handed_over":
        return False
    was = draft.conversation.before_team
    draft.fire("hand_back", was_ready=was == "ready", was_sent=was == "sent")
    draft.change(before_team="")
    if draft.conversation.fingerprint != fingerprint(draft.flow):
        upgrade_conversation(draft)
    derive_state(draft)
    return True


_DO: dict[OrderKind, Callable[[TurnDraft, Order], bool]] = {
    "take": _take,
    "say": _say,
    "ask": _ask,
    "back": _back,
}
