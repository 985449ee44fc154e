"""The letter is handed over in parts that can be copied: when the review is confirmed, again when asked for, as a
correction of one that was sent, and before it is complete, with its gaps."""

from __future__ import annotations

from bot.core.engine import prompts
from bot.core.engine.prompt import Block
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import POSTPONED, Incomplete
from bot.core.review import groups
from bot.core.values import Letter, Passage, Reply, SentRequest
from bot.core.walk import Spot, judge, walk
from bot.i18n import N_, Text, translate


def hand_over_letter(draft: TurnDraft) -> None:
    """The review is right: the letter, or where one was sent before only what corrects it."""
    letter = draft.made
    if isinstance(letter, Incomplete) or not draft.fire("confirm", is_complete=True):
        return
    if draft.conversation.sent:
        _hand_over_correction(draft, letter)
        return
    draft.reply("ready.intro", *draft.flow.handing_over(draft.walk.answers, letter))
    _show_parts(draft, letter)
    for rulings in draft.flow.at_result:
        notes = filter(None, (judge(ruling, draft.walk.answers) for ruling in rulings))
        said = [Passage(f"note.{note.ruling.key}", (note.says(note.ruling.text),)) for note in notes]
        draft.say((*said, Passage("ready.notes", ())))


def _hand_over_correction(draft: TurnDraft, letter: Letter) -> None:
    draft.reply(
        "correction.intro",
        N_(
            "Your correction is ready. Send it as a reply to the e-mail you sent on %(day)s, so that it stays in one thread; do not send the whole request again."
        ).of(day=draft.conversation.sent[-1].on),
        Block(prompts.changed_lines(draft.changes)),
    )
    _show_parts(draft, letter, gloss=False)


def _show_parts(draft: TurnDraft, letter: Letter, *, gloss: bool = True) -> None:
    if letter.to:
        draft.reply("ready.to", N_("To: %(address)s").of(address=letter.to), copyable=letter.to)
    draft.reply(
        "ready.subject", N_("Subject: %(subject)s").of(subject=letter.subject), copyable=letter.subject
    )
    draft.replies.append(Reply("ready.body", letter.body, copyable=letter.body))
    draft.reply(
        "ready.eml",
        N_("On a computer: open this file in your mail program; the proof is already attached.")
        if letter.attachments
        else N_("On a computer: open this file in your mail program."),
        document=letter,
    )
    is_foreign = draft.conversation.language != draft.flow.letter_language
    retold = draft.flow.gloss(draft.walk.answers) if gloss and is_foreign else ()
    if retold:
        draft.reply("ready.gloss", Block(retold))


def show_letter(draft: TurnDraft) -> None:
    """The letter as it stands: the one that is ready or was sent, or what there is of it, with its gaps by name."""
    if draft.conversation.state in ("ready", "sent") and not isinstance(draft.made, Incomplete):
        draft.reply("letter.again", N_("Here it is again, part by part."))
        is_correction = draft.conversation.state == "ready"
        _show_parts(draft, draft.made if is_correction else draft.whole, gloss=False)
        return
    _show_draft(draft)


def _show_draft(draft: TurnDraft) -> None:
    """What there is of the letter; what is missing stands in it by its name in the chat's language."""
    missing = [spot for spot in draft.walk.spots if _is_missing(draft, spot)]
    lang = draft.conversation.language
    gaps = {spot.key: f"[{translate(spot.question.label, lang)}]" for spot in missing}
    letter = draft.flow.preview(draft.walk.answers, gaps)
    if letter is None:
        draft.say_first(
            "preview.early",
            N_("There is too little yet to show: first I need to know whom it is for and why."),
        )
        return
    draft.reply("preview", N_("This is the e-mail so far. What I do not know yet stands in [brackets]."))
    draft.replies.append(Reply("preview.letter", f"{letter.subject}\n\n{letter.body}"))
    labels = tuple(dict.fromkeys(_of_what(draft, spot) for spot in missing))
    if labels:
        draft.reply("preview.missing", N_("Still missing: %(labels)s.").of(labels=labels))


def _is_missing(draft: TurnDraft, spot: Spot) -> bool:
    is_given = draft.conversation.answers.get(spot.key) not in (None, POSTPONED)
    return not is_given and spot.group is None and not spot.question.optional


def _of_what(draft: TurnDraft, spot: Spot) -> Text:
    """A question by its label, all that a list still lacks by the list's."""
    root = spot.question.key.split("[]", 1)[0]
    return next((one.label for one in groups(draft.flow) if one.key == root), spot.question.label)


def show_earlier(draft: TurnDraft) -> None:
    """The requests that were sent before this one."""
    for sent in draft.conversation.earlier:
        draft.reply("letter.earlier", N_("Sent on %(day)s:").of(day=sent.on))
        _show_parts(draft, letter_of(draft, sent), gloss=False)


def letter_of(draft: TurnDraft, sent: SentRequest) -> Letter:
    """What was sent, made again from the answers of that day."""
    then = walk(draft.flow, sent.answers, sent.on)
    return draft.flow.compose(then.answers, draft.flow.address)
