"""What people ask about the time after: no answer, a yes, a no, the day, the journey.

No answer is firmer than its basis; what nobody has written down is not answered.
"""

from __future__ import annotations

from bot.i18n import N_
from dialogs.expedited_interview.asides.basis import others, ours, page

AFTERWARDS = (
    page(
        "after_sending",
        "If the expedited appointment request is approved, the Consular Section will contact the applicant directly",
        N_(
            "The consulate reads it. Whoever is approved is contacted directly in 1–2 business days; whoever hears nothing goes to the original interview."
        ),
        zh="怎么通知 怎么知道批 打电话给我 会打电话 联系我 发了之后 发完之后 发送之后 发出去之后 发完呢 发了以后 下一步 然后呢 之后呢 接下来",
        en="can they call me | will they call | how will i know | notify | how do they contact | after i send | once i send | what happens next | what happens after | and then | what comes next | next step",
    ),
    others(
        "no_answer",
        N_(
            "If nothing comes, go to your original interview. Other US consulates take silence as a no and ask people not to send it again. Look into the spam folder as well."
        ),
        zh="没有回音 没回音 没有回复 没回复 不回复 没人理 没消息 没有消息 没回信 没有回信 一直没 没收到回",
        en="no answer | no reply | no response | don't answer | do not answer | don't reply | heard nothing | haven't heard | not heard | they ignore",
    ),
    page(
        "approved",
        "the Consular Section will contact the applicant directly",
        N_(
            "They contact you directly with the new time. Bring passport, DS-160 confirmation and your papers yourself, and confirm no travel before you hold the visa."
        ),
        zh="批准了 批了怎么 批下来了 获批 通过了 同意了 批准之后 批准以后 获批之后",
        en="approved | they approved | they said yes | if it is approved | after approval | got approved | accepted",
    ),
    others(
        "not_approved",
        N_(
            "Keep your original appointment and go then. The page names no second try; other US consulates ask people not to send the same request again."
        ),
        zh="不批怎么办 不批呢 没批呢 如果不批 要是不批 不通过怎么办 没批 不批怎么 没通过 被驳回 不同意 没批准 不批准 拒绝了怎么 他们拒绝 申请被拒",
        en="say no | if they refuse me | if it fails | if i don't get it | not approved | they refused | they declined | they said no | denied | turned down | rejected | if they refuse",
    ),
    others(
        "keep_appointment",
        N_("Keep your original appointment until you have a new one; other US consulates advise the same."),
        zh="取消掉 会取消 不会取消 被取消 会作废 原来的作废 还算数吗 会失去 会丢掉 原来的预约 取消预约 要取消吗 原预约 旧预约 本来的预约 原来的面签 原来的面谈 要不要取消 先取消 取消吗 还留着吗",
        en="lose my appointment | lose my interview | lose my slot | lose the appointment | cancel my interview | cancel the original | cancel my current | original appointment | old appointment | cancel my appointment | keep my appointment | existing appointment | current appointment | do i cancel | should i cancel | must i cancel | need to cancel | cancel my old | cancel it | keep my old | keep my booking | cancel the old",
    ),
    ours(
        "which_day",
        N_(
            "I cannot choose a day; new times depend on open slots. In the e-mail you say by which day you must be there."
        ),
        zh="能选日期 选日期 加急到哪天 加急到几号 几点面谈 能提前到几号 提前到哪天 能提前多久 提前多少天 最快几号 最早几号 能指定 可以选日期 选时间 几号能面",
        en="choose a date | what time will | pick the day | which date | which day will | how early | earliest date | choose the date | pick a date | how much earlier",
    ),
    page(
        "tickets",
        "Do not confirm your travel plans until you have received your approved non-immigrant visa",
        N_(
            "Do not confirm your travel before you hold the visa, the page says. A reservation that can be cancelled is another matter."
        ),
        zh="机票 订票 买票 酒店 行程",
        en="ticket | tickets | flight | flights | book a hotel | travel plans",
    ),
    page(
        "visa_in_hand",
        "printed and mailed out within 2 business days",
        N_(
            "Most approved visas are printed and mailed within 2 business days after the interview, never on the same day. If it takes longer, you are told at the interview."
        ),
        zh="多久拿到签证 几天拿到 护照多久 护照什么时候 多久出签 出签 当天拿 签证寄 多久能拿到 面签后多久 面谈后多久",
        en="get my passport back | get the visa | visa mailed | same day | after the interview how long | visa in hand | passport back | how long after the interview",
    ),
    page(
        "what_to_bring",
        "it must be given directly to the applicant",
        N_(
            "Passport, DS-160 confirmation, appointment confirmation and your proof, all in your own hands. What is sent without the consulate asking is not considered."
        ),
        zh="面谈带什么 面签带什么 要带什么 带哪些 面试带 带什么材料 寄材料 先寄",
        en="what do i bring | what to bring | bring to the interview | take to the interview | send documents",
    ),
)
