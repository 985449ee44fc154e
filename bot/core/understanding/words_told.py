"""Words that a message gives to a question: a school, a company, a hospital, a name.

They end where the next thing is named; in Latin letters a name is a run of capitalized words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.core.reading import Mistake, Reading, Understood, Unsure
from bot.core.understanding.folding import folded
from bot.core.understanding.mentions import Askable, Mention, is_somebody_elses
from bot.core.understanding.set_aside import is_set_aside
from bot.i18n import Text

# "Example Machinery Co., Ltd.", "University of Example", "MSc in Statistics"
_CAPITAL = r"(?:[A-Z][\w&'’\-]*|(?:[A-Z]\.)+)"
_SHORT_FORM = r"(?:,? (?:Ltd|Inc|LLC|Co|Corp|GmbH|S\.A|PLC)\b\.?)"
# “Example Co., Ltd. I have to …”: words of the next sentence.
_BEGINS_ANEW = r"(?:I|We|Our|My|He|She|They|It|This|Please|Interview|Visa|Passport|Phone)\b"
_REST = rf"(?:{_SHORT_FORM}| \({_CAPITAL}(?: {_CAPITAL})*\)| (?:of|and|for|the|&|at the) {_CAPITAL}| (?!{_BEGINS_ANEW}){_CAPITAL}| \d{{1,3}}\b)*"
_DEGREE = r"(?:[MB](?:\.?[A-Z][a-z]?[a-z]?){1,2}\.?|Ph\.?D\.?|LL\.?M\.?|Master(?:'s)?|Bachelor(?:'s)?|Doctor(?:ate)?|Diploma)(?: of [A-Z]\w+)?"
_RUN = re.compile(rf"{_DEGREE} in {_CAPITAL}{_REST}|{_CAPITAL}{_REST}", re.ASCII)
# “ms in data science” as it is typed in a hurry: up to where the clause ends.
_SMALL_RUN = re.compile(
    r"(?:m\.?sc?|b\.?sc?|ma|ba|mba|ph\.?d|llm|master'?s?|bachelor'?s?|doctor(?:ate)?) (?:in|of) [a-z][a-z&' -]{2,60}?(?=\s*(?:[,.;!?\n()]|$)| (?:at|from|in|on|starting|and) )",
    re.IGNORECASE | re.ASCII,
)
# “the ICU of Example General Hospital”: where in it somebody is, is no part of its name.
_WITHIN = re.compile(
    r"^(?:(?:[NP]?ICU|CCU|ER|ED|A&E|Intensive Care(?: Unit)?|Emergency(?: Room| Department)?|(?:[A-Z]\w+ )?(?:Ward|Department|Unit|Clinic|Room|Floor)(?: [A-Z\d]\w*)?) (?:of|at|in|for)(?: the)? )+(?=[A-Z]\w+ [A-Z])"
)
_JOIN = re.compile(r"\s*(?:[:=]|是|叫做?|为|名叫|\bis called\b|\bis\b|\bare\b|\bwas\b|\bat\b|\bthe\b|\s)*\s*")
_EXPLICIT = re.compile(r"\s*(?:[:=]|是|叫做?|名叫|\bis\b|\bis called\b)")
_BLANKS = re.compile(r"\s*")
_STOPS = re.compile(r"[,，。;；\n!！?？(（]|\.(?:\s|$)")


def worded(
    known: Askable, text: str, words: str, mentions: list[Mention], today: date
) -> Iterator[tuple[str, Reading[object]]]:
    for number, one in enumerate(mentions):
        question = known.questions[one.key]
        kind = question.kind
        if kind.takes not in ("line", "name") or (kind.takes == "name" and not one.is_name):
            continue
        following = _next_label(words, mentions[number + 1 :])
        part = _around(text, one, kind.takes) if _begins_its_value(text, one) else ""
        given = _named_person if kind.takes == "name" else _given
        part = part or _small_run(text, one) or given(text, words, one, following)
        part = part or _around(text, one, kind.takes)
        if not part or is_somebody_elses(words, one.start) or is_set_aside(words, one.start, one.end):
            continue
        reading = kind.read(_WITHIN.sub("", part), today)
        if not isinstance(reading, Mistake):
            yield question.key, reading


def _next_label(words: str, later: list[Mention]) -> int:
    """Where the next thing is named: not by a word inside a value, as “公司” is in a company's own name."""
    for one in later:
        is_apart = one.start == 0 or not words[one.start - 1].isalnum()
        if is_apart or _EXPLICIT.match(words, one.end):
            return one.start
    return len(words)


def _begins_its_value(text: str, one: Mention) -> bool:
    """A cue that is written with a capital is a part of what it leads to: “MSc in”, but not “I work for”."""
    return not one.is_name and text[one.start].isupper() and text[one.start : one.start + 2] != "I "


def _small_run(text: str, one: Mention) -> str:
    found = _SMALL_RUN.match(text, one.start) if not one.is_name else None
    return found[0].strip() if found else ""


_IS_LABEL = re.compile(r"(?:names?|surname|姓名).?$|(?:^|\W)[姓名]\W$")
_CALLED = re.compile(r"\s*(?:[:=]|名?叫做?|\bis called\b)")


def _named_person(text: str, words: str, one: Mention, following: int) -> str:
    """Somebody's name: “my mother is very ill” and 我妈是高血压 tell none, so to two capitalized words at least, behind
    “is” or at once: “my mother ZHOU Lan had a stroke”."""
    if _CALLED.match(words, one.end) or _IS_LABEL.search(words[max(0, one.start - 1) : one.end + 1]):
        # “Surname TANG Given names YIFEI”: a name has no label in it.
        return _given(text[:following], words, one, following)
    joined = _JOIN.match(words, one.end) if _EXPLICIT.match(words, one.end) else _BLANKS.match(words, one.end)
    run = _RUN.match(text[:following], joined.end()) if joined else None
    return run[0].strip(" ,") if run and " " in run[0].strip(" ,") else ""


