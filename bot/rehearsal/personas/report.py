"""What came of a play, held against what was expected: an exit code, the differences, and the files to look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.documents import eml
from bot.rehearsal.personas.persona import Expectation, Persona, typed
from bot.rehearsal.personas.player import Play


@dataclass(frozen=True, slots=True)
class Outcome:
    """`code`: 0 as expected, 1 otherwise, 3 where a key of the persona is missing."""

    played: Play
    code: int
    differences: tuple[str, ...] = field(default=())

    def summary(self) -> str:
        end = self.played.ruling or (self.played.letter.subject if self.played.letter else "")
        mark = "✓" if self.code == 0 else "✗"
        return f"{mark} {self.played.persona} ({self.played.lang}): {self.played.status} {end}".rstrip()

    def as_object(self) -> dict[str, object]:
        played, letter = self.played, self.played.letter
        return {
            "persona": played.persona,
            "lang": played.lang,
            "status": played.status,
            "ruling": played.ruling,
            "warnings": played.warnings,
            "to": letter.to if letter else None,
            "subject": letter.subject if letter else None,
            "body": letter.body if letter else None,
            "eml": eml(letter, played.files).decode("utf-8", "surrogateescape") if letter else None,
            "questions_asked": played.questions_asked,
            "unused_keys": played.unused_keys,
        }


def outcome(persona: Persona, played: Play) -> Outcome:
    if played.missing is not None:
        return Outcome(played, 3, (f"missing: {played.missing}",))
    if played.refused is not None:
        return Outcome(played, 1, (f"refused or unclear: {played.refused}", *_last_words(played)))
    if persona.expect is None:
        ready = played.status == "ready" and played.letter is not None
        return Outcome(
            played, 0 if ready else 1, () if ready else (f"status: {played.status} {played.ruling}",)
        )
    differences = tuple(_differences(persona.expect, played))
    return Outcome(played, 1 if differences else 0, differences)


def _last_words(played: Play) -> list[str]:
    return [text.replace("\n", " / ") for who, text in played.transcript[-2:]]


def _differences(expect: Expectation, played: Play) -> list[str]:
    found: list[str] = []
    for name in ("status", "ruling"):
        wanted, got = getattr(expect, name), getattr(played, name)
        if wanted is not None and wanted != got:
            found.append(f"{name}: expected {wanted}, got {got}")
    found += [f"warnings: {key} did not fire" for key in expect.warnings if key not in played.warnings]
    letter = played.letter
    found += _lacking("subject", expect.subject_contains, letter.subject if letter else "")
    found += _lacking("body", expect.body_contains, letter.body if letter else "")
    for key, value in expect.normalised.items():
        got = played.normalised.get(key)
        if got != typed(value):
            found.append(f"normalised {key}: expected {typed(value)}, got {got}")
    return found


def _lacking(name: str, wanted: str | tuple[str, ...], text: str) -> list[str]:
    """Case and white space do not count."""
    folded = "".join(text.split()).casefold()
    several = (wanted,) if isinstance(wanted, str) else wanted
    return [f"{name} lacks: {one}" for one in several if "".join(one.split()).casefold() not in folded]


def written(folder: Path, stem: str, played: Play) -> None:
    """The transcript, the letter and the .eml, each a file named for the persona and the language."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{stem}.{played.lang}"
    said = [f"{who}: {text}" for who, text in played.transcript]
    (folder / f"{name}.transcript.txt").write_text("\n\n".join(said) + "\n", "utf-8", "backslashreplace")
    if played.letter is not None:
        letter = played.letter
        (folder / f"{name}.letter.txt").write_text(
            f"To: {letter.to}\nSubject: {letter.subject}\n\n{letter.body}\n", "utf-8"
        )
        (folder / f"{name}.eml").write_bytes(eml(letter, played.files))
