"""Work and earlier visas told in sentences: each value where it belongs, and nothing that was not told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from bot.core import Answers, Month, Value, Year
from dialogs.expedited_interview import letter
from dialogs.expedited_interview.compose import request_of
from dialogs.expedited_interview.earlier_applications import ended_lately
from dialogs.expedited_interview.request import Request
from dialogs.expedited_interview.visas_told import each_visa, ended_in
from dialogs.expedited_interview.work_told import work_told
from dialogs.expedited_interview.workplaces import work_kind
from tests.support.real_flow import answered

TODAY = date(2026, 11, 27)


def work(text: str, entry: int = 0, **known: Value) -> Mapping[str, Value]:
    return work_told(text, Answers(known, TODAY, (entry,)), work_kind)


def test_one_end_of_a_stretch_is_one_end() -> None:
    assert work("mock university of suzhou till june 2026", 1) == {
        "workplaces.1.kind": "student",
        "workplaces.1.employer": "mock university of suzhou",
        "workplaces.1.until": Month(2026, 6),
    }
    assert work("since sept 2022", 1) == {"workplaces.1.since": Month(2022, 9)}


def test_the_present_work_goes_on_and_an_earlier_one_is_asked_about() -> None:
    assert work("study, from sept 2022")["workplaces.0.until"] == "now"
    assert "workplaces.1.until" not in work("study, from sept 2022", 1)


def test_in_one_persons_request_somebody_elses_work_is_not_told() -> None:
    told = work("my husband works at Mock Motors and i am retired since 2020")
    assert told["workplaces.0.kind"] == "retired"
    assert "workplaces.0.employer" not in told


def test_in_a_group_each_ones_work_is_an_entry() -> None:
    told = work("I work at Test Bank, my husband works at Mock Motors since 2010", party="group")
    assert told["workplaces.0.employer"] == "Test Bank"
    assert told["workplaces.1.whose"] == "husband"
    assert told["workplaces.1.employer"] == "Mock Motors"
    assert told["workplaces.1.since"] == Year(2010)


@pytest.mark.parametrize("text", ["part time barista at a cafe", "i work from home", "在一家公司上班"])
def test_a_kind_of_place_is_no_name(text: str) -> None:
    assert "workplaces.0.employer" not in work(text)


def test_the_letter_names_whose_work_it_is_where_one_is_called_so() -> None:
    request = request_of(answered("group_caring"))
    mine = replace_whose(request, "husband")
    assert "(husband)" in letter.past_months(mine)
    named = mine.model_copy(
        update={"members": (mine.members[0].model_copy(update={"relation": "husband"}), *mine.members[1:])}
    )
    assert f"({mine.members[0].name})" in letter.past_months(named)


def replace_whose(request: Request, who: str) -> Request:
    work_of_one = request.workplaces[0].model_copy(update={"whose": who})
    return request.model_copy(update={"workplaces": (work_of_one,)})


def visas(text: str) -> list[dict[str, Value]]:
    return each_visa(text, Answers({}, TODAY))


def test_when_a_visa_ended_is_not_when_it_was_issued() -> None:
    text = "I was issued a B-1 visa by the US Embassy in Islamabad in June 2018; it expired in June 2023"
    assert visas(text) == [
        {"outcome": "issued", "visa_class": "B-1", "when": Month(2018, 6), "place": "Islamabad"}
    ]
    assert ended_in(text, TODAY) == Month(2023, 6)


def test_two_visas_in_a_message_are_two() -> None:
    first, second = visas("2016年上海B2过了，2018年北京F1被拒")
    assert (first["outcome"], first["when"]) == ("issued", Year(2016))
    assert (second["outcome"], second["when"]) == ("refused", Year(2018))


def test_three_visas_in_a_row_share_a_place() -> None:
    told = visas("yeah f1 refused 2009 then f1 got it 2010 then b1/b2 2013 all shanghai")
    assert [one.get("outcome") for one in told] == ["refused", "issued", None]
    assert [one["when"] for one in told] == [Year(2009), Year(2010), Year(2013)]
    assert {one["place"] for one in told} == {"Shanghai"}
    assert len(visas("2009年F1被拒，2010年又批了，2013年B1B2过的，都在上海")) == 3


def test_what_came_then_is_of_the_same_class_and_at_the_same_place() -> None:
    refused, issued = visas(
        "i got refused once for f1 in 2009 in shanghai but then they gave it to me in 2010"
    )
    assert (refused["outcome"], refused["when"]) == ("refused", Year(2009))
    assert (issued["outcome"], issued["visa_class"], issued["when"]) == ("issued", "F-1", Year(2010))
    (then,) = each_visa("then i got the f1 in 2010 same place", Answers({}, TODAY), "Beijing")
    assert (then["outcome"], then["place"]) == ("issued", "Beijing")


def test_what_lasted_ten_years_keeps_its_class() -> None:
    (told,) = visas("yes the b1/b2 2013 issued shanghai it was 10 years till 2023")
    assert told == {"outcome": "issued", "visa_class": "B-1/B-2", "when": Year(2013), "place": "Shanghai"}


def test_a_refusal_that_may_be_recent_is_asked_for_its_day() -> None:
    (told,) = visas("refused in 2026, B-2, Guangzhou")
    assert "when" not in told


@pytest.mark.parametrize(
    "text",
    [
        "wait what no, i never had a visa",
        "no i never had one, my wife had a B2 in 2016",
        "没有",
        "我在上海工作",
        "",
    ],
)
def test_no_visa_is_no_visa(text: str) -> None:
    assert not visas(text)


def test_only_a_visa_of_the_same_class_that_ended_lately_may_be_renewed() -> None:
    answers = Answers({"visa_class": "B-1/B-2"}, TODAY)
    assert ended_lately("B1/B2 from 2016, it ended in March 2026", answers) == {"visa_ended": Month(2026, 3)}
    assert not ended_lately("F-1 from 2016, it ended in March 2026", answers)
    assert not ended_lately("B1/B2 from 2012, it ended in March 2022", answers)
