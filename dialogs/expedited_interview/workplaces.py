"""Where somebody worked or studied in the past six months: item 10 of the page, a list that may have no gap."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from bot.answers import (
    Address,
    Choice,
    Organization,
    Province,
    Since,
    Until,
    address_among,
    name_and_address,
    place_and_stay,
)
from bot.core import (
    Answers,
    Group,
    Mistake,
    Odd,
    Option,
    Question,
    Value,
    code_in,
    never,
    one_line,
)
from bot.i18n import N_, Text
from dialogs.expedited_interview import words
from dialogs.expedited_interview.eligibility import in_group
from dialogs.expedited_interview.names_in_english import FARMING
from dialogs.expedited_interview.past_months import (
    city_beside,
    gap_text,
    not_before_start,
    one_more,
    stay_told,
    still_here,
    stretch_shown,
    told_before,
    unit_in,
)
from dialogs.expedited_interview.relatives import EXACTLY, TYPED, relative
from dialogs.expedited_interview.work_told import INTERN, in_its_city, work_told

work_whose = Question(
    "workplaces[].whose",
    label=N_("Whose"),
    ask=N_("Whose work is it?"),
    example=N_("For example “my husband's”."),
    kind=Choice((*relative.kind.options, *EXACTLY), typed=TYPED),
    why=N_("Of several applicants the e-mail says whose work it is."),
    when=in_group,
    optional=True,
    asked=never,
)


def _of_whom(ask: Text | Callable[[Answers], Text]) -> Callable[[Answers], Text]:
    """The question with whom it is about, where somebody else's work was told."""

    def asked(answers: Answers) -> Text:
        question = ask if isinstance(ask, Text) else ask(answers)
        who = answers.get(work_whose)
        if who is None:
            return question
        return N_("%(who)s: %(question)s").of(who=work_whose.kind.show(who), question=question)

    return asked


def _told(said: str, answers: Answers) -> Mapping[str, Value]:
    """“student at Example College, Sept 2022 to June 2026” tells where and since when as well, at any question."""
    is_kind = code_in(work_kind.kind.options, one_line(said)) is not None
    is_closed = answers.values.get(f"workplaces.{answers.entry[-1]}.more") == "no"
    if is_closed or not any(map(str.isalpha, said)) or (is_kind and answers.get(work_kind) is not None):
        return {}
    told = work_told(said, answers, work_kind)
    farms = told.get(f"workplaces.{answers.entry[-1]}.employer") in FARMING
    return {**(_on_own_land(answers) if farms else {}), **told}


