"""The words of a script in both languages, and the nearest one to a word that is none.

A line's keyword stands before its first colon; a check's keyword stands indented.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LINES: dict[str, tuple[str, ...]] = {
    "script": ("脚本", "script"),
    "languages": ("语言", "languages", "language"),
    "time": ("时间", "time"),
    "variable": ("变量", "variable", "variables"),
    "start": ("起点", "start"),
    "data": ("资料", "data"),
    "consulate": ("领事馆", "consulate"),
    "team": ("团队", "team"),
    "about": ("说明", "about"),
    "tags": ("标签", "tags", "tag"),
    "known": ("已知问题", "known problem"),
    "never": ("从不说", "never says"),
    "include": ("引用", "include"),
    "examples": ("例子", "examples", "example"),
    "user": ("用户", "我", "user", "me", "you"),
    "bot": ("机器人", "bot"),
    "wait": ("等待", "wait"),
    "restart": ("重启", "restart"),
    "silence": ("无回复", "silence"),
}
CHECKS: dict[str, tuple[str, ...]] = {
    "text": ("文字", "text"),
    "or": ("或", "or"),
    "regex": ("正则", "regex"),
    "capture": ("记下", "capture"),
    "buttons": ("按钮", "buttons", "button"),
    "state": ("状态", "state"),
    "data": ("资料", "data"),
    "warnings": ("警告", "warnings", "warning"),
    "ruling": ("规则", "ruling"),
    "notes": ("提示", "notes", "note"),
    "email": ("邮件", "email", "e-mail"),
    "file": ("附件", "file"),
}
ACTS: dict[str, tuple[str, ...]] = {
    "button": ("按钮", "button"),
    "old_button": ("旧按钮", "old button"),
    "double_tap": ("双击", "double tap"),
    "file": ("文件", "file", "files"),
    "photo": ("照片", "photo", "photos"),
    "paper": ("证件", "paper"),
    "edit": ("编辑", "edit"),
    "wait": ("等待", "wait"),
    "restart": ("重启", "restart"),
    "sticker": ("贴纸", "sticker"),
    "contact": ("名片", "contact"),
    "other_contact": ("别人的名片", "someone's contact"),
    "large_file": ("大文件", "large file"),
    "late_file": ("读不完的文件", "late file"),
    "team_take": ("团队接手", "team takes over"),
    "team_say": ("团队说", "team says"),
    "team_ask": ("团队建议", "team suggests"),
    "team_back": ("团队交回", "team hands back"),
}
EMAIL: dict[str, tuple[str, ...]] = {
    "to": ("收件人", "to"),
    "cc": ("抄送", "cc"),
    "from": ("发件人", "from"),
    "subject": ("主题", "subject"),
    "body": ("正文", "body"),
    "attachments": ("附件", "attachments"),
}
SAME = ("同", "same")
NONE = ("无", "none")
REGEX = ("正则", "regex")
THERE = ("在", "there")
UNTIL = ("到", "until")
UNITS: dict[str, tuple[str, ...]] = {
    "minutes": ("分钟", "分", "min", "minute", "minutes", "m"),
    "hours": ("小时", "h", "hour", "hours"),
    "days": ("天", "日", "d", "day", "days"),
    "weeks": ("周", "星期", "w", "week", "weeks"),
}


def found(table: dict[str, tuple[str, ...]], word: str) -> str | None:
    """The canonical word, or None."""
    typed = " ".join(word.casefold().split())
    return next((name for name, words in table.items() if typed in words), None)


def is_chinese(word: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in word)


def words_of(table: dict[str, tuple[str, ...]], like: str) -> list[str]:
    """The words of a table in the writing of a word."""
    return [one for words in table.values() for one in words if is_chinese(one) == is_chinese(like)]


def nearest(word: str, among: Iterable[str], alike: float = 0.5) -> str | None:
    """The word that was probably meant; `alike` is 0 for any, 1 for the same."""
    typed = " ".join(word.casefold().split())
    close = get_close_matches(typed, list(among), 1, alike)
    return close[0] if close else None
