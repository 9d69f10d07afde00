"""planner services: where services are put."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from planner.cli.services import TABLES
from planner.errors import NoPlanError
from tests.cli.support import Cli

MEDICAL = (
    "--set",
    "services.medical={title: Medical, within_hours: 1, speeds: {road: 40}, sites: [main-base]}",
)


def test_exit_codes(cli: Cli, first: Path) -> None:
    short = cli("services", first, *MEDICAL)
    assert short.code == 1
    assert "1 of 1 service out of reach" in short.out
    assert cli("services", first, *MEDICAL, "--exit-zero").code == 0
    met = cli("services", first, *MEDICAL, "--set", "services.medical.within_hours=99")
    assert met.code == 0
    assert "1 service within reach of every unit" in met.out


def test_without_a_plan_of_services_the_rest_is_shown(
    cli: Cli, first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise NoPlanError("limit", "services were not placed")

    monkeypatch.setattr("planner.planning.place_services", stopped)
    ran = cli("run", first, *MEDICAL)
    assert (ran.code, "services were not placed" in ran.err) == (3, True)
    assert "There is no plan of services" in ran.out
    assert "There is no supply plan" not in ran.out
    assert "Force generation" in ran.out


def test_a_scenario_without_services(cli: Cli, first: Path) -> None:
    ran = cli("services", first)
    assert ran.code == 2
    assert "no services" in ran.err


def test_json_has_the_keys_of_the_whole_plan(cli: Cli, first: Path) -> None:
    alone = json.loads(cli("services", first, *MEDICAL, "--format", "json").out)
    whole = json.loads(cli("run", first, *MEDICAL, "--format", "json").out)
    assert alone["services"] == whole["services"]
    assert (alone["meta"], alone["status"]) == (whole["meta"], "unmet")


def test_tables(cli: Cli, first: Path) -> None:
    points = cli("services", first, *MEDICAL, "--format", "csv")
    assert points.out.startswith("service,site,points,")
    assert cli("services", first, *MEDICAL, "--table", "points").out == points.out
    lost = cli("services", first, *MEDICAL, "--table", "unserved")
    assert ",too-far," in lost.out
    unknown = cli("services", first, *MEDICAL, "--table", "point")
    assert (unknown.code, "points" in unknown.err) == (2, True)
    cli("services", first, *MEDICAL, "-o", "services.xlsx")
    with zipfile.ZipFile("services.xlsx") as book:
        names = book.read("xl/workbook.xml").decode()
    assert all(f'name="{table}"' in names for table in TABLES)
