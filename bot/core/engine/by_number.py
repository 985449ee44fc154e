"""What is told of the numbers of a list that is open to be changed: “15改成2026年12月17日，19删掉”.

A number means what stands there; each new value is read at its question like any answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.core.engine.actions import remove_entry
from bot.core.engine.changing import leave_out, set_anew
from bot.core.engine.turn_draft import TurnDraft
from bot.core.options import HAN_NUMBERS, ORDINALS, number_told
from bot.core.understanding import folded
from bot.core.values import Value

LONGEST = 300
_PART = re.compile(
    r"(?:^|[,;\n])\s*(?:and |请|麻烦|please |pls )*(?P<first>(?:删掉?|删除|去掉|不要|(?:delete|remove|drop)\b)\s*)?(?:the |no\.? |number |第)?"
    rf"(?P<number>\d{{1,2}}(?:st|nd|rd|th)?|(?<=第)[{HAN_NUMBERS}]|(?:{'|'.join(ORDINALS)})\b)(?:项|条|号|个|\s*one\b)?\s*"
    r"(?(first)吧?(?=$|[,;.\n])|(?:(?P<gone>(?:要)?(?:删掉?|删除|去掉|不要)|(?:delete|remove|drop)(?: it)?)|"
    r"(?:改成|改为|改到|换成|应该是|是|:|=|->|(?:should be|change to|is|its|it's|to)\b)\s*(?=\S)))"
)


def change_numbered(draft: TurnDraft, codes: Sequence[Value], text: str) -> bool:
    """Change what the numbers stand for, one after the other until something is asked. False where none is told of."""
    is_done = False
    for number, value in _told(text):
        code = str(codes[number - 1]) if 0 < number <= len(codes) else ""
        if draft.conversation.pending is not None or draft.conversation.revisiting is not None:
            break
        is_done = (_remove(draft, code) if value is None else _set(draft, code, value)) or is_done
    return is_done


def _told(text: str) -> Iterator[tuple[int, str | None]]:
    """Each number with its new value, None where it shall go."""
    words = folded(text[:LONGEST])
    found = list(_PART.finditer(words)) if len(text) <= LONGEST else []
    ends = (*(one.start() for one in found[1:]), len(words))
    for one, end in zip(found, ends, strict=False):
        is_gone = one["first"] or one["gone"]
        yield number_told(one["number"]), None if is_gone else text[one.end() : end].strip(" ,，。;；")


def _remove(draft: TurnDraft, code: str) -> bool:
    kind, _, key = code.partition(".")
    spot = draft.walk.spot(key)
    if kind == "e":
        return remove_entry(draft, key)
    return spot is not None and leave_out(draft, spot)


def _set(draft: TurnDraft, code: str, value: str) -> bool:
    spot = draft.walk.spot(code.partition(".")[2]) if code.startswith("c.") else None
    return spot is not None and set_anew(draft, spot, value)
