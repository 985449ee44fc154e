"""What a message does where it gives no value: it asks, begs for help, declines, points elsewhere, has
nothing to give.

None of these is ever stored in a field without a yes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.core.understanding.folding import folded

Act = Literal["question", "plea", "nothing", "placeholder"]


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells an act. Where there is no Chinese, none is looked for."""

    latin: re.Pattern[str]
    either: re.Pattern[str]

    def are_in(self, words: str) -> bool:
        return (self.latin if words.isascii() else self.either).search(words) is not None


def _signs(chinese: str, latin: str) -> _Signs:
    return _Signs(re.compile(latin), re.compile(f"{chinese}|{latin}"))


_ASKS = _signs(
    chinese=(
        r"(?:吗|么|不|没有|嘛)\s*[?]|(?:符合|算|行|可以|对|能|够|可行|好使)不$|区别|不同点|(?<!什)(?<!怎)(?<!多)(?<!那)(?<!这)[吗]$|怎么|咋|(?<!没)有什么|为什么|"
        r"为啥|什么意思|啥意思|是啥|是什么|是多少|哪里|哪儿|在哪|哪个|哪一|几个工作日|多少钱|多久|多长时间|能不能|可不可以|(?<!没)(?:什么|啥|多少|哪|几号)$|^(?:什么|啥)(?:是|叫)|可以吗|"
        r"行吗|行不行|好吗|(?<!不)是不是|(?<!没)有没有|要不要|算不算|会不会|用不用|需不需要|是否|干嘛|干什么|谁能|填啥|填什么|写啥|写什么|吗[,.;!\s]|如何|还有(?:几|多少)|"
        r"还要(?:几|多少)|几个问题"
    ),
    latin=(
        r"[?]\s*[)\"']*$|\bdifference\b|"
        r"^(?:what|how|why|where|when|who|which|whose)(?:s|'s|'re| is| are| was| do| does| did| can| could| should| shall| will| would| if| about| long| much| many| else| to| kind| sort| happens)\b|"
        r"^(?:can|could|may|must|should|shall|will|would|do|does|did|is|are|am|have|has) (?:i|we|you|u|it|this|that|they|my|there|the|he|she|someone|anyone)\b|"
        r"[,.;!~…-] ?(?:and |but |so |also )?(?:(?:can|could|may|should|do|does|did|is|are|will|would) (?:i|we|you|u|it|they|that|this|my|there)|how (?:long|much|many|soon|do|does|can|to|is)|what (?:if|happens|do|does|are|is)|where (?:do|is|can|are)|when (?:do|does|will|is)|why)\b|"
        r"\bwhat (?:does|is|do) (?:that|this|it|you|i)\b|\bwhat's (?:that|this|it)\b|\bdo i (?:need|have)\b|"
        r"\bwhat should i\b|\bhow do i\b"
    ),
)
_PLEA = _signs(
    chinese=(
        r"不知道|不晓得|不清楚|不确定|不明白|看不懂|不懂|没看懂|不会(?:写|填|英文|英语|弄|用|说|翻译)|帮我|帮忙|帮帮|请帮|你帮|您帮|替我|你看着|您看着|你定|随便|不想(?:说|讲|写|填|回答|透露)|"
        r"不方便(?:说|讲|透露|回答)?|不告诉|保密|说不清|说不好|一言难尽|无可奉告|怎么说呢|救命|急死|求你|求求"
    ),
    latin=(
        r"^(?:idk|dunno|no idea|not sure|unsure|pass|whatever|anything|nothing to say|no comment|huh|hmm+|what|sos|eh)[.!]*$|"
        r"\b(?:idk|i don't know|i dont know|i do not know|don't know|do not know|dunno|no idea|not sure|i'm not sure|have no clue|no clue)\b|"
        r"\bhelp (?:me|us|please)\b|^help\b.*\bplease|\b(?:please|pls|plz) (?:help|write|fill|translate|do it)\b|"
        r"\bwrite (?:it|this|one|something)(?: for me)?\b|\bfor me\b$|\byou (?:write|choose|decide|do it|fill)\b|"
        r"\b(?:rather not|prefer not|don't want to|do not want to|won't) (?:say|tell|answer|write|give|share)?\b|"
        r"\bnone of your\b|\bprivate\b$|\bi don't understand\b|\bdon't get it\b"
    ),
)
_NOTHING = _signs(
    chinese=(
        r"^(?:我)?(?:现在|目前|暂时)?(?:手边|身边|手头|手上)(?:现在|暂时)?(?:没|不在)|不在(?:身边|手边|手头|手上|我这)|"
        r"(?:等会儿?|等一?下|晚点儿?|稍后|回头|待会儿?|过会儿?|以后|后面|回家)(?:我)?再(?:填|补|发|给|找|说|查|看|弄|写)|先(?:跳过|空着|不填|略过|放着)|"
        r"^(?:我|我们|他|她|它)?(?:现在|目前|暂时|根本|手头|真的|好像|也)?(?:还)?(?:没有|没得|没|木有|无)(?:了|呢|啊|呀|啦|过|哦|的)?$|"
        r"^(?:我|我们|他|她)?(?:现在|目前|暂时|手头)?(?:还)?(?:没|没有|未)(?:填|拿到|收到|找到|办|申请|准备|带|注册|约|写)|不记得|记不(?:清|得|住|起)|忘记|忘了|想不起|找不到|"
        r"丢了|丢失|不见了|弄丢|没记|没留|没看到|没收到|没拿到|没找到|没填"
    ),
    latin=(
        r"\b(?:don'?t|do not|haven'?t) (?:have|got) (?:it|that|this|one|the number|the paper)(?: here| with me| on me)?(?: right)?(?: now)?$|"
        r"\b(?:add|send|give|fill|find|check|do|look)(?: it| that| this| you)?(?: in| up)? later\b|"
        r"^not (?:here|with me|on me|at hand)\b|"
        r"^(?:i |we |he |she )?(?:don't|do not|haven't|have not|didn't|did not|never|can't|cannot) (?:have|had|got|get|receive|received|find|remember|recall|filled?|fill it)\b|"
        r"^(?:i |we )?(?:have|got|had) (?:no|none)\b|\bi (?:forgot|forget|lost)\b|^forgot\b|^lost\b|\bcan't remember\b|"
        r"\bdon't remember\b|\bdo not remember\b|\bdon't recall\b|\bno longer have\b|"
        r"^(?:there is|there's|there are) no\b|"
        r"^no (?:number|e-?mail|phone|one|such|appointment|ds|passport|name|school|company|hospital|address)\b|"
        r"^not (?:yet|available|given|received|filled)\b|^without\b"
    ),
)
_HAVE_NOT = re.compile(
    r"^(?:我|我们|他|她)?(?:现在|目前|暂时|手头|也|都)?(?:还)?(?:没有|没)(?:什么|任何|这个|那个|这|那)?(?P<what>.{1,12})$"
)
_PLACEHOLDER = re.compile(
    r"^(?:同上|同前|同左|一样|相同|跟上面一样|和上面一样|和上面相同|如上|见上|上面那个|就上面那个|就(?:上面|前面|刚才)(?:的|那个|写的|说的)?.{0,4}|见附件|见下|n ?[/.\\]? ?a\.?|na|none|nil|null|nothing|blank|empty|tbd|tbc|"
    r"same|same (?:as|like) (?:above|before|the above|previous|first)|as above|see above|ditto|idem|not applicable|unknown|不适用|无|没有|暂无|空|待定|未知|略|不详|否|"
    r"(?:it'?s |the one )?(?:please |pls |just )?(?:see|check|refer to|look (?:at|in|on)|read|as (?:in|on|per)|per|same as(?: in| on)?|like (?:in|on)|in|on) (?:my |the |attached |his |her )*(?:i-?20|ds-?2019|ds-?160|passport|letter|form|file|attachment|documents?|confirmation|photo|picture|page|proof)(?: page| copy| photo| form)?|passport name|"
    r"(?:请|详)?(?:见|看|参考|参见|参照|同|跟|和|与|按|照|以)一?下?(?:我的?)?(?:护照|i-?20|ds-?2019|ds-?160|信|材料|文件|照片)(?:上|里)?(?:面)?的?(?:一样|一致|相同|为准|写|填|吧)*|(?:护照|i-?20|ds-?2019|表|信)(?:上|里)面?都?(?:有|写着|写了)的?|"
    r"to be (?:confirmed|determined|decided|announced|advised|completed|provided|filled)(?: later)?|undecided|(?:not|un)(?: yet)? ?(?:decided|confirmed|determined)(?: yet)?|待确认|待补充?|待填|待通知|(?:还|尚)?(?:没有?|未)(?:确定|决定|定)(?:下来)?|"
    r"test|测试|xxx+|aaa+|asdf\w*|qwer\w*)[.!]*$"
)


