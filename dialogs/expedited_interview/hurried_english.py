"""English typed in a hurry, as its writer would have put it with more time; what is whole and what is a fragment.

No word of substance is added or left out: only letters, capitals and the small talk of a chat change.
"""

from __future__ import annotations

import re

from bot.answers import is_han
from dialogs.expedited_interview.us_cities import CITIES

_CHAT = re.compile(
    r"(?<![\w'’])(?:lo+l|lmao|rofl|(?:ha){2,}h?|(?:he){2,}|tbh|btw|omg|ugh+|imo|idk|thx|tysm|um+|uh+|sorry|"
    r"(?:it['’]?s|that['’]?s) (?:all )?in the (?:e-?mail|mail|letter)|(?:like|as) i (?:just )?(?:said|told (?:you|u))|i (?:just )?told (?:you|u))"
    r"(?![\w'’])[\s,;:.!]*|[:;]-?[()]|[\U0001F300-\U0001FAFF☀-➿️]+\s*",
    re.I,
)
SPELLED = {
    f"{one}nt": f"{one}n't"
    for one in "ca do does did is was are were has have had could would should wo".split()
} | {
    "im": "I'm",
    "ive": "I've",
    "ill be": "I'll be",
    "u": "you",
    "ur": "your",
    "pls": "please",
    "plz": "please",
    "bc": "because",
    "cuz": "because",
    "cos": "because",
    "coz": "because",
    "tho": "though",
    "ppl": "people",
    "gonna": "going to",
    "gotta": "have to",
    "wanna": "want to",
    "tmrw": "tomorrow",
    "uni": "university",
    "payed": "paid",
    "w/o": "without",
    "w/": "with",
    "thats": "that's",
    "theres": "there's",
    "hes": "he's",
    "shes": "she's",
    "theyre": "they're",
}
_SPELLED = re.compile(
    rf"(?<![\w/'’])(?:{'|'.join(map(re.escape, sorted(SPELLED, key=len, reverse=True)))})(?![\w/'’])", re.I
)
_ITS = re.compile(
    r"\bits(?= (?:a|an|the|in|not|my|on|too|been|very|so|also|already|only|due|going|at|for|no|really|about|all)\b)",
    re.I,
)
MONTHS = "January February March April May June July August September October November December".split()
_MONTH = {one: month for month in MONTHS for one in (month.lower(), month.lower()[:3])} | {
    "sept": "September"
}
_NAMED_MONTH = "|".join(sorted(_MONTH, key=len, reverse=True))
# “gate 3 may close” names no month: behind it stands a verb.
_VERB_BEHIND_MAY = r"(?!(?<=may) (?!(?:for|in|at|and|or|but|so|to|because|when|if|i|we|they|he|she|it|my|our|the|is|was)\b)[a-z])"
_DATED = re.compile(
    rf"\b(?:{_NAMED_MONTH})\b\.?(?=\s+\d)|"
    rf"(?:(?<=\d )|(?<=\dst )|(?<=\d(?:n|r|t)[dh] ))(?:{_NAMED_MONTH})\b{_VERB_BEHIND_MAY}\.?",
    re.I,
)
_ALWAYS_MONTHS = re.compile(
    r"\b(?:january|february|april|june|july|august|september|october|november|december)\b"
)
_WEEKDAYS = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
SHORT = {one: one.upper() for one in "icu mri er usa usd nicu ct".split()}
PROPER = {
    one: one.title()
    for one in "china chinese american english shanghai beijing suzhou hangzhou nanjing ningbo hefei wuxi texas california florida ohio illinois".split()
}
_LOWER = {city.lower(): city for city in CITIES.values()}
_NAMES = {**SHORT, **PROPER, **_LOWER, "dr.": "Dr.", "dr": "Dr.", "i-20": "I-20", "ds-2019": "DS-2019"}
_NAMED = re.compile(
    rf"(?<![\w.@/-])(?:{'|'.join(map(re.escape, sorted(_NAMES, key=len, reverse=True)))})(?![\w@/-])"
)
_ENDS = (".", "!", "?", "。", "！", "？", "…")

_AUX = (
    "am is are was were has have had do does did can could will would must may might should shall cannot can't don't "
    "doesn't didn't won't wouldn't couldn't isn't aren't wasn't weren't hasn't haven't need needs"
)
_VERBS = (
    "ask asks begin begins begun called came comes cost costs decided defer depends died expects falls fell gave get gets give gives "
    "go goes got happen happens happened keep keeps know knows knew lets lie lives live lived looks lose loses lost made make "
    "makes means miss misses moved operates owns passed pay pays plan plans refuses remains require requires requested runs said "
    "say says scheduled sends sent sign signs starts start stays stop stops suffers suffered takes take told took trained trusts wait waits want wants went works "
    "work wrote lacks supplies supports teaches"
)
_VERB = "|".join((*_AUX.split(), *_VERBS.split()))
_FINITE = re.compile(
    rf"(?<![\w'’])(?<!\bto )(?:{_VERB})(?![\w'’])|(?<=[a-z])['’](?:m|s|re|ve|ll|d)\b",
    re.I,
)
_SOMEBODY_DOES = re.compile(
    r"(?:i|we|they|you|he|she|it|nobody)\s+(?!and\b|or\b|alone\b|only\b)[a-z']+", re.I
)
_OPENS = re.compile(
    r"(?:if|when|because|as|since|after|without|on|in|at|by|until|with|due|before|although|while|for|unless)\b",
    re.I,
)
_NEEDS_A_SUBJECT = re.compile(rf"(?:{_VERB}|not)\b", re.I)
_THIRD = re.compile(
    r"(?:is|was|has|needs|does|doesn't|isn't|hasn't|lacks|suffers|suffered|lives|remains|may|might)\b", re.I
)
_FUNCTION = re.compile(
    r"(?:the|they|my|our|we|it|he|she|his|her|their|there|a|an|all|this|that|these|no|nobody|nothing|only|both|in|on|at|after|"
    r"because|when|if|without|since|one|another|each|every|some|other|otherwise|then|even|to|by|for|until|surgery|doctors|schools?)(?=[\s'’])",
    re.I,
)


