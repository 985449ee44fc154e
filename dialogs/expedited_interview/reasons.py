"""Why it cannot wait, as a few concrete questions for each category, and the proof: items 8 and 11 of the page."""

from __future__ import annotations

from bot.answers import Day, Earlier, Paragraph, PersonName, Proof, ShortText
from bot.core import Answers, FileRef, Mistake, Question
from bot.i18n import N_, Text
from dialogs.expedited_interview.eligibility import (
    economic_loss,
    emergency,
    for_business,
    for_study,
    is_humanitarian,
    visa_class,
)
from dialogs.expedited_interview.policy import POLICY

school = Question(
    "school",
    label=N_("School"),
    ask=N_("Which school will you attend?"),
    example=N_("Its English name as on the form, for example Example State University."),
    kind=ShortText(120),
    why=N_("The e-mail says in a sentence where the classes are."),
    when=for_study,
    names=("学校", "大学", "校名", "school", "university", "college"),
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
    names=("专业", "课程", "学科", "program", "programme", "major", "course"),
    absent=N_("The I-20 or DS-2019 has the program’s name in English."),
)
company = Question(
    "company",
    label=N_("Your company"),
    ask=N_("Which company do you travel for?"),
    example=N_("In English, for example Example Machinery Co., Ltd."),
    kind=ShortText(120),
    why=N_("The consulate wants to know whose business cannot wait."),
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
    cues=("i work for", "i work at", "work for", "work at"),
)
counterpart = Question(
    "counterpart",
    label=N_("US partner"),
    ask=N_("Whom do you visit in the United States?"),
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
    cues=("must be at", "visit", "invited by"),
)
event_date = Question(
    "event_date",
    label=N_("Business date"),
    ask=N_("On which day must you be there?"),
    example=N_("For example 4 January 2027."),
    kind=Day.any_day(),
    why=N_("The date shows why your interview comes too late."),
    when=for_business,
    names=("最晚到达", "商务日期", "开会日期", "business date", "event date", "meeting date"),
    cues=("最晚", "最迟", "必须到", "要到", "赶到", "must be", "have to be", "need to be", "by"),
)


def loses(answers: Answers) -> bool:
    return answers.get(economic_loss) == "yes"


loss = Question(
    "loss",
    label=N_("The loss"),
    ask=N_("What is lost if you miss it?"),
    example=N_("In English if you can, for example: The line stops, about USD 40,000 a day."),
    kind=Paragraph(600),
    why=N_("The page asks for a trip which, if missed, causes economic loss. Figures help."),
    when=loses,
    names=("损失", "the loss", "loss"),
)


def _ill_or_dead(answers: Answers) -> Text:
    if answers.get(emergency) == "death":
        return N_("What was the name of the person who died?")
    if answers.get(emergency) == "serious_illness":
        return N_("What is the name of the person who is ill?")
    return N_("What is the name of your relative?")


def _hospital_words(answers: Answers) -> Text:
    if answers.get(emergency) == "serious_illness":
        return N_("Which US hospital or doctor treats this person?")
    return N_("Which US hospital, funeral home or office can confirm it?")


def _since_words(answers: Answers) -> Text:
    if answers.get(emergency) == "death":
        return N_("On which day did it happen?")
    if answers.get(emergency) == "serious_illness":
        return N_("Since when has this person been ill?")
    return N_("Since when?")


relative_name = Question(
    "relative_name",
    label=N_("Relative's name"),
    ask=_ill_or_dead,
    example=N_("As on the hospital paper, for example WANG Wu."),
    kind=PersonName(),
    why=N_("The name must match the paper you attach."),
    when=is_humanitarian,
    names=(
        "病人姓名",
        "亲属姓名",
        "病人",
        "患者",
        "母亲",
        "父亲",
        "我妈",
        "我爸",
        "妈妈",
        "爸爸",
        "姓名",
        "名字",
        "patient's name",
        "her name",
        "his name",
        "name",
        "patient",
        "mother",
        "father",
        "relative",
        "my mom",
        "my dad",
    ),
    absent=N_("The name is on the paper of the hospital. Relatives there can tell you how it is written."),
)
hospital = Question(
    "hospital",
    label=N_("Hospital"),
    ask=_hospital_words,
    example=N_("With the city, for example Example General Hospital, Boston."),
    kind=ShortText(160),
    why=N_("The page asks for evidence from a US doctor or hospital."),
    when=is_humanitarian,
    names=("医院", "医生", "hospital", "doctor", "funeral home"),
    absent=N_(
        "Relatives there can tell you. It must be the hospital, doctor or funeral home of the paper you attach."
    ),
)
ill_since = Question(
    "ill_since",
    label=N_("Since"),
    ask=_since_words,
    example=N_("For example 3 November 2026; the month is enough."),
    kind=Earlier(),
    why=N_("It shows how urgent the trip is."),
    when=is_humanitarian,
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
        "fell ill",
        "taken ill",
    ),
    absent=N_("About when is enough: the month will do."),
)
justification = Question(
    "justification",
    label=N_("Why it cannot wait"),
    ask=N_("Why can this not wait for your interview date?"),
    example=N_(
        "Facts are enough: what happens, on which day, what waiting would cost.\n"
        "In English if you can; Chinese stays as you write it."
    ),
    kind=Paragraph(2000),
    why=N_("The page asks for a detailed justification. I put your answers before it as English sentences."),
    names=("理由", "加急理由", "justification", "reason"),
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
        return N_("Now the proof: the invitation letter of the US company.")
    if is_humanitarian(answers):
        if answers.get(emergency) == "death":
            return N_("Now the proof: a letter of the hospital or the funeral home.")
        return N_("Now the proof: a letter of the US doctor or hospital.")
    return N_("Now the proof: a paper that shows why it cannot wait.")


def _not_too_many(files: tuple[FileRef, ...], _answers: Answers) -> Mistake | None:
    pages = sum(file.pages for file in files)
    if pages <= POLICY.proof.pages:
        return None
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
        "The page asks for 1 or 2 pages of proof. I attach just what you send, without hidden data of the photo."
    ),
    check=_not_too_many,
)
