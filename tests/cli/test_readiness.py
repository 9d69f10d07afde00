"""planner readiness: text, JSON, tables, the page for the Council and the calendar file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from jsonschema import validate

from planner.records.contract import schema_of
from planner.scenario import load
from tests.cli.support import Cli
from tests.readiness.support import computed, need, north, pledge, stated, written
from tests.report.support import matches_golden
from tests.scenario.helpers import as_yaml

REPORT = {"title": "Report", "by": "The union", "to": "The Council", "from": "D+0", "every": 30}


def gated(**sections: Any) -> dict[str, Any]:
    """A phase of D+10 behind a gate that opens on D+30, when the second battalion is there."""
    council = {"by": "The Council", "on": "D+25", "assumption": "A test"}
    gate = {"title": "Before the north", "benchmarks": ["staff", "talks"], "confirmation": council}
    pending = {"title": "Support to Red", "force": "red", "risk": "high", "decision": "pending"}
    return written(
        title="Two battalions",
        benchmarks={"staff": computed("staffing"), "talks": stated("D+20")},
        gates={"g": gate},
        phases={"north": north()},
        due_diligence={"red": {**pending, "measures": ["Vetting"]}},
        reports={"union": REPORT},
        **sections,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "case.yaml"
    path.write_text(as_yaml(gated()), encoding="utf-8")
    return path


def test_a_broken_gate_is_the_first_line(cli: Cli, file: Path) -> None:
    for command in (("readiness", file), ("run", file), ("readiness", file, "--council")):
        ran = cli(*command)
        assert ran.code == 1
        lines = ran.out.splitlines()
        first = lines[lines.index("UNCLASSIFIED") + 1]
        assert first.startswith("! The plan breaks a gate: North begins on D+10 (30 Jan 2013)")
        assert "opens on D+30 (19 Feb 2013)" in first
    assert cli("readiness", file, "--exit-zero").code == 0


def test_a_phase_that_waits_breaks_nothing(cli: Cli, file: Path) -> None:
    ran = cli("readiness", file, "--set", "phases.north.waits=true")
    assert ran.code == 0
    assert "North waits 20 days for its gates: it begins on D+30 (19 Feb 2013)" in ran.out
    never = "gates.g.confirmation={by: The Council}"
    ran = cli("readiness", file, "--set", "phases.north.waits=true", "--set", never)
    assert (
        "does not take place: with it in the plan, its gates open on no day of the calendar"
        in ran.out
    )


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("readiness.txt", ()),
        ("readiness.md", ("--format", "markdown")),
        ("council.txt", ("--council",)),
        ("council.md", ("--council", "--format", "markdown")),
    ],
)
def test_what_it_says(cli: Cli, file: Path, name: str, arguments: tuple[str, ...]) -> None:
    assert matches_golden(cli("readiness", file, *arguments).out, name)


def test_what_the_scenario_assumes_is_said_at_the_head(cli: Cli, file: Path) -> None:
    says = "! Assumed by the scenario, and nobody’s word yet: 2 of 3 statements, decisions and "
    for command in (("readiness", file), ("run", file), ("readiness", file, "--council")):
        head = cli(*command).out.split("\n\n")[0]
        assert f"{says}confirmations: Talks; The Council." in head
    assert "1 of them by assumption alone" in cli("readiness", file).out
    # once somebody has said so, with a source, nothing is assumed any more
    stated_ = "benchmarks.talks.evidence={kind: stated, by: The envoy, met: D+20, source: letter}"
    confirmed = "gates.g.confirmation={by: The Council, on: D+25, source: letter}"
    letter = "sources.letter={title: A letter}"
    changes = ("--set", letter, "--set", stated_, "--set", confirmed)
    ran = cli("readiness", file, *changes, "--format", "markdown")
    assert "ssum" not in ran.out
    assert "statement: letter (A letter)" in ran.out
    needs = json.loads(cli("readiness", file, "--format", "json").out)["readiness"]["gates"][0]
    assert {need["id"]: need["assumed"] for need in needs["needs"]} == {
        "staff": False, "talks": True, "confirmation": True
    }  # fmt: skip


def test_what_nobody_states_is_said_to_be_not_stated(cli: Cli, tmp_path: Path) -> None:
    data = gated(pledges={"first": pledge(), "second": pledge(available="D+30")})
    data["benchmarks"]["kit"] = computed("equipment")
    path = tmp_path / "case.yaml"
    path.write_text(as_yaml(data), encoding="utf-8")
    out = cli("readiness", path).out
    assert "0 % shown at the end, green from 90 %; nothing is stated of 100 %" in out
    assert "Offer: 200 people, critical equipment not listed" in out
    found = json.loads(cli("readiness", path, "--format", "json").out)
    [kit] = [one for one in found["readiness"]["benchmarks"] if one["benchmark"] == "kit"]
    assert (kit["unstated"], kit["lacks"][0]["there"]) == (1, None)


def test_the_page_for_the_council_has_rows_for_what_is_not_green(cli: Cli, file: Path) -> None:
    lines = cli("readiness", file, "--council").out.splitlines()
    [row] = [line for line in lines if line.startswith("staffing")]
    assert "amber" in row
    # with the phase on D+40 all of them are green on its day: a sentence, and no table
    out = cli("readiness", file, "--council", "--set", "phases.north.from=D+40").out
    assert "Green, and met from then on: staffing (D+30); Talks (D+20, assumed)." in out
    assert "1 of them by assumption alone" in out
    assert "At its gate" not in out
    assert "D+30 (19 Feb 2013), D+60 (21 Mar 2013) and 1 more" in out


def test_the_council_reads_every_kind_of_event_and_how_many_are_left_out(
    cli: Cli, tmp_path: Path
) -> None:
    events = {
        f"e{n}": {"title": f"Event {n}", "on": f"D+{n}", "assumption": "a test"} for n in range(9)
    }
    path = tmp_path / "case.yaml"
    path.write_text(as_yaml(gated() | {"events": events, "reports": {}}), "utf-8")
    out = cli("readiness", path, "--council").out
    assert "Event 7" in out
    assert "Event 8" not in out
    assert "Later reports and events that are left out here: 1;" in out
    told = cli("readiness", path, "--format", "markdown").out
    assert "date: assumption: a test" in told


def test_the_council_is_told_all_that_the_host_nation_has_trained(cli: Cli, tmp_path: Path) -> None:
    # 60 have graduated on D+10, of whom 30 are required
    school = {
        "title": "School", "force": "red", "capability": "foot", "unit_strength": 30,
        "contributor": "AAA", "starts": "D-10", "length": 10, "courses": 2, "places": 30,
        "status": "verified",
    }  # fmt: skip
    wanted = {"one": need(), "two": need(), "three": need(force="red")}
    path = tmp_path / "case.yaml"
    path.write_text(as_yaml(gated(training={"school": school}, requirements=wanted)), "utf-8")
    assert "Red: 60 of 100 persons in theatre" in cli("readiness", path, "--council").out


def test_only_the_page_for_the_council_is_small_on_paper(
    cli: Cli, file: Path, tmp_path: Path
) -> None:
    cli("readiness", file, "-o", "whole.html", "-o", "whole.docx")
    cli("readiness", file, "--council", "-o", "one.html", "-o", "one.docx")
    assert '<html lang="en" class="small">' in (tmp_path / "one.html").read_text("utf-8")
    assert '<html lang="en">' in (tmp_path / "whole.html").read_text("utf-8")
    whole, one = (sizes(tmp_path / f"{name}.docx") for name in ("whole", "one"))
    assert all(small < large for small, large in zip(one, whole, strict=True))


def sizes(file: Path) -> tuple[int, int]:
    """The left margin and the size of the type of a document."""
    document = Document(file.as_posix())
    margin, type_ = document.sections[0].left_margin, document.styles["Body Text"].font.size
    return int(margin or 0), int(type_)


def test_it_speaks_french(cli: Cli, file: Path) -> None:
    ran = cli("--lang", "fr", "readiness", file)
    assert "Le plan enfreint une condition préalable" in ran.out
    assert matches_golden(ran.out, "readiness.fr.txt")


def test_json_is_that_of_its_schema(cli: Cli, file: Path) -> None:
    found = json.loads(cli("readiness", file, "--format", "json").out)
    validate(found, schema_of("readiness"))
    assert found["status"] == "unmet"
    assert found["readiness"]["broken"][0]["opens"] == "D+30"
    whole = json.loads(cli("run", file, "--format", "json").out)
    validate(whole, schema_of("result"))
    assert whole["readiness"] == found["readiness"]


def test_every_format_is_written_together(cli: Cli, file: Path, tmp_path: Path) -> None:
    names = ["r.html", "r.xlsx", "r.docx", "r.md", "r.txt", "r.json", "r.csv", "r.ics"]
    outputs = [part for name in names for part in ("-o", name)]
    assert cli("readiness", file, "--council", *outputs).code == 1
    made = {name: (tmp_path / name).read_bytes() for name in names}
    assert all(made.values())
    assert b"Before the north" in made["r.html"]
    assert "xl/workbook.xml" in zipfile.ZipFile(tmp_path / "r.xlsx").namelist()
    assert made["r.csv"].startswith(b"benchmark,")
    assert cli("readiness", file, "--council", *outputs).code == 1
    assert {name: (tmp_path / name).read_bytes() for name in names if name != "r.docx"} == {
        name: content for name, content in made.items() if name != "r.docx"
    }


def test_the_calendar_file_is_golden(cli: Cli, file: Path, tmp_path: Path) -> None:
    cli("readiness", file, "-o", "r.ics")
    text = (tmp_path / "r.ics").read_bytes().decode()
    assert text.count("BEGIN:VEVENT") == 5  # three reports, the phase, its gate
    assert text.endswith("END:VCALENDAR\r\n")
    assert matches_golden(
        text.replace("\r\n", "\n").replace(_version(text), "PRODID"), "readiness.ics"
    )


def test_an_event_that_moves_keeps_its_name(cli: Cli, file: Path, tmp_path: Path) -> None:
    def names(*changes: str) -> set[str]:
        cli("readiness", file, "-o", "r.ics", *changes)
        lines = (tmp_path / "r.ics").read_text("utf-8").splitlines()
        return {line for line in lines if line.startswith("UID:")}

    assert names() == names("--set", "phases.north.from=D+40", "--set", "reports.union.from=D+5")


def _version(text: str) -> str:
    """The line that names the version of the program, which changes with it."""
    return next(line for line in text.splitlines() if line.startswith("PRODID"))


def test_a_calendar_file_needs_the_date_of_d_day(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    calendar = {"start": "D-10", "end": "D+100"}
    path.write_text(as_yaml(gated(calendar=calendar)), encoding="utf-8")
    assert "D+30" in cli("readiness", path).out
    ran = cli("readiness", path, "-o", "r.ics")
    assert ran.code == 2
    assert "a calendar file needs dates, and D-day has none" in ran.err
    assert "calendar.d_day" in ran.err
    assert not (tmp_path / "r.ics").exists()


def test_a_scenario_that_says_nothing_of_readiness(cli: Cli, first: Path) -> None:
    ran = cli("readiness", first)
    assert ran.code == 2
    assert "the scenario says nothing of readiness" in ran.err
    assert "readiness" not in json.loads(cli("run", first, "--format", "json").out)


BAD: tuple[tuple[str, str], ...] = (
    ("gates.g.needs_gates=[g]", "a gate waits for itself"),
    ("gates.g.benchmarks=[staf]", "unknown benchmark; seen: 'staf'"),
    ("gates.g.due_diligence=[blue]", "unknown entry of due diligence; seen: 'blue'"),
    ("phases.north.gates=[h]", "unknown gate; seen: 'h'"),
    ("benchmarks.staff.amber=0.95", "the thresholds are the wrong way round"),
    ("benchmarks.staff.green=1.5", "out of range"),
    ("benchmarks.talks.evidence={kind: stated, by: A, met: D+3}", "a statement without its origin"),
    ("benchmarks.talks.evidence={kind: stated}", "evidence of kind stated lacks by"),
    (
        "benchmarks.talks.evidence={kind: stated, by: A, capabilities: [foot]}",
        "no part of evidence",
    ),
    ("benchmarks.staff.evidence.force=green", "unknown force"),
    ("reports.union.every=0", "out of range"),
    ("reports.union.within=10", "falls due again and again, and once"),
    ("due_diligence.red.decision=cleared", "a decision without its date: cleared"),
    ("due_diligence.red.on=D+3", "a day of decision where none was taken"),
    (
        "due_diligence.red={title: R, force: red, risk: low, decision: cleared, on: D+3}",
        "its origin",
    ),
    ("gates.g.confirmation={by: The Council, on: D+3}", "a day of decision without its origin"),
    ("gates.g={title: Nothing}", "a gate that nothing holds shut"),
)


@pytest.mark.parametrize(("change", "says"), BAD)
def test_bad_input_is_one_message(cli: Cli, file: Path, change: str, says: str) -> None:
    ran = cli("readiness", file, "--set", change)
    assert ran.code == 2
    assert says in ran.err
    assert len([line for line in ran.err.splitlines() if "allowed" in line or "seen" in line]) == 1


def test_an_unwritten_day_is_told_with_its_place(tmp_path: Path, cli: Cli) -> None:
    data = gated()
    data["due_diligence"]["red"]["decision"] = "refused"
    path = tmp_path / "bad.yaml"
    path.write_text(as_yaml(data), encoding="utf-8")
    ran = cli("check", path)
    assert ran.code == 2
    assert "bad.yaml:" in ran.err
    assert "due_diligence.red" in ran.err


def test_the_scenario_that_waits_moves_what_it_carries() -> None:
    path = Path(__file__).parents[2] / "scenarios" / "mali-2012-gated.yaml"
    scenario = load(path)
    phase = next(one for name, one in scenario.phases.items() if name == "recover-north")
    assert phase.waits
    assert phase.carries
