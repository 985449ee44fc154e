"""Choices that are no answers: going on after a warning, confirming, settling what is pending.

A choice is its code, its label in either language, or its number.
"""

from __future__ import annotations

from bot.core.engine import prompts
from bot.core.engine.actions import ACTIONS, is_action, later, resume, without
from bot.core.engine.answering import checked, settle, take
from bot.core.engine.commands import obey
from bot.core.engine.turn_draft import Talk, current
from bot.core.flow import Incomplete
from bot.core.lifecycle import allows
from bot.core.options import NO, YES
from bot.core.reading import Odd, Understood
from bot.core.review import entry_at
from bot.core.typed_text import plain
from bot.core.values import Pending, Reply, Said
from bot.core.walk import Spot, Verdict, judge
from bot.i18n import LANGUAGES, N_, translate

CHOOSE = N_("Please choose one of these; its number is enough.")


def tap(talk: Talk, code: str) -> bool:
    """A choice by its button: every list on the screen can be tapped, not only the last one."""
    _forget_menu(talk)
    if is_action(code):
        return act(talk, code)
    return not _is_asking(talk) and code in {offer.code for offer in current(talk).offers} and act(talk, code)


def choose(talk: Talk, typed: str) -> bool:
    """A choice offered here, by code, label or number; False where there is none such."""
    menu = _forget_menu(talk)
    if menu is not None and _pick(talk, typed, menu):
        return True
    if _is_asking(talk):
        return False
    # The numbers were those of the list.
    code = _offered(current(talk), typed, by_number=menu is None)
    return code is not None and act(talk, code)


def _is_asking(talk: Talk) -> bool:
    now = talk.conversation
    return now.pending is None and isinstance(talk.place, Spot) and now.state in ("asking", "revisiting")


def _forget_menu(talk: Talk) -> Pending | None:
    """The list to change from that was put last, if it was: it is answered or forgotten now."""
    pending = talk.conversation.pending
    if pending is None or pending.kind != "menu":
        return None
    talk.becomes(pending=None)
    return pending


def _pick(talk: Talk, sent: str, menu: Pending) -> bool:
    """What was typed names something on the list."""
    code = _menu_code(talk, sent, menu)
    if code is not None and not act(talk, code):
        # It is no longer there; its number must not become an answer.
        talk.first_say("choose", CHOOSE)
    return code is not None


def _menu_code(talk: Talk, sent: str, menu: Pending) -> str | None:
    codes = [str(code) for code in menu.readings]
    if _is_number(sent, len(codes)):
        return codes[int(sent) - 1]
    offers = _menu_offers(talk, menu)
    code = _named(offers, sent) or _named_in_part(offers, sent)
    return code if code in codes else None


def _menu_offers(talk: Talk, menu: Pending) -> tuple[prompts.Offer, ...]:
    """What was offered: all answers, or those of one entry."""
    entry = entry_at(talk.flow, menu.key)
    if entry is not None:
        return prompts.card(talk.flow, talk.walk, *entry).offers
    return prompts.review(talk.flow, talk.walk, (), confirmable=False).offers


def _is_number(sent: str, most: int) -> bool:
    return sent.isascii() and sent.isdecimal() and len(sent) < 4 and 0 < int(sent) <= most


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
    found = [offer.code for offer in offers if is_action(offer.code) and _has_word(offer, word)]
    return found[0] if len(found) == 1 else None


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
    if by_number and _is_number(sent, len(offers)):
        return offers[int(sent) - 1].code
    return _yes_or_no(prompt, _word(sent)) or _named_in_part(offers, sent)


def _yes_or_no(prompt: prompts.Prompt, word: str) -> str | None:
    """What yes or no means where the prompt asks for one; it has no meaning at a stop or among readings."""
    offers = prompt.offers
    if prompt.key.startswith("stop.") or prompt.key == "pending.readings" or len(offers) < 2:
        return None
    if word in YES and not (prompt.key == "review" and is_action(offers[0].code)):
        return offers[0].code
    if word in NO:
        return {"review": "/change", "ready": "/later"}.get(prompt.key, offers[1].code)
    return None


