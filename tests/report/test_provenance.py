"""How provenance is told: bars on one scale, what is known and what is not, hostile names."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import planner
from planner.records.provenance import Headline, Provenance
from planner.report import FORMATS, render
from planner.report.blocks import Bar, Bars, Block, Line
from planner.report.exports import provenance_tables
from planner.report.figures import figure_name
from planner.report.render.bars import ASCII, drawn
from planner.report.render.tables import to_csv
from planner.report.sections.provenance import SHARES, TITLES, provenance_blocks
from planner.scenario import Scenario, factbook_of, from_mapping
from tests.report.support import on_screen
from tests.scenario.network import carts, network, place, road, source

HOSTILE = {
    "escape": "\x1b[31mred\x1b]0;title\x07\x1b[2J",
    "override": "abc\u202etxt.exe\u2066x\u2069",
    "control": "a\x00b\x08\x08c\rover\nbelow\tbeside\x7f",
    "formula": "=cmd|' /C calc'!A0",
    "markdown": "``` # *a* | b | <script>h</script>",
}


def camp(title: str = "Camp", reason: str = "a guess", **sections: object) -> Scenario:
    figure = {"value": 5, "low": 3, "high": 6, "assumption": reason}
    capacity = {"value": 4, "low": 2, "high": 9, "assumption": reason}
    return from_mapping(
        network(
            title=title,
            sites={"camp": place(title=title), "port": place()},
            demands={"works": source("camp", per_day=figure)},
            lanes={"road": road(capacity=capacity)},
            fleets={"carts": carts("road", title=title)},
            objective=["unmet", "prepositioned_tonnes"],
            **sections,
        )
    )


@cache
def found() -> Provenance:
    return planner.provenance(camp(), top=None)


def blocks() -> tuple[Block, ...]:
    return tuple(provenance_blocks(camp(), found(), register=True))


def acts(text: str) -> list[str]:
    """Characters that do something to a terminal or to the text around them."""
    return [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]


def test_bars_by_hand() -> None:
    # a scale from 0 to 10 in 11 characters: one a unit, the base on the fourth from the left
    rows = (
        Bar("a", 0.0, 10.0, "0 … 10"),
        Bar("b", 5.0, 2.0, "2 … 5"),
        Bar("c", None, 4.0, "3 … 4"),
        Bar("d", 3.0, 3.01, "3 … 3.01"),
        Bar("e", 8.0, 5.0, "3 … 8"),
    )
    assert drawn(Bars(3.0, ("low", "high"), rows), 11, ASCII) == [
        "---|#######",
        "  #|--     ",
        "   |#      ",
        "   |#      ",
        "   |##---  ",
    ]


ends = st.none() | st.floats(-1e9, 1e9)


@given(st.floats(-1e9, 1e9), st.lists(st.tuples(ends, ends), max_size=6), st.integers(1, 120))
def test_bars_are_as_wide_as_they_should_be(
    base: float, pairs: list[tuple[float | None, float | None]], width: int
) -> None:
    rows = tuple(Bar("x", low, high, "") for low, high in pairs)
    lines = drawn(Bars(base, ("low", "high"), rows), width, ASCII)
    assert [len(line) for line in lines] == [max(2, width)] * len(rows)
    assert all(line.count("|") == 1 for line in lines)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_nothing_is_wider_than_the_terminal(width: int) -> None:
    shown = on_screen(blocks(), width)
    assert max(cell_len(line) for line in shown.splitlines()) <= width
    for bar in [bar for block in blocks() if isinstance(block, Bars) for bar in block.rows]:
        # a name may wrap; a number may not
        assert bar.told in shown


def test_what_a_pipe_gets_has_bars_in_ascii() -> None:
    bars = [block for block in blocks() if isinstance(block, Bars)]
    assert bars
    assert all("█" not in render([block], "text") for block in bars)
    assert "###" in render(bars, "text")
    assert "█" in on_screen(tuple(bars), 80)


def test_the_first_line_names_what_moves_it_most() -> None:
    text = render(blocks(), "text")
    [row] = [line for line in text.splitlines() if line.startswith("Unmet demand  ")]
    # 2 t a day on nine days instead of 4 and 5 on day 0, 32 t in all, against 5: the lane
    assert re.search(r"14 .*by road: capacity .*5 … 32 .*assumption", row)
    assert "100 % assumptions" in text


def test_every_number_has_a_title_and_every_kind_a_word() -> None:
    assert set(TITLES) == set(Headline)
    assert len(set(TITLES.values())) == len(TITLES)
    assert {kind for figure in found().figures for kind in [figure.kind]} <= set(SHARES)


def test_what_is_open_is_said() -> None:
    some = planner.provenance(camp(), top=0)
    text = render(tuple(provenance_blocks(camp(), some)), "text")
    assert some.effort.left_open
    assert f"{some.effort.left_open} figures that touch the supply plan were not solved" in text
    assert "--all" in text
    # a share of what is known is not told as a share of everything
    assert "Of what moves this number" not in text
    assert "--all" not in render(blocks(), "text")


def test_figures_without_a_range_are_counted_and_named() -> None:
    lines = [block.text for block in blocks() if isinstance(block, Line)]
    [told] = [line for line in lines if line.startswith("Unsourced figures, ")]
    mine = [entry for entry in found().unranged if entry.kind.value == "unsourced"]
    assert told.startswith(f"Unsourced figures, {len(mine)}: ")
    assert "Camp: storage, open" in told


NAMES = {
    "demands.works.per_day": "works: per day",
    "lanes.road.capacity": "Place–Place by road: capacity",
    "lanes.road.seasons[0].capacity": "Place–Place by road: seasons, 1, capacity",
    "sites.port.storage.open": "Place: storage, open",
    "supplies.pit.per_day": "sand at Place: per day",
    "fleets.carts.count": "Carts: count",
    "catalogue.items.diesel.mass": "Diesel fuel, bulk: mass",
    "catalogue.consumption.water-person.rate": "Potable water, bulk, per person-day",
    "catalogue.consumption.water-person.cool": "Potable water, bulk, per person-day: cool",
    "substitutions[1].efficiency": "substitution 2: efficiency",
    "calendar.step": "calendar: step",
}


@pytest.mark.parametrize(("path", "name"), NAMES.items(), ids=NAMES)
def test_names_of_figures(path: str, name: str) -> None:
    data = network() | {"consumption": {}}
    scenario = from_mapping(data)
    assert figure_name(scenario, factbook_of(scenario), path) == name


@pytest.mark.parametrize("name", HOSTILE.values(), ids=HOSTILE)
def test_hostile_names(name: str) -> None:
    scenario = camp(title=name, reason=name)
    told = planner.provenance(scenario, top=None)
    made = tuple(provenance_blocks(scenario, told, register=True))
    harmless = tuple(provenance_blocks(camp(), found(), register=True))
    for format_ in FORMATS:
        text = render(made, format_)
        assert acts(text) == []
        assert len(text.splitlines()) == len(render(harmless, format_).splitlines())
    for width in (60, 120):
        assert acts(on_screen(made, width)) == []
    for table in provenance_tables(told, scenario):
        text = to_csv(table)
        assert acts(text) == []
        assert not re.search(r'(^|,)"?[=+@]', text, re.MULTILINE)


def test_tables_have_every_figure_and_every_number() -> None:
    tables = {table.name: table for table in provenance_tables(found(), camp())}
    assert list(tables) == ["swings", "register", "ends", "unranged", "shares"]
    assert len(tables["register"].rows) == len(found().figures)
    assert len(tables["unranged"].rows) == len(found().unranged)
    swings = sum(len(tornado.swings) for tornado in found().tornadoes)
    assert len(tables["swings"].rows) == swings
    assert json.loads(json.dumps(tables["shares"].rows))
