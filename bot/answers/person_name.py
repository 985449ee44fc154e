"""Names of other people, in any script, found among what is said of them; the English letter has a Chinese one in pinyin."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from bot.answers.passport_name import MIDDLE_DOTS
from bot.answers.pinyin import COMPOUND, FREQUENT, is_han, pinyin, without_u
from bot.core import (
    KIN,
    KIN_IN_ENGLISH,
    Mistake,
    Odd,
    Option,
    Reading,
    Takes,
    Understood,
    Unsure,
    simplified,
    tidy,
)
from bot.i18n import N_

_REMARK = re.compile(
    r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$|\s*[,，;]\s*(?:(?:who |she |he )(?:also )?(?:is|has|had|lives|died|was)\b|is |(?:my|his|her|our|the)\b|是?我|不|not\b|i am\b|i'm\b).*$|\s+and i\b.*$",
    re.IGNORECASE,
)
"""What is said of somebody beside the name: (not travelling), my father."""

# “her name is WANG Fang”, “就是我 张三”: what a name is handed over with.
_FRAME = re.compile(
    rf"\s+is (?:his|her|my|the|their) (?:full )?name\b.*$|^(?:my |the )?(?:mother|father|husband|wife|son|daughter|brother|sister|mom|dad|relative|patient)(?:'s|’s) (?:full )?name(?:'s| is) (?=\S)|^(?:(?:his|her|my|their|the) (?:full )?name(?:'s| is)|(?:他|她)(?:的名字)?叫)\s*(?=\S)|^姓名[是为:：\s]*(?=\S)|\s*就?是(?:我|他|她)的?{KIN}$|^(?:myself|就是我|我|本人)[,，:：\s]+(?=\S)",
    re.IGNORECASE,
)


# “no, ZHANG Wei”, “me, ZHANG Wei. but the baby is missing”: what is said before and behind a name.
_LEAD = re.compile(
    r"^(?:(?:no|yes|ok|okay|me|wait|only|just|(?:she|he|it) is (?:called|named)|(?:she|he)'?s (?:called|named)|sorry|it'?s|i'?m|i am|(?:she|he) is|this is|mrs?|ms|miss|madam|(?:my|his|her|the) name is|he'?s|she'?s)(?![\w'])[\s,，.:：]*|(?:不是|是|叫)[\s,，.:：]*(?=\S{2}))+(?=\S)",
    re.I,
)
_REST = re.compile(r"(?<=[^\W\d_]{3})\s*[.;!?。；！？]\s+\S+\s+\S.*$")


# The end of a sentence; the point of “Jr.” or of an initial stays.
_STOP = re.compile(r"(?<=[^\W\d_]{3})[.。!！]+$")
# “就找俺 何大山 幺三八…”, “亲属姓名是方样华”: a Chinese name apart from what is said around it.
_APART = re.compile(r"(?:^|[\s,，。;；:：是叫写])(?P<name>[\u4e00-\u9fff]{2,4})(?=[\s,，。;；]|$)")
# “没有了，就我们四个人”, “用拼音就行吧”: what is said to us.
_SAID = re.compile(
    r"我们|咱们|没有|就行|可以|怎么|什么|不用|知道|应该|自己|刚才|写过|说过|发过|[吧吗呢啊了]$|[要会能想]"
)
# “我爸顾某某 住示例医院”: a relative's name in a sentence.
_AMONG = re.compile(
    rf"^(?:就?是|叫)?(?:我|他|她)?的?{KIN}(?:的名字)?(?:叫|是|名字是)?\s*(?P<name>[\u4e00-\u9fff]{{2,4}}?)(?:(?:[\s,，。;；]+|(?=[住在]))\S|$)"
)
# “my mother Li Guifang”, “her dad, Wang Jianguo”.
_RELATION = re.compile(
    rf"^(?:(?:it'?s|it is|that'?s|this is) )?(?:my|his|her|our|the) {KIN_IN_ENGLISH}[\s,:-]+"
    r"(?=[^\W\d_]{2,}[\s,]+[^\W\d_]{2,}(?:\s[^\W\d_]+)?[\s.]*$)(?!(?:is|was|has|in|at|who|lives|and|had)\b)",
    re.I,
)
# “李桂芳和王建国”, “Li Guifang and Wang Jianguo”: more than one.
_AND = re.compile(
    r"\s*(?:[、，,;；/&]|和|跟|与|及|或者?|还是|\b(?:and|or)\b)\s*|(?<=[\u4e00-\u9fff]{2})\s+(?=[\u4e00-\u9fff]{2})",
    re.I,
)
_OF_SEVERAL = re.compile(rf"(?:我|他|她)?的?{KIN}(?:叫|是)?|叫|是")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name, its letters untouched; a Chinese one is offered in pinyin, middle dots are brought to U+00B7."""

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "name"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: object) -> Reading[str]:
        text = unicodedata.normalize("NFC", tidy(sent).replace("\n", " ")).translate(MIDDLE_DOTS)
        if len(text) > 80:
            return Mistake("name.long", N_("That is too long for a name. Write it like WANG Wu."))
        several = _several(text)
        if several:
            return Unsure(several, N_("I read more than one name. Which one is it?"))
        among = _AMONG.match(text)
        if among is not None and (spelled := _spelled(among["name"])) is not None:
            return Odd(spelled, N_("In the English e-mail this is %(name)s.").of(name=spelled))
        led = _RELATION.sub("", _LEAD.sub("", text))
        if _is_said(led):
            return _said(led)
        if not any(char.isalpha() for char in text) or re.search(r"[<>@\d]", text):
            return Mistake("name.letters", N_("That does not look like a name. Write it like WANG Wu."))
        name = _FRAME.sub("", _REMARK.sub("", _REST.sub("", led))) or text
        name = _STOP.sub("", name)
        if _NO_NAME.match(name):
            return Mistake("name.letters", N_("That does not look like a name. Write it like WANG Wu."))
        spelled = _spelled(name) or (name if name != text else None)
        if spelled is not None:
            return Odd(spelled, N_("In the English e-mail this is %(name)s.").of(name=spelled))
        if _PLACED.match(name):
            return Odd(name, N_("In the English e-mail this is %(name)s.").of(name=name))
        if re.fullmatch(r"[a-z'’]+", text):
            return Odd(text, N_("I read the name %(name)s, one word in small letters.").of(name=text))
        return Understood(text, say_back=text != sent)

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return ("ZHANG San", "张三")


