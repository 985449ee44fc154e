"""What people can say at any time, in both languages, with or without the slash, before any answer is read.

A command is the whole message: words inside an answer are never one.
"""

from __future__ import annotations

import re

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


_SEE_LETTER = re.compile(
    r"(?:(?:please|pls|kindly|ok(?:ay)?|now|first|can|could|may|would|i|you|want|like|to|i'd|let|me|just|have|a|look|at|take|wait)[\s,]+)*+"
    r"(?:see|show(?: me)?|view|read|preview|check|at)\s(?:the|my|this|that|what the)\s(?:whole |full |finished )?(?:letter|e-?mail|draft)(?: as it is)?"
    r"(?:[\s,]+(?:so far|now|again|first|already|once more|please|pls|looks? like|says?|before\b.{0,60}))*[?]?"
    r"|(?:不是.{1,6}[,，。 ]+)?(?:能不能|能|可以|可不可以|想|先|让我|给我|我|要|请|再|发|把|说|是)*+(?:看|瞧)(?:一?下|一?看|一眼)?(?:现在|写好|目前)?(?:的)?(?:邮件|信|letter|e-?mail|draft)(?:内容)?(?:写成?)?(?:什么样|啥样|怎么样)?(?:子)?(?:了)?[吗么呢吧啊呀?？]*"
)
"""Asking to see the letter, in whichever words, and nothing else."""

_ALL_THE_SAME = re.compile(
    r"(?:我们|俺们|咱们|我俩|俺俩|他们|大家|四个人|几个人|[一二两三四五六]个人|都|全|是|跟|和|与|我|俺|大家|前面|上面|第一位|他|她|的|也|就|[\s,，。])*"
    r"(?:一样|相同|同一个|同一种)(?:的|啊|呀|吧|跳过|就|都|[\s,，。!！])*"
    r"|(?:(?:it'?s|its|they are|they're|we have|all|also|yes|ya|yeah|and|is|are)[\s,]+)*(?:the )?same(?: (?:one|number|class|visa|place|consulate|city|post))?(?: again)?"
    r"(?: (?:as|like|for) (?:me|mine|the others|others|the first|above|before|last time|everyone|everybody|(?:all|both)(?: of (?:us|them))?|us (?:all|both)))?"
    r"(?:[\s,]+we booked[^.;?]{0,30})?"
    r"(?:[\s,]+i (?:said|told|gave)[^.;?]{0,40})?"
)
"""“都一样的”, "the same, I said one number for all": that it is as with the others, and nothing else."""

_THANKS = re.compile(
    r"(?:(?:好的?|ok|okay|嗯|哦|非常|十分|太|真的?|多)[,，\s]*)*(?:谢谢|感谢|谢了|谢啦|thx|ty|thanks|thank (?:you|u))(?:侬|您|你|啦|了|哦|啊|呀|哈|们|帮忙|so much|a lot|very much|again|[!！~。.,，\s])*"
)
"""Thanking in whichever words, and nothing else."""

_WAIT = re.compile(
    r"(?:[啊哦嗯诶哎那你您,，.。\s]*)(?:等我?一?下下?|等等我?|等会儿?|稍等(?:一?下|片刻)?|等我?(?:一|几)?(?:分钟|会儿?))"
    r"(?:[啊哦吧哈嘛,，.。~\s]|我|先|现在|去|要|得|来)*(?:(?:看|翻|找|拿|查|问|取)[\u4e00-\u9fffa-z0-9 -]{0,12})?[啊哦吧哈~。\s]*"
    r"|(?:我先?去?|先去?|去)(?:看|翻|找|拿|查|问)(?:一?下|一?看|一?找|一?翻|一?查|一?问)(?:再说|再发|再告诉你|先)?(?:哈|啊|哦|吧)?"
    r"|(?:ok(?:ay)?|oh|um+|pls|please|sorry|[\s,])*(?:wait|hold on|hang on|(?:just )?(?:one|1|a) (?:sec|second|min|minute|moment)|(?:give|gimme)(?: me)? (?:a|one) (?:sec|second|min|minute|moment)|brb|be right back)"
    r"(?:[\s,]+(?:a (?:sec|second|min|minute|moment)|(?:and )?(?:i (?:need|have|want) to |i'?ll |i'?m |let me |gotta )?(?:go )?(?:look|looking|check|checking|find|finding|get|getting|search|ask)(?: [a-z0-9'-]+){0,5}))?"
    r"|let me (?:check|look|see|find|get|ask)(?: (?!you\b|change|what|the letter|the e)[a-z0-9'-]+){0,5}"
)
"""“等一下我去翻翻”, "one sec let me check": somebody is looking for it, and nothing else."""

