"""The console as people see it: in a browser, on a desk and on a phone, in both languages, by keyboard alone, and without scripts."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest

from tests.console.tour import FEW, LOCALES, office
from tests.support.browser import DESK, PHONE, Chromium, Size, what_is_wrong
from tests.support.sizes import full

by_role = itemgetter(1)


EACH = [(DESK, "en"), (PHONE, "zh"), *full([], [(DESK, "zh"), (PHONE, "en")])]


@pytest.mark.parametrize(("size", "lang"), EACH)
async def test_every_page_is_accessible_and_fits_its_window(
    tmp_path: Path, chromium: Chromium, size: Size, lang: str
) -> None:
    wrong: dict[str, list[str]] = {}
    async with office(tmp_path, FEW) as shown:
        page = await chromium.window(size, LOCALES[lang])
        for path in ("/sign-in", "/join"):
            await page.goto(shown.origin + path)
            wrong[path] = await what_is_wrong(page)
        for role, places in groupby(sorted(shown.places(), key=by_role), by_role):
            page = await shown.sit_down(chromium, role, size, lang)
            for name, _, path in places:
                await page.goto(shown.origin + path)
                wrong[name] = await what_is_wrong(page)
    assert {name: found for name, found in wrong.items() if found} == {}
    assert chromium.faults == []
