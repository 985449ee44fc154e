"""Names: what the passport prints of letters beyond A to Z, of Chinese characters, and of people with one name."""

from datetime import date

import pytest

from bot.answers import PassportName, PersonName
from bot.core import Mistake, Odd, Understood, Unsure

TODAY = date(2026, 11, 24)
SURNAME, GIVEN = PassportName("surname"), PassportName("given")


@pytest.mark.parametrize(
    ("sent", "offered"),
    [
        ("Müller", ("MUELLER", "MULLER")),
        ("Köhler", ("KOEHLER", "KOHLER")),
        ("Ångström", ("AANGSTROEM", "ANGSTROM")),
    ],
)
def test_a_vowel_that_icao_writes_with_two_letters_is_asked_about(
    sent: str, offered: tuple[str, ...]
) -> None:
    reading = SURNAME.read(sent, TODAY)
    assert isinstance(reading, Unsure)
    assert reading.readings == offered


@pytest.mark.parametrize("sent", ["LÜ", "Lü", "Lǚ", "吕", "閭"])
def test_lyu_has_three_spellings(sent: str) -> None:
    reading = SURNAME.read(sent, TODAY)
    assert isinstance(reading, Unsure)
    assert reading.readings == ("LYU", "LU", "LV")


@pytest.mark.parametrize(
    ("sent", "value"),
    [("Weiß", "WEISS"), ("Núñez", "NUNEZ"), ("Dvořák", "DVORAK"), ("van der Berg", "VAN DER BERG")],
)
def test_other_letters_have_one_spelling(sent: str, value: str) -> None:
    assert SURNAME.read(sent, TODAY) == Understood(value, say_back=True)


@pytest.mark.parametrize(
    ("sent", "value"),
    [("單", "SHAN"), ("歐陽", "OUYANG"), ("仇", "QIU"), ("第五", "DIWU"), ("繁", "PO"), ("阚", "KAN")],
)
def test_a_character_is_offered_as_it_is_read_in_surnames(sent: str, value: str) -> None:
    reading = SURNAME.read(sent, TODAY)
    assert isinstance(reading, Odd)
    assert reading.value == value


def test_the_whole_name_at_the_surname_is_split_with_a_yes() -> None:
    reading = SURNAME.read("LI WEI", TODAY)
    assert isinstance(reading, Unsure)
    assert reading.readings == ("LI", "LI WEI")


def test_whoever_has_one_name_has_it_as_the_surname() -> None:
    assert isinstance(SURNAME.read("FNU", TODAY), Mistake)
    reading = GIVEN.read("none", TODAY)
    assert isinstance(reading, Odd)
    assert reading.value == "FNU"
    assert GIVEN.read("NA", TODAY) == Understood("NA")


@pytest.mark.parametrize(
    ("sent", "value"),
    [("王 芳", "WANG Fang"), ("歐陽鋒", "OUYANG Feng"), ("王略", "WANG Lue"), ("绿珠", "LYU Zhu")],
)
def test_a_relative_s_name_is_offered_as_the_letter_has_it(sent: str, value: str) -> None:
    reading = PersonName().read(sent, TODAY)
    assert isinstance(reading, Odd)
    assert reading.value == value


@pytest.mark.parametrize(
    ("sent", "value"),
    [("叫张三", "ZHANG San"), ("是张三", "ZHANG San"), ("不是，是张三", "ZHANG San"), ("是某", "SHI Mou")],
)
def test_what_leads_to_a_chinese_name_is_no_part_of_it(sent: str, value: str) -> None:
    reading = PersonName().read(sent, TODAY)
    assert isinstance(reading, Odd)
    assert reading.value == value


def test_a_name_that_begins_like_a_place_is_a_name_or_asked_about() -> None:
    assert PersonName().read("SO Wai Man", TODAY) == Understood("SO Wai Man")
    for name in ("In Soo Kim", "On Ming"):
        reading = PersonName().read(name, TODAY)
        assert isinstance(reading, Odd)
        assert reading.value == name


@pytest.mark.parametrize("sent", ["in Houston", "Very ill", "Still in hospital"])
def test_how_or_where_somebody_is_is_no_name(sent: str) -> None:
    assert isinstance(PersonName().read(sent, TODAY), Mistake)