_DECLINES = re.compile(
    r"(?:嗯|好|那|就|不|没|没有|不用|目前|暂时|我|[\s,.])*(?:(?:把)?(?:这个|它|这句|这段)?(?:删掉?|删除|去掉|清空)(?:这个|它|这句|这段)?|没啥|没什么|没有什么|没有别的|没别的|没了|没有了|(?:这个|那个|这条|那条|这句|那句|这段)?(?:都)?不要了?|不用了?|不补充|没补充|没有补充|无补充|不用补充|不写了?|就这些|就这样|可以了|够了)(?:了|要|好|说|补充|加|写|的|啊|吧|呢)*|"
    r"(?:no|nope|nah|ok|okay|well|[\s,.])*(?:nothing(?: else| more)?(?: to (?:add|say))?|(?:delete|remove|clear) (?:it|this|that)|that'?s (?:it|all|enough|everything)|i'?m (?:good|fine|done)|all good|not really|no more)(?: (?:thanks|thank you))?"
)


_NOT_SET = re.compile(
    r"(?:[那就嗯]|,|\s)*(?:越快越好|尽快|尽早|越早越好|没有?(?:一个|什么|个)?(?:固定|确切|明确|具体|准确|确定|硬性)的?(?:哪天|日子|时间|日期|期限)?)(?!到)|"
    r"(?:just )?(?:asap\b|as soon as (?:possible|i can|we can)|the (?:sooner|earlier) the better|(?:there(?:'?s| is) )?no (?:specific|particular|set|certain|exact|fixed) (?:date|day|deadline))|"
    r"(?:具体)?(?:日子|时间|日期|哪天)?(?:现在|目前|暂时)?(?:都)?(?:还)?(?:没有?|未|不)(?:定|确定|安排|通知|说)(?:下来|好)?|"
    r"(?:it'?s |its |it is |the (?:date|day) is )?(?:still )?not (?:yet )?(?:set|fixed|decided|known|scheduled)\b|no (?:fixed |exact |set )?(?:date|day)\b|tbd\b"
)


