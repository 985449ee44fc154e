"""Only the day of the month is told where a whole day stands already: “no, it's the 12th”, 12号."""

from __future__ import annotations

import re
from datetime import date

from bot.core.understanding.folding import folded
from bot.core.values import Value

_DAY = re.compile(
    r"(?:(?:i (?:mean|meant)|it'?s|it is|its|should be|make it|to|on|actually|sorry|no|wait|是|应该是|改成|改到|换成|[\s,.])*)"
    r"(?:(?:the )?(?P<nth>\d{1,2})(?:st|nd|rd|th)|(?P<day>\d{1,2}) ?[号日])(?:[吧啊了的\s.!]|才对|not .*)*"
)


def day_in_place_of(value: Value | None, text: str) -> str:
    """The text with the month and the year that stand, as an ISO date; the text itself where it tells more, or less."""
    found = _DAY.fullmatch(folded(text).strip()) if type(value) is date else None
    if found is None or not isinstance(value, date):
        return text
    try:
        return value.replace(day=int(found["nth"] or found["day"])).isoformat()
    except ValueError:
        return text
