"""How many messages and taps a request takes, from /start to "I have sent it", where everything goes well."""

from datetime import datetime

from bot.core import SHANGHAI, Conversation, Incoming, take_turn
from tests.support.real_flow import FLOW, PAGE

TODAY = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)
STUDENT = (
    "/start|中文|同意|one|yes|shanghai|study|F-1|2027-01-11|skip|next_term|never_applied|no|2027-01-20 09:30|20110512345|"
    "ZHANG SANMING|1|1990-05-06|E12345678|AA00ABCD56|13812345678|zhangsan@example.com|上海市浦东新区世纪大道100号|half_a_year|"
    "student|Sample University|5 Example Avenue, Hefei|half_a_year|Example State University|MSc in Statistics|skip"
).split("|")
FAMILY = (
    "/start|中文|同意|group|yes|jiangsu|humanitarian|B-2|serious_illness|daughter|2026-12-10|operation|must_care|never_applied|"
    "no|2027-01-20 09:30|no"
).split("|")
FAMILY_AFTER_THE_MEMBERS = (
    "ZHANG San|13812345678|zhangsan@example.com|1 Example Road, Nanjing|half_a_year|retired|half_a_year|ZHANG Xiaohua|"
    "Example General Hospital, Boston|2026-11|skip"
).split("|")


FAMILY_AS_A_LIST = "\n".join(
    f"{number}. ZHANG {name}\t{1959 + number}-05-06\tAA00ABCD5{number}\tE1234567{number}"
    for number, name in enumerate(("SANMING", "XIAOMING", "XIAOHONG", "XIAOGANG", "XIAOLI"), 1)
)
NUMBERS = (
    "ZHANG SANMING, 1990-05-06, passport E12345678, DS-160 AA00ABCD56, phone 13812345678, zhangsan@example.com, "
    "appointment number 20110512345, interview 2027-01-20 09:30"
)
STUDENT_WHO_PASTES = (
    f"/start|中文|同意|one|yes|shanghai|study|F-1|2027-01-11|skip|next_term|never_applied|no|{NUMBERS}|yes|"
    "上海市浦东新区世纪大道100号|half_a_year|student|Sample University|5 Example Avenue, Hefei|half_a_year|"
    "Example State University|MSc in Statistics|skip"
).split("|")


def said_until_sent(messages: list[str]) -> int:
    """The number of things said: these messages, the proof, and the last two taps."""
    conversation = Conversation("length", FLOW.key)
    sent = [
        *(Incoming(TODAY, text=text) for text in messages),
        Incoming(TODAY, files=(PAGE,)),
        Incoming(TODAY, text="confirm"),
        Incoming(TODAY, text="sent"),
    ]
    for incoming in sent:
        turn = take_turn(FLOW, conversation, incoming)
        assert turn.conversation.misses == 0, (incoming.text, turn.replies[-1].text)
        conversation = turn.conversation
    assert conversation.state == "sent", (conversation.asked, conversation.answers)
    return len(sent)


def test_a_student_who_answers_one_question_at_a_time_needs_thirty_four_messages() -> None:
    assert said_until_sent(STUDENT) == 34


def test_a_family_of_five_needs_few_messages() -> None:
    given = ("SANMING", "XIAOMING", "XIAOHONG", "XIAOGANG", "XIAOLI")
    members: list[str] = []
    for number, name in enumerate(given):
        members += ["yes"] * bool(number) + [
            f"ZHANG {name}",
            "1",
            f"{1960 + number}-05-06",
            f"AA00ABCD5{number}",
        ]
    assert said_until_sent([*FAMILY, *members, "no", *FAMILY_AFTER_THE_MEMBERS]) == 56


def test_a_student_who_pastes_the_numbers_needs_twenty_seven() -> None:
    assert said_until_sent(STUDENT_WHO_PASTES) == 27


def test_a_family_of_five_that_pastes_its_members_needs_thirty_three() -> None:
    assert said_until_sent([*FAMILY, FAMILY_AS_A_LIST, "yes", *FAMILY_AFTER_THE_MEMBERS]) == 33
