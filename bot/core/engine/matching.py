"""Which offer a line names: by its code, its label in any language, its number, a yes or no, or a word of its label."""

from __future__ import annotations

import re

from bot.core.engine.prompt import Offer, Prompt
from bot.core.flow import Flow
from bot.core.options import NO, YES, position_in
from bot.core.typed_text import plain
from bot.core.understanding import named as questions_named
from bot.core.understanding import polarity, takes_back
from bot.i18n import LANGUAGES, translate


def _word(said: str) -> str:
    """工作1 is 工作 1, and “No, I will …” goes without its comma."""
    word = re.sub(
        r"(?<=[a-z]),(?= )|(?<=[\u4e00-\u9fff])[,，](?=[\u4e00-\u9fff])", "", plain(said).casefold()
    )
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=\d)", "", word.strip(" .。!！"))


def named(offers: tuple[Offer, ...], sent: str) -> str | None:
    """The offer of that code or label, whatever is said around it: “那继续吧”, "ok then continue i guess"."""
    word = _word(sent)
    for offer in offers:
        if sent == offer.code or word in _names(offer):
            return offer.code
    bare = _BEHIND.sub("", _BEFORE.sub("", word))
    return next((offer.code for offer in offers if bare and bare in _names(offer)), None)


_BEFORE = re.compile(
    r"^(?:(?:那么|那就|那|好吧|好的|好|行吧|行|嗯+|唉|算了|没事|没关系|不管了?|随便|我?知道了?|我?明白了?|了解|就|还是|我们?(?:要|想|选)?|请|先|直接)[\s,，。、]*|(?:ok(?:ay)?|fine|alright|all right|well|then|so|yes|yeah|sure|no problem|i know|i understand|understood|just|whatever|anyway|please|pls|let'?s|i(?:'ll| will| want to|'d like to)?)[\s,.]+)+"
)
_BEHIND = re.compile(
    r"(?:[\s,，]*(?:吧|啊|呀|呗|哈|啦|了|好了|就好|就行|谢谢您?|(?:(?<=[\s,])(?:i (?:guess|suppose|think)|then|please|pls|thanks|thank you|anyway|now|ok))))+$"
)


def _names(offer: Offer) -> list[str]:
    return [_word(translate(offer.label, lang)) for lang in LANGUAGES]


def named_in_part(offers: tuple[Offer, ...], sent: str) -> str | None:
    """“email” or 护照 for a line to change: it is only asked again, so a word will do that one line alone has."""
    word = _word(sent)
    found = [offer.code for offer in offers if offer.code[1:2] == "." and _has_word(offer, word)]
    return found[0] if len(found) == 1 else None


def reading_in_part(offers: tuple[Offer, ...], sent: str) -> str | None:
    """“yes gmail” where two readings are offered: the one that alone has a word of it, or alone is in it whole."""
    lettered = _by_letters(offers, sent)
    if lettered is not None:
        return lettered
    words = {one for one in _words(_word(sent)) if one not in YES}
    readings = [offer for offer in offers if offer.code.isdecimal()]
    whole = {one.code for one in readings if any(set(_words(name)) <= words for name in _names(one))}
    part = {one.code for one in readings if any(word in name for word in words for name in _names(one))}
    return (whole if len(whole) == 1 else part).pop() if 1 in (len(whole), len(part)) else None


def _by_letters(offers: tuple[Offer, ...], sent: str) -> str | None:
    """“字母的”, "the letter o" where readings differ in 0 and O: the one with the most letters, or the most digits."""
    said = _word(sent)
    is_letter, is_digit = re.search(r"字母|\bletter", said), re.search(r"数字|\b(?:digit|number|zero)", said)
    if bool(is_letter) == bool(is_digit):
        return None
    shown = {one.code: translate(one.label, "en") for one in offers if one.code.isdecimal()}
    letters = {code: sum(map(str.isalpha, text)) for code, text in shown.items()}
    if len(set(letters.values())) < 2 or len({len(text) for text in shown.values()}) != 1:
        return None
    return max(letters, key=letters.__getitem__) if is_letter else min(letters, key=letters.__getitem__)


def _words(text: str) -> list[str]:
    """A word of two characters is one where it has a digit: “q4 is mine”."""
    return re.findall(r"(?=[a-z]*\d)[a-z0-9]{2,}|[a-z0-9]{3,}|[\u4e00-\u9fff]+", text)


def by_other_name(flow: Flow, offers: tuple[Offer, ...], sent: str) -> str | None:
    """手机号 for the line 联系电话: what people call a question, too."""
    wanted = {f"{kind}.{key}" for key in questions_named(flow, sent) for kind in "cx"}
    return next((offer.code for offer in offers if offer.code in wanted), None)


def by_label_or_name(flow: Flow, offers: tuple[Offer, ...], sent: str) -> str | None:
    """The offer to leave out what goes by this name."""
    word = _word(sent).removeprefix("the ").removeprefix("my ")
    whole = [offer.code for offer in offers if any(name.endswith(word) for name in _names(offer))]
    return whole[0] if len(whole) == 1 and len(word) > 1 else by_other_name(flow, offers, word)


def _has_word(offer: Offer, word: str) -> bool:
    for name in _names(offer):
        if word in (name.replace("-", "").split() if word.isascii() else name):
            return len(word) > 1
    return False


