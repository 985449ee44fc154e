"""What words tell of the entry of a list at any of its questions: each value goes where it belongs, and is said back.

They are no sure answer to the question itself, or answer it along with the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.core.engine.actions import revisit
from bot.core.engine.interpreting import checked
from bot.core.engine.settling import accept, take, take_also
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import Answers, is_mark
from bot.core.reading import Mistake, Odd, Understood
from bot.core.review import entry_at
from bot.core.understanding import Understanding, denies, speaks_of_last
from bot.core.values import Month, Pending, Value, Year
from bot.core.walk import Spot


def tell_of_entry(draft: TurnDraft, spot: Spot, heard: Understanding, text: str) -> bool:
    """Where the words are no sure answer, or mean something else here: “just one” ends no list that is empty. False where they tell nothing of the entry."""
    if spot.question.also is None:
        return False
    told = spot.question.also(text, draft.walk.at(spot))
    is_otherwise = (
        is_mark(spot.key) and isinstance(heard, Understood) and told.get(spot.key) == "yes" != heard.value
    )
    if isinstance(heard, Understood) and not is_otherwise:
        _tell_more(draft, spot, told)
        return False
    new = {key: value for key, value in told.items() if key not in draft.conversation.answers}
    if spot.group is not None and spot.group.who is not None:
        return False
    if not new:
        here = spot.key.rpartition(".")[0]
        is_elsewhere = (
            spot.group is None and isinstance(heard, Mistake) and entry_at(draft.flow, here) is not None
        )
        return is_elsewhere and tell_anew(draft, here, text)
    is_doubted = isinstance(heard, Odd) and spot.group is None
    if is_doubted if spot.entry else spot.key not in new:
        return False
    is_of_last = denies(text) or speaks_of_last(text)
    if spot.group is not None and is_of_last and _corrects_the_last(draft, spot, new):
        return True
    if spot.group is not None or spot.key in new:
        answer = new.get(spot.key, "yes")
        take(draft, spot, checked(draft, spot, Understood(answer, say_back=True)))
        if draft.conversation.answers.get(spot.key) == answer:
            take_also(draft, spot, text)
        return True
    if not isinstance(heard, Mistake):
        return False
    draft.change(misses=0)
    take_also(draft, spot, text)
    return True


def _tell_more(draft: TurnDraft, spot: Spot, told: Mapping[str, Value]) -> None:
    """“2022年9月到今年6月” where only its end is asked: the start that was told before was another; and 宁波 where the province is
    asked is a part of the address, too."""
    answers = draft.conversation.answers
    here = spot.key.rpartition(".")[0]
    for key, value in told.items():
        other = draft.walk.spot(key) if key in answers and key.startswith(f"{here}.") else None
        is_day = isinstance(value, date | Month | Year) and isinstance(answers.get(key), date | Month | Year)
        is_other_end = spot.key in told and key != spot.key and is_day and answers[key] != value
        if other is not None and (is_other_end or _is_more(answers[key], value)):
            accept(draft, other, value, say_back=True)


def _is_more(before: Value, value: Value) -> bool:
    """The same with something more."""
    return isinstance(before, str) and isinstance(value, str) and before != value and before in value


def tell_anew(draft: TurnDraft, entry: str, said: str) -> bool:
    """“第二个住处是22年9月开始的”: each value that is another than before is set. False where none is."""
    at = entry_at(draft.flow, entry)
    if at is None or at[0].who is not None or at[0].more.also is None:
        return False
    values = draft.walk.answers.values
    mine = [spot for spot in draft.walk.passed if spot.key.startswith(f"{entry}.")]
    # What stands there in words is no part of what is told.
    words = {spot.key for spot in mine if spot.question.kind.takes == "line"}
    around = Answers({key: value for key, value in values.items() if key not in words}, draft.today, at[1])
    told = at[0].more.also(said, around)
    mine_told = {key: one for key, one in told.items() if key.startswith(f"{entry}.") and not is_mark(key)}
    new = {key: one for key, one in mine_told.items() if values.get(key) != one}
    for key, value in new.items():
        spot = draft.walk.spot(key)
        if spot is not None and draft.conversation.pending is None:
            if key in draft.conversation.answers:
                revisit(draft, key)
            take(draft, spot, checked(draft, spot, Understood(value, say_back=True)))
    return bool(new)


def _corrects_the_last(draft: TurnDraft, spot: Spot, told: Mapping[str, Value]) -> bool:
    """“no, i was at uni since sept 2022” where months are missing: a day of the last entry was wrong; all else agrees."""
    number = spot.entry[-1]
    if number == 0:
        return False
    answers = draft.conversation.answers
    here = spot.key.rpartition(".")[0]
    last = f"{here.rpartition('.')[0]}.{number - 1}"
    of_last = {key.replace(here, last, 1): value for key, value in told.items()}
    differing = {key: value for key, value in of_last.items() if answers.get(key) != value}
    if len(differing) != 1:
        return False
    (key, value), *_ = differing.items()
    if not isinstance(value, date | Month | Year) or key not in answers:
        return False
    draft.change(pending=Pending("change", key, (value,)), misses=0)
    return True
