"""From a file to its lines: only small UTF-8 text inside the script's folder is read.

Whatever else a file is, it is said in one fault, and nothing of it is guessed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from bot.i18n import N_, Lang, Text
from bot.rehearsal.scripts.keywords import is_chinese, nearest
from bot.rehearsal.scripts.script import At, Fault, Unreadable

MOST_BYTES = 1024 * 1024
MOST_FILES = 2000
"""So many are looked at for a name like one that is not there."""
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SAVE_AS_UTF_8 = N_("Save it as UTF-8. In Windows Notepad: Save as, Encoding: UTF-8, not ANSI and not UTF-16.")


Read = Callable[[Path], list[str]]
"""How the lines of a file are come by. Raises Unreadable."""


def read_lines(path: Path) -> list[str]:
    """The lines of a script. Raises Unreadable."""
    return lines_of(path, _text(path))


def lines_of(path: Path, text: str) -> list[str]:
    """The lines of a text, wherever it was read. Raises Unreadable."""
    if "\0" in text:
        raise _fault(path, N_("This is no text file."))
    if not text.strip():
        raise _fault(
            path, N_("This script is empty."), N_("Write at least what the user says and the bot answers.")
        )
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _text(path: Path) -> str:
    content = _bytes(path)
    if content.startswith(UTF_16) or _is_utf_16(content[:2000]):
        raise _fault(path, N_("This file is UTF-16."), SAVE_AS_UTF_8)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise _fault(path, N_("This line is not UTF-8."), SAVE_AS_UTF_8, line) from None


def _is_utf_16(start: bytes) -> bool:
    """Without a byte order mark, by whether it reads as lines of a script."""
    for encoding in ("utf-16-le", "utf-16-be") if b"\0" in start else ():
        text = start[: len(start) // 2 * 2].decode(encoding, "replace")
        if re.search("[:：]", text) and all(char.isprintable() or char.isspace() for char in text):
            return True
    return False


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _fault(path, N_("This file is larger than 1 MB; a script is short."))
        return path.read_bytes()
    except OSError as error:
        said = Text(error.strerror or type(error).__name__)
        raise _fault(path, N_("This file cannot be read: %(why)s.").of(why=said)) from None


def spoken_in(path: Path) -> Lang:
    """The language that a file is probably written in, also where it cannot be read."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return "en"
    if start.startswith(UTF_16) or _is_utf_16(start[:2000]):
        return "zh" if is_chinese(start.decode("utf-16", "ignore")) else "en"
    # What a Chinese Windows saves as “ANSI” has hardly a character left as UTF-8.
    said = start.decode("utf-8", "ignore") + start.decode("gb18030", "ignore") * _is_chinese_ansi(start)
    return "zh" if is_chinese(said) else "en"


def _is_chinese_ansi(start: bytes) -> bool:
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character that the end cuts in two is none of GBK.
        return error.start < len(start) - 4
    return False


OTHER_FORMATS = (
    (
        re.compile(r"^#(?:me|bot|begin|end)\s*$", re.MULTILINE),
        "Botium",
        N_("jiaji convert --from-botium DIR --out DIR turns it into scripts."),
    ),
    (re.compile(r"^\s*(?:Feature|Scenario|Given|功能|场景)\b.*$", re.MULTILINE), "Gherkin", None),
    (
        re.compile(r"^(?:stories|nlu|rules|intents):\s*$|^\s*- (?:intent|action|story):", re.MULTILINE),
        "Rasa",
        None,
    ),
)
AS_CHAT = N_("A script is a chat written down: User: and what is typed, Bot: and @ with an id.")


def other_format(path: Path, read: Read) -> Fault | None:
    """For a file that cannot be read: which other tool it was probably written for."""
    try:
        text = "\n".join(read(path))
    except Unreadable:
        return None
    for signs, name, hint in OTHER_FORMATS:
        if signs.search(text):
            return Fault(
                At(path, 0), N_("This looks like a file for %(name)s.").of(name=name), hint or AS_CHAT
            )
    return None


def _fault(path: Path, what: Text, hint: Text | None = None, line: int = 0) -> Unreadable:
    return Unreadable(Fault(At(path, line), what, hint))


SCRIPTS = "*.chat.txt"


def home_of(script: Path) -> Path:
    """Where the files of a script may be: its folder, or the outermost one around it that also holds scripts."""
    home = script.parent
    while home.parent != home and next(home.parent.glob(SCRIPTS), None) is not None:
        home = home.parent
    return home


def within(folder: Path, name: str, at: At) -> Path:
    """The path that a script names, whether there is a file or not. Raises Unreadable where it is outside."""
    path = folder / name.strip().replace("\\", "/")
    try:
        if path.resolve().is_relative_to(folder.resolve()):
            return path
    except (OSError, ValueError):
        pass
    what = N_("%(name)s is outside the folder of this script.").of(name=name)
    raise Unreadable(Fault(at, what, N_("Put the file beside the script.")))


def inside(folder: Path, name: str, at: At) -> Path:
    """The file that a line names, counted from the folder or else from the line's own file.

    Raises Unreadable where it is outside the folder, or none.
    """
    for place in (folder, at.path.parent):
        path = within(place, name, at)
        try:
            if path.is_file():
                return path
        except (OSError, ValueError):
            pass
    raise Unreadable(Fault(at, N_("There is no file %(name)s here.").of(name=name), _alike(folder, name)))


def _alike(folder: Path, name: str) -> Text | None:
    # What goes away meanwhile is passed over.
    files = (Path(place, file) for place, _, names in os.walk(folder) for file in names)
    there = sorted(str(one.relative_to(folder)) for one in islice(files, MOST_FILES))
    close = nearest(name, there)
    return N_("Did you mean %(word)s?").of(word=close) if close else None
