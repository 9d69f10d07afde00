"""Everything that stands between sources and sites, as values that may be changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from planner.analysis.explain.levers import DAY, Lever, more, step_of, to, window
from planner.messages import Said, said
from planner.scenario import Scenario
from planner.scenario.titles import (
    fleet_title,
    group_name,
    item_name,
    lane_title,
    mode_name,
    readable,
    short_title,
    supply_title,
)


def supply_levers(scenario: Scenario) -> tuple[Lever, ...]:
    """In the order of sections: vehicles, lanes, sites, sources, stocks, policies, own days."""
    makers = (_fleets, _lanes, _sites, _sources, _stocks, _policies, _own_days)
    return tuple(chain.from_iterable(maker(scenario) for maker in makers))


def _fleets(scenario: Scenario) -> Iterator[Lever]:
    for name in sorted(scenario.fleets):
        title, path = fleet_title(scenario, name), ("fleets", name)
        yield from more(scenario, (*path, "count"), said("lever.vehicles", fleet=title), "vehicle")
        yield from window(scenario, path, title)


def _lanes(scenario: Scenario) -> Iterator[Lever]:
    for name, lane in sorted(scenario.lanes.items()):
        title, path = lane_title(scenario, name), ("lanes", name)
        yield from more(scenario, (*path, "capacity"), said("lever.capacity", lane=title), "t/day")
        if lane.convoys is not None:
            words = said("lever.convoy", lane=title)
            yield from more(scenario, (*path, "convoys", "vehicles"), words, "vehicle")
        yield from window(scenario, path, title)


def _sites(scenario: Scenario) -> Iterator[Lever]:
    for name, site in sorted(scenario.sites.items()):
        title, path = short_title(scenario, name), ("sites", name)
        words = said("lever.throughput", site=title)
        yield from more(scenario, (*path, "throughput"), words, "t/day")
        for mode in sorted(site.handling):
            words = said("binding.handling", mode=mode_name(mode), site=title)
            yield from more(scenario, (*path, "handling", mode), words, "t/day")
        for group in sorted(site.storage):
            words = said("lever.store", group=group_name(group), site=title)
            yield from more(scenario, (*path, "storage", group), words, "m3")
        if site.airfield is not None:
            words, key = said("lever.sorties", site=title), (*path, "airfield", "sorties_per_day")
            yield from more(scenario, key, words, "sortie")


def _sources(scenario: Scenario) -> Iterator[Lever]:
    for name, supply in sorted(scenario.supplies.items()):
        title, path = supply_title(scenario, name), ("supplies", name)
        a_day, in_all = said("lever.a-day", supply=title), said("lever.in-all", supply=title)
        yield from more(scenario, (*path, "per_day"), a_day, _unit(supply.item))
        yield from more(scenario, (*path, "total"), in_all, _unit(supply.item))
        yield from window(scenario, path, title)
    for limit_id, limit in sorted(scenario.limits.items()):
        yield from more(scenario, ("limits", limit_id, "per_day"), limit.title, "a day")
    for conversion in sorted(scenario.conversions):
        words = said("lever.runs", conversion=readable(conversion))
        yield from more(scenario, ("conversions", conversion, "per_day"), words, "run")


def _stocks(scenario: Scenario) -> Iterator[Lever]:
    for name, stock in sorted(scenario.stocks.items()):
        item, site = item_name(stock.item), short_title(scenario, stock.site)
        title = said("lever.stock", item=item, site=site)
        yield from more(scenario, ("stocks", name, "quantity"), title, _unit(stock.item))


def _policies(scenario: Scenario) -> Iterator[Lever]:
    for name, policy in sorted(scenario.policies.items()):
        path, policy_name = ("policies", name), readable(name)
        title = said("lever.policy-days", policy=policy_name)
        yield from to(scenario, (*path, "days"), title, DAY, 0.0, 1.0)
        for item in sorted(policy.days_by_item):
            words = said("lever.item-days", policy=policy_name, item=item_name(item))
            yield from to(scenario, (*path, "days_by_item", item), words, DAY, 0.0, 1.0)
        for item, least in sorted(policy.least.items()):
            words = said("lever.policy-least", policy=policy_name, item=item_name(item))
            step = step_of(least.value)
            yield from to(scenario, (*path, "least", item), words, _unit(item), 0.0, step)


def _own_days(scenario: Scenario) -> Iterator[Lever]:
    for name, force in sorted(scenario.forces.items()):
        if force.required_days is not None:
            title = said("lever.own-days", force=force.title)
            furthest = force.required_days.value
            yield from to(scenario, ("forces", name, "planned_days"), title, DAY, furthest, 1.0)


def _unit(item: str) -> Said:
    return said("lever.unit-of", item=item_name(item))
