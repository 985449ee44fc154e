"""Who is ill or has died: how they are related to the one who asks, and by which word the letter calls them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.answers import Choice
from bot.core import Answers, Option, Question, Value, codes_in, never
from bot.i18n import N_
from dialogs.expedited_interview import words
from dialogs.expedited_interview.purpose import is_humanitarian

EXACTLY = (
    Option("grandmother", N_("Grandmother"), means=words.GRANDMOTHER),
    Option("grandfather", N_("Grandfather"), means=words.GRANDFATHER),
    Option("mother_in_law", N_("Mother-in-law"), means=words.MOTHER_IN_LAW),
    Option("father_in_law", N_("Father-in-law"), means=words.FATHER_IN_LAW),
    Option("brother_in_law", N_("Brother-in-law"), means=words.BROTHER_IN_LAW),
    Option("sister_in_law", N_("Sister-in-law"), means=words.SISTER_IN_LAW),
    Option("aunt", N_("Aunt"), means=words.AUNT),
    Option("uncle", N_("Uncle"), means=words.UNCLE),
    Option("cousin", N_("Cousin"), means=words.COUSIN),
    Option("grandson", N_("Grandson"), means=words.GRANDSON),
    Option("granddaughter", N_("Granddaughter"), means=words.GRANDDAUGHTER),
)
_CLOSE = (
    Option(
        "mother",
        N_("Mother"),
        ("母亲", "妈妈", "妈", "mom", "mum"),
        means=words.MOTHER,
    ),
    Option("father", N_("Father"), ("父亲", "爸爸", "爸", "dad"), means=words.FATHER),
    Option("husband", N_("Husband"), ("丈夫", "老公", "先生"), means=words.HUSBAND),
    Option("wife", N_("Wife"), ("妻子", "老婆", "太太"), means=words.WIFE),
    Option("son", N_("Son"), ("儿子",), means=words.SON),
    Option("daughter", N_("Daughter"), ("女儿",), means=words.DAUGHTER),
    Option("brother", N_("Brother"), ("兄弟", "哥哥", "弟弟"), means=words.BROTHER),
    Option("sister", N_("Sister"), ("姐妹", "姐姐", "妹妹"), means=words.SISTER),
    Option(
        "grandparent",
        N_("Grandparent"),
        ("爷爷", "奶奶", "外公", "外婆", "姥姥", "姥爷", "grandmother", "grandfather"),
        means=words.GRANDPARENT,
    ),
)
TYPED = (
    Option("parent", N_("Parent"), ("父母", "双亲", "my parent"), means=words.PARENTS),
    Option("spouse", N_("Husband or wife"), ("配偶", "爱人", "my spouse"), means=words.SPOUSE),
    Option("child", N_("Child"), ("孩子", "子女", "my child"), means=words.CHILD),
    Option(
        "sibling",
        N_("Brother or sister"),
        ("兄弟姐妹", "兄弟或姐妹", "my sibling"),
        means=words.SIBLING,
    ),
)
"""General words, which are understood and not offered."""


def means_of(options: Sequence[Option]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The codes with the words that mean them."""
    return tuple((one.code, one.means) for one in options)


_MEANS = means_of(EXACTLY)


def _exactly(said: str, _answers: Answers) -> Mapping[str, Value]:
    """“岳父” is an other relative, and the letter can say which."""
    codes = codes_in(_MEANS, said)
    return {relative_exactly.key: codes[0]} if len(codes) == 1 else {}


def _is_wide(answers: Answers) -> bool:
    """Whether the relative is of a kind that has several."""
    return is_humanitarian(answers) and answers.get(relative) in ("grandparent", "other_relative")


relative = Question(
    "relative",
    label=N_("Relationship"),
    ask=N_("How is this person related to you?"),
    kind=Choice(
        (
            *_CLOSE,
            Option(
                "other_relative",
                N_("Other relative"),
                (
                    "叔叔",
                    "阿姨",
                    "舅舅",
                    "姑姑",
                    "表亲",
                    "aunt",
                    "uncle",
                    "cousin",
                ),
                means=words.OTHER_RELATIVE,
            ),
            Option(
                "not_relative",
                N_("Not a relative"),
                ("朋友", "同事", "friend", "colleague"),
                means=words.NOT_RELATIVE,
            ),
        ),
        typed=TYPED,
    ),
    why=N_("The page speaks of immediate family members."),
    when=is_humanitarian,
    names=(
        "关系",
        "亲属关系",
        "亲属",
        "亲人",
        "病人",
        "患者",
        "relation",
        "relationship",
        "relative",
        "patient",
    ),
    told_by=(*means_of((*_CLOSE, *TYPED)), ("other_relative", words.TOLD_OTHER_RELATIVE)),
    told_near="emergency",
    also=_exactly,
)

relative_exactly = Question(
    "relative_exactly",
    label=N_("More exactly"),
    ask=N_("Which relative is it, exactly?"),
    kind=Choice(EXACTLY),
    why=N_("The e-mail can then call this person by the right word."),
    when=_is_wide,
    optional=True,
    asked=never,
    told_by=_MEANS,
    told_near="emergency",
)
