"""What people ask besides: the words they ask in find the right answer, and every answer has its basis."""

from pathlib import Path

import pytest

from bot.core import Aside
from bot.core.understanding import act_of, aside_in
from bot.i18n import LANGUAGES, translate
from dialogs.expedited_interview.asides import ASIDES

PAGE = " ".join((Path(__file__).parents[1] / "procedure.txt").read_text("utf-8").split())

ASKED = {
    "who_are_you": ("你是机器人还是真人啊", "am I talking to a real person?"),
    "are_you_there": ("在吗？怎么没有回我", "hello, are you still there"),
    "good_english": ("英文能帮我润色一下吗", "can you write it in good English?"),
    "what_to_list": ("那之前住公司宿舍要写吗", "Do I need the schools of the children too?"),
    "alone_or_together": ("可以自己去吗 还是必须公司统一去", "can I apply by myself?"),
    "where_it_is": ("要去上海吗", "do i have to go to shanghai or can i do it in nanjing"),
    "how_long_there": ("要去多久一共？", "how long do I stay there"),
    "passport_photos": ("照片要几张", "How many photos do the kids need?"),
    "chinese_in_it": ("里面咋有中文 领事看得懂不", "why is there chinese in the letter?"),
    "how_you_work": ("一共要问多少个问题", "how does this work"),
    "send_for_me": ("写好了你帮我发吗", "will you send it for me?"),
    "privacy": ("我的护照号会不会泄露", "who can see what I type?"),
    "what_is_kept": ("我刚才说的你记下了吗", "did you get that?"),
    "change_later": ("填错了怎么办", "can I change an answer afterwards?"),
    "come_back": ("我明天再填可以吗", "can I finish later?"),
    "up_to_date": ("这个办法现在还有效吗", "is this still valid?"),
    "cost": ("加急要多少钱", "how much does it cost"),
    "how_long": ("一般多久批下来", "how long until they answer?"),
    "email_only": ("能不能直接去领事馆", "can I just go to the consulate"),
    "email_address": ("发到哪个邮箱啊", "which email do I send it to?"),
    "no_email": ("我没有邮箱怎么办", "can I use my daughter's email?"),
    "no_english": ("我不会英文怎么办", "can I answer in Chinese?"),
    "somebody_else": ("我可以帮我妈填吗", "can I do this on behalf of my father?"),
    "several_people": ("我们一家人一起申请行吗", "can we apply together?"),
    "once_only": ("可以重复发吗", "should I send it more than once?"),
    "does_it_hurt": ("这样会不会影响签证", "does asking hurt my case?"),
    "chances": ("成功率高吗", "what are my chances?"),
    "which_reasons": ("什么情况可以加急", "who qualifies for this?"),
    "birth": ("女儿生孩子算不算", "does the birth of a grandchild count?"),
    "where_you_live": ("我户口在河南行吗", "can I ask another consulate?"),
    "short_stays": ("暑假回老家住了2个月 算吗", "i went home for the summer break, does that matter?"),
    "six_months": ("六个月怎么算", "six months from when?"),
    "what_is_221g": ("221g是啥意思", "what does 221(g) mean"),
    "what_is_ds160": ("ds160是什么", "where do I find the DS-160 number?"),
    "what_is_i20": ("I-20是什么", "what is an I-20?"),
    "what_is_ds2019": ("DS-2019在哪拿", "what is a DS-2019?"),
    "what_is_sevis": ("SEVIS号是什么", "what is SEVIS?"),
    "appointment_number": ("预约号码在哪里看", "where is the appointment number?"),
    "passport_number": ("护照号在哪", "where is the passport number?"),
    "visa_class": ("B1和B2有什么区别", "which visa class do I have?"),
    "which_proof": ("要什么证明", "what proof do I need?"),
    "how_to_attach": ("手机上怎么附上证明", "how do I attach the proof on my phone?"),
    "no_answer": ("没有回音怎么办", "what if there is no answer?"),
    "approved": ("批准了以后怎么办", "what happens once it is approved?"),
    "not_approved": ("要是没批怎么办", "what if it is not approved?"),
    "keep_appointment": ("原来的预约要取消吗", "do I cancel my appointment?"),
    "which_day": ("能提前到几号", "which date will I get, how early?"),
    "tickets": ("机票可以先买吗", "may I buy the flight tickets now?"),
    "visa_in_hand": ("面签后多久能拿到护照", "when do I get my passport back?"),
    "what_to_bring": ("面谈带什么", "what do I bring to the interview?"),
    "how_to_book": ("那要怎么预约呢", "how do I book an appointment?"),
    "earlier_regular": ("我能自己改约吗", "can I reschedule it myself?"),
    "renewal": ("代传递是什么", "what is the interview waiver?"),
    "what_is_expedited": ("什么是加急面谈", "what does expedited mean?"),
    "book_first": ("还没预约可以申请吗", "can I ask without an appointment?"),
    "asked_before": ("我以前加急过一次", "I already asked once, can I ask again?"),
    "immigrant": ("移民签可以加急吗", "can I use this for a green card?"),
    "children": ("小孩要面签吗", "do kids need an interview?"),
    "office_hours": ("周末发可以吗", "are they open on a holiday?"),
    "pictures_kept": ("你存了我的照片吗？", "do you keep my photo?"),
    "send_pictures": ("护照可以拍照发给你吗", "can i send a picture of the letter?"),
    "form_of_proof": ("医院证明要盖章吗", "does it need to be stamped?"),
    "proof_in_chinese": ("没有英文证明怎么办", "the letter is in chinese, is that ok?"),
    "passport_expires": ("护照快过期了怎么办", "my passport expires in May"),
    "validity": ("签证有效期多久", "how long is the visa valid?"),
    "after_sending": ("发了之后呢", "what happens after I send it?"),
    "after_a_refusal": ("以前拒签过还能申请吗", "I was refused, can I still ask after a refusal?"),
    "visa_waiver": ("我这个护照需要签证吗", "do i even need a visa or is esta enough?"),
    "foreigners": ("我是外国人可以吗", "I'm not Chinese, is that ok?"),
    "letter_parts": ("标题写什么", "what should the subject be"),
    "urgent_help": ("还有没有别的办法，来不及了", "is there any other way, it will be too late?"),
}


