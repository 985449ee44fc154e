"""take_turn(): a message in, the conversation after it and the replies out. No I/O, no clock, no await.

Commands are understood before answers; whatever is sent, the conversation stands somewhere sensible after it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from zlib import crc32
from zoneinfo import ZoneInfo

from bot import prompts
from bot.answer_types import Mistake, Odd, Reading, Understood, Unsure
from bot.answer_types.typed import plain, tidy
from bot.changes import Effects, effects, without_entry
from bot.commands import HELP, command_in
from bot.conversation import (
    Conversation,
    FileRef,
    Incoming,
    Letter,
    Pending,
    Reply,
    TextFile,
    Turn,
    Value,
)
from bot.flow import SKIPPED, Flow, Incomplete, Place, Spot, Verdict, Walk, judge, walk
from bot.i18n import LANGUAGES, N_, Text, translate
from bot.lifecycle import Life, allows
from bot.progress import left
from bot.prompts import Prompt
from bot.review import entry_at

SHANGHAI = ZoneInfo("Asia/Shanghai")
LONGEST = 4096


def take_turn(flow: Flow, conversation: Conversation, incoming: Incoming) -> Turn:
    """One message and what it does. `incoming.at` must be aware; its date in Shanghai is today."""
    today = incoming.at.astimezone(SHANGHAI).date()
    talk = Talk(flow, replace(conversation, turn=conversation.turn + 1), today)
    _settle_state(talk)
    before = talk.walk
    if talk.conversation.state == "choosing_language":
        _choose_language(talk, incoming)
    elif incoming.refused is not None:
        _miss(talk, incoming.refused)
    elif incoming.tap is not None:
        _tapped(talk, incoming)
    elif incoming.files:
        _sent_files(talk, tuple(file.ref for file in incoming.files))
    elif incoming.edits:
        _edited(talk, incoming)
    else:
        _typed(talk, incoming.text or "", incoming.message)
    _settle_state(talk)
    if talk.prompting:
        _tell_notes(talk, before)
        _prompt(talk)
    return Turn(incoming, talk.conversation, tuple(talk.replies))


@dataclass(slots=True)
class Talk:
    """One turn in the making."""

    flow: Flow
    conversation: Conversation
    today: date
    replies: list[Reply] = field(default_factory=list)
    lead: list[object] = field(default_factory=list)
    lead_key: str = ""
    prompting: bool = True
    _walk: Walk | None = None

    @property
    def walk(self) -> Walk:
        if self._walk is None:
            now = self.conversation
            self._walk = walk(self.flow, now.answers, self.today, now.acknowledged, now.revisiting)
        return self._walk

    @property
    def place(self) -> Place:
        return self.walk.place

    def becomes(self, **changes: object) -> None:
        self.conversation = replace(self.conversation, **changes)  # type: ignore[arg-type]
        self._walk = None

    def pull(self, trigger: str, **facts: bool) -> bool:
        life = Life(self.conversation.state, **facts)
        moved = life.takes(trigger)
        if life.state != self.conversation.state:
            self.conversation = replace(self.conversation, state=life.state)
        return moved

    def first_say(self, key: str, *parts: object) -> None:
        """Something said at the head of the coming prompt."""
        self.lead_key = self.lead_key or key
        self.lead += parts

    def reply(self, key: str, *parts: object, **more: object) -> None:
        text = prompts.render(parts, self.conversation.language)
        self.replies.append(Reply(key, text, **more))  # type: ignore[arg-type]

    def show(self, prompt: Prompt) -> None:
        """Say a prompt, after what was to be said first, and remember when this place was first put."""
        now = self.conversation
        if now.asked != prompt.mark:
            self.conversation = now = replace(now, asked=prompt.mark, asked_turn=now.turn)
        self.reply(
            prompt.key,
            *self.lead,
            *prompt.parts,
            buttons=prompts.rows(prompt, now.language),
            mark=mark_of(prompt.mark),
            turn=now.asked_turn,
            contact=prompt.contact,
        )
        self.lead.clear()


def mark_of(mark: str) -> str:
    """A place's mark as short ASCII for a button, whatever its key."""
    return f"{crc32(mark.encode()):08x}"


