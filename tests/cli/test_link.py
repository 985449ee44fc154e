"""`jiaji link`: what hangs on an office's door leads to the web chat."""

from pathlib import Path

import numpy
import zxingcpp

from tests.support.commands import jiaji

HALVES = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
"""What a character shows above and below, light on a dark screen."""


def scanned(lines: list[str]) -> list[str]:
    """The texts of the codes in a picture of half blocks."""
    rows = [[HALVES[char][half] for char in line] for line in lines for half in (0, 1)]
    picture = numpy.array(rows, dtype=numpy.uint8).repeat(8, axis=0).repeat(8, axis=1)
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def test_the_code_on_the_screen_is_the_address_beside_it() -> None:
    result = jiaji("link", JIAJI_WEB_URL="https://jiaji.example")
    address, *code = result.output.splitlines()
    assert (result.exit_code, address) == (0, "https://jiaji.example")
    assert scanned([line for line in code if line]) == ["https://jiaji.example/"]


def test_the_code_is_written_for_printing(tmp_path: Path) -> None:
    assert jiaji("link", "--svg", tmp_path / "door.svg", JIAJI_WEB_URL="https://jiaji.example").exit_code == 0
    drawn = (tmp_path / "door.svg").read_text()
    assert drawn.startswith("<?xml")
    assert "<script" not in drawn


def test_without_an_address_it_says_what_to_set() -> None:
    result = jiaji("link", JIAJI_WEB_URL="")
    assert result.exit_code == 2
    assert "JIAJI_WEB_URL" in result.output
