"""Whatever is sent, at any question of the real dialog, in any state: one clear reply, nothing lost, no crash."""

import sys
from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core import (
    POSTPONED,
    Conversation,
    Incoming,
    Incomplete,
    Letter,
    Mistake,
    Spot,
    Tap,
    Verdict,
    short_id,
    take_turn,
    walk,
)
from bot.documents import eml
from bot.i18n import LANGUAGES, N_, Lang, translate
from tests.support.real_flow import FLOW, PAGE, way
from tests.support.sizes import full

NAMES = full(
    ("humanitarian", "group", "wedding"),
    ("humanitarian", "study_f1", "business", "group", "wedding", "no_appointment"),
)


def places() -> dict[str, tuple[Conversation, Incoming]]:
    """Every place that the personas come to, with what they say there."""
    found: dict[str, tuple[Conversation, Incoming]] = {}
    for name in NAMES:
        for conversation, incoming in way(name, "zh"):
            found.setdefault(f"{conversation.state} {conversation.asked}", (conversation, incoming))
    return found


PLACES = places()
HOSTILE = (
    "",
    " ",
    "\x00",
    "\ud800\udfff",
    "x" * 100_000,
    "妈" * 5000,
    "9" * 4000,
    "../../etc/passwd",
    "<b>bold</b> *star* _under_ [a](b)",
    "%(name)s %s {0} ${HOME} `id`",
    "'; DROP TABLE conversations; --",
    "a@b.example\r\nBcc: eve@evil.example",
    "\u202e\u200b\u2066",
    "😀" * 300,
    "0001-01-01",
    "99999999999-99-99",
    "-1",
    "²³½",
    "١٢٣",
    "None",
    "c.surname",
    "r.members.0",
    "a.residences.999999999999999999999",
    "e.members.0.visas.0.x",
)


def texts() -> st.SearchStrategy[str]:
    anything = st.text(st.characters(exclude_categories=()), max_size=60)
    return st.one_of(anything, st.sampled_from(HOSTILE), st.text("0123456789/-.年月日:AaE ", max_size=20))


def keeps_the_rest(before: Conversation, after: Conversation) -> None:
    """At most the one answer that was asked for has changed; but a list that ends with one person is one person's request."""
    if before.answers.get("party") == "group" != after.answers.get("party"):
        assert set(before.answers) - {"members.1.more"} <= set(after.answers)
        return
    changed = {
        key
        for key in {**before.answers, **after.answers}
        if before.answers.get(key) != after.answers.get(key)
    }
    assert len(changed) <= 1
    assert set(before.answers) <= set(after.answers)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_hostile_words_get_an_answer_and_change_nothing_else(place: str, lang: Lang) -> None:
    conversation, incoming = PLACES[place]
    for text in HOSTILE:
        spoken = replace(conversation, language=lang)
        turn = take_turn(FLOW, spoken, Incoming(incoming.at, text=text, message="1"))
        assert turn.replies
        assert all(reply.text.strip() for reply in turn.replies)
        keeps_the_rest(spoken, turn.conversation)


@pytest.mark.parametrize("place", PLACES)
def test_what_is_no_text_gets_an_answer_too(place: str) -> None:
    conversation, incoming = PLACES[place]
    sticker = Incoming(incoming.at, refused=Mistake("kind.sticker", N_("I need some words here.")))
    stranger = Incoming(incoming.at, tap=Tap("feedbeef", "00000000", 1, "yes"))
    for sent in (sticker, stranger, Incoming(incoming.at, files=(PAGE,)), Incoming(incoming.at)):
        turn = take_turn(FLOW, conversation, sent)
        assert turn.replies
        keeps_the_rest(conversation, turn.conversation)


@pytest.mark.parametrize("place", PLACES)
def test_every_command_is_understood_at_every_place_in_both_languages(place: str) -> None:
    conversation, incoming = PLACES[place]
    for word in (
        "/help",
        "帮助",
        "why",
        "为什么",
        "例子",
        "checklist",
        "进度",
        "返回",
        "review",
        "转人工",
        "/export",
    ):
        turn = take_turn(FLOW, conversation, Incoming(incoming.at, text=word))
        assert turn.replies
        assert turn.conversation.answers == conversation.answers


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_button_can_be_typed_as_it_reads(name: str, lang: Lang) -> None:
    not_understood = translate(N_("Which one of these is it?"), lang)
    gap = translate(N_("The past six months are not covered yet: %(days)s is missing."), lang).split("%")[0]
    for before, incoming in way(name, lang):
        turn = take_turn(FLOW, before, incoming)
        for button in (one for row in turn.replies[-1].buttons for one in row):
            typed = take_turn(FLOW, turn.conversation, Incoming(incoming.at, text=button.label))
            is_gap = any(reply.text.startswith(gap) for reply in typed.replies)
            assert is_gap or typed.conversation.misses <= turn.conversation.misses, button.label
            assert all(not_understood not in reply.text for reply in typed.replies), button.label


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_buttons_of_a_question_asked_again_can_be_typed_too(lang: Lang) -> None:
    conversation, incoming = way("humanitarian", lang)[-1]
    for word in ("back", "cancel", "restart", "delete my data"):
        turn = take_turn(FLOW, conversation, Incoming(incoming.at, text=word))
        for button in (one for row in turn.replies[-1].buttons for one in row):
            typed = take_turn(FLOW, turn.conversation, Incoming(incoming.at, text=button.label))
            assert typed.conversation.misses == 0, button.label
            assert not any(reply.key.startswith("mistake") for reply in typed.replies)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(place=st.sampled_from(sorted(PLACES)), text=texts())
