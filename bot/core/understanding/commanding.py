"""Whether a message that could be a command is an answer here: a surname LANG, a program “English”.

A slash is always a command; a bare word is an answer where it is a valid one.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.core.command_words import LANGUAGE_NAMES, SURNAMES, command_in
from bot.core.flow import Question
from bot.core.reading import Understood
from bot.core.typed_text import plain


def could_answer(question: Question[Any], text: str, today: date) -> bool:
    """Whether a bare command word is an answer to this question.

    Passports print names in capitals, and phones write their first letter so: there any such word may be a name, in
    small letters only what is one in use. Elsewhere only the name of a language is what a line can be about.
    """
    word = plain(text)
    if text.lstrip().startswith("/") or " " in word:
        return False
    kind = question.kind
    if kind.takes == "name":
        is_name = word.isascii() and word.isalpha() and (word[0].isupper() or word.lower() in SURNAMES)
        return is_name and isinstance(kind.read(text, today), Understood)
    return kind.takes == "line" and word.lower() in LANGUAGE_NAMES


def command_meant(question: Question[Any] | None, text: str, today: date) -> tuple[str | None, bool]:
    """The command a message is where `question` waits, and whether it is an answer that could be one."""
    command = command_in(text)
    if command is None or question is None or not could_answer(question, text, today):
        return command, False
    return None, True
