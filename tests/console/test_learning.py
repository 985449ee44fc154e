"""What is learnt of talks: figures, where people left, what was not understood as a case, scripts of a turn and of a talk, words that are searched."""

import html
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.console.everybodys_words import LEAST, everybodys
from bot.rehearsal.understanding.cases import read_cases
from bot.rehearsal.understanding.judging import judged
from tests.conftest import AT
from tests.console.browsing import SHARED, Staffed
from tests.support.small_flow import FLOW


async def test_whoever_cancels_left_at_the_question_and_whoever_stays_did_not(on_either: Staffed) -> None:
    for number in range(6):
        await on_either.says(
            "en", "cat", "Momo", "delete my data", "erase everything", person=f"gone {number}"
        )
        await on_either.says("en", "cat", "Momo", "delete my data", "keep it", person=f"here {number}")
    browser = await on_either.signed_in("reader")
    rows = {row[0]: row[1:] for row in figures_in(await browser.get("/figures"))}
    assert rows["Born"][4] == "6"


async def test_what_was_not_understood_becomes_a_line_for_the_cases_once_it_is_revealed(
    staffed: Staffed, tmp_path: Path
) -> None:
    id = await staffed.says(*SHARED, "Momo", "never was born")
    browser = await staffed.signed_in("answerer")
    page = await browser.get("/missed")
    assert "never was born" not in page
    await browser.get(f"/talk/{id}")
    await browser.post(f"/talk/{id}/reveal", what="6.0", reason="It was not understood")
    found = re.search(r"<code class=.line-of-case.[^>]*>(.*?)</code>", await browser.get("/missed"), re.S)
    assert found is not None
    line = json.loads(html.unescape(found[1]).rstrip(","))
    assert (line["at"], line["text"], line["lang"]) == ("born", "never was born", "en")
    (tmp_path / "cases.json").write_text(json.dumps([line | {"expected": "!"}]), "utf-8")
    (case,) = read_cases(tmp_path / "cases.json")
    assert judged(FLOW, case, AT.date()).is_right


async def test_whoever_may_not_reveal_reads_what_several_people_wrote(staffed: Staffed) -> None:
    for number in range(LEAST):
        if number == LEAST - 1:
            assert "hatched" not in await (await staffed.signed_in("reader")).get("/missed")
        await staffed.says(*SHARED, "Momo", f"hatched by 王{'春夏秋冬天'[number]} Momo", person=f"p{number}")
    page = html.unescape(await (await staffed.signed_in("reader", "another")).get("/missed"))
    assert re.findall(r'"text": "(.*?)", "lang"', page)[:LEAST] == ["hatched …"] * LEAST
    assert "王" not in page
    assert "Momo" not in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hatched 5 May by Anna", "hatched …"),
        ("my name is hatched", "…"),
        ("我叫孵孵", "…"),
        ("孵出来的，王孵", "孵出来的，…"),
        ("was hatched in Rome", "was … in …"),
    ],
)
def test_names_digits_and_what_they_answered_themselves_are_left_out(text: str, shown: str) -> None:
    own = "hatched" if text.startswith("was") else ""
    assert everybodys(FLOW, "born", text, {"hatched": LEAST, "孵出来": LEAST, "anna": 4}, own) == shown
    assert everybodys(FLOW, "name", text, {"hatched": LEAST, "孵出来": LEAST}, own) == "…"


async def test_one_turn_becomes_a_script_of_its_own(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "no", "Momolina", "never was born")
    browser = await staffed.signed_in("tester")
    await browser.get(f"/talk/{id}")
    script = await browser.post(f"/talk/{id}/script", turn="7")
    assert browser.status == 200, script
    assert "Start: born" in script
    assert "Momolina" not in script
    assert script.count("User:") == 1
    await browser.get(f"/talk/{id}")
    await browser.post(f"/talk/{id}/script", turn="99")
    assert browser.status == 409


async def test_nobody_spells_out_by_searching_what_is_hidden_from_them(on_either: Staffed) -> None:
    id = await on_either.says(*SHARED, "no", "Momolina", "never was born")
    reader, answerer = await on_either.signed_in("reader"), await on_either.signed_in("answerer")
    for part in ("Momol", "molina", "ver+was+born&said=1"):
        assert id not in await reader.get(f"/?q={part}")
        assert id in await answerer.get(f"/?q={part}")
    for whole in ("momolina", "never+was+born&said=1"):
        assert id in await reader.get(f"/?q={whole}")


