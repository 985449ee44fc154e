"""An entry of a list that words name, wherever somebody is: opened, removed after its yes, or told anew.

What is told of it is read like any answer of it; where nothing is, it is opened.
"""

from __future__ import annotations

from bot.core.engine.actions import menu, open_entry, remove_entry, revisit
from bot.core.engine.changing import set_anew
from bot.core.engine.of_an_entry import tell_anew
from bot.core.engine.prompts import listed, review
from bot.core.engine.turn_draft import TurnDraft
from bot.core.flow import concrete
from bot.core.lifecycle import allows
from bot.core.review import begun, entry_at, groups
from bot.core.understanding import EntryNamed, corrections_in, entry_by_number, entry_by_words
from bot.core.walk import Spot
from bot.i18n import LANGUAGES, translate


def act_on_named(draft: TurnDraft, text: str) -> bool:
    """By its number, or where only its list is named. False where the words mean nothing of the kind."""
    found = entry_by_number(draft.flow, text, _lengths(draft), _list_here(draft))
    return found is not None and allows(draft.conversation.state, "change") and _act(draft, found)


def act_on_described(draft: TurnDraft, text: str) -> bool:
    """By words that it alone has."""
    if not allows(draft.conversation.state, "change"):
        return False
    found = entry_by_words(text, _shown(draft))
    return found is not None and _act(draft, found)


def _act(draft: TurnDraft, found: EntryNamed) -> bool:
    if found.entry and found.wish == "remove":
        return remove_entry(draft, found.entry)
    if found.entry:
        return _tell(draft, found) or (found.wish == "change" and open_entry(draft, found.entry))
    if not found.group:
        # Which list is meant nobody knows.
        menu(draft, review(draft.flow, draft.walk, (), confirmable=False))
        return True
    if _lengths(draft).get(found.group, 0) == 1:
        return open_entry(draft, f"{found.group}.0")
    prompt = listed(draft.walk, found.group)
    if prompt.offers:
        menu(draft, prompt, found.group)
    return bool(prompt.offers)


def _list_here(draft: TurnDraft) -> str | None:
    """The list that is open or asked about; None while the numbers are those of another one."""
    pending, place = draft.conversation.pending, draft.place
    if pending is not None and pending.kind != "remove":
        return pending.key.partition(".")[0] or None if pending.kind == "menu" else None
    return place.key.partition(".")[0] if isinstance(place, Spot) and place.entry else ""


def _lengths(draft: TurnDraft) -> dict[str, int]:
    """How many of each list are begun."""
    return {group.key: len(begun(draft.walk, group)) for group in groups(draft.flow)}


def _shown(draft: TurnDraft) -> dict[str, str]:
    """What stands in each entry, in all languages."""
    found: dict[str, str] = {}
    for group in groups(draft.flow):
        for entry in begun(draft.walk, group):
            key = f"{group.key}.{entry.entry[-1]}"
            mine = [spot for spot in draft.walk.passed if spot.key.startswith(f"{key}.") and not spot.group]
            values = [(spot, entry.values[spot.key]) for spot in mine if spot.key in entry.values]
            shown = [spot.question.kind.show(value) for spot, value in values]
            found[key] = " ".join(translate(one, lang) for one in shown for lang in LANGUAGES)
    return found


def _tell(draft: TurnDraft, found: EntryNamed) -> bool:
    """“第二个住处是22年9月开始的”. False where nothing new is told."""
    at = entry_at(draft.flow, found.entry)
    if at is None or at[0].who is not None or not found.said:
        return False
    group, numbers = at
    for one in (*corrections_in(draft.flow, found.said), *corrections_in(draft.flow, f"change {found.said}")):
        mine = [key for key in one.keys if key.startswith(f"{group.key}[]")]
        spot = draft.walk.spot(concrete(mine[0], numbers)) if mine else None
        if spot is not None:
            return set_anew(draft, spot, one.value) if one.value else revisit(draft, spot.key)
    return tell_anew(draft, found.entry, found.said)
