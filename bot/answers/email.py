"""E-mail addresses, with the signs that Chinese keyboards put into them and the words that stand around them.

A domain that is nearly one of the great mail services is a suggestion, by the rule of mailcheck: a likely
slip of the pen is asked about, never mended in silence. What comes out can stand in a mail header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from bot.answers import shapes
from bot.core import Mistake, Odd, Option, Reading, Takes, Understood, Unsure, plain
from bot.i18n import N_

WANTED = N_("Write it like zhangsan@example.com.")
# The mail services of mailcheck's list, and those of China.
SERVICES = (
    *"gmail.com googlemail.com hotmail.com outlook.com live.com msn.com yahoo.com ymail.com icloud.com me.com mac.com aol.com".split(),
    *"qq.com foxmail.com vip.qq.com 163.com 126.com yeah.net vip.163.com vip.126.com 188.com sina.com sina.cn sohu.com 139.com 189.cn".split(),
    *"aliyun.com tom.com 21cn.com wo.cn vip.sina.com protonmail.com proton.me zoho.com mail.com gmx.com".split(),
    *"sina.com.cn yahoo.com.cn yahoo.co.jp hotmail.co.uk yahoo.co.uk live.cn outlook.cn hotmail.fr yahoo.fr yahoo.ca mail.ru email.com".split(),
)
# Slips of “.com”; some are countries too, so those only count after the name of a service.
ENDINGS = frozenset("con cmo ocm comm coom vom xom cim cpm c0m copm coml".split())
COUNTRIES = frozenset("co cm om cn come".split())
ADDRESS = re.compile(r"[^\s@<>()\[\]\"',;:：]+@[^\s@<>()\[\]\"',;:：]+")
BLANKS = re.compile(r"\s*([@.])\s*")
SENTENCE_ENDS = re.compile(
    r"(?<=[a-z]{2})\.\s+(?!(?:com|cn|net|org|edu|co|io|me)\b)(?=\S).*$", re.IGNORECASE | re.ASCII | re.DOTALL
)
"""“li@example.com. I live …”: the sentence behind the address."""
WRONG_STOPS = re.compile(r"(?<=[a-z0-9])\s?[。，,、．·]\s?(?=[a-z]{2,4}\b)", re.IGNORECASE | re.ASCII)
LONGEST = 400
AROUND = "<>.,;:!\"'“”‘’ 。，；"
LOOK_ALIKE = str.maketrans("асԁеһіјӏорԛѕԝхуυναοιρτκ", "acdehijlopqswxyuvaoiptk")
"""Cyrillic and Greek letters that cannot be told from Latin ones: a domain with them is somebody else's."""


@dataclass(frozen=True, slots=True)
class Email:
    """The domain is in small letters, what stands before it as it was typed."""

    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.EMAIL

    def read(self, sent: str, today: date) -> Reading[str]:
        spelled = SPOKEN_AT.sub("@", plain(sent[:LONGEST]))
        text = spelled.strip(AROUND).removeprefix("mailto:")
        if text.count("@") > 1:
            return Mistake(
                "email.several",
                N_("I read more than one address. Please send just one. %(wanted)s").of(wanted=WANTED),
            )
        if "@" not in text:
            return Mistake("email.no_at", N_("There is no @ in it. %(wanted)s").of(wanted=WANTED))
        reading = _valid(_alone(text), sent)
        if isinstance(reading, Understood) and _is_after_blank(text):
            return Odd(
                reading.value,
                N_("There is a blank before it. I read the address as %(address)s.").of(
                    address=reading.value
                ),
            )
        return reading

    def show(self, value: str) -> str:
        return value

    def samples(self, today: date) -> tuple[str, ...]:
        return ("zhangsan@example.com", "zhangsan@gmial.com", "zhangsan＠example。com")


SPOKEN_AT = re.compile(r"\s*(?:艾特|(?<=[a-z0-9])圈a(?=[a-z0-9])|[(\[]at[)\]])\s*", re.I)
"""The sign as people say it who do not find it on the keyboard."""