async def test_nothing_is_set_aside_that_is_not_there(staffed: Staffed) -> None:
    browser = await staffed.signed_in("reader")
    await browser.get("/missed")
    await browser.post("/missed/ignore", conversation="words of a stranger", turn="1")
    assert browser.status == 404


async def test_what_people_wrote_is_searched_within_a_filter(on_either: Staffed) -> None:
    id = await on_either.says(*SHARED, "no", "小明明", "生在很久很久以前")
    await on_either.says("en", "cat", "很久以前", person="closed")
    browser = await on_either.signed_in("answerer")
    assert "data-row" not in await browser.get("/?q=很久以前")
    page = await browser.get("/?q=很久以前&said=1")
    assert page.count("data-row") == 1
    assert id in page
    assert "data-row" not in await browser.get("/?q=很久以前&said=1&language=zh")


async def test_what_was_not_understood_is_learnt_from_and_can_be_ignored(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "Momo", "never was born")
    browser = await staffed.signed_in("reader")
    page = await browser.get("/missed")
    assert "never was born" not in page
    turn = browser.field("turn")
    assert f"/talk/{id}#m{turn}." in page
    await browser.post("/missed/ignore", conversation=id, turn=turn)
    assert f"/talk/{id}#m{turn}." not in browser.page


async def test_figures_are_counted_in_the_turns_and_small_counts_are_not_told(on_either: Staffed) -> None:
    for number in range(5):
        await on_either.says(*SHARED, "Momo", "never was born", "why", person=f"p{number}")
    await on_either.says(*SHARED, "Momo", person="one")
    browser = await on_either.signed_in("reader")
    page = await browser.get("/figures")
    assert "unreadable ×5" in page
    rows = {row[0]: row[1:] for row in figures_in(page)}
    assert rows["Born"][:2] == ["6", "–"]
    assert rows["Name"][:2] == ["6", "6"]
    assert rows["Born"][3] == "5"


async def test_figures_tell_how_long_an_answer_took_and_where_people_left(on_either: Staffed) -> None:
    for number in range(5):
        await on_either.says(*SHARED, "no", "Momo", person=f"p{number}")
        on_either.clock.at += timedelta(seconds=100)
        await on_either.says("2021-05-06", person=f"p{number}")
    for number in range(5):
        await on_either.says("en", "cat", "Momo", person=f"r{number}")
    for _ in range(2):
        # They are reminded, and then their time is over.
        on_either.clock.at += timedelta(days=13)
        while await on_either.bot.tidy(on_either.clock.at):
            pass
    browser = await on_either.signed_in("reader")
    rows = {row[0]: row[1:] for row in figures_in(await browser.get("/figures"))}
    assert rows["Born"][5] == "≤ 120"
    assert rows["Born"][4] == "5"


def figures_in(page: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(<td>.*?)</tr>", page, re.S)
    return [[re.sub(r"<[^>]*>", "", cell).strip() for cell in row.split("</td>")] for row in rows]


async def test_a_talk_that_staff_took_over_and_handed_back_becomes_a_script(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "no", "Momolina")
    mei = await staffed.signed_in("answerer")
    said = (("take", ""), ("say", "Is Momolina the name?"), ("back", ""))
    for number, (kind, text) in enumerate(said):
        await mei.get(f"/talk/{id}")
        seen = mei.field("seen_turn")
        await mei.post(f"/talk/{id}/order", kind=kind, order=f"o{number}", text=text, seen_turn=seen)
        await staffed.works()
    tester = await staffed.signed_in("tester")
    await tester.get(f"/talk/{id}")
    script = await tester.post(f"/talk/{id}/script")
    assert tester.status == 200, script
    for act in ("[team takes over]", "[team says ", "[team hands back]"):
        assert act in script
    assert "Momolina" not in script


async def test_a_talk_becomes_a_script_with_invented_people(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "no", "Momolina")
    browser = await staffed.signed_in("tester")
    await browser.get(f"/talk/{id}")
    script = await browser.post(f"/talk/{id}/script")
    assert browser.status == 200, script
    assert "Momolina" not in script
    assert "Team: there" in script
    assert "@ask.born" in script
    reader = await staffed.signed_in("reader")
    await reader.get(f"/talk/{id}")
    await reader.post(f"/talk/{id}/script")
    assert reader.status == 404
