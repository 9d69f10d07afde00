"""Questions on what a scenario says to no effect."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.messages import said
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import GoalName, Scenario


def seasons_narrow_something(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which seasons narrow a lane that has no capacity to narrow?"""
    for name, lane in scenario.lanes.items():
        for i, season in enumerate(lane.seasons):
            if lane.capacity is None and 0 < season.capacity.value < 1:
                yield Broken(
                    ("lanes", name, "seasons", i, "capacity"),
                    said("season-without-capacity"),
                    seen=f"{season.capacity.value:g}",
                )


def airfields_are_flown_to(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which airfield limits do not bind, because no fleet flies the lane?"""
    flown = {lane for fleet in scenario.fleets.values() for lane in fleet.lanes}
    without: dict[str, list[str]] = {}
    for lane, way in scenario.lanes.items():
        if way.mode == "air" and lane not in flown:
            for end in (way.origin, way.destination):
                without.setdefault(end, []).append(lane)
    for name, site in scenario.sites.items():
        free = without.get(name, [])
        if site.airfield is not None and free:
            yield Broken(
                ("sites", name, "airfield"),
                said("airfield-without-fleet"),
                seen=", ".join(free),
            )


def goals_count_what_is_stated(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Are there policies that no goal keeps, or prices that no goal counts?"""
    if scenario.policies and GoalName.POLICY not in scenario.objective:
        yield Broken(("objective",), said("policies-without-goal"))
    if GoalName.COST not in scenario.objective:
        for path in _decided_by_cost(scenario):
            yield Broken(path, said("costs-without-goal"))


def _decided_by_cost(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    for section in ("sites", "lanes", "fleets"):
        for name, entry in getattr(scenario, section).items():
            for field in ("opening", "runs", "hire", "more_throughput", "more_capacity"):
                if getattr(entry, field, None) is not None:
                    yield (section, name, field)