def tidied(text: str) -> str:
    """English as its writer would have put it with more time; Chinese as it is."""
    if any(map(is_han, text)):
        return text
    return "\n".join(_tidied_line(line) for line in text.split("\n"))


def _tidied_line(line: str) -> str:
    said = _CHAT.sub("", line)
    said = _SPELLED.sub(lambda word: SPELLED[word[0].lower()], said)
    said = _ITS.sub("it's", said)
    said = re.sub(r"(?<![\w.])i(?=[\s'’,]|$)", "I", said)
    said = _DATED.sub(lambda word: _MONTH[word[0].lower().rstrip(".")], said)
    said = _ALWAYS_MONTHS.sub(lambda word: word[0].capitalize(), said)
    said = _WEEKDAYS.sub(lambda word: word[0].capitalize(), said)
    said = _DOCTOR.sub("the doctor", said)
    said = _NAMED.sub(lambda word: _NAMES[word[0]], said)
    said = re.sub(r"([!?])\1+", r"\1", re.sub(r"\.{2,}", ".", said))
    said = _parted(" ".join(said.split()).strip(" ,;:"))
    return re.sub(r"(^|(?<!\bDr)[.!?] )([a-z])", lambda start: start[1] + start[2].upper(), said)


# “dr says two weeks”: nobody of that name.
_DOCTOR = re.compile(
    r"\b(?:the )?(?:dr|doc)\b\.?(?= (?:says?|said|thinks?|told|gives?|gave|wants?|expects?|isn't|is)\b)", re.I
)
_ANOTHER = re.compile(
    r"(?<=[a-z0-9])(?<!\band)(?<!\bbut)(?<!\bthat)(?<!\bso)(?<!\bif)(?<!\bbecause)(?<!\bas)(?<!\bwhat)(?<!\bwhen)(?<!\bwhere)(?<!\bor)(?<!\bsince)(?<!\bsays)(?<!\bsay)(?<!\bsaid)(?<!\bknow)(?<!\bthink)"
    r" (?=(?:there's|there is|there are|the doctors? (?:says?|said|gives?|gave|thinks?))\b)",
    re.I,
)
_SUBJECT = re.compile(
    r"(?<=[a-z0-9]) (?=(?:she|he|they|we|it|I)(?:'s|'re|'m| is| are| am| has| had| can't| cannot| needs)\b)"
)


def _parted(said: str) -> str:
    """Sentences that ran into each other: “… cancer the doctor says two weeks”, “cancer stage 4 she's in hospice”."""
    said = _ANOTHER.sub(". ", said)
    subject = _SUBJECT.search(said)
    is_named_only = (
        subject is not None and not _FINITE.search(said[: subject.start()]) and not _OPENS.match(said)
    )
    return (
        f"{said[: subject.start()]}; {said[subject.end() :]}"
        if subject and is_named_only and _IS_NOUN.match(said)
        else said
    )


# What opens with one of these is no bare noun: “every day she is worse”.
_IS_NOUN = re.compile(
    r"(?!(?:every|each|now|today|the|this|that|last|next|then|also|and|but|so|what|who|how|all|only|my|her|his)\b)[a-z]",
    re.I,
)


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def ended(words: str) -> str:
    return words if not words or words.endswith(_ENDS) else f"{words}."


def is_sentence(words: str) -> bool:
    """Whether English words stand by themselves: a subject and its verb in the first clause that is not a side one."""
    said = words.strip()
    if _NEEDS_A_SUBJECT.match(said):
        return False
    if _SOMEBODY_DOES.match(said):
        return True
    clauses = re.split(r"[,.;:!?]\s|\s-\s", said)
    first = clauses[1:2] if _OPENS.match(said) and len(clauses) > 1 else clauses[:1]
    return bool(first and _FINITE.search(first[0]))


def with_subject(words: str, they: str) -> str:
    """“needs a bypass”, “lose my place”: the subject that its writer left out, `they` or I; other words as they are."""
    said = words.strip()
    if not _NEEDS_A_SUBJECT.match(said) or re.match(r"not\b", said, re.I):
        return said
    who = they if _THIRD.match(said) else "I"
    return f"{capital(who)} {said[:1].lower()}{said[1:]}"


def as_clause(sentence: str, typed: str) -> str:
    """A sentence behind “that” or a comma: its first word small, where it is no name or was `typed` so."""
    first = sentence.split(maxsplit=1)[0] if sentence.strip() else ""
    small = first[:1].lower() + first[1:]
    is_typed_small = re.search(rf"(?<!\w){re.escape(small)}(?!\w)", typed) is not None and small != first
    is_name = small in _NAMES or small.split("'")[0] == "i"
    if _FUNCTION.match(sentence) or (is_typed_small and not is_name):
        return sentence[:1].lower() + sentence[1:]
    return sentence
