"""The mail page's content: the finished letter in pieces that a phone copies, and how to send it from there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from bot.channels.web.talk import parts_of
from bot.core import Letter
from bot.documents import attachment_names
from bot.i18n import N_, Text

LONGEST_PART = 1500
LONGEST_LINK = 1900
"""Characters of a mailto address that mail apps and web views still take."""


@dataclass(frozen=True, slots=True)
class Mailing:
    """`mailbox` is where it is sent from. `link` is a mailto address, empty where the browser would not follow it.
    `files` are the names of the proof's pages, in the order of their numbers from 1."""

    mailbox: str
    to: str
    subject: str
    parts: tuple[str, ...]
    files: tuple[str, ...]
    link: str
    in_wechat: bool


def mailing(letter: Letter, in_wechat: bool) -> Mailing:
    return Mailing(
        letter.sender,
        letter.to,
        letter.subject,
        tuple(parts_of(letter.body, LONGEST_PART)),
        tuple(attachment_names(letter)),
        "" if in_wechat else link_to(letter),
        in_wechat,
    )


def link_to(letter: Letter) -> str:
    """RFC 6068; line ends are CR LF there. Where the whole letter is too long, its text is left to be pasted."""
    body = letter.body.encode("utf-8", "replace").decode().replace("\n", "\r\n")
    fields = {"subject": letter.subject, "body": body}
    whole = _mailto(letter.to, fields)
    return whole if len(whole) <= LONGEST_LINK else _mailto(letter.to, {"subject": letter.subject})


def _mailto(to: str, fields: dict[str, str]) -> str:
    return f"mailto:{quote(to, safe='@')}?{urlencode(fields, quote_via=quote, errors='replace')}"


HOW_TO_ATTACH: tuple[tuple[Text, Text], ...] = (
    (
        N_("QQ Mail"),
        N_("New e-mail → the paper clip at the lower right → Photos or Files → choose the proof."),
    ),
    (
        N_("163 Mail"),
        N_("New e-mail → the paper clip beside the subject → Photos or Files → choose the proof."),
    ),
    (N_("Gmail"), N_("Compose → the paper clip at the top → Attach file → choose the proof.")),
    (N_("Outlook"), N_("New message → the paper clip above the keyboard → Choose from files or photos.")),
    (
        N_("Apple Mail"),
        N_("New message → tap into the text → the arrow above the keyboard → the photo or document sign."),
    ),
)
