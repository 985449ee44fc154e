"""What is asked before an answer counts: one entry of a table for each kind of pending thing."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.answers_changed import Effects
from bot.core.engine.prompt import Offer, Prompt
from bot.core.engine.prompts import show
from bot.core.review import entry_at
from bot.core.values import Pending, Value
from bot.core.walk import Spot, Walk
from bot.i18n import N_, Text

LEAVE = Offer("leave", N_("Leave it as it is"))
ATTACH = N_("Attach it all the same?")


def pending_prompt(walk: Walk, waiting: Pending, does: Effects) -> Prompt:
    """`does` is what a change would do."""
    spot = walk.spot(waiting.key)
    about = _ABOUT_A_QUESTION.get(waiting.kind)
    if about is not None and spot is not None:
        return about(walk, spot, waiting, does)
    return (
        _remove(walk, waiting) if waiting.kind == "remove" else SHARE if waiting.kind == "share" else RESTART
    )


def _either(key: str, prompt_id: str, parts: tuple[object, ...], yes: Offer, no: Offer) -> Prompt:
    return Prompt(key, prompt_id, parts, (yes, no), yes=yes.code, no=no.code)


def _readings(_walk: Walk, spot: Spot, waiting: Pending, _does: Effects) -> Prompt:
    offers = tuple(Offer(str(n), show(spot.question, value)) for n, value in enumerate(waiting.readings, 1))
    return Prompt("pending.readings", f"{waiting.key}?", (N_("Which one do you mean?"),), offers)


def _odd(walk: Walk, spot: Spot, waiting: Pending, _does: Effects) -> Prompt:
    """The field is named, and its value stands by itself: whatever it is, the question reads well."""
    value = waiting.readings[0]
    asks = N_("%(label)s: %(value)s\nIs that right?").of(
        label=named_label(walk, spot), value=show(spot.question, value)
    )
    return _either(
        "pending.odd",
        f"{waiting.key}?",
        (ATTACH if isinstance(value, tuple) else asks,),
        Offer("keep", N_("Yes, keep it")),
        Offer("redo", N_("No, I will send it again")),
    )


def named_label(walk: Walk, spot: Spot) -> Text:
    """The label, with whose it is where several people have one."""
    if spot.group is None or not spot.group.is_table:
        return spot.question.label
    name = spot.group.name(walk.at(spot))
    return Text("%(name)s · %(label)s").of(name=name, label=spot.question.label)


def _change(_walk: Walk, spot: Spot, waiting: Pending, does: Effects) -> Prompt:
    return _either(
        "pending.change",
        f"{waiting.key}!",
        (*_consequences(spot, waiting.readings[0], does), N_("Change it?")),
        Offer("apply", N_("Change it")),
        LEAVE,
    )


_ABOUT_A_QUESTION: dict[str, Callable[[Walk, Spot, Pending, Effects], Prompt]] = {
    "readings": _readings,
    "odd": _odd,
    "change": _change,
}


def _remove(walk: Walk, waiting: Pending) -> Prompt:
    found = entry_at(walk.flow, waiting.key)
    name = (found[0].name(walk.answers.at(*found[1])),) if found is not None else ()
    return _either(
        "pending.remove",
        f"{waiting.key}-",
        (
            *name,
            N_("This entry and everything in it will be removed. Continue?"),
        ),
        Offer("apply", N_("Remove it")),
        LEAVE,
    )


SHARE = _either(
    "pending.share",
    "share",
    (N_("Somebody of the team can help here, but first has to read what you told me. May they?"),),
    Offer("apply", N_("Yes, they may read it")),
    Offer("leave", N_("No")),
)
RESTART = _either(
    "pending.restart",
    "restart",
    (N_("Starting over erases all your answers. Go on?"),),
    Offer("apply", N_("Start over")),
    Offer("leave", N_("Keep my answers")),
)
CANCELLING = _either(
    "cancelling",
    "cancelling",
    (N_("Do you want me to erase everything you told me? It cannot be brought back."),),
    Offer("erase", N_("Erase everything")),
    Offer("keep", N_("Keep it for later")),
)


def _consequences(spot: Spot, value: Value, does: Effects) -> list[object]:
    said: list[object] = [
        N_("%(label)s will be: %(value)s.").of(label=spot.question.label, value=show(spot.question, value))
    ]
    if does.drops:
        said.append(
            N_("No longer needed: %(labels)s. I keep them in case you change it back.").of(
                labels=_labels(does.drops)
            )
        )
    if does.adds:
        said.append(N_("I would then also ask: %(labels)s.").of(labels=_labels(does.adds)))
    return said


def _labels(spots: tuple[Spot, ...]) -> tuple[Text, ...]:
    return tuple(dict.fromkeys(spot.question.label for spot in spots))
