"""What makes it urgent, asked at the beginning: the day one must be there, and why no one else and no later
day will do.

Each may be skipped. The choices let somebody who writes no English say it in English.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.answers import ChoiceOrWords, Day
from bot.core import (
    SKIPPED,
    Answers,
    Mistake,
    Odd,
    Option,
    Question,
    Understood,
    Value,
    codes_in,
    never,
    understood,
)
from bot.i18n import N_
from dialogs.expedited_interview import words
from dialogs.expedited_interview.eligibility import in_group
from dialogs.expedited_interview.purpose import (
    accident_told,
    class_start,
    emergency,
    for_study,
    has_died,
    is_accident,
    is_humanitarian,
    is_unlisted,
)
from dialogs.expedited_interview.relatives import relative, relative_exactly
from dialogs.expedited_interview.sentences import (
    AT_THE_FUNERAL,
    CONDITION,
    LATE_ARRIVAL,
    NOBODY_ELSE,
    RELATIVES,
    Slot,
    Voice,
    stated,
)


def in_letter(slot: Slot) -> Callable[[str, Answers], str]:
    """The sentence that words of one's own become; a choice has its own."""

    def sentence(value: str, answers: Answers) -> str:
        if value in slot.codes or value == SKIPPED:
            return ""
        kin = answers.get(relative_exactly) or answers.get(relative) or "other_relative"
        noun, pronoun = RELATIVES[kin]
        voice = Voice(not in_group(answers), pronoun or f"my {noun}", answers.today)
        return stated(slot, value, voice)

    return sentence


def is_ill(answers: Answers) -> bool:
    return is_humanitarian(answers) and answers.get(emergency) == "serious_illness"


def is_other_reason(answers: Answers) -> bool:
    """An emergency that is neither illness nor death, or a reason that the page does not list."""
    return is_unlisted(answers) or (is_humanitarian(answers) and answers.get(emergency) == "other_emergency")


def has_doctors(answers: Answers) -> bool:
    """Whether somebody is treated."""
    return is_ill(answers) or is_accident(answers)


NEEDED_BY = (
    "最晚",
    "最迟",
    "必须到",
    "之前到",
    "前到",
    "要到",
    "赶到",
    "赶过去",
    "must be",
    "have to be",
    "need to be",
    "by",
)
needed_by = Question(
    "needed_by",
    label=N_("To be there by"),
    ask=N_("By which day must you be there?"),
    example=N_("For example 10 December 2026, the day of the operation. Without a fixed day, skip this."),
    kind=Day.any_day(),
    why=N_("The consulate decides by urgency, and this day says it best."),
    when=is_ill,
    optional=True,
    names=("最晚到达", "latest arrival"),
    cues=NEEDED_BY,
)
needed_by_other = replace(
    needed_by,
    example=N_("For example 10 December 2026. Without a fixed day, skip this."),
    when=is_other_reason,
)
funeral_date = replace(
    needed_by,
    key="funeral_date",
    label=N_("Funeral"),
    ask=N_("What day is the funeral?"),
    example=N_("For example 1 December 2026. If it is not set yet, skip this."),
    when=has_died,
    names=(
        "葬礼",
        "追悼会",
        "出殡",
        "下葬",
        "告别仪式",
        "the funeral",
        "funeral",
        "burial",
        "memorial service",
    ),
)


def _not_before_classes(value: date, answers: Answers) -> Mistake | None:
    """“最晚15号” is the 15th of the month in which classes start, not of this one."""
    start = answers.get(class_start)
    if start is None or value >= start - timedelta(days=21):
        return None
    return Mistake(
        "before_classes",
        N_(
            "%(value)s is long before classes start (%(start)s). Please send the whole date, for example 15 January 2027."
        ).of(value=value, start=start),
    )


latest_arrival = replace(
    needed_by,
    key="latest_arrival",
    cues=(*NEEDED_BY, "报到"),
    check=_not_before_classes,
    label=N_("Latest arrival"),
    ask=N_("What is the latest day on which the school lets you arrive?"),
    example=N_("For example 15 January 2027. If the school names none, skip this."),
    when=for_study,
)

TOLD_OF_THE_DOCTORS = (
    ("may_die", words.TOLD_MAY_DIE),
    ("intensive_care", words.TOLD_INTENSIVE_CARE),
    ("operation", words.TOLD_OPERATION),
    ("needs_care", words.TOLD_NEEDS_CARE),
)


def _operation_beside(said: str, answers: Answers) -> Mapping[str, Value]:
    """“十二月十七号开刀”: the day of it is told with it."""
    if not codes_in((("operation", operation_date.cues),), said):
        return {}
    reading = understood(operation_date, said, answers.today)
    if not isinstance(reading, Understood | Odd) or not isinstance(reading.value, date):
        return {}
    return {operation_date.key: reading.value}


