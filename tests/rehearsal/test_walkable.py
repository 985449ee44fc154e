"""What there is to walk in a dialog, what a list of turns walked, and what is told of the rest."""

import json
from functools import cache
from pathlib import Path

import pytest

from bot.rehearsal.coverage.report import coverage, missing_lines, scripts_by, summary, write
from bot.rehearsal.coverage.walkable import Item, walkable, walked_in
from bot.rehearsal.outline import life_walked, questions_drawn
from bot.rehearsal.playing.play_run import play_run
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.scripts.expand import expand
from bot.rehearsal.scripts.grammar import read_scripts
from bot.rehearsal.sources import ROOT, Renamed, calls_of
from tests.support.commands import jiaji_test
from tests.support.real_flow import FLOW
from tests.support.sizes import full
from tests.support.small_flow import Chat

SCRIPTS = ROOT / "tests" / "scripts"


@cache
def played() -> tuple[RecordedTurn, ...]:
    """Every turn of our scripts, of one in each file or of all."""
    scripts = [read_scripts(path)[: full(1, None)] for path in sorted(SCRIPTS.rglob("*.chat.txt"))]
    runs = [run for file in scripts for one in file for run in expand(one)]
    return tuple(seen for run in runs for seen in play_run(FLOW, run).turns)


def item(id: str) -> Item:
    return next(one for one in walkable(FLOW) if one.id == id)


def by(script: str, ids: frozenset[str]) -> dict[str, frozenset[str]]:
    return {id: frozenset({script}) for id in ids}


def test_a_turn_is_witness_of_what_it_asked_said_moved_and_obeyed() -> None:
    chat = Chat()
    seens = []
    for text in ("hello", "cat", "Momo", "someday", "why", "skip"):
        before = chat.now
        turn = chat.say(text)
        seens.append(RecordedTurn(chat.at, before, turn.incoming, turn))
    walked = walked_in(seens)
    assert {"question:born", "ruling:tip", "error:date.unreadable", "command:why", "command:skip"} <= walked
    assert "transition:choosing_language -choose_language-> asking" in walked
    assert "text:en:A fine name." in walked
    assert "ruling:barks" not in walked
    assert not any(one.startswith("text:zh") for one in walked)


def test_nothing_is_walked_that_is_not_there() -> None:
    there = walkable(FLOW)
    ids = frozenset(one.id for one in there)
    beginnings = tuple(one.removesuffix("*") for one in ids if one.startswith("error:") and one.endswith("*"))
    strange = {
        one
        for one in walked_in(played())
        if one not in ids and not one.startswith(("text:", "button:", *beginnings))
    }
    assert strange == set()
    assert len(ids) == len(there)


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("question:passport_number", "passport_number = Question("),
        ("question:members[].surname", "surname = per_member("),
        ("question:members[].visas[].when", "return replace("),
        ("ruling:recent_refusal", "recent_refusal = Ruling("),
        ("ruling:no_travel_plans", "no_travel_plans = _note("),
        ("transition:reviewing -confirm-> ready", '"trigger": "confirm"'),
        ("error:passport.length", "return Mistake("),
        ("command:checklist", '"checklist": ('),
        ("text:zh:Is everything right?", 'N_("Is everything right?")'),
    ],
)
def test_what_there_is_stands_where_it_is_said_to_stand(id: str, words: str) -> None:
    at = item(id).at
    assert words in (ROOT / at.file).read_text("utf-8").splitlines()[at.line - 1]


def test_a_mistake_whose_end_is_known_only_when_it_is_said_is_walked_by_any_of_them() -> None:
    assert item("error:wrong.*").is_among(frozenset({"error:wrong.id_card"}))
    assert not item("error:wrong.*").is_among(frozenset({"error:wrongly"}))


def test_what_is_missing_is_told_with_its_place_and_drawn_in_red(tmp_path: Path) -> None:
    everything = frozenset(one.id for one in walkable(FLOW))
    gone = {"ruling:recent_refusal", "transition:ready -mark_sent-> sent", "text:zh:Is everything right?"}
    found = coverage(FLOW, by("one", everything - gone), by("two", everything - gone))
    assert {one.id for one in found.missing} == gone
    assert sorted(line.split(": ")[0] for line in missing_lines(found, "en")) == sorted(
        str(one.at) for one in found.missing
    )
    assert found.reaches(90)
    assert not found.reaches(100)
    assert coverage(FLOW, by("one", everything), by("one", everything)).reaches(100)
    write(found, tmp_path)
    kept = json.loads((tmp_path / "coverage.json").read_text("utf-8"))
    assert {one["name"] for one in kept["items"] if not one["said_by"]} == {one.name for one in found.missing}
    party = next(one for one in kept["items"] if one["name"] == "party")
    assert party["said_by"] == ["one"]
    assert party["checked_by"] == ["two"]
    assert "class r_recent_refusal missing" in (tmp_path / "questions.mmd").read_text("utf-8")
    assert "✗ mark_sent" in (tmp_path / "life.mmd").read_text("utf-8")
    assert any("99" in line for line in summary(found, "en"))


def test_what_is_said_and_checked_by_nothing_is_too_little() -> None:
    everything = frozenset(one.id for one in walkable(FLOW))
    found = coverage(FLOW, by("one", everything), by("one", everything - {"question:party"}))
    assert found.missing == ()
    assert [one.id for one in found.unchecked] == ["question:party"]
    assert not found.reaches(100)
    assert [line.partition(": ")[2] for line in missing_lines(found, "zh")] == ["没有检查: question party"]


def test_a_mistake_without_an_end_has_the_scripts_of_all_its_ends() -> None:
    said = by("one", frozenset({"error:wrong.id_card"})) | by("two", frozenset({"error:wrong.phone"}))
    assert scripts_by(item("error:wrong.*"), said) == ("one", "two")


def test_nothing_is_red_where_nothing_is_missing() -> None:
    assert "missing" not in questions_drawn(FLOW, "en")
    assert "linkStyle" not in life_walked(frozenset())


def test_a_state_changes_by_the_table_alone() -> None:
    """From the state before a turn its moves lead, one after the other, to the state after it."""
    for seen in played():
        state = seen.before.state
        for move in seen.turn.moves:
            assert move.source == state
            state = move.dest
        assert state == seen.turn.conversation.state


GREEN = """Script: the words at the beginning
Languages: en
User: /start
Bot: @hello + @language
"""
RED = """Script: a red one
Languages: en
User: en
Bot: @intro
Bot: @ask.party
"""


def test_only_green_scripts_count_and_too_little_fails(tmp_path: Path) -> None:
    (tmp_path / "green.chat.txt").write_text(GREEN, "utf-8")
    junit, out = tmp_path / "junit.xml", tmp_path / "out"
    assert jiaji_test(tmp_path, "--coverage", out, "--junit", junit).exit_code == 0
    alone = (out / "coverage.json").read_text("utf-8")
    assert "transition" not in junit.read_text("utf-8")
    too_little = jiaji_test(tmp_path, "--min", "100")
    assert too_little.exit_code == 1
    assert "bot/core/lifecycle.py:" in too_little.output
    (tmp_path / "red.chat.txt").write_text(RED, "utf-8")
    assert jiaji_test(tmp_path, "--coverage", out).exit_code == 1
    assert (out / "coverage.json").read_text("utf-8") == alone


def test_a_function_that_is_looked_for_and_called_nowhere_was_renamed() -> None:
    with pytest.raises(Renamed, match="say_last"):
        calls_of(("say_first", "say_last"))
