"""planner report --outlines: maps on outlines of the user's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.dossier import Dossier, packed
from tests.cli.support import Cli
from tests.report.map.support import placed_plan

SQUARE = [[-20, 10], [5, 10], [5, 20], [-20, 20], [-20, 10]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan file whose sites have coordinates."""
    file = tmp_path_factory.mktemp("kept") / "placed.plan"
    file.write_bytes(packed(Dossier(placed_plan())))
    return file


def written(folder: Path, kind: str) -> Path:
    """A GeoJSON file of one geometry with a name."""
    feature = {
        "type": "Feature",
        "properties": {"name": "Own land"},
        "geometry": {"type": kind, "coordinates": [SQUARE]},
    }
    file = folder / "own.geojson"
    file.write_text(json.dumps(feature), encoding="utf-8")
    return file


def test_the_map_is_drawn_on_them(cli: Cli, kept: Path, tmp_path: Path) -> None:
    page, plain = tmp_path / "own.html", tmp_path / "plain.html"
    outlines = written(tmp_path, "Polygon")
    assert cli("report", kept, "-o", page, "--outlines", outlines, "--exit-zero").code == 0
    assert cli("report", kept, "-o", plain, "--exit-zero").code == 0
    own, world = page.read_text("utf-8"), plain.read_text("utf-8")
    assert "Own land" in own
    assert "de facto" not in own
    assert "Own land" not in world
    assert "de facto" in world


def test_faulty_outlines_are_told_before_anything_is_written(
    cli: Cli, kept: Path, tmp_path: Path
) -> None:
    page = tmp_path / "own.html"
    ran = cli("report", kept, "-o", page, "--outlines", written(tmp_path, "Point"))
    assert ran.code == 2
    assert "own.geojson" in ran.err
    assert "geometry.type" in ran.err
    assert "a map draws no outlines of this type" in ran.err
    assert not page.exists()
