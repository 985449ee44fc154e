"""Which option was meant: by the phrases of each, by what denies them, and by yes and no.

Said means that every word was understood; inferred, that some were not; doubtful must be asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Literal

from bot.core.options import NO, YES
from bot.core.reading import Option
from bot.core.understanding.folding import CLAUSE, folded, pieces
from bot.core.understanding.hedging import plainly
from bot.core.understanding.lexicon import Hit, Lexicon, lexicon, lexicon_of
from bot.i18n import Text

LONGEST = 400
"""A choice is not looked for in more than this."""

Certainty = Literal["said", "inferred", "doubtful"]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The codes that may be meant: one, or several to be asked about."""

    codes: tuple[str, ...]
    certainty: Certainty


ASSENT = (
    *YES,
    *("once", "one time", "1 time", "# times", "i was", "we were", "i have been", "we have been"),
    *"一次 1次 一回 1回 #次 #回 有啊 嗯嗯 恩恩 好滴 可以的 行的 会的 要的 能 没问题 正确 确定 确认 肯定 已有 absolutely definitely certainly ✅ 👌 👍 ✓ √ ✔".split(),
    *(
        "i did",
        "we do",
        "we have",
        "no problem",
        "i can",
        "why not",
        "please do",
        "pls do",
        "plz do",
        "go for it",
    ),
)
DENIAL = (
    *NO,
    *(
        "zero",
        "zero times",
        "0 times",
        "not once",
        "not a single time",
        "not even once",
        "never once",
        "no need",
    ),
    *("i was not", "we were not", "i was never", "we were never", "i have not been", "i have never been"),
    *("not necessary", "not needed", "not required"),
    *"0次 零次 0回 一次都没有 一次也没有 一次都没 一次也没 一次没有 不必 不必了 没必要 没有必要 不能 没有没有 从来没 还没 尚未 未 不需要 ❌ ✗ × ✖".split(),
    *("not ever", "i do not", "i have not", "i didn't", "i did not", "we don't"),
    *(
        "we haven't",
        "i don't have",
        "i do not have",
        "i can't",
        "i cannot",
        "no way",
        "haven't been",
        "haven't",
        "hasn't",
        "didn't",
        "wasn't",
        "weren't",
        "i am not",
        "i'm not",
        *("i'd rather not", "id rather not", "i would rather not", "we'd rather not", "rather not"),
        *(
            "i'd prefer not to",
            "i would prefer not to",
            "prefer not to",
            "prefer not",
            "please don't",
            "pls don't",
        ),
        *("please dont", "pls dont", "please do not", "don't", "dont", "not ok", "not okay"),
    ),
)
LEADING = frozenset(
    (
        *"yes yeah yea ya yep yup y mhm no nope nah never none neither nobody sure ok okay 是的 没有 有 对 不是".split(),
        "certainly not",
        "of course not",
    )
)
_NEUTRAL = tuple(
    f"~{phrase}"
    for phrase in (
        *"有没有 是不是 对不起 不好意思 不知道 不清楚 不确定 没什么 好像 要是 不一定 会议 没关系 对方 只是 还是".split(),
        *"但是 可是 不仅 不是说 不是早说 不是都说 不是已经说 不是刚说 不是前面说".split(),
        *(
            "no idea",
            "not sure",
            "i'm not sure",
            "i am not sure",
            "not only",
            "no matter",
            "no later",
            "not later",
            "no earlier",
        ),
    )
)
OTHERS = re.compile(
    r"朋友|同事|同学|亲戚|她|(?<!其)他|老公(?!司)|老婆|丈夫|妻子|爸|妈|父|母|儿子|女儿|孩子|先生|太太|别人|人家|"
    r"\b(?:friend|colleague|husband|wife|mother|father|mom|dad|son|daughter|brother|sister|he|she|they|his|her|their|someone|cousin|him|kid|kids|child|parents|boyfriend|girlfriend|grandson|granddaughter|mum)\b"
)
EXCEPT = re.compile(r"但|不过|除了|只是|其中|\bbut\b|\bexcept\b|\bwithout\b|\balthough\b|\bhowever\b")
# Words that change nothing about an answer.
FILLER = re.compile(
    r"(?:我们|我|咱们|咱|你们|你|他们|她们|他|她|那|没关系|不管|随便|完全|百分之?百|100%|本人|自己|的|了|过|呢|啊|呀|吧|哦|噢|哈|嗯|恩|额|呃|哎|唉|嘛|滴|啦|喔|诶|哟|嘞|是|就|都|已经|已|早就|早|刚刚|刚|目前|现在|还|也|只|肯定|当然|确实|真的|绝对|一定|"
    r"其实|之前|以前|曾经|曾|去|给|想|要|为了|因为|参加|一次|一下|一个|这一?个|这些|这样|一位|次|个|人|在|去年|今年|被|签证|美国|美签|请|谢谢|谢了|哈哈|有|会|到|上|从来|任何|什么|可惜|遗憾|不幸|幸好|幸运|老实说|说实话|这边|那边|您好|你好|"
    r"[\s\"'()\[\]:/+*_\-👌👍🙏😊😂😭]|"
    r"\b(?:if (?:it|that) helps|if (?:you )?(?:need|want)(?: to| it)?|if (?:needed|necessary|u need)|pls|plz|by|then|whatever|anyway|lets|let's|you|u|give|fully|totally|completely|entirely|i'm|im|i've|ive|i'll|i|we|my|our|me|the|a|an|it's|its|it|is|was|were|am|are|have|has|had|been|be|just|only|already|of|for|to|in|on|at|visa|us|please|thanks|thank you|one|once|"
    r"ever|before|so far|sorry|well|oh|um|with|and|did|do|does|that|that's|thats|there|this|course|really|now|still|got|get|going|she|he|they|will|would|yes|ok|any|some|all|unfortunately|sadly|luckily|fortunately|honestly|afraid|yet|mine|sir|madam|hi|hello)\b)+"
)


