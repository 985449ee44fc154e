"""What people ask about papers and numbers: what each is, where it stands, what counts as proof.

No answer is firmer than its basis; what nobody has written down is not answered.
"""

from __future__ import annotations

from bot.i18n import N_
from dialogs.expedited_interview.asides.basis import others, ours, page
from dialogs.expedited_interview.policy import POLICY

PAPERS = (
    others(
        "what_is_221g",
        N_(
            "221(g) means that the officer wanted more papers or more checks after the interview. Officially it is recorded as a refusal, so it may count here: name its day."
        ),
        zh="221 行政审理 行政审查 check了 被check 审查中 补材料 黄单 白单 绿单 粉单",
        en="221 | 221g | 221(g) | administrative processing | was checked | pink slip | yellow slip",
    ),
    page(
        "what_is_ds160",
        "Confirmation Bar Code Number from a complete and accurate Online Visa Application",
        N_(
            "The DS-160 is the online visa form. Its number is under the bar code of the confirmation page: AA and eight more, for example AA00ABCD56. You can print the page again on ceac.state.gov."
        ),
        zh="ds160是 ds-160是 ds160 ds-160 ds160 条形码 条码 确认页 aa开头 确认码",
        en="ds160 | ds-160 | ds 160 | bar code | barcode | confirmation page | confirmation number",
    ),
    others(
        "what_is_i20",
        N_(
            "The I-20 is the paper your US school gives you for an F or M visa. School, program and start date are on its first page; ask the school's international office if you have none."
        ),
        zh="i20 i-20 i20",
        en="i20 | i-20 | i 20",
    ),
    others(
        "what_is_ds2019",
        N_(
            "The DS-2019 is the paper your sponsor gives you for a J visa. Its number, program and start date are on the first page."
        ),
        zh="ds2019 ds-2019 ds2019",
        en="ds2019 | ds-2019 | ds 2019",
    ),
    others(
        "what_is_sevis",
        N_(
            "SEVIS is the US list of students and exchange visitors. Your number begins with N and stands on the I-20 or DS-2019; this e-mail does not need it."
        ),
        zh="sevis n00",
        en="sevis",
    ),
    ours(
        "appointment_number",
        N_(
            "It is on the confirmation you got when you booked, on paper or in your account. It is not the PIN and not the DS-160 number. If you find none, say that you have none."
        ),
        zh="预约号 预约号码 确认号 预约编号 预约单",
        en="appointment number | booking number | confirmation of the appointment",
    ),
    ours(
        "passport_number",
        N_(
            "It is at the top right of the passport's photo page: a letter or two and seven or eight digits, for example E12345678."
        ),
        zh="护照号在哪 护照号码在哪 护照号是什么 护照号怎么 护照号码是什么",
        en="where is the passport number | what is the passport number | which passport number",
    ),
    ours(
        "visa_class",
        N_(
            "It is on your DS-160 confirmation: B-1 business, B-2 visits and treatment, F-1 study, J-1 exchange, and so on."
        ),
        zh="签证种类 签证类型 签证类别 区别 b1和b2 b1还是b2 b1b2 哪种签证 什么签证 f1还是 j1还是",
        en="b1 and b2 | b-1 and b-2 | visa class | visa type | type of visa | which visa | b1 or b2 | b-1 or b-2 | difference between b | or is it b | is it b-1 | is it b1",
    ),
    page(
        "which_proof",
        "1-2 pages of proof",
        N_(
            "One or two pages: the I-20 (F, M), the DS-2019 (J), the US company's invitation letter, or a letter from the US doctor or hospital."
        ),
        zh="谁写证明 谁开证明 证明谁开 证明谁写 亲戚写证明 家里人写证明 自己写证明 老板写证明 什么证明 哪些证明 要证明 证明材料 什么材料 哪些材料 准备什么 要什么文件 没有证明 证明怎么开 证明信",
        en="writes the letter | write the letter for me | who writes the | who should write | who must write | who has to write | write the proof | what proof | which proof | what documents | which documents | what papers | supporting document | evidence | what do i need",
    ),
    page(
        "passport_photos",
        "Requests for expedited appointments MUST contain all of the following information",
        N_(
            "None for this e-mail: the page does not ask for photos of the applicants. What the visa itself needs is told on %(website)s."
        ).of(website=POLICY.website.address),
        zh="几张照片 照片几张 多少照片 照片要几张 证件照 两寸照 签证照片",
        en="how many photos | how many pictures | passport photos | visa photo | photos do we need | photos do i need | photos of the",
    ),
    ours(
        "chinese_in_it",
        N_(
            "The e-mail is in English. Chinese stands in it only where I know no English: beside an address, or as your own words at the end. Officers read English, so put it in English with “change” if somebody can help."
        ),
        zh="邮件里中文 邮件里的中文 信里的中文 里面的中文 有中文 咋有中文 怎么有中文 看得懂 领事看得懂 看懂中文",
        en="chinese in the letter | chinese in it | chinese in the email | why is there chinese | read chinese | understand chinese",
    ),
    ours(
        "form_of_proof",
        N_(
            "The page asks for no special form. A clear photo or PDF is enough for the e-mail; best is a letter with letterhead, date, signature and a telephone number. Take the original to the interview."
        ),
        zh="盖章 公证 原件 复印件 截图可以 截图行 照片可以吗 要签名 扫描件",
        en="original | stamped | stamp | notarized | notarised | original or copy | a copy | screenshot | scan | does it need a signature",
    ),
    ours(
        "send_pictures",
        N_(
            "Yes, at any time: a photo or PDF of the passport page, the DS-160 or appointment confirmation, an I-20 or DS-2019, or the proof. What I read is shown before it counts; what I cannot read, I ask."
        ),
        zh="能发照片 可以发照片 发照片行 发照片可以 能拍照 可以拍照 拍照发 拍照可以 拍照行 能发图片 可以发图片 能传照片 可以传照片 直接拍 能发文件 可以发文件 能发pdf 可以发pdf",
        en="send a photo | send a picture | send photos | send pictures | send you a photo | send you a picture | send my passport photo | take a photo | take a picture | upload a photo | upload a picture | send a pdf | send a file | send a scan",
    ),
    ours(
        "proof_in_chinese",
        N_(
            "The page says nothing of a translation. An English letter is best; otherwise write two or three English lines under it: who, what, when."
        ),
        zh="要英文的证明 证明用英文 英文证明 证明是中文 中文证明 没有英文证明 证明要翻译 证明要英文 证明翻译 病历是中文 中文的证明",
        en="letter in english | proof in english | have to be in english | need to be in english | be in english | proof in chinese | chinese document | translate the proof | translate the letter | letter is in chinese | document is in chinese | translated",
    ),
    ours(
        "passport_expires",
        N_(
            "If it ends before you are back, renew it first, and use the new number in the DS-160 and here. Otherwise it can stay as it is."
        ),
        zh="护照快过期 护照过期 护照要到期 护照到期 换护照 新护照 旧护照",
        en="passport expires | passport is expiring | passport expired | new passport | old passport | renew my passport",
    ),
    ours(
        "validity",
        N_(
            "That stands on the visa itself; the officer decides it, and this e-mail has nothing to do with it."
        ),
        zh="签证有效期 有效期多久 有效期多长 签多久 能待多久 可以待多久 几年签",
        en="how long is the visa valid | visa valid | valid for | how long can i stay | multiple entry",
    ),
    ours(
        "how_to_attach",
        N_(
            "On a phone: save the proof as a photo or PDF, open a new e-mail in your mail app, tap the paper clip or “+”, pick the file, and send. On a computer, the file I give you has it attached already."
        ),
        zh="怎么附 附件 怎么添加 怎么发邮件 手机上怎么 怎么上传 怎么传 怎么拍 怎么贴 怎么加上证明 附上证明",
        en="attach | attachment | how do i send | on my phone | upload | from my phone | add the file",
    ),
)
