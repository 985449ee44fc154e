"""`jiaji run`: each channel that is configured, in one process; `jiaji link`: the web chat's address for an office's door."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.wiring import LATER, fail, opened_store, periods, settings, staffed, the_flows, until_done

if TYPE_CHECKING:
    from pydantic import SecretStr

    from bot.channels.channel import Channel
    from bot.channels.web import Site
    from bot.core import Flow
    from bot.documents import Clean
    from bot.settings import Settings
    from bot.store import Store

app = typer.Typer()


@app.command()
def run() -> None:
    """The bot for real: on Telegram if JIAJI_TELEGRAM_TOKEN is set, on the web if JIAJI_WEB_URL is, in WeChat if JIAJI_WECHAT_APP_ID is."""
    from bot.settings import unknown

    now = settings()
    for name in unknown():
        typer.echo(f"{name} is no variable of this program; nothing reads it.", err=True)
    if now.telegram_token is None and not now.web_url:
        fail(
            "Set JIAJI_TELEGRAM_TOKEN to the token that @BotFather gave you, or JIAJI_WEB_URL to the address of the"
            " web chat, or try the bot here: jiaji chat"
        )
    from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter

    from bot.documents import taking_in
    from bot.serving import ListenError, serve, spare_the_collector, stop_signal

    flows = staffed(the_flows(now), now)

    async def work() -> None:
        async with (
            opened_store(now) as store,
            taking_in() as clean,
            channels(now, flows, store, clean) as found,
        ):
            spare_the_collector()
            if now.web_url:
                typer.echo(f"The web chat: {now.web_url} (listening at {now.listen_at})", err=True)
            await serve(flows, store, found, now.listen_at, periods(now), stop_signal())

    try:
        until_done(work())
    except ListenError as error:
        fail(str(error), LATER)
    except BadRequest as error:
        fail(f"JIAJI_WEBHOOK_URL: Telegram does not take it ({error.message}).")
    except InvalidToken:
        fail("JIAJI_TELEGRAM_TOKEN: Telegram does not know this token; copy it again from @BotFather.")
    except (NetworkError, RetryAfter) as error:
        fail(
            f"{now.telegram_api} cannot be reached ({type(error).__name__}); nothing is lost, start again.",
            LATER,
        )


@asynccontextmanager
async def channels(
    now: Settings, flows: Sequence[Flow], store: Store, clean: Clean
) -> AsyncIterator[list[Channel[Any]]]:
    """Those that are configured. Raises TelegramError."""
    found: list[Channel[Any]] = []
    if now.web_url:
        from bot.channels.web import web

        found.append(web(store, flows[0], _site(now), clean))
    async with AsyncExitStack() as opened:
        if now.wechat_app_id:
            found.append(await opened.enter_async_context(_wechat(now, store, clean)))
        if now.telegram_token is not None:
            found.insert(0, await opened.enter_async_context(_telegram(now, store, clean)))
        yield found


def _site(now: Settings) -> Site:
    from bot.channels.web import Site

    days = max(now.keep_drafts_days, now.keep_finished_days)
    return Site(now.web_url.rstrip("/"), now.web_operator, now.web_contact, days, now.web_proxies)


def _telegram(now: Settings, store: Store, clean: Clean) -> AbstractAsyncContextManager[Channel[Any]]:
    """Raises TelegramError."""
    from bot.assistant import Pace
    from bot.channels.telegram import Hook, client, telegram

    assert now.telegram_token is not None
    hook = Hook(now.webhook_url, now.webhook_key) if now.webhook_url else None
    bot = client(now.telegram_token.get_secret_value(), now.telegram_api)
    return telegram(bot, store, Pace(now.pace_chat, now.pace), hook, clean)


@asynccontextmanager
async def _wechat(now: Settings, store: Store, clean: Clean) -> AsyncIterator[Channel[Any]]:
    from bot.channels.web import letter_link
    from bot.channels.wechat import Account, Envelope, wechat

    def said(secret: SecretStr | None) -> str:
        return secret.get_secret_value() if secret is not None else ""

    envelope = Envelope(now.wechat_app_id, said(now.wechat_token), said(now.wechat_aes_key))
    opened = Account.opened(now.wechat_app_id, said(now.wechat_app_secret), now.wechat_api)
    async with opened as account:
        yield wechat(store, account, envelope, partial(letter_link, store, _site(now)), clean)


@app.command()
def link(
    svg: Annotated[Path | None, typer.Option(help="write the QR code into this file")] = None,
) -> None:
    """The web chat's address, as text and as a QR code for an office's door."""
    now = settings()
    if not now.web_url:
        fail("Set JIAJI_WEB_URL to the public address of the web chat, such as https://jiaji.example.org")
    import segno

    code = segno.make(now.web_url.rstrip("/") + "/", error="m")
    if svg is not None:
        code.save(str(svg), kind="svg", scale=8, border=4)
    typer.echo(now.web_url)
    code.terminal(compact=True)
