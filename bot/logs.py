"""Logs: JSON lines on stderr, of nothing but the fields listed here, each in a form that no private value has.

An exception is told by its type and the places it passed, what a library says by where it says it: never by words.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import warnings
from collections.abc import Callable, MutableMapping
from pathlib import Path
from traceback import walk_tb
from typing import Any, TextIO

import structlog

NAME = r"[A-Za-z_][\w.]{0,79}"
NUMBER = r"\d{1,20}"
PLACE = rf"{NAME}:\d{{1,6}}"

FORMS = {
    field: re.compile(form, re.ASCII)
    for field, form in {
        "at": r"[\d:.TZ-]+",
        "level": NAME,
        "event": r"[a-z_]{1,40}",
        "conversation": r"[\w-]{1,32}",
        "update_id": NUMBER,
        "error": NAME,
        "tries": NUMBER,
        "library": NAME,
        "place": PLACE,
        "trace": rf"{PLACE}( {PLACE})*",
    }.items()
}
"""The fields there are, in their order in a line. Whatever is not here, or looks otherwise, is left out."""

OURS = ("bot.", "dialogs.")
MOST_PLACES = 8
LIBRARIES = logging.WARNING
"""Below that, lines which say only where they come from help nobody."""

Event = MutableMapping[str, Any]


def configure(level: str, secrets: tuple[str, ...] = ()) -> None:
    """For a whole process: everything that is written about it from now on, whoever writes it, comes by here.

    `level` is a name such as INFO. `secrets` are blotted out wherever they might stand all the same.
    """
    _configure(level, secrets)
    root = logging.getLogger()
    root.handlers = [_Library()]
    root.setLevel(max(LIBRARIES, logging.getLevelNamesMapping()[level]))
    warnings.showwarning = _warned
    # What a handler cannot write, logging would else print itself, with all that was in it.
    logging.raiseExceptions = False
    sys.excepthook = lambda _kind, error, _trace: log.critical("crashed", error=error)
    threading.excepthook = lambda args: log.critical("thread_crashed", error=args.exc_value)
    sys.unraisablehook = lambda args: log.error("unraisable", error=args.exc_value)


def _configure(level: str, secrets: tuple[str, ...]) -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            _told,
            _listed,
            structlog.processors.JSONRenderer(),
            _blotted(secrets),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )


def _told(_logger: object, _method: str, event: Event) -> Event:
    """An exception in `error` becomes its type, and `trace`."""
    error = event.get("error")
    if isinstance(error, BaseException):
        event["error"], event["trace"] = type(error).__name__, _trace(error)
    return event


def _trace(error: BaseException) -> str:
    """Our own places on the way down to where it was raised, and that one."""
    places = [f"{frame.f_globals.get('__name__')}:{line}" for frame, line in walk_tb(error.__traceback__)]
    return " ".join(
        [*(place for place in places[:-1] if place.startswith(OURS)), *places[-1:]][-MOST_PLACES:]
    )


def _listed(_logger: object, _method: str, event: Event) -> Event:
    return {
        name: event[name]
        for name, form in FORMS.items()
        if isinstance(event.get(name), str | int) and form.fullmatch(str(event[name]))
    }


def _blotted(secrets: tuple[str, ...]) -> Callable[[object, str, Any], str]:
    def blot(_logger: object, _method: str, line: str) -> str:
        for secret in filter(None, secrets):
            line = line.replace(secret, "[secret]")
        return line

    return blot


class _Library(logging.Handler):
    """What a library logs: which one, where, and what kind of exception. Its words may quote anybody."""

    def emit(self, record: logging.LogRecord) -> None:
        say = {10: log.debug, 20: log.info, 30: log.warning, 40: log.error, 50: log.critical}
        level = min(max(record.levelno // 10 * 10, 10), 50)
        error = record.exc_info[1] if record.exc_info else None
        say[level]("library", library=record.name, place=f"{record.module}:{record.lineno}", error=error)


def _warned(
    message: Warning | str,  # noqa: ARG001
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    log.warning("warned", error=category.__name__, place=f"{Path(filename).stem}:{lineno}")


_configure("INFO", ())
log: structlog.typing.FilteringBoundLogger = structlog.get_logger()
