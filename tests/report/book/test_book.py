"""The workbook: its sheets, its charts, what is printed, and that nothing in it is computed."""

from __future__ import annotations

import datetime as dt
import io
import re
import sys
import zipfile
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.report.blocks import Curve, CurvePanel, Curves, Days, Heading, Layers, Line, Marking
from planner.report.numbers import day, quantity, share, short_day
from planner.report.render.book import book, make
from planner.report.render.book.days import lows
from planner.report.render.book.making import number_format
from planner.report.render.book.spans import pieces
from planner.report.render.tables import DataColumn, DataTable
from planner.report.render.xlsx import cell_text, sheet_name
from tests.report.book.reader import parts, sheet_parts, sheets, told
from tests.report.book.support import EMPTY, STAMP, TABLE, made, report
from tests.report.samples import BARS, DAYS, SAMPLES, SPANS
from tests.report.support import matches_golden
from tests.report.test_hostile import acts

PAGES = (
    "Summary",
    "Deployment",
    "Tonnes of the gap",
    "When sites fail",
    "Why requirements are short",
    "Who comes when",
    "What is filled, and when",
    "Days of supply",
    "Days of supply, data",
    "Stock that stands at sites",
    "Stock that stands at, data",
    "Pre-positioned tonnes",
    "Demand that is not met",
    "The network",
    "What if",
    "units",
    "Sources",
)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_word_by_word(language: str) -> None:
    assert language in ("en", "fr")
    workbook = made("fr") if language == "fr" else made()
    assert matches_golden(told(workbook), f"book-{language}.txt")


def test_the_sheets_in_their_order() -> None:
    assert tuple(sheets(made())) == PAGES


def test_the_same_input_gives_the_same_bytes() -> None:
    again = book(report(), (TABLE, EMPTY), stamp=STAMP)
    assert again == made()
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert str(dt.date.today().year) not in parts(again)["docProps/core.xml"]


def test_the_summary_leads_to_every_sheet() -> None:
    summary = sheet_parts(made())["Summary"]
    led = re.findall(r'location="\'([^"]*)\'!A1"', summary)
    assert led == list(PAGES[1:-1])
    every = sheet_parts(made()).items()
    back = [name for name, text in every if "location=\"'Summary'!A1\"" in text]
    assert back == [name for name in PAGES[1:-2] if not name.endswith(", data")]


def test_the_marking_is_on_every_printed_page() -> None:
    for name, text in sheet_parts(made()).items():
        [head] = re.findall(r"<oddHeader>(.*?)</oddHeader>", text)
        [foot] = re.findall(r"<oddFooter>(.*?)</oddFooter>", text)
        assert "UNCLASSIFIED" in head, name
        assert "UNCLASSIFIED" in foot, name
        assert "Page &amp;P of &amp;N" in foot, name
        assert 'orientation="landscape"' in text, name
        assert 'paperSize="9"' in text, name


def test_a_marking_of_any_length_and_kind_stays_what_it_is() -> None:
    marking = "SECRET & " + "x" * 300
    [text] = sheet_parts(book([Heading("T", 1), Marking(marking)], ())).values()
    [head] = re.findall(r"<oddHeader>(.*?)</oddHeader>", text)
    plain = head.replace("&quot;", '"').replace("&amp;", "&")
    assert plain.startswith('&C&"-,Bold"&12 SECRET && xxx')
    assert plain.endswith("x…")
    assert len(plain) <= 255


def test_a_table_is_fixed_and_filtered_and_repeats_its_header() -> None:
    text = sheet_parts(made())["units"]
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in text
    assert '<autoFilter ref="A1:D3"/>' in text
    names = parts(made())["xl/workbook.xml"]
    assert "units!$1:$1" in names
    assert sheets(made())["units"] == [
        ["unit", "personnel", "from", "from_date"],
        ["Alpha", 650.5, "D+3", dt.date(2030, 1, 4)],
        ["=Bravo", "", "", ""],
    ]


def test_a_wide_table_prints_on_several_pages_across() -> None:
    wide = DataTable("wide", tuple(DataColumn(f"c{i}") for i in range(20)), (("x" * 40,) * 20,))
    text = sheet_parts(book([Heading("T", 1)], [wide]))["wide"]
    assert 'fitToWidth="4" fitToHeight="0"' in text


def test_tables_without_a_row_are_named() -> None:
    assert "Without a row, and so without a sheet: nothing." in told(made())


def test_tables_for_which_there_is_no_room_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "MOST_CELLS", 7)
    large = DataTable("large", (DataColumn("a"),), (("x",),) * 8)
    found = book([Heading("T", 1)], (large, TABLE, EMPTY))
    assert list(sheets(found)) == ["Summary"]
    assert "without a sheet: large, units. The commands" in told(found)
    monkeypatch.setattr(make, "MOST_CELLS", 8)
    assert list(sheets(book([Heading("T", 1)], (large, TABLE)))) == ["Summary", "units"]


def test_a_table_before_the_first_section_has_a_sheet() -> None:
    lead = (Heading("T", 1), Line("First."), SAMPLES["table"])
    found = sheets(book(lead, ()))
    assert list(found) == ["Summary", "At a glance", "Sources"]
    assert ["Main base", "rations", 105.3, 14.0, "D+0", "[1]"] in found["At a glance"]


def test_each_picture_has_its_native_charts() -> None:
    charts = [text for name, text in sorted(parts(made()).items()) if "/charts/chart" in name]
    kinds = [
        re.findall(r"<c:(barChart|lineChart|areaChart|scatterChart)>", text)[0] for text in charts
    ]
    # groups, bars, waterfall and spans; of curves two that follow the choice, and one that is
    # urgent; layers; a plot; one of each slider
    assert sorted(kinds) == ["areaChart"] + ["barChart"] * 4 + ["lineChart"] * 5 + ["scatterChart"]
    for text in charts:
        assert "#REF!" not in text
        assert re.search(r"<c:ser>", text)


