"""How words reach both languages: N_() marks a text where it is written, translate() says it.

A text stays a Text, language-free, until the moment it is said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Literal, Protocol, get_args, runtime_checkable

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = get_args(Lang)
LOCALES = Path(__file__).parent.parent / "locales"
CATALOGUE = LOCALES / "zh_Hans" / "LC_MESSAGES" / "jiaji.po"


@dataclass(frozen=True, slots=True)
class Text:
    """Something the bot says: an English message and the values of its `%(name)s` placeholders."""

    msgid: str
    values: tuple[tuple[str, object], ...] = ()

    def of(self, **values: object) -> Text:
        return Text(self.msgid, (*self.values, *values.items()))


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A name that is data in both languages, not a text to translate."""

    en: str
    zh: str


@runtime_checkable
class Sayable(Protocol):
    """A value that knows its own words in each language."""

    def say(self, lang: Lang) -> str: ...


def N_(msgid: str) -> Text:
    """Mark a text for translation; Babel extracts the literal in the brackets."""
    return Text(msgid)


def translate(said: object, lang: Lang) -> str:
    """Say a Text, a date, a time or a list of them in a language; a person's own words stay as they are."""
    match said:
        case str():
            return said
        case Text(msgid, values):
            words = _catalogue(lang).get(msgid, msgid)
            return words % {name: translate(value, lang) for name, value in values} if values else words
        case Bilingual(en, zh):
            return zh if lang == "zh" else en
        case date():
            return say_date(said, lang)
        case Weekday(day):
            return say_weekday(day, lang)
        case InBoth(text):
            return "\n\n".join(translate(text, one) for one in LANGUAGES)
        case time():
            return said.strftime("%H:%M")
        case tuple() | list():
            return ("、" if lang == "zh" else ", ").join(translate(one, lang) for one in said)
        case Sayable():
            return said.say(lang)
        case _:
            return str(said)


@dataclass(frozen=True, slots=True)
class InBoth:
    """A text said in each language, for somebody whose language is not known yet."""

    text: Text


def is_translated(msgid: str, lang: Lang) -> bool:
    """Whether a language has words for a message of its own; English is what messages are written in."""
    return lang == "en" or msgid in _catalogue(lang)


def messages(lang: Lang) -> Collection[str]:
    """Every message there is, in a language, with its placeholders."""
    return _catalogue("zh").values() if lang == "zh" else _catalogue("zh").keys()


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day said with its day of the week."""

    day: date


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def say_date(day: date, lang: Lang) -> str:
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_month(year: int, month: int, lang: Lang) -> str:
    return f"{year}年{month}月" if lang == "zh" else f"{MONTHS[month - 1]} {year}"


def say_year(year: int, lang: Lang) -> str:
    return f"{year}年" if lang == "zh" else str(year)


DAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "zh": ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
}


def say_weekday(day: date, lang: Lang) -> str:
    name = DAYS[lang][day.weekday()]
    return f"{say_date(day, lang)}（{name}）" if lang == "zh" else f"{name}, {say_date(day, lang)}"


@cache
def _catalogue(lang: Lang) -> Mapping[str, str]:
    """The catalogue is read from its .po file, so that no compiled copy can be stale or missing."""
    if lang == "en":
        return {}
    # Imported here: English needs no catalogue, and Babel takes a while to load.
    from babel.messages.pofile import read_po

    with CATALOGUE.open("rb") as po:
        return {
            str(one.id): str(one.string) for one in read_po(po, locale="zh_Hans") if one.id and one.string
        }
