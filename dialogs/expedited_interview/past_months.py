"""Where the last six months were lived and worked: item 10 of the page, two lists that may have no gap."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from bot.answers import (
    LONG,
    Address,
    Choice,
    Province,
    ShortText,
    Since,
    Until,
    address_and_stay,
    read_stretch,
    unit_name,
    yes_no,
)
from bot.core import (
    Answers,
    Group,
    Mistake,
    Odd,
    Option,
    Question,
    Understood,
    Value,
    When,
    as_value,
    concrete,
    first_day,
    last_day,
    understood,
)
from bot.i18n import N_, Text
from dialogs.expedited_interview import words
from dialogs.expedited_interview.calendar import add_months
from dialogs.expedited_interview.eligibility import in_group
from dialogs.expedited_interview.policy import POLICY
from dialogs.expedited_interview.request import begins, gaps


def _not_before_start(since: Question[When | str]) -> Callable[[When | str, Answers], Mistake | None]:
    def check(value: When | str, answers: Answers) -> Mistake | None:
        start = answers.get(since)
        if isinstance(value, str) or start is None or isinstance(start, str):
            return None
        if last_day(value) < first_day(start):
            return Mistake(
                "until_before_since",
                N_("That is %(value)s, before it began (%(start)s). When did it end? “now” means still.").of(
                    value=value, start=start
                ),
            )
        return None

    return check


def _unit_in(address: str, answers: Answers, key: str) -> Mapping[str, Value]:
    """The province that an address names, where it names just one."""
    reading = Province().read(address, answers.today)
    return {concrete(key, answers.entry): reading.value} if isinstance(reading, Understood) else {}


def _told_with_address(said: str, answers: Answers) -> Mapping[str, Value]:
    """The province, and since when: “示例路1号，住了5年了”."""
    address, stay = address_and_stay(said)
    found = dict(_unit_in(address, answers, residence_unit.key))
    if stay:
        since = residence_since.kind.read(re.sub(r"^.*\b(?=since |for )", "", stay), answers.today)
        if isinstance(since, Understood | Odd):
            (number,) = answers.entry
            found[f"residences.{number}.since"] = since.value
            found |= _over_half_a_year(since.value, answers, f"residences.{number}.until")
    return found


def _over_half_a_year(since: When | str, answers: Answers, until: str) -> Mapping[str, Value]:
    """Who says so of the present home is there still."""
    is_long = since == LONG or (
        not isinstance(since, str) and last_day(since) < add_months(answers.today, -6)
    )
    return {until: "now"} if is_long else {}


def _still_here(said: str, answers: Answers, group: str) -> Mapping[str, Value]:
    """Whoever has been at one place for over half a year is there still, and was nowhere else; a range tells its end."""
    (number,) = answers.entry
    stretch = read_stretch(said, answers.today)
    if stretch is not None and isinstance(stretch[1], Understood):
        return {f"{group}.{number}.until": stretch[1].value}
    reading = Since().read(said, answers.today)
    if not isinstance(reading, Understood | Odd) or reading.value != LONG:
        return {}
    return {f"{group}.{number}.until": "now", f"{group}.{number + 1}.more": "no"}


# Residences


def _where_words(answers: Answers) -> Text:
    if answers.entry[-1] > 0:
        return N_("What was the address there?")
    if in_group(answers):
        return N_(
            "Where do the applicants live now? Please send the address. The organizer's does not count."
        )
    return N_("Where do you live now? Please send the address.")


def _which_unit(answers: Answers) -> Text:
    address = answers.values.get(concrete("residences[].address", answers.entry))
    return N_("In which province or city is this?\n%(address)s").of(address=address)


residence_unit = Question(
    "residences[].unit",
    label=N_("Province"),
    ask=_which_unit,
    example=N_("For example Shanghai, Jiangsu or Nanjing."),
    kind=Province(),
    why=N_("The page asks where you lived in the past six months."),
)
residence_address = Question(
    "residences[].address",
    label=N_("Address"),
    ask=_where_words,
    example=N_(
        "With street, number and city, for example 1 Example Road, Pudong, Shanghai. In English or Chinese."
    ),
    kind=Address(200),
    why=N_("The page asks for the place of residence."),
    names=("地址", "住址", "address"),
    also=_told_with_address,
)
residence_since = Question(
    "residences[].since",
    label=N_("From"),
    ask=N_("Since when have you lived there?"),
    example=N_("Tap, or send the month, for example March 2024."),
    kind=Since(),
    why=N_("I ask for the whole six months, so that nothing has to be explained later."),
    also=lambda said, answers: _still_here(said, answers, "residences"),
    names=("从",),
    absent=N_("About when is enough: the month will do."),
)
residence_until = Question(
    "residences[].until",
    label=N_("Until"),
    ask=N_("Until when?"),
    example=N_("“now” if you still live there, otherwise for example June 2026."),
    kind=Until(),
    why=N_("I ask for the whole six months, so that nothing has to be explained later."),
    check=_not_before_start(residence_since),
)


def _period(
    answers: Answers, since: Question[When | str], until: Question[When | str]
) -> tuple[date, date | None] | None:
    start, end = answers.get(since), answers.get(until)
    if start is None or end is None:
        return None
    return begins(start), (None if isinstance(end, str) else last_day(end))


def _gap_text(
    answers: Answers, group: Group, since: Question[When | str], until: Question[When | str]
) -> Text | None:
    periods = [_period(entry, since, until) for entry in answers.entries(group)]
    open_days = gaps(
        [period for period in periods if period is not None], answers.today, POLICY.residence.months
    )
    if not open_days or any(period is None for period in periods):
        return None
    days = tuple(N_("%(first)s to %(last)s").of(first=first, last=last) for first, last in open_days)
    return N_("The past six months are not covered yet: %(days)s is missing.").of(days=days)


def residence_gap(answers: Answers) -> Text | None:
    return _gap_text(answers, residences, residence_since, residence_until)


def _more_residences(answers: Answers) -> Text:
    gap = residence_gap(answers)
    if gap is not None:
        return N_("%(gap)s Shall I add where you lived then?").of(gap=gap)
    return N_("The six months are covered. Did you live anywhere else in that time?")


def _residence_name(answers: Answers) -> Text:
    return N_("%(unit)s, %(address)s, %(stretch)s").of(
        unit=_unit(answers.get(residence_unit)),
        address=answers.get(residence_address) or "…",
        stretch=_stretch(answers.get(residence_since), answers.get(residence_until)),
    )


def _unit(code: str | None) -> object:
    return unit_name(code) if code else "…"


def _stretch(since: When | str | None, until: When | str | None) -> Text:
    if isinstance(since, str):
        return N_("for more than 6 months")
    if until == "now":
        return N_("since %(since)s").of(since=since or "…")
    return N_("%(first)s to %(last)s").of(first=since or "…", last=until or "…")


residences = Group(
    "residences",
    label=N_("Residence"),
    more=Question(
        "residences[].more",
        label=N_("Residence"),
        ask=_more_residences,
        kind=yes_no(N_("Yes, add it"), N_("No, that is all"), words.MORE, words.NO_MORE),
        why=N_("The page asks for every place of the past six months."),
    ),
    steps=(residence_address, residence_unit, residence_since, residence_until),
    name=_residence_name,
    at_least=1,
    at_most=12,
    gap=residence_gap,
)

# Workplaces

_AT = re.compile(
    r"(?:我?在|于)(?P<zh>[\u4e00-\u9fff（）()]{2,30}?(?:公司|大学|学院|中学|小学|学校|医院|集团|银行|研究院|研究所|工厂|事务所|局|厂))|"
    r"\b(?:work(?:ing|s)?|student|studying|study|employed|teach(?:ing)?|job) (?:at|for|with) (?:the )?(?!an? )(?P<en>[a-z][\w&'. -]{2,60}?)(?=\s*(?:[,;\n(]|\.\s|\.?$)| (?:since|as|from|in|for|until|till) )",
    re.I,
)


LONGEST_TOLD = 400
"""What is told in passing stands at the beginning."""


def _told_with_kind(said: str, answers: Answers) -> Mapping[str, Value]:
    """“student at Example College, Sept 2022 to June 2026” tells where and since when as well."""
    (number,) = answers.entry
    found: dict[str, Value] = {}
    at = _AT.search(said[:LONGEST_TOLD]) if _has_place(answers) else None
    if at is not None:
        found[f"workplaces.{number}.employer"] = (at["zh"] or at["en"]).strip()
    for clause in re.split(r"[,，;；。\n]|\.\s", said[:LONGEST_TOLD]):
        stretch = read_stretch(clause, answers.today)
        since = stretch[0] if stretch else understood(work_since, clause, answers.today)
        if isinstance(since, Understood):
            found[f"workplaces.{number}.since"] = as_value(since.value)
        if stretch and isinstance(stretch[1], Understood):
            found[f"workplaces.{number}.until"] = stretch[1].value
    return found


work_kind = Question(
    "workplaces[].kind",
    label=N_("Kind"),
    ask=lambda answers: (
        N_("Do you work or study now?") if answers.entry[-1] == 0 else N_("Did you work or study then?")
    ),
    kind=Choice(
        (
            Option(
                "employed",
                N_("Work"),
                ("上班", "在职", "工作", "working", "job", "自由职业", "self-employed"),
                means=words.EMPLOYED,
            ),
            Option("student", N_("Study"), ("上学", "在读", "学生", "在校", "studying"), means=words.STUDENT),
            Option("retired", N_("Retired"), ("退休", "离休"), means=words.RETIRED),
            Option(
                "none",
                N_("No work"),
                ("无业", "待业", "没有工作", "失业", "unemployed", "没上班"),
                means=words.NO_WORK,
            ),
        )
    ),
    why=N_(
        "The page asks for the place of work in the past six months. If you study, are retired or do not work, say so."
    ),
    default="employed",
    also=_told_with_kind,
)


def _has_place(answers: Answers) -> bool:
    return answers.get(work_kind) in ("employed", "student")


employer = Question(
    "workplaces[].employer",
    label=N_("Employer or school"),
    ask=lambda answers: (
        N_("Which school or university?")
        if answers.get(work_kind) == "student"
        else N_("Which company or employer?")
    ),
    example=N_("Its English name if you know it; Chinese will do."),
    kind=ShortText(120),
    why=N_("The page asks for the place of work."),
    when=_has_place,
    names=("公司", "单位", "学校", "company", "employer", "school"),
)
work_unit = Question(
    "workplaces[].unit",
    label=N_("Province"),
    ask=N_("In which province or city is it?"),
    example=N_("For example Shanghai, Jiangsu or Nanjing."),
    kind=Province(),
    why=N_("The page asks for the place of work in the consular district."),
    when=_has_place,
)
AT_HOME = re.compile(
    r"(?:i work |working )?(?:from|at) home\b.{0,30}|(?:the )?same(?: (?:address|place|as (?:my )?(?:home|above|residence)).{0,20})?|my home|home|在家(?:里|办公|工作)?|家里|(?:和|跟|同)?(?:住址|家|住的地方|上面)(?:一样|相同)|同上",
    re.I,
)


def _home(value: str, answers: Answers) -> Odd[str] | None:
    """“from home, same address” is the address of the home."""
    home = answers.values.get("residences.0.address")
    if not isinstance(home, str) or AT_HOME.fullmatch(value.strip(" .。!！")) is None:
        return None
    return Odd(home, N_("I take that to be your home address."))


work_address = Question(
    "workplaces[].address",
    label=N_("Address"),
    ask=N_("What is its address, with the city?"),
    example=N_("For example 8 Sample Street, Suzhou."),
    kind=Address(200),
    why=N_("The page asks for the place of work."),
    when=_has_place,
    check=_home,
    names=("地址", "公司地址", "address"),
    also=lambda said, answers: _unit_in(said, answers, work_unit.key),
)
work_since = Question(
    "workplaces[].since",
    label=N_("From"),
    ask=N_("Since when?"),
    example=N_("Tap, or send the month, for example March 2024."),
    kind=Since(),
    why=N_("I ask for the whole six months, so that nothing has to be explained later."),
    also=lambda said, answers: _still_here(said, answers, "workplaces"),
    names=("从",),
    absent=N_("About when is enough: the month will do."),
)
work_until = Question(
    "workplaces[].until",
    label=N_("Until"),
    ask=N_("Until when?"),
    example=N_("“now” if it still goes on, otherwise for example June 2026."),
    kind=Until(),
    why=N_("I ask for the whole six months, so that nothing has to be explained later."),
    check=_not_before_start(work_since),
)


def work_gap(answers: Answers) -> Text | None:
    return _gap_text(answers, workplaces, work_since, work_until)


def _more_work(answers: Answers) -> Text:
    gap = work_gap(answers)
    if gap is not None:
        return N_("%(gap)s Shall I add what you did then?").of(gap=gap)
    return N_("The six months are covered. Did you work or study anywhere else in that time?")


def _work_name(answers: Answers) -> Text:
    kind = answers.get(work_kind) or "employed"
    what = answers.get(employer) or work_kind.kind.show(kind)
    stretch = _stretch(answers.get(work_since), answers.get(work_until))
    where = answers.get(work_address)
    if where is None:
        return N_("%(what)s, %(stretch)s").of(what=what, stretch=stretch)
    return N_("%(what)s, %(address)s, %(stretch)s").of(what=what, address=where, stretch=stretch)


workplaces = Group(
    "workplaces",
    label=N_("Work"),
    more=Question(
        "workplaces[].more",
        label=N_("Work"),
        ask=_more_work,
        kind=yes_no(N_("Yes, add it"), N_("No, that is all"), words.MORE, words.NO_MORE),
        why=N_("The page asks for every workplace of the past six months."),
    ),
    steps=(work_kind, employer, work_address, work_unit, work_since, work_until),
    name=_work_name,
    at_least=1,
    at_most=12,
    gap=work_gap,
)