def chosen(options: tuple[Option, ...], text: str) -> Chosen | None:
    """What was meant, or None where none of the options is in it."""
    said = folded(text[:LONGEST])
    words, is_hedged = plainly(said)
    if any(option.says for option in options):
        found = _yes_or_no(options, words)
    else:
        phrases = lexicon(options)
        found = _picked(options, phrases, words) if phrases is not None else None
    return replace(found, certainty="doubtful") if found is not None and is_hedged else found


def _picked(options: tuple[Option, ...], found: Lexicon, words: str) -> Chosen | None:
    hits = found.hits(words)
    denied = {hit.code for hit in hits if hit.denied}
    meant = tuple(dict.fromkeys(hit.code for hit in hits if not hit.denied))
    meant = tuple(code for code in meant if code not in denied) or meant
    if len(found.all_codes) == 2 and _NOT_YET.search(words):
        return None
    if not meant and len(denied) == 1 and len(found.all_codes) == 2:
        # Of two, what is denied leaves the other.
        return Chosen(tuple(code for code in found.all_codes if code not in denied), "inferred")
    if not meant:
        return None
    theirs = {one.code for one in options if one.is_own} if OTHERS.search(words) else set()
    # “my wife is a student, I visit her”
    meant = tuple(code for code in meant if code not in theirs) or meant
    meant = tuple(code for code in meant if code not in {one.code for one in options if one.yields}) or meant
    if len(meant) > 1 or meant[0] in theirs or _is_of_another(words, hits):
        return Chosen(meant, "doubtful")
    return Chosen(meant, "inferred" if left_over(words, hits) else "said")


def _is_of_another(words: str, hits: list[Hit]) -> bool:
    """“妈妈的妈妈”, "my dad's dad"."""
    return any(words[one.end : other.start] in ("的", "'s ", "s ") for one, other in pairwise(hits))


# “not refused yet”: of two, neither has come.
_NOT_YET = re.compile(r"(?:还没|尚未|暂未|还在)|(?:\bnot\b|n['’]?t\b).{0,30}\byet\b|\bstill\b|\bpending\b")


