"""The command line: exit codes, files and one sentence for what is wrong."""

import json
import re
import socket
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from bot.cli.wiring import the_flow
from bot.core import Question
from bot.i18n import Text
from bot.settings import Settings
from tests.support.commands import jiaji
from tests.support.real_flow import PERSONAS


def test_play_ends_as_expected_with_0_and_writes_the_letter(tmp_path: Path) -> None:
    result = jiaji("play", PERSONAS / "humanitarian.toml", "--out", tmp_path, "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    assert set(found) == {
        "persona",
        "lang",
        "status",
        "ruling",
        "warnings",
        "to",
        "subject",
        "body",
        "eml",
        "questions_asked",
        "unused_keys",
    }
    assert found["status"] == "ready"
    assert found["unused_keys"] == []
    eml = next(tmp_path.rglob("*.eml"))
    assert message_from_bytes(eml.read_bytes(), policy=policy.default)["Subject"] == found["subject"]


def test_play_ends_with_1_where_it_ended_otherwise(tmp_path: Path) -> None:
    text = (PERSONAS / "wedding.toml").read_text("utf-8").replace('"stopped"', '"ready"')
    (tmp_path / "other.toml").write_text(text, "utf-8")
    assert jiaji("play", tmp_path / "other.toml").exit_code == 1


@pytest.mark.parametrize("content", [b"not [ toml", b"\xff\xfe\x00", b"answers = 3"])
def test_play_ends_with_2_where_a_file_is_no_persona(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.toml").write_bytes(content)
    assert jiaji("play", tmp_path / "bad.toml").exit_code == 2
    assert jiaji("play", tmp_path / "missing.toml").exit_code == 2


def test_play_ends_with_3_and_names_a_key_that_is_missing(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^purpose.*\n", "", (PERSONAS / "wedding.toml").read_text("utf-8"))
    (tmp_path / "short.toml").write_text(text, "utf-8")
    result = jiaji("play", tmp_path / "short.toml")
    assert result.exit_code == 3
    assert "purpose" in result.output


def test_run_without_a_token_says_what_to_do_and_which_variable_is_a_slip() -> None:
    result = jiaji("run", JIAJI_TELEGRAM_TOKEN="", JIAJI_TOKEN="1:slip")
    assert result.exit_code == 2
    assert "JIAJI_TELEGRAM_TOKEN" in result.output
    assert "JIAJI_TOKEN is no variable" in result.output
    assert "slip" not in result.output


def test_an_api_that_cannot_be_reached_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        api = f"http://127.0.0.1:{taken.getsockname()[1]}"
        result = jiaji(
            "run", JIAJI_TELEGRAM_TOKEN="1:invented", JIAJI_TELEGRAM_API=api, JIAJI_DATA=str(tmp_path)
        )
    assert result.exit_code == 75
    assert "cannot be reached" in result.output
    assert "invented" not in result.output


@pytest.mark.parametrize(
    "wrong",
    [
        {"JIAJI_CONSULATE_EMAIL": "nobody"},
        {"JIAJI_DATABASE_URL": "mysql://x"},
        {"JIAJI_TELEGRAM_API": "ftp://x"},
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(wrong: dict[str, str]) -> None:
    result = jiaji("chat", **wrong)
    assert result.exit_code == 2
    assert next(iter(wrong)) in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_a_database_that_is_none_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "jiaji.sqlite3").write_bytes(b"no database at all" * 100)
    result = jiaji("chat", "--data", tmp_path)
    assert result.exit_code == 2
    assert "cannot be opened" in result.output


@pytest.mark.parametrize(("lang", "words"), [("zh", "同意"), ("en", "I agree")])
def test_chat_resumes_where_it_was_and_says_how_to_go_on(tmp_path: Path, lang: str, words: str) -> None:
    first = jiaji("chat", "--lang", lang, "--data", tmp_path, typed=f"{words}\n")
    assert first.exit_code == 0
    assert "jiaji chat" in first.stdout
    question = "Is this for one person, or for several together?" if lang == "en" else "申请"
    assert question in first.stdout
    again = jiaji("chat", "--data", tmp_path)
    assert question in again.stdout
    assert words not in again.stdout.split("›")[0] or lang == "zh"


def test_chat_does_not_promise_to_keep_what_was_just_erased(tmp_path: Path) -> None:
    kept = jiaji("chat", "--data", tmp_path, typed="english\nok\none\n").stdout.splitlines()[-1]
    erased = jiaji("chat", "--data", tmp_path, typed="delete my data\n1\n").stdout.splitlines()[-1]
    assert "make chat" in kept
    assert "make chat" in erased
    assert kept != erased
    assert erased.isascii()


def test_the_outline_lists_and_draws_the_dialog() -> None:
    assert "passport" in jiaji("outline", "--lang", "en").stdout
    assert (
        jiaji("outline", "--mermaid")
        .stdout.lstrip()
        .startswith(("flowchart", "graph", "---", "stateDiagram"))
    )


def test_the_consent_names_the_days_that_are_set() -> None:
    consent = the_flow(Settings(keep_drafts_days=9)).sections[0].steps[0]
    assert isinstance(consent, Question)
    assert isinstance(consent.ask, Text)
    assert dict(consent.ask.values) == {"draft": 9, "finished": 30}
