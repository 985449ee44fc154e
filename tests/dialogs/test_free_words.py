"""Reasons told in free words: the letter has an English sentence for each, and tells Chinese words at its end."""

from dataclasses import replace
from datetime import date

import pytest

from bot.i18n import translate
from dialogs.expedited_interview.sentences import (
    AT_THE_FUNERAL,
    CONDITION,
    EVENT,
    LATE_ARRIVAL,
    LOSS,
    NOBODY_ELSE,
    Slot,
    Voice,
    as_written,
    stated,
)
from dialogs.expedited_interview.urgency import condition

ONE = Voice(they="she", today=date(2026, 11, 28), then="on 17 December 2026")


@pytest.mark.parametrize(
    ("slot", "told", "written"),
    [
        (CONDITION, "脑梗 要做颈动脉手术 生活不能自理", "An operation is planned. She needs care all day."),
        (CONDITION, "手术 12月10号", "An operation is planned for 10 December 2026."),
        (CONDITION, "1月3号要做手术", "An operation is planned for 3 January 2027."),
        (NOBODY_ELSE, "我是独生女啊", "I am an only child."),
        (
            NOBODY_ELSE,
            "她一个人在那边没有亲戚 医院要家里人签字",
            "No other member of the family can be there. Decisions on the treatment cannot be made without me.",
        ),
        (AT_THE_FUNERAL, "后事都要我去料理", "Nobody but me can arrange the funeral."),
        (EVENT, "验收 17到19号 XR-1", "An acceptance inspection (XR-1) takes place on 17 December 2026."),
        (
            LOSS,
            "违约金，合同约定每延一天万分之五，总额80万美金",
            "If I miss this trip, a contractual penalty is due (USD 800,000).",
        ),
    ],
)
def test_chinese_has_a_sentence_for_each_thing_it_means(slot: Slot, told: str, written: str) -> None:
    assert stated(slot, told, ONE) == written
    assert as_written(told) == told


@pytest.mark.parametrize(
    ("slot", "told", "written"),
    [
        (
            LATE_ARRIVAL,
            "its in the mail lol they make me defer to aug 2027 and i lose my scholarship 奖学金",
            "If I arrive late, they make me defer to August 2027 and I lose my scholarship.",
        ),
        (
            LATE_ARRIVAL,
            "must defer to august 2027 and lose my scholarship",
            "If I arrive late, I must defer to August 2027 and lose my scholarship.",
        ),
        (
            LATE_ARRIVAL,
            "Late arrival is not permitted. You must defer.",
            "Late arrival is not permitted. You must defer.",
        ),
        (
            LATE_ARRIVAL,
            "scholarship gone",
            "With a later arrival I would lose my place or funding (scholarship gone).",
        ),
        (
            CONDITION,
            "bypass surgery is scheduled for 16 December 2026",
            "The doctors say that bypass surgery is scheduled for 16 December 2026.",
        ),
        (CONDITION, "the doctors say she may not live", "The doctors say that she may not live."),
        (CONDITION, "Her surgeon wants consent by Friday", "Her surgeon wants consent by Friday."),
        (CONDITION, "needs a new liver", "The doctors say that she needs a new liver."),
        (CONDITION, "severe stroke, icu", "She is in intensive care (severe stroke, ICU)."),
        (CONDITION, "broken hip", "The doctors say: broken hip."),
        (
            NOBODY_ELSE,
            "My mother passed away in 2015 and my only sister lives in Karachi",
            "My mother passed away in 2015 and my only sister lives in Karachi.",
        ),
        (
            NOBODY_ELSE,
            "passports of all others expired",
            "Nobody else can go: passports of all others expired.",
        ),
        (
            LOSS,
            "USD 800,000 penalty, 0.05% per day of delay",
            "If I miss this trip, a contractual penalty is due (USD 800,000 penalty, 0.05% per day of delay).",
        ),
        (
            LOSS,
            "The line stops, about USD 40,000 a day.",
            "If I miss this trip, the line stops, about USD 40,000 a day.",
        ),
        (LOSS, "gate 3 may close", "If I miss this trip, gate 3 may close."),
        (LOSS, "line 2 stops on 3 may", "If I miss this trip, line 2 stops on 3 May."),
        (LOSS, "USD 9,000", "If I miss this trip, the economic loss will be USD 9,000."),
        (EVENT, "board approval of phase 2", "The purpose of the trip is this: board approval of phase 2."),
        (EVENT, "We switch on the new line.", "We switch on the new line."),
    ],
)
def test_english_stands_as_a_sentence_however_hurried(slot: Slot, told: str, written: str) -> None:
    assert stated(slot, told, ONE) == written
    assert as_written(told) == ""


@pytest.mark.parametrize("said", ["医生说不要手术", "昨天手术做完了", "她吃不下饭", "不是在ICU"])
def test_what_is_denied_or_over_or_not_meant_is_only_told_as_it_was(said: str) -> None:
    assert stated(CONDITION, said, ONE) == ""
    assert as_written(said) == said


@pytest.mark.parametrize("said", ["我弟弟在那边照顾", "我不是独生女"])
def test_nobody_is_claimed_to_be_needed_by_a_word_alone(said: str) -> None:
    assert stated(NOBODY_ELSE, said, ONE) == ""


def test_the_day_of_an_operation_that_was_told_is_said_in_its_sentence() -> None:
    voice = replace(ONE, operation=date(2026, 12, 10))
    assert stated(CONDITION, "operation", voice) == "An operation is planned for 10 December 2026."
    assert (
        stated(CONDITION, "heart operation", voice)
        == "An operation is planned for 10 December 2026 (heart operation)."
    )


def test_a_group_has_an_only_child_among_them() -> None:
    assert stated(NOBODY_ELSE, "only_child", Voice(is_one=False)) == "One of us is an only child."


def test_what_is_meant_is_shown_with_the_words() -> None:
    shown = condition.kind.show("脑梗 要做颈动脉手术 生活不能自理")
    assert translate(shown, "zh") == "脑梗 要做颈动脉手术 生活不能自理\n= 要动手术、全天要人照顾"
