"""Texts that no script can hear, by where they are written, each with its reason.

Whatever the engine says is said in a script. What is listed here is looked at by `tests` instead.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import Lang


@dataclass(frozen=True, slots=True)
class Exempt:
    """A file or folder of texts; with `lang`, only in that language."""

    place: str
    why: str
    tests: str
    lang: Lang | None = None

    def is_at(self, file: str, lang: Lang | None) -> bool:
        return self.lang in (None, lang) and (file == self.place or file.startswith(f"{self.place}/"))


EXEMPT = (
    Exempt(
        "bot/rehearsal", "tells testers what is wrong with a script", "tests/rehearsal/test_script_faults.py"
    ),
    Exempt(
        "bot/assistant/hearing.py",
        "said where a turn failed or could not be read",
        "tests/rehearsal/test_exempt.py",
    ),
    Exempt(
        "bot/channels/telegram",
        "Telegram's own menu, and a file it lost",
        "tests/rehearsal/test_exempt.py",
    ),
    Exempt(
        "bot/channels/terminal/channel.py",
        "a path that was typed and leads nowhere",
        "tests/rehearsal/test_exempt.py",
    ),
    Exempt(
        "bot/channels/lines.py",
        "said while other files are read, or where one is not handed out",
        "tests/rehearsal/test_exempt.py",
    ),
    Exempt(
        "bot/channels/floods.py",
        "said once to whoever sends more than can be read",
        "tests/rehearsal/test_exempt.py",
    ),
    Exempt("bot/channels/web", "the pages of the web chat", "tests/channels/test_web.py"),
    Exempt(
        "bot/channels/wechat",
        "what WeChat cannot carry, and its links",
        "tests/channels/test_wechat.py",
    ),
    Exempt("bot/console", "the pages of the staff console", "tests/console"),
    Exempt("bot/channels/terminal/session.py", "the terminal's farewell", "tests/rehearsal/test_exempt.py"),
    Exempt("bot/core/which_flow.py", "asked where there are two dialogs", "tests/rehearsal/test_exempt.py"),
    Exempt(
        "bot/core/engine/upgrading.py",
        "said when the dialog has changed meanwhile",
        "tests/rehearsal/test_exempt.py",
    ),
    Exempt(
        "dialogs/expedited_interview/letter.py", "retells the letter in Chinese only", "tests/scripts", "en"
    ),
)


def is_walkable(file: str, lang: Lang | None = None) -> bool:
    """Whether a script can hear the texts of a file."""
    return not any(unsaid.is_at(file, lang) for unsaid in EXEMPT)
