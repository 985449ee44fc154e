"""How what was told beforehand is put to a person: a list with one yes, and each to be left out."""

from __future__ import annotations

from bot.core.engine.prompt import Block, Offer, Prompt
from bot.core.flow import Flow
from bot.core.understanding import askable
from bot.core.values import Conversation
from bot.i18n import N_


def gathered_prompt(flow: Flow, now: Conversation) -> Prompt:
    """The list of what was told, with one yes and a button for each that is not right."""
    questions = askable(flow).questions
    rank = {key: number for number, key in enumerate(flow.page_order)}
    told = dict(sorted(now.told.items(), key=lambda one: rank.get(one[0], -1)))
    lines = [
        N_("%(label)s: %(value)s").of(label=questions[key].label, value=questions[key].kind.show(value))
        for key, value in told.items()
    ]
    wrong = N_("Not right: %(label)s")
    offers = (
        Offer("apply", N_("Yes, all of it")),
        Offer("drop", N_("No, ask me one by one")),
        *(Offer(f"x.{key}", wrong.of(label=questions[key].label)) for key in told if len(told) > 1),
    )
    return Prompt(
        "facts",
        "facts",
        (N_("This is what I got from what you wrote:"), Block(lines), N_("Is it right?")),
        offers,
        yes="apply",
        no="drop",
    )
