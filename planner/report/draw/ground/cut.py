"""The outlines that a view shows, as paths, and room for the names of the countries in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.report.draw.ground.lines import Point, cut_line, cut_ring, path, thinned
from planner.report.draw.ground.topology import TURN, Area, Topology, ring_points
from planner.report.draw.ground.view import View

Floats = NDArray[np.float64]
# what is nearer than this to the line that is drawn cannot be seen, in pixels
TOLERANCE = 0.5
WHOLE_TURNS = (-TURN, 0.0, TURN)


@dataclass(frozen=True, slots=True)
class Land:
    """An area in the view: its path, and its largest part as points."""

    area: Area
    path: str
    largest: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What lies behind the places and ways of a map; paths are in tenths of a pixel."""

    land: tuple[Land, ...]
    coasts: str
    borders: str
    lines: str


def ground_of(topology: Topology, view: View) -> Ground:
    """The outlines that meet a view, cut to it and thinned to half a pixel."""
    land: list[Land] = []
    drawn: dict[str, list[list[Point]]] = {"coasts": [], "borders": [], "lines": []}
    coasts, borders = topology.edges
    for turn in WHOLE_TURNS:
        arcs = _Arcs(topology, view, turn)
        if arcs.near:
            land += filter(None, (_land(area, arcs) for area in topology.areas))
            drawn["coasts"] += arcs.cut(coasts)
            drawn["borders"] += arcs.cut(borders)
            drawn["lines"] += arcs.cut(topology.lines)
    paths = {kind: path(lines, closed=False) for kind, lines in drawn.items()}
    return Ground(land=tuple(land), **paths)


class _Arcs:
    """The arcs of a topology on the paper of a view, turned around the globe by whole turns."""

    def __init__(self, topology: Topology, view: View, turn: float) -> None:
        self.view = view
        shift = np.array([turn, 0.0])
        meets = view.meets(topology.boxes + np.tile(shift, 2))
        self.near = frozenset(np.flatnonzero(meets).tolist())
        self.arcs = [
            thinned(view.on_paper(arc + shift), TOLERANCE)
            if near
            # what matters of it is only that it stays on its side of the view
            else view.on_paper(arc[[0, len(arc) // 2, -1]] + shift)
            for arc, near in zip(topology.arcs, meets, strict=True)
        ]

    def ring(self, ring: tuple[int, ...]) -> list[Point]:
        """A ring cut to the view; empty where it lies outside."""
        if self.near.isdisjoint(i if i >= 0 else ~i for i in ring) and len(ring) == 1:
            return []
        points = ring_points(self.arcs, ring)
        return cut_ring(points[:-1], self.view.width, self.view.height)

    def cut(self, numbers: tuple[int, ...]) -> Iterator[list[Point]]:
        """Arcs cut to the view."""
        for number in numbers:
            if number in self.near:
                yield from cut_line(self.arcs[number], self.view.width, self.view.height)


def _land(area: Area, arcs: _Arcs) -> Land | None:
    rings = [ring for ring in map(arcs.ring, area.rings) if ring]
    drawn = path(rings, closed=True)
    if not drawn:
        return None
    largest = max(rings, key=_surface)
    return Land(area, drawn, tuple(largest))


def _surface(ring: list[Point]) -> float:
    x, y = np.array(ring).T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2
