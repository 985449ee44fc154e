"""A script written while it is played: what is done, and what the bot answers, in the words of the grammar.

Replies are named by their ids and buttons by their codes; state and data stand where they changed. What the
languages say alike stands once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.core import DataExport, Flow, Incoming, Letter, Reply, take_turn
from bot.documents import NAME
from bot.i18n import LANGUAGES, N_, Lang
from bot.rehearsal.personas.persona import bracketed
from bot.rehearsal.playing.checks import REQUEST, shown
from bot.rehearsal.playing.opening import Opening
from bot.rehearsal.playing.scene import Scene
from bot.rehearsal.playing.stage import NotThere, Stage
from bot.rehearsal.playing.told import name_of
from bot.rehearsal.playing.written import COLON, escaped, word
from bot.rehearsal.recording.deeds import Deed, Unwritten
from bot.rehearsal.recording.filing import Filing
from bot.rehearsal.scripts.keywords import EMAIL, LINES
from bot.rehearsal.scripts.script import Act, Press, Say, Wait
from bot.rehearsal.scripts.worded import act_lines, bracketed_line, check_lines

CHOSEN = "{lang}"
OTHERWISE = N_("Message %(number)s was answered by %(then)s, and now it is %(now)s.")

Mark = tuple[str, bool, str]
"""A check: its layer, whether it is a "not", its content."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A reply by its ids, and its checks."""

    ids: str
    checks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Passage:
    """A deed as it stands in the script, and what came of it; `checks` are those of a deed without a reply."""

    deed: tuple[str, ...]
    told: tuple[_Told, ...]
    checks: tuple[Mark, ...]
    is_silent: bool


def written(
    flow: Flow, opening: Opening, deeds: Sequence[Deed], languages: Sequence[Lang], filing: Filing
) -> str:
    """The text of a script. The first of `languages` is the one in which it happened. Raises Unwritten."""
    played = []
    for number, lang in enumerate(languages):
        scribe = _Scribe(opening.stage(flow, lang, filing.script), lang, opening.spoken, filing)
        played.append([scribe.passage(n, deed, is_real=number == 0) for n, deed in enumerate(deeds, 1)])
    lines = list(opening.header([lang for lang in LANGUAGES if lang in languages]))
    for passages in zip(*played, strict=True):
        lines += _woven(dict(zip(languages, passages, strict=True)), opening.spoken)
    return "\n".join([*lines, ""])


@dataclass(frozen=True, slots=True)
class _Scribe:
    stage: Stage
    lang: Lang
    spoken: Lang
    filing: Filing

    def passage(self, number: int, deed: Deed, *, is_real: bool) -> _Passage:
        before, taken = self.scene(), len(self.stage.turns)
        lines = self.do(deed.act)
        replies = tuple(reply for seen in self.stage.turns[taken:] for reply in seen.turn.replies)
        if is_real and deed.replies is not None and _shape(replies) != _shape(deed.replies):
            said = OTHERWISE.of(number=number, then=_names(deed.replies), now=_names(replies))
            raise Unwritten(said)
        told = [_Told(name_of(reply), tuple(_checks(reply))) for reply in replies]
        changes = tuple(_changes(before, self.scene()))
        if told:
            told[-1] = _Told(told[-1].ids, (*told[-1].checks, *changes))
        is_silent = not told and not isinstance(deed.act, Wait)
        return _Passage(tuple(lines), tuple(told), () if told else changes, is_silent)

    def scene(self) -> Scene:
        stage = self.stage
        return Scene(stage.flow, stage.at, stage.now, (), stage.files)

    def do(self, act: Act) -> list[str]:
        """Do it on the stage; its lines. Raises Unwritten."""
        lines = act_lines(act, self.spoken, self.filing.name)
        if self.chooses(act):
            # Whatever the language was chosen with: each run chooses its own.
            if isinstance(act, Press):
                act, lines = Press(self.lang), [bracketed_line("button", CHOSEN, self.spoken)]
            else:
                first = f"{word(LINES, 'user', self.spoken)}{COLON[self.spoken]}{CHOSEN}"
                act, lines = Say(self.lang), [first]
        try:
            self.stage.do(act)
        except NotThere as missing:
            raise Unwritten(missing.why) from None
        return lines

    def chooses(self, act: Act) -> bool:
        """Whether it is the answer to the question which language to speak."""
        stage = self.stage
        if stage.now.state != "choosing_language":
            return False
        if isinstance(act, Press):
            return act.button in LANGUAGES and not act.old
        if not isinstance(act, Say):
            return False
        after = take_turn(stage.flow, stage.now, Incoming(stage.at, text=act.text)).conversation
        return after.state != "choosing_language"


