"""The justification in English, from the facts as they were given: what is urgent first, one thing a sentence.

A fact that was not given makes no sentence; a person's own words stay as they are, and are labelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from bot.answers import is_han, meant_in
from bot.core import When
from bot.i18n import say_date, translate
from dialogs.expedited_interview.request import Request
from dialogs.expedited_interview.urgency import CONDITION_MEANS, LATE_ARRIVAL_MEANS, NOBODY_ELSE_MEANS

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

CONDITIONS = {
    "intensive_care": "{They} is in intensive care.",
    "operation": "An operation is planned.",
    "may_die": "The doctors say that {they} may not live long.",
    "needs_care": "{They} needs care all day.",
}
NOBODY_ELSE = {
    "no_family": "No other member of the family is there.",
    "must_decide": "Decisions on the treatment cannot be made without {me}.",
    "must_care": "Nobody but {me} can give the care that is needed.",
    "must_arrange": "Nobody but {me} can arrange the funeral.",
    "closest": "{I} {am} the closest family.",
    "only_child": "{one_is} an only child.",
}
LATE_ARRIVAL = {
    "not_allowed": "The school does not allow a later arrival.",
    "next_term": "With a later arrival {I} would lose the term.",
    "place_lost": "With a later arrival {I} would lose {my} place or funding.",
}
EVENTS = {
    "signing": "A contract is to be signed on that day.",
    "installation": "Equipment is to be installed or repaired on that day.",
    "inspection": "Goods or equipment are to be inspected and accepted on that day.",
    "negotiation": "Terms are to be negotiated in person on that day.",
    "training": "Training begins on that day.",
}
LOSSES = {
    "production": "If {I} miss this trip, production stops.",
    "contract": "If {I} miss this trip, a contract is lost.",
    "penalty": "If {I} miss this trip, a contractual penalty is due.",
    "order": "If {I} miss this trip, orders are lost.",
}
_DOCTORS = re.compile(
    r"^(?:the )?doctors? (?:say|says|said|told (?:us|me))(?: that)?[\s,:]+|^(?:医生|大夫)(?:说|讲)[，,：:\s]*",
    re.I,
)
_AS_WRITTEN = {
    **{
        f"{one}nt": f"{one}n't"
        for one in "ca do does did is was are were has have had could would should wo".split()
    },
    **{
        "im": "I'm",
        "ive": "I've",
        "u": "you",
        "ur": "your",
        "pls": "please",
        "bc": "because",
        "payed": "paid",
        "w/o": "without",
    },
}
_HURRIED = re.compile(rf"(?<![\w/'’])(?:{'|'.join(_AS_WRITTEN)})(?![\w/'’])")


def day(value: When) -> str:
    return translate(value, "en")


def on(value: When) -> str:
    """`on 6 May 1990`, or `in May 1990` where no day was told."""
    return f"on {say_date(value, 'en')}" if isinstance(value, date) else f"in {day(value)}"


def sentence(template: str, request: Request) -> str:
    """The words for whoever asks: one person or a group; `{They}` is the relative."""
    alone = request.party == "one"
    they = RELATIVES[request.kin][1] or _of(request)
    words = {
        "I": "I" if alone else "we",
        "am": "am" if alone else "are",
        "one_is": "I am" if alone else "one of us is",
        "me": "me" if alone else "us",
        "my": "my" if alone else "our",
        "they": they,
        "They": _capital(they),
    }
    return _capital(template.format(**words))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of(request: Request) -> str:
    noun = RELATIVES[request.kin][0]
    return f"my {noun}" if request.party == "one" else f"the {noun} of one of the applicants"


def told(
    codes: dict[str, str],
    value: str | None,
    words: str,
    request: Request,
    means: tuple[tuple[str, tuple[str, ...]], ...] = (),
) -> str:
    """A choice as its sentence, other words after the lead `words`; nothing of what was not given. Chinese words have the
    sentences of what they mean, and stand behind these as they were written."""
    if value is None:
        return ""
    if value in codes:
        return sentence(codes[value], request)
    meant = [sentence(codes[code], request) for code in meant_in(means, value)]
    if not meant:
        return f"{sentence(words, request)} {_ended(value)}"
    return " ".join((*meant, f"(As written in Chinese: {value})"))


def _ended(words: str) -> str:
    """A sentence, as whoever types on a phone would have written it with more time."""
    words = re.sub(r"(?<![\w.])i(?=\s|['’])", "I", words)
    words = _HURRIED.sub(lambda word: _AS_WRITTEN[word[0]], words)
    return words if words.endswith((".", "!", "?", "。", "！", "？")) else f"{words}."


def opening(request: Request) -> str:
    """Who asks for what, why, and by when: the first thing an officer reads."""
    one = request.party == "one"
    ask = (
        "I request an earlier nonimmigrant visa interview"
        if one
        else f"We, a group of {len(request.members)}, request earlier nonimmigrant visa interviews"
    )
    return f"{ask} {OPENINGS[request.purpose](request)}"


def _interview(request: Request, by: When | None) -> str:
    """When the interview is, and how much too late that is."""
    whose = "my" if request.party == "one" else "our"
    if not (isinstance(by, date) and isinstance(request.interview_date, date)):
        return f"{whose} interview is not until {day(request.interview_date)}"
    days = (request.interview_date - by).days
    if days <= 0:
        return f"{whose} interview is {on(request.interview_date)}"
    return f"{whose} interview is not until {day(request.interview_date)}, {days} day{'s' if days > 1 else ''} later"


def _humanitarian_opening(request: Request) -> str:
    by = request.funeral_date or request.needed_by
    if request.emergency == "death":
        why = f"because {_named(request)} has died."
        urgent = f"The funeral is {on(by)}" if by else ""
    else:
        why = (
            f"because {_named(request)} is seriously ill."
            if request.emergency == "serious_illness"
            else f"because of a family emergency that concerns {_named(request).rstrip(',')}."
        )
        urgent = sentence(f"{{I}} must be there by {day(by)}", request) if by else ""
    interview = _interview(request, by)
    return f"{why} {urgent}, and {interview}." if urgent else f"{why} {_capital(interview)}."


def _named(request: Request) -> str:
    if request.party == "one":
        return f"{_of(request)}, {request.relative_name},"
    return f"{request.relative_name}, {_of(request)},"


def _study_opening(request: Request) -> str:
    begins = (
        f"because {'my' if request.party == 'one' else 'our'} exchange visitor program at {request.school} begins"
        if is_exchange(request)
        else f"because classes at {request.school} start"
    )
    return f"{begins} {on_day(request.class_start)}, and {_interview(request, request.class_start)}."


def on_day(value: When | None) -> str:
    return on(value) if value is not None else ""


def _business_opening(request: Request) -> str:
    who = "I" if request.party == "one" else "we"
    return (
        f"because {who} must be at {request.counterpart} for {request.company} {on_day(request.event_date)}, "
        f"and {_interview(request, request.event_date)}."
    )


def _other_opening(request: Request) -> str:
    by = request.needed_by
    who = "I" if request.party == "one" else "we"
    return (
        f"because {who} must be in the United States by {day(by)}, and {_interview(request, by)}."
        if by
        else f"because {who} cannot wait for {'my' if request.party == 'one' else 'our'} interview {on(request.interview_date)}."
    )


OPENINGS = {
    "humanitarian": _humanitarian_opening,
    "study": _study_opening,
    "business": _business_opening,
    "other": _other_opening,
}


def is_exchange(request: Request) -> bool:
    return request.visa_class.startswith("J")


def justification(request: Request) -> str:
    """Paragraphs from the facts, then the person's own words under their label."""
    story = STORIES.get(request.purpose)
    facts = " ".join(one for one in story(request) if one) if story is not None else ""
    return "\n".join(part for part in (facts, _expedited(request), _own_words(request)) if part)


