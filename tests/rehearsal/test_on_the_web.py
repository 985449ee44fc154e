"""Scripts through the web channel: what is typed and tapped goes through its form, what is said through its page."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.core import Conversation, Incoming
from bot.rehearsal.playing.on_the_web import Bubbles, take_turn_on_the_web
from bot.rehearsal.playing.play_run import play_run
from bot.rehearsal.scripts.expand import expand
from bot.rehearsal.scripts.grammar import read_scripts
from dialogs import MAIN_FLOW
from tests.support.sizes import full

SCRIPTS = sorted((Path(__file__).parents[1] / "scripts").rglob("*.chat.txt"))
AT = datetime(2026, 11, 27, 4, tzinfo=UTC)


def test_the_scripts_are_green_on_the_web_too() -> None:
    runs = [run for path in SCRIPTS for script in read_scripts(path) for run in expand(script)]
    for run in runs[:: full(23, 1)]:
        played = play_run(MAIN_FLOW, run, take_turn_on_the_web)
        assert not played.differences, (run.script.at, played.differences[0])


def test_what_looks_like_markup_comes_through_form_and_page_as_it_was_typed() -> None:
    begun = Conversation("web", MAIN_FLOW.key, "asking", "en")
    typed = "<b>&amp; \"1\"\nfor 'me'</b>"
    turn = take_turn_on_the_web(MAIN_FLOW, begun, Incoming(AT, text=typed))
    assert turn.incoming is not None
    assert turn.incoming.text == typed.replace("\n", "\r\n")
    assert any("<b>&amp;" in reply.text for reply in turn.replies)


def test_a_button_that_the_page_leaves_out_is_not_there() -> None:
    page = Bubbles()
    page.feed('<li><p>Yes &amp; no?</p><button value="c 1a2b3c 4 yes">Yes</button><span>No</span></li>')
    assert (page.text, [(one.code, one.label) for one in page.buttons]) == ("Yes & no?", [("yes", "Yes")])