# Where the conversation stands


def _settle_state(talk: Talk) -> None:
    """Derive the mode anew, with this day's date."""
    now = talk.conversation
    if not allows(now.state, "look"):
        return
    place = talk.place
    revisiting = now.revisiting is not None and isinstance(place, Spot) and place.key == now.revisiting
    if now.revisiting and not revisiting:
        talk.becomes(revisiting=None)
    strength = place.ruling.strength if isinstance(place, Verdict) else ""
    talk.pull(
        "look",
        is_revisiting=revisiting,
        is_paused=strength == "pause",
        is_stopped=strength == "stop",
        is_all_answered=place is None,
        is_complete=place is None and now.state == "ready" and not _problems(talk),
    )


def _letter(talk: Talk) -> Letter:
    return talk.flow.compose(talk.walk.answers, talk.flow.address)


def _problems(talk: Talk) -> tuple[tuple[str, Text], ...]:
    try:
        _letter(talk)
    except Incomplete as incomplete:
        return incomplete.problems
    return ()


def _tell_notes(talk: Talk, before: Walk) -> None:
    """A note is said once: on the turn on which the way first leads past it."""
    told = {verdict.ruling.key for verdict in before.notes}
    for verdict in talk.walk.notes:
        if verdict.ruling.key not in told:
            talk.first_say(f"note.{verdict.ruling.key}", verdict.says(verdict.ruling.text))


def _current(talk: Talk) -> Prompt:
    """The prompt of what waits: something pending, or the place."""
    now, place = talk.conversation, talk.place
    if now.state == "choosing_language":
        return prompts.ask_language()
    if now.state == "cancelling":
        return prompts.CANCELLING
    if now.pending is not None and now.pending.kind != "menu":
        return prompts.pending(talk.walk, now.pending, _effects(talk, now.pending))
    if isinstance(place, Spot):
        return prompts.ask(talk.flow, talk.walk, now, place)
    if isinstance(place, Verdict):
        return prompts.rule(talk.flow, talk.walk, place)
    if now.state == "ready":
        offers = (prompts.Offer("sent", N_("I have sent it")), prompts.CHANGE)
        return Prompt("ready", "ready", (N_("Your e-mail is ready. Have you sent it?"),), offers)
    if now.state == "sent":
        return Prompt("sent", "sent", (N_("Your e-mail is on its way."),), (prompts.CHANGE,))
    return prompts.review(talk.flow, talk.walk, _problems(talk), confirmable=True)


def _effects(talk: Talk, pending: Pending) -> Effects:
    if pending.kind != "change":
        return Effects()
    return effects(talk.flow, talk.conversation.answers, pending.key, pending.readings[0], talk.today)


def _prompt(talk: Talk) -> None:
    talk.show(_current(talk))


# The language


def _choose_language(talk: Talk, incoming: Incoming) -> None:
    sent = incoming.tap.code if incoming.tap is not None else incoming.text or ""
    word = command_in(sent) or {"1": "zh", "2": "en"}.get(plain(sent)) or _written_in(sent)
    if word not in LANGUAGES:
        if not talk.conversation.asked:
            talk.first_say("hello", *(translate(talk.flow.title, lang) for lang in LANGUAGES))
        return
    talk.becomes(language=word)
    talk.pull("choose_language")
    talk.reply("intro", *talk.flow.intro)


def _written_in(sent: str) -> str | None:
    """Whoever writes in a language has chosen it."""
    if command_in(sent) is not None:
        return None
    if any("\u4e00" <= char <= "\u9fff" for char in sent):
        return "zh"
    return "en" if sum("a" <= char <= "z" for char in sent.lower()) >= 2 else None


# What was sent


def _tapped(talk: Talk, incoming: Incoming) -> None:
    tap, now = incoming.tap, talk.conversation
    assert tap is not None
    if tap.conversation != now.id or tap.turn != now.asked_turn or tap.mark != mark_of(now.asked):
        talk.first_say(
            "stale", N_("That button belongs to an earlier question. Nothing has changed; we are here:")
        )
        return
    if tap.code.startswith("/"):
        _command(talk, tap.code[1:])
    elif not _choose(talk, tap.code, by_number=False):
        _heard_words(talk, tap.code, None)


