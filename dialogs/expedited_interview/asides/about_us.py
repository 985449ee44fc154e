"""What people ask about us: who we are, how it goes on, what becomes of their answers.

No answer is firmer than its basis; what nobody has written down is not answered.
"""

from __future__ import annotations

from bot.i18n import N_
from dialogs.expedited_interview.asides.basis import ours
from dialogs.expedited_interview.policy import POLICY

WEBSITE = POLICY.website.address

ABOUT_US = (
    ours(
        "who_are_you",
        N_(
            "I am a program, not a person and not the consulate. We write the e-mail together; you send it, and the consulate decides."
        ),
        zh="谁做的 合法吗 可信 能信 正规吗 真人 机器人 是人吗 是人工吗 你是谁 您是谁 你是干什么 你是做什么 你们是谁 官方 你是领事馆 你们是领馆 你是领馆 骗子",
        en="who made | trust you | is it legal | legit | who are you | what are you | real person | are you human | are you a person | are you a bot | robot | a bot | are you official | official | scam | are you the consulate",
    ),
    ours(
        "are_you_there",
        N_("I am here, and I answer at once."),
        zh="在吗 在不在 还在吗 有人吗 没有回我 没回我 怎么不回我 不理我",
        en="are you there | are you still there | anybody there | anyone there | hello? | why don't you answer",
        tells_place=True,
    ),
    ours(
        "good_english",
        N_(
            "Yes. I put your facts into English sentences and tidy what you write in English; “preview” shows it."
        ),
        zh="英文写好 写好英文 润色 英文改好 帮我改英文 英文通顺",
        en="good english | better english | proper english | correct my english | fix my english | my grammar | polish",
    ),
    ours(
        "how_you_work",
        N_(
            "I ask one thing after the other and put the answers into an e-mail. It takes 15 to 30 minutes; you can stop at any time and come back."
        ),
        zh="要填多少 要填很久 怎么用 怎么弄 怎么操作 要填多久 填完要多久 还要多久才填完 要问多少 多少个问题 还有多少问题 还有几个 还有几步 还剩几步 还有多少题 几个问题 还剩几 还剩多少 还要多久能好 还要问 什么时候能拿到邮件 什么时候出邮件 邮件呢 信呢 快发我 问这么多",
        en="how long is this form | how many steps | how does this work | how does it work | how do i use | how many questions | how many more | how much longer | how much more | are we done | is that all | where is the e-mail | where is the email | where's the email | how long does this take | how long will this take | what can you do",
        tells_place=True,
    ),
    ours(
        "send_for_me",
        N_(
            "No, I send nothing. When the e-mail is ready you get every part to copy, and you send it from your own mailbox."
        ),
        zh="你发吗 你帮我发 帮我发 替我发 你们发 自动发 你直接发 谁来发 谁发",
        en="send it for me | do you send | will you send | who sends | you send it",
    ),
    ours(
        "letter_parts",
        N_("Address, subject and text come ready to copy, in English. You write nothing of it yourself."),
        zh="标题写什么 标题怎么写 主题写什么 邮件怎么写 信怎么写 谁来写 有模板吗 有没有模板",
        en="subject be | subject line | how do i write it | who writes | write it in english | template | sample letter",
    ),
    ours(
        "pictures_kept",
        N_(
            "A picture that was only to be read is not kept. The proof is, encrypted; send “delete my data”, and it goes at once, too."
        ),
        zh="存了我的照片 存我的照片 照片会存 照片存 照片会保存 保存照片 保留照片 照片会留 留着照片 照片会删 删掉照片 删照片 照片删 存图片 图片会存",
        en="keep my photo | keep my picture | keep the photo | keep the picture | store my photo | store my picture | save my photo | save my picture | delete the photo | delete my photo | delete the picture | delete my picture | photos kept | pictures kept",
    ),
    ours(
        "privacy",
        N_(
            "What you tell me is kept encrypted, used for this e-mail and nothing else, and erased when its time is over. Send “delete my data”, and it goes at once."
        ),
        zh="泄露 隐私 安全吗 安不安全 保密吗 会不会被别人 谁能看到 谁看得到 个人信息 信息安全 资料会 给别人看 靠谱吗",
        en="delete it later | delete this later | delete everything later | is it safe | is this safe | privacy | who can see | who sees | who reads | my data | is it secure | do you share | confidential",
    ),
    ours(
        "what_is_kept",
        N_(
            "What I took from your messages is kept. “review” shows your answers, “preview” the e-mail as it stands."
        ),
        zh="你记了吗 记了吗 记住了吗 记下了吗 记下来了 记了没 记下了没 记住没 写进去了 写进去没 写上了吗 加进去了 存了吗 存下来 保存了吗 收到了吗 收到没 都有了吗 不是早说 不是说了 不是说过 不是都说 不是已经说 前面说过 刚才说的 我刚说 我说过了 已经说了 已经说过",
        en="did you get that | did you get it | did you save | did you note | did you write | did u write | did u get | did u save | have you got | what did you write | what do you have | what you have so far | what u have so far | what do you know | see what you have | see what u have | what have i told | i already told | already said | i told you | i just told you | i just said",
    ),
    ours(
        "change_later",
        N_("Every answer can be changed until you send the e-mail: say what is different, or send “change”."),
        zh="填错了 写错了 弄错了 打错了 后面还能改 填错了怎么 写错了怎么 错了怎么办 能改吗 可以改吗 怎么改 怎么修改 还能改 之后能改",
        en="i made a mistake | i made a typo | can it be changed | can i change | how do i change | can i edit | made a mistake | typed it wrong | got it wrong",
    ),
    ours(
        "come_back",
        N_("Your answers are kept. Stop whenever you like; any message brings you back to where you were."),
        zh="晚点填 明天填 过几天填 以后再填 明天再填 晚点再填 能保存吗 会保存吗 下次再 中途 退出会不会 关掉",
        en="do this tomorrow | do it tomorrow | finish tomorrow | come back later | continue later | finish later | do it later | will it be saved | is it saved | save my answers",
    ),
    ours(
        "up_to_date",
        N_(
            "I follow the page that the consulate published %(period)s. It may have changed: check %(website)s before you send."
        ).of(period=POLICY.page_period, website=WEBSITE),
        zh="还有效吗 现在还 过时 最新 还能用吗 是哪年的 新规定 政策变",
        en="still valid | up to date | outdated | still apply | latest rules | current rules | still work",
    ),
)