def act(talk: Talk, code: str) -> bool:
    """Do what a choice says. False where it means nothing here."""
    now, place = talk.conversation, talk.place
    if code.startswith("/"):
        return obey(talk, code[1:])
    if is_action(code):
        return ACTIONS[code[0]](talk, code[2:])
    if now.state == "cancelling":
        return _leave(talk, code)
    if now.pending is not None:
        return _resolve(talk, now.pending, code)
    if isinstance(place, Verdict) and code == "continue":
        acknowledged = {**now.acknowledged, place.ruling.key: place.facts}
        talk.becomes(acknowledged=acknowledged, misses=0)
        return True
    if code == "confirm" and allows(now.state, "confirm"):
        return _confirm(talk)
    if code == "sent" and allows(now.state, "mark_sent"):
        talk.pull("mark_sent")
        talk.first_say(
            "sent.thanks", N_("Good. I keep your answers, so that you can come back and change something.")
        )
        return True
    return False


def _resolve(talk: Talk, pending: Pending, code: str) -> bool:
    spot = talk.walk.spot(pending.key)
    talk.becomes(pending=None)
    if pending.kind == "readings" and spot is not None:
        take(talk, spot, checked(talk, spot, Understood(pending.readings[int(code) - 1], say_back=True)))
    elif pending.kind == "odd" and spot is not None and code == "keep":
        kept = Understood(pending.readings[0], say_back=True)
        again = checked(talk, spot, kept)
        take(talk, spot, kept if isinstance(again, Odd) else again)
    elif pending.kind == "change" and spot is not None and code == "apply":
        settle(talk, spot, pending.readings[0], say_back=True)
    elif pending.kind == "change":
        talk.becomes(revisiting=None)
    elif pending.kind == "remove" and code == "apply":
        without(talk, pending.key)
    elif pending.kind == "restart" and code == "apply":
        talk.becomes(answers={}, acknowledged={}, heard={}, revisiting=None, misses=0)
        talk.reopen()
    return True


def _leave(talk: Talk, code: str) -> bool:
    if code == "erase":
        talk.pull("erase")
        talk.becomes(answers={}, acknowledged={}, heard={}, revisiting=None, pending=None)
        talk.reply(
            "erased",
            N_(
                "Everything you told me is erased. What stands in this chat, you can delete yourself. Send /start if you need me again."
            ),
        )
        talk.prompting = False
        return True
    resume(talk)
    later(talk)
    return True


def _confirm(talk: Talk) -> bool:
    letter, answers = talk.made, talk.walk.answers
    if isinstance(letter, Incomplete) or not talk.pull("confirm", is_complete=True):
        return True
    talk.reply("ready.intro", *talk.flow.handing_over(answers, letter))
    if letter.to:
        talk.reply("ready.to", N_("To: %(address)s").of(address=letter.to), copyable=letter.to)
    talk.reply(
        "ready.subject", N_("Subject: %(subject)s").of(subject=letter.subject), copyable=letter.subject
    )
    talk.replies.append(Reply("ready.body", letter.body, copyable=letter.body))
    talk.reply(
        "ready.eml",
        N_("On a computer: open this file in your mail program; the proof is already attached."),
        document=letter,
    )
    gloss = talk.flow.gloss(answers) if talk.conversation.language == "zh" else ()
    if gloss:
        talk.reply("ready.gloss", prompts.Block(gloss))
    for rulings in talk.flow.at_result:
        notes = filter(None, (judge(ruling, answers) for ruling in rulings))
        said = [Said(f"note.{note.ruling.key}", (note.says(note.ruling.text),)) for note in notes]
        talk.say((*said, Said("ready.notes", ())))
    return True
