"""Papers and files of a stored conversation are told again with others that are read, doubted and refused alike."""

import re
from pathlib import Path

import pytest

from bot.core import Conversation, Incoming, Mistake, Paper
from bot.documents import clean_now
from bot.documents.reading import PAPER_MISTAKES
from bot.rehearsal.blank_files import accepted_file, refused_file
from bot.rehearsal.recording.made_up_papers import made_up
from bot.store import Store
from tests.conftest import AT, Clock
from tests.rehearsal.stored_person import FLOW, TO_THE_NUMBERS, TO_THE_PROOF, Person, facts, seen
from tests.support.scripting import is_green

OWN = facts(surname="FEATHERSTONE", given_names="TWEETY")
SEVIS = facts(sevis_number="N0098765432")
ILLEGIBLE = Paper(mistake=PAPER_MISTAKES["paper.unreadable"])
DOUBTED = {
    "hardly a word": (ILLEGIBLE, "odd.proof"),
    "no letter and no form": (Paper("other"), "odd.proof"),
    "a letter without a date": (Paper("attestation", lacks=("date",)), "odd.proof"),
    "somebody else's": (Paper("i20", (*SEVIS, *facts(surname="CANARY", given_names="YELLOW"))), "odd.proof"),
    "an old one": (Paper("i20", (*SEVIS, *OWN, *facts(class_start="2024-09-01"))), "odd.proof"),
    "another school": (Paper("i20", (*SEVIS, *OWN, *facts(school="Canary College"))), "review"),
    "hers": (Paper("i20", (*SEVIS, *OWN)), "review"),
}


@pytest.mark.parametrize("what", DOUBTED)
async def test_a_talk_in_which_a_paper_was_doubted_is_told_again_with_one_that_is_doubted_alike(
    store: Store, clock: Clock, tmp_path: Path, what: str
) -> None:
    paper, said = DOUBTED[what]
    person = Person(store, clock)
    await person.say(*TO_THE_NUMBERS, *TO_THE_PROOF)
    assert (await person.now()).asked == "proof"
    await person.send(files=(seen(7, paper),))
    await person.say("yes", "confirm")
    text = await person.retold(tmp_path / "one.chat.txt")
    assert is_green(tmp_path / "one.chat.txt")
    assert f"[paper {paper.kind}" in text
    assert f"@{said}" in text
    assert not re.search("canary|tweety|feather|8765|QWZX|987|1987|yellow", text, re.IGNORECASE)


PASSPORT = facts(
    surname="FEATHERSTONE", given_names="TWEETY", date_of_birth="1987-09-23", passport_number="E87654329"
)


OF_HERS = {
    "a passport": Paper("passport", (*PASSPORT, *facts(passport_expires="2031-05-06"))),
    "a passport that expired": Paper("passport", (*PASSPORT, *facts(passport_expires="2024-05-06"))),
    "a form for another post": Paper("ds160", (*PASSPORT, *facts(ds160_number="AA00QWZX98", post="BEIJING"))),
    "an appointment": Paper(
        "appointment",
        facts(
            interview_date="2027-04-19",
            interview_time="09:30",
            appointment_number="20269876543",
            visa_class="F-1",
            post="SHANGHAI",
            name="FEATHERSTONE TWEETY",
        ),
        asked=("passport_number",),
    ),
    "one that is not readable": Paper("ds160", mistake=PAPER_MISTAKES["paper.ds160"]),
}


@pytest.mark.parametrize("what", OF_HERS)
async def test_a_talk_in_which_papers_were_read_is_told_again_with_values_of_nobody(
    store: Store, clock: Clock, tmp_path: Path, what: str
) -> None:
    person = Person(store, clock)
    await person.say(*TO_THE_NUMBERS)
    await person.send(files=(seen(7, OF_HERS[what]),))
    await person.say("yes")
    text = await person.retold(tmp_path / "one.chat.txt")
    assert is_green(tmp_path / "one.chat.txt")
    assert f"[paper {OF_HERS[what].kind}" in text
    assert not re.search("canary|tweety|feather|8765|QWZX|987|1987", text, re.IGNORECASE)


async def test_no_value_that_was_read_on_a_paper_is_kept_with_what_came_in(
    store: Store, clock: Clock
) -> None:
    person = Person(store, clock)
    await person.say(*TO_THE_NUMBERS)
    await person.send(files=(seen(7, OF_HERS["a passport"]),))
    now = await person.now()
    key = await store.key_of(now.id)
    assert key is not None
    sent = [message.content for message in await store.transcript(now.id, key) if message.place == 0]
    keys = ["surname", "given_names", "date_of_birth", "passport_number", "passport_expires"]
    assert sent[-1]["seen"] == [["passport", "passport", keys, [], None, []]]
    assert "8765" not in str(sent[-1])


@pytest.mark.parametrize("key", ["file.empty", "file.kind", "file.broken", "file.pages", "file.password"])
def test_a_file_that_stands_for_a_refused_one_is_refused_for_the_same_reason(key: str) -> None:
    content = refused_file(key)
    assert content is not None
    refused = clean_now(content)
    assert isinstance(refused, Mistake)
    assert refused.key == key


@pytest.mark.parametrize("pages", [1, 2])
def test_a_file_that_stands_for_another_has_as_many_pages_and_is_another_file(pages: int) -> None:
    made = [clean_now(accepted_file("pdf", pages, number)) for number in (0, 1)]
    assert all(not isinstance(one, Mistake) and one[0].ref.pages == pages for one in made)
    assert made[0] != made[1]


async def test_a_turn_behind_the_proof_and_the_proof_itself_become_scripts_of_their_own(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    person = Person(store, clock)
    await person.say(*TO_THE_NUMBERS, *TO_THE_PROOF)
    await person.send(files=(seen(7, DOUBTED["an old one"][0]),))
    last = (await person.now()).turn
    await person.say("yes", "what is that", "confirm")
    for turn in (last, last + 1, last + 2, last + 3):
        text = await person.retold(tmp_path / f"{turn}.chat.txt", turn)
        assert is_green(tmp_path / f"{turn}.chat.txt")
        assert not re.search("canary|tweety|feather|8765|QWZX|987|1987", text, re.IGNORECASE)


def test_values_of_a_paper_that_names_nobody_are_made_up_once_each() -> None:
    paper = Paper("i20", facts(school="", sevis_number=""))
    tried = list(made_up(Incoming(AT, files=(seen(1, paper),)), Conversation("c", FLOW.key)))
    assert len(tried) == 4
    assert all(one not in tried[:number] for number, one in enumerate(tried))
