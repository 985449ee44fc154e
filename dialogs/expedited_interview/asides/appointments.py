"""What people ask about the appointment itself: booking, moving it, doing without one.

No answer is firmer than its basis; what nobody has written down is not answered.
"""

from __future__ import annotations

from bot.i18n import N_
from dialogs.expedited_interview.asides.basis import ours, page
from dialogs.expedited_interview.policy import POLICY

WEBSITE = POLICY.website.address

APPOINTMENTS = (
    ours(
        "how_to_book",
        N_(
            "Appointments are booked online now: %(website)s. The call center with its PIN card was the way %(period)s."
        ).of(website=WEBSITE, period=POLICY.page_period),
        zh="怎么约 怎么预约 在哪约 在哪预约 去哪约 去哪里约 哪里预约 预约网站 怎么挂号 没约到 约不到 怎么注册",
        en="how do i book | how to book | where do i book | make an appointment | get an appointment | schedule an appointment | how do i schedule | no slots",
    ),
    ours(
        "earlier_regular",
        N_(
            "You can also look for an earlier regular date yourself, in the account in which you booked: %(website)s."
        ).of(website=WEBSITE),
        zh="自己改 改约 改期 刷到 抢号 提前预约 换个时间 放号 改时间",
        en="reschedule | change my appointment | change the date of | earlier slot | earlier date | move my appointment",
    ),
    page(
        "renewal",
        "Visa Renewal or Frequent Traveler program",
        N_(
            "The renewal service is CITIC Bank's: for a last visa of the same class that is valid or ended less than %(months)s months ago. Whoever can use it gets no expedited interview. Check on %(website)s whether it still exists."
        ).of(months=POLICY.renewal.window_months, website=WEBSITE),
        zh="代传递 免面谈 免面签 中信银行 续签 drop 换签 过期 算符合 符合不 符合吗 到期",
        en="renewal | renew | visa expired | expired | does that count | months ago | interview waiver | waiver | dropbox | drop box | drop-off | citic | without an interview | frequent traveler | visa i had until | visa which ended | it ended in",
    ),
    page(
        "urgent_help",
        "The American Citizen Services section will not answer visa related inquiries",
        N_(
            "Nobody but the consulate can speed it up, and it takes such requests by e-mail only. The quickest way is a complete e-mail today. American Citizen Services does not answer visa questions outside its own visa hour."
        ),
        zh="快点吗 快一点 能不能快 急死 救命 来不及 等不了 紧急电话 紧急联系 有没有别的办法 还有什么办法 有什么办法 最快 特别急 十万火急 怎么办才",
        en="speed up | any faster | quicker | emergency number | urgent help | any other way | other way | faster way | fastest | can't wait | cannot wait | too late | hotline | desperate",
    ),
)
