"""Cities of the United States that people name in Chinese, with their English; a place told behind a name.

Those that Chinese writers name most; any other stands as it was written.
"""

from __future__ import annotations

import re

CITIES = {
    **{
        "纽约": "New York",
        "洛杉矶": "Los Angeles",
        "芝加哥": "Chicago",
        "休斯敦": "Houston",
        "休斯顿": "Houston",
    },
    **{"旧金山": "San Francisco", "三藩市": "San Francisco", "圣何塞": "San Jose", "圣荷西": "San Jose"},
    **{"圣地亚哥": "San Diego", "西雅图": "Seattle", "波士顿": "Boston", "费城": "Philadelphia"},
    **{"达拉斯": "Dallas", "奥斯汀": "Austin", "圣安东尼奥": "San Antonio", "凤凰城": "Phoenix"},
    **{"菲尼克斯": "Phoenix", "亚特兰大": "Atlanta", "迈阿密": "Miami", "奥兰多": "Orlando", "坦帕": "Tampa"},
    **{"底特律": "Detroit", "明尼阿波利斯": "Minneapolis", "丹佛": "Denver", "拉斯维加斯": "Las Vegas"},
    **{"盐湖城": "Salt Lake City", "波特兰": "Portland", "萨克拉门托": "Sacramento", "匹兹堡": "Pittsburgh"},
    **{
        "克利夫兰": "Cleveland",
        "哥伦布": "Columbus",
        "辛辛那提": "Cincinnati",
        "印第安纳波利斯": "Indianapolis",
    },
    **{"圣路易斯": "St. Louis", "堪萨斯城": "Kansas City", "纳什维尔": "Nashville", "夏洛特": "Charlotte"},
    **{"罗利": "Raleigh", "巴尔的摩": "Baltimore", "新奥尔良": "New Orleans", "檀香山": "Honolulu"},
    **{"火奴鲁鲁": "Honolulu", "尔湾": "Irvine", "弗里蒙特": "Fremont", "奥克兰": "Oakland"},
    **{"帕洛阿尔托": "Palo Alto", "普林斯顿": "Princeton", "纽黑文": "New Haven", "罗切斯特": "Rochester"},
    **{"麦迪逊": "Madison", "密尔沃基": "Milwaukee", "华盛顿": "Washington, DC", "安娜堡": "Ann Arbor"},
}
_BY_NAME = {city.casefold(): city for city in CITIES.values()}
_FIRM = re.compile(r"(?:inc|ltd|llc|l\.l\.c|co|corp|lp|plc|gmbh|company|p\.?c)\b\.?$", re.I)
_NO_PLACE = re.compile(
    r"\d|^(?:dr|prof|department|dept|division|unit|ward|floor|room|icu|attn|tel|phone|contact)\b|@", re.I
)
_AT_THE_END = re.compile(
    rf"^(?P<name>.*[^\s,，])[\s,，]*(?:\b(?:in|at)\s+)?(?P<city>{'|'.join(map(re.escape, sorted((*CITIES, *CITIES.values()), key=len, reverse=True)))})$",
    re.I,
)


def name_and_city(text: str) -> tuple[str, str]:
    """“Example Hospital, Houston, Texas”, “Example Hospital 芝加哥”: the name, and the city in English or ""."""
    first, *rest = [part.strip() for part in re.split(r"[,，]", text) if part.strip()] or [text]
    while rest and _FIRM.match(rest[0]):
        first = f"{first}, {rest.pop(0)}"
    if rest and all(_is_place(part) for part in rest[-2:]):
        name = ", ".join((first, *rest[:-2]))
        return name, ", ".join(_in_english(part) for part in rest[-2:])
    if rest and _is_place(rest[-1]):
        return ", ".join((first, *rest[:-1])), _in_english(rest[-1])
    found = _AT_THE_END.match(text.strip()) if not rest else None
    if found is None:
        return text, ""
    return found["name"], _in_english(found["city"])


def _is_place(part: str) -> bool:
    return len(part.split()) <= 3 and not _NO_PLACE.search(part) and not _FIRM.search(part)


def _in_english(city: str) -> str:
    return CITIES.get(city) or _BY_NAME.get(city.casefold()) or city
