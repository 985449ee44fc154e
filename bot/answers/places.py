"""Where someone lives: the 31 units of mainland China and what lies outside, read from provinces and cities.

A street named after a city is no city, and one pinyin name for two provinces is asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from bot.core import Mistake, Option, Reading, Takes, Understood, Unsure, plain
from bot.i18n import N_, Text

UNITS: tuple[Option, ...] = (
    Option("shanghai", N_("Shanghai"), ("上海", "沪")),
    Option("jiangsu", N_("Jiangsu"), ("江苏",)),
    Option("zhejiang", N_("Zhejiang"), ("浙江",)),
    Option("anhui", N_("Anhui"), ("安徽",)),
    Option("beijing", N_("Beijing"), ("北京", "peking")),
    Option("tianjin", N_("Tianjin"), ("天津",)),
    Option("hebei", N_("Hebei"), ("河北",)),
    Option("shanxi", N_("Shanxi"), ("山西",)),
    Option("inner_mongolia", N_("Inner Mongolia"), ("内蒙古", "内蒙", "neimenggu", "nei mongol")),
    Option("shandong", N_("Shandong"), ("山东",)),
    Option("shaanxi", N_("Shaanxi"), ("陕西",)),
    Option("gansu", N_("Gansu"), ("甘肃",)),
    Option("qinghai", N_("Qinghai"), ("青海",)),
    Option("ningxia", N_("Ningxia"), ("宁夏",)),
    Option("xinjiang", N_("Xinjiang"), ("新疆",)),
    Option("henan", N_("Henan"), ("河南",)),
    Option("hubei", N_("Hubei"), ("湖北",)),
    Option("hunan", N_("Hunan"), ("湖南",)),
    Option("jiangxi", N_("Jiangxi"), ("江西",)),
    Option("liaoning", N_("Liaoning"), ("辽宁",)),
    Option("jilin", N_("Jilin"), ("吉林",)),
    Option("heilongjiang", N_("Heilongjiang"), ("黑龙江",)),
    Option("guangdong", N_("Guangdong"), ("广东", "canton")),
    Option("guangxi", N_("Guangxi"), ("广西",)),
    Option("hainan", N_("Hainan"), ("海南",)),
    Option("fujian", N_("Fujian"), ("福建",)),
    Option("chongqing", N_("Chongqing"), ("重庆",)),
    Option("sichuan", N_("Sichuan"), ("四川",)),
    Option("guizhou", N_("Guizhou"), ("贵州",)),
    Option("yunnan", N_("Yunnan"), ("云南",)),
    Option("tibet", N_("Tibet"), ("西藏", "xizang")),
    Option("hong_kong", N_("Hong Kong"), ("香港", "hk", "hongkong")),
    Option("macau", N_("Macau"), ("澳门", "macao")),
    Option("taiwan", N_("Taiwan"), ("台湾", "臺灣", "台北", "taipei")),
    Option(
        "abroad",
        N_("Abroad"),
        (
            "国外",
            "海外",
            "美国",
            "日本",
            "英国",
            "加拿大",
            "澳大利亚",
            "新加坡",
            "韩国",
            "德国",
            "法国",
            "us",
            "usa",
            "u.s.",
            "u.s.a.",
            "america",
            "united states",
            "the us",
            "overseas",
            "japan",
            "uk",
            "canada",
            "australia",
            "singapore",
            "korea",
            "germany",
            "france",
            "new york",
            "纽约",
            "洛杉矶",
            "los angeles",
            "boston",
            "波士顿",
            "外国",
        ),
    ),
)
NAMES = {option.code: option.label for option in UNITS}

# Prefecture-level cities of the four units (and the county-level ones people name), and large cities elsewhere.
CITIES: dict[str, str] = {
    "jiangsu": "南京 nanjing|无锡 wuxi|徐州 xuzhou|常州 changzhou|苏州 suzhou|南通 nantong|连云港 lianyungang|淮安 huaian|盐城 yancheng|扬州 yangzhou|镇江 zhenjiang|泰州 taizhou|宿迁 suqian|昆山 kunshan|江阴 jiangyin|张家港 zhangjiagang|常熟 changshu|太仓 taicang|宜兴 yixing",
    "zhejiang": "杭州 hangzhou|宁波 ningbo|温州 wenzhou|嘉兴 jiaxing|湖州 huzhou|绍兴 shaoxing|金华 jinhua|衢州 quzhou|舟山 zhoushan|台州 taizhou|丽水 lishui|义乌 yiwu|慈溪 cixi|余姚 yuyao|海宁 haining|桐乡 tongxiang",
    "anhui": "合肥 hefei|芜湖 wuhu|蚌埠 bengbu|淮南 huainan|马鞍山 maanshan|淮北 huaibei|铜陵 tongling|安庆 anqing|黄山 huangshan|滁州 chuzhou|阜阳 fuyang|宿州 suzhou|六安 luan|亳州 bozhou|池州 chizhou|宣城 xuancheng|巢湖 chaohu",
    "shanghai": "浦东 pudong|徐汇 xuhui|静安 jingan|黄浦 huangpu|长宁 changning|普陀 putuo|虹口 hongkou|杨浦 yangpu|闵行 minhang|宝山 baoshan|嘉定 jiading|松江 songjiang|青浦 qingpu|奉贤 fengxian|崇明 chongming",
    "beijing": "海淀 haidian|朝阳区 |东城 |西城 ",
    "guangdong": "广州 guangzhou|深圳 shenzhen|珠海 zhuhai|东莞 dongguan|佛山 foshan|汕头 shantou|中山 zhongshan|惠州 huizhou",
    "fujian": "福州 fuzhou|厦门 xiamen|泉州 quanzhou",
    "jiangxi": "南昌 nanchang|抚州 fuzhou|宜春 yichun|九江 jiujiang|赣州 ganzhou",
    "heilongjiang": "哈尔滨 harbin|伊春 yichun|大庆 daqing",
    "guangxi": "南宁 nanning|桂林 guilin|玉林 yulin",
    "shaanxi": "西安 xian|榆林 yulin|延安 yanan",
    "shanxi": "太原 taiyuan|大同 datong",
    "hebei": "石家庄 shijiazhuang|保定 baoding|唐山 tangshan",
    "shandong": "济南 jinan|青岛 qingdao|烟台 yantai|潍坊 weifang|威海 weihai",
    "henan": "郑州 zhengzhou|洛阳 luoyang|开封 kaifeng",
    "hubei": "武汉 wuhan|宜昌 yichang|襄阳 xiangyang",
    "hunan": "长沙 changsha|株洲 zhuzhou|湘潭 xiangtan",
    "liaoning": "沈阳 shenyang|大连 dalian|鞍山 anshan",
    "jilin": "长春 changchun|延边 yanbian",
    "sichuan": "成都 chengdu|绵阳 mianyang",
    "guizhou": "贵阳 guiyang|遵义 zunyi",
    "yunnan": "昆明 kunming|大理 dali|丽江 lijiang",
    "tibet": "拉萨 lhasa",
    "gansu": "兰州 lanzhou",
    "qinghai": "西宁 xining",
    "ningxia": "银川 yinchuan",
    "xinjiang": "乌鲁木齐 urumqi",
    "inner_mongolia": "呼和浩特 hohhot|包头 baotou",
    "hainan": "海口 haikou|三亚 sanya",
}
SUFFIX = re.compile("(特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市|新区|区|县)$")
# 南京西路 and 北京路 are streets of Shanghai, not cities.
STREET = re.compile("^(东|西|南|北|中|一|二|三)?(路|街|大道|弄|巷)")


@dataclass(frozen=True, slots=True)
class Province:
    """The value is the unit's code."""

    options: ClassVar[tuple[Option, ...]] = UNITS[:4]
    takes: ClassVar[Takes] = "value"
    shape: ClassVar[re.Pattern[str] | None] = None

    def read(self, sent: str, today: object) -> Reading[str]:
        text = plain(sent).lower().strip(" .。,，") if len(sent) <= 200 else ""
        if text in ("1", "2", "3", "4"):
            return Understood(UNITS[int(text) - 1].code, say_back=True)
        found = _units(text)
        if len(found) == 1:
            code = next(iter(found))
            return Understood(code, say_back=text != code)
        if found:
            return Unsure(tuple(sorted(found)), N_("That name is found in more than one province."))
        return Mistake(
            "place.unknown",
            N_(
                "I do not know that place. Please send the province or a large city, for example Jiangsu or Nanjing."
            ),
        )

    def show(self, value: str) -> Text | str:
        return NAMES.get(value, value)

    def samples(self, today: object) -> tuple[str, ...]:
        return (*(option.code for option in self.options), UNITS[4].code, UNITS[-1].code)


