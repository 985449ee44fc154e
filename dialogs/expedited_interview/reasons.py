"""Why it cannot wait, as a few concrete questions for each category, and the proof: items 8 and 11 of the page."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers import (
    ChoiceOrWords,
    Day,
    Earlier,
    Hospital,
    Organization,
    Paragraph,
    PersonName,
    Proof,
    ShortText,
    is_han,
)
from bot.core import Answers, FileRef, Mistake, Odd, Option, Question
from bot.i18n import N_, Text
from dialogs.expedited_interview import words
from dialogs.expedited_interview.papers import right_paper
from dialogs.expedited_interview.policy import POLICY
from dialogs.expedited_interview.purpose import (
    accident_told,
    economic_loss,
    emergency,
    for_business,
    for_study,
    has_died,
    is_accident,
    is_humanitarian,
    is_unlisted,
    visa_class,
)
from dialogs.expedited_interview.sentences import EVENT, LOSS
from dialogs.expedited_interview.urgency import in_letter, is_ill

school = Question(
    "school",
    label=N_("School"),
    ask=N_("Which school will you attend?"),
    example=N_("Its English name as on the I-20 or DS-2019, for example Example State University."),
    kind=Organization(120),
    why=N_("The e-mail says in a sentence where the classes are."),
    when=for_study,
    names=("学校", "大学", "校名", "school", "university", "college"),
    cues=("offer from", "admitted to", "admission to", "accepted by", "accepted to", "got into"),
    absent=N_("The I-20 or DS-2019 has the school’s name in English."),
)
programme = Question(
    "programme",
    label=N_("Program"),
    ask=N_("Which program?"),
    example=N_("In English, for example MSc in Statistics."),
    kind=ShortText(120),
    why=N_("The e-mail says in a sentence what you will study."),
    when=for_study,
    cues=("msc in", "bsc in", "ma in", "ms in", "phd in", "mba in", "master of", "bachelor of", "doctor of"),
    names=("专业", "课程", "学科", "program", "programme", "major", "course"),
    absent=N_("The I-20 or DS-2019 has the program’s name in English."),
)
company = Question(
    "company",
    label=N_("Your company"),
    ask=N_("Which company are you traveling for?"),
    example=N_("In English, for example Example Machinery Co., Ltd."),
    kind=ShortText(120),
    why=N_("The reason has to say whose business cannot wait."),
    when=for_business,
    names=(
        "我们公司",
        "公司",
        "单位",
        "工作单位",
        "雇主",
        "my company",
        "our company",
        "company",
        "employer",
    ),
    cues=("i work for", "i work at", "work for", "work at", *words.JOB_AT),
)
counterpart = Question(
    "counterpart",
    label=N_("US partner"),
    ask=N_("Which US company or organization are you going to see?"),
    example=N_("The company that invites you, for example Sample Tools Inc., Ohio."),
    kind=ShortText(120),
    why=N_("It should be the company of the invitation letter."),
    when=for_business,
    names=(
        "对方公司",
        "美方公司",
        "美国公司",
        "邀请方",
        "合作方",
        "客户",
        "对方",
        "us partner",
        "host company",
        "partner",
        "counterpart",
        "client",
        "customer",
    ),
    cues=(
        "must be at",
        "have to be at",
        "has to be at",
        "need to be at",
        "needs to be at",
        "needed at",
        "expected at",
        "visit",
        "invited by",
    ),
)
event_date = Question(
    "event_date",
    label=N_("Business date"),
    ask=N_("What day must you be there?"),
    example=N_("For example 4 January 2027."),
    kind=Day.any_day(),
    why=N_("The date shows why your interview comes too late."),
    when=for_business,
    names=(
        "最晚到达",
        "到达日期",
        "商务日期",
        "trip date",
        "date of the trip",
        "day of the trip",
        "travel date",
        "开会日期",
        "business date",
        "event date",
        "meeting date",
    ),
    cues=(
        *(
            "trip is",
            "trip moved",
            "trip has moved",
            "wants me there",
            "wants us there",
            "行程",
            "到达",
            "出差改",
        ),
        "最晚",
        "最迟",
        "必须到",
        "要到",
        "赶到",
        "no later than",
        "must be",
        "have to be",
        "need to be",
        "by",
    ),
)


def loses(answers: Answers) -> bool:
    return answers.get(economic_loss) == "yes"


event = Question(
    "event",
    label=N_("What happens then"),
    ask=N_("What happens on that day?"),
    example=N_("Tap, or say it in a sentence, in English if you can."),
    kind=ChoiceOrWords(
        (
            Option("signing", N_("A contract is signed"), ("签合同", "签约", "签字", "signing")),
            Option("installation", N_("Installation or repair"), ("安装", "调试", "维修", "抢修")),
            Option("inspection", N_("Inspection, acceptance"), ("验收", "验货", "检验")),
            Option("negotiation", N_("Talks in person"), ("谈判", "洽谈")),
            Option("training", N_("Training"), ("培训",)),
        ),
        300,
        words.EVENT,
    ),
    why=N_("The consulate must see why it has to be that day."),
    in_letter=in_letter(EVENT),
    when=for_business,
    optional=True,
)
loss = Question(
    "loss",
    label=N_("The loss"),
    ask=N_("What is lost if you miss it?"),
    example=N_("Tap, or say it in English if you can: The line stops, about USD 40,000 a day."),
    kind=ChoiceOrWords(
        (
            Option("production", N_("Production stops"), ("停产", "停线", "停工", "生产线停")),
            Option("contract", N_("A contract"), ("丢合同", "合同没了", "合同")),
            Option("penalty", N_("A contractual penalty"), ("违约金", "罚款", "赔违约金", "赔偿", "赔钱")),
            Option("order", N_("Orders"), ("丢订单", "订单没了", "订单", "丢单")),
        ),
        600,
        words.LOSSES,
    ),
    why=N_("The page means a trip that causes economic loss if missed. Figures help."),
    in_letter=in_letter(LOSS),
    when=loses,
    names=("损失", "the loss", "loss"),
)
loss_amount = Question(
    "loss_amount",
    label=N_("How much"),
    ask=N_("About how much is that in money?"),
    example=N_("For example USD 40,000 a day."),
    kind=ShortText(80),
    why=N_("A figure says more than a word."),
    when=lambda answers: (
        loses(answers) and (answers.get(loss) or "") in {one.code for one in loss.kind.options}
    ),
    optional=True,
)

relative_name = Question(
    "relative_name",
    label=N_("Relative's name"),
    ask=N_("What is your relative's name?"),
    example=N_("As on the document you attach, for example WANG Wu."),
    kind=PersonName(),
    why=N_("The name must match the document you attach."),
    when=lambda answers: is_humanitarian(answers) and not has_died(answers),
    names=(
        *(
            "病人姓名",
            "亲属姓名",
            "病人",
            "患者",
            "母亲",
            "父亲",
            "我妈妈",
            "我爸爸",
            "我妈",
            "我爸",
            "妈妈",
            "爸爸",
        ),
        *(
            "patient's name",
            "patient name",
            "relative's name",
            "relative name",
            "mother's name",
            "father's name",
            "her name",
            "his name",
            "patient",
            "mother",
            "father",
            "my mom",
            "my dad",
        ),
    ),
    absent=N_("The name is on the paper of the hospital. Relatives there can tell you how it is written."),
)
name_of_the_dead = replace(relative_name, ask=N_("What was your relative's name?"), when=has_died)

hospital = Question(
    "hospital",
    label=N_("Hospital"),
    ask=N_("Which US hospital or doctor treats your relative?"),
    example=N_("Add the city, for example Example General Hospital, Boston."),
    kind=Hospital(160),
    why=N_("The page asks for evidence from a US doctor or hospital."),
    when=is_ill,
    names=("医院", "医生", "hospital", "medical center", "medical centre", "doctor", "funeral home"),
    absent=N_(
        "Relatives there can tell you. It must be the hospital, doctor or funeral home of the paper you attach."
    ),
)
who_confirms = replace(
    hospital,
    label=N_("Who can confirm it"),
    ask=N_("Which US hospital, funeral home or office can confirm it?"),
    example=N_("Add the city, for example Example Funeral Home, Boston."),
    when=lambda answers: is_humanitarian(answers) and not is_ill(answers),
)

ill_since = Question(
    "ill_since",
    label=N_("Ill since"),
    ask=N_("When did the illness begin?"),
    example=N_("For example 3 November 2026; the month is enough."),
    kind=Earlier(),
    why=N_("It shows how urgent the trip is."),
    when=lambda answers: is_ill(answers) and not is_accident(answers),
    also=accident_told,
    names=("发病时间", "住院时间", "去世时间", "since when"),
    cues=(
        "去世",
        "过世",
        "病逝",
        "离世",
        "走了",
        "发病",
        "住院",
        "病倒",
        "病危",
        "passed away",
        "died",
        "since",
        "hospitalized",
        *("illness began", "illness started", "got ill", "got sick", "became ill", "collapsed"),
        "fell ill",
        "taken ill",
    ),
    told_near="emergency",
    absent=N_("About when is enough: the month will do."),
)


def is_other_emergency(answers: Answers) -> bool:
    return is_humanitarian(answers) and not is_ill(answers) and not has_died(answers)


day_of_death = replace(
    ill_since,
    label=N_("Date of death"),
    ask=N_("When did your relative die?"),
    example=N_("For example 3 November 2026."),
    when=has_died,
)
emergency_since = replace(
    ill_since,
    label=N_("Since"),
    ask=N_("When did it happen, or begin?"),
    when=lambda answers: is_other_emergency(answers) and not is_accident(answers),
)
day_of_the_accident = replace(
    ill_since,
    label=N_("Day of the accident"),
    ask=N_("When was the accident?"),
    example=N_("For example 3 November 2026."),
    when=is_accident,
)


def _no_reason(value: str, _: Answers) -> Mistake | None:
    """A date or two words give no reason; the smallest that does has a few words in either language."""
    if sum(map(is_han, value)) >= 4 or len(re.findall(r"[^\W\d_]{2,}", value)) >= 3:
        return None
    return Mistake(
        "reason.thin",
        N_(
            "“%(sent)s” alone gives no reason. Say what happens, and what waiting would cost, for example: The operation is on 10 December."
        ).of(sent=value),
    )


justification = Question(
    "justification",
    label=N_("In your own words"),
    ask=N_("Anything to add in your own words? Why can this not wait for your interview date?"),
    example=N_(
        "Your answers are already in the e-mail as English sentences. What you add stays as you write it; English is better."
    ),
    names=(
        *("理由", "加急理由", "补充", "补充的话", "自己的话"),
        *("justification", "reason", "own words", "in my own words"),
    ),
    kind=Paragraph(2000),
    why=N_("The page asks for a detailed justification. I put your answers before it as English sentences."),
    when=lambda answers: not is_unlisted(answers),
    optional=True,
    check=_no_reason,
)
whole_justification = replace(
    justification,
    ask=N_("Why can this not wait for your interview date?"),
    example=N_(
        "Facts are enough: what happens, on which day, what waiting would cost.\n"
        "In English if you can; Chinese stays as you write it."
    ),
    when=is_unlisted,
    optional=False,
)


def _paper(answers: Answers) -> Text:
    """The right paper for the category (procedure.txt, the line on proof; F and M have the I-20, J the DS-2019)."""
    class_ = answers.get(visa_class) or ""
    if for_study(answers):
        return (
            N_("Now the proof: page 1 of your DS-2019.")
            if class_.startswith("J")
            else N_("Now the proof: page 1 of your I-20.")
        )
    if for_business(answers):
        return N_("Now the proof: the US company's invitation letter.")
    if is_humanitarian(answers):
        if answers.get(emergency) == "death":
            return N_("Now the proof: a letter from the hospital or the funeral home.")
        return N_("Now the proof: a letter from the US doctor or hospital.")
    return N_("Now the proof: a paper that shows why it cannot wait.")


def _fits(files: tuple[FileRef, ...], answers: Answers) -> Mistake | Odd[tuple[FileRef, ...]] | None:
    """One or two pages, and the right paper."""
    pages = sum(file.pages for file in files)
    if pages <= POLICY.proof.pages:
        return right_paper(files, answers)
    return Mistake(
        "proof.pages",
        N_(
            "That makes %(pages)s pages, and 1 or 2 are asked for. What was accepted before stays. To replace it, send “change”."
        ).of(pages=pages),
    )


proof = Question(
    "proof",
    label=N_("Proof"),
    ask=_paper,
    example=N_("Send 1 or 2 pages as photos or PDF, sharp enough to read."),
    kind=Proof(),
    why=N_(
        "The page asks for 1 or 2 pages of proof. I attach just what you send, with the photo's hidden data removed."
    ),
    check=_fits,
)
