"""What was asked in between is settled: one entry of a table for each kind of pending thing."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.engine.actions import call, later, resume, without
from bot.core.engine.at_the_list import ask_one_by_one, keep_list
from bot.core.engine.interpreting import checked
from bot.core.engine.settling import accept, take, take_also
from bot.core.engine.turn_draft import TurnDraft
from bot.core.reading import Odd, Understood
from bot.core.values import NOTHING_SAID, Pending
from bot.i18n import N_


def resolve(draft: TurnDraft, pending: Pending, code: str) -> None:
    draft.change(pending=None)
    _BY_KIND[pending.kind](draft, pending, code)


def _read(draft: TurnDraft, pending: Pending, code: str) -> None:
    spot = draft.walk.spot(pending.key)
    if spot is not None:
        meant = Understood(pending.readings[int(code) - 1], say_back=True)
        take(draft, spot, checked(draft, spot, meant))
        for reading in pending.readings:
            take_also(draft, spot, str(reading))


def _keep_odd(draft: TurnDraft, pending: Pending, code: str) -> None:
    spot = draft.walk.spot(pending.key)
    if spot is not None and code == "keep":
        kept = Understood(pending.readings[0], say_back=True)
        again = checked(draft, spot, kept)
        take(draft, spot, kept if isinstance(again, Odd) else again)
        if draft.conversation.answers.get(spot.key) == kept.value:
            take_also(draft, spot, str(kept.value))


def _change(draft: TurnDraft, pending: Pending, code: str) -> None:
    spot = draft.walk.spot(pending.key)
    if spot is not None and code == "apply":
        accept(draft, spot, pending.readings[0], say_back=True)
    else:
        draft.change(revisiting=None)


def _share(draft: TurnDraft, _pending: Pending, code: str) -> None:
    if code == "apply":
        draft.change(is_shared=True)
        call(draft)
    else:
        draft.say_first("person.alone", N_("Then nobody reads it."), draft.flow.elsewhere)


def _remove(draft: TurnDraft, pending: Pending, code: str) -> None:
    if code == "apply":
        without(draft, pending.key)


def _restart(draft: TurnDraft, _pending: Pending, code: str) -> None:
    if code == "apply":
        draft.change(**NOTHING_SAID, misses=0)
        draft.reopen()


def _facts(draft: TurnDraft, _pending: Pending, code: str) -> None:
    if code == "apply":
        keep_list(draft)
    else:
        ask_one_by_one(draft)


_BY_KIND: dict[str, Callable[[TurnDraft, Pending, str], None]] = {
    "readings": _read,
    "odd": _keep_odd,
    "change": _change,
    "share": _share,
    "remove": _remove,
    "facts": _facts,
    "restart": _restart,
}


def leave(draft: TurnDraft, code: str) -> None:
    """Everything is erased, or kept after all."""
    if code == "erase":
        draft.fire("erase")
        draft.change(**NOTHING_SAID, pending=None)
        draft.reply(
            "erased",
            N_(
                "Everything you told me is erased here, and is gone from sealed backups after 30 days at most. You can delete the messages in this chat yourself. Send /start if you need me again."
            ),
        )
        draft.prompting = False
        return
    resume(draft)
    later(draft)
