"""Where a message speaks of what the dialog asks: the names of questions and the cues beside their values.

Compiled once for a flow; positions are those of the folded words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from bot.core.flow import Answers, Flow, Question, Rule, own_key
from bot.core.understanding.folding import SENTENCE, folded, pieces
from bot.core.understanding.lexicon import Lexicon, lexicon_of
from bot.core.values import Value

OFTEN = 20
"""Nobody names one thing more often in a message; who repeats a word without end is not listened to that long."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name or a cue of the question `key`."""

    key: str
    start: int
    end: int
    is_name: bool


class _Known(dict[str, Value]):
    """Answers that notice whether one was looked for that is not there."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        super().__init__(values)
        self.lacks = False

    def get(self, key: str, default: Any = None) -> Any:
        self.lacks = self.lacks or key not in self
        return super().get(key, default)


@dataclass(frozen=True, slots=True, eq=False)
class Askable:
    """What a message can tell: the questions of a flow that stand in no list, and the words that lead to them.

    `shapes` has each shape once, with the questions that share it, in the order of the dialog; what needs its name comes
    last, for it is the least distinct. `told_by` are the questions that words tell wherever they stand, `told` all those
    words; `hinted` are those that another one's mention hints at; `mates` by a question's key what goes with it.
    """

    questions: dict[str, Question[Any]]
    words: Lexicon | None
    names: frozenset[tuple[str, str]]
    rules: dict[str, tuple[Rule, ...]]
    shapes: tuple[tuple[re.Pattern[str], tuple[Question[Any], ...]], ...]
    told_by: tuple[tuple[Question[Any], Lexicon], ...]
    told: Lexicon | None
    hinted: tuple[Question[Any], ...]
    mates: dict[str, Question[Any]]

    def applies(self, key: str, answers: Answers) -> bool:
        """Whether a question of this key would be asked; some are worded differently for different people."""
        return any(rule(answers) for rule in self.rules[key])

    def is_ruled_out(self, key: str, answers: Answers) -> bool:
        """Whether what is known alone says that a question of this key is never asked."""
        known = _Known(answers.values)
        rules = self.rules.get(key, ())
        seen = Answers(known, answers.today)
        return bool(rules) and not any(rule(seen) for rule in rules) and not known.lacks

    def speaks_of(self, key: str, words: str) -> bool:
        """Whether there is any word in folded words that tells the choice of this key."""
        return any(question.key == key and lexicon.is_in(words) for question, lexicon in self.told_by)

    def mentions(self, words: str) -> list[Mention]:
        """In the order of the words; of one question the first `OFTEN`."""
        if self.words is None:
            return []
        times: Counter[str] = Counter()
        found: list[Mention] = []
        for hit in self.words.hits(words):
            times[hit.code] += 1
            if times[hit.code] <= OFTEN:
                is_name = (hit.code, words[hit.start : hit.end]) in self.names
                found.append(Mention(hit.code, hit.start, hit.end, is_name))
        return found


@cache
def askable(flow: Flow) -> Askable:
    steps = [step for section in flow.sections for step in section.steps]
    asked = [step for step in steps if isinstance(step, Question)]
    questions = {one.key: one for one in asked}
    phrases = tuple((key, (*one.names, *one.cues)) for key, one in questions.items() if one.names or one.cues)
    names = frozenset((key, folded(name)) for key, one in questions.items() for name in one.names)
    rules = {key: tuple(one.when for one in asked if one.key == key) for key in questions}
    told_by = tuple((one, words) for one in questions.values() if (words := lexicon_of(one.told_by)))
    told = lexicon_of(tuple(pair for one, _ in told_by for pair in one.told_by))
    shapes = _by_shape(questions.values())
    hinted = tuple(one for one in questions.values() if one.hinted_by)
    mates = {one.goes_with: one for one in questions.values() if one.goes_with}
    return Askable(questions, lexicon_of(phrases), names, rules, shapes, told_by, told, hinted, mates)


def _by_shape(
    questions: Iterable[Question[Any]],
) -> tuple[tuple[re.Pattern[str], tuple[Question[Any], ...]], ...]:
    shaped = [(one.kind.shape, one) for one in questions if one.kind.shape is not None]
    order = dict.fromkeys(shape for shape, _ in sorted(shaped, key=lambda pair: pair[1].only_named))
    return tuple((shape, tuple(one for other, one in shaped if other is shape)) for shape in order)


_NUMBER = re.compile(r"[a-z0-9\s+-]+")


def is_named_otherwise(flow: Flow, question: Question[Any], text: str, today: date) -> bool:
    """“李医生能证明，电话2067443000” at the appointment number: whatever looks like one there is another number."""
    words, known, shape = folded(text), askable(flow), question.kind.shape
    found = [one for one in shape.finditer(words) if one[0]] if shape is not None else []
    if not found or found[0].start() == 0 or not all(_NUMBER.fullmatch(one[0]) for one in found):
        return False
    names = [one for one in known.mentions(words) if one.is_name]
    own = own_key(question.key)
    return all(_is_anothers(known, names, own, words, one.start(), today) for one in found)


def _is_anothers(known: Askable, names: list[Mention], own: str, words: str, start: int, today: date) -> bool:
    before = [one for one in names if one.end <= start and not re.search(r"[,;\n]", words[one.end : start])]
    if not before or own_key(before[-1].key) == own:
        return False
    kind = known.questions[before[-1].key].kind
    # “found the email, its 20110512345”: of that kind no value is a number.
    return kind.shape is not None and any(_NUMBER.fullmatch(folded(one)) for one in kind.samples(today))


# “我先生护照EC7654321”, "my husband's is EC7654321": it is somebody else's.
_OTHERS = re.compile(
    r"(?:我?(?:先生|老公(?!司)|太太|老婆|丈夫|妻子|妈妈?|爸爸?|母亲|父亲|儿子|女儿|孩子|哥哥?|弟弟?|姐姐?|妹妹?|朋友|同事|岳父|岳母|公公|婆婆)|[她他]|对方|"
    r"(?:husband|wife|mother|father|mom|dad|son|daughter|brother|sister|friend|child|kid)(?:'s|’s|s')?|\b(?:hers|his|her|theirs?)\b)(?:的|'s|’s)?\s*(?:(?:is|是|为|:)\s*)?$"
)


# “Companion SHI MEI, passport …”: all of the sentence is theirs.
_COMPANION = re.compile(r"\s*(?:companion|accompanying|co-?applicant|fellow|陪同|同行|随行)")


def is_somebody_elses(words: str, at: int) -> bool:
    if _OTHERS.search(words[max(0, at - 24) : at]) is not None:
        return True
    return _COMPANION.match(words, sentence_around(words, at, at)[0]) is not None


def sentence_around(words: str, start: int, end: int) -> tuple[int, int]:
    sentences = pieces(words, SENTENCE)
    return sentences[max(0, bisect_right(sentences, (start, len(words) + 1)) - 1)] if sentences else (0, end)
