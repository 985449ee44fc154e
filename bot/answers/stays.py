"""A place in words, parted from what is said beside it: how long somebody was there, and where they were before.

Only what reads as days is taken off; a number or a month's name that belongs to the place stays in it.
"""

from __future__ import annotations

import re
from datetime import date

from bot.answers.dates import Earlier, Since, Until, is_now, read_stretch, tells_end
from bot.core import Odd, Understood, When

LONGEST = 400
"""In more than this nothing is looked for."""

_ENDS = " ,，.。;；()（）"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_HOW_LONG = re.compile(
    r"[\s,，.。;；]*(?:我们?)?(?:在?(?:这里|这儿|这边|这))?(?:一直|已经|都)*住了?(?:了|有|快|将近|大概|差不多|大约|已经)*[\d一二三四五六七八九十半两几]+(?:个月|多?年|来年).*$|"
    r"[\s,，。;；]+(?:已经|都|快|有|将近|差不多|大概)*[\d一二三四五六七八九十半两几]+(?:个月|多?年|来年)了(?=$|[\s,，。]).*$|"
    r"[\s,，.。;；]*(?:(?:[12]\d{3}|(?<!\d)\d{2})年.{0,8}|从.{0,12}|今年.{0,4}|\d{1,2}月.{0,6})(?:搬|住|开始|进|来|入职|买的).{0,12}$|"
    r"[\s,.;]+(?:for |about |almost |over |already )*(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\+? ?(?:years?|yrs?|months?)(?: now| already)?[\s.]*$|"
    r"(?:[,.;]\s*(?:(?:i|we)(?:'ve| have)? ?(?:all |both |just |only )?)?(?:been|lived?|living|moved|came|rented|bought)|\s(?:been|living|lived|moved) (?:here|there|in|since))\b[^,]*\b(?:years?|months?|since|here|there|[12]\d{3})\b.*$",
    re.I,
)
# Where somebody was before is another place.
_BEFORE_THAT = re.compile(
    r"(?:[\s,，.。;；]+(?:and |but )?(?:before (?:that|this|then)|previously|prior to that|earlier (?:i|we))\b|[,，.。;；]\s*(?:再?之前|以前|在那之前|再往前)).*$",
    re.I,
)
_FIRST = re.compile(
    rf"^(?:since|from)\s+(?P<when>(?:the\s+)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?(?:[\s,]+[12]\d{{3}})?|[12]\d{{3}})[\s,:]+(?=\S)",
    re.I,
)
_LATER = re.compile(
    rf"(?<=[\s,，.。;；(（])(?:(?P<lead>since|from|between|starting|till|until|自|从|到(?=\d))\s*|(?=(?:{_MONTH}|[12]\d{{3}}(?:\b|年)|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b)))",
    re.I,
)


# “since march 2021 havent moved”.
_STAYED = re.compile(
    r"[\s,]+(?:and )?(?:i |we )?(?:have ?n'?t|never|did ?n'?t|not) (?:moved?|left)\b.*$|[\s,]*(?:没搬过|没动过|一直没搬).*$",
    re.I,
)


# “… and I still work there”, “还在那上班”: it goes on.
_STILL = re.compile(
    r"(?:^|[\s,.;，。；]+)(?:(?:and|but) )?(?:(?:i|we|it|he|she)(?:'m| am|'re| are| is|m)? )?still (?:\w+ )?(?:there|here|at it|goes on|going on|living|working|studying|live|work|study)(?: (?:there|here|now|today))*[\s.!]*$|"
    r"(?:^|[\s,.;，。；]+)and (?:it )?still (?:goes on|do|does)[\s.!]*$|"
    r"[\s,，。；]*(?:我|我们)?(?:现在|目前|一直|到现在|至今)?(?:还|仍|依然|都还)(?:一直)?(?:在|住)(?:着|那|这|那里|这里|那儿|这儿|那边|这边|上班|工作|读书|上学|干|住)*(?:的|呢|啊|了)?[\s。!！]*$",
    re.I,
)
STILL = "to now"
_TILL = re.compile(r"^(?:un)?till?\s+|^到\s*(?=[\d一二])|(?<=[\d月年])(?:为止|毕业|结束|离职)$", re.I)
# What an end of the days is behind which something else is told: “since 2008 till now, 5 Example Street”.
_CUT = re.compile(r"\s*[,，;；。\n]\s*|\.\s+|\s+and (?=i\b|we\b|my\b|the\b)", re.I)
MOST_CUTS = 8


