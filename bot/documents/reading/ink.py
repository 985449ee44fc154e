"""What is drawn on a page beside its lines of text: signatures, stamps, a letterhead's picture.

Whatever may be one counts; dots, ruled lines, the picture's edge and the table around the paper do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

LOOKED_AT = 1000
"""The long side at which it is looked for."""
DARKER = 14
"""Of 255, by which ink differs from the paper around it."""
MOST_FILLED = 0.7
"""Of its box: a mark of more is a patch of colour."""


def drawn(picture: Any, texts: Sequence[Any], height: float) -> Iterator[tuple[float, float]]:
    """The middle of each mark. `texts` are the corners of lines that were read well, `height` is that of an ordinary one."""
    import cv2
    import numpy

    scale = min(1.0, LOOKED_AT / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    line = max(height * scale, 4.0)
    # The darkest colour of each point, so that blue and red ink are as dark as black.
    grey = cv2.GaussianBlur(small.min(axis=2), (0, 0), 1.0)
    around = 2 * int(2 * line) + 1
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, around, DARKER)
    for corners in texts:
        center = corners.mean(axis=0)
        wide = center + (corners - center) * [1.05, 1.5]
        cv2.fillPoly(ink, [numpy.int32(wide * scale)], 0)
    reach = max(int(0.3 * line), 1)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, numpy.ones((reach, reach), numpy.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    high, wide = joined.shape
    for left, top, width, tall, area in stats[1:]:
        is_inside = left > 1 and top > 1 and left + width < wide - 1 and top + tall < high - 1
        is_mark = 0.8 * line <= tall <= 0.3 * high and 1.5 * line <= width <= 0.6 * wide
        if is_inside and is_mark and area <= MOST_FILLED * width * tall:
            yield (left + width / 2) / scale, (top + tall / 2) / scale
