"""The outline says every step, whatever is still to be filled in."""

from dataclasses import replace

from bot.core import STATES, Ruling
from bot.i18n import LANGUAGES, Text
from bot.rehearsal.outline import drawn, listed
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


def test_the_drawing_is_one_with_a_node_for_each_step() -> None:
    lines = drawn(FLOW, "en").splitlines()
    assert [line for line in lines if line.startswith(("flowchart", "stateDiagram"))] == ["flowchart TD"]
    drawing = "\n".join(lines)
    # A question and a ruling of one key.
    assert all(f"{node}_expedited_before" in drawing for node in "nr")
    assert all(state in drawing for state in STATES)
    assert "lambda" not in drawing
