"""What goes to WeChat: a Reply as plain lines with numbered choices; of the finished letter only a link.

A message is at most 2,048 bytes, and an answer at most five messages within 48 hours of what somebody wrote; what
stands on the mail page is therefore not said in the chat.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.channels.numbered import numbered
from bot.core import DataExport, Reply
from bot.i18n import N_, Lang, translate

LONGEST = 2000
"""Bytes, with some to spare."""
ON_THE_PAGE = ("ready.intro", "ready.to", "ready.subject", "ready.body")
"""What the page behind the link holds, or says better."""
CONSENT = "ask.consent"
LETTER = N_(
    "Your e-mail, ready to copy and send with its proof, is behind this link. It opens once, for 24 hours; “show me the letter” sends a new one.\n%(link)s"
)
EXPORT = N_("All you told me is behind this link. It opens once, for 24 hours.\n%(link)s")
NO_REMINDER = N_(
    "WeChat lets me write to you only for 48 hours after your last message, so no reminder can reach you here."
)


def texts_of(reply: Reply, lang: Lang, link: str) -> Iterator[str]:
    """The texts of a reply, each short enough. `link` is where its document is, "" where it has none."""
    if link:
        said = EXPORT if isinstance(reply.document, DataExport) else LETTER
        yield translate(said.of(link=link), lang)
    elif reply.key == CONSENT:
        first, *more = numbered(reply).split("\n\n")
        yield from parts_of("\n\n".join((first, translate(NO_REMINDER, lang), *more)))
    elif reply.key not in ON_THE_PAGE:
        yield from parts_of(numbered(reply))


def parts_of(text: str) -> Iterator[str]:
    """At line ends where there are any; no character is cut in two."""
    part = ""
    for line in text.split("\n"):
        for piece in _pieces(line):
            joined = f"{part}\n{piece}" if part else piece
            if part and len(joined.encode("utf-8", "replace")) > LONGEST:
                yield part
                joined = piece
            part = joined
    if part.strip():
        yield part


def _pieces(line: str) -> Iterator[str]:
    while len(line.encode("utf-8", "replace")) > LONGEST:
        yield line[: LONGEST // 4]
        line = line[LONGEST // 4 :]
    yield line
