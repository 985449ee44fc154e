"""Pictures at any point of the real dialog: shown for one yes, compared with the case, never an answer by themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.core import (
    Answers,
    CleanFile,
    Conversation,
    Fact,
    FileRef,
    Incoming,
    Letter,
    Mistake,
    Paper,
    PaperKind,
    Turn,
    take_turn,
)
from bot.i18n import Text
from dialogs.expedited_interview import flow
from dialogs.expedited_interview.papers import right_paper
from tests.support.real_flow import FLOW, way

AT = datetime(2026, 11, 26, 4, tzinfo=UTC)
PERSON = (
    Fact("surname", "ZHANG"),
    Fact("given_names", "XIAOMING"),
    Fact("date_of_birth", "1990-05-06"),
    Fact("passport_number", "E12345678"),
)


def picture(kind: PaperKind = "passport", *facts: Fact, **more: object) -> CleanFile:
    paper = Paper(kind, facts, **more)  # type: ignore[arg-type]
    return CleanFile(FileRef(kind, "jpg", 1, 3, "proof.jpg", shows=kind), b"abc", paper)


def hear(now: Conversation, *sent: str | CleanFile) -> Turn:
    """The turn of the last message."""
    turns: list[Turn] = []
    for one in sent:
        incoming = Incoming(AT, text=one) if isinstance(one, str) else Incoming(AT, files=(one,))
        turns.append(take_turn(flow, turns[-1].conversation if turns else now, incoming))
    return turns[-1]


def agreed() -> Conversation:
    return hear(Conversation("c", flow.key), "en", "agree").conversation


def said(turn: Turn) -> str:
    return "\n".join(reply.text for reply in turn.replies)


def test_a_passport_is_shown_for_one_yes_and_is_no_answer_before_it() -> None:
    shown = hear(agreed(), picture("passport", *PERSON))
    for words in ("a passport page", "ZHANG", "XIAOMING", "6 May 1990", "E12345678"):
        assert words in said(shown)
    assert "surname" not in shown.conversation.answers
    kept = hear(shown.conversation, "yes").conversation.answers
    assert (kept["surname"], kept["passport_number"]) == ("ZHANG", "E12345678")


def test_what_a_second_picture_adds_is_shown_before_the_one_yes() -> None:
    first = hear(agreed(), picture("passport", *PERSON))
    second = hear(first.conversation, picture("ds160", Fact("ds160_number", "AA00ABCD56")))
    assert "AA00ABCD56" in said(second)
    assert "E12345678" in said(second)


def test_one_line_that_is_not_right_is_left_out_and_asked_later() -> None:
    shown = hear(agreed(), picture("passport", *PERSON))
    turn = hear(shown.conversation, "Not right: Surname", "yes")
    assert "surname" not in turn.conversation.answers
    assert turn.conversation.answers["given_names"] == "XIAOMING"


def test_what_stands_on_a_picture_is_never_a_command() -> None:
    turn = hear(agreed(), picture("passport", Fact("surname", "/delete my data"), Fact("school", "yes")))
    assert turn.command == ""
    assert "surname" not in turn.conversation.answers
    assert "school" not in turn.conversation.answers


def test_what_was_not_readable_is_named() -> None:
    turn = hear(agreed(), picture("passport", PERSON[0], asked=("passport_number",)))
    assert "Passport number" in said(turn)


def test_a_picture_that_cannot_be_read_costs_nothing() -> None:
    cut = Mistake("paper.zone", Text("cut"))
    turn = hear(agreed(), picture("passport", mistake=cut))
    assert "cut" in said(turn)
    assert turn.conversation.misses == 0
    assert turn.conversation.told == {}


def test_an_expired_passport_and_another_post_are_noticed() -> None:
    assert "expired on 1 May 2020" in said(
        hear(agreed(), picture("passport", *PERSON, Fact("passport_expires", "2020-05-01")))
    )
    assert "Beijing" in said(
        hear(agreed(), picture("ds160", Fact("ds160_number", "AA00ABCD56"), Fact("post", "BEIJING")))
    )


WIFE = (
    Fact("surname", "WANG"),
    Fact("given_names", "FANG"),
    Fact("date_of_birth", "1991-03-04"),
    Fact("passport_number", "E23456781"),
)


@pytest.mark.parametrize(
    ("before", "way_out"), [(("one",), "change the name first"), ((), "choose several people")]
)
def test_two_peoples_papers_never_become_one_person(before: tuple[str, ...], way_out: str) -> None:
    now = hear(agreed(), *before, picture("passport", *PERSON), "yes").conversation
    turn = hear(now, picture("passport", *WIFE, Fact("passport_expires", "2020-05-01")))
    for words in ("WANG FANG", "ZHANG XIAOMING", way_out):
        assert words in said(turn)
    assert "expired" not in said(turn)
    assert turn.conversation.told == {}
    assert turn.conversation.answers == now.answers


def test_two_peoples_papers_at_once_are_not_mixed_before_the_yes() -> None:
    form = (*WIFE[:2], Fact("ds160_number", "AA00ABCD56"))
    album = (picture("passport", *PERSON), picture("passport", *WIFE), picture("ds160", *form))
    turn = take_turn(flow, agreed(), Incoming(AT, files=album))
    assert turn.conversation.told["passport_number"] == "E12345678"
    assert "ds160_number" not in turn.conversation.told
    early = take_turn(flow, Conversation("c", flow.key), Incoming(AT, files=album)).conversation
    assert early.told == turn.conversation.told


def test_a_name_typed_wrongly_is_told_and_the_rest_of_the_paper_is_used() -> None:
    now = hear(agreed(), "one", picture("passport", *PERSON), "yes").conversation
    typed = replace(now, answers={**now.answers, "given_names": "XIAOMIN"})
    turn = hear(typed, picture("ds160", *PERSON, Fact("ds160_number", "AA00ABCD56")))
    assert "not the one you gave" in said(turn)
    assert turn.conversation.told["ds160_number"] == "AA00ABCD56"


def test_a_paper_without_a_name_is_compared_by_its_passport_number() -> None:
    now = hear(agreed(), "one", picture("passport", *PERSON), "yes").conversation
    day = Fact("interview_date", "2027-01-26")
    other = hear(now, picture("appointment", day, WIFE[3]))
    assert "another passport number, E23456781" in said(other)
    assert other.conversation.told == {}
    own = hear(now, picture("appointment", day, Fact("name", "XIAOMING ZHANG"), PERSON[3]))
    assert "interview_date" in own.conversation.told


def test_a_letter_sent_twice_is_known() -> None:
    twice = hear(agreed(), picture("attestation"), picture("attestation"))
    assert "nothing that I do not know" in said(twice)
    kept = hear(twice.conversation, "yes", picture("attestation"))
    assert "nothing that I do not know" in said(kept)


def test_a_picture_without_a_paper_is_kept_only_while_it_may_be_the_proof() -> None:
    turn = hear(agreed(), picture("other"), "no")
    assert turn.conversation.files == {"other"}
    steps = way("humanitarian", "en")
    at_the_proof = next(conversation for conversation, _ in steps if conversation.asked == "proof")
    asked = hear(
        replace(at_the_proof, mentioned=turn.conversation.mentioned, asked="justification"), "example"
    )
    assert asked.conversation.files == {"other"}
    assert hear(asked.conversation, "no").conversation.files == frozenset()


def test_a_passport_of_a_group_is_that_persons() -> None:
    """The next one of the list, or whoever of that name is in it already."""
    wife = (Fact("surname", "WANG"), Fact("given_names", "FANG"), Fact("passport_number", "E12345679"))
    now = hear(agreed(), "group", picture("passport", *PERSON), "yes").conversation
    assert now.answers["members.0.surname"] == "ZHANG"
    both = hear(now, picture("passport", *wife), "yes").conversation
    assert (both.answers["members.1.surname"], both.answers["members.1.more"]) == ("WANG", "yes")
    form = (*wife[:2], Fact("ds160_number", "AA00ABCD56"))
    whole = hear(both, picture("ds160", *form), "yes").conversation
    assert whole.answers["members.1.ds160_number"] == "AA00ABCD56"
    assert "members.2.surname" not in whole.answers


def test_a_picture_before_the_first_word_is_read_and_shown_once_it_may_be_kept() -> None:
    first = hear(Conversation("c", flow.key), picture("passport", *PERSON))
    assert first.conversation.answers == {}
    shown = hear(first.conversation, "en", "agree")
    assert "E12345678" in said(shown)


def test_what_is_asked_under_a_picture_is_answered() -> None:
    files = (picture("passport", *PERSON),)
    turn = take_turn(flow, agreed(), Incoming(AT, files=files, text="how much does it cost?"))
    keys = [one.key for reply in turn.replies for one in reply.said]
    assert any(key.startswith("aside.") for key in keys)
    assert "facts" in keys


def test_a_letter_is_told_what_an_officer_may_miss_and_counts_all_the_same() -> None:
    steps = way("humanitarian", "en")
    at = next(conversation for conversation, _ in steps if conversation.asked == "proof")
    turn = hear(at, picture("attestation", lacks=("date", "signature")))
    assert "an officer may look for them: date, signature." in said(turn)
    assert "proof" in turn.conversation.answers
    whole = hear(at, picture("attestation"))
    assert "officer may" not in said(whole)
    assert "nothing that I do not know" not in said(whole)


def test_a_letter_that_nobody_asked_for_is_named_and_typing_is_said_to_be_needed() -> None:
    now = hear(agreed(), "one", picture("attestation"), "yes")
    assert "If it is your proof" not in said(now)
    letter = picture("attestation")
    again = hear(now.conversation, replace(letter, ref=replace(letter.ref, digest="another")))
    assert "a letter" in said(again)
    assert "Please type the answer" in said(again)


def at_proof() -> Conversation:
    """Whoever has only the proof left, as a student of F-1."""
    now = agreed()
    answers = {
        **now.answers,
        "party": "one",
        "appointment_booked": "yes",
        "residence": "shanghai",
        "purpose": "study",
        "visa_class": "F-1",
    }
    return replace(now, answers=answers)


def test_another_paper_than_the_proof_is_asked_about_and_never_refused() -> None:
    answers = Answers(at_proof().answers, AT.date())
    right, wrong = picture("i20").ref, picture("passport").ref
    assert right_paper((right,), answers) is None
    assert right_paper((replace(right, shows=""),), answers) is None
    assert right_paper((replace(right, shows="other"),), answers) is None
    odd = right_paper((wrong,), answers)
    assert odd is not None
    assert odd.value == (wrong,)
    assert right_paper((picture("ds2019").ref,), answers) is not None
    letter = picture("attestation").ref
    assert right_paper((letter,), answers) is not None
    assert right_paper((letter,), Answers({**at_proof().answers, "purpose": "business"}, AT.date())) is None


def proof_asked() -> Conversation:
    return next(now for now, _ in way("humanitarian", "en") if now.asked == "proof")


def proofs(turn: Turn) -> list[str]:
    proof = turn.conversation.answers.get("proof")
    return [file.digest for file in proof] if isinstance(proof, tuple) else []


def numbered(kind: PaperKind, digest: str) -> CleanFile:
    file = picture(kind)
    return replace(file, ref=replace(file.ref, digest=digest))


def test_a_picture_on_which_no_paper_is_seen_is_asked_about_unless_the_right_one_is_beside_it() -> None:
    letter, other = numbered("attestation", "letter"), numbered("other", "next")
    nothing = replace(other, ref=replace(other.ref, shows="illegible"))
    assert proofs(hear(proof_asked(), letter, other)) == ["letter", "next"]
    for sent in ((other,), (nothing,), (letter, nothing)):
        assert "Attach it all the same?" in said(hear(proof_asked(), *sent))


def test_pages_that_are_all_asked_about_are_kept_with_one_yes() -> None:
    now = proof_asked()
    asked = hear(now, numbered("other", "one"), numbered("other", "two"))
    assert proofs(asked) == []
    assert proofs(hear(asked.conversation, "yes")) == ["one", "two"]
    assert proofs(hear(asked.conversation, "no")) == []


def test_the_right_paper_sent_in_place_of_an_answer_is_attached_alone() -> None:
    turn = hear(proof_asked(), numbered("other", "cat"), numbered("attestation", "letter"))
    assert proofs(turn) == ["letter"]
    assert "not the one before" in said(turn)


def student(*facts: Fact) -> Turn:
    """An I-20 with these facts, sent where the proof is asked for."""
    at = next(now for now, _ in way("study_f1", "en") if now.asked == "proof")
    return hear(at, picture("i20", Fact("sevis_number", "N0014310319"), *facts))


OWN = (Fact("surname", "ZHANG"), Fact("given_names", "SANMING"))


def test_somebody_elses_form_is_asked_about_before_it_is_the_proof() -> None:
    turn = student(*WIFE[:2])
    assert "in the applicant’s own name" in said(turn)
    assert proofs(turn) == []
    assert proofs(hear(turn.conversation, "yes")) == ["i20"]


def test_an_old_form_is_asked_about_and_its_start_of_classes_is_not_offered() -> None:
    turn = student(*OWN, Fact("class_start", "2024-09-01"))
    assert "began on 1 September 2024" in said(turn)
    assert proofs(turn) == []
    assert "class_start" not in turn.conversation.told


def test_what_the_form_says_otherwise_is_told() -> None:
    turn = student(*OWN, Fact("school", "Another University"), Fact("class_start", "2027-01-18"))
    for words in ("Another University, and I have Example State University", "18 January 2027"):
        assert words in said(turn)
    assert "nothing that I do not know" not in said(turn)
    assert proofs(turn) == ["i20"]
    same = student(*OWN, Fact("school", "EXAMPLE STATE UNIVERSITY"), Fact("class_start", "2027-01-11"))
    assert "Please check which is right" not in said(same)


@pytest.mark.parametrize(
    ("shows", "name"),
    [("i20", "I-20"), ("", "I-20"), ("other", "supporting-document"), ("passport", "supporting-document")],
)
def test_only_what_looks_like_a_form_or_was_not_looked_at_is_named_one(shows: str, name: str) -> None:
    before, confirm = way("study_f1", "en")[-1]
    file = FileRef("d", "pdf", 1, 3, "scan.pdf", shows=shows)
    sent = take_turn(FLOW, replace(before, answers={**before.answers, "proof": (file,)}), confirm)
    (letter,) = (reply.document for reply in sent.replies if isinstance(reply.document, Letter))
    assert [one.name for one in letter.attachments] == [f"{name}.pdf"]


def test_fifty_pictures_at_once_are_answered_once_and_wait_for_the_one_yes() -> None:
    pictures = tuple(picture("passport", *PERSON) for _ in range(50))
    turn = take_turn(flow, agreed(), Incoming(AT, files=pictures))
    assert said(turn).count("a passport page") == 1
    assert "passport_number" not in turn.conversation.answers
    assert turn.conversation.told["passport_number"] == "E12345678"


def test_a_letter_sent_early_waits_in_the_list_as_the_proof_and_its_bytes_are_kept() -> None:
    early = hear(agreed(), picture("other"))
    assert early.conversation.files == {"other"}
    kept = hear(early.conversation, "yes").conversation
    assert [file.digest for file in kept.answers["proof"]] == ["other"]  # type: ignore[union-attr]


def test_a_passport_sent_early_is_never_the_proof_and_its_bytes_are_not_kept() -> None:
    early = hear(agreed(), picture("passport", *PERSON))
    assert early.conversation.files == frozenset()


def test_before_somebody_agrees_no_file_is_kept() -> None:
    early = hear(Conversation("c", flow.key), "en", picture("other"))
    assert early.conversation.files == frozenset()
