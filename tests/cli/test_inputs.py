"""What a command reads it never writes over, and what it is given it says plainly."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pty
import signal
import subprocess
import time
from pathlib import Path

import pytest

from planner.dossier import packed
from tests.cli.support import START, Cli, environment, read_from_terminal
from tests.report.document.test_template import template
from tests.report.support import dossier_of
from tests.scenario.helpers import as_yaml
from tests.scenario.network import network, road

AN_INPUT = "the file to write is one that is read"


def contents(folder: Path) -> dict[str, str]:
    """What stands in every file of a folder."""
    every = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in every}


@pytest.fixture
def variant(tmp_path: Path) -> Path:
    """A scenario that changes another, whose sites stand in a table."""
    data = network()
    sites = data.pop("sites")
    lines = ["id,title", *(f"{name},{name.title()}" for name in sites)]
    (tmp_path / "sites.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    data["sites"] = {"table": "sites.csv"}
    (tmp_path / "parent.yaml").write_text(as_yaml(data), encoding="utf-8")
    made = tmp_path / "variant.yaml"
    made.write_text("format: 1\nid: v\nextends: parent.yaml\n", encoding="utf-8")
    return made


@pytest.mark.parametrize("output", ["variant.yaml", "parent.yaml", "sites.csv"])
@pytest.mark.parametrize(
    "command",
    [("run",), ("report",), ("forces",), ("stocks",), ("gap",), ("lateness",), ("provenance",)],
)
def test_no_file_that_is_read_is_written_over(
    cli: Cli, variant: Path, command: tuple[str, ...], output: str
) -> None:
    if command == ("gap",) and output != "variant.yaml":
        return  # in closed form: read and written at once
    before = contents(variant.parent)
    ran = cli(*command, "variant.yaml", "--format", "json", "-o", output)
    assert (ran.code, AN_INPUT in ran.err) == (2, True), ran.err
    assert contents(variant.parent) == before


def test_neither_convert_nor_compare_writes_over_what_they_read(cli: Cli, variant: Path) -> None:
    before = contents(variant.parent)
    for arguments in (
        ("convert", "variant.yaml", "-o", "parent.yaml"),
        ("compare", "variant.yaml", "parent.yaml", "--format", "json", "-o", "sites.csv"),
        ("compare", "variant.yaml", "parent.yaml", "--format", "json", "-o", "parent.yaml"),
    ):
        ran = cli(*arguments)
        assert (ran.code, AN_INPUT in ran.err) == (2, True), ran.err
    assert contents(variant.parent) == before


def test_a_report_takes_the_place_of_no_scenario_and_of_no_template(
    cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "kept.plan").write_bytes(packed(dossier_of("short")))
    template(tmp_path, "{{ report }}")
    assert cli("init", "mission.xlsx").code == 0
    before = contents(tmp_path)
    ran = cli("report", "kept.plan", "-o", "a.html", "-o", "mission.xlsx")
    assert (ran.code, "is a scenario workbook" in ran.err) == (2, True)
    ran = cli("report", "kept.plan", "--template", "ours.docx", "-o", "ours.docx")
    assert (ran.code, AN_INPUT in ran.err) == (2, True)
    ran = cli("report", "kept.plan", "--format", "html", "-o", "kept.plan")
    assert (ran.code, AN_INPUT in ran.err) == (2, True)
    assert contents(tmp_path) == before
    # a plan file is written anew with more in it, and a report over an older one of the same name
    for _ in range(2):
        assert cli("report", "kept.plan", "-o", "kept.plan", "-o", "plan.xlsx").code == 1


def test_a_plan_file_is_no_scenario(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "kept.plan").write_bytes(packed(dossier_of("short")))
    for command in ("run", "check", "convert", "gap"):
        ran = cli(command, "kept.plan")
        assert (ran.code, "kept.plan: a plan file, where a scenario is wanted" in ran.err) == (
            2,
            True,
        )


@pytest.mark.parametrize(
    "options", [("--time-limit", "0"), ("--max-variables", "5"), ("--gap", "0.1"), ("--exact",)]
)
def test_no_option_for_planning_is_taken_with_a_plan_file(
    cli: Cli, tmp_path: Path, options: tuple[str, ...]
) -> None:
    (tmp_path / "kept.plan").write_bytes(packed(dossier_of("short")))
    ran = cli("report", "kept.plan", *options)
    assert (ran.code, ran.err.startswith(options[0])) == (2, True), ran.err


@pytest.mark.parametrize("format_", ["text", "markdown", "json"])
def test_a_report_goes_to_standard_output_while_progress_goes_to_a_terminal(
    tmp_path: Path, format_: str
) -> None:
    (tmp_path / "kept.plan").write_bytes(packed(dossier_of("short")))
    ours, theirs = pty.openpty()
    with (tmp_path / "out").open("wb") as out:
        running = subprocess.Popen(
            [*START, "report", "kept.plan", "--format", format_],
            cwd=tmp_path,
            stdout=out,
            stderr=theirs,
            env=environment(TERM="xterm"),
        )
        os.close(theirs)
        shown = read_from_terminal(ours)
        assert running.wait(120) == 1
    assert (tmp_path / "out").stat().st_size > 1000
    assert b"Self-sufficiency" not in shown


def members(group: int) -> int:
    """How many processes a group has."""
    found = 0
    for process in Path("/proc").glob("[0-9]*/stat"):
        try:
            found += process.read_text().rpartition(")")[2].split()[2] == str(group)
        except OSError:  # it has come to its end
            continue
    return found


def interrupted(folder: Path) -> tuple[int, str]:
    """How a report ends that is interrupted once those who share its work are there, and what it
    says."""
    running = subprocess.Popen(
        [*START, "report", "a.yaml", "--workers", "2", "-o", "a.html"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    )
    while members(running.pid) < 3 and running.poll() is None:
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=120)
    return running.returncode, told.decode().strip()


def test_an_interrupt_says_so_and_no_more_with_processes_at_work(tmp_path: Path) -> None:
    capacity = {"value": 5, "unit": "t/day", "low": 4, "high": 6, "assumption": "a test"}
    data = network(lanes={"road": road(capacity=capacity)})
    (tmp_path / "a.yaml").write_text(as_yaml(data), encoding="utf-8")
    for _ in range(10):
        code, told = interrupted(tmp_path)
        if code == 130:
            break
        # it was done before the interrupt came
        assert (code, told) == (1, "")
        (tmp_path / "a.html").unlink()
    assert (code, told) == (130, "interrupted")
    assert not (tmp_path / "a.html").exists()