def _typed(talk: Talk, text: str, message: str | None) -> None:
    if len(text) > LONGEST:
        _miss(
            talk,
            Mistake(
                "too_long",
                N_(
                    "That was %(length)s characters; I can read %(longest)s at once. Please send it shorter."
                ).of(length=len(text), longest=LONGEST),
            ),
        )
        return
    command = command_in(text)
    if command is not None and _command(talk, command):
        return
    if not _choose(talk, plain(text), by_number=True):
        _heard_words(talk, text, message)


def _heard_words(talk: Talk, text: str, message: str | None) -> None:
    """Words that are neither a command nor a choice: an answer where a question waits."""
    pending = talk.conversation.pending
    spot = talk.place if isinstance(talk.place, Spot) else None
    if pending is not None and pending.kind in ("readings", "odd"):
        spot = talk.walk.spot(pending.key)
    if pending is not None:
        talk.becomes(pending=None)
    if spot is not None and talk.conversation.state in ("asking", "revisiting"):
        _answer(talk, spot, text, message)
    elif talk.conversation.state != "cancelling" or text:
        talk.first_say("choose", N_("Please choose one of these; its number is enough."))


def _answer(talk: Talk, spot: Spot, text: str, message: str | None) -> None:
    if message is not None:
        talk.becomes(heard={**talk.conversation.heard, message: spot.key})
    _take(talk, spot, _read(talk, spot, text))


def _read(talk: Talk, spot: Spot, text: str) -> Reading[object]:
    if not tidy(text):
        return Mistake(
            "empty", N_("I received an empty message. %(example)s").of(example=prompts.example(spot.question))
        )
    return _checked(talk, spot, spot.question.answer.read(text, talk.today))


def _checked(talk: Talk, spot: Spot, reading: Reading[object]) -> Reading[object]:
    """A value in the light of the other answers."""
    if not isinstance(reading, Understood):
        return reading
    answers = talk.walk.at(spot)
    if spot.group is not None and spot.group.gap is not None and reading.value == "no":
        gap = spot.group.gap(answers)
        if gap is not None:
            return Mistake("gap", gap)
    check = spot.question.check
    return (check(reading.value, answers) if check is not None else None) or reading


def _take(talk: Talk, spot: Spot, reading: Reading[object]) -> None:
    match reading:
        case Understood(value, say_back):
            _propose(talk, spot, _value(value), say_back)
        case Odd(value, why):
            talk.becomes(pending=Pending("odd", spot.key, (_value(value),)))
            talk.first_say(f"odd.{spot.question.key}", why)
        case Unsure(readings, why):
            talk.becomes(pending=Pending("readings", spot.key, tuple(_value(one) for one in readings)))
            talk.first_say(f"unsure.{spot.question.key}", why)
        case Mistake():
            _miss(talk, reading, spot)


def _value(value: object) -> Value:
    assert isinstance(value, str | date | tuple) or hasattr(value, "hour")
    return value  # type: ignore[return-value]


def _propose(talk: Talk, spot: Spot, value: Value, say_back: bool) -> None:
    """A changed answer that would drop or add questions is first shown with what it would do."""
    now = talk.conversation
    if (
        now.answers.get(spot.key) not in (None, value)
        or (now.revisiting == spot.key
        and spot.key in now.answers)
    ):
        if now.answers.get(spot.key) != value and effects(
            talk.flow, now.answers, spot.key, value, talk.today
        ):
            talk.becomes(pending=Pending("change", spot.key, (value,)))
            return
        say_back = True
    _settle(talk, spot, value, say_back)


def _settle(talk: Talk, spot: Spot, value: Value, say_back: bool) -> None:
    """The value is the answer now."""
    now = talk.conversation
    talk.becomes(
        answers={**now.answers, spot.key: value},
        revisiting=None if now.revisiting == spot.key else now.revisiting,
        pending=None,
        misses=0,
    )
    if say_back and value != SKIPPED:
        shown = Text("✓ %(label)s: %(value)s").of(label=spot.question.label, value=prompts.show(spot, value))
        talk.first_say("understood", shown)


