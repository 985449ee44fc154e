"""What people said of themselves is on no page of the console until somebody says why: every persona, in every language."""

import re
from collections.abc import AsyncIterator, Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from bot.assistant import Received
from bot.console.everybodys_words import everybodys
from bot.core import SHANGHAI, Conversation, Incoming, Month, Question, Year, take_turn, walk
from bot.i18n import LANGUAGES, Lang, Text, translate
from bot.rehearsal.personas.persona import read_persona
from bot.rehearsal.personas.player import play
from bot.rehearsal.sources import texts_to_applicants
from tests.conftest import Clock
from tests.console.browsing import Staffed
from tests.support.databases import new_database
from tests.support.real_flow import FLOW, PAGE, PERSONAS
from tests.support.sizes import full

ALL = sorted(path.stem for path in PERSONAS.glob("*.toml"))
CHOSEN = full(["group", "mother_icu", "business"], ALL)
VIEWS = (
    "/talk/{id}",
    "/talk/{id}?in=said",
    "/talk/{id}/export/print",
    "/talk/{id}/export/json",
    "/export.csv",
    "/missed",
)


@pytest.fixture
async def staffed(tmp_path: Path, clock: Clock) -> AsyncIterator[Staffed]:
    opened = await Staffed.open(new_database("sqlite", tmp_path), tmp_path, clock, FLOW)
    yield opened
    await opened.close()


def said_by(name: str, lang: Lang) -> Iterator[Incoming]:
    """What a persona sends, but that the team may read along."""
    persona = read_persona(PERSONAS / f"{name}.toml")
    assert persona.today is not None
    at = datetime.combine(persona.today, time(9), SHANGHAI)
    sent = [text for who, text in play(FLOW, persona, lang, persona.today).transcript if who == "you"]
    for text in (*sent[:2], "agree and share", *sent[3:]):
        yield Incoming(at, files=(PAGE,)) if text.startswith("[") else Incoming(at, text=text)


def our_own_words() -> str:
    """What the bot says by itself: its texts, and the examples of its questions."""
    examples = [step.example for step in FLOW.steps() if isinstance(step, Question) and step.example]
    texts = [Text(one) for one in texts_to_applicants()]
    return "\n".join(translate(one, lang) for one in (*texts, *examples) for lang in LANGUAGES)


def private_words(now: Conversation, today: date) -> set[str]:
    """Every value that is no choice of ours, as it is kept, as it was typed and as it is shown."""
    found: set[str] = set()
    for spot in walk(FLOW, now.answers, today).passed:
        value = now.answers.get(spot.key)
        kind = spot.question.kind
        if value in (None, "") or isinstance(value, tuple) or value in {one.code for one in kind.options}:
            continue
        found |= {str(value), *(translate(kind.show(value), lang) for lang in LANGUAGES)}
        if isinstance(value, date | Month | Year):
            # A day alone is nobody's; the birthday and its like are looked for in full.
            found = {one for one in found if len(one) > 7}
    ours = our_own_words()
    return {one for one in found if len(one) > 1 and one not in ours}


def text_of(page: str) -> str:
    return re.sub(r"<[^>]*>", " ", page)


@pytest.mark.parametrize("name", CHOSEN)
def test_of_what_was_not_understood_nothing_is_shown_that_a_persona_said(name: str) -> None:
    """Each value among words that the dialog knows, told where no name is asked for, before anything is answered."""
    for lang in LANGUAGES:
        sent = list(said_by(name, lang))
        now = Conversation("c", FLOW.key)
        for incoming in sent:
            now = take_turn(FLOW, now, incoming).conversation
        for value in private_words(now, sent[-1].at.date()):
            for frame in ("I do not know, %s", "%s，不知道", "没有%s", "no %s yet"):
                text = frame % value
                shown = everybodys(FLOW, "passport_number", text, {}, "")
                assert not re.search(rf"(?<!\w){re.escape(value)}(?!\w)", shown), text
                assert not any(map(str.isdigit, shown)), text
    assert everybodys(FLOW, "passport_number", "不知道", {}, "") == "不知道"


@pytest.mark.parametrize("name", CHOSEN)
async def test_no_page_says_what_a_persona_said(staffed: Staffed, name: str) -> None:
    readers = {lang: await staffed.signed_in("privacy", f"reader {lang}", lang) for lang in LANGUAGES}
    for lang in LANGUAGES:
        person = f"{name} {lang}"
        for number, incoming in enumerate(said_by(name, lang)):
            await staffed.bot.hear([Received("test", person, f"{person} {number}", incoming, lang)])
        now = await staffed.store.load("test", person)
        assert now is not None
        assert now.is_shared
        assert now.last_heard is not None
        private = private_words(now, now.last_heard.date())
        assert len(private) > 10 or now.state not in ("ready", "sent")
        for reader in readers.values():
            for view in VIEWS:
                page = text_of(await reader.get(view.format(id=now.id)))
                assert reader.status == 200
                leaked = {one for one in private if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", page)}
                assert leaked == set(), (view, lang)
