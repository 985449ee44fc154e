"""A stored conversation becomes a script about invented people: the dialog runs alike, and no canary is in it."""

import re
import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.refusals import NOT_TEXT
from bot.core import Conversation, Flow, Incoming, Team, Turn, take_turn
from bot.i18n import Lang, translate
from bot.rehearsal.recording.acts_from_turns import NotRecordable
from bot.rehearsal.recording.common_words import is_common
from bot.rehearsal.recording.leak_check import echoes
from bot.store import Store
from tests.conftest import Clock
from tests.rehearsal.stored_person import FLOW, Person, photo
from tests.support.commands import jiaji
from tests.support.real_flow import PERSONAS
from tests.support.scripting import is_green

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
Molly Featherstone
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
    await person.say("Molly Tweety", "Canary Hospital", "2026-11-02", "She is ill and Tweety must go.")
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
