"""Where everything of a map stands on paper; the same on every day."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from planner.messages import Language
from planner.report.blocks import Map, MapPlace
from planner.report.draw.ground.cut import Ground, ground_of
from planner.report.draw.ground.topology import of_outlines
from planner.report.draw.ground.view import View, view_of
from planner.report.draw.ground.world import world
from planner.report.draw.maps.classes import ALARM_AT, ALARM_RADIUS, MARK_RADIUS, width_of_line
from planner.report.draw.maps.courses import (
    ARROW_WIDTH,
    SHORTEST_SIGNED,
    SIGN_AT,
    SIGN_RADIUS,
    Course,
    courses,
)
from planner.report.draw.maps.days import MapDays
from planner.report.draw.maps.labels import Around, Box, Label, Point, around, meets, placed
from planner.report.draw.maps.names import Name, names_of
from planner.report.draw.marks import WIDTH
from planner.report.draw.text import shortened, width_of

Floats = NDArray[np.float64]
SIZE, LEADING = 13.0, 3.0
# up to so many places all is drawn at full size; then smaller and smaller, down to
FEW, SMALLEST, SMALLEST_LETTERS = 30, 0.5, 0.8
LONGEST_NAME = 150.0
WIDEST_VALUE = " > 99 d"
FRAME_GAP = 3.0
# grounds that are kept for the next map of the same view
GROUNDS_KEPT = 4


@dataclass(frozen=True, eq=False)
class Sheet:
    """A map laid out in a language: the picture was spoken in it."""

    picture: Map
    language: Language
    days: MapDays
    view: View
    points: Mapping[str, Point]
    courses: Sequence[Course]

    @property
    def frame(self) -> Box:
        """The map from corner to corner, with a little room inside."""
        gap = FRAME_GAP
        return (gap, gap, self.view.width - gap, self.view.height - gap)

    @property
    def grain(self) -> float:
        """How large marks and lines are drawn, of what they are on a map with few places."""
        return grain_of(len(self.points))

    @property
    def label_size(self) -> float:
        """Of the letters of names of places: not as small as the marks, for they must be read."""
        return round(SIZE * max(self.grain, SMALLEST_LETTERS), 1)

    @property
    def mark_radius(self) -> float:
        """Of the mark of a place."""
        return MARK_RADIUS * self.grain

    def line_width(self, flow: float) -> float:
        """Pixels of a lane on which so much flows."""
        return round(width_of_line(flow, self.days.most) * (self.grain if flow else 1.0), 1)

    @cached_property
    def ground(self) -> Ground:
        """What lies behind."""
        outlines = self.picture.outlines
        if outlines is None:
            return _of_the_world(self.view)
        return ground_of(of_outlines(outlines), self.view)

    @cached_property
    def signs(self) -> list[Point | None]:
        """Where the sign of each lane's mode stands; None for lanes too short to have one."""
        taken = [around(point, self.mark_radius) for point in self.points.values()]
        found: list[Point | None] = []
        for course in self.courses:
            at = _free_sign(course, taken) if course.length >= SHORTEST_SIGNED else None
            found.append(at)
            if at is not None:
                taken.append(around(at, SIGN_RADIUS + 1))
        return found

    @cached_property
    def labels(self) -> list[Box | None]:
        """The box of each place's name; None where nothing is free."""
        lanes = [point for course in self.courses for point in course.points]
        order = self._by_need()
        room = Around(
            lanes=np.array(lanes).reshape(-1, 2),
            signs=np.array(self._signs()).reshape(-1, 4),
            marks=np.array(self._marks()),
            frame=self.frame,
        )
        found = placed([self._label(self.picture.places[i]) for i in order], room)
        boxes = dict(zip(order, found, strict=True))
        return [boxes[i] for i in range(len(order))]

    @cached_property
    def names(self) -> list[Name]:
        """The names of countries."""
        labels = [box for box in self.labels if box is not None]
        taken = [*self._marks(), *self._signs(), *labels, *self._lane_boxes()]
        return list(names_of(self.ground.land, self.language, taken, self.frame))

    def _by_need(self) -> list[int]:
        """Places in the order in which they choose where their names stand: those that run out
        first on the day that tells most, those that have a value on another, then the others."""

        def need(place: int) -> tuple[bool, float, int]:
            value = self.days.values[place][self.days.telling]
            return not self.days.has_value[place], math.inf if value is None else value, place

        return sorted(range(len(self.picture.places)), key=need)

    def label(self, place: MapPlace) -> str:
        """The name of a place, or as much of its beginning as there is room for."""
        return shortened(place.name, self.label_size, LONGEST_NAME)

    def _label(self, place: MapPlace) -> Label:
        has_value = self.days.has_value[self.picture.places.index(place)]
        size = self.label_size
        width = width_of(self.label(place), size)
        width += width_of(WIDEST_VALUE, size) if has_value else 0.0
        return Label(self.points[place.id], self.mark_radius + 2, width, size + LEADING)

    def _marks(self) -> list[Box]:
        return [around(point, self.mark_radius) for point in self.points.values()]

    def _signs(self) -> list[Box]:
        """Signs of modes and of alarms, and arrowheads."""
        heads = [
            around(course.head, ARROW_WIDTH * self.grain)
            for course, used in zip(self.courses, self.days.is_used, strict=True)
            if used
        ]
        signs = [around(sign, SIGN_RADIUS + 1) for sign in self.signs if sign is not None]
        alarms = [
            around(
                (x + ALARM_AT[0] * self.grain, y + ALARM_AT[1] * self.grain),
                ALARM_RADIUS * self.grain,
            )
            for (x, y), place in zip(self.points.values(), self.picture.places, strict=True)
            if place.alarm is not None and place.alarm.any()
        ]
        return heads + signs + alarms

    def _lane_boxes(self) -> Iterator[Box]:
        """The lanes that are used, in short stretches: no country's name lies across them."""
        for course, used in zip(self.courses, self.days.is_used, strict=True):
            if used:
                for (x, y), (to_x, to_y) in itertools.pairwise(course.points):
                    yield (min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y))


def sheet_of(picture: Map, language: Language) -> Sheet:
    """The layout of a map; needs at least one place."""
    view = view_of([(place.longitude, place.latitude) for place in picture.places], WIDTH)
    degrees = np.array([(view.turned(p.longitude), p.latitude) for p in picture.places])
    on_paper = view.on_paper(degrees).tolist()
    points = {place.id: (x, y) for place, (x, y) in zip(picture.places, on_paper, strict=True)}
    return Sheet(
        picture=picture,
        language=language,
        days=MapDays(picture),
        view=view,
        points=points,
        courses=courses(picture.ways, points, grain_of(len(points))),
    )


def grain_of(places: int) -> float:
    """How large the marks of so many places are drawn."""
    return round(min(1.0, max(SMALLEST, math.sqrt(FEW / places))), 2)


def _free_sign(course: Course, taken: list[Box]) -> Point:
    """The first place along a lane where its sign covers nothing; its middle if there is none."""
    boxes = np.array(taken)
    for part in SIGN_AT:
        at = course.at(part)
        if not meets(around(at, SIGN_RADIUS), boxes):
            return at
    return course.at(SIGN_AT[0])


@lru_cache(maxsize=GROUNDS_KEPT)
def _of_the_world(view: View) -> Ground:
    """What of the world lies behind a map, made once for the page and the document."""
    return ground_of(world(), view)
