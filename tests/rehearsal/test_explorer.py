"""Random walks through the dialog, by somebody who does anything at all: no law is ever broken.

A walk that breaks one is printed as a script that plays it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.core import STATES, TakeTurn
from bot.i18n import LANGUAGES, Lang
from bot.rehearsal.playing.play_run import play_run
from bot.rehearsal.playing.snapshot import Difference
from bot.rehearsal.scripts.expand import expand
from bot.rehearsal.scripts.grammar import read_scripts
from bot.rehearsal.scripts.script import Wait
from tests.exploring.explorer import CRASH, SCRIPTS, Broken, Explorer, explorer
from tests.exploring.faults import REAL_FAULTS, SMALL_FAULTS
from tests.exploring.step import World
from tests.exploring.words import NONSENSE, mistyped, typed
from tests.exploring.worlds import REAL, SMALL
from tests.support.scripting import written
from tests.support.sizes import full

ASIDES = "help 为什么 example status checklist 转人工 /start later export review".split()
ANYTHING = (
    *(
        "yes",
        "no",
        "是",
        "不",
        "1",
        "2",
        "3",
        "9",
        "skip",
        "keep",
        "same",
        "same as the first",
        "confirm",
        "go on",
    ),
    *NONSENSE,
    *(
        "E12345678",
        "03/05/2020",
        "2020-05-06",
        "continue",
        "erase",
        "apply",
        "谢谢",
        "你好",
        "不知道",
        "护照",
        "中文",
        "english",
    ),
)
FILES = ("letter.pdf", "photo.jpg", "two_pages.pdf", "locked.pdf")
SELDOM = st.sampled_from((False, False, True))
LEFT_FOR_RULES = ("erase", "/back", "/later", "/why")


class Walk(RuleBasedStateMachine):
    """Each rule is something that a person does, wherever they stand."""

    worlds: ClassVar[tuple[World, ...]]
    walked: ClassVar[list[Explorer]]
    explorer: Explorer

    @initialize(data=st.data(), lang=st.sampled_from(LANGUAGES))
    def begin(self, data: st.DataObject, lang: Lang) -> None:
        world = self.worlds[data.draw(st.integers(0, len(self.worlds) - 1))]
        self.explorer = explorer(world, lang, data.draw(st.integers(0, world.length)))
        self.walked.append(self.explorer)

    @rule(data=st.data(), steps=st.integers(0, 6), count=st.integers(1, 4))
    def answers(self, data: st.DataObject, steps: int, count: int) -> None:
        self.explorer.lead_on(steps)
        for _ in range(count):
            spot = self.explorer.asked
            if spot is not None:
                self.explorer.answer(spot, data.draw(typed(spot.question, self.explorer.today)))

    @precondition(lambda self: self.explorer.asked is not None)
    @rule(data=st.data())
    def mistypes(self, data: st.DataObject) -> None:
        spot = self.explorer.asked
        assert spot is not None
        self.explorer.answer(spot, data.draw(mistyped(spot.question, self.explorer.today)))

    @rule(text=st.sampled_from(ANYTHING))
    def blurts(self, text: str) -> None:
        self.explorer.blurt(text)

    @precondition(lambda self: self.explorer.buttons())
    @rule(data=st.data(), times=st.sampled_from((1, 1, 1, 2)))
    def taps(self, data: st.DataObject, times: int) -> None:
        codes = [code for code in self.explorer.buttons() if code not in LEFT_FOR_RULES]
        if codes:
            self.explorer.tap(data.draw(st.sampled_from(codes)), times=times)

    @precondition(lambda self: self.explorer.buttons(old=True))
    @rule(data=st.data())
    def taps_an_old_button(self, data: st.DataObject) -> None:
        self.explorer.tap_old(data.draw(st.sampled_from(self.explorer.buttons(old=True))))

    @rule()
    def goes_back(self) -> None:
        self.explorer.say("back", returns=True)

    @rule()
    def asks_for_a_change(self) -> None:
        self.explorer.say("change")

    @precondition(lambda self: self.explorer.menu is not None)
    @rule(data=st.data())
    def picks(self, data: st.DataObject) -> None:
        assert self.explorer.menu is not None
        self.explorer.pick(data.draw(st.integers(1, len(self.explorer.menu.readings))))

    @rule(data=st.data())
    def changes_an_answer(self, data: st.DataObject) -> None:
        self.explorer.say("change")
        if self.explorer.menu is not None:
            self.picks(data)
        self.answers(data, 0, 1)

    @rule(data=st.data())
    def changes_a_list(self, data: st.DataObject) -> None:
        self.explorer.say("change")
        for wanted in (("e.",), ("r.", "a."), ("apply",)):
            codes = [code for code in self.explorer.buttons() if code.startswith(wanted)]
            if codes:
                self.explorer.tap(data.draw(st.sampled_from(codes)))

    @precondition(lambda self: self.explorer.now.state in ("reviewing", "ready"))
    @rule()
    def finishes(self) -> None:
        for code in ("confirm", "sent"):
            if code in self.explorer.buttons():
                self.explorer.tap(code)

    @precondition(lambda self: self.explorer.sandbox.sent)
    @rule(data=st.data())
    def edits_a_message(self, data: st.DataObject) -> None:
        said = list(dict.fromkeys(text for _, text in self.explorer.sandbox.sent))
        other = [*said, "2026-05-06", "no", "???"]
        self.explorer.edit(data.draw(st.sampled_from(said)), data.draw(st.sampled_from(other)))

    @rule(word=st.sampled_from(ASIDES))
    def asks_something_else(self, word: str) -> None:
        self.explorer.say(word)

    @rule(word=st.sampled_from(("/lang", "/zh", "/en")))
    def switches_the_language(self, word: str) -> None:
        self.explorer.say(word)

    @rule(name=st.sampled_from(FILES))
    def sends_a_file(self, name: str) -> None:
        self.explorer.send_file(name)

    @rule()
    def sends_a_sticker(self) -> None:
        self.explorer.send_sticker()

    @rule()
    def meets_another_process(self) -> None:
        self.explorer.restart()

    @rule(data=st.data(), days=st.sampled_from((0, 1, 5, 12, 40)))
    def waits(self, data: st.DataObject, days: int) -> None:
        self.explorer.wait(Wait(timedelta(days=days, hours=2)))
        self.goes_on_if_all_is_gone(data)

    @rule(word=st.sampled_from(("cancel", "start over", "删除我的数据")), is_sure=SELDOM, data=st.data())
    def gives_up(self, word: str, is_sure: bool, data: st.DataObject) -> None:
        self.explorer.say(word)
        code = {"cancelling": "erase"}.get(self.explorer.now.state, "apply")
        if is_sure and code in self.explorer.buttons():
            self.explorer.tap(code)
        self.goes_on_if_all_is_gone(data)

    def goes_on_if_all_is_gone(self, data: st.DataObject) -> None:
        if not self.explorer.now.answers:
            self.explorer.lead_on(data.draw(st.integers(0, self.explorer.world.length)))


def walk(worlds: tuple[World, ...], plan: settings) -> list[Explorer]:
    """Walk as planned. Raises Broken with the shortest walk that was found to break a law."""

    class Walks(Walk):
        pass

    Walks.worlds, Walks.walked = worlds, []
    run_state_machine_as_test(Walks, settings=plan)
    return Walks.walked


QUICK = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=full(30, 80),
    stateful_step_count=30,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
WITHOUT_SHRINKING = settings(QUICK, max_examples=5000, phases=[Phase.generate])


def states(walked: list[Explorer]) -> set[str]:
    return {seen.turn.conversation.state for one in walked for seen in one.sandbox.turns}


def test_no_walk_through_the_small_dialog_breaks_a_law() -> None:
    walk(SMALL, QUICK)


def test_no_walk_through_the_real_dialog_breaks_a_law() -> None:
    # A pause for the appointment is too rare on random walks to be counted on, and nobody of the team walks here: scripts do both.
    assert states(walk(REAL, QUICK)) >= set(STATES) - {"waiting", "handed_over"}


def found(worlds: tuple[World, ...], engine: TakeTurn) -> Broken:
    """What is found first on walks with a faulty engine."""
    with pytest.raises(Broken) as caught:
        walk(tuple(replace(one, take_turn=engine) for one in worlds), WITHOUT_SHRINKING)
    return caught.value


@pytest.mark.parametrize("fault", full(list(REAL_FAULTS)[:2], list(REAL_FAULTS)))
def test_a_fault_planted_in_the_real_dialog_is_found(fault: str) -> None:
    engine, *laws = REAL_FAULTS[fault]
    assert found(REAL, engine).law in laws


@pytest.mark.parametrize("fault", full(list(SMALL_FAULTS)[:3], list(SMALL_FAULTS)))
def test_a_planted_fault_is_found_and_its_script_plays_it(fault: str, tmp_path: Path) -> None:
    engine, *laws = SMALL_FAULTS[fault]
    broken = found(SMALL, engine)
    assert broken.law in laws
    if broken.law != CRASH:
        assert differences(tmp_path, broken.script, engine) == []


def differences(folder: Path, script: str, engine: TakeTurn) -> list[Difference]:
    """Where the script is not what this engine does. The words of the small dialog are in no catalogue."""
    copytree(SCRIPTS / "files", folder / "files")
    runs = [run for one in read_scripts(written(folder, script)) for run in expand(one)]
    found = [one for run in runs for one in play_run(SMALL[0].flow, run, engine).differences]
    return [one for one in found if one.layer != "text"]
