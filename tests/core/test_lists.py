"""The lists of the real dialog: a gap is named and keeps the list open, entries are added, changed and taken out."""

from dataclasses import replace
from datetime import date, datetime, time

from bot.core import SHANGHAI, Conversation, Incoming, Month, Turn, take_turn
from tests.support.real_flow import FLOW, PAGE, way

AT = datetime.combine(date(2026, 11, 24), time(9), SHANGHAI)


def standing_at(name: str, asked: str) -> Conversation:
    return next(conversation for conversation, _ in way(name, "en") if conversation.asked == asked)


def say(conversation: Conversation, *texts: str) -> Turn:
    first, *others = texts
    turn = take_turn(FLOW, conversation, Incoming(AT, text=first))
    return say(turn.conversation, *others) if others else turn


def test_a_gap_in_the_residences_is_named_and_no_does_not_close_the_list() -> None:
    here = standing_at("humanitarian", "residences.0.until")
    turn = say(here, "31 July 2026")
    assert "1 August 2026 to 23 November 2026" in turn.replies[-1].text
    refused = say(turn.conversation, "no")
    assert refused.conversation.asked == "residences.1.more"
    assert "1 August 2026" in refused.replies[-1].text
    covered = say(turn.conversation, "yes", "Jiangsu", "2 Sample Lane, Nanjing", "August 2026", "now")
    assert "The six months are covered." in covered.replies[-1].text
    assert say(covered.conversation, "no").conversation.asked == "workplaces.0.kind"


def test_a_gap_at_work_is_named_too() -> None:
    turn = say(standing_at("humanitarian", "workplaces.0.until"), "June 2026")
    assert "1 July 2026" in turn.replies[-1].text
    assert say(turn.conversation, "no").conversation.asked == "workplaces.1.more"


def test_a_duplicate_ds160_number_in_a_group_is_refused_and_names_the_other_applicant() -> None:
    here = standing_at("group", "members.1.ds160_number")
    turn = say(here, "AA00ABCD56")
    assert "applicant 1" in turn.replies[-1].text
    assert "members.1.ds160_number" not in turn.conversation.answers


def test_a_member_refused_lately_is_named_and_can_be_taken_out() -> None:
    last = way("group_member_refused", "en")[-1]
    stopped = take_turn(FLOW, *last)
    offers = [button for row in stopped.replies[-1].buttons for button in row]
    out = next(button for button in offers if button.code.startswith("r.members."))
    assert "Remove" in out.label
    turn = say(stopped.conversation, out.label, "Take it out")
    assert turn.conversation.state != "stopped"


def test_an_entry_is_opened_changed_and_taken_out_from_the_review() -> None:
    review = next(
        conversation for conversation, _ in way("study_f1", "en") if conversation.state == "reviewing"
    )
    number = sum(key.startswith("visas.") and key.endswith(".outcome") for key in review.answers)
    assert number >= 1
    opened = say(review, "e.visas.0")
    assert opened.conversation.answers == review.answers
    gone = say(review, "change")
    labels = [button for row in gone.replies[-1].buttons for button in row]
    entry = next(button for button in labels if button.code == "e.visas.0")
    card = say(gone.conversation, str(labels.index(entry) + 1))
    codes = [button.code for row in card.replies[-1].buttons for button in row]
    turn = say(card.conversation, str(codes.index("r.visas.0") + 1), "Take it out")
    left = sum(key.startswith("visas.") and key.endswith(".outcome") for key in turn.conversation.answers)
    assert left == number - 1


def test_without_an_appointment_the_conversation_waits_and_goes_on_when_it_is_booked() -> None:
    conversation, _ = way("no_appointment", "en")[-1]
    waiting = say(conversation, "no")
    assert waiting.conversation.state == "waiting"
    assert "PIN card" in waiting.replies[-1].text
    turn = say(waiting.conversation, "I have booked it", "yes")
    assert (turn.conversation.state, turn.conversation.asked) == ("asking", "residence")


def test_a_refusal_that_may_count_is_asked_for_its_day() -> None:
    here = standing_at("study_f1", "visas.0.when")
    here = replace(here, answers={**here.answers, "visas.0.outcome": "refused"})
    asked = say(here, "July 2026")
    assert "visas.0.when" not in asked.conversation.answers
    told = say(asked.conversation, "3 July 2026")
    assert told.conversation.answers["visas.0.when"] == date(2026, 7, 3)
    assert told.conversation.state == "stopped"
    assert say(here, "July 2019").conversation.answers["visas.0.when"] == Month(2019, 7)


def test_the_same_page_sent_twice_is_attached_once() -> None:
    here = standing_at("humanitarian", "proof")
    turn = take_turn(FLOW, here, Incoming(AT, files=(PAGE, PAGE)))
    assert turn.conversation.answers["proof"] == (PAGE.ref,)


def test_the_second_member_may_copy_the_first() -> None:
    turn = say(standing_at("group", "members.1.surname"), "same")
    assert turn.conversation.answers["members.1.surname"] == turn.conversation.answers["members.0.surname"]


def test_a_list_that_is_still_ahead_is_not_among_what_can_be_changed() -> None:
    turn = say(standing_at("group", "purpose"), "back", "change")
    codes = [button.code for reply in turn.replies for row in reply.buttons for button in row]
    assert codes == ["c.party", "c.appointment_booked", "c.residence"]


def test_whoever_sends_the_proof_instead_of_erasing_everything_goes_on() -> None:
    asked = say(standing_at("humanitarian", "proof"), "cancel").conversation
    turn = take_turn(FLOW, asked, Incoming(AT, files=(PAGE,)))
    assert (turn.conversation.state, turn.replies[-1].key) == ("reviewing", "review")
