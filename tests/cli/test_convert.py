"""planner convert and planner init --xlsx: a scenario as a workbook, filled in, run, and back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

import planner
from planner.scenario.workbook import column_letters, open_workbook
from tests.cli.support import FIRST, Cli


def changed(path: Path, sheet: str, cells: dict[str, str | float]) -> None:
    """Type into cells of a workbook, as a planner would: the cell is there or its row is."""
    book = open_workbook(path)
    part = book.sheets[sheet]
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for reference, value in cells.items():
        parts[part] = _typed(parts[part], reference, value)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def _typed(xml: str, reference: str, value: str | float) -> str:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    cell = (
        f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'
        if isinstance(value, str)
        else f'<c r="{reference}"><v>{value}</v></c>'
    )
    if (start := xml.find(f'<c r="{reference}"')) >= 0:
        ends = [
            xml.find(end, start) + len(end) for end in ("/>", "</c>") if xml.find(end, start) > 0
        ]
        return xml[:start] + cell + xml[min(ends) :]
    if (start := xml.find(f'<row r="{row}"')) >= 0:
        start = xml.index(">", start) + 1
        return xml[:start] + cell + xml[start:]
    return xml.replace("</sheetData>", f'<row r="{row}">{cell}</row></sheetData>')


def place(path: Path, sheet: str, column: str, row: int) -> str:
    """The reference of a cell in the column of this name."""
    book = open_workbook(path)
    return f"{column_letters(book.rows(sheet)[0].index(column))}{row}"


# ------------------------------------------------------------------------------ the template


def test_the_template_runs_as_it_is(cli: Cli) -> None:
    ran = cli("init", "--xlsx")
    assert (ran.code, ran.out) == (0, "scenario.xlsx written. Next: planner run scenario.xlsx\n")
    assert planner.load("scenario.xlsx") == planner.load(FIRST)
    text, book = cli("run", FIRST), cli("run", "scenario.xlsx")
    assert (book.code, book.out) == (text.code, text.out)
    checked = cli("check", "scenario.xlsx", "--strict")
    assert (checked.code, checked.err) == (0, "")


def test_a_name_that_ends_in_xlsx_is_enough(cli: Cli) -> None:
    assert cli("init", "mine.xlsx").code == 0
    assert cli("init", "--xlsx", "other.XLSX").code == 0
    assert Path("mine.xlsx").read_bytes() == Path("other.XLSX").read_bytes()
    ran = cli("init", "--xlsx", "mine.yaml")
    assert ran.code == 2
    assert ran.err.startswith("mine.yaml: the file needs a name that ends in .xlsx")
    assert cli("init", "mine.xlsx").err.startswith("mine.xlsx: the file exists already")


def test_the_template_speaks_french(cli: Cli) -> None:
    assert cli("--lang", "fr", "init", "fr.xlsx").code == 0
    assert cli("init", "en.xlsx").code == 0
    assert Path("fr.xlsx").read_bytes() != Path("en.xlsx").read_bytes()
    assert planner.load("fr.xlsx") == planner.load("en.xlsx")


def test_a_template_that_was_filled_in_is_planned(cli: Cli) -> None:
    cli("init", "--xlsx")
    path = Path("scenario.xlsx")
    fields: dict[str, str | float] = {
        "id": "depot",
        "site": "port",
        "item": "diesel",
        "quantity.value": 5000,
    }
    fields |= {"quantity.unit": "L", "quantity.source": "mandate §9"}
    changed(path, "stocks", {place(path, "stocks", name, 3): v for name, v in fields.items()})
    changed(path, "requirements", {place(path, "requirements", "quantity.value", 3): 2})
    changed(path, "fleets", {place(path, "fleets", "lanes", 3): "port-main-base;main-base-north"})
    scenario = planner.load(path)
    stock = scenario.stocks["depot"]
    assert (stock.site, stock.quantity.value, stock.quantity.unit) == ("port", 5000, "L")
    assert stock.quantity.source == "mandate §9"
    assert scenario.requirements["infantry-north"].quantity.value == 2  # type: ignore[index]
    assert scenario.fleets["trucks"].lanes == ("port-main-base", "main-base-north")  # type: ignore[index]
    ran = cli("forces", "scenario.xlsx", "--set", "fleets.trucks.count=70")
    assert ran.code == 1
    assert "Infantry battalion, northern base" in ran.out


def test_slips_in_a_filled_in_template_are_told_by_cell(cli: Cli) -> None:
    cli("init", "--xlsx")
    path = Path("scenario.xlsx")
    slips = {("pledges", "status", 3): "verifed", ("lanes", "origin", 4): "main-bse"}
    slips |= {("sites", "storage.water.value", 5): "much"}
    for (sheet, column, row), value in slips.items():
        changed(path, sheet, {place(path, sheet, column, row): value})
    ran = cli("check", "scenario.xlsx")
    assert ran.code == 2
    for (sheet, column, row), near in zip(slips, ("verified", "main-base", None), strict=True):
        where = f"scenario.xlsx!{sheet}!{place(path, sheet, column, row)}: "
        [line] = [line for line in ran.err.splitlines() if line.startswith(where)]
        assert near is None or f"did you mean '{near}'?" in line


# ------------------------------------------------------------------------------- converting


def test_a_scenario_goes_to_a_workbook_and_back(cli: Cli) -> None:
    assert cli("convert", FIRST, "-o", "a.xlsx").code == 0
    assert cli("convert", "a.xlsx", "-o", "b.yml").code == 0
    assert cli("convert", "b.yml", "-o", "c.xlsx").code == 0
    assert Path("a.xlsx").read_bytes() == Path("c.xlsx").read_bytes()
    assert planner.load("b.yml") == planner.load(FIRST)
    assert cli("convert", "a.xlsx").out == Path("b.yml").read_text("utf-8")
    assert cli("convert", "a.xlsx", "--format", "yaml").out == Path("b.yml").read_text("utf-8")


def test_changes_are_written_too(cli: Cli) -> None:
    ran = cli("convert", FIRST, "--set", "forces.mission.personnel=801", "-o", "a.xlsx")
    assert ran.code == 0
    assert planner.load("a.xlsx").forces["mission"].personnel.value == 801  # type: ignore[index]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["-o", "a.csv"], "-o: the suffix names no format"),
        (["--format", "csv"], "--format: unknown format"),
        (["-o", "none/a.xlsx"], "none/a.xlsx: cannot be written"),
    ],
)
def test_what_cannot_be_written_is_one_fault(cli: Cli, arguments: list[str], what: str) -> None:
    ran = cli("convert", FIRST, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(what)


def test_the_scenario_itself_is_not_overwritten(cli: Cli) -> None:
    cli("init", "--xlsx")
    Path("link.xlsx").symlink_to("scenario.xlsx")
    for name in ("scenario.xlsx", "link.xlsx"):
        ran = cli("convert", "scenario.xlsx", "-o", name)
        assert (ran.code, ran.out) == (2, "")
        assert "-o: the file to write is one that is read" in ran.err


def test_a_scenario_that_is_not_there_is_one_fault(cli: Cli) -> None:
    Path("a.yaml").write_text("kept")
    ran = cli("convert", "none.xlsx", "-o", "a.yaml")
    assert (ran.code, ran.err) == (2, "none.xlsx: cannot be read: No such file or directory\n")
    assert Path("a.yaml").read_text() == "kept"
