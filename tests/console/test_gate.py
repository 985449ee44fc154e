"""The gate: each page for whom it is meant, forms only from our own pages, the headers on every answer."""

from collections.abc import AsyncIterator
from dataclasses import replace
from hashlib import sha256

import pytest

from bot.console import ROLES
from bot.console.gate import routes
from bot.console.pages import HERE
from bot.console.roles import Right, may
from bot.console.site import PAGES
from bot.console.visit import Page
from tests.console.browsing import HOST, OURS, SHARED, Staffed

HTMX = "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130"
"""SHA-256 of htmx.min.js as the package htmx.org 4.0.1 has it."""


def path_of(one: Page, id: str) -> str:
    return one.path.format(id=id, number="1", kind="json") if "{" in one.path else one.path


@pytest.mark.parametrize("role", ROLES)
async def test_every_page_is_for_whom_its_right_says(staffed: Staffed, role: str) -> None:
    id = await staffed.says(*SHARED)
    for one in PAGES:
        if one.path in ("/sign-out", "/join", "/sign-in", "/language"):
            continue
        browser = await staffed.signed_in(role, f"{role} {one.method} {one.path}")
        await browser.get("/journal")
        path = path_of(one, id)
        await (browser.get(path) if one.method == "GET" else browser.post(path))
        is_let_in = browser.status != 404 or path.startswith(("/staff/", f"/talk/{id}/file/"))
        assert is_let_in or not may(role, one.right), (role, one.path)
        if not may(role, one.right):
            assert browser.status == 404, (role, one.path)


@pytest.mark.parametrize("one", PAGES, ids=lambda one: f"{one.method} {one.path}")
async def test_a_stranger_is_sent_to_the_door(staffed: Staffed, one: Page) -> None:
    browser = staffed.browser()
    browser.client.follow_redirects = False
    path = path_of(one, "abc")
    response = await (
        browser.client.get(path) if one.method == "GET" else browser.client.post(path, headers=OURS)
    )
    if one.right is Right.ANYBODY:
        assert response.status_code < 500
    else:
        assert (response.status_code, response.headers["location"]) == (303, "/sign-in")
    policy = response.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_no_other_method_does_anything_on_any_page(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED)
    browser = await staffed.signed_in("privacy")
    async with staffed.console.store.reading() as room:
        before = [row.seq for row in await room.cases.journal(50)]
    known = {(one.method, path_of(one, id)) for one in PAGES}
    for path in {path for _, path in known}:
        for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "GET", "POST"):
            if (method, path) in known:
                continue
            response = await browser.client.request(method, path, headers=OURS)
            assert response.status_code in (404, 405), (method, path)
            assert response.headers["content-security-policy"]
    async with staffed.console.store.reading() as room:
        assert [row.seq for row in await room.cases.journal(50)] == before


async def test_a_form_for_another_host_than_the_one_that_is_set_does_nothing(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED)
    browser = await staffed.signed_in("reader")
    await browser.get(f"/talk/{id}")
    form = {"form_token": browser.field("form_token"), "label": "urgent", "on": "1"}
    foreign = {"origin": "http://evil.test:8400", "host": "evil.test:8400"}
    response = await browser.client.post(f"/talk/{id}/label", data=form, headers=foreign)
    assert response.status_code == 400


def test_a_page_without_a_right_stops_the_start(staffed: Staffed) -> None:
    with pytest.raises(ValueError, match="names no right"):
        routes(staffed.console, [replace(PAGES[0], right=None)])  # type: ignore[arg-type]


async def test_a_form_from_elsewhere_does_nothing(staffed: Staffed) -> None:
    id = await staffed.says(*SHARED)
    browser = await staffed.signed_in("reader")
    await browser.get(f"/talk/{id}")
    token = browser.field("form_token")
    form = {"form_token": token, "label": "urgent", "on": "1"}
    for headers in (
        {"origin": "https://evil.test"},
        {"origin": HOST, "sec-fetch-site": "cross-site"},
        {"origin": "null", "sec-fetch-site": "same-origin"},
        {},
    ):
        response = await browser.client.post(f"/talk/{id}/label", data=form, headers=headers)
        assert response.status_code == 400
    await browser.post(f"/talk/{id}/label", token="another", label="urgent", on="1")
    assert browser.status == 400
    async with staffed.console.store.reading() as room:
        assert await room.cases.labels(id) == []
    await browser.get(f"/talk/{id}")
    await browser.post(f"/talk/{id}/label", label="urgent", on="1")
    async with staffed.console.store.reading() as room:
        assert await room.cases.labels(id) == ["urgent"]


async def test_guessed_ids_and_what_is_too_large_get_one_plain_page(staffed: Staffed) -> None:
    browser = await staffed.signed_in("privacy")
    for path in ("/talk/guess", "/talk/guess/export/json", "/nowhere", "/talk/a/file/99999999999999999999"):
        await browser.get(path)
        assert browser.status == 404
    await browser.get("/")
    await browser.post("/talk/guess/note", text="x" * 70_000, note="n")
    assert browser.status == 413


async def test_a_body_in_pieces_is_no_larger_than_one_that_names_its_length(staffed: Staffed) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"name=" + b"x" * 10_000

    kind = {"content-type": "application/x-www-form-urlencoded"}
    response = await staffed.browser().client.post("/sign-in", content=pieces(), headers=OURS | kind)
    assert response.status_code == 413
    assert "content-length" not in response.request.headers


async def test_nuls_and_what_only_looks_like_a_number_get_one_plain_page(on_either: Staffed) -> None:
    id = await on_either.says(*SHARED)
    for role in ("privacy", "answerer", "admin"):
        browser = await on_either.signed_in(role)
        for path in (
            "/?q=%00",
            "/?after=1.%00",
            "/talk/%00",
            "/journal?before=²",
            "/retention?conversation=%00",
        ):
            await browser.get(path)
            assert browser.status in (200, 404), path
    browser = await on_either.signed_in("answerer", "another")
    odd = {"order": "\0", "kind": "take", "seen_turn": "1", "edition": "1", "text": "\0x", "version": "²"}
    for act, status in (("order", 400), ("note", 400), ("label", 400), ("flag", 400), ("sort", 400)):
        await browser.get(f"/talk/{id}")
        await browser.post(f"/talk/{id}/{act}", note="\0", label="\0", what="²", **odd)
        assert browser.status == status, act
    await browser.get(f"/talk/{id}")
    await browser.post(f"/talk/{id}/reveal", what="words of mine", reason="a reason, long enough")
    assert browser.status == 400
    await browser.get(f"/talk/{id}")
    await browser.post(f"/talk/{id}/flag", what="9999999999.0", on="1")
    assert browser.status == 400


def test_the_vendored_htmx_is_the_published_one() -> None:
    content = (HERE / "static" / "htmx.min.js").read_bytes()
    assert sha256(content).hexdigest() == HTMX
    assert "Zero-Clause BSD" in (HERE / "static" / "htmx.LICENSE").read_text("utf-8")


def test_no_template_has_scripts_or_styles_of_its_own() -> None:
    for path in (HERE / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        assert "style=" not in text
        assert "<style" not in text
        assert " onclick" not in text
        assert text.count("<script") == text.count('<script src="/static/')
        assert "|safe" not in text.replace("seed.picture|safe", "")
