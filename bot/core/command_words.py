"""What people can say at any time, in both languages, with or without the slash, before any answer is read.

A command is the whole message: words inside an answer are never one.
"""

from __future__ import annotations

from bot.core.command_forms import COURTESY, form_in
from bot.core.typed_text import plain
from bot.i18n import LANGUAGES, N_, TABLES, Text

COMMANDS: dict[str, tuple[str, ...]] = {
    "start": (
        *("开始", "begin", "我回来了", "回来了", "接着填", "继续填", "我来了"),
        *("i'm back", "i am back", "back again", "go on where i was", "resume"),
    ),
    "hello": ("hi", "hey", "你好", "您好", "在吗"),
    "thanks": ("thank you", "thank you very much", "thx", "谢谢", "谢谢您", "谢谢你", "多谢"),
    "unsure": (
        *("not sure", "no idea", "don't know", "i don't know", "i don't remember", "i forgot"),
        *("不知道", "不清楚", "不确定", "不记得", "记不清", "忘了"),
    ),
    "help": ("帮助", "?", "怎么用", "commands", "指令"),
    "back": ("返回", "上一步", "上一题", "后退", "go back"),
    "change": (
        "修改",
        "我要修改",
        "要修改",
        "更改",
        "改一下",
        "有错",
        "有错的",
        "改答案",
        "edit",
        "i should like to change something",
        "i would like to change something",
        "i should like to change something in it",
        "something is wrong",
        "there is a mistake",
        "there are mistakes",
        "change something",
        "i want to change something",
    ),
    "review": (
        *(
            "检查",
            "核对",
            "查看",
            "看看",
            "看一下",
            "summary",
            "看看填了什么",
            "看看我填的",
            "看看我填了什么",
            "给我看看填了什么",
        ),
        *("看看写了什么", "看看都记了什么", "把我填的给我看看", "看一下我填的"),
        *("show me what you wrote", "show me what you wrote down", "show me what you wrote down so far"),
        *(
            "show me what you have",
            "show me what you have so far",
            "what have you got so far",
            "what have you got",
        ),
        *("show my answers", "show me my answers", "let me see what you wrote", "let me see what you have"),
        *("what did you write down", "what did u write down", "show me what u have", "show me what u wrote"),
    ),
    "why": ("为什么", "为什么问", "为啥", "why?"),
    "example": ("例子", "举个例子", "示例", "举例", "for example"),
    "skip": ("跳过", "跳过吧", "跳", "略过", "下一个", "skip it", "skip this"),
    "language": ("语言", "换语言", "切换语言", "lang", "switch language"),
    "checklist": ("清单", "准备清单", "要准备什么", "材料清单"),
    "preview": (
        *(
            "看看邮件",
            "看邮件",
            "看一下邮件",
            "再看一下邮件",
            "再看看邮件",
            *("看看信", "看一下信", "看下信", "给我看看", "给我看看信", "看信", "信给我看看"),
            "看看写成什么样",
            "预览",
            "预览邮件",
            "邮件预览",
        ),
        *(
            "letter",
            "the letter",
            "show me the letter",
            "show the letter",
            "show me the letter so far",
            "see the letter",
        ),
        *(
            "show me the e-mail",
            "show me the email",
            "show me the e-mail again",
            "show me the email again",
            "see the e-mail",
        ),
        *("can i see the e-mail", "can i see the email", "can i see the letter", "let me see the email"),
        *("show me the email so far", "what does the email look like", "what does the letter look like"),
    ),
    "sent": (
        *(
            "发了",
            "已发",
            "已发送",
            "已经发了",
            "已经发送",
            "我发了",
            "发出去了",
            "我发出去了",
            "发送了",
            "发好了",
        ),
        *("i sent it", "i have sent it", "i've sent it", "sent it", "it is sent", "already sent"),
    ),
    "unsent": (
        *(
            "还没发",
            "没发",
            "没有发",
            "还没发呢",
            "我还没发",
            "我还没发呢",
            "还没有发",
            "其实还没发",
            "其实我还没发呢",
            "还没发出去",
        ),
        *(
            "not sent",
            "not sent yet",
            "i have not sent it",
            "i have not sent it yet",
            "i haven't sent it",
            "i haven't sent it yet",
        ),
    ),
    "another": (
        *(
            "新申请",
            "另写一份",
            "新的申请",
            "再申请一个",
            "再写一封",
            "再写一份",
            "另写一封",
            "再帮一个人申请",
            "第二份申请",
        ),
        *(
            "new request",
            "a new request",
            "another request",
            "second request",
            "a second request",
            "another one",
        ),
    ),
    "earlier": (
        *("上一封", "上一份", "前一封", "之前那封", "第一封", "以前的邮件", "以前的申请"),
        *(
            "earlier e-mails",
            "earlier requests",
            "the earlier request",
            "the first request",
            "the first e-mail",
            "the first email",
        ),
    ),
    "status": ("进度", "到哪了", "还剩多少", "progress"),
    "restart": (
        "重新开始",
        "重来",
        "全部重来",
        "重新来",
        "从头来",
        "从头开始",
        "start over",
        "startover",
        "start again",
    ),
    "cancel": ("取消", "不填了", "stop", "quit", "exit"),
    "delete": ("删除我的数据", "删除数据", "删除我的资料", "delete my data", "erase my data"),
    "export": ("导出我的数据", "导出数据", "导出我的资料", "export my data"),
    "person": (
        *("人工", "转人工", "找人工", "人工客服", "真人客服", "客服", "有人吗", "找个人", "我要找人"),
        *("a person please", "a person, please", "human", "human please", "is there a human"),
        *("talk to someone", "talk to a person", "talk to a human", "speak to someone", "speak to a person"),
        *(
            "can i talk to someone",
            "can i talk to a person",
            "can i talk to a human",
            "can i speak to someone",
        ),
    ),
    "unshare": (
        *("不让人看", "别让人看", "不让团队看", "别让团队看", "不让你们看", "不要给别人看", "撤回查看"),
        *(
            "stop sharing",
            "don't share",
            "do not share",
            "stop reading",
            "nobody may read it",
            "don't let anyone read it",
        ),
    ),
    "keep": (
        *("保持不变", "不改", "不改了", "不用改", "不用改了", "保留", "就这样不改"),
        *(
            "leave it as it is",
            "leave it",
            "leave as is",
            "leave it as is",
            "keep it",
            "keep it as it is",
            "no change",
        ),
    ),
    "later": (
        *(
            "暂停",
            "停",
            "先停",
            "停一下",
            "先停一下",
            "等一下,先停",
            "先不填了",
            "明天再填",
            "晚点再填",
            "回头再填",
        ),
        *("pause", "not now", "i'll come back later", "come back later"),
        *("以后再填", "先放着", "keep it for later", "save for later"),
    ),
    "same": (
        "和第一位一样",
        "same as the first",
        "一样",
        "同上",
        "相同",
        "same as first",
        "the same",
        "same",
        "same one",
        "the same one",
        "same number",
        "same as mine",
        "same as the others",
        "同一个",
        "一样的",
        "跟第一位一样",
        "跟我一样",
        "和我一样",
    ),
}
_BY_WORD = {
    **{word: name for name, words in COMMANDS.items() for word in (name, *words)},
    **{word.lower(): lang for lang in LANGUAGES for word in (lang, *TABLES[lang].names)},
}