def _expedited(request: Request) -> str:
    if request.expedited_before != "yes":
        return ""
    return sentence("{I} or {my} organization had an expedited interview before.", request)


def _own_words(request: Request) -> str:
    text = request.justification
    if text is None:
        return ""
    label = "In my own words" if request.party == "one" else "In our own words"
    written = " (in Chinese, as written)" if any(map(is_han, text)) else ""
    return f"{label}{written}:\n{text}"


def _humanitarian(request: Request) -> Iterable[str]:
    yield _what_happened(request)
    said = _DOCTORS.sub("", request.condition) if request.condition is not None else None
    yield told(CONDITIONS, said, "The doctors say:", request, CONDITION_MEANS)
    why = "Why nobody else can go in {my} place:"
    yield told(NOBODY_ELSE, request.nobody_else, why, request, NOBODY_ELSE_MEANS)


def _what_happened(request: Request) -> str:
    if request.emergency == "death":
        return (
            f"{_capital(_of(request))} died {on_day(request.ill_since)}. {request.hospital} can confirm it."
        )
    if request.emergency == "serious_illness":
        since = day(request.ill_since) if request.ill_since is not None else ""
        return (
            f"{_capital(_of(request))} has been seriously ill since {since} "
            f"and is being treated at {_ended(request.hospital or '')}"
        )
    return f"It began {on_day(request.ill_since)}. {request.hospital} can confirm it."


def _study(request: Request) -> Iterable[str]:
    accepted = "accepted as an exchange visitor by" if is_exchange(request) else "admitted to"
    yield f"{sentence('{I} have', request)} been {accepted} {request.school} ({request.programme})."
    start = "The program begins" if is_exchange(request) else "Classes start"
    yield f"{start} {on_day(request.class_start)}."
    if request.latest_arrival is not None:
        yield f"{sentence('The school lets {me} arrive until', request)} {day(request.latest_arrival)} at the latest."
    yield told(LATE_ARRIVAL, request.late_arrival, "If {I} arrive late:", request, LATE_ARRIVAL_MEANS)


def _business(request: Request) -> Iterable[str]:
    yield f"{sentence('{I} have to travel to', request)} {request.counterpart} for {_ended(request.company or '')}"
    yield told(EVENTS, request.event, f"{_capital(on_day(request.event_date))}:", request)
    yield told(LOSSES, request.loss, "If {I} miss this trip, the economic loss is:", request)
    yield f"The loss is about {_ended(request.loss_amount)}" if request.loss_amount else ""


STORIES = {"study": _study, "business": _business, "humanitarian": _humanitarian}
