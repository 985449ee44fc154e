"""Which texts of a file or folder were heard, in the words that people see."""

import re

from bot.i18n import Lang, Text, translate
from bot.rehearsal.sources import texts

PLACEHOLDER = re.compile(r"%\\\(\w+\\\)s")


def lacking(place: str, lang: Lang, heard: str) -> list[str]:
    """The texts of a file or folder that were not heard."""
    mine = [
        msgid
        for msgid, places in texts().items()
        if any(f"{at.file}/".startswith(f"{place}/") for at in places)
    ]
    assert mine
    said = [re.escape(translate(Text(msgid), lang)) for msgid in mine]
    return [one for one in said if not re.search(PLACEHOLDER.sub(".+", one), heard)]
