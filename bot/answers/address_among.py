"""An address, parted from the sentence it stands in: “地址错了 我住示例路1号5室 那个是我单位”, "it's 1 Example Road, i work nearby".

Only what is plainly talk is taken off; where nothing is plainly an address, the words stay as they were typed.
"""

from __future__ import annotations

import re

from bot.answers.address_words import AREAS, HEADS, NUMBERS, PLACES, WAYS

LONGEST = 300
"""In more than this nothing is looked for."""

_HAN = re.compile(r"[\u4e00-\u9fff]")
_UNIT = "|".join(word for word, _ in NUMBERS)
_WAY = "|".join(word for word, _ in WAYS)
_PLACE = "|".join(word for word, _ in (*WAYS, *PLACES, *AREAS))
_AREA_NAME = "|".join(word for word, _ in AREAS)
# A number with its unit, or a road with its number: what only an address has.
_MARK = re.compile(rf"[A-Za-z]?\d+(?:-\d+)*[A-Za-z]?(?:{_UNIT})(?!线)|(?<=[\u4e00-\u9fff])(?:{_WAY})(?=\d)")
_LAST = re.compile(
    rf"\d[A-Za-z]?(?:{_UNIT})(?:\d+)?|[A-Za-z]?\d+-\d+(?:-\d+)*|[\u4e00-\u9fff](?:{_PLACE})(?![\u4e00-\u9fff])"
)
_AREA = re.compile(rf"(?:(?:{HEADS})(?:省|市)?|[\u4e00-\u9fff]{{2,8}}?(?:{_AREA_NAME}))+")
_TALK = re.compile(
    r"[我你您他她它们的了是在那这就才都也不没住吧啊呀吗呢写搬怎错做干过叫从]|上班|公司|单位|忘|合租|租房"
)
_LEADS = re.compile(
    r"^(?:那会儿?|那时候?|那段(?:时间|日子)|那几个月|当时|租的房子|房子|宿舍(?=在)|之前|以前|原来|原先|本来|不是|不对|没错|对的?|是的|哦|噢|喔|啊|嗯|那个|那|这|就|我们?家?|他们|家|公司|单位|学校|老家|新|地址|住址|现在|目前|一直|已经|还|都|也|应该|改成|改为|搬到了?|住在?|位于|是|在|于|的|叫|[:：,，])+"
)
# "地址" of "朝阳路地址" is a word of talk; 家 of 家园路 is not.
_NO_LEAD = re.compile(
    r"^(?:家园|家和|新[\u4e00-\u9fff]{0,3}(?:路|街|区|村)|公司路|单位路|学校路|那[\u4e00-\u9fff]路)"
)
_BLANKS = re.compile(r"[\s,，。;；.!！?？~…]+")

_EN_LEAD = re.compile(
    r"^(?:(?:no|ok|okay|oh|so|well|yes|yeah|sorry|wait|please|pls|(?:the )?same|kindly note(?: that)?)[\s,.!:]+)*(?:(?:the|my|our|current|home|new|right|correct|full|real|office|work)\s+)*"
    r"(?:(?:i|we) (?:was|were|lived|stayed)(?: still)? (?:in|at) (?:the|my|a|our) (?:[a-z]+ ){0,2}(?:dorm(?:itory)?|flat|house|place)(?: then| back then| at that time)?(?=[,:;])|address\b(?: is|:)?|(?:i|we)(?:'m| am| are|'ve| have)? (?:all |both |now |currently |been |always )*(?:live|living|stay|staying|lived|residing|reside|resided)(?: now)?(?: at| in)?|(?:i|we)(?:'m| am| are) (?:at|in)|it(?:'s| is| should be)|its)\s*(?:just |now |actually )*(?:at |is )?[\s,:]*(?=\S)",
    re.I,
)
_EN_TAIL = re.compile(
    r"(?:\s*[,.;]\s*|\s+)(?:(?:and |but |so )?(?:i|we|my|im|i'm|ive|i've|we've|he|she)\s+(?:quitting|leaving|moving|working|still|work|am|have|live|lived|moved|was|been|also|stay|rent|own|husband|wife|parents|office|company)\b|"
    r"(?:since|from)\s+(?:[a-z]{3,9}\s+)?(?:19|20)\d\d\b|(?:been|lived|living|moved|renting)\s+(?:here|there|in|since|for)\b|(?:that(?:'?s| is| was)|this (?:is|was)|the rest|not the|it is|it'?s)\b|(?:and |but |so |where |which )?(?:i|we|they|he|she|everyone|everybody|(?:my|our|his|her|their) [a-z]+(?: and [a-z]+)?)(?:'m|'s|'ve|'re)? (?:all |both |also |still |just |too )*(?:lives?|lived|living|stays?|stayed|works?|worked|owns?|owned|rents?|rented|moved|grew|was|were|is|are|has|have|had|bought|got)\b|(?:lol|haha|btw|obviously|of course|as i said|i think|i guess|same as)\b|(?:and|but)\s+(?:the|pls|please|you)\b).*$",
    re.I | re.S,
)