def _miss(talk: Talk, mistake: Mistake, spot: Spot | None = None) -> None:
    """Not understood: why, then an example, then a way out; the question stays."""
    misses = talk.conversation.misses + 1
    talk.becomes(misses=misses)
    said: list[object] = [mistake.why]
    if spot is not None and misses == 2:
        said.append(prompts.example(spot.question))
    if misses >= 3:
        said.append(
            N_("Take your time: send “why”, “back” or “a person please”, or keep it for later and come back.")
        )
    talk.first_say(f"mistake.{mistake.key}", *said)


def _sent_files(talk: Talk, files: tuple[FileRef, ...]) -> None:
    """Files answer a question for files; the pages of an album come one by one and add up."""
    spot = _file_spot(talk)
    if spot is None:
        talk.first_say(
            "mistake.file_unasked",
            N_("I cannot read pictures or files here. Please type the answer; the proof comes last."),
        )
        return
    now = talk.conversation
    old = now.answers.get(spot.key) if now.revisiting != spot.key else None
    together = (*old, *(one for one in files if one not in old)) if isinstance(old, tuple) else files
    check = spot.question.check
    reading = check(together, talk.walk.at(spot)) if check is not None else None
    if isinstance(reading, Mistake):
        _miss(talk, reading, spot)
    else:
        _settle(talk, spot, together, say_back=True)


def _file_spot(talk: Talk) -> Spot | None:
    """The question that files answer now: the one that waits, or one just answered with the way at its end."""
    place = talk.place
    if isinstance(place, Spot):
        return place if getattr(place.question.answer, "takes_files", False) else None
    if place is None and talk.conversation.state in ("reviewing", "ready"):
        return next(
            (one for one in talk.walk.spots if getattr(one.question.answer, "takes_files", False)), None
        )
    return None


def _edited(talk: Talk, incoming: Incoming) -> None:
    """An edited message edits the answer it gave."""
    key = talk.conversation.heard.get(incoming.message or "")
    spot = talk.walk.spot(key) if key is not None else None
    text = incoming.text or ""
    if spot is None or talk.conversation.state == "cancelling":
        talk.first_say(
            "edit.unknown", N_("That message gave no answer I can change. Send “change” to see them all.")
        )
        return
    talk.becomes(pending=None)
    if spot.key in talk.conversation.answers and not isinstance(_read(talk, spot, text), Mistake):
        talk.becomes(revisiting=spot.key)
    _take(talk, spot, _read(talk, spot, text))


# Choices that are no answers


def _choose(talk: Talk, sent: str, *, by_number: bool) -> bool:
    """A choice offered here, by code, label or number; False where there is none such."""
    now = talk.conversation
    if now.pending is not None and now.pending.kind == "menu":
        code = _menu_code(talk, sent, now.pending, by_number)
        talk.becomes(pending=None)
        return code is not None and _act(talk, code)
    if not by_number and _is_action(sent):
        return _act(talk, sent)
    if now.pending is None and isinstance(talk.place, Spot) and now.state in ("asking", "revisiting"):
        return False
    code = _offered(_current(talk).offers, sent, by_number)
    return code is not None and _act(talk, code)


def _menu_code(talk: Talk, sent: str, menu: Pending, by_number: bool) -> str | None:
    codes = [str(code) for code in menu.readings]
    if sent in codes:
        return sent
    return codes[int(sent) - 1] if by_number and _is_number(sent, len(codes)) else None


def _is_number(sent: str, most: int) -> bool:
    return sent.isascii() and sent.isdecimal() and len(sent) < 4 and 0 < int(sent) <= most


def _offered(offers: tuple[prompts.Offer, ...], sent: str, by_number: bool) -> str | None:
    word = sent.casefold().strip(" .。!！")
    for offer in offers:
        if sent == offer.code or word in {translate(offer.label, lang).casefold() for lang in LANGUAGES}:
            return offer.code
    if by_number and _is_number(sent, len(offers)):
        return offers[int(sent) - 1].code
    yes_no = {"yes": 0, "y": 0, "是": 0, "好": 0, "对": 0, "no": 1, "n": 1, "不": 1, "否": 1, "不是": 1}
    if word in yes_no and len(offers) >= 2:
        return offers[yes_no[word]].code
    return None


