"""Bodies on their way are bounded for one caller and for all, in bytes, in number and in time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest

from bot.channels.web.intake import MOST_CALLS, MOST_OF_ALL, MOST_OF_ONE, Full, Intake, TooMuch
from bot.channels.web.reading import LARGEST_CALL
from bot.store import Store
from tests.channels.test_web import URL, served


async def test_one_caller_fills_their_own_room_and_leaves_the_others_theirs() -> None:
    intake = Intake()
    async with AsyncExitStack() as held:
        await held.enter_async_context(intake.body("one", MOST_OF_ONE))
        with pytest.raises(TooMuch):
            await held.enter_async_context(intake.body("one", 1))
        await held.enter_async_context(intake.body("other", LARGEST_CALL))
    async with intake.body("one", MOST_OF_ONE):
        pass


async def test_many_small_bodies_of_one_caller_are_too_much_too() -> None:
    intake = Intake()
    async with AsyncExitStack() as held:
        for _ in range(MOST_CALLS):
            await held.enter_async_context(intake.body("one", 1))
        with pytest.raises(TooMuch):
            await held.enter_async_context(intake.body("one", 1))


async def test_all_together_hold_no_more_than_the_machine_has() -> None:
    intake = Intake()
    async with AsyncExitStack() as held:
        for number in range(MOST_OF_ALL // MOST_OF_ONE):
            await held.enter_async_context(intake.body(str(number), MOST_OF_ONE))
        with pytest.raises(Full):
            await held.enter_async_context(intake.body("late", 1))


async def test_a_body_that_comes_too_slowly_is_given_up_and_holds_nothing() -> None:
    intake = Intake(patience=0.01)
    for _ in range(MOST_CALLS + 1):
        with pytest.raises(TimeoutError):
            async with intake.body("one", MOST_OF_ONE):
                await asyncio.sleep(60)


@pytest.mark.parametrize("path", ["/say", "/elsewhere"])
async def test_whoever_sends_too_slowly_is_told_so(store: Store, path: str) -> None:
    async def slowly() -> AsyncIterator[bytes]:
        yield b"text="
        await asyncio.sleep(60)

    async with served(store, patience=0.05) as app:
        headers = {"origin": URL, "content-type": "application/x-www-form-urlencoded", "content-length": "99"}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=URL) as caller:
            answer = await caller.post(path, headers=headers, content=slowly())
    assert answer.status_code == 408
    assert "set-cookie" not in answer.headers
