"""What was said, folded for comparing: one width, one case, simplified characters; every offset stays where it was.

Values are always cut from the words as they were typed, never from the folded ones.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.core.typed_text import tidy

LONGEST = 4096
"""More than a message holds is not looked through."""

# A traditional character and its simplified one: those of everyday answers. Names and places have their own tables.
_FORMS = {
    ord(pair[0]): pair[1]
    for pair in """
            沒没 無无 現现 還还 過过 預预 約约 領领 館馆 護护 號号 碼码 電电 話话 郵邮 簽签 證证
            絕绝 親亲 媽妈 爺爷 請请 問问 謝谢 幾几 個个 們们 給给 這这 樣样 師师 學学 業业 畢毕
            禮礼 遊游 務务 會会 議议 損损 費费 緊紧 醫医 療疗 嚴严 腫肿 車车 禍祸 術术 後后 產产
            婦妇 喪丧 離离 開开 課课 讀读 書书 換换 進进 訪访 參参 觀观 覽览 職职 單单 實实 習习
            從从 來来 經经 確确 認认 對对 錯错 應应 該该 說说 寫写 譯译 幫帮 麼么 嗎吗 誰谁 裡里
            裏里 邊边 點点 鐘钟 時时 間间 歲岁 歡欢 樂乐 讓让 報报 導导 覺觉 種种 類类 團团 體体
            組组 夥伙 兩两 雙双 陽阳 發发 運运 動动 國国 際际 東东 亞亚 飛飞 機机 場场 錢钱 貴贵
            壓压 圖图 變变 難难 聯联 繫系 絡络 統统 購购 買买 賣卖 據据 負负 責责 練练 級级 專专
            門门 關关 於于 與与 將将 軍军 隊队 貨货 員员 賓宾 麗丽 華华 陳陈 張张 劉刘 葉叶 蕭萧
            歐欧 龍龙 鳳凤 麥麦 黃黄
    """.split()
}
_PUNCTUATION = str.maketrans("，。；：！？（）【】「」『』“”‘’、～－—–", ',.;:!?()[]""""""\'\',~---')


@lru_cache(maxsize=256)
def folded(text: str) -> str:
    """As long as the text: full-width forms, capitals, traditional characters and punctuation brought to one form."""
    if text.isascii():
        return text.lower()
    lowered = "".join(map(_narrow, text))
    return lowered.translate(_PUNCTUATION).translate(_FORMS)


def _narrow(char: str) -> str:
    if char < "\u2000" or "\u4e00" <= char <= "\u9fff":
        low = char.lower()
    else:
        low = unicodedata.normalize("NFKC", char).lower()
    return low if len(low) == 1 else char


def told(sent: str) -> str:
    """The part of a message that is looked through: tidied, its lines kept."""
    return tidy(sent[: 2 * LONGEST])[:LONGEST]


SENTENCE = re.compile(r"[.!?;]+(?=\s|$|[\u4e00-\u9fff])|\n+|(?<=[\u4e00-\u9fff])[.!?;]+")
CLAUSE = re.compile(r"[,;!?\n~…]+|\.(?=\s|$)|(?<=[\u4e00-\u9fff])\.+")


def pieces(text: str, ends: re.Pattern[str]) -> list[tuple[int, int]]:
    """The stretches between what ends them, without blanks around."""
    found, start = [], 0
    for end in ends.finditer(text):
        found.append((start, end.start()))
        start = end.end()
    found.append((start, len(text)))
    return [(a, b) for a, b in found if text[a:b].strip()]
