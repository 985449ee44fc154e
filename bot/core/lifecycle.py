"""The life of a conversation as one table of transitions; its questions are no states (see docs/decisions).

The machine decides and nothing else: no message is said and nothing is stored in here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from transitions import Machine

from bot.core.values import Move, Status

STATES = (
    "choosing_language",
    "asking",
    "revisiting",
    "waiting",
    "stopped",
    "reviewing",
    "ready",
    "sent",
    "handed_over",
    "cancelling",
    "expired",
    "erased",
)
OVER = ("expired", "erased")
"""Nothing is kept any more; whoever writes again begins anew."""
UNDER_WAY = ["asking", "revisiting", "waiting", "stopped", "reviewing", "ready"]

TRANSITIONS: list[dict[str, object]] = [
    {"trigger": "choose_language", "source": "choosing_language", "dest": "asking"},
    # look: every turn the place is derived anew with that day's date, and the first guard that holds decides.
    {"trigger": "rederive", "source": UNDER_WAY, "dest": "revisiting", "conditions": "is_revisiting"},
    {"trigger": "rederive", "source": UNDER_WAY, "dest": "waiting", "conditions": "is_paused"},
    {"trigger": "rederive", "source": UNDER_WAY, "dest": "stopped", "conditions": "is_stopped"},
    {"trigger": "rederive", "source": UNDER_WAY, "dest": "asking", "unless": "is_all_answered"},
    {"trigger": "rederive", "source": UNDER_WAY, "dest": "sent", "conditions": "is_as_sent"},
    {"trigger": "rederive", "source": "ready", "dest": "=", "conditions": "is_complete"},
    {"trigger": "rederive", "source": UNDER_WAY, "dest": "reviewing"},
    {"trigger": "confirm", "source": "reviewing", "dest": "ready", "conditions": "is_complete"},
    {"trigger": "change", "source": [*UNDER_WAY, "sent"], "dest": "revisiting"},
    {"trigger": "mark_sent", "source": "ready", "dest": "sent"},
    {"trigger": "unsend", "source": "sent", "dest": "ready"},
    {"trigger": "reopen", "source": "sent", "dest": "asking"},
    {"trigger": "call", "source": [*UNDER_WAY, "sent"], "dest": "="},
    {"trigger": "hand_over", "source": [*UNDER_WAY, "sent"], "dest": "handed_over"},
    {"trigger": "hand_back", "source": "handed_over", "dest": "ready", "conditions": "was_ready"},
    {"trigger": "hand_back", "source": "handed_over", "dest": "sent", "conditions": "was_sent"},
    {"trigger": "hand_back", "source": "handed_over", "dest": "asking"},
    {
        "trigger": "cancel",
        "source": ["choosing_language", *UNDER_WAY, "sent", "handed_over"],
        "dest": "cancelling",
    },
    {
        "trigger": "keep",
        "source": "cancelling",
        "dest": "choosing_language",
        "conditions": "was_choosing_language",
    },
    {"trigger": "keep", "source": "cancelling", "dest": "ready", "conditions": "was_ready"},
    {"trigger": "keep", "source": "cancelling", "dest": "sent", "conditions": "was_sent"},
    {"trigger": "keep", "source": "cancelling", "dest": "handed_over", "conditions": "was_handed_over"},
    {"trigger": "keep", "source": "cancelling", "dest": "asking"},
    {"trigger": "erase", "source": "cancelling", "dest": "erased"},
    {
        "trigger": "expire",
        "source": ["choosing_language", *UNDER_WAY, "sent", "handed_over", "cancelling"],
        "dest": "expired",
    },
    {"trigger": "begin", "source": list(OVER), "dest": "choosing_language"},
]


def moves_of(transition: dict[str, object]) -> tuple[Move, ...]:
    """The moves that an entry of the table stands for: one from each source."""
    sources = transition["source"] if isinstance(transition["source"], list) else [transition["source"]]
    trigger, dest = str(transition["trigger"]), str(transition["dest"])
    return tuple(Move(str(source), trigger, str(source) if dest == "=" else dest) for source in sources)


_machine = Machine(
    model=None, states=STATES, transitions=TRANSITIONS, initial=None, auto_transitions=False, send_event=False
)


@dataclass(slots=True)
class Mode:
    """The state, and the facts that the guards ask for."""

    state: str
    is_paused: bool = False
    is_stopped: bool = False
    is_revisiting: bool = False
    is_all_answered: bool = False
    is_complete: bool = False
    is_as_sent: bool = False
    was_ready: bool = False
    was_sent: bool = False
    was_handed_over: bool = False
    was_choosing_language: bool = False

    def after(self, trigger: str) -> Move | None:
        """Pull a trigger. None where a guard forbids it; MachineError where the state knows no such move."""
        facts = (
            self.is_paused,
            self.is_stopped,
            self.is_revisiting,
            self.is_all_answered,
            self.is_complete,
            self.is_as_sent,
            self.was_ready,
            self.was_sent,
            self.was_handed_over,
            self.was_choosing_language,
        )
        move = _decide(trigger, self.state, facts)
        if move is not None:
            self.state = move.dest
        return move


@cache
def _decide(trigger: str, state: str, facts: tuple[bool, ...]) -> Move | None:
    """What the table decides depends on the state and the facts alone, so it is asked once for each."""
    life = Mode(state, *facts)
    return Move(state, trigger, life.state) if _machine.events[trigger].trigger(life) else None


def allows(state: str, trigger: str) -> bool:
    """Whether the table has such a move from a state at all."""
    return state in _machine.events[trigger].transitions


STATUS: dict[str, Status] = {
    "choosing_language": "asking",
    "asking": "asking",
    "revisiting": "asking",
    "cancelling": "asking",
    "waiting": "waiting",
    "stopped": "stopped",
    "reviewing": "reviewing",
    "ready": "ready",
    "sent": "sent",
    "handed_over": "handed_over",
    "expired": "expired",
    "erased": "erased",
}
