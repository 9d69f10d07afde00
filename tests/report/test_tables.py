"""Tables out: what CSV, JSON and XLSX hold can be read back, and nothing of it is computed."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from planner.errors import InputError
from planner.forces import generate_forces
from planner.forces.deployment import deployment_of
from planner.lp import SolveOptions
from planner.records.forces import ForcePlan
from planner.report import render
from planner.report.blocks import Block, Column, Heading, Line, Table, harmless_text
from planner.report.exports import data_table, deployment_tables, force_tables
from planner.report.render import xlsx
from planner.report.render.tables import (
    DataColumn,
    DataTable,
    Kind,
    as_records,
    from_block,
    read_text,
    to_csv,
    to_json,
)
from planner.report.render.xlsx import require_xlsx, to_xlsx
from planner.report.sections.deployment import deployment_blocks
from planner.scenario import Scenario, factbook_of, from_mapping
from planner.scenario.workbook import open_workbook
from tests.report.support import on_screen
from tests.report.test_hostile import NAMES, acts

# what makes a spreadsheet take a cell for a formula, where it begins with it
ACTED_ON = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r")
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("https://example.test";"x")',
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "\r\n=1+1",
    " =1+1",
    "\uff1d1+1",
    "'=1+1",
    "'",
    "''a",
)
PLAIN = (
    "Alpha",
    "a,b",
    'a "quoted" b',
    "a;b",
    "1e5",
    "007",
    "物资 é",
    "https://example.test",
    "D+5",
)


def texts(*cells: str) -> DataTable:
    return DataTable("texts", (DataColumn("cell"),), tuple((cell,) for cell in cells))


def read_csv(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), strict=True))


def read_xlsx(made: bytes, folder: Path) -> dict[str, list[list[Any]]]:
    """The sheets of a workbook, as the program reads the tables of a scenario."""
    path = folder / "made.xlsx"
    path.write_bytes(made)
    book = open_workbook(path)
    return {name: book.rows(name) for name in book.sheets}


# --------------------------------------------------------------------------------------- CSV


@pytest.mark.parametrize("text", [*FORMULAS, *PLAIN, *NAMES.values()])
def test_csv_texts_can_be_read_back_and_are_no_formulas(text: str) -> None:
    [_, [cell]] = read_csv(to_csv(texts(text)))
    assert read_text(cell) == harmless_text(text)
    assert not cell.startswith(ACTED_ON)
    assert acts(cell) == []


@given(st.text(max_size=40))
def test_any_csv_text_at_all(text: str) -> None:
    written = to_csv(texts(text, "below"))
    [_, [cell], below] = read_csv(written)
    assert below == ["below"]
    assert read_text(cell) == harmless_text(text)
    assert acts(written) == []
    assert cell[:1] not in ACTED_ON


def test_csv_word_by_word() -> None:
    columns = (
        DataColumn("title"),
        DataColumn("units", Kind.NUMBER),
        DataColumn("until", Kind.DAY),
        DataColumn("until_date", Kind.DATE),
    )
    rows = (
        ("A, B", 3.0, "D+12", "2013-01-13"),
        ('say "=1"', -0.1, "D-3", "2012-12-29"),
        ("-5", -5, None, None),
        ("", 1 / 3, "D+0", "2013-01-01"),
    )
    assert to_csv(DataTable("t", columns, rows)) == (
        "title,units,until,until_date\n"
        '"A, B",3,D+12,2013-01-13\n'
        '"say ""=1""",-0.1,D-3,2012-12-29\n'
        "'-5,-5,,\n"
        ",0.3333333333333333,D+0,2013-01-01\n"
    )


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_csv_numbers_keep_every_digit(number: float) -> None:
    table = DataTable("n", (DataColumn("n", Kind.NUMBER),), ((number,),))
    [_, [cell]] = read_csv(to_csv(table))
    assert float(cell) == number


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        to_csv(DataTable("n", (DataColumn("n", Kind.NUMBER),), ((number,),)))


def test_a_row_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells for 1 columns"):
        DataTable("t", (DataColumn("a"),), (("x", "y"),))