def place_and_stay(sent: str, today: date) -> tuple[str, str]:
    """“示例路1号，住了5年了”, "1 Example Road, from sept 2021 till july": the place, and what is said of when; "" where nothing is."""
    if len(sent) > LONGEST:
        return sent, ""
    if read_stretch(sent, today) is not None:
        return "", sent
    still = _STILL.search(sent)
    if still is not None:
        place, stay = place_and_stay(sent[: still.start()], today)
        is_range = read_stretch(stay, today) is not None
        return place, stay if is_range else f"{stay} {STILL}".strip()
    before = _BEFORE_THAT.search(sent)
    said = _STAYED.sub("", sent[: before.start()] if before and before.start() else sent)
    first = _FIRST.match(said)
    has_place = first is not None and any(map(str.isalpha, said[first.end() :]))
    if first is not None and has_place and isinstance(Earlier().read(first["when"], today), Understood | Odd):
        place, _ = place_and_stay(said[first.end() :], today)
        return place, first["when"]
    long = _HOW_LONG.search(said)
    if long is not None and long.start():
        return said[: long.start()], long[0].strip(_ENDS)
    for later in _LATER.finditer(said):
        place = said[: later.start()].rstrip(_ENDS)
        if any(map(str.isalpha, place)):
            stay, behind = _days_at(said, later, today)
            if stay:
                return ", ".join(filter(None, (place, behind))), stay
    return said, ""


def _days_at(said: str, later: re.Match[str], today: date) -> tuple[str, str]:
    """The days that are told from there on, and what stands behind them."""
    lead = (later["lead"] or "").lower()
    after_comma = said[: later.start()].rstrip().endswith(tuple(",，.;；。"))
    cuts = [(cut.start(), cut.end()) for cut in _CUT.finditer(said, later.end())]
    for end, behind in ((len(said), len(said)), *reversed(cuts[:MOST_CUTS])):
        stay = said[later.end() : end].strip(_ENDS)
        if stay and _is_stay(stay, lead, today, after_comma=after_comma):
            is_end = lead in ("till", "until", "到") and read_stretch(stay, today) is None
            return f"{lead} {stay}" if is_end else stay, said[behind:].strip(_ENDS)
    return "", ""


_HAN_MONTH = r"(?:(?:今年|去年|前年|\d{2,4}年)\s?)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份|底|初|中旬)?(?:\d{1,2}[号日]?)?"
_EN_MONTH = rf"(?:{_MONTH}(?:\s+\d{{1,2}}(?:st|nd|rd|th)?)?(?:,?\s+[12]\d{{3}})?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:\s+[12]\d{{3}})?)"
_STRETCH = re.compile(
    rf"(?:从|自)?{_HAN_MONTH}\s*(?:开始)?\s*(?:一直)?(?:住|干|做|读|念)?(?:到|至|-|~|—)\s*(?:{_HAN_MONTH}|现在|至今|今天|上个?月(?:月?底)?)(?:为止|毕业)?|"
    rf"\b(?:from |between )?{_EN_MONTH}\s*(?:to|till|until|through|-|–|and)\s*(?:{_EN_MONTH}|now|today|last month)\b",
    re.I,
)


def stretch_among(said: str, today: date) -> tuple[str, str]:
    """“七月到十月在示例公司实习”: what is said without its days, and the days; "" where both ends are not told."""
    found = _STRETCH.search(said) if len(said) <= LONGEST else None
    if found is None or read_stretch(found[0], today) is None:
        return said, ""
    rest = f"{said[: found.start()].rstrip(_ENDS)}, {said[found.end() :].lstrip(_ENDS + ':：')}"
    return rest.strip(_ENDS), found[0]


def ends_of(stay: str, today: date) -> tuple[When | str | None, When | str | None]:
    """Since when and until when, of words that tell how long; None for an end that was not told."""
    stretch = read_stretch(stay, today)
    if stretch is not None:
        first, last = stretch
        if isinstance(first, Understood | Odd) and isinstance(last, Understood | Odd):
            return first.value, last.value
    goes_on = stay.endswith(STILL) or is_now(stay)
    till = _TILL.search(stay)
    if till is not None:
        last = Earlier().read(_TILL.sub("", stay), today)
        return None, last.value if isinstance(last, Understood | Odd) else None
    if tells_end(stay, today):
        end = Until().read(stay, today)
        return None, end.value if isinstance(end, Understood | Odd) else None
    began = re.sub(
        r"^.*\b(?=since |for )|(?<=[\d年月日号])[才就]?(?:开始|搬|住|进|来|入职|买的).{0,8}$",
        "",
        stay.removesuffix(STILL).strip(),
    )
    since = Since().read(began, today) if began else None
    return since.value if isinstance(since, Understood | Odd) else None, "now" if goes_on else None


def _is_stay(words: str, lead: str, today: date, *, after_comma: bool) -> bool:
    """Two ends of a stretch; one is enough behind “since”, or as a month of its own behind a comma."""
    if read_stretch(words, today) is not None:
        return True
    has_month = re.search(rf"{_MONTH}|\d月|\d年", words, re.I) is not None and after_comma
    return bool(lead or has_month) and isinstance(Earlier().read(words, today), Understood | Odd)
