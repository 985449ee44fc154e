"""`jiaji read`: each file is told in one object or a few lines, and what cannot be read is told, too."""

import json
from pathlib import Path
from typing import Any

from tests.documents.people import HOLDERS, said_on
from tests.documents.text_papers import ds160_pdf, written_pdf
from tests.support.commands import jiaji

LETTER = ("EXAMPLE HOSPITAL", "To whom it may concern,", "10 November 2026", "Our patient WANG Wu is ill.")


def read(folder: Path, *contents: bytes) -> list[dict[str, Any]]:
    files = [folder / f"{number}.pdf" for number in range(len(contents))]
    for file, content in zip(files, contents, strict=True):
        file.write_bytes(content)
    result = jiaji("read", "--json", *files)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_file_is_told_in_an_object_of_its_own(tmp_path: Path) -> None:
    form, letter, broken = read(tmp_path, ds160_pdf(HOLDERS[0]), written_pdf(*LETTER), b"%PDF-1.7")
    assert (form["kind"], form["pages"], form["mistake"]) == ("ds160", 1, None)
    assert form["facts"].items() >= said_on("ds160", HOLDERS[0]).items()
    assert (letter["kind"], letter["attestation"], letter["lacks"]) == ("other", True, ["signature"])
    assert (broken["kind"], broken["mistake"], broken["facts"]) == ("other", "file.broken", {})


def test_for_people_it_is_a_few_lines(tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(ds160_pdf(HOLDERS[0]))
    (tmp_path / "letter.pdf").write_bytes(written_pdf(*LETTER))
    told = jiaji("read", tmp_path / "form.pdf", tmp_path / "letter.pdf").stdout
    for said in ("form.pdf: ds160, pages: 1", "ds160_number = AA00", "attestation", "lacks: signature"):
        assert said in told


def test_a_file_that_is_not_there_is_told_in_one_sentence(tmp_path: Path) -> None:
    result = jiaji("read", tmp_path / "none.jpg")
    assert result.exit_code == 2
    assert "There is no file" in result.stderr