def left_over(words: str, hits: list[Hit]) -> str:
    """What is in no phrase and is no filler."""
    rest, at = [], 0
    for hit in hits:
        rest.append(words[at : hit.start])
        at = max(at, hit.end)
    rest.append(words[at:])
    return FILLER.sub("", re.sub(r"[,;.!?\n~…]", "", "|".join(rest))).replace("|", "")


# Yes and no

AGREES = (
    *"都对 全对 没问题 继续写 接着写 写下去 往下写 往下走 往下 接着来 接着填 接着吧 继续填 继续走 下一步 写吧 写邮件 生成 改吧 加上 加吧 去掉 删掉 继续 保留 就是这个 就这个 it right all right looks".split(),
    *(
        "looks good",
        "looks right",
        "all good",
        *(
            "everything is right",
            "everything is correct",
            "everything right",
            "everything correct",
            "everything is fine",
            "everything looks",
        ),
        "write it",
        "write the e-mail",
        "write the email",
        "go ahead",
        "do it",
    ),
    *(
        "keep it",
        "keep going",
        "change it",
        "take it out",
        "go on",
        "continue",
        "proceed",
        "carry on",
        "that's right",
        "that is right",
        "that's it",
        "that's correct",
        "thats right",
        "thats it",
        "thats correct",
        "all correct",
        "all is right",
    ),
    *("good", "fine", "perfect", "great"),
)
DISAGREES = (
    *"错了 有错 不改 别改 不加 别加 不去掉 不删 不删了 不取消 算了 wrong incorrect mistake".split(),
    *("not right", "leave it", "don't change", "never mind", "nevermind", "something is wrong"),
)
_EITHER = (
    Option("yes", Text("yes"), says="yes", means=AGREES),
    Option("no", Text("no"), says="no", means=DISAGREES),
)


def polarity(text: str) -> str | None:
    """“yes” or “no” where a message says just that, in whatever words: “对的，写吧”, "yes it is right"."""
    found = chosen(_EITHER, text)
    return found.codes[0] if found is not None and found.certainty == "said" else None


@dataclass(frozen=True, slots=True)
class _Clause:
    """What one clause says: its signs, and whether all its words were understood."""

    signs: frozenset[str]
    is_whole: bool
    is_topic: bool
    is_led: bool
    is_hum: bool = False


_HUM = re.compile(r"[嗯恩]+|好(?:的|吧)?|ok(?:ay)?")


@cache
def _polar(options: tuple[Option, ...]) -> Lexicon:
    phrases = [(f"topic {option.code}", option.means) for option in options]
    found = lexicon_of((*phrases, ("assent", ASSENT), ("denial", DENIAL), ("", _NEUTRAL)))
    assert found is not None
    return found


def _yes_or_no(options: tuple[Option, ...], words: str) -> Chosen | None:
    codes: dict[str | None, str] = {option.says: option.code for option in options if option.says}
    others = tuple(option for option in options if not option.says)
    clauses = [_clause(options, codes, words[a:b]) for a, b in pieces(words, CLAUSE)]
    telling = [one for one in clauses if one.signs and (one.is_whole or one.is_topic or one.is_led)]
    if len(telling) > 1:
        # “嗯，不确定”: a hum before the answer is none.
        telling = [one for one in telling if not one.is_hum] or telling
    signs = frozenset().union(*(one.signs for one in telling)) if telling else frozenset()
    elsewhere = signs - set(codes.values())
    if not signs:
        return None
    if len(signs) > 1 and _begins_with_no(words, clauses, codes["no"]):
        return Chosen((codes["no"],), "inferred")
    if len(signs) > 1:
        return _weighed(telling, elsewhere)
    code = next(iter(signs))
    if any(option.code == code for option in others):
        return Chosen((code,), "inferred")
    return Chosen((code,), _certainty(words, clauses, telling, is_yes=code == codes["yes"]))


# “No, neither I nor my company has ever been granted one”: the words behind a no deny, too.
_DENIES = re.compile(r"\b(?:no|not|never|neither|nor|none|nobody|nothing|only|just)\b|n't\b|[没未无不就只]")


