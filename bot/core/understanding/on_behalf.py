"""A message that somebody writes for the applicant, read as the applicant would have written it.

“My wife is the applicant. Her passport is …, mine is …”: what is hers counts, and what is the writer's own does not. A phone
stays, whosever it is.
"""

from __future__ import annotations

import re

_KIN = r"(?:wife|husband|spouse|partner|mother|father|mom|mum|dad|son|daughter|brother|sister|child|kid|friend|grandmother|grandfather|uncle|aunt|cousin|niece|nephew|boss|colleague)"
_WHO = r"(?:老婆|老公|妻子|丈夫|爱人|太太|先生|妈妈?|爸爸?|母亲|父亲|儿子|女儿|孩子|哥哥?|弟弟?|姐姐?|妹妹?|朋友|同事|岳父|岳母|公公|婆婆|奶奶|爷爷|外公|外婆|侄子|侄女|外甥)"
_FOR_SOMEBODY = re.compile(
    rf"\bmy (?P<a>{_KIN})\b[^.;!?\n]{{0,40}}? is the (?:visa )?(?:applicant|one (?:who(?:'s| is) )?(?:applying|travell?ing|going))"
    rf"|\b(?:applicant|(?:person|one) (?:who is )?(?:applying|travell?ing|going)) is my (?P<b>{_KIN})\b"
    rf"|\b(?:on behalf of|(?:writing|asking|filling (?:this|it) (?:in|out)|doing this) for) my (?P<c>{_KIN})\b"
    rf"|\b(?:visa|request|application|appointment|interview) is for my (?P<g>{_KIN})\b|不是我(?:本人|自己)?要?(?:申请|办|去)[,;.\s]*(?:而?是)我?(?P<h>{_WHO})"
    rf"|(?:申请人|办签证的|要去的)(?:是|为|:)我?(?P<d>{_WHO})|我?(?P<e>{_WHO})[^,;.!?\n]{{0,8}}是(?:签证)?申请人"
    rf"|(?:帮|替|代)我?(?P<f>{_WHO})(?:来|去)?(?:办(?!葬|丧|后事|住院)|申请|填|问|写|约|弄|加急)"
)
_THING = r"(?:护照|生日|出生|预约|ds|passport|birth|dob|date of birth|appointment)"
# The writer's own: “mine is …”, “我的是 …”, “my passport”.
_OWN = rf"\bmine\b|\bmy(?= (?:own )?{_THING})|我(?=的?(?:是|{_THING}))"
_THEIRS = r"\b(?:her|his|she|he)\b|[她他](?!们)"


def as_the_applicant(words: str) -> str:
    """Folded words, every one in its place."""
    found = _FOR_SOMEBODY.search(words)
    if found is None:
        return words
    who = next(filter(None, found.groups()))
    told = rf"(?P<own>{_OWN})|(?P<theirs>{_THEIRS})|(?<![a-z])(?P<who>{re.escape(who)}(?:'s|’s)?)(?![a-z])"
    return re.sub(told, _turned, words)


def _turned(said: re.Match[str]) -> str:
    """As long as before."""
    if said["own"]:
        return {"mine": "hers", "my": "他 "}.get(said["own"], "他")
    if said["theirs"]:
        is_latin = said["theirs"].isascii()
        new = "我" if not is_latin else "my" if said["theirs"] in ("her", "his") else "i"
    else:
        new = "" if said["who"].isascii() else "本人" if len(said["who"]) > 1 else "我"
    return new.ljust(len(said[0]))
