"""The project's own scripts, exported and played in Botium itself; where there is none, that is told and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import which

import pytest

from bot.i18n import LANGUAGES, Lang
from bot.rehearsal.botium.folders import to_botium
from dialogs import MAIN_FLOW
from tests.support.not_run import NOT_RUN
from tests.support.sizes import full

HERE = Path(__file__).parents[1]
BOTIUM = HERE / "botium"
FLOW = MAIN_FLOW
Tell = Callable[[str, object], None]


def why_not() -> str | None:
    """What is missing to play a suite in Botium."""
    if which("node") is None:
        return "the scripts in Botium, for there is no Node here"
    if not (BOTIUM / "node_modules" / "botium-core" / "package.json").is_file():
        return "the scripts in Botium, for botium-core is not here; with a network `npm ci` in tests/botium brings it"
    return None


def played(suite: Path) -> dict[str, str | None]:
    """Each convo with what Botium has against it."""
    engine = [sys.executable, "-m", "tests.botium.engine", str(suite)]
    done = subprocess.run(
        ["node", str(BOTIUM / "run.js"), str(suite), *engine],
        capture_output=True,
        text=True,
        timeout=400,
        cwd=suite,
        env={**os.environ, "PYTHONPATH": str(HERE.parent)},
        check=False,
    )
    assert done.returncode < 2, done.stderr
    return {one["file"]: one["error"] for one in map(json.loads, done.stdout.splitlines())}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exported_script_is_green_in_botium(tmp_path: Path, lang: Lang, record_property: Tell) -> None:
    missing = why_not()
    if missing is not None:
        record_property(NOT_RUN, missing)
        return
    scripts = sorted((HERE / "scripts").rglob("*.chat.txt"))[:: full(4, 1)]
    assert to_botium(FLOW, scripts, tmp_path / "suite").faults == []
    suite = tmp_path / "suite" / lang
    found = played(suite)
    assert sorted(found) == sorted(path.name for path in suite.glob("*.convo.txt"))
    assert {file: error for file, error in found.items() if error is not None} == {}


def test_botium_tells_what_is_not_as_exported(tmp_path: Path, record_property: Tell) -> None:
    """Another text, a reply too many, a lost button, another button pressed, another file, another order."""
    missing = why_not()
    if missing is not None:
        record_property(NOT_RUN, missing)
        return
    to_botium(FLOW, [HERE / "scripts" / "humanitarian.chat.txt"], tmp_path / "suite")
    suite = tmp_path / "suite" / "en"
    text = (suite / "humanitarian.convo.txt").read_text("utf-8")
    spoilt = {
        "text": ("#bot\n@ask.purpose\n", "#bot\nWhat for?\n", "What for?"),
        "reply": ("\n#bot\n@sent.thanks + @sent\n", "", "unread bot reply"),
        "button": ('"one"|"group"', '"one"|"many"', "many"),
        "press": ("BUTTON humanitarian", "BUTTON study", "Line"),
        "file": ("MEDIA request.eml", "MEDIA other.eml", "other.eml"),
        "order": ("@ready.to\n\n#bot\n@ready.subject", "@ready.subject\n\n#bot\n@ready.to", "Line"),
    }
    for name, (old, new, _) in spoilt.items():
        assert text.count(old) == 1, name
        (suite / f"{name}.convo.txt").write_text(text.replace(old, new), "utf-8")
    found = played(suite)
    assert found.pop("humanitarian.convo.txt") is None
    assert [
        name for name, (_, _, said) in spoilt.items() if said not in (found[f"{name}.convo.txt"] or "")
    ] == []
