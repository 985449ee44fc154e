"""Planted faults: each is in memory only and taken out again; what no script notices is told with the line that would catch it."""

import ast
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from bot.rehearsal.mutating import hunt, report
from bot.rehearsal.mutating.calls import Calls
from bot.rehearsal.mutating.operators import changes
from bot.rehearsal.mutating.planting import Unplantable, planted
from dialogs import MAIN_FLOW
from dialogs.expedited_interview import calendar, rulings
from tests.support.scripting import written

CHECKED = "脚本：一\n起点：party\n\n用户：one\n机器人：@ask.appointment_booked\n  按钮：yes | no | …\n  资料：party = one\n"
UNCHECKED = "脚本：一\n起点：party\n\n用户：one\n机器人：@ask.appointment_booked\n"


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
    fault = next(
        one
        for one in planted(MAIN_FLOW)
        if one.at.file.endswith("rulings.py") and one.was == "class_ is None"
    )
    with fault.plant(MAIN_FLOW):
        assert rulings._mismatch.__code__ is not right
    assert rulings._mismatch.__code__ is right


def test_what_a_function_was_asked_is_asked_again_and_only_what_it_answers_otherwise_counts() -> None:
    calls, asked = Calls(), {}
    with calls.recorded(1):
        calendar.add_months.__wrapped__(date(2026, 1, 15), 1)
    for fault in planted(MAIN_FLOW):
        if fault.at.file.endswith("/calendar.py") and fault.functions[0].__name__ == "add_months":
            function, line = fault.functions[0], fault.walked_as[1]  # type: ignore[index]
            by_line = calls.at(function, line)
            with suppress(Unplantable), fault.plant(MAIN_FLOW):
                asked[fault.operator, fault.was, fault.now] = len(calls.otherwise(function, by_line))
    assert set(asked.values()) == {0, 1}


def test_at_least_a_dozen_kinds_of_faults_are_planted_in_the_dialog() -> None:
    assert len({one.operator for one in planted(MAIN_FLOW)}) >= 12


@pytest.mark.parametrize(("script", "is_noticed"), [(CHECKED, True), (UNCHECKED, False)])
def test_a_lost_button_is_noticed_where_buttons_are_checked(
    tmp_path: Path, script: str, is_noticed: bool
) -> None:
    found = hunt(MAIN_FLOW, [written(tmp_path, script)], 60, only=("lost option", "swapped option"))
    lost = [one for one in found.survivors if (one.fault.operator, one.fault.was) == ("lost option", "yes")]
    assert (lost == []) is is_noticed
    told = "\n".join(report(found))
    assert ("lost option: yes" in told) is not is_noticed
    assert "one.chat.txt:5 would be red with" in told
