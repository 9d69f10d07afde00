"""The limits of what is taken in: each has a message, and the manual has them all."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest

from planner.errors import Fault
from planner.lp import MOST_VARIABLES
from planner.lp.room import BYTES_PER_VARIABLE, CELLS_PER_VARIABLE
from planner.scenario import limits, load
from planner.scenario.near import Suggestions
from planner.scenario.reading import reading_once
from planner.scenario.schema.calendar import LONGEST_CALENDAR
from tests.scenario.helpers import (
    LINK,
    MAIN,
    PACKAGE,
    as_yaml,
    complete_data,
    faults_of,
    only,
    write,
    write_xlsx,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "limits.md"
HEAD = "format: 1\nid: a\n"
# limits whose line of the manual speaks of another number as well
UNITS = {
    "LARGEST_FILE_BYTES": "table or workbook | {} bytes",
    "LARGEST_YAML_BYTES": "scenario file (YAML) | {} bytes",
    "MOST_FILES": "parents and tables | {} files,",
    "MOST_FILE_BYTES": "files, {} bytes together",
    "DEEPEST": "steps of a dotted path | {} levels",
    "MOST_NODES": "once aliases are followed | {} |",
    "MOST_DIGITS": "digits of a number | {} |",
    "LONGEST_TEXT": "in a file or a cell | {} |",
    "MOST_PARENTS": "extend each other in a chain | {} |",
    "MOST_CHANGES": "changes of a scenario to its parent | {} |",
    "MOST_SETTINGS": "changes by `--set` | {} |",
    "MOST_ROWS": "rows of a table | {} |",
    "MOST_COLUMNS": "columns of a table | {} |",
    "MOST_CELLS": "the last of each row | {} |",
    "LARGEST_PART_BYTES": "texts of a workbook, unpacked | {} bytes",
    "LARGEST_SMALL_PART_BYTES": "or the styles, unpacked | {} bytes",
    "MOST_ENTRIES": "parts of a workbook | {} |",
    "MOST_TAGS": "the workbooks of one scenario | {} |",
    "LONGEST_TAG_BYTES": "one XML element to the next | {} bytes",
    "MOST_POSITIONS": "sliders of a scenario (`what_if`) | {} |",
    "LARGEST_PLAN_BYTES": "plan file | {} bytes",
    "LARGEST_UNPACKED_PLAN_BYTES": "plan file, unpacked | {} bytes",
    "MOST_PLAN_VALUES": "values in a plan file | {} |",
    "MOST_COMPARED": '"did you mean" | {} |',
    "MOST_FAULTS": "before no more are told | {} |",
}


def test_the_manual_has_every_limit() -> None:
    text = PAGE.read_text(encoding="utf-8")
    named = {name for name in vars(limits) if name.isupper()}
    assert set(UNITS) == named
    for name, line in UNITS.items():
        assert line.format(f"{getattr(limits, name):,}") in text, name
    assert f"days of the calendar | {LONGEST_CALENDAR:,} |" in text
    gigabytes = MOST_VARIABLES * BYTES_PER_VARIABLE / 1e9
    assert f"the limit is {MOST_VARIABLES:,}, some {gigabytes:.0f} GB" in text
    assert f"more than {CELLS_PER_VARIABLE} cells for each variable" in text


def case(folder: Path, text: str) -> Fault:
    """The one fault of a scenario."""
    path = write(folder, HEAD + text)
    return only(faults_of(lambda: load(path)))


def many(count: int) -> str:
    return "sites:\n" + "".join(f"  s-{n}: {{title: S}}\n" for n in range(count))


# ----------------------------------------------------------------------------------- scenarios


def test_a_scenario_file_that_is_too_large_names_the_way_out(tmp_path: Path) -> None:
    fault = case(tmp_path, "# " + "x" * limits.LARGEST_YAML_BYTES)
    assert (fault.code, fault.allowed) == ("limit.scenario-file", "at most 5,000,000 bytes")
    assert "tables" in str(fault.remedy)


def test_too_many_values_are_one_fault_at_the_first_that_is_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.scenario.document.MOST_NODES", 1_000)
    fault = case(tmp_path, many(400))
    # 6 values before the first site, then its name, the mapping, a key and a value: 5 + 4 n > 1,000
    assert fault.code == "limit.nodes"
    assert fault.place.line in range(245, 260)


@pytest.mark.parametrize("text", ["title: {}", 'title: "{}"', "sites: {{a: {{title: {}}}}}"])
def test_a_text_that_is_too_long_is_shown_short(tmp_path: Path, text: str) -> None:
    long = "x" * (limits.LONGEST_TEXT + 1)
    found = faults_of(lambda: load(write(tmp_path, HEAD + text.format(long))))
    assert found
    assert all(fault.place.line == 3 and len(str(fault)) < 800 for fault in found)


@pytest.mark.parametrize("written", ["0.1e-400", "1e-320", "-2e-350", "0.0000001e-300"])
def test_a_number_that_vanishes_is_refused(tmp_path: Path, written: str) -> None:
    fault = case(tmp_path, f"sites: {{a: {{title: A, latitude: {written}}}}}\n")
    assert (fault.code, fault.place.line) == ("limit.small-number", 3)


@pytest.mark.parametrize("written", ["0", "0.0", "0e-400", "-0.0", "1e-299"])
def test_nought_is_a_number(tmp_path: Path, written: str) -> None:
    path = write(tmp_path, f"{HEAD}sites: {{a: {{title: A, latitude: {written}}}}}\n")
    assert load(path).sites["a"].latitude == float(written)  # type: ignore[index]


def test_a_required_quantity_is_nothing_or_enough_to_be_counted(tmp_path: Path) -> None:
    # found by the fuzzer: the solver took 1e-6 of a unit for nothing, the records for a shortfall
    def quantity(number: float) -> list[Fault]:
        data = complete_data()
        data["requirements"]["water"]["quantity"] = number
        data["requirements"]["guard"]["states"][1]["quantity"] = number
        data["requirements"]["water"]["profile"][0]["quantity"] = number
        path = write(tmp_path, as_yaml(data))
        return [f for f in faults_of(lambda: load(path)) if f.code == "limit.small-quantity"]

    assert [fault.path for fault in quantity(1e-6)] == [
        "requirements.guard.states[1].quantity",
        "requirements.water.profile[0].quantity",
        "requirements.water.quantity",
    ]
    assert all(fault.place.line for fault in quantity(1e-6))
    assert quantity(0) == quantity(1e-3) == quantity(0.5) == []


def test_too_many_changes_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.scenario.changes.MOST_CHANGES", 2)
    monkeypatch.setattr("planner.scenario.loading.MOST_SETTINGS", 2)
    write(tmp_path, HEAD + many(3), "parent.yaml")
    changes = "".join(f"  sites.s-{n}.title: B\n" for n in range(3))
    child = write(tmp_path, f"format: 1\nid: b\nextends: parent.yaml\nchanges:\n{changes}")
    assert only(faults_of(lambda: load(child))).code == "limit.changes"
    settings = [f"sites.s-{n}.title=B" for n in range(3)]
    fault = only(faults_of(lambda: load(tmp_path / "parent.yaml", settings)))
    assert (fault.code, str(fault.place)) == ("limit.changes", "--set")


def test_a_path_that_is_too_long_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD)
    fault = only(faults_of(lambda: load(path, [".".join("a" * 10_000) + "=1"])))
    assert fault.code == "limit.depth"
    assert len(str(fault)) < 800


def test_suggestions_end_where_too_many_names_were_looked_at() -> None:
    known = [f"site-{n}" for n in range(limits.MOST_COMPARED // 2 + 1)]
    near = Suggestions()
    assert near.nearest("site-1x", known[:10]) == "site-1"
    near.compared = limits.MOST_COMPARED
    assert near.nearest("site-2x", known[:10]) == "site-2"
    assert near.nearest("site-3x", known[:10]) is None
    assert Suggestions().nearest("site-3x", known[:10]) == "site-3"


# --------------------------------------------------------------------------------------- files


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("named", ["case.yaml", "parent.yaml", "sites.csv", "sites.xlsx"])
def test_a_pipe_is_not_waited_for(tmp_path: Path, named: str) -> None:
    os.mkfifo(tmp_path / named)
    path = tmp_path / "case.yaml"
    if named == "parent.yaml":
        path.write_text(f"{HEAD}extends: {named}\n")
    elif named != "case.yaml":
        path.write_text(f"{HEAD}sites: {{table: {named}}}\n")
    fault = only(faults_of(lambda: load(path)))
    assert str(fault.place).startswith(str(path))


def test_a_file_is_read_once_and_later_changes_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [["id", "title"], ["a", "A"]]
    write_xlsx(tmp_path / "book.xlsx", {"sites": rows, "tasks": rows})
    path = write(tmp_path, HEAD + "sites: {table: book.xlsx}\ntasks: {table: book.xlsx}\n")
    opened: list[str] = []
    own = os.open

    def once(file: object, *rest: int) -> int:
        opened.append(os.path.basename(str(file)))
        found = own(file, *rest)  # type: ignore[arg-type]
        if opened[-1] == "book.xlsx":
            (tmp_path / "book.xlsx").with_name("new").write_bytes(b"shrunk")
            (tmp_path / "new").replace(tmp_path / "book.xlsx")
        return found

    monkeypatch.setattr(os, "open", once)
    assert set(load(path).tasks) == {"a"}
    assert opened == ["case.yaml", "book.xlsx"]


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_FILES", 1)
    write(tmp_path, "id,title\na,A\n", "sites.csv")
    assert case(tmp_path, "sites: {table: sites.csv}\n").code == "limit.files"
    monkeypatch.setattr(limits, "MOST_FILES", 9)
    monkeypatch.setattr(limits, "MOST_FILE_BYTES", 50)
    assert case(tmp_path, "sites: {table: sites.csv}\n").code == "limit.all-files"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no such folder here")
@pytest.mark.parametrize("named", ["/proc/self/environ", "/dev/zero", "/dev/null", "/"])
@pytest.mark.parametrize("form", ["extends: {}", "sites: {{table: {}}}"])
def test_what_lies_elsewhere_is_not_read(tmp_path: Path, named: str, form: str) -> None:
    fault = case(tmp_path, form.format(named) + "\n")
    assert "outside" in fault.what
    (tmp_path / "link").symlink_to(named)
    assert "outside" in case(tmp_path, form.format("link") + "\n").what
    (tmp_path / "folder").symlink_to(Path(named).parent)
    assert "outside" in case(tmp_path, form.format(f"folder/{Path(named).name}") + "\n").what


# -------------------------------------------------------------------------------------- tables


@pytest.mark.parametrize(
    ("table", "code", "place"),
    [
        ("id," + ",".join(f"a{n}" for n in range(1_000)) + "\n", "limit.columns", "sites.csv:1"),
        ("id," + ".".join("0" * 3_000) + "\na,1\n", "limit.depth", "sites.csv:1:2"),
        (f"id,title\na,{'x' * 40_000}\n", "limit.text", "sites.csv:2:2"),
    ],
)
def test_a_table_that_holds_too_much_is_one_fault(
    tmp_path: Path, table: str, code: str, place: str
) -> None:
    write(tmp_path, table, "sites.csv")
    fault = case(tmp_path, "sites: {table: sites.csv}\n")
    assert (fault.code, str(fault.place).rpartition("/")[2]) == (code, place)


def workbook(folder: Path, sheet: str, more: int = 0) -> None:
    """A workbook with one sheet of this XML, and so many parts that nobody asks for."""
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINK}"><sheets>'
        '<sheet name="sites" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" '
        f'Type="{LINK}/worksheet" Target="sheet.xml"/></Relationships>',
        "xl/sheet.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
        **{f"more{n}": "" for n in range(more)},
    }
    with zipfile.ZipFile(folder / "book.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'


@pytest.mark.parametrize(
    ("sheet", "more", "what"),
    [
        (CELL + "<row/>" * 200, 0, "too many elements: more than 100"),
        (CELL + "<row>" + "<c/>" * 200 + "</row>", 0, "too many elements: more than 100"),
        (CELL + "<x/>" * 200, 0, "too many elements: more than 100"),
        (CELL + "<c " + " ".join(f'a{n}="1"' for n in range(60_000)) + "/>", 0, "tag or a text"),
        (CELL, 1_000, "it has more than 1,000 parts"),
    ],
)
def test_a_workbook_that_unpacks_to_too_much_is_one_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sheet: str, more: int, what: str
) -> None:
    monkeypatch.setattr("planner.scenario.sheet_xml.MOST_TAGS", 100)
    workbook(tmp_path, sheet, more)
    fault = case(tmp_path, "sites: {table: book.xlsx}\n")
    assert what in fault.what
    assert str(fault.place).endswith("book.xlsx")


def test_cells_far_to_the_right_on_many_rows_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.scenario.workbook.MOST_CELLS", 2_000)
    far = "".join(f'<row r="{n}"><c r="ALL{n}"><v>1</v></c></row>' for n in range(2, 9))
    workbook(tmp_path, CELL + far)
    fault = case(tmp_path, "sites: {table: book.xlsx}\n")
    # ALL is column 1,000: two rows of it and the cell of the first row are one too many
    assert (fault.code, fault.place.cell) == ("limit.cells", "sites!ALL3")


def test_parts_that_lie_on_each_other_are_refused(tmp_path: Path) -> None:
    workbook(tmp_path, CELL)
    raw = bytearray((tmp_path / "book.xlsx").read_bytes())
    heads = [match.start() for match in re.finditer(rb"PK\x01\x02", raw)]
    # the directory says of each part that it begins where the first one does
    for head in heads:
        raw[head + 42 : head + 46] = b"\0\0\0\0"
    (tmp_path / "book.xlsx").write_bytes(raw)
    assert "not an XLSX workbook" in case(tmp_path, "sites: {table: book.xlsx}\n").what


def test_outside_a_load_nothing_is_kept(tmp_path: Path) -> None:
    with reading_once() as read:
        load(write(tmp_path, HEAD))
        assert read.contents == {}