def _begins_with_no(words: str, clauses: list[_Clause], no: str) -> bool:
    first = clauses[0]
    behind = words[pieces(words, CLAUSE)[1][0] :] if len(clauses) > 1 else ""
    is_no = first.is_whole and not first.is_topic and first.signs == frozenset((no,))
    return is_no and _DENIES.search(behind) is not None


def _weighed(telling: list[_Clause], elsewhere: frozenset[str]) -> Chosen | None:
    """More than one sign: what speaks of the matter itself counts before a mere yes or no."""
    if elsewhere and len(elsewhere) == 1:
        # “idk, no i guess”: what it comes to.
        plain = frozenset().union(*(one.signs for one in telling)) - elsewhere
        return Chosen(tuple(plain if len(plain) == 1 else elsewhere), "doubtful")
    on_topic = frozenset().union(*(one.signs for one in telling if one.is_topic))
    return Chosen(tuple(on_topic), "doubtful") if len(on_topic) == 1 else None


_PRONOUN = re.compile(r"他们?|她们?|\b(?:he|she|they|his|her|hers|their|him)\b")


def _certainty(words: str, clauses: list[_Clause], telling: list[_Clause], *, is_yes: bool) -> Certainty:
    if EXCEPT.search(words) and not (is_yes and telling[0] is clauses[0] and telling[0].is_led):
        return "doubtful"
    if all(one.is_whole for one in clauses):
        return "said"
    # A matter with other people in it may be theirs; “he never had one” is of whoever is spoken of already.
    if any(one.is_topic for one in telling) and OTHERS.search(words if is_yes else _PRONOUN.sub(" ", words)):
        return "doubtful"
    return "inferred"


def _clause(options: tuple[Option, ...], codes: dict[str | None, str], words: str) -> _Clause:
    hits = _polar(options).hits(words)
    rest = left_over(words, hits)
    topics = [hit for hit in hits if hit.code.startswith("topic ")]
    lead = words.strip().split(" ")[0] if words.isascii() else words.strip()[:2]
    is_led = any(hit.start <= 1 and words[hit.start : hit.end].strip() in LEADING for hit in hits) and (
        words.isascii() or bool(re.match(r"(是的|嗯|对)", lead))
    )
    if topics:
        signs = {_sign(hit, words, codes) for hit in topics}
        if signs.isdisjoint(codes.values()) and words.isascii():
            # “idk no i guess”
            signs |= {codes["no"] for hit in hits if hit.code == "denial"}
        # “nobody would ever agree”: a no somewhere before a yes leaves it open.
        is_open = codes["yes"] in signs and any(
            hit.code == "denial" and hit.start < topics[0].start and not topics[0].denied for hit in hits
        )
        return _Clause(frozenset(signs), not rest and not is_open, True, is_led)
    if _HUM.fullmatch(words.strip()):
        return _Clause(frozenset((codes["yes"],)), True, False, is_led, is_hum=True)
    denials = [hit for hit in hits if hit.code == "denial"]
    assents = [hit for hit in hits if hit.code == "assent" and not hit.denied]
    if denials:
        leads_with_yes = assents and assents[0].start < denials[0].start and words.isascii()
        signs = {codes["no"], *((codes["yes"],) if leads_with_yes else ())}
        return _Clause(frozenset(signs), not rest, False, is_led)
    return _Clause(frozenset((codes["yes"],)) if assents else frozenset(), not rest, False, is_led)


def _sign(hit: Hit, words: str, codes: dict[str | None, str]) -> str:
    """“no, that's all” and 没有，就这些 are one no, not the contrary of it."""
    code = hit.code.removeprefix("topic ")
    is_own_no = code == codes["no"] and _JUST_NO.search(words[: hit.start]) is not None
    return code if is_own_no or not hit.denied else _flipped(code, codes)


_JUST_NO = re.compile(r"(?:\b(?:no|nope|nah|none)|没有?了?|不|不用|不是)\s*$")


def _flipped(code: str, codes: dict[str | None, str]) -> str:
    if code == codes["yes"]:
        return codes["no"]
    return codes["yes"] if code == codes["no"] else code
