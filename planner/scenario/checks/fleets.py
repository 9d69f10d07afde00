"""Rules on fleets, airfields and convoys: whether what is there can be used."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.catalogue.ids import LaneId
from planner.errors import listed, nearest
from planner.messages import Said, joined, said
from planner.scenario.rules import Broken
from planner.scenario.schema.fleets import Fleet
from planner.scenario.schema.scenario import Scenario
from planner.scenario.traffic import carries, lands, open_days


def bases_are_on_their_lanes(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every fleet based at an end of one of its lanes?"""
    for name, fleet in scenario.fleets.items():
        lanes = [scenario.lanes[lane] for lane in fleet.lanes]
        ends = {end for lane in lanes for end in (lane.origin, lane.destination)}
        if fleet.base is not None and fleet.base not in ends:
            yield Broken(
                ("fleets", name, "base"),
                said("base-off-its-lanes"),
                seen=fleet.base,
                allowed=listed(ends),
                nearest=nearest(fleet.base, ends),
            )


def fleets_can_use_their_lanes(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which fleets can use none of their lanes, and which lanes can a fleet not use?"""
    for name, fleet in scenario.fleets.items():
        barred = {
            i: why
            for i, lane in enumerate(fleet.lanes)
            if (why := _barred(scenario, book, fleet, lane)) is not None
        }
        if len(barred) == len(fleet.lanes):
            yield Broken(
                ("fleets", name),
                said("fleet-without-lane"),
                seen=joined(
                    "list.semicolon",
                    [said("seen.of", name=fleet.lanes[i], what=why) for i, why in barred.items()],
                ),
            )
            continue
        for i, why in barred.items():
            yield Broken(
                ("fleets", name, "lanes", i),
                said("fleet-barred-from-lane", why=why),
                seen=fleet.lanes[i],
            )


def _barred(scenario: Scenario, book: Factbook, fleet: Fleet, name: LaneId) -> Said | None:
    """Why a fleet can carry nothing on a lane; None where it can."""
    lane, vehicle = scenario.lanes[name], book.vehicles[fleet.vehicle]
    if not any(carries(lane, vehicle, item, entry) for item, entry in book.items.items()):
        groups = listed(vehicle.carries)
        if not lane.items:
            return said("barred.no-goods", vehicle=fleet.vehicle, groups=groups)
        items = listed(lane.items)
        return said("barred.other-goods", vehicle=fleet.vehicle, groups=groups, items=items)
    for end in (lane.origin, lane.destination):
        if lane.mode == "air" and not lands(scenario.sites[end], fleet):
            return said("barred.airfield", site=end, vehicle=fleet.vehicle)
    if scenario.calendar is None or open_days(lane, scenario.calendar, fleet):
        return None
    if open_days(lane, scenario.calendar):
        return said("barred.closed-then")
    return said("barred.closed")


def convoys_have_vehicles(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which lanes have convoys but no fleet to form them?"""
    served = {lane for fleet in scenario.fleets.values() for lane in fleet.lanes}
    for name, lane in scenario.lanes.items():
        if lane.convoys is not None and name not in served:
            yield Broken(
                ("lanes", name, "convoys"),
                said("convoys-without-fleet"),
                seen=f"{lane.convoys.vehicles.value:g} vehicles",
            )


def handling_has_lanes(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which sites handle a mode, or have an airfield, without a lane of that mode?"""
    modes: dict[str, set[str]] = {}
    for lane in scenario.lanes.values():
        for end in (lane.origin, lane.destination):
            modes.setdefault(end, set()).add(lane.mode)
    for name, site in scenario.sites.items():
        there = modes.get(name, set())
        for mode in site.handling:
            if mode not in there:
                yield Broken(
                    ("sites", name, "handling", mode),
                    said("handling-without-lane", mode=mode),
                    seen=mode,
                    allowed=listed(there) if there else said("allowed.lane-of-site"),
                    about_key=True,
                )
        if site.airfield is not None and "air" not in there:
            yield Broken(
                ("sites", name, "airfield"),
                said("airfield-without-lane"),
            )
