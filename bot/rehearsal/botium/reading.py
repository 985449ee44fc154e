"""Convos of Botium become scripts: one each, with the language, clock and start that its description may hold.

What a script has no words for is a fault with its line; nothing of it is guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from bot.i18n import LANGUAGES, N_, Lang, Text
from bot.rehearsal.botium.convos import EQUALS, Call, Convo, Step, Utterance
from bot.rehearsal.playing.start_point import FILES
from bot.rehearsal.scripts.acts import read_act
from bot.rehearsal.scripts.grammar import HEADER, split_at_equals
from bot.rehearsal.scripts.keywords import ACTS, LINES, NONE, found, is_chinese
from bot.rehearsal.scripts.script import At, Fault, Line, Unreadable
from bot.rehearsal.scripts.tokens import BRACKETED, read_line
from bot.rehearsal.scripts.wording import check_line, escaped, in_language, line_with, word

DEFAULT_MODE = "wildcardIgnoreCase"
"""How Botium compares where its configuration says nothing."""
ID = re.compile(r"@[\w.\[\]]+(?: \+ @[\w.\[\]]+)*")
EXACTLY = re.compile(r"={0,2}\s*(\d+)")
MOST_ROWS = 100


@dataclass(frozen=True, slots=True)
class Wordbook:
    """What a suite's texts mean: its utterances by name, how it compares, and the ids that the bot says."""

    utterances: Mapping[str, Utterance]
    mode: str = DEFAULT_MODE
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A script as text, and the files that it names, as it names them."""

    text: str
    files: tuple[str, ...]


def rewrite(convo: Convo, book: Wordbook) -> Rewritten:
    """Raises Unreadable with every fault in the convo."""
    return _Rewriting(convo, book).script()


def act_in(text: str, at: At, folder: Path) -> tuple[str, str]:
    """What me says, as the keyword and content of a script's line: words, an act in brackets, or time that passes."""
    bracketed = BRACKETED.fullmatch(text)
    if bracketed is not None:
        first, _, rest = bracketed[1].strip().partition(" ")
        if found(LINES, first) == "wait":
            return "wait", rest.strip()
        try:
            read_act(Line(at, "user", text), text, folder)
        except Unreadable:
            return "user", escaped(text)
        return "user", text
    return "user", escaped(text[1:] if text.startswith(("\\[", "\\［", "\\【")) else text)


