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
        (
            "杭州 西湖区文三路300号6幢 浙江示例大学宿舍",
            "Zhejiang Shili University Dormitory, Building 6, No. 300 Wensan Road, Xihu District, Hangzhou",
        ),
        ("上海大学宿舍", "Shanghai University Dormitory"),
        ("文三路那个宿舍 杭州的", None),
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


def test_what_lacked_in_an_address_stands_where_it_belongs() -> None:
    assert Address(200).with_part("西湖区文三路300号", "杭州") == "杭州西湖区文三路300号"
    assert Address(200).with_part("88 Example Road", "nanjing") == "88 Example Road, Nanjing"
