"""What the trip is for, and what of it the page asks before a request is considered at all."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answers import Choice, Day, VisaClass, yes_no
from bot.core import Answers, Option, Question, Value, codes_in, never
from bot.i18n import N_
from dialogs.expedited_interview import words

purpose = Question(
    "purpose",
    label=N_("Reason for the trip"),
    ask=N_("What is the trip for?"),
    kind=Choice(
        (
            Option(
                "humanitarian",
                N_("Relative seriously ill, or family emergency"),
                ("人道主义", "亲属病危", "家庭紧急情况", "family emergency", "看病", "探病", "奔丧"),
                means=words.HUMANITARIAN,
            ),
            Option(
                "study",
                N_("Study or exchange (F, M, J)"),
                ("留学", "学习", "上学", "交流", "student", "school", "exchange"),
                means=words.STUDY,
                is_own=True,
            ),
            Option(
                "business",
                N_("Urgent business"),
                ("商务", "出差", "紧急商务旅行", "business trip", "work"),
                means=words.BUSINESS,
                is_own=True,
            ),
            Option(
                "convention",
                N_("Large convention, trade show"),
                ("大型会议", "展览会", "展会", "会展", "conference", "exhibition", "trade show"),
                means=words.CONVENTION,
            ),
            Option("annual_meeting", N_("Annual meeting"), ("年会",), means=words.ANNUAL_MEETING),
            Option(
                "graduation",
                N_("Graduation ceremony"),
                ("毕业典礼", "毕业", "commencement"),
                means=words.GRADUATION,
            ),
            Option("wedding", N_("Wedding"), ("婚礼", "参加婚礼", "结婚", "喜宴"), means=words.WEDDING),
            Option(
                "tourism",
                N_("Tourism"),
                ("旅游", "观光", "度假", "travel", "holiday", "vacation", "sightseeing"),
                means=words.TOURISM,
            ),
            Option(
                "other",
                N_("Something else"),
                ("其他", "其它", "别的"),
                means=words.OTHER_PURPOSE,
                yields=True,
            ),
        )
    ),
    why=N_("The page names three kinds of requests it considers, and several it does not."),
    names=("事由", "赴美事由", "目的", "原因", "purpose", "reason"),
    told_by=(
        ("humanitarian", words.TOLD_HUMANITARIAN),
        ("study", words.TOLD_STUDY),
        ("business", words.TOLD_BUSINESS),
        ("convention", words.TOLD_CONVENTION),
        ("graduation", words.TOLD_GRADUATION),
        ("wedding", words.TOLD_WEDDING),
        ("tourism", words.TOLD_TOURISM),
    ),
)


def for_study(answers: Answers) -> bool:
    return answers.get(purpose) == "study"


def for_business(answers: Answers) -> bool:
    return answers.get(purpose) == "business"


def is_unlisted(answers: Answers) -> bool:
    """A reason that the page does not list."""
    return answers.get(purpose) == "other"


def is_humanitarian(answers: Answers) -> bool:
    return answers.get(purpose) == "humanitarian"


visa_class = Question(
    "visa_class",
    label=N_("Visa class"),
    ask=N_("Which visa class are you applying for?"),
    example=N_("It is on your DS-160 confirmation page, for example B-1/B-2 or F-1."),
    kind=VisaClass(),
    why=N_("The visa class is one of the eleven things the e-mail must contain."),
    names=(
        "签证类型",
        "签证种类",
        "签证类别",
        "签证",
        "visa class",
        "visa type",
        "visa category",
        "visa",
        "class",
    ),
    absent=N_(
        "It is on your DS-160 confirmation page, as “Purpose of trip”. A visit to relatives is B-2, business B-1, study F-1, an exchange program J-1."
    ),
    is_of_now=True,
)

emergency = Question(
    "emergency",
    label=N_("What happened"),
    ask=N_("What has happened?"),
    kind=Choice(
        (
            Option(
                "serious_illness",
                N_("Seriously ill"),
                ("病危", "重病", "病重", "生病", "住院", "ill", "sick", "illness"),
                means=words.ILLNESS,
            ),
            Option(
                "death", N_("Died"), ("去世", "死亡", "葬礼", "过世", "funeral", "died"), means=words.DEATH
            ),
            Option(
                "other_emergency",
                N_("Another emergency"),
                ("其他紧急情况", "其他", "other"),
                means=(*words.OTHER_EMERGENCY, *words.OTHER),
            ),
        )
    ),
    why=N_("The e-mail must say it plainly, and each case needs its own proof."),
    when=is_humanitarian,
    names=("情况", "病情", "what happened"),
    told_by=(
        ("death", words.TOLD_DEATH),
        ("serious_illness", words.TOLD_ILLNESS),
        ("other_emergency", words.TOLD_OTHER_EMERGENCY),
    ),
    is_ranked=True,
    also=lambda said, answers: accident_told(said, answers),
)


def has_died(answers: Answers) -> bool:
    return is_humanitarian(answers) and answers.get(emergency) == "death"


accident = Question(
    "accident",
    label=N_("How it came"),
    ask=N_("Was it an accident?"),
    kind=Choice(
        (
            Option(
                "accident",
                N_("In an accident"),
                ("车祸", "出车祸", "事故", "accident", "an accident", "car accident"),
                means=words.TOLD_ACCIDENT,
            ),
        )
    ),
    why=N_("Somebody who was hurt is not called ill in the e-mail."),
    when=lambda answers: is_humanitarian(answers) and not has_died(answers),
    optional=True,
    asked=never,
    names=("起因", "how it came", "what caused it"),
    told_by=(("accident", words.TOLD_ACCIDENT),),
)


def is_accident(answers: Answers) -> bool:
    return accident.when(answers) and answers.get(accident) == "accident"


def accident_told(said: str, _answers: Answers) -> Mapping[str, Value]:
    """“头跟腿都被车撞伤了”, where something else of it is asked."""
    return {accident.key: "accident"} if codes_in(accident.told_by, said) else {}


class_start = Question(
    "class_start",
    label=N_("Classes start"),
    ask=N_("When do your classes or your program start?"),
    example=N_("Use the program start date on the I-20 or DS-2019, for example 11 January 2027."),
    kind=Day.any_day(),
    why=N_("It is meant for students whose classes start before the interview."),
    when=for_study,
    names=("开学日期", "开学时间", "开学", "入学日期", "program start date", "class start", "start date"),
    cues=(
        *("入学", "项目开始", "项目从", "项目", "课程开始"),
        *(
            "prog starts",
            "prog start",
            "program start",
            "programme starts",
            "program begins",
            "programme begins",
        ),
        "classes start",
        "class starts",
        "classes begin",
        "program starts",
        "school starts",
        "semester starts",
    ),
    absent=N_(
        "The day is on your I-20 or DS-2019, as “program start date”. Your school’s international office can tell you, too."
    ),
)

economic_loss = Question(
    "economic_loss",
    label=N_("Economic loss"),
    ask=N_("If you miss this trip, will it cause economic loss?"),
    kind=yes_no(N_("Yes, a loss"), N_("No loss"), words.LOSS),
    why=N_("The page calls it an emergency business trip only if missing it causes economic loss."),
    when=for_business,
)
