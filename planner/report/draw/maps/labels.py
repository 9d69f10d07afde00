"""Names beside their marks, where nothing is covered: one after another, the first best place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
# directions in which a name may stand from its mark, the best first: (across, down)
DIRECTIONS = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))
DISTANCES = (0.0, 7.0, 16.0)
# what a name costs that covers a point of a lane, stands in a lesser direction, or farther away, or
# that could be taken for the name of another mark
COVERS, LESSER, FARTHER, MISTAKEN = 1.0, 0.35, 0.12, 4.0
# so much nearer, in pixels, a name must stand to its own mark than to any other
CLEARLY = 5.0


@dataclass(frozen=True, slots=True)
class Label:
    """A name of some size that belongs to a mark of some radius."""

    at: Point
    radius: float
    width: float
    height: float


def placed(
    labels: Sequence[Label], taken: Iterable[Box], lanes: Floats, frame: Box
) -> list[Box | None]:
    """A box for each label, within the frame, that meets no other box; None where there is none.

    `taken` are boxes that stay free; points of `lanes` [P, 2] are covered only where it must be.
    Those that come first in `labels` choose first.
    """
    boxes = list(taken)
    marks = np.array([label.at for label in labels]).reshape(-1, 2)
    found: list[Box | None] = []
    for number, label in enumerate(labels):
        others = np.delete(marks, number, axis=0)
        box = _best(label, np.array(boxes).reshape(-1, 4), (lanes, others), frame)
        found.append(box)
        if box is not None:
            boxes.append(box)
    return found


def _best(
    label: Label, boxes: Floats, beside: tuple[Floats, Floats], frame: Box
) -> Box | None:
    """The cheapest box; `beside` are the points of lanes and the marks of the others."""
    lanes, others = beside
    own = np.array([label.at])
    best: tuple[float, Box] | None = None
    for distance in DISTANCES:
        for rank, direction in enumerate(DIRECTIONS):
            box = _box(label, direction, distance)
            if not within(box, frame) or meets(box, boxes):
                continue
            cost = COVERS * _covered(box, lanes) + LESSER * rank + FARTHER * distance
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
    return (
        box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
    )


def meets(box: Box, boxes: Floats) -> bool:
    """Whether a box overlaps any of the boxes [B, 4]; edges may touch."""
    left, top, right, bottom = boxes.T
    over = (left < box[2]) & (right > box[0]) & (top < box[3]) & (bottom > box[1])
    return bool(over.any())


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
