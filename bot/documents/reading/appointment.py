"""The confirmation of the interview: day, time, post and number, in the layouts that were found described.

There are several, in both languages; each value has a form to check, and the name's order differs, so it is
only compared.
"""

from __future__ import annotations

import re
from datetime import date

from bot.answers import ClockTime, Day
from bot.core import Mistake, Paper, Understood
from bot.documents.reading.dates import printed_day
from bot.documents.reading.lines import Found, Page, known_labels, value
from bot.documents.reading.posts import named_post, post_in
from bot.documents.reading.sheet import Sheet
from bot.i18n import N_

LABELS = {
    "name": ("Applicant Name", "Name", "申请人姓名", "姓名"),
    "passport_number": ("Passport Number", "Passport", "Passport No", "护照号码", "护照号"),
    "ds160_number": (
        "DS-160 Confirmation Number",
        "DS-160 Number",
        "DS-160",
        "DS-160 确认号",
        "DS-160 确认页编号",
        "DS-160 编号",
    ),
    "appointment_number": (
        "UID Number",
        "UID",
        "UID 号码",
        "Appointment Number",
        "Confirmation Number",
        "预约号码",
        "预约号",
        "预约编号",
        "确认号",
    ),
    "visa_class": ("Visa Class", "Visa Type", "签证类别", "签证类型", "签证种类"),
    "interview_date": (
        "Consular Appointment Date",
        "Interview Date",
        "Appointment Date",
        "Date",
        "面谈日期",
        "领事馆预约日期",
        "领事预约日期",
        "预约日期",
        "日期",
    ),
    "interview_time": (
        "Consular Appointment Time",
        "Interview Time",
        "Appointment Time",
        "Time",
        "面谈时间",
        "领事馆预约时间",
        "领事预约时间",
        "预约时间",
        "时间",
    ),
    "post": ("Consular Post", "Location", "Post", "领事馆", "面谈地点", "地点"),
}
HERE = "SHANGHAI"
OTHERS = (
    "Visa Priority",
    "Number of Applicants",
    "Document Delivery",
    "Consular Appointment",
    "Status",
    "Created",
    "申请人数",
)
KNOWN = known_labels(label for labels in (*LABELS.values(), OTHERS) for label in labels)
UNSURE = Mistake(
    "paper.appointment",
    N_(
        "I see an appointment confirmation, but cannot read its date without doubt. Please send the PDF or a sharper photo, or type it."
    ),
)
KEYS = ("interview_date", "interview_time", "appointment_number", "passport_number", "visa_class")
WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


def read_appointment(page: Page, today: date) -> Paper:
    sheet = Sheet("appointment", page, today)
    found = {key: value(page, labels, KNOWN) for key, labels in LABELS.items()}
    day = _day(sheet, found["interview_date"], today)
    if day is None:
        # The page may be cut; what stands beside labels that are read letter by letter is there all the same.
        found = {key: one if one is not None and one.is_sharp else None for key, one in found.items()}
    sheet.tell_day("interview_date", day)
    sheet.tell("interview_time", _time(sheet, found["interview_time"], today))
    for key in ("appointment_number", "passport_number", "visa_class"):
        sheet.tell_number(key, found[key])
    if not sheet.has_facts:
        return Paper("appointment", asked=KEYS, mistake=UNSURE)
    if (form := found["ds160_number"]) is not None:
        sheet.tell_number("ds160_number", form)
    where = found["post"]
    post = named_post(where.text) if where is not None else post_in(page)
    if post:
        sheet.tell("post", post)
    if post == HERE:
        # Nobody who shows it need be asked whether there is one.
        sheet.tell("appointment_booked", "yes")
    if (name := found["name"]) is not None and sheet.agrees(name):
        sheet.tell("name", name.text.upper())
    return sheet.paper()


def _day(sheet: Sheet, found: Found | None, today: date) -> date | None:
    if found is None or not sheet.agrees(found):
        return None
    day = printed_day(found.text)
    if day is None:
        reading = Day.interview().read(found.text, today)
        day = reading.value if isinstance(reading, Understood) else None
    if day is None:
        return None
    named = [number for number, name in enumerate(WEEKDAYS) if name in found.text.upper()]
    return day if not named or named == [day.weekday()] else None


def _time(sheet: Sheet, found: Found | None, today: date) -> str | None:
    if found is None or not sheet.agrees(found):
        return None
    match = re.fullmatch(r"(\d{1,2})[:.：](\d\d)\s*([AP])\.?\s?M\.?", found.text.strip().upper())
    if match:
        return f"{int(match[1]) % 12 + 12 * (match[3] == 'P'):02}:{match[2]}"
    reading = ClockTime().read(found.text, today)
    return f"{reading.value:%H:%M}" if isinstance(reading, Understood) else None
