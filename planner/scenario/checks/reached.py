"""Questions on sites that need what cannot come to them, each with the link that is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId
from planner.errors import listed
from planner.messages import Said, said
from planner.scenario.checks.lengths import is_far_too_slow
from planner.scenario.coming import Coming, Where, first_arrivals
from planner.scenario.needs import Needs, needs_of, used_where_units_stand, uses_of
from planner.scenario.rules import Broken
from planner.scenario.schema.days import show_day
from planner.scenario.schema.scenario import Scenario
from planner.scenario.traffic import Run, items_of, runs_of

# Of what is used from the first day of the plan on, the first days cannot come by any lane: a plan
# begins like that. A week without is told all the same.
HEAD_START_DAYS = 7


@dataclass(frozen=True, slots=True)
class Network:
    """Who needs what until when, what can be where from when, and what can move."""

    needs: Needs
    coming: Coming
    runs: dict[SiteId, list[Run]]
    """By where they lead."""
    origins: dict[SiteId, list[SiteId]]
    """From where lanes lead to each site, whatever they carry."""

    @property
    def known(self) -> frozenset[ItemId]:
        """What comes from anywhere."""
        return frozenset(item for _, item in self.coming)


def sites_are_reached(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which sites need items that cannot come to them, and which link is missing?"""
    if scenario.calendar is None or not _has_sources(scenario):
        return
    network = _network(scenario, book)
    known = network.known
    lacking: dict[SiteId, dict[Said, list[ItemId]]] = {}
    for (site, item), last in sorted(network.needs.items()):
        arrival = network.coming.get((site, item))
        if arrival is None or arrival.day > last:
            missing = _missing(scenario, book, network, known, site, item)
            lacking.setdefault(site, {}).setdefault(missing, []).append(item)
    for site in scenario.sites:
        for missing, items in lacking.get(site, {}).items():
            yield Broken(
                ("sites", site),
                said("site-not-reached", missing=missing),
                seen=listed(items),
            )


