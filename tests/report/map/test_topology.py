"""Outlines as arcs: decoded from TopoJSON by hand-made files, and the one that is shipped."""

from __future__ import annotations

import hashlib
import re
import tomllib
from typing import Any

import numpy as np
import pytest

from planner.report.blocks import Outline
from planner.report.draw.ground import world as shipped
from planner.report.draw.ground.topology import Area, decoded, of_outlines, ring_points
from planner.report.draw.ground.world import DATA, countries_json, country_name, world

# two squares side by side, whose common edge is arc 1, and an island; steps of a tenth of a degree
# from (10, 20)
SQUARES: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.1, 0.1], "translate": [10, 20]},
    "objects": {
        "countries": {
            "geometries": [
                {
                    "type": "Polygon",
                    "id": "001",
                    "properties": {"name": "West"},
                    "arcs": [[0, 1]],
                },
                {"type": "Polygon", "properties": {"name": "East"}, "arcs": [[2, -2]]},
                {"type": "MultiPolygon", "id": "003", "arcs": [[[3]]]},
                {"type": None, "id": "004"},
            ]
        }
    },
    "arcs": [
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[10, 0], [0, 10]],
        [[10, 0], [10, 0], [0, 10], [-10, 0]],
        [[50, 50], [1, 0], [0, 1], [-1, -1]],
    ],
}


def test_arcs_are_steps_from_point_to_point() -> None:
    arcs = decoded(SQUARES, "countries").arcs
    assert np.allclose(arcs[0], np.array([[11, 21], [10, 21], [10, 20], [11, 20]]))
    assert np.allclose(arcs[3], np.array([[15, 25], [15.1, 25], [15.1, 25.1], [15, 25]]))


def test_arcs_without_a_transform_are_degrees() -> None:
    plain = {"objects": {"a": {"geometries": []}}, "arcs": [[[1.5, 2.5, 99], [3, 4, 99]]]}
    assert np.array_equal(decoded(plain, "a").arcs[0], np.array([[1.5, 2.5], [3, 4]]))


def test_areas_are_walks_along_arcs() -> None:
    topology = decoded(SQUARES, "countries")
    assert topology.areas == (
        Area("001", "West", ((0, 1),)),
        Area("", "East", ((2, -2),)),
        Area("003", "", ((3,),)),
        Area("004", "", ()),
    )
    west, east = (ring_points(topology.arcs, area.rings[0]) for area in topology.areas[:2])
    assert np.allclose(west, [[11, 21], [10, 21], [10, 20], [11, 20], [11, 21]])
    # the common edge, walked from its end
    assert np.allclose(east, [[11, 20], [12, 20], [12, 21], [11, 21], [11, 20]])


def test_what_two_areas_share_is_a_border_and_the_rest_is_coast() -> None:
    coasts, borders = decoded(SQUARES, "countries").edges
    assert coasts == (0, 2, 3)
    assert borders == (1,)


def test_boxes_are_west_south_east_north() -> None:
    assert np.allclose(decoded(SQUARES, "countries").boxes[2], [11, 20, 12, 21])


def test_other_types_are_refused() -> None:
    points = {"objects": {"a": {"geometries": [{"type": "Point", "arcs": []}]}}, "arcs": []}
    with pytest.raises(ValueError, match="Point"):
        decoded(points, "a")


def test_a_ring_goes_on_over_the_180th_meridian() -> None:
    across = {
        "objects": {"a": {"geometries": [{"type": "Polygon", "arcs": [[0, 1]]}]}},
        "arcs": [
            [[178, 0], [-178, 0]],
            [[-178, 0], [-178, 2], [178, 2], [178, 0]],
        ],
    }
    topology = decoded(across, "a")
    ring = ring_points(topology.arcs, topology.areas[0].rings[0])
    assert np.allclose(ring, [[178, 0], [182, 0], [182, 2], [178, 2], [178, 0]])


def test_a_ring_around_a_pole_is_closed_over_it() -> None:
    around = {
        "objects": {"a": {"geometries": [{"type": "Polygon", "arcs": [[0]]}]}},
        "arcs": [[[-180, -70], [-60, -75], [60, -72], [180, -70]]],
    }
    ring = decoded(around, "a").arcs[0]
    assert np.allclose(ring[-3:], [[180, -90], [-180, -90], [-180, -70]])


def test_outlines_of_the_user_share_nothing() -> None:
    square = np.array([[0.0, 0], [1, 0], [1, 1], [0, 0]])
    topology = of_outlines([Outline("A", (square, square + 5)), Outline("", (square,), False)])
    assert topology.areas == (Area("", "A", ((0,), (1,))),)
    assert topology.lines == (2,)
    assert topology.edges == ((0, 1), ())


# ------------------------------------------------------------------------------------ as shipped


def test_the_shipped_file_is_the_one_that_its_note_tells_of() -> None:
    note = shipped.read_data("README.txt").decode()
    assert hashlib.sha256(countries_json()).hexdigest() in note
    assert "ISC licence" in note
    assert "public domain" in note


def test_all_outlines_together_are_small() -> None:
    sizes = [len(shipped.read_data(name)) for name in DATA]
    assert sum(sizes) <= 800_000


def test_every_ring_of_the_world_is_closed_and_within_a_turn() -> None:
    topology = world()
    assert len(topology.areas) == 241
    for area in topology.areas:
        for ring in area.rings:
            points = ring_points(topology.arcs, ring)
            assert np.allclose(points[0], points[-1]), area.name
            # no step leaps over the globe
            steps = np.abs(np.diff(points[:, 0]))
            assert steps.max() < 100 or points[:, 1].min() == -90, area.name


def test_every_name_belongs_to_an_area() -> None:
    numbers = {area.id for area in world().areas}
    names = tomllib.loads(shipped.read_data("names.toml").decode())
    assert set(names) <= numbers
    assert all(len(pair) == 2 and all(pair) for pair in names.values())
    assert all(re.fullmatch(r"\d{3}", number) for number in names)
    # who is a member of the United Nations, but for one that the outlines are too coarse for
    assert len(names) == 195


def test_a_country_is_named_in_either_language() -> None:
    assert country_name("384", "en") == "Côte d’Ivoire"
    assert country_name("148", "en") == "Chad"
    assert country_name("148", "fr") == "Tchad"
    assert country_name("", "en") == country_name("158", "en") == ""
