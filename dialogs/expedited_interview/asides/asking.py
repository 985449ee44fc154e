"""What people ask about the request: cost, time, chances, who may ask, and how.

No answer is firmer than its basis; what nobody has written down is not answered.
"""

from __future__ import annotations

from bot.i18n import N_
from dialogs.expedited_interview.asides.basis import others, ours, page
from dialogs.expedited_interview.policy import POLICY

WEBSITE = POLICY.website.address

ASKING = (
    others(
        "cost",
        N_("Asking costs nothing, as other US consulates write. The visa fee stays as it is."),
        zh="签证费 收费 多少钱 要钱 费用 免费 花钱 付费 交钱 加钱 收钱",
        en="visa fee | cost | costs | fee | fees | how much | free | pay | charge | price | money",
    ),
    page(
        "how_long",
        "contact the applicant directly in 1-2 business days",
        N_(
            "The page says: whoever is approved hears from them in 1–2 business days. For a refusal it names no time."
        ),
        zh="会看吗 有人看吗 会不会看 有没有人看 多久能有消息 多久有回音 多久能有回音 多久答复 多久给答复 要多久 需要多久 多长时间能批 多久能批 多长时间 几天能批 几天能知道 多久批 批下来 几天批 多久有结果 几天有结果 多久回复 多久能回 几天回复 多长时间有 什么时候有结果 什么时候回复 等多久 要等几天 多久出 多久知道",
        en="will they even read | will they read | do they read | do they even read | they even look | anybody read | anyone read | how long does it take | how long will it take | how long do they take | how long will they | how long would it take | how long would they | how long till | how fast | when do i know | when will i know | how long until | how long before | how long to hear | how soon | when will i hear | when will they | when do they answer | how many days | how long does it take to get | response time | take to answer | take to reply | take to respond | takes to answer | time they need | time do they need | time to answer | how much time",
    ),
    page(
        "email_only",
        "Requests for expedited visa interview may only be submitted by e-mail submission",
        N_("No: such requests are taken by e-mail only. Going there or calling does not replace it."),
        zh="领馆电话 领事馆电话 电话多少 可以直接去 能直接去 可以打电话 打电话行吗 打电话可以吗 电话可以吗 直接去领馆 直接去领事馆 去领馆 去领事馆 到领馆 亲自去 本人去 上门 现场申请 打电话申请 打电话可以 电话申请 能打电话 传真 寄信",
        en="phone number of the consulate | consulate's phone | can i phone | may i call | go in person | by telephone | in person | go to the consulate | go there | just go | walk in | visit the consulate | by phone | call them | can i call | by fax | by post",
    ),
    page(
        "email_address",
        "Requests will only be considered when submitted by email to",
        N_(
            "The address stands under “To” when the e-mail is ready, if I have it. The published page leaves it blank, and I do not guess: look on %(website)s."
        ).of(website=WEBSITE),
        zh="邮箱是什么 邮箱是多少 邮件发哪 领馆的邮件 邮箱地址是多少 发到哪 发去哪 发给谁 哪个邮箱 收件人 收件邮箱 领馆邮箱 领事馆邮箱 领馆的邮箱 领事馆的邮箱 邮件地址 寄到哪",
        en="email address is it | the email address | what's the address | whats the email | what's the email | which e-mail address | which address | what address | email address of the consulate | consulate's email | consulate's e-mail | where do i send | send it to | which email do i send | where does it go | e-mail address of the consulate",
    ),
    ours(
        "no_email",
        N_(
            "It goes by e-mail, so one address is needed. A free one will do (QQ Mail, 163, Outlook), or that of a relative who reads it for you at once."
        ),
        zh="我没有邮箱 没邮箱 不会用邮箱 不会发邮件 女儿的邮箱 儿子的邮箱 老公的邮箱 老婆的邮箱 家人的邮箱 别人的邮箱 公司邮箱 朋友的邮箱 qq邮箱可以 qq邮箱行 没有邮箱 没得邮箱 用微信 微信行 微信可以 微信发 侄子的 侄女的 孙子的邮箱 亲戚的邮箱",
        en="no email | no e-mail | don't have an email | don't have email | don't have an e-mail | somebody else's email | someone else's email | my daughter's email | my son's email | daughter's e-mail | husband's email | work email | use wechat | by wechat | nephew's email | relative's email",
    ),
    ours(
        "no_english",
        N_(
            "Answer me in Chinese. I write the e-mail in English and tell you in Chinese what it says; names and addresses I ask for as they are written in English."
        ),
        zh="中文还是英文 英文还是中文 用什么语言 不会英文 不会英语 不懂英文 不懂英语 英文不好 英语不好 翻译 能用中文 可以用中文 写中文行 写中文可以 发中文行 中文行不行 用中文写 中文可以吗 必须英文 要用英文 英文名怎么写 英文怎么写 看不懂英文",
        en="english or chinese | chinese or english | what language | don't speak english | no english | my english | in chinese | translate | translation | which language | what language | must it be english | have to be in english | has to be in english",
    ),
    others(
        "somebody_else",
        N_(
            "You can fill this in for somebody else: give that person's details. Other US consulates want the applicant to send it, so let it go from their mailbox."
        ),
        zh="可以帮我申请 能帮我申请 能不能帮我申请 帮我填 我帮我妈 我帮我爸 帮别人 替别人 给别人 帮我妈 帮我爸 替我妈 给我妈 给我爸 替家人 帮家人 帮朋友 替朋友 代填 代申请 中介 代办 旅行社 本人发",
        en="apply for me | for my brother | for my sister | for my son | for my daughter | somebody apply | someone apply | fill it in for me | for somebody else | for someone else | on behalf | for my mother | for my mom | for my father | for my dad | for my wife | for my husband | for a friend | for my parents | agent | agency",
    ),
    page(
        "several_people",
        "For group requests",
        N_(
            "Several people can ask in one e-mail. Each needs a DS-160 of their own; one person is the contact."
        ),
        zh="一起去 一起面签 老公一起 老婆一起 陪我去 家人一起 一家人一起 一起申请 几个人一起 全家 两个人怎么 孩子也要 小孩要不要 每个人都要 一人一封 家属",
        en="with my husband | with my wife | with my family | husband included | wife included | come with me | family together | apply together | two of us | several people | whole family | my kids | each person | one email for all | for each of us",
    ),
    others(
        "once_only",
        N_(
            "Send it once. Other US consulates ask people not to send the same request again; put everything into the first one."
        ),
        zh="可以申请几次 能申请几次 申请几回 可以发几次 多发几 重复发 再发一次 发两次 多次申请 能发几封 再申请一次",
        en="how many times | how often can i | email them twice | email twice | mail them twice | write twice | send it twice | send it again | send again | more than once | several times | resend | second time",
    ),
    page(
        "does_it_hurt",
        "does not improve an applicant's chances",
        N_(
            "The consulate's page only says that an earlier interview does not improve your chances. It says nothing about harm. Just write what is true."
        ),
        zh="会影响 影响我的 会不会影响 影响签证 有影响吗 有没有影响 有什么影响 会因为这个不批 会不会被拒 有坏处 不利 留下记录 会不会反感 更容易被拒",
        en="affect my visa | bad for my | hurt my | harm my | affect my | does it affect | disadvantage | look bad | count against | negative | annoy",
    ),
    page(
        "chances",
        "on a space available basis, according to the urgency of the request",
        N_(
            "I cannot say; only the consulate decides, by urgency and open slots. A complete e-mail with a clear reason is what you can do."
        ),
        zh="会被拒吗 会拒吗 会不会拒 几率 机率 能批吗 批准率 通过率 成功率 几率 机会大 把握 会批吗 能成吗 希望大 容易批 好批吗 可能性 能通过吗 会同意吗",
        en="can they refuse | will they refuse | will they reject | could they refuse | chance | chances | likely | odds | success rate | approval rate | will it be approved | will they approve | will i get | does it work",
    ),
    page(
        "which_reasons",
        "Generally, only requests falling into the following categories",
        N_(
            "Three kinds are considered: a seriously ill relative or another family emergency; F, M or J classes that start before your interview; "
            "a business trip whose loss costs money. Weddings, graduations, annual meetings, large conventions and tourism are not."
        ),
        zh="能提前吗 可以提前吗 能不能提前 够紧急吗 够不够紧急 够不够急 我这个够 我这种情况 我这样可以吗 什么情况可以 哪些情况 什么情况能 什么理由 哪些理由 什么原因可以 符合条件 有什么条件 什么条件 算不算紧急 算紧急吗 能加急吗 可以加急吗 什么样的 理由够吗 理由够不够 这理由 这个理由 够不够理由 算理由吗 理由充分吗 理由行吗",
        en="get it earlier | get an earlier | go earlier | be earlier | move it up | urgent enough | is it enough | is that enough | is this enough | enough of a reason | enough reason | good enough | a good reason | a valid reason | does mine count | is my reason | who qualifies | do i qualify | which reasons | what reasons | what counts | am i eligible | requirements | conditions | eligible | qualify",
    ),
    others(
        "birth",
        N_(
            "The page does not name a birth or a pregnancy. Other US consulates leave it out; a medical emergency around it is another matter."
        ),
        zh="生孩子 生小孩 坐月子 预产期 怀孕 分娩 看孙子 带孙子 伺候月子",
        en="birth | giving birth | pregnant | pregnancy | due date | newborn | grandchild",
    ),
    page(
        "where_you_live",
        "applicants residing in the Shanghai Consular District",
        N_(
            "It is for people who live in Shanghai, Jiangsu, Zhejiang or Anhui. Where you live counts, not your hukou. Others ask the US consulate for their place; each has its own rules."
        ),
        zh="北京面签 北京面谈 上海以外 预约的是广州 预约的是北京 约在广州 约在北京 沈阳 成都 武汉 户口 别的领馆 其他领馆 换个领馆 北京可以吗 去北京面 广州可以 外地 居住证 哪些省 管哪些 领区",
        en="in beijing | in guangzhou | in shenyang | in wuhan | another city | hukou | another consulate | other consulate | different consulate | which provinces | consular district | which consulate | apply in beijing | apply in guangzhou",
    ),
    page(
        "what_is_expedited",
        "it simply results in an earlier appointment date for the visa interview",
        N_(
            "It is an earlier date for the interview you have booked, and nothing else. The visa itself is decided at the interview."
        ),
        zh="什么是加急 加急是什么 加急是啥 加急什么意思 加急面谈是什么 什么叫加急",
        en="what is expedited | what's expedited | expedited mean | expedite mean | what is an expedited",
    ),
    page(
        "book_first",
        "applicants must first schedule an appointment",
        N_(
            "First book a normal interview in Shanghai: %(website)s. Only who has one can ask for an earlier day; come back with its date."
        ).of(website=WEBSITE),
        zh="还没预约 没有预约怎么 没约怎么 先预约吗 要先预约 必须先预约 需要先预约 没预约可以",
        en="no appointment yet | without an appointment | don't have an appointment | need an appointment first | book first | haven't booked",
    ),
    page(
        "asked_before",
        "we will normally not approve another expedited interview",
        N_(
            "Whoever had an expedited interview before normally gets no second one, the page says. Asking is still possible; say so in the e-mail."
        ),
        zh="以前加急过 之前加急过 申请过一次 加急过一次 以前申请过加急 第二次加急 再加急",
        en="asked once | asked before | already asked | had an expedited | second expedited | got one before",
    ),
    page(
        "immigrant",
        "Expedited Non-Immigrant Visa Interview Requests",
        N_(
            "This is for non-immigrant visas only: visits, study, exchange, work for a time. For an immigrant visa see %(website)s."
        ).of(website=WEBSITE),
        zh="移民签可以加急 移民签证可以加急 移民可以 移民签可以 移民签证可以 移民签也 移民签行 绿卡可以 办绿卡 有绿卡 团聚移民",
        en="for a green card | green card holder | have a green card | for an immigrant visa | for immigrant visas | immigrate",
    ),
    ours(
        "children",
        N_(
            "The page names no age. Each traveller needs a DS-160 of their own and stands in the e-mail; whether a child must come to the interview, %(website)s tells."
        ).of(website=WEBSITE),
        zh="小孩也要面谈 孩子也要面谈 小孩要面谈 孩子要面谈 小孩也要面签 孩子也要面签 儿子也要面 女儿也要面 小孩要面签 孩子要面签 小孩要去面 孩子要去面 小孩需要面 未成年 宝宝要 婴儿",
        en="does my son | does my daughter | do kids | do children | does my child | does my baby | do my kids | under 14 | minor",
    ),
    ours(
        "office_hours",
        N_(
            "You can send it on any day. They answer on business days, and are closed on the holidays of China and of the US."
        ),
        zh="什么时候发 周末发 周末可以发 周末上班 几点上班 几点下班 上班时间 节假日 放假 今天发还来得及",
        en="on sunday | on saturday | when should i send | when do i send | on a weekend | at the weekend | on weekends | office hours | opening hours | open today | are they open | on a holiday",
    ),
    page(
        "after_a_refusal",
        "Expedited appointment requests for applicants refused a visa within the past 6 months will not be approved",
        N_(
            "Within six months of a refusal no request is approved, the page says. An older refusal does not stop you; it stands in the e-mail."
        ),
        zh="这个要紧 要紧吗 要紧不 影响大吗 拒签过还能 被拒过还能 拒签过可以 被拒过可以 拒签个月 拒签后 拒签之后 拒签三个月 拒签几个月 刚被拒",
        en="refused before can i | refused can i | after a refusal | after being refused | i was refused can | was denied can i",
    ),
    ours(
        "foreigners",
        N_(
            "The page asks where you live, not which passport you hold: Shanghai, Jiangsu, Zhejiang or Anhui."
        ),
        zh="外国人 外籍 不是中国人 台湾人 香港人 港澳",
        en="not chinese | foreigner | foreign citizen | other nationality | my nationality",
    ),
    ours(
        "visa_waiver",
        N_(
            "Whether your passport needs a visa for your trip is not told on this page; %(website)s tells. This e-mail is for those who have booked a visa interview."
        ).of(website=WEBSITE),
        zh="需要签证吗 要签证吗 要不要签证 用不用签证 免签",
        en="esta | visa waiver | need visa w/ | even need visa | even need a visa | polish passport | czech passport | need a visa at all | need visa with | do i need a visa",
    ),
    ours(
        "six_months",
        N_(
            "I count calendar months: after a refusal on 24 June, the six months last until 24 December. The page only says “within the past 6 months”."
        ),
        zh="六个月怎么算 6个月怎么算 六个月从 6个月从 半年怎么算 半年内是 从哪天算",
        en="how are six months | six months from | 6 months from | how do you count | when do the six months | half a year",
    ),
    page(
        "what_to_list",
        "Place of Residence and Work for the past 6 months",
        N_(
            "What falls into the past six months belongs there: each home, job and school of every applicant, a dormitory and a child's school, too. What is older can be left out."
        ),
        zh="宿舍要写 宿舍也要 宿舍算 要写吗 要不要写 也要写 用写吗 孩子的学校",
        en="dorm | dormitory | schools of the | school of my | children's school | kids' school | schools of my | have to list | need to list | list that too",
    ),
    ours(
        "alone_or_together",
        N_(
            "Everybody can ask alone, and goes to the interview in person. That a company has to do it, the page does not say; for the bank's renewal service ask the bank."
        ),
        zh="可以自己去 能自己去 自己去吗 公司统一 单位统一 必须公司 必须单位",
        en="go by myself | apply by myself | ask by myself | does my company have to | must my company | through my company",
    ),
    ours(
        "where_it_is",
        N_(
            "In Shanghai: the e-mail asks for an earlier interview at the consulate there, and I know of no other place in its district. The address is on your appointment confirmation."
        ),
        zh="在南京面 在杭州面 在合肥面 在苏州面 要去上海 必须去上海 去上海吗 在哪面签 在哪面谈 在哪里面 去哪面签 去哪面谈 去哪里面",
        en="go to shanghai | come to shanghai | travel to shanghai | can i do it in | do it in nanjing | interview in nanjing | interview in hangzhou | where is the interview | where's the interview | where do i go",
    ),
    ours(
        "how_long_there",
        N_("You need not say how long you stay: the page does not ask for it."),
        zh="去多久 待几天 呆几天 待多少天 去几天",
        en="how long do i stay | how long will i stay | length of stay | how many days will i",
    ),
    ours(
        "short_stays",
        N_(
            "A holiday or a visit of some weeks need not stand there. If you lived or worked somewhere else for longer, add it: the page asks for six months."
        ),
        zh="回老家 老家住 回家住 短住 暑假 寒假 住了几天 出差住 酒店 住宾馆 实习也算 兼职也算 实习算",
        en="holiday | vacation | summer break | winter break | stayed with | hotel | parents' home | does an internship | part-time job count | part time job count",
    ),
)
