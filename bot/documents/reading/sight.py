"""A picture becomes a page: its lines of text, upright, and its bar codes.

The models are in the wheels of `rapidocr`; nothing is fetched, and one processor is used.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from bot.documents.reading.ink import drawn
from bot.documents.reading.lines import Line, Mark, Page

Picture = Any
"""Rows of points in blue, green, red, as OpenCV has them."""
Corners = Any
"""Four points of a line's box: top left, top right, bottom right, bottom left."""

DETECTED_AT = 1280 * 900
"""The points in which lines are looked for, which is what the memory goes by; they are read at full size."""
MOST_ENLARGED = 2.5
"""Small pictures are enlarged to be looked at, as far as that shows more."""
READ_AT = 48
"""The height of a line in points at which the model reads it."""
LONGEST = 36
"""A line this many times longer than high is small print, which nobody needs; a zone's line is some 25 to 32."""

CLEAR = 0.9
"""From this score on (0 to 1), a line is print."""
TALL = 1.8
"""So many times higher than an ordinary line, a line may be handwriting."""


@dataclass(frozen=True, slots=True)
class _Box:
    corners: Corners
    width: float
    height: float


class Sight:
    """The models, loaded once. Loading takes a second or two and some 300 MB."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._ocr = RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.log_level": "error",
                "Global.max_side_len": 10_000,
                # Never enlarged there, to whatever size.
                "Det.limit_type": "max",
                "Det.limit_side_len": 10_000,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def page(self, picture: Picture, is_end: Callable[[str], bool]) -> Page:
        """`is_end` tells of a line's text whether nothing below it is needed."""
        picture, boxes = self._upright(picture)
        slope = _slope(boxes)
        placed = sorted(((box, *_place(box, slope)) for box in boxes), key=lambda one: one[2])
        lines: list[Line] = []
        seen: dict[Line, _Box] = {}
        clear: list[_Box] = []
        for box, left, middle in placed:
            if box.width > LONGEST * box.height:
                continue
            text, score = self._read(_cut(picture, box.corners))
            if score >= CLEAR:
                clear.append(box)
            if text.strip() and score >= 0.5:
                half = box.height / 2
                lines.append(line := Line(text.strip(), left, middle - half, left + box.width, middle + half))
                seen[line] = box
                if is_end(line.text):
                    break

        def again(line: Line) -> str:
            return self._read(_cut(picture, _wider(seen[line])))[0] if line in seen else line.text

        def marks() -> tuple[Mark, ...]:
            return _marks(picture, clear, slope)

        return Page(tuple(lines), _bar_codes(picture), again, marks, is_picture=True)

    def _upright(self, picture: Picture) -> tuple[Picture, Sequence[_Box]]:
        """The picture turned by quarters until its lines run from left to right and can be read."""
        import numpy

        boxes = self._boxes(picture)
        long = [box for box in boxes if max(box.width, box.height) > 2 * min(box.width, box.height)]
        standing = sum(box.height for box in long if box.height > box.width)
        lying = sum(box.width for box in long if box.width >= box.height)
        if standing > lying:
            picture = numpy.ascontiguousarray(numpy.rot90(picture))
            boxes = self._boxes(picture)
        if self._is_upside_down(picture, boxes):
            picture = numpy.ascontiguousarray(numpy.rot90(picture, 2))
            boxes = [_turned(box, picture.shape) for box in boxes]
        return picture, boxes

    def _boxes(self, picture: Picture) -> list[_Box]:
        import cv2

        high, wide = picture.shape[:2]
        scale = min(MOST_ENLARGED, math.sqrt(DETECTED_AT / (high * wide)))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
        small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=way)
        found = self._ocr(small, use_det=True, use_rec=False, use_cls=False).boxes
        return [_box(corners / scale) for corners in (found if found is not None else ())]

    def _is_upside_down(self, picture: Picture, boxes: Sequence[_Box]) -> bool:
        import numpy

        fit = [box for box in boxes if 4 * box.height < box.width < 16 * box.height]
        sample = sorted(fit or boxes, key=lambda box: -box.height * box.width)[:4]
        cuts = [_cut(picture, box.corners) for box in sample]
        right = sum(self._read(cut)[1] for cut in cuts)
        wrong = sum(self._read(numpy.ascontiguousarray(numpy.rot90(cut, 2)))[1] for cut in cuts)
        return wrong > right

    def _read(self, cut: Picture) -> tuple[str, float]:
        read = self._ocr(cut, use_det=False, use_rec=True, use_cls=False)
        return (read.txts[0], float(read.scores[0])) if read.txts else ("", 0.0)


def _box(corners: Corners) -> _Box:
    (a, b, c, d) = corners
    width = (math.dist(a, b) + math.dist(d, c)) / 2
    height = (math.dist(a, d) + math.dist(b, c)) / 2
    return _Box(corners, width, max(height, 1.0))


def _turned(box: _Box, shape: tuple[int, ...]) -> _Box:
    corners = box.corners.copy()
    corners[:, 0], corners[:, 1] = shape[1] - corners[:, 0], shape[0] - corners[:, 1]
    return _Box(corners[[2, 3, 0, 1]], box.width, box.height)


def _slope(boxes: Sequence[_Box]) -> float:
    """The angle (radians) at which lines run, by the longer ones."""
    angles = [
        math.atan2(box.corners[1][1] - box.corners[0][1], box.corners[1][0] - box.corners[0][0])
        for box in boxes
        if box.width > 3 * box.height
    ]
    return median(angles) if angles else 0.0


def _place(box: _Box, slope: float) -> tuple[float, float]:
    """Left edge and middle of a line once the slope is taken out."""
    (a, _, _, d) = box.corners
    x, y = (a[0] + d[0]) / 2, (a[1] + d[1]) / 2
    cos, sin = math.cos(-slope), math.sin(-slope)
    center = box.corners.mean(axis=0)
    return float(x * cos - y * sin), float(center[0] * sin + center[1] * cos)


def _marks(picture: Picture, clear: Sequence[_Box], slope: float) -> tuple[Mark, ...]:
    """What is drawn beside the lines that were read clearly; a signature may be read as a line, tall and unclear."""
    if not clear:
        return ()
    height = median(box.height for box in clear)
    texts = [box.corners for box in clear if box.height <= TALL * height]
    return tuple(Mark(x * math.sin(-slope) + y * math.cos(-slope)) for x, y in drawn(picture, texts, height))


def _cut(picture: Picture, corners: Corners) -> Picture:
    """The line alone, straightened, and at least as high as the model looks at it."""
    import cv2
    import numpy

    box = _box(corners)
    larger = max(1.0, READ_AT / box.height)
    width, height = max(int(larger * box.width), 8), max(int(larger * box.height), 8)
    goal = numpy.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=numpy.float32)
    turn = cv2.getPerspectiveTransform(numpy.array(corners, dtype=numpy.float32), goal)
    return cv2.warpPerspective(
        picture, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def _wider(box: _Box) -> Corners:
    """A little more around a line: another cut, so that a second look is not the first one again."""
    center = box.corners.mean(axis=0)
    along = 1 + 0.4 * box.height / max(box.width, 1)
    return center + (box.corners - center) * [along, 1.2]


def _bar_codes(picture: Picture) -> tuple[str, ...]:
    import zxingcpp

    return tuple(code.text for code in zxingcpp.read_barcodes(picture))


def picture_of(content: bytes) -> Picture | None:
    """None where the bytes are no picture."""
    import cv2
    import numpy

    return cv2.imdecode(numpy.frombuffer(content, numpy.uint8), cv2.IMREAD_COLOR)
