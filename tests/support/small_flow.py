"""A small dialog for tests of the engine: a branch, a stop, a warning, a note and a list."""

from datetime import UTC, datetime, timedelta
from typing import get_args

from bot.answers import Choice, Day, ShortText, yes_no
from bot.core import (
    Answers,
    Basis,
    Conversation,
    Fired,
    Flow,
    Group,
    Incoming,
    Letter,
    Option,
    Question,
    Ruling,
    Section,
    Tap,
    Turn,
    Value,
    short_id,
    take_turn,
)
from bot.i18n import Text


def T(words: str) -> Text:
    """A text that is in no catalogue, so it is said as it stands."""
    return Text(words)


pet = Question(
    "pet",
    T("Pet"),
    T("Cat or dog?"),
    Choice((Option("cat", T("A cat")), Option("dog", T("A dog")))),
    T("Because."),
)


def is_dog(answers: Answers) -> bool:
    return answers.get(pet) == "dog"


walks = Question(
    "walks", T("Walks"), T("Where do you walk it?"), ShortText(40), T("Because."), T("A park."), when=is_dog
)
name = Question("name", T("Name"), T("Its name?"), ShortText(40), T("Because."), T("Momo."))
born = Question(
    "born",
    T("Born"),
    T("When was it born?"),
    Day.in_the_past(),
    T("Because."),
    T("6 May 2020."),
    optional=True,
)
toy = Question("toys[].what", T("Toy"), T("Which toy?"), ShortText(40), T("Because."), T("A ball."))
toys = Group(
    "toys",
    T("Toy"),
    more=Question("toys[].more", T("Toys"), T("Another toy?"), yes_no(T("Yes"), T("No")), T("Because.")),
    steps=(toy,),
    name=lambda answers: T("%(what)s").of(what=answers.get(toy) or "…"),
)


def _old(answers: Answers) -> bool | Fired:
    day = answers.get(born)
    return Fired({"day": day}, ("born",)) if day is not None and day.year < 2000 else False


too_old = Ruling("too_old", "stop", "page", "line 1", _old, T("Born on %(day)s: too old."), T("Get another."))
barks = Ruling("barks", "warn", "page", "line 2", is_dog, T("Dogs bark."), about=(pet,))
tip = Ruling(
    "tip", "note", "page", "line 3", lambda answers: answers.get(name) is not None, T("A fine name.")
)

FLOW = Flow(
    "pets",
    T("Pets"),
    (T("Welcome."),),
    (Section(T("First"), (pet, barks, walks)), Section(T("Second"), (name, tip, born, too_old, toys))),
    compose=lambda answers, address: Letter(address, "", "Pet", f"Name: {answers.get(name)}"),
    correct=lambda correction: Letter(
        "", "", f"Re: {correction.first.subject}", str(len(correction.changes))
    ),
    preview=lambda answers, missing: Letter("", "", "Pet", f"Missing: {len(missing)}"),
    once_sent=lambda answers, on: (T("Now wait."),),
    page_order=("pet", "walks", "name", "born", "toys"),
    checklist=lambda answers: (T("Have ready: a pet."),),
    gloss=lambda answers: (),
    handing_over=lambda answers, letter: (T("Here it is."),),
    person=T("No one is here."),
    basis_told={basis: T("So it is.") for basis in get_args(Basis)},
    elsewhere=T("Ask the vet."),
    who_knows=T("A vet would know."),
    unread_file=T("No files here."),
    unknown_paper=T("No paper that I know."),
)

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


class Chat:
    """Talks to the engine and remembers what came back."""

    def __init__(self, flow: Flow = FLOW, answers: dict[str, Value] | None = None, *, days: int = 0) -> None:
        self.flow, self.at = flow, AT + timedelta(days=days)
        state = "choosing_language" if answers is None else "asking"
        self.now = Conversation("c0ffee00", flow.key, state=state, language="en", answers=answers or {})

    def hear(self, incoming: Incoming) -> Turn:
        turn = take_turn(self.flow, self.now, incoming)
        self.now = turn.conversation
        return turn

    def say(self, *texts: str) -> Turn:
        return [self.hear(Incoming(self.at, text=text)) for text in texts][-1]

    def tap(
        self,
        code: str,
        *,
        prompt_id: str | None = None,
        turn: int | None = None,
        conversation: str | None = None,
    ) -> Turn:
        tap = Tap(
            conversation or self.now.id,
            short_id(self.now.asked) if prompt_id is None else prompt_id,
            self.now.prompted_in_turn if turn is None else turn,
            code,
        )
        return self.hear(Incoming(self.at, tap=tap))


def keys(turn: Turn) -> list[str]:
    return [reply.key for reply in turn.replies]