def _given(text: str, words: str, one: Mention, following: int) -> str:
    """What stands behind the name: all of it after a colon or “is”, else a run of capitalized words."""
    joined = _JOIN.match(words, one.end)
    start = joined.end() if joined else one.end
    is_explicit = _EXPLICIT.match(words, one.end) is not None
    if start >= len(text) or start > following:
        return ""
    run = _RUN.match(text, start)
    if run:
        return run[0].strip(" ,")
    # “my company is sending me” tells no name: in small letters there is one only after a colon.
    if not is_explicit or (words[start].isascii() and not re.match(r"\s*[:=]", words[one.end :])):
        return ""
    stop = _STOPS.search(text, start)
    end = min(stop.start() if stop else len(text), following if following > start else len(text))
    part = text[start:end].strip()
    return part if 0 < len(part) <= 80 else ""


def _around(text: str, one: Mention, takes: str) -> str:
    """A name of the thing that is a part of its own name: “Example Memorial Hospital”, “MSc in Statistics”."""
    if takes != "line" or not text[one.start].isupper() or text[one.start : one.start + 2] == "I ":
        return ""
    line = text.rfind("\n", 0, one.start) + 1
    for run in _RUN.finditer(text, line):
        if run.start() <= one.start < run.end():
            return run[0].strip(" ,") if " " in run[0] else ""
        if run.start() > one.start:
            break
    return ""


_FULL_NAME = re.compile(
    r"(?:^\s*|姓名|拼音|名字|申请人|本人|我叫|我是|[Nn]ame|NAME|I am|I'm|I’m|[Aa]pplicant|/)[^\nA-Za-z]{0,12}?(?:Name)?[\s:：/(（是]*"
    r"(?P<surname>[A-Z]{2,20})[ ,，]{1,2}(?P<given>[A-Z]{2,20}(?: [A-Z]{2,20})?)(?![A-Za-z])[\s,，/(（]*"
)
# “my name is Chen Wei”: which of the two is the surname, only their writing tells, or they themselves.
_NAMED = re.compile(
    r"(?:\b[Mm]y (?:full )?name(?:'s| is)|\b[Ff]ull name(?: is)?|\b[Nn]ame(?: is)?|\bI am|\bI'm|\bi am|\bi'm)\s*:?\s+"
    r"(?P<first>[A-Z][a-z]{1,15}|[A-Z]{2,16}) (?P<last>[A-Z][a-z]{1,15}|[A-Z]{2,16})(?=\s*(?:[,，.;。\n(]|$))"
)
_NO_NAME = frozenset(
    "USA US DS UID DOB ICU SEVIS VISA DEAR SIR HI HELLO THE AND FOR NAME DATE PASSPORT PHONE EMAIL IN CHINA NOT SORRY FROM AT A AN SHANGHAI NANJING".split()
)


_SOMEBODY = re.compile(
    r"(?:\b(?:relative|patient|mother|father|mom|dad|mum|husband|wife|son|daughter|brother|sister|grandmother|grandfather|friend|doctor|organi[sz]er|contact|her|his|their)"
    r"|病人|患者|亲属|亲人|母亲|父亲|妈妈?|爸爸?|老公|老婆|丈夫|妻子|儿子|女儿|哥哥?|弟弟?|姐姐?|妹妹?|医生|联络人|[他她])(?:['’]?s)?(?:的)?(?:\s*full)?\s*$",
    re.IGNORECASE,
)


def _own(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first name that is not said to be somebody else's: “relative's name: WANG Wu”."""
    return next(
        (
            one
            for one in pattern.finditer(text)
            if not _SOMEBODY.search(text[max(0, one.start() - 24) : one.start()])
        ),
        None,
    )


def _two_words(
    known: Askable, keys: tuple[str, ...], text: str, today: date
) -> Iterator[tuple[str, Reading[object]]]:
    """Two words in capitals and small letters; in capitals is the surname, of two alike each may be it."""
    found = _own(_NAMED, text)
    if found is None or {found["first"].upper(), found["last"].upper()} & _NO_NAME:
        return
    words = (found["first"], found["last"])
    for key, order in zip(keys, (words, words[::-1]), strict=False):
        readings = [known.questions[key].kind.read(one, today) for one in order]
        values = tuple(one.value for one in readings if isinstance(one, Understood))
        if len(values) == 2 and words[0].isupper() != words[1].isupper():
            is_surname_first = words[0].isupper()
            yield key, Understood(values[0] if is_surname_first else values[1])
        elif len(values) == 2:
            yield key, Unsure(values, Text(""))


def full_name(
    known: Askable, keys: tuple[str, ...], text: str, today: date
) -> Iterator[tuple[str, Reading[object]]]:
    """A surname and given names in capitals, as the passport has them, where a message names its sender; the day of
    birth may follow them without a word."""
    if not keys or text == text.lower():
        # Both forms have capitals.
        return
    found = _own(_FULL_NAME, text)
    if found is None:
        yield from _two_words(known, keys, text, today)
    if found is None or {found["surname"], *found["given"].split()} & _NO_NAME:
        return
    *names, birth = keys
    for key, part in zip(names, (found["surname"], found["given"]), strict=True):
        reading = known.questions[key].kind.read(part, today)
        if isinstance(reading, Understood):
            yield key, reading
    kind = known.questions[birth].kind
    follows = kind.shape.match(folded(text), found.end()) if kind.shape else None
    born = kind.read(follows[0], today) if follows else None
    if isinstance(born, Understood):
        yield birth, born
