"""How words reach each language: N_() marks a text where it is written, translate() says it.

A text stays a Text, language-free, until the moment it is said. All that a language is made of stands in its table.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Literal, get_args

LOCALES = Path(__file__).parent.parent / "locales"


# The languages


@dataclass(frozen=True, slots=True)
class Language:
    """`names` are the words for it: its own name first; `writing` finds it in what somebody writes.

    The forms of a date have the places year, month (its number), name (its name) and day; that of a day of the
    week has date and weekday, Monday first. `catalogue` is the .po file; None for what messages are written in.
    """

    names: tuple[str, ...]
    writing: re.Pattern[str]
    catalogue: Path | None
    separator: str
    date: str
    month: str
    year: str
    with_weekday: str
    weekdays: tuple[str, ...]
    months: tuple[str, ...]


CHINESE = Language(
    ("中文", "汉语", "简体中文", "chinese"),
    re.compile("[\u4e00-\u9fff]"),
    LOCALES / "zh_Hans" / "LC_MESSAGES" / "jiaji.po",
    separator="、",
    date="{year}年{month}月{day}日",
    month="{year}年{month}月",
    year="{year}年",
    with_weekday="{date}（{weekday}）",
    weekdays=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    months=tuple(f"{number}月" for number in range(1, 13)),
)
ENGLISH = Language(
    ("English", "英文", "英语"),
    re.compile("[a-z].*[a-z]", re.IGNORECASE | re.DOTALL | re.ASCII),
    None,
    separator=", ",
    date="{day} {name} {year}",
    month="{name} {year}",
    year="{year}",
    with_weekday="{weekday}, {date}",
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    months=(
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
)

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
"""In the order in which they are offered; the first is spoken to whoever has not chosen yet."""
SOURCE: Lang = "en"
"""What messages are written in."""


class LanguageError(RuntimeError):
    """A language cannot be spoken; the message is one sentence that says what it lacks."""


def check(tables: Mapping[Lang, Language]) -> None:
    """Raises LanguageError where a language has no table, or one that is not the source has no catalogue."""
    for lang in LANGUAGES:
        if lang not in tables:
            raise LanguageError(f"The language {lang} has no table in bot/i18n.py.")
        catalogue = tables[lang].catalogue
        if lang != SOURCE and (catalogue is None or not catalogue.is_file()):
            raise LanguageError(f"The language {lang} has no catalogue ({catalogue}).")


TABLES: Mapping[Lang, Language] = {"zh": CHINESE, "en": ENGLISH}
check(TABLES)


def written_in(text: str) -> Lang | None:
    """The language that somebody writes in, as far as its letters tell."""
    return next((lang for lang in LANGUAGES if TABLES[lang].writing.search(text)), None)


def language_of(tag: str | None) -> Lang:
    """The language for a BCP 47 tag such as `zh-hans`: what we do not speak is answered in the source language."""
    if tag is None:
        return LANGUAGES[0]
    return next((lang for lang in LANGUAGES if tag.startswith(lang)), SOURCE)


# What is said


@dataclass(frozen=True, slots=True)
class Text:
    """Something the bot says: an English message and the values of its `%(name)s` placeholders."""

    msgid: str
    values: tuple[tuple[str, object], ...] = ()

    def of(self, **values: object) -> Text:
        return Text(self.msgid, (*self.values, *values.items()))


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A name that is data, not a text to translate: a field for each language, under its code."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class InEachLanguage:
    """A text said in each language, for somebody whose language is not known yet."""

    text: Text


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day said with its day of the week."""

    day: date


def N_(msgid: str) -> Text:
    """Mark a text for translation; Babel extracts the literal in the brackets."""
    return Text(msgid)


def translate(said: object, lang: Lang) -> str:
    """Say a Text, a date, a time or a list of them in a language; a person's own words stay as they are, and what has a
    `say` of its own says itself."""
    match said:
        case str():
            return said
        case Text(msgid, values):
            words = words_of(lang).get(msgid, msgid)
            return words % {name: translate(value, lang) for name, value in values} if values else words
        case Bilingual():
            return str(getattr(said, lang))
        case date():
            return say_date(said, lang)
        case Weekday(day):
            return say_weekday(day, lang)
        case InEachLanguage(text):
            return "\n\n".join(translate(text, one) for one in LANGUAGES)
        case time():
            return said.strftime("%H:%M")
        case tuple() | list():
            return TABLES[lang].separator.join(translate(one, lang) for one in said)
        case _:
            say = getattr(said, "say", None)
            return str(said) if say is None else str(say(lang))


def say_date(day: date, lang: Lang) -> str:
    table = TABLES[lang]
    return table.date.format(year=day.year, month=day.month, name=table.months[day.month - 1], day=day.day)


def say_month(year: int, month: int, lang: Lang) -> str:
    table = TABLES[lang]
    return table.month.format(year=year, month=month, name=table.months[month - 1])


def say_year(year: int, lang: Lang) -> str:
    return TABLES[lang].year.format(year=year)


def say_weekday(day: date, lang: Lang) -> str:
    table = TABLES[lang]
    return table.with_weekday.format(date=say_date(day, lang), weekday=table.weekdays[day.weekday()])


# The catalogues


def is_translated(msgid: str, lang: Lang) -> bool:
    """Whether a language has words for a message of its own."""
    return lang == SOURCE or msgid in words_of(lang)


def messages(lang: Lang) -> Collection[str]:
    """Every message there is, in a language, with its placeholders."""
    if TABLES[lang].catalogue is not None:
        return words_of(lang).values()
    return {msgid for one in LANGUAGES for msgid in words_of(one)}


@cache
def words_of(lang: Lang) -> dict[str, str]:
    """What a message is in a language, where that is not the message itself.

    The catalogue is read from its .po file, so that no compiled copy can be stale or missing."""
    catalogue = TABLES[lang].catalogue
    if catalogue is None:
        return {}
    # Imported here: the source language needs no catalogue, and Babel takes a while to load.
    from babel.messages.pofile import read_po

    with catalogue.open("rb") as po:
        return {str(one.id): str(one.string) for one in read_po(po) if one.id and one.string}
