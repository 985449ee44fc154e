"""The English e-mail made of a request: what is urgent first, then the page's eleven items in its order.

Nothing stands in it that was not answered. Dates as `6 May 1990` or as told, times in 24 hours, surnames in capitals,
telephone numbers as `+86 138 1234 5678`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pydantic import BaseModel

from bot.answers import NAMES, POSTS, english_address, with_capitals
from bot.core import FileRef, Letter, Month, Year, first_day, last_day
from bot.i18n import N_, Text, translate
from dialogs.expedited_interview.request import (
    HALF_A_YEAR,
    Applicant,
    EarlierVisa,
    Gap,
    Request,
    Residence,
    Workplace,
    lines_of,
)
from dialogs.expedited_interview.sentences import NEAR, RELATIVES
from dialogs.expedited_interview.story import city, day, is_exchange, justification, on, opening
from dialogs.expedited_interview.travelers import is_family


def compose(request: Request, to: str) -> Letter:
    return Letter(to, request.email, subject(request), body(request), attachments(request))


def subject(request: Request) -> str:
    """Who, which class, why and by when, and the interview that is too late."""
    who = (
        request.members[0].name
        if request.is_one
        else f"{'family' if is_family(request) else 'group'} of {len(request.members)} ({request.organizer})"
    )
    parts = (who, request.visa_class, reason(request), f"interview {day(request.interview_date)}")
    return f"Expedited interview request: {', '.join(part for part in parts if part)}"


def reason(request: Request) -> str:
    """The reason in a few words, with the day that hurts where one was told."""
    by = request.needed_by
    needed = f"needed by {day(by)}" if by else ""
    match request.purpose:
        case "humanitarian":
            return ", ".join(part for part in (_of_the_relative(request), needed) if part)
        case "study":
            starts = "program begins" if is_exchange(request) else "classes start"
            start, latest = request.class_start, request.latest_arrival
            arrival = f"arrival by {day(latest)}" if latest and latest != start else ""
            return ", ".join(part for part in (arrival, f"{starts} {day(start)}" if start else "") if part)
        case "business":
            place = f" in {city(request)}" if city(request) else ""
            return f"business trip{place}" + (f" {on(request.event_date)}" if request.event_date else "")
        case _:
            return needed


def _of_the_relative(request: Request) -> str:
    who = RELATIVES[request.kin][0]
    if request.emergency == "death":
        funeral = request.funeral_date
        return f"{who}'s funeral {on(funeral)}" if funeral else f"{who}'s death"
    ill = f"{who} seriously {'injured' if request.accident else 'ill'}"
    planned = f", operation {on(request.operation_date)}" if request.operation_date else ""
    return (
        f"{ill}{planned}"
        if request.emergency == "serious_illness" or request.accident
        else "family emergency"
    )


def body(request: Request) -> str:
    parts = (
        "Dear Consular Officer,",
        opening(request),
        *items(request),
        "Thank you for considering this request.",
        f"Sincerely,\n{signature(request)}",
    )
    return "\n\n".join(part for part in parts if part)


def signature(request: Request) -> str:
    """A name in its natural order, and where to reach it; whoever writes for others than their family says so."""
    me = request.members[0]
    given = "" if me.given_names == "FNU" else f"{me.given_names.title()} "
    name = f"{given}{me.surname.title()}" if request.is_one else request.organizer
    office = "" if request.is_one or is_family(request) else "Group organizer"
    return "\n".join(part for part in (name, office, telephone(request.phone), request.email) if part)


def items(request: Request) -> list[str]:
    """The page's items as it numbers them; in a group the first seven are each applicant's."""
    if request.is_one:
        me = request.members[0]
        return [
            f"1. {name(me)}",
            f"2. {titled(me, 2)}",
            f"3. {titled(me, 3)}",
            f"4. {titled(me, 4)}",
            f"5. Original interview: {appointment(request)}\n{titled(me, 5)}",
            f"6. {visas(me.visas, none_at_all(request), refusals(request))}",
            f"7. {titled(me, 7)}",
            *shared(request),
        ]
    members = [member(number, one, request) for number, one in enumerate(request.members, 1)]
    return [
        "1 to 7. For each applicant:",
        *members,
        f"Original interview: {appointment(request)}",
        refusals(request),
        *shared(request),
    ]


def name(applicant: Applicant) -> str:
    """The surname can be told from the given names."""
    return f"Full name: {applicant.name} (surname: {applicant.surname}; given names: {applicant.given_names})"


def member(number: int, applicant: Applicant, request: Request) -> str:
    organizer = request.organizer
    who = RELATIVES[applicant.relation][0].capitalize() if applicant.relation in NEAR else ""
    lines = [
        f"Applicant {number}",
        name(applicant),
        f"{who} of {organizer}" if who and organizer else "",
        *(titled(applicant, item) for item in (2, 3, 4, 5)),
        visas(applicant.visas, none_at_all(request)),
        titled(applicant, 7),
    ]
    return "\n".join(line for line in lines if line)


def shared(request: Request) -> list[str]:
    of_all = "" if request.is_one else " of the applicants"
    return [
        f"8. Detailed justification:\n{justification(request)}",
        f"9. Contact in China:\n{titled(request, 9)}",
        f"10. Residence and work{of_all} in the past 6 months:\n{past_months(request)}",
        f"11. Proof attached: {proof(request)}",
    ]


def titled(part: BaseModel, item: int) -> str:
    """The lines of an item that are a title and an answer; nothing of what was not answered."""
    told = [(key, line.title, getattr(part, key)) for key, line in lines_of(type(part)) if line.item == item]
    return "\n".join(
        f"{title}: {shown(key, value)}" for key, title, value in told if title and value is not None
    )


def shown(key: str, value: object) -> str:
    return telephone(str(value)) if key == "phone" else translate(value, "en")


def telephone(number: str) -> str:
    """`+86 138 1234 5678`; an extension after it; a gap as it stands."""
    if number.startswith("["):
        return number
    # Imported here: its tables are large, and only the letter needs them.
    import phonenumbers

    e164, _, extension = number.partition(";ext=")
    told = phonenumbers.format_number(phonenumbers.parse(e164), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return f"{told} ext. {extension}" if extension else told


def appointment(request: Request) -> str:
    return f"{day(request.interview_date)}, {request.interview_time:%H:%M}"


def none_at_all(request: Request) -> str:
    """What is said of somebody who has no earlier visa."""
    if request.refused_before == "never_applied":
        return (
            "none; I have never applied for a U.S. visa" if request.is_one else "none; never applied before"
        )
    return "none issued, none refused" if request.refused_before == "no" else "none"


def visas(earlier: tuple[EarlierVisa, ...] | Gap, none: str, never_refused: str = "") -> str:
    title = "Previous U.S. visas issued or refused:"
    if isinstance(earlier, Gap):
        return f"{title} {earlier}"
    if not earlier:
        return f"{title} {none}."
    lines = [title, *(f"- {visa(one_visa)}" for one_visa in earlier), never_refused]
    return "\n".join(line for line in lines if line)


def refusals(request: Request) -> str:
    """That there was none is said, too, beside visas that were issued; of a group, also a refusal that stands with no
    member."""
    # In a preview a member's may be a gap.
    known: list[tuple[EarlierVisa, ...] | Gap] = [member.visas for member in request.members]
    listed = [visa for visas in known if not isinstance(visas, Gap) for visa in visas]
    if any(visa.outcome == "refused" for visa in listed):
        return ""
    if request.refused_before == "no" and listed:
        return (
            "I have never been refused a U.S. visa."
            if request.is_one
            else "None of the applicants has ever been refused a U.S. visa."
        )
    return (
        f"One of the applicants was refused a U.S. visa {on(request.last_refusal)}."
        if request.last_refusal
        else ""
    )


def visa(earlier: EarlierVisa) -> str:
    """A refusal is of a day; where only its month or year is known, that is said."""
    is_vague = earlier.outcome == "refused" and not isinstance(earlier.when, date | Gap)
    parts = (
        earlier.visa_class or "U.S. visa",
        f"{earlier.outcome} {on(earlier.when)}{' (exact date not known)' if is_vague else ''}",
        _post(earlier.place or ""),
    )
    return ", ".join(part for part in parts if part)


def _post(place: str) -> str:
    """The English name of a post in this part of the world; any other place as it was written, with its capitals."""
    known = next((english for chinese, english in POSTS.items() if chinese in place), None)
    return known or with_capitals(place)


def past_months(request: Request) -> str:
    lived = [f"- Residence: {residence(entry)}" for entry in request.residences]
    worked = [
        f"- {workplace(_after_the_last(entry, request), whose(entry, request))}"
        for entry in request.workplaces
    ]
    return "\n".join([*lived, *worked])


def _after_the_last(entry: Workplace, request: Request) -> Workplace:
    """Who worked until 31 October and has no work “since October” has none since November."""
    since = entry.since
    if entry.kind not in ("none", "retired") or not isinstance(since, Month | Year):
        return entry
    ends = [
        last_day(one.end)
        for one in request.workplaces
        if isinstance(one.end, date | Month | Year) and one is not entry and one.whose == entry.whose
    ]
    within = [end for end in ends if first_day(since) <= end <= last_day(since)]
    if not within:
        return entry
    after = max(within) + timedelta(days=1)
    began = Month(after.year, after.month) if after.day == 1 else after
    is_over = isinstance(entry.end, date | Month | Year) and last_day(entry.end) < after
    return entry if is_over else entry.model_copy(update={"since": began})


def stretch(entry: Residence | Workplace) -> str:
    if entry.since == HALF_A_YEAR:
        return "for more than six months"
    return f"{translate(entry.since, 'en')} to {day(entry.end) if entry.end is not None else 'present'}"


def residence(entry: Residence) -> str:
    return f"{place(entry.address, entry.unit)}, {stretch(entry)}"


def place(address: str | None, unit: str | None) -> str:
    """An address in English with the province where it does not name it, and what was written beside it."""
    written = address or ""
    english = english_address(written)
    said = english or written
    province = translate(NAMES[unit], "en") if unit in NAMES else ""
    if province and province.casefold() not in said.casefold():
        said = f"{said}, {province}"
    return f"{said} ({written})" if english else said


def whose(entry: Workplace, request: Request) -> str:
    """Of several who it is, by name where just one of them is called so."""
    if entry.whose is None:
        return ""
    named = [one.name for one in request.members if one.relation == entry.whose]
    return f" ({named[0]})" if len(named) == 1 else f" ({RELATIVES[entry.whose][0]})"


def workplace(entry: Workplace, of_whom: str = "") -> str:
    if entry.kind in ("retired", "none"):
        kind = ("Retired" if entry.kind == "retired" else "Not employed") + of_whom
        if entry.end is not None or entry.since == HALF_A_YEAR:
            return f"{kind}, {stretch(entry)}"
        return f"{kind} since {translate(entry.since, 'en')}"
    kind = "Study" if entry.kind == "student" else "Internship" if entry.position == "intern" else "Work"
    return f"{kind}{of_whom}: {entry.employer}, {place(entry.address, entry.unit)}, {stretch(entry)}"


def paper(request: Request) -> str:
    """What the case needs; a file on which no form was seen is not called one."""
    if request.purpose == "study":
        seen = {file.shows for file in request.proof if file.shows}
        if is_exchange(request):
            return "Form DS-2019" if not seen or "ds2019" in seen else "supporting document"
        return "Form I-20" if not seen or "i20" in seen else "supporting document"
    if request.purpose == "humanitarian":
        if request.emergency == "serious_illness":
            return "letter from the U.S. doctor or hospital"
        return (
            "letter confirming the death"
            if request.emergency == "death"
            else "letter confirming the emergency"
        )
    return "invitation letter" if request.purpose == "business" else "supporting document"


FILE_NAMES = {
    "Form I-20": "I-20",
    "Form DS-2019": "DS-2019",
    "invitation letter": "invitation-letter",
    "letter from the U.S. doctor or hospital": "hospital-letter",
    "letter confirming the death": "letter-confirming-the-death",
    "letter confirming the emergency": "letter-confirming-the-emergency",
    "supporting document": "supporting-document",
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
    if not request.proof:
        return f"[{paper(request)}]"
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
        N_("First: who asks for what, why, and by when"),
        N_("1. Full name: %(value)s").of(value=names),
        N_("2–4. Birth date, passport, visa class: as you gave them"),
        N_("5. Original interview: %(day)s %(time)s").of(
            day=request.interview_date, time=request.interview_time
        ),
        _gloss_of_visas(sum(len(applicant.visas) for applicant in request.members)),
        N_("7. DS-160 number: %(value)s").of(
            value="、".join(applicant.ds160_number for applicant in request.members)
        ),
        N_("8. Why it cannot wait: your facts in English sentences, then what you added"),
        N_("9. Contact: %(phone)s, %(email)s").of(phone=telephone(request.phone), email=request.email),
        N_("10. Where you lived and worked in the past six months"),
        N_("11. Proof attached"),
    )
