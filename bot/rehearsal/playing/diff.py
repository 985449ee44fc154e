"""What is told of a red script: each difference by its layer, the turns above it, the real dialog below it.

Told in the language that the script is written in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from difflib import unified_diff
from pathlib import Path

from bot.i18n import N_, Lang, Text, translate
from bot.rehearsal.playing.as_played import as_played
from bot.rehearsal.playing.play_run import PlayedExchange, PlayedRun
from bot.rehearsal.playing.reply_match import ids_of
from bot.rehearsal.playing.snapshot import Difference, Layer
from bot.rehearsal.scripts.matching import fold
from bot.rehearsal.scripts.script import At, Fault

LAYERS: dict[Layer, Text] = {
    "act": N_("action"),
    "id": N_("id"),
    "text": N_("text"),
    "buttons": N_("buttons"),
    "state": N_("state"),
    "data": N_("data"),
    "ruling": N_("ruling"),
    "warnings": N_("warning"),
    "notes": N_("note"),
    "regex": N_("regular expression"),
    "email": N_("e-mail"),
    "file": N_("file"),
}
EXPECTED, ACTUAL = N_("expected:"), N_("actual:")
TURNS_ABOVE = 6
MOST = 12
LONGEST = 400
BAR = "─" * 60


def fault_message(fault: Fault, lang: Lang) -> str:
    """`file:line: what is wrong. What to write instead.`"""
    return f"{where(fault.at)}: {fault_words(fault, lang)}"


def fault_words(fault: Fault, lang: Lang) -> str:
    said = [translate(text, lang) for text in (fault.what, fault.hint) if text is not None]
    return ("" if lang == "zh" else " ").join(said)


def where(at: At) -> str:
    path = at.path
    with suppress(ValueError):
        path = path.relative_to(Path.cwd())
    return f"{path}:{at.line}" if at.line else str(path)


def red_report(played: PlayedRun, differences: tuple[Difference, ...]) -> str:
    """One transcript with every difference where it came up; what follows from a first derailing is only counted."""
    lang = played.run.script.spoken
    where_found = [number for number, one in enumerate(played.exchanges) if _of(one, differences)]
    last = _last_told(played, where_found)
    told = first_causes(played, differences)
    lines = [translate(_in_short(tuple(told)), lang), ""]
    for number in range(max(0, where_found[0] - TURNS_ABOVE), last + 1):
        exchange = played.exchanges[number]
        found = _of(exchange, differences)
        if number < where_found[0] or found:
            lines += [*_turn(exchange), *_differences(found, lang)]
    if len(differences) > len(told):
        lines += ["", translate(FOLLOW.of(count=len(differences) - len(told)), lang)]
    actual = [translate(N_("How it really went, ready to paste:"), lang), BAR, *as_played(played), BAR]
    while lines[-1] == "":
        lines.pop()
    return "\n".join([*lines, "", *actual])


FOLLOW = N_(
    "From here on it is another dialog: %(count)s more differences come after this and most follow from it. Mend this one first."
)


def first_causes(played: PlayedRun, differences: tuple[Difference, ...]) -> list[Difference]:
    """All up to where the dialog goes another way."""
    where_found = [number for number, one in enumerate(played.exchanges) if _of(one, differences)]
    last = _last_told(played, where_found)
    return [
        one for number in where_found if number <= last for one in _of(played.exchanges[number], differences)
    ]


def _last_told(played: PlayedRun, where_found: list[int]) -> int:
    return next((number for number in where_found if _derails(played.exchanges[number])), where_found[-1])


def _of(exchange: PlayedExchange, differences: tuple[Difference, ...]) -> list[Difference]:
    return [one for one in exchange.differences if one in differences]


def _derails(exchange: PlayedExchange) -> bool:
    """Whether the dialog goes another way from here: something could not be done, or what was expected never came."""
    return any(
        one.layer in ("act", "state")
        or (one.layer == "buttons" and one.line is None)
        or (one.layer == "id" and one.line)
        for one in exchange.differences
    )


def _in_short(differences: tuple[Difference, ...]) -> Text:
    layers = tuple(dict.fromkeys(LAYERS[one.layer] for one in differences))
    said = (
        N_("1 difference: %(layers)s") if len(differences) == 1 else N_("%(count)s differences: %(layers)s")
    )
    return said.of(count=len(differences), layers=layers)


def _turn(played: PlayedExchange) -> Iterator[str]:
    line = played.exchange.line
    yield f"  {line.at.line:>4}  {line.raw[0].strip()}"
    for _, replies in played.pairs:
        for reply in replies:
            ids = " + ".join(f"@{one}" for one in ids_of(reply))
            yield f"        {ids}  {_short(reply.text, 70)}"


def _differences(found: list[Difference], lang: Lang) -> Iterator[str]:
    for difference in found[:MOST]:
        yield from ("", *difference_lines(difference, lang))
    if len(found) > MOST:
        yield translate(N_("and %(count)s more").of(count=len(found) - MOST), lang)
    if found:
        yield ""


def difference_lines(difference: Difference, lang: Lang) -> list[str]:
    """One difference: its layer and place, what was expected, what came instead."""
    note = f" ({translate(difference.note, lang)})" if difference.note is not None else ""
    head = f"✗ {translate(LAYERS[difference.layer], lang)}  {where(difference.at)}{note}"
    return [head, *_details(difference, lang)]


def difference_words(difference: Difference, lang: Lang) -> str:
    """A difference where its place is seen already."""
    note = f" ({translate(difference.note, lang)})" if difference.note is not None else ""
    head = f"{translate(LAYERS[difference.layer], lang)}{note}"
    return "\n".join([head, *(line.strip() for line in _details(difference, lang))])


def _details(difference: Difference, lang: Lang) -> list[str]:
    if "\n" in difference.wanted and "\n" in difference.got:
        changes = unified_diff(difference.wanted.split("\n"), difference.got.split("\n"), n=1, lineterm="")
        return [f"    {line}" for line in list(changes)[2:]]
    lines = []
    gap = "" if lang == "zh" else " "
    if difference.wanted:
        lines.append(f"    {translate(EXPECTED, lang)}{gap}{_short(difference.wanted)}")
    if difference.got or difference.layer != "act":
        got = difference.shown or difference.got
        lines.append(f"    {translate(ACTUAL, lang)}{gap}{_short(got) or '—'}")
    if difference.layer == "text" and difference.wanted:
        lines += _from_where(difference, lang)
    return lines


def _from_where(difference: Difference, lang: Lang) -> list[str]:
    """Where two texts part, for long ones."""
    wanted, got = fold(difference.wanted), fold(difference.got)
    same = next(
        (n for n, (a, b) in enumerate(zip(wanted, got, strict=False)) if a != b), min(len(wanted), len(got))
    )
    if same < 4:
        return []
    said = N_("different after “%(same)s”: “%(wanted)s” / “%(got)s”").of(
        same=wanted[max(0, same - 12) : same], wanted=wanted[same : same + 20], got=got[same : same + 20]
    )
    return [f"    {translate(said, lang)}"]


def _short(text: str, longest: int = LONGEST) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= longest else folded[: longest - 1] + "…"