work_kind = Question(
    "workplaces[].kind",
    label=N_("Kind"),
    ask=_of_whom(
        lambda answers: (
            N_("Do you work or study now?") if answers.entry[-1] == 0 else N_("Did you work or study then?")
        )
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
    also=_told,
)


work_position = Question(
    "workplaces[].position",
    label=N_("Position"),
    ask=_of_whom(N_("Was it an internship?")),
    example=N_("Skip it if it was not."),
    kind=Choice((INTERN,)),
    why=N_("The e-mail then says internship, not work."),
    when=lambda answers: answers.get(work_kind) == "employed",
    optional=True,
    asked=never,
)


def _has_place(answers: Answers) -> bool:
    return answers.get(work_kind) in ("employed", "student")


def _told_with_employer(said: str, answers: Answers) -> Mapping[str, Value]:
    """Its address with the province, and when: “Sample University, 22 Example Road, Nanjing, since 2021”."""
    name, address, stay = name_and_address(said, answers.today)
    (number,) = answers.entry
    place = in_its_city(address_among(address), name)
    where = {f"workplaces.{number}.address": place, **unit_in(place, answers, "workplaces[].unit")}
    days = stay_told(stay, answers, f"workplaces.{number}")
    at_home = _on_own_land(answers) if answers.get(employer) in FARMING else {}
    return {**_told(said, answers), **(where if address else {}), **days, **at_home}


def _on_own_land(answers: Answers) -> Mapping[str, Value]:
    """Whoever farms has no firm's address: it is where they live."""
    (number,) = answers.entry
    home = {name: answers.values.get(f"residences.0.{name}") for name in ("address", "unit")}
    return {f"workplaces.{number}.{name}": value for name, value in home.items() if value is not None}


employer = Question(
    "workplaces[].employer",
    label=N_("Employer or school"),
    ask=_of_whom(
        lambda answers: (
            N_("Which school or university?")
            if answers.get(work_kind) == "student"
            else N_("Which company or employer?")
        )
    ),
    example=N_("Its English name if you know it; Chinese will do."),
    kind=Organization(120),
    why=N_("The page asks for the place of work."),
    when=_has_place,
    names=("公司", "单位", "学校", "company", "employer", "school"),
    also=_told_with_employer,
)
work_unit = Question(
    "workplaces[].unit",
    label=N_("Province"),
    ask=_of_whom(N_("In which province or city is it?")),
    example=N_("For example Shanghai, Jiangsu or Nanjing."),
    kind=Province(),
    why=N_("The page asks for the place of work in the consular district."),
    when=_has_place,
    also=lambda said, answers: {
        **_told(said, answers),
        **city_beside(said, answers, "workplaces[].address"),
    },
)
AT_HOME = re.compile(
    r"(?:i work |working )?(?:from|at) home\b.{0,30}|(?:the )?same(?: (?:address|place|as (?:my )?(?:home|above|residence)).{0,20})?|my home|home|在家(?:里|办公|工作)?|家里|(?:和|跟|同)?(?:住址|家|住的地方|上面)(?:一样|相同)|同上|"
    r"(?:就)?在?(?:我们?)?(?:自己?)?(?:村里|村子里|家里|自家|家门口|家)(?:[\s,，]*(?:就是)?(?:在)?(?:家里|自家|自己家)?的?(?:地里?|田里?))?",
    re.I,
)


def _home(value: str, answers: Answers) -> Odd[str] | Mistake | None:
    """“from home, same address” is the address of the home."""
    home = answers.values.get("residences.0.address")
    if not isinstance(home, str) or AT_HOME.fullmatch(value.strip(" .。!！")) is None:
        return told_before(value, answers, "workplaces[].address")
    return Odd(home, N_("I take that to be your home address."))


def _told_with_address(said: str, answers: Answers) -> Mapping[str, Value]:
    """The province, and when."""
    address, stay = place_and_stay(said, answers.today)
    (number,) = answers.entry
    return {
        **_told(said, answers),
        **unit_in(address, answers, work_unit.key),
        **stay_told(stay, answers, f"workplaces.{number}"),
    }


work_address = Question(
    "workplaces[].address",
    label=N_("Address"),
    ask=_of_whom(N_("What is the address of the company or school, with the city?")),
    example=N_("For example 8 Sample Street, Suzhou."),
    kind=Address(200),
    why=N_("The page asks for the place of work."),
    when=_has_place,
    check=_home,
    names=(
        "地址",
        *("公司地址", "单位地址", "工作地址", "学校地址", "工作单位地址"),
        *("work address", "office address", "company address", "school address", "employer's address"),
        *("company's address", "university address", "uni address", "school's address"),
        *(
            f"address of {whose} {place}"
            for whose in ("my", "the")
            for place in ("company", "employer", "school", "university", "office")
        ),
        "address",
    ),
    also=_told_with_address,
)
work_since = Question(
    "workplaces[].since",
    label=N_("From"),
    ask=_of_whom(
        lambda answers: N_("Since when, at this place?") if _has_place(answers) else N_("Since when?")
    ),
    example=N_("Tap, or send the month, for example March 2024."),
    kind=Since(),
    why=N_("I ask for the whole six months, so that nothing has to be explained later."),
    also=lambda said, answers: still_here(said, answers, "workplaces"),
    names=("从",),
    absent=N_("About when is enough: the month will do."),
)
work_until = Question(
    "workplaces[].until",
    label=N_("Until"),
    ask=_of_whom(
        lambda answers: N_("Until when, at this place?") if _has_place(answers) else N_("Until when?")
    ),
    example=N_("“now” if it still goes on, otherwise for example June 2026."),
    kind=Until(),
    why=N_("I ask for the whole six months, so that nothing has to be explained later."),
    check=not_before_start(work_since),
    also=_told,
)


def work_gap(answers: Answers) -> Text | None:
    return gap_text(answers, workplaces, work_since, work_until)


def _more_work(answers: Answers) -> Text:
    gap = work_gap(answers)
    if gap is not None:
        return N_("%(gap)s Shall I add what you did then?").of(gap=gap)
    return N_("The six months are covered. Did you work or study anywhere else in that time?")


def _work_name(answers: Answers) -> Text:
    kind = answers.get(work_kind) or "employed"
    what = answers.get(employer) or work_kind.kind.show(kind)
    stretch = stretch_shown(answers.get(work_since), answers.get(work_until))
    where, who = answers.get(work_address), answers.get(work_whose)
    if who is not None:
        what = N_("%(label)s: %(value)s").of(label=work_whose.kind.show(who), value=what)
    if where is None:
        return N_("%(what)s, %(stretch)s").of(what=what, stretch=stretch)
    return N_("%(what)s, %(address)s, %(stretch)s").of(what=what, address=where, stretch=stretch)


workplaces = Group(
    "workplaces",
    label=N_("Work"),
    more=one_more(
        "workplaces",
        N_("Work"),
        _more_work,
        N_("The page asks for every workplace of the past six months."),
        _told,
    ),
    steps=(work_whose, work_kind, work_position, employer, work_address, work_unit, work_since, work_until),
    name=_work_name,
    at_least=1,
    at_most=12,
    names=(
        "单位",
        "公司",
        "学校",
        "工作单位",
        "job",
        "jobs",
        "workplace",
        "workplaces",
        "employer",
        "company",
        "school",
    ),
    gap=work_gap,
    at_gap=N_(
        "The page asks for all six months, so no day may be missing. If you did not work or study then, say “no work”. If a date above is wrong, send the right one after a no: “no, from March 2024”."
    ),
)