def address_among(said: str) -> str:
    """The address alone, in the order of an address; what was said where none is found in it."""
    if len(said) > LONGEST:
        return said
    return _chinese(said) if len(_HAN.findall(said)) > len(said) / 4 else _english(said)


# “I have been employed at Example Ltd., 300 Example Avenue”: a street behind the name of where somebody works.
_JOB = re.compile(
    r"^.{0,60}?\b(?:work(?:ing|ed|s)?|employed|stud(?:y|ying|ies|ied)|teach(?:ing|es)?|job|student) (?:as\b|at\b|for\b|with\b|by\b|in\b).{1,90}?[,;]\s*(?=(?:no\.? ?|room |rm\.? ?|flat |apt\.? ?|unit |building |bldg\.? ?|floor |suite )?\d)",
    re.I,
)
# “… and it still goes on. The company's address is only 300 Example Avenue”.
_NAMED = re.compile(
    r"\b(?:(?:the|my|our|current|home|new|right|correct|full|real|office|work|(?:company|school|employer|university)(?:'?s)?) )*address(?: is|:)\s*(?:just |now |actually |only )*(?:at )?(?=\S)(?=.*\d)",
    re.I,
)
_QUESTIONS = re.compile(r"[^.!?？。！\n]*[?？]\s*")
_SAME = re.compile(
    r"^(?:(?:yes|yeah|yep|ya|no(?!\.? ?\d)|nope|ok|okay|well|oh|sure)[\s,.:;]+)*(?:(?:the )?same(?: (?:city|town|district))?[\s,:;.]+)?(?=\S)",
    re.I,
)


def _english(said: str) -> str:
    said = _QUESTIONS.sub("", said).strip() or said
    job = _JOB.match(said)
    said = said[job.end() :] if job else _SAME.sub("", said)
    named = _NAMED.search(said)
    lead = named or _EN_LEAD.match(said)
    inner = said[lead.end() :] if lead else said
    tail = _EN_TAIL.search(inner)
    inner = inner[: tail.start()].strip(" ,.;") if tail else inner
    is_place = any(map(str.isdigit, inner)) or _PLACE_WORDS.search(inner) is not None
    if lead is None:
        return inner
    return inner.rstrip(" .") if is_place else said


_YES = re.compile(r"(?:有|是|对|嗯|还有|没有|不是|不对)(?:的|啊|了)?")
# Of a village: that there is no number to a door is a remark.
_NO_DOOR = re.compile(
    r"[\s,，。;；]*(?:因为)?(?:我们?)?(?:这里|这边|这儿|是?农村|乡下|村里|山里)?(?:的)?(?:房子)?(?:都|也)?(?:没有?|无)(?:门牌号码?|门牌|房号|楼号)(?:的|了|呢|啊)?[\s。.]*$"
)
_SENTENCE = re.compile(
    r"^(?:(?:no|yes|well|that|this|it)\b[\s,.]*)*(?:(?:i|we|he|she|they|that|this|it|my|our)(?:'m|'ve|'s)?\b|(?:since|what|which|when|where|why|how)\b)",
    re.I,
)
_PLACE_WORDS = re.compile(
    r"\b(?:road|rd|street|st|avenue|ave|lane|ln|village|town|district|county|city|building|bldg|flat|apt|apartment|room|garden|park|plaza|tower|house|community|university|campus|hospital)\b",
    re.I,
)


