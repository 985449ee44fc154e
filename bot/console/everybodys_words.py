"""What of a message may be read by whoever may not reveal it: words that the dialog knows itself, and words of several people.

Digits, names, what stands in their own answers and whatever else only one or a few of them wrote are left out. Of a
message that introduces somebody, and of an answer in free words, nothing is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from bot.core import COMMANDS, Flow, Question, question_of
from bot.i18n import LANGUAGES, translate

LEFT_OUT = "…"
LEAST = 5
"""Who wrote what fewer people wrote could be told by it."""
LONGEST_WORD = 6
SMALL = frozenset(
    "不 没 的 了 在 是 有 我 你 吗 呢 吧 这 那 就 都 还 也 和 或 "
    "a the in on at of to i my you is are was were have had not no do don't it and or but this that".split()
)
"""Words that carry a sentence. Any other word of two Latin letters or one Chinese character may be a name."""
_TOKENS = re.compile(r"[a-z]+(?:'[a-z]+)?|[\u3400-\u9fff]+|\d+|\s+|.", re.IGNORECASE | re.DOTALL)
_INTRODUCES = re.compile(r"[叫姓名]|我是|这是|\bnames?\b|\bcall|\b(?:i'm|i am|im|this is)\b", re.IGNORECASE)


@cache
def known_words(flow: Flow) -> frozenset[str]:
    """Those of its choices, of what people call its questions and of what they ask besides."""
    said: list[str] = [word for words in COMMANDS.values() for word in words]
    said += [word for aside in flow.asides for word in aside.means]
    for step in flow.steps():
        if isinstance(step, Question):
            said += [*step.names, *step.cues, *(word for _, words in step.told_by for word in words)]
            for option in step.kind.options:
                labels = (translate(option.label, lang) for lang in LANGUAGES)
                said += [*labels, *option.aliases, *option.means]
    return frozenset(word for text in said for word in _words(text)) | SMALL


def _words(text: str) -> Iterator[str]:
    """Those that are long enough to be no name."""
    for token in _TOKENS.findall(text.casefold()):
        if token.replace("'", "").isalpha() and len(token) > (2 if token.isascii() else 1):
            yield token


def words_in(text: str) -> frozenset[str]:
    """Latin words, and runs of Chinese characters in each length that a word has."""
    found: set[str] = set()
    for token in _words(text):
        if token.isascii():
            found.add(token)
        else:
            found.update(token[n:m] for n in range(len(token)) for m in range(n + 2, n + LONGEST_WORD + 1))
    return frozenset(found)


def everybodys(flow: Flow, question: str, text: str, writers: Mapping[str, int], own: str) -> str:
    """`writers` says how many people wrote a word at this question, `own` is all that this one answered."""
    asked = question_of(flow, question)
    if asked is None or asked.kind.takes != "value" or _INTRODUCES.search(text):
        return LEFT_OUT
    often = {word for word, count in writers.items() if count >= LEAST}
    shown = "".join(_shown(text, (known_words(flow) | often) - words_in(own) | SMALL))
    return re.sub(rf"(?:{LEFT_OUT}[^\w{LEFT_OUT}]*)+{LEFT_OUT}", LEFT_OUT, shown).strip() or LEFT_OUT


def _shown(text: str, words: Iterable[str]) -> Iterator[str]:
    allowed = frozenset(words)
    for n, token in enumerate(_TOKENS.findall(text)):
        if not token.isalnum() and "'" not in token[1:]:
            yield token
        elif token.isascii():
            # A capital within a sentence begins a name.
            is_name = token[0].isupper() and n > 0 and len(token) > 1
            yield token if token.casefold() in allowed and not is_name else LEFT_OUT
        else:
            yield from _parted(token, allowed)


def _parted(run: str, allowed: frozenset[str]) -> Iterator[str]:
    """The longest words first, from left to right."""
    at = 0
    while at < len(run):
        lengths = range(min(LONGEST_WORD, len(run) - at), 0, -1)
        size = next((size for size in lengths if run[at : at + size] in allowed), 0)
        yield run[at : at + size] if size else LEFT_OUT
        at += size or 1
