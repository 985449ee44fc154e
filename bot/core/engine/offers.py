"""Choices that aren't answers: going on after a warning, confirming, taking something from a list to change."""

from __future__ import annotations

import re

from bot.core.engine import prompts
from bot.core.engine.actions import ACTIONS, is_action
from bot.core.engine.after_sending import mark_sent, tell_news
from bot.core.engine.at_the_list import drop_from_list
from bot.core.engine.by_number import change_numbered
from bot.core.engine.commands import obey
from bot.core.engine.letters import hand_over_letter
from bot.core.engine.matching import by_other_name, chosen, named, named_in_part
from bot.core.engine.prompt import Offer, Prompt
from bot.core.engine.resolving import leave, resolve
from bot.core.engine.turn_draft import TurnDraft, current, waiting
from bot.core.lifecycle import allows
from bot.core.options import position_in
from bot.core.review import entry_at
from bot.core.understanding import act_of, last_clause, without_remarks
from bot.core.values import Pending
from bot.core.walk import Verdict
from bot.i18n import N_

CHOOSE = N_("Which one of these is it?")


def tap(draft: TurnDraft, code: str) -> bool:
    """A choice by its button: every list on the screen can be tapped, not only the last one."""
    _forget_menu(draft)
    if is_action(code):
        return act(draft, code)
    return (
        waiting(draft) is None
        and code in {offer.code for offer in current(draft).offers}
        and act(draft, code)
    )


def choose(draft: TurnDraft, typed: str) -> bool:
    """A choice offered here, by code, label or number; False where there is none such."""
    menu = _forget_menu(draft)
    if menu is not None and (change_numbered(draft, menu.readings, typed) or _pick(draft, typed, menu)):
        return True
    if waiting(draft) is not None:
        return False
    # The numbers were those of the list.
    prompt = current(draft)
    code = _chosen(draft, prompt, typed, by_number=menu is None)
    return code is not None and act(draft, code)


def chosen_in_the_end(draft: TurnDraft, text: str) -> str | None:
    """“he raised her like a father. yes go on”: the offer that a story comes to. What asks comes to none."""
    end = last_clause(text)
    return (
        _chosen(draft, current(draft), end, by_number=False) if end != text and act_of(text) is None else None
    )


def _chosen(draft: TurnDraft, prompt: Prompt, typed: str, *, by_number: bool) -> str | None:
    """With what is said around it, or without: “ok continue”."""
    for said in dict.fromkeys((typed, without_remarks(typed))):
        code = chosen(prompt, said, by_number=by_number) or by_other_name(draft.flow, prompt.named, said)
        if code is not None:
            return code
    return None


def _forget_menu(draft: TurnDraft) -> Pending | None:
    """The list to change from that was put last, if it was: it is answered or forgotten now."""
    pending = draft.conversation.pending
    if pending is None or pending.kind != "menu":
        return None
    draft.change(pending=None)
    return pending


def _pick(draft: TurnDraft, sent: str, menu: Pending) -> bool:
    """What was typed names something on the list."""
    code = _menu_code(draft, sent, menu)
    if code is not None and not act(draft, code):
        # It is no longer there; its number must not become an answer.
        draft.say_first("choose", CHOOSE)
    return code is not None


def _menu_code(draft: TurnDraft, sent: str, menu: Pending) -> str | None:
    codes = [str(code) for code in menu.readings]
    part = _IT.sub("", sent)
    position = position_in(part, len(codes))
    if position is not None:
        return codes[position]
    offers = _menu_offers(draft, menu)
    if _REMOVE.fullmatch(part):
        return next((code for code in codes if code.startswith("r.")), None)
    code = named(offers, sent) or named_in_part(offers, part) or by_other_name(draft.flow, offers, part)
    return code if code in codes else None


# “remove it”, “the address, please”, “change the address”
_IT = re.compile(
    r"^(?:(?:please|pls|kindly|i want to|i'd like to|change|fix|correct|edit|the|my|改|修改|要改|我要改)\s*)+(?=\S)|[\s,]+(?:it|this|that|this one|please|pls)[.!]*$|(?:[这那][个条一]+|它|吧)$",
    re.I,
)


_REMOVE = re.compile(r"(?:删掉?|删除|去掉|拿掉|移除|不要)了?|remove|delete|drop|take out", re.I)


def _menu_offers(draft: TurnDraft, menu: Pending) -> tuple[Offer, ...]:
    """What was offered: all answers, the entries of a list, or the answers of one of them."""
    entry = entry_at(draft.flow, menu.key)
    if entry is not None:
        return prompts.card(draft.walk, *entry).offers
    if menu.key:
        return prompts.listed(draft.walk, menu.key).offers
    return prompts.review(draft.flow, draft.walk, (), confirmable=False).offers


def act(draft: TurnDraft, code: str) -> bool:
    """Do what a choice says. False where it means nothing here."""
    now, place = draft.conversation, draft.place
    if code.startswith("/"):
        return obey(draft, code[1:])
    if code.startswith("x."):
        return drop_from_list(draft, code[2:])
    if is_action(code):
        return ACTIONS[code[0]](draft, code[2:])
    if now.state == "cancelling":
        leave(draft, code)
        return True
    if now.pending is not None:
        resolve(draft, now.pending, code)
        return True
    if isinstance(place, Verdict) and code == "continue":
        acknowledged = {**now.acknowledged, place.ruling.key: place.facts}
        draft.change(acknowledged=acknowledged, misses=0)
        return True
    if code == "confirm" and allows(now.state, "confirm"):
        hand_over_letter(draft)
        return True
    if code == "sent":
        return mark_sent(draft)
    return tell_news(draft, code)
