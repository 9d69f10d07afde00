"""The parts of drawings: axes, scales, texts, rows, and what each kind of picture works out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.report.blocks import (
    Curve,
    DayMark,
    Days,
    HeatRow,
    Layers,
    Step,
    StepKind,
    Waterfall,
)
from planner.report.blocks.picture import Floats
from planner.report.draw import marks, svg
from planner.report.draw.curves import draw_curves
from planner.report.draw.days import DayAxis, day_names, marked_days, marks_height
from planner.report.draw.field import Field, is_cut, lowest, short_of, stretches, top_of
from planner.report.draw.heat import kind_of, runs_of
from planner.report.draw.layers import MOST
from planner.report.draw.look import Look
from planner.report.draw.marks import SMALL, WIDTH, Drawing, Kind, Marks
from planner.report.draw.rows import rows_of
from planner.report.draw.scale import Scale, above, ticks
from planner.report.draw.text import shortened, width_of, wrapped
from planner.report.draw.writing import Caption, svg_of
from tests.report.draw.support import many_curves, texts, titles, values

NAN = float("nan")
WORDS = st.text("abc iWm’é…", min_size=0, max_size=60)
DATE = dt.date(2013, 1, 1)


def values_of(layers: Iterable[Marks]) -> list[dict[str, Any]]:
    return [dict(value) for marks in layers for value in marks.values]


# ----------------------------------------------------------------------------------- days, scales


AXES = st.builds(
    lambda start, length, room, dated, language: DayAxis(
        Days(start, start + length, DATE if dated else None),
        Scale(start, start + length, 100, 100 + room),
        Look(language),
    ),
    st.integers(-400, 100),
    st.integers(1, 1500),
    st.integers(60, 600),
    st.booleans(),
    st.sampled_from(("en", "fr")),
)


@given(AXES)
def test_names_of_days_never_lie_on_one_another(axis: DayAxis) -> None:
    placed = values_of(day_names(axis, 0))
    for line in {value["y"] for value in placed}:
        boxes = sorted(
            (v["x"] - width_of(v["text"], SMALL) / 2, v["x"] + width_of(v["text"], SMALL) / 2)
            for v in placed
            if v["y"] == line
        )
        assert all(after[0] >= before[1] for before, after in pairwise(boxes))


@given(AXES)
def test_d_day_is_named_wherever_it_is_one_of_the_days(axis: DayAxis) -> None:
    named = {value["text"] for value in values_of(day_names(axis, 0))}
    d_day = "J+0" if axis.look.language == "fr" else "D+0"
    assert (d_day in named) == (axis.days.start <= 0 <= axis.days.until)


def test_the_year_stands_where_it_begins() -> None:
    axis = DayAxis(Days(-60, 365, DATE), Scale(-60, 365, 0, 700), Look())
    dates = [v["text"] for v in values_of(day_names(axis, 0)) if v["y"] == 30]
    assert dates[:4] == ["2 Nov 2012", "1 Jan 2013", "2 Mar", "1 May"]


def test_dates_that_no_calendar_has_are_left_out() -> None:
    axis = DayAxis(Days(0, 40, dt.date(9999, 12, 20)), Scale(0, 40, 0, 700), Look())
    assert axis.names(5, True) == ["D+5", "25 Dec 9999"]
    assert axis.names(30, True) == ["D+30"]


@given(st.lists(st.integers(-20, 120), max_size=9, unique=True), st.integers(3, 60))
def test_names_of_marked_days_never_lie_on_one_another(days: list[int], length: int) -> None:
    axis = DayAxis(Days(-10, 100), Scale(-10, 100, 200, 700), Look())
    marks = [DayMark(day, "m" * (1 + (day * 7) % length)) for day in days]
    names = [layer for layer in marked_days(axis, marks, 300, 500) if layer.kind is Kind.TEXTS]
    boxes = {
        (left, v["y"], left + width_of(v["text"], SMALL))
        for layer in names
        for v in values_of([layer])
        for wide in [width_of(v["text"], SMALL)]
        for left in [v["x"] - wide if layer.look["text_anchor"] == "end" else v["x"]]
    }
    assert len(boxes) == sum(-10 <= day <= 100 for day in days)
    for left, y, right in boxes:
        assert left >= 0
        assert right <= WIDTH
        assert y > 300 - marks_height(axis, marks)
        others = boxes - {(left, y, right)}
        assert not any(y == at and left < b and a < right for a, at, b in others)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 8))
def test_ticks_are_round_and_inside(least: float, length: float, count: int) -> None:
    found = ticks(least, least + length, count)
    assert len(found) <= count
    # an end that is a tick itself counts, for all that rounding makes of it
    assert all(least - 1e-6 * length <= tick <= least + 1.000001 * length for tick in found)


@pytest.mark.parametrize(
    ("value", "count", "most"), [(97, 5, 100), (100, 5, 100), (0.3, 3, 0.3), (61, 4, 80), (0, 3, 1)]
)
def test_a_scale_ends_at_a_round_value(value: float, count: int, most: float) -> None:
    assert above(value, count) == most


def test_a_scale_of_nothing_has_a_place_for_everything() -> None:
    scale = Scale(5, 5, 10, 20)
    assert scale(7) == 10
    assert scale.pixels(np.array([1.0, NAN])).tolist()[0] == 10


# ------------------------------------------------------------------------------------ texts, rows


@given(WORDS, st.floats(8, 20), st.floats(20, 300))
def test_a_text_made_to_fit_fits(text: str, size: float, room: float) -> None:
    cut = shortened(text, size, room)
    assert width_of(cut, size) <= room + 0.02
    assert cut == text or cut.endswith("…")


@given(WORDS, st.floats(40, 300))
def test_a_wrapped_text_fits_and_keeps_its_words(text: str, room: float) -> None:
    lines = wrapped(text, SMALL, room)
    assert 1 <= len(lines) <= 2
    assert all(width_of(line, SMALL) <= room + 0.02 for line in lines)
    if not any(line.endswith("…") and line not in text for line in lines):
        assert " ".join(lines) == text or "…" in "".join(lines)


def test_wide_and_marked_letters_take_their_room() -> None:
    assert width_of("é", 10) == width_of("e", 10)
    assert width_of("物", 10) > width_of("m", 10) > width_of("i", 10)
    assert width_of("", 10) == 0


def test_a_row_is_as_high_as_its_name_needs() -> None:
    short, long = rows_of(["a", "several words that need a second line"], SMALL, 150, 10, 20)
    assert (short.top, short.height) == (10, 20)
    assert long.top == 30
    assert len(long.name) == 2
    assert long.height > 2 * SMALL


# ---------------------------------------------------------------------------------------- heat map


SHARES = st.one_of(st.none(), st.floats(0, 1))


@given(st.lists(SHARES, max_size=30))
def test_cells_that_look_the_same_are_one_and_none_is_lost(row: list[float | None]) -> None:
    found = list(runs_of(HeatRow("row", tuple(row))))
    covered = [i for run in found for i in range(run.first, run.until)]
    assert covered == [i for i, value in enumerate(row) if value is not None]
    for run in found:
        inside = [value for value in row[run.first : run.until] if value is not None]
        assert {kind_of(value) for value in inside} == {run.kind}
        assert (run.least, run.most) == (min(inside), max(inside))
    for before, after in pairwise(found):
        assert before.until < after.first or before.kind != after.kind


@pytest.mark.parametrize(
    ("value", "kind"), [(0, 0), (0.001, 1), (0.25, 2), (0.5, 3), (0.75, 4), (0.999, 4), (1, 5)]
)
def test_only_nothing_is_nothing_and_only_all_is_all(value: float, kind: int) -> None:
    assert kind_of(value) == kind


# ----------------------------------------------------------------------------------------- curves


def field(curve: Curve) -> Field:
    return Field("Base", curve, -2, Scale(0, 10, 0, 100), Scale(0, 20, 100, 0))


def floats(*numbers: float) -> Floats:
    return np.array(numbers, dtype=np.float64)


def test_days_below_the_band_are_found_and_told() -> None:
    curve = Curve("water", floats(8, 6, NAN, 3, 6.9999), floats(7, 7, 7, 7, 7))
    assert stretches(field(curve).below) == [(1, 2), (3, 4)]
    assert short_of(field(curve)) == "days below: 2, from D-1"
    assert lowest(field(curve)) == "lowest 3 on D+1"


def test_without_a_band_or_values_nothing_is_below() -> None:
    assert short_of(field(Curve("water", floats(1, 2)))) is None
    empty = field(Curve("water", floats(NAN, NAN), floats(7, 7)))
    assert (lowest(empty), short_of(empty)) == (None, None)


def test_a_scale_goes_as_high_as_its_bands_ask_and_says_what_it_cuts() -> None:
    band = Curve("water", floats(5, 300), floats(7, 7))
    # three times the band is enough to see by how much it is kept
    assert top_of([band], []) == 30
    assert is_cut([band], 30)
    low = Curve("water", floats(5, 9), floats(7, 7))
    assert top_of([low], []) == 10
    assert not is_cut([low], 10)
    # without a band, that of others; without any, what most values fit into
    bare = Curve("spares", floats(*[4] * 99, 999))
    assert top_of([bare], [band]) == 30
    assert top_of([bare], []) == 6
    assert top_of([Curve("none", floats(NAN))], []) == 1


def test_many_panels_are_a_table_and_urgent_ones_lead_it() -> None:
    picture = many_curves(5, 3)
    names = [t for t in sorted(texts(svg(picture, name="x")), key=lambda t: t.top) if t.left == 0]
    sites = [t.text for t in names if "Site" in t.text]
    assert sites[0].startswith("! Site 3")
    assert [name[:6] for name in sites[1:]] == ["Site 0", "Site 1", "Site 2", "Site 4"]
    assert len(titles(svg(picture, name="x"))) == 15


def test_a_name_of_a_curve_stands_once_for_all_panels() -> None:
    words = [t.text for t in texts(svg(many_curves(5, 3), name="x"))]
    assert words.count("item 1") == 1
    words = [t.text for t in texts(svg(many_curves(1, 3), name="x"))]
    assert words.count("item 1") == 1


def test_a_picture_without_any_curve_is_still_drawn() -> None:
    picture = replace(many_curves(1, 1), panels=())
    assert draw_curves(picture, Look()).height > 0
    assert titles(svg(picture, name="x")) == []


def test_a_value_that_stands_alone_is_seen() -> None:
    alone = replace(many_curves(1, 1), days=Days(0, 3))
    curve = Curve("water", floats(NAN, 5, NAN))
    panel = replace(alone.panels[0], curves=(curve,))
    made = svg(replace(alone, panels=(panel,)), name="x")
    assert "Site 0, a forward base, water: lowest 5 on D+1" in titles(made)


# ------------------------------------------------------------------------------- layers, waterfall


def test_the_smallest_of_many_layers_are_added_up() -> None:
    days = Days(0, 50)
    curves = tuple(Curve(f"Site {i}", values(seed=i, days=50) * (i + 1)) for i in range(MOST + 5))
    made = svg(Layers("Stock", "told", days, "t", curves), name="x")
    words = [t.text for t in texts(made)]
    assert "6 others" in words
    assert sum(word.startswith("Site") for word in words) == MOST - 1
    total = sum(curve.values for curve in curves)
    # the others end where the sum of all does
    assert max(float(w.replace(",", "")) for w in words if w.replace(",", "").isdigit()) >= np.max(
        total
    )


def test_a_waterfall_below_nothing_is_drawn_from_nothing() -> None:
    steps = (
        Step("there", 10, StepKind.TOTAL),
        Step("lost", 15, StepKind.LESS),
        Step("found", 2, StepKind.MORE),
        Step("nothing", 0, StepKind.LESS),
    )
    made = svg(Waterfall("Why", "told", "t", steps), name="x")
    assert titles(made) == ["there: 10 t", "lost: −15 t", "nothing: −0 t", "found: +2 t"]


# ----------------------------------------------------------------------------------------- written


CAPTION = Caption("x", "bars", "title", "told")


def written(*layers: Marks) -> list[str]:
    """The groups of a drawing, one a layer."""
    made = svg_of(Drawing(10, layers), CAPTION)
    inside = made.partition('<g fill="none">')[2].removesuffix("</g></svg>")
    return [f"<g{group}" for group in inside.split("<g")[1:]]


def test_marks_are_written_as_they_are_meant() -> None:
    box, bar = {"x": 0, "y": 1.04, "x2": 2.55, "y2": 3}, {"x": 2.55, "y": 1, "x2": 4, "y2": 3}
    assert written(marks.boxes([box, bar], fill="#123456")) == [
        '<g fill="#123456"><path d="M0,1H2.5V3H0ZM2.5,1H4V3H2.5Z"></path></g>'
    ]
    lines = [
        {"x": 0, "y": 1, "x2": 0, "y2": 9},
        {"x": 0, "y": 1, "x2": 9, "y2": 1},
        {"x": 0, "y": 1, "x2": 9, "y2": 8},
    ]
    dashed = marks.rules(lines, stroke="#123456", stroke_width=0.8, stroke_dasharray="2,2")
    assert written(dashed) == [
        '<g stroke="#123456" stroke-width="0.8" stroke-dasharray="2,2">'
        '<path d="M0,1V9M0,1H9M0,1L9,8"></path></g>'
    ]
    assert written(marks.texts([{"x": 1, "y": 2.0, "text": "a < b"}], text_anchor="end")) == [
        '<g font-size="13" text-anchor="end"><text x="1" y="2">a &lt; b</text></g>'
    ]


def test_what_is_told_or_has_a_look_of_its_own_stands_alone() -> None:
    told = marks.shapes([{"shape": "M0,0", "told": "a & b"}, {"shape": "M1,1"}, {"shape": "M2,2"}])
    assert written(told) == [
        '<g><path d="M0,0"><title>a &amp; b</title></path><path d="M1,1M2,2"></path></g>'
    ]
    colours = [{"shape": "M0,0", "fill": "#123456"}, {"shape": "M1,1", "fill": "#654321"}]
    assert written(marks.shapes(colours)) == [
        '<g><path d="M0,0" fill="#123456"></path><path d="M1,1" fill="#654321"></path></g>'
    ]


def test_layers_without_marks_are_not_written() -> None:
    assert written(marks.shapes([]), marks.rules([])) == []


def test_marks_of_one_look_lie_together() -> None:
    one, other = ([marks.texts([{"x": 0, "y": y, "text": "t"}]), marks.shapes([])] for y in (1, 2))
    bold = [marks.texts([{"x": 0, "y": 3, "text": "t"}], font_weight="bold")]
    found = marks.together([one, bold, other])
    lines = [[value["y"] for value in values_of([layer])] for layer in found]
    assert lines == [[1, 2], [], [3]]