# “(my father is) in Houston”, “Very ill”: how or where somebody is, is no name. SO Wai Man is one, In Soo Kim may be.
_HOW = "in|at|on|very|so|still|not|there|here|from|too"
_NO_NAME = re.compile(rf"(?:{_HOW})\s|(?i:{_HOW})\s+[a-z]|(?i:ill|sick|dying|dead)$")
_PLACED = re.compile("|".join(rf"{word.capitalize()}\s" for word in _HOW.split("|")))


def _several(text: str) -> tuple[str, ...]:
    """The names, where the text is nothing but two or more of them."""
    parts = [part for part in _AND.split(text.strip(" .。")) if part]
    names = [_spelled(_OF_SEVERAL.sub("", part, count=1)) if is_han(part[0]) else part for part in parts]
    are_letters = not re.search(r"[,，;；、]", text) and all(
        _WHOLE.fullmatch(part) or (_SMALL.fullmatch(part) and part.split()[0].upper() in FREQUENT)
        for part in parts
    )
    are_characters = all(is_han(part[0]) for part in parts) and all(
        name and name.split()[0] in FREQUENT for name in names
    )
    if len(parts) < 2 or not (are_letters or are_characters):
        return ()
    return tuple(dict.fromkeys(name for name in names if name))


_SMALL = re.compile(r"[a-z]+(?: [a-z]+){1,2}")
_WHOLE = re.compile(r"[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){1,2}")


def _is_said(text: str) -> bool:
    """More Chinese than a name has, or words that none has."""
    characters = sum(map(is_han, text))
    return characters > 4 and (
        " " in text or bool(re.search("[,，。;；]", text)) or _SAID.search(text) is not None
    )


def _said(text: str) -> Reading[str]:
    """The one name in a sentence: in letters where they stand there, else of a frequent surname."""
    letters = re.findall(r"[A-Z]{2,}(?: [A-Z]{2,})+|[A-Z][a-z]+(?: [A-Z][a-z]+)+", text)
    names = [found["name"] for found in _APART.finditer(text) if not _SAID.search(found["name"])]
    spelled = [
        one
        for name in names
        if pinyin(simplified(name[:1]), surname=True) in FREQUENT and (one := _spelled(name))
    ]
    found = letters or spelled
    if len(set(found)) == 1:
        return Odd(found[0], N_("In the English e-mail this is %(name)s.").of(name=found[0]))
    return Mistake("name.letters", N_("That does not look like a name. Write it like WANG Wu."))


def _spelled(text: str) -> str | None:
    """A Chinese name as an English letter has it: 王芳 is WANG Fang. None for any other name."""
    text = simplified(text.replace(" ", "")) if len(text) < 8 else ""
    if not re.fullmatch(r"[\u3400-\u9fff]{2,4}", text):
        return None
    cut = 2 if text[:2] in COMPOUND and len(text) > 2 else 1
    surname, given = pinyin(text[:cut], surname=True), pinyin(text[cut:], surname=False)
    return f"{without_u(surname)} {without_u(given).capitalize()}" if surname and given else None
