"""Words that nobody ever sent, to stand for words that somebody did: of the same kind and shape, for each
type of answer.

Many are offered for one; whether the bot takes them alike is tried by whoever asks. The same words have the
same substitutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any
from unicodedata import normalize

from bot.answers import (
    COMPOUND,
    Address,
    ClockTime,
    Day,
    Earlier,
    Email,
    Paragraph,
    PassportName,
    PersonName,
    Phone,
    Province,
    ShortText,
    Since,
    Until,
    is_han,
    meant_domain,
    unit_name,
)
from bot.core import Month, Question, Understood, When, Year
from bot.i18n import Lang, translate

SURNAMES = ("ZHOU", "WU", "XU", "SUN", "MA", "ZHU", "HU", "GUO", "HE", "GAO", "LIN", "LUO")
GIVEN_NAMES = ("MINGYUE", "QIUYU", "JIANGHAI", "YUNFEI", "HAITAO", "QINGSONG", "YULAN", "XINGCHEN")
HAN_SURNAMES, HAN_GIVEN = "周吴徐孙马朱胡郭何高林罗", "明月秋雨江海云飞青松玉兰星晨"
HAN_WORDS = "春江花朝秋月夜往取酒还独倾山青水绿风清云白"
WIDE = 0xFEE0
"""So far from a sign is its full-width form."""
TRIES = 12
MOST_KEPT = 4
"""So many letters and digits at the beginning of a number say what kind of number it is."""

WORDS: dict[str, tuple[str, str]] = {
    "place": ("示例领事馆", "Example Post"),
    "employer": ("示例公司", "Example Company"),
    "company": ("示例公司", "Example Corporation"),
    "counterpart": ("示例伙伴公司", "Example Partner Inc."),
    "school": ("示例大学", "Example University"),
    "programme": ("示例专业", "Example Studies"),
    "hospital": ("示例医院", "Example Hospital"),
    "loss": ("会有一笔损失。", "There would be a loss."),
}
ANY_WORDS = ("这里是一段替换过的话，原来的话不在这里。", "These words stand for other words. ")
YEAR = re.compile(r"(?<!\d)(?:18|19|20|21)\d\d(?=\D|$|\d{4}(?!\d))")
SMALL = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
DATE_WORDS = re.compile(
    r"(?:\d|[\s年月日号/.,\-]|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|st|nd|rd|th|of|today|yesterday|今天|昨天|前天)+",
    re.IGNORECASE,
)
PHONE_START = re.compile(r"\D*(?:(?:00)?86)?\D*(?:1|0?(?:10|2\d|[3-9]\d\d))", re.ASCII)
TIME_WORDS = re.compile(
    r"(?:\d|[\s:：.时点半刻分整一二两三四五六七八九十]|上午|早上|中午|下午|晚上|am|pm|noon|o'clock)+", re.I
)


def substitutes(question: Question[Any] | None, text: str, value: object, years: int) -> Iterator[str]:
    """`question` is what the text answers, `value` what was understood; dates move by `years`."""
    answer = question.kind if question is not None else None
    if answer is not None and isinstance(value, str) and answer.options:
        yield value
    match answer:
        case Email():
            yield from _emails(text)
        case Phone():
            yield from _phones(text)
        case PassportName(part="given"):
            yield from _names(text, GIVEN_NAMES)
        case PassportName() | PersonName():
            yield from _names(text, SURNAMES)
        case Day(direction=None):
            yield from _births(text, value, years)
        case Day() | Earlier() | Since() | Until():
            yield from _days(text, value, years)
        case ClockTime():
            # A time of day tells nothing of anybody.
            yield from (one for one in (text, str(value)) if TIME_WORDS.fullmatch(one))
        case Address():
            yield from _addresses(text)
        case ShortText() | Paragraph():
            yield from _words(text, *WORDS.get(str(question and question.key).rpartition(".")[2], ANY_WORDS))
        case _:
            pass
    yield from _shaped(text)
    yield from _words(text, *ANY_WORDS)


def scrambled(text: str, seed: int, kept: int = 0) -> str:
    """Other letters for letters and other digits for digits, but for the first `kept` of them."""
    random, out = Random(f"{seed}"), []
    for char in text:
        if kept and _is_latin(char):
            kept -= 1
            out.append(char)
        else:
            out.append(_other(char, random))
    return "".join(out)


def _is_latin(char: str) -> bool:
    """A letter or digit of either width."""
    return normalize("NFKC", char).isascii() and char.isalnum()


def _other(char: str, random: Random) -> str:
    if WIDE < ord(char) < WIDE + 0x80 and _is_latin(char):
        return chr(ord(_other(chr(ord(char) - WIDE), random)) + WIDE)
    if char.isdecimal():
        among = "0123456789"
    elif char.isascii() and char.isalpha():
        among = "ABCDEFGHJKMNPQRSTUVWXYZ" if char.isupper() else "abcdefghjkmnpqrstuvwxyz"
    elif is_han(char) or char.isalpha():
        among = HAN_WORDS
    else:
        return char
    return random.choice([one for one in among if one != char])


def _shaped(text: str) -> Iterator[str]:
    """The same shape, with more and more of its beginning as it was; short words keep nothing."""
    most = min(MOST_KEPT, sum(map(_is_latin, text)) // 3)
    for kept, seed in product((*range(1, most + 1), 0), range(TRIES)):
        yield scrambled(text, seed, kept)


def _emails(text: str) -> Iterator[str]:
    local, sign, domain = normalize("NFKC", text).partition("@")
    if sign:
        ending = domain.strip().lower() if meant_domain(domain.strip().lower()) else "example.com"
        yield f"{scrambled(local, 0)}@{ending}"


def _phones(text: str) -> Iterator[str]:
    """The country and the first digit of a mobile number stay, or the area code of another one."""
    start = PHONE_START.match(normalize("NFKC", text))
    kept = sum(map(_is_latin, start[0])) if start is not None else 0
    yield from (scrambled(text, seed, kept) for seed in range(TRIES))


def _names(text: str, first: tuple[str, ...]) -> Iterator[str]:
    yield from (_named(text, first, Random(seed)) for seed in range(2 * TRIES))


def _named(text: str, first: tuple[str, ...], random: Random) -> str:
    def name(word: re.Match[str]) -> str:
        return _name(word[0], GIVEN_NAMES if word.start() else first, random)

    said = re.sub(r"[A-Za-z]+", name, normalize("NFKC", text))
    said = re.sub(r"\d", lambda digit: _other(digit[0], random), said)
    return re.sub(r"[\u3400-\u9fff]+", lambda word: _han_name(word[0], random), said)


def _name(word: str, among: tuple[str, ...], random: Random) -> str:
    found = random.choice([one for one in among if one != word.upper()])
    return found if word.isupper() else found.lower() if word.islower() else found.capitalize()


def _han_name(word: str, random: Random) -> str:
    """As long a name: given names alone, or after a surname of one or two characters."""
    first = random.choice(("", random.choice(HAN_SURNAMES), random.choice(COMPOUND)))
    return (first + "".join(random.choices(HAN_GIVEN, k=len(word))))[: len(word)]


def moved(when: When, years: int) -> When | None:
    if not isinstance(when, date):
        return replace(when, year=when.year + years)
    try:
        return when.replace(year=when.year + years)
    except ValueError:
        return None


def _days(text: str, value: object, years: int) -> Iterator[str]:
    if DATE_WORDS.fullmatch(text):
        yield _dated(text, years, 0)
    when = moved(value, years) if isinstance(value, date | Month | Year) else None
    if when is not None:
        yield when.isoformat()


def _births(text: str, value: object, years: int) -> Iterator[str]:
    if DATE_WORDS.fullmatch(text):
        yield from (_dated(text, years, step) for step in range(1, 12))
    day = moved(value, years) if isinstance(value, date) else None
    if isinstance(day, date):
        yield from ((day - timedelta(days=days)).isoformat() for days in (47, 18, 3, 1))


def _dated(text: str, years: int, step: int) -> str:
    """The same way to write a date, with another year; a `step` moves its day and month, too."""
    text = normalize("NFKC", text)
    whole = re.fullmatch(r"\D*(\d{4})(\d\d)(\d\d)\D*", text)
    if whole is not None:
        year, month, day = (str(whole[n]) for n in (1, 2, 3))
        return f"{int(year) + years}{_stepped(month, step)}{_stepped(day, step)}"
    years_moved = YEAR.sub(lambda year: str(int(year[0]) + years), text)
    short = re.fullmatch(r"(\d\d)(\D\d{1,2}\D\d{1,2}\D?)", text)
    if short is not None:
        years_moved = f"{(int(short[1]) + years) % 100:02}{short[2]}"
        return years_moved[:2] + SMALL.sub(lambda number: _stepped(number[0], step), years_moved[2:])
    return SMALL.sub(lambda number: _stepped(number[0], step), years_moved)


def _stepped(number: str, step: int) -> str:
    """Another number, as long, that is a month if it was one."""
    if not step:
        return number
    most = 12 if int(number) <= 12 else 28
    return str((int(number) - 1 + step) % most + 1).zfill(len(number))


def _addresses(text: str) -> Iterator[str]:
    """In the same province, for the bot reads it from the address; a province gives nobody away."""
    reading = Province().read(text, date.max)
    lang: Lang = "zh" if any(is_han(char) for char in text) else "en"
    place = translate(unit_name(reading.value), lang) if isinstance(reading, Understood) else ""
    for number in range(1, TRIES + 1):
        yield f"{place}示例路{number}号" if lang == "zh" else f"{number} Example Road, {place}".rstrip(" ,")


def _words(text: str, chinese: str, english: str) -> Iterator[str]:
    """Other words in the same writing: as they are, or as long as the text was."""
    words = chinese if any(is_han(char) for char in text) else english
    yield words.strip()
    if text:
        yield (words * (len(text) // len(words) + 1))[: len(text)].strip()
