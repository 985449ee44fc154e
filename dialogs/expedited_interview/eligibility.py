"""Who may ask at all: the page's gates as questions, each with the ruling that follows from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.answers import Choice, Day, Earlier, Province, VisaClass, read_moment, yes_no
from bot.core import (
    NO,
    YES,
    Answers,
    Mistake,
    Odd,
    Option,
    Question,
    Understood,
    Value,
    When,
    framed,
    last_day,
)
from bot.i18n import N_, Text
from dialogs.expedited_interview import words
from dialogs.expedited_interview.calendar import add_months
from dialogs.expedited_interview.policy import POLICY

CONSENT = "2026-11-25"
"""The version of the consent text; a new text needs a new version, and is then asked again."""

consent = Question(
    "consent",
    label=N_("Consent"),
    ask=N_(
        "For the e-mail I need personal details: name, birth date, passport, contact, homes and jobs, earlier visas, your reason (with a relative's illness, if that is it) and 1–2 pages of proof.\n"
        "I keep them encrypted for %(draft)s days after your last message, or %(finished)s days once the e-mail is written. "
        "I remind you first; send “delete my data” and they go at once.\n"
        "On Telegram, our messages pass through Telegram.\n"
        "May I keep them to write this e-mail?"
    ).of(draft=14, finished=30),
    kind=Choice(
        (
            Option(CONSENT, N_("I agree"), ("agree", "同意", "没问题", *YES), "yes", words.AGREE),
            Option("decline", N_("I do not agree"), ("disagree", "不同意", *NO), "no", words.DISAGREE),
        )
    ),
    why=N_("These are private things, so I ask before I keep them."),
    reviewed=False,
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
    ask=N_("Who is the request for?"),
    kind=Choice(
        (
            Option(
                "one",
                N_("One applicant"),
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
                N_("A group"),
                ("团体", "多人", "几个人", "家人一起", "family", "several"),
                means=words.GROUP,
            ),
        )
    ),
    why=N_(
        "The page asks a little less of each person in a group request, and one organizer as the contact."
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


def _moment_beside(said: str, answers: Answers) -> Mapping[str, Value]:
    """“嗯约好了，1月26号的”: the day that was told with it is the interview's, unless it is the one of booking."""
    day, clock = read_moment(said, answers.today)
    if not isinstance(day, Understood | Odd):
        kind = Day.interview()
        whole = kind.read(said, answers.today)
        day = framed(kind, said, whole, answers.today) if isinstance(whole, Mistake) else whole
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
        "Tap, or type the province or city, for example Nanjing. What counts is where you live, not the hukou."
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
    ),
)

