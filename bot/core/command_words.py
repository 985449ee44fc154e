"""What people can say at any time, in both languages, with or without the slash, before any answer is read.

A command is the whole message: words inside an answer are never one.
"""

from __future__ import annotations

from bot.core.typed_text import plain
from bot.i18n import LANGUAGES, N_, TABLES, Text

COMMANDS: dict[str, tuple[str, ...]] = {
    "start": ("开始", "begin"),
    "hello": ("hi", "hey", "你好", "您好", "在吗"),
    "thanks": ("thank you", "thank you very much", "thx", "谢谢", "谢谢您", "谢谢你", "多谢"),
    "unsure": (
        *("not sure", "no idea", "don't know", "i don't know", "i don't remember", "i forgot"),
        *("不知道", "不清楚", "不确定", "不记得", "记不清", "忘了"),
    ),
    "help": ("帮助", "?", "怎么用", "commands", "指令"),
    "back": ("返回", "上一步", "上一题", "后退", "go back"),
    "change": ("修改", "更改", "改一下", "改答案", "edit", "change something"),
    "review": ("检查", "核对", "查看", "summary", "看看填了什么"),
    "why": ("为什么", "为什么问", "为啥", "why?"),
    "example": ("例子", "举个例子", "示例", "举例", "for example"),
    "skip": ("跳过", "略过", "下一个"),
    "language": ("语言", "换语言", "切换语言", "lang", "switch language"),
    "checklist": ("清单", "准备清单", "要准备什么", "材料清单"),
    "status": ("进度", "到哪了", "还剩多少", "progress"),
    "restart": ("重新开始", "重来", "从头开始", "start over", "startover"),
    "cancel": ("取消", "不填了", "stop", "quit", "exit"),
    "delete": ("删除我的数据", "删除数据", "删除我的资料", "delete my data", "erase my data"),
    "export": ("导出我的数据", "导出数据", "导出我的资料", "export my data"),
    "person": ("人工", "转人工", "找人工", "人工客服", "a person please", "a person, please", "human"),
    "keep": ("保持不变", "leave it as it is", "不改", "不改了", "保留", "keep it"),
    "later": ("以后再填", "先放着", "keep it for later", "save for later"),
    "same": ("和第一位一样", "same as the first", "一样", "同上", "相同", "same as first", "the same"),
}
_BY_WORD = {
    **{word: name for name, words in COMMANDS.items() for word in (name, *words)},
    **{word.lower(): lang for lang in LANGUAGES for word in (lang, *TABLES[lang].names)},
}

LANGUAGE_NAMES = frozenset(("english", "chinese", "中文", "英文", "汉语", "英语", "简体中文"))
SURNAMES = frozenset(("lang", "en", "hi", "begin", "human", "hey", "you"))
"""Command words that are names in use, so that they may be one in small letters, too."""

PLEASANTRIES = ("hello", "thanks")
"""What is said to be polite: it is answered, and moves nothing."""

HELP: Text = N_(
    "You can say at any time:\n"
    "back · change · review · why · example · skip\n"
    "checklist · status · language · start over · cancel\n"
    "export my data · delete my data · a person please"
)


def command_in(text: str) -> str | None:
    """The command that a whole message is, or None."""
    if len(text) > 64:
        return None
    words = plain(text).replace("’", "'").lower().lstrip("/").strip(" .。!！").replace("_", " ")
    words = words.split("@", 1)[0] if text.lstrip().startswith("/") else words
    return _BY_WORD.get(words)
