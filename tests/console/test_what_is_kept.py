"""What a reply was made of is kept with it: it says the same again in either language, and takes no more room than the text alone did."""

import json

import pytest

from bot.console.masking import worded
from bot.core import Conversation, Reply, packed_reply, said_of, take_turn
from bot.i18n import LANGUAGES, Lang
from bot.store import Key
from tests.console.test_leaks import said_by
from tests.support.real_flow import FLOW

KEY = Key.new()


def replies_to(name: str, lang: Lang) -> list[Reply]:
    now = Conversation("c", FLOW.key, language=lang)
    replies: list[Reply] = []
    for incoming in said_by(name, lang):
        turn = take_turn(FLOW, now, incoming)
        replies += turn.replies
        now = turn.conversation
    return replies


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_replies_were_made_of_takes_no_more_room_than_they_did_without(lang: Lang) -> None:
    kept = without = 0
    for reply in replies_to("mother_icu", lang):
        packed = packed_reply(reply)
        plain = {name: value for name, value in said_of(packed).items() if name != "told"}
        kept += len(KEY.seal(packed, "a place"))
        without += len(KEY.seal(json.dumps(plain, separators=(",", ":")).encode(), "a place"))
    assert kept <= without


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reply_says_the_same_from_what_it_was_made_of(lang: Lang) -> None:
    replies = [reply for reply in replies_to("mother_icu", lang) if reply.said]
    assert len(replies) > 30
    for reply in replies:
        assert worded(reply.said, lang).endswith(reply.text[-80:])
