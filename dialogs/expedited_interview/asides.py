"""What people ask besides: each question with the words it is asked in, a line or two of answer, and who says so.

No answer is firmer than its basis; what nobody has written down is not answered here.
"""

from __future__ import annotations

from bot.core import Aside, Basis
from bot.i18n import N_, Text
from dialogs.expedited_interview.policy import POLICY

_WEBSITE = POLICY.website.address


def _page(key: str, source: str, text: Text, zh: str, en: str) -> Aside:
    return Aside(key, _words(zh, en), text, "page", source)


def _others(key: str, text: Text, zh: str, en: str, basis: Basis = "other_posts") -> Aside:
    return Aside(key, _words(zh, en), text, basis, f"procedure-facts: {key}")


def _ours(key: str, text: Text, zh: str, en: str) -> Aside:
    return _others(key, text, zh, en, basis="our_reading")


def _words(zh: str, en: str) -> tuple[str, ...]:
    """Chinese words parted by blanks, English ones by bars."""
    return (*zh.split(), *en.split(" | "))


ABOUT_US = (
    _ours(
        "who_are_you",
        N_(
            "I am a program, not a person and not the consulate. We write the e-mail together; you send it, and the consulate decides."
        ),
        zh="真人 机器人 是人吗 是人工吗 你是谁 您是谁 你是干什么 你是做什么 你们是谁 官方 你是领事馆 你们是领馆 你是领馆 骗子",
        en="who are you | what are you | real person | are you human | are you a person | are you a bot | robot | a bot | are you official | official | scam | are you the consulate",
    ),
    _ours(
        "how_you_work",
        N_(
            "I ask one thing after the other and put the answers into an e-mail. It takes 15 to 30 minutes; you can stop at any time and come back."
        ),
        zh="怎么用 怎么弄 怎么操作 要填多久 填完要多久 还要多久才填完 要问多少 多少个问题 还有多少问题 问这么多",
        en="how does this work | how does it work | how do i use | how many questions | how long does this take | how long will this take | what can you do",
    ),
    _ours(
        "send_for_me",
        N_(
            "No, I send nothing. When the e-mail is ready you get every part to copy, and you send it from your own mailbox."
        ),
        zh="你发吗 你帮我发 帮我发 替我发 你们发 自动发 你直接发 谁来发 谁发",
        en="send it for me | do you send | will you send | who sends | you send it",
    ),
    _ours(
        "privacy",
        N_(
            "What you tell me is kept encrypted, used for this e-mail and nothing else, and erased when its time is over. Send “delete my data”, and it goes at once."
        ),
        zh="泄露 隐私 安全吗 安不安全 保密吗 会不会被别人 谁能看到 谁看得到 个人信息 信息安全 资料会 给别人看 靠谱吗",
        en="is it safe | is this safe | privacy | who can see | who sees | who reads | my data | is it secure | do you share | confidential",
    ),
    _ours(
        "change_later",
        N_("Every answer can be changed until you send the e-mail: say what is different, or send “change”."),
        zh="填错了怎么 写错了怎么 错了怎么办 能改吗 可以改吗 怎么改 怎么修改 还能改 之后能改",
        en="can i change | how do i change | can i edit | made a mistake | typed it wrong | got it wrong",
    ),
    _ours(
        "come_back",
        N_("Your answers are kept. Stop whenever you like; any message brings you back to where you were."),
        zh="以后再填 明天再填 晚点再填 能保存吗 会保存吗 下次再 中途 退出会不会 关掉",
        en="come back later | continue later | finish later | do it later | will it be saved | is it saved | save my answers",
    ),
    _ours(
        "up_to_date",
        N_(
            "I follow the page that the consulate published %(period)s. It may have changed: check %(website)s before you send."
        ).of(period=POLICY.page_period, website=_WEBSITE),
        zh="还有效吗 现在还 过时 最新 还能用吗 是哪年的 新规定 政策变",
        en="still valid | up to date | outdated | still apply | latest rules | current rules | still work",
    ),
)

