"""Views of the earth, lines cut to them and thinned, and the ground that they show."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.report.draw.ground.cut import TOLERANCE, ground_of
from planner.report.draw.ground.lines import TENTH, cut_line, cut_ring, path, thinned
from planner.report.draw.ground.view import FLATTEST, LEAST_KM, view_of
from planner.report.draw.ground.world import world

W, H = 100.0, 60.0
coordinate = st.floats(-150, 250).map(lambda value: round(value, 3))
lines = st.lists(st.tuples(coordinate, coordinate), min_size=2, max_size=30).map(np.array)
rings = st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=30).map(np.array)
degrees = st.tuples(st.floats(-180, 180), st.floats(-85, 85))


# ------------------------------------------------------------------------------------------ views


@given(st.lists(degrees, min_size=1, max_size=12))
def test_every_place_lies_in_the_view(places: list[tuple[float, float]]) -> None:
    view = view_of(places, 720)
    turned = np.array([(view.turned(longitude), latitude) for longitude, latitude in places])
    x, y = view.on_paper(turned).T
    assert (x >= 0).all()
    assert (x <= view.width + 1e-6).all()
    assert (y >= 0).all()
    assert (y <= view.height + 0.1).all()
    assert view.width == 720
    assert FLATTEST * view.width - 0.1 <= view.height <= view.width + 0.1


def test_a_single_place_has_some_country_around_it() -> None:
    view = view_of([(35.5, 33.9)], 720)
    assert view.width / view.pixels_per_km >= LEAST_KM


def test_a_degree_is_as_long_either_way_in_the_middle() -> None:
    view = view_of([(10, 40), (20, 60)], 720)
    at = np.array([[15.0, 50], [15, 51], [16, 50]])
    middle, north, east = view.on_paper(at)
    up, right = middle[1] - north[1], east[0] - middle[0]
    assert right / up == pytest.approx(np.cos(np.radians(50)), rel=1e-6)
    assert north[1] < middle[1]


def test_places_on_both_sides_of_the_180th_meridian_stand_together() -> None:
    view = view_of([(178, -18), (-172, -13)], 720)
    x, _ = view.on_paper(np.array([[view.turned(178), -18], [view.turned(-172), -13]])).T
    assert 0 < x[0] < x[1] < 720
    assert x[1] - x[0] > 400


# ------------------------------------------------------------------------------------------ lines


@given(lines, st.floats(0.1, 20))
def test_what_is_left_out_lies_near_the_line_that_is_drawn(
    points: np.ndarray, tolerance: float
) -> None:
    kept = thinned(points, tolerance)
    assert np.array_equal(kept[[0, -1]], points[[0, -1]])
    for point in points:
        away = min(distance(point, a, b) for a, b in pairwise(kept))
        assert away <= tolerance + 1e-6


def distance(point: np.ndarray, start: np.ndarray, end: np.ndarray) -> float:
    """From a point to a stretch."""
    along = end - start
    length = float(along @ along)
    part = min(1.0, max(0.0, float((point - start) @ along) / length)) if length else 0.0
    return float(np.hypot(*(point - start - part * along)))


@given(rings)
def test_a_ring_is_cut_to_the_rectangle(ring: np.ndarray) -> None:
    for x, y in cut_ring(ring, W, H):
        assert -1e-6 <= x <= W + 1e-6
        assert -1e-6 <= y <= H + 1e-6


def test_a_ring_around_the_rectangle_covers_it() -> None:
    around = np.array([[-50.0, -50], [200, -50], [200, 200], [-50, 200]])
    assert set(cut_ring(around, W, H)) == {(0, 0), (W, 0), (W, H), (0, H)}
    assert cut_ring(around + 500, W, H) == []


@given(lines)
def test_a_line_is_cut_to_the_rectangle(line: np.ndarray) -> None:
    for part in cut_line(line, W, H):
        assert len(part) >= 2
        for x, y in part:
            assert -1e-6 <= x <= W + 1e-6
            assert -1e-6 <= y <= H + 1e-6


def test_a_line_that_leaves_and_comes_back_is_two() -> None:
    line = np.array([[10.0, 10], [10, 100], [50, 100], [50, 10]])
    assert list(cut_line(line, W, H)) == [[(10, 10), (10, 60)], [(50, 60), (50, 10)]]


@given(lines)
def test_a_path_leads_along_its_points(line: np.ndarray) -> None:
    drawn = path([[(float(x), float(y)) for x, y in line]], closed=False)
    numbers = [int(number) for number in re.findall(r"-?\d+", drawn)]
    walked = np.cumsum(np.array(numbers).reshape(-1, 2), axis=0) * TENTH
    tenths = np.round(line / TENTH) * TENTH
    apart = np.any(np.diff(tenths, axis=0) != 0, axis=1)
    expected = tenths[np.concatenate([[True], apart])]
    if len(expected) < 2:
        assert drawn == ""
    else:
        assert np.allclose(walked, expected, atol=1e-6)


# ----------------------------------------------------------------------------------------- ground


def test_the_ground_has_the_countries_that_the_view_meets() -> None:
    ground = ground_of(world(), view_of([(-8.0, 12.6), (0.0, 16.3), (1.0, 20.2)], 720))
    numbers = {land.area.id for land in ground.land}
    mali, burkina_faso, france, chad = "466", "854", "250", "148"
    assert {mali, burkina_faso} <= numbers
    assert not {france, chad} & numbers
    assert ground.borders
    assert len(ground.borders) < 20_000


def test_the_ground_over_the_180th_meridian_has_no_line_along_it() -> None:
    ground = ground_of(world(), view_of([(178, -18), (-172, -13)], 720))
    assert {land.area.id for land in ground.land} >= {"242"}  # Fiji
    # an arc that leapt over the globe would be drawn as a line across all of the view
    steps = [int(number) * TENTH for number in re.findall(r"-?\d+", ground.coasts.split("M")[1])]
    assert max(map(abs, steps[2:])) < 360


def test_thinning_is_not_seen() -> None:
    assert TOLERANCE <= 0.5
