"""Invented people for drawn papers, with what their papers say by answer key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from bot.core import SHANGHAI
from bot.rehearsal.papers import Holder

HOLDERS = (
    Holder("ZHANG", "XIAOMING", date(1990, 5, 6), "E12345678", date(2033, 1, 2)),
    Holder(
        "OUYANG",
        "QIANRU",
        date(1958, 12, 31),
        "EG8707214",
        date(2031, 8, 15),
        ds160="AA00B8S5Z2",
        interview=datetime(2027, 2, 23, 13, 45, tzinfo=SHANGHAI),
        appointment="80395511",
        sevis="N0088660135",
        classes=date(2027, 9, 6),
    ),
    Holder(
        "LYU",
        "YI",
        date(2003, 2, 28),
        "G50816806",
        date(2029, 11, 30),
        ds160="AA00O0Q1I8",
        interview=datetime(2026, 12, 8, 8, 0, tzinfo=SHANGHAI),
        appointment="71499605",
        sevis="N0011718190",
        classes=date(2027, 1, 11),
    ),
)


def said_on(kind: str, holder: Holder) -> Mapping[str, str]:
    """The facts that a reader can take from this kind of paper."""
    names = {"surname": holder.surname, "given_names": holder.given_names}
    person = {**names, "date_of_birth": holder.birth.isoformat()}
    match kind:
        case "passport":
            expires = holder.expires.isoformat()
            return {**person, "passport_number": holder.passport, "passport_expires": expires}
        case "ds160":
            return {**person, "passport_number": holder.passport, "ds160_number": holder.ds160}
        case "appointment":
            return {
                "interview_date": holder.interview.date().isoformat(),
                "interview_time": f"{holder.interview:%H:%M}",
                "appointment_number": holder.appointment,
                "passport_number": holder.passport,
                "visa_class": "B-1/B-2",
            }
        case "i20":
            return {
                **person,
                "sevis_number": holder.sevis,
                "school": "Invented College of Arts",
                "programme": "Architecture",
                "class_start": holder.classes.isoformat(),
            }
        case _:
            return {}
