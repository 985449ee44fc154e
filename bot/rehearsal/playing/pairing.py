"""Which line of the bot is for which reply: in order, every reply accounted for, `…` for one or more.

Where there are more replies than lines, the last `…` takes what the others leave.
"""

from __future__ import annotations

from bot.core import Reply
from bot.rehearsal.playing.reply_match import fits
from bot.rehearsal.scripts.script import Anything, Expected

Pair = tuple[Expected | None, tuple[Reply, ...]]
"""A line with the replies it accounts for; None where no line does, no reply where none came."""


def pair(lines: tuple[Expected, ...], replies: tuple[Reply, ...]) -> list[Pair]:
    if len(lines) == len(replies):
        return [(line, (reply,)) for line, reply in zip(lines, replies, strict=True)]
    last = max((number for number, line in enumerate(lines) if isinstance(line.says, Anything)), default=None)
    if last is not None and len(replies) > len(lines):
        stop = last + 1 + len(replies) - len(lines)
        before = [(line, (reply,)) for line, reply in zip(lines[:last], replies, strict=False)]
        after = [(line, (reply,)) for line, reply in zip(lines[last + 1 :], replies[stop:], strict=True)]
        return [*before, (lines[last], replies[last:stop]), *after]
    return _aligned(lines, replies)


def _aligned(lines: tuple[Expected, ...], replies: tuple[Reply, ...]) -> list[Pair]:
    """The pairing in which the most lines find their reply."""
    best: dict[tuple[int, int], int] = {}
    for n in range(len(lines), -1, -1):
        for m in range(len(replies), -1, -1):
            if n == len(lines) or m == len(replies):
                best[n, m] = 0
                continue
            skipped = max(best[n + 1, m], best[n, m + 1])
            best[n, m] = max(skipped, 1 + best[n + 1, m + 1] if fits(lines[n], replies[m]) else 0)
    pairs: list[Pair] = []
    n = m = 0
    while n < len(lines) and m < len(replies):
        if fits(lines[n], replies[m]) and best[n, m] == 1 + best[n + 1, m + 1]:
            pairs.append((lines[n], (replies[m],)))
            n, m = n + 1, m + 1
        elif best[n + 1, m] >= best[n, m + 1]:
            pairs.append((lines[n], ()))
            n += 1
        else:
            pairs.append((None, (replies[m],)))
            m += 1
    pairs += [(line, ()) for line in lines[n:]]
    return pairs + [(None, (reply,)) for reply in replies[m:]]
