"""planner stocks: sustainment alone, in every format."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

import planner
from planner.cli.stocks import TABLES
from planner.report.exports import supply_tables
from tests.cli.support import FIRST, Cli

SHORT = ("--set", "fleets.trucks.count=0")


def test_exit_codes_are_of_the_supply_plan(cli: Cli, first: Path) -> None:
    # one requirement of the first scenario is short, and all that comes is supplied
    met = cli("stocks", first)
    assert (met.code, met.err) == (0, "")
    assert "Sustainment and pre-positioning" in met.out
    assert "Requirements" not in met.out
    short = cli("stocks", first, *SHORT)
    assert short.code == 1
    assert "of demand cannot be met" in short.out
    assert cli("stocks", first, *SHORT, "--exit-zero").code == 0


def test_nothing_to_supply_is_bad_input(cli: Cli) -> None:
    Path("empty.yaml").write_text("format: 1\nid: empty\n")
    ran = cli("stocks", "empty.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("empty: no sites or no calendar: there is nothing to supply")


def test_json_keeps_its_schema(cli: Cli, first: Path) -> None:
    schema = json.loads(cli("schema", "--stocks").out)
    Draft7Validator.check_schema(schema)
    result = json.loads(cli("stocks", first, "--format", "json").out)
    assert [error.message for error in Draft7Validator(schema).iter_errors(result)] == []
    assert result["status"] == "met"
    whole = json.loads(cli("run", first, "--format", "json", "--exit-zero").out)
    assert result["sustainment"] == whole["sustainment"]


def test_every_table_is_a_csv(cli: Cli, first: Path) -> None:
    tables = {table.name: table for table in supply_tables(planner.plan(planner.load(FIRST)))}
    assert tuple(tables) == TABLES
    for name, table in tables.items():
        rows = list(csv.reader(io.StringIO(cli("stocks", first, "--table", name).out)))
        assert rows[0] == [column.name for column in table.columns]
        assert len(rows) == 1 + len(table.rows)
    assert cli("stocks", first, "--format", "csv").out.startswith("site,site_title,item,quantity")


def test_a_workbook_has_every_table(cli: Cli, first: Path) -> None:
    pytest.importorskip("xlsxwriter")
    assert cli("stocks", first, "-o", "stocks.xlsx").code == 0
    with zipfile.ZipFile("stocks.xlsx") as book:
        sheets = book.read("xl/workbook.xml").decode()
    assert all(f'name="{name}"' in sheets for name in TABLES)


def test_a_table_that_is_none(cli: Cli, first: Path) -> None:
    ran = cli("stocks", first, "--table", "movement")
    assert ran.code == 2
    assert all(name in ran.err for name in TABLES)
    assert "more" not in ran.err