def test_a_table_of_a_report_as_csv() -> None:
    table = Table((Column("Unit"), Column("Pers", number=True)), (("=A1", "1,200"), ("–", "")))
    assert to_csv(table) == 'Unit,Pers\n\'=A1,"1,200"\n–,\n'
    assert from_block("units", table).name == "units"


def test_json_has_the_values_as_they_are() -> None:
    table = DataTable(
        "t", (DataColumn("a"), DataColumn("n", Kind.NUMBER)), (("=1", 2.0), (None, 0.5))
    )
    assert json.loads(to_json([table])) == {"t": [{"a": "=1", "n": 2}, {"a": None, "n": 0.5}]}


# -------------------------------------------------------------------------------------- XLSX


@pytest.mark.parametrize("text", [*FORMULAS, *PLAIN, *NAMES.values()])
def test_xlsx_texts_stay_texts(text: str, tmp_path: Path) -> None:
    made = to_xlsx([texts("first", text, "last")])
    [[_, *rows]] = read_xlsx(made, tmp_path).values()
    told = harmless_text(text)
    assert rows == [["first"], [told], ["last"]]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet


def test_xlsx_values_keep_their_kind(tmp_path: Path) -> None:
    columns = (
        DataColumn("title"),
        DataColumn("units", Kind.NUMBER),
        DataColumn("share", Kind.NUMBER),
        DataColumn("day", Kind.DAY),
        DataColumn("day_date", Kind.DATE),
    )
    rows = (
        ("A", 1200, 1 / 3, "D+5", "2013-01-06"),
        ("B", None, 2, None, None),
        ("C", 3, -0.25, "D-9", "1899-12-31"),
    )
    [sheet] = read_xlsx(to_xlsx([DataTable("t", columns, rows)]), tmp_path).values()
    assert sheet == [
        ["title", "units", "share", "day", "day_date"],
        ["A", 1200, 1 / 3, "D+5", "2013-01-06"],
        ["B", None, 2],
        ["C", 3, -0.25, "D-9", "1899-12-31"],
    ]


def test_xlsx_has_a_fixed_header_and_filters() -> None:
    made = to_xlsx([texts("a", "b")])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<autoFilter ref="A1:A3"/>' in sheet


def test_xlsx_names_of_sheets(tmp_path: Path) -> None:
    names = ["a/b", "A?B", "history", "", "x" * 40, "x" * 40, "'quoted'", "=1"]
    tables = [DataTable(name, (DataColumn("a"),), ()) for name in names]
    found = list(read_xlsx(to_xlsx(tables), tmp_path))
    x31, x29 = "x" * 31, "x" * 29 + " 2"
    assert found == ["a b", "A B 2", "history_", "table", x31, x29, "quoted", "=1"]


def test_xlsx_cuts_what_no_cell_can_hold(tmp_path: Path) -> None:
    [[_, [cell]]] = read_xlsx(to_xlsx([texts("x" * 40_000)]), tmp_path).values()
    assert (len(cell), cell[-1]) == (32_767, "…")


def test_xlsx_refuses_what_no_sheet_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    assert to_xlsx([texts("a", "b")])
    with pytest.raises(InputError, match="texts is too long for a sheet; allowed: at most 2 rows"):
        to_xlsx([texts("a", "b", "c")])


def test_an_empty_workbook_can_be_opened(tmp_path: Path) -> None:
    assert read_xlsx(to_xlsx([]), tmp_path) == {"empty": []}


def test_without_the_package_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for write in (require_xlsx, lambda: to_xlsx([texts("a")])):
        with pytest.raises(InputError) as raised:
            write()
        assert str(raised.value) == (
            "an XLSX workbook needs the package XlsxWriter, which is not installed; "
            "allowed: pip install '.[report]' in the folder of the project, or another format"
        )


# ----------------------------------------------------------------------------- what plans give