def something_is_supplied(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Is nothing supplied, stocked or made, although lanes, demands or policies speak of supply?"""
    speaks = scenario.lanes or scenario.demands or scenario.policies
    if scenario.calendar is None or _has_sources(scenario) or not speaks:
        return
    needs = needs_of(scenario, book)
    if needs:
        demands = {("demands", str(name)) for name in scenario.demands}
        placed = (name for name, entry in scenario.requirements.items() if entry.site is not None)
        paths = [*sorted(demands), *(("requirements", str(name)) for name in placed)]
        paths += [("policies", str(name)) for name in scenario.policies]
        items = listed({item for _, item in needs})
        yield Broken(paths[0], said("nothing-is-supplied"), seen=items)


def goods_come_before_they_are_used(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which sites use items before any can be there, and for how many days?"""
    if scenario.calendar is None or not _has_sources(scenario):
        return
    network = _network(scenario, book)
    late: dict[tuple[SiteId, int, int, str], list[ItemId]] = {}
    for (site, item), (first, last) in sorted(_first_uses(scenario, book).items()):
        arrival = network.coming.get((site, item))
        if arrival is None or not first < arrival.day <= last:
            continue
        if first > scenario.calendar.start or arrival.day - first >= HEAD_START_DAYS:
            slow = _slow_lanes(scenario, book, network.coming, (site, item))
            late.setdefault((site, first, arrival.day, slow), []).append(item)
    demands = {(demand.site, demand.item): name for name, demand in scenario.demands.items()}
    for (site, first, day, slow), items in late.items():
        values = {"first": show_day(first), "day": show_day(day), "days": day - first}
        told = said("goods-come-late", **values)
        if slow:
            told = said("goods-come-late-by-a-slow-lane", **values, lanes=slow)
        yield Broken(_where_used(demands, site, items), told, seen=listed(items))


def _first_uses(scenario: Scenario, book: Factbook) -> dict[tuple[SiteId, ItemId], tuple[int, int]]:
    """The first and the last day on which each item can be used at each site."""
    uses: dict[tuple[SiteId, ItemId], tuple[int, int]] = {}
    for site, item, first, last in uses_of(scenario, book):
        known = uses.get((site, item), (first, last))
        uses[site, item] = min(first, known[0]), max(last, known[1])
    return uses


def _where_used(
    demands: dict[tuple[SiteId, ItemId], str], site: SiteId, items: list[ItemId]
) -> tuple[str, str]:
    """The demand that is late, or the site at which units use what comes late."""
    mine = [demands[site, item] for item in items if (site, item) in demands]
    return ("demands", mine[0]) if mine else ("sites", site)


def _network(scenario: Scenario, book: Factbook) -> Network:
    needs = needs_of(scenario, book)
    items = {*items_of(scenario), *(item for _, item in needs)}
    items |= {k for k, item in book.items.items() if item.package_of is not None}
    runs = runs_of(scenario, book, items)
    leading: dict[SiteId, list[Run]] = {}
    for run in runs:
        leading.setdefault(run.destination, []).append(run)
    origins: dict[SiteId, set[SiteId]] = {}
    for lane in scenario.lanes.values():
        origins.setdefault(lane.destination, set()).add(lane.origin)
    sorted_origins = {site: sorted(starts) for site, starts in origins.items()}
    return Network(needs, first_arrivals(scenario, book, runs), leading, sorted_origins)


def _has_sources(scenario: Scenario) -> bool:
    """False where nothing is said of supply: then what comes from where was not the question."""
    return bool(scenario.supplies or scenario.stocks or scenario.conversions)


def _missing(
    scenario: Scenario,
    book: Factbook,
    network: Network,
    known: frozenset[ItemId],
    site: SiteId,
    item: ItemId,
) -> Said:
    last = show_day(network.needs[site, item])
    if (arrival := network.coming.get((site, item))) is not None:
        slow = _slow_lanes(scenario, book, network.coming, (site, item))
        first = show_day(arrival.day)
        if slow:
            return said("missing.in-time-by", first=first, last=last, lanes=slow)
        return said("missing.in-time", first=first, last=last)
    if item not in known:
        return said("missing.source")
    leading = network.runs.get(site, [])
    origins = network.origins.get(site, [])
    if not origins:
        return said("missing.lane", site=site)
    givers = [origin for origin in origins if (origin, item) in network.coming]
    if not givers:
        return said("missing.at-origins", site=site, origins=listed(origins))
    mine = [run for run in leading if run.origin in givers and item in run.items]
    if not mine:
        return said("missing.carrier", origins=listed(givers))
    if mine and all(_is_endless(scenario, book, run) for run in mine):
        slow = listed({_with_days(scenario, run) for run in mine})
        return said("missing.within-the-plan", lanes=slow)
    return said("missing.open-lane", origins=listed(givers))


def _slow_lanes(scenario: Scenario, book: Factbook, coming: Coming, where: Where) -> str:
    """The lanes that take absurdly long on the way by which something first comes; "" for none."""
    slow = []
    step: Where | None = where
    while step is not None and (run := coming[step].run) is not None:
        if _is_endless(scenario, book, run):
            slow.append(_with_days(scenario, run))
        step = coming[step].origin
    return listed(slow) if slow else ""


def _is_endless(scenario: Scenario, book: Factbook, run: Run) -> bool:
    """Does a lane take far longer than its length explains, or longer than the plan?"""
    lane, calendar = scenario.lanes[run.lane], scenario.calendar
    longest = calendar.end - calendar.start if calendar is not None else 0
    longer = lane.transit_days is not None and lane.transit_days.value >= longest
    return longer or is_far_too_slow(scenario, book, lane)


def _with_days(scenario: Scenario, run: Run) -> str:
    transit = scenario.lanes[run.lane].transit_days
    return f"{run.lane} ({transit.value:g} days)" if transit is not None else str(run.lane)


def fuel_is_counted(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which fleets burn what the scenario neither supplies, stocks nor uses?"""
    if scenario.calendar is None:
        return
    known = {*items_of(scenario), *(item for _, item in used_where_units_stand(scenario, book))}
    for name, fleet in scenario.fleets.items():
        vehicle = book.vehicles[fleet.vehicle]
        burns = None if fleet.own_fuel else vehicle.burns
        if burns is not None and vehicle.fuel is not None and burns not in known:
            yield Broken(
                ("fleets", name, "vehicle"),
                said("fuel-not-counted", burns=burns),
                seen=said("seen.burns", vehicle=fleet.vehicle, item=burns),
            )
