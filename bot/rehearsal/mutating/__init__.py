"""Plants faults in the dialog, one at a time and in memory only, and tells which of them no script notices."""

from bot.rehearsal.mutating.hunt import Hunt, Survivor, hunt, report

__all__ = ["Hunt", "Survivor", "hunt", "report"]
