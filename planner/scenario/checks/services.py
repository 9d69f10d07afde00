"""Rules on services: where they may stand, how many points, and whether anybody is in reach."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.catalogue.ids import SiteId
from planner.errors import listed
from planner.messages import said
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.services import Service
from planner.scenario.travel import HOUR_NOISE, candidates_of, lane_hours, lanes_of, ways_from


def service_sites_stand_once(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every site of a service named once?"""
    for name, service in scenario.services.items():
        for key, sites in (("sites", service.sites), ("at", service.at)):
            for i, site in enumerate(sites):
                if site in sites[:i]:
                    path = ("services", name, key, i)
                    yield Broken(path, said("service-site-twice"), seen=site)


def service_points_find_room(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Can a service have as many points as it must, and costs only where it can have them?"""
    for name, service in scenario.services.items():
        candidates = candidates_of(scenario, service)
        room = _room(scenario, service)
        if service.least.value > room:
            yield Broken(
                ("services", name, "least"),
                said("points-beyond-sites", room=room),
                seen=f"{service.least.value:g}",
            )
        for site in service.site_costs:
            if site not in candidates:
                yield Broken(
                    ("services", name, "site_costs", site),
                    said("cost-of-no-site"),
                    seen=site,
                    allowed=listed(candidates),
                    about_key=True,
                )


def _room(scenario: Scenario, service: Service) -> float:
    """Points that the sites of a service can have in all."""
    grows = set(service.sites or scenario.sites)
    stands_alone = len(set(service.at) - grows)
    return stands_alone + (len(grows) * service.site_limit if grows else 0)


def service_speeds_are_of_its_modes(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every speed that of a mode which the service may use?"""
    for name, service in scenario.services.items():
        for mode in service.speeds:
            if service.modes and mode not in service.modes:
                yield Broken(
                    ("services", name, "speeds", mode),
                    said("speed-of-other-mode"),
                    seen=mode,
                    allowed=listed(service.modes),
                    about_key=True,
                )


def travel_times_are_told(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Can the travel time of every lane that a service may use be told?"""
    for name, service in scenario.services.items():
        told = lane_hours(scenario, service)
        if untold := [lane for lane in lanes_of(scenario, service) if lane not in told]:
            yield Broken(
                ("services", name),
                said("travel-time-unknown"),
                seen=listed(untold),
            )


def services_reach_their_units(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """From which services is a site with units too far away, on every day?"""
    for name, service in scenario.services.items():
        ways = ways_from(scenario, lane_hours(scenario, service), candidates_of(scenario, service))
        limit = service.within_hours.value + HOUR_NOISE
        far = [
            site
            for site in _sites_with_units(scenario, service)
            if site not in ways or ways[site].hours > limit
        ]
        if far:
            yield Broken(
                ("services", name, "within_hours"),
                said("units-out-of-reach"),
                seen=said("seen.too-far", hours=service.within_hours.value, sites=listed(far)),
            )


def _sites_with_units(scenario: Scenario, service: Service) -> list[SiteId]:
    """Sites at which requirements of the forces that it serves have units stand."""
    sites: set[SiteId] = set()
    for entry in scenario.requirements.values():
        if service.forces and entry.force not in service.forces:
            continue
        sites |= {move.site for move in entry.moves}
        sites |= {entry.site} if entry.site is not None else set()
    return sorted(sites)
