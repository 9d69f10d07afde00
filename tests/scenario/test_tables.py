"""Sections in CSV and XLSX files: the same scenario as in YAML, and faults placed at the cell."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from planner.errors import Fault
from planner.scenario import Scenario, load
from planner.scenario.workbook import column_letters, column_number
from tests.scenario.helpers import (
    Cell,
    Raw,
    as_yaml,
    complete_data,
    faults_of,
    only,
    write,
    write_xlsx,
)

SECTIONS = sorted(name for name, value in complete_data().items() if isinstance(value, dict))
TABLED = [name for name in SECTIONS if name not in ("calendar", "changes")]

HEAD = "format: 1\nid: a\n"


def cells_of(section: dict[str, Any]) -> list[list[Cell]]:
    """The section as rows: a header of dotted names, then a row for each entry."""
    rows = [{"id": name, **dict(_flat(entry))} for name, entry in section.items()]
    header = list(dict.fromkeys(name for row in rows for name in row))
    return [list(header), *([row.get(name) for name in header] for row in rows)]


def _flat(value: Any, at: str = "") -> list[tuple[str, Any]]:
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, list):
        parts = {str(i): part for i, part in enumerate(value)}.items()
    else:
        return [(at, value)]
    return [pair for key, part in parts for pair in _flat(part, f"{at}.{key}" if at else key)]


def as_csv(rows: Sequence[Sequence[Cell]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def csv_case(folder: Path, table: str, section: str = "sites") -> Path:
    """A scenario whose section stands in a CSV file with this text."""
    write(folder, table, f"{section}.csv")
    return write(folder, f"{HEAD}{section}: {{table: {section}.csv}}\n")


def xlsx_case(
    folder: Path, rows: Sequence[Sequence[Cell]], section: str = "sites", sheet: str = ""
) -> Path:
    """A scenario whose section stands in a workbook, between two sheets of notes."""
    sheets: dict[str, Sequence[Sequence[Cell]]] = {
        "notes": [["do not", "read"]],
        sheet or section: rows,
        "more notes": [[Raw('<c r="{ref}" t="e"><v>#REF!</v></c>')]],
    }
    write_xlsx(folder / "book.xlsx", sheets)
    named = f", sheet: {sheet}" if sheet else ""
    return write(folder, f"{HEAD}{section}: {{table: book.xlsx{named}}}\n")


def where(fault: Fault) -> str:
    """The place without the folder."""
    return str(fault.place).rpartition("/")[2]


# -------------------------------------------------------------------------- the same scenario


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return load(write(tmp_path_factory.mktemp("small"), as_yaml(complete_data())))


@pytest.mark.parametrize("section", TABLED)
def test_a_csv_table_gives_the_same_scenario(tmp_path: Path, small: Scenario, section: str) -> None:
    data = complete_data()
    write(tmp_path, as_csv(cells_of(data[section])), "table.csv")
    data[section] = {"table": "table.csv"}
    assert load(write(tmp_path, as_yaml(data))) == small


@pytest.mark.parametrize("section", TABLED)
def test_an_xlsx_table_gives_the_same_scenario(
    tmp_path: Path, small: Scenario, section: str
) -> None:
    data = complete_data()
    write_xlsx(tmp_path / "book.xlsx", {"notes": [], section: cells_of(data[section])})
    data[section] = {"table": "book.xlsx"}
    assert load(write(tmp_path, as_yaml(data))) == small


def test_all_sections_may_stand_in_one_workbook(tmp_path: Path, small: Scenario) -> None:
    data = complete_data()
    write_xlsx(tmp_path / "book.xlsx", {name: cells_of(data[name]) for name in TABLED})
    data |= {name: {"table": "book.xlsx"} for name in TABLED}
    assert load(write(tmp_path, as_yaml(data))) == small


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_byte_order_mark_and_empty_rows_do_not_matter(tmp_path: Path, end: str) -> None:
    rows = ["\ufeffid,title,latitude", ",,", "", 'a,"A, or so",', " b , B ,5"]
    scenario = load(csv_case(tmp_path, end.join(rows)))
    assert {name: site.title for name, site in scenario.sites.items()} == {
        "a": "A, or so",
        "b": "B",
    }


def test_a_row_of_hxl_tags_under_the_header_is_skipped(tmp_path: Path) -> None:
    assert set(load(csv_case(tmp_path, "id,title\n#adm1+code,#adm1+name\na,A\n")).sites) == {"a"}
    rows: list[list[Cell]] = [["id", "title"], ["#adm1+code", None], ["a", "A"]]
    assert set(load(xlsx_case(tmp_path, rows)).sites) == {"a"}


def test_cells_of_a_workbook_are_what_they_show(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["id", "title", "note", "latitude", "source"],
        [
            2013,  # an id that Excel keeps as a number
            Raw('<c r="{ref}" t="inlineStr"><is><r><t>Ba</t></r><r><t>se</t></r></is></c>'),
            Raw('<c r="{ref}" t="str"><f>A1&amp;B1</f><v>joined</v></c>'),
            Raw('<c r="{ref}"><f>1+1</f><v>2</v></c>'),
        ],
    ]
    (name, site), *rest = load(xlsx_case(tmp_path, rows)).sites.items()
    assert (name, site.title, site.note, site.latitude, rest) == ("2013", "Base", "joined", 2, [])


@pytest.mark.parametrize("style", [1, 2])
def test_a_date_of_a_workbook_is_a_date(tmp_path: Path, style: int) -> None:
    date = Raw(f'<c r="{{ref}}" s="{style}"><v>41294.5</v></c>')  # noon of 20 January 2013
    rows: list[list[Cell]] = [["id", "title", "tempo", "from"], ["a", "A", "normal", date]]
    write_xlsx(tmp_path / "book.xlsx", {"phases": rows})
    head = f"{HEAD}calendar: {{d_day: 2013-01-15, start: D-1, end: D+9}}\n"
    path = write(tmp_path, head + "phases: {table: book.xlsx}\n")
    assert load(path).phases["a"].from_ == 5  # type: ignore[index]


def test_formulas_are_never_computed(tmp_path: Path) -> None:
    scenario = load(csv_case(tmp_path, "id,title\na,=1+1\nb,\"=cmd|'/c calc'!A1\"\n"))
    titles = [site.title for site in scenario.sites.values()]
    assert titles == ["=1+1", "=cmd|'/c calc'!A1"]
    rows: list[list[Cell]] = [["id", "title"], ["a", Raw('<c r="{ref}"><f>1+1</f></c>')]]
    fault = only(faults_of(lambda: load(xlsx_case(tmp_path, rows))))
    assert "formula" in fault.what
    assert where(fault) == "book.xlsx!sites!B2"


# ----------------------------------------------------------------------------------- places


def test_faults_of_a_csv_file_are_at_row_and_column(tmp_path: Path) -> None:
    table = "id,title,latitude,colour\n#id,#t,#l,#c\na,A,95,\nb,B,,red\n"
    found = [
        (where(fault), fault.path, fault.what)
        for fault in faults_of(lambda: load(csv_case(tmp_path, table)))
    ]
    assert found == [
        ("sites.csv:3:3", "sites.a.latitude", "out of range"),
        ("sites.csv:4:4", "sites.b.colour", "unknown key"),
    ]


def test_faults_of_a_sheet_are_at_its_cells(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["id", "title", "latitude"]]
    rows.extend([f"s-{i}", "S", 1] for i in range(2, 17))
    rows.append(["s-17", "S", 95])
    fault = only(faults_of(lambda: load(xlsx_case(tmp_path, rows))))
    assert (where(fault), fault.what) == ("book.xlsx!sites!C17", "out of range")


def test_faults_of_a_table_come_at_once_in_reading_order(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["id", "title", "latitude", "longitude", "climate"],
        ["a", "A", 95, 200, "sahelien"],
        ["B b", 5, None, None, None],
    ]
    faults = faults_of(lambda: load(xlsx_case(tmp_path, rows)))
    assert [where(fault).rpartition("!")[2] for fault in faults] == ["C2", "D2", "E2", "A3", "B3"]


PLEDGES = """\
format: 1
id: a
calendar: {d_day: 2013-01-20, start: D-30, end: D+365}
sources: {list: {title: The list}}
forces: {blue: {title: Blue, personnel: 10000}}
"""
FIELDS = (
    *("id", "title", "contributor", "force", "unit", "units", "personnel", "personnel.source"),
    *("status", "available", "latest", "movement", "tour", "overlap", "rotations", "probability"),
    *("equipment.drill.serviceability", "adapted_to.0", "source", "divisible"),
)
# column, what is written there, what is wrong with it, the nearest name
SLIPS = (
    ("id", "P {n}", "not a valid name", None),
    ("id", "p-0", "duplicate id", None),
    ("id", None, "the row has no id", None),
    ("force", "bleu", "unknown force", "blue"),
    ("unit", "infantry-compny", "unknown unit", "infantry-company"),
    ("units", "-3", "out of range", None),
    ("units", "3 t", "unit 't' on a number that has none", None),
    ("personnel", "850 kg", "unit 'kg' cannot be read as 'person'", None),
    ("personnel", "many", "'many' is not a number, nor a number and its unit", None),
    ("personnel.source", "letter", "column personnel.source stands beside", None),
    ("status", "promised", "not one of the names that can stand here", None),
    ("status", "verifed", "not one of the names that can stand here", "verified"),
    ("available", "2013-02-30", "not a day", None),
    ("latest", "D-29", "the latest day is before the first", None),
    ("tour", "5", "the tour is shorter than the movement", None),
    ("overlap", "200", "the overlap is as long as the tour, or longer", None),
    ("rotations", "1.5", "not a whole number", None),
    ("probability", "1.5", "out of range", None),
    ("equipment.drill.serviceability", "120 %", "out of range", None),
    ("adapted_to.0", "sahelien", "unknown climate", "sahelian"),
    ("source", "letter", "unknown source", None),
    ("divisible", "maybe", "not true or false", None),
)


def long_table(count: int, wrong: int) -> tuple[list[list[Cell]], dict[tuple[int, int], int]]:
    """A pledge table with so many rows and slips, and by row and column which slip stands there."""
    rows: list[list[Cell]] = [[*FIELDS, "equipment.drill.held"]]
    for i in range(count):
        said = {"id": f"p-{i}", "title": f"P {i}", "contributor": "NOR", "force": "blue"}
        said |= {"unit": "infantry-company", "status": "verified", "movement": "10", "tour": "180"}
        said |= {"equipment.drill.held": "2", "overlap": "7", "personnel": f"{100 + i % 40}"}
        rows.append([said.get(name) for name in rows[0] if isinstance(name, str)])
    slips = {}
    for n in range(wrong):
        row, slip = 1 + (n + 1) * (count - 1) // wrong, n % len(SLIPS)
        column = rows[0].index(SLIPS[slip][0])
        written = SLIPS[slip][1]
        rows[row][column] = written.format(n=n) if written else None
        slips[row, column] = slip
    return rows, slips


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_fault_of_a_long_table_is_reported_by_cell(tmp_path: Path, kind: str) -> None:
    rows, slips = long_table(count=2_000, wrong=50)
    write(tmp_path, as_csv(rows), "p.csv")
    write_xlsx(tmp_path / "p.xlsx", {"pledges": rows})
    found = {}
    path = write(tmp_path, f"{PLEDGES}pledges: {{table: p.{kind}}}\n")
    for fault in faults_of(lambda: load(path)):
        assert where(fault) not in found
        found[where(fault)] = fault
    expected = {
        f"p.csv:{r + 1}:{c + 1}"
        if kind == "csv"
        else f"p.xlsx!pledges!{column_letters(c)}{r + 1}": SLIPS[slip]
        for (r, c), slip in slips.items()
    }
    assert list(found) == list(expected)
    for place, (_, _, what, near) in expected.items():
        assert what in found[place].what
        assert found[place].nearest == near


def test_a_change_to_a_table_leaves_the_places_of_its_other_cells(tmp_path: Path) -> None:
    write(tmp_path, "id,title,latitude\na,A,95\nb,B,5\n", "sites.csv")
    parent = write(tmp_path, f"{HEAD}sites: {{table: sites.csv}}\n", "parent.yaml")
    child = write(
        tmp_path, "format: 1\nid: b\nextends: parent.yaml\nchanges: {sites.b.latitude: 99}\n"
    )
    for path, settings, place in (
        (child, (), "case.yaml:4:29"),
        (parent, ("sites.b.latitude=99",), "--set sites.b.latitude"),
    ):
        faults = faults_of(lambda path=path, settings=settings: load(path, settings))  # type: ignore[misc]
        places = {fault.path: where(fault) for fault in faults}
        assert places["sites.a.latitude"] == "sites.csv:2:3"
        assert places["sites.b.latitude"].startswith(place)


def test_faults_of_rows_and_of_cells_come_at_once(tmp_path: Path) -> None:
    faults = faults_of(lambda: load(csv_case(tmp_path, "id,title\na,A\na,B\n,C\nd,\ne,E,5\n")))
    assert [(where(fault), fault.what) for fault in faults] == [
        ("sites.csv:3:1", "duplicate id"),
        ("sites.csv:4:1", "the row has no id"),
        ("sites.csv:5:1", "missing"),
        ("sites.csv:6:3", "a value under no field name"),
    ]


def test_a_change_to_a_table_with_a_lost_row_is_no_further_fault(tmp_path: Path) -> None:
    write(tmp_path, "id,title\na,A\n,B\n", "sites.csv")
    write(tmp_path, f"{HEAD}sites: {{table: sites.csv}}\n", "parent.yaml")
    child = "format: 1\nid: b\nextends: parent.yaml\nchanges: {sites.b.title: C}\n"
    fault = only(faults_of(lambda: load(write(tmp_path, child))))
    assert fault.what == "the row has no id"


def test_a_missing_field_is_placed_at_its_row(tmp_path: Path) -> None:
    fault = only(faults_of(lambda: load(csv_case(tmp_path, "id,latitude\na,5\n"))))
    assert (where(fault), fault.path, fault.what) == ("sites.csv:2:1", "sites.a.title", "missing")


def test_an_unknown_column_names_the_nearest(tmp_path: Path) -> None:
    fault = only(faults_of(lambda: load(csv_case(tmp_path, "id,title,latitud\na,A,5\n"))))
    assert (fault.what, fault.nearest, where(fault)) == ("unknown key", "latitude", "sites.csv:2:3")


@pytest.mark.parametrize(
    ("table", "what", "place"),
    [
        ("id,title\na,A\na,B\n", "duplicate id", "sites.csv:3:1"),
        ("id,title\n,B\n", "the row has no id", "sites.csv:2:1"),
        ("id,title\na,A,5\n", "no field name", "sites.csv:2:3"),
        ("id,title,\na,A,5\n", "no field name", "sites.csv:2:3"),
        ("id,title,title\na,A,B\n", "two columns of one name", "sites.csv:1:3"),
        ("name,title\na,A\n", "no column id", "sites.csv:1:1"),
        ("id;title\na;A\n", "no column id", "sites.csv:1:1"),
        ("", "no column id", "sites.csv:1:1"),
        ("id,title,throughput,throughput.value\na,A,5,6\n", "the whole of it", "sites.csv:2:4"),
        ("id,title,throughput.value,throughput\na,A,5,6\n", "the whole of it", "sites.csv:2:4"),
        ('id,title\na,"A\n', "not a valid CSV file", "sites.csv:2"),
        ('id,title\na,"A"x\n', "not a valid CSV file", "sites.csv:2"),
    ],
)
def test_a_faulty_table_is_one_fault(tmp_path: Path, table: str, what: str, place: str) -> None:
    fault = only(faults_of(lambda: load(csv_case(tmp_path, table))))
    assert what in fault.what
    assert where(fault) == place


def test_duplicate_ids_name_the_row_of_the_first(tmp_path: Path) -> None:
    fault = only(faults_of(lambda: load(csv_case(tmp_path, "id,title\na,A\nb,B\na,C\n"))))
    assert (fault.path, fault.seen) == ("sites.a", "the id stands here and in row 2")


def test_a_table_that_cannot_be_read_does_not_make_its_ids_unknown(tmp_path: Path) -> None:
    write(tmp_path, "id,title\na,A\na,B\n", "sites.csv")
    text = HEAD + "sites: {table: sites.csv}\nlanes: {x: {origin: a, destination: b, mode: road}}\n"
    assert only(faults_of(lambda: load(write(tmp_path, text)))).what == "duplicate id"


def test_digits_that_are_no_index_are_names(tmp_path: Path) -> None:
    fault = only(faults_of(lambda: load(csv_case(tmp_path, "id,title,storage.²\na,A,5\n"))))
    assert fault.what == "unknown storage group"


# -------------------------------------------------------------------------------- the files


@pytest.mark.parametrize(
    ("named", "what"),
    [
        ("{table: ../sites.csv}", "outside"),
        ("{table: /etc/passwd}", "outside"),
        ('{table: "a\\0b.csv"}', "outside"),
        ("{table: none.csv}", "no such file"),
        ("{table: .}", "no such file"),
        ("{table: sites.txt}", "must be CSV or XLSX"),
        ("{table: sites.csv, sheet: a}", "has no sheets"),
        ("{table: sites.csv, shet: a}", "unknown key"),
        ("{table: book.xlsx, sheet: 5}", "not text"),
        ("{table: book.xlsx, sheet: sitess}", "no sheet"),
        ("{table: broken.xlsx}", "not an XLSX workbook"),
        ("{table: 5}", "not a mapping"),
    ],
)
def test_a_table_that_cannot_be_opened_is_one_fault(tmp_path: Path, named: str, what: str) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    for name in ("../sites.csv", "sites.csv", "sites.txt", "broken.xlsx"):
        write(folder, "id,title\na,A\n", name)
    write_xlsx(folder / "book.xlsx", {"sites": [["id", "title"]]})
    path = write(folder, f"{HEAD}sites: {named}\n")
    fault = only(faults_of(lambda: load(path)))
    assert what in fault.what
    assert fault.place.file


def test_a_missing_file_or_sheet_names_the_nearest(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "book.xlsx", {"sites": [], "notes": []})
    path = write(tmp_path, f"{HEAD}sites: {{table: bok.xlsx}}\n")
    assert only(faults_of(lambda: load(path))).nearest == "book.xlsx"
    path = write(tmp_path, f"{HEAD}sites: {{table: book.xlsx, sheet: sits}}\n")
    fault = only(faults_of(lambda: load(path)))
    assert (fault.nearest, fault.allowed) == ("sites", "notes, sites")
    assert (fault.place.line, fault.place.column) == (3, 34)


def test_a_link_out_of_the_folder_is_refused_and_one_within_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    outside = write(tmp_path, "id,title\na,A\n", "outside.csv")
    inside = write(folder, "id,title\na,A\n", "inside.csv")
    (folder / "sites.csv").symlink_to(outside)
    path = write(folder, f"{HEAD}sites: {{table: sites.csv}}\n")
    assert "outside" in only(faults_of(lambda: load(path))).what
    (folder / "sites.csv").unlink()
    (folder / "sites.csv").symlink_to(inside)
    assert set(load(path).sites) == {"a"}
    (folder / "sites.csv").unlink()
    (folder / "sites.csv").symlink_to(folder / "sites.csv")
    assert "no such file" in only(faults_of(lambda: load(path))).what


def test_only_sections_of_entries_may_stand_in_a_table(tmp_path: Path) -> None:
    for section in ("calendar", "objective", "substitutions", "sitess"):
        write(tmp_path, "id,title\na,A\n", "a.csv")
        path = write(tmp_path, f"{HEAD}{section}: {{table: a.csv}}\n")
        assert faults_of(lambda path=path: load(path))  # type: ignore[misc]


# ------------------------------------------------------------------------- hostile workbooks


def test_a_cell_at_the_far_end_of_a_sheet_costs_nothing(tmp_path: Path) -> None:
    path = xlsx_case(tmp_path, [["id", "title"], ["a", "A"]])
    far = '<row r="1048576"><c r="XFD1048576"{}>{}</c></row></sheetData>'
    for content, what in (("", None), ("<v>1</v>", "too far out")):
        _edit(tmp_path / "book.xlsx", "</sheetData>", far.format(' s="1"', content))
        faults = faults_of(lambda: load(path))
        assert [what in fault.what for fault in faults if what] == ([True] if what else [])
        xlsx_case(tmp_path, [["id", "title"], ["a", "A"]])


def _edit(path: Path, old: str, new: str, part: str = "xl/worksheets/sheet2.xml") -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("</row>", "", "xl/worksheets/sheet2.xml"),
        ('r="A1"', 'r="1A"', "xl/worksheets/sheet2.xml"),
        ("<v>2</v>", "<v>99</v>", "xl/worksheets/sheet2.xml"),
        ("<sheets>", '<!DOCTYPE x [<!ENTITY a "b">]><sheets>', "xl/workbook.xml"),
        ("<sheetData>", "<!-- <!ENTITY --><sheetData>", "xl/worksheets/sheet2.xml"),
        ("sheet2.xml", "none.xml", "xl/_rels/workbook.xml.rels"),
        ("<si>", "<si", "xl/sharedStrings.xml"),
    ],
)
def test_a_damaged_workbook_is_one_fault(tmp_path: Path, old: str, new: str, part: str) -> None:
    path = xlsx_case(tmp_path, [["id", "title"], ["a", "A"]])
    _edit(tmp_path / "book.xlsx", old, new, part)
    fault = only(faults_of(lambda: load(path)))
    assert "not an XLSX workbook that can be read" in fault.what
    assert where(fault) == "book.xlsx"


def test_a_workbook_cut_short_is_one_fault(tmp_path: Path) -> None:
    path = xlsx_case(tmp_path, [["id", "title"], ["a", "A"]])
    raw = (tmp_path / "book.xlsx").read_bytes()
    for end in range(0, len(raw), 97):
        (tmp_path / "book.xlsx").write_bytes(raw[:end])
        assert "not an XLSX" in only(faults_of(lambda: load(path))).what


def test_a_workbook_with_one_byte_changed_is_a_scenario_or_faults(tmp_path: Path) -> None:
    path = xlsx_case(tmp_path, [["id", "title"], ["a", "A"]])
    raw = (tmp_path / "book.xlsx").read_bytes()
    for i in range(0, len(raw), 7):
        changed = raw[:i] + bytes([raw[i] ^ 64]) + raw[i + 1 :]
        (tmp_path / "book.xlsx").write_bytes(changed)
        for fault in faults_of(lambda: load(path)):
            assert fault.place.file


def test_a_part_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.scenario.workbook.LARGEST_PART_BYTES", 100_000)
    path = xlsx_case(tmp_path, [["id", "title"], ["a", "A" * 200_000]])
    assert os.path.getsize(tmp_path / "book.xlsx") < 10_000
    assert "too large" in only(faults_of(lambda: load(path))).what


def test_error_values_are_faults_at_their_cells(tmp_path: Path) -> None:
    error = Raw('<c r="{ref}" t="e"><v>#N/A</v></c>')
    fault = only(faults_of(lambda: load(xlsx_case(tmp_path, [["id", "title"], ["a", error]]))))
    assert (fault.what, fault.seen, where(fault)) == (
        "an error value",
        "#N/A",
        "book.xlsx!sites!B2",
    )


def test_a_number_that_vanishes_is_a_fault_at_its_cell(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["id", "title", "latitude"], ["a", "A", Raw("<c><v>1e-320</v></c>")]]
    fault = only(faults_of(lambda: load(xlsx_case(tmp_path, rows))))
    assert (fault.code, where(fault)) == ("limit.small-number", "book.xlsx!sites!C2")


def test_too_many_rows_are_one_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.scenario.tables.MOST_ROWS", 3)
    monkeypatch.setattr("planner.scenario.workbook.MOST_ROWS", 3)
    rows: list[list[Cell]] = [["id", "title"], ["a", "A"], ["b", "B"], ["c", "C"]]
    assert "too many rows" in only(faults_of(lambda: load(csv_case(tmp_path, as_csv(rows))))).what
    assert "too far out" in only(faults_of(lambda: load(xlsx_case(tmp_path, rows)))).what


def test_columns_are_counted_as_in_a_spreadsheet() -> None:
    assert [column_letters(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_number(column_letters(i)) == i for i in range(2_000))
