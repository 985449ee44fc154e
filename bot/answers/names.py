"""Names: as printed in the passport, in Latin letters; or of other people, in any script.

The passport decides. Pinyin made from characters is only a suggestion to hold against it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.core import Mistake, Odd, Option, Reading, Takes, Understood, Unsure, tidy
from bot.i18n import N_, Text

MIDDLE_DOTS = str.maketrans(dict.fromkeys("•・‧．∙⋅･", "·"))
COMPOUND = tuple(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 夏侯 轩辕 端木 南宫 独孤 百里 东郭 西门 澹台 公冶 太史 申屠 闻人 钟离 濮阳 呼延 赫连 拓跋 淳于 单于 万俟 司空 仲孙 鲜于 闾丘 亓官".split()
)
COMPOUND_PINYIN = frozenset(
    "OUYANG SIMA SHANGGUAN ZHUGE DONGFANG HUANGFU YUCHI GONGSUN MURONG LINGHU ZHANGSUN YUWEN SITU XIAHOU XUANYUAN DUANMU NANGONG DUGU".split()
)
NO_NAME = frozenset(("none", "fnu", "no given name", "n/a", "无", "没有", "没有名"))
LATIN = re.compile(r"[A-Z][A-Z '\-]*", re.ASCII)


def is_han(char: str) -> bool:
    """Any Chinese character, also beyond the basic plane."""
    return unicodedata.name(char, "").startswith("CJK ") or char in "〇㛃䶮"


@dataclass(frozen=True, slots=True)
class PassportName:
    """Surname or given names as the passport prints them; the value is in capitals."""

    part: Literal["surname", "given"]
    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "name"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: object) -> Reading[str]:
        text = tidy(sent).replace("\n", " ")
        if len(text) > 60:
            return Mistake(
                "name.long",
                N_("That is longer than a name in a passport. %(example)s").of(example=self._example()),
            )
        if self.part == "given" and text.lower() in NO_NAME:
            return Odd("FNU", N_("A passport without given names stands as FNU in US papers."))
        if any(is_han(char) for char in text):
            return self._from_characters(text.translate(MIDDLE_DOTS).replace("·", "").replace(" ", ""))
        return self._latin(text)

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return ("ZHANG", "张", "LÜ", "OU YANG")

    def _example(self) -> Text:
        return N_("It looks like ZHANG.") if self.part == "surname" else N_("It looks like XIAOMING.")

    def _latin(self, text: str) -> Reading[str]:
        spelled = unicodedata.normalize("NFKD", text.replace("’", "'").upper())
        if "U\u0308" in spelled:
            return _umlaut(spelled)
        letters = "".join(char for char in spelled if not unicodedata.combining(char)).strip(" .,")
        letters = re.sub(r"[·•・‧]", " ", letters)
        if re.search(r"\d", letters, re.ASCII):
            return Mistake("name.digits", N_("A name has no digits. %(example)s").of(example=self._example()))
        if not LATIN.fullmatch(letters) or len(letters) > 40:
            return Mistake(
                "name.letters",
                N_("I need the Latin letters of the passport. %(example)s").of(example=self._example()),
            )
        if self.part == "surname" and " " in letters:
            return Odd(
                letters,
                N_("I read %(name)s as the surname alone; the given names come next.").of(name=letters),
            )
        return Understood(letters, say_back=letters != text)

    def _from_characters(self, text: str) -> Reading[str]:
        """A suggestion in pinyin, where every character has one."""
        if not all(is_han(char) for char in text):
            return Mistake(
                "name.mixed",
                N_("Please send only the Latin letters of the passport. %(example)s").of(
                    example=self._example()
                ),
            )
        if self.part == "surname" and len(text) > 1 and text not in COMPOUND:
            return Mistake(
                "name.full",
                N_(
                    "That looks like the whole name. Please send only the surname, as in the passport: ZHANG."
                ),
            )
        spelled = _pinyin(text, surname=self.part == "surname")
        if spelled is None:
            return Mistake(
                "name.no_pinyin",
                N_(
                    "I do not know how that is spelled. Please send the Latin letters of the passport. %(example)s"
                ).of(example=self._example()),
            )
        if "Ü" in spelled:
            return _umlaut(unicodedata.normalize("NFKD", spelled))
        if self.part == "given" and len(text) > 2:
            return _without_surname(text, spelled)
        return Odd(
            spelled,
            N_("In the passport that is probably %(name)s. Please check it against the passport.").of(
                name=spelled
            ),
        )


def _without_surname(text: str, spelled: str) -> Unsure[str]:
    """王小红 for the given names is mostly the whole name: three characters seldom are given names."""
    given = _pinyin(text[2 if text[:2] in COMPOUND else 1 :], surname=False)
    return Unsure(
        tuple(name for name in (given, spelled) if name),
        N_("That looks like the whole name. Which are the given names alone, as in the passport?"),
    )


def _umlaut(spelled: str) -> Reading[str]:
    """LÜ is printed LYU since 2012 and was LU or LV before; LÜE and NÜE are LUE and NUE (GB/T 28039-2011)."""
    base = "".join(char for char in spelled if not unicodedata.combining(char) or char == "\u0308")
    plain_u = base.replace("U\u0308", "U")
    if not LATIN.fullmatch(plain_u):
        return Mistake(
            "name.letters",
            N_("I need the Latin letters of the passport. %(example)s").of(
                example=N_("It looks like ZHANG.")
            ),
        )
    if "U\u0308E" in base:
        return Odd(
            plain_u,
            N_("In the passport that is probably %(name)s. Please check it against the passport.").of(
                name=plain_u
            ),
        )
    forms = tuple(dict.fromkeys(base.replace("U\u0308", form) for form in ("YU", "U", "V")))
    return Unsure(forms, N_("A passport has no Ü. Which spelling is printed in it?"))


def _pinyin(text: str, *, surname: bool) -> str | None:
    # Imported here: the table is large, and only Chinese input needs it.
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(text, style=Style.NORMAL, v_to_u=True, errors=lambda _chars: "?")
    if surname and text in SURNAME_READINGS:
        return SURNAME_READINGS[text]
    spelled = "".join(syllables).upper()
    return spelled if "?" not in spelled and spelled else None


# Characters that are read otherwise as a surname.
SURNAME_READINGS = {
    "单": "SHAN",
    "曾": "ZENG",
    "解": "XIE",
    "仇": "QIU",
    "查": "ZHA",
    "任": "REN",
    "朴": "PIAO",
    "区": "OU",
    "覃": "QIN",
    "翟": "ZHAI",
    "盖": "GE",
    "乐": "YUE",
    "尉迟": "YUCHI",
    "万俟": "MOQI",
    "长孙": "ZHANGSUN",
    "单于": "CHANYU",
    "华": "HUA",
    "晁": "CHAO",
    "缪": "MIAO",
    "冼": "XIAN",
    "燕": "YAN",
    "逄": "PANG",
    "员": "YUN",
    "贠": "YUN",
    "宓": "MI",
    "折": "SHE",
}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name, its letters untouched; a Chinese one is offered in pinyin, middle dots are brought to U+00B7."""

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "name"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: object) -> Reading[str]:
        text = unicodedata.normalize("NFC", tidy(sent).replace("\n", " ")).translate(MIDDLE_DOTS)
        if len(text) > 80:
            return Mistake("name.long", N_("That is too long for a name. It looks like WANG Wu."))
        if not any(char.isalpha() for char in text) or re.search(r"[<>@\d]", text):
            return Mistake("name.letters", N_("That does not look like a name. It looks like WANG Wu."))
        spelled = _spelled(text)
        if spelled is not None:
            return Odd(spelled, N_("In the English e-mail this is %(name)s.").of(name=spelled))
        return Understood(text, say_back=text != sent)

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return ("ZHANG San", "张三")


def _spelled(text: str) -> str | None:
    """A Chinese name as an English letter has it: 王芳 is WANG Fang. None for any other name."""
    if not re.fullmatch(r"[\u3400-\u9fff]{2,4}", text):
        return None
    cut = 2 if text[:2] in COMPOUND and len(text) > 2 else 1
    surname, given = _pinyin(text[:cut], surname=True), _pinyin(text[cut:], surname=False)
    return f"{surname} {given.capitalize()}" if surname and given else None
