"""What lanes, fleets, sites and sources are called where people read of them.

A site and a fleet have titles. A lane is called by its two ends and its mode, a source by its item
and site; where that names two, the id follows in brackets. Of a site's title only what stands
before the first comma is taken there: "Gao, forward base" is Gao.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.catalogue.ids import FleetId, LaneId, SiteId, SupplyId
from planner.scenario.schema.lanes import Lane
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sources import Supply


def site_title(scenario: Scenario, site: str) -> str:
    """The title of a site."""
    return _titled(scenario.sites, SiteId(site))


def fleet_title(scenario: Scenario, fleet: str | None) -> str:
    """The title of a fleet; contracted transport without one."""
    return "contracted" if fleet is None else _titled(scenario.fleets, FleetId(fleet))


def short_title(scenario: Scenario, site: str) -> str:
    """A site in a word or two."""
    return site_title(scenario, site).partition(",")[0]


def lane_title(scenario: Scenario, lane: str) -> str:
    """A lane by its ends and its mode: Sévaré-Gao by road."""

    def name(entry: Lane) -> str:
        ends = (short_title(scenario, end) for end in (entry.origin, entry.destination))
        return f"{'–'.join(ends)} by {entry.mode}"

    return _told_apart(scenario.lanes, LaneId(lane), name)


def supply_title(scenario: Scenario, supply: str) -> str:
    """A source by what it gives and where: diesel at Dakar."""

    def name(entry: Supply) -> str:
        return f"{readable(entry.item)} at {short_title(scenario, entry.site)}"

    return _told_apart(scenario.supplies, SupplyId(supply), name)


def readable(id_: str) -> str:
    """An id as words: general-stores reads as general stores."""
    return id_.replace("-", " ")


def _titled[I: str](entries: Mapping[I, object], id_: I) -> str:
    title: str = getattr(entries[id_], "title", "")
    return title or readable(id_)


def _told_apart[I: str, E](entries: Mapping[I, E], id_: I, name: Callable[[E], str]) -> str:
    mine = name(entries[id_])
    alike = [entry for entry in entries.values() if name(entry) == mine]
    return mine if len(alike) == 1 else f"{mine} ({readable(id_)})"


def choice_title(scenario: Scenario, kind: str, id_: str) -> str:
    """What is opened or added: a site, a lane, a fleet, or a store at a site."""
    if kind in ("lane", "runs", "capacity"):
        return lane_title(scenario, id_)
    if kind == "vehicles":
        return fleet_title(scenario, id_)
    site, _, group = id_.partition("/")
    title = site_title(scenario, site)
    return f"{title}, {readable(group)}" if group else title
