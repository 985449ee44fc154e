"""What is said beside an answer in words, and is no part of it: “already told u”, 谢谢, “i think”.

Only what stands at its end or its beginning is left out; the answer's own words stay as they were typed.
"""

from __future__ import annotations

import re

from bot.core.understanding.folding import folded

LONGEST = 600

_BEHIND = re.compile(
    r"(?:[\s,.;!~…-]+|(?<=[\u4e00-\u9fff]))(?:"
    r"(?:i (?:have )?)?(?:already|just) (?:told|said|wrote|sent|gave)(?: (?:you|u|ya|that|this|it))*|(?:(?:as|like) )?i (?:already |just )?(?:said|told (?:you|u)|wrote)|"
    r"(?:i )?(?:told|said) (?:you|u|ya|that|it|this)(?: (?:already|before))?|"
    r"(?:and )?(?:that'?s|thats|it'?s|that is) (?:the only one|all|it)|only one|again|lol|haha+|lmao|thx|ty|thanks(?: a lot)?|thank (?:you|u)(?: so much)?|pls|plz|please|i (?:think|guess|believe|suppose)|tho|though|btw|"
    r"跳过吧?|(?:just )?skip(?: (?:it|this|that))?|谢谢(?:您|你|啦|了)?|谢了|多谢|哈哈+|说过了|(?:我)?(?:刚才|刚刚|前面|上面|早就|已经)(?:都|已经)?(?:说|写|发|填|打|讲|给)过?了?|麻烦(?:您|你)?了|拜托了?"
    r")[\s.!~,;…:)]*$"
)
# What somebody does is no part of where: “虚构贸易有限公司 做会计”, "Example Ltd. as an accountant".
_JOB = re.compile(
    r"(?<=公司|学校|医院|大学|集团|银行|中心|工厂|学院|中学|小学)[\s,;]+(?:我?在?(?:那|那里|里面)?(?:是|做|当|担任|任|负责|干)).{1,16}$|"
    r"(?:[\s,;]+(?:working )?as (?:an? |the )|[,;.]+\s*(?:i am|i'm|im) (?:an? |the )|[,;]+\s*(?:my )?(?:title|position|job)(?: is|:)? |[,;]+\s*(?:it'?s|it is|its|which is|that'?s) (?:an? |the |in ))[a-z -]{3,40}$"
)
_BEFORE = re.compile(
    r"i (?:already |just )?said[\s,:]+(?=\d)|(?:in|at) (?=[a-z]+\s*$)|在(?=(?:上海|北京|广州|成都|沈阳|武汉|香港)[\u4e00-\u9fff]{0,4}$)|(?:(?:it'?s|its|it is) (?:called|named)|(?:called|named)) (?=[a-z])|(?:就叫|就是|还是|叫做|名字叫|名字是)\s*(?=[\u4e00-\u9fffa-z]{2})|(?:要)?去(?:美国)?[\u4e00-\u9fff]{2,8}的(?=[a-z])|(?:(?:pls|please|plz) help(?: me)?|(?:i )?(?:already )?(?:told|said (?:it|that) to|wrote) (?:you|u|ya)(?: (?:this|that|it|already|before|now|once|twice|(?:two|three|many) times))*(?![a-z ])|please|pls|plz|kindly|ok(?:ay)?|well|um+|uh+|hmm+|oh|嗯+|哦|额|呃|就是(?=[\s,])|那个(?=[\s,]))[\s,.!:;~…]+|(?:请(?!问|假|帖|客)|麻烦(?:您|你))(?=[\u4e00-\u9fff])"
)


def without_remarks(text: str) -> str:
    """The text where nothing of it is a remark, or all of it."""
    if len(text) > LONGEST:
        return text
    start, end = 0, len(text)
    words = folded(text)
    while found := _BEFORE.match(words, start):
        start = found.end()
    while found := _BEHIND.search(words, start, end):
        end = found.start()
    job = _JOB.search(words, start, end)
    said = text[start : job.start() if job else end].strip()
    return said if any(map(str.isalpha, said)) else text
