"""What the checks of a script look at, a function a layer; each says what it found where that is not as expected."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from hashlib import sha256
from pathlib import Path

from bot.core import SHANGHAI, STATUS, DataExport, Letter, Odd, Reply, Spot, Understood, Value, as_typed
from bot.documents import NAME, attachment_names, eml
from bot.i18n import N_, Text
from bot.rehearsal.keys import bracketed, dotted
from bot.rehearsal.playing.capturing import captured
from bot.rehearsal.playing.sandbox import button_name
from bot.rehearsal.playing.snapshot import Difference, Layer, Snapshot
from bot.rehearsal.scripts.keywords import NONE
from bot.rehearsal.scripts.matching import (
    fold,
    fold_pattern,
    is_anything,
    is_one,
    listed,
    matches,
    matches_list,
)
from bot.rehearsal.scripts.script import Check

REQUEST = "request.eml"
HEADERS = ("To", "Cc", "From", "Subject", "X-Unsent")


def run_check(check: Check, snapshot: Snapshot, reply: Reply | None) -> Difference | None:
    """What is not as the check says. `reply` is the message it stands under, None under the user's own line."""
    return _LOOKS[check.layer](check, snapshot, reply)


def _differs(check: Check, layer: Layer, got: str, wanted: str | None = None) -> Difference:
    shown = check.content if wanted is None else wanted
    key = f"{check.key} = " if check.key else ""
    return Difference(
        layer, check.line.at, f"{'!' * check.negated}{key}{shown}", f"{key}{got}", None, check.line
    )


def _listed(content: str) -> tuple[str, ...]:
    return () if content.casefold().strip() in NONE else listed(content)


# What is said


def _text(check: Check, snapshot: Snapshot, reply: Reply | None) -> Difference | None:
    said = reply.text if reply is not None else ""
    return None if matches(check.content, said) is not check.negated else _differs(check, "text", said)


def _regex(check: Check, snapshot: Snapshot, reply: Reply | None) -> Difference | None:
    said = fold(reply.text) if reply is not None else ""
    fits = re.search(fold_pattern(check.content), said) is not None
    return None if fits is not check.negated else _differs(check, "regex", said)


def _capture(check: Check, snapshot: Snapshot, reply: Reply | None) -> Difference | None:
    if reply is not None and captured(check, reply) is not None:
        return None
    return replace(_differs(check, "regex", fold(reply.text) if reply is not None else ""), line=None)


def _buttons(check: Check, snapshot: Snapshot, reply: Reply | None) -> Difference | None:
    there = [(one.code, one.label) for row in reply.buttons for one in row] if reply is not None else []
    # As it is shown it may be written, too.
    named = [(code, label, button_name(code, label)) for code, label in there]
    wanted = _listed(check.content)
    if check.negated:
        fits = not any(is_one(one, names) for one in wanted for names in named) if wanted else bool(there)
    else:
        fits = matches_list(wanted, named)
    if fits:
        return None
    by_label = any(is_one(one, (label,)) and one != code for one in wanted for code, label in there)
    found = _differs(
        check, "buttons", " | ".join(label if by_label else code for code, label in there) or NONE[1]
    )
    shown = " | ".join(button_name(code, label) for code, label in there) or NONE[1]
    bars = len(wanted) == 1 and COMMA.search(wanted[0])
    return replace(found, shown=shown, note=BARS if bars else _lost(check, wanted, there))


def _lost(check: Check, wanted: tuple[str, ...], there: list[tuple[str, str]]) -> Text | None:
    """Which buttons are missing, where some are."""
    if check.negated:
        return None
    lost = [one for one in wanted if not is_anything(one) and not any(is_one(one, names) for names in there)]
    return N_("missing: %(buttons)s").of(buttons=tuple(lost)) if lost else None


BARS = N_("several buttons have bars between them: a | b")
COMMA = re.compile("[,，、]")


def _file(check: Check, snapshot: Snapshot, reply: Reply | None) -> Difference | None:
    match reply.document if reply is not None else None:
        case Letter():
            got = REQUEST
        case DataExport():
            got = NAME
        case _:
            got = NONE[1]
    wanted = NONE[1] if check.content.casefold() in NONE else check.content
    return None if (fold(wanted) == got) is not check.negated else _differs(check, "file", got)


# Where it stands


def _state(check: Check, snapshot: Snapshot, reply: Reply | None) -> Difference | None:
    state, place = snapshot.conversation.state, snapshot.place
    names = (state, STATUS[state], place, bracketed(place)) if place else (state, STATUS[state])
    fits = is_one(check.content, names)
    got = bracketed(place) if place and state in ("asking", "revisiting") else state
    return None if fits is not check.negated else _differs(check, "state", got)


