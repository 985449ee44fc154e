"""One conversation in the console: hidden until revealed, written down, kept apart from what it is not, handed over."""

import json
import re
from datetime import timedelta
from html import unescape

from sqlalchemy import select

from bot.store.staff_tables import orders
from bot.store.tables import conversations
from tests.console.browsing import SHARED, Browser, Staffed


async def test_nothing_of_theirs_is_shown_until_somebody_says_why(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "no", "Momolina", "2021-05-06")
    browser = await staffed.signed_in("answerer")
    await browser.get(f"/talk/{id}")
    assert "▒▒▒" in browser.page
    assert "Momolina" not in browser.page
    await browser.gravely(f"/talk/{id}/reveal-all", reason="too short")
    assert browser.status == 400
    await browser.get(f"/talk/{id}")
    await browser.gravely(f"/talk/{id}/reveal-all", reason="They asked for help with the name")
    assert "Momolina" in browser.page
    assert "revealed" in browser.page
    other = await staffed.signed_in("reader")
    assert "Momolina" not in await other.get(f"/talk/{id}")
    staffed.clock.at += timedelta(minutes=15, seconds=1)
    assert "Momolina" not in await browser.get(f"/talk/{id}")


async def test_one_message_is_revealed_alone(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "no", "Momolina", "Tweety")
    browser = await staffed.signed_in("answerer")
    await browser.get(f"/talk/{id}")
    await browser.post(f"/talk/{id}/reveal", what="6.0", reason="They asked for help with it")
    assert browser.page.count("Momolina") == 1
    assert "Tweety" not in browser.page


async def test_of_a_conversation_that_is_not_shared_only_its_being_there_is_seen(staffed: Staffed) -> None:
    id = await staffed.says("en", "cat", "no", "Momolina")
    browser = await staffed.signed_in("privacy")
    page = await browser.get(f"/talk/{id}")
    assert "has not agreed" in page
    assert "Momolina" not in page
    await browser.gravely(f"/talk/{id}/reveal-all", reason="I would like to see it very much")
    assert browser.status == 404
    assert "Not open to the team" in await browser.get("/")


async def test_of_two_who_change_a_note_or_a_status_at_once_the_second_is_told(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED)
    one, two = await staffed.signed_in("reader", "one"), await staffed.signed_in("reader", "two")
    await one.get(f"/talk/{id}")
    await two.get(f"/talk/{id}")
    version = one.field("version")
    await one.post(f"/talk/{id}/sort", review="seen", version=version)
    assert one.status == 200
    await two.post(f"/talk/{id}/sort", review="done", version=version)
    assert two.status == 400
    await one.post(f"/talk/{id}/note", note="n1", edition="1", text="A first thought")
    await one.post(f"/talk/{id}/note", note="n1", edition="2", text="A second thought")
    await two.get(f"/talk/{id}")
    await two.post(f"/talk/{id}/note", note="n1", edition="2", text="Another second thought")
    assert two.status == 400
    page = await one.get(f"/talk/{id}")
    assert "A second thought" in page
    assert "Another second" not in page


async def test_after_every_act_a_conversation_is_read_as_it_was_before(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED)
    browser = await staffed.signed_in("answerer")
    page = await browser.get(f"/talk/{id}?tab=waiting&in=zh")
    acts = re.findall(r'(?:action|hx-get)="(/talk/[^"]*)"', page)
    assert {unescape(one).partition("?")[2] for one in acts} == {"tab=waiting&in=zh"}
    note = next(unescape(one) for one in acts if "/note?" in one)
    page = await browser.post(note, note="n", edition="1", text="A thought")
    assert 'aria-current="true">Chinese' in page
    assert "A thought" in page


async def test_what_people_write_is_never_markup_and_hides_nothing(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "no", "<img src=x onerror=alert(1)>\u202egnp.exe")
    browser = await staffed.signed_in("answerer")
    await browser.get(f"/talk/{id}")
    await browser.gravely(f"/talk/{id}/reveal-all", reason="They asked for help with it")
    assert "<img src=x" not in browser.page
    assert "&lt;img src=x" in browser.page
    assert "\u202e" not in browser.page
    await browser.post(f"/talk/{id}/note", note="n", edition="1", text="<script>\0\u2066")
    await browser.get(f"/talk/{id}")
    assert "<script>" not in browser.page
    assert "&lt;script&gt;⟨U+2066⟩" in browser.page


async def test_a_conversation_erased_while_it_is_read_is_gone(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED)
    browser = await staffed.signed_in("answerer")
    await browser.get(f"/talk/{id}")
    await staffed.says("delete my data", "erase everything")
    async with staffed.store.transaction():
        pass
    await browser.post(f"/talk/{id}/note", note="n", edition="1", text="Where is it?")
    assert browser.status == 404
    async with staffed.console.store.reading() as room:
        assert await room.cases.notes(id) == []


