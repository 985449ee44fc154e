"""Papers that people send: what is said of each, and whether it is the right one for the case.

Nothing is refused by a guess: another paper, another person's or an old one is asked about.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.core import Answers, AttestationPart, Fact, FileRef, Odd, Paper
from bot.i18n import N_, Text
from dialogs.expedited_interview.calendar import add_months
from dialogs.expedited_interview.details import given_names, surname
from dialogs.expedited_interview.eligibility import alone, in_group
from dialogs.expedited_interview.purpose import class_start, for_study, visa_class

NAMES = {
    "passport": N_("a passport page"),
    "ds160": N_("the DS-160 confirmation"),
    "appointment": N_("the appointment confirmation"),
    "i20": N_("the I-20"),
    "ds2019": N_("the DS-2019"),
    "visa": N_("a US visa"),
    "attestation": N_("a letter"),
}
PARTS: Mapping[AttestationPart, Text] = {
    "letterhead": N_("letterhead"),
    "date": N_("date"),
    "signature": N_("signature"),
}
UNREAD_FILE = N_("I cannot read pictures or files here. Please type the answer; the proof comes last.")
UNKNOWN_PAPER = N_(
    "I can read a passport page, the DS-160 confirmation, the appointment confirmation, an I-20 or DS-2019, and this is none of them. Please type the answer; the proof comes last."
)
DIFFERENT = N_("It says %(said)s, and I have %(mine)s. Please check which is right.")
HERE = "SHANGHAI"
VALID_MONTHS = 6
"""A passport should outlast the stay by six months, or to its end for citizens of the "six-month club", which has China."""


def seen_on(paper: Paper, answers: Answers) -> tuple[Text, ...]:
    """What a paper is, and what to look at on it."""
    facts = {fact.key: fact.text for fact in paper.facts}
    said = [N_("That is %(paper)s.").of(paper=NAMES[paper.kind])]
    if _is_anothers(paper, answers):
        return (*said, _whose(facts, answers))
    expires = facts.get("passport_expires")
    if expires is not None:
        said += _validity(date.fromisoformat(expires), answers.today)
    if facts.get("post", HERE) != HERE:
        said.append(
            N_("It names %(post)s, and this request goes to Shanghai. Please check it.").of(
                post=facts["post"].title()
            )
        )
    if not in_group(answers) and _differ(_name_on(facts), _name_in(answers)):
        said.append(
            N_("The name on it, %(name)s, is not the one you gave. Is it the right person's?").of(
                name=_name_on(facts)
            )
        )
    if (start := _began(facts, answers.today)) is not None:
        said.append(
            N_("Classes on it began on %(day)s. If you have a newer one, please send that.").of(day=start)
        )
    said += _different(facts, answers)
    if paper.lacks:
        said.append(
            N_(
                "I do not see these on it, and an officer may look for them: %(parts)s. If they are there, all is well; if not, please ask for a complete letter."
            ).of(parts=tuple(PARTS[part] for part in paper.lacks))
        )
    return tuple(said)


def _validity(expires: date, today: date) -> list[Text]:
    if expires < today:
        return [
            N_("The passport expired on %(day)s. Please use the new one, in the DS-160, too.").of(day=expires)
        ]
    if expires < add_months(today, VALID_MONTHS):
        return [N_("The passport expires on %(day)s, so renewing it first may be needed.").of(day=expires)]
    return []


def used_of(paper: Paper, answers: Answers) -> tuple[Fact, ...]:
    """Nothing of somebody else's paper, and no start of classes that is past: whoever goes back to school has a later one."""
    if _is_anothers(paper, answers):
        return ()
    began = _began({fact.key: fact.text for fact in paper.facts}, answers.today) is not None
    return tuple(fact for fact in paper.facts if not (began and fact.key == class_start.key))


