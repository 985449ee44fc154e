"""Files answer a question for files: an album's pages add up, and of a longer file the page that shows it is chosen."""

from __future__ import annotations

from typing import Any

from bot.core.engine.actions import resume
from bot.core.engine.asides import is_aside, reply_to
from bot.core.engine.gathering import facts_of, gather
from bot.core.engine.papers import NOTHING_NEW, known, read_papers, say_unasked
from bot.core.engine.settling import accept, miss, take
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import Flow, Question
from bot.core.reading import Mistake, Odd, Reading, Unsure
from bot.core.understanding import Facts
from bot.core.values import CleanFile, FileRef, Pending
from bot.core.walk import Spot
from bot.i18n import N_

ILLEGIBLE = N_("I can hardly read a word on it, and an officer may not be able to either.")
UNKNOWN = N_("I do not see a letter or a form on it that I know, and I may be wrong.")


def sent_files(draft: TurnDraft, sent: tuple[CleanFile, ...]) -> None:
    """Files answer a question for files; the pages of an album come one by one and add up. What was read on them is
    gathered wherever they come."""
    is_known = read_papers(draft, sent)
    spot, files = _file_spot(draft), tuple(file.ref for file in sent)
    if spot is None:
        if not _keep_for_later(draft, sent) and not is_known:
            draft.is_missed = True
            say_unasked(draft, sent)
        return
    if draft.conversation.state == "cancelling":
        # Whoever sends what was asked for wants to go on.
        resume(draft)
    now = draft.conversation
    old = now.answers.get(spot.key) if now.revisiting != spot.key else None
    together = tuple(dict.fromkeys((*old, *files) if isinstance(old, tuple) else files))
    reading = _doubt(draft, spot, together) or _doubt_of_papers(draft, sent, together)
    asked_about = _asked_about(now.pending, spot)
    if isinstance(reading, Odd) and asked_about:
        # The pages of an album that are all asked about add up, too.
        together = tuple(dict.fromkeys((*asked_about, *files)))
        reading = _doubt(draft, spot, together) or _doubt_of_papers(draft, sent, together)
    if isinstance(reading, Odd):
        take(draft, spot, reading)
    elif not isinstance(reading, Mistake):
        if asked_about:
            draft.say_first("file.instead", N_("I attach this one, and not the one before."))
        # The other pages of an album come after the first one's review, which is not put again for each.
        draft.is_album = now.asked == "review"
        accept(draft, spot, together, say_back=True)
    elif old is None and (some := _pages_that_fit(draft, spot, files)):
        take(
            draft,
            spot,
            Unsure(some, N_("These are %(count)s pages. Which one shows it?").of(count=len(files))),
        )
    else:
        miss(draft, reading)


def _doubt(draft: TurnDraft, spot: Spot, files: tuple[FileRef, ...]) -> Reading[Any] | None:
    """What the question's own check says, and whether nothing that is known was seen. A page without a name of its own is
    the next one of what is beside it."""
    check = spot.question.check
    if check is not None and (said := check(files, draft.walk.at(spot))) is not None:
        return said
    shown = {file.shows for file in files}
    if "illegible" in shown:
        return Odd(files, ILLEGIBLE)
    return Odd(files, UNKNOWN) if shown == {"other"} else None


def _doubt_of_papers(
    draft: TurnDraft, sent: tuple[CleanFile, ...], files: tuple[FileRef, ...]
) -> Odd[tuple[FileRef, ...]] | None:
    """Whether what was read on the files speaks against sending them on."""
    papers = [file.paper for file in sent if file.paper is not None]
    doubts = [said for paper in papers if (said := draft.flow.doubt_about(paper, known(draft))) is not None]
    return Odd(files, doubts[0]) if doubts else None


def _asked_about(pending: Pending | None, spot: Spot) -> tuple[FileRef, ...]:
    """The files that wait for a yes or a no at this question."""
    value = (
        pending.readings[0]
        if pending is not None and (pending.kind, pending.key) == ("odd", spot.key)
        else ()
    )
    return value if isinstance(value, tuple) else ()


def _keep_for_later(draft: TurnDraft, sent: tuple[CleanFile, ...]) -> bool:
    """What somebody looked at and may be the file that is asked for later waits for its yes, with all that was told."""
    place, now = draft.place, draft.conversation
    if isinstance(place, Spot) and not place.question.reviewed:
        return False
    question = _question_for_files(draft.flow)
    if question is None:
        return False
    kept = now.answers.get(question.key, now.told.get(question.key))
    if isinstance(kept, tuple) and all(file.ref in kept for file in sent):
        draft.say_first("paper.known", NOTHING_NEW)
        return True
    if question.key in now.answers:
        return False
    fitting = [file for file in sent if _may_be_asked_for(draft, question, file)]
    files = tuple(file.ref for file in fitting)
    together = dict.fromkeys((*kept, *files) if isinstance(kept, tuple) else files)
    if not fitting or not gather(draft, Facts({question.key: tuple(together)})):
        return False
    kinds = {file.paper.kind for file in fitting if file.paper is not None}
    if "other" in kinds:
        draft.say_first("paper.other", N_("This is none of the papers I can read."))
    if kinds & {"other", "attestation"}:
        draft.say_first("paper.kept", N_("If it is your proof, I attach it to the e-mail."))
    return True


def _may_be_asked_for(draft: TurnDraft, question: Question[Any], file: CleanFile) -> bool:
    is_readable = file.paper is not None and file.paper.mistake is None
    return is_readable and (question.check is None or question.check((file.ref,), known(draft)) is None)


def _question_for_files(flow: Flow) -> Question[Any] | None:
    steps = (step for step in flow.steps() if isinstance(step, Question))
    return next((one for one in steps if getattr(one.kind, "takes_files", False)), None)


def hear_caption(draft: TurnDraft, words: str | None) -> None:
    """The words under a file answer no question: what they tell is gathered, what they ask is answered."""
    if words and not gather(draft, facts_of(draft, words)) and is_aside(draft, words):
        reply_to(draft, "question", words)


def _pages_that_fit(
    draft: TurnDraft, spot: Spot, files: tuple[FileRef, ...]
) -> tuple[tuple[FileRef, ...], ...]:
    """Of a file that came page by page: the first page, the first two, then each other one."""
    check, answers = spot.question.check, draft.walk.at(spot)
    some = (files[:1], files[:2], *((file,) for file in files[1:]))
    return tuple(
        one for one in some if len(files) > 1 and not (check and isinstance(check(one, answers), Mistake))
    )


def _file_spot(draft: TurnDraft) -> Spot | None:
    """The question that files answer now: the one that waits, or one just answered with the way at its end."""
    place = draft.place
    if isinstance(place, Spot):
        return place if getattr(place.question.kind, "takes_files", False) else None
    if place is None and draft.conversation.state in ("reviewing", "ready"):
        return next(
            (one for one in draft.walk.passed if getattr(one.question.kind, "takes_files", False)), None
        )
    return None
