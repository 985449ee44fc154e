"""Plants faults in the dialog, one at a time and in memory only, and tells which of them no script notices."""

from bot.rehearsal.mutating.hunt import Hunt, hunt
from bot.rehearsal.mutating.report import report
from bot.rehearsal.mutating.survivors import Survivor

__all__ = ["Hunt", "Survivor", "hunt", "report"]
