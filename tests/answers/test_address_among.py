"""An address among other words: what is talk is taken off, what is an address stays as it was typed."""

from datetime import date

import pytest

from bot.answers import Address, Hospital, Post, address_among, english_address, points_back
from bot.core import Mistake, Odd, Understood

TODAY = date(2026, 11, 27)
AMONG = {
    "地址错了 我住示例街88号样板花园5幢1201室 那个是我单位": "示例街88号样板花园5幢1201室",
    "怎么把话也写进去了 示例街88号5幢1201室 江苏苏州": "江苏苏州 示例街88号5幢1201室",
    "我现在在上海静安区示例西路1788号1203上班": "上海静安区示例西路1788号1203",
    "在示例街218号": "示例街218号",
    "no the address is just 1 Example Road, Nanjing, the rest isnt the address": "1 Example Road, Nanjing",
    "its 22 Sample St, Nanjing, i work from home": "22 Sample St, Nanjing",
    "I have been living at Flat 5, 77 Example Road, Ningbo": "Flat 5, 77 Example Road, Ningbo",
    "yes, Flat 2, 8 Example Road, Nanjing": "Flat 2, 8 Example Road, Nanjing",
    "有，杭州示例路5号": "杭州示例路5号",
    "no, 88 Example Road": "88 Example Road",
    "same city, 5 Sample Road": "5 Sample Road",
    "same 1 campus rd, Suzhou": "1 campus rd, Suzhou",
    "No, that was a question. The address is Flat 5, 77 Example Road, Ningbo.": "Flat 5, 77 Example Road, Ningbo",
    "I work at Example Ltd., 300 Example Avenue, Ningbo": "300 Example Avenue, Ningbo",
    "霍邱县示例镇样本村三组 没有门牌": "霍邱县示例镇样本村三组",
    "那会儿住杭州浙江示例大学宿舍，西湖区文三路300号6幢": "杭州 西湖区文三路300号6幢 浙江示例大学宿舍",
    "之前住南京示例大学鼓楼校区宿舍，汉口路22号": "汉口路22号 南京示例大学鼓楼校区宿舍",
    "租的房子在苏州示例街5号，跟同学合租": "苏州示例街5号",
    "杭州西湖区示例路300号6幢 我妈也住这": "杭州西湖区示例路300号6幢",
    "88 sample road apt 1203 xuhui he lives there too obviously": "88 sample road apt 1203 xuhui",
    "88 Sample Road, Apt 1203, my parents live there too": "88 Sample Road, Apt 1203",
    "1 Example Road, Nanjing where i grew up": "1 Example Road, Nanjing",
    "12 Sample Road Pudong its my parents house": "12 Sample Road Pudong",
    "5 Campus Road, Hangzhou, that was my dorm": "5 Campus Road, Hangzhou",
    "we all live at flat 902, 188 Example Road, Nanjing": "flat 902, 188 Example Road, Nanjing",
}
AS_TYPED = (
    "上海市浦东新区世纪大道100号 环球金融中心 12楼",
    "浦东新区家园路1号",
    "南京市鼓楼区示例路22号 示例大学",
    "1 Example Road, Pudong, Shanghai",
    "No. 88 Example Road",
    "The Sample Building, Suzhou",
    "我",
    "住" * 2000,
)


@pytest.mark.parametrize("said", AMONG)
def test_an_address_is_parted_from_the_talk_around_it(said: str) -> None:
    assert address_among(said) == AMONG[said]


@pytest.mark.parametrize("said", AS_TYPED, ids=lambda text: text[:30])
def test_what_is_no_talk_stays(said: str) -> None:
    assert address_among(said) == said


@pytest.mark.parametrize(
    "said",
    [
        "还是文三路那个宿舍 杭州的",
        "也是那个宿舍啊",
        "同上",
        "the same dorm as before",
        "that place again",
        "就是南京那边",
    ],
)
def test_what_points_to_a_place_told_before_is_no_address_by_itself(said: str) -> None:
    assert points_back(said)
    assert english_address(said) is None


@pytest.mark.parametrize(
    "said", ["就是杭州示例路5号", "就是浦东新区示例小区", "same city, 5 Sample Road", "那个是示例路1号"]
)
def test_what_has_a_number_or_a_name_of_its_own_points_nowhere(said: str) -> None:
    assert not points_back(said)


@pytest.mark.parametrize("said", ["家里", "就在学校宿舍", "my parents' house", "dorm"])
def test_a_home_without_a_street_is_asked_again(said: str) -> None:
    assert isinstance(Address(200, is_home=True).read(said, TODAY), Mistake)


def test_an_address_in_small_letters_gets_its_capitals() -> None:
    assert Address(200).read("apt 5, 1 example rd", TODAY) == Understood("Apt 5, 1 Example Rd", say_back=True)


def test_where_somebody_works_is_asked_about_where_they_live() -> None:
    assert isinstance(Address(200, is_home=True).read("我在苏州示例街218号的公司上班", TODAY), Odd)
    assert isinstance(Address(200).read("我在苏州示例街218号的公司上班", TODAY), Understood)


def test_a_post_is_the_city_that_is_named() -> None:
    assert Post(80).read("上海领事馆 问了我工资就说不行", TODAY) == Understood("上海", say_back=True)
    assert Post(80).read("Shanghai", TODAY) == Understood("Shanghai")
    assert Post(80).read("Ottawa", TODAY) == Understood("Ottawa")
    assert Post(80).read("在台北", TODAY) == Understood("台北", say_back=True)


def test_an_office_is_the_city_it_is_in() -> None:
    for said, city in (
        ("At the Embassy of the United States in Islamabad, Pakistan.", "Islamabad"),
        ("us consulate in lagos", "Lagos"),
        ("美国驻伊斯兰堡大使馆", "伊斯兰堡"),
    ):
        assert Post(80).read(said, TODAY) == Understood(city, say_back=True)


@pytest.mark.parametrize("said", ["I have lived at my address", "农村没有门牌", "i live with my parents"])
def test_a_sentence_without_a_place_is_no_address(said: str) -> None:
    assert isinstance(Address(200).read(said, TODAY), Mistake)


def test_one_city_in_chinese_is_said_in_english_in_an_english_address() -> None:
    assert Address(200).read("苏州 jiangsu, 1 campus rd", TODAY) == Understood(
        "Suzhou Jiangsu, 1 Campus Rd", say_back=True
    )


def test_somebody_named_before_a_hospital_is_no_part_of_it() -> None:
    assert Hospital(160).read("我妈叫张三 在示例医院 神经内科", TODAY) == Understood(
        "示例医院 神经内科", say_back=True
    )
    assert Hospital(160).read("Example General Hospital, Boston", TODAY) == Understood(
        "Example General Hospital, Boston"
    )
