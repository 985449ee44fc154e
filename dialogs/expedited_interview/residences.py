"""Where somebody lived in the past six months: item 10 of the page, a list that may have no gap."""

from __future__ import annotations

from collections.abc import Mapping

from bot.answers import (
    Address,
    Province,
    Since,
    Until,
    is_street,
    place_and_stay,
)
from bot.core import (
    Answers,
    Group,
    Question,
    Understood,
    Value,
    as_value,
    concrete,
    understood,
)
from bot.i18n import N_, Text
from dialogs.expedited_interview.eligibility import in_group
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
    unit_shown,
)
from dialogs.expedited_interview.work_told import work_told_beside
from dialogs.expedited_interview.workplaces import work_kind


def _told(said: str, answers: Answers) -> Mapping[str, Value]:
    """The address, the province, and when: “示例路1号，住了5年了”, "1 Example Road, sept 2021 to july 2026"."""
    (number,) = answers.entry
    if not any(map(str.isalpha, said)) or answers.values.get(f"residences.{number}.more") == "no":
        return {}
    place, stay = place_and_stay(said, answers.today)
    found = stay_told(stay or said, answers, f"residences.{number}")
    address = answers.get(residence_address) or _address_in(place, answers)
    if address is None:
        town = understood(residence_unit, place, answers.today)
        where = {f"residences.{number}.unit": as_value(town.value)} if isinstance(town, Understood) else {}
        return {**where, **found}
    key = f"residences.{number}.address"
    where = {key: address, **unit_in(address, answers, residence_unit.key)}
    return {**where, **found, **work_told_beside(said, answers, work_kind)}


def _address_in(place: str, answers: Answers) -> str | None:
    """At another question only what has a street with its number is one."""
    reading = residence_address.kind.read(place, answers.today)
    return reading.value if isinstance(reading, Understood) and is_street(reading.value) else None


def _where_words(answers: Answers) -> Text:
    if answers.entry[-1] > 0:
        return N_("What was the address there?")
    if in_group(answers):
        return N_("Where do the applicants live now? Please send the address.")
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
    also=lambda said, answers: {
        **_told(said, answers),
        **city_beside(said, answers, "residences[].address"),
    },
)
residence_address = Question(
    "residences[].address",
    label=N_("Address"),
    ask=_where_words,
    example=N_(
        "With street, number and city, for example 1 Example Road, Pudong, Shanghai. In English or Chinese."
    ),
    kind=Address(200, is_home=True),
    why=N_("The page asks for the place of residence."),
    check=lambda value, answers: told_before(value, answers, "residences[].address"),
    names=("地址", "住址", "家庭地址", "居住地址", "家里地址", "home address", "address"),
    also=_told,
)
residence_since = Question(
    "residences[].since",
    label=N_("From"),
    ask=N_("Since when have you lived there?"),
    example=N_("Tap, or send the month, for example March 2024."),
    kind=Since(),
    why=N_("I ask for the whole six months, so that nothing has to be explained later."),
    also=lambda said, answers: still_here(said, answers, "residences"),
    names=("从",),
    absent=N_("About when is enough: the month will do."),
)
residence_until = Question(
    "residences[].until",
    label=N_("Until"),
    ask=N_("Until when have you lived there?"),
    example=N_("“now” if you still live there, otherwise for example June 2026."),
    kind=Until(),
    why=N_("I ask for the whole six months, so that nothing has to be explained later."),
    check=not_before_start(residence_since),
    also=_told,
)


def residence_gap(answers: Answers) -> Text | None:
    return gap_text(answers, residences, residence_since, residence_until)


def _more_residences(answers: Answers) -> Text:
    gap = residence_gap(answers)
    if gap is not None:
        return N_("%(gap)s Shall I add where you lived then?").of(gap=gap)
    return N_("The six months are covered. Did you live anywhere else in that time?")


def _residence_name(answers: Answers) -> Text:
    return N_("%(unit)s, %(address)s, %(stretch)s").of(
        unit=unit_shown(answers.get(residence_unit)),
        address=answers.get(residence_address) or "…",
        stretch=stretch_shown(answers.get(residence_since), answers.get(residence_until)),
    )


residences = Group(
    "residences",
    label=N_("Residence"),
    more=one_more(
        "residences",
        N_("Residence"),
        _more_residences,
        N_("The page asks for every place of the past six months."),
        _told,
    ),
    steps=(residence_address, residence_unit, residence_since, residence_until),
    name=_residence_name,
    at_least=1,
    at_most=12,
    names=(
        "住处",
        "住的地方",
        "住过的地方",
        "住址",
        "地址",
        "home",
        "homes",
        "residences",
        "place i lived",
        "address",
    ),
    gap=residence_gap,
    at_gap=N_(
        "The page asks for all six months, so no day may be missing. If you were with family, in a dormitory or on the way, say where. If a date above is wrong, send the right one after a no: “no, from March 2024”."
    ),
)
