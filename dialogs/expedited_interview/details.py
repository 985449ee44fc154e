"""Who is asking, for which interview, and how to reach them: items 1 to 5, 7 and 9 of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.answers import (
    AppointmentNumber,
    ClockTime,
    Day,
    DS160Number,
    Email,
    PassportName,
    PassportNumber,
    PersonName,
    Phone,
    read_moment,
    whole_name,
)
from bot.core import Answers, Mistake, Odd, Question, Understood, Value, as_value, concrete, plain, understood
from bot.i18n import N_
from dialogs.expedited_interview.eligibility import alone, for_party, in_group

# The interview


def _time_beside(said: str, answers: Answers) -> Mapping[str, Value]:
    _, clock = read_moment(said, answers.today)
    if isinstance(clock, Understood) and ClockTime().doubt(said) is None:
        return {interview_time.key: clock.value}
    return {}


interview_date = Question(
    "interview_date",
    label=N_("Interview date"),
    ask=N_("When is your interview? Day and time."),
    example=N_("As on the appointment confirmation, for example 20 January 2027, 09:30."),
    also=_time_beside,
    kind=Day.interview(),
    why=N_("The consulate needs the date to find your appointment and to see why it is too late."),
    names=(
        "面谈日期",
        "面谈时间",
        "面签日期",
        "面签时间",
        "面试时间",
        "面试日期",
        "预约时间",
        "预约日期",
        "面谈",
        "面签",
        "面试",
        "interview date",
        "interview time",
        "appointment date",
        "date of interview",
        "interview",
        "appointment",
    ),
    cues=("预约的是", "约的是", "约在", "约到", "约了", "约好", "预约", "签证时间", "slot", "appt"),
    absent=N_(
        "The day is on the appointment confirmation that was e-mailed to you, or in your account where you booked. Come back with it: your answers are kept."
    ),
)
interview_time = Question(
    "interview_time",
    label=N_("Interview time"),
    ask=N_("At what time is the interview?"),
    example=N_("For example 09:30."),
    kind=ClockTime(),
    goes_with=interview_date.key,
    why=N_("The page asks for the date and the time of the original interview."),
    names=("面谈时间", "面签时间", "面试时间", "几点", "interview time", "time of interview", "time"),
    cues=("面谈", "面签", "面试", "interview", "appointment"),
    absent=N_(
        "The time is on the appointment confirmation that was e-mailed to you, or in your account where you booked."
    ),
)


def _not_the_passport(value: str, answers: Answers) -> Mistake | None:
    if value == answers.get(passport_number):
        return Mistake(
            "same_as_passport",
            N_(
                "That is your passport number again. The appointment number came from the call center when you booked."
            ),
        )
    return None


appointment_number = Question(
    "appointment_number",
    label=N_("Appointment number"),
    ask=N_("What is the appointment number?"),
    example=N_("It is on your appointment confirmation, for example 20110512345. Not the PIN."),
    kind=AppointmentNumber(),
    why=N_("The page asks for the number of the original appointment."),
    when=alone,
    check=_not_the_passport,
    names=(
        "预约号码",
        "预约编号",
        "预约确认号",
        "预约号",
        "面谈预约号",
        "UID",
        "appointment number",
        "appointment no",
        "appointment id",
        "appointment confirmation",
        "预约单号",
        "预约确认码",
        "预约码",
        "booking number",
        "booking no",
        "booking reference",
        "appt number",
        "appt no",
    ),
    cues=("预约", "appointment", "appt", "booking"),
    absent=N_(
        "It is on the appointment confirmation that was e-mailed to you, or in your account where you booked. Come back with it: your answers are kept."
    ),
    only_named=True,
    postponable=True,
)

# The applicant


def beside_surname(entry: str = "") -> Callable[[str, Answers], Mapping[str, Value]]:
    """The given names that came with the surname, where it is the first word of the whole name, and the day of birth.
    `entry` is what the keys begin with (`members[].`)."""
    surname_key, given_key, birth_key = (
        f"{entry}{name}" for name in ("surname", "given_names", "date_of_birth")
    )

    def also(said: str, answers: Answers) -> Mapping[str, Value]:
        return {**given(said, answers), **born(said, answers)}

    def born(said: str, answers: Answers) -> Mapping[str, Value]:
        reading = understood(date_of_birth, said, answers.today) if any(map(str.isdigit, said)) else None
        return (
            {concrete(birth_key, answers.entry): as_value(reading.value)}
            if isinstance(reading, Understood)
            else {}
        )

    def given(said: str, answers: Answers) -> Mapping[str, Value]:
        name = whole_name(said)
        first, _, others = (
            f"{name.surname} {name.given}".partition(" ") if name else plain(said).upper().partition(" ")
        )
        if not others or answers.values.get(concrete(surname_key, answers.entry)) != first:
            return {}
        reading = PassportName("given").read(others.replace(" ", ""), answers.today)
        return {concrete(given_key, answers.entry): reading.value} if isinstance(reading, Understood) else {}

    return also


surname = Question(
    "surname",
    label=N_("Surname"),
    ask=N_("What is your name, as printed in the passport? Surname first."),
    example=N_("In Latin letters, for example ZHANG XIAOMING."),
    kind=PassportName("surname"),
    also=beside_surname(),
    why=N_("The name must match the passport, letter for letter."),
    when=alone,
    names=("姓", "姓氏", "surname", "family name", "last name"),
)


def without(surname: Question[str]) -> Callable[[str, Answers], Odd[str] | None]:
    """Given names that begin with the surname once more."""

    def check(value: str, answers: Answers) -> Odd[str] | None:
        before, _, rest = value.partition(" ")
        if not rest or before != answers.get(surname):
            return None
        return Odd(rest, N_("%(surname)s is the surname; leave it out here.").of(surname=before))

    return check


given_names = Question(
    "given_names",
    label=N_("Given names"),
    ask=N_("And your given names?"),
    example=N_("As in the passport, for example XIAOMING."),
    kind=PassportName("given"),
    why=N_("The name must match the passport, letter for letter."),
    when=alone,
    check=without(surname),
    names=("名", "名字", "given names", "given name", "first name", "forename"),
)
date_of_birth = Question(
    "date_of_birth",
    label=N_("Date of birth"),
    ask=N_("When were you born?"),
    example=N_("For example 6 May 1990."),
    kind=Day.birth(),
    why=N_("The page asks for the date of birth."),
    when=alone,
    names=(
        "出生日期",
        "出生年月日",
        "出生年月",
        "生日",
        "出生",
        "date of birth",
        "birth date",
        "dob",
        "birthday",
        "birth",
    ),
    cues=(
        "born",
        "生于",
        "生的",
        "号生",
        "日生",
        "月生",
        "#生",
        *(f"~{day}生{what}" for day in "日号月#" for what in "病产效孩小宝二下了活完前后意气成"),
    ),
)
passport_number = Question(
    "passport_number",
    label=N_("Passport number"),
    ask=N_("What is your passport number?"),
    example=N_("Top right on the photo page, for example E12345678."),
    kind=PassportNumber(),
    why=N_("The page asks for the passport number. I use it for this e-mail and nothing else."),
    when=alone,
    names=("护照号码", "护照编号", "护照号", "护照", "passport number", "passport no", "passport"),
    absent=N_(
        "If the passport is not at hand, come back with it: your answers are kept. Without a passport no visa can be applied for."
    ),
    postponable=True,
)
ds160_number = Question(
    "ds160_number",
    label=N_("DS-160 number"),
    ask=N_("What is the confirmation number of your DS-160?"),
    example=N_(
        "It is under the bar code on the confirmation page and begins with AA, for example AA00ABCD56."
    ),
    kind=DS160Number(),
    why=N_("The consulate opens your form with it. The form must be complete and accurate."),
    when=alone,
    names=(
        "DS-160 编号",
        "DS-160编号",
        "DS160编号",
        "DS-160确认码",
        "DS-160确认号",
        "DS-160 number",
        "DS-160",
        "DS160",
        "DS 160",
        "确认号",
        "确认码",
        "表格编号",
        "confirmation number",
        "confirmation no",
        "confirmation code",
    ),
    absent=N_(
        "The DS-160 is filled in at ceac.state.gov. Its confirmation page, which you can print again there, has the number under the bar code. Come back with it: your answers are kept."
    ),
    postponable=True,
)

# How to reach you


phone = Question(
    "phone",
    label=N_("Phone"),
    ask=for_party(
        N_("Which phone number in China can the consulate call?"),
        N_("Which phone number in China does the organizer have?"),
    ),
    example=N_("For example 13812345678."),
    kind=Phone(),
    contact=True,
    why=N_("If the request is approved, the Consular Section contacts you directly."),
    names=(
        "联系电话",
        "电话号码",
        "手机号码",
        "手机号",
        "手机",
        "电话",
        "联系方式",
        "座机",
        "phone number",
        "mobile number",
        "contact number",
        "telephone",
        "mobile",
        "phone",
        "cell",
        "tel",
    ),
    cues=("call me at", "reach me at"),
    absent=N_(
        "A phone number in China is needed: if the request is approved, the Consular Section contacts you. A relative’s or a friend’s number will do if they can reach you."
    ),
)
email = Question(
    "email",
    label=N_("E-mail"),
    ask=for_party(
        N_("Which e-mail address will you send the request from?"),
        N_("Which e-mail address will the organizer send the request from?"),
    ),
    example=N_("For example zhangsan@example.com. If they write back, it will be to this address."),
    kind=Email(),
    why=N_("The page asks for an e-mail address, and the request can be made only by e-mail."),
    names=(
        "电子邮箱",
        "邮箱地址",
        "电子邮件",
        "邮箱",
        "邮件地址",
        "e-mail address",
        "email address",
        "e-mail",
        "email",
        "mail",
    ),
    cues=("write to",),
    absent=N_(
        "An e-mail address is needed, for the request is made by e-mail only. One is free at any provider, and the address of somebody you trust will do, too."
    ),
)


def _first_applicant(answers: Answers) -> str | None:
    surname, given = (answers.values.get(f"members.0.{name}") for name in ("surname", "given_names"))
    return f"{surname} {str(given).title()}" if surname and given else None


organizer = Question(
    "organizer",
    label=N_("Organizer"),
    ask=N_("What is the name of the group's organizer?"),
    example=N_("For example ZHANG San."),
    kind=PersonName(),
    why=N_("For a group the page asks for an organizer with phone and e-mail."),
    when=in_group,
    oneself=_first_applicant,
    names=("联络人", "联系人", "组织者", "organizer", "organiser", "contact person"),
)