def _is_action(code: str) -> bool:
    return code[1:2] == "." and code[0] in "cera"


def _act(talk: Talk, code: str) -> bool:
    """Do what a choice says. False where it means nothing here."""
    now, place = talk.conversation, talk.place
    if code.startswith("/"):
        return _command(talk, code[1:])
    if _is_action(code):
        return _ACTIONS[code[0]](talk, code[2:])
    if now.pending is not None:
        return _resolve(talk, now.pending, code)
    if now.state == "cancelling":
        return _leave(talk, code)
    if isinstance(place, Verdict) and code == "continue":
        acknowledged = {**now.acknowledged, place.ruling.key: place.facts}
        talk.becomes(acknowledged=acknowledged, misses=0)
        return True
    if code == "confirm" and allows(now.state, "confirm"):
        return _confirm(talk)
    if code == "sent" and allows(now.state, "mark_sent"):
        talk.pull("mark_sent")
        talk.first_say(
            "sent.thanks", N_("Good. I keep your answers, so that you can come back and change something.")
        )
        return True
    return False


def _resolve(talk: Talk, pending: Pending, code: str) -> bool:
    spot = talk.walk.spot(pending.key)
    talk.becomes(pending=None)
    if pending.kind == "readings" and spot is not None:
        _take(talk, spot, _checked(talk, spot, Understood(pending.readings[int(code) - 1], say_back=True)))
    elif pending.kind == "odd" and spot is not None and code == "keep":
        _take(talk, spot, _checked(talk, spot, Understood(pending.readings[0], say_back=True)))
    elif pending.kind == "change" and spot is not None and code == "apply":
        _settle(talk, spot, pending.readings[0], say_back=True)
    elif pending.kind == "change":
        talk.becomes(revisiting=None)
    elif pending.kind == "remove" and code == "apply":
        _without(talk, pending.key)
    elif pending.kind == "restart" and code == "apply":
        talk.becomes(answers={}, acknowledged={}, heard={}, revisiting=None, misses=0, state="asking")
    return True


def _without(talk: Talk, key: str) -> None:
    group, _, index = key.rpartition(".")
    now = talk.conversation
    talk.becomes(
        answers=without_entry(now.answers, group, int(index)),
        heard={
            message: new
            for message, old in now.heard.items()
            for new in without_entry({old: ""}, group, int(index))
        },
        revisiting=None,
    )


def _revisit(talk: Talk, key: str) -> bool:
    if talk.walk.spot(key) is None or not allows(talk.conversation.state, "change"):
        return False
    talk.pull("change")
    talk.becomes(revisiting=key, pending=None, misses=0)
    return True


def _open_entry(talk: Talk, key: str) -> bool:
    found = entry_at(talk.flow, key)
    if found is None or key not in talk.walk.answers.values:
        return False
    _menu(talk, prompts.card(talk.flow, talk.walk, *found))
    return True


def _remove(talk: Talk, key: str) -> bool:
    if entry_at(talk.flow, key) is None or key not in talk.walk.answers.values:
        return False
    talk.becomes(pending=Pending("remove", key))
    return True


def _add(talk: Talk, key: str) -> bool:
    """Another entry: the "no" that closed the list becomes a "yes"."""
    closing = [one for one in talk.walk.spots if one.group is not None and one.key.startswith(f"{key}.")]
    mine = [
        one
        for one in closing
        if talk.walk.answers.values.get(one.key) == "no" and one.key.count(".") == key.count(".") + 2
    ]
    if not mine:
        return False
    talk.becomes(answers={**talk.conversation.answers, mine[-1].key: "yes"}, revisiting=None)
    if talk.conversation.state == "sent":
        talk.becomes(state="asking")
    return True


_ACTIONS: dict[str, Callable[[Talk, str], bool]] = {
    "c": _revisit,
    "e": _open_entry,
    "r": _remove,
    "a": _add,
}


