"""The reason in English, from the facts as they were given: what is urgent first, one thing a sentence.

A fact that was not given makes no sentence. A person's own English stands as a paragraph of its own, tidied; what was told
in Chinese stands at the end as it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.core import When
from bot.i18n import say_date, translate
from dialogs.expedited_interview.hurried_english import capital, ended, tidied
from dialogs.expedited_interview.request import Request
from dialogs.expedited_interview.sentences import (
    AT_THE_FUNERAL,
    CONDITION,
    EVENT,
    LATE_ARRIVAL,
    LOSS,
    NOBODY_ELSE,
    RELATIVES,
    Slot,
    Voice,
    as_written,
    english_of,
    stated,
)
from dialogs.expedited_interview.travelers import asking, of_whom, who, whose
from dialogs.expedited_interview.us_cities import name_and_city


def day(value: When) -> str:
    return translate(value, "en")


def on(value: When) -> str:
    """`on 6 May 1990`, or `in May 1990` where no day was told."""
    return f"on {say_date(value, 'en')}" if isinstance(value, date) else f"in {day(value)}"


def on_day(value: When | None) -> str:
    return on(value) if value is not None else ""


def voice(request: Request) -> Voice:
    they = RELATIVES[request.kin][1] or of_whom(request)
    then = on(request.event_date) if request.event_date else "on that day"
    return Voice(request.is_one, they, request.today, then, request.operation_date)


def sentence(template: str, request: Request) -> str:
    return voice(request).say(template)


def is_exchange(request: Request) -> bool:
    return request.visa_class.startswith("J")


def opening(request: Request) -> str:
    """Who asks for what, why, and by when: the first thing an officer reads."""
    interview = "an earlier nonimmigrant visa interview"
    if not request.is_one:
        interview = "earlier nonimmigrant visa interviews"
    return f"{asking(request)} request {interview} {OPENINGS[request.purpose](request)}"


def _interview(request: Request, by: When | None, later: str = "later") -> str:
    """When the interview is, and how many days behind `by` that is."""
    if not (isinstance(by, date) and isinstance(request.interview_date, date)):
        return f"{whose(request)} interview is not until {day(request.interview_date)}"
    days = (request.interview_date - by).days
    if days <= 0:
        return f"{whose(request)} interview is {on(request.interview_date)}"
    return f"{whose(request)} interview is not until {day(request.interview_date)}, {days} day{'s' if days > 1 else ''} {later}"


def city(request: Request) -> str:
    """Where the relative or the partner is, as it was told with the name of the hospital or of the firm."""
    told = request.counterpart if request.purpose == "business" else request.hospital
    return name_and_city(told)[1] if isinstance(told, str) else ""


def _humanitarian_opening(request: Request) -> str:
    by = request.funeral_date or request.needed_by
    place = city(request)
    if request.emergency == "death":
        why = f"because {_named(request)} has died."
        urgent = f"The funeral is {on(by)}{f' in {place}' if place else ''}" if by else ""
    else:
        why = f"because {_in_need(request, f' in {place}' if place else '')}."
        urgent = sentence(f"{{I}} must be there by {day(by)}", request) if by else ""
    interview = _interview(request, by)
    return f"{why} {urgent}, and {interview}." if urgent else f"{why} {capital(interview)}."


def _in_need(request: Request, there: str) -> str:
    if request.accident:
        return f"{_named(request)} was seriously injured in an accident{there} {on_day(request.ill_since)}"
    if request.emergency == "serious_illness":
        return f"{_named(request)} is seriously ill{there}"
    return f"of a family emergency{there} that concerns {_named(request).rstrip(',')}"


def _named(request: Request) -> str:
    """“my sister, BAO Lan,”, or “BAO Lan, the sister of BAO MEI (applicant 1),” where several people ask."""
    who = of_whom(request)
    if who.startswith("the "):
        return f"{request.relative_name}, {who},"
    return f"{who}, {request.relative_name},"


def _study_opening(request: Request) -> str:
    begins = (
        f"because {whose(request)} exchange visitor program at {request.school} begins"
        if is_exchange(request)
        else f"because classes at {request.school} start"
    )
    start, latest = request.class_start, request.latest_arrival
    if isinstance(latest, date):
        until = sentence(f"The school lets {{me}} arrive until {day(latest)} at the latest", request)
        is_in_time = request.interview_date <= latest
        counted = (
            _interview(request, start, "after that start") if is_in_time else _interview(request, latest)
        )
        return f"{begins} {on_day(start)}. {until}, and {counted}."
    return f"{begins} {on_day(start)}, and {_interview(request, start)}."


def _business_opening(request: Request) -> str:
    name, place = name_and_city(request.counterpart or "")
    return (
        f"because {who(request)} must be at {name}{f' in {place}' if place else ''} {on_day(request.event_date)} "
        f"on behalf of {request.company}, and {_interview(request, request.event_date)}."
    )


def _other_opening(request: Request) -> str:
    by = request.needed_by
    return (
        f"because {who(request)} must be in the United States by {day(by)}, and {_interview(request, by)}."
        if by
        else f"because {who(request)} cannot wait for {whose(request)} interview {on(request.interview_date)}."
    )


OPENINGS = {
    "humanitarian": _humanitarian_opening,
    "study": _study_opening,
    "business": _business_opening,
    "other": _other_opening,
}


def justification(request: Request) -> str:
    """Paragraphs from the facts, then the person's own English, then what is only there in Chinese."""
    story = STORIES.get(request.purpose)
    facts = " ".join(one for one in story(request) if one) if story is not None else ""
    return "\n".join(
        part for part in (facts, _expedited(request), _own_words(request), _chinese(request)) if part
    )


