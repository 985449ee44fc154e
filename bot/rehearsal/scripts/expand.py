"""A script becomes its runs: one for each language and each row, with every variable put in.

What a line says for one language only is there in that language's run alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.i18n import N_, Lang
from bot.rehearsal.scripts.acts import read_act, read_wait
from bot.rehearsal.scripts.grammar import read_moment, split_at_equals
from bot.rehearsal.scripts.keywords import EMAIL, REGEX, SAME, found, nearest, words_of
from bot.rehearsal.scripts.matching import is_anything, listed
from bot.rehearsal.scripts.script import (
    CLOCK,
    Act,
    Anything,
    Check,
    Exchange,
    Expected,
    Fault,
    Ids,
    Line,
    Restart,
    Row,
    Run,
    Script,
    Unreadable,
    Words,
)
from bot.rehearsal.scripts.source import within
from bot.rehearsal.scripts.tokens import VARIABLE

ACTING = ("user", "wait", "restart")
BARE_ID = re.compile(r"[a-z]\w*(?:\.[\w\[\]]+)+", re.ASCII)
"""What nobody says and everybody means as an id."""
QUOTES = "\"'“”‘’「」`"
PLUS = re.compile(r"\s*[+＋]\s*")


def expand(script: Script, *, checks_nothing: bool = False) -> tuple[Run, ...]:
    """Every run. Raises Unreadable with every fault, each once; to check nothing is one unless that is allowed."""
    script = replace(script, body=tuple(_owned(script.body)))
    runs, faults = [], {}
    for lang in script.languages:
        for row in script.rows or (None,):
            casting = _Expanding(script, lang, row)
            run = casting.run()
            runs.append(run)
            checks = bool(run.never) or any(map(_checks_something, run.exchanges))
            if not (checks or checks_nothing or casting.faults):
                hint = N_("Write what the bot answers, for example Bot: @ask.passport_number")
                casting.faults.append(Fault(script.at, N_("This script checks nothing."), hint))
            faults.update({(fault.at, fault.what.msgid): fault for fault in casting.faults})
    if faults:
        raise Unreadable(*sorted(faults.values(), key=lambda fault: fault.at))
    return tuple(runs)


def _owned(body: tuple[Line, ...]) -> Iterator[Line]:
    """The lines, with each check for the language of the line that it is for.

    Below lines for one language each, checks are for all of them, unless more than one has its own.
    """
    together: list[list[Line]] = []
    for line in body:
        if line.is_check and together:
            together[-1].append(line)
            continue
        if line.kind not in {lines[0].kind for lines in together} or _is_again(line, together):
            yield from _with_owners(together)
            together = []
        if line.only is None:
            yield line
        else:
            together.append([line])
    yield from _with_owners(together)


def _is_again(line: Line, together: list[list[Line]]) -> bool:
    return line.only is None or line.only in {lines[0].only for lines in together}


def _with_owners(together: list[list[Line]]) -> Iterator[Line]:
    own = len(together) == 1 or any(len(lines) > 1 for lines in together[:-1])
    for first, *checks in together:
        yield first
        for check in checks:
            yield replace(check, only=check.only or first.only) if own else check


@dataclass(slots=True)
class _Expanding:
    script: Script
    lang: Lang
    row: Row | None
    faults: list[Fault] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    captured: set[str] = field(default_factory=set)
    """What has a value only when it is played."""

    def run(self) -> Run:
        self.values = {"lang": self.lang, **(self.row.values if self.row else {})}
        for line, name, value in self.script.variables:
            if line.only in (None, self.lang):
                self.values[name] = self.put_in(line, value)
        data = tuple(self._data())
        start, where = self.script.starts_at, self.script.consulate
        exchanges = tuple(self._exchanges())
        return Run(
            self.script,
            self.lang,
            self.row,
            data,
            self.put_in(start, start.content) if start is not None else None,
            exchanges,
            self.values,
            self._clock(),
            self.put_in(where, where.content) if where is not None else "",
            tuple(self._never()),
        )

    def _never(self) -> Iterator[Expected]:
        for line in self.script.never:
            if line.only in (None, self.lang):
                try:
                    yield Expected(line, self._never_said(line))
                except Unreadable as unreadable:
                    self.faults += unreadable.faults

    def _never_said(self, line: Line) -> Ids | Words:
        """Words wherever they stand in a message. Raises Unreadable."""
        says = self._says(line)
        if isinstance(says, Anything) or says.negated:
            raise Unreadable(Fault(line.at, N_("What is never said is an id or a text, without “!”.")))
        return Words(f"…{says.text}…") if isinstance(says, Words) else says

    def _clock(self) -> datetime:
        line = self.script.time
        if line is None:
            return CLOCK
        text = self.put_in(line, line.content)
        clock = read_moment(text)
        if clock is None:
            hint = N_("For example 2026-03-02 09:00 Asia/Shanghai.")
            self.faults.append(Fault(line.at, N_("%(text)s is no time.").of(text=text), hint))
        return clock or CLOCK

    def put_in(self, line: Line, text: str, *, in_regex: bool = False) -> str:
        """The text with its variables said. In a regular expression other braces are its own."""
        if "{" not in text and "｛" not in text:
            return text

        def value(match: re.Match[str]) -> str:
            name = match[1].strip()
            if name in self.values:
                return re.escape(self.values[name]) if in_regex else self.values[name]
            if not in_regex and name not in self.captured:
                self._fault_variable(line, name)
            return match[0]

        return VARIABLE.sub(value, text)

    def _fault_variable(self, line: Line, name: str) -> None:
        close = nearest(name, self.values)
        hint = (
            N_("Did you mean %(word)s?").of(word=f"{{{close}}}")
            if close
            else N_("Write its value above: Variable: %(name)s = …; for the bracket itself write \\{").of(
                name=name
            )
        )
        self.faults.append(Fault(line.at, N_("There is no variable %(name)s.").of(name=f"{{{name}}}"), hint))

    def _data(self) -> Iterator[tuple[Line, str, str]]:
        for line in self.script.data:
            if line.only not in (None, self.lang):
                continue
            key, sign, value = split_at_equals(self.put_in(line, line.content))
            if not key or not sign:
                hint = N_("For example passport_number = E12345678.")
                self.faults.append(
                    Fault(line.at, N_("A key, an equals sign and a value are expected here."), hint)
                )
            yield line, key, value

    def _exchanges(self) -> Iterator[Exchange]:
        current: Exchange | None = None
        for line in self.script.body:
            if line.only not in (None, self.lang):
                continue
            try:
                if line.kind in ACTING and not line.is_check:
                    if current is not None:
                        yield current
                    current = Exchange(line, self._act(line))
                else:
                    current = self._answered(current, line)
            except Unreadable as unreadable:
                self.faults += unreadable.faults
                if line.kind in ACTING and not line.is_check:
                    # What follows answers this line, whatever it was meant to do.
                    current = Exchange(line, Restart())
        if current is not None:
            yield current

    def _act(self, line: Line) -> Act:
        content = self.put_in(line, line.content)
        if line.kind == "restart":
            return Restart()
        return (
            read_wait(line, content) if line.kind == "wait" else read_act(line, content, self.script.folder)
        )

    def _answered(self, exchange: Exchange | None, line: Line) -> Exchange:
        """The exchange with one more line that answers it. Raises Unreadable."""
        if exchange is None:
            hint = N_("Begin with the user, for example User: /start")
            raise Unreadable(Fault(line.at, N_("The bot only answers: nothing was said to it yet."), hint))
        if line.is_check:
            return self._checked(exchange, line)
        if exchange.is_silent or (line.kind == "silence" and exchange.expected):
            raise Unreadable(Fault(line.at, N_("Either the bot says nothing, or this.")))
        if line.kind == "silence":
            return replace(exchange, silence=line)
        return replace(exchange, expected=(*exchange.expected, Expected(line, self._says(line))))

    def _checked(self, exchange: Exchange, line: Line) -> Exchange:
        if not exchange.expected and line.kind not in ("or", "capture"):
            return replace(exchange, checks=(*exchange.checks, self._check(line)))
        if not exchange.expected:
            raise Unreadable(Fault(line.at, N_("This belongs below a line of the bot.")))
        last = exchange.expected[-1]
        if line.kind == "or":
            last = replace(last, others=(*last.others, self._other(last, line)))
        else:
            last = replace(last, checks=(*last.checks, self._check(line)))
        return replace(exchange, expected=(*exchange.expected[:-1], last))

    def _other(self, expected: Expected, line: Line) -> Expected:
        """Raises Unreadable."""
        says = self._says(line)
        if any(isinstance(one, Anything) or one.negated for one in (expected.says, says)):
            raise Unreadable(Fault(line.at, N_("One of these is said: write an id or a text for each.")))
        return Expected(line, says)

    def _capture(self, line: Line) -> Check:
        """`name = regular expression`. Raises Unreadable."""
        name, sign, pattern = split_at_equals(self.put_in(line, line.content, in_regex=True))
        hint = N_("For example %(line)s").of(line="number = (\\d+) left")
        if line.negated or not sign or not name.isidentifier() or name in self.values:
            raise Unreadable(
                Fault(line.at, N_("A new name, an equals sign and a pattern are expected here."), hint)
            )
        _compile(line, pattern)
        if re.compile(pattern).groups != 1:
            raise Unreadable(Fault(line.at, N_("What is captured stands in brackets, once."), hint))
        self.captured.add(name)
        return Check(line, "capture", pattern, key=name)

    def _check(self, line: Line) -> Check:
        if line.kind == "capture":
            return self._capture(line)
        content = self.put_in(line, line.content, in_regex=line.kind == "regex")
        if line.kind == "data":
            return _keyed(line, content, *split_at_equals(content))
        if line.kind == "email":
            return self._email(line, content)
        if line.kind == "regex":
            _compile(line, content)
        return Check(line, line.kind, content, line.negated)

    def _email(self, line: Line, content: str) -> Check:
        """`subject = …`, or `same FILE`; with `!` alone that there is none."""
        if not content and line.negated:
            return Check(line, "email", "", True)
        for same in SAME:
            if content.casefold().startswith(same) and "=" not in content[: len(same) + 2]:
                path = within(self.script.folder, content[len(same) :].strip(), line.at)
                return Check(line, "email", str(path), line.negated, "same")
        key, sign, value = split_at_equals(content)
        part = found(EMAIL, key)
        if part is None:
            close = nearest(key, words_of(EMAIL, key)) if key else None
            like = key or ("邮件" if self.script.spoken == "zh" else "")
            hint = (
                N_("Did you mean %(word)s?").of(word=close)
                if close
                else PARTS.of(words=tuple(words_of(EMAIL, like)))
            )
            raise Unreadable(
                Fault(line.at, N_("%(word)s is no part of an e-mail.").of(word=key or "…"), hint)
            )
        return replace(_keyed(line, content, key, sign, value), key=part)

    def _says(self, line: Line) -> Ids | Words | Anything:
        content = self.put_in(line, line.content).strip()
        negated = content.startswith(("!", "！"))
        words = content[1:].strip() if negated else content
        if not words:
            hint = N_("Write what it says, @ and an id, or … for anything.")
            raise Unreadable(Fault(line.at, N_("What does the bot say?"), hint))
        if words.split()[0].casefold() in REGEX and len(words.split()) > 1:
            line_below = "  正则：…" if self.script.spoken == "zh" else "  regex: …"
            hint = N_("Write it indented on the next line: %(line)s").of(line=line_below)
            raise Unreadable(Fault(line.at, N_("A regular expression is a check of its own."), hint))
        bare = words.strip(QUOTES)
        if BARE_ID.fullmatch(bare) or (bare != words and bare.startswith(("@", "＠"))):
            hint = N_("Did you mean %(word)s?").of(word=f"@{bare.lstrip('@＠')}")
            raise Unreadable(Fault(line.at, N_("An id is written with @ and without quotation marks."), hint))
        if words.startswith(("@", "＠")):
            names = tuple(name.lstrip("@＠") for name in PLUS.split(words))
            return Ids(names, negated)
        return Anything() if is_anything(words) and not negated else Words(words, negated)


PARTS = N_("There are: %(words)s.")


def _keyed(line: Line, _content: str, key: str, sign: str, value: str) -> Check:
    if not key or not (sign or line.negated):
        hint = N_("For example passport_number = E12345678.")
        raise Unreadable(Fault(line.at, N_("A key, an equals sign and a value are expected here."), hint))
    return Check(line, line.kind, value if sign else "", line.negated, key)


def _compile(line: Line, pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise Unreadable(
            Fault(line.at, N_("This is no regular expression: %(why)s.").of(why=str(error)))
        ) from None


def _checks_something(exchange: Exchange) -> bool:
    says = any(not isinstance(one.says, Anything) for one in exchange.expected)
    checks = (*exchange.checks, *(check for one in exchange.expected for check in one.checks))
    return says or exchange.is_silent or not all(map(_holds_always, checks))


def _holds_always(check: Check) -> bool:
    if check.negated:
        return False
    if check.layer == "regex":
        return re.fullmatch(check.content, "") is not None
    return check.layer in ("text", "buttons", "warnings", "notes") and all(
        map(is_anything, listed(check.content))
    )