def chosen(prompt: Prompt, sent: str, *, by_number: bool) -> str | None:
    offers = prompt.offers
    code = named(offers, sent)
    if code is not None:
        return code
    position = position_in(_POINTS.sub("", sent), len(offers)) if by_number else None
    if position is not None:
        return offers[position].code
    # “yes change it” is no mere yes.
    rest = _behind_yes(sent)
    behind = (named(offers, rest) or _the_only_change(offers, rest)) if rest != sent else None
    if behind is not None:
        return behind
    listed = (*offers, *prompt.named)
    return (
        named(prompt.named, sent)
        or _as_it_is(offers, sent)
        or _yes_or_no(prompt, sent)
        or named_in_part(listed, sent)
        or _the_only_change(offers, sent)
        or reading_in_part(offers, sent)
    )


# “the first one is the appointment”, “第一个是预约号”.
def _behind_yes(sent: str) -> str:
    """“change it” of “yes change it”; all of it where no yes comes first."""
    return _A_YES.sub("", sent, count=1) or sent


_A_YES = re.compile(r"^\s*(?:yes|yeah|yep|ya|ok(?:ay)?|sure|对|是的?|好的?|嗯)[\s,，.]*(?=\S)", re.I)
_POINTS = re.compile(
    r"^(?:no,? )?i (?:mean|meant) |^我(?:是说|说的是)|(?<=one) (?:is|was)\b.*$|(?<=个)(?:是|才是).*$"
)
_CHANGE = frozenset("改 要改 改一下 修改 我要改 需要改 更改 change fix edit".split()) | {
    "change it",
    "fix it",
    "i want to change it",
}


def _the_only_change(offers: tuple[Offer, ...], sent: str) -> str | None:
    """“改” where there is just one thing to change, or all of it."""
    if _word(sent) not in _CHANGE:
        return None
    found = [offer.code for offer in offers if offer.code.startswith("c.")]
    every = next((offer.code for offer in offers if offer.code == "/change"), None)
    return found[0] if len(found) == 1 else every


_NO_CHANGE = re.compile(
    r"(?:(?:那就?|好吧?|行|就|还是|先|我|都|嗯|[\s,，])*(?:不改|别改|就[那这]样|别动|不用动|不变|别变|不换|别换|不用[改变换]|不必[改变换]|不需要改|没必要改|保持(?:原样|不变|原来的?)|照旧|维持(?:原样|不变)|原样|(?:就)?用?原来的|不要[改变换])(?:了|吧|啊|的|就好|就行|[\s,，])*(?:继续)?[\s,，吧]*)+|(?:继续[\s,，吧]*)(?:不改|不变|不用改)(?:了|吧)*|"
    r"(?:(?:no|ok(?:ay)?|then|just|please|pls)[\s,]+)*(?:(?:keep|leave) (?:it|that|this|them)(?: (?:as (?:it is|is|it was)|like that|unchanged|so))?|(?:do not|don'?t) change (?:it|that|this|anything)|never ?mind|(?:do not|don'?t) touch (?:it|that)|no need to change (?:it|that)|no (?:need to )?changes?|as (?:it|they) (?:is|was|are|were)|stay(?:s)? as it is|keep the old one)(?:[\s,]+(?:and )?(?:continue|go on))?(?:[\s,]+(?:please|pls|then|thanks))*"
)


def _as_it_is(offers: tuple[Offer, ...], sent: str) -> str | None:
    """“那不变”, “不用改”: a no to a change, whatever a no means here otherwise."""
    if _NO_CHANGE.fullmatch(_word(sent)) is None:
        return None
    return next(
        (code for code in ("leave", "continue", "keep") if code in {one.code for one in offers}), None
    )


_WRITE_IT = re.compile(
    r"\b(?:just |please |pls |whatever )*(?:write|make|finish|generate) (?:it|the (?:e-?mail|letter))\b|(?:直接|就这样|先|赶紧|快)(?:写|生成|出)(?:吧|信|邮件|了)*|(?<![别不先])(?:写|发)(?:信|邮件)?吧$"
)


def _yes_or_no(prompt: Prompt, sent: str) -> str | None:
    """What yes or no means where the prompt asks for one."""
    if _WRITE_IT.search(_word(sent)):
        # Where it is written already, that says nothing about whether it was sent.
        return "confirm" if any(offer.code == "confirm" for offer in prompt.offers) else None
    if prompt.yes == "sent" and _OF_A_CHANGE.search(_word(sent)):
        # 去掉 agrees to take something out; that it was sent is another matter.
        return None
    said = _said_yes_or_no(sent)
    return {"yes": prompt.yes, "no": prompt.no}.get(said or "") or None


_OF_A_CHANGE = re.compile(
    r"去掉|删|改|加上|加吧|继续|保留|写吧|生成|\b(?:remove|delete|change|add|keep|continue|write|take out)\b"
)


def _said_yes_or_no(sent: str) -> str | None:
    word = _word(sent)
    if word in YES or word in NO:
        return "yes" if word in YES else "no"
    said = polarity(sent)
    # “yes but change it” is none.
    return None if said == "yes" and takes_back(sent) else said
