"""Every persona ends as its file expects, in both languages, whatever language it was written for."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from bot.documents import eml
from bot.i18n import LANGUAGES, Lang
from bot.rehearsal.personas.persona import read_persona
from bot.rehearsal.personas.player import Play, play
from bot.rehearsal.personas.report import outcome
from dialogs import MAIN_FLOW

PERSONAS = sorted((Path(__file__).parents[1] / "personas").glob("*.toml"))
FLOW = MAIN_FLOW.addressed_to("requests@consulate.example")


def played(path: Path, lang: Lang) -> Play:
    persona = read_persona(path)
    assert persona.today is not None
    return play(FLOW, persona, lang, persona.today)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
def test_a_persona_ends_as_expected(path: Path, lang: Lang) -> None:
    result = outcome(read_persona(path), played(path, lang))
    assert result.differences == ()
    assert result.code == 0


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
def test_the_letter_is_the_same_whatever_language_was_spoken(path: Path) -> None:
    assert played(path, "zh").letter == played(path, "en").letter


def test_the_mail_opens_with_its_headers_its_items_in_order_and_the_accepted_files() -> None:
    play_ = played(PERSONAS[[path.stem for path in PERSONAS].index("humanitarian")], "zh")
    assert play_.letter is not None
    message = message_from_bytes(eml(play_.letter, play_.files), policy=policy.default)
    assert (message["To"], message["From"]) == ("requests@consulate.example", "zhangsan@example.com")
    assert message["X-Unsent"] == "1"
    body = message.get_body()
    assert body is not None
    text = body.get_content()
    places = [text.index(f"\n{number}. ") for number in range(1, 12)]
    assert places == sorted(places)
    attached = [part.get_content() for part in message.iter_attachments()]
    assert attached == [play_.files[file.digest] for file in play_.letter.attachments]
