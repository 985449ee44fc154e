"""E-mail addresses, with the full-width signs that Chinese keyboards put into them.

A likely slip of the pen is a suggestion; what comes out can stand in a mail header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from bot.answers import shapes
from bot.core import Mistake, Option, Reading, Takes, Understood, Unsure, plain
from bot.i18n import N_

WANTED = N_("It looks like zhangsan@example.com.")
SLIPS = {
    "gmial.com": "gmail.com",
    "gmai.com": "gmail.com",
    "gamil.com": "gmail.com",
    "gmail.con": "gmail.com",
    "gmail.cn": "gmail.com",
    "qq.co": "qq.com",
    "qq.con": "qq.com",
    "qq.cn": "qq.com",
    "163.con": "163.com",
    "163.co": "163.com",
    "126.con": "126.com",
    "hotmial.com": "hotmail.com",
    "hotmail.con": "hotmail.com",
    "outlook.con": "outlook.com",
    "outlok.com": "outlook.com",
    "sina.con": "sina.com",
    "yahoo.con": "yahoo.com",
    "foxmail.con": "foxmail.com",
}


@dataclass(frozen=True, slots=True)
class Email:
    options: ClassVar[tuple[Option, ...]] = ()
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = shapes.EMAIL

    def read(self, sent: str, today: object) -> Reading[str]:
        text = (
            plain(sent[:400])
            .strip("<>.,。，;； ")
            .removeprefix("mailto:")
            .replace("。", ".")
            .replace("，", ".")
        )
        if text.count("@") > 1:
            return Mistake(
                "email.several",
                N_("I read more than one address. Please send just one. %(wanted)s").of(wanted=WANTED),
            )
        if "@" not in text:
            return Mistake("email.no_at", N_("There is no @ in it. %(wanted)s").of(wanted=WANTED))
        return self._valid("@".join(part.strip() for part in text.split("@")), sent)

    def show(self, value: str) -> str:
        return value

    def samples(self, today: object) -> tuple[str, ...]:
        return ("zhangsan@example.com", "zhangsan@gmial.com", "li＠example.org")

    def _valid(self, text: str, sent: str) -> Reading[str]:
        # Imported here: it takes long to load, and one question needs it.
        from email_validator import EmailNotValidError, validate_email

        try:
            address = validate_email(
                text, check_deliverability=False, allow_smtputf8=False, test_environment=True
            )
        except EmailNotValidError:
            return Mistake(
                "email.form", N_("That is not a whole e-mail address. %(wanted)s").of(wanted=WANTED)
            )
        value = f"{address.local_part}@{address.ascii_domain}"
        domain = address.ascii_domain.lower()
        right = SLIPS.get(domain) or (
            domain.removesuffix(".con") + ".com" if domain.endswith(".con") else None
        )
        if right is not None:
            return Unsure(
                (f"{address.local_part}@{right}", value),
                N_("The end of the address looks like a slip. Which one is right?"),
            )
        return Understood(value, say_back=value != sent)
