"""Everything that stands between sources and sites, as values that may be changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from planner.analysis.explain.levers import DAY, Lever, more, step_of, to, window
from planner.scenario import Scenario
from planner.scenario.titles import fleet_title, lane_title, readable, short_title, supply_title


def supply_levers(scenario: Scenario) -> tuple[Lever, ...]:
    """In the order of sections: vehicles, lanes, sites, sources, stocks, policies, own days."""
    makers = (_fleets, _lanes, _sites, _sources, _stocks, _policies, _own_days)
    return tuple(chain.from_iterable(maker(scenario) for maker in makers))


def _fleets(scenario: Scenario) -> Iterator[Lever]:
    for name in sorted(scenario.fleets):
        title, path = fleet_title(scenario, name), ("fleets", name)
        yield from more(scenario, (*path, "count"), f"vehicles of {title}", "vehicle")
        yield from window(scenario, path, title)


def _lanes(scenario: Scenario) -> Iterator[Lever]:
    for name, lane in sorted(scenario.lanes.items()):
        title, path = lane_title(scenario, name), ("lanes", name)
        yield from more(scenario, (*path, "capacity"), f"capacity of {title}", "t/day")
        if lane.convoys is not None:
            words = f"vehicles in a convoy on {title}"
            yield from more(scenario, (*path, "convoys", "vehicles"), words, "vehicle")
        yield from window(scenario, path, title)


def _sites(scenario: Scenario) -> Iterator[Lever]:
    for name, site in sorted(scenario.sites.items()):
        title, path = short_title(scenario, name), ("sites", name)
        yield from more(scenario, (*path, "throughput"), f"throughput of {title}", "t/day")
        for mode in sorted(site.handling):
            words = f"handling by {mode} at {title}"
            yield from more(scenario, (*path, "handling", mode), words, "t/day")
        for group in sorted(site.storage):
            words = f"store for {readable(group)} at {title}"
            yield from more(scenario, (*path, "storage", group), words, "m3")
        if site.airfield is not None:
            words, key = f"sorties a day at {title}", (*path, "airfield", "sorties_per_day")
            yield from more(scenario, key, words, "sortie")


def _sources(scenario: Scenario) -> Iterator[Lever]:
    for name, supply in sorted(scenario.supplies.items()):
        title, path = supply_title(scenario, name), ("supplies", name)
        yield from more(scenario, (*path, "per_day"), f"a day of {title}", _unit(supply.item))
        yield from more(scenario, (*path, "total"), f"in all of {title}", _unit(supply.item))
        yield from window(scenario, path, title)
    for limit_id, limit in sorted(scenario.limits.items()):
        yield from more(scenario, ("limits", limit_id, "per_day"), limit.title, "a day")
    for conversion in sorted(scenario.conversions):
        words = f"runs a day of {readable(conversion)}"
        yield from more(scenario, ("conversions", conversion, "per_day"), words, "run")


def _stocks(scenario: Scenario) -> Iterator[Lever]:
    for name, stock in sorted(scenario.stocks.items()):
        title = f"{readable(stock.item)} that stands at {short_title(scenario, stock.site)}"
        yield from more(scenario, ("stocks", name, "quantity"), title, _unit(stock.item))


def _policies(scenario: Scenario) -> Iterator[Lever]:
    for name, policy in sorted(scenario.policies.items()):
        path, title = ("policies", name), f"days that policy {readable(name)} asks for"
        yield from to(scenario, (*path, "days"), title, DAY, 0.0, 1.0)
        for item in sorted(policy.days_by_item):
            words = f"{title} of {readable(item)}"
            yield from to(scenario, (*path, "days_by_item", item), words, DAY, 0.0, 1.0)
        for item, least in sorted(policy.least.items()):
            words = f"{readable(item)} that policy {readable(name)} asks for"
            step = step_of(least.value)
            yield from to(scenario, (*path, "least", item), words, _unit(item), 0.0, step)


def _own_days(scenario: Scenario) -> Iterator[Lever]:
    for name, force in sorted(scenario.forces.items()):
        if force.required_days is not None:
            title = f"days of supply that {force.title} brings"
            furthest = force.required_days.value
            yield from to(scenario, ("forces", name, "planned_days"), title, DAY, furthest, 1.0)


def _unit(item: str) -> str:
    return f"unit of {readable(item)}"
