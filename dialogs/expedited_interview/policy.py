"""The policy data, read from policy.toml and checked when the bot starts: a fault names file, line and key."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bot.answers import UNITS
from bot.i18n import Bilingual

FILE = Path(__file__).with_name("policy.toml")

Words = Annotated[str, Field(min_length=1)]
Count = Annotated[int, Field(ge=1, le=120)]


class PolicyError(ValueError):
    """The policy file cannot be used; the message names the file, the line and what is wrong."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    source: Words


class Period(_Table):
    text: Words
    text_zh: Words


class Website(_Table):
    address: Annotated[str, Field(pattern=r"^https://\S+$")]


class Refusal(_Table):
    months: Count
    near_limit_days: Count


class Residence(_Table):
    months: Count


class Renewal(_Table):
    window_months: Count
    bank: Words
    bank_zh: Words


class CallCenter(_Table):
    inside: Annotated[str, Field(pattern=r"^[\d-]+$")]
    outside: Annotated[str, Field(pattern=r"^[\d-]+$")]


class ProofPages(_Table):
    pages: Count


class BusinessDays(_Table):
    business_days: Count


class Study(_Table):
    class_letters: list[Annotated[str, Field(pattern=r"^[A-Z]$")]]
    academic_year_month: Annotated[int, Field(ge=1, le=12)]


class District(_Table):
    units: list[Words]


class Post(_Table):
    name: Words
    name_zh: Words
    units: list[Words]


class Policy(BaseModel):
    """Periods in calendar months, answers in business days, units by their codes."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    source: Words
    period: Period
    website: Website
    refusal: Refusal
    residence: Residence
    renewal: Renewal
    call_center: CallCenter
    proof: ProofPages
    answer: BusinessDays
    mail: BusinessDays
    study: Study
    district: District
    posts: dict[str, Post]

    @model_validator(mode="after")
    def _every_unit_has_one_post(self) -> Policy:
        lists = (self.district.units, *(post.units for post in self.posts.values()))
        named = [unit for units in lists for unit in units]
        known = {option.code for option in UNITS}
        wrong = (known ^ set(named)) | {unit for unit in named if named.count(unit) > 1}
        if wrong:
            raise ValueError(f"each unit needs just one post: {', '.join(sorted(wrong))}")
        return self

    def post_for(self, unit: str) -> Bilingual:
        post = next(post for post in self.posts.values() if unit in post.units)
        return Bilingual(en=post.name, zh=post.name_zh)

    @property
    def renewal_bank(self) -> Bilingual:
        return Bilingual(en=self.renewal.bank, zh=self.renewal.bank_zh)

    @property
    def page_period(self) -> Bilingual:
        return Bilingual(en=self.period.text, zh=self.period.text_zh)


def read_policy(path: Path = FILE) -> Policy:
    """Raises PolicyError."""
    text = path.read_text("utf-8")
    try:
        return Policy.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"{path.name}: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = [str(part) for part in first["loc"]]
        raise PolicyError(
            f"{path.name}, line {line_of(text, where)}, {'.'.join(where) or 'posts'}: {first['msg']}"
        ) from None


def line_of(text: str, where: list[str]) -> int:
    """The line of a key, or of its table where the key is missing, counted from 1."""
    lines, at = text.splitlines(), 1
    for table in (".".join(where[:depth]) for depth in range(len(where), 0, -1)):
        if f"[{table}]" in lines:
            at = lines.index(f"[{table}]") + 1
            break
    keys = [
        number
        for number, line in enumerate(lines[at - 1 :], at)
        for key in where[-2:]
        if line.startswith(f"{key} =")
    ]
    return keys[0] if keys else at


POLICY = read_policy()
