"""What takes the certainty from an answer: a hedge, a part of a yes, a double no, scorn; said plainly, it is a yes or a no.

Whatever was said so must be asked about.
"""

from __future__ import annotations

import re

_HEDGED_NO = re.compile(
    r"不太(?!愿意|乐意|想|清楚|确定|明白|懂|记得|知道)|不大(?!愿意|乐意|想|清楚|确定|明白|懂|记得|知道)|\bi (?:don't|dont) think so\b|\b(?:i )?(?:guess|suppose|probably) not\b|\bi dont think\b|\bi do not think so\b|\bi don't think\b|\bnot really\b|\bhardly\b"
)
_HEDGED_YES = re.compile(
    r"\b(?:i (?:guess|suppose|think|believe)|probably) (?:so|yes|yeah)\b|(?<!no )(?<!not )\bi (?:guess|suppose)$"
)
_HEDGES = re.compile(
    r"可能|也许|大概|不一定|算是|好像|应该|说不准|或许|差不多|不好说|看情况|估计|"
    r"\b(?:maybe|perhaps|probably|possibly|might|sort of|kind of|i guess|i think|it depends|supposedly|i believe|as far as i know|i suppose)\b"
)
# “部分同意”, "I don't fully agree": a yes to a part, or hardly one.
_IN_PART = re.compile(
    r"(?<!大)部分|有条件|勉强|一半|[很太]?难以?(?=同意|接受)|不(?:完全|全|很|怎么|十分)|不是(?:完全|全|很|太|都)|没有?(?:完全|全(?!部|家|都))|"
    r"\b(?:partly|partially|in part|to some of|half|halfway|hesitate)\b|(?:\bnot|n['’]?t|\bcannot) (?:\w+ )?(?:really|fully|entirely|completely|totally|wholly|quite|exactly|100%)"
)
# “不是没有”, "not that I haven't": the second no takes back the first.
_TWICE_NO = re.compile(
    r"(?:(?:并不|并非|不)是?说?|没说过?|不(?:能|会|得|可能)(?:说)?)(?<!不)(?:我|我们|他|她|真的?|从来|完全)*(?:没有?|不|未)(?!是(?:$|[,.\s])|对)|没有(?=不[\u4e00-\u9fff])|没有没(?!有)"
)
_TWICE_NOT = re.compile(
    r"\b(?:it'?s |its |it is )?not (?:that|like|as if) (?:(?:i|we|he|she|they)(?:'?ve|'?d)? ?)(?:(?:have|has|had|was|were|did|do|can|could|are|am|is)(?: not|n['’]?t)|cannot|(?:ca|wo)n?['’]?t|never|not|ain't|disagree|refuse|object)\b|"
    r"\b(?:can ?not|can['’]?t) say (?:i |we )?(?:(?:have|did|was|do|can)(?:n['’]?t| not)|never|no)\b|\b(?:not|never) (?:not|never)\b|\bnot (?:un|in)(?=eligible|qualified)"
)
# “同意个鬼”, “谁会同意”, "as if I'd agree".
_SCORN_BEHIND = re.compile(r"(?P<what>[\u4e00-\u9fff]{1,6}?)(?:个(?:鬼|屁|头|毛|锤子|球)|才怪|才有鬼)")
_SCORN_BEFORE = re.compile(
    r"谁(?:会|能|敢|要|愿意|他妈)|鬼才(?:会|能)?|(?:傻子|傻瓜|疯子|脑子?有病|笨蛋)才(?:会)?|凭(?:什么|啥)|怎么(?:可能|会|能)|哪(?:里|儿)?(?:会|能|敢|约得)|"
    r"\b(?:as if|who (?:would|on earth)|why (?:would|should)|like hell)(?: (?:i|we)(?:'?d| would| will| could| can)?)?(?= )"
)


def plainly(said: str) -> tuple[str, bool]:
    """Folded words without what hedges them, and whether there was any such thing."""
    words = _HEDGED_YES.sub("yes ", _HEDGED_NO.sub("no ", said))
    words = _TWICE_NOT.sub("yes ", _TWICE_NO.sub(" ", words))
    words = _SCORN_BEFORE.sub(
        "不" if not said.isascii() else " not ", _SCORN_BEHIND.sub(r"不\g<what>", words)
    )
    words = _HEDGES.sub(" ", words)
    return words, words != said or _IN_PART.search(said) is not None