ASKING = (
    _others(
        "cost",
        N_("Asking costs nothing, as other US consulates write. The visa fee stays as it is."),
        zh="收费 多少钱 要钱 费用 免费 花钱 付费 交钱 加钱 收钱",
        en="cost | costs | fee | fees | how much | free | pay | charge | price | money",
    ),
    _page(
        "how_long",
        "contact the applicant directly in 1-2 business days",
        N_(
            "The page says: whoever is approved hears from them in 1–2 business days. For a refusal it names no time."
        ),
        zh="多久批 批下来 几天批 多久有结果 几天有结果 多久回复 多久能回 几天回复 多长时间有 什么时候有结果 什么时候回复 等多久 要等几天 多久出 多久知道",
        en="how long until | how long before | how long to hear | how soon | when will i hear | when will they | when do they answer | how many days | how long does it take to get | response time",
    ),
    _page(
        "email_only",
        "Requests for expedited visa interview may only be submitted by e-mail submission",
        N_("No: such requests are taken by e-mail only. Going there or calling does not replace it."),
        zh="直接去领馆 直接去领事馆 去领馆 去领事馆 到领馆 亲自去 本人去 上门 现场申请 打电话申请 打电话可以 电话申请 能打电话 传真 寄信",
        en="in person | go to the consulate | go there | just go | walk in | visit the consulate | by phone | call them | can i call | by fax | by post",
    ),
    _page(
        "email_address",
        "Requests will only be considered when submitted by email to",
        N_(
            "The address stands under “To” when the e-mail is ready, if I have it. The published page leaves it blank, and I do not guess: look on %(website)s."
        ).of(website=_WEBSITE),
        zh="邮箱地址是多少 发到哪 发去哪 发给谁 哪个邮箱 收件人 收件邮箱 领馆邮箱 领事馆邮箱 领馆的邮箱 领事馆的邮箱 邮件地址 寄到哪",
        en="which address | what address | email address of the consulate | consulate's email | consulate's e-mail | where do i send | send it to | which email do i send | where does it go | e-mail address of the consulate",
    ),
    _ours(
        "no_email",
        N_(
            "It goes by e-mail, so one address is needed. A free one will do (QQ Mail, 163, Outlook), or that of a relative who reads it for you at once."
        ),
        zh="我没有邮箱 没邮箱 不会用邮箱 不会发邮件 女儿的邮箱 儿子的邮箱 老公的邮箱 老婆的邮箱 家人的邮箱 别人的邮箱 公司邮箱 朋友的邮箱 qq邮箱可以 qq邮箱行",
        en="no email | no e-mail | don't have an email | don't have email | don't have an e-mail | somebody else's email | someone else's email | my daughter's email | my son's email | daughter's e-mail | husband's email | work email",
    ),
    _ours(
        "no_english",
        N_(
            "Answer me in Chinese. I write the e-mail in English and tell you in Chinese what it says; names and addresses I ask for as they are written in English."
        ),
        zh="不会英文 不会英语 不懂英文 不懂英语 英文不好 英语不好 翻译 能用中文 可以用中文 用中文写 中文可以吗 必须英文 要用英文 英文名怎么写 英文怎么写 看不懂英文",
        en="don't speak english | no english | my english | in chinese | translate | translation | which language | what language | must it be english | have to be in english | has to be in english",
    ),
    _others(
        "somebody_else",
        N_(
            "You can fill this in for somebody else: give that person's details. Other US consulates want the applicant to send it, so let it go from their mailbox."
        ),
        zh="帮别人 替别人 给别人 帮我妈 帮我爸 替我妈 给我妈 给我爸 替家人 帮家人 帮朋友 替朋友 代填 代申请 中介 代办 旅行社 本人发",
        en="for somebody else | for someone else | on behalf | for my mother | for my mom | for my father | for my dad | for my wife | for my husband | for a friend | for my parents | agent | agency",
    ),
    _page(
        "several_people",
        "For group requests",
        N_(
            "Several people can ask in one e-mail. Each needs a DS-160 of their own; one person is the contact."
        ),
        zh="一家人一起 一起申请 几个人一起 全家 两个人怎么 孩子也要 小孩要不要 每个人都要 一人一封 家属",
        en="family together | apply together | two of us | several people | whole family | my kids | each person | one email for all | for each of us",
    ),
    _others(
        "once_only",
        N_(
            "Send it once. Other US consulates ask people not to send the same request again; put everything into the first one."
        ),
        zh="可以发几次 多发几 重复发 再发一次 发两次 多次申请 能发几封 再申请一次",
        en="send it twice | send it again | send again | more than once | several times | resend | second time",
    ),
    _page(
        "does_it_hurt",
        "does not improve an applicant's chances",
        N_(
            "The page only says that an earlier interview does not improve the chances of a visa. It says nothing of a disadvantage; state what is true."
        ),
        zh="会不会影响 影响签证 有影响吗 有没有影响 有什么影响 会因为这个不批 会不会被拒 有坏处 不利 留下记录 会不会反感 更容易被拒",
        en="hurt my | harm my | affect my | does it affect | disadvantage | look bad | count against | negative | annoy",
    ),
    _page(
        "chances",
        "on a space available basis, according to the urgency of the request",
        N_(
            "I cannot say; only the consulate decides, by urgency and free places. A complete e-mail with a clear reason is what you can do."
        ),
        zh="能批吗 批准率 通过率 成功率 几率 机会大 把握 会批吗 能成吗 希望大 容易批 好批吗 可能性 能通过吗 会同意吗",
        en="chance | chances | likely | odds | success rate | approval rate | will it be approved | will they approve | will i get | does it work",
    ),
    _page(
        "which_reasons",
        "Generally, only requests falling into the following categories",
        N_(
            "Three kinds are considered: a seriously ill relative or another family emergency; F, M or J classes that start before your interview; "
            "a business trip whose loss costs money. Weddings, graduations, annual meetings, large conventions and tourism are not."
        ),
        zh="什么情况可以 哪些情况 什么情况能 什么理由 哪些理由 什么原因可以 符合条件 有什么条件 什么条件 算不算紧急 算紧急吗 能加急吗 可以加急吗 什么样的",
        en="who qualifies | do i qualify | which reasons | what reasons | what counts | am i eligible | requirements | conditions | eligible | qualify",
    ),
    _others(
        "birth",
        N_(
            "The page does not name a birth or a pregnancy. Other US consulates leave it out; a medical emergency around it is another matter."
        ),
        zh="生孩子 生小孩 坐月子 预产期 怀孕 分娩 看孙子 带孙子 伺候月子",
        en="birth | giving birth | pregnant | pregnancy | due date | newborn | grandchild",
    ),
    _page(
        "where_you_live",
        "applicants residing in the Shanghai Consular District",
        N_(
            "It is for people who live in Shanghai, Jiangsu, Zhejiang or Anhui. Where you live counts, not your hukou. Others ask the US consulate for their place; each has its own rules."
        ),
        zh="户口 别的领馆 其他领馆 换个领馆 北京可以吗 去北京面 广州可以 外地 居住证 哪些省 管哪些 领区",
        en="hukou | another consulate | other consulate | different consulate | which provinces | consular district | which consulate | apply in beijing | apply in guangzhou",
    ),
    _ours(
        "six_months",
        N_(
            "I count calendar months: after a refusal on 24 June, the six months last until 24 December. The page only says “within the past 6 months”."
        ),
        zh="六个月怎么算 6个月怎么算 六个月从 6个月从 半年怎么算 半年内是 从哪天算",
        en="how are six months | six months from | 6 months from | how do you count | when do the six months | half a year",
    ),
)

