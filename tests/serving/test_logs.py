"""Logs: only what is listed, never what people said, and no token, whoever writes."""

import asyncio
import json
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import FORMS, configure, log

TOKEN = "4242424242:AAF_no-such-bot-0123456789abcdefghij"
PRIVATE = "WANG Wu E12345678"
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Iterator[Lines]:
    """What was logged since the last call, at DEBUG; the process is as before after the test."""
    root, before = logging.getLogger(), (sys.excepthook, threading.excepthook, sys.unraisablehook)
    handlers, level, shown, raises = root.handlers, root.level, warnings.showwarning, logging.raiseExceptions
    configure("DEBUG", (TOKEN,))
    yield lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    sys.excepthook, threading.excepthook, sys.unraisablehook = before
    root.handlers, warnings.showwarning, logging.raiseExceptions = handlers, shown, raises
    root.setLevel(level)


def failed(words: str) -> Exception:
    try:
        raise ValueError(words)
    except ValueError as error:
        return error


def test_a_line_holds_the_listed_fields_and_no_other(lines: Lines) -> None:
    log.info("kept", tries=3, conversation="c0ffee00", name=PRIVATE, text=PRIVATE)
    (line,) = lines()
    assert set(line) == {"at", "level", "event", "tries", "conversation"}


def test_a_listed_field_that_does_not_look_like_itself_is_left_out(lines: Lines) -> None:
    log.warning("kept", tries=PRIVATE, conversation=PRIVATE, update_id=TOKEN, error=PRIVATE, place=PRIVATE)
    (line,) = lines()
    assert set(line) == {"at", "level", "event"}


@given(st.sampled_from(sorted(FORMS)), st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_no_field_takes_white_space_letters_beyond_ascii_or_quotes(field: str, words: str) -> None:
    if FORMS[field].fullmatch(words) and field != "trace":
        assert words.isascii()
        assert not set(words) & set(" \t\n'\"<>@\\/")


def test_an_exception_is_told_by_its_type_and_its_places(lines: Lines) -> None:
    log.error("turn_failed", error=failed(PRIVATE))
    (line,) = lines()
    assert line["error"] == "ValueError"
    assert line["trace"].startswith("tests.serving.test_logs:")
    assert PRIVATE not in json.dumps(line)


def test_a_token_is_blotted_out_even_where_its_form_would_pass(lines: Lines) -> None:
    configure("INFO", ("s3cr3t_s3cr3t_s3cr3t", ""))
    log.info("kept", conversation="s3cr3t_s3cr3t_s3cr3t")
    (line,) = lines()
    assert line["conversation"] == "[secret]"


@pytest.mark.parametrize(
    "name", ["telegram.Bot", "aiohttp.client", "uvicorn.error", "sqlalchemy.engine", "asyncio", "httpx"]
)
def test_a_library_is_told_by_its_name_and_place_alone(lines: Lines, name: str) -> None:
    library = logging.getLogger(name)
    library.setLevel(logging.DEBUG)
    try:
        library.debug("POST /bot%s/sendMessage %s", TOKEN, PRIVATE)
        library.error(f"{TOKEN} {PRIVATE}", exc_info=failed(PRIVATE), extra={"parameters": PRIVATE})
        library.log(5, PRIVATE)
        library.warning("%d", PRIVATE)
    finally:
        library.setLevel(logging.NOTSET)
    found = lines()
    assert [line["level"] for line in found] == ["debug", "error", "warning"]
    assert {line["library"] for line in found} == {name}
    assert all(set(line) <= set(FORMS) for line in found)
    assert "WANG" not in json.dumps(found)
    assert TOKEN not in json.dumps(found)


def test_what_libraries_say_below_a_warning_is_not_written_even_at_debug(lines: Lines) -> None:
    logging.getLogger("telegram.Bot").info("Calling Bot API endpoint %s", PRIVATE)
    assert lines() == []


async def test_what_nobody_waited_for_is_told_without_its_words(lines: Lines) -> None:
    loop = asyncio.get_running_loop()
    loop.call_exception_handler(
        {"message": f"Task exception was never retrieved {PRIVATE}", "exception": failed(PRIVATE)}
    )
    (line,) = lines()
    assert (line["library"], line["error"]) == ("asyncio", "ValueError")


def test_a_warning_is_told_by_its_kind_and_place(lines: Lines) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        configure("INFO")
        warnings.warn(PRIVATE, ResourceWarning, stacklevel=1)
    (line,) = lines()
    assert line["error"] == "ResourceWarning"
    assert line["place"].startswith("test_logs:")


def test_a_level_hides_what_is_below_it(lines: Lines) -> None:
    configure("ERROR")
    log.warning("not_sent_yet")
    logging.getLogger("telegram").warning("x")
    log.error("turn_failed")
    assert [line["event"] for line in lines()] == ["turn_failed"]


CRASHES = {
    "main": "raise RuntimeError('PRIVATE')",
    "chained": "try:\n    int('PRIVATE')\nexcept ValueError as error:\n    raise OSError('PRIVATE') from error",
    "thread": "import threading; t = threading.Thread(target=int, args=('PRIVATE',)); t.start(); t.join()",
    "unraisable": "class A:\n    def __del__(self): raise ValueError('PRIVATE')\nA()",
    "handler": "import logging; logging.getLogger('x').error('%d', 'PRIVATE')",
    "task": "import asyncio\nasync def a():\n    asyncio.create_task(b()); await asyncio.sleep(0.01)\n"
    "async def b(): raise ValueError('PRIVATE')\nasyncio.run(a())",
}


@pytest.mark.parametrize("kind", CRASHES)
def test_a_process_that_crashes_says_where_and_nothing_else(kind: str) -> None:
    code = f"from bot.logs import configure\nconfigure('DEBUG')\n{CRASHES[kind]}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=Path(__file__).parents[2])
    assert b"PRIVATE" not in done.stdout + done.stderr
    levels = [json.loads(line)["level"] for line in done.stderr.splitlines()]
    assert levels in (["error"], ["critical"])