def test_every_answer_is_asked_for_here_and_there_are_at_least_thirty() -> None:
    assert set(ASKED) == {aside.key for aside in ASIDES}
    assert len(ASIDES) >= 30


@pytest.mark.parametrize("key", ASKED)
def test_a_question_finds_its_answer_in_both_languages(key: str) -> None:
    found = [aside_in(ASIDES, question) for question in ASKED[key]]
    assert [aside and aside.key for aside in found] == [key, key]


@pytest.mark.parametrize("aside", ASIDES, ids=lambda aside: aside.key)
def test_an_answer_of_the_page_names_words_that_are_there(aside: Aside) -> None:
    assert aside.basis != "page" or " ".join(aside.source.split()) in PAGE


@pytest.mark.parametrize(
    ("key", "question"),
    [
        ("keep_appointment", "do i cancel my feb one"),
        ("keep_appointment", "should I keep my appointment"),
        ("how_long", "What is the time they need to answer?"),
        ("no_email", "俺没有邮箱 用微信不行吗"),
        ("no_email", "侄子的行不"),
        ("renewal", "Also what about the visa I had until March 2026?"),
        ("visa_class", "We want B-2 visa, for tourists, or is it B-1/B-2?"),
    ],
)
def test_a_question_in_other_words_finds_its_answer(key: str, question: str) -> None:
    found = aside_in(ASIDES, question)
    assert found is not None
    assert found.key == key


def test_what_a_doctor_wonders_is_no_question() -> None:
    assert act_of("越快越好啊 12月初 最好4号就飞 医生讲不晓得能不能撑住") is None
    assert act_of("医生说要多久才批吗") == "question"


@pytest.mark.parametrize("question", ["今天天气怎么样", "what is the capital of France?", "你喜欢吃什么"])
def test_what_nobody_wrote_down_is_not_answered(question: str) -> None:
    assert aside_in(ASIDES, question) is None


def test_an_answer_is_short_enough_for_a_phone() -> None:
    longest = {aside.key: len(translate(aside.text, lang)) for aside in ASIDES for lang in LANGUAGES}
    assert {key: length for key, length in longest.items() if length > 300} == {}
