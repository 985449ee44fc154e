"""The house: who may import whom, and that every module says what lives in it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for folder in ("bot", "dialogs") for path in (ROOT / folder).rglob("*.py"))
CORE = (
    "i18n",
    "answer_types",
    "conversation",
    "flow",
    "lifecycle",
    "changes",
    "progress",
    "review",
    "command_words",
    "engine",
)


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def in_core(path: Path) -> bool:
    relative = path.relative_to(ROOT)
    return (
        relative.parts[0] == "bot"
        and len(relative.parts) > 1
        and relative.parts[1].removesuffix(".py") in CORE
    )


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_opens_with_a_sentence_on_what_lives_there(path: Path) -> None:
    said = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert said
    assert said.split("\n")[0].rstrip().endswith((".", ",", ":")) or len(said) > 20


@pytest.mark.parametrize("path", [path for path in MODULES if in_core(path)], ids=name)
def test_the_core_does_no_input_or_output_and_reads_no_clock(path: Path) -> None:
    forbidden = {
        "asyncio",
        "sqlalchemy",
        "telegram",
        "os",
        "time",
        "subprocess",
        "aiosqlite",
        "socket",
        "random",
    }
    assert {module.split(".")[0] for module in imports(path)} & forbidden == set()
    source = path.read_text("utf-8")
    assert "datetime.now" not in source
    assert "date.today" not in source


@pytest.mark.parametrize("path", [path for path in MODULES if in_core(path)], ids=name)
def test_the_core_knows_no_channel_no_store_and_no_dialog(path: Path) -> None:
    outer = (
        "bot.channels",
        "bot.store",
        "bot.assistant",
        "bot.outbox",
        "bot.settings",
        "bot.cli",
        "bot.rehearsal",
        "dialogs",
    )
    assert [module for module in imports(path) if module.startswith(outer)] == []


@pytest.mark.parametrize(
    "path", [path for path in MODULES if "dialogs" in name(path).split("/")[0]], ids=name
)
def test_a_dialog_is_written_in_the_words_of_the_flow_alone(path: Path) -> None:
    allowed = ("bot.flow", "bot.answer_types", "bot.conversation", "bot.i18n", "dialogs")
    inside = [module for module in imports(path) if module.split(".")[0] in ("bot", "dialogs")]
    assert [module for module in inside if not module.startswith(allowed)] == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_command_line_and_the_rehearsal_know_the_dialogs(path: Path) -> None:
    if name(path).startswith(("dialogs", "bot/cli", "bot/rehearsal")):
        return
    assert [module for module in imports(path) if module.split(".")[0] == "dialogs"] == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_settings_reads_the_environment(path: Path) -> None:
    assert name(path) == "bot/settings.py" or "os.environ" not in path.read_text("utf-8")