@dataclass(slots=True)
class _Rewriting:
    convo: Convo
    book: Wordbook
    heads: list[Line] = field(init=False)
    spoken: Lang = field(init=False)
    faults: list[Fault] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.heads = list(_heads(self.convo))
        said = self.heads[0].raw if self.heads else (self.convo.name, *self.convo.about, *self._words())
        self.spoken = "zh" if is_chinese("".join(said)) else "en"

    def script(self) -> Rewritten:
        for head in self.heads:
            key, _, value = split_at_equals(head.content)
            if head.kind == "data" and key == FILES:
                self.files += re.split(r"\s*[,，、|]\s*", value)
        body = [line for step in self.convo.steps for line in self._kept(step)]
        lines = [*line_with("script", self.convo.name, self.spoken), *self._header(), "", *body]
        lines += self._examples()
        if self.faults:
            raise Unreadable(*self.faults)
        return Rewritten("\n".join(lines) + "\n", tuple(dict.fromkeys(self.files)))

    def _kept(self, step: Step) -> list[str]:
        """The lines of a step; its faults are noted."""
        try:
            return list(self._did(step) if step.sender == "me" else self._said(step))
        except Unreadable as unreadable:
            self.faults += unreadable.faults
            return []

    def _fault(self, line: int, what: Text, hint: Text | None = None) -> Unreadable:
        return Unreadable(Fault(At(self.convo.path, line), what, hint))

    def _no_counterpart(self, call: Call) -> Unreadable:
        what = f"{'!' * call.negated}{call.name} {'|'.join(call.args)}".rstrip()
        return self._fault(call.line, N_("A script has no words for Botium's %(what)s.").of(what=what))

    # The head

    def _header(self) -> Iterator[str]:
        written = [text for head in self.heads for text in head.raw]
        for text in self.convo.about:
            if text not in written:
                yield from line_with("about", text, self.spoken)
        if not any(head.kind == "languages" for head in self.heads):
            yield from line_with("languages", ", ".join(self._languages()), self.spoken)
        yield from written

    def _words(self) -> Iterator[str]:
        """Everything that is said in words, in every wording."""
        for step in self.convo.steps:
            if step.text is not None:
                known = self.book.utterances.get(step.text)
                yield from known.wordings if known is not None else (step.text,)

    def _languages(self) -> tuple[Lang, ...]:
        """Those in which something is said: a convo is of one language, or its utterances hold both."""
        words = [one for one in self._words() if not ID.fullmatch(one) and one.strip("*")]
        langs: dict[bool, Lang] = {True: "zh", False: "en"}
        return tuple(dict.fromkeys(langs[is_chinese(one)] for one in words)) or LANGUAGES

    def _examples(self) -> Iterator[str]:
        if self.columns:
            rows = list(product(*self.columns.values()))
            if len(rows) > MOST_ROWS:
                what = N_(
                    "The utterances under #me are %(count)s tests together; at most %(most)s are one script."
                )
                raise self._fault(1, what.of(count=len(rows), most=MOST_ROWS))
            yield ""
            yield from line_with("examples", " | ".join(self.columns), self.spoken)
            yield from (f"| {' | '.join(map(_cell, row))} |" for row in rows)

    # What is done

    def _did(self, step: Step) -> Iterator[str]:
        yield from line_with(*self._act(step), self.spoken)
        if self._is_silent(step):
            yield word(LINES, "silence", self.spoken)

    def _act(self, step: Step) -> tuple[str, str]:
        """What me does, as the keyword and content of a line: one button, or files, or words."""
        names = [name for call in step.calls for name in call.args]
        match [call.name for call in step.calls], step.text:
            case [], str(text):
                return self._typed(text, step.line)
            case ["BUTTON"], None if names:
                return "user", f"[{word(ACTS, 'button', self.spoken)} {escaped(names[0])}]"
            case ["MEDIA", *others], None if names and set(others) <= {"MEDIA"}:
                self.files += names
                return "user", f"[{word(ACTS, 'file', self.spoken)} {', '.join(names)}]"
            case [], None:
                raise self._fault(step.line, N_("Nothing is said under this #me."))
            case _:
                raise self._fault(step.line, N_("Under #me stands one button, or files, or a text."))

    def _typed(self, text: str, line: int) -> tuple[str, str]:
        known = self.book.utterances.get(text)
        if known is None:
            return act_in(text, At(self.convo.path, line), self.convo.path.parent)
        if len(known.wordings) == 1:
            return "user", escaped(known.wordings[0])
        name = re.sub(r"\W", "_", text)
        while self.columns.get(name, known.wordings) != known.wordings:
            name += "_"
        self.columns[name] = known.wordings
        return "user", f"{{{name}}}"

    def _is_silent(self, step: Step) -> bool:
        after = self.convo.steps[self.convo.steps.index(step) + 1 :]
        return not after or after[0].sender == "me"

    # What is expected

    def _said(self, step: Step) -> Iterator[str]:
        yield from self._told(step)
        yield from self._asked(step.calls)

    def _told(self, step: Step) -> Iterator[str]:
        text, no = step.text, "!" * step.negated
        known = self.book.utterances.get(text or "")
        if text is None or text.strip() == "*":
            yield from line_with("bot", "…", self.spoken)
        elif ID.fullmatch(text) or (known is not None and text in self.book.ids):
            yield from line_with("bot", f"{no}@{text.removeprefix('@')}", self.spoken)
        elif known is not None:
            yield from self._worded(known, step)
        elif self.book.mode.startswith("regexp"):
            yield from line_with("bot", "…", self.spoken)
            yield self._regex_check((text,), step)
        else:
            yield from line_with("bot", no + self._pattern(text, step.line), self.spoken)

    def _worded(self, known: Utterance, step: Step) -> Iterator[str]:
        """One wording, one for each language, or any of several."""
        if self.book.mode.startswith("regexp"):
            yield from line_with("bot", "…", self.spoken)
            yield self._regex_check(known.wordings, step)
            return
        by_lang = {"zh" if is_chinese(one) else "en": one for one in known.wordings}
        patterns = {lang: self._pattern(one, step.line) for lang, one in by_lang.items()}
        if len(known.wordings) == 1:
            yield from line_with("bot", "!" * step.negated + patterns.popitem()[1], self.spoken)
        elif len(by_lang) == len(known.wordings):
            for lang in LANGUAGES:
                yield from line_with("bot", "!" * step.negated + patterns[lang], self.spoken, lang)
        else:
            yield from line_with("bot", "…", self.spoken)
            yield self._regex_check(known.wordings, step)

    def _pattern(self, text: str, line: int) -> str:
        """A text as a script means it, for the way the suite compares."""
        mode = _plain_mode(self.book.mode)
        if mode not in ("wildcard", "wildcardExact", "include", "equals"):
            raise self._fault(
                line, N_("A script cannot compare as Botium's mode %(mode)s does.").of(mode=mode)
            )
        starred = mode.startswith("wildcard")
        pattern = _with_dots(text) if starred else _literal(text)
        return f"…{pattern}…" if mode in ("wildcard", "include") else pattern

    def _regex_check(self, wordings: tuple[str, ...], step: Step) -> str:
        """Any of them, for the way the suite compares."""
        how = _plain_mode(self.book.mode)
        pattern = "|".join(_regex(one, how.lower()) for one in wordings)
        pattern = pattern if how == self.book.mode else f"(?i){pattern}"
        return self._check("regex", self._compiled(pattern, step.line), step.negated)

    def _compiled(self, pattern: str, line: int) -> str:
        """Raises Unreadable for what is a pattern in JavaScript alone."""
        try:
            re.compile(pattern)
        except re.error as error:
            what = N_("This is no regular expression: %(why)s.").of(why=str(error))
            raise self._fault(line, what) from None
        return pattern

    def _check(self, name: str, content: str, negated: bool = False) -> str:
        line = check_line(name, content, self.spoken)
        return f"  !{line.lstrip()}" if negated else line

    def _asked(self, calls: tuple[Call, ...]) -> Iterator[str]:
        count = next((call for call in calls if call.name == "BUTTONS_COUNT"), None)
        for call in calls:
            if call.name == "BUTTONS":
                yield self._buttons(call, count)
            elif call.name == "BUTTONS_COUNT":
                if not any(one.name == "BUTTONS" for one in calls):
                    yield self._no_buttons(call)
            elif call.name == "MEDIA":
                yield self._media(call)
            elif call.name != "BOT_CONSUMED":
                yield from self._texts(call)

    def _buttons(self, call: Call, count: Call | None) -> str:
        names = list(dict.fromkeys(map(_button, call.args)))
        if call.negated:
            return self._check("buttons", " | ".join(names), True) if names else self._none("buttons")
        if not names:
            raise self._no_counterpart(call)
        if count is None:
            return self._check("buttons", " | ".join(["…", " | … | ".join(names), "…"]))
        exactly = EXACTLY.fullmatch(count.args[0]) if count.args else None
        if exactly is None or int(exactly[1]) != len(names) or count.negated:
            raise self._no_counterpart(count)
        return self._check("buttons", " | ".join(names))

    def _no_buttons(self, call: Call) -> str:
        exactly = EXACTLY.fullmatch(call.args[0]) if call.args else None
        if exactly is None or int(exactly[1]) or call.negated:
            raise self._no_counterpart(call)
        return self._none("buttons")

    def _none(self, name: str) -> str:
        return self._check(name, in_language(NONE, self.spoken))

    def _media(self, call: Call) -> str:
        if call.negated and not call.args:
            return self._none("file")
        if len(call.args) != 1:
            raise self._no_counterpart(call)
        return self._check("file", call.args[0], call.negated)

    def _texts(self, call: Call) -> Iterator[str]:
        """A text asserter: all of its texts, or any of them."""
        how, every = _how(call.name)
        ignores_case = call.name.endswith("_IC")
        if not call.args or (call.negated and every and len(call.args) > 1):
            raise self._no_counterpart(call)
        together = len(call.args) == 1 or every or call.negated
        if how == "regexp" or ignores_case or not together:
            patterns = call.args if together else ("|".join(_regex(one, how) for one in call.args),)
            for one in patterns:
                pattern = one if not together else _regex(one, how)
                pattern = self._compiled(f"(?i){pattern}" if ignores_case else pattern, call.line)
                yield self._check("regex", pattern, call.negated)
            return
        for one in call.args:
            yield self._check("text", _text(one, how), call.negated)


