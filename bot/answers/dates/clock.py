"""The time of day of an interview, in Shanghai: 9:30, 上午九点半, half past nine.

Interviews are between 7 and 18; an hour that can be in either half of the day is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from bot.answers import shapes
from bot.answers.dates.folding import folded
from bot.answers.dates.forms import TWELVE
from bot.answers.dates.inexact import CLOCK_TIME, EXACTLY
from bot.answers.dates.parts import parted
from bot.answers.dates.reading import told_in
from bot.core import Mistake, Odd, Option, Reading, Takes, Understood, Unsure
from bot.i18n import N_, Text

PART = "上午|早上|早晨|清晨|凌晨|中午|正午|下午|午后|晚上|傍晚|夜里"
CLOCK = re.compile(
    rf"(?P<part>{PART}|am|pm)?\s?(?P<h>\d{{1,2}})\s?(?:[:.点时h]\s?(?:过|零|0(?=\d分?$))?\s?(?P<m>\d{{1,2}})?(?::\d\d)?\s?分?整?)?\s?"
    r"(?P<ampm>am|pm|a\.m|p\.m|in the morning|in the afternoon|o'clock(?: sharp)?)?",
    re.ASCII,
)
FOUR = re.compile(r"(?P<h>[01]\d|2[0-4])(?P<m>[0-5]\d)\s?(?:hrs|hours|h)?", re.ASCII)
THREE = re.compile(r"(?P<h>[7-9])(?P<m>[0-5][05])", re.ASCII)
"""845 is a time where nothing but one is asked for; 847 is not one that anybody is given."""
BEFORE_HOUR = re.compile(r"差(\d{1,2})分(?:钟)?\s?(?:到)?\s?(\d{1,2})点|(\d{1,2})点差(\d{1,2})分", re.ASCII)
HOURS = {word: str(number) for number, word in enumerate(TWELVE, 1)}
MINUTES = {
    "half": 30,
    "quarter": 15,
    "a quarter": 15,
    "five": 5,
    "ten": 10,
    "twenty": 20,
    "thirty": 30,
    "forty-five": 45,
    "fifteen": 15,
}
PAST_OR_TO = re.compile(
    rf"({'|'.join(MINUTES)}) (past|after|to) ({'|'.join(HOURS)}|\d{{1,2}})\s?(am|pm)?", re.ASCII
)
SPOKEN = re.compile(
    rf"({'|'.join(HOURS)})(?: (fifteen|thirty|forty-five))?\s?(am|pm|o'clock|in the morning|in the afternoon)?",
    re.ASCII,
)
NOON = re.compile(r"(?:(?:12|twelve) ?)?(?:noon|mid-?day)|中午|正午")
AFTERNOON = ("下午", "午后", "晚上", "傍晚", "夜里", "pm", "p.m", "in the afternoon")
MORNING = ("上午", "早上", "早晨", "清晨", "凌晨", "am", "a.m", "in the morning")
TO_THE_END = re.compile(
    r"\s?(?:-|~|到|至|(?<!quarter )(?<!five )(?<!ten )(?<!twenty )\bto\b)\s?\d{1,2}(?:[:.点时]\d{0,2})?[半分整]?\s?(?=[ap]?\.?m?\.?$)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day in Shanghai; of a range, its beginning."""

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.TIME

    def read(self, sent: str, today: date) -> Reading[time]:
        text = folded(sent)
        # As a whole first: 9.30 before "in the morning" is no day in September.
        found = _numbers(_worded(_bare(text))) or _numbers(_worded(_bare(_alone(text, today))))
        if found is None:
            return Mistake(
                "time.unreadable", N_("I could not read that as a time. Write it like 09:30 or 9:30 am.")
            )
        hour, minute, part = found
        if hour > 24 or minute > 59:
            return Mistake(
                "time.impossible",
                N_("I read %(hour)s:%(minute)s, and there is no such time. Write it like 09:30.").of(
                    hour=hour, minute=f"{minute:02}"
                ),
            )
        return _placed(hour % 24, minute, part, sent)

    def doubt(self, sent: str) -> Text | None:
        """What is asked of a time that was told among these words."""
        return EXACTLY if CLOCK_TIME.is_told(sent) else None

    def show(self, value: time) -> time:
        return value

    def samples(self, today: date) -> tuple[str, ...]:
        return ("09:30", "3:30", "20:00", "上午9点半")


