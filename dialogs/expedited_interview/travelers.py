"""Who asks together, in the words of the one who writes: “my husband, our two children and I”, “a group of 4”.

How somebody is related is told, never asked; where it is not known of each, they are a group.
"""

from __future__ import annotations

import re
from collections import Counter

from dialogs.expedited_interview.hurried_english import capital
from dialogs.expedited_interview.request import Applicant, Request
from dialogs.expedited_interview.sentences import NEAR, RELATIVES

SPOUSES = frozenset(("husband", "wife", "spouse"))
IN_LAWS = {
    "mother_in_law": "mother",
    "father_in_law": "father",
    "brother_in_law": "brother",
    "sister_in_law": "sister",
}
"""Who each is to the husband or the wife."""
CHILDREN = {"son": "sons", "daughter": "daughters", "child": "children"}
_NUMBERS = "no one two three four five six seven eight nine ten".split()


def contact(request: Request) -> Applicant | None:
    """The applicant who writes: the single one, who has the contact's name, or whom all the others are related to."""
    if request.is_one:
        return request.members[0]
    name = _letters(request.organizer or "")
    named = [one for one in request.members if name and _letters(one.name) == name]
    unrelated = [one for one in request.members if one.relation is None]
    found = named or (unrelated if len(request.members) > 1 else [])
    return found[0] if len(found) == 1 else None


def _letters(name: str) -> list[str]:
    return sorted(re.findall(r"[a-z]+", name.casefold()))


def is_family(request: Request) -> bool:
    """Whether it is known of each how they are related to the one who writes."""
    writer = contact(request)
    others = [one for one in request.members if one is not writer]
    return writer is not None and bool(others) and all(one.relation in NEAR for one in others)


def asking(request: Request) -> str:
    """The subject of the first sentence."""
    if request.is_one:
        return "I"
    if not is_family(request):
        return f"We, a group of {len(request.members)},"
    writer = contact(request)
    codes: list[str] = [one.relation for one in request.members if one is not writer and one.relation]
    named = [*_spouse(codes), *_children(codes), *_others(codes)]
    return capital_list([*named, "I"])


def _spouse(codes: list[str]) -> list[str]:
    return [f"my {code}" for code in codes if code in SPOUSES]


def _children(codes: list[str]) -> list[str]:
    """“our two daughters”, “our two children” where they are not all the same, “my son” of one parent."""
    ours = "our" if SPOUSES.intersection(codes) else "my"
    found = Counter(code for code in codes if code in CHILDREN)
    if found.total() < 2:
        return [f"{ours} {code}" for code in found]
    word = CHILDREN[next(iter(found))] if len(found) == 1 else "children"
    return [f"{ours} {_number(found.total())} {word}"]


def _others(codes: list[str]) -> list[str]:
    found = Counter(code for code in codes if code not in SPOUSES and code not in CHILDREN)
    return [
        f"my {RELATIVES[code][0]}" if count == 1 else f"my {_number(count)} {_plural(RELATIVES[code][0])}"
        for code, count in found.items()
    ]


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _plural(noun: str) -> str:
    head, dash, rest = noun.partition("-")
    return f"{head}s{dash}{rest}"


def capital_list(parts: list[str]) -> str:
    return capital(f"{', '.join(parts[:-1])} and {parts[-1]}")


def who(request: Request) -> str:
    return "I" if request.is_one else "we"


def whose(request: Request) -> str:
    return "my" if request.is_one else "our"


def of_whom(request: Request) -> str:
    """“my sister”; “our daughter” of both parents; “my husband's father” where he asks, too; “the sister of BAO MEI (applicant 1)” in a group of others."""
    noun = RELATIVES[request.kin][0]
    writer = contact(request)
    if request.is_one:
        return f"my {noun}"
    spouse = next((one for one in request.members if one.relation in SPOUSES), None)
    if spouse is not None and request.kin in IN_LAWS:
        near = IN_LAWS[request.kin]
        return f"my {spouse.relation}'s {near}" if is_family(request) else _of(near, spouse, request)
    if writer is None:
        return f"the {noun} of one of the applicants"
    if not is_family(request):
        return _of(noun, writer, request)
    has_both = any(one.relation in SPOUSES for one in request.members)
    return f"{'our' if has_both and request.kin in CHILDREN else 'my'} {noun}"


def _of(noun: str, applicant: Applicant, request: Request) -> str:
    return f"the {noun} of {applicant.name} (applicant {request.members.index(applicant) + 1})"
