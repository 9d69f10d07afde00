"""A user's own outlines: what is read, and what is refused in which words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planner.errors import InputError
from planner.report.blocks import Line, Map, Outline
from planner.report.draw.ground import geojson
from planner.report.draw.ground.geojson import MOST_FAULTS, read_outlines, with_outlines
from tests.report.samples import SAMPLES

SQUARE = [[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]


def written(folder: Path, content: Any) -> Path:
    """A file with this content, which is text or becomes JSON."""
    file = folder / "outlines.geojson"
    text = content if isinstance(content, str) else json.dumps(content)
    file.write_text(text, encoding="utf-8")
    return file


def geometry(kind: str, coordinates: Any) -> dict[str, Any]:
    """A geometry of GeoJSON."""
    return {"type": kind, "coordinates": coordinates}


def feature(of: Any, name: Any = None) -> dict[str, Any]:
    """A feature of GeoJSON."""
    return {"type": "Feature", "properties": {"name": name}, "geometry": of}


def test_features_are_areas_and_lines_with_their_names(tmp_path: Path) -> None:
    hole = [[0.5, 0.5], [1, 0.5], [1, 1], [0.5, 0.5]]
    collection = {
        "type": "FeatureCollection",
        "features": [
            feature(geometry("Polygon", [SQUARE, hole]), " North "),
            feature(geometry("MultiPolygon", [[SQUARE], [[[x + 5, y] for x, y in SQUARE]]]), 7),
            feature(geometry("LineString", [[0, 0, 99], [1.5, 2]]), "River"),
            feature(None, "nowhere"),
        ],
    }
    areas = read_outlines(written(tmp_path, collection))
    told = [(outline.name, outline.closed, len(outline.parts)) for outline in areas]
    assert told == [("North", True, 2), ("", True, 2), ("River", False, 1)]
    assert np.array_equal(areas[0].parts[0], SQUARE)
    assert np.array_equal(areas[2].parts[0], np.array([[0, 0], [1.5, 2]]))


def test_a_geometry_may_stand_alone_or_with_others(tmp_path: Path) -> None:
    together = {
        "type": "GeometryCollection",
        "geometries": [
            geometry("MultiLineString", [[[0, 0], [1, 1]], [[2, 2], [3, 3]]]),
            geometry("Polygon", [SQUARE]),
        ],
    }
    assert [len(one.parts) for one in read_outlines(written(tmp_path, together))] == [2, 1]
    (line,) = read_outlines(written(tmp_path, geometry("LineString", [[0, 0], [1, 1]])))
    assert not line.closed


FAULTY: dict[str, tuple[Any, str, str]] = {
    "no JSON": ("{", ":1:2", "the outlines are not JSON"),
    "endless nesting": ("[" * 100_000, "", "the outlines are not JSON"),
    "endless digits": ("[" + "1" * 5000 + "]", "", "the outlines are not JSON"),
    "not a number": ('{"type": NaN}', "", "not a number that a place can have; seen: NaN"),
    "a list": ([1], "", "not an object of GeoJSON; seen: [1]"),
    "no type": ({}, "type", "draws no outlines of this type; seen: null"),
    "points": (
        feature(geometry("Point", [0, 0])),
        "geometry.type",
        'draws no outlines of this type; seen: "Point"',
    ),
    "no features": ({"type": "FeatureCollection", "features": []}, "", "no outlines in the file"),
    "features no list": (
        {"type": "FeatureCollection", "features": {}},
        "features",
        "not a list; seen: {}",
    ),
    "no coordinates": (geometry("Polygon", None), "coordinates", "not a list; seen: null"),
    "no point": (
        geometry("LineString", [[0, 0], ["1", 2]]),
        "coordinates[1]",
        'not a point; seen: ["1", 2]',
    ),
    "a truth value": (
        geometry("LineString", [[True, 0], [1, 2]]),
        "coordinates[0]",
        "not a point; seen: [true, 0]",
    ),
    "metres": (
        geometry("Polygon", [[[500000, 4649776], *SQUARE[1:]]]),
        "coordinates[0][0]",
        "not a longitude and a latitude; seen: [500000, 4649776]",
    ),
    "a ring of three": (
        geometry("Polygon", [SQUARE[:3]]),
        "coordinates[0]",
        "too few points; seen: 3; allowed: 4 or more",
    ),
    "a ring that is open": (
        geometry("Polygon", [[*SQUARE[:4], [9, 9]]]),
        "coordinates[0]",
        "a ring that is open; seen: [9, 9]; allowed: a ring ends where it began",
    ),
    "a line of one": (
        geometry("LineString", [[0, 0]]),
        "coordinates",
        "too few points; seen: 1; allowed: 2 or more",
    ),
}


@pytest.mark.parametrize(("content", "where", "words"), FAULTY.values(), ids=FAULTY)
def test_a_fault_says_where_and_what(content: Any, where: str, words: str, tmp_path: Path) -> None:
    file = written(tmp_path, content)
    with pytest.raises(InputError) as refused:
        read_outlines(file)
    (told,) = refused.value.faults
    assert str(file) in str(told)
    assert where in str(told)
    assert words in str(told)
    assert told.text("fr") != told.text("en")


def test_all_faults_are_told_together_up_to_a_number(tmp_path: Path) -> None:
    wrong = [feature(geometry("Point", [0, 0])) for _ in range(100)]
    with pytest.raises(InputError) as refused:
        read_outlines(written(tmp_path, {"type": "FeatureCollection", "features": wrong}))
    assert len(refused.value.faults) == MOST_FAULTS
    assert "features[1].geometry.type" in str(refused.value.faults[1])


def test_a_file_is_not_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geojson, "MOST_POINTS", 4)
    with pytest.raises(InputError, match="too many points"):
        read_outlines(written(tmp_path, geometry("Polygon", [SQUARE])))
    monkeypatch.setattr(geojson, "LARGEST_BYTES", 10)
    with pytest.raises(InputError, match="the file is too large"):
        read_outlines(written(tmp_path, geometry("Polygon", [SQUARE])))


def test_a_file_that_is_not_there_or_no_text_says_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_outlines(tmp_path / "none.geojson")
    (tmp_path / "bytes.geojson").write_bytes(b"\xff\xfe{}")
    with pytest.raises(InputError, match="not a text file"):
        read_outlines(tmp_path / "bytes.geojson")


def test_every_map_gets_the_outlines_and_nothing_else_changes() -> None:
    own = (Outline("A", (np.array(SQUARE, dtype=np.float64),)),)
    blocks = list(with_outlines(SAMPLES.values(), own))
    maps = [block for block in blocks if isinstance(block, Map)]
    assert [block.outlines for block in maps] == [own]
    lines = [block for block in blocks if isinstance(block, Line)]
    assert lines == [block for block in SAMPLES.values() if isinstance(block, Line)]
