"""The same dialog as it is usually written: python-telegram-bot's ConversationHandler, a state a question,
over stock httpx.

A process of its own that imports nothing of this bot; it asks the same texts under the same buttons, and
keeps what is said in `user_data`. It checks less: only that something was said, and not too much.
"""

from __future__ import annotations

import asyncio
import json
import re
import warnings
from argparse import ArgumentParser
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    ExtBot,
    MessageHandler,
    PicklePersistence,
    filters,
)
from telegram.warnings import PTBUserWarning

from tests.benchmarks.peers.ptb_webhook import be_called

LONGEST = 1000
Answer = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, object]]


@dataclass(frozen=True, slots=True)
class Step:
    """What is said at once, and the buttons under the last of it: rows of label and code."""

    texts: tuple[str, ...]
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()

    @classmethod
    def read(cls, given: dict[str, Any]) -> Self:
        rows = ((tuple(button) for button in row) for row in given["buttons"])
        return cls(tuple(given["texts"]), tuple(tuple(row) for row in rows))

    @property
    def keyboard(self) -> InlineKeyboardMarkup | None:
        if not self.buttons:
            return None
        return InlineKeyboardMarkup(
            [[InlineKeyboardButton(label, callback_data=code) for label, code in row] for row in self.buttons]
        )


class Flushed(Application):  # type: ignore[type-arg]
    """Nothing is only in memory once an update was handled: the usual cure for losing a minute of answers."""

    async def process_update(self, update: object) -> None:
        await super().process_update(update)
        if self.persistence is not None:
            await self.update_persistence()
            await self.persistence.flush()


def application(token: str, api: str, steps: Sequence[Step], kept: Path | None = None) -> Application:  # type: ignore[type-arg]
    """`kept` is the file that everything is flushed to after each update; None keeps nothing."""
    builder = ApplicationBuilder().token(token).base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    if kept is not None:
        persistence = PicklePersistence(kept, on_flush=True)
        builder = builder.application_class(Flushed).persistence(persistence)
    built = builder.job_queue(None).build()
    built.add_handler(_interview(steps, persistent=kept is not None))
    return built


def _interview(steps: Sequence[Step], *, persistent: bool) -> ConversationHandler[ContextTypes.DEFAULT_TYPE]:
    start = CommandHandler("start", _begin(steps[0]))
    answers = [_answer(number, steps) for number in range(len(steps) - 1)]
    return ConversationHandler(
        entry_points=[start],
        states={
            number: [
                MessageHandler(filters.TEXT & ~filters.COMMAND, answer),
                CallbackQueryHandler(answer),
            ]
            for number, answer in enumerate(answers)
        },
        fallbacks=[start],
        name="interview",
        persistent=persistent,
    )


def _begin(first: Step) -> Answer:
    async def begin(update: Update, context: ContextTypes.DEFAULT_TYPE) -> object:
        assert context.user_data is not None
        context.user_data.clear()
        await _say(update, first)
        return 0

    return begin


def _answer(number: int, steps: Sequence[Step]) -> Answer:
    after = number + 1

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> object:
        said = await _said(update)
        if not 0 < len(said) <= LONGEST:
            await _say(update, steps[number])
            return number
        assert context.user_data is not None
        context.user_data[f"answer_{number}"] = said
        await _say(update, steps[after])
        return after if after < len(steps) - 1 else ConversationHandler.END

    return answer


async def _said(update: Update) -> str:
    query = update.callback_query
    if query is not None:
        await query.answer()
        return query.data or ""
    assert update.message is not None
    return re.sub(r"\s+", " ", update.message.text or "").strip()


async def _say(update: Update, step: Step) -> None:
    chat = update.effective_chat
    assert chat is not None
    *before, last = step.texts
    for text in before:
        await chat.send_message(text)
    await chat.send_message(last, reply_markup=step.keyboard)


async def crowded(kept: Path, users: int, steps: int) -> None:
    """A file of so many users, each with an answer to every question."""
    crowd = PicklePersistence[dict[Any, Any], dict[Any, Any], dict[Any, Any]](kept, on_flush=True)
    crowd.set_bot(ExtBot("1:peer"))
    crowd.chat_data, crowd.bot_data = {}, {}
    crowd.conversations = {"interview": {(user, user): steps - 2 for user in range(1, users + 1)}}
    crowd.user_data = {
        user: {f"answer_{number}": f"what was said {user}" for number in range(steps - 1)}
        for user in range(1, users + 1)
    }
    await crowd.flush()


def main() -> None:
    options = ArgumentParser(description=__doc__)
    options.add_argument("--api", required=True, help="scheme://host:port")
    options.add_argument("--dialog", required=True, type=Path, help="JSON: what is said, step by step")
    options.add_argument("--kept", type=Path, help="the file of PicklePersistence, flushed after each update")
    options.add_argument("--listen", default="", help="host:port for the webhook; without it the bot polls")
    told = options.parse_args()
    steps = [Step.read(one) for one in json.loads(told.dialog.read_text("utf-8"))]
    # Messages and taps belong to one conversation here, as they should.
    warnings.simplefilter("ignore", PTBUserWarning)
    bot = application("1:peer", told.api, steps, told.kept)
    if told.listen:
        asyncio.run(be_called(bot, told.listen))
    else:
        bot.run_polling(allowed_updates=["message", "callback_query"])


if __name__ == "__main__":
    main()
