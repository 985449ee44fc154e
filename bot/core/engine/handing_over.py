"""The review is confirmed: the letter is handed over in parts that can be copied, with what to know about it."""

from __future__ import annotations

from bot.core.engine.prompt import Block
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import Incomplete
from bot.core.values import Passage, Reply
from bot.core.walk import judge
from bot.i18n import N_


def hand_over_letter(draft: TurnDraft) -> None:
    letter, answers = draft.made, draft.walk.answers
    if isinstance(letter, Incomplete) or not draft.fire("confirm", is_complete=True):
        return
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
        draft.reply("ready.gloss", Block(gloss))
    for rulings in draft.flow.at_result:
        notes = filter(None, (judge(ruling, answers) for ruling in rulings))
        said = [Passage(f"note.{note.ruling.key}", (note.says(note.ruling.text),)) for note in notes]
        draft.say((*said, Passage("ready.notes", ())))
