"""A message that tells and asks: “9:30. is it ok if my dad comes too”, parted into what answers and what asks.

Nothing is decided here: whether the told part is an answer is for the question that waits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from bot.core.understanding.folding import CLAUSE, SENTENCE, folded, pieces
from bot.core.understanding.speech import act_of

LONGEST = 400
"""In more than this a question is part of a story."""
# On a phone many write no mark at all: “AA00F7K2QM do i need to redo it”.
_BEGINS = re.compile(
    r"(?<!\bhow)(?<!\bwhat)(?<!\bwhere)(?<!\bwhen)(?<!\bwhy)\s+(?=(?:(?:but|and|so|also) )?(?:(?:will|would|does|do|can|could|should|must|is|are) (?:it|this|that|i|we|you|u|they|there|the)\b|how (?:long|much|many|soon|do|does)\b|what (?:if|happens|do i)\b|where (?:do|is|can)\b|what(?:s|'s| is) (?:that|this|it)\b))"
)
# “if I am late, will they refuse me” asks with both its clauses.
_CONDITION = (
    r"(?:如果|要是|假如|万一|那(?:么|如果|要是)|\b(?:if|when|because|since|so|but if|and if|or|what if)\b)"
)
# “ok, how much is it” agrees to nothing.
_MERE_WORD = r"(?:[嗯恩哦噢好的吧啊呀行那你您请问对了,. ]|ok(?:ay)?|right|well|so|hi|hello|hey|thanks?|thank you|sure|wait|um+|oh|and|but|also|please|sorry)*"
_IS_NONE = re.compile(rf"\s*(?:{_CONDITION}|{_MERE_WORD}$)")
# “no idea what that is, so no”: what is concluded is the answer.
_SO = re.compile(
    r"[,;.!]\s*(?:so|then|所以|那就是?|那应该是?)\s*(?=\S)|\s(?:so|所以|那就是?)\s*(?=(?:no|yes|nope|not|i (?:guess|think|suppose)|probably)\b|不|没)"
)
# A blank ends a sentence where no other mark does.
_BLANK = re.compile(rf"{SENTENCE.pattern}|(?<=[\u4e00-\u9fff啊呀吧了]) +(?=[\u4e00-\u9fff])|…+|~+")


@dataclass(frozen=True, slots=True)
class Parted:
    """Both as they were typed."""

    told: str
    asked: str


def parted(text: str, *, by_comma: bool) -> Iterator[Parted]:
    """The ways to part a message that tells and asks, the most that may be told first; by commas only where a value is asked
    for, since a sentence of somebody's own words has commas in it."""
    if len(text) > LONGEST:
        return
    words = folded(text)
    concluded = _SO.search(words) if by_comma else None
    if concluded is not None:
        yield Parted(text[concluded.end() :].strip(" ?？"), text[: concluded.start()])
    for ends in (CLAUSE, _BLANK, _BEGINS) if by_comma else (_BLANK,):
        if ends.search(words) is None:
            continue
        spans = _with_marks(words, ends)
        asking = [_asks(text[a:b]) for a, b in spans]
        if ends is CLAUSE:
            asking = _to_the_end_of_the_sentence(words, spans, asking)
        told = " ".join(
            text[a:b].strip() for (a, b), is_asked in zip(spans, asking, strict=True) if not is_asked
        )
        asked = " ".join(
            text[a:b].strip() for (a, b), is_asked in zip(spans, asking, strict=True) if is_asked
        )
        told = told.strip(" ,，.。;；~…")
        if asked and told and not _IS_NONE.match(folded(told)):
            yield Parted(told, asked)


def last_clause(text: str) -> str:
    """What a message comes to in the end."""
    if len(text) > LONGEST:
        return text
    spans = pieces(folded(text), CLAUSE)
    return text[slice(*spans[-1])].strip(" .。!！") if spans else text


def what_asks(text: str) -> Parted:
    """What a message tells and what it asks, either of them empty where it does only the other."""
    both = next(parted(text, by_comma=True), None)
    return both or (Parted("", text) if _asks(text) else Parted(text, ""))


def _with_marks(words: str, ends: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches, each with the marks that end it: a question's mark is what makes it one."""
    starts = [a for a, _ in pieces(words, ends)]
    return list(pairwise((*starts, len(words))))


def _asks(part: str) -> bool:
    return act_of(part) == "question"


def _to_the_end_of_the_sentence(words: str, spans: list[tuple[int, int]], asking: list[bool]) -> list[bool]:
    """What follows a question after a comma belongs to it."""
    found: list[bool] = []
    for number, (is_asked, (start, _)) in enumerate(zip(asking, spans, strict=True)):
        goes_on = number > 0 and found[-1] and words[:start].rstrip().endswith((",", "、"))
        found.append(is_asked or goes_on)
    return found