def scenario_of(title: str = "First", **calendar: str) -> Scenario:
    """Two battalions by sea on D+5 and D+12 of a force that has a milestone, and its reliefs."""
    pledge = {
        "contributor": "AAA",
        "force": "blue",
        "capability": "foot",
        "personnel": 120,
        "status": "verified",
        "movement": "4 day",
        "reception": "1 day",
    }
    route = {"origin": "Home barracks", "embarkation": "Home port", "port": "coast"}
    return from_mapping(
        {
            "format": 1,
            "id": "case",
            "calendar": {"start": "D+0", "end": "D+100", **calendar},
            "capabilities": {"foot": {"title": "Foot", "measure": "battalion"}},
            "forces": {"blue": {"title": "Blue", "personnel": 400}},
            "sites": {name: {"title": name.title()} for name in ("coast", "hub", "north")},
            "requirements": {
                "line": {
                    "title": "Line",
                    "force": "blue",
                    "capability": "foot",
                    "quantity": 2,
                    "site": "hub",
                    "moves": [{"site": "north", "from": "D+30"}],
                    "from": "D+5",
                }
            },
            "pledges": {
                "early": {**pledge, "title": title, "route": {**route, "reception": "hub"}},
                "late": {
                    **pledge,
                    "title": "Second",
                    "available": "D+7",
                    "tour": "50 day",
                    "rotations": 1,
                    "overlap": "4 day",
                },
            },
            "milestones": {
                "full": {"title": "Full operating capability", "force": "blue", "tiers": [1]},
                "half": {"title": "Initial operating capability", "force": "blue", "filled": 0.5},
            },
        }
    )


@cache
def plan_of(title: str = "First") -> tuple[Scenario, ForcePlan]:
    scenario = scenario_of(title, d_day="2013-01-01")
    return scenario, generate_forces(scenario, factbook_of(scenario), SolveOptions())


def tables_of(title: str = "First") -> tuple[DataTable, ...]:
    scenario, plan = plan_of(title)
    found = deployment_of(scenario, factbook_of(scenario), plan)
    return (*deployment_tables(found, scenario), *force_tables(plan, scenario))


def rows_of(name: str, title: str = "First") -> list[dict[str, Any]]:
    [table] = [table for table in tables_of(title) if table.name == name]
    return list(as_records(table))


def some(row: dict[str, Any], *names: str) -> list[Any]:
    return [row[name] for name in names]


def test_the_force_list_as_a_table() -> None:
    # wanted on D+5 at the hub; early: leaves D+5 - 1 - 4 = D+0; late: ready D+7, in place D+12,
    # its relief 50 - 4 = 46 days later on D+58
    early, late = rows_of("force-list")
    days = ("ready", "departs", "arrives", "in_place", "required_by", "until")
    assert some(early, *days) == ["D+0", "D+0", "D+4", "D+5", "D+5", "D+100"]
    assert some(late, *days) == ["D+7", "D+7", "D+11", "D+12", "D+5", "D+100"]
    assert some(late, "in_place_date", "until_date") == ["2013-01-13", "2013-04-11"]
    assert some(late, "slack_days", "late_days", "rotations") == [0, 7, 1]
    assert late["reliefs"] == "D+58, relieved leave D+62"
    assert some(early, "origin", "port", "airfield", "reception", "destination") == [
        "Home barracks",
        "Coast",
        None,
        "Hub",
        "Hub",
    ]
    assert early["stations"] == "hub D+5 to D+30; north D+30 to D+100"
    assert some(early, "status", "readiness_level", "personnel") == ["verified", 3, 120]


def test_closures_and_milestones_as_tables() -> None:
    force, requirement = rows_of("closures")
    assert some(force, "level", "title", "closed_on", "required") == ["force", "Blue", "D+12", 1]
    assert some(requirement, "requirement", "late_days", "missing") == ["line", 7, 0]
    half, full = rows_of("milestones")
    assert some(half, "milestone", "reached_on", "held_back_by") == ["half", "D+5", None]
    assert some(full, "reached_on", "held_back_by") == ["D+12", "Line (1 of 2 battalion)"]
    strength = [(row["day"], row["personnel"]) for row in rows_of("strength")]
    assert strength == [("D+0", 0), ("D+5", 120), ("D+12", 240), ("D+58", 360), ("D+62", 240)]


