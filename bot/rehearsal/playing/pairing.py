"""Which line of the bot is for which reply: in order, every reply accounted for, `…` for one or more."""

from __future__ import annotations

from functools import cache

from bot.core import Reply
from bot.rehearsal.playing.reply_match import fits
from bot.rehearsal.scripts.script import Anything, Expected

Pair = tuple[Expected | None, tuple[Reply, ...]]
"""A line with the replies it accounts for; None where no line does, no reply where none came."""


def pair(lines: tuple[Expected, ...], replies: tuple[Reply, ...]) -> list[Pair]:
    if len(lines) == len(replies):
        return [(line, (reply,)) for line, reply in zip(lines, replies, strict=True)]
    return list(_best(lines, replies))


def _best(lines: tuple[Expected, ...], replies: tuple[Reply, ...]) -> tuple[Pair, ...]:
    """The pairing that leaves the fewest replies without a line, and of those the one with the most that fit."""

    @cache
    def best(n: int, m: int) -> tuple[int, tuple[Pair, ...]]:
        if n == len(lines):
            return -2 * (len(replies) - m), tuple((None, (reply,)) for reply in replies[m:])
        if m == len(replies):
            return -2 * (len(lines) - n), tuple((line, ()) for line in lines[n:])
        ways = [_with(lines[n], replies[m : m + taken], best(n + 1, m + taken)) for taken in most(n, m)]
        ways.append(_and(-2, (lines[n], ()), best(n + 1, m)))
        ways.append(_and(-2, (None, (replies[m],)), best(n, m + 1)))
        return max(ways, key=lambda way: way[0])

    def most(n: int, m: int) -> range:
        """A `…` takes as many as it can, so that the last one takes what the others leave."""
        return range(1, len(replies) - m + 1 if isinstance(lines[n].says, Anything) else 2)

    return best(0, 0)[1]


def _with(
    line: Expected, taken: tuple[Reply, ...], rest: tuple[int, tuple[Pair, ...]]
) -> tuple[int, tuple[Pair, ...]]:
    return _and(sum(fits(line, reply) for reply in taken), (line, taken), rest)


def _and(worth: int, one: Pair, rest: tuple[int, tuple[Pair, ...]]) -> tuple[int, tuple[Pair, ...]]:
    return worth + rest[0], (one, *rest[1])
