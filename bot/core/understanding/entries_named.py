"""Entries of a list that somebody names by their number: “work 1 is wrong”, “delete residence 2”, 第2个住处不对."""

from __future__ import annotations

import re
from functools import cache

from bot.core.flow import Flow, Group
from bot.core.understanding.folding import folded
from bot.i18n import LANGUAGES, translate

LONGEST = 300

# What somebody wants of an entry of a list that they name by its number.
_BLAMES = re.compile(
    r"错|不对|改|乱|重写|删|去掉|不要|移除|\b(?:delete|remove|take out|drop|cancel|wrong|incorrect|fix|change|correct|edit|redo|rubbish|garbage|nonsense|mess|messed|bad|not right)\b"
)


_REMOVES = re.compile(r"\b(?:delete|remove|take out|drop|cancel)\b|删|去掉|不要|移除")


def entry_removed(flow: Flow, text: str) -> str | None:
    """“delete work 3 thats a mistake”: the key of the entry that shall go."""
    words = folded(text[:LONGEST])
    found = _REMOVES.search(words)
    return entry_blamed(flow, text) if found is not None and len(text) <= LONGEST else None


def entry_blamed(flow: Flow, text: str) -> str | None:
    """“work 1 is wrong”, “第2个住处不对”: the key of the entry, the first that is named."""
    if len(text) > LONGEST:
        return None
    words = folded(text)
    found = _entry_named(flow).search(words) if _BLAMES.search(words) else None
    if found is None:
        alone = _group_alone(flow).fullmatch(words.strip(" .!"))
        return f"{_group_labels(flow)[alone['name'] or alone['zh']]}.0" if alone else None
    label, number = (found["a"], found["n"]) if found["a"] else (found["b"], found["m"])
    return f"{_group_labels(flow)[label]}.{int(number) - 1}" if int(number) else None


@cache
def _group_labels(flow: Flow) -> dict[str, str]:
    groups = [one for one in flow.steps() if isinstance(one, Group) and "[]" not in one.key]
    return {folded(translate(one.label, lang)): one.key for one in groups for lang in LANGUAGES}


@cache
def _group_alone(flow: Flow) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_group_labels(flow), key=len, reverse=True)))
    return re.compile(
        rf"(?:(?:please|pls|kindly|can you|could you|i (?:want|need) to|i(?:'d| would) like to|let'?s) )*(?:change|edit|fix|correct) (?:the |my )?(?P<name>{names})|(?:我要?|想|请)?(?:改|修改|更改)(?:一?下)?(?P<zh>{names})"
    )


@cache
def _entry_named(flow: Flow) -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_group_labels(flow), key=len, reverse=True)))
    return re.compile(
        rf"(?<![a-z])(?P<a>{names})\s?(?P<n>\d{{1,2}})(?!\d)|第(?P<m>\d{{1,2}})[个处份条家段位]?(?P<b>{names})"
    )