def test_what_is_not_there_is_no_zero_in_a_chart() -> None:
    charts = [text for name, text in parts(made()).items() if "/charts/chart" in name]
    curves = next(text for text in charts if "All of the place chosen" in text)
    values = curves.split("<c:val>")[1].split("</c:val>")[0]
    assert re.findall(r'<c:pt idx="(\d+)"><c:v>12', values) == ["10"]
    assert 'idx="9"' not in values


# ------------------------------------------------------------------------------------ nothing acts


def test_only_the_chooser_computes() -> None:
    computing = [name for name, text in sheet_parts(made()).items() if "<f>" in text]
    assert computing == ["Days of supply"]
    formulas = re.findall(r"<f>(.*?)</f>", sheet_parts(made())["Days of supply"])
    assert {re.sub(r"[^A-Z]+", " ", formula).split()[0] for formula in formulas} <= {
        "IF",
        "INDEX",
        "MATCH",
        "SUMPRODUCT",
        "C",
    }


def test_hostile_texts_stay_texts() -> None:
    workbook = made(hostile=True)
    for rows in sheets(workbook).values():
        assert acts("\n".join(str(cell) for row in rows for cell in row)) == []
    external = [name for name, text in parts(workbook).items() if "External" in text]
    assert external == []
    for name, text in sheet_parts(workbook).items():
        if "<f>" in text:  # no formula holds a text of the report
            assert "script" not in "".join(re.findall(r"<f>(.*?)</f>", text)), name


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "'=1"])
def test_what_looks_like_a_formula_is_a_text(text: str) -> None:
    bars = replace(BARS, title=text, told=text)
    for xml in sheet_parts(book([Heading(text, 1), Heading(text), bars], ())).values():
        assert "<f>" not in xml


def test_without_the_package_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(InputError, match="needs the package XlsxWriter"):
        book((), ())


# ------------------------------------------------------------------------------------- how it is


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (quantity(1234567.8), "#,##0"),
        (quantity(12.34), "#,##0.0"),
        (quantity(0.77), "#,##0.00"),
        (share(0.35), "0 %"),
        (quantity(0.001), None),
        (share(0.001), None),
        (short_day(12), None),
        (day(12, dt.date(2030, 1, 1)), None),
        ("12", None),
    ],
)
def test_a_number_of_the_report_is_shown_alike(text: str, shown: str | None) -> None:
    assert number_format(text) == shown


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Services within reach of the units", "Services within reach of the"),
        ("x" * 40, "x" * 31),
        ("What moves it: most", "What moves it most"),
        ("a" * 29 + " bcd", "a" * 29),
    ],
)
def test_a_sheet_is_named_in_whole_words(name: str, found: str) -> None:
    assert sheet_name(name) == found


def test_no_two_sheets_have_one_name() -> None:
    taken: set[str] = set()
    for _ in range(12):
        taken.add(sheet_name("Stock missing against policies of supply", taken).casefold())
    assert len(taken) == 12
    assert max(map(len, taken)) <= 31


@given(
    st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(float("nan"))), min_size=1, max_size=40),
    st.integers(1, 9),
)
def test_thinned_curves_keep_the_lowest_of_each_stretch(values: list[float], step: int) -> None:
    found = lows(np.array(values), step)
    stretches = [values[i : i + step] for i in range(0, len(values), step)]
    for low, stretch in zip(found, stretches, strict=True):
        known = [value for value in stretch if value == value]
        assert low == min(known) if known else np.isnan(low)


def test_a_large_plan_is_thinned_and_says_so() -> None:
    days = Days(0, 365)
    curve = np.linspace(9.0, 0.0, 365)
    panels = tuple(
        CurvePanel(f"Site {n}", tuple(Curve(f"item {k}", curve) for k in range(10)), n == 150)
        for n in range(200)
    )
    workbook = book([Heading("T", 1), Curves("Days", "Told.", days, "d", panels)], ())
    data = sheets(workbook)["Days, data"]
    assert len(data) - 1 == 53  # weeks
    assert 100 < len(data[0]) < 1200
    assert data[0][1] == "Site 150: item 0"
    text = told(workbook)
    assert "Each row of the data is the lowest of 7 days" in text
    assert re.search(r"\d+ of 200 are on this sheet, the most urgent first", text)
    assert len(workbook) < 3_000_000


def test_layers_beyond_the_palette_are_hatched() -> None:
    layers = tuple(Curve(f"Site {n}", np.ones(40)) for n in range(10))
    found = parts(book([Heading("T", 1), Layers("Stock", "Told.", DAYS, "t", layers)], ()))
    [chart] = [text for name, text in found.items() if "/charts/chart" in name]
    assert chart.count("<a:pattFill") == 2
    assert chart.count('<a:ln w="9525">') >= 10


def test_a_later_span_covers_the_ones_before_it() -> None:
    alpha, bravo, host = (pieces(row, DAYS) for row in SPANS.rows)
    assert alpha == ((None, 1), (0, 7), (1, 3), (2, 19), (4, 5), (2, 5))
    assert bravo == ((None, 10), (0, 6), (5, 6), (2, 16), (None, 2))
    assert host == ((None, 15), (2, 25))
    assert {sum(days for _, days in row) for row in (alpha, bravo, host)} == {len(DAYS)}


def test_a_text_fits_its_cell() -> None:
    assert len(cell_text("x" * 40_000)) == 32_767
