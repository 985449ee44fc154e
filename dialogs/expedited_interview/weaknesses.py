"""What would make a complete letter weak: a reason that says nothing, and Chinese where English is read.

Only pointed out; what is written stays as it was given.
"""

from __future__ import annotations

import re

from bot.core import Answers, Fired, Ruling
from bot.i18n import N_
from dialogs.expedited_interview import reasons, urgency
from dialogs.expedited_interview.purpose import purpose
from dialogs.expedited_interview.reasons import justification, loss
from dialogs.expedited_interview.workplaces import employer, workplaces


def _is_chinese(words: object) -> bool:
    return isinstance(words, str) and re.search(r"[\u4e00-\u9fff]", words) is not None


def _in_chinese(answers: Answers) -> bool:
    return _is_chinese(answers.get(justification)) or _is_chinese(answers.get(loss))


FREE = (
    *(urgency.condition, urgency.nobody_else, urgency.late_arrival, reasons.relative_name, reasons.hospital),
    *(
        reasons.school,
        reasons.programme,
        reasons.company,
        reasons.counterpart,
        reasons.event,
        reasons.loss_amount,
    ),
)
"""What stands in the letter in the words it was given in, beside the reason itself."""


def _elsewhere_in_chinese(answers: Answers) -> bool | Fired:
    found = tuple(one.label for one in FREE if _is_chinese(answers.get(one)))
    if any(_is_chinese(entry.get(employer)) for entry in answers.entries(workplaces)):
        found = (*found, employer.label)
    return Fired({"labels": found}) if found else False


GROUNDS = {
    "humanitarian": (urgency.needed_by, urgency.funeral_date, urgency.condition, urgency.nobody_else),
    "study": (urgency.latest_arrival, urgency.late_arrival),
}
"""What makes it urgent, where the answers that must be given do not yet say so."""


LAST = {"humanitarian": reasons.ill_since, "study": reasons.programme}
"""With this answer all facts of the reason are asked."""


def _is_thin(answers: Answers) -> bool:
    why = answers.get(purpose) or ""
    if why not in GROUNDS or answers.get(LAST[why]) is None:
        return False
    return not any(answers.get(one) for one in (*GROUNDS[why], justification))


thin_reason = Ruling(
    "thin_reason",
    "warn",
    "our_reading",
    "according to the urgency of the request",
    when=_is_thin,
    text=N_(
        "So far the e-mail does not say why it cannot wait: no day, nothing of what waiting would cost. New times are given by urgency, the page says."
    ),
    about=(justification,),
    fix=N_("Say why"),
)
chinese_elsewhere = Ruling(
    "chinese_elsewhere",
    "note",
    "other_posts",
    "procedure-facts: all information in English",
    when=_elsewhere_in_chinese,
    text=N_(
        "In Chinese in the English e-mail: %(labels)s. If you know how it is written in English, send “change” and put it so."
    ),
)
written_in_chinese = Ruling(
    "written_in_chinese",
    "note",
    "other_posts",
    "procedure-facts: all information in English",
    when=_in_chinese,
    text=N_(
        "Your reason is in Chinese and stays as you wrote it. Other US consulates ask for English; if someone can help, send “change” and put it in English."
    ),
)
