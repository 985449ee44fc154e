"""A whole message as the very first one: which facts would be shown for one yes, and which are asked about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from bot.core import Flow
from bot.i18n import Lang


def hear_anywhere(
    flow: Flow, text: str, lang: Lang, today: date
) -> tuple[Mapping[str, str], tuple[str, ...]]:
    return {}, ()
