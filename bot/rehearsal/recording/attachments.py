"""The files that belong to a script: beside it, in a folder of its name, each content once.

What was put there can be taken away again, as long as the script is not kept.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from bot.rehearsal.scripts.source import home_of

SUFFIX = ".chat.txt"


class Attachments:
    def __init__(self, script: Path) -> None:
        self.script = script
        self.folder = script.parent / f"{script.name.removesuffix(SUFFIX)}.files"
        self._paths: dict[str, Path] = {}

    def put(self, content: bytes, ending: str) -> Path:
        """The path of a file with this content. Raises OSError."""
        digest = sha256(content).hexdigest()
        if digest not in self._paths:
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / f"{len(self._paths) + 1}.{ending}"
            path.write_bytes(content)
            self._paths[digest] = path
        return self._paths[digest]

    def name(self, path: Path) -> str:
        """As the script names it."""
        return path.resolve().relative_to(home_of(self.script).resolve()).as_posix()

    def undo(self) -> None:
        """Nothing that was put there stays."""
        for path in self._paths.values():
            path.unlink(missing_ok=True)
        with suppress(OSError):
            self.folder.rmdir()
