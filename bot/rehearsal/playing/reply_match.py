"""Whether a reply is the one a line of the bot expects, by its ids or its words."""

from __future__ import annotations

from bot.core import Passage, Reply, render
from bot.i18n import LANGUAGES, N_, Lang, Text
from bot.rehearsal.playing.catalogue import nearest_to
from bot.rehearsal.playing.snapshot import Difference
from bot.rehearsal.scripts.matching import fold, is_whole, matches, pieces, plain
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


LEAST_HEARD = 2
"""So many characters of a refusal at least stand in a text that is to account for it."""


def ids_of(reply: Reply) -> tuple[str, ...]:
    """What a reply says, in order, each once; its own id is the last."""
    return tuple(dict.fromkeys((*(said.key for said in reply.said), reply.key)))


def name_of(reply: Reply) -> str:
    """The ids by which a script names a reply."""
    said = [one for one in ids_of(reply)[:-1] if one.startswith(REFUSALS)] or [reply.key]
    return " + ".join(f"@{one}" for one in said)


def fits(expected: Expected, reply: Reply) -> bool:
    return fitting(expected, reply) is not None


def fitting(expected: Expected, reply: Reply) -> Expected | None:
    """Itself, or the first of the others that it may be."""
    return next((one for one in (expected, *expected.others) if _says(one.says, reply)), None)


def _says(says: Ids | Words | Anything, reply: Reply) -> bool:
    """A refusal must be named or said: no `…` and no "not" ever stands for one."""
    match says:
        case Anything():
            return not _refusals(reply)
        case Words(text, negated):
            if negated:
                return not matches(text, reply.text) and not _refusals(reply)
            return matches(text, reply.text) and all(_is_heard(text, one) for one in _refusals(reply))
        case Ids(names, negated):
            if negated:
                return not _in_order(names, ids_of(reply)) and not _refusals(reply)
            return _names(names, reply)


def _refusals(reply: Reply) -> list[Passage]:
    """What says that an answer was not taken, where something else follows it."""
    return [one for one in reply.said if one.key.startswith(REFUSALS)]


def _is_heard(pattern: str, refusal: Passage) -> bool:
    """Whether a text with `…` in it has words of the refusal itself."""
    texts = {fold(render(refusal.parts, lang)) for lang in LANGUAGES}
    words = [one for one in map(fold, pieces(pattern)) if len(one) >= LEAST_HEARD]
    return any(one in text or text in one for text in texts for one in words)


def _in_order(names: tuple[str, ...], said: tuple[str, ...]) -> bool:
    rest = iter(said)
    return all(name in rest for name in names)  # in their order, for the iterator moves on


def _names(names: tuple[str, ...], reply: Reply) -> bool:
    if names == (reply.key,) and len(reply.said) < 2:
        return True
    said = ids_of(reply)
    if not _in_order(names, said) or any(one.key not in names for one in _refusals(reply)):
        return False
    return names[-1] == reply.key or any(not name.startswith(ASIDE) for name in names)


def difference(expected: Expected, reply: Reply, lang: Lang) -> Difference | None:
    if fits(expected, reply):
        return None
    line = expected.line
    wanted = " / ".join(_wanted(one.says) for one in (expected, *expected.others))
    match expected.says:
        case Words(text, False) if reply.said and is_whole(text) and not expected.others:
            never = nearest_to(plain(text), lang)
            return Difference(
                "text", line.at, text, reply.text, never or _by_id(reply), line, is_fault=never is not None
            )
        case Words(text):
            return Difference("text", line.at, wanted, reply.text, _by_id(reply), line)
        case _:
            note = REFUSED if _refusals(reply) and not isinstance(expected.says, Ids) else None
            return Difference("id", line.at, wanted, _all_ids(reply), note, line)


def never(expected: Expected, reply: Reply) -> Difference | None:
    """Where a reply says what it never should: one of the ids, or the words anywhere in it."""
    match expected.says:
        case Ids(names) if set(names) & set(ids_of(reply)):
            return Difference("id", expected.line.at, f"!{_wanted(expected.says)}", _all_ids(reply), NEVER)
        case Words(text) if matches(text, reply.text):
            return Difference("text", expected.line.at, f"!{text}", reply.text, NEVER)
        case _:
            return None


NEVER = N_("this is never to be said")


def _wanted(says: Ids | Words | Anything) -> str:
    """As the line says it, with the values of its variables."""
    match says:
        case Ids(names, negated):
            return "!" * negated + " + ".join(f"@{one}" for one in names)
        case Words(text, negated):
            return "!" * negated + text
        case _:
            return "…"


REFUSED = N_("a refusal must be named: it is not “anything”")


def _all_ids(reply: Reply) -> str:
    return " + ".join(f"@{one}" for one in ids_of(reply))


def _by_id(reply: Reply) -> Text:
    return N_("it is %(id)s").of(id=_all_ids(reply))
