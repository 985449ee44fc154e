"""The dialogs that are walked: the small one of the tests, and the real one for each kind of request."""

from __future__ import annotations

from bot.answers import (
    AppointmentNumber,
    DS160Number,
    Email,
    Paragraph,
    PassportName,
    PassportNumber,
    ShortText,
)
from dialogs import MAIN_FLOW
from tests.exploring.step import World
from tests.support import small_flow

ANSWERS = {
    "consent": "agree",
    "party": "one",
    "appointment_booked": "yes",
    "residence": "shanghai",
    "refused_before": "no",
    "renewal_eligible": "no",
    "expedited_before": "no",
    "interview_date": "2027-01-19",
    "interview_time": "09:30",
    "appointment_number": "20110512345",
    "surname": "ZHANG",
    "given_names": "SANMING",
    "date_of_birth": "1990-05-06",
    "passport_number": "E12345678",
    "ds160_number": "AA00ABCD56",
    "visas[].outcome": "issued",
    "visas[].visa_class": "B-2",
    "visas[].when": "2015-06",
    "visas[].place": "Shanghai",
    "phone": "13812345678",
    "email": "zhangsan@example.com",
    "residences[].unit": "shanghai",
    "residences[].address": "1 Example Road, Pudong, Shanghai",
    "residences[].since": "2019-03",
    "residences[].until": "now",
    "workplaces[].kind": "employed",
    "workplaces[].employer": "Example Trading Co., Ltd.",
    "workplaces[].unit": "shanghai",
    "workplaces[].address": "8 Sample Street, Shanghai",
    "workplaces[].since": "2020-07-01",
    "workplaces[].until": "now",
    "justification": "It cannot wait until then.",
}
ILLNESS = {
    "purpose": "humanitarian",
    "visa_class": "B-1/B-2",
    "relative": "parent",
    "emergency": "serious_illness",
    "relative_name": "WANG Wu",
    "hospital": "Example General Hospital, Boston",
    "ill_since": "2026-11-03",
}
STUDY = {
    "purpose": "study",
    "visa_class": "F-1",
    "class_start": "2027-01-11",
    "school": "Example State University",
    "programme": "MSc in Statistics",
}
BUSINESS = {
    "purpose": "business",
    "visa_class": "B-1",
    "economic_loss": "yes",
    "company": "Example Machinery Co., Ltd.",
    "counterpart": "Sample Tools Inc., Ohio",
    "event_date": "2027-01-04",
    "loss": "The line stops.",
}
OTHER = {"purpose": "other", "visa_class": "B-2"}
GROUP = {
    "party": "group",
    "members[].surname": "ZHANG",
    "members[].given_names": "SANMING",
    "members[].date_of_birth": "1990-05-06",
    "members[].ds160_number": "AA00ABCD#6",
    "members[].passport_number": "skip",
    "members[].visa_class": "skip",
    "members[].appointment_number": "skip",
    "members[].visas[].outcome": "issued",
    "members[].visas[].visa_class": "B-2",
    "members[].visas[].when": "2015-06",
    "members[].visas[].place": "Shanghai",
    "own_numbers": "no",
    "organizer": "ZHANG San",
}
REAL = tuple(
    World(
        MAIN_FLOW,
        {**ANSWERS, **case, **party},
        80,
        entries,
        in_letter=(PassportName, PassportNumber, DS160Number, AppointmentNumber, Email, ShortText, Paragraph),
    )
    for case in (ILLNESS, STUDY, BUSINESS, OTHER)
    for party, entries in (({}, 0), ({}, 2), (GROUP, 2))
)
SMALL = tuple(
    World(
        small_flow.FLOW,
        {"pet": pet, "walks": "the park", "name": "Momo", "born": "2020-05-06", "toys[].what": "ball #"},
        12,
        entries,
        is_translated=False,
    )
    for pet, entries in (("cat", 0), ("dog", 3))
)
