"""Who may do what: a role is a set of rights, and every page names the one it needs."""

from __future__ import annotations

from enum import StrEnum

from bot.i18n import N_, Text


class Right(StrEnum):
    """What a page or an act needs. `ANYBODY` needs no sign-in at all, `SIGNED_IN` no more than that."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed_in"
    READ = "read"
    NOTE = "note"
    ANSWER = "answer"
    REVEAL = "reveal"
    EXPORT = "export"
    FIGURES = "figures"
    SCRIPT = "script"
    AUDIT = "audit"
    PURGE = "purge"
    STAFF = "staff"


_READER = {Right.READ, Right.NOTE, Right.FIGURES}
ROLES: dict[str, frozenset[Right]] = {
    "reader": frozenset(_READER),
    "answerer": frozenset(_READER | {Right.ANSWER, Right.REVEAL}),
    "privacy": frozenset(_READER | {Right.REVEAL, Right.EXPORT, Right.AUDIT, Right.PURGE}),
    "tester": frozenset({Right.READ, Right.FIGURES, Right.SCRIPT}),
    "admin": frozenset({Right.STAFF, Right.AUDIT, Right.FIGURES, Right.PURGE}),
}
"""An admin makes people, has conversations deleted by their ids, and reads none."""

NAMES: dict[str, Text] = {
    "reader": N_("Reader"),
    "answerer": N_("Answers people"),
    "privacy": N_("Privacy officer"),
    "tester": N_("Tester"),
    "admin": N_("Administrator"),
}


def may(role: str, right: Right) -> bool:
    return right in (Right.ANYBODY, Right.SIGNED_IN) or right in ROLES.get(role, frozenset())
