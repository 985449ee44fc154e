"""How a page becomes HTML: the templates, the words in the reader's language, and the headers that every answer bears."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.console.roles import NAMES, Right
from bot.console.visit import Visit
from bot.console.words import WORDS
from bot.core import SHANGHAI
from bot.i18n import Lang, translate

HERE = Path(__file__).parent
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
BIDI = {
    ord(char): f"⟨U+{ord(char):04X}⟩"
    for char in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
}
"""Controls that turn text around are shown as what they are."""


class Words:
    """The words of the pages in one language, by their short names."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def __getattr__(self, name: str) -> str:
        return translate(WORDS[name], self.lang)

    def __getitem__(self, name: str) -> str:
        return translate(WORDS[name], self.lang)

    def known(self, name: str, otherwise: str) -> str:
        """A word that there may be none for, such as one of an older program."""
        found = WORDS.get(name)
        return otherwise if found is None else translate(found, self.lang)


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["plainly"] = plainly
    made.filters["moment"] = moment
    made.filters["address"] = address
    return made


def plainly(text: object) -> str:
    """What somebody wrote, with nothing invisible in it."""
    return str(text).replace("\0", "␀").translate(BIDI).encode("utf-8", "replace").decode()


def moment(ms: int | None) -> str:
    return (
        datetime.fromtimestamp(ms / 1000, UTC).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if ms else ""
    )


def address(values: Mapping[str, object]) -> str:
    """The values that are set, as the end of an address."""
    said = urlencode({name: value for name, value in values.items() if value not in ("", None, 0)})
    return f"?{said}" if said else ""


def page(visit: Visit, template: str, code: int = 200, **values: Any) -> HTMLResponse:
    session = visit.session
    content = (
        _templates()
        .get_template(template)
        .render(
            w=Words(visit.language),
            lang=visit.language,
            say=lambda said: plainly(translate(said, visit.language)),
            person=session.person if session is not None else None,
            form_token=session.form_token if session is not None else "",
            roles=NAMES,
            may={right.value: visit.may(right) for right in Right},
            here=visit.request.url.path,
            **values,
        )
    )
    return HTMLResponse(content, code)


def go(path: str) -> Response:
    return RedirectResponse(path, 303)
