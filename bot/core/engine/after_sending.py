"""What is said of a finished letter: that it was sent or not yet, what came of it, that another one is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.core.command_words import AT_THE_END
from bot.core.engine.letters import show_letter
from bot.core.engine.turn_draft import TurnDraft
from bot.core.understanding import folded, heaviest_in
from bot.core.values import NOTHING_SAID, SentRequest
from bot.i18n import N_


def mark_sent(draft: TurnDraft) -> bool:
    """False where there is nothing to send."""
    now = draft.conversation
    if now.state == "sent":
        _say_sent(draft)
        return True
    if now.state != "ready":
        return False
    draft.fire("mark_sent")
    draft.change(sent=(*now.sent, SentRequest(now.answers, draft.today)), pending=None)
    _say_sent(draft)
    return True


def _say_sent(draft: TurnDraft) -> None:
    sent = draft.conversation.sent
    last = sent[-1].on if sent else draft.today
    draft.say_first(
        "sent.thanks",
        N_("Noted: you sent it on %(day)s.").of(day=last),
        *draft.flow.once_sent(draft.walk.answers, _first_sent(draft)),
    )


def _first_sent(draft: TurnDraft) -> date:
    """The day from which an answer is reckoned; a correction does not put it off."""
    sent = draft.conversation.sent
    return sent[0].on if sent else draft.today


def mark_unsent(draft: TurnDraft) -> bool:
    """It was said too early that it was sent, or it waits still."""
    now = draft.conversation
    if now.state == "sent":
        draft.fire("unsend")
        draft.change(sent=now.sent[:-1], pending=None)
    elif now.state != "ready":
        return False
    draft.say_first(
        "unsent", N_("All right, it is not sent yet. It waits here; “show me the letter” shows it again.")
    )
    return True


def begin_another(draft: TurnDraft) -> bool:
    """A second request; the first stays as it was sent."""
    now = draft.conversation
    if now.state == "ready":
        draft.say_first(
            "another.first", N_("This e-mail is not sent yet. Tell me when it is; then we begin another one.")
        )
        return True
    if now.state != "sent":
        return False
    kept = {key: now.answers[key] for key in draft.flow.kept_for_another if key in now.answers}
    draft.fire("reopen")
    draft.change(
        **{**NOTHING_SAID, "answers": kept, "earlier": (*now.earlier, *now.sent[-1:])},
        pending=None,
        misses=0,
    )
    draft.say_first(
        "another", N_("A new request. The one you sent stays as it is; “the first request” shows it.")
    )
    return True


def tell_news(draft: TurnDraft, code: str) -> bool:
    """What to do about what came of it. False where it is none of that."""
    now = draft.conversation
    news = next((one for one in draft.flow.news if one.key == code), None)
    if news is None or now.state != "sent":
        return False
    draft.say_first(f"news.{news.key}", *news.text(draft.walk.answers, _first_sent(draft)))
    if news.shows_letter:
        draft.say(tuple(draft.lead))
        draft.lead.clear()
        show_letter(draft)
    return True


def hear_of_it(draft: TurnDraft, text: str) -> bool:
    """Words about a letter that is ready or was sent. False where there are none in a message."""
    now = draft.conversation
    if now.state not in ("ready", "sent") or now.pending is not None:
        return False
    code = "unsent" if _LATER.search(folded(text)) else heaviest_in(tuple(_meanings(draft)), text)
    do = {
        "sent": mark_sent,
        "unsent": mark_unsent,
        "another": begin_another,
        "preview": _preview,
    }.get(code or "")
    if do is not None:
        draft.command = code or ""
        return do(draft)
    return code is not None and tell_news(draft, code)


# “我让侄子发 发了跟你讲”, “tonight i will send it”: it will be, or somebody else has it, and it is not sent.
_LATER = re.compile(
    r"再发|让.{1,8}发|发给(?!总?领|他们|使馆|签证).{1,8}(?:了|看)|(?:今晚|晚上|明天|后天|明早|待会|等会|一会|等下|等一下|回头|晚点|下班|周[一二三四五六日]).{0,8}发|等.{1,16}发"
    r"|\b(?:will|gonna|going to|later|tonight|tomorrow|after|before|once|when)\b.{0,40}\bsend\b|\bsend (?:it |that )?(?:later|tonight|tomorrow|soon|after|when|once)\b"
    r"|\b(?:did ?n.?t|did not|have ?n.?t|have not|not)\b.{0,12}\bsen[dt]\b"
)


def _meanings(draft: TurnDraft) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from AT_THE_END
    if draft.conversation.state == "sent":
        yield from ((one.key, one.means) for one in draft.flow.news)


def _preview(draft: TurnDraft) -> bool:
    show_letter(draft)
    return True