PAPERS = (
    _others(
        "what_is_221g",
        N_(
            "221(g) means that the officer wanted more papers or more checks after the interview. Officially it is recorded as a refusal, so it may count here: name its day."
        ),
        zh="221 行政审理 行政审查 check了 被check 审查中 补材料 黄单 白单 绿单 粉单",
        en="221 | 221g | 221(g) | administrative processing | was checked | pink slip | yellow slip",
    ),
    _page(
        "what_is_ds160",
        "Confirmation Bar Code Number from a complete and accurate Online Visa Application",
        N_(
            "The DS-160 is the online visa form. Its number is under the bar code of the confirmation page: AA and eight more, for example AA00ABCD56. You can print the page again on ceac.state.gov."
        ),
        zh="ds160是 ds-160是 ds160 ds-160 ds160 条形码 条码 确认页 aa开头 确认码",
        en="ds160 | ds-160 | ds 160 | bar code | barcode | confirmation page | confirmation number",
    ),
    _others(
        "what_is_i20",
        N_(
            "The I-20 is the paper your US school gives you for an F or M visa. School, program and start date are on its first page; ask the school's international office if you have none."
        ),
        zh="i20 i-20 i20",
        en="i20 | i-20 | i 20",
    ),
    _others(
        "what_is_ds2019",
        N_(
            "The DS-2019 is the paper your sponsor gives you for a J visa. Its number, program and start date are on the first page."
        ),
        zh="ds2019 ds-2019 ds2019",
        en="ds2019 | ds-2019 | ds 2019",
    ),
    _others(
        "what_is_sevis",
        N_(
            "SEVIS is the US list of students and exchange visitors. Your number begins with N and stands on the I-20 or DS-2019; this e-mail does not need it."
        ),
        zh="sevis n00",
        en="sevis",
    ),
    _ours(
        "appointment_number",
        N_(
            "It is on the confirmation you got when you booked, on paper or in your account. It is not the PIN and not the DS-160 number. If you find none, say that you have none."
        ),
        zh="预约号 预约号码 确认号 预约编号 预约单",
        en="appointment number | booking number | confirmation of the appointment",
    ),
    _ours(
        "passport_number",
        N_(
            "It is at the top right of the passport's photo page: a letter or two and seven or eight digits, for example E12345678."
        ),
        zh="护照号在哪 护照号码在哪 护照号是什么 护照号怎么 护照号码是什么",
        en="where is the passport number | what is the passport number | which passport number",
    ),
    _ours(
        "visa_class",
        N_(
            "It is on your DS-160 confirmation: B-1 business, B-2 visits and treatment, F-1 study, J-1 exchange, and so on."
        ),
        zh="签证种类 签证类型 签证类别 b1和b2 b1还是b2 b1b2 哪种签证 什么签证 f1还是 j1还是",
        en="visa class | visa type | type of visa | which visa | b1 or b2 | b-1 or b-2 | difference between b",
    ),
    _page(
        "which_proof",
        "1-2 pages of proof",
        N_(
            "One or two pages: the I-20 (F, M), the DS-2019 (J), the US company's invitation letter, or a letter from the US doctor or hospital."
        ),
        zh="什么证明 哪些证明 要证明 证明材料 什么材料 哪些材料 准备什么 要什么文件 没有证明 证明怎么开 证明信",
        en="what proof | which proof | what documents | which documents | what papers | supporting document | evidence | what do i need",
    ),
    _ours(
        "how_to_attach",
        N_(
            "On a phone: save the proof as a photo or PDF, open a new e-mail in your mail app, tap the paper clip or “+”, pick the file, and send. On a computer, the file I give you has it attached already."
        ),
        zh="怎么附 附件 怎么添加 怎么发邮件 手机上怎么 怎么上传 怎么传 怎么拍 怎么贴 怎么加上证明 附上证明",
        en="attach | attachment | how do i send | on my phone | upload | from my phone | add the file",
    ),
)

