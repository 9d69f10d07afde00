"""Rules on what is there only where the plan opens it, and on what can be added."""

from __future__ import annotations

from collections.abc import Iterator

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, LaneId, SiteId
from planner.messages import Said, joined, said
from planner.scenario.document import KeyPath
from planner.scenario.endless import Endless, endless_of
from planner.scenario.needs import needs_of
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario


def additions_add_to_something(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is there a capacity, or a throughput, wherever more of it can be added?"""
    for name, lane in scenario.lanes.items():
        if lane.more_capacity is not None and lane.capacity is None:
            yield Broken(
                ("lanes", name, "more_capacity"),
                said("addition-without-capacity"),
            )
    for site_id, site in scenario.sites.items():
        if site.more_throughput is not None and site.throughput is None:
            yield Broken(
                ("sites", site_id, "more_throughput"),
                said("addition-without-throughput"),
            )


def lanes_in_are_allowed(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which sites need something, but may have no lane in?"""
    if scenario.calendar is None:
        return
    needing = {site for site, _ in needs_of(scenario, book)}
    for name, site in scenario.sites.items():
        if site.most_lanes_in == 0 and name in needing:
            yield Broken(
                ("sites", name, "most_lanes_in"),
                said("no-lane-in-allowed"),
                seen="0",
            )


def decisions_have_a_size(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Is there a limit on what could pass wherever the plan decides whether anything does?"""
    if scenario.calendar is None:
        return
    decided = dict(_decided(scenario))
    endless = endless_of(scenario, book) if decided else None
    told: set[KeyPath] = set()
    for path, lanes in decided.items():
        for lane in lanes if endless else ():
            item = endless.moved(lane) if endless else None
            if endless and item is not None and path not in told:
                told.add(path)
                yield _broken(
                    endless, path, said("no-limit-on-lane", item=item, lane=lane), item, lane
                )
    if endless:
        yield from _at_sites(scenario, endless, told)


def _decided(scenario: Scenario) -> Iterator[tuple[KeyPath, list[LaneId]]]:
    """Where the plan decides, and the lanes on which that bears."""
    for name, lane in scenario.lanes.items():
        for key in ("opening", "runs"):
            if getattr(lane, key) is not None:
                yield ("lanes", name, key), [name]
    leading: dict[SiteId, list[LaneId]] = {}
    leaving: dict[SiteId, list[LaneId]] = {}
    for name, lane in scenario.lanes.items():
        leading.setdefault(lane.destination, []).append(name)
        leaving.setdefault(lane.origin, []).append(name)
    for site_id, site in scenario.sites.items():
        into, out = leading.get(site_id, []), leaving.get(site_id, [])
        for key, lanes in (
            ("opening", [*into, *out]),
            ("most_lanes_in", into),
            ("most_lanes_out", out),
        ):
            if getattr(site, key) is not None:
                yield ("sites", site_id, key), lanes


def _at_sites(scenario: Scenario, endless: Endless, told: set[KeyPath]) -> Iterator[Broken]:
    for site_id, site in scenario.sites.items():
        path = ("sites", site_id, "opening")
        found = endless.received(site_id) or endless.made(site_id)
        if site.opening is not None and path not in told and found is not None:
            yield _broken(endless, path, said("no-limit-here", item=found), found)


def _broken(
    endless: Endless, path: KeyPath, what: Said, item: ItemId, lane: LaneId | None = None
) -> Broken:
    remedies = endless.remedies(item)
    if lane is not None:
        remedies.append(said("allowed.capacity-of-lane", lane=lane))
    return Broken(
        path,
        what,
        seen=said("seen.without-limit", item=item),
        allowed=joined("list.comma-or", remedies),
    )