purpose = Question(
    "purpose",
    label=N_("Reason for the trip"),
    ask=N_("What is the trip for?"),
    kind=Choice(
        (
            Option(
                "humanitarian",
                N_("Relative ill, or a family emergency"),
                ("人道主义", "亲属病危", "家庭紧急情况", "family emergency", "看病", "探病", "奔丧"),
                means=words.HUMANITARIAN,
            ),
            Option(
                "study",
                N_("Study or exchange (F, M, J)"),
                ("留学", "学习", "上学", "交流", "student", "school", "exchange"),
                means=words.STUDY,
            ),
            Option(
                "business",
                N_("Urgent business"),
                ("商务", "出差", "紧急商务旅行", "business trip", "work"),
                means=words.BUSINESS,
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
            Option("other", N_("Something else"), ("其他", "其它", "别的"), means=words.OTHER_PURPOSE),
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
)

relative = Question(
    "relative",
    label=N_("Relationship"),
    ask=N_("How is this person related to you?"),
    kind=Choice(
        (
            Option(
                "mother",
                N_("Mother"),
                ("母亲", "妈妈", "妈", "mom", "mum"),
                means=words.MOTHER,
            ),
            Option("father", N_("Father"), ("父亲", "爸爸", "爸", "dad"), means=words.FATHER),
            Option("husband", N_("Husband"), ("丈夫", "老公", "先生"), means=words.HUSBAND),
            Option("wife", N_("Wife"), ("妻子", "老婆", "太太"), means=words.WIFE),
            Option("son", N_("Son"), ("儿子",), means=words.SON),
            Option("daughter", N_("Daughter"), ("女儿",), means=words.DAUGHTER),
            Option("brother", N_("Brother"), ("兄弟", "哥哥", "弟弟"), means=words.BROTHER),
            Option("sister", N_("Sister"), ("姐妹", "姐姐", "妹妹"), means=words.SISTER),
            Option(
                "grandparent",
                N_("Grandparent"),
                ("爷爷", "奶奶", "外公", "外婆", "姥姥", "姥爷", "grandmother", "grandfather"),
                means=words.GRANDPARENT,
            ),
            Option(
                "other_relative",
                N_("Other relative"),
                (
                    "叔叔",
                    "阿姨",
                    "舅舅",
                    "姑姑",
                    "表亲",
                    "aunt",
                    "uncle",
                    "cousin",
                ),
                means=words.OTHER_RELATIVE,
            ),
            Option(
                "not_relative",
                N_("Not a relative"),
                ("朋友", "同事", "friend", "colleague"),
                means=words.NOT_RELATIVE,
            ),
        ),
        typed=(
            Option("parent", N_("Parent"), ("父母", "双亲", "my parent"), means=words.PARENTS),
            Option("spouse", N_("Husband or wife"), ("配偶", "爱人", "my spouse"), means=words.SPOUSE),
            Option("child", N_("Child"), ("孩子", "子女", "my child"), means=words.CHILD),
            Option(
                "sibling",
                N_("Brother or sister"),
                ("兄弟姐妹", "兄弟或姐妹", "my sibling"),
                means=words.SIBLING,
            ),
        ),
    ),
    why=N_("The page speaks of immediate family members."),
    when=is_humanitarian,
    names=("亲属", "亲人", "病人", "患者", "relative", "patient"),
    told_by=(
        ("mother", words.MOTHER),
        ("father", words.FATHER),
        ("husband", words.HUSBAND),
        ("wife", words.WIFE),
        ("son", words.SON),
        ("daughter", words.DAUGHTER),
        ("brother", words.BROTHER),
        ("sister", words.SISTER),
        ("parent", words.PARENTS),
        ("spouse", words.SPOUSE),
        ("child", words.CHILD),
        ("sibling", words.SIBLING),
        ("grandparent", words.GRANDPARENT),
        ("other_relative", words.TOLD_OTHER_RELATIVE),
    ),
    told_near="emergency",
)

class_start = Question(
    "class_start",
    label=N_("Classes start"),
    ask=N_("On which day do the classes start?"),
    example=N_("Use the program start date on the I-20 or DS-2019, for example 11 January 2027."),
    kind=Day.any_day(),
    why=N_("The page helps students whose classes start before their interview."),
    when=for_study,
    names=("开学日期", "开学时间", "开学", "入学日期", "program start date", "class start", "start date"),
    cues=(
        "报到",
        "入学",
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

FIRST = re.compile(
    r"第一次|头一次|首次|没(?:有)?(?:办|申请|签)过|\bfirst (?:time|visa|application|us visa)\b|\bnever applied\b",
    re.I,
)


def _first_time(said: str, answers: Answers) -> Mapping[str, Value]:
    """“没有，第一次办”: whoever never had a visa has none to renew and none to list."""
    if answers.get(refused_before) != "no" or FIRST.search(said) is None:
        return {}
    return {renewal_eligible.key: "no"} | ({"visas.0.more": "no"} if alone(answers) else {})


refused_before = Question(
    "refused_before",
    label=N_("Refused before"),
    ask=for_party(
        N_(
            "Have you ever been refused a US visa?\nIf you got a 221(g) slip (more papers or checks), say yes: it may count."
        ),
        N_(
            "Have any of you ever been refused a US visa?\nWhoever got a 221(g) slip (more papers or checks): say yes, it may count."
        ),
    ),
    kind=Choice(
        (
            Option("yes", N_("Yes, refused"), YES, "yes", words.REFUSED),
            Option("no", N_("Never refused"), NO, "no", words.NEVER_REFUSED),
            Option(
                "never_applied",
                N_("Never applied for one"),
            ),
        )
    ),
    why=N_("After a refusal within six months the page does not approve an earlier interview."),
    told_by=(("yes", words.TOLD_REFUSED),),
    also=_first_time,
)


def has_applied(answers: Answers) -> bool:
    """Whoever never applied has no earlier visa, and none to renew."""
    return answers.get(refused_before) != "never_applied"


def was_refused(answers: Answers) -> bool:
    return answers.get(refused_before) == "yes"


def day_of_refusal_needed(value: When, answers: Answers) -> Mistake | None:
    """The six months count to the day, so a month or a year is not enough where they may not be over."""
    over = add_months(last_day(value), POLICY.refusal.months) + timedelta(days=POLICY.refusal.near_limit_days)
    if isinstance(value, date) or over < answers.today:
        return None
    return Mistake(
        "date.no_day",
        N_(
            "I read %(when)s. A refusal counts to the day, so I need the day as well, for example 24 June 2026."
        ).of(when=value),
    )


last_refusal = Question(
    "last_refusal",
    label=N_("Last refusal"),
    ask=N_("When was the last refusal?"),
    example=N_("The day of that interview, for example 24 June 2025. The e-mails about it show the day."),
    kind=Earlier(),
    why=N_("The six months are counted from that day."),
    when=was_refused,
    names=("拒签日期", "拒签时间", "拒签", "date of refusal", "refusal"),
    cues=("被拒", "拒了", "refused", "denied", "rejected", "turned down"),
    absent=N_(
        "The e-mails and the paper about that interview show the day. If it is longer ago than six months, the month or the year is enough."
    ),
    check=day_of_refusal_needed,
)

renewal_eligible = Question(
    "renewal_eligible",
    label=N_("Renewal without interview"),
    ask=for_party(
        N_(
            "Could you renew without an interview?\n"
            "That means: your last US visa has the same class, and is valid or ended within the last 12 months."
        ),
        N_(
            "Could any of you renew without an interview?\n"
            "That means: the last US visa has the same class, and is valid or ended within the last 12 months."
        ),
    ),
    kind=Choice(
        (
            Option(
                "no",
                N_("No"),
                ("n", "不", "不能", "不符合", "没有", "否", "不可以"),
                says="no",
                means=words.CANNOT_RENEW,
            ),
            Option("yes", N_("Yes"), ("y", "是", "能", "可以", "符合"), says="yes", means=words.CAN_RENEW),
            Option(
                "unsure",
                N_("Not sure"),
                ("不确定", "不知道", "不清楚", "maybe", "don't know", "i don't know"),
                means=words.NOT_SURE,
            ),
        )
    ),
    when=has_applied,
    why=N_(
        "Whoever can use the renewal service through CITIC Bank gets no earlier interview; the bank is faster."
    ),
)

expedited_before = Question(
    "expedited_before",
    label=N_("Expedited before"),
    ask=N_("Have you, or your organization, been given an expedited interview before?"),
    kind=yes_no(N_("Yes, before"), N_("No, never"), words.EXPEDITED),
    why=N_("The page says that another one is normally not approved."),
)