def _alone(text: str, today: date) -> str:
    """Without the date that stands before it."""
    parts = parted(text)
    return parts.clock if parts.clock and (not parts.date or told_in(parts.date, today)) else text


def _bare(text: str) -> str:
    """Without the words around it, and without the end of a range."""
    text = re.sub(
        r"^(?:at|t(?=\d)|from|like|around|about|大约|大概|约|北京时间|当地时间)\s?|(?:左右|sharp)$", "", text
    ).strip(" .,")
    text = re.sub(r"\s?\bo ?'?clock\b(?: sharp)?", "", text)
    text = re.sub(r"^(?:in the )?morning(?: at)? (?=\d)(.*)$", r"\1 am", text)
    # “quarter past 8 in the morning” and “8 15 morning” are am.
    text = re.sub(r"\s?(?:in the |this )?\bmorning$", " am", text)
    text = re.sub(r"\s?(?:in the |this )?\b(?:afternoon|evening)$", " pm", text)
    return TO_THE_END.sub(" ", text).strip()


def _worded(text: str) -> str:
    """三刻 and half past nine in digits."""
    if NOON.fullmatch(text):
        return "12:00"
    text = re.sub(r"^早(?=[6-9]|1[0-2])", "早上", re.sub(r"^晚(?=[6-9]|1[0-2])", "晚上", text)).replace(
        ";", ":"
    )
    text = re.sub(
        rf"^((?:{PART})?\s?\d{{1,2}}) ([0-5]\d)(?=$| ?[ap]\.?m| in the )",
        r"\1:\2",
        text.removesuffix(" beijing time").removesuffix(" china time"),
    )
    text = re.sub(r"^(\d{1,2})([0-5]\d)(?=\s?[ap]\.?m)", r"\1:\2", text)
    text = re.sub(r"(\d)刻", lambda quarters: f"{15 * min(int(quarters[1]), 4)}分", text).replace(
        "半", "30分"
    )
    to = BEFORE_HOUR.fullmatch(text)
    if to is not None:
        hour, minute = (to[2], to[1]) if to[1] else (to[3], to[4])
        return _minutes(int(hour) * 60 - int(minute))
    spoken = PAST_OR_TO.fullmatch(text)
    if spoken is not None:
        hour, minute = int(HOURS.get(spoken[3], spoken[3])), MINUTES[spoken[1]]
        return _minutes(hour * 60 + (-minute if spoken[2] == "to" else minute)) + (spoken[4] or "")
    said = SPOKEN.fullmatch(text)
    if said is not None:
        return f"{HOURS[said[1]]}:{MINUTES.get(said[2] or '', 0):02}{said[3] or ''}"
    return text


def _minutes(minutes: int) -> str:
    return f"{minutes // 60 % 24}:{minutes % 60:02}"


def _numbers(text: str) -> tuple[int, int, str] | None:
    """Hour, minute and the half of the day, as far as they were told."""
    match = FOUR.fullmatch(text)
    if match is not None:
        return int(match["h"]), int(match["m"]), ""
    match = THREE.fullmatch(text) or CLOCK.fullmatch(text)
    if match is None:
        return None
    if match.re is THREE:
        return int(match["h"]), int(match["m"]), ""
    return int(match["h"]), int(match["m"] or 0), match["part"] or match["ampm"] or ""


def _placed(hour: int, minute: int, part: str, sent: str) -> Reading[time]:
    """In its half of the day; interviews are between 7 and 18, and anything else is asked."""
    if (part in AFTERNOON and hour < 12) or (part in ("中午", "正午") and hour < 11):
        hour += 12
    elif part in MORNING and hour == 12:
        return Odd(time(0, minute), N_("12 in the morning is midnight; that is unusual for an interview."))
    if not part and 1 <= hour <= 6:
        return Unsure(
            (time(hour, minute), time(hour + 12, minute)), N_("Is that in the morning or in the afternoon?")
        )
    found = time(hour, minute)
    if not 7 <= hour <= 18:
        return Odd(found, N_("I read %(time)s, an unusual time for an interview.").of(time=found))
    return Understood(found, say_back=sent != f"{hour:02}:{minute:02}")
