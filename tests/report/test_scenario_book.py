"""The workbook of a scenario: what is read back is the scenario, and it helps who fills it in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import planner
from planner.messages import LANGUAGES
from planner.report.scenario_book import scenario_workbook, template
from planner.report.scenario_book.pages import every_field
from planner.scenario import Loaded, Scenario, from_mapping, load_with_places, to_yaml
from planner.scenario.document import SMALLEST, parse_document
from planner.scenario.layout import SHEETS, WANTED, laid_out
from planner.scenario.limits import LONGEST_TEXT
from planner.scenario.plain import plain_scenario
from planner.scenario.sheets import SCENARIO_SHEET, read_workbook
from planner.scenario.yaml_out import yaml_text
from tests.cli.support import FIRST
from tests.fuzz.grammar import scenario_text
from tests.scenario.helpers import SMALL, faults_of, only
from tests.scenario.test_cells import NUMBERS, TEXTS

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = (*sorted((ROOT / "scenarios").rglob("*.yaml")), FIRST, SMALL)
# the others have nothing that these do not have
WAY_THROUGH_TEXT = (ROOT / "scenarios" / "mali-2012.yaml", FIRST, SMALL)
HELP = ["read me", "lists", "fields"]
SLOW = settings(
    max_examples=8,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def alone(scenario: Scenario) -> Scenario:
    """A scenario as it is once its parent is forgotten: what a workbook holds."""
    return scenario.model_copy(update={"extends": None, "changes": {}})


def there_and_back(folder: Path, data: Any) -> tuple[bytes, Loaded]:
    """The workbook of a scenario, and what is read from it."""
    made = scenario_workbook(data)
    path = folder / "book.xlsx"
    path.write_bytes(made)
    return made, load_with_places(path)


def sheets_of(made: bytes) -> CalamineWorkbook:
    """The workbook as an independent reader sees it."""
    return CalamineWorkbook.from_filelike(io.BytesIO(made))


def rows_of(made: bytes, sheet: str) -> list[list[Any]]:
    return sheets_of(made).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


@pytest.fixture(scope="module")
def first() -> bytes:
    return template(FIRST.read_text("utf-8"))


# ------------------------------------------------------------------------- nothing is lost


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_a_shipped_scenario_comes_back_as_it_is(tmp_path: Path, path: Path) -> None:
    loaded = load_with_places(path)
    made, again = there_and_back(tmp_path, loaded.data)
    assert again.scenario == alone(loaded.scenario)
    # the same hash in every result, too: what was not written is not written now
    kept = loaded.scenario.model_dump(exclude_unset=True, exclude={"extends", "changes"})
    assert again.scenario.model_dump(exclude_unset=True) == kept
    # of a layout the bytes are made, and of nothing else
    assert laid_out(again.data) == laid_out(loaded.data)
    if path not in WAY_THROUGH_TEXT:
        return
    assert scenario_workbook(again.data) == made
    text = tmp_path / "again.yaml"
    text.write_text(to_yaml(again), encoding="utf-8")
    from_text = load_with_places(text)
    assert from_text.scenario == alone(loaded.scenario)
    assert scenario_workbook(from_text.data) == made


@SLOW
@given(choose=st.randoms(use_true_random=False))
def test_any_data_of_the_format_comes_back_as_it_is(tmp_path: Path, choose: Random) -> None:
    # values that may stand where they stand; whether they go together is not asked
    data = parse_document(scenario_text(choose, 0.0), "made.yaml").data
    made = scenario_workbook(data)
    path = tmp_path / "book.xlsx"
    path.write_bytes(made)
    again = read_workbook(path)
    assert again.faults == []
    assert plain_scenario(again.data) == plain_scenario(data)
    assert laid_out(again.data) == laid_out(data)
    from_text = parse_document(yaml_text(data), "again.yaml")
    assert from_text.faults == []
    assert plain_scenario(from_text.data) == plain_scenario(data)


def amount(number: float) -> float:
    """A quantity made of any number: from 0 to the largest there may be, and none that vanishes."""
    rest = abs(number) % 1e12
    return rest if rest > SMALLEST else 0


@SLOW
@given(
    texts=st.lists(TEXTS.filter(bool), min_size=1, max_size=30, unique=True),
    numbers=st.lists(NUMBERS.map(amount), max_size=30),
)
def test_any_text_and_number_comes_back_as_it_is(
    tmp_path: Path, texts: list[str], numbers: list[float]
) -> None:
    sources = {text: {"title": text, "note": text, "locator": ""} for text in texts}
    sites = {f"{i:03}": {"title": text, "note": f" {text}"} for i, text in enumerate(texts)}
    sites["demand"] = {"title": "-"}
    demands = {
        f"{i}": {
            "site": "demand",
            "item": "water",
            "per_day": {"value": number, "note": repr(number)},
        }
        for i, number in enumerate(numbers)
    }
    data = {"format": 1, "id": "0", "title": texts[0], "sources": sources, "sites": sites}
    data |= {"demands": demands, "calendar": {"start": "D+0", "end": "D+9"}}
    scenario = from_mapping(data)
    _, again = there_and_back(tmp_path, data)
    assert again.scenario == scenario
    assert laid_out(again.data) == laid_out(data)
    assert from_mapping(parse_document(to_yaml(again), "again.yaml").data) == scenario


def test_an_entry_of_which_nothing_is_said_is_there_all_the_same(tmp_path: Path) -> None:
    data = {"format": 1, "id": "a", "consumption": {"water-person": {}}, "stocks": {}}
    made, again = there_and_back(tmp_path, data)
    assert again.data == data
    assert scenario_workbook(again.data) == made


def test_a_scenario_made_in_memory_is_written_too(tmp_path: Path) -> None:
    scenario = planner.load(SMALL)
    (tmp_path / "a.xlsx").write_bytes(planner.to_workbook(scenario))
    again = planner.load_with_places(tmp_path / "a.xlsx")
    assert again.scenario == scenario
    assert planner.to_workbook(again) == planner.to_workbook(again.scenario) != b""
    (tmp_path / "a.yaml").write_text(planner.to_yaml(scenario), encoding="utf-8")
    assert planner.load(tmp_path / "a.yaml") == scenario


def test_yaml_is_written_as_a_planner_would(tmp_path: Path) -> None:
    text = yaml_text(load_with_places(SMALL).data)
    assert text.startswith("format: 1\nid: small\ntitle: A small case\n")
    assert "calendar:\n  d_day: 2013-01-20\n  start: D-10\n" in text
    assert "    personnel: {value: 1300, source: doc §2}\n" in text
    assert (
        "      - {label: as it is, changes: {}}\n      - changes: {pledges.one.units: 7}\n" in text
    )
    assert "\n\nsites:\n  port:\n    title: Port\n" in text
    assert 'contributor: "NO"' in text


def test_a_variant_is_written_whole(tmp_path: Path) -> None:
    variant = ROOT / "scenarios" / "mali-2012-10-days.yaml"
    loaded = load_with_places(variant, ["forces.international.personnel=3000"])
    _, again = there_and_back(tmp_path, loaded.data)
    force = again.scenario.forces["international"]  # type: ignore[index]
    assert (force.planned_days.value, force.personnel.value) == (10, 3000)
    assert (again.scenario.extends, again.scenario.changes) == (None, {})
    assert again.scenario.id == "mali-2012-10-days"


# ------------------------------------------------------------------------ what is refused


def test_a_text_that_is_too_long_is_refused() -> None:
    data = {
        "format": 1,
        "id": "a",
        "sites": {"a": {"title": "A", "note": "x" * (LONGEST_TEXT + 1)}},
    }
    fault = only(faults_of(lambda: scenario_workbook(data)))
    assert (fault.code, fault.path) == ("cell-text-too-long", "sites.a.note")
    data = {"format": 1, "id": "a", "summary": " " * LONGEST_TEXT}
    assert only(faults_of(lambda: scenario_workbook(data))).path == "summary"


def test_too_many_columns_or_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {"format": 1, "id": "a", "sites": {f"s-{i}": {"title": "A"} for i in range(9)}}
    monkeypatch.setattr("planner.scenario.layout.MOST_ROWS", 10)
    assert only(faults_of(lambda: scenario_workbook(data))).code == "too-long-for-sheet"
    monkeypatch.setattr("planner.scenario.layout.MOST_COLUMNS", 9)
    assert only(faults_of(lambda: scenario_workbook(data))).code == "too-many-columns"


def test_without_the_package_that_writes_workbooks_one_line_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    fault = only(faults_of(lambda: scenario_workbook({"format": 1, "id": "a"})))
    assert fault.code == "xlsx-not-installed"


# ------------------------------------------------------------------------- the template


def test_the_template_is_the_first_scenario(tmp_path: Path, first: bytes) -> None:
    path = tmp_path / "scenario.xlsx"
    path.write_bytes(first)
    loaded = load_with_places(path)
    assert loaded.scenario == planner.load(FIRST)
    assert not list(planner.check(loaded.scenario))
    assert planner.to_workbook(loaded) == first


def test_the_template_has_a_sheet_for_all_that_planners_fill_in(first: bytes) -> None:
    names = sheets_of(first).sheet_names
    assert names[:2] == ["read me", SCENARIO_SHEET]
    wanted = {"requirements", "pledges", "contributors", "stocks", "sites", "lanes", "sources"}
    assert wanted <= set(names)
    assert set(names) - {SCENARIO_SHEET} - set(SHEETS) == set(HELP)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_second_row_says_what_may_stand_below(language: str) -> None:
    made = template(FIRST.read_text("utf-8"), language)  # type: ignore[arg-type]
    header, about, *_ = rows_of(made, "lanes")
    said = dict(zip(header, about, strict=True))
    assert about[0].startswith("# ")
    assert all(about)
    told = {
        "en": ("must be filled in: a name from the sheet sites", "a number, in km"),
        "fr": ("à remplir : un nom de la feuille sites", "un nombre, en km"),
    }
    assert (said["origin"], said["distance.value"]) == told[language]
    assert header == rows_of(template(FIRST.read_text("utf-8")), "lanes")[0]


def test_every_figure_has_its_source_and_assumption_beside_it(first: bytes) -> None:
    found = 0
    for name in set(sheets_of(first).sheet_names) & set(SHEETS):
        header = rows_of(first, name)[0]
        for column, field in enumerate(header):
            if field.endswith(".value"):
                stem = field.removesuffix("value")
                beside = header[column : column + 6]
                assert {f"{stem}source", f"{stem}assumption"} <= set(beside), field
                found += 1
    assert found > 20


def test_both_languages_stand_on_the_first_page(first: bytes) -> None:
    english, french = zip(*rows_of(first, "read me"), strict=True)
    assert english[0] == "How to fill in this workbook"
    assert french[0] == "Comment remplir ce classeur"
    assert all(map(len, english))
    assert all(map(len, french))
    assert not set(english) & set(french)


def test_the_page_of_fields_has_every_column(first: bytes) -> None:
    rows = rows_of(first, "fields")
    named = {(row[0], row[1]) for row in rows}
    assert len(named) == len(rows)
    assert {
        ("pledges", "lift.window_days.value"),
        ("sites", "storage.<storage group>.value"),
    } <= named
    assert {("lanes", "seasons.0.months"), ("policies", "least.<item>.value")} <= named
    assert {("scenario", "calendar.d_day"), ("every figure", "...low")} <= named
    for name in set(sheets_of(first).sheet_names) & set(SHEETS):
        plain = {f for f in rows_of(first, name)[0] if "." not in f and f != "id"}
        assert plain <= {field for sheet, field in named if sheet == name}
    assert all(words for _, _, words in every_field())


def xml_of(made: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.read(part).decode()


def sheet_xml(made: bytes, name: str) -> str:
    number = sheets_of(made).sheet_names.index(name) + 1
    return xml_of(made, f"xl/worksheets/sheet{number}.xml")


def test_cells_offer_the_names_and_choices_that_may_stand_there(first: bytes) -> None:
    lanes = sheet_xml(first, "lanes")
    assert "<formula1>names_of_sites</formula1>" in lanes
    assert '"road,rail,river,air,sea"' in lanes
    names = xml_of(first, "xl/workbook.xml")
    assert "OFFSET(sites!$A$3" in names
    offered = rows_of(first, "lists")
    items = offered[0].index("items")
    assert "diesel" in {row[items] for row in offered}
    # choices that are all there are may not be left; names may be those of rows to come
    assert lanes.count('errorStyle="warning"') == 2
    assert 'sqref="B3:B1002"' in lanes


def test_headers_are_frozen_and_nothing_is_a_formula(first: bytes) -> None:
    for name in sheets_of(first).sheet_names:
        sheet = sheet_xml(first, name)
        assert "<f>" not in sheet
        assert name == "read me" or 'state="frozen"' in sheet


def test_a_text_stays_one_when_it_is_edited() -> None:
    sites = {"a": {"title": "=1+1"}, "b": {"title": "'quoted"}, "c": {"title": "plain"}}
    made = scenario_workbook({"format": 1, "id": "a", "sites": sites})
    assert xml_of(made, "xl/styles.xml").count('quotePrefix="1"') == 1
    titles = [row[1] for row in rows_of(made, "sites")[2:]]
    assert titles == ["=1+1", "'quoted", "plain"]


def test_the_marking_stands_on_every_printed_page() -> None:
    made = scenario_workbook({"format": 1, "id": "a", "classification": "3 & <SECRET>"})
    for name in sheets_of(made).sheet_names:
        assert "&amp;C 3 &amp;&amp; &lt;SECRET&gt;" in sheet_xml(made, name)


def test_columns_that_are_wanted_are_fields() -> None:
    for name, wanted in WANTED.items():
        layout = laid_out({"format": 1, "id": "a", name: {}})
        [sheet] = layout.sheets
        stems = {column.name.partition(".")[0] for column in sheet.columns}
        assert set(wanted) <= stems, name
