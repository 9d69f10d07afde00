"""planner report: from a plan file or a scenario, into several files or none, in a language."""

from __future__ import annotations

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest

import planner.dossier
from planner.cli.exits import BAD_INPUT, MET, NO_PLAN, UNMET
from planner.dossier import Dossier, packed, read_dossier
from planner.errors import NoPlanError
from planner.messages import said
from planner.report import files
from tests.cli.support import START, Cli, environment
from tests.dossier.support import dossier_of
from tests.scenario.helpers import as_yaml
from tests.scenario.network import network, road

RANGED = {"value": 4, "low": 2, "high": 9, "assumption": "a guess"}
SLIDER = {"title": "Carts", "paths": ["fleets.carts.count"], "values": [1, 2]}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A scenario that is planned at once, with a figure that moves its numbers, and a slider."""
    data = network(lanes={"road": road(capacity=RANGED)}, what_if={"carts": SLIDER})
    file = tmp_path / "small.yaml"
    file.write_text(as_yaml(data), encoding="utf-8")
    return file


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A plan file of a plan that is short of something."""
    file = tmp_path / "kept.plan"
    file.write_bytes(packed(dossier_of("short")))
    return file


def parts(file: Path) -> set[str]:
    """What stands in a JSON report beside the plan."""
    return {"provenance", "what_if"} & set(json.loads(file.read_text("utf-8")))


# ----------------------------------------------------------------------------------- plan files


def test_run_keeps_a_plan_and_report_shows_it(cli: Cli, small: Path, tmp_path: Path) -> None:
    ran = cli("run", small, "-o", "a.plan")
    assert (ran.code, ran.out, ran.err) == (UNMET, "", "")
    assert cli("run", small, "-o", "run.json").code == UNMET
    shown = cli("report", "a.plan", "-o", "report.json", "-o", "report.md")
    assert (shown.code, shown.out, shown.err) == (UNMET, "", "")
    assert (tmp_path / "report.json").read_bytes() == (tmp_path / "run.json").read_bytes()
    assert "Sustainment" in (tmp_path / "report.md").read_text("utf-8")


def test_a_plan_file_is_rendered_without_solving(
    cli: Cli, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def solve(*_: object) -> None:
        raise AssertionError("nothing is to be solved")

    monkeypatch.setattr("planner.lp.solve.Session.__init__", solve)
    assert cli("report", kept, "-o", "a.md", "-o", "a.json", "-o", "b.plan").code == UNMET
    assert Path("b.plan").read_bytes() == kept.read_bytes()


def test_a_plan_file_is_known_by_what_is_in_it(cli: Cli, kept: Path) -> None:
    kept.rename("kept.dat")
    assert cli("report", "kept.dat", "--format", "json").code == UNMET


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "this is no plan file"),
        (b"format: 1\n", "this is no plan file"),
        (b"\x1f\x8b\x08", "the plan file is damaged or cut short"),
    ],
)
def test_what_is_no_plan_file_is_one_message(cli: Cli, content: bytes, says: str) -> None:
    Path("a.plan").write_bytes(content)
    ran = cli("report", "a.plan", "-o", "a.md")
    assert ran.code == BAD_INPUT
    assert ran.err.startswith(f"a.plan: {says}")
    assert len(ran.err.splitlines()) == 1
    assert cli("report", "none.plan").err.startswith("none.plan: cannot be read: ")


@pytest.mark.parametrize(
    "options",
    [("--set", "title=Other"), ("--exact",), ("--gap", "1%"), ("--time-limit", "5")],
)
def test_a_plan_that_is_made_is_not_made_otherwise(
    cli: Cli, kept: Path, options: tuple[str, ...]
) -> None:
    ran = cli("report", kept, *options)
    assert ran.code == BAD_INPUT
    assert ran.err.startswith(f"{options[0]}: a plan file holds a plan that is made already")


# --------------------------------------------------------------------------------------- the parts


def test_a_scenario_is_reported_with_all_there_is(cli: Cli, small: Path, tmp_path: Path) -> None:
    assert cli("report", small, "-o", "a.plan", "-o", "a.json", "--workers", "1").code == UNMET
    assert parts(tmp_path / "a.json") == {"provenance", "what_if"}
    assert cli("report", "a.plan", "-o", "b.json").code == UNMET
    assert (tmp_path / "b.json").read_bytes() == (tmp_path / "a.json").read_bytes()


