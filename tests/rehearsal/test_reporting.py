"""The report: one page with each talk, what failed marked inside, what was covered by which script, and the drawings."""

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from bot.core import STATES, TRANSITIONS, Question, Ruling, moves_of
from bot.rehearsal.coverage.report import coverage
from bot.rehearsal.reporting.drawings import Box, columns, life
from bot.rehearsal.reporting.page import Told, page
from bot.rehearsal.reporting.transcript import Part, transcript
from tests.support.commands import jiaji_test
from tests.support.real_flow import FLOW
from tests.support.scripting import play_scripts
from tests.support.sizes import full

NOTHING = coverage(FLOW, {}, {})


class Reader(HTMLParser):
    """What stands in a page: its tags, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def kinds(folder: Path, text: str) -> list[tuple[str, str]]:
    [played] = play_scripts(folder, f"Languages: en\n{text}")
    return [(part["kind"], part["text"].split("\n")[0]) for part in transcript(played)["parts"]]


def test_what_failed_stands_once_below_the_line_that_it_is_about(tmp_path: Path) -> None:
    text = "Start: party\nUser: one\nBot: @ask.appointment_booked\n  state: ready\n  data: party = one\nUser: yes\n"
    told = kinds(tmp_path, text)
    assert [kind for kind, _ in told] == [*"act bot check check red check".split(), *"act bot red".split()]
    assert told[3][1] == "state: ready"
    assert told[4][1].startswith("✗ state")
    assert told[8][1].startswith("✗ id")


def test_a_reply_that_never_came_is_marked_at_its_line(tmp_path: Path) -> None:
    told = kinds(tmp_path, "Start: party\nUser: one\nBot: @ask.appointment_booked\nBot: @ask.party\n")
    assert [kind for kind, _ in told] == ["act", "bot", "check", "check", "red"]


def test_the_page_asks_for_nothing_from_elsewhere_and_runs_nothing() -> None:
    told = [Told("red", "s", "<script>alert(1)</script>", (_part("</pre><img src=//x>"),), '"><script>')]
    for lang in ("zh", "en"):
        found = Reader(page(told, NOTHING, lang))
        tags = {tag for tag, _ in found.tags}
        assert not tags & {"script", "img", "link", "iframe", "object", "svg", "form"}
        addresses = [attrs.get("href") or "#" for _, attrs in found.tags]
        assert all(one.startswith("#") for one in addresses)
        assert not any("src" in attrs for _, attrs in found.tags)
        assert "</pre><img src=//x>" in "".join(found.words)


def _part(text: str) -> Part:
    return Part(kind="bot", above="@ask.party", text=text, buttons=["<b>"])


def test_every_link_leads_to_a_script_of_the_page() -> None:
    said = {"question:party": frozenset({"a.chat.txt:1 one", "gone.chat.txt:1 gone"})}
    told = [Told("green", "a.chat.txt:1 one", "one[en]", ())]
    found = Reader(page(told, coverage(FLOW, said, said), "en"))
    ids = {attrs["id"] for _, attrs in found.tags if "id" in attrs}
    links = {str(attrs["href"]) for tag, attrs in found.tags if tag == "a"}
    assert "#s1" in links
    assert {link.removeprefix("#") for link in links} <= ids
    assert "✓ questions: party" in {word.strip() for word in found.words}


def test_the_red_ones_are_open_and_come_first() -> None:
    told = [
        Told("green", "a", "a[en]", ()),
        Told("known", "b", "b[en]", (), "why"),
        Told("red", "c", "c", ()),
    ]
    text = page(told, NOTHING, "en")
    assert [re.sub(r".*>", "", line) for line in re.findall(r'<details id="s\d"[^>]*><summary[^>]*>.', text)]
    order = re.findall(r'<details id="s\d"( open)?><summary class="(\w+)">(\w)', text)
    assert order == [(" open", "red", "c"), ("", "known", "b"), ("", "green", "a")]


def boxes(among: tuple[Box, ...]) -> list[Box]:
    return [one for box in among for one in (box, *boxes(box.beside), *boxes(box.inside))]


def test_everything_of_the_dialog_is_drawn_and_what_is_missing_is_marked() -> None:
    drawn = [box for column in columns(FLOW, "zh", frozenset({"party"})) for box in boxes(column.boxes)]
    steps = {step.key for step in FLOW.steps() if isinstance(step, Question | Ruling)}
    assert steps <= {box.key for box in drawn}
    assert {box.key for box in drawn if box.is_missing} == {"party"}
    assert next(box for box in drawn if box.key == "party").label == "申请人数"


def test_each_move_is_drawn_where_it_leads() -> None:
    drawn = life(frozenset({"ready -mark_sent-> sent"}))
    assert list(drawn) == list(STATES)
    for move in (move for transition in TRANSITIONS for move in moves_of(transition)):
        assert move.trigger in {way.trigger for way in drawn[move.source][move.dest]}
    assert [way.trigger for way in drawn["ready"]["sent"] if way.is_missing] == ["mark_sent"]


SCRIPTS = {
    "green": "脚本：绿的\n语言：zh\n用户：/start\n机器人：@hello + @language\n",
    "red": "脚本：红的\n语言：zh\n起点：party\n用户：one\n机器人：@ask.party\n",
    "known": "脚本：知道的\n语言：zh\n已知问题：以后再说\n起点：party\n用户：one\n机器人：@ask.party\n",
    "unread": "用户 one\n",
}


def test_the_page_of_a_run_tells_every_outcome_in_the_testers_language(tmp_path: Path) -> None:
    for name, text in SCRIPTS.items():
        (tmp_path / f"{name}.chat.txt").write_text(text, "utf-8")
    out, junit = tmp_path / "report.html", tmp_path / "junit.xml"
    result = jiaji_test(tmp_path, "--report", out, "--junit", junit)
    assert result.exit_code == 2
    assert "not said" not in result.output
    assert "transcript" not in junit.read_text("utf-8")
    text = out.read_text("utf-8")
    assert '<html lang="zh-Hans">' in text
    read = unescape(text)
    for name, said in (
        ("green", "绿的[zh] — 绿"),
        ("red", "红的[zh] — 红"),
        ("known", "知道的[zh] — 已知问题"),
    ):
        assert f'<summary class="{name}">{said}' in read
    assert "以后再说" in read
    assert "unread.chat.txt:1: " in read
    assert read.count("✗ 编号") == 2
    for processes in full((), ("2",)):
        assert jiaji_test(tmp_path, "--report", out, "-n", processes).exit_code == 2
        assert out.read_text("utf-8") == text


def test_a_page_that_cannot_be_written_is_told_before_anything_is_played(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("report.txt", "file/report.html"):
        assert jiaji_test(tmp_path, "--report", tmp_path / name).exit_code == 2
