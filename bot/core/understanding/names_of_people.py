"""What somebody is called, in a line of a list or behind “my husband”: the surname and the given names, from what no value
is made of.

Words of a sentence are no name, though they may begin like one.
"""

from __future__ import annotations

import re
from datetime import date
from itertools import groupby
from typing import Any

from bot.core.flow import Group, Question, own_key
from bot.core.reading import Odd, Reading, Understood

Row = dict[str, object]
"""What one line tells, by the name of the question in its entry (`surname`)."""

SURNAMES = "|".join(
    "wang li zhang liu chen yang huang zhao wu zhou xu sun zhu hu guo lin gao luo zheng liang xie song tang deng han feng cao peng zeng xiao tian dong pan yuan cai "
    "jiang yu du ye cheng wei su lu ding shen ren yao zhong cui tan fan liao shi jin jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan lei long tao mao hao gu gong shao wan qian dai kong cong".split()
)
"""Those that are common in China, as they are typed in small letters where any word may stand."""
_LATIN = re.compile(r"[A-Za-z][A-Za-z'’\-]+(?:[ ,，]{1,2}[A-Za-z][A-Za-z'’\-]*){0,4}")
_HAN = re.compile(r"[\u4e00-\u9fff]{2,4}")
# The Hundred Family Names without those that begin a sentence as often (都, 和, 要 …), and what is frequent today.
_HAN_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于傅皮卞齐康伍余元卜顾孟黄穆萧尹"
    "姚邵湛汪祁毛禹狄米贝臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊"
    "甄曲封储靳段富巫乌焦巴牧隗山谷车侯宓蓬郗班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙叶幸司韶黎蓟薄印宿白怀蒲邰鄂索咸赖卓蔺屠蒙池乔阴翟谭贡姬申堵冉宰郦雍璩桑桂濮牛寿边扈燕冀尚温庄晏柴瞿阎慕连习艾容古易慎戈廖"
    "终居衡步耿弘匡国文寇广东沃利蔚越师巩聂晁敖融冷辛阚简饶曾沙丰巢关蒯查荆游竺权盖肖付闫涂代岳帅佟仝覃麦苟刑初冼候晋母苑商牟佘佴伯赏谯原英藏保户楼涛鞠勾邸逯鹿肇种桓公"
)
_HAN_COMPOUNDS = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 慕容 令狐 长孙 宇文 司徒 夏侯 轩辕 端木 南宫 独孤".split()
)
_MAY_NAME = re.compile(r"[A-Za-z'’-][ ,，]{1,2}[A-Za-z]|[\u4e00-\u9fff]{2}")
_NO_NAMES = frozenset(
    "surname given names family first last passport born birth name date dob visa class male female number no tel phone mr mrs ms m f china chinese yes ok okay thanks please ask called named my".split()
)
# Before a name in capitals these lead to it: “Applicant KONG LINGHUI”.
_LABELS = frozenset(
    "Applicant Applicants Companion Accompanying Member Person Passenger Traveler Traveller Principal Main Primary Lead Spouse Husband Wife Daughter Son Mother Father "
    "Child Surname Given Full Latin Pinyin Hi Hello Dear And Also Plus Interview Visa Email Phone".split()
)
# In small letters these are words of a sentence; YOU and SON are surnames, too.
_NO_NAMES_IF_SMALL = frozenset(
    "husband wife son daughter mother father mom dad baby child kid brother sister me myself our her his the and is are its wait sorry you "
    "forgot also one more another next she he they we only both i applicant member person same for all with ds note here".split()
)
_NO_HAN_NAMES = re.compile(
    r"^(?:也|都|在|要|和|还|就|想|会|是|没|已|不|正|可以|可能|以前|现在|今年|去年|住|办)|护照|手机|邮箱|地址|面签|面谈|面试|预约|一起|安排|方便|时间|一个|一位|还有|另外|出生|生日|姓名|性别|签证|本人|申请|父亲|母亲|爸|妈|儿子|女儿|妻子|丈夫|先生|太太|编号|号码|中国|日期|电话|年|月|日"
)


def may_name(line: str) -> bool:
    """Whether anybody may be named in a line; that is seen sooner than who."""
    return _MAY_NAME.search(line) is not None


def sure(reading: Reading[Any]) -> object | None:
    """A value as it will be shown for one yes."""
    return reading.value if isinstance(reading, Understood | Odd) else None


def called_in(group: Group, left: str, today: date) -> Row:
    """The first two questions of the group, from what no value is made of: Latin letters, else characters."""
    names = [step for step in group.steps[:2] if isinstance(step, Question)]
    if len(names) < 2:
        return {}
    surname, given = names
    keys = [own_key(one.key) for one in (surname, given)]
    # “one more: WANG XIAOWU”: what is written with capitals comes first.
    for latin in sorted(_LATIN.finditer(left), key=lambda one: one[0].islower()):
        for is_label, run in groupby(re.split(r"[ ,，]+", latin[0]), _is_label):
            parts = list(run)
            parts = parts[_labels_before(parts) :]
            if not is_label and len(parts) > 1 and not _is_talk(parts):
                return _named(keys, surname, given, parts[0], "".join(parts[1:]), today)
    for found in _HAN.finditer(left):
        length = _of_surname(found[0])
        if 0 < length < len(found[0]):
            return _named(keys, surname, given, found[0][:length], found[0][length:], today)
    return {}


def _of_surname(han: str) -> int:
    """How many characters of a name are the surname; 0 where it is no name."""
    if _NO_HAN_NAMES.search(han):
        return 0
    return 2 if han[:2] in _HAN_COMPOUNDS else int(han[0] in _HAN_SURNAMES)


# “he was refused in 2019 in …” begins like HE Wasrefusedin.
_OF_SENTENCES = frozenset(
    "was is were been am are had has have the in on at of to and with for from refused issued died born visa visas since "
    "told tell said say sent send wrote write gave give got get know think mean meant need want see saw look find found put take took made make go went come came "
    "not never no yes only just still already first second third last before after this that these those it he him she they them we us you u i me "
    "what when where who how why which there here then than now today so but or if because pls plz please correct wrong right change fix remove delete "
    "old new other another same sorry well really maybe also too very again once twice embassy consulate interview appointment expired valid until till both all".split()
)


def _is_talk(parts: list[str]) -> bool:
    """With words of a sentence, or of one small letter: in small letters “told u” is nobody."""
    return not _OF_SENTENCES.isdisjoint(parts) or any(len(one) == 1 and one.islower() for one in parts)


def _labels_before(parts: list[str]) -> int:
    """How many words before a name in capitals are none of it."""
    first = next((number for number, one in enumerate(parts) if one not in _LABELS), len(parts))
    return first if parts[first:] and parts[first].isupper() else 0


def _is_label(part: str) -> bool:
    return part.lower() in _NO_NAMES or part in _NO_NAMES_IF_SMALL


def _named(
    keys: list[str], surname: Question[Any], given: Question[Any], first: str, rest: str, today: date
) -> Row:
    values = (sure(surname.kind.read(first, today)), sure(given.kind.read(rest, today)))
    return dict(zip(keys, values, strict=True)) if None not in values else {}