def test_parts_are_left_out_or_asked_for(cli: Cli, small: Path, tmp_path: Path) -> None:
    cli("report", small, "-o", "a.json", "-o", "a.plan", "--no-provenance", "--no-what-if")
    assert parts(tmp_path / "a.json") == set()
    assert cli("report", "a.plan", "--what-if", "--workers", "1", "-o", "b.plan").code == UNMET
    assert read_dossier("b.plan").what_if is not None
    cli("report", "b.plan", "-o", "b.json")
    assert parts(tmp_path / "b.json") == {"what_if"}
    cli("report", "b.plan", "-o", "b.json", "--no-what-if")
    assert parts(tmp_path / "b.json") == set()


def test_a_part_that_cannot_be_made_can_be_left_out(
    cli: Cli, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*_: object, **__: object) -> Dossier:
        raise NoPlanError("limit", said("forces-cut-short"))

    monkeypatch.setattr(planner.dossier, "with_provenance", late)
    ran = cli("report", small, "-o", "a.json")
    assert ran.code == NO_PLAN
    assert "a report without this part: --no-provenance" in ran.err
    assert not Path("a.json").exists()
    assert cli("report", small, "-o", "a.json", "--no-provenance").code == UNMET


def test_changes_are_planned(cli: Cli, small: Path) -> None:
    more = ("--set", "lanes.road.capacity=9", "--set", "demands.works.from=D+1")
    alone = ("--no-provenance", "--no-what-if", "-o", "a.json")
    assert cli("report", small, *more, *alone).code == MET
    told = json.loads(Path("a.json").read_text("utf-8"))
    assert told["status"] == "met"
    assert cli("report", small, *alone, "--exit-zero").code == MET


# --------------------------------------------------------------------------------------- outputs


def test_nothing_is_written_where_one_cannot_be(cli: Cli, kept: Path, tmp_path: Path) -> None:
    there = set(tmp_path.iterdir())
    faults = (("no/a.json", "folder does not exist"), ("a.pdf", ".html"), ("a.md", "one file"))
    for bad, says in faults:
        ran = cli("report", kept, "-o", "a.md", "-o", bad)
        assert ran.code == BAD_INPUT
        assert says in ran.err
        assert set(tmp_path.iterdir()) == there


def test_outputs_are_checked_before_anything_is_read(cli: Cli) -> None:
    ran = cli("report", "nowhere.yaml", "-o", "a.pdf")
    assert "nowhere" not in ran.err
    assert cli("report", "nowhere.yaml", "-o", "a.md").err.startswith("nowhere.yaml: ")


def test_a_library_that_is_missing_is_one_line(
    cli: Cli, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "find_spec", lambda name: None)
    ran = cli("--lang", "fr", "report", kept, "-o", "a.html")
    assert ran.code == BAD_INPUT
    assert len(ran.err.splitlines()) == 1
    assert "pip install '.[report]'" in ran.err
    assert "paquets qui ne sont pas installés" in ran.err


def test_a_template_is_for_a_document(cli: Cli, kept: Path) -> None:
    ran = cli("report", kept, "-o", "a.md", "--template", "t.docx")
    assert (ran.code, "none is written" in ran.err) == (BAD_INPUT, True)
    ran = cli("report", kept, "-o", "a.docx", "--template", "t.docx")
    assert (ran.code, "no such template" in ran.err) == (BAD_INPUT, True)


def test_without_a_file_it_goes_to_standard_output(cli: Cli, kept: Path) -> None:
    plain = cli("report", kept)
    assert plain.out.splitlines()[0] == dossier_of("short").plan.scenario.title
    assert json.loads(cli("report", kept, "--format", "json").out)["status"] == "unmet"
    assert cli("report", kept, "--format", "markdown").out.startswith("# ")
    cli("report", kept, "-o", "a.txt", "-o", "a.md")
    assert Path("a.md").read_text("utf-8") == cli("report", kept, "--format", "markdown").out


def test_a_workbook_is_nothing_for_a_terminal(kept: Path) -> None:
    for command in (["report", str(kept), "--format", "xlsx"], ["run", "x.yaml", "--format=plan"]):
        main, end = pty.openpty()
        done = subprocess.run(
            [*START, *command],
            stdout=end,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
            timeout=120,
        )
        os.close(end)
        os.close(main)
        assert done.returncode == BAD_INPUT
        assert b"this format is no text for a terminal" in done.stderr


def test_a_report_in_french(cli: Cli, kept: Path) -> None:
    assert cli("--lang", "fr", "report", kept, "-o", "a.md", "-o", "a.json").code == UNMET
    assert cli("report", kept, "-o", "b.md", "-o", "b.json").code == UNMET
    french = Path("a.md").read_text("utf-8")
    assert french != Path("b.md").read_text("utf-8")
    assert "40\u202f000" in french  # person-days of the gap
    # what programs read is the same in every language
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()
