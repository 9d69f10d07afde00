"""What thinning leaves out no eye would miss, and it says how much that is."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.report.draw import svg
from planner.report.draw.marks import WIDTH, path
from planner.report.draw.thin import WIDEST, WITHIN, Thinning, runs, thinned
from tests.report.draw.support import many_curves, texts

HEIGHTS = st.floats(0, 300, allow_nan=False)
HALF_A_PIXEL = 0.5 * WIDTH / WIDEST


def points_of(ys: list[float]) -> list[tuple[float, float]]:
    return [(0.7 * i, y) for i, y in enumerate(ys)]


@given(st.lists(HEIGHTS, min_size=1, max_size=80), st.floats(0, 20))
def test_the_thinned_line_is_nowhere_farther_off_than_asked(ys: list[float], within: float) -> None:
    points = points_of(ys)
    kept = thinned(points, within)
    assert (kept[0], kept[-1]) == (points[0], points[-1])
    assert set(kept) <= set(points)
    assert all(before[0] < after[0] for before, after in pairwise(kept))
    xs, all_ys = zip(*points, strict=True)
    kept_xs, kept_ys = zip(*kept, strict=True)
    off = np.abs(np.interp(xs, kept_xs, kept_ys) - np.array(all_ys))
    assert off.max() <= within + 1e-9


@given(st.lists(HEIGHTS, min_size=2, max_size=80))
def test_as_it_is_drawn_it_is_off_by_no_more_than_half_a_pixel(ys: list[float]) -> None:
    """With what rounding of the path adds, on the widest drawing."""
    points = points_of(ys)
    drawn = path(thinned(points, WITHIN))
    kept = [tuple(map(float, place.split(","))) for place in drawn[1:].split("L")]
    xs, all_ys = zip(*points, strict=True)
    kept_xs, kept_ys = zip(*kept, strict=True)
    # rounding moves a point to the side as well: it counts by how far off the line it then is
    moved = np.array([min_distance(x, y, kept) for x, y in points])
    assert moved.max() <= HALF_A_PIXEL + 1e-9
    assert len(kept_xs) == len(kept_ys) <= len(xs) == len(all_ys)


def min_distance(x: float, y: float, line: list[tuple[float, ...]]) -> float:
    """From a place to the nearest place of a line."""
    best = np.inf
    for (x0, y0), (x1, y1) in pairwise(line):
        length = (x1 - x0) ** 2 + (y1 - y0) ** 2
        share = 0.0
        if length:
            share = min(1.0, max(0.0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length))
        best = min(best, float(np.hypot(x - x0 - share * (x1 - x0), y - y0 - share * (y1 - y0))))
    return float(best)


def test_a_zigzag_is_kept_and_a_straight_line_is_not() -> None:
    zigzag = points_of([0.0, 1.0] * 10)
    assert thinned(zigzag, 0.4) == zigzag
    assert len(thinned(zigzag, 1.0)) == 2
    straight = points_of([0.5 * i for i in range(20)])
    assert thinned(straight, 1e-9) == [straight[0], straight[-1]]


def test_a_curve_is_one_run_between_its_gaps() -> None:
    xs = np.arange(7.0)
    ys = np.array([np.nan, 1.0, 2.0, np.nan, np.nan, 3.0, np.nan])
    assert list(runs(xs, ys)) == [[(1.0, 1.0), (2.0, 2.0)], [(5.0, 3.0)]]


def test_how_much_is_left_out_is_said_where_anything_is() -> None:
    assert (Thinning(10, 4) + Thinning(1, 1)).told == "Drawn to half a pixel: 5 of 11 values."
    assert Thinning(10, 10).told == ""


@pytest.mark.parametrize(("panels", "curves", "most"), [(1, 7, 6_000), (25, 10, 3_000)])
def test_a_drawing_of_many_values_is_small_and_says_so(panels: int, curves: int, most: int) -> None:
    picture = many_curves(panels, curves)
    made = svg(picture, name="x")
    assert len(made) < most * panels * curves
    told = [placed.text for placed in texts(made) if placed.text.startswith("Drawn to half")]
    assert [text.split(" of ")[1] for text in told] == [f"{425 * panels * curves:,} values."]
