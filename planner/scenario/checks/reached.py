"""Questions on sites that need what cannot come to them, each with the link that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId
from planner.errors import listed
from planner.messages import Said, said
from planner.scenario.coming import Coming, first_days
from planner.scenario.needs import Needs, able_to_serve, needs_of, used_by
from planner.scenario.rules import Broken
from planner.scenario.schema.days import show_day
from planner.scenario.schema.scenario import Scenario
from planner.scenario.traffic import Run, items_of, runs_of


@dataclass(frozen=True, slots=True)
class Network:
    """Who needs what until when, what can be where from when, and what can move."""

    needs: Needs
    coming: Coming
    runs: list[Run]


def sites_are_reached(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which sites need items that cannot come to them, and which link is missing?"""
    if scenario.calendar is None or not _has_sources(scenario):
        return
    needs = needs_of(scenario, book)
    items = {*items_of(scenario), *(item for _, item in needs)}
    items |= {k for k, item in book.items.items() if item.package_of is not None}
    runs = runs_of(scenario, book, items)
    network = Network(needs, first_days(scenario, book, runs), runs)
    for site in scenario.sites:
        for missing, lacking in _missing_links(scenario, network, site).items():
            yield Broken(
                ("sites", site),
                said("site-not-reached", missing=missing),
                seen=listed(lacking),
            )


def _has_sources(scenario: Scenario) -> bool:
    """False where nothing is said of supply: then what comes from where was not the question."""
    return bool(scenario.supplies or scenario.stocks or scenario.conversions)


def _missing_links(scenario: Scenario, network: Network, site: SiteId) -> dict[Said, list[ItemId]]:
    """What is missing, and the items for which it is."""
    found: dict[Said, list[ItemId]] = {}
    for (place, item), last in sorted(network.needs.items()):
        if place == site and network.coming.get((site, item), last + 1) > last:
            found.setdefault(_missing(scenario, network, site, item), []).append(item)
    return found


def _missing(scenario: Scenario, network: Network, site: SiteId, item: ItemId) -> Said:
    last = show_day(network.needs[site, item])
    if (day := network.coming.get((site, item))) is not None:
        return said("missing.in-time", first=show_day(day), last=last)
    if all(known != item for _, known in network.coming):
        return said("missing.source")
    origins = sorted({lane.origin for lane in scenario.lanes.values() if lane.destination == site})
    if not origins:
        return said("missing.lane", site=site)
    givers = [origin for origin in origins if (origin, item) in network.coming]
    if not givers:
        return said("missing.at-origins", site=site, origins=listed(origins))
    mine = [run for run in network.runs if run.destination == site and run.origin in givers]
    if not any(item in run.items for run in mine):
        return said("missing.carrier", origins=listed(givers))
    return said("missing.open-lane", origins=listed(givers))


def fuel_is_counted(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which fleets burn what the scenario neither supplies, stocks nor uses?"""
    if scenario.calendar is None:
        return
    known = {*items_of(scenario), *_drawn_items(scenario, book)}
    for name, fleet in scenario.fleets.items():
        vehicle = book.vehicles[fleet.vehicle]
        burns = None if fleet.own_fuel else vehicle.burns
        if burns is not None and vehicle.fuel is not None and burns not in known:
            yield Broken(
                ("fleets", name, "vehicle"),
                said("fuel-not-counted", burns=burns),
                seen=said("seen.burns", vehicle=fleet.vehicle, item=burns),
            )


def _drawn_items(scenario: Scenario, book: Factbook) -> Iterator[ItemId]:
    able = chain.from_iterable(
        able_to_serve(scenario, book, requirement)
        for requirement in scenario.requirements.values()
        if requirement.site is not None
    )
    for pledge in able:
        yield from used_by(scenario, book, pledge)
