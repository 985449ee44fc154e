"""Files: those that come in are cleaned, and the e-mail and the export that go out are made.

Nothing that somebody sent is opened in this process.
"""

from bot.documents.apart import AT_ONCE, Clean, at_most, clean, missing_confinement
from bot.documents.archive import NAME, TranscriptMessage, archive, files_in
from bot.documents.cleaning import clean_now
from bot.documents.cleaning.refusals import MOST_BYTES, mistake
from bot.documents.eml import attachment_names, eml
from bot.documents.reader import Reader, can_read, taking_in

__all__ = [
    "AT_ONCE",
    "MOST_BYTES",
    "NAME",
    "Clean",
    "Reader",
    "TranscriptMessage",
    "archive",
    "at_most",
    "attachment_names",
    "can_read",
    "clean",
    "clean_now",
    "eml",
    "files_in",
    "missing_confinement",
    "mistake",
    "taking_in",
]
