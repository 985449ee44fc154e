"""Every text the bot can say, side by side in both languages, as one HTML page to proof-read.

The page needs no script and nothing from outside; what is missing in a language is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from html import escape

from bot.core import Flow, Group, Question, Ruling, Section, Step
from bot.i18n import LANGUAGES, Lang, Text, is_translated, translate
from bot.rehearsal import sources
from bot.rehearsal.sources import Written

PLACEHOLDER = re.compile(r"%\((\w+)\)s")
EXAMPLES: dict[str, object] = {
    "address": "requests@consulate.example",
    "at": time(9, 30),
    "call_center": "+86 10 0000 0000",
    "count": 3,
    "day": date(2027, 1, 18),
    "days": 14,
    "draft": 14,
    "email": "zhangsan@example.com",
    "end": date(2027, 1, 18),
    "event": date(2027, 1, 25),
    "finished": 30,
    "first": date(2026, 11, 2),
    "gap": date(2026, 8, 1),
    "interview": date(2027, 1, 18),
    "last": date(2026, 11, 30),
    "length": 5000,
    "longest": 4096,
    "most": 20,
    "name": "ZHANG Sanming",
    "number": 2,
    "pages": 3,
    "phone": "13800000000",
    "shortest": 4,
    "since": date(2019, 3, 1),
    "start": date(2027, 1, 11),
    "subject": "Request for an earlier interview: ZHANG Sanming",
    "surname": "ZHANG",
    "time": time(9, 30),
    "until": date(2026, 11, 30),
    "visa_class": "B-1/B-2",
    "website": "https://www.example.com",
    "who": "ZHANG Sanming",
    "year": 2026,
}
"""What stands in a placeholder; another one shows its own name in brackets."""

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em; color: #222; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border-bottom: 1px solid #ccc; padding: .5em; text-align: left; vertical-align: top; white-space: pre-wrap; overflow-wrap: anywhere; }
thead th { position: sticky; top: 0; background: #fff; }
th.place { width: 22%; font-weight: normal; color: #555; }
.example { color: #357; border-left: 3px solid #bcd; padding-left: .5em; margin-top: .4em; }
.missing { background: #fdd; }
@media print { thead th { position: static; } tr { break-inside: avoid; } }
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text, the places in the dialog where it is said, and where it is written."""

    msgid: str
    said_at: tuple[str, ...]
    written_at: tuple[Written, ...]


def entries(flow: Flow) -> list[Entry]:
    """Every text: those of the dialog in its order, then the others by where they are written."""
    written = sources.texts()
    placed: dict[str, list[str]] = {}
    for msgid, place in _placed(flow):
        placed.setdefault(msgid, []).append(place)
    others = sorted((msgid for msgid in written if msgid not in placed), key=lambda msgid: written[msgid][0])
    return [
        Entry(msgid, tuple(dict.fromkeys(placed.get(msgid, ()))), written.get(msgid, ()))
        for msgid in (*placed, *others)
    ]


def _placed(flow: Flow) -> Iterator[tuple[str, str]]:
    yield flow.title.msgid, "title"
    for text in flow.intro:
        yield text.msgid, "greeting"
    for section in flow.sections:
        yield section.title.msgid, "section"
        yield from _of(section, section.steps)
    for message in flow.at_result:
        for ruling in message:
            yield from _of_ruling(ruling, "with the letter")
    yield flow.person.msgid, "a person"


def _of(section: Section, steps: tuple[Step, ...]) -> Iterator[tuple[str, str]]:
    title = section.title.msgid
    for step in steps:
        match step:
            case Ruling():
                yield from _of_ruling(step, title)
            case Group():
                yield step.label.msgid, f"{title} · {step.key}[]: label"
                yield from _of(section, (step.more, *step.steps))
            case Question():
                yield from _of_question(step, title)


def _of_ruling(ruling: Ruling, title: str) -> Iterator[tuple[str, str]]:
    yield ruling.text.msgid, f"{title} · {ruling.key} ({ruling.strength}, {ruling.basis}, {ruling.source})"
    if ruling.way_out is not None:
        yield ruling.way_out.msgid, f"{title} · {ruling.key}: way out"


def _of_question(question: Question[object], title: str) -> Iterator[tuple[str, str]]:
    place = f"{title} · {question.key}"
    if isinstance(question.ask, Text):
        yield question.ask.msgid, place
    for what, text in (("label", question.label), ("why", question.why), ("example", question.example)):
        if text is not None:
            yield text.msgid, f"{place}: {what}"
    for option in question.kind.options:
        if isinstance(option.label, Text):
            yield option.label.msgid, f"{place}: button {option.code}"


def example(msgid: str, lang: Lang) -> str | None:
    """The text with plausible values in it, or None where it has no placeholder."""
    names = dict.fromkeys(PLACEHOLDER.findall(msgid))
    if not names:
        return None
    return translate(Text(msgid).of(**{name: EXAMPLES.get(name, f"[{name}]") for name in names}), lang)


def page(flow: Flow) -> str:
    rows = "\n".join(_row(entry) for entry in entries(flow))
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Jiaji 加急</title><style>{STYLE}</style></head>
<body>
<h1>Jiaji 加急</h1>
<table>
<thead><tr><th class="place">Where</th><th>English</th><th>中文</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>"""


def _row(entry: Entry) -> str:
    where = "\n".join((*entry.said_at, *map(str, entry.written_at)))
    cells = "".join(_cell(entry.msgid, lang) for lang in sorted(LANGUAGES, key=("en", "zh").index))
    return f'<tr><th class="place" scope="row">{escape(where)}</th>{cells}</tr>'


def _cell(msgid: str, lang: Lang) -> str:
    has_words = PLACEHOLDER.sub("", msgid).strip()
    missing = ' class="missing"' if has_words and not is_translated(msgid, lang) else ""
    filled = example(msgid, lang)
    shown = f'<div class="example">{escape(filled)}</div>' if filled is not None else ""
    tag = "zh-Hans" if lang == "zh" else "en"
    return f'<td lang="{tag}"{missing}>{escape(translate(Text(msgid), lang))}{shown}</td>'
