"""Values that are captured from what the bot says, and put into the lines that come later.

A captured value is plain text in whatever line it stands: a sign in it means nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.core import Reply
from bot.rehearsal.scripts.matching import fold, fold_pattern
from bot.rehearsal.scripts.script import Act, Check, Edit, Exchange, Expected, Press, Say, Words
from bot.rehearsal.scripts.tokens import with_values
from bot.rehearsal.scripts.wording import escaped


def captured_in(checks: Iterable[Check], reply: Reply) -> dict[str, str]:
    """By name; what is not found has no value."""
    found = {}
    for check in checks:
        match = captured(check, reply)
        if match is not None:
            found[check.key] = match[1]
    return found


def captured(check: Check, reply: Reply) -> re.Match[str] | None:
    if check.layer != "capture":
        return None
    return re.search(fold_pattern(check.content), fold(reply.text))


def with_captured(exchange: Exchange, values: Mapping[str, str]) -> Exchange:
    """The exchange with every captured value said."""
    if not values:
        return exchange
    return replace(
        exchange,
        act=_act(exchange.act, values),
        expected=tuple(_expected(one, values) for one in exchange.expected),
        checks=_checks(exchange.checks, values),
    )


def _act(act: Act, values: Mapping[str, str]) -> Act:
    match act:
        case Say(text):
            return Say(with_values(text, values))
        case Press(button):
            return replace(act, button=with_values(button, values))
        case Edit(new, old):
            return Edit(with_values(new, values), old and with_values(old, values))
        case _:
            return act


def _expected(expected: Expected, values: Mapping[str, str]) -> Expected:
    says, checks = expected.says, _checks(expected.checks, values)
    if isinstance(says, Words):
        says = replace(says, text=_in_pattern(says.text, values))
    others = tuple(_expected(one, values) for one in expected.others)
    return replace(expected, says=says, checks=checks, others=others)


def _checks(checks: tuple[Check, ...], values: Mapping[str, str]) -> tuple[Check, ...]:
    return tuple(replace(one, content=_content(one, values)) for one in checks)


def _content(check: Check, values: Mapping[str, str]) -> str:
    if check.layer in ("regex", "capture"):
        return with_values(check.content, {name: re.escape(value) for name, value in values.items()})
    return _in_pattern(check.content, values)


def _in_pattern(text: str, values: Mapping[str, str]) -> str:
    return with_values(text, {name: escaped(value) for name, value in values.items()})
