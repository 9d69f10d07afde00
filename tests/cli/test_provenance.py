"""planner provenance: every format, what is asked for, faults."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from planner.records.contract.provenance import ProvenanceResult
from tests.cli.support import Cli, process
from tests.scenario.network import network, road, source


@pytest.fixture
def camp(tmp_path: Path) -> Path:
    """A road for 4 t a day to a camp that asks for 5, each with a range."""
    figure = {"value": 5, "low": 3, "high": 6, "assumption": "a guess"}
    capacity = {"value": 4, "low": 2, "high": 9, "source": "QM-4923 Table 1-1"}
    data = network(
        demands={"works": source("camp", per_day=figure)},
        lanes={"road": road(capacity=capacity)},
        objective=["unmet", "prepositioned_tonnes"],
    )
    file = tmp_path / "camp.yaml"
    with file.open("w", encoding="utf-8") as out:
        YAML(typ="safe").dump(data, out)
    return file


def test_as_text(cli: Cli, camp: Path) -> None:
    ran = cli("provenance", camp, "--all", "--workers", "1")
    assert (ran.code, ran.err) == (0, "")
    assert "What moves the numbers most" in ran.out
    assert "Unmet demand: 14 t" in ran.out
    assert "Every figure used" not in ran.out
    listed = cli("provenance", camp, "--top", "0", "--register", "--workers", "1")
    assert "lanes.road.capacity" in listed.out


def test_as_json(cli: Cli, camp: Path) -> None:
    ran = cli("provenance", camp, "--format", "json", "--all", "--workers", "1")
    told = json.loads(ran.out)
    schema = json.loads(cli("schema", "provenance").out)
    Draft7Validator.check_schema(schema)
    Draft7Validator(schema).validate(told)
    result = ProvenanceResult.model_validate(told)
    [unmet] = [entry for entry in result.tornadoes if entry.headline == "unmet_tonnes"]
    first = unmet.swings[0]
    # 5 t on day 0, then nine days with 3 t, 1 t and nothing missing
    assert (first.path, first.kind, first.source) == (
        "lanes.road.capacity",
        "external",
        "QM-4923 Table 1-1",
    )
    assert (first.low, first.base, first.high) == pytest.approx((32, 14, 5))
    assert first.swing == pytest.approx(27)
    paths = {entry.path for entry in result.figures}
    assert {path for part in result.unranged for path in part.paths} < paths


def test_two_processes_print_the_same_bytes(camp: Path) -> None:
    one, two = (
        process("provenance", camp, "--format", "json", "--workers", workers)
        for workers in ("1", "2")
    )
    assert (one.code, one.err) == (0, "")
    assert one.out == two.out


def test_tables(cli: Cli, camp: Path) -> None:
    swings = cli("provenance", camp, "--table", "swings", "--all", "--workers", "1")
    assert swings.out.startswith("headline,unit,rank,path,kind,")
    register = cli("provenance", camp, "--table", "register", "--top", "0", "--workers", "1")
    assert ",3,6,assumption,,a guess," in register.out
    assert cli("provenance", camp, "-o", "out.xlsx", "--top", "0", "--workers", "1").code == 0
    assert Path("out.xlsx").read_bytes()[:2] == b"PK"


def test_one_number_and_one_figure(cli: Cli, camp: Path) -> None:
    arguments = ("--headline", "unmet_tonnes", "--figure", "demands", "--workers", "1")
    told = json.loads(cli("provenance", camp, "--format", "json", *arguments).out)
    assert [entry["headline"] for entry in told["tornadoes"]] == ["unmet_tonnes"]
    assert [entry["path"] for entry in told["swung"]] == ["demands.works.per_day"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--headline", "unmet_tons"), "did you mean 'unmet_tonnes'?"),
        (("--figure", "demands.work.per_day"), "did you mean 'demands.works.per_day'?"),
        (("--figure", "lanes.road.distance"), "the figure has no range"),
        (("--workers", "0"), "--workers"),
        (("--table", "swing"), "did you mean 'swings'?"),
    ],
)
def test_faults(cli: Cli, camp: Path, arguments: tuple[str, ...], said: str) -> None:
    ran = cli("provenance", camp, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