def _menu(talk: Talk, prompt: Prompt) -> None:
    """Show a list of things to change; it can be answered by number, and forgotten by anything else."""
    now = talk.conversation
    talk.becomes(pending=Pending("menu", "", tuple(offer.code for offer in prompt.offers)))
    buttons = prompts.rows(prompt, now.language)
    numbered = [
        Text("%(n)s. %(label)s").of(n=n, label=offer.label) for n, offer in enumerate(prompt.offers, 1)
    ]
    parts = (
        prompt.parts
        if prompt.key == "entry"
        else (prompt.parts[0], prompts.Block(numbered), prompt.parts[-1])
    )
    talk.reply(prompt.key, *parts, buttons=buttons, mark=mark_of(now.asked), turn=now.asked_turn)
    talk.prompting = False


def _leave(talk: Talk, code: str) -> bool:
    if code == "erase":
        talk.pull("erase")
        talk.becomes(answers={}, acknowledged={}, heard={}, revisiting=None, pending=None)
        talk.reply("erased", N_("Everything you told me is erased. Send /start if you need me again."))
        talk.prompting = False
        return True
    talk.pull("keep", has_language=True)
    _later(talk)
    return True


def _later(talk: Talk) -> None:
    talk.reply("kept", N_("Your answers are kept. Send anything when you are ready to go on."))
    talk.prompting = False


def _confirm(talk: Talk) -> bool:
    problems = _problems(talk)
    if not talk.pull("confirm", is_complete=not problems):
        return True
    answers, letter = talk.walk.answers, _letter(talk)
    talk.reply("ready.intro", *talk.flow.handing_over(answers, letter))
    if letter.to:
        talk.reply("ready.to", N_("To: %(address)s").of(address=letter.to), copyable=letter.to)
    talk.reply(
        "ready.subject", N_("Subject: %(subject)s").of(subject=letter.subject), copyable=letter.subject
    )
    talk.replies.append(Reply("ready.body", letter.body, copyable=letter.body))
    talk.reply(
        "ready.eml",
        N_("On a computer: open this file in your mail program; the proof is already attached."),
        document=letter,
    )
    gloss = talk.flow.gloss(answers) if talk.conversation.language == "zh" else ()
    if gloss:
        talk.reply("ready.gloss", N_("What the e-mail says:"), prompts.Block(gloss))
    notes = [judge(ruling, answers) for ruling in talk.flow.at_result]
    talk.reply("ready.notes", *(note.says(note.ruling.text) for note in notes if note is not None))
    return True


# Commands


def _command(talk: Talk, name: str) -> bool:
    """Do what a command says. False where the word is no command at this place, so it may be an answer."""
    do = _COMMANDS.get(name)
    return do is not None and do(talk)


def _start(talk: Talk) -> bool:
    """Whoever comes back is told where they are."""
    if talk.conversation.state in ("asking", "revisiting"):
        talk.first_say("welcome_back", *_where(talk))
    return True


def _help(talk: Talk) -> bool:
    talk.first_say("help", HELP)
    return True


def _where(talk: Talk) -> tuple[object, ...]:
    """The section and how much is left."""
    place = talk.place
    if not isinstance(place, Spot):
        return ()
    sections = talk.flow.sections
    shortest, longest = left(talk.flow, talk.walk, talk.conversation.answers)
    count: object = shortest if shortest == longest else f"{shortest}–{longest}"
    return (
        N_("Part %(number)s of %(all)s: %(title)s. Questions left: about %(count)s.").of(
            number=place.section + 1, all=len(sections), title=sections[place.section].title, count=count
        ),
    )


def _status(talk: Talk) -> bool:
    talk.first_say("status", *(_where(talk) or (N_("All questions are answered."),)))
    return True


def _back(talk: Talk) -> bool:
    """The answered question before this one is asked again; its answer stays until it is replaced."""
    place, answers = talk.place, talk.conversation.answers
    keys = [spot.key for spot in talk.walk.spots]
    here = keys.index(place.key) if isinstance(place, Spot) else len(keys)
    before = next((key for key in reversed(keys[:here]) if key in answers), None)
    if before is None or not _revisit(talk, before):
        talk.first_say("back.none", N_("This is the first question; there is nothing before it."))
    return True


