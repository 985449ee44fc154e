"""Commands said in a sentence of their own: the forms of asking for one, in whichever words, and for nothing else.

Each is matched against the whole message; what has an answer in it beside is none.
"""

from __future__ import annotations

import re

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

COURTESY = re.compile(
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


_FORMS = {
    "thanks": _THANKS,
    "wait": _WAIT,
    "person": _A_PERSON,
    "preview": _SEE_LETTER,
    "same": _ALL_THE_SAME,
    "review": _WHAT_IS_THERE,
    "change": _CHANGE,
}


def form_in(words: str) -> str | None:
    """The command whose form the whole of the words has, the first of several."""
    return next((name for name, form in _FORMS.items() if form.fullmatch(words)), _language_in(words))
