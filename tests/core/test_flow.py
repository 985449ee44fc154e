"""walk(): where someone stands, and how far the way to it is gone."""

import pytest

from bot.core import SHANGHAI, Spot, walk
from bot.i18n import Lang
from tests.support.real_flow import FLOW, way


@pytest.mark.parametrize(
    ("name", "lang"), [("study_f1", "zh"), ("business", "en"), ("humanitarian", "en"), ("group", "zh")]
)
def test_a_walk_that_ends_early_stands_where_the_whole_way_stands(name: str, lang: Lang) -> None:
    """An answer that is on no way is never met, so it makes the walk go to the end."""
    for conversation, incoming in way(name, lang):
        now, today = conversation, incoming.at.astimezone(SHANGHAI).date()
        short = walk(FLOW, now.answers, today, now.acknowledged)
        whole = walk(FLOW, {**now.answers, "nowhere": "parked"}, today, now.acknowledged)
        assert (short.place, short.notes, short.verdicts) == (whole.place, whole.notes, whole.verdicts)
        assert short.passed == whole.passed[: len(short.passed)]


def test_questions_ahead_are_seen_although_the_walk_ends_before_them() -> None:
    conversation, incoming = way("study_f1", "en")[20]
    seen = walk(FLOW, conversation.answers, incoming.at.date(), conversation.acknowledged)
    assert isinstance(seen.place, Spot)
    assert seen.passed[-1] is seen.place
    ahead = seen.spot("proof")
    assert ahead is not None
    assert ahead in seen.spots[len(seen.passed) :]
