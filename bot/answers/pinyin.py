"""Chinese names in pinyin: surnames and their own readings, compound surnames, and what is spelled like pinyin.

A reading is a suggestion to hold against the passport, never an answer by itself.
"""

from __future__ import annotations

import re
import unicodedata

COMPOUND = tuple(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 夏侯 轩辕 端木 南宫 独孤 百里 东郭 西门 澹台 公冶 太史 申屠 闻人 钟离 濮阳 呼延 赫连 拓跋 淳于 单于 万俟 司空 "
    "仲孙 鲜于 闾丘 亓官 第五 梁丘 左丘 谷梁 夹谷 宰父 东野 南门 羊舌 微生 公羊 漆雕 乐正 巫马 公西 颛孙 段干 子车 叱干 纳兰".split()
)
# The hundred most frequent surnames of China in pinyin: nine in ten bear one of them.
FREQUENT = frozenset(
    "WANG LI ZHANG LIU CHEN YANG ZHAO HUANG ZHOU WU XU SUN HU ZHU GAO LIN HE GUO MA LUO LIANG SONG ZHENG XIE HAN TANG FENG YU DONG XIAO CHENG CAO YUAN DENG FU SHEN ZENG PENG LYU LV SU LU JIANG CAI JIA DING WEI XUE YE YAN PAN DU DAI XIA ZHONG TIAN REN FAN FANG SHI YAO TAN LIAO ZOU XIONG JIN HAO KONG BAI CUI KANG MAO QIU QIN GU HOU SHAO MENG LONG WAN DUAN QIAN LEI YIN TAO QIAO GONG WEN".split()
)
SYLLABLE = "(?:(?:B|P|M|F|D|T|N|L|G|K|H|J|Q|X|ZH|CH|SH|R|Z|C|S|Y|W)?(?:A|O|E|AI|EI|AO|OU|AN|EN|ANG|ENG|ONG|ER|I|IA|IE|IAO|IU|IAN|IN|IANG|ING|IONG|U|UA|UO|UAI|UI|UAN|UN|UANG|UE|Ü|ÜE|ÜAN|V|VE))"
PINYIN = re.compile(rf"(?=[A-ZÜ' -]{{1,40}}$)(?:{SYLLABLE}['\- ]?){{1,6}}$")


# Characters that are read otherwise as a surname, or have one reading as a surname among several (Xiandai Hanyu Cidian,
# “姓” entries); of two that are both in use, the more frequent.
SURNAME_READINGS = dict(
    pair.split(":")
    for pair in (
        "单:SHAN 曾:ZENG 解:XIE 仇:QIU 查:ZHA 任:REN 朴:PIAO 区:OU 覃:QIN 翟:ZHAI 盖:GE 乐:YUE 华:HUA 晁:CHAO 缪:MIAO 冼:XIAN 洗:XIAN 燕:YAN 逄:PANG "
        "员:YUN 贠:YUN 宓:MI 折:SHE 繁:PO 秘:BI 阚:KAN 薄:BO 卜:BU 粘:NIAN 佴:NAI 黑:HE 隗:WEI 召:SHAO 牟:MU 莘:SHEN 郗:XI 宿:SU 訾:ZI 过:GUO 哈:HA "
        "尉:WEI 祭:ZHAI 种:CHONG 乜:NIE 谌:CHEN 臧:ZANG 藏:ZANG 柏:BAI 葛:GE 句:GOU 都:DU 呙:GUO 撒:SA 那:NA 宁:NING 应:YING 要:YAO 幸:XING 盛:SHENG 石:SHI "
        "车:CHE 占:ZHAN 令:LING 眭:SUI 仉:ZHANG 笮:ZE 扎:ZHA 适:KUO 会:GUI 炅:GUI 妫:GUI 纪:JI 重:CHONG 长:CHANG 行:XING 相:XIANG 便:BIAN 降:JIANG 观:GUAN "
        "俞:YU 褚:CHU 沈:SHEN 郇:XUN 郦:LI 郜:GAO 郏:JIA 邰:TAI 邸:DI 邬:WU 邢:XING 逯:LU 麴:QU 曲:QU 瞿:QU 禚:ZHUO 昝:ZAN 迮:ZE 厍:SHE 佘:SHE 库:SHE 啜:CHUAI "
        "尉迟:YUCHI 万俟:MOQI 长孙:ZHANGSUN 单于:CHANYU 澹台:TANTAI 鲜于:XIANYU 亓官:QIGUAN 宰父:ZAIFU 谷梁:GULIANG 夹谷:JIAGU 乐正:YUEZHENG 第五:DIWU"
    ).split()
)
# In given names.
GIVEN_READINGS = {"还": "huan", "朴": "pu", "曾": "zeng", "盛": "sheng", "适": "shi", "茜": "qian"}


def is_han(char: str) -> bool:
    """Any Chinese character, also beyond the basic plane."""
    return char >= "\u2e80" and (unicodedata.name(char, "").startswith("CJK ") or char in "〇㛃䶮")


def is_pinyin(letters: str) -> bool:
    """Whether some capitals, with blanks and hyphens, are nothing but a few syllables."""
    return PINYIN.match(letters) is not None


def pinyin(text: str, *, surname: bool) -> str | None:
    # Imported here: the table is large, and only Chinese input needs it.
    from pypinyin import Style, lazy_pinyin

    if surname and text in SURNAME_READINGS:
        return SURNAME_READINGS[text]
    syllables = lazy_pinyin(text, style=Style.NORMAL, v_to_u=True, errors=lambda _chars: "?")
    if not surname and len(syllables) == len(text):
        syllables = [
            GIVEN_READINGS.get(char, syllable) for char, syllable in zip(text, syllables, strict=True)
        ]
    spelled = "".join(syllables).upper()
    return spelled if "?" not in spelled and spelled else None


def without_u(spelled: str) -> str:
    """As passports print Ü since 2012 (GB/T 28039-2011): LYU, but LUE and NUE."""
    return spelled.replace("ÜE", "UE").replace("Ü", "YU")