def test_fills_and_assignments_as_tables() -> None:
    [requirement] = rows_of("requirements")
    assert some(requirement, "required", "deployable", "shortfall", "closed_on") == [
        2,
        1,
        1,
        "D+12",
    ]
    fills = [some(row, "from", "until", "required", "filled") for row in rows_of("fills")]
    assert fills == [["D+5", "D+12", 2, 1], ["D+12", "D+100", 2, 2]]
    assert [row["pledge"] for row in rows_of("assignments")] == ["early", "late"]


def test_dates_stand_there_only_where_d_day_has_one() -> None:
    without = data_table("t", scenario_of(), ("until@",), [(3,)])
    assert as_records(without) == [{"until": "D+3"}]
    scenario = scenario_of(d_day=dt.date(2013, 1, 1).isoformat())
    dated = as_records(data_table("t", scenario, ("until@",), [(3,), (None,), (-999_999,)]))
    assert dated == [
        {"until": "D+3", "until_date": "2013-01-04"},
        {"until": None, "until_date": None},
        {"until": "D-999999", "until_date": None},
    ]


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = tables_of(), tables_of()
    assert to_xlsx(first) == to_xlsx(second)
    assert [to_csv(table) for table in first] == [to_csv(table) for table in second]


@pytest.mark.parametrize("title", [*FORMULAS[:5], *NAMES.values()])
def test_a_hostile_title_in_every_table(title: str, tmp_path: Path) -> None:
    tables = tables_of(title)
    sheets = read_xlsx(to_xlsx(tables), tmp_path)
    for table in tables:
        rows = read_csv(to_csv(table))
        assert {len(row) for row in rows} == {len(table.columns)}
        if table.name in ("force-list", "assignments"):
            place = [column.name for column in table.columns].index("title")
            told = harmless_text(title)
            assert read_text(rows[1][place]) == told
            assert sheets[table.name][1][place] == told


# ----------------------------------------------------------------------------- what people read


def blocks_of(title: str = "First") -> tuple[Block, ...]:
    scenario, plan = plan_of(title)
    return tuple(deployment_blocks(deployment_of(scenario, factbook_of(scenario), plan), scenario))


def test_the_section_begins_with_operating_capability() -> None:
    heading, half, _, full, criteria, closure, late = blocks_of()[:7]
    assert heading == Heading("Deployment")
    assert isinstance(half, Line)
    assert half.text == "Initial operating capability, Blue: reached on D+5 (6 Jan 2013)."
    assert isinstance(full, Line)
    assert full.text == (
        "Full operating capability, Blue: reached on D+12 (13 Jan 2013); it waited for Line "
        "(1 of 2 battalion)."
    )
    assert isinstance(criteria, Line)
    assert criteria.text == "Criteria: requirements of tier 1 filled."
    assert isinstance(closure, Line)
    assert closure.text == (
        "Blue closes on D+12 (13 Jan 2013), 7 days after the last of them begins: "
        "1 requirement in place."
    )
    assert isinstance(late, Table)
    assert late.rows == (("Line", "D+5", "D+12", "7"),)


def test_the_force_list_is_a_table_at_80_columns() -> None:
    lines = [" ".join(line.split()) for line in on_screen(blocks_of(), 80).splitlines()]
    assert "Unit Pers To Leaves Slack Arrives In place Due Late" in lines
    assert "First 120 Hub, then North D+0 0 D+4 D+5 D+5" in lines
    assert "Second 120 Hub, then North D+7 0 D+11 D+12 D+5 7" in lines


@pytest.mark.parametrize("width", [20, 40, 60, 80, 119, 120, 160])
def test_the_section_fits_any_width(width: int) -> None:
    shown = on_screen(blocks_of("=[red]x[/red]\x1b[31m"), width)
    assert max(cell_len(line) for line in shown.splitlines()) <= width
    assert acts(shown) == []


def test_ways_in_and_reliefs_stand_only_where_there_are_some() -> None:
    text = render(blocks_of(), "text")
    assert "Ways in, Blue" in text
    assert "Home barracks" in text
    assert "Reliefs, Blue" in text
