"""A workbook as a scenario: the same as in YAML, and every fault at its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from planner.catalogue import factbook
from planner.errors import Fault
from planner.scenario import Scenario, load, load_with_places
from planner.scenario.fields import LISTED, MAPPED
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
from tests.scenario.test_tables import _flat, cells_of

Rows = Sequence[Sequence[Cell]]
HEAD: list[list[Cell]] = [["path", "value"], ["format", 1], ["id", "a"]]
SITES: list[list[Cell]] = [["id", "title", "latitude"], ["a", "A", 5], ["b", "B", None]]
BROKEN = Raw('<c r="{ref}" t="e"><v>#REF!</v></c>')


def book(folder: Path, sheets: Mapping[str, Rows], name: str = "mission.xlsx") -> Path:
    """A workbook with these sheets, and the least of a scenario on the first where it has none."""
    return write_xlsx(folder / name, {"scenario": HEAD, **sheets})


def faults(folder: Path, sheets: Mapping[str, Rows]) -> list[tuple[str, str]]:
    """Where each fault of such a workbook is, and its code."""
    path = book(folder, sheets)
    return [(where(fault), str(fault.code)) for fault in faults_of(lambda: load(path))]


def where(fault: Fault) -> str:
    """The cell, without the name of the file."""
    return str(fault.place).rpartition("mission.xlsx")[2].lstrip("!")


def as_sheets(data: dict[str, Any]) -> dict[str, list[list[Cell]]]:
    """A scenario by hand: sections as tables, the rest as paths."""
    sheets = {name: cells_of(data[name]) for name in MAPPED if name in data}
    for name in LISTED:
        listed = cells_of({str(i): entry for i, entry in enumerate(data.get(name, []))})
        sheets[name] = [row[1:] for row in listed]
    rest = {name: value for name, value in data.items() if name not in sheets}
    return {"scenario": [["path", "value"], *map(list, _flat(rest))], **sheets}


# ---------------------------------------------------------------------------- the same scenario


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return load(write(tmp_path_factory.mktemp("small"), as_yaml(complete_data())))


def test_a_workbook_with_a_sheet_for_every_section_is_the_same_scenario(
    tmp_path: Path, small: Scenario
) -> None:
    assert load(book(tmp_path, as_sheets(complete_data()))) == small


def test_sections_of_lists_may_stand_on_the_first_sheet_too(
    tmp_path: Path, small: Scenario
) -> None:
    sheets = as_sheets(complete_data())
    for name in LISTED:
        del sheets[name]
        sheets["scenario"] += [list(cell) for cell in _flat(complete_data()[name], name)]
    assert load(book(tmp_path, sheets)) == small


def test_the_suffix_may_be_in_capitals_and_no_other(tmp_path: Path) -> None:
    assert set(load(book(tmp_path, {"sites": SITES}, "M.XLSX")).sites) == {"a", "b"}
    for name in ("m.ods", "m.xls", "m.XLSM"):
        path = book(tmp_path, {}, name)
        assert only(faults_of(lambda path=path: load(path))).code == "workbook-of-another-kind"  # type: ignore[misc]


def test_notes_are_not_read(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {
        "my notes": [["anything", BROKEN]],
        "lists": [["id"], ["a"], ["a"]],
        "scenario": [*HEAD, ["# who wrote this", "me"], ["title", None], [None, None]],
        "sites": [
            ["id", "title", "# mine", "# mine"],
            ["# short name", "text", "which", "is left out"],
            ["a", "A", 3, "x"],
            [" # an old one", "B"],
        ],
    }
    scenario = load(book(tmp_path, sheets))
    assert (set(scenario.sites), scenario.title) == ({"a"}, "")


def test_a_sheet_without_a_single_cell_is_no_section(tmp_path: Path) -> None:
    scenario = load(book(tmp_path, {"sites": [], "lanes": [[None, "  "]], "tasks": [["id"]]}))
    assert scenario.model_fields_set >= {"tasks"}
    assert not {"sites", "lanes"} & scenario.model_fields_set


@pytest.mark.parametrize(
    ("cell", "months"),
    [
        ("7, 8,9", (7, 8, 9)),
        ("7; 8;", (7, 8)),
        (7, (7,)),
        ("7", (7,)),
        ("[]", ()),
    ],
)
def test_a_list_of_names_or_numbers_stands_in_one_cell(
    tmp_path: Path, cell: Cell, months: tuple[int, ...]
) -> None:
    climates: Rows = [["id", "title", "hot_months"], ["own", "Own", cell]]
    assert load(book(tmp_path, {"climates": climates})).climates["own"].hot_months == months  # type: ignore[index]


def test_what_is_there_without_more_said_of_it_is_written_in_braces(tmp_path: Path) -> None:
    sites: Rows = [
        ["id", "title", "opening", "opening.cost"],
        ["a", "A", "{}"],
        ["b", "B", None, 5],
    ]
    scenario = load(book(tmp_path, {"sites": sites}))
    opened = [site.opening for site in scenario.sites.values()]
    assert [opening and opening.cost.value for opening in opened] == [0, 5]


def test_changes_of_a_slider_stand_in_one_cell_or_in_columns(tmp_path: Path) -> None:
    text = '{"sites.a.title": "B", "sites.a.latitude": 7}'
    columns = ["steps.1.changes.sites.a.title", "steps.1.changes.sites.a.latitude"]
    for fields, cells in ((["steps.1.changes"], [text]), (columns, ["B", 7])):
        rows: Rows = [["id", "title", "steps.0.label", *fields], ["x", "X", "as it is", *cells]]
        sliders = load(book(tmp_path, {"sites": SITES, "what_if": rows})).what_if
        assert sliders["x"].steps[1].changes == {"sites.a.title": "B", "sites.a.latitude": 7}


def test_a_text_in_quotes_is_what_stands_between_them(tmp_path: Path) -> None:
    texts = ['""', '" a "', r'"a\u0007b"', '"A" and "B"', '"', "'a", "=1+1", '"5"']
    sites: Rows = [["id", "title", "note"], *([f"s-{i}", "S", t] for i, t in enumerate(texts))]
    notes = [site.note for site in load(book(tmp_path, {"sites": sites})).sites.values()]
    assert notes == ["", " a ", "a\x07b", '"A" and "B"', '"', "'a", "=1+1", "5"]


def test_an_escape_of_the_spreadsheet_is_its_character(tmp_path: Path) -> None:
    texts = {"_x0041_": "A", "a_x000D_b": "a\rb", "_x005F_x0041_": "_x0041_", "_xD83D_": "_xD83D_"}
    sites: Rows = [["id", "title", "note"], *([f"s-{i}", "S", t] for i, t in enumerate(texts))]
    notes = [site.note for site in load(book(tmp_path, {"sites": sites})).sites.values()]
    assert notes == list(texts.values())


def test_a_name_of_digits_is_no_position_in_a_list(tmp_path: Path) -> None:
    book_ = factbook()
    kinds = [next(iter(book_.containers)), next(iter(book_.vehicles))]
    groups: Rows = [["id", "title", "container", "vehicle"], ["0", "Shed", *kinds]]
    sites: Rows = [["id", "title", "storage.0.value"], ["001", "A", 5]]
    scenario = load(book(tmp_path, {"storage_groups": groups, "sites": sites}))
    assert scenario.sites["001"].storage["0"].value == 5  # type: ignore[index]


def test_a_figure_of_the_first_sheet_has_its_source_beside_it(tmp_path: Path) -> None:
    rows: Rows = [
        ["path", "value", "source", "assumption", "# what it is"],
        ["format", 1],
        ["id", "a"],
        ["calendar.start", "D-5"],
        ["calendar.end", "D+9"],
        ["calendar.step", "2 days", "mandate §2", None, "a note"],
        ["calendar.long_step", 3],
    ]
    sources: Rows = [["id", "title"], ["mandate", "M"]]
    calendar = load(book(tmp_path, {"scenario": rows, "sources": sources})).calendar
    assert calendar is not None
    step = calendar.step
    assert (step.value, step.source, calendar.long_step.value) == (2, "mandate §2", 3)


def test_a_section_may_stand_in_a_table_of_another_file(tmp_path: Path) -> None:
    write(tmp_path, "id,title\na,A\n", "sites.csv")
    path = book(tmp_path, {"scenario": [*HEAD, ["sites.table", "sites.csv"]]})
    assert set(load(path).sites) == {"a"}


# ----------------------------------------------------------------------------------- places


def test_faults_stand_at_their_cells(tmp_path: Path) -> None:
    scenario: Rows = [
        *HEAD,
        ["titel", "x"],
        ["calendar.start", "D-1"],
        ["objective", "unmet, cots"],
    ]
    sites: Rows = [
        ["id", "title", "latitude", "colour"],
        ["# note"],
        ["a", "A", 95],
        ["b", None, 5, 1],
    ]
    lanes: Rows = [
        ["id", "origin", "destination", "mode", "items"],
        ["x", "a", "c", "rode", "watter"],
    ]
    decisions: Rows = [["pledge", "requirement", "forbid"], ["none", "none", True]]
    path = book(
        tmp_path, {"scenario": scenario, "sites": sites, "lanes": lanes, "decisions": decisions}
    )
    found = {where(f): (f.path, f.nearest) for f in faults_of(lambda: load(path))}
    assert found == {
        "scenario!A4": ("titel", "title"),
        "scenario!A5": ("calendar.end", None),
        "scenario!B6": ("objective[1]", "cost"),
        "sites!C3": ("sites.a.latitude", None),
        "sites!A4": ("sites.b.title", None),
        "sites!D4": ("sites.b.colour", None),
        "lanes!C2": ("lanes.x.destination", None),
        "lanes!D2": ("lanes.x.mode", "road"),
        "lanes!E2": ("lanes.x.items[0]", "water"),
        "decisions!A2": ("decisions[0].pledge", None),
        "decisions!B2": ("decisions[0].requirement", None),
    }


def test_what_is_missing_stands_at_the_first_sheet(tmp_path: Path) -> None:
    assert faults(tmp_path, {"scenario": [["path", "value"], ["id", "a"]]}) == [
        ("scenario!A1", "missing")
    ]


@pytest.mark.parametrize(
    ("sheets", "found"),
    [
        (
            {"scenario": [["Path", "Value"]]},
            [("scenario!A1", "unknown-column"), ("scenario!B1", "unknown-column")],
        ),
        ({"scenario": []}, [("scenario!A1", "sheet-without-paths")]),
        ({"scenario": [["path"]]}, [("scenario!A1", "sheet-without-paths")]),
        ({"scenario": [[*HEAD[0], "colour"], *HEAD[1:]]}, [("scenario!C1", "unknown-column")]),
        ({"scenario": [*HEAD, [None, 5]]}, [("scenario!A4", "value-under-no-path")]),
        ({"scenario": [*HEAD, ["a." * 31, 5]]}, [("scenario!A4", "limit.depth")]),
        ({"scenario": [*HEAD, ["id", "b"]]}, [("scenario!A4", "path-beside-whole")]),
        ({"scenario": [*HEAD, ["id.x", "b"]]}, [("scenario!A4", "path-beside-whole")]),
        (
            {"scenario": [[*HEAD[0], "source"], *HEAD[1:], ["title", "T", "m §1"]]},
            [("scenario!C4", "only-of-a-figure")],
        ),
        (
            {"scenario": [*HEAD, ["sites.a.title", "A"]], "sites": SITES},
            [("scenario!A4", "section-twice")],
        ),
        ({"sites": [["title"], ["A"]]}, [("sites!A1", "table-without-id")]),
        ({"sites": [*SITES, ["a", "A"]]}, [("sites!A4", "duplicate-id")]),
        ({"sites": [["id", "title"], [None, "A"]]}, [("sites!A2", "row-without-id")]),
        (
            {"sites": [*SITES, ["c", BROKEN]], "lanes": [["id"], [BROKEN]]},
            [("lanes!A2", "cell-error-value"), ("sites!B4", "cell-error-value")],
        ),
        ({"Sites": SITES}, [("Sites!A1", "sheet-not-read")]),
        ({"Site (2)": SITES}, [("Site (2)!A1", "sheet-not-read")]),
        ({"Policy": [["id"], ["a"]]}, [("Policy!A1", "sheet-not-read")]),
        (
            {"scenario": [["path", "value"], ["title" + "[0]" * 3000, "x"]]},
            [("scenario!A2", "limit.depth")],
        ),
        ({"pledge": SITES}, [("pledge!A1", "sheet-not-read")]),
        (
            {"changes": [["path", "value"], ["title", "B"]]},
            [("changes!A1", "changes-without-parent")],
        ),
    ],
)
def test_a_fault_of_a_sheet_has_a_place(
    tmp_path: Path, sheets: dict[str, Rows], found: list[tuple[str, str]]
) -> None:
    assert faults(tmp_path, sheets) == found


def test_a_copy_beside_a_sheet_is_a_note(tmp_path: Path) -> None:
    assert set(load(book(tmp_path, {"sites": SITES, "sites 2": [["x"]]})).sites) == {"a", "b"}


def test_a_workbook_of_something_else_is_told_as_such(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "plan.xlsx", {"stocks": [["site"]], "movements": []})
    fault = only(faults_of(lambda: load(path)))
    assert (fault.code, fault.seen) == ("no-scenario-sheet", "movements, stocks")
    assert str(fault.place).endswith("plan.xlsx")


def test_a_fault_of_a_change_by_option_is_told_with_those_of_cells(tmp_path: Path) -> None:
    path = book(tmp_path, {"sites": [["id", "title", "latitude"], ["a", "A", 95], ["b", "B", 5]]})
    found = {f.path: str(f.place) for f in faults_of(lambda: load(path, ["sites.b.latitude=99"]))}
    assert found["sites.a.latitude"].endswith("mission.xlsx!sites!C2")
    assert found["sites.b.latitude"].startswith("--set sites.b.latitude")


# --------------------------------------------------------------------------------- variants


CHANGES: list[list[Cell]] = [
    ["path", "value", "# why"],
    ["sites.a.latitude", 7],
    ["sites.b", "null", "closed"],
    ["sites.a.throughput", '{value: 5, assumption: "a guess"}'],
    ["sites.a.title", "Another name"],
    ["sites.a.echelon", None],
]
CHILD: list[list[Cell]] = [*HEAD, ["extends", "parent.xlsx"]]


@pytest.mark.parametrize("kind", ["xlsx", "yaml"])
def test_a_workbook_changes_a_parent(tmp_path: Path, kind: str) -> None:
    if kind == "xlsx":
        book(tmp_path, {"sites": SITES}, "parent.xlsx")
    else:
        write(tmp_path, "format: 1\nid: p\nsites: {a: {title: A}, b: {title: B}}\n", "parent.yaml")
    first: Rows = [*HEAD, ["extends", f"parent.{kind}"], ["title", "Child"]]
    # sheets of a template that were left empty are no sections
    sheets: dict[str, Rows] = {"scenario": first, "changes": CHANGES, "lanes": [["id", "mode"]]}
    loaded = load_with_places(book(tmp_path, sheets))
    site = loaded.scenario.sites["a"]  # type: ignore[index]
    assert (site.title, site.latitude, loaded.scenario.title) == ("Another name", 7, "Child")
    assert site.throughput is not None
    assert site.throughput.assumption == "a guess"
    assert set(loaded.scenario.sites) == {"a"}
    places = loaded.places
    assert str(places.of_value(("sites", "a", "latitude"))).endswith("mission.xlsx!changes!B2")
    assert "mission.xlsx!changes!B4" in str(places.of_value(("sites", "a", "throughput", "value")))


def test_a_scenario_in_yaml_changes_a_workbook(tmp_path: Path) -> None:
    book(tmp_path, {"sites": SITES}, "parent.xlsx")
    text = "format: 1\nid: c\nextends: parent.xlsx\nchanges: {sites.a.latitude: 95}\n"
    fault = only(faults_of(lambda: load(write(tmp_path, text))))
    assert (fault.path, fault.place.line) == ("sites.a.latitude", 4)


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"sites": SITES}, ("sites!A1", "extends-writes-sections")),
        ({"changes": [*CHANGES[:2], CHANGES[1]]}, ("changes!A3", "duplicate-key")),
        ({"changes": [CHANGES[0], ["sites.c.title", "C"]]}, ("changes!A2", "change-of-nothing")),
        ({"changes": [CHANGES[0], ["sites.a.title", "{"]]}, ("changes!B2", "yaml-not-valid")),
        ({"changes": [["path", "value", "source"]]}, ("changes!C1", "unknown-column")),
    ],
)
def test_a_fault_of_a_variant_has_a_place(
    tmp_path: Path, more: dict[str, Rows], found: tuple[str, str]
) -> None:
    book(tmp_path, {"sites": SITES}, "parent.xlsx")
    [(place, code)] = faults(tmp_path, {"scenario": CHILD, **more})
    assert (place.partition(":")[0], code) == found
