"""A prompt as a value: what is asked at a place and what can be chosen there, before a language is put on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.values import Passage
from bot.i18n import N_

SHARE_NUMBER = N_("Share my number")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be chosen: tapped, or typed as its code, its label or its number."""

    code: str
    label: object


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is asked at a place, before a language is put on it. `prompt_id` ties its buttons to the place.

    `offers` are numbered answers; `extras` are buttons for commands. `yes` and `no` are the codes that those words
    mean here, empty where they mean nothing. `named` can be typed by name and have no button. `contact` says that a
    phone number of one's own can be shared.
    """

    key: str
    prompt_id: str
    parts: tuple[object, ...]
    offers: tuple[Offer, ...] = ()
    extras: tuple[Offer, ...] = ()
    named: tuple[Offer, ...] = ()
    contact: bool = False
    yes: str = ""
    no: str = ""

    def as_said(self) -> Passage:
        labels = tuple(offer.label for offer in (*self.offers, *self.extras))
        return Passage(self.key, self.parts, (*labels, SHARE_NUMBER) if self.contact else labels)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, said one under the other."""

    lines: Iterable[object]