def declines(text: str) -> bool:
    """“没啥了”, "nothing to add": all of a message says that there is nothing."""
    words = folded(text).strip(" .!~,")
    return _DECLINES.fullmatch(words) is not None or _NOT_SET.match(words) is not None


REMINDER = re.compile(
    r"\b(?:didn't i|did i not) (?:just |already )?(?:say|tell you|write)[^,.;!?]*[?]?|"
    r"不是(?:都|已经|早就?|刚刚?|刚才|前面)*(?:说|讲|告诉|写|发|填|回答)(?:过|了)?[^,.;!?]*吗?[?]?"
)
"""“不是说了吗”: it has the form of a question and asks nothing."""

_REPORTED = re.compile(
    r"(?:医生|大夫|护士|医院|学校|老师|公司|客户|老板|他们|她|他)(?:都|也|就|也不|只|还)?(?:说|讲|告诉我)[^,;!?\n]*$"
)
"""“医生讲不晓得能不能撑住”: what others wonder is told, not asked."""

# “but does it cost anything” asks as it does without the “but”.
_LINK = re.compile(r"^(?:(?:but|and|so|also|oh|ok|okay|well|wait|hey|btw|ugh|hmm|then|sorry)\b[\s,.…]*)+")

LONGEST = 2000
"""What is longer is a story."""


def act_of(text: str) -> Act | None:
    """What the whole message does, if it gives no value; None where it may be one."""
    if len(text) > LONGEST:
        return None
    words = folded(text).strip(" .!,~\"'")
    raw = REMINDER.sub("", folded(text).strip(" .!,~\"'\n")) or words
    raw = _LINK.sub("", raw) or raw
    raw = raw if raw.endswith(("吗", "呢")) else _REPORTED.sub("", raw) or "…"
    if _ASKS.are_in(raw):
        return "question"
    if _PLACEHOLDER.match(words):
        return "placeholder"
    if _NOTHING.are_in(words):
        return "nothing"
    if _PLEA.are_in(_REPORTED.sub("", words)):
        return "plea"
    return None


_OF_A_MEANING = re.compile(
    r"^(?:什么|啥)(?:是|叫)|什么意思|啥意思|是(?:什么|啥)|算(?:什么|啥|不算)|^what(?:'s| is| are| does| counts)|\bmeans?\b|区别|\bdifference\b"
)


