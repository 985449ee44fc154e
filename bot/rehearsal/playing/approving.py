"""What `--update` accepts is shown on the terminal; with `--ask`, somebody says yes or no to each."""

from __future__ import annotations

from dataclasses import dataclass

from bot.i18n import N_, translate
from bot.rehearsal.playing.diff import where
from bot.rehearsal.playing.rewriting import Proposal

YES = ("y", "yes", "是", "好")


@dataclass(frozen=True, slots=True)
class Approval:
    """Without `asks`, everything is accepted."""

    asks: bool

    def __call__(self, proposal: Proposal) -> bool:
        print(f"\n{where(proposal.at)}\n{proposal.shown}")
        if not self.asks:
            return True
        try:
            said = input(translate(N_("Accept this? [y/n] "), proposal.spoken))
        except EOFError:
            return False
        return said.strip().casefold() in YES
