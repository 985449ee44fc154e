"""The US posts that papers of Chinese applicants name."""

from __future__ import annotations

from bot.documents.reading.lines import Page, folded

POSTS = {
    "SHANGHAI": ("SHANGHAI", "上海"),
    "BEIJING": ("BEIJING", "北京"),
    "GUANGZHOU": ("GUANGZHOU", "广州"),
    "SHENYANG": ("SHENYANG", "沈阳"),
    "WUHAN": ("WUHAN", "武汉"),
    "CHENGDU": ("CHENGDU", "成都"),
    "HONG KONG": ("HONGKONG", "香港"),
    "TAIPEI": ("TAIPEI", "台北"),
}
SIGNS = ("CONSULATE", "CONSULAR", "EMBASSY", "领事馆", "大使馆", "LOCATION")


def named_post(text: str) -> str | None:
    """The post a text names, in capitals."""
    said = folded(text)
    return next((post for post, names in POSTS.items() if any(name in said for name in names)), None)


def post_in(page: Page) -> str | None:
    """The post of the first line that names one together with a word for consulate or embassy."""
    for line in page.lines:
        if any(sign in folded(line.text) for sign in SIGNS) and (post := named_post(line.text)):
            return post
    return None
