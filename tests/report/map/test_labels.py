"""Names beside their marks: none covers another, a mark, or the edge of the map."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.report.draw.maps.labels import Around, Box, Label, around, meets, placed
from planner.report.draw.maps.names import inside

FRAME = (0.0, 0.0, 720.0, 400.0)
RADIUS = 11.0
points = st.tuples(st.floats(15, 705), st.floats(15, 385))
NOTHING = np.zeros((0, 2))


def room(
    at: list[tuple[float, float]], lanes: np.ndarray = NOTHING, signs: tuple[Box, ...] = ()
) -> Around:
    """A map with marks at these places."""
    marks = np.array([around(point, RADIUS) for point in at]).reshape(-1, 4)
    return Around(lanes, np.array(signs).reshape(-1, 4), marks, FRAME)


@settings(max_examples=40)
@given(st.lists(st.tuples(points, st.floats(10, 200)), min_size=1, max_size=25))
def test_no_name_covers_a_name_or_a_mark_or_leaves_the_map(
    given_labels: list[tuple[tuple[float, float], float]],
) -> None:
    labels = [Label(at, RADIUS, width, 16.0) for at, width in given_labels]
    map_ = room([label.at for label in labels])
    found = placed(labels, map_)
    assert len(found) == len(labels)
    boxes = [box for box in found if box is not None]
    for one, other in combinations(boxes, 2):
        assert not meets(one, np.array([other]))
    for box in boxes:
        assert not meets(box, map_.marks)
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= FRAME[2]
        assert box[3] <= FRAME[3]
    assert placed(labels, map_) == found  # the same every time


def test_a_lonely_name_stands_to_the_right() -> None:
    (box,) = placed([Label((100, 100), RADIUS, 50, 16)], room([(100, 100)]))
    assert box == (111, 92, 161, 108)


def test_a_name_keeps_off_lanes_and_signs_where_it_can() -> None:
    lane = np.array([(x, 100.0) for x in range(112, 200, 7)])
    label, sign = Label((100, 100), RADIUS, 50, 16), (60.0, 92.0, 70.0, 108.0)
    assert placed([label], room([(100, 100)], lane)) == [(39, 92, 89, 108)]
    (box,) = placed([label], room([(100, 100)], lane, (sign,)))
    assert box is not None
    assert not meets(box, np.array([sign]))


def test_a_name_stands_nearer_to_its_own_mark_than_to_another() -> None:
    at = [(100.0, 100.0), (124.0, 100.0)]
    first, second = placed([Label(point, RADIUS, 50, 16) for point in at], room(at))
    assert first is not None
    assert second is not None
    assert first[2] <= 100
    assert second[0] >= 124


def test_without_room_there_is_no_name() -> None:
    (box,) = placed([Label((100, 100), RADIUS, 800, 16)], room([(100, 100)]))
    assert box is None


def test_points_lie_inside_a_ring_or_not() -> None:
    ring = np.array([[0.0, 0], [10, 0], [10, 10], [5, 2], [0, 10]])
    seen = inside(np.array([[5.0, 1], [5, 8], [1, 5], [-1, 5], [11, 1]]), ring)
    assert seen.tolist() == [True, False, True, False, False]
