"""Outlines as arcs: lines that neighbours share, so that a border is drawn, and thinned, once."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.report.blocks import Outline

Floats = NDArray[np.float64]
TURN = 360.0


@dataclass(frozen=True, slots=True)
class Area:
    """An area by its rings; a ring is a walk along arcs, `~i` for arc i from its end.

    `id` is the number of a country, blank where it has none.
    """

    id: str
    name: str
    rings: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, eq=False)
class Topology:
    """Arcs [P, 2] in degrees (longitude, latitude), the areas within them, and single lines."""

    arcs: tuple[Floats, ...]
    areas: tuple[Area, ...]
    lines: tuple[int, ...] = ()
    """Arcs that are the edge of nothing."""

    @cached_property
    def boxes(self) -> Floats:
        """[A, 4] the least and the greatest longitude and latitude of each arc: W, S, E, N."""
        return np.array([[*arc.min(axis=0), *arc.max(axis=0)] for arc in self.arcs]).reshape(-1, 4)

    @cached_property
    def edges(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Arcs at which one area ends, which are coasts, and arcs between two of them."""
        walked = [i if i >= 0 else ~i for area in self.areas for ring in area.rings for i in ring]
        used = np.bincount(walked, minlength=len(self.arcs)) if walked else np.zeros(0)
        return tuple(np.flatnonzero(used == 1).tolist()), tuple(np.flatnonzero(used > 1).tolist())


def decoded(topology: Mapping[str, Any], name: str) -> Topology:
    """The object `name` of a TopoJSON.

    Raises KeyError or ValueError where it is none: this is for files of the package.
    """
    areas = tuple(map(_area, topology["objects"][name]["geometries"]))
    rings = [ring for area in areas for ring in area.rings]
    return Topology(arcs=tuple(_side_by_side(list(_arcs(topology)), rings)), areas=areas)


def of_outlines(outlines: Iterable[Outline]) -> Topology:
    """Outlines that share nothing: each part is an arc of its own."""
    arcs: list[Floats] = []
    areas: list[Area] = []
    lines: list[int] = []
    for outline in outlines:
        mine = range(len(arcs), len(arcs) + len(outline.parts))
        arcs.extend(outline.parts)
        if outline.closed:
            areas.append(Area("", outline.name, tuple((number,) for number in mine)))
        else:
            lines.extend(mine)
    return Topology(tuple(arcs), tuple(areas), tuple(lines))


def _arcs(topology: Mapping[str, Any]) -> Iterable[Floats]:
    """Arcs in degrees: quantised ones hold whole steps from one point to the next."""
    transform = topology.get("transform")
    for arc in topology["arcs"]:
        points = np.array(arc, dtype=np.float64)[:, :2]
        if transform is not None:
            points = np.cumsum(points, axis=0) * transform["scale"] + transform["translate"]
        points[:, 0] = np.unwrap(points[:, 0], period=TURN)
        yield points


def _side_by_side(arcs: list[Floats], rings: Iterable[tuple[int, ...]]) -> list[Floats]:
    """Arcs that go on where the one before them in a ring ends, though the file has the next one
    on the other side of the 180th meridian; a ring around a pole is closed over it."""
    placed: set[int] = set()
    for ring in rings:
        for before, this in itertools.pairwise(ring):
            number = this if this >= 0 else ~this
            placed.add(before if before >= 0 else ~before)
            if number not in placed:
                gap = _walked(arcs, before)[-1, 0] - _walked(arcs, this)[0, 0]
                arcs[number] = arcs[number] + (TURN * round(gap / TURN), 0.0)
        if len(ring) == 1 and abs(arcs[ring[0]][0, 0] - arcs[ring[0]][-1, 0]) > TURN / 2:
            arcs[ring[0]] = _over_pole(arcs[ring[0]])
    return arcs


def _over_pole(arc: Floats) -> Floats:
    pole = math.copysign(90.0, arc[:, 1].mean())
    return np.vstack([arc, (arc[-1, 0], pole), (arc[0, 0], pole), arc[0]])


def _area(geometry: Mapping[str, Any]) -> Area:
    match geometry["type"]:
        case "Polygon":
            polygons = [geometry["arcs"]]
        case "MultiPolygon":
            polygons = geometry["arcs"]
        case None:
            polygons = []
        case other:
            raise ValueError(f"an outline of type {other!r}")
    return Area(
        id=str(geometry.get("id") or ""),
        name=str(geometry.get("properties", {}).get("name", "")),
        rings=tuple(tuple(ring) for polygon in polygons for ring in polygon),
    )


def ring_points(arcs: Sequence[Floats], ring: Iterable[int]) -> Floats:
    """[P, 2] the points of a ring, from its arcs; where two arcs meet the point stands once."""
    walked = [_walked(arcs, i) for i in ring]
    return np.concatenate([walked[0], *(arc[1:] for arc in walked[1:])])


def _walked(arcs: Sequence[Floats], number: int) -> Floats:
    return arcs[number] if number >= 0 else arcs[~number][::-1]
