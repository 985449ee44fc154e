"""take_turn(): what a message does, by the keys of what is said and the answers that stand."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import CleanFile, DataExport, FileRef, Incoming, Mistake, Turn, short_id
from bot.core.values import Pending
from tests.support.sizes import full
from tests.support.small_flow import AT, FLOW, Chat, T, keys


def begun(*texts: str) -> Chat:
    chat = Chat()
    chat.say("/start", "en", *texts)
    return chat


def test_the_first_words_ask_for_the_language_in_both() -> None:
    turn = Chat().say("/start")
    assert keys(turn) == ["language"]
    assert [button.code for row in turn.replies[0].buttons for button in row] == ["zh", "en"]


@pytest.mark.parametrize(
    ("words", "lang"), [("你好", "zh"), ("hello there", "en"), ("中文", "zh"), ("2", "en")]
)
def test_writing_in_a_language_chooses_it(words: str, lang: str) -> None:
    chat = Chat()
    chat.say("/start", words)
    assert (chat.now.language, chat.now.state) == (lang, "asking")


def test_an_old_button_chooses_no_language() -> None:
    chat = Chat()
    chat.say("/start")
    assert keys(chat.tap("cat")) == ["language"]
    chat.tap("zh")
    assert (chat.now.language, chat.now.state) == ("zh", "asking")


def test_an_answer_leads_to_the_next_question_and_a_branch_asks_its_own() -> None:
    assert keys(begun().say("cat")) == ["ask.name"]
    assert keys(begun().say("dog")) == ["warn.barks"]
    assert keys(begun("dog").say("continue")) == ["ask.walks"]


def test_a_choice_is_read_by_code_label_and_number() -> None:
    for words in ("cat", "A cat", "1", "１", "①"):
        assert begun(words).now.answers["pet"] == "cat"


def test_a_part_of_a_word_is_no_choice_and_changes_nothing() -> None:
    chat = begun()
    turn = chat.say("ca")
    assert keys(turn) == ["ask.pet"]
    assert "pet" not in chat.now.answers


def test_a_note_is_said_once() -> None:
    chat = begun("cat")
    assert "A fine name." in chat.say("Momo").replies[-1].text
    assert "A fine name." not in chat.say("help").replies[-1].text


def test_a_stop_says_why_and_lifts_when_the_answer_is_changed() -> None:
    chat = begun("cat", "Momo")
    turn = chat.say("6 May 1990")
    assert (keys(turn), chat.now.state) == (["stop.too_old"], "stopped")
    chat.tap("c.born")
    assert chat.now.state == "revisiting"
    chat.say("6 May 2020")
    assert chat.now.state == "asking"


def test_back_asks_again_and_keep_leaves_the_answer() -> None:
    chat = begun("cat", "Momo")
    assert keys(chat.say("back")) == ["ask.name"]
    assert chat.now.answers["name"] == "Momo"
    assert keys(chat.say("keep")) == ["ask.born"]
    assert chat.now.answers["name"] == "Momo"


def test_a_change_that_drops_questions_is_shown_first_and_the_dropped_answer_comes_back() -> None:
    chat = begun("dog", "continue", "the park", "Momo", "skip", "no")
    chat.tap("c.pet")
    assert keys(chat.say("cat")) == ["pending.change"]
    assert chat.now.answers["pet"] == "dog"
    chat.say("apply")
    assert (chat.now.answers["pet"], chat.now.state) == ("cat", "reviewing")
    chat.tap("c.pet")
    chat.say("dog")
    assert (chat.now.answers["walks"], chat.now.state) == ("the park", "reviewing")


def test_leaving_a_change_keeps_everything() -> None:
    chat = begun("dog", "continue", "the park", "Momo", "skip", "no")
    chat.tap("c.pet")
    chat.say("cat", "leave")
    assert (chat.now.answers["pet"], chat.now.state) == ("dog", "reviewing")


def test_an_old_or_doubled_tap_changes_nothing_and_shows_the_question_again() -> None:
    chat = begun()
    before = chat.now
    chat.tap("cat")
    again = chat.tap("cat", prompt_id="00000000", turn=before.prompted_in_turn)
    assert keys(again) == ["ask.name"]
    foreign = chat.tap("dog", conversation="deadbeef")
    assert keys(foreign) == ["ask.name"]
    assert chat.now.answers == {"pet": "cat"}


def test_a_button_tapped_twice_is_no_answer_to_the_question_behind_it() -> None:
    chat = begun("cat", "cancel")
    mark, turn = short_id(chat.now.asked), chat.now.prompted_in_turn
    chat.tap("keep")
    again = chat.tap("keep", prompt_id=mark, turn=turn)
    assert keys(again) == ["ask.name"]
    assert chat.now.answers == {"pet": "cat"}


def test_an_edited_message_edits_the_answer_it_gave() -> None:
    chat = begun("cat")
    chat.hear(Incoming(AT, text="Momo", message="7"))
    chat.hear(Incoming(AT, text="Lulu", message="7", edits=True))
    assert chat.now.answers["name"] == "Lulu"
    assert keys(chat.hear(Incoming(AT, text="x", message="99", edits=True))) == ["ask.born"]


def test_an_edited_mistake_becomes_the_answer() -> None:
    chat = begun("cat", "Momo")
    chat.hear(Incoming(AT, text="last summer", message="8"))
    chat.hear(Incoming(AT, text="6 May 2020", message="8", edits=True))
    assert chat.now.answers["born"] == date(2020, 5, 6)


def test_two_readings_are_asked_and_a_number_picks_one() -> None:
    chat = begun("cat", "Momo")
    assert keys(chat.say("03/05/2020")) == ["pending.readings"]
    assert "born" not in chat.now.answers
    chat.say("2")
    assert chat.now.answers["born"] == date(2020, 5, 3)


def test_a_fresh_answer_may_be_typed_while_two_readings_wait() -> None:
    chat = begun("cat", "Momo", "03/05/2020")
    chat.say("2020-05-06")
    assert chat.now.answers["born"] == date(2020, 5, 6)


def test_entries_are_added_taken_out_and_renumbered() -> None:
    chat = begun("cat", "Momo", "skip", "yes", "ball", "yes", "bone", "no")
    assert chat.now.state == "reviewing"
    chat.tap("r.toys.0")
    chat.say("apply")
    assert (chat.now.answers["toys.0.what"], chat.now.state) == ("bone", "reviewing")
    chat.tap("a.toys")
    chat.say("mouse", "no")
    assert chat.now.answers["toys.1.what"] == "mouse"


def test_the_whole_way_ends_with_a_letter_and_then_it_is_sent() -> None:
    chat = begun("cat", "Momo", "skip", "no")
    turn = chat.say("confirm")
    assert chat.now.state == "ready"
    assert {"ready.subject", "ready.body", "ready.eml"} <= set(keys(turn))
    chat.say("sent")
    assert chat.now.state == "sent"


def test_switching_the_language_puts_the_same_question_and_loses_nothing() -> None:
    chat = begun("cat")
    turn = chat.say("/lang")
    assert (keys(turn), chat.now.language) == (["ask.name"], "zh")
    assert chat.now.answers == {"pet": "cat"}


def test_cancel_asks_once_and_erases_only_then() -> None:
    chat = begun("cat")
    assert keys(chat.say("/cancel")) == ["cancelling"]
    chat.say("keep")
    assert (chat.now.state, chat.now.answers) == ("asking", {"pet": "cat"})
    chat.say("delete my data", "erase")
    assert (chat.now.state, chat.now.answers) == ("erased", {})


def test_export_hands_over_everything() -> None:
    turn = begun("cat", "Momo").say("export my data")
    assert turn.replies[0].document == DataExport()


def test_starting_over_asks_first() -> None:
    chat = begun("cat", "Momo")
    chat.say("start over", "no")
    assert chat.now.answers["pet"] == "cat"
    chat.say("start over", "yes")
    assert chat.now.answers == {}


@pytest.mark.parametrize("words", ["", " ", "\0", "\ud800", "x" * 100_000, "/nonsense", "🐈", "\u202e\u200b"])
def test_whatever_is_sent_the_question_stands(words: str) -> None:
    chat = begun()
    chat.say(words)
    assert (chat.now.state, chat.now.asked) == ("asking", "pet")


def test_a_sticker_and_an_unasked_file_change_nothing() -> None:
    chat = begun()
    chat.hear(Incoming(AT, refused=Mistake("sticker", T("A sticker."))))
    chat.hear(Incoming(AT, files=(CleanFile(FileRef("0" * 64, "pdf", 1, 9, "a.pdf"), b"x"),)))
    assert (chat.now.answers, chat.now.asked) == ({}, "pet")


WORDS = st.sampled_from(
    "cat dog continue Momo 2020-05-06 03/05/2020 1990-05-06 yes no 1 2 3 back change review why example skip keep "
    "language help start cancel erase apply leave confirm sent export restart later status checklist same person".split()
) | st.text(max_size=30)
TAPS = st.sampled_from(
    [
        "c.pet",
        "c.name",
        "e.toys.0",
        "r.toys.0",
        "a.toys",
        "cat",
        "confirm",
        "/back",
        "c.nothing",
        "e.",
        "r.toys.x",
        "9",
    ]
)


@settings(max_examples=full(40, 150), deadline=None)
@given(st.lists(WORDS | TAPS.map(lambda code: (code,)), max_size=25))
def test_no_conversation_ends_in_an_error_or_without_a_reply(said: list[str | tuple[str]]) -> None:
    chat = Chat()
    for one in said:
        turn = chat.say(one) if isinstance(one, str) else chat.tap(one[0])
        assert turn.replies
        assert all(reply.text for reply in turn.replies)
        if chat.now.state == "erased":
            break


def test_taking_a_turn_leaves_the_old_conversation_as_it_was() -> None:
    chat = begun("cat")
    before = chat.now
    chat.say("Momo")
    assert before.answers == {"pet": "cat"}
    assert FLOW.address == ""


def codes(turn: Turn) -> list[str]:
    return [button.code for reply in turn.replies for row in reply.buttons for button in row]


def test_a_list_to_change_from_is_forgotten_when_something_else_is_put() -> None:
    chat = begun("cat", "Momo", "skip")
    assert keys(chat.say("change")) == ["change"]
    chat.say("help", "2")
    assert chat.now.answers["toys.0.more"] == "no"


def test_every_list_on_the_screen_can_be_tapped() -> None:
    chat = begun("cat", "Momo", "skip", "yes", "ball", "no")
    chat.tap("e.toys.0")
    chat.say("change")
    assert keys(chat.tap("r.toys.0")) == ["pending.remove"]


@pytest.mark.parametrize("words", ["confirm", "Yes, write the e-mail"])
def test_the_review_can_be_confirmed_behind_a_list_to_change_from(words: str) -> None:
    chat = begun("cat", "Momo", "skip", "no", "change")
    chat.say(words)
    assert chat.now.state == "ready"


def test_what_is_no_longer_on_a_list_is_no_answer_to_the_question_behind_it() -> None:
    chat = begun("cat", "Momo", "skip")
    chat.now = replace(chat.now, pending=Pending("menu", "", ("c.walks", "c.walks")))
    assert chat.say("2").conversation.answers == {"pet": "cat", "name": "Momo", "born": ""}


def test_another_entry_is_offered_only_where_the_list_was_closed() -> None:
    chat = begun("cat", "Momo", "skip", "yes", "ball")
    assert "a.toys" not in codes(chat.tap("e.toys.0"))
    chat.say("no")
    assert "a.toys" in codes(chat.tap("e.toys.0"))
