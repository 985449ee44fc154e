"""The built wheel is whole: it speaks both languages and keeps answers from any directory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*words: str, folder: Path, typed: str = "", **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        input=typed,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel was unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    source = folder / "source"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(source)], check=True)
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(source), folder=folder)
    wheel = next(folder.glob("*.whl"))
    run(*pip, "install", "--no-deps", "--target", str(folder / "site"), str(wheel), folder=folder)
    return folder / "site"


@pytest.mark.parametrize(("lang", "words"), [("zh", "护照号码"), ("en", "Passport number")])
def test_the_installed_wheel_knows_its_dialog_in_both_languages(
    installed: Path, tmp_path: Path, lang: str, words: str
) -> None:
    assert words in run("-m", "bot", "outline", "--lang", lang, folder=tmp_path, PYTHONPATH=str(installed))


def test_the_installed_wheel_makes_its_own_database(installed: Path, tmp_path: Path) -> None:
    said = run(
        "-m", "bot", "chat", "--data", str(tmp_path), folder=tmp_path, typed="2\n", PYTHONPATH=str(installed)
    )
    assert "May I keep them to write this e-mail?" in said
    assert (tmp_path / "jiaji.sqlite3").exists()
