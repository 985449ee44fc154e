"""The commands that Telegram shows in its menu, in each language."""

from __future__ import annotations

from functools import partial

from telegram import Bot, BotCommand

from bot.channels.telegram.retries import with_retries
from bot.i18n import LANGUAGES, N_, translate

COMMANDS = {
    "start": N_("begin, or go on where you were"),
    "help": N_("what you can say"),
    "back": N_("the previous question"),
    "change": N_("change an answer"),
    "review": N_("see what you have answered"),
    "preview": N_("see the e-mail so far"),
    "skip": N_("skip this question"),
    "why": N_("why this is asked"),
    "example": N_("an example"),
    "checklist": N_("what to have ready"),
    "status": N_("how much is left"),
    "language": N_("中文 / English"),
    "export": N_("get all you told me"),
    "person": N_("ask a person"),
    "cancel": N_("stop, or keep it for later"),
    "delete": N_("delete my data"),
}


async def introduce(bot: Bot) -> None:
    """Raises TelegramError."""
    for lang in (None, *LANGUAGES):
        commands = [
            BotCommand(name, translate(words, lang or LANGUAGES[0])) for name, words in COMMANDS.items()
        ]
        await with_retries(partial(bot.set_my_commands, commands, language_code=lang))
