"""Figures on a page: captions, what they show in words and in tables, panels that are folded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.report.blocks import (
    Curve,
    CurvePanel,
    Curves,
    Days,
    HeatMap,
    HeatPanel,
    HeatRow,
    Layers,
    Map,
    Picture,
    Table,
)
from planner.report.render.html import compose
from planner.report.render.html.figure_data import MOST_CELLS, MOST_DAYS, data_of
from tests.report.html.reader import Element
from tests.report.html.support import PICTURES, read_page
from tests.report.samples import SAMPLES

DRAWN = [name for name in PICTURES if name != "what-if"]


def picture(name: str) -> Picture:
    """A picture of the samples."""
    found = SAMPLES[name]
    assert isinstance(found, Picture)
    return found


def listed(shown: Picture) -> Table:
    """The numbers of a picture as a table."""
    table = data_of(shown).table
    assert table is not None
    return table


def folded(figure: Element) -> list[str]:
    """The names of the panels that are folded away."""
    panels = figure.all("details", class_="panel")
    return [panel.all("summary")[0].words for panel in panels if "open" not in panel.attributes]


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_has_its_title_its_words_and_its_numbers(name: str) -> None:
    shown = picture(name)
    figure = read_page(shown).one("figure")
    assert figure.one("figcaption").words == f"Figure 1. {shown.title}"
    assert figure.one("p", class_="told").words == shown.told
    assert figure["aria-labelledby"] == figure.one("figcaption")["id"]
    assert figure.all("svg")[0].one("title").text == f"{type(shown).__name__}, en"
    assert figure.all("details", class_="data")[0].all("table")


def test_a_map_is_the_fragment_of_its_own_renderer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compose, "MAP_SCRIPT", "print.js")  # any: that of maps is their own
    figure = read_page(picture("map")).one("figure")
    assert figure.one("div", id="figure-1-map").words == "3 places, en"
    assert figure.all("details") == []


def test_the_urgent_panel_is_open_and_first_the_others_folded() -> None:
    curves = picture("curves")
    assert isinstance(curves, Curves)
    shown = replace(curves, panels=tuple(reversed(curves.panels)))
    assert [panel.urgent for panel in shown.panels] == [False, True]
    figure = read_page(shown).one("figure")
    assert folded(figure) == ["Main base"]
    drawings = [drawing["aria-label"] for drawing in figure.all("div", class_="drawing")]
    assert drawings == ["Northern base", "Main base"]
    assert "a name opens and folds" in figure.text


def test_the_numbers_of_bars() -> None:
    assert listed(picture("bars")).rows[2] == ("Trucks: count", "–", "96", "96 … 100")


def test_the_numbers_of_a_waterfall() -> None:
    assert [row[1:] for row in listed(picture("waterfall")).rows] == [
        ("sum", "300"),
        ("takes away", "90"),
        ("takes away", "42.5"),
        ("adds", "12.5"),
        ("sum", "180"),
    ]


def test_the_numbers_of_spans() -> None:
    rows = listed(picture("spans")).rows
    assert len(rows) == 9
    assert rows[0] == (
        "The mission",
        "Alpha, one battalion",
        "movement",
        "D-9",
        "D-2",
        "movement D-9 to D-2",
    )


def test_the_numbers_of_a_heat_map() -> None:
    table = listed(picture("heat-map"))
    assert [column.name for column in table.columns] == ["Group", "Name", "D-10", "D+0", "D+12"]
    assert table.rows[3] == ("Verified", "Engineers", "0 %", "0 %", "over 99 %")
    assert table.rows[4] == ("Deployable", "Infantry", "–", "0 %", "100 %")


def test_a_long_series_is_thinned_and_says_so() -> None:
    days = Days(-10, 355)
    curve = Curve("water", np.arange(365.0), high=np.full(365, np.nan))
    data = data_of(Layers("a", "b", days, "t", (curve,)))
    assert data.table is not None
    assert [column.name for column in data.table.columns] == [
        "Day",
        "water (t)",
        "water, at most (t)",
    ]
    assert data.table.rows[:2] == (("D-10", "0", "–"), ("D+3", "13", "–"))
    assert len(data.table.rows) <= MOST_DAYS
    assert data.told == "One day in 13 of 365 days is listed; the drawing has all of them."


def test_a_short_series_is_whole() -> None:
    data = data_of(Layers("a", "b", Days(0, MOST_DAYS), "t", (Curve("x", np.ones(MOST_DAYS)),)))
    assert data.table is not None
    assert len(data.table.rows) == MOST_DAYS
    assert data.told == ""


def test_what_is_too_large_to_list_says_so() -> None:
    rows = tuple(HeatRow(f"row {i}", (0.5,) * 50) for i in range(MOST_CELLS // 50))
    large = HeatMap("a", "b", Days(0, 50), tuple(range(51)), "share", (HeatPanel("p", rows),))
    figure = read_page(large).one("figure")
    assert figure.all("table") == []
    assert "rests on 1530 numbers" in figure.one("details").words


def test_a_map_has_a_table_of_its_own() -> None:
    shown = picture("map")
    assert isinstance(shown, Map)
    assert data_of(shown).table is None


def test_curves_without_an_urgent_panel_show_the_first() -> None:
    curve = (Curve("x", np.ones(3)),)
    panels = tuple(CurvePanel(name, curve) for name in "abc")
    figure = read_page(Curves("t", "told", Days(0, 3), "d", panels)).one("figure")
    assert folded(figure) == ["b", "c"]


def test_of_many_panels_only_some_are_drawn_large() -> None:
    curve = (Curve("x", np.ones(3)),)
    panels = tuple(CurvePanel(f"site {i}", curve, urgent=i % 20 == 0) for i in range(60))
    figure = read_page(Curves("t", "told", Days(0, 3), "d", panels)).one("figure")
    names = [panel.all("summary")[0].words for panel in figure.all("details", class_="panel")]
    assert names == [
        *("site 0", "site 20", "site 40"),
        *("site 1 to site 26", "site 27 to site 52", "site 53 to site 59"),
    ]
    assert folded(figure) == names[3:]
