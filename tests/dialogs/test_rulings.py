"""The rulings at their edges, on answers alone: to the day, to the unit, to the word."""

from datetime import date
from pathlib import Path

import pytest

from bot.core import SKIPPED, Ruling, Value, walk
from bot.core.walk import judge
from bot.i18n import LANGUAGES, translate
from dialogs.expedited_interview import rulings, rulings_on_the_past
from dialogs.expedited_interview.business_days import answer_by, is_business_day
from dialogs.expedited_interview.calendar import add_months
from dialogs.expedited_interview.eligibility import CONSENT
from dialogs.expedited_interview.excluded_purposes import excluded_purpose_named
from dialogs.expedited_interview.policy import FILE, POLICY, PolicyError, read_policy
from dialogs.expedited_interview.request import gaps
from tests.support.real_flow import FLOW, way

TODAY = date(2026, 11, 24)
BASE: dict[str, Value] = {
    "consent": CONSENT,
    "party": "one",
    "appointment_booked": "yes",
    "residence": "shanghai",
}


def fires(ruling: Ruling, answers: dict[str, Value], today: date = TODAY) -> bool:
    return judge(ruling, walk(FLOW, {**BASE, **answers}, today).answers) is not None


def refused(day: date) -> dict[str, Value]:
    return {
        "purpose": "humanitarian",
        "visa_class": "B-2",
        "relative": "parent",
        "emergency": "death",
        "refused_before": "yes",
        "last_refusal": day,
    }


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 6, 24), 6, date(2026, 12, 24)),
        (date(2026, 12, 31), -6, date(2026, 6, 30)),
    ],
)
def test_months_are_counted_by_the_calendar_to_the_day(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@pytest.mark.parametrize(
    ("today", "stops", "near"),
    [
        (date(2027, 2, 27), True, False),
        (date(2027, 2, 28), False, True),
        (date(2027, 3, 14), False, True),
        (date(2027, 3, 15), False, False),
    ],
)
def test_a_refusal_of_31_august_stops_until_28_february_and_warns_for_a_fortnight(
    today: date, stops: bool, near: bool
) -> None:
    answers = refused(date(2026, 8, 31))
    assert fires(rulings_on_the_past.recent_refusal, answers, today) is stops
    assert fires(rulings_on_the_past.refusal_near_limit, answers, today) is near


def test_today_has_not_passed_and_yesterday_has() -> None:
    assert not fires(rulings.interview_passed, {"interview_date": TODAY})
    assert fires(rulings.interview_passed, {"interview_date": date(2026, 11, 23)})


def test_classes_on_the_day_of_the_interview_do_not_start_before_it() -> None:
    study: dict[str, Value] = {"purpose": "study", "visa_class": "F-1", "class_start": date(2027, 1, 18)}
    assert fires(rulings.classes_not_before_interview, {**study, "interview_date": date(2027, 1, 18)})
    assert not fires(rulings.classes_not_before_interview, {**study, "interview_date": date(2027, 1, 19)})


@pytest.mark.parametrize("purpose", ["convention", "annual_meeting", "graduation", "wedding", "tourism"])
def test_each_excluded_purpose_is_answered_in_its_own_words(purpose: str) -> None:
    said = judge(rulings.purpose_not_considered, walk(FLOW, {**BASE, "purpose": purpose}, TODAY).answers)
    assert said is not None
    others = [
        judge(rulings.purpose_not_considered, walk(FLOW, {**BASE, "purpose": other}, TODAY).answers)
        for other in ("convention", "annual_meeting", "graduation", "wedding", "tourism")
        if other != purpose
    ]
    for lang in LANGUAGES:
        words = translate(said.says(said.ruling.text), lang)
        assert words not in {translate(one.says(one.ruling.text), lang) for one in others if one is not None}


@pytest.mark.parametrize("unit", [unit for post in POLICY.posts.values() for unit in post.units])
def test_every_unit_is_either_in_the_district_or_sent_to_its_own_post(unit: str) -> None:
    verdict = judge(rulings.outside_district, walk(FLOW, {**BASE, "residence": unit}, TODAY).answers)
    if unit in ("shanghai", "jiangsu", "zhejiang", "anhui"):
        assert verdict is None
    else:
        assert verdict is not None
        assert verdict.ruling.way_out is not None
        assert POLICY.post_for(unit).zh in translate(verdict.says(verdict.ruling.way_out), "zh")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("我要参加妹妹的婚礼", "wedding"),
        ("顺便去旅游", "tourism"),
        ("参加公司年会", "annual_meeting"),
        ("My sister's wedding is in May", "wedding"),
        ("I attend the graduation ceremony", "graduation"),
        ("a trade show in Las Vegas", "convention"),
        ("这不是去旅游，母亲病危", None),
        ("It is not a vacation. My mother is ill.", None),
        ("the graduation certificate is enclosed", None),
        ("", None),
    ],
)
def test_an_excluded_purpose_is_noticed_in_either_language_unless_denied(
    text: str, named: str | None
) -> None:
    assert excluded_purpose_named(text) == named


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (date(2026, 11, 24), date(2026, 11, 27)),  # Thanksgiving on the 26th
        (date(2026, 12, 31), date(2027, 1, 5)),
        (date(2026, 2, 13), date(2026, 2, 25)),  # Presidents' Day, and the Spring Festival until the 23rd
    ],
)
def test_an_answer_day_skips_weekends_and_the_holidays_of_both_countries(sent: date, answer: date) -> None:
    assert answer_by(sent, 2) == answer
    assert is_business_day(answer)


