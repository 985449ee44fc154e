"""The house: folders are the layers, each imports only from those above it, and every module says what lives in it."""

import ast
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from bot.i18n import LANGUAGES

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for folder in ("bot", "dialogs") for path in (ROOT / folder).rglob("*.py"))

LAYERS = (
    ("bot.i18n", "bot.settings", "bot.logs", "bot.bodies"),
    ("bot.core",),
    ("bot.answers",),
    ("bot.documents",),
    ("dialogs",),
    ("bot.store",),
    ("bot.assistant",),
    ("bot.channels",),
    ("bot.console",),
    ("bot.serving",),
    ("bot.rehearsal",),
    ("bot.cli", "bot.__main__"),
)
"""From the ground up. A folder imports only from layers above it in this list, and from itself."""

BLIND_TO_DIALOGS = ("bot.store", "bot.assistant", "bot.channels", "bot.console", "bot.serving")
"""Handed a flow, whichever it is."""

PURE = ("bot.core", "bot.answers", "bot.documents.eml", "bot.documents.archive", "dialogs")
"""The same in, the same out: no input or output, no clock, no await."""

ONE_SENTENCE = re.compile(r"(?:(?![.!?]\s+[A-Z])(?s:.))+\.")

IMPURE = {
    "asyncio",
    "sqlalchemy",
    "telegram",
    "os",
    "time",
    "subprocess",
    "aiosqlite",
    "socket",
    "random",
    "secrets",
}


def name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


SOURCES = {name(path): path.read_text("utf-8") for path in MODULES}


@cache
def nodes(source: str) -> tuple[ast.AST, ...]:
    """All that a module is written in, the module itself first; each test asks for it again."""
    return tuple(ast.walk(ast.parse(source)))


def imports(source: str) -> set[str]:
    """Every module that is imported, with the names taken out of it: `bot.core` and `bot.core.walk` are both told."""
    found: set[str] = set()
    for node in nodes(source):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


def layer(module: str) -> int | None:
    """The number of the layer that a module belongs to; None for what is not ours."""
    homes = [
        (len(home), number)
        for number, layer in enumerate(LAYERS)
        for home in layer
        if module == home or module.startswith(f"{home}.")
    ]
    return max(homes)[1] if homes else None


def broken(module: str, source: str) -> list[str]:
    """What a module imports from below itself, or although it must not know it."""
    mine = layer(module)
    found = []
    for other in imports(source):
        theirs = layer(other)
        if theirs is None or mine is None:
            continue
        knows_a_dialog = other.split(".")[0] == "dialogs" and module.startswith(BLIND_TO_DIALOGS)
        if theirs > mine or knows_a_dialog:
            found.append(other)
    return sorted(found)


def told(find: Callable[[str, str], list[str]]) -> dict[str, list[str]]:
    """What is found in each module, where anything is."""
    found = {module: find(module, source) for module, source in SOURCES.items()}
    return {module: faults for module, faults in found.items() if faults}


def test_a_folder_imports_only_from_the_layers_above_it() -> None:
    assert told(broken) == {}


def test_every_folder_has_its_layer() -> None:
    assert [module for module in SOURCES if layer(module) is None] == ["bot"]


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("bot.core.flow", "from bot.answers.dates import Day"),
        ("bot.core.engine", "import bot.store"),
        ("bot.documents.archive", "from bot.store import Store"),
        ("bot.store.store", "from bot.assistant.outbox import Outbox"),
        ("bot.channels.telegram.reading", "from bot.serving import metrics"),
        ("bot.channels.telegram.reading", "from dialogs import FLOWS"),
        ("dialogs.expedited_interview.letter", "from bot.store import Store"),
    ],
)
def test_an_import_from_below_is_told(module: str, line: str) -> None:
    assert broken(module, line) != []


def silent(module: str, source: str) -> list[str]:
    whole = nodes(source)[0]
    assert isinstance(whole, ast.Module)
    opening = (ast.get_docstring(whole) or "").split("\n\n")[0]
    return [] if ONE_SENTENCE.fullmatch(opening) else [opening]


def test_a_module_opens_with_one_sentence_on_what_lives_there() -> None:
    assert told(silent) == {}


@pytest.mark.parametrize("opening", ["", '"""What it is"""', '"""What it is. What it is not."""'])
def test_an_opening_that_is_not_one_sentence_is_told(opening: str) -> None:
    assert silent("bot.core.anything", f"{opening}\nX = 1\n") != []


def impure(module: str, source: str) -> list[str]:
    """Input, output, clocks and waiting where there must be none."""
    if not f"{module}.".startswith(tuple(f"{place}." for place in PURE)):
        return []
    found = {other.split(".")[0] for other in imports(source)} & IMPURE
    return sorted(found | {word for word in ("datetime.now", "date.today", "await ") if word in source})


def test_what_is_pure_does_no_input_or_output_reads_no_clock_and_does_not_wait() -> None:
    assert told(impure) == {}


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("bot.core.retention", "import time"),
        ("bot.core.codec", "from os import path"),
        ("bot.core.upgrade", "today = date.today()"),
        ("bot.documents.eml", "now = datetime.now(UTC)"),
        ("bot.documents.archive", "await store.file(digest)"),
    ],
)
def test_what_is_impure_is_told(module: str, line: str) -> None:
    assert impure(module, line) != []


def languages_told_apart(module: str, source: str) -> list[str]:
    """Comparisons with the code of a language: what differs between languages stands in their tables."""
    if module.startswith(("bot.i18n", "bot.rehearsal")):
        return []
    compared = (node for node in nodes(source) if isinstance(node, ast.Compare))
    return [
        ast.unparse(node)
        for node in compared
        if any(
            isinstance(one, ast.Constant) and one.value in LANGUAGES for one in [node.left, *node.comparators]
        )
    ]


def test_no_language_is_told_apart_outside_its_table_but_by_the_keywords_of_scripts() -> None:
    assert told(languages_told_apart) == {}
    assert languages_told_apart("bot.core.engine", "x = 1 if lang == 'zh' else 2") != []


def test_only_settings_reads_the_environment() -> None:
    readers = [module for module, source in SOURCES.items() if "os.environ" in source]
    assert set(readers) <= {"bot.settings"}


DOORS = (
    "bot.core",
    "bot.answers",
    "bot.documents",
    "bot.documents.reading",
    "bot.store",
    "bot.assistant",
    "bot.channels.telegram",
    "bot.channels.terminal",
    "bot.console",
    "bot.serving",
)
"""What the others need of such a folder stands in its `__init__`; they do not reach past it."""


def past_a_door(module: str, source: str) -> list[str]:
    """The modules behind a door that a module outside takes names from."""
    found = set()
    for node in nodes(source):
        if isinstance(node, ast.ImportFrom) and node.module:
            for door in DOORS:
                is_behind = node.module.startswith(f"{door}.") and node.module not in DOORS
                if is_behind and not module.startswith((f"{door}.", door)):
                    found.add(node.module)
    return sorted(found)


def test_a_folder_is_entered_by_its_door() -> None:
    assert told(past_a_door) == {}


@pytest.mark.parametrize("door", DOORS)
def test_a_door_lists_what_it_offers_and_nothing_else(door: str) -> None:
    tree = ast.parse((ROOT / door.replace(".", "/") / "__init__.py").read_text("utf-8"))
    taken = [
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    listed = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "__all__"
    )
    assert sorted(taken) == sorted(listed)
