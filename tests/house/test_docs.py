"""What the README, the guides and the index of decisions name is what there is."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def mapped(readme: str) -> set[str]:
    """The paths at the beginning of the lines of the README's map."""
    house = readme.split("## The house", 1)[1].split("## ", 1)[0]
    block = house.split("```")[1]
    return {found[1] for line in block.splitlines() if (found := re.match(r"([\w./]+)(?:  |$)", line))}


def rooms() -> set[str]:
    """The folders and files of the house down to the second storey."""
    found = set()
    for path in sorted((ROOT / "bot").iterdir()):
        if path.is_dir() and (path / "__init__.py").exists():
            found.add(f"bot/{path.name}/")
        elif path.suffix == ".py" and not path.name.startswith("__"):
            found.add(f"bot/{path.name}")
    return found | {"dialogs/", "locales/", "tests/", "deploy/", "docs/"}


def test_the_map_in_the_readme_is_complete_and_names_nothing_that_is_gone() -> None:
    assert mapped((ROOT / "README.md").read_text("utf-8")) == rooms()


DECISIONS = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("docs/decisions/*.md"))


@pytest.mark.parametrize("page", ["README.md", "docs/architecture.md", "docs/contributing.md", *DECISIONS])
def test_every_file_that_is_named_is_there(page: str) -> None:
    said = set(
        re.findall(r"`([\w./*{}]+(?:\.(?:py|toml|html|sql|md|po|txt)|/))`", (ROOT / page).read_text("utf-8"))
    )
    # A decision may name no file.
    assert said or page in DECISIONS
    assert {name for name in said if not any(ROOT.glob(name)) and not any(_house(name))} == set()


def _house(name: str) -> Iterator[Path]:
    """A file of the house by the end of its path; a page names a file once in full and then in short."""
    for folder in ("bot", "dialogs", "locales", "tests", "docs", "deploy"):
        yield from (ROOT / folder).rglob(name)


def test_every_decision_is_in_the_index_and_has_its_form() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text("utf-8")
    for path in sorted(folder.glob("0*.md")):
        text = path.read_text("utf-8")
        title = text.splitlines()[0].split(". ", 1)[1]
        assert f"| [{int(path.name[:4])}]({path.name}) | {title} |" in index
        assert re.search(r"^\*2\d{3}-\d\d-\d\d\*$", text, re.M), path.name
        assert "## Decision" in text, path.name


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("0*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
