"""What is said or tapped where the list of what was told waits for its one yes.

Whatever is new joins the list; whoever goes on without a yes has seen it, and is told that it holds: nothing in
it is lost.
"""

from __future__ import annotations

import re
from typing import Any

from bot.core.engine.gathering import bare_value_in, checked_told, facts_of, gather, question_told
from bot.core.engine.interpreting import hear
from bot.core.engine.matching import by_label_or_name
from bot.core.engine.told import entry_in, entry_label, gathered_prompt
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import Answers, Question, Ruling, is_mark
from bot.core.reading import Mistake, Odd, Understood, Unsure
from bot.core.review import entry_at
from bot.core.understanding import Spoken, Understanding, denies, folded, takes_back, understood
from bot.core.values import Value, as_value
from bot.core.walk import Spot, judge
from bot.i18n import LANGUAGES, N_, Text, translate

SHORT = 100
"""What names some of the list and says more than that tells something else."""
MISSES = 2
"""After so many replies that are no answer to the list, it is taken as right."""
KEPT = N_("✓ Noted. I ask only for the rest.")


def hear_at_list(draft: TurnDraft, text: str) -> bool:
    """Whatever is new joins the list. False where nothing is, or no list waits."""
    if not _waits(draft):
        return False
    if _drop_several(draft, text) or _drop_named(draft, text):
        return True
    if _ONE_BY_ONE.search(folded(text[:SHORT])):
        ask_one_by_one(draft)
        return True
    if not (
        gather(draft, facts_of(draft, text))
        or gather(draft, bare_value_in(draft, text))
        or _choose_otherwise(draft, text)
    ):
        return False
    draft.change(pending=None, misses=0)
    return True


_NUMBERS = re.compile(r"(?:no\w*|the|items?|numbers?|第|和|与|跟|and|[\s,，、.;&+/项个])+")
_IS_WRONG = re.compile(
    r"(?:both |都|这|两|几|项|个|\s)*(?:is|are|was|were)?\s*(?:not (?:right|correct|mine|true)|wrong|incorrect|不对|错了?|不是)\W*$"
)


def _drop_several(draft: TurnDraft, text: str) -> bool:
    """“4 and 5”, “4和5不对”, "what happened and relationship are wrong": each is left out of the list."""
    words = folded(text[:SHORT])
    wrong = _IS_WRONG.search(words)
    head = words[: wrong.start()] if wrong else words
    offers = gathered_prompt(draft.flow, draft.conversation, draft.today, again=True).offers
    numbers = [int(one) for one in re.findall(r"\d+", head)]
    if numbers and not _NUMBERS.sub("", re.sub(r"\d+", "", head)) and (len(numbers) > 1 or wrong):
        named = [offers[one - 1].code for one in numbers if 1 <= one <= len(offers)]
    elif wrong:
        parts = [one.strip() for one in re.split(r"\band\b|[,、;]|和|跟|与", head) if one.strip()]
        found = [by_label_or_name(draft.flow, offers, one) for one in parts]
        named = [one for one in found if one is not None] if all(found) else []
    else:
        named = []
    keys = [one.removeprefix("x.") for one in named if one.startswith("x.")]
    dropped = [drop_from_list(draft, key) for key in keys]
    return any(dropped)


_ONE_BY_ONE = re.compile(r"\bone by one\b|一项一项|一个一个问|逐项")
_WITHOUT = re.compile(
    r"(?:\bnot right\b|\bwrong\b|\bexcept\b|\bwithout\b|\bthere(?:'s| is| are) no\b|\b(?:have|has|is) no\b|\bremove\b|\bdelete\b|除了|没有|不要|去掉|删掉|不对的?是)[\s:：,]*(?:for |about |the |my |any |那个|这个)*$"
)
_IS_OFF = re.compile(
    r"^\s*(?:is|was|are|那个|这个)?\s*(?:wrong|incorrect|not (?:right|mine|true)|不对|错了?|不要|去掉|删掉|没有)"
)
_REST_IS_RIGHT = re.compile(
    r"\b(?:all|everything|rest|others?|yes|its)\b.{0,12}\b(?:right|correct|fine|good|ok)\b|其他都?对|其余都?对|别的都?对|都对"
)


def _drop_named(draft: TurnDraft, text: str) -> bool:
    """“not right: business date”, “all right except the funeral”, “其他都对，除了关系”: what is named is left out; where the rest is
    said to be right, it holds."""
    words = folded(text[:SHORT])
    offers = gathered_prompt(draft.flow, draft.conversation, draft.today, again=True).offers
    named = [
        key
        for key in draft.conversation.told
        if f"x.{key}" in {one.code for one in offers}
        and any(_is_refused(words, name) for name in _names(question_told(draft, key)))
    ]
    if not all(drop_from_list(draft, key) for key in named) or not named:
        return False
    if draft.conversation.told and _REST_IS_RIGHT.search(words):
        keep_list(draft)
    return True


def _names(question: Question[Any]) -> list[str]:
    return [
        folded(one) for one in (*question.names, *(translate(question.label, lang) for lang in LANGUAGES))
    ]


def _is_refused(words: str, name: str) -> bool:
    at = words.find(name)
    return at >= 0 and (
        _WITHOUT.search(words[:at]) is not None or _IS_OFF.match(words[at + len(name) :]) is not None
    )