LANGUAGE_NAMES = frozenset(("english", "chinese", "中文", "英文", "汉语", "英语", "简体中文"))
SURNAMES = frozenset(("lang", "en", "hi", "begin", "human", "hey", "you"))
"""Command words that are names in use, so that they may be one in small letters, too."""

AT_THE_END: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "sent",
        (
            *"发了 发出 已发 发过去 发送了 寄了 寄出 发给领事馆 发给总领事馆 发给领馆 发给使馆 发给他们".split(),
            "sent it",
            "i sent",
            "have sent",
            "e-mail is sent",
        ),
    ),
    (
        "unsent",
        (
            *"没发 没有发 没寄 未发 没发出".split(),
            *("not sent", "haven't sent", "have not sent", "didn't send", "did not send"),
        ),
    ),
    (
        "preview",
        (
            *"看看邮件 看邮件 看一下邮件 看一眼邮件 看下邮件 看看那封 看那封 邮件给我看 看看信 邮件内容 邮件再给我 再看一遍".split(),
            *("see the e-mail", "see the email", "see the letter", "see it again"),
            *("show me the", "show it again", "the e-mail again", "the email again"),
        ),
    ),
    (
        "another",
        (
            *"新申请 再申请一 再写一封 再写一份 另一个人 再帮".split(),
            "new request",
            "another request",
            "second request",
        ),
    ),
)
"""What is said of a finished letter, found inside a sentence; only there are these words about it."""

PLEASANTRIES = ("hello", "thanks", "wait")
"""What is said to be polite: it is answered, and moves nothing."""

HELP: Text = N_(
    "You can say at any time:\n"
    "back · change · review · why · example · skip\n"
    "checklist · status · language · start over · cancel\n"
    "show me the letter · export my data · delete my data · a person please"
)


def command_in(text: str) -> str | None:
    """The command that a whole message is, or None."""
    if len(text) > 120:
        return None
    words = plain(text).replace("’", "'").lower().lstrip("/").strip(" .。!！").replace("_", " ")
    words = words.split("@", 1)[0] if text.lstrip().startswith("/") else words
    # “please help” asks for more than a list of commands.
    bare = COURTESY.sub("", words)
    return _BY_WORD.get(words) or (_BY_WORD.get(bare) if bare != "help" else None) or form_in(words)