def test_a_gap_in_the_six_months_is_named_to_the_day() -> None:
    assert gaps([(date(2020, 1, 1), None)], TODAY, 6) == ()
    assert gaps([(date(2020, 1, 1), date(2026, 8, 31)), (date(2026, 9, 1), None)], TODAY, 6) == ()
    assert gaps([(date(2020, 1, 1), date(2026, 8, 30)), (date(2026, 9, 1), None)], TODAY, 6) == (
        (date(2026, 8, 31), date(2026, 8, 31)),
    )
    assert gaps([], TODAY, 6) == ((date(2026, 5, 24), date(2026, 11, 23)),)


def test_a_stop_lifts_by_itself_when_its_day_comes() -> None:
    skipped: dict[str, Value] = {"funeral_date": SKIPPED, "nobody_else": SKIPPED}
    answers = {**BASE, **refused(date(2026, 8, 31)), **skipped}
    assert walk(FLOW, answers, date(2027, 2, 27)).place != walk(FLOW, answers, date(2027, 3, 15)).place


@pytest.mark.parametrize(
    ("old", "new", "line_of"),
    [
        ("months = 6\nnear", "months = 0\nnear", "months = 0"),
        ('inside = "4008-872-333"', 'inside = "call us"', 'inside = "call us"'),
        ("academic_year_month = 6", "academic_year_month = 13", "academic_year_month = 13"),
        ("[answer]\n", '[answer]\nextra = "x"\n', 'extra = "x"'),
    ],
)
def test_a_fault_in_the_policy_names_its_line(tmp_path: Path, old: str, new: str, line_of: str) -> None:
    text = FILE.read_text("utf-8")
    assert old in text
    broken = tmp_path / "policy.toml"
    broken.write_text(text.replace(old, new, 1), "utf-8")
    line = broken.read_text("utf-8").splitlines().index(line_of) + 1
    with pytest.raises(PolicyError, match=rf"policy\.toml, line {line},"):
        read_policy(broken)


def test_a_place_in_no_district_or_in_two_is_a_fault_of_the_policy(tmp_path: Path) -> None:
    broken = tmp_path / "policy.toml"
    broken.write_text(FILE.read_text("utf-8").replace('"hainan", ', ""), "utf-8")
    with pytest.raises(PolicyError, match="hainan"):
        read_policy(broken)


def test_the_facts_of_a_warning_ask_for_a_new_acknowledgement() -> None:
    conversation, incoming = way("business_warned", "en")[-1]
    assert conversation.acknowledged
    key = next(iter(conversation.acknowledged))
    stale = {**conversation.acknowledged, key: "00000000"}
    place = walk(FLOW, conversation.answers, incoming.at.date(), stale).place
    assert getattr(place, "ruling", None) is not None
    assert place.ruling.key == key  # type: ignore[union-attr]
