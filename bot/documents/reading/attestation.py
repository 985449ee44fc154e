"""Attestations, which are letters of doctors, hospitals and companies: whether a date, a letterhead and a signature are there.

Nothing on them becomes a fact. What is missing is only what nothing on any of its pages could be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.core import AttestationPart
from bot.documents.reading.dates import DATED
from bot.documents.reading.lines import Page, folded

PARTS: tuple[AttestationPart, ...] = ("letterhead", "date", "signature")
OPENINGS = (
    "TOWHOMITMAYCONCERN",
    "TOWHOMTHISMAYCONCERN",
    "LETTEROFINVITATION",
    "INVITATIONLETTER",
    "MEDICALCERTIFICATE",
    "DOCTORSLETTER",
    "PHYSICIANSLETTER",
    "DISCHARGESUMMARY",
    "DEATHCERTIFICATE",
    "CERTIFICATEOFDEATH",
    "兹证明",
    "敬启者",
    "WEHEREBYINVITE",
    "WEAREPLEASEDTOINVITE",
    "WECORDIALLYINVITE",
)
TITLE = re.compile(
    r".{0,16}(?:邀请[函信]|诊断书|通知书|(?:出院|入院|病[历情])(?:记录|小结|摘要|说明)|(?:诊断|病情|住院|死亡|医学|疾病)证明书?)"
)
"""A line that is a title and nothing else: an institution may stand before the word, and nothing behind it."""
SALUTATION = re.compile(
    r"\s*(dear\s+\S.{0,60}|to\s*whom\s*(?:it|this)\s*may\s*concern.{0,3}|to\s*[:：].{1,60}|尊敬的.{1,30}|敬启者.{0,3}|致[:：].{1,30})",
    re.IGNORECASE,
)
CLOSINGS = (
    "SINCERELY",
    "YOURSFAITHFULLY",
    "BESTREGARDS",
    "KINDREGARDS",
    "RESPECTFULLY",
    "VERYTRULYYOURS",
    "ATTENDINGPHYSICIAN",
    "此致",
    "特此证明",
)
SENDERS = re.compile(
    r"hospital|clinic|medical|health|physician|hospice|funeral|\b(?:inc|ltd|llc|llp|corp|co)\b|corporation|company|"
    r"limited|group|university|college|school|institute|foundation|association|department|cent(?:er|re)\b|"
    r"医院|诊所|公司|大学|学院|集团|中心|研究|殡仪|协会",
    re.IGNORECASE,
)
CONTACTS = re.compile(r"\b(?:tel|phone|fax|e-?mail|www)\b|https?:|@|电话|传真|地址|邮编", re.IGNORECASE)
SIGNED = re.compile(r"/s/|\b(?:e-?|electronically |digitally )signed\b|电子签名|电子签章", re.IGNORECASE)
MOST_BESIDE_A_DATE = 30
"""Letters and digits beside the date in a line that is the letter's own date: a sentence that tells of a day has more."""


def is_attestation(page: Page) -> bool:
    """By what opens it, or by a salutation and a closing; that it speaks of one makes it none."""
    said = [folded(line.text) for line in page.lines]
    if any(one.startswith(OPENINGS) or TITLE.fullmatch(one) for one in said):
        return True
    is_addressed = any(SALUTATION.fullmatch(line.text) for line in page.lines)
    return is_addressed and any(one.startswith(CLOSINGS) for one in said)


def parts_on(page: Page) -> frozenset[AttestationPart]:
    """What this page has of a letter's three parts."""
    is_there = {
        "letterhead": _has_letterhead,
        "date": lambda page: any(_is_dated(line.text) for line in page.lines),
        "signature": _is_signed,
    }
    return frozenset(part for part in PARTS if is_there[part](page))


def lacking(pages: Iterable[frozenset[AttestationPart]]) -> tuple[AttestationPart, ...]:
    """What none of the pages has, in the order in which it stands on a letter."""
    there = frozenset[AttestationPart]().union(*pages)
    return tuple(part for part in PARTS if part not in there)


def _is_dated(text: str) -> bool:
    """The letter's own date stands alone or beside a place or a word; one in a sentence is something else's day."""
    return any(
        len(folded(text[: match.start()] + text[match.end() :])) <= MOST_BESIDE_A_DATE
        for match in DATED.finditer(text)
    )


def _has_letterhead(page: Page) -> bool:
    """A sender's name, how to reach them, or something drawn, above the salutation or in the upper half."""
    low = min([_middle(page), *(line.top for line in page.lines if _is_salutation(line.text))])
    head = [line.text for line in page.lines if line.middle < low]
    is_named = any(SENDERS.search(said) or CONTACTS.search(said) for said in head)
    return is_named or any(mark.middle < low for mark in page.marks())


def _is_signed(page: Page) -> bool:
    """Something drawn in the lower half that is no line of text, or words that say so."""
    says_so = any(SIGNED.search(line.text) for line in page.lines)
    return says_so or any(mark.middle > _middle(page) for mark in page.marks())


def _is_salutation(text: str) -> bool:
    return SALUTATION.fullmatch(text) is not None


def _middle(page: Page) -> float:
    """Of what is written, as a page may be half empty."""
    top = min((line.top for line in page.lines), default=0.0)
    return (top + max((line.bottom for line in page.lines), default=0.0)) / 2
