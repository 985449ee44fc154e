"""Words that must be found nowhere, and where they are looked for: in every byte below a folder."""

from pathlib import Path

CANARY = "Canary-Momo-7731"


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