async def take(browser: Browser, id: str) -> None:
    await browser.get(f"/talk/{id}")
    await browser.post(f"/talk/{id}/order", kind="take", order="t1", seen_turn=browser.field("seen_turn"))


async def test_taking_consent_back_closes_a_talk_with_that_message_for_whoever_has_it_open(
    on_either: Staffed,
) -> None:
    id = await on_either.says(*SHARED, "no", "Momolina")
    browser = await on_either.signed_in("answerer")
    await browser.get(f"/talk/{id}")
    await browser.gravely(f"/talk/{id}/reveal-all", reason="They asked for help with the name")
    await take(browser, id)
    await on_either.works()
    await on_either.says("stop sharing")
    page = await browser.get(f"/talk/{id}")
    assert "has not agreed" in page
    assert "Momolina" not in page
    assert (await browser.get("/?q=Momolina")).count("data-row") == 0
    await browser.get(f"/talk/{id}")
    await browser.post(f"/talk/{id}/order", kind="say", order="s", text="Hello?", seen_turn="99")
    assert browser.status == 404
    async with on_either.console.store.reading() as room:
        assert await room.cases.shared() == {}


async def test_staff_take_over_write_and_hand_back(on_either: Staffed) -> None:
    id = await on_either.says(*SHARED)
    browser = await on_either.signed_in("answerer")
    assert "asked for a person" in await browser.get("/?tab=waiting")
    await take(browser, id)
    await on_either.works()
    assert "You have taken over" in await browser.get(f"/talk/{id}")
    seen = browser.field("seen_turn")
    for _ in range(2):
        await browser.post(f"/talk/{id}/order", kind="say", order="s1", text="Hello there", seen_turn=seen)
    await on_either.works()
    on_either.clock.at += timedelta(seconds=5)
    await on_either.says("thank you, wait")
    await browser.post(f"/talk/{id}/order", kind="say", order="s2", text="Good bye", seen_turn=seen)
    await on_either.works()
    page = await browser.get(f"/talk/{id}")
    assert "the person has written since" in page
    assert "Good bye</textarea>" in page
    seen = browser.field("seen_turn")
    await browser.post(f"/talk/{id}/order", kind="back", order="b1", seen_turn=seen)
    await on_either.works()
    async with on_either.console.store.reading() as room:
        query = select(orders.c.id, orders.c.outcome).order_by(orders.c.id)
        outcomes = {row.id: row.outcome for row in await room.connection.execute(query)}
        state = select(conversations.c.state)
        assert (await room.connection.execute(state)).scalar_one() == "asking"
    assert outcomes == {"b1": "done", "s1": "done", "s2": "overtaken", "t1": "done"}


async def test_a_value_that_the_bot_cannot_read_is_told_at_once(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "no", "Momo")
    browser = await staffed.signed_in("answerer")
    await take(browser, id)
    await staffed.works()
    await browser.get(f"/talk/{id}")
    seen = browser.field("seen_turn")
    await browser.post(f"/talk/{id}/order", kind="ask", order="a", about="born", text="soon", seen_turn=seen)
    assert browser.status == 400
    assert "cannot read this as an answer" in browser.page
    # It is still in its box, behind the question it was for.
    assert 'value="soon"' in browser.page
    assert '<option value="born" selected>' in browser.page


async def test_what_could_not_be_kept_is_shown_and_leads_back_to_the_talk(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED)
    browser = await staffed.signed_in("reader")
    for text in ("A first thought", "A second <thought>"):
        await browser.get(f"/talk/{id}")
        await browser.post(f"/talk/{id}/note", note="n1", edition="1", text=text)
    assert browser.status == 400
    assert "A second &lt;thought&gt;" in browser.page
    assert f'href="/talk/{id}"' in browser.page


async def test_one_answer_is_revealed_alone_and_which_it_was_stands_sealed(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "no", "Momolina", "2021-05-06")
    browser = await staffed.signed_in("answerer")
    page = await browser.get(f"/talk/{id}")
    # Each hidden answer has a form of its own.
    name = re.findall(r'aria-label="Reveal Name">.*?name="what" value="(a\.[0-9a-f]+)"', page, re.S)[0]
    await browser.post(f"/talk/{id}/reveal", what=name, reason="They asked how it is spelt")
    answers = browser.page.partition("<h2>Answers</h2>")[2].partition("</section>")[0]
    assert "Momolina" in answers
    assert "2021" not in answers
    assert "Momolina" not in browser.page.replace(answers, "")
    assert "Name</small> <q" in browser.page
    assert "They asked how it is spelt" in browser.page
    reader = await staffed.signed_in("reader")
    page = await reader.get(f"/talk/{id}")
    assert "revealed</span> <small>an answer</small>" in page
    assert "how it is spelt" not in page
    async with staffed.console.store.reading() as room:
        row = next(row for row in await room.cases.journal(50) if row.act == "revealed")
    assert (row.detail, b"spelt" in row.reason, b"name" in row.reason) == ("answer", False, False)
    for nonsense in ("a.", "a.0123456789abcdef", f"{name}0", "name"):
        await browser.get(f"/talk/{id}")
        await browser.post(f"/talk/{id}/reveal", what=nonsense, reason="They asked how it is spelt")
        assert browser.status == 400


