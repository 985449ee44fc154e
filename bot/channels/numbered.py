"""A reply where there are no buttons: plain lines, the choices numbered, the commands as words."""

from __future__ import annotations

from bot.core import Reply


def numbered(reply: Reply) -> str:
    """The text, then the choices, each with the number that picks it."""
    lines = [reply.text]
    choices = [button for row in reply.buttons for button in row]
    labels = [button.label for button in choices if not button.code.startswith("/")]
    if labels and reply.key != "change":
        lines.append("")
        lines += [f"  {number}  {label}" for number, label in enumerate(labels, 1)]
    commands = [button.label for button in choices if button.code.startswith("/")]
    if commands:
        lines += ["", "  " + " · ".join(commands)]
    return "\n".join(lines)
