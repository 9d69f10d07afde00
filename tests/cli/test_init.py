"""planner init: what it writes runs, and nothing is overwritten unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.support import FIRST, Cli


def test_what_it_writes_runs_and_passes_the_strict_check(cli: Cli) -> None:
    ran = cli("init")
    assert (ran.code, ran.out) == (0, "scenario.yaml written. Next: planner run scenario.yaml\n")
    assert Path("scenario.yaml").read_bytes() == FIRST.read_bytes()
    assert cli("run", "scenario.yaml").code == 1
    checked = cli("check", "scenario.yaml", "--strict")
    assert (checked.code, checked.err) == (0, "")
    assert "no faults, no doubts. It has 2 requirements, 2 pledges, " in checked.out


def test_what_it_advises_can_be_done(cli: Cli) -> None:
    advice = next(line for line in FIRST.read_text().splitlines() if "--set" in line)
    arguments = advice.partition("planner ")[2].split()
    cli("init")
    assert cli(*arguments).code == 1


def test_it_does_not_overwrite(cli: Cli) -> None:
    Path("mine.yaml").write_text("mine")
    ran = cli("init", "mine.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "mine.yaml: the file exists already; allowed: another name, or --force"
    )
    assert Path("mine.yaml").read_text() == "mine"
    assert cli("init", "mine.yaml", "--force").code == 0
    assert Path("mine.yaml").read_bytes() == FIRST.read_bytes()


@pytest.mark.parametrize("name", ["none/a.yaml", "."])
def test_it_says_where_it_cannot_write(cli: Cli, name: str) -> None:
    ran = cli("init", name, "--force")
    assert (ran.code, ran.out) == (2, "")
    assert "cannot be written" in ran.err


def test_check_counts_its_doubts(cli: Cli, first: Path) -> None:
    plain = ("--set", "fleets.trucks.count=60")
    ran = cli("check", first, *plain)
    assert ran.code == 0
    assert "no faults, 1 doubt. It has " in ran.out
    assert ran.err.startswith(
        "warning[unsourced-figures]: --set fleets.trucks.count:1:1: fleets.trucks.count: "
    )
    strict = cli("check", first, *plain, "--strict")
    assert strict.code == 2
    assert strict.err.startswith("error[unsourced-figures]: --set fleets.trucks.count")


def test_factors_shows_the_source(cli: Cli) -> None:
    every, some = cli("factors"), cli("factors", "diesel")
    assert every.code == some.code == 0
    assert len(every.out.splitlines()) > len(some.out.splitlines()) > 3
    assert all("diesel" in line.lower() for line in some.out.splitlines()[2:-1])


def test_check_tells_rare_doubts_first(cli: Cli, first: Path) -> None:
    plain = [
        # of two sections: the figures of one share a line
        *("--set", "fleets.trucks.count=60", "--set", "forces.mission.personnel=900"),
        *("--set", "calendar.end=D+3"),
    ]
    told = cli("check", first, *plain).err.splitlines()
    assert "without a source" not in told[0]
    assert all("without a source" in line for line in told[-2:])


def test_the_template_of_a_document_is_written_to_be_changed(cli: Cli) -> None:
    assert cli("init", "ours.docx").code == 0
    assert cli("init", "--docx").out.startswith("template.docx written")
    assert Path("ours.docx").read_bytes() == Path("template.docx").read_bytes()
    assert cli("init", "ours.docx").err.startswith("ours.docx: the file exists already")
    assert "ends in .docx" in cli("init", "--docx", "ours.yaml").err
    assert cli("init", "a.yaml").code == 0
    ran = cli("report", "a.yaml", "-o", "annex.docx", "--template", "ours.docx", "--exit-zero")
    assert ran.code == 0, ran.err
