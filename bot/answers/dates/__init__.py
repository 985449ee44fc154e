"""Days, months, years and clock times as people in China and abroad write them; what can be read two ways is asked."""

from bot.answers.dates.clock import ClockTime
from bot.answers.dates.day import Day
from bot.answers.dates.moment import read_moment
from bot.answers.dates.stretch import LONG, Earlier, Since, Until, is_now, read_stretch, tells_end

__all__ = [
    "LONG",
    "ClockTime",
    "Day",
    "Earlier",
    "Since",
    "Until",
    "is_now",
    "read_moment",
    "read_stretch",
    "tells_end",
]
