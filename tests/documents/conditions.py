"""How people send papers: turned, tilted, dark, glaring, blurred, cut, small, and as a screenshot of a chat.

Each is a function of a picture's bytes; the same paper always comes out alike.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import cv2
import numpy
from PIL import Image

Picture: TypeAlias = "numpy.ndarray[Any, numpy.dtype[numpy.uint8]]"


def _turned(quarters: int) -> Callable[[Picture], Picture]:
    return lambda picture: numpy.ascontiguousarray(numpy.rot90(picture, quarters))


def _onto_table(picture: Picture, moved: tuple[tuple[float, float], ...]) -> Picture:
    """The paper's four corners by shares of its size, on a dark table."""
    high, wide = picture.shape[:2]
    corners = numpy.array([(0, 0), (wide, 0), (wide, high), (0, high)], numpy.float32)
    goal = corners * 0.86 + (wide * 0.07, high * 0.07) + numpy.array(moved) * (wide, high)
    turn = cv2.getPerspectiveTransform(corners, goal.astype(numpy.float32))
    return _points(cv2.warpPerspective(picture, turn, (wide, high), borderValue=(70, 82, 96)))


def _tilted(picture: Picture) -> Picture:
    return _onto_table(picture, ((0.03, -0.04), (0.04, 0.04), (-0.03, 0.04), (-0.04, -0.04)))


def _aslant(picture: Picture) -> Picture:
    return _onto_table(picture, ((0.06, 0.02), (-0.05, 0.0), (0.02, 0.0), (-0.01, 0.03)))


def _dark(picture: Picture) -> Picture:
    noise = numpy.random.default_rng(7).normal(0, 6, picture.shape)
    return _points(picture * 0.22 + noise + 6)


def _noisy(picture: Picture) -> Picture:
    return _points(picture + numpy.random.default_rng(8).normal(0, 22, picture.shape))


def _shadowed(picture: Picture) -> Picture:
    share = numpy.linspace(0.3, 1.0, picture.shape[1])[None, :, None]
    return _points(picture * share)


def _glaring(picture: Picture, at: tuple[float, float]) -> Picture:
    """A lamp's spot, which takes what lies below it."""
    high, wide = picture.shape[:2]
    rows, columns = numpy.mgrid[0:high, 0:wide]
    far = ((columns - at[0] * wide) / (0.2 * wide)) ** 2 + ((rows - at[1] * high) / (0.14 * high)) ** 2
    return _points(picture + 330 * numpy.exp(-far)[:, :, None])


def _blurred(strength: float) -> Callable[[Picture], Picture]:
    return lambda picture: _points(cv2.GaussianBlur(picture, (0, 0), strength))


def _shaken(picture: Picture) -> Picture:
    return _points(cv2.filter2D(picture, -1, numpy.full((1, 9), 1 / 9)))


def _cut(left: float, top: float, right: float, bottom: float) -> Callable[[Picture], Picture]:
    def cut(picture: Picture) -> Picture:
        high, wide = picture.shape[:2]
        return _points(picture[int(top * high) : int(bottom * high), int(left * wide) : int(right * wide)])

    return cut


def _small(width: int) -> Callable[[Picture], Picture]:
    def small(picture: Picture) -> Picture:
        share = width / picture.shape[1]
        return _points(cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA))

    return small


def _in_a_chat(picture: Picture) -> Picture:
    """A screenshot of a phone: the picture in a bubble, with somebody's words above and below."""
    high, wide = picture.shape[:2]
    screen: Picture = numpy.full((high * 2 + 400, wide + 120, 3), (237, 237, 237), numpy.uint8)
    screen[300 : 300 + high, 90 : 90 + wide] = picture
    words = (("10:24   5G", 60), ("Cousin Example", 130), ("is this the right page?", 240))
    for text, top in (*words, ("yes, send it to the bot", high + 420)):
        cv2.putText(screen, text, (60, top), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (40, 40, 40), 2)
    return screen


CONDITIONS: Mapping[str, Callable[[Picture], Picture]] = {
    "clean": lambda picture: picture,
    "on its side": _turned(1),
    "upside down": _turned(2),
    "tilted": _tilted,
    "aslant": _aslant,
    "dark": _dark,
    "noisy": _noisy,
    "shadow": _shadowed,
    "glare on the left": lambda picture: _glaring(picture, (0.2, 0.4)),
    "glare below": lambda picture: _glaring(picture, (0.7, 0.85)),
    "blurred": _blurred(1.6),
    "strongly blurred": _blurred(4.5),
    "shaken": _shaken,
    "lower part cut": _cut(0, 0, 1, 0.72),
    "left part cut": _cut(0.3, 0, 1, 1),
    "upper half": _cut(0, 0, 1, 0.5),
    "640 points wide": _small(640),
    "420 points wide": _small(420),
    "screenshot of a chat": _in_a_chat,
}

LACKING = frozenset(("strongly blurred", "lower part cut", "left part cut", "upper half"))
"""Where a part of what is asked for is not on the picture at all, or nobody could read it."""


def under(condition: str, content: bytes) -> bytes:
    picture = cv2.imdecode(numpy.frombuffer(content, numpy.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    changed = CONDITIONS[condition](_points(picture))
    out = io.BytesIO()
    Image.fromarray(numpy.ascontiguousarray(changed[:, :, ::-1])).save(out, "JPEG", quality=70)
    return out.getvalue()


def _points(values: object) -> Picture:
    points: Picture = numpy.clip(numpy.asarray(values), 0, 255).astype(numpy.uint8)
    return points