def _heads(convo: Convo) -> Iterator[Line]:
    """The lines of the description that are lines of a script's head."""
    for text in convo.about:
        with suppress(Unreadable):
            line = read_line(At(convo.path, 0), text)
            if line.kind in HEADER and not line.is_check:
                yield line


def _how(name: str) -> tuple[str, bool]:
    """How an asserter compares, and whether all of its texts must be there."""
    if name in EQUALS:
        return "equals", False
    parts = name.removesuffix("_IC").split("_")
    return parts[1].lower(), parts[2] == "ALL"


def _text(text: str, how: str) -> str:
    pattern = _literal(text) if how in ("equals", "contains") else _with_dots(text)
    return f"…{pattern}…" if how in ("contains", "wildcard") else pattern


def _regex(text: str, how: str) -> str:
    if how == "regexp":
        return text
    pattern = ".*".join(re.escape(one).replace("\\ ", " ") for one in _stars(text, how))
    return pattern if how in ("contains", "wildcard", "include") else f"^(?:{pattern})$"


def _plain_mode(mode: str) -> str:
    """A mode without what it says of capital letters."""
    return mode.removesuffix("IgnoreCase").removesuffix("LowerCase")


def _stars(text: str, how: str) -> list[str]:
    return text.split("*") if how.startswith("wildcard") else [text]


def _with_dots(text: str) -> str:
    return "…".join(_literal(one) for one in text.split("*"))


def _literal(text: str) -> str:
    """Every sign stands for itself."""
    found = re.sub(r"(?<!\\)[…⋯]", r"\\\g<0>", escaped(text))
    return found if text else ""


def _button(arg: str) -> str:
    """A code in quotes, as JSON is compared; else what the button shows."""
    if arg.startswith('"'):
        with suppress(ValueError):
            arg = str(json.loads(arg))
    return _cell(arg)


def _cell(text: str) -> str:
    return escaped(text).replace("|", "\\|")
