"""How what is sent becomes a value: one kind of answer a file, each with how it reads and how it is shown.

Reading never guesses and never raises.
"""

from bot.answers.address_among import address_among, is_street, points_back
from bot.answers.address_words import HEADS
from bot.answers.addresses import NO_ADDRESS, Address, english_address
from bot.answers.choices import Choice, ChoiceOrWords, meant_in, yes_no
from bot.answers.dates import LONG, ClockTime, Day, Earlier, Since, Until, read_moment, read_stretch
from bot.answers.ds160 import DS160Number
from bot.answers.email import Email, meant_domain
from bot.answers.files import Proof
from bot.answers.numbers import AppointmentNumber, compact
from bot.answers.organizations import (
    KINDS,
    NOT_SHORT,
    Hospital,
    Organization,
    name_and_address,
    organization_in,
    own_work_in,
)
from bot.answers.passport import PassportNumber, check_digit
from bot.answers.passport_name import PassportName
from bot.answers.person_name import PersonName
from bot.answers.phone import Phone
from bot.answers.pinyin import COMPOUND, is_han
from bot.answers.places import NAMES, UNITS, Province, unit_name
from bot.answers.posts import POSTS, Post, post_in
from bot.answers.stays import ends_of, place_and_stay, stretch_among
from bot.answers.text import Paragraph, ShortText, with_capitals
from bot.answers.visa_classes import VisaClass
from bot.answers.whole_name import whole_name

__all__ = [
    "COMPOUND",
    "HEADS",
    "KINDS",
    "LONG",
    "NAMES",
    "NOT_SHORT",
    "NO_ADDRESS",
    "POSTS",
    "UNITS",
    "Address",
    "AppointmentNumber",
    "Choice",
    "ChoiceOrWords",
    "ClockTime",
    "DS160Number",
    "Day",
    "Earlier",
    "Email",
    "Hospital",
    "Organization",
    "Paragraph",
    "PassportName",
    "PassportNumber",
    "PersonName",
    "Phone",
    "Post",
    "Proof",
    "Province",
    "ShortText",
    "Since",
    "Until",
    "VisaClass",
    "address_among",
    "check_digit",
    "compact",
    "ends_of",
    "english_address",
    "is_han",
    "is_street",
    "meant_domain",
    "meant_in",
    "name_and_address",
    "organization_in",
    "own_work_in",
    "place_and_stay",
    "points_back",
    "post_in",
    "read_moment",
    "read_stretch",
    "stretch_among",
    "unit_name",
    "whole_name",
    "with_capitals",
    "yes_no",
]