async def test_who_took_over_reads_what_is_said_to_them_and_nothing_from_before(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "no", "Momolina")
    browser = await staffed.signed_in("answerer")
    await take(browser, id)
    await staffed.works()
    await staffed.says("Is Tweety here?")
    page = await browser.get(f"/talk/{id}")
    assert "Is Tweety here?" in page
    assert "Momolina" not in page
    another = await staffed.signed_in("answerer", "another")
    page = await another.get(f"/talk/{id}")
    assert "answerer has taken over" in page
    assert "Tweety" not in page
    await browser.post(f"/talk/{id}/order", kind="back", order="b", seen_turn=browser.field("seen_turn"))
    await staffed.works()
    assert "Tweety" not in await browser.get(f"/talk/{id}")


async def test_what_the_person_was_told_about_the_team_is_hidden_from_nobody(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED)
    page = await (await staffed.signed_in("reader")).get(f"/talk/{id}")
    assert re.search(r"the team is there until 17:30|between 09:00 and 17:30", page)


async def test_who_may_not_read_looks_after_nothing(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED)
    admin, rui = await staffed.signed_in("admin"), await staffed.signed_in("reader", "rui")
    async with staffed.console.store.reading() as room:
        ids = {one.name: one.id for one in await room.people.all()}
    page = await rui.get(f"/talk/{id}")
    assert f'value="{ids["rui"]}"' in page
    assert ids["admin"] not in page
    await rui.post(f"/talk/{id}/sort", assignee=ids["admin"], version=rui.field("version"))
    assert rui.status == 400
    assert (await admin.get("/?tab=mine")).count("data-row") == 0


async def test_what_is_exported_is_as_hidden_as_what_is_shown(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "no", "Momolina")
    browser = await staffed.signed_in("privacy")
    await browser.get(f"/talk/{id}/export/json")
    assert "Momolina" not in browser.page
    assert json.loads(browser.page)["conversation"] == id
    assert "Momolina" not in await browser.get(f"/talk/{id}/export/print")
    await browser.get(f"/talk/{id}")
    await browser.gravely(f"/talk/{id}/reveal-all", reason="They asked for all that is kept")
    assert "Momolina" in await browser.get(f"/talk/{id}/export/json")


async def test_a_conversation_stays_with_whoever_was_removed_until_somebody_else_takes_it(
    staffed: Staffed,
) -> None:
    id = await staffed.says(*SHARED)
    browser = await staffed.signed_in("reader", "one")
    await staffed.signed_in("reader", "two")
    async with staffed.console.store.writing() as room:
        people = {person.name: person.id for person in await room.people.all()}
    await browser.get(f"/talk/{id}")
    await browser.post(f"/talk/{id}/sort", assignee=people["two"], version=browser.field("version"))
    async with staffed.console.store.writing() as room:
        await room.people.remove(people["two"])
    page = await browser.get(f"/talk/{id}")
    assert f'<option value="{people["two"]}" selected>' in page
    await browser.post(f"/talk/{id}/sort", assignee=people["two"], version=browser.field("version"))
    assert browser.status == 200
    await browser.post(f"/talk/{id}/sort", assignee=people["one"], version=browser.field("version"))
    assert f'<option value="{people["two"]}"' not in browser.page
    await browser.post(f"/talk/{id}/sort", assignee=people["two"], version=browser.field("version"))
    assert browser.status == 400


async def test_a_value_that_came_too_late_is_not_in_the_box_for_words_to_the_person(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED, "no", "Momo")
    browser = await staffed.signed_in("answerer")
    await take(browser, id)
    await staffed.works()
    await browser.get(f"/talk/{id}")
    seen = browser.field("seen_turn")
    staffed.clock.at += timedelta(seconds=5)
    await staffed.says("wait, I have it here")
    form = {"order": "a1", "about": "born", "text": "2021-05-06", "seen_turn": seen}
    await browser.post(f"/talk/{id}/order", kind="ask", **form)
    await staffed.works()
    page = await browser.get(f"/talk/{id}")
    assert '<q dir="auto">2021-05-06</q>' in page
    assert "2021-05-06</textarea>" not in page
