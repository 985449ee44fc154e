"""Running for real: the processes, the web server in them, and what they say about themselves."""

from bot.serving.http import ListenError
from bot.serving.serve import serve

__all__ = [
    "ListenError",
    "serve",
]
