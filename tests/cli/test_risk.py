"""planner risk: every format, seeds, bad input, and runs that go on where they stopped."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import time
from pathlib import Path

import jsonschema
import pyarrow.parquet
import pytest

from planner.cli.exits import BAD_INPUT, MET
from planner.records.contract import schema_of
from tests.analysis.risk.support import cut_off
from tests.cli.support import FIRST, START, Cli, environment
from tests.cli.test_sweep import finished_chunks
from tests.scenario.helpers import as_yaml, write

DRAWS = ("--draws", "100", "--supply-draws", "50")


@pytest.fixture(scope="module")
def newsvendor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A camp that asks once for an amount that is not known."""
    scenario = cut_off(figures=["demands.*.per_day"], shape="uniform")
    data = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return write(tmp_path_factory.mktemp("risk"), as_yaml(data))


def test_every_format_tells_the_same(cli: Cli, tmp_path: Path, newsvendor: Path) -> None:
    names = ("a.csv", "a.json", "a.parquet", "a.html", "a.xlsx", "a.docx", "a.md", "a.txt")
    files = [tmp_path / name for name in names]
    outputs = [part for file in files for part in ("-o", file)]
    ran = cli("risk", newsvendor, *DRAWS, "-q", *outputs)
    assert (ran.code, ran.out, ran.err) == (MET, "", "")
    told = json.loads(files[1].read_text("utf-8"))
    jsonschema.validate(told, schema_of("risk"))
    with files[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = pyarrow.parquet.read_table(files[2]).to_pylist()
    assert [row["kind"] for row in rows] == ["supply", "site"]
    chance = told["supply"]["met"]["value"]
    assert float(rows[0]["chance"]) == columns[0]["chance"] == chance
    assert f"no demand goes unmet in {chance * 100:.0f} % of the draws" in files[7].read_text(
        "utf-8"
    )
    assert all(file.stat().st_size > 100 for file in files)


def test_requirements_and_supply_of_the_first_scenario(cli: Cli) -> None:
    ran = cli("risk", FIRST, "--draws", "200", "--supply-draws", "50", "-q", "--format", "json")
    assert ran.code == MET
    told = json.loads(ran.out)
    jsonschema.validate(told, schema_of("risk"))
    assert told["forces"]["draws"] == 200
    assert told["supply"]["draws"] + told["supply"]["without"] == 50
    assert told["implied"] is True


def test_the_same_seed_gives_the_same(cli: Cli, newsvendor: Path) -> None:
    seeds = ("5", "5", "6")
    told = [
        cli("risk", newsvendor, *DRAWS, "--seed", seed, "-q", "--format", "csv").out
        for seed in seeds
    ]
    assert told[0] == told[1] != told[2]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--draws", "0"), "--draws"),
        (("--draws", "99999999999"), "--draws"),
        (("--supply-draws", "-1"), "--supply-draws"),
        (("--within", "2"), "--within"),
        (("--seed", "-1"), "--seed"),
        (("--engine", "ray://here"), "--engine"),
        (("--workers", "2", "--engine", "dask://127.0.0.1:1"), "--engine"),
        (("--ledger", "none/runs.ledger"), "runs.ledger"),
        (("--ledger", "both.json", "-o", "both.json"), "--ledger"),
        (("--ledger", str(FIRST)), "--ledger"),
        (("--format", "plan"), "--format"),
        (("--set", "forces.mission.personell=1"), "forces.mission.personell"),
    ],
)
def test_bad_input_is_told(cli: Cli, arguments: tuple[str, ...], told: str) -> None:
    ran = cli("risk", FIRST, *arguments, "-q")
    assert ran.code == BAD_INPUT
    assert ran.out == ""
    assert told in ran.err


def test_a_run_that_is_killed_goes_on_where_it_stopped(
    cli: Cli, tmp_path: Path, newsvendor: Path
) -> None:
    asked = ("--draws", "200", "--supply-draws", "200", "--workers", "1")
    ledger, whole = tmp_path / "runs.ledger", tmp_path / "whole.json"
    assert cli("risk", newsvendor, *asked, "-q", "-o", whole).code == MET
    command = [*START, "risk", str(newsvendor), *asked, "-q", "--ledger", str(ledger)]
    running = subprocess.Popen([*command, "-o", str(tmp_path / "no.json")], env=environment())
    while running.poll() is None and not finished_chunks(ledger):
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert not (tmp_path / "no.json").exists()
    assert 0 < finished_chunks(ledger) < 100
    again = tmp_path / "again.json"
    assert cli("risk", newsvendor, *asked, "-q", "--ledger", ledger, "-o", again).code == MET
    assert again.read_bytes() == whole.read_bytes()
