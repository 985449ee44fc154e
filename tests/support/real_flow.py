"""The real dialog for tests: personas, and the messages of a whole conversation one by one."""

from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from bot.core import SHANGHAI, Answers, CleanFile, Conversation, FileRef, Incoming, take_turn, walk
from bot.i18n import Lang
from bot.rehearsal.personas.persona import Persona, read_persona
from bot.rehearsal.personas.player import play
from dialogs import MAIN_FLOW

PERSONAS = Path(__file__).parents[1] / "personas"
FLOW = MAIN_FLOW.addressed_to("requests@consulate.example")
PAGE = CleanFile(FileRef("ab" * 32, "pdf", 1, 3, "proof.pdf"), b"pdf")


Way = tuple[tuple[Conversation, Incoming], ...]
"""Each message of a conversation, with the conversation just before it."""


@cache
def way(name: str, lang: Lang) -> Way:
    """A persona's, on its own day."""
    persona = read_persona(PERSONAS / f"{name}.toml")
    assert persona.today is not None
    return way_of(persona, lang, persona.today)


def answered(name: str) -> Answers:
    """All that a persona has answered, as it is at the end."""
    conversation, incoming = way(name, "en")[-1]
    return walk(FLOW, conversation.answers, incoming.at.date()).answers


def way_of(persona: Persona, lang: Lang, today: date) -> Way:
    at = datetime.combine(today, time(9), SHANGHAI)
    conversation, found = Conversation("play", FLOW.key), []
    for who, said in play(FLOW, persona, lang, today).transcript:
        if who == "you":
            sent = Incoming(at, files=(PAGE,)) if said.startswith("[") else Incoming(at, text=said)
            found.append((conversation, sent))
            conversation = take_turn(FLOW, conversation, sent).conversation
    return tuple(found)