def _expedited(request: Request) -> str:
    if request.expedited_before != "yes":
        return ""
    return sentence("{I} or {my} organization had an expedited interview before.", request)


def _own_words(request: Request) -> str:
    said = english_of(request.justification or "")
    return "\n".join(ended(line) for line in tidied(said).split("\n") if line)


SLOTS: dict[str, tuple[tuple[str, Slot], ...]] = {
    "humanitarian": (("condition", CONDITION), ("nobody_else", NOBODY_ELSE)),
    "study": (("late_arrival", LATE_ARRIVAL),),
    "business": (("event", EVENT), ("loss", LOSS)),
}


def _chinese(request: Request) -> str:
    """What was told in Chinese, line by line under what it answers."""
    told = [(slot.title, as_written(getattr(request, key))) for key, slot in SLOTS.get(request.purpose, ())]
    lines = [f"{title}: {words}" for title, words in told if words]
    own = as_written(request.justification)
    return "\n".join(("In Chinese, as written:", *lines, *([own] if own else []))) if lines or own else ""


def _humanitarian(request: Request) -> Iterator[str]:
    yield _what_happened(request)
    if request.emergency != "death":
        yield _condition(request)
    slot = AT_THE_FUNERAL if request.emergency == "death" else NOBODY_ELSE
    yield stated(slot, request.nobody_else, voice(request))


def _condition(request: Request) -> str:
    """What the doctors say, with the day of the operation wherever that was told."""
    said = stated(CONDITION, request.condition, voice(request))
    planned = day(request.operation_date) if request.operation_date else ""
    if not planned or planned in said:
        return said
    return f"{said} An operation is planned for {planned}.".strip()


def _what_happened(request: Request) -> str:
    them = capital(of_whom(request))
    treated = f"is being treated at {ended(request.hospital or '')}"
    confirmed = f"{request.hospital} can confirm it."
    if request.emergency == "death":
        return f"{them} died {on_day(request.ill_since)}. {confirmed}"
    if request.accident:
        return f"{them} {treated}" if request.emergency == "serious_illness" else confirmed
    if request.emergency == "serious_illness":
        since = day(request.ill_since) if request.ill_since is not None else ""
        return f"{them} has been seriously ill since {since} and {treated}"
    return f"It began {on_day(request.ill_since)}. {confirmed}"


def _study(request: Request) -> Iterator[str]:
    accepted = "accepted as an exchange visitor by" if is_exchange(request) else "admitted to"
    yield f"{sentence('{I} have', request)} been {accepted} {request.school} ({request.programme})."
    yield stated(LATE_ARRIVAL, request.late_arrival, voice(request))


def _business(request: Request) -> Iterator[str]:
    yield stated(EVENT, request.event, voice(request))
    yield stated(LOSS, request.loss, voice(request))
    yield f"The loss is about {ended(request.loss_amount)}" if request.loss_amount else ""


STORIES = {"study": _study, "business": _business, "humanitarian": _humanitarian}
