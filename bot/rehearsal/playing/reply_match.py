"""Whether a reply is the one a line of the bot expects, by its ids or its words."""

from __future__ import annotations

from bot.core import Reply
from bot.i18n import N_, Lang, Text
from bot.rehearsal.playing.catalogue import nearest_to
from bot.rehearsal.playing.snapshot import Difference
from bot.rehearsal.scripts.matching import is_whole, matches, plain
from bot.rehearsal.scripts.script import Anything, Expected, Ids, Words

ASIDE = ("understood", "section", "hello", "note.")
"""Said before a question without turning away from the answer: may go unnamed."""
REFUSALS = (
    "mistake.",
    "odd.",
    "unsure.",
    "stale",
    "choose",
    "edit.unknown",
    "skip.needed",
    "back.none",
    "change.none",
)
"""Says that an answer was not taken as it was sent: must be named."""


def ids_of(reply: Reply) -> tuple[str, ...]:
    """What a reply says, in order, each once; its own id is the last."""
    return tuple(dict.fromkeys((*(said.key for said in reply.said), reply.key)))


def name_of(reply: Reply) -> str:
    """The ids by which a script names a reply."""
    said = [one for one in ids_of(reply)[:-1] if one.startswith(REFUSALS)] or [reply.key]
    return " + ".join(f"@{one}" for one in said)


def fits(expected: Expected, reply: Reply) -> bool:
    match expected.says:
        case Anything():
            return True
        case Words(text, negated):
            return matches(text, reply.text) is not negated
        case Ids(names, negated):
            return _names(names, reply) is not negated


def _names(names: tuple[str, ...], reply: Reply) -> bool:
    if names == (reply.key,) and len(reply.said) < 2:
        return True
    said = ids_of(reply)
    rest = iter(said)
    if not all(name in rest for name in names):  # in their order, for the iterator moves on
        return False
    if any(one.startswith(REFUSALS) and one not in names for one in said[:-1]):
        return False
    return names[-1] == reply.key or any(not name.startswith(ASIDE) for name in names)


def difference(expected: Expected, reply: Reply, lang: Lang) -> Difference | None:
    if fits(expected, reply):
        return None
    line = expected.line
    match expected.says:
        case Words(text, False) if reply.said and is_whole(text):
            never = nearest_to(plain(text), lang)
            return Difference(
                "text", line.at, text, reply.text, never or _by_id(reply), line, is_fault=never is not None
            )
        case Words(text):
            return Difference("text", line.at, line.content, reply.text, _by_id(reply), line)
        case _:
            return Difference("id", line.at, line.content, _all_ids(reply), None, line)


def _all_ids(reply: Reply) -> str:
    return " + ".join(f"@{one}" for one in ids_of(reply))


def _by_id(reply: Reply) -> Text:
    return N_("it is %(id)s").of(id=_all_ids(reply))
