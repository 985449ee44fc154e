"""Whole folders: scripts become a suite for Botium, a suite of Botium's becomes scripts.

What could not go over is told, by its place; nothing that is there already is written over.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import copyfile

from bot.core import Flow
from bot.i18n import LANGUAGES, N_
from bot.rehearsal.botium.convos import (
    CONVO,
    UTTERANCES,
    Convo,
    Unsayable,
    Utterance,
    convo_text,
    files_in,
    not_skipped,
    read_convo,
    read_utterance,
    utterance_text,
)
from bot.rehearsal.botium.reading import DEFAULT_MODE, Wordbook, rewrite
from bot.rehearsal.botium.writing import CAPABILITIES, Suite
from bot.rehearsal.playing.play_run import PlayedRun, play_run
from bot.rehearsal.scripts.dialog_names import names_in
from bot.rehearsal.scripts.expand import expand
from bot.rehearsal.scripts.grammar import read_scripts
from bot.rehearsal.scripts.runs import read_runs
from bot.rehearsal.scripts.script import At, Fault, Unreadable
from bot.rehearsal.scripts.source import SCRIPTS, inside

CONFIGURATION = "botium.json"
SUFFIX = ".chat.txt"
NOT_READ = (".pconvo.txt", ".scriptingmemory.txt")


@dataclass(slots=True)
class Converted:
    """What became of a folder: how much was written, what was left out, and the faults of what was not read.

    `red` are the runs that are not as their script says; `empty` those of whose checks none can go over:
    Botium would pass them whatever is said.
    """

    written: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    red: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def scripts_in(paths: Iterable[Path]) -> list[Path]:
    return [
        one
        for path in paths
        for one in (sorted(path.rglob(SCRIPTS)) if path.is_dir() else [path])
        if one.is_file()
    ]


# To Botium


def to_botium(flow: Flow, scripts: list[Path], out: Path) -> Converted:
    """A folder for each language, with the configuration that the suite is meant for beside them."""
    done = Converted()
    suites = {lang: Suite(lang) for lang in LANGUAGES}
    for path in scripts:
        for played in _performed(flow, path, done):
            if played.differences:
                done.red.append(played.run.name)
                continue
            try:
                if not suites[played.run.lang].add(played):
                    done.empty.append(played.run.name)
            except Unreadable as unreadable:
                done.faults += unreadable.faults
    base = Path(os.path.commonpath([path.parent for path in scripts]))
    for lang, suite in suites.items():
        if suite.convos:
            _write_suite(suite, out / lang, base, done)
    if done.written:
        configuration = {"botium": {"Capabilities": CAPABILITIES}}
        _write(out / CONFIGURATION, json.dumps(configuration, indent=2) + "\n")
    return done


def _performed(flow: Flow, path: Path, done: Converted) -> Iterator[PlayedRun]:
    try:
        yield from [play_run(flow, run) for run in read_runs(flow, path)]
    except Unreadable as unreadable:
        done.faults += unreadable.faults


def _write_suite(suite: Suite, folder: Path, base: Path, done: Converted) -> None:
    done.left_out.update(suite.left_out)
    for name, convo in _named(suite.convos, base):
        try:
            _write(folder / f"{name}{CONVO}", convo_text(convo))
            done.written["convos"] += 1
        except Unsayable as unsayable:
            what = N_("Botium reads %(text)s as something else than words.").of(text=str(unsayable))
            done.faults.append(Fault(At(convo.path, 0), what))
    for name, wordings in suite.wordings.items():
        if wordings:
            file = re.sub(r"[^\w.\[\]]+", "+", name.replace("@", ""))
            utterance = Utterance(name, tuple(wordings), At(folder, 0))
            _write(folder / "utterances" / f"{not_skipped(file)}{UTTERANCES}", utterance_text(utterance))
            done.written["utterances"] += 1
        else:
            done.left_out["id"] += 1
    for name, path in suite.files.items():
        _copy(path, folder / name)


def _named(convos: list[Convo], base: Path) -> Iterator[tuple[str, Convo]]:
    """Each by the file that it comes from, numbered where that holds several."""
    stems = [_stem(convo.path.relative_to(base)) for convo in convos]
    many, count = Counter(stems), Counter[str]()
    for stem, convo in zip(stems, convos, strict=True):
        count[stem] += 1
        number = f".{count[stem]:0{len(str(many[stem]))}}" if many[stem] > 1 else ""
        yield not_skipped(f"{stem}{number}"), convo


def _stem(path: Path) -> str:
    """A folder for a language is what an exported suite had been read into."""
    parts = path.parts[1:] if path.parts[0] in LANGUAGES else path.parts
    return ".".join(parts).removesuffix(SUFFIX)


# From Botium


def from_botium(flow: Flow, folder: Path, out: Path) -> Converted:
    """A script for each convo, at its place, with the files that it names beside it."""
    done = Converted()
    for ending in NOT_READ:
        what = N_("A script has no words for Botium's %(what)s.").of(what=ending)
        done.faults += [Fault(At(path, 0), what) for path in files_in(folder, ending)]
    mode, ids = _mode(folder, done), names_in(flow).ids
    books: dict[Path, Wordbook] = {}
    for path in files_in(folder, CONVO):
        home = _home(folder, path)
        if home not in books:
            books[home] = Wordbook(_utterances(home, done), mode, ids)
        try:
            _convert(path, folder, home, books[home], out)
            done.written["scripts"] += 1
        except Unreadable as unreadable:
            done.faults += unreadable.faults
    if not done.written and not done.faults:
        done.faults.append(Fault(At(folder, 0), N_("There is no *%(ending)s here.").of(ending=CONVO)))
    return done


def _home(folder: Path, convo: Path) -> Path:
    """An exported suite has a folder a language, each with its own utterances; any other suite is one."""
    first = convo.relative_to(folder).parts[0]
    return folder / first if first in LANGUAGES else folder


def _mode(folder: Path, done: Converted) -> str:
    path = folder / CONFIGURATION
    if not path.is_file():
        return DEFAULT_MODE
    try:
        said = json.loads(path.read_text("utf-8-sig"))["botium"]["Capabilities"]
        return str(said.get("SCRIPTING_MATCHING_MODE", DEFAULT_MODE))
    except (ValueError, KeyError, TypeError, AttributeError, OSError):
        done.faults.append(Fault(At(path, 0), N_("This is no configuration of Botium's.")))
        return DEFAULT_MODE


def _utterances(home: Path, done: Converted) -> dict[str, Utterance]:
    """Those of one name are one, as Botium has it."""
    found: dict[str, Utterance] = {}
    for path in files_in(home, UTTERANCES):
        try:
            one = read_utterance(path)
        except Unreadable as unreadable:
            done.faults += unreadable.faults
            continue
        there = found.setdefault(one.name, one)
        found[one.name] = replace(there, wordings=tuple(dict.fromkeys((*there.wordings, *one.wordings))))
    return found


def _convert(path: Path, folder: Path, home: Path, book: Wordbook, out: Path) -> None:
    """Raises Unreadable."""
    script = rewrite(read_convo(path), book)
    relative = path.relative_to(folder)
    files = {name: _found(name, path, home) for name in script.files}
    for name, file in files.items():
        _copy(file, out / relative.parent / name)
    made = out / relative.parent / f"{path.name.removesuffix(CONVO)}{SUFFIX}"
    _write(made, script.text)
    try:
        for one in read_scripts(made):
            expand(one)
    except Unreadable as unreadable:
        made.unlink()
        raise Unreadable(*(replace(fault, at=At(path, 0)) for fault in unreadable.faults)) from None


def _found(name: str, convo: Path, home: Path) -> Path:
    """Beside the convo, or in the folder of the suite. Raises Unreadable."""
    try:
        return inside(convo.parent, name, At(convo, 0))
    except Unreadable:
        return inside(home, name, At(convo, 0))


# Files


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8", newline="\n")


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    copyfile(path, to)
