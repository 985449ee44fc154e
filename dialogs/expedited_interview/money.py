"""Sums of money told in Chinese, in English for the letter: 4万美金一天 is USD 40,000 a day.

What is not wholly understood stays as it was written.
"""

from __future__ import annotations

import re
from decimal import Decimal

TIMES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
CURRENCIES = {
    **dict.fromkeys(("美金", "美元", "刀", "usd", "$"), "USD"),
    **dict.fromkeys(("元", "块", "块钱", "人民币", "rmb", "￥"), "RMB"),
}
A_TIME = {
    "天": "day",
    "日": "day",
    "周": "week",
    "星期": "week",
    "个月": "month",
    "月": "month",
    "年": "year",
    "次": "time",
}
DIGITS = {one: str(number) for number, one in enumerate("一二三四五六七八九", 1)} | {"两": "2", "十": "10"}
_SUM = re.compile(
    r"(?:大概|大约|约|差不多|每天|一天|总额|总共|一共|合计|共|得|要|有|是|罚|赔|损失)*(?P<number>\d+(?:\.\d+)?|[一二两三四五六七八九十])(?P<times>百万|千万|万|千|百|亿|)"
    rf"(?P<currency>{'|'.join(map(re.escape, CURRENCIES))})(?:左右|多|吧|啊)*"
    rf"(?:/|(?:一|每)(?=[天日周星个月年次]))?(?P<each>{'|'.join(A_TIME)}|)(?:左右|吧|啊|呢)*"
)


def sum_in_english(text: str) -> str:
    said = re.sub(r"[\s,，]+", "", text.lower())
    found = _SUM.fullmatch(said)
    if found is None:
        return text
    number = DIGITS.get(found["number"], found["number"])
    sum_ = Decimal(number) * TIMES[found["times"]]
    each = A_TIME.get(found["each"]) or ("day" if said.startswith(("每天", "一天")) else None)
    return f"{CURRENCIES[found['currency']]} {sum_:,.0f}{f' a {each}' if each else ''}"
