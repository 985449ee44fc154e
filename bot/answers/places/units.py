"""The units of the dialog: the 31 of mainland China, and what lies outside them."""

from __future__ import annotations

from bot.core import Option
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
        ("国外", "海外", "外国", "overseas"),
    ),
)
NAMES = {option.code: option.label for option in UNITS}


def unit_name(code: str) -> Text | str:
    return NAMES.get(code, code)
