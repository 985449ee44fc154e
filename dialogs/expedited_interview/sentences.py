"""How what was chosen or told in free words stands in the letter: a sentence of its own for each thing, in good English.

Words that are a sentence stand as one; a fragment stands behind the sentence that its words mean. Chinese words have the
sentences of what they mean, and are told as they were written at the end of the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.answers import is_han
from bot.core import codes_in
from bot.i18n import translate
from dialogs.expedited_interview import words
from dialogs.expedited_interview.hurried_english import (
    as_clause,
    capital,
    ended,
    is_sentence,
    tidied,
    with_subject,
)
from dialogs.expedited_interview.money import sum_in_english

RELATIVES: dict[str, tuple[str, str]] = {
    "mother": ("mother", "she"),
    "father": ("father", "he"),
    "husband": ("husband", "he"),
    "wife": ("wife", "she"),
    "son": ("son", "he"),
    "daughter": ("daughter", "she"),
    "brother": ("brother", "he"),
    "sister": ("sister", "she"),
    "parent": ("parent", ""),
    "spouse": ("spouse", ""),
    "child": ("child", ""),
    "sibling": ("sibling", ""),
    "grandparent": ("grandparent", ""),
    "grandmother": ("grandmother", "she"),
    "grandfather": ("grandfather", "he"),
    "mother_in_law": ("mother-in-law", "she"),
    "father_in_law": ("father-in-law", "he"),
    "brother_in_law": ("brother-in-law", "he"),
    "sister_in_law": ("sister-in-law", "she"),
    "aunt": ("aunt", "she"),
    "uncle": ("uncle", "he"),
    "cousin": ("cousin", ""),
    "grandson": ("grandson", "he"),
    "granddaughter": ("granddaughter", "she"),
    "other_relative": ("relative", ""),
    "not_relative": ("friend", ""),
}
"""The word for somebody, and the pronoun where the word tells it."""
NEAR = frozenset(RELATIVES) - {"other_relative", "not_relative"}
"""Of these the word says who somebody is."""

Meanings = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks, one person or several, and how they call their relative; `then` is the day that is spoken of, `operation` that of an operation, where it was told."""

    is_one: bool = True
    they: str = "my relative"
    today: date = date.min
    then: str = "on that day"
    operation: date | None = None

    def say(self, template: str, **more: str) -> str:
        words = {
            "I": "I" if self.is_one else "we",
            "am": "am" if self.is_one else "are",
            "one_is": "I am" if self.is_one else "one of us is",
            "me": "me" if self.is_one else "us",
            "my": "my" if self.is_one else "our",
            "they": self.they,
            "They": capital(self.they),
            "then": self.then,
        }
        return capital(template.format(**words, **more))


@dataclass(frozen=True, slots=True)
class Slot:
    """Where the answer to one question stands: the sentences of its `codes`, in which `{what}` is what the words name, and
    the words that mean them. A sentence stands behind `clause` unless it opens as one `whole`; other words behind
    `fragment`. Chinese is told at the end under `title`."""

    title: str
    codes: Mapping[str, str]
    means: Meanings
    clause: str = "{clause}"
    fragment: str = "{words}"
    whole: re.Pattern[str] = re.compile(r"(?!)")
    lead: re.Pattern[str] = re.compile(r"(?!)")
    what: Callable[[str, Voice], str] = lambda _text, _voice: ""


def stated(slot: Slot, value: str | None, voice: Voice) -> str:
    """The English for an answer; "" where none was given, or none of its Chinese is known."""
    if value is None:
        return ""
    what = slot.what(value, voice)
    if value in slot.codes:
        return voice.say(slot.codes[value], what=what)
    said = english_of(slot.lead.sub("", value))
    meant = [voice.say(slot.codes[code], what=what) for code in codes_in(slot.means, value)]
    if not said:
        return " ".join(meant)
    english = with_subject(tidied(said), voice.they)
    if is_sentence(english):
        if slot.whole.match(english):
            return ended(capital(english))
        return voice.say(slot.clause, clause=ended(as_clause(english, value)))
    if meant:
        return f"{' '.join(meant)[:-1]} ({as_clause(english.rstrip('.'), value)})."
    return voice.say(slot.fragment, words=ended(as_clause(english, value)))


def english_of(value: str) -> str:
    """The English of what was told: all of it, without a few Chinese words among many, or nothing."""
    if not any(map(is_han, value)):
        return value
    english = re.sub(r"[\u3000-\u9fff\uff00-\uffef]+", " ", value)
    count = len(re.findall(r"[A-Za-z']{2,}", english))
    return " ".join(english.split()) if count > 3 and count > sum(map(is_han, value)) else ""


def as_written(value: str | None) -> str:
    """The Chinese that the letter has no English of its own for."""
    return value if value and any(map(is_han, value)) and not english_of(value) else ""


