"""Choices that are no answers: going on after a warning, confirming, settling what is pending.

A choice is its code, its label in either language, or its number.
"""

from __future__ import annotations

from bot.core.engine import prompts
from bot.core.engine.actions import ACTIONS, call, is_action, later, resume, without
from bot.core.engine.answering import accept, checked, take, take_also
from bot.core.engine.commands import obey
from bot.core.engine.gathering import ask_one_by_one, drop_gathered, keep_gathered
from bot.core.engine.turn_draft import TurnDraft, current
from bot.core.flow import Incomplete
from bot.core.lifecycle import allows
from bot.core.options import NO, YES, position_in
from bot.core.reading import Odd, Understood
from bot.core.review import entry_at
from bot.core.typed_text import plain
from bot.core.understanding import named, polarity
from bot.core.values import Passage, Pending, Reply
from bot.core.walk import Spot, Verdict, judge
from bot.i18n import LANGUAGES, N_, translate

CHOOSE = N_("Please choose one of these; its number is enough.")


def tap(draft: TurnDraft, code: str) -> bool:
    """A choice by its button: every list on the screen can be tapped, not only the last one."""
    _forget_menu(draft)
    if is_action(code):
        return act(draft, code)
    return (
        not _is_asking(draft) and code in {offer.code for offer in current(draft).offers} and act(draft, code)
    )


def choose(draft: TurnDraft, typed: str) -> bool:
    """A choice offered here, by code, label or number; False where there is none such."""
    menu = _forget_menu(draft)
    if menu is not None and _pick(draft, typed, menu):
        return True
    if _is_asking(draft):
        return False
    # The numbers were those of the list.
    code = _offered(current(draft), typed, by_number=menu is None)
    return code is not None and act(draft, code)


def _is_asking(draft: TurnDraft) -> bool:
    now = draft.conversation
    return now.pending is None and isinstance(draft.place, Spot) and now.state in ("asking", "revisiting")


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
    position = position_in(sent, len(codes))
    if position is not None:
        return codes[position]
    offers = _menu_offers(draft, menu)
    code = _named(offers, sent) or _named_in_part(offers, sent) or _by_other_name(draft, offers, sent)
    return code if code in codes else None


def _menu_offers(draft: TurnDraft, menu: Pending) -> tuple[prompts.Offer, ...]:
    """What was offered: all answers, or those of one entry."""
    entry = entry_at(draft.flow, menu.key)
    if entry is not None:
        return prompts.card(draft.walk, *entry).offers
    return prompts.review(draft.flow, draft.walk, (), confirmable=False).offers


def _word(said: str) -> str:
    return plain(said).casefold().strip(" .。!！")


def _named(offers: tuple[prompts.Offer, ...], sent: str) -> str | None:
    """The offer of that code or label."""
    word = _word(sent)
    for offer in offers:
        if sent == offer.code or word in _names(offer):
            return offer.code
    return None


def _names(offer: prompts.Offer) -> list[str]:
    return [_word(translate(offer.label, lang)) for lang in LANGUAGES]


def _named_in_part(offers: tuple[prompts.Offer, ...], sent: str) -> str | None:
    """“email” or 护照 for a line to change: it is only asked again, so a word will do that one line alone has."""
    word = _word(sent)
    found = [offer.code for offer in offers if offer.code[1:2] == "." and _has_word(offer, word)]
    return found[0] if len(found) == 1 else None


def _by_other_name(draft: TurnDraft, offers: tuple[prompts.Offer, ...], sent: str) -> str | None:
    """手机号 for the line 联系电话: what people call a question, too."""
    wanted = {f"{kind}.{key}" for key in named(draft.flow, sent) for kind in "cx"}
    return next((offer.code for offer in offers if offer.code in wanted), None)


def _has_word(offer: prompts.Offer, word: str) -> bool:
    for name in _names(offer):
        if word in (name.replace("-", "").split() if word.isascii() else name):
            return len(word) > 1
    return False


def _offered(prompt: prompts.Prompt, sent: str, *, by_number: bool) -> str | None:
    offers = prompt.offers
    named = _named(offers, sent)
    if named is not None:
        return named
    position = position_in(sent, len(offers)) if by_number else None
    if position is not None:
        return offers[position].code
    return _yes_or_no(prompt, sent) or _named_in_part(offers, sent)


def _yes_or_no(prompt: prompts.Prompt, sent: str) -> str | None:
    """What yes or no means where the prompt asks for one; it has no meaning at a stop or among readings."""
    offers = prompt.offers
    if prompt.key.startswith("stop.") or prompt.key == "pending.readings" or len(offers) < 2:
        return None
    said = _said_yes_or_no(sent)
    if said == "yes" and not (prompt.key == "review" and is_action(offers[0].code)):
        return offers[0].code
    if said == "no":
        return {"review": "/change", "ready": "/later"}.get(prompt.key, offers[1].code)
    return None