AFTERWARDS = (
    _others(
        "no_answer",
        N_(
            "If nothing comes, go to your original interview. Other US consulates take silence as a no and ask people not to send it again. Look into the spam folder as well."
        ),
        zh="没有回音 没回音 没有回复 没回复 不回复 没人理 没消息 没有消息 没回信 没有回信 一直没 没收到回",
        en="no answer | no reply | no response | don't answer | do not answer | don't reply | heard nothing | haven't heard | not heard | they ignore",
    ),
    _page(
        "approved",
        "the Consular Section will contact the applicant directly",
        N_(
            "They contact you directly with the new time. Bring passport, DS-160 confirmation and your papers yourself, and confirm no travel before you hold the visa."
        ),
        zh="批准了 批了怎么 批下来了 获批 通过了 同意了 批准之后 批准以后 获批之后",
        en="approved | they approved | they said yes | if it is approved | after approval | got approved | accepted",
    ),
    _others(
        "not_approved",
        N_(
            "Keep your original appointment and go then. The page names no second try; other US consulates ask people not to send the same request again."
        ),
        zh="没批 不批怎么 没通过 被驳回 不同意 没批准 不批准 拒绝了怎么 他们拒绝 申请被拒",
        en="not approved | they refused | they declined | they said no | denied | turned down | rejected | if they refuse",
    ),
    _others(
        "keep_appointment",
        N_("Keep your original appointment until you have a new one; other US consulates advise the same."),
        zh="原来的预约 取消预约 要取消吗 原预约 旧预约 本来的预约 原来的面签 原来的面谈",
        en="original appointment | old appointment | cancel my appointment | keep my appointment | existing appointment | current appointment",
    ),
    _ours(
        "which_day",
        N_(
            "I cannot choose a day, and new times depend on free places. In the e-mail you say by which day you must be there."
        ),
        zh="能提前到几号 提前到哪天 能提前多久 提前多少天 最快几号 最早几号 能指定 可以选日期 选时间 几号能面",
        en="which date | which day will | how early | earliest date | choose the date | pick a date | how much earlier",
    ),
    _page(
        "tickets",
        "Do not confirm your travel plans until you have received your approved non-immigrant visa",
        N_(
            "Do not confirm your travel before you hold the visa, the page says. A reservation that can be cancelled is another matter."
        ),
        zh="机票 订票 买票 酒店 行程",
        en="ticket | tickets | flight | flights | book a hotel | travel plans",
    ),
    _page(
        "visa_in_hand",
        "printed and mailed out within 2 business days",
        N_(
            "Most visas are printed and mailed within 2 business days after the interview, never on the same day. If it takes longer, you are told at the interview."
        ),
        zh="多久拿到签证 几天拿到 护照多久 护照什么时候 多久出签 出签 当天拿 签证寄 多久能拿到 面签后多久 面谈后多久",
        en="get my passport back | get the visa | visa mailed | same day | after the interview how long | visa in hand | passport back | how long after the interview",
    ),
    _page(
        "what_to_bring",
        "it must be given directly to the applicant",
        N_(
            "Passport, DS-160 confirmation, appointment confirmation and your proof, all in your own hands. What is sent without the consulate asking is not considered."
        ),
        zh="面谈带什么 面签带什么 要带什么 带哪些 面试带 带什么材料 寄材料 先寄",
        en="what do i bring | what to bring | bring to the interview | take to the interview | send documents",
    ),
)

