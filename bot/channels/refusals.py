"""What every channel answers to a message that it cannot read, in one place."""

from __future__ import annotations

from bot.core import Mistake
from bot.i18n import N_

NOT_TEXT = Mistake("not_text", N_("I can read text, photos and PDF files only. Please type the answer."))
OTHER_CONTACT = Mistake(
    "other_contact", N_("That is somebody else's contact. Please share your own, or type the number.")
)
LARGE = Mistake("file.large", N_("That file is larger than 20 MB. Please send a smaller copy."))
