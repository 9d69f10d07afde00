"""Names beside their marks, where nothing is covered: one after another, the first best place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
# directions in which a name may stand from its mark, the best first: (across, down)
DIRECTIONS = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
DISTANCES = (0.0, 7.0, 16.0, 28.0)
# what a name costs that covers a point of a lane, stands in a lesser direction, or farther away,
# that could be taken for the name of another mark, or that hides a sign
COVERS, LESSER, FARTHER, MISTAKEN, HIDES = 1.0, 0.35, 0.12, 4.0, 6.0
# so much nearer, in pixels, a name must stand to its own mark than to any other
CLEARLY = 5.0


@dataclass(frozen=True, slots=True)
class Label:
    """A name of some size that belongs to a mark of some radius."""

    at: Point
    radius: float
    width: float
    height: float


@dataclass(frozen=True, eq=False)
class Around:
    """What names should not cover: points of lanes [P, 2] and signs [S, 4] only where it must be,
    marks [M, 4] never; and the frame that they stay in."""

    lanes: Floats
    signs: Floats
    marks: Floats
    frame: Box


def placed(labels: Sequence[Label], around: Around) -> list[Box | None]:
    """A box for each label that meets no mark and no other box; None where there is none.

    Those that come first in `labels` choose first.
    """
    boxes = around.marks.tolist()
    middles = np.array([label.at for label in labels]).reshape(-1, 2)
    found: list[Box | None] = []
    for number, label in enumerate(labels):
        others = np.delete(middles, number, axis=0)
        box = _best(label, np.array(boxes).reshape(-1, 4), others, around)
        found.append(box)
        if box is not None:
            boxes.append(box)
    return found


def _best(label: Label, boxes: Floats, others: Floats, around: Around) -> Box | None:
    """The cheapest box; `others` are the middles of the other marks [M, 2]."""
    own = np.array([label.at])
    best: tuple[float, Box] | None = None
    for distance in DISTANCES:
        for rank, direction in enumerate(DIRECTIONS):
            box = _box(label, direction, distance)
            if not within(box, around.frame) or meets(box, boxes):
                continue
            cost = LESSER * rank + FARTHER * distance
            cost += COVERS * _covered(box, around.lanes) + HIDES * _overlaps(box, around.signs)
            if len(others) and away(box, others).min() < away(box, own)[0] + CLEARLY:
                cost += MISTAKEN
            if best is None or cost < best[0]:
                best = (cost, box)
    return best[1] if best else None


def _box(label: Label, direction: tuple[int, int], distance: float) -> Box:
    across, down = direction
    slanted = 0.75 if across and down else 1.0
    away = (label.radius + distance) * slanted
    x = label.at[0] + across * (away + label.width / 2)
    y = label.at[1] + down * (away + label.height / 2)
    return (x - label.width / 2, y - label.height / 2, x + label.width / 2, y + label.height / 2)


def within(box: Box, frame: Box) -> bool:
    """Whether a box lies in a frame."""
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def meets(box: Box, boxes: Floats) -> bool:
    """Whether a box overlaps any of the boxes [B, 4]; edges may touch."""
    return _overlaps(box, boxes) > 0


def _overlaps(box: Box, boxes: Floats) -> int:
    """How many of the boxes [B, 4] a box overlaps."""
    left, top, right, bottom = boxes.T
    over = (left < box[2]) & (right > box[0]) & (top < box[3]) & (bottom > box[1])
    return int(over.sum())


def away(box: Box, points: Floats) -> Floats:
    """[P] the distance from points to the nearest of a box."""
    x, y = points.T
    distance: Floats = np.hypot(
        np.maximum(np.maximum(box[0] - x, x - box[2]), 0.0),
        np.maximum(np.maximum(box[1] - y, y - box[3]), 0.0),
    )
    return distance


def _covered(box: Box, points: Floats) -> int:
    x, y = points.T
    inside = (x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])
    return int(inside.sum())


def around(at: Point, radius: float) -> Box:
    """The box of a mark."""
    return (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