def is_no_address(said: str) -> bool:
    """A sentence in English without a number and without a word of places: “I have lived at my address”; a remark on doors."""
    return _NO_DOOR.fullmatch(said) is not None or (
        said.isascii()
        and _SENTENCE.match(said) is not None
        and not any(map(str.isdigit, said))
        and _PLACE_WORDS.search(said) is None
    )


def is_street(said: str) -> bool:
    """Whether a number stands with a road, a house or a place: what nothing but an address has."""
    if _HAN.search(said) and (_MARK.search(said) or _LAST.search(said)):
        return True
    return any(map(str.isdigit, said)) and _PLACE_WORDS.search(said) is not None


def _chinese(said: str) -> str:
    said = _NO_DOOR.sub("", said) or said
    parts = [part for part in _BLANKS.split(said) if part and _YES.fullmatch(part) is None]
    kept = [_bare(part) if _MARK.search(part) else part for part in parts]
    if not any(map(_MARK.search, kept)):
        return said
    told = [
        one for one, part in zip(kept, parts, strict=True) if _MARK.search(part) or not _TALK.search(part)
    ]
    areas = [one for one in told if _AREA.fullmatch(one)]
    rest = [one for one in told if one not in areas]
    for part in parts:
        city, place = _named_in(part) if part not in told and not _MARK.search(part) else ("", "")
        areas += [city] if city and not any(one.startswith(city) for one in told) else []
        rest += [place] if place else []
    address = " ".join((*areas, *rest))
    return said if "".join(_BLANKS.split(said)) == address.replace(" ", "") else address


# “杭州浙江示例大学宿舍”: the city, and what a place there is called.
_NAMED_PLACE = re.compile(
    rf"(?P<city>(?:{HEADS})市?(?!(?:(?!{HEADS})[\u4e00-\u9fff]){{0,6}}(?:大学|学院)))?(?P<name>[\u4e00-\u9fff\d]*(?:{_PLACE}))?"
)


def _named_in(part: str) -> tuple[str, str]:
    """The city and the place that stand in a clause of talk; "" where there is none."""
    lead = None if _NO_LEAD.match(part) else _LEADS.match(part)
    inner = part[lead.end() :] if lead else part
    found = _NAMED_PLACE.fullmatch(inner)
    if found is None or _TALK.search(inner):
        return "", ""
    return found["city"] or "", found["name"] or ""


# “还是文三路那个宿舍”, "the same dorm as before": a place that was told already.
_POINTS_BACK = re.compile(
    r"[那这]个|[那这]里|[那这]边|[那这]儿|同上|同一|一样|不变|没变|刚才|刚刚|上面|前面|\bsame\b|\b(?:that|this) (?:dorm\w*|place|one|flat|apartment|apt|house|address|room|building)\b|\b(?:as|like) (?:before|above|i said)\b",
    re.I,
)
_MAY_POINT_BACK = re.compile(r"[也还]是|就是|\b(?:still|again) (?:the|that|there)\b", re.I)


def points_back(said: str) -> bool:
    """Whether it speaks of a place that was told before, without its number."""
    if _POINTS_BACK.search(said):
        return not (_MARK.search(said) or (any(map(str.isdigit, said)) and is_street(said)))
    return _MAY_POINT_BACK.search(said) is not None and not is_street(said)


def _bare(part: str) -> str:
    """Without what leads to the address and, behind its last number or place, what is talk."""
    lead = None if _NO_LEAD.match(part) else _LEADS.match(part)
    inner = part[lead.end() :] if lead and _MARK.search(part, lead.end()) else part
    ends = [found.end() for found in _LAST.finditer(inner)]
    behind = inner[ends[-1] :] if ends else ""
    return inner[: ends[-1]] if behind and _TALK.search(behind) else inner
