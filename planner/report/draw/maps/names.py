"""Where countries are named: within them, as far from their edge as can be, covering nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.messages import Language
from planner.report.draw.ground.cut import Land
from planner.report.draw.ground.world import country_name
from planner.report.draw.maps.labels import Box, Point, meets, within
from planner.report.draw.text import width_of

Floats = NDArray[np.float64]
SIZE, LINE, SPACED = 11.0, 14.0, 0.8
# points across and down among which a place for the name is looked for
GRID = 24
# a name on a smaller area would be read as that of its neighbour, in square pixels
LEAST_AREA = 900.0


@dataclass(frozen=True, slots=True)
class Name:
    """A name on lines that are centred on a point."""

    lines: tuple[str, ...]
    at: Point


def names_of(
    land: Iterable[Land], language: Language, taken: Sequence[Box], frame: Box
) -> Iterator[Name]:
    """The names for which there is room, the largest area first."""
    boxes = list(taken)
    shapes = ((np.array(entry.largest), entry) for entry in land)
    by_size = sorted(((_surface(ring), ring, entry) for ring, entry in shapes), key=lambda s: -s[0])
    named: set[str] = set()
    for surface, ring, entry in by_size:
        told = country_name(entry.area.id, language) if entry.area.id else entry.area.name
        if not told or told in named or surface < LEAST_AREA:
            continue
        for lines in _settings(told):
            box = _room(lines, ring, np.array(boxes).reshape(-1, 4), frame)
            if box is not None:
                boxes.append(box)
                named.add(told)
                yield Name(lines, ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2))
                break


def _settings(told: str) -> Iterator[tuple[str, ...]]:
    """A name on one line and, broken where it is most even, on two."""
    yield (told,)
    words = told.split(" ")
    if len(words) > 1:
        cut = min(range(1, len(words)), key=lambda i: abs(len(" ".join(words[:i])) * 2 - len(told)))
        yield (" ".join(words[:cut]), " ".join(words[cut:]))


def _room(lines: tuple[str, ...], ring: Floats, taken: Floats, frame: Box) -> Box | None:
    """The box within the ring that lies farthest from its edge; None where it covers anything."""
    width = max(width_of(line, SIZE) + SPACED * len(line) for line in lines)
    height = LINE * len(lines)
    (left, top), (right, bottom) = ring.min(axis=0), ring.max(axis=0)
    across, down = np.meshgrid(np.linspace(left, right, GRID), np.linspace(top, bottom, GRID))
    middles = np.column_stack([across.ravel(), down.ravel()])
    corners = [(dx * width / 2, dy * height / 2) for dx in (-1, 0, 1) for dy in (-1, 1)]
    held = np.all([inside(middles + corner, ring) for corner in corners], axis=0)
    middles = middles[held]
    for number in np.argsort(-_from_edge(middles, ring), kind="stable"):
        x, y = middles[number].tolist()
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        if within(box, frame) and not meets(box, taken):
            return box
    return None


def inside(points: Floats, ring: Floats) -> NDArray[np.bool_]:
    """[P] which points lie within a ring [R, 2]: a ray to the right meets its edge an odd number
    of times."""
    x, y = points[:, :1], points[:, 1:]
    (from_x, from_y), (to_x, to_y) = ring.T, np.roll(ring, -1, axis=0).T
    spans = (from_y > y) != (to_y > y)
    rise = np.where(to_y == from_y, 1.0, to_y - from_y)
    meets_at = from_x + (y - from_y) / rise * (to_x - from_x)
    odd: NDArray[np.bool_] = (spans & (x < meets_at)).sum(axis=1) % 2 == 1
    return odd


def _from_edge(points: Floats, ring: Floats) -> Floats:
    """[P] the distance of points to the nearest corner of a ring: near enough for a name."""
    if not len(points):
        return np.zeros(0)
    away: Floats = np.hypot(*(points[:, None, :] - ring[None, :, :]).transpose(2, 0, 1)).min(axis=1)
    return away


def _surface(ring: Floats) -> float:
    x, y = ring.T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
