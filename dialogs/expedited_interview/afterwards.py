"""What may happen once the e-mail is sent, and what to do then: an answer of the page, or of other US consulates.

The day of the answer is an estimate: the page promises none.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.core import Answers, News
from bot.i18n import N_, Text, Weekday
from dialogs.expedited_interview import asides
from dialogs.expedited_interview.business_days import answer_by
from dialogs.expedited_interview.details import interview_date
from dialogs.expedited_interview.policy import POLICY

_WEBSITE = POLICY.website.address


def _estimated(on: date) -> date:
    return answer_by(on, POLICY.answer.business_days)


def once_sent(answers: Answers, on: date) -> tuple[Text, ...]:
    """Said as soon as it is sent: how long to wait, and what for."""
    return (
        N_(
            "If it is approved, the page says they contact you in 1–2 business days: by about %(day)s. That is an estimate, not a promise."
        ).of(day=Weekday(_estimated(on))),
        N_("If you hear nothing, go to your interview on %(day)s.").of(day=answers.get(interview_date)),
    )


def _no_answer(answers: Answers, on: date) -> tuple[Text, ...]:
    by = Weekday(_estimated(on))
    waiting = (
        N_(
            "It is early: whoever is approved would hear by about %(day)s. Look into the spam folder, too."
        ).of(day=by)
        if answers.today <= _estimated(on)
        else N_(
            "The estimated day, %(day)s, is over. The page says nothing about silence; other US consulates take it as a no. Look into the spam folder, too."
        ).of(day=by)
    )
    return (
        waiting,
        N_(
            "Do not send it again. Keep your interview on %(day)s; an earlier regular date may come up on %(website)s."
        ).of(day=answers.get(interview_date), website=_WEBSITE),
    )


def _approved(_answers: Answers, _on: date) -> tuple[Text, ...]:
    return (
        N_("That is good news."),
        N_("Follow what they wrote: the new time is theirs, and the old one holds until then."),
        N_(
            "Bring passport, DS-160 confirmation and your papers yourself. Confirm no travel before you hold the visa."
        ),
    )


def _refused(answers: Answers, _on: date) -> tuple[Text, ...]:
    return (
        N_("Keep your interview on %(day)s and go then. It says nothing about the visa itself.").of(
            day=answers.get(interview_date)
        ),
        N_(
            "The page names no second try, and other US consulates ask people not to send the same request again. An earlier regular date may come up on %(website)s."
        ).of(website=_WEBSITE),
    )


def _again(_answers: Answers, _on: date) -> tuple[Text, ...]:
    return (
        N_(
            "Once is enough: other US consulates ask people not to send it twice. Send it again only if it came back, or went to a wrong address."
        ),
    )


def _news(
    aside: str,
    text: Callable[[Answers, date], tuple[Text, ...]],
    label: Text | None = None,
    more: tuple[str, ...] = (),
    *,
    shows_letter: bool = False,
) -> News:
    known = next(one for one in asides.ASIDES if one.key == aside)
    return News(
        aside, (*known.means, *more), text, known.basis, known.source, label, shows_letter=shows_letter
    )


NEWS = (
    _news("no_answer", _no_answer, N_("No answer yet"), tuple("没收到 还没回 还没有回 没回 等不到".split())),
    _news("approved", _approved, N_("They approved it"), tuple("批了 通过了 同意了 批下来".split())),
    _news("not_approved", _refused, N_("They refused it"), tuple("拒了 被拒 没同意 不行 驳回".split())),
    _news(
        "once_only",
        _again,
        more=(
            *"重发 再发 重新发".split(),
            "resend",
            "send again",
            "it bounced",
            "came back",
            "undeliverable",
        ),
        shows_letter=True,
    ),
)
