"""What of the walked a run also checks: an assertion in it would be red if that were another thing.

An id in a line of the bot holds what it names, words hold the texts that stand in them, a state holds the way to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.core import STATUS, Move, Reply
from bot.i18n import Lang, translate
from bot.rehearsal.coverage.letter_lines import answered_in, held_in
from bot.rehearsal.coverage.walkable import SAID, asked_in, button_ids, pressed, walked_in
from bot.rehearsal.keys import template
from bot.rehearsal.playing.catalogue import texts_in
from bot.rehearsal.playing.play_run import PlayedExchange, PlayedRun
from bot.rehearsal.playing.reply_match import fitting, ids_of
from bot.rehearsal.playing.sandbox import button_name
from bot.rehearsal.scripts.matching import fold, is_anything, is_one, listed, pieces
from bot.rehearsal.scripts.script import Anything, Check, Expected, Ids, Words


def checked_in(played: PlayedRun) -> frozenset[str]:
    """The ids of everything that a green run came by and holds."""
    held: set[str] = set()
    way: tuple[Move, ...] = ()
    for exchange in played.exchanges:
        for recorded in exchange.turns:
            moves = recorded.turn.moves
            way = moves if any(one.source != one.dest for one in moves) else (*way, *moves)
        held.update(_in_exchange(exchange, way))
    return said_in(played) & held


def said_in(played: PlayedRun) -> frozenset[str]:
    """The ids of everything that a run came by."""
    lines = (f"letter:{key}" for exchange in played.exchanges for key in answered_in(exchange))
    return walked_in(played.turns).union(lines)


def _in_exchange(exchange: PlayedExchange, way: tuple[Move, ...]) -> Iterator[str]:
    """`way` are the moves by which it came to its state."""
    is_named = exchange.exchange.is_silent
    yield from (f"letter:{key}" for key in held_in(exchange, _checks(exchange)))
    # A button that is pressed must be there.
    yield from (id for one in exchange.turns[:1] for id in pressed(one))
    lang = exchange.after.conversation.language
    for expected, replies in exchange.pairs:
        if expected is not None and replies:
            is_named |= not isinstance(expected.says, Anything)
            yield from _in_reply(
                fitting(expected, replies[-1]) or expected, expected.checks, replies[-1], lang
            )
    if exchange.after.replies:
        yield from _buttons(exchange.exchange.checks, exchange.after.replies[-1])
    for check in _checks(exchange):
        yield from _by(check)
        if check.layer == "state" and not check.negated:
            yield from _states(check, exchange)
            yield from (f"transition:{move}" for move in way)
    if is_named:
        yield from (f"command:{one.turn.command}" for one in exchange.turns if one.turn.command)


def _states(check: Check, exchange: PlayedExchange) -> Iterator[str]:
    state = exchange.after.conversation.state
    if is_one(check.content, (state, STATUS[state])):
        yield f"state:{state}"


def _buttons(checks: Iterable[Check], reply: Reply) -> Iterator[str]:
    """Those that a check names."""
    named = [
        one
        for check in checks
        if check.layer == "buttons" and not check.negated
        for one in listed(check.content)
    ]
    for button in (button for row in reply.buttons for button in row):
        names = (button.code, button.label, button_name(button.code, button.label))
        if any(is_one(one, names) for one in named):
            yield from button_ids(button.code, asked_in(reply))


def _checks(exchange: PlayedExchange) -> Iterator[Check]:
    yield from exchange.exchange.checks
    yield from (check for one in exchange.exchange.expected for check in one.checks)


def _in_reply(expected: Expected, checks: tuple[Check, ...], reply: Reply, lang: Lang) -> Iterator[str]:
    match expected.says:
        case Ids(names, False):
            yield from _said_under(names)
        case Words(_, False):
            yield from _said_under(ids_of(reply))
        case _:
            pass
    yield from _buttons(checks, reply)
    held = tuple(_words(expected, checks))
    if held:
        for said in reply.said:
            for text in texts_in((*said.parts, *said.labels)):
                if any(fold(translate(text, lang)) in one for one in held):
                    yield f"text:{lang}:{text.msgid}"


def _words(expected: Expected, checks: tuple[Check, ...]) -> Iterator[str]:
    """What must stand in the reply, piece by piece, and on its buttons."""
    if isinstance(expected.says, Words) and not expected.says.negated:
        yield from map(fold, pieces(expected.says.text))
    for check in checks:
        if check.layer == "text" and not check.negated:
            yield from map(fold, pieces(check.content))
        if check.layer == "buttons" and not check.negated:
            yield from (fold(one) for one in listed(check.content) if not is_anything(one))


def _said_under(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        start, _, rest = name.partition(".")
        if start in SAID and rest:
            yield f"{SAID[start]}:{rest}"


def _by(check: Check) -> Iterator[str]:
    if check.negated:
        return
    if check.layer == "state":
        key = template(check.content)
        yield from (f"question:{key}", f"ruling:{key}")
    elif check.layer in ("ruling", "warnings", "notes"):
        yield from (f"ruling:{one}" for one in listed(check.content))