condition = Question(
    "condition",
    label=N_("What the doctors say"),
    ask=N_("What do the doctors say?"),
    example=N_("Tap, or say it in a sentence, in English if you can."),
    kind=ChoiceOrWords(
        (
            Option("intensive_care", N_("In intensive care"), ("icu", "重症监护", "重症监护室", "在icu")),
            Option("operation", N_("An operation is planned"), ("手术", "要动手术", "要做手术", "surgery")),
            Option("may_die", N_("May not live long"), ("病危", "快不行了", "terminal", "dying")),
            Option("needs_care", N_("Needs care all day"), ("需要照顾", "要人照顾")),
        ),
        300,
        words.CONDITION,
    ),
    told_by=TOLD_OF_THE_DOCTORS,
    is_ranked=True,
    why=N_("What a doctor says shows that it cannot wait."),
    when=has_doctors,
    optional=True,
    also=lambda said, answers: {**accident_told(said, answers), **_operation_beside(said, answers)},
    in_letter=in_letter(CONDITION),
)
operation_date = replace(
    needed_by,
    key="operation_date",
    label=N_("Operation"),
    ask=N_("What day is the operation?"),
    example=N_("For example 10 December 2026."),
    when=has_doctors,
    asked=never,
    names=(
        "手术日期",
        "手术时间",
        "operation date",
        "surgery date",
        "date of the operation",
        "date of the surgery",
    ),
    cues=("手术", "开刀", "operation", "surgery"),
)

NO_FAMILY = Option(
    "no_family",
    N_("No other family is there"),
    ("没有别的亲人", "没有其他亲人", "身边没人", "没别人", "没有别人", "没人了"),
)
ONLY_CHILD = Option(
    "only_child",
    N_("I am the only child"),
    ("独生", "独子", "独女", "唯一的孩子", "就我一个孩子", "i'm the only child"),
)
nobody_else = Question(
    "nobody_else",
    label=N_("Why nobody else"),
    ask=N_("Why can nobody else go in your place?"),
    example=N_("Tap, or say it in a sentence, in English if you can."),
    kind=ChoiceOrWords(
        (
            NO_FAMILY,
            Option(
                "must_decide", N_("I must decide on treatment"), ("要我签字", "要我做决定", "签字", "做决定")
            ),
            Option("must_care", N_("I must give the care"), ("要我照顾", "只有我能照顾", "照顾")),
            ONLY_CHILD,
        ),
        300,
        words.NOBODY_ELSE,
    ),
    told_by=(("no_family", words.TOLD_NO_FAMILY), ("must_care", words.TOLD_MUST_CARE)),
    why=N_("The consulate asks itself whether it has to be you, and now."),
    in_letter=in_letter(NOBODY_ELSE),
    when=lambda answers: is_ill(answers) or (is_humanitarian(answers) and is_other_reason(answers)),
    optional=True,
)
nobody_else_at_the_funeral = replace(
    nobody_else,
    ask=N_("Why must it be you?"),
    in_letter=in_letter(AT_THE_FUNERAL),
    kind=ChoiceOrWords(
        (
            NO_FAMILY,
            Option("must_arrange", N_("I must arrange the funeral"), ("要我办后事", "要我料理后事")),
            Option(
                "closest",
                N_("I am the closest relative"),
                ("我是最亲的人", "我是至亲"),
            ),
            ONLY_CHILD,
        ),
        300,
        words.AT_THE_FUNERAL,
    ),
    when=has_died,
)

late_arrival = Question(
    "late_arrival",
    label=N_("If you arrive late"),
    ask=N_("What happens if you arrive late?"),
    example=N_("Tap, or say it in a sentence, in English if you can."),
    kind=ChoiceOrWords(
        (
            Option(
                "not_allowed",
                N_("The school does not allow it"),
                ("学校不允许", "不允许迟到", "不允许", "不让晚到", "不让迟到"),
            ),
            Option(
                "next_term",
                N_("I lose the term"),
                ("要等下学期", "要延期", "defer"),
            ),
            Option(
                "place_lost",
                N_("I lose the place or funding"),
                ("名额没了", "奖学金没了"),
            ),
        ),
        300,
        words.LATE_ARRIVAL,
    ),
    why=N_("The date alone does not say what a later interview would cost you."),
    in_letter=in_letter(LATE_ARRIVAL),
    when=for_study,
    optional=True,
    names=(
        "what happens if i'm late",
        "what happens if im late",
        "what happens if i arrive late",
        "if i arrive late",
        "arrive late",
        "arriving late",
        "late arrival",
        "晚到会怎样",
        "晚到",
        "迟到的后果",
    ),
)