def test_anything_typed_anywhere_is_answered(place: str, text: str) -> None:
    conversation, incoming = PLACES[place]
    turn = take_turn(FLOW, conversation, Incoming(incoming.at, text=text, message="1"))
    assert turn.replies


def calls_of(conversation: Conversation, incoming: Incoming) -> int:
    """How much is done for one message, in function calls: the same each time, however busy the machine is."""
    calls = 0

    def count(frame: object, event: str, arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        take_turn(FLOW, conversation, incoming)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("unit", ["住了", "我住在", "b-2 ", "我妈", "1月2号", "，住了5年", "work at "])
@pytest.mark.parametrize("asked", ["surname", "workplaces.0.kind"])
def test_a_word_repeated_without_end_is_not_listened_to_without_end(asked: str, unit: str) -> None:
    conversation, incoming = next(pair for pair in way("humanitarian", "zh") if pair[0].asked == asked)
    repeated = Incoming(incoming.at, text=(unit * 4096)[:4096], message="1")
    take_turn(FLOW, conversation, Incoming(incoming.at, text=unit, message="1"))
    assert calls_of(conversation, repeated) < 400_000


MOVES = (
    "back",
    "skip",
    "review",
    "修改",
    "en",
    "zh",
    "keep",
    "一样",
    "取消",
    "1",
    "2",
    "继续",
    "yes",
    "no",
    "confirm",
    "以后再填",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    name=st.sampled_from(NAMES),
    detours=st.dictionaries(st.integers(0, 60), st.one_of(st.sampled_from(MOVES), texts()), max_size=12),
)
def test_a_whole_conversation_with_detours_stays_sound(name: str, detours: dict[int, str]) -> None:
    conversation = Conversation("play", FLOW.key)
    for number, (_, incoming) in enumerate(way(name, "zh")):
        sent = [incoming]
        if number in detours:
            sent.insert(0, Incoming(incoming.at, text=detours[number], message=str(number)))
        for one in sent:
            turn = take_turn(FLOW, conversation, one)
            conversation = turn.conversation
            assert turn.replies or conversation.state == "erased"
            sound(conversation, one)


def sound(conversation: Conversation, incoming: Incoming) -> None:
    """Ready only with a letter and no stop; a question that waits has no answer unless it is asked again."""
    seen = walk(
        FLOW,
        conversation.answers,
        incoming.at.date(),
        conversation.acknowledged,
        conversation.revisiting,
    )
    if conversation.state in ("ready", "reviewing"):
        assert seen.place is None
    if conversation.state == "ready":
        assert FLOW.compose(seen.answers, FLOW.address).body
    if isinstance(seen.place, Spot) and conversation.revisiting is None and seen.place.group is None:
        assert conversation.answers.get(seen.place.key, POSTPONED) == POSTPONED
    if conversation.state == "stopped":
        assert isinstance(seen.place, Verdict)


def ready_letter(**changed: str) -> Letter:
    conversation, incoming = way("humanitarian", "en")[-1]
    answers = {**conversation.answers, **changed}
    return FLOW.compose(walk(FLOW, answers, incoming.at.date()).answers, "requests@consulate.example")


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), min_size=1, max_size=80))
def test_no_header_can_be_put_into_the_mail(text: str) -> None:
    try:
        letter = ready_letter(
            surname=f"EVE\r\nBcc: {text}",
            email=f"a@b.example\nCc: {text}",
            justification=text,
            phone="+8613812345678",
        )
    except Incomplete:
        return
    message = message_from_bytes(
        eml(letter, {file.digest: b"x" for file in letter.attachments}), policy=policy.default
    )
    assert set(message.keys()) == {"To", "From", "Subject", "X-Unsent", "MIME-Version", "Content-Type"}


def test_a_button_of_a_question_is_none_of_a_ruling_with_the_same_key() -> None:
    asked, incoming = next(pair for pair in way("humanitarian", "en") if pair[0].asked == "expedited_before")
    warned = take_turn(FLOW, asked, replace(incoming, text="yes")).conversation
    old = Tap(asked.id, short_id(asked.asked), asked.prompted_in_turn, "no")
    turn = take_turn(FLOW, warned, Incoming(incoming.at, tap=old))
    assert (turn.conversation.state, turn.replies[-1].key) == ("asking", "warn.expedited_before")
    assert turn.conversation.answers["expedited_before"] == "yes"