def _change(talk: Talk) -> bool:
    prompt = prompts.review(talk.flow, talk.walk, (), confirmable=False)
    if not prompt.offers:
        talk.first_say("change.none", N_("You have not answered anything yet."))
    else:
        _menu(talk, prompt)
    return True


def _review(talk: Talk) -> bool:
    if talk.place is None and talk.conversation.state in ("reviewing", "ready"):
        talk.becomes(pending=None)
        return True
    return _change(talk)


def _why(talk: Talk) -> bool:
    place = talk.place
    if isinstance(place, Spot):
        talk.first_say("why", place.question.why)
    elif isinstance(place, Verdict):
        talk.first_say("why", place.says(place.ruling.text))
    return True


def _example(talk: Talk) -> bool:
    if isinstance(talk.place, Spot):
        talk.first_say("example", prompts.example(talk.place.question))
    return True


def _skip(talk: Talk) -> bool:
    spot = talk.place
    if not isinstance(spot, Spot):
        return True
    question = spot.question
    talk.becomes(pending=None)
    if question.default is not None:
        _settle(talk, spot, _value(question.default), say_back=True)
    elif question.optional:
        _settle(talk, spot, SKIPPED, say_back=False)
    else:
        talk.first_say("skip.needed", N_("This one is needed."), question.why)
    return True


def _speak(talk: Talk, language: str) -> bool:
    talk.becomes(language=language)
    return True


def _language(talk: Talk) -> bool:
    """There are two, so the word alone switches; the question is put again in the other one."""
    return _speak(talk, "en" if talk.conversation.language == "zh" else "zh")


def _checklist(talk: Talk) -> bool:
    talk.first_say("checklist", prompts.Block(talk.flow.checklist(talk.walk.answers)))
    return True


def _restart(talk: Talk) -> bool:
    if talk.conversation.answers:
        talk.becomes(pending=Pending("restart"))
    return True


def _cancel(talk: Talk) -> bool:
    talk.becomes(pending=None)
    talk.pull("cancel")
    return True


def _export(talk: Talk) -> bool:
    now = talk.conversation
    content = json.dumps(
        {"language": now.language, "answers": {key: _plain(value) for key, value in now.answers.items()}},
        ensure_ascii=False,
        indent=2,
    )
    talk.reply("export", N_("Here is everything you told me."), document=TextFile("jiaji.json", content))
    return True


def _plain(value: Value) -> object:
    return [ref.name for ref in value] if isinstance(value, tuple) else str(value)


def _person(talk: Talk) -> bool:
    talk.first_say("person", talk.flow.person)
    return True


def _keep(talk: Talk) -> bool:
    """Keeps the old answer of a revisited question; elsewhere the word is no command."""
    if talk.conversation.revisiting is None or talk.conversation.pending is not None:
        return False
    talk.becomes(revisiting=None, misses=0)
    return True


def _same(talk: Talk) -> bool:
    spot = talk.place
    if not isinstance(spot, Spot) or not spot.question.same_as_first or not spot.entry or not spot.entry[-1]:
        return False
    value = prompts.same(spot, talk.walk.at(spot))
    if value is None:
        return False
    _settle(talk, spot, value, say_back=True)
    return True


def _later_command(talk: Talk) -> bool:
    _later(talk)
    return True


_COMMANDS: dict[str, Callable[[Talk], bool]] = {
    "start": _start,
    "help": _help,
    "back": _back,
    "change": _change,
    "review": _review,
    "why": _why,
    "example": _example,
    "skip": _skip,
    "language": _language,
    "zh": lambda talk: _speak(talk, "zh"),
    "en": lambda talk: _speak(talk, "en"),
    "checklist": _checklist,
    "status": _status,
    "restart": _restart,
    "cancel": _cancel,
    "delete": _cancel,
    "export": _export,
    "person": _person,
    "keep": _keep,
    "same": _same,
    "later": _later_command,
}
