"""Nonimmigrant visa classes as people write them, brought to the form on the visa: B-1/B-2, F-1, H-1B.

A word for a kind of visa ("student visa") is a suggestion to confirm, never a class by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.answers import shapes
from bot.core import Mistake, Odd, Option, Reading, Takes, Understood, Unsure, plain
from bot.i18n import N_

# Classes open to holders of Chinese passports; E for treaty countries only, so it is asked about.
CLASSES = (
    "A-1 A-2 A-3 B-1 B-2 B-1/B-2 C-1 C-1/D C-2 C-3 D F-1 F-2 F-3 G-1 G-2 G-3 G-4 G-5 H-1B H-1B1 H-2A H-2B H-3 H-4 I J-1 J-2 "
    "L-1 L-1A L-1B L-2 M-1 M-2 M-3 O-1 O-2 O-3 P-1 P-2 P-3 P-4 Q-1 R-1 R-2 S-5 T-1 T-2 U-1 U-2 V-1"
).split()
TREATY = ("E-1", "E-2", "E-3")
FAMILIES = {
    "f": ("F-1", "F-2"),
    "j": ("J-1", "J-2"),
    "m": ("M-1", "M-2"),
    "b": ("B-1", "B-2", "B-1/B-2"),
    "h": ("H-1B", "H-4"),
    "l": ("L-1", "L-2"),
    "o": ("O-1", "O-2"),
    "h1": ("H-1B",),
    "c1": ("C-1", "C-1/D"),
    "p": ("P-1",),
    "r": ("R-1",),
    "q": ("Q-1",),
}
WORDS: dict[str, tuple[str, ...]] = {
    "旅游": ("B-2", "B-1/B-2"),
    "探亲": ("B-2", "B-1/B-2"),
    "旅游探亲": ("B-2", "B-1/B-2"),
    "商务": ("B-1", "B-1/B-2"),
    "商务旅游": ("B-1/B-2",),
    "学生": ("F-1", "M-1"),
    "留学": ("F-1", "M-1"),
    "访问学者": ("J-1",),
    "交流学者": ("J-1",),
    "交流访问学者": ("J-1",),
    "交换生": ("J-1",),
    "工作": ("H-1B", "L-1"),
    "工": ("H-1B", "L-1"),
    "学": ("F-1", "M-1"),
    "商": ("B-1", "B-1/B-2"),
    "游": ("B-2", "B-1/B-2"),
    "访客": ("B-2", "B-1/B-2"),
    "访问": ("B-2", "J-1"),
    "探病": ("B-2", "B-1/B-2"),
    "记者": ("I",),
    "tourist": ("B-2", "B-1/B-2"),
    **dict.fromkeys(
        ("family visit", *"visitor visitors visit visiting family travel tourism holiday vacation".split()),
        ("B-2", "B-1/B-2"),
    ),
    "business": ("B-1", "B-1/B-2"),
    "student": ("F-1", "M-1"),
    "exchange": ("J-1",),
    "exchange visitor": ("J-1",),
    "work": ("H-1B", "L-1"),
}
BARE = {re.sub(r"\W", "", name).lower(): name for name in (*CLASSES, *TREATY)} | {
    "b1b2": "B-1/B-2",
    "b2b1": "B-1/B-2",
    "c1d": "C-1/D",
    # The petition has a letter more than the visa.
    **{f"{name}{letter}": f"{name[0].upper()}-1" for name in ("o1", "p1") for letter in "ab"},
}
IMMIGRANT = re.compile(
    r"(k[1-4]|ir\d?|cr\d?|f2[ab]|eb\d?|dv\d?|移民签证?|绿卡|green ?card|immigrant|未婚[妻夫]|fianc[eé]e?|配偶|结婚)+",
    re.ASCII,
)
# “the normal tourist one”, 普通旅游签: the word alone tells it.
_KIND = re.compile(
    rf"\b(?P<en>{'|'.join(sorted((one for one in WORDS if one.isascii()), key=len, reverse=True))})(?: (?:visas?|ones?|class|type|kind))+\b|"
    rf"(?P<zh>{'|'.join(sorted((one for one in WORDS if not one.isascii()), key=len, reverse=True))})(?:签证|签)"
)
# “B1 or B2, not sure” is none of them.
_EITHER = re.compile(r"\b[a-z]-?\d[a-z]?\s*(?:\bor\b|或者?是?|还是)\s*[a-z]-?\d", re.ASCII)
LONGEST = 200
ENDINGS = re.compile(
    r"(签证|类签证|类|签|的那种|那种|的那个|的|吧|啊|呀|呢| ?visas?| class| nonimmigrant| kind| one| type)+$"
)
LEADS = re.compile(
    r"^(?:普通的?|一般的?|正常的?|十年的?|就|也是|就是|还是|是|办的?是?|拿的?是?|申请的?是?|(?:it's|its|it is|an?|the|just|only|also|normal|regular|ordinary|usual|standard|plain|simple|common)\s+)+"
)


@dataclass(frozen=True, slots=True)
class VisaClass:
    """The value is the class as printed: `B-1/B-2`, `F-1`, `H-1B`."""

    options: ClassVar[tuple[Option, ...]] = (
        Option("B-1/B-2", N_("B-1/B-2")),
        Option("B-1", N_("B-1 business")),
        Option("B-2", N_("B-2 tourism, family")),
        Option("F-1", N_("F-1 student")),
        Option("J-1", N_("J-1 exchange")),
        Option("M-1", N_("M-1 vocational study")),
    )
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.VISA_CLASS

    def read(self, sent: str, today: object) -> Reading[str]:
        said = plain(sent).lower().strip(" .。") if len(sent) < 60 else ""
        text = LEADS.sub("", ENDINGS.sub("", said)).strip()
        number = {str(n): option.code for n, option in enumerate(self.options, 1)}.get(text)
        if number:
            return Understood(number, say_back=True)
        bare = re.sub(r"[\s\-/.,和及或与&]|and", "", text)
        # Labels of the buttons: "f-1 student", "f-1 学生".
        first = text.split(" ")[0] if _EITHER.search(said) is None else ""
        name = BARE.get(bare) or BARE.get(
            re.sub(r"\W", "", first)
            if " " in text and re.search(r"\d", first) and not text[-1:].isdecimal()
            else ""
        )
        if name in TREATY:
            return Odd(
                name,
                N_("%(name)s is not open to Chinese citizens.").of(name=name),
            )
        if name is not None:
            return Understood(name, say_back=plain(sent) != name)
        suggested = FAMILIES.get(bare) or WORDS.get(text) or WORDS.get(bare)
        if suggested:
            return _suggested(suggested)
        if IMMIGRANT.fullmatch(bare):
            return Mistake(
                "visa_class.immigrant",
                N_(
                    "That is an immigrant or fiancé visa, which this procedure does not cover; in China those are handled in Guangzhou."
                ),
            )
        kinds = {WORDS[one["en"] or one["zh"]] for one in _KIND.finditer(plain(sent[:LONGEST]).lower())}
        if len(kinds) == 1 and not shapes.VISA_CLASS.search(plain(sent[:LONGEST]).lower()):
            return _suggested(kinds.pop())
        return Mistake(
            "visa_class.unknown",
            N_(
                "I do not know that visa class. Write it like B-1/B-2 or F-1, as on your DS-160 confirmation page."
            ),
        )

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return (*(option.code for option in self.options), "j1", "H-1B", "E-2", "学生")


def _suggested(classes: tuple[str, ...]) -> Reading[str]:
    if len(classes) == 1:
        return Odd(classes[0], N_("That is usually class %(name)s.").of(name=classes[0]))
    return Unsure(
        classes, N_("There are several classes for that; your DS-160 confirmation page shows yours.")
    )