def _alone(text: str) -> str:
    """zhang@qq，com and Zhang San <zhang@qq.com> as plain addresses."""
    before, _, after = text.partition("@")
    # “li@163.com这个”: what is said behind it is no part of the address.
    after = SENTENCE_ENDS.sub("", re.split(r"(?<=[a-zA-Z])[\u4e00-\u9fff]", after, maxsplit=1)[0])
    tidied = BLANKS.sub(r"\1", f"{before}@{WRONG_STOPS.sub('.', after)}")
    found = ADDRESS.findall(tidied)
    return found[0].strip(".。") if len(found) == 1 else tidied


# Words an address is handed over with.
_LEADS = frozenset(
    "is email e-mail mail address at to use its me sure try ok yes my new the this here contact and or work personal school private "
    "gmail outlook hotmail qq please write reach again correct it box primary main".split()
)


def _is_after_blank(text: str) -> bool:
    """“li hua@gmail.com”: what stands before the blank may belong to it."""
    before = re.search(r"(?<![\w@.])([a-z]+)\s+[^\s@<]+\s?@", text, re.I | re.ASCII)
    return before is not None and before[1].lower() not in _LEADS


def _valid(text: str, sent: str) -> Reading[str]:
    # Imported here: it takes long to load, and one question needs it.
    from email_validator import EmailNotValidError, validate_email

    try:
        address = validate_email(
            text, check_deliverability=False, allow_smtputf8=False, test_environment=True
        )
    except EmailNotValidError:
        return _without_dot(text) or Mistake(
            "email.form", N_("That is not a whole e-mail address. %(wanted)s").of(wanted=WANTED)
        )
    value = f"{address.local_part}@{address.ascii_domain}"
    shown = address.domain.lower().translate(LOOK_ALIKE)
    if shown.isascii() and shown != address.domain.lower():
        return _slip(address.local_part, meant_domain(shown) or shown, value)
    meant = meant_domain(address.ascii_domain.lower())
    if meant is not None:
        return _slip(address.local_part, meant, value)
    return Understood(value, say_back=value != sent)


def _slip(local: str, meant: str, value: str) -> Reading[str]:
    return Unsure(
        (f"{local}@{meant}", value),
        N_("The end of the address looks like a slip."),
    )


def _without_dot(text: str) -> Reading[str] | None:
    """zhang@qqcom, where no other address is possible."""
    local, _, domain = text.partition("@")
    meant = next((name for name in SERVICES if name.replace(".", "") == domain.lower()), None)
    if meant is None or not re.fullmatch(r"[\w.+-]{1,64}", local, re.ASCII):
        return None
    value = f"{local}@{meant}"
    return (
        Odd(value, N_("I read that as %(address)s.").of(address=value)) if local.strip(".") == local else None
    )


def meant_domain(domain: str) -> str | None:
    """The domain that this one is a slip of, or None where it is nobody's slip."""
    if domain in SERVICES:
        return None
    name, _, ending = domain.rpartition(".")
    for service in SERVICES:
        right, _, right_ending = service.rpartition(".")
        is_ending = ending == right_ending or (right_ending == "com" and ending in ENDINGS | COUNTRIES)
        if is_ending and (name == right or (len(right) >= MISTYPED and is_one_slip(name, right))):
            return service
    return f"{name}.com" if ending in ENDINGS else None


MISTYPED = 5
"""Letters from which on a name that is nearly that of a service is rather a slip than another name."""


def is_one_slip(one: str, other: str) -> bool:
    """Whether one letter is missing, too many or another, or two changed places (Damerau-Levenshtein distance 1)."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    at = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, right = one[at:], other[at:]
    swapped = rest[:2] == right[1::-1] and rest[2:] == right[2:]
    return swapped or rest[1:] == right[1:] or rest[1:] == right or rest == right[1:]
