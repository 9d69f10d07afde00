"""Reports in the language asked for: by the option, else by the environment; data stays English."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.support import Cli, environment

LONE = """format: 1
id: lone
title: A lone camp
calendar: {start: D-2, end: D+4}
sites:
  port: {title: Port, storage: {covered: 1000}}
  gao: {title: Gao, storage: {covered: 1000}}
lanes:
  road: {origin: port, destination: gao, mode: road, distance: 200, stage: 200}
fleets:
  trucks:
    title: Army trucks
    vehicle: articulated-truck
    count: 1
    lanes: [road]
    availability: 1
    payload: 5
    own_fuel: true
supplies:
  depot: {site: port, item: ammunition, per_day: 100 t, from: D+0}
demands:
  front: {site: gao, item: ammunition, per_day: 1500 t, from: D+2}
"""


@pytest.fixture
def lone(tmp_path: Path) -> Path:
    file = tmp_path / "lone.yaml"
    file.write_text(LONE, encoding="utf-8")
    return file


def test_a_report_in_french(cli: Cli, lone: Path) -> None:
    ran = cli("--lang", "fr", "run", lone)
    assert (ran.code, ran.err) == (1, "")
    assert "A lone camp" in ran.out
    assert "Sans soutien extérieur, première rupture à J+2, à Gao\u00a0: munitions." in ran.out
    assert "2\u202f9" in ran.out  # tonnes that are not met
    assert "Demand that" not in ran.out


def test_the_environment_names_the_language_too(
    cli: Cli, lone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    french = cli("--lang", "fr", "run", lone).out
    monkeypatch.setenv("PLANNER_LANG", "fr")
    assert cli("run", lone).out == french
    assert "What limits the plan" in cli("--lang", "en", "run", lone).out


def test_markdown_and_files_are_in_french(cli: Cli, lone: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    assert cli("--lang", "fr", "run", lone, "-o", file).code == 1
    assert "## Soutien et prépositionnement" in file.read_text("utf-8")


def test_data_stays_english(cli: Cli, lone: Path) -> None:
    for arguments in (
        ("run", lone, "--format", "json"),
        ("stocks", lone, "--format", "json"),
        ("explain", lone, "--format", "json"),
        ("stocks", lone, "--format", "csv", "--table", "bottlenecks"),
        ("stocks", lone, "--format", "csv", "--table", "unmet"),
    ):
        english, french = cli(*arguments).out, cli("--lang", "fr", *arguments).out
        assert french == english
        assert english
    told = json.loads(cli("--lang", "fr", "run", lone, "--format", "json").out)
    assert told["sustainment"]["bottlenecks"][0]["text"].startswith("one more vehicle")


CHECK = """
import sys
from planner.cli import main
from planner.messages.catalogue import _half
try:
    main()
finally:
    print(_half.cache_info().currsize, "planner.report.sections" in sys.modules)
"""


def test_a_check_waits_neither_for_the_texts_of_reports_nor_for_their_sections(first: Path) -> None:
    command = [sys.executable, "-c", CHECK, "--lang", "fr", "check", str(first)]
    done = subprocess.run(
        command, capture_output=True, check=True, env=environment(), timeout=120, text=True
    )
    assert done.stdout.splitlines()[-1] == "1 False"
