"""One process of the bot behind the webhook, and what is then in its store."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from telegram import Bot

from bot.assistant import Assistant, Outbox, Pace
from bot.channels.telegram import CHANNEL, receiver, sender
from bot.channels.telegram.webhook import SECRET_HEADER, webhook
from bot.documents import TranscriptMessage
from bot.serving.http import site
from bot.store import Store
from bot.store.tables import metadata
from tests.fake_bot_api import FakeBotApi, Person
from tests.support.calling import PATH, SECRET, calling
from tests.support.small_flow import FLOW

UPDATE = json.dumps(FakeBotApi().person().types("hello")).encode()
GOOD = {SECRET_HEADER: SECRET}


class Replica:
    """One process of the bot: a store of its own on the shared database, its outbox, and its route."""

    def __init__(self, bot: Bot, store: Store) -> None:
        self.store, key = store, store.vault.secret("buttons")
        self.outbox = Outbox(store, CHANNEL, sender(bot, key), Pace(0, 0))
        self.refused: list[int] = []
        receive = receiver(bot, Assistant([FLOW], store, self.outbox.push), key)
        self.routes = [webhook(PATH, SECRET, receive, self.refused.append)]
        self.app = site(self.routes)

    async def take(self, update: Mapping[str, Any]) -> int:
        return (await calling(update).to(self.app))[0]


async def rows(store: Store) -> dict[str, int]:
    found = {}
    async with store._engine.connect() as connection:
        for table in metadata.sorted_tables:
            query = select(func.count()).select_from(table)
            found[table.name] = (await connection.execute(query)).scalar_one()
    return found


async def transcript(store: Store, person: Person) -> list[TranscriptMessage]:
    who = CHANNEL, str(person.chat)
    async with store.transaction() as transaction:
        known = (await transaction.load([who]))[who][FLOW.key]
    return await store.transcript(known.conversation.id, known.key)
