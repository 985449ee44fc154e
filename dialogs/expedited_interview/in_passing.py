"""What a longer message tells of lists: where somebody lives and works now, and that there was no visa yet.

Each value is read by its own question's kind, and shown for one yes like all that is told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from bot.answers import KINDS, NOT_SHORT, ends_of, place_and_stay
from bot.core import Answers, Question, Understood, Value, as_value
from dialogs.expedited_interview import words
from dialogs.expedited_interview.details import appointment_number, interview_date, interview_time
from dialogs.expedited_interview.earlier_applications import refused_before, renewal_eligible
from dialogs.expedited_interview.eligibility import appointment_booked, in_group, residence
from dialogs.expedited_interview.past_months import covers_all, unit_in
from dialogs.expedited_interview.policy import POLICY
from dialogs.expedited_interview.residences import residence_address, residence_unit
from dialogs.expedited_interview.visas_told import has_none_yet
from dialogs.expedited_interview.workplaces import employer, work_address, work_unit

LONGEST = 2000
"""Characters: nobody types more about it."""
BEHIND = 200
"""Characters behind its cue in which an address is looked for."""

# The point of “Co.” and “St.” ends nothing.
_END = re.compile(rf"[。；;\n!！]|{NOT_SHORT}(?<!\bSt)(?<!\bRd)(?<!\bNo)\.(?=\s|$)", re.I)
_HOME = re.compile(
    r"(?:居住在|住在|现住|家住|(?:家庭)?住址(?:是|[:：])?|(?<!公司|单位|学校|医院|中心|酒店)(?<!领事馆)地址(?:是|[:：]))\s*"
    r"|\b(?:(?:i|we)(?:'m|'ve| am| are| have| have been|'ve been)? (?:all |both |currently |now )*(?:live|living|lived|been living|staying|reside|residing|resided) (?:at|in)|(?:my|our) (?:home )?address(?: is|:)|home address(?: is|:))\s*",
    re.I,
)
_WORK = re.compile(
    rf"(?:我?在)(?P<zh>[\u4e00-\u9fff（）()]{{2,30}}?(?:{KINDS}|局|厂))"
    r"(?P<zh_as>工作|上班|做|当|任职|任教|担任|就职|负责|教书|读书|上学|念书|读研|读博|读大学)"
    r"|\bi(?:'m| am| currently| have)* (?P<en_as>work(?:ing|ed)?|teach(?:ing)?|study(?:ing)?|(?:been )?employed|a student)(?: as an? [a-z -]{2,40}?)? (?:at|for|with|by) (?:the )?(?!home\b|an? )"
    r"(?P<en>[a-z][\w&'. -]{2,60}?)(?=\s*(?:[,;\n(]|\.\s|\.?$)| (?:since|as|from|in|for|and|until|till) )",
    re.I,
)
# “上海一家银行”, “a bank”: a kind of place and no name.
_NO_NAME = re.compile(r"一家|一个|一所|某|这家|那家|我们|自己|\b(?:a|an|my own|own)\b", re.I)
_STUDIES = re.compile(r"读|上学|念|stud", re.I)
# A street or an estate with a number, in either language: a town alone is no address.
_STREET = re.compile(
    r"[\u4e00-\u9fff]{2,30}?(?:路|街|大道|巷|弄|胡同|小区|新村|花园|公寓|村|镇|苑|城)[\u4e00-\u9fffA-Za-z-]{0,12}\d[\u4e00-\u9fffA-Za-z\d-]{0,30}"
    r"|\d[\w-]{0,6} [a-z][\w' .-]{1,40}?\b(?:road|rd|street|st|avenue|ave|lane|ln|boulevard|blvd|drive|way|square|plaza|alley)\b\.?(?:,? (?-i:[A-Z])[\w'-]*){0,4}",
    re.I,
)
_AFTER = re.compile(
    r",\s*(?:and |for |since |where |i |i'|my |we |been )|\s(?:for|since)\s|\sand (?:i|my)\b", re.I
)
_BEGAN = re.compile(
    r"(?:从|自)?\s*(?P<zh>\d{4}年(?:\d{1,2}月)?)份?(?:起|开始|至今|入职|入学|到现在|就)|\bsince (?P<en>(?:[a-z]{3,9}\.? )?\d{4})\b",
    re.I,
)
_WORKPLACE_AT = re.compile(
    r"(?:公司|单位|学校)(?:地址)?(?:在|是|[:：])\s*|^\s*[,，]\s*|\b(?:office|address)(?: is)?(?: at|:)?\s*",
    re.I,
)
_ANOTHER = re.compile("|".join(map(re.escape, words.ANOTHER_PERSON)), re.I)


def told_in_passing(text: str, answers: Answers) -> Mapping[str, Value]:
    """By key, such as `residences.0.address`."""
    if len(text) > LONGEST or not any(map(str.isalpha, text)):
        return {}
    found: dict[str, Value] = {}
    for sentence in _END.split(text):
        home, work = _home(sentence, answers), _work(sentence, answers)
        found = {**(home if "residences.0.address" not in found else {}), **found}
        found = {**(work if "workplaces.0.employer" not in found else {}), **found}
    if "workplaces.0.employer" not in found:
        found |= _listed_work(text, answers)
    if has_none_yet(text) and not (in_group(answers) and _ANOTHER.search(text)):
        found |= {refused_before.key: "no", renewal_eligible.key: "no", "visas.0.more": "no"}
    return found


def implied(told: Mapping[str, Value], today: date) -> Mapping[str, Value]:
    """Who has the day of an interview that is to come has booked one; who has a home in the district lives there."""
    found: dict[str, Value] = {}
    day, home = told.get(interview_date.key), told.get("residences.0.unit")
    if (
        isinstance(day, date)
        and day >= today
        and not {appointment_number.key, interview_time.key}.isdisjoint(told)
    ):
        found[appointment_booked.key] = "yes"
    if home in POLICY.district.units:
        found[residence.key] = as_value(home)
    return found


def _home(sentence: str, answers: Answers) -> Mapping[str, Value]:
    cue = _HOME.search(sentence)
    if cue is None or _ANOTHER.search(sentence[max(0, cue.start() - 12) : cue.start()]):
        return {}
    address, stay = _parted(answers, sentence[cue.end() : cue.end() + BEHIND])
    if _STREET.search(address) is None:
        return {}
    return {
        **_value("residences.0.address", residence_address, address, answers),
        **unit_in(address, answers.at(0), residence_unit.key),
        **_stretch("residences", re.split(r"[,，]", stay)[0].strip(), answers),
    }


def _parted(answers: Answers, behind: str) -> tuple[str, str]:
    """The address and how long somebody has been there, told behind it."""
    address, stay = place_and_stay(behind, answers.today)
    cut = _AFTER.search(address) if address.isascii() else re.search(r"[,，]", address)
    if cut is not None:
        address, stay = address[: cut.start()], stay or behind[cut.start() :].strip(" ,，")
    return address.strip(" ,，"), stay


def _work(sentence: str, answers: Answers) -> Mapping[str, Value]:
    place = _WORK.search(sentence)
    if place is None or _ANOTHER.search(sentence[max(0, place.start() - 12) : place.start()]):
        return {}
    behind = sentence[place.end() : place.end() + BEHIND]
    began = _BEGAN.search(behind)
    called = place["zh"] or place["en"]
    named = _value("workplaces.0.employer", employer, called, answers)
    if not named or _NO_NAME.search(called):
        return {}
    is_student = _STUDIES.search(place["zh_as"] or place["en_as"]) is not None
    return {
        "workplaces.0.kind": "student" if is_student else "employed",
        **named,
        **_workplace_address(behind, answers),
        **_stretch("workplaces", (began["zh"] or began["en"]) if began else "", answers),
    }


# “公司：示例有限公司（Example Ltd.），销售经理”, “公司地址：示例路8号” in a list of details.
_LISTED = re.compile(
    r"^\s*(?:工作单位|单位|公司|任职公司|就职单位|employer|company|workplace)(?:名称)?\s*[:：]\s*(?P<name>[^\n,，;；（(]{2,60}(?:[（(][^）)\n]{2,80}[）)])?)",
    re.I | re.M,
)
_LISTED_ADDRESS = re.compile(
    r"^\s*(?:公司|单位|工作|办公)地址\s*[:：]\s*(?P<zh>[^\n]{4,120})|^\s*(?:company|office|work|employer) address\s*[:：]\s*(?P<en>[^\n]{4,120})",
    re.I | re.M,
)


def _listed_work(text: str, answers: Answers) -> Mapping[str, Value]:
    called = _LISTED.search(text)
    named = _value("workplaces.0.employer", employer, called["name"], answers) if called else {}
    if not named:
        return {}
    listed = _LISTED_ADDRESS.search(text)
    address = (listed["zh"] or listed["en"]).strip() if listed else ""
    where = unit_in(address, answers.at(0), work_unit.key) if address else {}
    at = _value("workplaces.0.address", work_address, address, answers) if address else {}
    return {"workplaces.0.kind": "employed", **named, **at, **where}


def _workplace_address(behind: str, answers: Answers) -> Mapping[str, Value]:
    for cue in _WORKPLACE_AT.finditer(behind):
        street = _STREET.match(behind, cue.end())
        if street is not None:
            address = street[0].strip(" ,，")
            return {
                **_value("workplaces.0.address", work_address, address, answers),
                **unit_in(address, answers.at(0), work_unit.key),
            }
    return {}


def _stretch(group: str, said: str, answers: Answers) -> Mapping[str, Value]:
    """Since when; whoever has been there for all the six months is there still, and was nowhere else."""
    since, until = ends_of(said, answers.today) if said else (None, None)
    if since is None:
        return {}
    is_whole = until in (None, "now") and covers_all(since, answers.today)
    covered = {f"{group}.0.until": "now", f"{group}.1.more": "no"} if is_whole else {}
    return {f"{group}.0.since": since, **covered}


def _value(key: str, question: Question[str], said: str, answers: Answers) -> Mapping[str, Value]:
    reading = question.kind.read(said.strip(), answers.today)
    return {key: as_value(reading.value)} if isinstance(reading, Understood) else {}
