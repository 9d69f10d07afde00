"""planner sweep: points in three ways, every format, and runs that go on where they stopped."""

from __future__ import annotations

import csv
import json
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import jsonschema
import pyarrow.parquet
import pytest

from planner.cli.exits import BAD_INPUT, MET
from planner.records.contract import schema_of
from tests.cli.support import FIRST, START, Cli, environment

OVER = ("--over", "fleets.trucks.count=14,20", "--over", "forces.mission.planned_days=5,20")


def test_every_format_tells_the_same_numbers(cli: Cli, tmp_path: Path) -> None:
    names = ("a.csv", "a.json", "a.parquet", "a.html", "a.xlsx", "a.docx", "a.md", "a.txt")
    files = [tmp_path / name for name in names]
    ran = cli("sweep", FIRST, *OVER, "-q", *(part for file in files for part in ("-o", file)))
    assert (ran.code, ran.out, ran.err) == (MET, "", "")
    told = json.loads(files[1].read_text("utf-8"))
    assert [point["put"] for point in told["points"]] == [[14, 5], [14, 20], [20, 5], [20, 20]]
    with files[0].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = pyarrow.parquet.read_table(files[2]).to_pylist()
    for point, row, column in zip(told["points"], rows, columns, strict=True):
        for name, value in point["values"].items():
            assert float(row[name]) == column[name] == pytest.approx(value, rel=1e-12)
        assert row["how"] == column["how"] == point["how"]
    assert "Unmet demand" in files[6].read_text("utf-8")
    assert all(file.stat().st_size > 100 for file in files)


def test_the_json_keeps_to_its_schema(cli: Cli) -> None:
    ran = cli("sweep", FIRST, *OVER, "-q", "--format", "json")
    jsonschema.validate(json.loads(ran.out), schema_of("sweep"))


def test_a_list_and_a_latin_hypercube(cli: Cli, tmp_path: Path) -> None:
    points = tmp_path / "points.csv"
    points.write_text("fleets.trucks.count\n18\n19\n", "utf-8")
    ran = cli("sweep", FIRST, "--list", points, "-q", "--format", "csv")
    assert [row.split(",")[1] for row in ran.out.splitlines()[1:]] == ["18", "19"]
    over = ("--over", "forces.mission.planned_days=6..20")
    drawn = [
        cli("sweep", FIRST, *over, "--latin", "3", "--seed", seed, "-q", "--format", "csv").out
        for seed in ("7", "7", "8")
    ]
    assert drawn[0] == drawn[1] != drawn[2]
    # one in each third of the range
    days = sorted(float(row.split(",")[1]) for row in drawn[0].splitlines()[1:])
    assert [int((day - 6) / 5) for day in days] == [0, 1, 2]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "--over"),
        (("--over", "fleets.trucks.count=1..9"), "fleets.trucks.count"),
        (("--over", "fleets.truks.count=1,2"), "fleets.truks"),
        (("--over", "fleets.trucks.count=-1"), "out of range"),
        ((*OVER, "--list", "points.csv"), "--list"),
        ((*OVER, "--engine", "ray://here"), "--engine"),
        ((*OVER, "--workers", "0"), "--workers"),
        ((*OVER, "--workers", "2", "--engine", "dask://127.0.0.1:1"), "--engine"),
        (("--over", "fleets.trucks.count=1..9/" + "9" * 5000), "too many numbers"),
        ((*OVER, "--ledger", "none/runs.ledger"), "runs.ledger"),
        ((*OVER, "--ledger", str(FIRST)), "--ledger: the file to write is one that is read"),
        ((*OVER, "--ledger", "a.csv", "-o", "./a.csv"), "--ledger"),
        ((*OVER, "--max-variables", "1000"), "--max-variables"),
        ((*OVER, "--engine", "dask://here"), "--engine: no address"),
        ((*OVER, "--format", "plan"), "--format"),
        ((*OVER, "-o", str(FIRST)), "-o"),
    ],
)
def test_bad_input_is_told(cli: Cli, arguments: tuple[str, ...], told: str) -> None:
    ran = cli("sweep", FIRST, *arguments, "-q")
    assert ran.code == BAD_INPUT
    assert ran.out == ""
    assert told in ran.err


def finished_chunks(ledger: Path) -> int:
    """How many chunks a ledger holds that another process writes."""
    if not ledger.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as file:
            return int(file.execute("SELECT count(*) FROM chunks").fetchone()[0])
    except sqlite3.OperationalError:  # it is being made
        return 0


def test_a_run_that_is_killed_goes_on_where_it_stopped(cli: Cli, tmp_path: Path) -> None:
    over = ("--over", "fleets.trucks.count=13..28/16", "--workers", "1")
    ledger, whole = tmp_path / "runs.ledger", tmp_path / "whole.json"
    assert cli("sweep", FIRST, *over, "-q", "-o", whole).code == MET
    command = [*START, "sweep", str(FIRST), *over, "-q", "--ledger", str(ledger)]
    running = subprocess.Popen([*command, "-o", str(tmp_path / "no.json")], env=environment())
    while running.poll() is None and not finished_chunks(ledger):
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert not (tmp_path / "no.json").exists()
    assert 0 < finished_chunks(ledger) < 16
    again = tmp_path / "again.json"
    assert cli("sweep", FIRST, *over, "-q", "--ledger", ledger, "-o", again).code == MET
    assert again.read_bytes() == whole.read_bytes()


def test_what_is_damaged_is_named_and_made_again(cli: Cli, tmp_path: Path) -> None:
    ledger = tmp_path / "runs.ledger"
    command = ("sweep", FIRST, *OVER, "--workers", "1", "--ledger", ledger, "-q", "--format", "csv")
    first = cli(*command)
    with closing(sqlite3.connect(ledger)) as file, file:
        file.execute("UPDATE chunks SET answers = ?", (b"x",))
    again = cli(*command)
    assert again.out == first.out
    assert (first.err, again.err.count("chunk 0 is damaged")) == ("", 1)
