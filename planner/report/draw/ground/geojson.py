"""Outlines of the user's own for the maps, from a GeoJSON file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.errors import Fault, InputError, Place, fault
from planner.messages import Said, said
from planner.report.blocks import Block, Map, Outline
from planner.scenario.document import read_text

Floats = NDArray[np.float64]
LARGEST_BYTES = 20_000_000
MOST_POINTS = 500_000
MOST_FAULTS = 20
LONGEST_NAME = 80
# corners of the least ring, whose last point is its first, and of the least line
LEAST_RING, LEAST_LINE = 4, 2
DEEPEST = 30
TYPES = ("Polygon", "MultiPolygon", "LineString", "MultiLineString", "GeometryCollection")


def with_outlines(blocks: Iterable[Block], outlines: tuple[Outline, ...]) -> Iterator[Block]:
    """The blocks, every map among them with these outlines in place of the world's countries."""
    for block in blocks:
        yield replace(block, outlines=outlines) if isinstance(block, Map) else block


def read_outlines(path: Path) -> tuple[Outline, ...]:
    """The outlines in a GeoJSON file; a feature's `name` is written on the map.

    Raises `InputError` with every fault of the file.
    """
    place = Place(str(path))
    text = read_text(path, LARGEST_BYTES, said("limit.file", most=LARGEST_BYTES))
    reading = _Reading(place)
    found = tuple(reading.outlines(_parsed(text, place), "", "", 0))
    if reading.faults:
        raise InputError(reading.faults)
    if not found:
        raise fault(said("outlines.none"), place=place)
    return found


def _parsed(text: str, place: Place) -> Any:
    def refused(constant: str) -> None:
        raise fault(said("outlines.not-a-number"), place=place, seen=constant)

    try:
        return json.loads(text, parse_constant=refused)
    except json.JSONDecodeError as error:
        where = Place(place.file, error.lineno, error.colno)
        raise fault(said("outlines.not-json"), place=where) from None
    except (RecursionError, ValueError):  # nested without end, or a number of endless digits
        raise fault(said("outlines.not-json"), place=place) from None


class _Reading:
    """What is read from one file, and what is wrong with it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.faults: list[Fault] = []
        self.points = 0

    def outlines(self, entry: Any, at: str, name: str, depth: int) -> Iterator[Outline]:
        """The outlines of a GeoJSON object that stands `at` a path of the file."""
        if len(self.faults) >= MOST_FAULTS:
            return
        if not isinstance(entry, dict) or depth > DEEPEST:
            self._refuse(said("outlines.not-an-object"), at, entry)
            return
        kind = entry.get("type")
        match kind:
            case "FeatureCollection" | "GeometryCollection":
                key = "features" if kind == "FeatureCollection" else "geometries"
                for number, part in enumerate(self._list(entry.get(key), _in(at, key))):
                    yield from self.outlines(part, f"{_in(at, key)}[{number}]", name, depth + 1)
            case "Feature":
                if entry.get("geometry") is not None:
                    inner = _in(at, "geometry")
                    yield from self.outlines(entry["geometry"], inner, _name(entry), depth + 1)
            case "Polygon" | "MultiPolygon" | "LineString" | "MultiLineString":
                yield from self._geometry(kind, entry, _in(at, "coordinates"), name)
            case _:
                self._refuse(said("outlines.type", types=", ".join(TYPES)), _in(at, "type"), kind)

    def _geometry(self, kind: str, entry: dict[str, Any], at: str, name: str) -> Iterator[Outline]:
        """Rings of polygons, or lines."""
        closed = "Polygon" in kind
        nested = {"LineString": 0, "MultiPolygon": 2}.get(kind, 1)
        lines = self._lines(entry.get("coordinates"), at, nested, closed)
        parts = tuple(line for line in lines if line is not None)
        if parts:
            yield Outline(name, parts, closed)

    def _lines(
        self, coordinates: Any, at: str, nested: int, closed: bool
    ) -> Iterator[Floats | None]:
        if nested == 0:
            yield self._line(coordinates, at, closed)
            return
        for number, part in enumerate(self._list(coordinates, at)):
            yield from self._lines(part, f"{at}[{number}]", nested - 1, closed)

    def _line(self, coordinates: Any, at: str, closed: bool) -> Floats | None:
        points = self._list(coordinates, at)
        self.points += len(points)
        if self.points > MOST_POINTS:
            raise fault(said("outlines.too-many", most=MOST_POINTS), place=self.place)
        placed = [self._point(point, f"{at}[{number}]") for number, point in enumerate(points)]
        if any(point is None for point in placed):
            return None
        least = LEAST_RING if closed else LEAST_LINE
        if len(placed) < least:
            self._refuse(said("outlines.too-few", least=least), at, len(placed))
            return None
        if closed and placed[0] != placed[-1]:
            self._refuse(said("outlines.open"), at, points[-1])
            return None
        return np.array(placed, dtype=np.float64)

    def _point(self, point: Any, at: str) -> tuple[float, float] | None:
        if not isinstance(point, list) or len(point) < 2 or not all(map(_is_number, point[:2])):
            self._refuse(said("outlines.point"), at, point)
            return None
        longitude, latitude = point[:2]
        if abs(longitude) > 180 or abs(latitude) > 90:
            self._refuse(said("outlines.degrees"), at, point[:2])
            return None
        return (float(longitude), float(latitude))

    def _list(self, value: Any, at: str) -> list[Any]:
        if isinstance(value, list):
            return value
        self._refuse(said("outlines.not-a-list"), at, value)
        return []

    def _refuse(self, what: Said, at: str, seen: Any) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(what, path=at, place=self.place, seen=_shown(seen)))


def _in(at: str, key: str) -> str:
    return f"{at}.{key}" if at else key


def _name(feature: dict[str, Any]) -> str:
    """What a feature is called: its property `name`, where that is a text."""
    properties = feature.get("properties")
    name = properties.get("name") if isinstance(properties, dict) else None
    return name.strip()[:LONGEST_NAME] if isinstance(name, str) else ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)[:120] if value is not None else "null"
