"""What the two lists of the past six months share: the stretches of a place, and what is missing between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from bot.answers import (
    HEADS,
    LONG,
    NO_ADDRESS,
    UNITS,
    Address,
    Province,
    Since,
    ends_of,
    is_han,
    place_and_stay,
    points_back,
    read_stretch,
    unit_name,
    yes_no,
)
from bot.core import (
    Answers,
    Group,
    Mistake,
    Odd,
    Question,
    Understood,
    Unsure,
    Value,
    When,
    as_value,
    code_in,
    concrete,
    first_day,
    last_day,
)
from bot.i18n import N_, Text
from dialogs.expedited_interview import words
from dialogs.expedited_interview.calendar import months_before
from dialogs.expedited_interview.eligibility import residence
from dialogs.expedited_interview.policy import POLICY
from dialogs.expedited_interview.request import begins, gaps


def not_before_start(since: Question[When | str]) -> Callable[[When | str, Answers], Mistake | None]:
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


_LAST_WORDS = re.compile(
    r"[\s,]([A-Za-z]{4,})[\s,]*(?:\d{6})?[\s,.]*(?:P\.?R\.?(?:C\.?)?)?[\s,]*(?:China)?[\s.]*$", re.I
)


def unit_in(address: str, answers: Answers, key: str) -> Mapping[str, Value]:
    """The province that an address names, where it names just one; of several it is the one where somebody lives."""
    reading = Province().read(address, answers.today)
    if not isinstance(reading, Understood):
        # “88 Hengshan Rd, Xuhui, Shanghai 200031”: a city stands last.
        ends = _LAST_WORDS.search(address)
        reading = Province().read(ends[1], answers.today) if ends else reading
    home = answers.get(residence)
    if isinstance(reading, Unsure) and home is not None and home in reading.readings:
        reading = Understood(home)
    return {concrete(key, answers.entry): as_value(reading.value)} if isinstance(reading, Understood) else {}


def covers_all(since: When | str, today: date) -> bool:
    """Whether what began then, and goes on, covers all the months that are asked for."""
    return since == LONG or (
        not isinstance(since, str) and last_day(since) < months_before(today, POLICY.residence.months)
    )


_CITY = re.compile(rf"(?!江苏|浙江|安徽)(?:{HEADS})")
_AROUND = re.compile(r"^(?:it'?s |it is |in |at |the |city of )+|(?: city)?[\s.,!]*$", re.I)


def city_beside(said: str, answers: Answers, key: str) -> Mapping[str, Value]:
    """Whoever says 宁波 where the province is asked has told what the address lacks; `key` is that of the address."""
    here = concrete(key, answers.entry)
    address = answers.values.get(here)
    if not isinstance(address, str):
        return {}
    if any(map(is_han, address)):
        found = _CITY.search(said)
        city = found[0] if found and _CITY.search(address) is None else ""
    else:
        city = _AROUND.sub("", said.strip())
        city = city if city.isalpha() and city.isascii() and _is_city(city, answers) else ""
    return (
        {here: Address(200).with_part(address, city)} if city and city.lower() not in address.lower() else {}
    )


def _is_city(word: str, answers: Answers) -> bool:
    """A place, and no province itself; “there” is none."""
    reading = Province().read(word, answers.today)
    return isinstance(reading, Understood) and code_in(UNITS, word) is None


def over_half_a_year(since: When | str, answers: Answers, until: str, group: str) -> Mapping[str, Value]:
    """Who says so of the present home is there still; of one that was before nobody knows, nor where only the beginning
    is told anew."""
    if answers.entry[-1] > 0 or answers.values.get(f"{group}.0.since") is not None:
        return {}
    return {until: "now"} if covers_all(since, answers.today) else {}


def stay_told(stay: str, answers: Answers, entry: str) -> Mapping[str, Value]:
    """Since when, and until when, as it was said beside a place; `entry` is the key of its entry."""
    since, until = ends_of(stay, answers.today) if stay else (None, None)
    told: dict[str, Value] = {} if until is None else {f"{entry}.until": until}
    if since is None:
        return told
    return {
        f"{entry}.since": since,
        **over_half_a_year(since, answers, f"{entry}.until", entry.partition(".")[0]),
        **told,
    }


def still_here(said: str, answers: Answers, group: str) -> Mapping[str, Value]:
    """Whoever has been at one place for over half a year is there still, and was nowhere else; a range tells its end."""
    (number,) = answers.entry
    stretch = read_stretch(said, answers.today)
    if stretch is not None and isinstance(stretch[1], Understood):
        return {f"{group}.{number}.until": stretch[1].value}
    _, until = ends_of(place_and_stay(said, answers.today)[1] or said, answers.today)
    if until is not None:
        return {f"{group}.{number}.until": until}
    if answers.values.get(f"{group}.{number}.since") != LONG:
        return {}
    reading = Since().read(said, answers.today)
    if not isinstance(reading, Understood | Odd) or reading.value != LONG:
        return {}
    return {f"{group}.{number}.until": "now", f"{group}.{number + 1}.more": "no"}


# What is no name of the place that is meant.
_POINTING = re.compile(
    r"[那这][个里边儿条]|[也还]是|就是|同上|同一个?|一样|相同|不变|没变|刚才|刚刚|上面|前面|说过?|地址|地方|住的?|宿舍|房子|家里?|的|了|啊|呀|吧|嘛|在|跟|和|\b(?:the|that|this|same|still|again|as|like|before|above|in|at|on|i|it|is|its|was|said|told|you|place|dorm(?:itory)?|one|flat|apartment|apt|house|home|address|room|building|there)\b",
    re.I,
)


def told_before(value: str, answers: Answers, key: str) -> Odd[str] | Mistake | None:
    """“还是文三路那个宿舍”, "the same dorm": the address of an entry that was told before, `key` being that of this one; None where a
    place is told by itself."""
    if not points_back(value):
        return None
    here = concrete(key, answers.entry)
    names = [f"{group}.{number}.address" for group in ("residences", "workplaces") for number in range(12)]
    told = {one: str(answers.values[one]) for one in names if one in answers.values and one != here}
    before = here.replace(f".{answers.entry[-1]}.", f".{answers.entry[-1] - 1}.")
    if before in told:
        # Of several that are alike the last one of this list is meant.
        told = {before: told.pop(before), **told}
    said = _words(_POINTING.sub(" ", value))
    found = [address for address in told.values() if said & _words(address)]
    meant = found if said else [told[before]] if before in told else []
    if not meant:
        return NO_ADDRESS
    return Odd(meant[0], N_("I take that to be an address that you told me before."))


def _words(text: str) -> set[str]:
    """Of Chinese every two characters that stand together."""
    runs = re.findall(r"[\u4e00-\u9fff]{2,}", text)
    return {
        *re.findall(r"[a-z]{4,}", text.lower()),
        *(run[at : at + 2] for run in runs for at in range(len(run) - 1)),
    }


def _period(
    answers: Answers, since: Question[When | str], until: Question[When | str]
) -> tuple[date, date | None] | None:
    start, end = answers.get(since), answers.get(until)
    if start is None or end is None:
        return None
    return begins(start), (None if isinstance(end, str) else last_day(end))


def gap_text(
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


def unit_shown(code: str | None) -> object:
    return unit_name(code) if code else "…"


def stretch_shown(since: When | str | None, until: When | str | None) -> Text:
    if isinstance(since, str):
        return N_("for more than 6 months")
    if until == "now":
        return N_("since %(since)s").of(since=since or "…")
    return N_("%(first)s to %(last)s").of(first=since or "…", last=until or "…")


def one_more(
    group: str,
    label: Text,
    ask: Callable[[Answers], Text],
    why: Text,
    also: Callable[[str, Answers], Mapping[str, Value]],
) -> Question[str]:
    """Whether the list goes on; `also` finds what is told of the next one."""
    return Question(
        f"{group}[].more",
        label=label,
        ask=ask,
        kind=yes_no(N_("Yes, add it"), N_("No, that is all"), words.MORE, words.NO_MORE),
        why=why,
        also=also,
    )
