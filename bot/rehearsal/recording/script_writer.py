"""A script written while it is played: what is done, and what the bot answers, in the words of the grammar.

Replies are named by their ids and buttons by their codes; state and data stand where they changed. What the
languages say alike stands once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.core import DataExport, Flow, Incoming, Letter, Reply, as_typed, take_turn
from bot.documents import NAME
from bot.i18n import LANGUAGES, N_, Lang
from bot.rehearsal.keys import bracketed
from bot.rehearsal.playing.checks import REQUEST
from bot.rehearsal.playing.reply_match import name_of
from bot.rehearsal.playing.sandbox import NotThere, Sandbox
from bot.rehearsal.playing.snapshot import Snapshot
from bot.rehearsal.recording.acts_from_turns import NotRecordable, RecordedAct
from bot.rehearsal.recording.attachments import Attachments
from bot.rehearsal.recording.script_header import ScriptHeader
from bot.rehearsal.scripts.keywords import EMAIL, LINES
from bot.rehearsal.scripts.script import Act, Press, Say, Wait
from bot.rehearsal.scripts.wording import COLON, act_lines, bracketed_line, check_lines, escaped, word

CHOSEN = "{lang}"
OTHERWISE = N_("Message %(number)s was answered by %(then)s, and now it is %(now)s.")

Mark = tuple[str, bool, str]
"""A check: its layer, whether it is a "not", its content."""


@dataclass(frozen=True, slots=True)
class _Reply:
    """A reply by its ids, and its checks."""

    ids: str
    checks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class _Passage:
    """A deed as it stands in the script, and what came of it; `checks` are those of a deed without a reply."""

    act: tuple[str, ...]
    replies: tuple[_Reply, ...]
    checks: tuple[Mark, ...]
    is_silent: bool


def written(
    flow: Flow,
    header: ScriptHeader,
    acts: Sequence[RecordedAct],
    languages: Sequence[Lang],
    attachments: Attachments,
) -> str:
    """The text of a script. The first of `languages` is the one in which it happened. Raises NotRecordable."""
    played = []
    for number, lang in enumerate(languages):
        writer = _Writer(header.sandbox(flow, lang, attachments.script), lang, header.spoken, attachments)
        played.append([writer.passage(n, act, is_real=number == 0) for n, act in enumerate(acts, 1)])
    lines = list(header.header([lang for lang in LANGUAGES if lang in languages]))
    for passages in zip(*played, strict=True):
        lines += _woven(dict(zip(languages, passages, strict=True)), header.spoken)
    return "\n".join([*lines, ""])


@dataclass(frozen=True, slots=True)
class _Writer:
    sandbox: Sandbox
    lang: Lang
    spoken: Lang
    attachments: Attachments

    def passage(self, number: int, act: RecordedAct, *, is_real: bool) -> _Passage:
        before, taken = self.snapshot(), len(self.sandbox.turns)
        lines = self.do(act.act)
        replies = tuple(reply for seen in self.sandbox.turns[taken:] for reply in seen.turn.replies)
        if is_real and act.replies is not None and _shape(replies) != _shape(act.replies):
            said = OTHERWISE.of(number=number, then=_names(act.replies), now=_names(replies))
            raise NotRecordable(said)
        written_replies = [_Reply(name_of(reply), tuple(_checks(reply))) for reply in replies]
        changes = tuple(_changes(before, self.snapshot()))
        if written_replies:
            written_replies[-1] = _Reply(written_replies[-1].ids, (*written_replies[-1].checks, *changes))
        is_silent = not written_replies and not isinstance(act.act, Wait)
        return _Passage(tuple(lines), tuple(written_replies), () if written_replies else changes, is_silent)

    def snapshot(self) -> Snapshot:
        sandbox = self.sandbox
        return Snapshot(sandbox.flow, sandbox.at, sandbox.now, (), sandbox.files)

    def do(self, act: Act) -> list[str]:
        """Do it in the sandbox; its lines. Raises NotRecordable."""
        lines = act_lines(act, self.spoken, self.attachments.name)
        if self.chooses(act):
            # Whatever the language was chosen with: each run chooses its own.
            if isinstance(act, Press):
                act, lines = Press(self.lang), [bracketed_line("button", CHOSEN, self.spoken)]
            else:
                first = f"{word(LINES, 'user', self.spoken)}{COLON[self.spoken]}{CHOSEN}"
                act, lines = Say(self.lang), [first]
        try:
            self.sandbox.do(act)
        except NotThere as missing:
            raise NotRecordable(missing.why) from None
        return lines

    def chooses(self, act: Act) -> bool:
        """Whether it is the answer to the question which language to speak."""
        sandbox = self.sandbox
        if sandbox.now.state != "choosing_language":
            return False
        if isinstance(act, Press):
            return act.button in LANGUAGES and not act.old
        if not isinstance(act, Say):
            return False
        after = take_turn(sandbox.flow, sandbox.now, Incoming(sandbox.at, text=act.text)).conversation
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
        case None:
            pass


def _changes(before: Snapshot, after: Snapshot) -> Iterator[Mark]:
    """The state and the answers where they are no longer what they were."""
    if after.conversation.state != before.conversation.state:
        yield "state", False, after.conversation.state
    then, now = _data(before), _data(after)
    for key in [key for key in then if key not in now]:
        yield "data", True, key
    for key, value in now.items():
        if then.get(key) != value:
            yield "data", False, f"{key} = {escaped(value)}"


def _data(snapshot: Snapshot) -> Mapping[str, str]:
    """The answers to what is asked, without those by which a list knows its entries."""
    values = snapshot.walk.answers.values
    passed = (spot for spot in snapshot.walk.passed if spot.group is None and spot.question.reviewed)
    return {bracketed(spot.key): as_typed(values[spot.key]) for spot in passed if spot.key in values}


# Both languages in one text


def _woven(passages: Mapping[Lang, _Passage], spoken: Lang) -> Iterator[str]:
    one, *others = passages.values()
    yield from one.act
    if one.is_silent:
        yield word(LINES, "silence", spoken)
    if not others or others[0] == one:
        yield from _lines(one.replies, spoken, None)
    else:
        yield from _parted(passages, spoken)
    for passage_lang, passage in passages.items():
        only = None if not others or one.checks == others[0].checks else passage_lang
        if only is not None or passage is one:
            yield from _check_lines(passage.checks, spoken, only)


def _parted(passages: Mapping[Lang, _Passage], spoken: Lang) -> Iterator[str]:
    """What only one of them says stands in a line for it."""
    (first, one), (second, two) = passages.items()
    matcher = SequenceMatcher(None, one.replies, two.replies, autojunk=False)
    for same, a, b, c, d in matcher.get_opcodes():
        if same == "equal":
            yield from _lines(one.replies[a:b], spoken, None)
        else:
            yield from _lines(one.replies[a:b], spoken, first)
            yield from _lines(two.replies[c:d], spoken, second)


def _lines(written_replies: Sequence[_Reply], spoken: Lang, only: Lang | None) -> Iterator[str]:
    whose = f"({only})" if only else ""
    for one in written_replies:
        yield f"{word(LINES, 'bot', spoken)}{whose}{COLON[spoken]}{one.ids}"
        yield from _check_lines(one.checks, spoken, only)


def _check_lines(checks: Sequence[Mark], spoken: Lang, only: Lang | None) -> Iterator[str]:
    for layer, negated, content in checks:
        yield from check_lines(layer, content, spoken, only=only, negated=negated)
