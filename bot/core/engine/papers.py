"""Pictures of papers: what was read on them is gathered for one yes, and whatever was not readable is said in a line.

What stands on a picture is never a command and never an answer by itself; the picture goes with the turn.
"""

from __future__ import annotations

from bot.core.engine.gathering import gather
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import Answers, own_key
from bot.core.reading import Odd, Understood
from bot.core.understanding import Facts, askable, entry_of
from bot.core.values import CleanFile, Fact, Paper
from bot.i18n import N_

NOTHING_NEW = N_("It tells nothing that I do not know yet.")


def read_papers(draft: TurnDraft, files: tuple[CleanFile, ...]) -> bool:
    """Gather what the files say. True where one is a form, about which all is said with that; an attestation tells nothing, and
    what becomes of it is said by whoever asked.

    One that was sent several times at once is told of once.
    """
    papers = [file.paper for file in files if file.paper is not None and file.paper.kind != "other"]
    for paper in (one for number, one in enumerate(papers) if one not in papers[:number]):
        _read(draft, paper)
    return any(paper.kind != "attestation" for paper in papers)


def read_quietly(draft: TurnDraft, files: tuple[CleanFile, ...]) -> None:
    """Before there is a language to say it in, what the files say is gathered without a word."""
    for file in files:
        if file.paper is not None:
            gather(draft, _facts(draft, draft.flow.used_of(file.paper, known(draft))))


def _read(draft: TurnDraft, paper: Paper) -> None:
    draft.change(misses=0)
    draft.is_paper_read = True
    notices = draft.flow.seen_on(paper, known(draft))
    for notice in notices:
        draft.say_first("paper.seen", notice)
    if paper.mistake is not None:
        draft.say_first(f"mistake.{paper.mistake.key}", paper.mistake.why)
        return
    used = draft.flow.used_of(paper, known(draft))
    if paper.kind == "attestation" or (paper.facts and not used):
        return
    is_news = gather(draft, _facts(draft, used))
    if not is_news and len(notices) < 2:
        draft.say_first("paper.known", NOTHING_NEW)
    elif is_news and (labels := _unread(draft, paper)):
        draft.say_first(
            "paper.unread", N_("Not readable without doubt, so I ask: %(labels)s.").of(labels=labels)
        )


def known(draft: TurnDraft) -> Answers:
    """With what was told and waits for its yes: two people's papers never become one person's list."""
    return Answers({**draft.conversation.told, **draft.conversation.answers}, draft.today)


def _facts(draft: TurnDraft, used: tuple[Fact, ...]) -> Facts:
    """As if each had been typed at its question; in a group a person's own are those of their entry."""
    questions = askable(draft.flow).questions
    sure: dict[str, object] = {}
    for fact in used:
        if fact.key in questions:
            reading = questions[fact.key].kind.read(fact.text, draft.today)
            if isinstance(reading, Understood | Odd):
                sure[fact.key] = reading.value
    entry = entry_of(draft.flow, sure, known(draft))
    own = {own_key(key) for key in entry}
    return Facts({**{key: value for key, value in sure.items() if key not in own}, **entry})


def _unread(draft: TurnDraft, paper: Paper) -> tuple[object, ...]:
    questions = askable(draft.flow).questions
    return tuple(questions[key].label for key in paper.asked if key in questions)


def say_unasked(draft: TurnDraft, files: tuple[CleanFile, ...]) -> None:
    """A file that nobody asked for, on which no paper was known."""
    first = files[0].paper
    if first is not None and first.mistake is not None:
        draft.say_first(f"mistake.{first.mistake.key}", first.mistake.why)
    else:
        draft.say_first(
            "mistake.file_unasked", draft.flow.unread_file if first is None else draft.flow.unknown_paper
        )
