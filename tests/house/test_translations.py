"""The catalogue: every text has its Chinese, whole, reviewed and with the same placeholders."""

import re
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.core import Flow, Group, Question, Step
from bot.i18n import CHINESE, LOCALES, Text, translate
from dialogs import FLOWS

ROOT = LOCALES.parent
assert CHINESE.catalogue is not None
CATALOGUE = CHINESE.catalogue
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@cache
def marked() -> set[str]:
    """Every text marked with N_() in the code."""
    found: set[str] = set()
    for folder in ("bot", "dialogs"):
        for _, _, message, _, _ in extract_from_dir(str(ROOT / folder), keywords={"N_": None}):
            found.add(message if isinstance(message, str) else message[0])
    return found


@cache
def translated() -> dict[str, str]:
    catalogue = read_po(BytesIO(CATALOGUE.read_bytes()), locale="zh_Hans")
    return {str(one.id): str(one.string) for one in catalogue if one.id}


def test_every_text_has_its_chinese() -> None:
    assert marked() - {key for key, value in translated().items() if value.strip()} == set()


def test_the_catalogue_holds_nothing_that_is_no_longer_said() -> None:
    assert set(translated()) - marked() == set()


def test_no_translation_is_fuzzy_or_breaks_a_placeholder() -> None:
    catalogue = read_po(BytesIO(CATALOGUE.read_bytes()), locale="zh_Hans")
    assert [one.id for one in catalogue if one.id and one.fuzzy] == []
    broken = [
        source
        for source, chinese in translated().items()
        if set(PLACEHOLDER.findall(source)) != set(PLACEHOLDER.findall(chinese))
    ]
    assert broken == []


def test_chinese_keeps_chinese_punctuation_and_the_space_beside_latin() -> None:
    """Full-width punctuation between Chinese characters; a space between Chinese and Latin letters."""
    han = r"[\u4e00-\u9fff]"
    wrong = [
        chinese
        for chinese in translated().values()
        if re.search(rf"{han}[,;!?](?!\w)|{han}[A-Za-z]|[A-Za-z]{han}", PLACEHOLDER.sub("", chinese))
        or "！" in chinese
    ]
    assert wrong == []


def questions(steps: tuple[Step, ...]) -> list[Question[Any]]:
    found: list[Question[Any]] = []
    for step in steps:
        if isinstance(step, Group):
            found += [step.more, *questions(step.steps)]
        elif isinstance(step, Question):
            found.append(step)
    return found


def all_questions(flow: Flow) -> list[Question[Any]]:
    return [one for section in flow.sections for one in questions(section.steps)]


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS.keys())
def test_every_question_says_why_and_gives_an_example(flow: Flow) -> None:
    without = [one.key for one in all_questions(flow) if not one.why.msgid]
    without += [one.key for one in all_questions(flow) if one.example is None and not one.kind.options]
    assert without == []


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS.keys())
def test_the_buttons_of_a_question_differ_in_each_language(flow: Flow) -> None:
    for question in all_questions(flow):
        for lang in ("zh", "en"):
            labels = [translate(option.label, lang) for option in question.kind.options]
            assert len(labels) == len(set(labels)), question.key


def test_a_text_without_values_is_looked_up_and_an_unknown_one_is_said_as_it_is() -> None:
    assert translate(Text("Never marked anywhere"), "zh") == "Never marked anywhere"


def test_no_chinese_is_far_too_short_for_what_it_says() -> None:
    """A text that got another one's translation is seen by its length: Chinese takes a sixth to a half of the letters."""
    short = {key: said for key, said in translated().items() if len(key) >= 30 and len(said) * 8 < len(key)}
    assert short == {}
