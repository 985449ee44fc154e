"""`--update`: new wording and new e-mails are shown and written into the scripts; nothing else is ever accepted.

What a dialog does (ids, buttons, states, data) is meaning, and is changed by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import ndiff
from pathlib import Path

from bot.core import Flow
from bot.i18n import N_, Lang, Text
from bot.rehearsal.coverage.wording import Change, catalogue, report
from bot.rehearsal.playing.checks import readable
from bot.rehearsal.playing.play_run import PlayedRun
from bot.rehearsal.playing.snapshot import Difference
from bot.rehearsal.scripts.script import At, Line, Run
from bot.rehearsal.scripts.wording import check_line, escaped, said_line, with_variables

NOT_IN_CI = N_("--update changes scripts, so it is refused in CI; run it by hand and look at what changed.")
NOT_IN_PARALLEL = N_("--update runs in one process: leave out -n.")
TWO_WORDINGS = N_("the languages say different things here: write one line for (zh) and one for (en)")


@dataclass(slots=True)
class _Wordings:
    """What each run says in a line; `runs` are as many as the line is in."""

    line: Line
    run: Run
    runs: int
    said: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def the_one(self) -> tuple[str, ...] | None:
        wordings = set(self.said.values())
        return wordings.pop() if len(wordings) == 1 and len(self.said) == self.runs else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What could be accepted into a file: how it is shown, by lines that begin with - and +, and in which language."""

    at: At
    shown: str
    spoken: Lang


@dataclass(slots=True)
class Rewriting:
    """What could be accepted, by the line it is for; a line with two wordings is left as it is.

    `wanted` says of each proposal whether it is accepted.
    """

    wanted: Callable[[Proposal], bool]
    lines: dict[At, _Wordings] = field(default_factory=dict)
    mails: dict[Path, set[bytes]] = field(default_factory=dict)
    catalogues: list[tuple[Path, list[Change]]] = field(default_factory=list)
    changed: list[Path] = field(default_factory=list)
    refused: int = 0
    undecided: list[At] = field(default_factory=list)

    def accept(self, played: PlayedRun) -> tuple[Difference, ...]:
        """Take note of new wording; what cannot be accepted is returned.

        A run in which anything else differs went astray: what it said then was never meant, and nothing of it
        is taken.
        """
        if not all(map(_is_acceptable, played.differences)):
            return played.differences
        for one in played.differences:
            if one.golden is not None:
                path, made = one.golden
                self.mails.setdefault(path, set()).add(made)
            elif one.line is not None:
                run = played.run
                wordings = self.lines.setdefault(one.line.at, _Wordings(one.line, run, _runs(one.line, run)))
                wordings.said[run.name] = tuple(_rewritten(one.line, one.got, run))
        return ()

    def write(self, flow: Flow) -> None:
        """Write all that is wanted, where there is one wording."""
        for path in sorted({at.path for at in self.lines}):
            mine = [one for one in self.lines.values() if one.line.at.path == path]
            new = [
                (one.line, new)
                for one in mine
                if (new := one.the_one()) is not None and self._takes_line(one, new)
            ]
            if new and _edit(path, new):
                self.changed.append(path)
        for path, made in self.mails.items():
            if len(made) == 1 and self._takes_mail(path, *made):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(*made)
                self.changed.append(path)
        for path, changes in self.catalogues:
            refused = [one for one in changes if not self._takes(Proposal(At(path, 0), report([one]), "en"))]
            if len(refused) < len(changes):
                path.write_text(catalogue(flow, refused), "utf-8")
                self.changed.append(path)
        self.undecided = [at for at, one in self.lines.items() if one.the_one() is None]
        self.undecided += [At(path, 0) for path, made in self.mails.items() if len(made) > 1]

    def _takes(self, proposal: Proposal) -> bool:
        is_wanted = self.wanted(proposal)
        self.refused += not is_wanted
        return is_wanted

    def _takes_line(self, one: _Wordings, new: tuple[str, ...]) -> bool:
        return self._takes(Proposal(one.line.at, changed_lines(one.line.raw, new), one.run.script.spoken))

    def _takes_mail(self, path: Path, made: bytes) -> bool:
        before = readable(path.read_bytes()).splitlines() if path.is_file() else []
        return self._takes(Proposal(At(path, 0), changed_lines(before, readable(made).splitlines()), "en"))


def changed_lines(before: Sequence[str], after: Sequence[str]) -> str:
    """What becomes of lines; those that stay are left out."""
    marks = [line for line in ndiff(before, after) if line[0] in "-+"]
    return "\n".join(f"    {line}" for line in marks)


def refusal(numprocesses: object) -> Text | None:
    """Why nothing may be accepted here; None where it may."""
    from bot.settings import in_ci

    if in_ci():
        return NOT_IN_CI
    return NOT_IN_PARALLEL if numprocesses else None


def _runs(line: Line, run: Run) -> int:
    languages = 1 if line.only is not None else len(run.script.languages)
    return languages * max(1, len(run.script.rows))


def _is_acceptable(one: Difference) -> bool:
    return one.golden is not None or (one.layer == "text" and one.line is not None and _is_wording(one.line))


def _is_wording(line: Line) -> bool:
    return not line.negated and line.kind in ("bot", "text") and not line.content.startswith(("!", "！"))


def _rewritten(line: Line, got: str, run: Run) -> list[str]:
    """The line with what is said now; a variable that stood in it still does where its value is said."""
    spoken = run.script.spoken
    lines = said_line("bot", got, spoken, line.only) if line.kind == "bot" else _check(line, got, spoken)
    return with_variables(lines, line.content, run.values)


def _check(line: Line, got: str, spoken: str) -> list[str]:
    first, *more = escaped(got).split("\n")
    head = check_line("text", first, "zh" if spoken == "zh" else "en", only=line.only)
    return [head, *(f"  | {one}".rstrip() for one in more)]


def _edit(path: Path, edits: list[tuple[Line, tuple[str, ...]]]) -> bool:
    """Replace lines from the last one up, keeping byte order mark and line ends."""
    content = path.read_bytes().decode("utf-8")
    end = "\r\n" if "\r\n" in content else "\n"
    source = content.split(end)
    changed = False
    for line, new in sorted(edits, key=lambda edit: edit[0].at, reverse=True):
        start, stop = line.at.line - 1, line.at.line - 1 + len(line.raw)
        found = [one.rstrip().lstrip("\ufeff") for one in source[start:stop]]
        if found == list(line.raw):
            mark = "\ufeff" if source[start].startswith("\ufeff") else ""
            source[start:stop] = [mark + new[0], *new[1:]]
            changed = True
    path.write_bytes(end.join(source).encode("utf-8"))
    return changed
