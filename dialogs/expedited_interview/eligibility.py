"""Who may ask at all: consent, how many they are, the appointment there must be, and where they live."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from bot.answers import Choice, ClockTime, Day, Province, read_moment, yes_no
from bot.core import (
    NO,
    YES,
    AnswerKind,
    Answers,
    Mistake,
    Odd,
    Option,
    Question,
    Reading,
    Understood,
    Value,
    code_in,
    framed,
    one_line,
)
from bot.i18n import N_, Text
from dialogs.expedited_interview import words

T = TypeVar("T")
CONSENT = "2026-11-27"
"""The version of the consent text; a new text needs a new version, and is then asked again."""

consent = Question(
    "consent",
    label=N_("Consent"),
    ask=N_(
        "For the e-mail I need personal details: name, birth date, passport, contact, homes and jobs, earlier visas, your reason (with a relative's illness, if that is it) and 1–2 pages of proof.\n"
        "I keep them encrypted for %(draft)s days after your last message, or %(finished)s days once the e-mail is written. "
        "I remind you first; send “delete my data” and they go at once.\n"
        "On Telegram or WeChat, our messages pass through their servers.\n"
        "May I keep them to write this e-mail?"
    ).of(draft=14, finished=30),
    kind=Choice(
        (
            Option(CONSENT, N_("I agree"), ("agree", "同意", "没问题", *YES), "yes", words.AGREE),
            Option("decline", N_("I do not agree"), ("disagree", "不同意", *NO), "no", words.DISAGREE),
        )
    ),
    why=N_("This is personal information, so I ask first."),
    reviewed=False,
    binds=True,
    ask_again=N_("May I keep your details, as the message above says, to write this e-mail?"),
)

SHARED = f"{CONSENT}-team"
consent_with_team = replace(
    consent,
    kind=Choice(
        (
            consent.kind.options[0],
            Option(
                SHARED,
                N_("I agree, and the team may read it to help me"),
                ("team", "agree and share", "同意，团队也可以看", "团队可以看"),
            ),
            consent.kind.options[1],
        )
    ),
)


def is_shared(answers: Answers) -> bool:
    return answers.get(consent) == SHARED


party = Question(
    "party",
    label=N_("Applicants"),
    ask=N_("Is this for one person, or for several together?"),
    kind=Choice(
        (
            Option(
                "one",
                N_("One person"),
                (
                    "1人",
                    "我自己",
                    "就我自己",
                    "就我一个人",
                    "我一个人",
                    "本人",
                    "me",
                    "just me",
                    "myself",
                    "single",
                    "一个人",
                ),
                means=words.ONE,
            ),
            Option(
                "group",
                N_("Several people"),
                (
                    *("团体", "多人", "几个人", "家人一起", "family", "several"),
                    *(str(number) for number in range(3, 31)),
                    *("两个", "三个", "三", "四", "五", "六", "七", "八", "九", "十"),
                ),
                means=words.GROUP,
            ),
        )
    ),
    told_by=(("group", words.TOLD_GROUP), ("one", words.TOLD_ALONE)),
    why=N_(
        "For a group the page asks for a little less about each person, and for one organizer as the contact."
    ),
)


def in_group(answers: Answers) -> bool:
    return answers.get(party) == "group"


def alone(answers: Answers) -> bool:
    return answers.get(party) == "one"


def for_party(one: Text, group: Text) -> Callable[[Answers], Text]:
    """The wording for a single applicant or for a group."""

    def ask(answers: Answers) -> Text:
        return group if in_group(answers) else one

    return ask


def _inside(kind: AnswerKind[T], said: str, answers: Answers) -> Reading[T]:
    """What the kind reads in the words, as a whole or inside."""
    whole = kind.read(said, answers.today)
    return framed(kind, said, whole, answers.today) if isinstance(whole, Mistake) else whole


def _moment_beside(said: str, answers: Answers) -> Mapping[str, Value]:
    """“嗯约好了，1月26号的”: the day that was told with it is the interview's, unless it is the one of booking."""
    if code_in(appointment_booked.kind.options, one_line(said)) is not None:
        return {}
    first, *others = re.split(r"[,，;；。]|\.\s", said)
    # Of several days the interview's stands with the yes.
    said = first if others and re.search(r"\d", first) else said
    day, clock = read_moment(said, answers.today)
    if clock is None or isinstance(clock, Mistake):
        clock = _inside(ClockTime(), said, answers)
    if not isinstance(day, Understood | Odd):
        day = _inside(Day.interview(), said, answers)
    found: dict[str, Value] = {}
    if isinstance(day, Understood | Odd) and day.value > answers.today:
        found["interview_date"] = day.value
    if isinstance(clock, Understood):
        found["interview_time"] = clock.value
    return found


appointment_booked = Question(
    "appointment_booked",
    label=N_("Interview booked"),
    ask=N_("Do you already have a regular interview appointment at the consulate in Shanghai?"),
    kind=yes_no(N_("Yes, booked"), N_("Not yet"), words.BOOKED, words.NOT_BOOKED),
    why=N_("The page says: first book a regular appointment, then ask for an earlier one."),
    told_by=(("yes", words.HAS_BOOKED),),
    also=_moment_beside,
)

residence = Question(
    "residence",
    hinted_by="company",
    label=N_("Where you live"),
    ask=N_("Where do you live now?"),
    example=N_(
        "Tap, or type the province or city, for example Nanjing. What counts is where you live, not your hukou."
    ),
    kind=Province(),
    why=N_("The consulate considers only people who live in Shanghai, Anhui, Jiangsu or Zhejiang."),
    names=(
        "现住址",
        "居住地",
        "住址",
        "家庭住址",
        "现住",
        "现居",
        "住处",
        "place of residence",
        "residence",
        "where i live",
    ),
    cues=(
        "居住在",
        "住在",
        "住",
        "live in",
        "living in",
        "based in",
        "reside in",
        "i am in",
        "i'm in",
        "我在",
        "人在",
        "i study in",
        "i'm studying in",
        "i am studying in",
        "i work in",
        *words.STUDENT_IN,
    ),
)
