"""A request that was sent is corrected by a short reply in the same thread; where too much is different, by the whole
request in its place.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core import Change, Correction, Letter, Value
from bot.i18n import translate
from dialogs.expedited_interview.letter import telephone

WHOLE = frozenset(("party", "purpose", "emergency", "visa_class"))
"""What changes the reason or who asks changes the request itself."""
MOST = 8


def correct(correction: Correction) -> Letter:
    """The reply with old and new values, or with the whole request."""
    whole = correction.whole
    body = _in_place(correction) if _is_another(correction.changes) else _listed(correction)
    return replace(
        whole,
        subject=f"Re: {correction.first.subject}",
        body=body,
        attachments=whole.attachments if any(one.key == "proof" for one in correction.changes) else (),
    )


def _is_another(changes: tuple[Change, ...]) -> bool:
    """Another reason, another list of people, homes or jobs: a list of lines would be harder to read."""
    return len(changes) > MOST or any(
        one.key in WHOLE or ("." in one.key and None in (one.before, one.after)) for one in changes
    )


def _in_place(correction: Correction) -> str:
    greeting, *rest = correction.whole.body.split("\n\n")
    instead = f"Please take this request in place of the one I sent on {translate(correction.on, 'en')}."
    return "\n\n".join((greeting, instead, *rest))


def _listed(correction: Correction) -> str:
    greeting, *_, thanks, signature = correction.whole.body.split("\n\n")
    sent = translate(correction.on, "en")
    return "\n\n".join(
        (
            greeting,
            f"On {sent} I sent the request below. Please note what has changed since:",
            "\n".join(map(_line, correction.changes)),
            "Everything else is as I wrote.",
            thanks,
            signature,
        )
    )


def _line(change: Change) -> str:
    """`- Phone: +86 139 1234 5678 (not +86 138 1234 5678)`"""
    label = translate(change.label, "en")
    if change.key == "proof":
        return f"- {label}: attached anew, in place of the earlier one"
    new = _said(change, change.after)
    if change.before is None:
        return f"- {label}: {new} (not given before)"
    return f"- {label}: {new} (before: {_said(change, change.before)})"


def _said(change: Change, value: Value | None) -> str:
    if value is None:
        return "none"
    return telephone(str(value)) if change.key == "phone" else translate(change.show(value), "en")
