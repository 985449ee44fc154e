"""The bot for Botium's connector: a line of JSON in for what a convo does, a line out with every reply to it.

`python -m tests.botium.engine FOLDER`, FOLDER being the suite of one language. No store, and the clock of the convo's
description: it stands until a convo lets time pass.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.core import DataExport, Letter, Reply
from bot.documents import NAME
from bot.i18n import translate
from bot.rehearsal.botium.reading import act_in
from bot.rehearsal.playing.checks import REQUEST
from bot.rehearsal.playing.diff import fault_message
from bot.rehearsal.playing.play_run import sandbox_for
from bot.rehearsal.playing.sandbox import NotThere, Sandbox
from bot.rehearsal.scripts.acts import read_act, read_wait
from bot.rehearsal.scripts.expand import expand
from bot.rehearsal.scripts.grammar import read_scripts
from bot.rehearsal.scripts.script import Act, At, Line, Press, Run, Send, Unreadable
from bot.rehearsal.scripts.source import inside
from dialogs import MAIN_FLOW

SOMETHING = "User: /start\nSilence\n"


def main(folder: Path) -> None:
    sandbox: Sandbox | None = None
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            if "begin" in asked:
                sandbox = sandbox_for(MAIN_FLOW, begun(str(asked["begin"] or ""), folder))
                answer: dict[str, Any] = {"replies": []}
            else:
                assert sandbox is not None
                answer = {"replies": [shown(reply) for reply in replies(sandbox, act(asked["me"], folder))]}
        except Unreadable as unreadable:
            answer = {"fault": " ".join(fault_message(fault, "en") for fault in unreadable.faults)}
        except NotThere as missing:
            answer = {"fault": f"{translate(missing.why, 'en')}: {missing.got}"}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


def begun(description: str, folder: Path) -> Run:
    """A run of which only the head matters. Raises Unreadable."""
    with TemporaryDirectory() as made:
        path = Path(made) / "head.chat.txt"
        path.write_text(f"Script: head\n{description}\n{SOMETHING}", "utf-8")
        (script,) = read_scripts(path)
        return expand(replace(script, folder=folder))[0]


def act(me: dict[str, Any], folder: Path) -> Act:
    """Raises Unreadable."""
    at = At(folder, 0)
    if me.get("button"):
        return Press(str(me["button"]))
    if me.get("media"):
        return Send(tuple(inside(folder, str(name), at) for name in me["media"]))
    kind, content = act_in(str(me["text"]), at, folder)
    line = Line(at, kind, content)
    return read_wait(line, content) if kind == "wait" else read_act(line, content, folder)


def replies(sandbox: Sandbox, done: Act) -> list[Reply]:
    """Raises NotThere."""
    before = len(sandbox.turns)
    sandbox.do(done)
    return [reply for seen in sandbox.turns[before:] for reply in seen.turn.replies]


def shown(reply: Reply) -> dict[str, Any]:
    """A reply as Botium has a message."""
    files = {Letter: REQUEST, DataExport: NAME}
    buttons = [{"text": button.label, "payload": button.code} for row in reply.buttons for button in row]
    media = [{"mediaUri": files[type(reply.document)]}] if reply.document is not None else []
    return {"messageText": reply.text, "buttons": buttons, "media": media}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