_COURTESY = re.compile(
    r"^(?:(?:please|pls|plz|kindly)[\s,]+)+|(?:[\s,]+(?:please|pls|plz|thanks|thank you|谢谢))+$"
)
_ASKS = r"(?:please|pls|hi|hello|ok|no|sorry|can|could|may|i|we|you|want|need|would|wanna|like|to|let|me|just|is|there|are|how|do|get|give|connect|with)"
_SOMEBODY = r"(?:(?:an?|some|any|the)\s)?(?:(?:real|live|actual)\s)?(?:person|human(?:\sbeing)?|people|someone|somebody|agent|operator|staff)"
_AND_NOTHING_ELSE = r"(?:[\s,]+(?:please|pls|here|there|instead|help|now|directly|on your team|who can help|i can (?:talk|speak) to|(?:talk|speak) to))*"
_A_PERSON = re.compile(
    rf"(?:{_ASKS}[\s,]+)*+(?:talk|speak|chat)\s(?:(?:to|with)\s)?{_SOMEBODY}{_AND_NOTHING_ELSE}[?]?"
    rf"|(?:{_ASKS}[\s,]+)++(?:an?\s|any\s|some\s)?(?:(?:real|live|actual)\s(?:person|human|people)|human(?:\shelp)?|agent|operator){_AND_NOTHING_ELSE}[?]?"
    r"|(?:我们?|想|要|需要|能不能|能|可不可以|可以|请|麻烦|帮我|给我|有没有|有|没有|直接|转接?|找|换|接|联系|跟|和)*+(?:一?[个位名])?"
    r"(?:真?人工|真人|人工客服|真人客服|客服)(?:客服|服务|来)?(?:帮忙|帮我|帮帮我|聊聊?|说话|讲|谈谈?|沟通|问问)?(?:可以|行)?[吗么呢啊吧呀嘛?？]*(?:谢谢)?"
    r"|(?:我们?|想|要|能不能|能|可不可以|可以|请|麻烦|帮我)*+(?:找|跟|和|换|联系)(?:一?[个位])?(?:工作人员|人(?=.))(?:帮忙|帮我|帮帮我|聊聊?|说话|说说|谈谈?|问问)?(?:可以|行)?[吗么呢啊吧呀嘛?？]*"
)
"""Asking for somebody real, in whichever words, and nothing else."""


_CHANGE = re.compile(
    r"(?:[啊哦那嗯,，\s]*)(?:我)?(?:想|要|需要|得|能不能|可以|能)?(?:改|修改|更正)(?:一?下)?(?:前面|之前|刚才|上面|以前|原来|填过|说过|答过)(?:填|写|说|答|发)?过?的?(?:答案|东西|内容|回答|信息|那个|那些|资料)?[吗吧啊呀么?？]*"
    r"|(?:我)?(?:想|要|需要|得)(?:改|修改|更正)(?:一?下)?(?:吧|啊|呀)?"
    r"|(?:前面|之前|刚才|上面)(?:的|填的|写的|说的|有个|有一个|有)?(?:答案|东西|内容|回答|信息|地方)?(?:填|写|说|答)?(?:错了?|要改|想改|不对|有错|有误)"
    r"|(?:(?:please|pls|wait|no|can|could|may|i|we|you|want|need|would|wanna|like|to|let|me|have|i'd|how|do)[\s,]+)*(?:change|fix|correct|edit)\s(?:my |an? |the |some |one of my |one of the |something |things )*(?:earlier|previous|last|old|above|before)?\s?(?:answers?|thing|things|something|one|i (?:said|wrote|told you|put))?(?: before| earlier| above| i gave)?[?]?"
)
"""Asking to change something that is not named."""

_WHAT_IS_THERE = re.compile(
    r"(?:(?:can you |please |pls |just )*(?:show|tell|send)(?: me)? |let me see |can i see )?(?:what|everything|all)(?: (?:do|did|have))? ?(?:you|u|we|i)?(?: have| got| wrote| noted| told you| said| filled)+(?: in| down)?(?: so far| until now| already| about (?:me|us))?[?]?"
    r"|(?:给我)?(?:看看|看一下|看下)?(?:我)?(?:现在|目前|到现在|之前)?(?:都|已经)?(?:填|记|写|说)(?:了|过)?(?:些|了)?(?:什么|哪些|啥)(?:了|内容|东西)?[?？]?"
)
"""Asking what was taken down so far."""

_IN_LANGUAGE = re.compile(
    r"(?:(?:我|你|您|请|能不能|能|可以|可不可以|麻烦|怎么|变|成|了|看不懂|英文|英语|啊|呢|[\s,，。.?？!！])*(?:说|讲|用|换成?|切换?[成到]?|改成?|回)?(?P<zh>中文|汉语)(?:吧|可以吗|行吗|好吗|吗|啊|谢谢|[\s,，。.?？!！])*)"
    r"|(?:(?:why|chinese|now|are|you|can|could|we|i|u|please|pls|plz|do|not|don't|dont|cant|can't|understand|read|speak|speaking|use|in|switch|back|change|to|it|that|the|sorry|no|hey|,|\.|\?|!|\s)+\s|)(?P<en>english)(?:\s*(?:please|pls|plz|now|instead|thanks|[?.!]))*",
)
"""Asking for a language, in whichever words, and nothing else; each group goes by its language."""


def _language_in(words: str) -> str | None:
    found = _IN_LANGUAGE.fullmatch(words)
    return found.lastgroup if found is not None else None


def command_in(text: str) -> str | None:
    """The command that a whole message is, or None."""
    if len(text) > 120:
        return None
    words = plain(text).replace("’", "'").lower().lstrip("/").strip(" .。!！").replace("_", " ")
    words = words.split("@", 1)[0] if text.lstrip().startswith("/") else words
    if _THANKS.fullmatch(words):
        return "thanks"
    if _WAIT.fullmatch(words) and words not in _BY_WORD:
        return "wait"
    # “please help” asks for more than a list of commands.
    bare = _COURTESY.sub("", words)
    return (
        _BY_WORD.get(words)
        or (_BY_WORD.get(bare) if bare != "help" else None)
        or _language_in(words)
        or ("person" if _A_PERSON.fullmatch(words) else None)
        or ("preview" if _SEE_LETTER.fullmatch(words) else None)
        or ("same" if _ALL_THE_SAME.fullmatch(words) else None)
        or ("review" if _WHAT_IS_THERE.fullmatch(words) else None)
        or ("change" if _CHANGE.fullmatch(words) and words.strip() else None)
    )
