"""A map on a page: controls, tables, and the data from which a script moves it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from itertools import groupby
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.messages import LANGUAGES, Language
from planner.report.blocks import Map, spoken
from planner.report.draw.maps.sheet import sheet_of
from planner.report.render.html import map as map_module
from planner.report.render.html.assets import asset
from planner.report.render.html.map import ROWS, lane_rows, map_html, site_rows
from planner.report.render.html.map_data import map_data, runs
from tests.report.html.reader import Element, read
from tests.report.map.support import placed_map, sample_map


def fragment(block: Map, language: Language = "en") -> str:
    """A map on a page."""
    (heard,) = spoken([block], language)
    assert isinstance(heard, Map)
    return map_html(heard, name="m", language=language)


def elements(block: Map, language: Language = "en") -> Element:
    """The same as elements."""
    return read(f"<!DOCTYPE html>\n{fragment(block, language)}")


def data_of(made: str) -> dict[str, Any]:
    """The data that the script reads."""
    found = re.search(r'<script type="application/json" class="map-data">(.*?)</script>', made)
    assert found is not None
    parsed: dict[str, Any] = json.loads(found[1])
    return parsed


def spread(values: list[Any]) -> list[Any]:
    """Runs as the script spreads them."""
    return [
        value for run in values for value in ([run[0]] * run[1] if isinstance(run, list) else [run])
    ]


# ------------------------------------------------------------------------------------------- data


@given(st.lists(st.sampled_from([None, 0, 1, 2.5, 7.0]), max_size=40))
def test_runs_spread_to_what_they_were_made_of(values: list[float | None]) -> None:
    made = runs(values)
    assert spread(made) == values
    assert len(made) <= len(values)
    # nothing that is repeated often is written often
    assert all(
        len(list(group)) < 3 for value, group in groupby(made) if not isinstance(value, list)
    )


def test_the_data_are_the_values_of_every_day() -> None:
    block = placed_map()
    data = data_of(fragment(block))
    assert len(data["labels"]) == len(block.days)
    assert data["labels"][-block.days.start] == "D+0 (1 Jan 2030)"
    for place, told in zip(block.places, data["places"], strict=True):
        values = np.array([np.nan if v is None else v for v in spread(told["values"])])
        assert np.array_equal(np.isnan(values), np.isnan(place.values))
        known = ~np.isnan(values)
        assert (values[known] <= place.values[known] + 1e-6).all()
        assert (place.values[known] - values[known] < 0.1 + 1e-6).all()
        assert place.cause is not None
        assert spread(told["causes"]) == place.cause.tolist()
    for way, told in zip(block.ways, data["ways"], strict=True):
        assert np.allclose(spread(told["flows"]), way.flow, rtol=5e-3)
        shares = [None if np.isnan(share) else share for share in way.share]
        for percent, share in zip(spread(told["shares"]), shares, strict=True):
            assert (percent is None) == (share is None)
            assert share is None or percent <= share * 100 + 1e-3 < percent + 1.01


def test_the_data_are_thinned_where_they_would_be_large_and_it_says_so() -> None:
    sheet = sheet_of(placed_map(), "en")
    whole = map_data(sheet, "m")
    assert (whole.step, whole.day) == (1, sheet.days.telling)
    size = len(whole.text.encode())
    thinned = map_data(sheet, "m", most=size - 1)
    assert thinned.step > 1
    assert len(thinned.text.encode()) < size
    data = json.loads(thinned.text)
    assert len(data["labels"]) == -(-len(placed_map().days) // thinned.step)
    every = [values[:: thinned.step] for values in sheet.days.flows]
    assert [spread(way["flows"]) for way in data["ways"]] == every


def test_a_large_map_says_that_it_is_thinned(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "The slider goes by"
    assert words not in fragment(sample_map())
    monkeypatch.setattr(map_module, "map_data", lambda sheet, name: map_data(sheet, name, 100))
    assert words in fragment(sample_map())


# --------------------------------------------------------------------------------------- fragment


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_is_named(language: Language) -> None:
    root = elements(placed_map(), language)
    (slider,) = root.all("input")
    (label,) = root.all("label")
    assert slider.get("type") == "range"
    assert label.get("for") == slider.get("id") == "m-slider"
    assert label.text
    assert slider.get("aria-valuetext") == root.all("output")[0].text
    assert all(button.text for button in root.all("button"))
    # the script shows them: without it they do nothing
    assert {"controls", "map-controls"} <= set((root.all("div")[1].get("class") or "").split())
    assert 'class="controls map-controls" hidden' in fragment(placed_map(), language)


def test_the_tables_are_those_of_the_day_that_is_drawn() -> None:
    block = placed_map()
    sheet = sheet_of(block, "en")
    at = sheet.days.telling
    shown = [[cell.text for cell in row.all("th", "td")] for row in elements(block).all("tr")]
    lanes, sites = lane_rows(sheet, at), site_rows(sheet, at)
    assert lanes
    heads = [row for row in shown if row[0] in ("Lane", "Site")]
    assert shown == [heads[0], *map(list, lanes), heads[1], *map(list, sites)]


def test_the_fullest_lanes_and_the_thinnest_sites_come_first() -> None:
    block = placed_map()
    sheet = sheet_of(block, "en")
    at = 60 - block.days.start
    lanes = lane_rows(sheet, at)
    moving = [i for i in range(len(block.ways)) if block.ways[i].flow[at]]
    assert len(lanes) == min(ROWS, len(moving))
    assert [int(row[2]) for row in lanes if row[2] != "–"] == sorted(
        (int(row[2]) for row in lanes if row[2] != "–"), reverse=True
    )
    known = [place for place in block.places if np.isfinite(place.values[at])]
    least = min(known, key=lambda place: float(place.values[at]))
    assert site_rows(sheet, at)[0][0] == least.name


def test_nothing_in_it_is_style_or_a_script_that_runs() -> None:
    made = fragment(sample_map(hostile=True))
    assert re.findall(r"<script[^>]*>", made) == [
        '<script type="application/json" class="map-data">'
    ]
    root = read(f"<!DOCTYPE html>\n{made}")
    for element in root.walk():
        assert "style" not in element.attributes
        assert not any(name.startswith("on") for name in element.attributes)
        assert element.tag not in ("img", "iframe", "b", "style")


def test_hostile_names_stand_in_the_data_as_they_are() -> None:
    hostile = sample_map(hostile=True)
    (heard,) = spoken([hostile], "en")
    assert isinstance(heard, Map)
    data = data_of(fragment(hostile))
    assert [place["name"] for place in data["places"]] == [place.name for place in heard.places]
    assert "</" not in json.dumps(data).replace("<", "\\u003c")


def test_every_id_begins_with_the_name_and_stands_once() -> None:
    ids = re.findall(r' id="([^"]*)"', fragment(placed_map()))
    assert len(ids) == len(set(ids))
    assert all(id_.startswith("m-") for id_ in ids)
    for name in re.findall(
        r'(?:aria-labelledby|aria-describedby| for| list)="([^"]*)"', fragment(placed_map())
    ):
        assert name in (*ids, "marks")


def test_a_map_without_ways_or_days_of_supply_has_empty_tables() -> None:
    nothing = tuple(
        replace(place, values=np.full(len(place.values), np.nan)) for place in sample_map().places
    )
    root = elements(replace(sample_map(), ways=(), places=nothing))
    assert [len(body.all("tr")) for body in root.all("tbody")] == [0, 0]
    assert "Lanes at 90 % or more of what they can carry: 0." in unescape(
        fragment(replace(sample_map(), ways=(), places=nothing))
    )


def test_the_script_knows_what_the_drawing_has() -> None:
    """Every class that the script looks for stands in the fragment, and every key in the data."""
    script, made = asset("map.js"), fragment(placed_map())
    data = data_of(made)
    for name in re.findall(r'querySelector(?:All)?\("\.([a-z-]+)"\)', script):
        assert re.search(rf'class="[^"]*\b{name}\b', made), name
    for key in set(re.findall(r"\bwords\.([a-zA-Z]+)", script)) - {"replace"}:
        assert key in data["words"]
    for key in re.findall(r"\bdata\.([a-zA-Z]+)", script):
        assert key in data
    assert f"const ROWS = {ROWS};" in script
