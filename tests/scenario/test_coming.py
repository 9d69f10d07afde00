"""The first day on which goods can be at a site, against trying every way day by day."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.catalogue.ids import ItemId
from planner.scenario import factbook_of, from_mapping
from planner.scenario.coming import first_arrivals
from planner.scenario.schema.scenario import Scenario
from planner.scenario.traffic import Run, runs_of
from tests.scenario.network import SAND, network, place, road, source

SITES = ("a", "b", "c", "d")
ITEMS = [ItemId("sand"), ItemId("salt"), ItemId("sack")]
SACK = SAND | {"title": "Sack", "package_of": {"item": "sand", "quantity": 1}}
END = 10

site = st.sampled_from(SITES)
days = st.integers(0, END - 1)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """Roads that close now and then, a few sources, and a mill that makes salt of sand."""
    roads = {}
    for i, (one, other) in enumerate(draw(st.lists(st.tuples(site, site), max_size=6))):
        if one != other:
            shut = draw(days)
            closed = [{"from": f"D+{shut}", "until": f"D+{shut + draw(st.integers(1, 4))}"}]
            slow = [{"from": f"D+{draw(days)}", "time": 3}]
            transit = draw(st.integers(0, 3))
            seasons: dict[str, Any] = {"closures": closed, "seasons": slow}
            roads[f"l{i}"] = road(one, other, transit_days=transit, capacity=5, cost=1, **seasons)
    supplies = {
        f"s{i}": source(at, item, **{"from": f"D+{day}"})
        for i, (at, item, day) in enumerate(
            draw(st.lists(st.tuples(site, st.sampled_from(["sand", "sack"]), days), max_size=3))
        )
    }
    mill = {"site": draw(site), "takes": {"sand": 1}, "gives": {"salt": 1}, "per_day": 1}
    return network(
        items={"sand": SAND, "salt": SAND, "sack": SACK},
        sites={name: place() for name in SITES},
        lanes=roads,
        fleets={},
        supplies=supplies,
        demands={},
        conversions={"mill": mill | {"from": f"D+{draw(days)}"}},
    )


def tried(scenario: Scenario, runs: list[Run]) -> dict[tuple[str, str], int]:
    """Where everything is on every day, one day after the other, until nothing moves any more."""
    there = {
        (s.site, s.item, day)
        for s in scenario.supplies.values()
        for day in range(s.from_ or 0, END)
    }
    mill = next(iter(scenario.conversions.values()))
    while True:
        more = {(at, ItemId("sand"), day) for at, item, day in there if item == "sack"}
        for run in runs:
            for at, item, day in there:
                if at == run.origin and item in run.items and day in run.transit:
                    arrival = day + run.transit[day]
                    more |= {(run.destination, item, later) for later in range(arrival, END)}
        for day in range(mill.from_ or 0, END):
            if (mill.site, "sand", day) in there:
                more |= {(mill.site, ItemId("salt"), later) for later in range(day, END)}
        if more <= there:
            break
        there |= more
    first: dict[tuple[str, str], int] = {}
    for at, item, day in there:
        first[at, item] = min(day, first.get((at, item), day))
    return first


@settings(max_examples=60, deadline=None)
@given(cases())
def test_the_first_day_is_the_first_of_all_ways(data: dict[str, Any]) -> None:
    scenario = from_mapping(data)
    book = factbook_of(scenario)
    runs = runs_of(scenario, book, ITEMS)
    found = first_arrivals(scenario, book, runs)
    assert {where: arrival.day for where, arrival in found.items()} == tried(scenario, runs)


@settings(max_examples=30, deadline=None)
@given(cases())
def test_the_way_back_leads_to_a_source(data: dict[str, Any]) -> None:
    scenario = from_mapping(data)
    book = factbook_of(scenario)
    found = first_arrivals(scenario, book, runs_of(scenario, book, ITEMS))
    for where, arrival in found.items():
        step, steps = arrival, 0
        while step.run is not None and step.origin is not None:
            assert step.origin[0] == step.run.origin
            assert found[step.origin].day <= step.day
            step, steps = found[step.origin], steps + 1
            assert steps <= len(SITES) * len(ITEMS), where
