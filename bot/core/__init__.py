"""The pure core: values, the flow and the walk through it, the life of a conversation, and the engine.

No I/O, no clock, no await; it knows no channel, no store and no dialog.
"""

from bot.core.codec import body_of, conversation_of, packed_incoming, packed_reply, reply_of, said_of
from bot.core.command_words import COMMANDS, command_in
from bot.core.engine import take_turn
from bot.core.engine.prompts import Block, render
from bot.core.engine.split_reply import units
from bot.core.engine.team import KINDS, Order, follow_order, is_with_team
from bot.core.engine.turn_draft import TurnDraft, current, short_id
from bot.core.flow import (
    SKIPPED,
    Answers,
    Basis,
    Fired,
    Flow,
    Group,
    Incomplete,
    Question,
    Rule,
    Ruling,
    Section,
    Step,
    Team,
    always,
    concrete,
)
from bot.core.lifecycle import OVER, STATES, STATUS, TRANSITIONS, drawing, moves_of
from bot.core.options import NO, YES, code_in
from bot.core.reading import Mistake, Odd, Option, Reading, Understood, Unsure
from bot.core.retention import Periods, due, next_step
from bot.core.told import passages_of
from bot.core.typed_text import excerpt, one_line, plain, tidy
from bot.core.upgrade import question_of
from bot.core.values import (
    SHANGHAI,
    CleanFile,
    Conversation,
    DataExport,
    FileRef,
    Incoming,
    Letter,
    Month,
    Passage,
    Reply,
    Tap,
    Turn,
    Value,
    When,
    Year,
    first_day,
    last_day,
)
from bot.core.walk import Spot, Verdict, Walk, walk

__all__ = [
    "COMMANDS",
    "KINDS",
    "NO",
    "OVER",
    "SHANGHAI",
    "SKIPPED",
    "STATES",
    "STATUS",
    "TRANSITIONS",
    "YES",
    "Answers",
    "Basis",
    "Block",
    "CleanFile",
    "Conversation",
    "DataExport",
    "FileRef",
    "Fired",
    "Flow",
    "Group",
    "Incoming",
    "Incomplete",
    "Letter",
    "Mistake",
    "Month",
    "Odd",
    "Option",
    "Order",
    "Passage",
    "Periods",
    "Question",
    "Reading",
    "Reply",
    "Rule",
    "Ruling",
    "Section",
    "Spot",
    "Step",
    "Tap",
    "Team",
    "Turn",
    "TurnDraft",
    "Understood",
    "Unsure",
    "Value",
    "Verdict",
    "Walk",
    "When",
    "Year",
    "always",
    "body_of",
    "code_in",
    "command_in",
    "concrete",
    "conversation_of",
    "current",
    "drawing",
    "due",
    "excerpt",
    "first_day",
    "follow_order",
    "is_with_team",
    "last_day",
    "moves_of",
    "next_step",
    "one_line",
    "packed_incoming",
    "packed_reply",
    "passages_of",
    "plain",
    "question_of",
    "render",
    "reply_of",
    "said_of",
    "short_id",
    "take_turn",
    "tidy",
    "units",
    "walk",
]