APPOINTMENTS = (
    _ours(
        "how_to_book",
        N_(
            "Appointments are booked online now: %(website)s. The call center with its PIN card was the way %(period)s."
        ).of(website=_WEBSITE, period=POLICY.page_period),
        zh="怎么约 怎么预约 在哪约 在哪预约 去哪约 去哪里约 哪里预约 预约网站 怎么挂号 没约到 约不到 怎么注册",
        en="how do i book | how to book | where do i book | make an appointment | get an appointment | schedule an appointment | how do i schedule | no slots",
    ),
    _ours(
        "earlier_regular",
        N_(
            "You can also look for an earlier regular date yourself, in the account in which you booked: %(website)s."
        ).of(website=_WEBSITE),
        zh="自己改 改约 改期 刷到 抢号 提前预约 换个时间 放号 改时间",
        en="reschedule | change my appointment | change the date of | earlier slot | earlier date | move my appointment",
    ),
    _page(
        "renewal",
        "Visa Renewal or Frequent Traveler program",
        N_(
            "The renewal service is CITIC Bank's: for a last visa of the same class that is valid or ended less than %(months)s months ago. Whoever can use it gets no expedited interview. Check on %(website)s whether it still exists."
        ).of(months=POLICY.renewal.window_months, website=_WEBSITE),
        zh="代传递 免面谈 免面签 中信银行 续签 drop 换签",
        en="renewal | renew | interview waiver | waiver | dropbox | drop box | drop-off | citic | without an interview | frequent traveler",
    ),
    _page(
        "urgent_help",
        "The American Citizen Services section will not answer visa related inquiries",
        N_(
            "Nobody but the consulate can speed it up, and it takes such requests by e-mail only. The quickest way is a complete e-mail today; American Citizen Services does not answer visa questions."
        ),
        zh="急死 救命 来不及 等不了 紧急电话 紧急联系 有没有别的办法 还有什么办法 有什么办法 最快 特别急 十万火急 怎么办才",
        en="emergency number | urgent help | any other way | other way | faster way | fastest | can't wait | cannot wait | too late | hotline | desperate",
    ),
)

ASIDES = (*ABOUT_US, *ASKING, *PAPERS, *AFTERWARDS, *APPOINTMENTS)
