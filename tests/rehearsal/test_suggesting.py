"""Skeletons of scripts: a short way to what no script walks, green as it stands, or plain about what is to be filled in."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.core import Flow, Ruling, Section
from bot.i18n import Lang
from bot.rehearsal.coverage.walkable import walkable
from bot.rehearsal.suggesting.suggesting import Suggestion, suggest, walked_by
from dialogs import MAIN_FLOW
from dialogs.expedited_interview import eligibility, rulings
from tests.support.commands import jiaji

FLOW = MAIN_FLOW
SMALL = replace(
    FLOW,
    sections=(
        Section(
            FLOW.sections[0].title,
            (eligibility.consent, eligibility.party, eligibility.appointment_booked, rulings.no_appointment),
        ),
    ),
)


def suggested(flow: Flow, folder: Path, *missing: str, spoken: Lang = "zh") -> list[Suggestion]:
    """What is suggested where all is walked but this."""
    walked = frozenset(item.id for item in walkable(flow)) - set(missing)
    return list(suggest(flow, walked, folder, spoken))


def test_a_ruling_that_no_script_fires_gets_a_short_skeleton_that_plays(tmp_path: Path) -> None:
    [one] = suggested(SMALL, tmp_path, "ruling:no_appointment")
    assert one.script is not None
    assert not one.to_fill_in
    assert "ruling:no_appointment" in walked_by(SMALL, [one.script])
    text = one.script.read_text("utf-8")
    assert text.count("用户：") == 5
    assert "rulings.py:" in text.splitlines()[0]


def test_what_a_skeleton_walks_on_its_way_needs_none_of_its_own(tmp_path: Path) -> None:
    found = suggested(FLOW, tmp_path, "ruling:recent_refusal", "question:last_refusal", "command:help")
    scripts = {one.item.name: one.script for one in found}
    assert scripts.keys() == {"recent_refusal", "last_refusal", "help"}
    assert scripts["last_refusal"] == scripts["recent_refusal"] != scripts["help"]
    assert set(scripts.values()) == set(tmp_path.glob("*.chat.txt"))
    walked = walked_by(FLOW, sorted(set(filter(None, scripts.values()))))
    assert {"ruling:recent_refusal", "question:last_refusal", "command:help"} <= walked


def test_a_text_that_is_missing_in_one_language_is_one_thing(tmp_path: Path) -> None:
    msgid = rulings.no_appointment.text.msgid
    [one] = suggested(SMALL, tmp_path, f"text:zh:{msgid}", f"text:en:{msgid}", spoken="en")
    assert one.script is not None
    assert {f"text:zh:{msgid}", f"text:en:{msgid}"} <= walked_by(SMALL, [one.script])
    assert "User: no\nBot: @pause.no_appointment" in one.script.read_text("utf-8")


def test_where_no_way_is_found_the_skeleton_says_what_to_fill_in(tmp_path: Path) -> None:
    never: Ruling = replace(rulings.no_appointment, when=lambda answers: False)
    flow = replace(
        SMALL, sections=(replace(SMALL.sections[0], steps=(*SMALL.sections[0].steps[:-1], never)),)
    )
    [one] = suggested(flow, tmp_path, "ruling:no_appointment", spoken="en")
    assert one.script is not None
    assert one.to_fill_in
    text = one.script.read_text("utf-8")
    assert text.startswith("# To be filled in: ")
    assert "@ask.appointment_booked" in text
    assert walked_by(flow, [one.script])


@pytest.mark.parametrize("words", [("test", "suggest"), ("test",)])
def test_scripts_and_suggestions_are_one_command(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = jiaji(*words, "--help")
    assert result.exit_code == 0
    assert "suggest" in result.output
