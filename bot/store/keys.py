"""The master keys: one file each in a folder of their own, readable by their owner alone.

The last one by name seals what is new; the older ones only open. A key is never made where one is missing,
and none is used to seal whose file is gone.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from bot.store.sealing import KEY_BYTES, Key

ENDING = ".key"
RETIRED = ".retired"
"""The ending of a key that is about to be deleted."""


class KeysError(RuntimeError):
    """The keys cannot be used; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a folder by their ids, such as `0001-9f86d081`: a number, and a print of the key."""

    folder: Path
    known: dict[str, Key] = field(repr=False)

    @classmethod
    def read(cls, folder: Path) -> Keys:
        """What the folder holds; it may be empty or not there yet. Raises KeysError."""
        try:
            paths = sorted(path for path in folder.glob(f"*{ENDING}") if path.is_file())
            if paths:
                must_be_private(folder)
            return cls(folder, {path.stem: _key_in(path) for path in paths})
        except OSError as error:
            raise KeysError(f"The keys in {folder} cannot be read ({type(error).__name__}).") from None

    @property
    def active(self) -> str:
        """The id of the key that seals what is new: of those known since the start the last whose file is
        still there.

        Raises KeysError where there is none.
        """
        there = self._there()
        if not there & self.known.keys():
            self.known.update(Keys.read(self.folder).known)
            there = self._there()
        if not there & self.known.keys():
            raise KeysError(f"There is no key in {self.folder}; jiaji keys add makes one.")
        return max(there & self.known.keys())

    def _there(self) -> set[str]:
        return {path.stem for path in self.folder.glob(f"*{ENDING}")}

    def named(self, id: str) -> Key:
        """Raises KeysError. A key that was added after the start is looked for in the folder."""
        if id not in self.known:
            self.known.update(Keys.read(self.folder).known)
        if id not in self.known:
            raise KeysError(
                f"The key {id} is missing in {self.folder}; put its file back, nothing was changed."
            )
        return self.known[id]

    def add(self) -> str:
        """Makes a new key, which is the active one from now on. Raises KeysError."""
        content = os.urandom(KEY_BYTES)
        id = f"{next_number(self.known):04}-{sha256(content).hexdigest()[:8]}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            must_be_private(self.folder)
            write(self.folder / f"{id}{ENDING}", content)
        except OSError as error:
            raise KeysError(f"No key can be written into {self.folder} ({type(error).__name__}).") from None
        self.known[id] = Key(content)
        return id

    def put_away(self, id: str) -> None:
        """Its file gets another name, so that nobody seals with it any more; `delete` or `put_back` comes next."""
        (self.folder / f"{id}{ENDING}").rename(self.folder / f"{id}{RETIRED}")

    def put_back(self, id: str) -> None:
        (self.folder / f"{id}{RETIRED}").rename(self.folder / f"{id}{ENDING}")

    def delete(self, id: str) -> None:
        """The file of a key that was put away."""
        (self.folder / f"{id}{RETIRED}").unlink()
        self.known.pop(id, None)


def next_number(known: Iterable[str]) -> int:
    return _number(max(known, default="0000")) + 1


def _number(id: str) -> int:
    digits = id.partition("-")[0]
    return int(digits) if digits.isascii() and digits.isdecimal() else 0


def must_be_private(path: Path) -> None:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        wanted = "700" if path.is_dir() else "600"
        raise KeysError(f"Others may read {path}; chmod {wanted} it, then start again.")


def _key_in(path: Path) -> Key:
    must_be_private(path)
    content = path.read_bytes()
    if len(content) != KEY_BYTES or not path.stem.endswith(sha256(content).hexdigest()[:8]):
        raise KeysError(f"{path} is no key or a damaged one; put the right file back.")
    return Key(content)


def write(path: Path, content: bytes) -> None:
    """The file is whole on the disk under its name, or not there at all."""
    draft = path.with_suffix(".new")
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
    finally:
        os.close(handle)
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
