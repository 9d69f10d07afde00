"""The map of a plan says what the records say, day by day."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

import planner
from planner.catalogue.ids import SiteId
from planner.dossier import Dossier
from planner.messages import in_language
from planner.records.flow import UseKind
from planner.report.blocks import Map, spoken
from planner.report.pictures.network import network
from planner.sustainment.days import ENOUGH_DAYS
from tests.report.map.support import PLACED, lines_of, placed_map, placed_plan
from tests.report.support import FIRST, plan_of


def test_the_flow_of_a_day_is_what_its_movements_carry() -> None:
    plan, block = placed_plan(), placed_map()
    supply = plan.sustainment
    assert supply is not None
    lanes = sorted(plan.scenario.lanes)
    assert [way.origin for way in block.ways] == [plan.scenario.lanes[n].origin for n in lanes]
    for lane, way in zip(lanes, block.ways, strict=True):
        for day in range(block.days.start, block.days.until):
            carried = math.fsum(
                entry.tonnes / (entry.until - entry.start)
                for entry in supply.movements
                if entry.lane == lane and entry.start <= day < entry.until
            )
            assert way.flow[day - block.days.start] == pytest.approx(carried, abs=1e-9)


def test_the_share_is_that_of_the_tightest_limit() -> None:
    """A lane's own share is that of the day, a fleet's that of the week."""
    plan, block = placed_plan(), placed_map()
    supply = plan.sustainment
    assert supply is not None
    seen = set()
    for lane, way in zip(sorted(plan.scenario.lanes), block.ways, strict=True):
        assert way.limit is not None
        for at in np.flatnonzero(way.flow):
            day = block.days.start + int(at)
            fleets = {
                entry.fleet
                for entry in supply.movements
                if entry.lane == lane and entry.start <= day < entry.until
            }
            shares = {
                plan.scenario.fleets[fleet].title: use.share
                for use in supply.uses
                for fleet in fleets
                if use.kind is UseKind.FLEET and use.id == fleet
                if use.start <= day < use.until and use.share is not None
            }
            own = plan.scenario.lanes[lane].capacity
            if own is not None:
                shares["the lane itself"] = way.flow[at] / own.value
            named = block.limits[way.limit[at]]
            assert way.share[at] == pytest.approx(max(shares.values()), rel=1e-6)
            assert way.share[at] == pytest.approx(shares[named], rel=1e-6)
            seen.add(named)
    assert "the lane itself" in seen
    assert len(seen) > 1


def test_a_lane_without_a_limit_and_without_vehicles_has_no_share() -> None:
    block = placed_map()
    for way in block.ways:
        assert way.limit is not None
        assert np.array_equal(np.isnan(way.share), way.limit < 0)


def test_a_site_has_the_days_of_the_item_that_runs_out_first() -> None:
    plan, block = placed_plan(), placed_map()
    supply = plan.sustainment
    assert supply is not None
    curves = supply.curves
    watched = {item for policy in plan.scenario.policies.values() for item in policy.concerned}
    assert watched
    for place in block.places:
        assert place.cause is not None
        n = curves.sites.index(SiteId(place.id))
        counted = [
            k for k, item in enumerate(curves.items) if item in watched and curves.kept[n, k]
        ]
        used = {
            day
            for entry in supply.item_demand
            if entry.site == place.id
            for day in range(entry.start, entry.until)
        }
        for at in range(len(block.days)):
            if block.days.start + at not in used or not counted:
                assert np.isnan(place.values[at])
                assert place.cause[at] == -1
                continue
            days = {k: float(curves.days_of_supply[n, k, at]) for k in counted}
            assert place.values[at] == min(ENOUGH_DAYS, *days.values())
            assert days[int(place.cause[at])] == min(days.values())


def test_demand_that_is_not_met_is_no_days_of_supply_and_an_alarm() -> None:
    short = planner.plan(planner.load(FIRST, (*PLACED, "fleets.trucks.count=0")))
    supply = short.sustainment
    assert supply is not None
    assert supply.unmet
    (block,) = (found for found in _maps(short))
    places = {place.id: place for place in block.places}
    for entry in supply.unmet:
        place = places[entry.site]
        assert place.alarm is not None
        assert place.cause is not None
        for day, quantity in enumerate(entry.by_day, entry.start - block.days.start):
            assert place.alarm[day]
            if quantity > 0:
                assert place.values[day] == 0
    assert supply.breaches
    for breach in supply.breaches:
        alarm = places[breach.site].alarm
        assert alarm is not None
        assert alarm[breach.start - block.days.start : breach.until - block.days.start].any()


def test_classes_are_the_days_that_policies_name() -> None:
    named = {
        days
        for policy in placed_plan().scenario.policies.values()
        for item in policy.concerned
        if (days := policy.days_of(item)) is not None
    }
    scale = placed_map().scale
    assert scale[:2] == (0.0, 1.0)
    assert set(scale[2:]) == {days for days in named if days > 1}
    assert list(scale) == sorted(scale)


def test_without_coordinates_one_line_says_so() -> None:
    assert lines_of(plan_of("first")) == [
        "There is no map of the network: no site has a latitude and a longitude."
    ]


def test_sites_without_coordinates_are_named_and_their_lanes_left_out() -> None:
    plan = planner.plan(planner.load(FIRST, PLACED[2:]))
    (block,) = _maps(plan)
    assert [place.id for place in block.places] == ["main-base", "north"]
    assert [(way.origin, way.destination) for way in block.ways] == [("main-base", "north")]
    (told,) = lines_of(plan)
    assert told == "Not on the map, for want of a latitude and a longitude: Port."
    assert in_language(told, "fr").startswith("Absents de la carte")


def test_without_a_supply_plan_there_is_nothing_to_show() -> None:
    assert list(network(Dossier(replace(placed_plan(), sustainment=None)))) == []


def test_what_is_told_names_the_thinnest_site_and_the_heaviest_flow() -> None:
    block = placed_map()
    heaviest = max(block.ways, key=lambda way: float(way.flow.max()))
    thinnest = min(
        (place for place in block.places if np.isfinite(place.values).any()),
        key=lambda place: float(np.nanmin(place.values)),
    )
    assert f"Heaviest flow: {heaviest.name}" in block.told
    assert f"Least stock: {thinnest.name}" in block.told
    (french,) = spoken([block], "fr")
    assert isinstance(french, Map)
    assert "Flux le plus fort" in french.told
    assert "Stock le plus bas" in french.told


def _maps(plan: planner.Plan) -> list[Map]:
    return [block for block in network(Dossier(plan)) if isinstance(block, Map)]
