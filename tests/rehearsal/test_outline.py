"""The outline says every step, whatever is still to be filled in."""

from dataclasses import replace

from bot.core import Ruling
from bot.i18n import LANGUAGES, Text
from bot.rehearsal.outline import listed
from tests.support.real_flow import FLOW


def test_a_text_that_is_half_filled_in_keeps_its_open_places() -> None:
    ruling = Ruling(
        "passport_expires",
        "warn",
        "our_reading",
        "a valid passport",
        when=lambda answers: False,
        text=Text("A passport must be valid for %(months)s months; yours ends on %(day)s.").of(months=6),
    )
    first, *others = FLOW.sections
    flow = replace(FLOW, sections=(replace(first, steps=(*first.steps, ruling)), *others))
    for lang in LANGUAGES:
        assert "valid for 6 months; yours ends on %(day)s" in listed(flow, lang)