def _said_yes_or_no(sent: str) -> str | None:
    word = _word(sent)
    return "yes" if word in YES else "no" if word in NO else polarity(sent)


def act(draft: TurnDraft, code: str) -> bool:
    """Do what a choice says. False where it means nothing here."""
    now, place = draft.conversation, draft.place
    if code.startswith("/"):
        return obey(draft, code[1:])
    if code.startswith("x."):
        return drop_gathered(draft, code[2:])
    if is_action(code):
        return ACTIONS[code[0]](draft, code[2:])
    if now.state == "cancelling":
        return _leave(draft, code)
    if now.pending is not None:
        return _resolve(draft, now.pending, code)
    if isinstance(place, Verdict) and code == "continue":
        acknowledged = {**now.acknowledged, place.ruling.key: place.facts}
        draft.change(acknowledged=acknowledged, misses=0)
        return True
    if code == "confirm" and allows(now.state, "confirm"):
        return _confirm(draft)
    if code == "sent" and allows(now.state, "mark_sent"):
        draft.fire("mark_sent")
        draft.say_first(
            "sent.thanks", N_("Good. I keep your answers, so that you can come back and change something.")
        )
        return True
    return False


def _resolve(draft: TurnDraft, pending: Pending, code: str) -> bool:
    spot = draft.walk.spot(pending.key)
    draft.change(pending=None)
    if pending.kind == "readings" and spot is not None:
        take(draft, spot, checked(draft, spot, Understood(pending.readings[int(code) - 1], say_back=True)))
        for reading in pending.readings:
            take_also(draft, spot, str(reading))
    elif pending.kind == "odd" and spot is not None and code == "keep":
        kept = Understood(pending.readings[0], say_back=True)
        again = checked(draft, spot, kept)
        take(draft, spot, kept if isinstance(again, Odd) else again)
    elif pending.kind == "change" and spot is not None and code == "apply":
        accept(draft, spot, pending.readings[0], say_back=True)
    elif pending.kind == "change":
        draft.change(revisiting=None)
    elif pending.kind == "share" and code == "apply":
        draft.change(is_shared=True)
        call(draft)
    elif pending.kind == "share":
        draft.say_first("person.alone", N_("Then nobody reads it."), draft.flow.elsewhere)
    elif pending.kind == "remove" and code == "apply":
        without(draft, pending.key)
    elif pending.kind == "facts" and code == "apply":
        keep_gathered(draft)
    elif pending.kind == "facts":
        ask_one_by_one(draft)
    elif pending.kind == "restart" and code == "apply":
        draft.change(
            answers={},
            told={},
            mentioned={},
            acknowledged={},
            answered_by_message={},
            revisiting=None,
            misses=0,
        )
        draft.reopen()
    return True


def _leave(draft: TurnDraft, code: str) -> bool:
    if code == "erase":
        draft.fire("erase")
        draft.change(
            told={},
            mentioned={},
            answers={},
            acknowledged={},
            answered_by_message={},
            revisiting=None,
            pending=None,
        )
        draft.reply(
            "erased",
            N_(
                "Everything you told me is erased here, and is gone from sealed backups after 30 days at most. What stands in this chat, you can delete yourself. Send /start if you need me again."
            ),
        )
        draft.prompting = False
        return True
    resume(draft)
    later(draft)
    return True


def _confirm(draft: TurnDraft) -> bool:
    letter, answers = draft.made, draft.walk.answers
    if isinstance(letter, Incomplete) or not draft.fire("confirm", is_complete=True):
        return True
    draft.reply("ready.intro", *draft.flow.handing_over(answers, letter))
    if letter.to:
        draft.reply("ready.to", N_("To: %(address)s").of(address=letter.to), copyable=letter.to)
    draft.reply(
        "ready.subject", N_("Subject: %(subject)s").of(subject=letter.subject), copyable=letter.subject
    )
    draft.replies.append(Reply("ready.body", letter.body, copyable=letter.body))
    draft.reply(
        "ready.eml",
        N_("On a computer: open this file in your mail program; the proof is already attached."),
        document=letter,
    )
    gloss = draft.flow.gloss(answers) if draft.conversation.language != draft.flow.letter_language else ()
    if gloss:
        draft.reply("ready.gloss", prompts.Block(gloss))
    for rulings in draft.flow.at_result:
        notes = filter(None, (judge(ruling, answers) for ruling in rulings))
        said = [Passage(f"note.{note.ruling.key}", (note.says(note.ruling.text),)) for note in notes]
        draft.say((*said, Passage("ready.notes", ())))
    return True
