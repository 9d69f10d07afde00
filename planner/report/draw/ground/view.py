"""Where on the paper a point of the earth lies: an equirectangular map, true in its middle."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.scenario.distances import EARTH_RADIUS_KM

Floats = NDArray[np.float64]
KM_PER_DEGREE = EARTH_RADIUS_KM * math.pi / 180
# of the extent of the places, left free on each side
MARGIN = 0.09
# no map shows less than this from side to side: a single site has some country around it
LEAST_KM = 150.0
# no taller than wide, and no flatter than this part of its width
FLATTEST = 0.55


@dataclass(frozen=True, slots=True)
class View:
    """A window on the earth: degrees of its upper left corner, and pixels to a degree."""

    west: float
    north: float
    per_longitude: float
    per_latitude: float
    width: float
    height: float

    def on_paper(self, degrees: Floats) -> Floats:
        """[P, 2] pixels from the upper left corner, for points [P, 2] of longitude, latitude."""
        corner = np.array([self.west, self.north])
        placed: Floats = (degrees - corner) * (self.per_longitude, -self.per_latitude)
        return placed

    def meets(self, boxes: Floats) -> NDArray[np.bool_]:
        """[A] which of the boxes [A, 4] (west, south, east, north, in degrees) are seen at all."""
        (left, bottom), (right, top) = self.on_paper(boxes[:, :2]).T, self.on_paper(boxes[:, 2:]).T
        seen: NDArray[np.bool_] = (right >= 0) & (left <= self.width)
        seen &= (bottom >= 0) & (top <= self.height)
        return seen

    def turned(self, longitude: float) -> float:
        """The longitude, by whole turns, that lies nearest to the middle of the view."""
        middle = self.west + self.width / self.per_longitude / 2
        return longitude - 360.0 * round((longitude - middle) / 360.0)

    @property
    def pixels_per_km(self) -> float:
        """Along a meridian, and along the middle parallel."""
        return self.per_latitude / KM_PER_DEGREE


def view_of(places: Sequence[tuple[float, float]], width: float) -> View:
    """The view that holds all places (longitude, latitude) with room around them.

    Needs at least one place. Where they lie on both sides of the 180th meridian, the view does too.
    """
    west, east = _around([longitude for longitude, _ in places])
    south = min(latitude for _, latitude in places)
    north = max(latitude for _, latitude in places)
    middle = (south + north) / 2
    shrunk = max(math.cos(math.radians(middle)), 0.1)  # of a degree of longitude, in the middle
    across = max((east - west) * shrunk, LEAST_KM / KM_PER_DEGREE)
    upward = max(north - south, across * FLATTEST * (1 - 2 * MARGIN))
    across = max(across, upward) * (1 + 2 * MARGIN)
    upward = max(upward * (1 + 2 * MARGIN), across * FLATTEST)
    scale = width / across
    return View(
        west=(west + east) / 2 - across / shrunk / 2,
        north=middle + upward / 2,
        per_longitude=scale * shrunk,
        per_latitude=scale,
        width=width,
        height=round(upward * scale, 1),
    )


def _around(longitudes: Sequence[float]) -> tuple[float, float]:
    """The shortest stretch, eastward, that holds all longitudes; its end may lie beyond 180."""
    # rounded, or what lies a hair to the west of 0 would be at 360
    turned = sorted({round(longitude, 9) % 360.0 for longitude in longitudes})
    gaps = [
        (turned[(number + 1) % len(turned)] - longitude) % 360.0 or 360.0
        for number, longitude in enumerate(turned)
    ]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    west = turned[(widest + 1) % len(turned)]
    west = west - 360.0 if west > 180.0 else west
    return west, west + 360.0 - gaps[widest]
