"""The English e-mail made of a request: the eleven items in the page's order, and nothing that was not answered.

Dates as `6 May 1990`, times in 24 hours, surnames in capitals, mainland mobile numbers as 11 digits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pydantic import BaseModel

from bot.answers import NAMES, Phone
from bot.core import FileRef, Letter, When
from bot.i18n import N_, Text, translate
from dialogs.expedited_interview.request import (
    Applicant,
    EarlierVisa,
    Request,
    Residence,
    Workplace,
    lines_of,
)

RELATIVES = {
    "parent": "parent",
    "spouse": "spouse",
    "child": "child",
    "sibling": "sibling",
    "grandparent": "grandparent",
    "other_relative": "relative",
    "not_relative": "friend or acquaintance",
}
CATEGORIES = {
    "humanitarian": "humanitarian",
    "study": "student",
    "business": "emergency business trip",
    "other": "other",
}


def compose(request: Request, to: str) -> Letter:
    who = (
        request.members[0].name
        if request.party == "one"
        else f"group of {len(request.members)} ({request.organizer})"
    )
    subject = (
        f"Expedited interview request: {who}, {request.visa_class}, interview {day(request.interview_date)}"
    )
    return Letter(to, request.email, subject, body(request), attachments(request))


def day(value: When) -> str:
    """As told: `6 May 1990`, `May 1990` or `1990`."""
    return translate(value, "en")


def at_that_time(value: When) -> str:
    """`on 6 May 1990`, `in May 1990`"""
    return f"{'on' if isinstance(value, date) else 'in'} {day(value)}"


def body(request: Request) -> str:
    opening = (
        f"I request an expedited nonimmigrant visa interview ({CATEGORIES[request.purpose]})."
        if request.party == "one"
        else f"We request expedited nonimmigrant visa interviews for a group of {len(request.members)} ({CATEGORIES[request.purpose]})."
    )
    signed = request.members[0].name if request.party == "one" else f"{request.organizer}\nGroup organizer"
    return "\n\n".join(
        [
            "Dear Consular Officer,",
            opening,
            *items(request),
            "Thank you for considering this request.",
            f"Sincerely,\n{signed}",
        ]
    )


def items(request: Request) -> list[str]:
    """The page's items as it numbers them; in a group the first seven are each applicant's."""
    if request.party == "one":
        me = request.members[0]
        return [
            f"1. Full name: {me.name}",
            f"2. {titled(me, 2)}",
            f"3. {titled(me, 3)}",
            f"4. {titled(me, 4)}",
            f"5. Original interview: {appointment(request)}\n{titled(me, 5)}",
            f"6. {visas(me.visas)}",
            f"7. {titled(me, 7)}",
            *shared(request),
        ]
    members = [member(number, applicant) for number, applicant in enumerate(request.members, 1)]
    return [
        "1–7. Applicants:",
        *members,
        f"Original interview: {appointment(request)}",
        *shared(request),
    ]


def member(number: int, applicant: Applicant) -> str:
    lines = [
        f"Applicant {number}: {applicant.name}",
        *(titled(applicant, item) for item in (2, 3, 4, 5)),
        visas(applicant.visas),
        titled(applicant, 7),
    ]
    return "\n".join(line for line in lines if line)


def shared(request: Request) -> list[str]:
    return [
        f"8. Detailed justification:\n{justification(request)}",
        f"9. Contact in China:\n{titled(request, 9)}",
        f"10. Residence and work in the past 6 months:\n{past_months(request)}",
        f"11. Proof attached: {proof(request)}",
    ]


def titled(part: BaseModel, item: int) -> str:
    """The lines of an item that are a title and an answer; nothing of what was not answered."""
    told = [(key, line.title, getattr(part, key)) for key, line in lines_of(type(part)) if line.item == item]
    return "\n".join(
        f"{title}: {shown(key, value)}" for key, title, value in told if title and value is not None
    )


def shown(key: str, value: object) -> str:
    return translate(Phone().show(value) if key == "phone" and isinstance(value, str) else value, "en")


def appointment(request: Request) -> str:
    return f"{day(request.interview_date)}, {request.interview_time:%H:%M}"


def visas(earlier: tuple[EarlierVisa, ...]) -> str:
    title = "Previous U.S. visas issued or refused:"
    if not earlier:
        return f"{title} none"
    return "\n".join([title, *(f"- {visa(one_visa)}" for one_visa in earlier)])


def visa(earlier: EarlierVisa) -> str:
    parts = (
        earlier.visa_class,
        f"{earlier.outcome} {at_that_time(earlier.when)}",
        _post(earlier.place or ""),
    )
    return ", ".join(part for part in parts if part)


POSTS = {
    "上海": "Shanghai",
    "北京": "Beijing",
    "广州": "Guangzhou",
    "沈阳": "Shenyang",
    "成都": "Chengdu",
    "武汉": "Wuhan",
    "香港": "Hong Kong",
    "台北": "Taipei",
}


def _post(place: str) -> str:
    """The English name of a post in this part of the world; any other place as it was written."""
    return next((english for chinese, english in POSTS.items() if chinese in place), place)


def justification(request: Request) -> str:
    """English sentences from the concrete answers, then the applicant's own words as they were written."""
    return f"{STORIES[request.purpose](request)}\n{request.justification}"


def _we(request: Request) -> str:
    return "I" if request.party == "one" else "We"


