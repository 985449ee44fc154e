"""The golden catalogue of wording: any other word is told with its place, and accepted in one place."""

from pathlib import Path

import pytest

from bot.rehearsal.coverage.wording import catalogue, changes, report
from bot.rehearsal.sources import texts_to_applicants
from tests.support.commands import jiaji_test
from tests.support.real_flow import FLOW
from tests.support.sizes import full


def test_what_was_just_accepted_differs_in_nothing() -> None:
    assert changes(FLOW, catalogue(FLOW)) == []


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("不批准加急面谈", "批准加急面谈"),
        ("（周一）", "（周二）"),
        ("浙江省", "浙江"),
        ("business_days = 2", "business_days = 3"),
    ],
)
def test_one_other_word_is_told(said: str, other: str) -> None:
    accepted = catalogue(FLOW)
    assert said in accepted
    found = changes(FLOW, accepted.replace(said, other, 1))
    assert found
    assert said in report(found)
    assert other in report(found)


def test_nonsense_in_place_of_any_text_is_told_in_each_language() -> None:
    accepted = catalogue(FLOW)
    blocks = {block.split("\nzh: ")[0]: block for block in accepted.split("\n\n")}
    for msgid in texts_to_applicants():
        block = blocks["en: " + msgid.replace("\n", "\n  | ")]
        assert block.count("zh: ") == 1
    unseen = [
        block
        for name, block in list(blocks.items())[:: full(4, 1)]
        if name.startswith("en: ") and not changes(FLOW, accepted.replace(block, f"{name}\nzh: 一派胡言"))
    ]
    assert unseen == []


def test_new_wording_is_shown_and_accepted_once(tmp_path: Path) -> None:
    path = tmp_path / "a.wording.txt"
    path.write_text(catalogue(FLOW).replace("浙江省", "浙江"), "utf-8")
    red = jiaji_test(tmp_path)
    assert red.exit_code == 1
    assert "浙江省" in red.output
    update = jiaji_test(tmp_path, "--update")
    assert "浙江省" in update.output
    assert path.read_text("utf-8") == catalogue(FLOW)


def test_of_several_new_wordings_one_may_be_accepted(tmp_path: Path) -> None:
    path = tmp_path / "a.wording.txt"
    path.write_text(catalogue(FLOW).replace("浙江省", "浙江").replace("江苏省", "江苏"), "utf-8")
    before = changes(FLOW, path.read_text("utf-8"))
    run = jiaji_test(tmp_path, "--ask", typed="n\ny\n")
    assert run.exit_code == 1
    assert changes(FLOW, path.read_text("utf-8")) == [before[0], *before[2:]]
