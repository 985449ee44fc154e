"""A WeChat Official Account: verified calls bring messages in, customer-service messages go out, the letter is a link."""

from bot.channels.wechat.account import Account
from bot.channels.wechat.channel import wechat
from bot.channels.wechat.receiving import CHANNEL
from bot.channels.wechat.sealing import Envelope, Forged

__all__ = ["CHANNEL", "Account", "Envelope", "Forged", "wechat"]
