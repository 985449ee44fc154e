"""A long reply in parts: each fits one message, nothing is lost, what to tap stands under the last."""

from hypothesis import given
from hypothesis import strategies as st

from bot.core import Reply, units
from bot.core.engine.split_reply import split, split_reply
from bot.core.values import Button


def test_a_long_text_is_split_at_paragraphs() -> None:
    text = "\n\n".join(["字" * 1500] * 5)
    assert [units(part) for part in split(text)] == [3002, 3002, 1500]


@given(st.text(max_size=300), st.integers(2, 40))
def test_a_split_keeps_every_letter_and_the_limit(text: str, longest: int) -> None:
    found = list(split(text, longest))
    assert all(units(part) <= longest for part in found)
    assert "".join(found).replace("\n", "") == text.replace("\n", "")


def test_a_reply_that_fits_stays_as_it_is() -> None:
    reply = Reply("ask.x", "short", buttons=((Button("a", "A"),),), prompt_id="x", turn=3)
    assert list(split_reply(reply)) == [reply]


def test_the_parts_of_a_letter_are_copied_one_by_one_and_the_last_has_the_buttons() -> None:
    body = "\n\n".join(["word " * 500] * 3)
    first, *_, last = split_reply(Reply("ready.body", body, buttons=((Button("a", "A"),),), copyable=body))
    assert (first.copyable, first.buttons) == (first.text, ())
    assert (last.copyable, last.buttons) == (last.text, ((Button("a", "A"),),))
