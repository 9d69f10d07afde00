"""planner forces: force generation alone, in every format, with its questions beside it."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

import planner
from planner.cli.forces import TABLES
from planner.report.exports import generation_tables
from planner.report.render.tables import to_csv
from tests.cli.support import Cli, environment, process

MISSION = Path(__file__).parents[1] / "report" / "mission.yaml"
VERIFIED = ("--set", "pledges.bravo-engineers.status=verified")
NORTH = "alpha-battalion=infantry-north"


def rows_of(text: str) -> list[list[str]]:
    """The rows of a CSV text."""
    return list(csv.reader(io.StringIO(text)))


def test_exit_codes(cli: Cli, first: Path) -> None:
    short = cli("forces", first)
    assert (short.code, short.err) == (1, "")
    assert "1 of 2 requirements is filled on every day; 1 is short" in short.out
    assert "Sustainment" not in short.out
    assert cli("forces", first, "--exit-zero").code == 0
    assert cli("forces", first, *VERIFIED).code == 0
    assert cli("forces", "nowhere.yaml", "--exit-zero").code == 2
    stopped = cli("forces", MISSION, "--time-limit", "0")
    assert stopped.code in (1, 3)
    assert "limit" in stopped.out + stopped.err


def test_nothing_to_fill_is_bad_input(cli: Cli) -> None:
    Path("empty.yaml").write_text("format: 1\nid: empty\n")
    ran = cli("forces", "empty.yaml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        "empty.yaml:1:1: empty: no requirements and no equipment: there is nothing to fill"
    )


def test_json_keeps_its_schema(cli: Cli) -> None:
    schema = json.loads(cli("schema", "--forces").out)
    Draft7Validator.check_schema(schema)
    plain = json.loads(cli("forces", MISSION, "--format", "json").out)
    asked = ("--alternatives", "1", "--fix", NORTH, "--strength", "low")
    whole = json.loads(cli("forces", MISSION, "--format", "json", *asked).out)
    for result in (plain, whole):
        assert [error.message for error in Draft7Validator(schema).iter_errors(result)] == []
    assert (plain["alternatives"], plain["price"], plain["strength"]) == (None, None, "base")
    assert whole["strength"] == "low"
    assert len(whole["alternatives"]["others"]) == 1
    assert whole["price"]["moves"]
    assert whole["meta"]["scenario_sha256"] != plain["meta"]["scenario_sha256"]


def test_json_has_the_keys_of_the_whole_plan(cli: Cli, first: Path) -> None:
    alone = json.loads(cli("forces", first, "--format", "json").out)
    whole = json.loads(cli("run", first, "--format", "json").out)
    assert alone["forces"] == whole["forces"]
    assert alone["meta"] == whole["meta"]


def test_two_runs_give_the_same_bytes(cli: Cli) -> None:
    asked = ("forces", MISSION, "--format", "json", "--alternatives", "2")
    assert cli(*asked).out == cli(*asked).out


def test_markdown(cli: Cli, first: Path) -> None:
    text = cli("forces", first, "--format", "markdown").out
    assert text.startswith("# A battalion and its engineers at two bases\n")
    cli("forces", first, "-o", "forces.md")
    assert Path("forces.md").read_text("utf-8") == text


def test_every_table_is_there_and_square() -> None:
    tables = generation_tables(planner.generate(planner.load(MISSION)))
    assert {table.name for table in tables} == set(TABLES)
    for table in tables:
        rows = rows_of(to_csv(table))
        assert len(rows) > 1, table.name
        assert {len(row) for row in rows} == {len(rows[0])}, table.name


def test_csv_is_the_force_list_unless_another_is_named(cli: Cli, first: Path) -> None:
    listed = cli("forces", first, "--format", "csv")
    assert rows_of(listed.out)[0][:3] == ["force", "force_title", "pledge"]
    assert rows_of(listed.out)[1][2] == "alpha-battalion"
    named = cli("forces", first, "--table", "force-list")
    assert named.out == listed.out
    cli("forces", first, "-o", "list.csv", "--table", "force-list")
    assert Path("list.csv").read_bytes().decode() == listed.out


def test_xlsx_has_a_sheet_for_each_table(cli: Cli, first: Path) -> None:
    ran = cli("forces", first, "-o", "forces.xlsx")
    assert (ran.code, ran.out, ran.err) == (1, "", "")
    with zipfile.ZipFile("forces.xlsx") as book:
        names = book.read("xl/workbook.xml").decode()
    assert all(f'name="{table}"' in names for table in TABLES)
    piped = process("forces", first, "--format", "xlsx", "-o", "again.xlsx")
    assert piped.code == 1
    assert Path("again.xlsx").read_bytes() == Path("forces.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--table", "force-lst"), "--table: unknown table; seen: force-lst"),
        (("--table", "force-lst"), "did you mean 'force-list'?"),
        (("--table", "asks", "--format", "json"), "--table: only CSV is one table; seen: json"),
        (("--table", "asks", "-o", "all.xlsx"), "a workbook holds them all"),
        (("--format", "cvs"), "did you mean 'csv'?"),
        (("-o", "forces.pdf"), "-o: the suffix names no format; seen: forces.pdf"),
        (("-o", "none/forces.csv"), "its folder does not exist"),
        (("--strength", "weak"), "seen: weak; allowed: low, base, high"),
        (("--alternatives", "-1"), "--alternatives"),
        (("--within", "1.5"), "--within"),
        (("--gap", "1"), "--gap"),
        (("--time-limit", "-1"), "--time-limit"),
        (("--fix", "alpha-battalion"), "--fix: not a decision; seen: alpha-battalion"),
        (("--fix", "alfa-battalion=infantry-north"), "did you mean 'alpha-battalion'?"),
        (("--fix", "alpha-battalion=infantry-nord"), "did you mean 'infantry-north'?"),
        (("--fix", f"{NORTH}:two"), "--fix: not a number of units; seen: two"),
        (("--fix", f"{NORTH}:"), "--fix: not a number of units"),
        (("--fix", f"{NORTH}:0"), "allowed: 1 or more"),
        (("--fix", f"{NORTH}:2"), "more units of pledge alpha-battalion are fixed than"),
        (("--fix", "delta-hospital=engineers"), "which does not stand in for engineers"),
        (("--fix", "golf-trucks=infantry-north"), "they join force host"),
        (("--forbid", f"{NORTH}:1"), "--forbid: unknown requirement"),
        (("--fix", NORTH, "--forbid", NORTH), "another decision forbids it"),
    ],
)
def test_what_cannot_be_asked(cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    ran = cli("forces", MISSION, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.replace("│", " ").split())


def test_all_bad_decisions_at_once(cli: Cli) -> None:
    ran = cli("forces", MISSION, "--fix", "a=b", "--forbid", "c=d")
    assert ran.code == 2
    assert ran.err.splitlines()[-1] == "4 faults"


def test_a_decision_has_a_price(cli: Cli) -> None:
    ran = cli("forces", MISSION, "--fix", NORTH, "--forbid", "echo-police=police")
    price = ran.out.partition("The price of the decisions")[2].partition("Force generation")[0]
    assert "unfilled, tier 1" in price
    assert "Alpha, one battalion" in price
    assert "a decision fixed or forbade it" in ran.out


def test_a_decision_that_costs_nothing(cli: Cli, first: Path) -> None:
    ran = cli("forces", first, "--fix", NORTH)
    assert "+ They cost nothing: another plan is as good." in ran.out


def test_graduates_of_a_course_may_be_fixed(cli: Cli) -> None:
    assert cli("forces", MISSION, "--fix", "host-course-1=host-companies").code == 1


def test_other_plans(cli: Cli) -> None:
    ran = cli("forces", MISSION, "--alternatives", "2", "--within", "0.2")
    assert "Other plans within 20 % of the best" in ran.out
    assert "Plan 2: " in ran.out


def test_strength_goes_to_every_question(cli: Cli) -> None:
    base, low = (
        json.loads(cli("forces", MISSION, "--format", "json", "--strength", name, *extra).out)
        for name, extra in (("base", ()), ("low", ("--alternatives", "1", "--fix", NORTH)))
    )
    unused = {entry["pledge"]: entry["personnel"] for entry in base["forces"]["unused"]}
    weaker = {entry["pledge"]: entry["personnel"] for entry in low["forces"]["unused"]}
    assert (unused["delta-hospital"], weaker["delta-hospital"]) == (60, 50)
    assert low["alternatives"]["goals"] == low["forces"]["goals"]
    assert [goal["after"] for goal in low["price"]["goals"]] == [
        goal["value"] for goal in low["forces"]["goals"]
    ]


def test_set_and_a_generous_limit(cli: Cli, first: Path) -> None:
    assert cli("forces", first, "--time-limit", "1000").out == cli("forces", first).out
    assert cli("forces", first, "--gap", "0.01").code == 1


def test_piped_output_is_plain_and_whole() -> None:
    ran = process(
        "forces", MISSION, env=environment(TERM="xterm-256color", FORCE_COLOR="1", COLUMNS="40")
    )
    assert (ran.code, ran.err) == (1, "")
    assert "\x1b" not in ran.out
    assert "…" not in ran.out
    assert "Trucks of the police" in ran.out


@pytest.mark.parametrize("name", ["forces.csv", "forces.xlsx", "forces.json"])
def test_a_fault_leaves_the_old_file(cli: Cli, name: str) -> None:
    Path(name).write_text("old")
    assert cli("forces", MISSION, "--fix", "a=b", "-o", name).code == 2
    assert Path(name).read_text() == "old"
    assert [path.name for path in Path().iterdir()] == [name]
