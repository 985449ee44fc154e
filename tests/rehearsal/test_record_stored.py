"""A stored conversation becomes a script about invented people: the dialog runs alike, and no canary is in it."""

import re
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot.assistant import Assistant, Received
from bot.channels.refusals import NOT_TEXT
from bot.core import (
    CleanFile,
    Conversation,
    Fact,
    Flow,
    Incoming,
    Mistake,
    Paper,
    Periods,
    TakeTurn,
    Tap,
    Team,
    Turn,
    short_id,
    take_turn,
)
from bot.documents import clean_now
from bot.documents.reading import PAPER_MISTAKES
from bot.i18n import Lang, translate
from bot.rehearsal.blank_files import accepted_file, refused_file
from bot.rehearsal.playing.recorded_turn import RecordedTurn
from bot.rehearsal.recording.acts_from_turns import NotRecordable
from bot.rehearsal.recording.anonymise import Anonymiser
from bot.rehearsal.recording.common_words import is_common
from bot.rehearsal.recording.fakes import SURNAMES
from bot.rehearsal.recording.leak_check import echoes, leaks
from bot.rehearsal.recording.made_up_papers import made_up
from bot.rehearsal.recording.record_stored import record_stored
from bot.store import Store, sealed_order
from bot.store.staff_tables import orders
from dialogs import MAIN_FLOW
from tests.conftest import AT, Clock
from tests.support.commands import jiaji
from tests.support.real_flow import PERSONAS
from tests.support.scripting import is_green

FLOW = MAIN_FLOW
LETTER = PERSONAS.parent / "scripts" / "files" / "letter.pdf"


CANARIES = {
    "zh": "欧阳翠翠 龙飞凤 1987年9月23日 E87654329 20269876543 AA00QWZX98 13987654321 翠翠@canary.example "
    "天平路987号 金丝雀贸易 金丝雀医院 金丝雀",
    "en": "FEATHERSTONE TWEETY 23 September 1987 E87654329 20269876543 AA00QWZX98 13987654321 tweety@canary.example "
    "987 Canary Lane Canary Trading Canary Hospital Canary",
}
TYPED: dict[str, str] = {
    "en": """agree
one
I am Tweety Featherstone
yes
shanghai
humanitarian
B1/B2
serious_illness
parent
skip
skip
skip
no
no
no
2027-01-19
9:30
20269876543
Featherstone
Tweety
13/13/1987
23 September 1987
E8765432
E87654329
Canary
AA00QWZX98
no
13987654321
tweety at canary.example
tweety@canary.example
987 Canary Lane, Shanghai
2024-03
2026-03
Yes
12 Canary Street, Nanjing
2026年4月
now
no
employed
Canary Trading Ltd
986 Canary Lane, Shanghai
2020-07-01
now
no
Mrs Featherstone
Canary Hospital, Boston
3 November 2026
My mother Mrs Featherstone lies in Canary Hospital since my wedding
continue
{letter}
yes
confirm
""",
    "zh": """agree
one
我叫欧阳翠翠
yes
上海
humanitarian
B1/B2
病危
父母
跳过
跳过
跳过
没有
不符合
没有
2027年1月19日
上午9点半
20269876543
欧阳
keep
翠翠
keep
1987年9月
1987年9月23日
E8765432
e87654329
AA00QWZX98
没有
139 8765 4321
翠翠@canary.example
tweety@canary.example
上海市天平路987号
2024年3月
至今
没有了
上班
金丝雀贸易有限公司
上海市天平路986号
2020-07-01
至今
没有了
欧阳飞
keep
金丝雀医院，波士顿
2026年11月3日
我母亲欧阳飞住在金丝雀医院，我婚礼之后就没有人照看她
continue
{letter}
对，就这样
confirm
""",
}


def conversation_in(data: Path) -> str:
    with sqlite3.connect(next(data.glob("*.sqlite3"))) as database:
        return str(database.execute("SELECT id FROM conversations").fetchone()[0])