_DATED = re.compile(r"(?:(?P<year>[12]\d{3})[年./])?(?P<month>\d{1,2})[月./](?P<day>\d{1,2})")


def day_in(text: str, today: date) -> date | None:
    """The day that Chinese words name, the first of several; without a year the next such day."""
    found = _DATED.search(text)
    if found is None:
        return None
    try:
        day = date(int(found["year"] or today.year), int(found["month"]), int(found["day"]))
        is_next = not found["year"] and day < today - timedelta(days=90)
        return day.replace(year=day.year + 1) if is_next else day
    except ValueError:
        return None


def _operation(text: str, voice: Voice) -> str:
    day = voice.operation or (day_in(text, voice.today) if any(map(is_han, text)) else None)
    return f" for {translate(day, 'en')}" if day else ""


_CODE = re.compile(r"(?<![A-Za-z])[A-Za-z]{1,6}[-–]?\d[\w-]*|(?<![A-Za-z])[A-Z]{2,6}(?![A-Za-z])")


def _machine(text: str, _voice: Voice) -> str:
    """What Chinese words name in Latin letters: a machine, a line, a contract."""
    named = _CODE.findall(text) if any(map(is_han, text)) else []
    return f" ({', '.join(dict.fromkeys(named))})" if named else ""


def _sums(text: str, _voice: Voice) -> str:
    if not any(map(is_han, text)):
        return ""
    sums = [sum_in_english(part) for part in re.split(r"[，,。；;\s]+", text)]
    told = [one for one in sums if not any(map(is_han, one)) and re.search(r"[A-Z]{3} [\d,]+", one)]
    return f" ({', '.join(told)})" if told else ""


CONDITION = Slot(
    "What the doctors say",
    {
        "intensive_care": "{They} is in intensive care.",
        "operation": "An operation is planned{what}.",
        "may_die": "The doctors say that {they} may not live long.",
        "needs_care": "{They} needs care all day.",
    },
    words.CONDITION,
    clause="The doctors say that {clause}",
    fragment="The doctors say: {words}",
    whole=re.compile(
        r"(?:.*\b(?:doctors?|surgeons?)|(?:the |her |his )?hospital)\b|according to", re.I | re.S
    ),
    lead=re.compile(
        r"^(?:the )?doctors? (?:say|says|said|told (?:us|me))(?: that)?[\s,:]+|^(?:医生|大夫)(?:说|讲)[，,：:\s]*",
        re.I,
    ),
    what=_operation,
)
NOBODY_ELSE = Slot(
    "Why nobody else can go",
    {
        "no_family": "No other member of the family can be there.",
        "must_decide": "Decisions on the treatment cannot be made without {me}.",
        "must_care": "Nobody but {me} can give the care that is needed.",
        "must_arrange": "Nobody but {me} can arrange the funeral.",
        "closest": "{I} {am} the closest family.",
        "only_child": "{one_is} an only child.",
    },
    words.NOBODY_ELSE,
    fragment="Nobody else can go: {words}",
)
AT_THE_FUNERAL = replace(NOBODY_ELSE, means=words.AT_THE_FUNERAL)
LATE_ARRIVAL = Slot(
    "What a late arrival costs",
    {
        "not_allowed": "The school does not allow a later arrival.",
        "next_term": "If {I} arrive later, {I} must wait for the next term.",
        "place_lost": "With a later arrival {I} would lose {my} place or funding.",
    },
    words.LATE_ARRIVAL,
    clause="If {I} arrive late, {clause}",
    fragment="A later arrival would mean this: {words}",
    whole=re.compile(
        r"(?:if|when|after|without|otherwise|with a|late arrival|a late|arriving|the school (?:does|will) not)\b",
        re.I,
    ),
)
EVENT = Slot(
    "What happens then",
    {
        "signing": "A contract{what} is to be signed {then}.",
        "installation": "Equipment{what} is to be installed or repaired {then}.",
        "inspection": "An acceptance inspection{what} takes place {then}.",
        "negotiation": "Terms are to be negotiated in person {then}.",
        "training": "Training begins {then}.",
    },
    words.EVENT,
    fragment="The purpose of the trip is this: {words}",
    what=_machine,
)
LOSS = Slot(
    "The loss",
    {
        "production": "If {I} miss this trip, production stops{what}.",
        "contract": "If {I} miss this trip, a contract is lost{what}.",
        "penalty": "If {I} miss this trip, a contractual penalty is due{what}.",
        "order": "If {I} miss this trip, orders are lost{what}.",
    },
    words.LOSSES,
    clause="If {I} miss this trip, {clause}",
    fragment="If {I} miss this trip, the economic loss will be {words}",
    whole=re.compile(r"(?:if|when|without|otherwise|missing|with every|every|each)\b", re.I),
    what=_sums,
)
