"""Runs become convos of Botium: what is done, what is said by its id or in its words, buttons and files.

An id is an utterance of the same name, whose wordings are the texts of the catalogue with `*` for what is filled in.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.core import Block, Reply, render
from bot.i18n import N_, InEachLanguage, Lang, Text
from bot.rehearsal.botium.convos import Call, Convo, Step
from bot.rehearsal.keys import bracketed
from bot.rehearsal.playing.play_run import PlayedExchange, PlayedRun
from bot.rehearsal.playing.reply_match import fitting
from bot.rehearsal.playing.sandbox import button_name
from bot.rehearsal.playing.start_point import FILES
from bot.rehearsal.scripts.keywords import ACTS, LINES, NONE, THERE, UNITS, UNTIL
from bot.rehearsal.scripts.matching import is_anything, is_one, listed, pieces, plain
from bot.rehearsal.scripts.script import (
    Act,
    Check,
    Edit,
    Expected,
    Fault,
    Ids,
    Press,
    Restart,
    Run,
    Say,
    Send,
    SendOther,
    SendPaper,
    TeamAct,
    Unreadable,
    Wait,
    Words,
)
from bot.rehearsal.scripts.tokens import BRACKETED
from bot.rehearsal.scripts.wording import in_language, line_with, paper_words, word

STAR, MOST_STARS = "*", 10
"""Botium takes no more of them in one text."""

CAPABILITIES = {
    "PROJECTNAME": "Jiaji",
    "SCRIPTING_MATCHING_MODE": "wildcardExact",
    "SCRIPTING_NORMALIZE_TEXT": True,
    "SCRIPTING_FORCE_BOT_CONSUMED": True,
    "SCRIPTING_ENABLE_MEMORY": False,
}
"""What an exported suite means: the whole text, `*` for anything, and every reply accounted for."""

NOT_IN_JAVASCRIPT = re.compile(r"\(\?[P#(aiLmsux-]|\\[AZ]")


@dataclass(slots=True)
class Suite:
    """What the runs of one language become. `left_out` counts the checks that Botium has no words for."""

    lang: Lang
    convos: list[Convo] = field(default_factory=list)
    wordings: dict[str, dict[str, None]] = field(default_factory=dict)
    files: dict[str, Path] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, played: PlayedRun) -> bool:
        """A green run; False where nothing would be checked of it.

        Raises Unreadable where it sends another file by a name that is taken.
        """
        run = played.run
        self.left_out.update("never" for _ in run.never)
        name = f"{run.script.name} {run.row.name}" if run.row else run.script.name
        steps = tuple(step for one in played.exchanges for step in self._steps(one, run))
        if not any(map(_checks_something, steps, (*steps[1:], Step("me")))):
            return False
        for path in _files_of(run):
            _take(self.files, path, run)
        self.convos.append(Convo(name, steps, tuple(_header(run)), run.script.at.path))
        return True

    def _steps(self, played: PlayedExchange, run: Run) -> Iterator[Step]:
        self.left_out.update(check.layer for check in played.exchange.checks)
        yield _done(played.exchange.act, run)
        for expected, replies in played.pairs:
            assert expected is not None, run.name
            for _ in replies[:-1]:
                yield Step("bot", STAR)
            yield self._said(expected, replies[-1])

    def _said(self, expected: Expected, reply: Reply) -> Step:
        calls = [call for check in expected.checks for call in self._asked(check, reply)]
        self.left_out.update("or" for _ in expected.others)
        match (fitting(expected, reply) or expected).says:
            case Ids(names, negated):
                name = " + ".join(f"@{one}" for one in names)
                wordings = self.wordings.setdefault(name, {})
                if not negated:
                    wordings[_wording(reply, self.lang)] = None
                return Step("bot", name, tuple(calls), negated)
            case Words(text, negated):
                said = _few_stars(STAR.join(pieces(text)))
                if fits(said, reply.text) is negated:
                    # Only as wide as the bot says it: Botium heeds the width of a sign.
                    said = reply.text if not negated else said
                return Step("bot", said, tuple(calls), negated)
            case _:
                return Step("bot", STAR, tuple(calls))

    def _asked(self, check: Check, reply: Reply) -> Iterator[Call]:
        calls = list(_calls(check, reply))
        if not calls:
            self.left_out[check.layer] += 1
        yield from calls


def _checks_something(step: Step, after: Step) -> bool:
    """What is said, what is asked of it, or that nothing is said."""
    if step.sender == "me":
        return after.sender == "me"
    return step.text != STAR or bool(step.calls)


def _take(files: dict[str, Path], path: Path, run: Run) -> None:
    name = path.relative_to(run.script.folder).as_posix()
    there = files.setdefault(name, path)
    if there != path and there.read_bytes() != path.read_bytes():
        what = N_("Another script has another file %(name)s.").of(name=name)
        raise Unreadable(Fault(run.script.at, what, N_("Convert them into folders of their own.")))


def _files_of(run: Run) -> Iterator[Path]:
    for exchange in run.exchanges:
        if isinstance(exchange.act, Send):
            yield from exchange.act.paths
    for _, key, value in run.data:
        if key == FILES:
            yield from (run.script.folder / name.strip() for name in re.split("[,，、|]", value))


# The head, which Botium keeps as a description and our connector reads


def _header(run: Run) -> Iterator[str]:
    spoken = run.script.spoken
    zone = getattr(run.clock.tzinfo, "key", "")
    heads = [("languages", run.lang), ("time", f"{run.clock:%Y-%m-%d %H:%M} {zone}".strip())]
    heads += [("consulate", run.consulate)] if run.consulate else []
    heads += [("team", in_language(THERE, spoken))] if run.has_team else []
    heads += [("start", run.starts_at)] if run.starts_at is not None else []
    heads += [("data", f"{key} = {value}") for _, key, value in run.data]
    for kind, content in heads:
        yield from line_with(kind, content, spoken)


# What is done


def _done(act: Act, run: Run) -> Step:
    spoken = run.script.spoken
    match act:
        case Say(text):
            return Step("me", f"\\{text}" if BRACKETED.fullmatch(text.lstrip("\\")) else text)
        case Press(button, old=False, times=1):
            return Step("me", calls=(Call("BUTTON", (plain(button),)),))
        case Send(paths):
            names = (path.relative_to(run.script.folder).as_posix() for path in paths)
            return Step("me", calls=tuple(Call("MEDIA", (name,)) for name in names))
        case _:
            return Step("me", f"[{_in_words(act, spoken)}]")


def _in_words(act: Act, spoken: Lang) -> str:
    """What Botium has no input for, in the words of a script."""
    match act:
        case Press(button, old=old):
            return f"{word(ACTS, 'old_button' if old else 'double_tap', spoken)} {button}"
        case SendPaper():
            return f"{word(ACTS, 'paper', spoken)} {paper_words(act)}"
        case Edit(new, old):
            return f"{word(ACTS, 'edit', spoken)} {f'{old} → ' if old is not None else ''}{new}"
        case SendOther(kind):
            return word(ACTS, kind, spoken)
        case Wait(lasting, until):
            return f"{word(LINES, 'wait', spoken)} {_how_long(lasting, until, spoken)}"
        case Restart():
            return word(ACTS, "restart", spoken)
        case TeamAct(kind, text, key):
            said = f"{bracketed(key)} = {text}" if key else text
            return f"{word(ACTS, f'team_{kind}', spoken)} {said}".rstrip()
        case _:
            raise TypeError(act)


def _how_long(lasting: timedelta | None, until: datetime | None, spoken: Lang) -> str:
    if lasting is None:
        assert until is not None
        zone = getattr(until.tzinfo, "key", "")
        return f"{UNTIL[0 if spoken == 'zh' else 1]} {until:%Y-%m-%d %H:%M} {zone}".strip()
    rest = lasting.total_seconds() / 60
    said = []
    for unit, minutes in (("days", 1440), ("hours", 60)):
        count, rest = divmod(rest, minutes)
        said += [f"{count:.0f} {word(UNITS, unit, spoken)}"] if count else []
    return " ".join([*said, f"{rest:g} {word(UNITS, 'minutes', spoken)}"] if rest or not said else said)


# What is asked


def _calls(check: Check, reply: Reply) -> Iterator[Call]:
    match check.layer:
        case "buttons":
            yield from _buttons(check, reply)
        case "file":
            is_none = check.content.casefold() in NONE
            if not (is_none and check.negated):
                yield Call("MEDIA", () if is_none else (check.content,), is_none or check.negated)
        case "text":
            said = _few_stars(STAR.join(pieces(check.content)))
            if fits(said, reply.text) is not check.negated:
                yield Call("TEXT_WILDCARDEXACT_ANY", (said,), check.negated)
        case "regex":
            if not NOT_IN_JAVASCRIPT.search(check.content) and "<" not in check.content:
                found = re.search(check.content, " ".join(reply.text.split())) is not None
                if found is not check.negated:
                    yield Call("TEXT_REGEXP_ANY", (check.content,), check.negated)
        case _:
            pass


def _buttons(check: Check, reply: Reply) -> Iterator[Call]:
    wanted = () if check.content.casefold().strip() in NONE else listed(check.content)
    names = [one for one in wanted if not is_anything(one)]
    if check.negated:
        yield Call("BUTTONS", tuple(arg for one in names for arg in (payload(one), one)), True)
    elif not wanted:
        yield Call("BUTTONS", (), True)
    elif names:
        there = [(button.code, button.label) for row in reply.buttons for button in row]
        yield Call("BUTTONS", tuple(_button(one, there) for one in names))
        if len(names) == len(wanted):
            yield Call("BUTTONS_COUNT", (f"={len(names)}",))


def _button(wanted: str, there: list[tuple[str, str]]) -> str:
    code, label = next(one for one in there if is_one(wanted, (*one, button_name(*one))))
    return payload(code) if is_one(wanted, (code,)) else label


def payload(code: str) -> str:
    """A code as Botium compares it: as JSON, where it is none already."""
    try:
        return json.dumps(json.loads(code), separators=(",", ":"))
    except ValueError:
        return json.dumps(code, ensure_ascii=False)


# What is said


def _wording(reply: Reply, lang: Lang) -> str:
    """The text of the catalogue, on one line, with a star for everything that is filled in."""
    text = render([_open(part) for said in reply.said for part in said.parts], lang)
    wording = _few_stars(" ".join(text.split())) or STAR
    return wording if fits(wording, reply.text) else " ".join(reply.text.split())


def _open(part: object) -> object:
    match part:
        case Text(msgid, values):
            return Text(msgid, tuple((name, _open(value)) for name, value in values))
        case InEachLanguage(text):
            return InEachLanguage(
                Text(text.msgid, tuple((name, _open(value)) for name, value in text.values))
            )
        case Block(lines):
            return Block([_open(line) for line in lines])
        case _:
            return STAR


def _few_stars(text: str) -> str:
    """As many as Botium takes: what stands between the ones in the middle is left to one of them."""
    between = re.split(r"\*+", text)
    if len(between) - 1 <= MOST_STARS:
        return STAR.join(between)
    half = MOST_STARS // 2
    return STAR.join([*between[:half], *between[-half:]])


def fits(wording: str, text: str) -> bool:
    """Whether Botium finds the text to be as worded, by its rules."""
    pattern = ".*".join(map(re.escape, _normal(wording).split(STAR)))
    return re.fullmatch(pattern, _normal(text)) is not None


def _normal(text: str) -> str:
    return " ".join(re.sub("<[^>]*>", "", text).split())
