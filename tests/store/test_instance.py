"""The name of a process among those that share a database."""

from pathlib import Path

from bot.store import instance


def test_processes_at_once_have_names_of_their_own_whatever_their_folder_and_the_same_after_a_restart(
    tmp_path: Path,
) -> None:
    with (
        instance(tmp_path / "a") as first,
        instance(tmp_path / "a") as second,
        instance(tmp_path / "b") as third,
    ):
        assert len({first, second, third}) == 3
    with instance(tmp_path / "a") as again:
        assert again == first