# What came of it


def _codes(reply: Reply) -> tuple[str, ...]:
    return tuple(button.code for row in reply.buttons for button in row)


def _shape(replies: tuple[Reply, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """What must be the same whoever plays it: the ids and the buttons."""
    return [(name_of(reply), _codes(reply)) for reply in replies]


def _names(replies: tuple[Reply, ...]) -> str:
    return ", ".join(map(name_of, replies)) or "—"


def _checks(reply: Reply) -> Iterator[Mark]:
    codes = _codes(reply)
    if any(not code.startswith("/") for code in codes):
        yield "buttons", False, " | ".join(codes)
    match reply.document:
        case Letter(subject=subject):
            yield "file", False, REQUEST
            yield "email", False, f"{EMAIL['subject'][1]} = {escaped(subject)}"
        case DataExport():
            yield "file", False, NAME


def _changes(before: Scene, after: Scene) -> Iterator[Mark]:
    """The state and the answers where they are no longer what they were."""
    if after.conversation.state != before.conversation.state:
        yield "state", False, after.conversation.state
    then, now = _data(before), _data(after)
    for key in [key for key in then if key not in now]:
        yield "data", True, key
    for key, value in now.items():
        if then.get(key) != value:
            yield "data", False, f"{key} = {escaped(value)}"


def _data(scene: Scene) -> Mapping[str, str]:
    """The answers to what is asked, without those by which a list knows its entries."""
    values = scene.walk.answers.values
    passed = (spot for spot in scene.walk.passed if spot.group is None and spot.question.reviewed)
    return {bracketed(spot.key): shown(values[spot.key]) for spot in passed if spot.key in values}


# Both languages in one text


def _woven(passages: Mapping[Lang, _Passage], spoken: Lang) -> Iterator[str]:
    one, *others = passages.values()
    yield from one.deed
    if one.is_silent:
        yield word(LINES, "silence", spoken)
    if not others or others[0] == one:
        yield from _lines(one.told, spoken, None)
    else:
        yield from _parted(passages, spoken)
    for passage_lang, passage in passages.items():
        only = None if not others or one.checks == others[0].checks else passage_lang
        if only is not None or passage is one:
            yield from _check_lines(passage.checks, spoken, only)


def _parted(passages: Mapping[Lang, _Passage], spoken: Lang) -> Iterator[str]:
    """What only one of them says stands in a line for it."""
    (first, one), (second, two) = passages.items()
    matcher = SequenceMatcher(None, one.told, two.told, autojunk=False)
    for same, a, b, c, d in matcher.get_opcodes():
        if same == "equal":
            yield from _lines(one.told[a:b], spoken, None)
        else:
            yield from _lines(one.told[a:b], spoken, first)
            yield from _lines(two.told[c:d], spoken, second)


def _lines(told: Sequence[_Told], spoken: Lang, only: Lang | None) -> Iterator[str]:
    whose = f"({only})" if only else ""
    for one in told:
        yield f"{word(LINES, 'bot', spoken)}{whose}{COLON[spoken]}{one.ids}"
        yield from _check_lines(one.checks, spoken, only)


def _check_lines(checks: Sequence[Mark], spoken: Lang, only: Lang | None) -> Iterator[str]:
    for layer, negated, content in checks:
        yield from check_lines(layer, content, spoken, only=only, negated=negated)
