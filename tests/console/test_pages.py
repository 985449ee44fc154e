"""The console as people see it: in a browser, on a desk and on a phone, in both languages, with and without scripts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.console import site
from tests.console.browsing import Staffed
from tests.support.browser import DESK, PHONE, Chromium, Size, serving, what_is_wrong


@pytest.mark.parametrize("size", [DESK, PHONE])
@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
async def test_the_door_is_accessible(staffed: Staffed, chromium: Chromium, size: Size, locale: str) -> None:
    page = await chromium.window(size, locale)
    async with serving(lambda origin: site(replace(staffed.console, origin=origin))) as origin:
        for path in ("/sign-in", "/join"):
            await page.goto(origin + path)
            assert await what_is_wrong(page) == []
    assert chromium.faults == []
