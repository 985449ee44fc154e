"""Running for real: the processes, the web server in them, and what they say about themselves."""

from bot.serving.http import ListenError
from bot.serving.process import spare_the_collector, stop_signal
from bot.serving.serve import serve

__all__ = [
    "ListenError",
    "serve",
    "spare_the_collector",
    "stop_signal",
]
