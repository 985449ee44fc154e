"""An excluded purpose named in somebody's own words, in either language.

It is noticed and asked about; the words are never changed. A mention that is denied does not count.
"""

from __future__ import annotations

import re

NAMED: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (purpose, re.compile(pattern, re.IGNORECASE))
    for purpose, pattern in (
        (
            "wedding",
            r"婚礼|婚宴|喜宴|喜酒|结婚典礼|结婚仪式|\b(?:weddings?|marriage ceremon(?:y|ies)|bridal)\b",
        ),
        (
            "graduation",
            r"毕业典礼|毕业仪式|学位授予(?:典礼|仪式)|\b(?:graduation(?! (?:certificate|date|year|project|thesis|requirement))|commencement (?:ceremon(?:y|ies)|day|exercises?))\b",
        ),
        (
            "annual_meeting",
            r"年会|年度(?:大会|会议)|\bannual (?:general )?(?:meeting|conference|congress|convention)s?\b",
        ),
        (
            "convention",
            r"大型会议|展览会|博览会|展会|交易会|展销会|\b(?:conventions?|trade ?(?:show|fair)s?|exhibitions?|expos?)\b(?! center)",
        ),
        (
            "tourism",
            r"旅游|观光|度假|游玩|旅行团|\b(?:tourism|sight-?seeing|vacation(?:ing)?|holiday trip|go(?:ing)? on holiday|tourists?)\b",
        ),
    )
)
ANY = re.compile("|".join(pattern.pattern for _, pattern in NAMED), re.IGNORECASE)
DENIED = re.compile(
    r"(?:不是|并非|不为|没有|不去|不参加|无关|\bnot?\b|\bno\b|\bnever\b|n't\b|\bwithout\b|\binstead of\b|\brather than\b)[^。.;；!?！？\n，,]{0,24}$",
    re.IGNORECASE,
)


def excluded_purpose_named(text: str) -> str | None:
    """convention, annual_meeting, graduation, wedding or tourism, whichever is named first; None for none."""
    if ANY.search(text) is None:
        return None
    found = [
        (match.start(), purpose)
        for purpose, pattern in NAMED
        for match in pattern.finditer(text)
        if not DENIED.search(text[max(0, match.start() - 60) : match.start()])
    ]
    return min(found)[1] if found else None