def unit_name(code: str) -> Text | str:
    return NAMES.get(code, code)


@cache
def _known() -> dict[str, frozenset[str]]:
    """Every name and the units it may mean."""
    found: dict[str, set[str]] = {}
    for option in UNITS:
        for word in (
            option.code,
            option.code.replace("_", " "),
            option.code.replace("_", ""),
            *option.aliases,
        ):
            found.setdefault(word, set()).add(option.code)
    for unit, cities in CITIES.items():
        for city in cities.split("|"):
            for word in city.split(" "):
                if word:
                    found.setdefault(word, set()).add(unit)
    # In Latin letters without tones both provinces are "Shanxi".
    found["shanxi"].add("shaanxi")
    return {word: frozenset(units) for word, units in found.items()}


def _units(text: str) -> frozenset[str]:
    """The units that a place may be in: as a whole, by its parts, or by the name it begins with."""
    whole = _named(text)
    if whole:
        return whole
    parts = [_named(part) for part in re.split(r"[,，、;\s/]+", text) if part]
    named = [part for part in parts if part]
    if named:
        together = frozenset.intersection(*named)
        return together or frozenset.union(*named)
    return _beginning(text)


def _named(text: str) -> frozenset[str]:
    bare = text.replace("'", "").replace("’", "")
    for word in (
        bare,
        SUFFIX.sub("", bare),
        re.sub(r"[\s-]*(province|city|municipality|shi|sheng|prc|china)$", "", bare),
        bare.replace(" ", ""),
    ):
        if word in _known():
            return _known()[word]
    return frozenset()


def _beginning(text: str) -> frozenset[str]:
    """上海市浦东新区 begins with a unit, 江苏南京 with a unit and a city; a street name does not count."""
    for length in (4, 3, 2):
        head, rest = text[:length], text[length:]
        if head in _known() and "\u4e00" <= head[0] <= "\u9fff" and not STREET.match(rest):
            return _known()[head]
    return frozenset()
