"""Planted faults: each is in memory only and taken out again; what no script notices is told with the line that would catch it."""

import ast
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.i18n import Lang, Text, translate
from bot.rehearsal.mutating import hunt, report
from bot.rehearsal.mutating.calls import Calls
from bot.rehearsal.mutating.fault import Fault, Unplantable
from bot.rehearsal.mutating.in_catalogue import changes as word_changes
from bot.rehearsal.mutating.operators import changes
from bot.rehearsal.mutating.planting import planted
from bot.rehearsal.policy_values import policy_values, read_in
from dialogs import MAIN_FLOW
from dialogs.expedited_interview import calendar, rulings
from dialogs.expedited_interview.policy import POLICY
from tests.support.scripting import written

CHECKED = "脚本：一\n起点：party\n\n用户：one\n机器人：@ask.appointment_booked\n  按钮：yes | no | …\n  资料：party = one\n"
UNCHECKED = "脚本：一\n起点：party\n\n用户：one\n机器人：@ask.appointment_booked\n"


@cache
def faults() -> tuple[Fault, ...]:
    return tuple(planted(MAIN_FLOW))


@pytest.mark.parametrize(
    ("source", "now"),
    [
        ("a < b", "a <= b"),
        ("a == b", "a != b"),
        ("a and b", "a or b"),
        ("not a", "a"),
        ("a + b", "a - b"),
        ("6", "7"),
        ("True", "False"),
        ("x if a else y", "y if a else x"),
        ("(a, b)", "(a,)"),
        ("f(a=x, b=y)", "f(a=y, b=x)"),
    ],
)
def test_an_operator_changes_one_thing(source: str, now: str) -> None:
    found = [
        ast.unparse(ast.fix_missing_locations(other))
        for _, other in changes(ast.parse(source, mode="eval").body)
    ]
    assert now in found


def test_a_fault_is_there_while_it_is_planted_and_gone_afterwards() -> None:
    right = rulings._mismatch.__code__
    wrong = next(
        one for one in faults() if one.at.file.endswith("rulings.py") and one.was == "class_ is None"
    )
    with wrong.plant(MAIN_FLOW):
        assert rulings._mismatch.__code__ is not right
    assert rulings._mismatch.__code__ is right


def test_what_a_function_was_asked_is_asked_again_and_only_what_it_answers_otherwise_counts() -> None:
    calls, asked = Calls(), {}
    with calls.recorded(1):
        calendar.add_months.__wrapped__(date(2026, 1, 15), 1)
    for one in faults():
        if one.at.file.endswith("/calendar.py") and one.functions[0].__name__ == "add_months":
            function, line = one.functions[0], one.line
            by_line = calls.at(function, line)
            with suppress(Unplantable), one.plant(MAIN_FLOW):
                asked[one.operator, one.was, one.now] = len(calls.otherwise(function, by_line))
    assert set(asked.values()) == {0, 1}


def fault(layer: str, operator: str, was: str) -> Fault:
    return next(one for one in faults() if (one.layer, one.operator) == (layer, operator) and was in one.was)


def test_a_number_of_the_policy_is_another_one_while_that_is_planted_and_its_rulings_with_it() -> None:
    months = POLICY.refusal.months
    with fault("policy", "number", "refusal.months").plant(MAIN_FLOW):
        assert months != POLICY.refusal.months
    assert months == POLICY.refusal.months


def test_words_of_the_policy_are_other_ones_in_every_text_that_was_given_them_at_the_start() -> None:
    address = POLICY.website.address
    with fault("policy", "other words", "website.address").plant(MAIN_FLOW) as faulty:
        assert f"{address}~" in str(faulty)
    assert f"{address}~" not in str(MAIN_FLOW)


def test_a_place_is_another_posts_while_that_is_planted() -> None:
    with fault("policy", "place at another post", "= anhui").plant(MAIN_FLOW):
        assert "anhui" not in POLICY.district.units
    assert "anhui" in POLICY.district.units


def test_every_value_of_the_policy_that_the_dialog_reads_has_its_line_and_is_known_by_being_read() -> None:
    assert all(one.at.line > 1 for one in policy_values(MAIN_FLOW))
    with read_in(MAIN_FLOW) as names:
        assert POLICY.refusal.months + POLICY.residence.months
    assert names == {"refusal.months", "residence.months"}


@pytest.mark.parametrize(
    ("operator", "lang", "said", "now"),
    [
        ("lost negation", "zh", "不能提前", "能提前"),
        ("lost negation", "en", "It is not early.", "It is early."),
        ("swapped placeholders", "en", "%(a)s then %(b)s", "%(b)s then %(a)s"),
        ("lost placeholder", "zh", "在%(a)s前", "在前"),
        ("lost line", "zh", "一\n二", "一"),
        ("number", "en", "within 6 months", "within 7 months"),
        ("lost in a list", "zh", "上海、江苏、浙江", "上海、浙江"),
        ("name", "en", "on Monday", "on Tuesday"),
        ("plural", "en", "%(count)s pages", "%(count)s page"),
    ],
)
def test_words_are_lost_or_turned_round_as_in_a_translation(
    operator: str, lang: Lang, said: str, now: str
) -> None:
    assert (operator, now) in list(word_changes(said, lang))


def test_other_words_are_said_while_they_are_planted_and_the_accepted_wording_is_right_about_them() -> None:
    one = fault("catalogue", "lost negation", "护照")
    lang, msgid = str(one.walked_as).split(":", 2)[1:]
    with one.plant(MAIN_FLOW):
        assert translate(Text(msgid), lang) == one.now  # type: ignore[arg-type]
    assert translate(Text(msgid), lang) == one.was  # type: ignore[arg-type]
    assert one.was.splitlines()[0] in one.accepted


@pytest.mark.parametrize("layer", ["dialog", "policy", "catalogue", "letter"])
def test_faults_are_planted_in_each_layer(layer: str) -> None:
    assert any(one.layer == layer for one in faults())


def test_at_least_a_dozen_kinds_of_faults_are_planted_in_the_dialog() -> None:
    assert len({one.operator for one in faults()}) >= 12


@pytest.mark.parametrize(("script", "is_noticed"), [(CHECKED, True), (UNCHECKED, False)])
def test_a_lost_button_is_noticed_where_buttons_are_checked(
    tmp_path: Path, script: str, is_noticed: bool
) -> None:
    found = hunt(MAIN_FLOW, [written(tmp_path, script)], 60, only=("lost option",))
    lost = [one for one in found.survivors if (one.fault.operator, one.fault.was) == ("lost option", "yes")]
    assert (lost == []) is is_noticed
    told = "\n".join(report(found))
    assert ("    |   按钮: yes（" in told) is not is_noticed
    assert ("lost option: yes" in told) is not is_noticed
    assert ("one.chat.txt:5 would be red with" in told) is not is_noticed