def audited(data: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(next(data.glob("*.sqlite3"))) as database:
        return database.execute("SELECT event, conversation FROM audit").fetchall()


def told_of(path: Path) -> str:
    files = [file.read_bytes() for file in path.parent.rglob("*.files/*")]
    return path.read_text("utf-8") + "".join(map(repr, files))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_canary_of_a_stored_conversation_is_in_its_script(tmp_path: Path, lang: Lang) -> None:
    data, path = tmp_path / "data", tmp_path / "retold.chat.txt"
    said = jiaji("chat", "--lang", lang, "--data", data, typed=TYPED[lang].format(letter=LETTER))
    assert "letters" in said.stdout
    id = conversation_in(data)
    result = jiaji("record", "--from", id, "--out", path, "--data", data)
    assert result.exit_code == 0, result.output
    assert is_green(path)
    told = told_of(path).casefold()
    found = [one for one in CANARIES[lang].casefold().split() if len(one) > 1 and one in told]
    assert [one for one in found if one not in ("23", "september", "lane", "hospital")] == []
    assert id not in told
    assert "@ready.body" in told
    assert "@warn.reason_contradicts_purpose" in told
    assert ("recorded", id) in audited(data)


def test_an_unknown_conversation_is_one_sentence_and_2(tmp_path: Path) -> None:
    jiaji("chat", "--data", tmp_path / "data", typed="en\n")
    result = jiaji(
        "record", "--from", "nobody", "--out", tmp_path / "x.chat.txt", "--data", tmp_path / "data"
    )
    assert (result.exit_code, result.stderr) == (2, "There is no conversation nobody.\n")
    assert audited(tmp_path / "data") == []


class Person:
    """Talks to the assistant as a messenger would, with taps, edits and files."""

    def __init__(
        self, store: Store, clock: Clock, take_turn: TakeTurn = take_turn, flow: Flow = FLOW
    ) -> None:
        self.store, self.clock, self.number, self.flow = store, clock, 0, flow
        self.assistant = Assistant([flow], store, take_turn=take_turn)

    async def send(self, **sent: Any) -> None:
        self.number += 1
        incoming = Incoming(self.clock.at, **{"message": str(self.number), **sent})
        await self.assistant.hear([Received("test", "a", str(self.number), incoming)])

    async def say(self, *texts: str) -> None:
        for text in texts:
            await self.send(text=text)

    async def now(self) -> Conversation:
        found = await self.store.load("test", "a")
        assert found is not None
        return found

    async def tap(self, code: str, *, turn: int = 0) -> None:
        now = await self.now()
        await self.send(tap=Tap(now.id, short_id(now.asked), now.prompted_in_turn - turn, code))

    async def wait(self, **time: float) -> None:
        self.clock.at += timedelta(**time)
        while await self.assistant.tidy(self.clock.at):
            pass

    async def orders(self, *wanted: tuple[str, str, str]) -> None:
        """What staff left to be done, in order, is done by the bot; then what is due by itself."""
        now = await self.now()
        key = await self.store.key_of(now.id)
        assert key is not None
        for kind, text, about in wanted:
            self.number += 1
            id = f"o{self.number}"
            row = {"id": id, "conversation": now.id, "staff": "mei", "kind": kind, "seen_turn": 1_000}
            sealed = sealed_order(key, now.id, id, text=text, about=about)
            async with self.store._commit() as connection:
                await connection.execute(insert(orders).values(row | {"sealed": sealed, "at": self.clock()}))
            await self.assistant.follow_orders(self.clock.at)
        while await self.assistant.follow_orders(self.clock.at):
            pass

    async def retold(self, path: Path, turn: int | None = None) -> str:
        id = (await self.now()).id
        key = await self.store.key_of(id)
        assert key is not None
        await record_stored(self.flow, self.store, id, key, path, "", Periods(), turn)
        return path.read_text("utf-8")


def photo(number: int) -> CleanFile:
    cleaned = clean_now(accepted_file("jpg", 1, number))
    assert not isinstance(cleaned, Mistake)
    return cleaned[0]


async def test_taps_edits_files_pauses_and_reminders_are_told_again(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    person = Person(store, clock)
    await person.say("/start")
    await person.tap("en")
    await person.tap("decline")
    await person.tap("decline", turn=1)
    await person.tap("c.consent")
    await person.say("agree", "one", "yes", "shanghai", "humanitarian", "B-2")
    await person.wait(days=12)
    await person.wait(minutes=3)
    await person.say("serious_illness", "parent", "skip", "skip", "skip", "no", "no", "no")
    await person.say("2027-01-19", "9:30", "20269876543")
    await person.say("FEATHERSTONE", "Tweety", "1987-09-23")
    await person.send(refused=NOT_TEXT)
    await person.send(text="1987-09-22", message=str(person.number - 1), edits=True)
    await person.say("E87654329", "AA00QWZX98", "no", "+86 139 8765 4321", "tweety@canary.example")
    await person.say("987 Canary Lane, Shanghai", "2020-01", "now", "no", "none", "2020-01", "now", "no")
    await person.say("Mrs Tweety", "Canary Hospital", "2026-11-02", "She is ill and Tweety must go.")
    await person.send(files=(photo(7),))
    await person.send(files=(photo(8),))
    await person.say("confirm")
    text = await person.retold(tmp_path / "one.chat.txt")
    assert is_green(tmp_path / "one.chat.txt")
    for words in ("[button decline]", "[old button decline]", "Wait: 12 days", "Bot: @reminder", "[sticker]"):
        assert words in text
    assert "Wait: 3 minutes" in text
    assert re.search(r"\[edit .* → .*\]", text)
    assert {"1.jpg", "2.jpg"} == {path.name for path in tmp_path.glob("one.files/*")}
    assert not re.search("canary|tweety|feather|8765|QWZX|987|1987", text, re.IGNORECASE)


def seen(number: int, paper: Paper) -> CleanFile:
    """A picture on which that was read."""
    file = photo(number)
    return replace(file, paper=paper, ref=replace(file.ref, shows=paper.shows))


def facts(**texts: str) -> tuple[Fact, ...]:
    return tuple(Fact(key, text) for key, text in texts.items())


OWN = facts(surname="FEATHERSTONE", given_names="TWEETY")
SEVIS = facts(sevis_number="N0098765432")
ILLEGIBLE = Paper(mistake=PAPER_MISTAKES["paper.unreadable"])
TO_THE_NUMBERS = (
    *("/start", "en", "agree", "one", "yes", "shanghai", "study", "F-1", "2027-03-14", "2027-03-01"),
    *("no", "no", "no", "no"),
)
TO_THE_PROOF = (
    *("2027-04-19", "9:30", "20269876543", "FEATHERSTONE", "TWEETY", "1987-09-23", "E87654329"),
    *("AA00QWZX98", "no", "+86 139 8765 4321", "tweety@canary.example", "987 Canary Lane, Shanghai"),
    *("2020-01", "now", "no", "none", "2020-01", "now", "no", "Canary University", "Canary Studies"),
    *("The university does not admit Tweety after the first week.",),
)


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


TEAM = (
    ("take", "", ""),
    ("say", "您好，欧阳翠翠，您的护照号码是 E8765432 吗？", ""),
    ("ask", "E87654329", "passport_number"),
)


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_talk_that_the_team_took_over_is_told_again_with_what_the_team_did(
    store: Store, clock: Clock, tmp_path: Path, lang: Lang
) -> None:
    person = Person(store, clock, flow=FLOW.with_team(Team()))
    await person.say("/start", lang, "agree", "one", "yes", "shanghai", "business", "B-1", "yes")
    await person.say("no", "no", "no", "2027-01-19", "9:30", "20269876543", "FEATHERSTONE", "TWEETY")
    await person.say("1987-09-23", "a person please", "yes")
    await person.orders(*TEAM[:2])
    await person.say("欧阳翠翠 lost her canary E8765432")
    await person.orders(TEAM[2])
    await person.say("yes")
    await person.orders(TEAM[0])
    await person.say("Tweety")
    # Nobody hands back, so the bot does it.
    person.clock.at += timedelta(hours=3)
    await person.orders()
    await person.say("AA00QWZX98")
    text = await person.retold(tmp_path / "one.chat.txt")
    assert is_green(tmp_path / "one.chat.txt")
    assert text.count("@team.here") == 2
    assert text.count("@team.said") == 1
    for act in ("[团队接手]", "[团队交回]") if lang == "zh" else ("[team takes over]", "[team hands back]"):
        assert act in text
    assert not re.search("欧阳|翠|tweety|feather|8765|QWZX|canary|1987", text, re.IGNORECASE)


MISSED = (
    ("zh", "护照不在我手上，欧阳翠翠拿着呢"),
    ("zh", "不知道在哪里找 问问欧阳翠翠"),
    ("zh", "护照号是什么"),
    ("zh", "为什么要这个 欧阳翠翠不肯说"),
    ("en", "no idea, Tweety Featherstone has it"),
    ("en", "I don't have one, Tweety does"),
    ("en", "why do you need that, asks Tweety"),
    ("en", "what is a passport number"),
)


@pytest.mark.parametrize(("lang", "missed"), MISSED)
async def test_what_was_no_answer_becomes_a_script_of_its_own_in_words_of_nobody(
    store: Store, clock: Clock, tmp_path: Path, lang: Lang, missed: str
) -> None:
    person = Person(store, clock)
    await person.say("/start", lang, "agree", "one", "yes", "shanghai", "business", "B-1", "yes")
    await person.say("no", "no", "no", "2027-01-19", "9:30", "20269876543", "FEATHERSTONE", "TWEETY")
    await person.say("1987-09-23", missed)
    turn = (await person.now()).turn
    # What comes later is not in it, whatever it is.
    await person.say("E8765432", "金丝雀 or Canary, 8765", "E87654329")
    text = await person.retold(tmp_path / "one.chat.txt", turn)
    assert is_green(tmp_path / "one.chat.txt")
    sent = re.findall(r"(?m)^(?:User: |用户：)(.*)$", text)
    assert len(sent) == 1
    assert not re.search("欧阳|翠|tweety|feather|8765|1987|canary", text, re.IGNORECASE)
    assert not echoes(missed, sent[0]) or is_common(sent[0])


async def test_a_dialog_that_now_goes_otherwise_is_told_and_nothing_is_kept(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    def before(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
        turn = take_turn(flow, conversation, incoming)
        return replace(turn, replies=tuple(replace(one, key=f"{one.key}.old") for one in turn.replies))

    person = Person(store, clock, before)
    await person.say("/start", "en", "agree")
    with pytest.raises(NotRecordable) as told:
        await person.retold(tmp_path / "one.chat.txt")
    assert "message 1 " in translate(told.value.why, "en")
    assert not list(tmp_path.glob("one.*"))


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


@pytest.mark.parametrize("secret", ["Wang Fang", "王芳", "13987654321", "a@b.example"])
def test_a_secret_is_found_however_it_is_written(secret: str) -> None:
    secrets = frozenset((secret,))
    assert leaks(FLOW, f"用户：{secret}。", secrets)
    assert leaks(FLOW, f"User: ({secret.upper()})", secrets)
    assert not leaks(FLOW, "用户：[按钮 yes]\n  资料：surname = HU", secrets)


def test_digits_are_found_however_they_are_parted_and_words_of_the_dialog_are_no_secrets() -> None:
    assert leaks(FLOW, "用户：+86 139-8765-4321", frozenset(("13987654321",)))
    assert not leaks(FLOW, "用户：{lang}\n  状态：asking", frozenset(("LANG", "asking")))


def recorded(*said: str) -> list[RecordedTurn]:
    recorded_turns, now = [], Conversation("c", FLOW.key)
    for text in said:
        incoming = Incoming(AT, text=text)
        turn = take_turn(FLOW, now, incoming)
        recorded_turns.append(RecordedTurn(AT, now, incoming, turn))
        now = turn.conversation
    return recorded_turns


TO_THE_NAME = "/start en agree one yes shanghai business B-1 yes no no no 2027-01-19 9:30 20110512345".split()


def test_a_turn_needs_no_substitute_for_what_came_before_only_for_its_answers() -> None:
    turns = recorded(*TO_THE_NAME, "FEATHERSTONE", "TWEETY", "1987-09-23", "E8765432")
    for number in range(len(TO_THE_NAME) - 3, len(turns) - 1):
        # Nothing invented is answered as these were.
        turns[number] = replace(turns[number], turn=replace(turns[number].turn, replies=()))
    secrets = frozenset({"FEATHERSTONE", "TWEETY", "E8765432"})
    with pytest.raises(NotRecordable):
        Anonymiser(FLOW, -28, Periods(), secrets).of(turns)
    last = Anonymiser(FLOW, -28, Periods(), secrets, is_last_alone=True).of(turns)[-1]
    assert [reply.key for reply in last.turn.replies] == [reply.key for reply in turns[-1].turn.replies]
    assert last.before.answers.keys() == turns[-1].before.answers.keys()
    assert str(last.before.answers["interview_date"]) == "1999-01-19"
    assert last.before.answers["purpose"] == "business"
    told = f"{last.incoming} {last.before.answers}"
    assert not re.search("feather|tweety|1987|8765|20110512345", told, re.IGNORECASE)


def test_an_invented_name_is_nobodys_in_the_same_conversation() -> None:
    recorded_turns = recorded(*TO_THE_NAME, "ZHANG")
    others = frozenset(SURNAMES) - {"ZHOU"}
    told = Anonymiser(FLOW, -28, Periods(), others).of(recorded_turns)
    surname = told[-1].incoming
    assert surname is not None
    assert surname.text == "ZHOU"


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


@pytest.mark.parametrize(
    ("name", "invented"),
    [
        ("LI LIANG", "ZHOU MINGYUE"),
        ("LIANG, LI", "MINGYUE, ZHOU"),
        ("LI ZHOU", "ZHOU ZHOU"),
        ("LILI LIANG", "LILI MINGYUE"),
    ],
)
def test_of_a_name_that_is_part_of_another_no_piece_is_left(name: str, invented: str) -> None:
    """As it stands on a paper, though no question asks for it."""
    anonymiser = Anonymiser(FLOW, -28, Periods(), frozenset())
    was, known = (
        {"surname": "LI", "given_names": "LIANG"},
        {"surname": "ZHOU", "given_names": "MINGYUE"},
    )
    assert anonymiser.unasked(name, was, known) == invented
    assert anonymiser.unasked(name, {}, known) == name