def doubt_about(paper: Paper, answers: Answers) -> Text | None:
    """Why a form should perhaps not be attached; what is on it was said before."""
    if _is_anothers(paper, answers):
        return N_("The proof is usually in the applicant’s own name.")
    began = _began({fact.key: fact.text for fact in paper.facts}, answers.today)
    return N_("It looks like an old one.") if began is not None else None


def _began(facts: Mapping[str, str], today: date) -> date | None:
    """The start of classes on a paper, where it is past."""
    start = facts.get(class_start.key)
    day = date.fromisoformat(start) if start is not None else None
    return day if day is not None and day < today else None


def _different(facts: Mapping[str, str], answers: Answers) -> list[Text]:
    """What the school's form says otherwise than the answers: the school, and when its classes begin."""
    said = []
    name, mine = facts.get("school"), answers.values.get("school")
    if name and isinstance(mine, str) and _letters(name) != _letters(mine):
        said.append(DIFFERENT.of(said=name, mine=mine))
    start, told = facts.get(class_start.key), answers.get(class_start)
    if start and told and date.fromisoformat(start) != told and date.fromisoformat(start) >= answers.today:
        said.append(DIFFERENT.of(said=date.fromisoformat(start), mine=told))
    return said


def _is_anothers(paper: Paper, answers: Answers) -> bool:
    """Another name than the one known, and neither the passport number nor the birth date in common; or, on a paper without
    a name, another passport number. In a group each paper goes to whose it is."""
    facts = {fact.key: fact.text for fact in paper.facts}
    known = {key: answers.values.get(key) for key in ("passport_number", "date_of_birth")}
    if in_group(answers) or any(
        value is not None and facts.get(key) == str(value) for key, value in known.items()
    ):
        return False
    name, mine = _name_on(facts), _name_in(answers)
    if name and mine:
        return _differ(name, mine)
    return "passport_number" in facts and known["passport_number"] is not None


def _whose(facts: Mapping[str, str], answers: Answers) -> Text:
    name, mine = _name_on(facts), _name_in(answers)
    if not (name and mine):
        return N_(
            "It has another passport number, %(number)s, so I use nothing of it. If it is yours, change the number first."
        ).of(number=facts["passport_number"])
    if alone(answers):
        return N_(
            "The name on it is %(name)s, and I have %(mine)s, so I use nothing of it. If it is you, change the name first."
        ).of(name=name, mine=mine)
    return N_(
        "The name on it is %(name)s, and I have %(mine)s, so I use nothing of it. If you apply together, choose several people, then send it again."
    ).of(name=name, mine=mine)


def _name_on(facts: Mapping[str, str]) -> str:
    """As far as the paper has one; an appointment's is in either order."""
    if "surname" in facts and "given_names" in facts:
        return f"{facts['surname']} {facts['given_names']}"
    return facts.get("name", "")


def _name_in(answers: Answers) -> str:
    told = (answers.get(surname), answers.get(given_names))
    return " ".join(told) if None not in told else ""  # type: ignore[arg-type]


def _differ(name: str, mine: str) -> bool:
    """By their letters, whatever their order and the blanks between them."""
    return bool(name and mine) and _letters(name) != _letters(mine)


def _letters(name: str) -> list[str]:
    return sorted(filter(str.isalpha, name.upper()))


def right_paper(files: tuple[FileRef, ...], answers: Answers) -> Odd[tuple[FileRef, ...]] | None:
    """A paper that was recognised and is not the one to attach (procedure.txt, the line on proof)."""
    wanted = _wanted(answers)
    wrong = next((file.shows for file in files if file.shows in NAMES and file.shows != wanted), None)
    if wrong is None:
        return None
    return Odd(
        files,
        N_("That looks like %(paper)s, which is not the proof that is asked for.").of(paper=NAMES[wrong]),
    )


def _wanted(answers: Answers) -> str:
    """I-20 for F and M, DS-2019 for J; an attestation for the others."""
    if not for_study(answers):
        return "attestation"
    return "ds2019" if (answers.get(visa_class) or "").startswith("J") else "i20"
