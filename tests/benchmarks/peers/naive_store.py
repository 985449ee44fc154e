"""A store as it is usually written: SQLAlchemy's ORM on aiosqlite or asyncpg, one transaction a turn, nothing sealed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from sqlalchemy import JSON, ForeignKey, event, make_url
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.core import Conversation, Flow, Incoming, Reply, body_of, conversation_of, take_turn


class Model(DeclarativeBase):
    pass


class Received(Model):
    __tablename__ = "received"
    update_id: Mapped[int] = mapped_column(primary_key=True)


class Chat(Model):
    __tablename__ = "chats"
    address: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    language: Mapped[str]
    body: Mapped[bytes]


class Message(Model):
    __tablename__ = "messages"
    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(ForeignKey("chats.address"), index=True)
    turn: Mapped[int]
    said: Mapped[dict[str, str]] = mapped_column(JSON)
    sent: Mapped[bool]


class NaiveBot:
    """`send` is awaited for each reply once its transaction is committed."""

    def __init__(self, flow: Flow, url: str, send: Callable[[Reply], Awaitable[None]]) -> None:
        self._flow, self._send = flow, send
        there = make_url(url)
        is_sqlite = there.drivername == "sqlite"
        self._engine = create_async_engine(
            there.set(drivername="sqlite+aiosqlite" if is_sqlite else "postgresql+asyncpg")
        )
        if is_sqlite:
            event.listen(self._engine.sync_engine, "connect", _durable)
        self._session = async_sessionmaker(self._engine, expire_on_commit=False)

    async def start(self) -> None:
        async with self._engine.begin() as connection:
            await connection.run_sync(Model.metadata.create_all)

    async def close(self) -> None:
        await self._engine.dispose()

    async def hear(self, update_id: int, address: str, incoming: Incoming) -> None:
        async with self._session() as session, session.begin():
            if await session.get(Received, update_id) is not None:
                return
            session.add(Received(update_id=update_id))
            replies = await self._turn(session, address, incoming)
        for reply in replies:
            await self._send(reply)

    async def _turn(self, session: AsyncSession, address: str, incoming: Incoming) -> tuple[Reply, ...]:
        chat = await session.get(Chat, address)
        turn = take_turn(self._flow, self._loaded(chat, address), incoming)
        now = turn.conversation
        if chat is None:
            chat = Chat(address=address)
            session.add(chat)
        chat.state, chat.language, chat.body = now.state, now.language, body_of(now)
        await session.flush()
        said = [(incoming.text or "", True), *((reply.text, False) for reply in turn.replies)]
        session.add_all(
            Message(address=address, turn=now.turn, said={"text": text}, sent=sent) for text, sent in said
        )
        return turn.replies

    def _loaded(self, chat: Chat | None, address: str) -> Conversation:
        if chat is None:
            return Conversation(address, self._flow.key)
        return conversation_of(
            chat.body,
            id=address,
            flow=self._flow.key,
            state=chat.state,
            language="en" if chat.language == "en" else "zh",
            version=0,
        )


def _durable(connection: object, record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
