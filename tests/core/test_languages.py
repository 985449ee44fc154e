"""A language is one table and one catalogue: a third one is spoken by its own, and what it lacks is told at the start."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bot.i18n import CHINESE, ENGLISH, Lang, LanguageError, check, language_of, written_in

ROOT = Path(__file__).parents[2]
SPANISH = """
SPANISH = Language(
    ("Español", "spanish"),
    re.compile("[ñ¿¡]"),
    LOCALES / "es" / "LC_MESSAGES" / "jiaji.po",
    separator="; ",
    date="{day} de {name} de {year}",
    month="{name} de {year}",
    year="{year}",
    with_weekday="{weekday}, {date}",
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    months=tuple(f"mes {number}" for number in range(1, 13)),
)

Lang = """
CATALOGUE = {
    "✓ %(label)s: %(value)s": "✓ %(label)s: es %(value)s",
    "Why?": "¿Por qué?",
    "Hello.": "Hola.",
}
TALK = """
import json
from tests.support.small_flow import Chat
chat = Chat()
turns = [chat.say("/start"), chat.say("Español"), chat.say("hi", "cat"), chat.say("Momo", "6 May 2020")]
turns += [chat.say("language"), chat.say("spanish")]
print(json.dumps([[turn.conversation.language, turn.replies[-1].text,
    [button.label for row in turn.replies[-1].buttons for button in row]] for turn in turns]))
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house in which Spanish is spoken, too: its code, its table, its catalogue."""
    for folder in ("bot/core", "bot/answers", "locales", "tests/support"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for package in ("bot", "tests"):
        (tmp_path / package / "__init__.py").touch()
    source = (ROOT / "bot/i18n.py").read_text("utf-8")
    for old, new in (
        ("\nLang = ", SPANISH),
        ('Literal["zh", "en"]', 'Literal["zh", "en", "es"]'),
        ('"en": ENGLISH}', '"en": ENGLISH, "es": SPANISH}'),
    ):
        assert source.count(old) == 1
        source = source.replace(old, new)
    (tmp_path / "bot/i18n.py").write_text(source, "utf-8")
    catalogue = tmp_path / "locales/es/LC_MESSAGES/jiaji.po"
    catalogue.parent.mkdir(parents=True)
    said = [
        f"msgid {json.dumps(one, ensure_ascii=False)}\nmsgstr {json.dumps(other, ensure_ascii=False)}\n"
        for one, other in CATALOGUE.items()
    ]
    catalogue.write_text("\n".join(said), "utf-8")
    return tmp_path


def talk(house: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", TALK], cwd=house, capture_output=True, text=True)


def test_a_third_language_is_offered_chosen_by_its_name_and_said_by_its_own_table(house: Path) -> None:
    offered, chosen, answered, dated, next_one, back = json.loads(talk(house).stdout)
    assert offered[2] == ["中文", "English", "Español"]
    assert chosen[0] == "es"
    assert "Hola." not in chosen[1]
    assert answered[2][-2:] == ["¿Por qué?", "Back"]
    assert "✓ Born: es 6 de mes 5 de 2020" in dated[1]
    assert (next_one[0], back[0]) == ("zh", "es")


def test_a_language_whose_catalogue_is_not_there_is_an_error_at_the_start(house: Path) -> None:
    (house / "locales/es/LC_MESSAGES/jiaji.po").unlink()
    assert "The language es has no catalogue" in talk(house).stderr


def test_a_language_without_a_table_or_a_catalogue_is_told(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match="zh has no table"):
        check({"en": ENGLISH})
    for catalogue in (None, tmp_path / "nothing.po"):
        with pytest.raises(LanguageError, match="zh has no catalogue"):
            check({"zh": replace(CHINESE, catalogue=catalogue), "en": ENGLISH})


@pytest.mark.parametrize(
    ("text", "lang"),
    [("你好", "zh"), ("hi 你好", "zh"), ("hi", "en"), ("x", None), ("7 ?", None), ("привет", None)],
)
def test_whoever_writes_in_a_language_is_answered_in_it(text: str, lang: Lang | None) -> None:
    assert written_in(text) == lang


@pytest.mark.parametrize(
    ("tag", "lang"), [("zh-hans", "zh"), ("zh", "zh"), ("en-GB", "en"), ("fr", "en"), (None, "zh")]
)
def test_the_language_of_a_phone_is_a_hint(tag: str | None, lang: Lang) -> None:
    assert language_of(tag) == lang
