"""A Chinese address in English: from the smallest part, and only where all of it is understood."""

from datetime import date

import pytest

from bot.answers import Address, english_address
from bot.core import Understood
from bot.i18n import translate


@pytest.mark.parametrize(
    ("written", "english"),
    [
        ("上海市浦东新区世纪大道100号", "No. 100 Shiji Avenue, Pudong New Area, Shanghai"),
        ("南京市鼓楼区中山路18号", "No. 18 Zhongshan Road, Gulou District, Nanjing"),
        (
            "上海市徐汇区漕溪北路1200弄3号楼502室",
            "Room 502, Building 3, Lane 1200, Caoxi North Road, Xuhui District, Shanghai",
        ),
        ("北京东路668号", "No. 668 Beijing East Road"),
        (
            "上海长宁区虹桥路1号 A座12楼",
            "Floor 12, Block A, No. 1 Hongqiao Road, Changning District, Shanghai",
        ),
        ("西安市雁塔区", "Yanta District, Xi'an"),
        ("江苏苏州工业园区星湖街328号", "No. 328 Xinghu Street, Industrial Park, Suzhou, Jiangsu"),
        ("1 Example Road, Pudong", None),
        ("上海市浦东新区？？路", None),
    ],
)
def test_a_chinese_address_is_said_in_english_smallest_part_first(written: str, english: str | None) -> None:
    assert english_address(written) == english


def test_what_was_written_is_kept_and_the_english_is_shown_beside_it() -> None:
    reading = Address(200).read("南京市鼓楼区中山路18号", date(2026, 11, 24))
    assert reading == Understood("南京市鼓楼区中山路18号", say_back=True)
    assert "Zhongshan Road" in translate(Address(200).show("南京市鼓楼区中山路18号"), "zh")
    assert Address(200).read("1 Example Road", date(2026, 11, 24)) == Understood("1 Example Road")