def asks_a_meaning(text: str) -> bool:
    """“什么是 F1”: what looks like a value is what is asked about."""
    return _OF_A_MEANING.search(folded(text)) is not None and act_of(text) == "question"


def ends_as_question(text: str) -> bool:
    """The last sentence of several asks, with its mark or without."""
    said = folded(text[-LONGEST:]).rstrip(" \n)\"'.!~…")
    *before, last = _ENDS.split(said)
    return said.endswith(("?", "吗")) or (bool(before) and act_of(last) == "question")


_ENDS = re.compile(r"[.!;…\n]+")


ANY_NAME = ("编号", "号码", "这个", "那个", "东西", "资料")


# “cant find it can i skip”, “没有这个号 侄子没给我”: amid other words, too; a bare “没有” says that there is none.
_NOT_AT_HAND = _signs(
    chinese=(
        r"手[头边](?:现在)?没有|不在手[头边]|晚点(?:再)?补|[找看收拿]不到|没[找看收拿]到|不记得|忘了|忘记|没有这个|没有预约|没给|(?:还是|真的?)没有[啊呢了]*$|不知道|不晓得|跳过|先不填|以后再|回头再"
    ),
    latin=(
        r"\b(?:can ?n.?t|could ?n.?t|cannot|did ?n.?t) find\b|"
        r"\b(?:do ?n.?t|do not|haven.?t|have not) (?:have|got|know|see|remember)\b|"
        r"\bnot (?:with me|at hand)\b|\bno idea\b|\bskip\b|\b(?:do|give|send|fill|add)(?: it| that)?(?: in)? later\b|\bforgot\b"
    ),
)


def is_not_at_hand(text: str) -> bool:
    """Whether it cannot be found now, or is wished to be left for later."""
    return _NOT_AT_HAND.are_in(folded(text))


def lacks(text: str, names: tuple[str, ...]) -> bool:
    """“没有预约号码”, “I have no DS-160”: that the thing itself, by one of its names, is not there."""
    words = folded(text).strip(" .!,~")
    found = _HAVE_NOT.match(words)
    named = found is not None and any(folded(name) in found["what"] for name in (*names, *ANY_NAME))
    return named or act_of(text) == "nothing"


_FORGETS = re.compile(
    r"\b(?:i )?(?:do ?n.?t|do not|ca ?n.?t|can ?not)(?: really| quite| exactly)? (?:remember|recall|know)(?: (?:exactly|the (?:exact |precise )?(?:day|date|month|time|details?)|which (?:day|month)|when|it))*(?: (?:exactly|any ?more|though|now))*\b|"
    r"\b(?:i )?(?:forgot|forget)(?: (?:exactly|the (?:exact )?(?:day|date|month|time)|which (?:day|month)|when))*\b|\b(?:i'?m )?(?:idk|dunno|not (?:really |too )?sure|unsure|no idea)\b(?: exactly| when)?|"
    r"(?:具体|确切)?(?:的)?(?:哪[一]?[天年月日]|日子|日期|时间|几号|几月)?(?:真的?|都|也|有点|我)?(?:不太?记得|记不太?清楚?|记不得|记不住|想不起来?|忘记?|不太?确定|不太?清楚|不知道)(?:具体|确切)?(?:是)?(?:哪[一]?[天月日]|日子|日期|时间|几号|几月)?了?|"
    r"\bsome ?time\b(?: in| around)?|\b(?:in |during )?the (?:spring|summer|autumn|fall|winter)\b"
)


def without_forgetting(text: str) -> str:
    """“idk 2009, i don't remember the day”: what is left without the words that something is not remembered."""
    words = folded(text)
    if len(text) > LONGEST or _NOT_REMEMBERED.search(words) is None:
        return text
    cut, at = "", 0
    for found in _FORGETS.finditer(words):
        cut, at = f"{cut}{text[at : found.start()]} ", found.end()
    left = re.sub(
        r"^[\s,，.。;；]*(?:(?:but|and|it was|但是?|只)\b)?|[\s,，.。;；吧呢]+$", " ", cut + text[at:]
    )
    return " ".join(left.split()).strip(" ,，.;")


_NOT_REMEMBERED = re.compile(
    r"remember|recall|forg[eo]t|\bidk\b|dunno|sure|no idea|know|记|忘|想不起|不.?确定|不.?清楚|不知道|\bsome ?time\b"
)