def _our(request: Request) -> str:
    return "my" if request.party == "one" else "our"


def _study(request: Request) -> str:
    why = request
    return (
        f"{_we(request)} have been admitted to {why.school} ({why.programme}). "
        f"Classes start on {_day(why.class_start)}, before {_our(request)} interview on {day(request.interview_date)}."
    )


def _business(request: Request) -> str:
    why = request
    return (
        f"{_we(request)} travel for {why.company} to meet {why.counterpart} on {_day(why.event_date)}; "
        f"{_our(request)} interview is on {day(request.interview_date)}. If the trip is missed, this economic loss follows: {why.loss}"
    )


def _humanitarian(request: Request) -> str:
    why = request
    whose = "my" if request.party == "one" else "an applicant's"
    who = f"{whose} {RELATIVES[why.relative or 'other_relative']}, {why.relative_name},"
    return f"{_emergency(why, who)} {_other(request)}"


def _emergency(why: Request, who: str) -> str:
    if why.emergency == "death":
        return f"{who[0].upper()}{who[1:]} died {at_that_time(why.ill_since) if why.ill_since else ''}. This can be confirmed by {why.hospital}."
    if why.emergency == "serious_illness":
        return f"{who[0].upper()}{who[1:]} has been seriously ill since {_day(why.ill_since)} and is treated at {why.hospital}."
    return f"There is a family emergency concerning {who} since {_day(why.ill_since)}. It can be confirmed by {why.hospital}."


def _day(value: When | None) -> str:
    return day(value) if value is not None else ""


def _other(request: Request) -> str:
    return f"{_our(request).capitalize()} interview is on {day(request.interview_date)}, which is too late."


STORIES = {"study": _study, "business": _business, "humanitarian": _humanitarian, "other": _other}


def past_months(request: Request) -> str:
    lived = [f"- Residence: {residence(entry)}" for entry in request.residences]
    worked = [f"- {workplace(entry)}" for entry in request.workplaces]
    return "\n".join([*lived, *worked])


def unit(code: str | None) -> str:
    return translate(NAMES[code], "en") if code in NAMES else ""


def stretch(entry: Residence | Workplace) -> str:
    return f"{day(entry.since)} to {day(entry.end) if entry.end is not None else 'present'}"


def residence(entry: Residence) -> str:
    return f"{entry.address} ({unit(entry.unit)}), {stretch(entry)}"


def workplace(entry: Workplace) -> str:
    if entry.kind == "retired":
        return f"Work: retired, {stretch(entry)}"
    if entry.kind == "none":
        return f"Work: not employed, {stretch(entry)}"
    kind = "Study" if entry.kind == "student" else "Work"
    return f"{kind}: {entry.employer}, {entry.address} ({unit(entry.unit)}), {stretch(entry)}"


def paper(request: Request) -> str:
    if request.purpose == "study":
        return "Form DS-2019" if request.visa_class.startswith("J") else "Form I-20"
    papers = {"business": "invitation letter", "humanitarian": "evidence from a U.S. doctor or hospital"}
    if request.purpose == "humanitarian" and request.emergency != "serious_illness":
        return "evidence of the emergency"
    return papers.get(request.purpose, "supporting paper")


FILE_NAMES = {
    "Form I-20": "I-20",
    "Form DS-2019": "DS-2019",
    "invitation letter": "invitation-letter",
    "evidence from a U.S. doctor or hospital": "hospital-letter",
    "evidence of the emergency": "evidence",
    "supporting paper": "supporting-paper",
}


def attachments(request: Request) -> tuple[FileRef, ...]:
    """The proof under names that say what it is: `I-20.pdf`, `hospital-letter-1.jpg`."""
    name = FILE_NAMES[paper(request)]
    if len(request.proof) == 1:
        return (replace(request.proof[0], name=f"{name}.{request.proof[0].kind}"),)
    return tuple(
        replace(file, name=f"{name}-{number}.{file.kind}") for number, file in enumerate(request.proof, 1)
    )


def proof(request: Request) -> str:
    pages = sum(file.pages for file in request.proof)
    return f"{paper(request)}, {pages} page{'s' if pages > 1 else ''}"


def _gloss_of_visas(count: int) -> Text:
    return (
        N_("6. Earlier US visas: %(count)s listed").of(count=count)
        if count
        else N_("6. Earlier US visas: none")
    )


def gloss(request: Request) -> tuple[Text, ...]:
    """The letter's parts for a reader of Chinese: what each says."""
    names = "、".join(applicant.name for applicant in request.members)
    return (
        N_("What the e-mail says:"),
        N_("1. Full name: %(value)s").of(value=names),
        N_("2–4. Birth date, passport, visa class: as you gave them"),
        N_("5. Original interview: %(day)s %(time)s").of(
            day=request.interview_date, time=request.interview_time
        ),
        _gloss_of_visas(sum(len(applicant.visas) for applicant in request.members)),
        N_("7. DS-160 number: %(value)s").of(
            value="、".join(applicant.ds160_number for applicant in request.members)
        ),
        N_("8. Why it cannot wait: your facts in English sentences, then your own words"),
        N_("9. Contact: %(phone)s, %(email)s").of(phone=Phone().show(request.phone), email=request.email),
        N_("10. Where you lived and worked in the past six months"),
        N_("11. Proof attached"),
    )
