"""Sites and lanes that are there only where the plan opens them, lanes that cost something each
day they run, and what can be added at a price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import FleetId, LaneId, SiteId, StorageId
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.daily import Floats

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Openings:
    """Whole decisions, and the most that may pass where they are taken.

    `sites` [os] and `lanes` [ol] are indices of what can be opened (a lane also where a site
    limits the number of lanes in use); the costs are US dollars, the smallest loads tonnes in the
    whole plan, or for `runs` in a day. `runs` [r] are lanes with a cost a day. `most_in`,
    `most_out` [N] limit the lanes in use, -1 without a limit.
    """

    sites: Ints
    site_cost: Floats
    site_smallest: Floats
    lanes: Ints
    lane_cost: Floats
    lane_smallest: Floats
    lane_is_decided: Bools
    """[ol] true where the lane has an opening; else it is only counted."""
    runs: Ints
    run_cost: Floats
    run_smallest: Floats
    most_in: Ints
    most_out: Ints

    @property
    def are_none(self) -> bool:
        """True where nothing whole is decided."""
        return not (len(self.sites) or len(self.lanes) or len(self.runs))


@dataclass(frozen=True)
class Expansions:
    """What can be added: E entries, each to one thing.

    `kind` [E] is one of KINDS, `index` [E] the site, lane or fleet, `group` [E] the storage group
    (-1 for other kinds), `most` [E] in cubic metres, tonnes a day or vehicles, `cost` [E] US
    dollars for one of these.
    """

    labels: tuple[str, ...]
    kind: Ints
    index: Ints
    group: Ints
    most: Floats
    cost: Floats

    def of(self, kind: str) -> Ints:
        """Positions of the entries of one kind."""
        return np.flatnonzero(self.kind == KINDS.index(kind))


KINDS = ("storage", "throughput", "lane", "fleet")
Entry = tuple[str, int, int, int, float, float]


def openings_of(
    scenario: Scenario, sites: tuple[SiteId, ...], lanes: tuple[LaneId, ...]
) -> Openings:
    """The whole decisions of a scenario, in the order of ids."""
    bases = [n for n, site in enumerate(sites) if scenario.sites[site].opening]
    counted = [a for a, lane in enumerate(lanes) if _is_whole(scenario, lane)]
    running = [a for a, lane in enumerate(lanes) if scenario.lanes[lane].runs]
    opened = [scenario.sites[sites[n]].opening for n in bases]
    used = [scenario.lanes[lanes[a]].opening for a in counted]
    runs = [scenario.lanes[lanes[a]].runs for a in running]
    return Openings(
        sites=np.array(bases, dtype=np.int64),
        site_cost=np.array([entry.cost.value if entry else 0.0 for entry in opened]),
        site_smallest=_smallest(opened),
        lanes=np.array(counted, dtype=np.int64),
        lane_cost=np.array([entry.cost.value if entry else 0.0 for entry in used]),
        lane_smallest=_smallest(used),
        lane_is_decided=np.array([entry is not None for entry in used], dtype=np.bool_),
        runs=np.array(running, dtype=np.int64),
        run_cost=np.array([entry.cost.value if entry else 0.0 for entry in runs]),
        run_smallest=_smallest(runs),
        most_in=_most(scenario, sites, "most_lanes_in"),
        most_out=_most(scenario, sites, "most_lanes_out"),
    )


def expansions_of(
    scenario: Scenario,
    sites: tuple[SiteId, ...],
    groups: tuple[StorageId, ...],
    lanes: tuple[LaneId, ...],
    fleets: tuple[FleetId, ...],
) -> Expansions:
    """What can be added, in the order of sites, lanes and fleets."""
    entries = [
        *_at_sites(scenario, sites, groups),
        *_on_lanes(scenario, lanes),
        *_of_fleets(scenario, fleets),
    ]
    columns = list(zip(*entries, strict=True)) if entries else [()] * 6
    ints = [np.array(column, dtype=np.int64) for column in columns[1:4]]
    floats = [np.array(column, dtype=np.float64) for column in columns[4:]]
    return Expansions(tuple(columns[0]), ints[0], ints[1], ints[2], floats[0], floats[1])


def _is_whole(scenario: Scenario, name: LaneId) -> bool:
    lane = scenario.lanes[name]
    origin, destination = scenario.sites[lane.origin], scenario.sites[lane.destination]
    counted = origin.most_lanes_out is not None or destination.most_lanes_in is not None
    return lane.opening is not None or counted


def _smallest(entries: list[Any]) -> Floats:
    figures = [entry.smallest_load if entry else None for entry in entries]
    return np.array([0.0 if figure is None else figure.value for figure in figures])


def _most(scenario: Scenario, sites: tuple[SiteId, ...], field: str) -> Ints:
    counts = [getattr(scenario.sites[site], field) for site in sites]
    return np.array([-1 if count is None else count for count in counts], dtype=np.int64)


def _at_sites(
    scenario: Scenario, sites: tuple[SiteId, ...], groups: tuple[StorageId, ...]
) -> Iterator[Entry]:
    for n, name in enumerate(sites):
        site = scenario.sites[name]
        for group, room in sorted(site.more_storage.items()):
            if group in groups:
                label = f"{name}/{group}"
                yield label, 0, n, groups.index(group), room.most.value, room.cost.value
        if site.more_throughput is not None:
            more = site.more_throughput
            yield f"{name}/throughput", 1, n, -1, more.most.value, more.cost.value


def _on_lanes(scenario: Scenario, lanes: tuple[LaneId, ...]) -> Iterator[Entry]:
    for a, name in enumerate(lanes):
        more = scenario.lanes[name].more_capacity
        if more is not None:
            yield name, 2, a, -1, more.most.value, more.cost.value


def _of_fleets(scenario: Scenario, fleets: tuple[FleetId, ...]) -> Iterator[Entry]:
    for v, name in enumerate(fleets):
        hire = scenario.fleets[name].hire
        if hire is not None:
            yield name, 3, v, -1, hire.most.value, hire.cost.value