def _choose_otherwise(draft: TurnDraft, text: str) -> bool:
    """“不是，是我妈”: what is denied is the one choice of the list that the words answer otherwise."""
    if not takes_back(text):
        return False
    told = {key: value for key, value in draft.conversation.told.items() if not is_mark(key)}
    meant: dict[str, Value] = {}
    for key, value in told.items():
        question = question_told(draft, key)
        # “i have no business date” says no to no other question.
        is_choice = any(one.means and not one.says for one in question.kind.options)
        heard = understood(question, text, draft.today) if is_choice else None
        if isinstance(heard, Understood) and heard.value != value:
            meant[key] = as_value(heard.value)
    if len(meant) != 1:
        return False
    draft.change(told={**draft.conversation.told, **meant})
    return True


def miss_at_list(draft: TurnDraft, text: str) -> bool:
    """Words that are no answer to the list: it is said what is. False where they answer the question behind it, or
    ask something themselves. Whoever answers what is behind it, or says something else twice, goes on."""
    if not _waits(draft):
        return False
    behind = _heard_behind(draft, text)
    if isinstance(behind, Spoken):
        return False
    if isinstance(draft.place, Spot) and _is_answer(behind) and not denies(text):
        _take_as_right(draft, but=draft.place.key)
        return False
    if _NO.match(folded(text)) and _drop_the_only_one(draft):
        return True
    draft.change(misses=draft.conversation.misses + 1)
    if draft.conversation.misses < MISSES:
        draft.is_missed = True
        draft.say_first(
            "mistake.facts", N_("Please say so first: “yes”, or the number of what is not right.")
        )
        return True
    if denies(text) or takes_back(text):
        # A no is no yes, however often it is said: “thats not a person”.
        ask_one_by_one(draft)
        return True
    _take_as_right(draft)
    return not _is_answer(_heard_behind(draft, text))


_NO = re.compile(r"\s*(?:no+|nope|wrong|不对|不是|错了?|没有)\b|\s*(?:不对|不是|错了?|没有)")


def _drop_the_only_one(draft: TurnDraft) -> bool:
    """“No, that is not right. The B-1 was my earlier visa.”: of one thing or one person it is clear what is not."""
    told = [key for key in draft.conversation.told if not is_mark(key)]
    things = {entry_in(key) if "." in key else key for key in told}
    return len(things) == 1 and drop_from_list(draft, things.pop())


def _take_as_right(draft: TurnDraft, but: str = "") -> None:
    """Whoever goes on has had the list before their eyes. What would end the conversation is asked all the same, and
    what was answered otherwise, before or (`but`) just now, stays as it was; but what was told of somebody by name."""
    now = draft.conversation
    new = {key: value for key, value in now.told.items() if key not in now.answers or "." in key}
    new.pop(but, None)
    ends = {key: (value,) for key, value in new.items() if _is_stopped_by(draft, key, value)}
    draft.change(
        told={key: value for key, value in new.items() if key not in ends},
        mentioned={**now.mentioned, **ends},
    )
    keep_list(draft, N_("✓ I take the list as right. If something in it is not, say so at any time."))


def _waits(draft: TurnDraft) -> bool:
    pending = draft.conversation.pending
    return pending is not None and pending.kind == "facts"


def _heard_behind(draft: TurnDraft, text: str) -> Understanding | None:
    """What the words are at the question behind the list."""
    return hear(draft, draft.place, text) if isinstance(draft.place, Spot) else None


def _is_answer(heard: Understanding | None) -> bool:
    return isinstance(heard, Understood | Odd | Unsure)


def _is_stopped_by(draft: TurnDraft, key: str, value: Value) -> bool:
    """Whether a value makes a ruling fire that ends the way, however far the way is yet."""
    now = draft.conversation
    before, after = (Answers(values, draft.today) for values in (now.answers, {**now.answers, key: value}))
    rulings = (
        step for step in draft.flow.steps() if isinstance(step, Ruling) and step.strength in ("stop", "pause")
    )
    return any(judge(one, after) is not None and judge(one, before) is None for one in rulings)


def keep_list(draft: TurnDraft, said: Text = KEPT) -> None:
    """All of it is an answer now; what does not go with the other answers is asked in its turn."""
    now = draft.conversation
    kept: dict[str, Value] = {}
    mentioned = dict(now.mentioned)
    for key, value in now.told.items():
        found = checked_told(draft, key, value)
        if isinstance(found, Mistake):
            draft.say_first(f"mistake.{found.key}", found.why)
        elif isinstance(found, Odd):
            mentioned[key] = (value,)
        else:
            kept[key] = value
    draft.change(answers={**now.answers, **kept}, told={}, mentioned=mentioned, pending=None, misses=0)
    draft.reopen()
    draft.say_first("facts.kept", said)


def ask_one_by_one(draft: TurnDraft) -> None:
    """Each is proposed again where its question waits."""
    now = draft.conversation
    each = {key: (value,) for key, value in now.told.items() if not is_mark(key)}
    draft.change(told={}, mentioned={**now.mentioned, **each}, pending=None)


def drop_from_list(draft: TurnDraft, key: str) -> bool:
    """One of them is not right: it is asked when its turn comes."""
    now = draft.conversation
    gone = [one for one in now.told if one == key or (one.startswith(f"{key}.") and not is_mark(one))]
    if not gone:
        return False
    found = entry_at(draft.flow, key)
    label = entry_label(found[0], found[1][-1]) if found is not None else question_told(draft, key).label
    draft.change(told={one: value for one, value in now.told.items() if one not in gone}, pending=None)
    draft.say_first("facts.dropped", N_("I leave that out and ask you: %(label)s.").of(label=label))
    return True
