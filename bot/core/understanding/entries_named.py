"""Entries of a list that somebody names: “work 1 is wrong”, 删掉第三个, 第二个住处是22年9月开始的, "remove the dormitory".

A list goes by its label and by what else people call it; an entry by its number, or by words that it alone has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from bot.core.flow import Flow, Group, is_mark
from bot.core.options import HAN_NUMBERS, ORDINALS, number_told
from bot.core.understanding.corrections import named
from bot.core.understanding.folding import folded
from bot.i18n import LANGUAGES, translate

LONGEST = 300
SHORT = 80
"""More than this names nothing by its words."""

Wish = Literal["remove", "change", "tell"]


@dataclass(frozen=True, slots=True)
class EntryNamed:
    """`entry` is its key; "" where only its list is known, which is "" where it may be any. `said` stands behind the name."""

    wish: Wish
    group: str = ""
    entry: str = ""
    said: str = ""


_REMOVES = re.compile(r"\b(?:delete|remove|take out|drop|cancel|get rid of)\b|删|去掉|不要|移除")
# What somebody wants of an entry of a list that they name by its number.
_BLAMES = re.compile(
    r"错|不对|改|乱|重写|\b(?:wrong|incorrect|fix|change|correct|edit|redo|rubbish|garbage|nonsense|mess|messed|bad|not right)\b"
)
_IS_SAME = re.compile(r"同一个|一样|重复|相同|\b(?:the same|duplicates?|twice)\b")


@dataclass(frozen=True, slots=True)
class _Mention:
    group: str
    number: int
    start: int
    end: int
    is_ordinal: bool
    """The number stands before the name: in “Residence 1 Example Road” it may be the beginning of an address."""


def entry_by_number(
    flow: Flow, text: str, lengths: Mapping[str, int], here: str | None = ""
) -> EntryNamed | None:
    """`lengths` are the numbers of entries by list, `here` the list that is spoken of, None where a number alone is one of
    something else. None where no entry is named."""
    if len(text) > LONGEST:
        return None
    words = folded(text)
    wish: Wish = "remove" if _REMOVES.search(words) else "change" if _BLAMES.search(words) else "tell"
    found = list(_mentions(flow, words, lengths))
    named_so = next((one.group for one in found if one.group), here)
    if named_so is None:
        found = []
    group = named_so or ""
    if wish == "tell" and len(found) > 1 and found[0].group and _IS_SAME.search(words):
        # Of two that are the same the later one is too much.
        return _named("remove", found[1], text, lengths, group)
    if not found:
        return _list_alone(flow, words)
    if wish == "tell" and not (found[0].is_ordinal and found[0].group):
        return None
    return _named(wish, _meant(found, words, wish), text, lengths, group)


def _meant(found: list[_Mention], words: str, wish: Wish) -> _Mention:
    """What stands right behind the verb; else what was named first."""
    verbs = [one.end() for one in (_REMOVES if wish == "remove" else _BLAMES).finditer(words)]
    near = [one for one in found if any(0 <= one.start - verb <= NEAR for verb in verbs)]
    return (near or found)[0]


NEAR = 8
"""Characters between the verb and what it is about: “删掉那个”, "remove the "."""


def _named(wish: Wish, one: _Mention, text: str, lengths: Mapping[str, int], group: str) -> EntryNamed | None:
    group = one.group or group or _only_list_with(one.number, lengths)
    if not group:
        return EntryNamed(wish)
    number = lengths.get(group, 0) if one.number == LAST else one.number
    if not 1 <= number <= lengths.get(group, 0):
        return None
    of = _OF.search(text[: one.start])
    said = f"{of['what']}{text[one.end :]}" if of else _JOINS.sub("", text[one.end :])
    return EntryNamed(wish, group, f"{group}.{number - 1}", said if wish != "remove" else "")


# “the address of the first home should be …”
_OF = re.compile(r"\b(?P<what>[a-z]+) of (?:the |my )?$", re.I)
_JOINS = re.compile(
    r"^(?:\s|'s|的|那个|[:：,，]|应该|其实|是|改成|改为|\b(?:should be|is|was|to|has|has to be|actually)\b)+",
    re.I,
)


def _only_list_with(number: int, lengths: Mapping[str, int]) -> str:
    having = [group for group, length in lengths.items() if length >= max(number, 2)]
    return having[0] if len(having) == 1 else ""


def _list_alone(flow: Flow, words: str) -> EntryNamed | None:
    alone = _group_alone(flow).fullmatch(words.strip(" .!"))
    name = (alone["name"] or alone["zh"] or alone["last"]) if alone else ""
    is_question = name not in _labels(flow) and any(not is_mark(key) for key in named(flow, name))
    return None if not name or is_question else EntryNamed("change", _names(flow)[name])


LAST = -1


def _mentions(flow: Flow, words: str, lengths: Mapping[str, int]) -> Iterator[_Mention]:
    names = _names(flow)
    for one in _entry_named(flow).finditer(words):
        label, number = next((one[name], one[place]) for name, place in _PLACES if one[place])
        count = LAST if number in ("last", "最后") else number_told(number)
        group = names.get(label or "", "")
        if count and (group in lengths or not group):
            yield _Mention(group, count, one.start(), one.end(), is_ordinal=not one["n"])


_PLACES = (("a", "n"), ("b", "m"), ("c", "o"))


@cache
def _groups(flow: Flow) -> tuple[Group, ...]:
    return tuple(one for one in flow.steps() if isinstance(one, Group) and "[]" not in one.key)


@cache
def _labels(flow: Flow) -> dict[str, str]:
    return {folded(translate(one.label, lang)): one.key for one in _groups(flow) for lang in LANGUAGES}


@cache
def _names(flow: Flow) -> dict[str, str]:
    """What the lists are called, with their keys."""
    return {**{folded(name): one.key for one in _groups(flow) for name in one.names}, **_labels(flow)}


def _any_of(names: Mapping[str, str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


@cache
def _group_alone(flow: Flow) -> re.Pattern[str]:
    names, end = _any_of(_names(flow)), r"(?:吧|啊|呀|呗|了|pls|please|\s)*"
    return re.compile(
        rf"(?:(?:please|pls|kindly|can you|could you|i (?:want|need) to|i(?:'d| would) like to|let'?s) )*(?:change|edit|fix|correct) (?:the |my )?(?P<name>{names}){end}|"
        rf"(?:我要?|想|请|麻烦)*(?:改|修改|更改)(?:一?下)?(?P<zh>{names}){end}|(?:我要?|想|请|把|我的)*(?P<last>{names})(?:要|想|得|需要)?(?:改|修改|更改)(?:一?下)?{end}"
    )


@cache
def _entry_named(flow: Flow) -> re.Pattern[str]:
    labels, names = _any_of(_labels(flow)), _any_of(_names(flow))
    order = "|".join((*ORDINALS, "last"))
    return re.compile(
        rf"(?<![a-z])(?P<a>{labels})\s?(?:no\.? ?|number |#)?(?P<n>\d{{1,2}})(?![\d号弄幢栋])|"
        rf"(?:第(?=[\d{HAN_NUMBERS}])|(?=最后))(?P<m>\d{{1,2}}|[{HAN_NUMBERS}]|最后)[一那]?\s?[个处份条家段位项次]?(?:我)?(?P<b>{names})?|"
        rf"\b(?P<o>(?:{order})|\d{{1,2}}(?:st|nd|rd|th)) (?:(?:and )?(?:{order}) )?(?P<c>(?:{names}|one|entry)(?![a-z])|(?=$))"
    )


_REMOVED_WORDS = (
    re.compile(
        r"^(?:no[,. ]+|ok[,. ]+|不对|不是|请|麻烦|帮我|把|将|please |can you |just |and |[\s,.])*"
        r"(?:删掉?|删除|删了|去掉|拿掉|移除|(?:delete|remove|drop|take out|get rid of)\b)\s*(?P<what>.+?)(?:吧|了|啊|呗|please|pls|[\s.!])*$"
    ),
    re.compile(
        r"^(?:请|麻烦|帮我|把|将|[\s,.])*(?P<what>.+?)(?:给我|都|要|可以)*(?:删掉|删了|删除|去掉|拿掉|移除|不要了)(?:吧|了|啊|呗|[\s.!])*$"
    ),
)
_CHANGED_WORDS = (
    re.compile(
        r"^(?:我要?|想|请|麻烦|帮我|把|please |can you |[\s,.])*(?:(?:改|修改|更改)(?:一?下)?|(?:change|edit|fix|correct)\b)\s*(?P<what>.+?)(?:(?:那|这)(?:个|条|份|项)| one| entry)(?:吧|啊|呗|please|pls|[\s.!])*$"
    ),
)
# A part of a sentence, and no entry.
_OF_A_PART = re.compile(r"\b(?:part|bit|sentence|words?|line|from|in)\b|[句字段]|里面?|部分")
_NO_WORD = re.compile(
    r"(?:那|这)(?:个|条|份|项|一个)?|的|\b(?:the|that|this|one|entry|my|with|at|of|and|for|home|place|residence|job|work|it)\b"
)


def entry_by_words(text: str, entries: Mapping[str, str]) -> EntryNamed | None:
    """“删掉那个文三路那个宿舍”, "remove the dormitory": the one of `entries`, by key with their words, that has most of it."""
    wanted: tuple[tuple[Wish, tuple[re.Pattern[str], ...]], ...] = (
        ("remove", _REMOVED_WORDS),
        ("change", _CHANGED_WORDS),
    )
    words = folded(text) if len(text) <= SHORT else ""
    for wish, forms in wanted:
        found = next((one for form in forms if (one := form.match(words))), None)
        if found is not None and not _OF_A_PART.search(found["what"]):
            return _one_of(wish, _with_most_of(_parts(found["what"]), entries))
    return None


_OF_LAST = re.compile(
    r"[也还]是[那这同]|同一[个家]|就是[那这]个|[那这]个也是|\b(?:the|in the|at the) same (?:one|place|dorm\w*|flat|house|job|company|school)\b|\bstill (?:the|that|in|at)\b|\b(?:that|the) (?:dorm\w*|place|one|job|company|school) (?:again|too|as well|already)\b|\balso there\b"
)


def speaks_of_last(text: str) -> bool:
    """“也是那个宿舍啊，22年9月就住了”: where one more is asked for, it is about the one before."""
    return len(text) <= LONGEST and _OF_LAST.search(folded(text)) is not None


def _parts(what: str) -> set[str]:
    """Its words; of Chinese every two characters that stand together. A number alone is one of a list."""
    bare = _NO_WORD.sub(" ", what)
    han = (run[at : at + 2] for run in re.findall(r"[\u4e00-\u9fff]{2,}", bare) for at in range(len(run) - 1))
    told = {*re.findall(r"[a-z]{3,}", bare), *han}
    return {*told, *re.findall(r"\d+", bare)} if told else set()


def _with_most_of(parts: set[str], entries: Mapping[str, str]) -> list[str]:
    """Those that have as much of it as any other, and half of it at least."""
    has = {key: sum(one in folded(words) for one in parts) for key, words in entries.items()}
    best = max(has.values(), default=0)
    return [key for key, count in has.items() if count == best and best and best * 2 >= len(parts)]


def _one_of(wish: Wish, entries: list[str]) -> EntryNamed | None:
    """Of several in one list it is asked which."""
    lists = {one.rpartition(".")[0] for one in entries}
    if not entries:
        return None
    return EntryNamed(wish, lists.pop() if len(lists) == 1 else "", entries[0] if len(entries) == 1 else "")
