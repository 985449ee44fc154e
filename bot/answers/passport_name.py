"""The applicant's names, as they are printed in the passport, in Latin letters.

The passport decides. Pinyin made from characters is only a suggestion to hold against it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar, Literal

from bot.answers.pinyin import COMPOUND, FREQUENT, is_han, is_pinyin, pinyin
from bot.answers.whole_name import LONGEST, single_name, told_surname, whole_name
from bot.core import Mistake, Odd, Option, Reading, Takes, Understood, Unsure, simplified, tidy
from bot.i18n import N_, Text

MIDDLE_DOTS = str.maketrans(dict.fromkeys("•・‧．∙⋅･", "·"))
NO_NAME = frozenset(
    "none|fnu|lnu|no given name|no surname|n/a|nil|null|blank|empty|unknown|not applicable|无|没有|没有名|没有姓|空|空白".split(
        "|"
    )
)
FNU = N_("If a passport has no given names, US papers say FNU.")
# Those of them that are nobody's surname.
NO_SURNAME = NO_NAME - {"nil", "null", "blank", "empty", "空"}
# ICAO Doc 9303 part 3, section 6: letters that are written with two, or another, in the machine-readable zone.
ICAO = str.maketrans(
    dict(pair.split(":") for pair in "ß:SS Æ:AE Œ:OE Ø:OE Þ:TH Ð:D Đ:D Ł:L Ħ:H Ŧ:T Ŋ:N ı:I Ĳ:IJ ĸ:Q".split())
)
ICAO_VOWELS = {"Ä": "AE", "Ö": "OE", "Ü": "UE", "Å": "AA"}
# Words a surname of several begins with.
PARTICLES = frozenset(
    "VAN VON DER DEN DE DEL DELLA DI DA DOS DAS DU LA LE LOS EL AL BIN IBN ABU SAN SANTA ST MC MAC TEN TER ZU ZUR AF AV".split()
)
LATIN = re.compile(r"[A-Z][A-Z '\-]*", re.ASCII)


_BRACKETED = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


_NAMED_SO = re.compile(
    r"^\s*(?:我的?)?(?:姓氏?|名字?|拼音)(?:是|叫|为|:|：)?\s*(?=[A-Za-z])|"
    r"^\s*(?:(?:我的?)?(?:名字?)就?(?:叫做?|是|为|:|：)|我?就?叫做?)\s*(?=[\u3400-\u9fff]{1,3}$)"
)
# “(Amy)”, “people call me Amy”: another name, which the passport may or may not have.
_ALSO_CALLED = re.compile(
    r"\s*[(（](?:(?:english name|nickname|aka|a\.k\.a\.?|also|or|call me|goes by|英文名|昵称|小名)[是:：\s]*)?(?-i:[A-Z][a-z]+)[)）]\s*$|"
    r"\s*[\"“”][a-z]+[\"“”]|[\s,，;]+(?:but )?(?:aka|a\.k\.a\.?|(?:people|they|friends|everyone|you can) call (?:me|him|her)|(?:i|he|she) goe?s? by|goes by|known as|nick ?named?|english name|call me|英文名|昵称|小名|又名|别名|大家叫我)[\s:：是].*$",
    re.I,
)
PROBABLY = N_("In the passport that is probably %(name)s. Please check it against the passport.")


# “姓周啊”.
_SURNAMED = re.compile(r"^\s*(?:我|我的)?姓氏?(?:是|就是)?\s*([\u3400-\u9fff]{1,2}?)[啊呀吧呢的哦]?\s*$")


def _spelled_beside(text: str, *, is_surname: bool) -> str | None:
    """“孙 sun”: the letters, where the characters beside them are said so; or a text that is letters alone."""
    characters, letters = "".join(filter(is_han, text)), " ".join(re.findall(r"[A-Za-z]+", text))
    if not letters or re.search(r"[^A-Za-z\s,，、]", "".join(char for char in text if not is_han(char))):
        return None
    if not characters:
        return text
    spelled = pinyin(simplified(characters), surname=is_surname)
    return letters if spelled == letters.replace(" ", "").upper() else None


@dataclass(frozen=True, slots=True)
class PassportName:
    """Surname or given names as the passport prints them; the value is in capitals."""

    part: Literal["surname", "given"]
    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "name"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: object) -> Reading[str]:
        text = tidy(sent).replace("\n", " ")
        alone = _ALSO_CALLED.sub("", text).strip() if len(text) <= LONGEST else text
        if alone and alone != text:
            reading = self.read(alone, today)
            if isinstance(reading, Understood):
                return Odd(reading.value, PROBABLY.of(name=reading.value))
            return reading
        single = single_name(text)
        if single is not None:
            return self._single(single)
        if len(text) <= LONGEST:
            found = self._among_more(text)
            if found is not None:
                return found
            text = _BRACKETED.sub("", text) or text
            text = _SURNAMED.sub(r"\1", text) if self.part == "surname" else text
            text = _NAMED_SO.sub("", text)
            text = _spelled_beside(text, is_surname=self.part == "surname") or text
        if len(text) > 60:
            return Mistake(
                "name.long",
                N_("That is longer than a name in a passport. %(example)s").of(example=self._example()),
            )
        if self.part == "given" and (text.lower().strip(" .") in NO_NAME or _NONE_MORE.search(text)):
            return Odd("FNU", FNU)
        if self.part == "surname" and text.lower().strip(" .") in NO_SURNAME:
            return Mistake(
                "name.none",
                N_(
                    "In US papers whoever has a single name has it as the surname; the given names are then FNU. Please send that name."
                ),
            )
        if any(is_han(char) for char in text):
            return self._from_characters(
                simplified(text.translate(MIDDLE_DOTS).replace("·", "").replace(" ", ""))
            )
        reading = self._latin(text)
        if isinstance(reading, Understood) and text != tidy(sent):
            return Understood(reading.value, say_back=True)
        return reading

    def _single(self, name: str) -> Reading[str]:
        """Whoever has one name only: it stands as the surname in US papers."""
        if self.part == "given":
            return Odd("FNU", FNU)
        return Odd(name, N_("In US papers a single name stands as the surname: %(name)s.").of(name=name))

    def _among_more(self, text: str) -> Reading[str] | None:
        """The surname or the given names of a whole name that stands among other things."""
        if self.part == "surname" and (told := told_surname(text)) is not None:
            return Understood(told, say_back=True)
        name = whole_name(text)
        if name is None:
            return None
        if self.part == "given":
            return Understood(name.given, say_back=True)
        return Understood(name.surname, say_back=True) if name.is_told else _whole(name.surname, name.given)

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return ("ZHANG", "张", "LÜ", "OU YANG")

    def _example(self) -> Text:
        return N_("Write it like ZHANG.") if self.part == "surname" else N_("Write it like XIAOMING.")

    def _latin(self, text: str) -> Reading[str]:
        spelled = _marked(text.replace("’", "'").replace("ß", "SS").upper())
        spelled = re.sub(r"[·•・‧]", " ", spelled.translate(ICAO)).strip(" .,")
        # “J. R.” is printed J R.
        spelled = " ".join(re.sub(r"(?<![^\W\d_]{3})\.", " ", spelled).split())
        if "Ü" in spelled and is_pinyin(_bare(spelled, keep="Ü")):
            return _umlaut(unicodedata.normalize("NFKD", spelled))
        letters = _bare(spelled)
        if re.search(r"\d", letters, re.ASCII):
            return Mistake("name.digits", N_("A name has no digits. %(example)s").of(example=self._example()))
        if not LATIN.fullmatch(letters) or len(letters) > 40:
            return Mistake(
                "name.letters",
                N_("I need the Latin letters of the passport. %(example)s").of(example=self._example()),
            )
        if any(vowel in spelled for vowel in ICAO_VOWELS):
            return _transliterated(spelled, letters)
        if (
            self.part == "surname"
            and " " in letters
            and not letters.startswith(tuple(f"{one} " for one in PARTICLES))
        ):
            return _several_words(letters)
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
            return _whole_name(text)
        spelled = pinyin(text, surname=self.part == "surname")
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
            PROBABLY.of(name=spelled),
        )


def _marked(text: str) -> str:
    """With no marks but those ICAO spells out: the tone of Ǚ goes, its two dots stay."""
    kept = (
        one
        for one in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(one) or one in "\u0308\u030a"
    )
    return unicodedata.normalize("NFC", "".join(kept))


def _bare(spelled: str, keep: str = "") -> str:
    """Without accents, but for a letter that stays whole."""
    return "".join(
        char
        if char == keep
        else "".join(one for one in unicodedata.normalize("NFKD", char) if not unicodedata.combining(one))
        for char in spelled
    )


LONGEST_HAN = 4
"""Characters of a Chinese name; what is longer is another thing."""


def _whole_name(text: str) -> Mistake:
    """王晓芳, with what to send instead: the surname may be of two characters."""
    length = 2 if text[:2] in COMPOUND and len(text) > 2 else 1
    parts = pinyin(text[:length], surname=True), pinyin(text[length:], surname=False)
    if len(text) > LONGEST_HAN or None in parts or any("Ü" in str(part) for part in parts):
        return Mistake(
            "name.full", N_("Please send it in Latin letters, as in the passport: ZHANG XIAOMING.")
        )
    spelled = " ".join(map(str, parts))
    return Mistake(
        "name.full",
        N_(
            "In the passport it stands in Latin letters, probably %(name)s. Please check it against the passport."
        ).of(name=spelled),
        tuple(map(str, parts)),
    )


def _transliterated(spelled: str, plain_: str) -> Reading[str]:
    """MÜLLER is MUELLER in the machine-readable zone, and MULLER in the passports of some countries."""
    by_icao = _bare("".join(ICAO_VOWELS.get(char, char) for char in spelled))
    return Unsure(
        tuple(dict.fromkeys((by_icao, plain_))),
        N_("Which spelling is in the two lines at the foot of the passport's photo page?"),
    )


def _several_words(letters: str) -> Reading[str]:
    """LI WEI is mostly the whole name; other surnames may have several words."""
    first, _, rest = letters.partition(" ")
    if first in FREQUENT and is_pinyin(rest):
        return _whole(first, rest)
    words = letters.split()
    if len(words) <= MOST_WORDS:
        return Unsure(
            (words[0], words[-1], letters), N_("Which of these is the surname, as in the passport?")
        )
    return Odd(
        letters, N_("I read %(name)s as the surname alone; the given names come next.").of(name=letters)
    )


MOST_WORDS = 3
"""Of a whole name; more are a surname of many words, or a sentence."""


def _whole(surname: str, given: str) -> Unsure[str]:
    return Unsure(
        (surname, f"{surname} {given}"),
        N_("I read %(surname)s as the surname and %(given)s as the given names. Which is the surname?").of(
            surname=surname, given=given
        ),
    )


def _without_surname(text: str, spelled: str) -> Unsure[str]:
    """王小红 for the given names is mostly the whole name: three characters seldom are given names."""
    given = pinyin(text[2 if text[:2] in COMPOUND else 1 :], surname=False)
    return Unsure(
        tuple(name for name in (given, spelled) if name),
        N_("That looks like the whole name. Please choose only the given names, as in the passport."),
    )


def _umlaut(spelled: str) -> Reading[str]:
    """LÜ is printed LYU since 2012 and was LU or LV before; LÜE and NÜE are LUE and NUE (GB/T 28039-2011)."""
    base = "".join(char for char in spelled if not unicodedata.combining(char) or char == "\u0308")
    plain_u = base.replace("U\u0308", "U")
    if not LATIN.fullmatch(plain_u):
        return Mistake(
            "name.letters",
            N_("I need the Latin letters of the passport. %(example)s").of(
                example=N_("Write it like ZHANG.")
            ),
        )
    if "U\u0308E" in base:
        return Odd(
            plain_u,
            PROBABLY.of(name=plain_u),
        )
    forms = tuple(dict.fromkeys(base.replace("U\u0308", form) for form in ("YU", "U", "V")))
    return Unsure(forms, N_("A passport has no Ü. Which spelling is printed in it?"))


# “I have only one name.”, “I have no given name”
_NONE_MORE = re.compile(
    r"\b(?:only|just) (?:have )?(?:the )?(?:one|a single) name\b|\bone name only\b|\bno (?:given|first|other) names?\b|\bnot have (?:any|a) (?:given|first|other) names?\b|没有名字?$|只有一个(?:字|名)",
    re.I,
)