def _data(check: Check, snapshot: Snapshot, reply: Reply | None) -> Difference | None:
    key = dotted(check.key)
    value = snapshot.walk.answers.values.get(key)
    got = as_typed(value) if value is not None else ""
    if check.negated and not check.content:
        fits = value is not None
    else:
        fits = value is not None and (
            matches(check.content, got) or _reads_as(check.content, key, value, snapshot)
        )
    return None if fits is not check.negated else _differs(check, "data", got)


def _reads_as(typed: str, key: str, value: Value, snapshot: Snapshot) -> bool:
    """Whether what is expected is another way to write the value."""
    spot = snapshot.walk.spot(key)
    if not isinstance(spot, Spot) or isinstance(value, tuple) or is_anything(typed):
        return False
    reading = spot.question.kind.read(typed, snapshot.at.astimezone(SHANGHAI).date())
    return isinstance(reading, Understood | Odd) and reading.value == value


def _warnings(check: Check, snapshot: Snapshot, reply: Reply | None) -> Difference | None:
    fired = [one.ruling.key for one in snapshot.walk.verdicts if one.ruling.strength == "warn"]
    return _rulings(check, "warnings", fired)


def _notes(check: Check, snapshot: Snapshot, reply: Reply | None) -> Difference | None:
    return _rulings(check, "notes", [one.ruling.key for one in snapshot.walk.notes])


def _ruling(check: Check, snapshot: Snapshot, reply: Reply | None) -> Difference | None:
    place = snapshot.walk.place
    return _rulings(check, "ruling", [] if place is None or isinstance(place, Spot) else [place.ruling.key])


def _rulings(check: Check, layer: Layer, fired: list[str]) -> Difference | None:
    """All of them unless `…` stands among them, in any order."""
    wanted = _listed(check.content)
    named = {one for one in wanted if not is_anything(one)}
    if check.negated:
        fits = not named & set(fired) if wanted else bool(fired)
    else:
        fits = named <= set(fired) if len(named) < len(wanted) else named == set(fired)
    return None if fits else _differs(check, layer, " | ".join(fired) or NONE[1])


# The e-mail


def _email(check: Check, snapshot: Snapshot, reply: Reply | None) -> Difference | None:
    letter = snapshot.letter
    if not check.key:
        return None if letter is None else _differs(check, "email", letter.subject)
    if letter is None:
        wanted = f"{check.key} = {check.content}"
        return Difference("email", check.line.at, wanted, "", NO_EMAIL, check.line)
    if check.key == "same":
        return _golden(check, letter, snapshot)
    parts = {
        "to": letter.to,
        "cc": str(message_from_bytes(eml(letter, snapshot.files), policy=default)["Cc"] or ""),
        "from": letter.sender,
        "subject": letter.subject,
        "body": letter.body,
        "attachments": ", ".join(attachment_names(letter)),
    }
    got = parts[check.key]
    return None if matches(check.content, got) is not check.negated else _differs(check, "email", got)


NO_EMAIL = N_("there is no e-mail here")


def _golden(check: Check, letter: Letter, snapshot: Snapshot) -> Difference | None:
    made, path = eml(letter, snapshot.files), Path(check.content)
    try:
        kept = path.read_bytes()
    except OSError:
        note = N_("there is no file %(name)s yet; --update writes it").of(name=path.name)
        return Difference("email", check.line.at, "", readable(made), note, check.line, (path, made))
    if (kept.replace(b"\r\n", b"\n") == made.replace(b"\r\n", b"\n")) is not check.negated:
        return None
    return Difference("email", check.line.at, readable(kept), readable(made), None, check.line, (path, made))


def readable(content: bytes) -> str:
    """An `.eml` as it reads: its headers, its words, and its attachments by name and digest."""
    message = message_from_bytes(content, policy=default)
    lines = [f"{name}: {value}" for name, value in message.items() if name in HEADERS]
    for part in message.walk():
        if part.get_filename():
            digest = sha256(part.get_payload(decode=True) or b"").hexdigest()  # type: ignore[arg-type]
            lines.append(f"[{part.get_filename()} {part.get_content_type()} {digest[:16]}]")
        elif part.get_content_type() == "text/plain":
            lines += ["", *str(part.get_content()).splitlines(), ""]
    return "\n".join(lines)


_LOOKS: dict[str, Callable[[Check, Snapshot, Reply | None], Difference | None]] = {
    "text": _text,
    "regex": _regex,
    "capture": _capture,
    "buttons": _buttons,
    "file": _file,
    "state": _state,
    "data": _data,
    "warnings": _warnings,
    "notes": _notes,
    "ruling": _ruling,
    "email": _email,
}
