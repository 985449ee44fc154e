"""The one layer of understanding: what people type, before it is an answer, a command, an aside or a miss.

Pure; it knows no dialog. Values are read by the kinds of answer, never made here.

| what is typed | is understood in |
|---|---|
| at the question that waits | answers.py, an option of it in choices.py, its value among other words in frames.py |
| a value said to be void, or somebody else's | spoilt.py |
| an answer hedged, denied twice, or scorned | hedging.py |
| no value: a plea, a question, nothing to give | speech.py; what is said beside a value in remarks.py |
| a yes or no with more behind it | agreeing.py |
| an answer and a question | parting.py; what is asked in asides.py |
| facts of other questions | facts.py, by the names and cues in mentions.py; options in choices_told.py, words in words_told.py, numbers that are none in unreadable.py |
| what was before, and the day of a time | set_aside.py, side_by_side.py; a message for somebody else in on_behalf.py |
| somebody of a list | whose.py; several, a line each, in tables.py; what is told of one in one_person.py, what they are called in names_of_people.py |
| a correction | corrections.py; of a part of a value in amending.py, of the day alone in part_of_a_day.py; an entry by its number in entries_named.py |
| a word that is also a command | commanding.py |

Below them all: folding.py makes one writing of many, lexicon.py finds the words that mean something.
"""

from bot.core.understanding.agreeing import (
    begins_with_answer,
    denies,
    is_mere,
    rest_of_yes,
    takes_back,
    without_denial,
)
from bot.core.understanding.amending import lacking_in, words_taken_out
from bot.core.understanding.answers import (
    INFERRED,
    KEEP,
    Spoken,
    Understanding,
    absent,
    is_talk,
    says_oneself,
    understood,
)
from bot.core.understanding.asides import aside_in, heaviest_in
from bot.core.understanding.choices import polarity
from bot.core.understanding.commanding import command_meant
from bot.core.understanding.corrections import (
    Correction,
    behind_answer,
    corrections_in,
    left_out_in,
    named,
    named_first,
    replaced_in,
    set_in,
    speaks_of_words,
)
from bot.core.understanding.entries_named import EntryNamed, entry_by_number, entry_by_words, speaks_of_last
from bot.core.understanding.facts import Facts, facts_in
from bot.core.understanding.folding import folded
from bot.core.understanding.frames import framed
from bot.core.understanding.lexicon import codes_in
from bot.core.understanding.mentions import askable, is_named_otherwise
from bot.core.understanding.part_of_a_day import day_in_place_of
from bot.core.understanding.parting import Parted, last_clause, parted, what_asks
from bot.core.understanding.remarks import without_remarks
from bot.core.understanding.speech import Act, act_of, declines, is_not_at_hand
from bot.core.understanding.tables import entry_of, oneself_in, people_in, table_of
from bot.core.understanding.whose import Asked, left_out_of, told_of_people, who_in, whose_it_may_be

__all__ = [
    "INFERRED",
    "KEEP",
    "Act",
    "Asked",
    "Correction",
    "EntryNamed",
    "Facts",
    "Parted",
    "Spoken",
    "Understanding",
    "absent",
    "act_of",
    "aside_in",
    "askable",
    "begins_with_answer",
    "behind_answer",
    "codes_in",
    "command_meant",
    "corrections_in",
    "day_in_place_of",
    "declines",
    "denies",
    "entry_by_number",
    "entry_by_words",
    "entry_of",
    "facts_in",
    "folded",
    "framed",
    "heaviest_in",
    "is_mere",
    "is_named_otherwise",
    "is_not_at_hand",
    "is_talk",
    "lacking_in",
    "last_clause",
    "left_out_in",
    "left_out_of",
    "named",
    "named_first",
    "oneself_in",
    "parted",
    "people_in",
    "polarity",
    "replaced_in",
    "rest_of_yes",
    "says_oneself",
    "set_in",
    "speaks_of_last",
    "speaks_of_words",
    "table_of",
    "takes_back",
    "told_of_people",
    "understood",
    "what_asks",
    "who_in",
    "whose_it_may_be",
    "without_denial",
    "without_remarks",
    "words_taken_out",
]
