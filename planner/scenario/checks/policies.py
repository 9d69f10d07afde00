"""Rules on stock policies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId, StorageId
from planner.errors import listed, nearest
from planner.messages import said
from planner.scenario.needs import policy_sites, used_where_units_stand
from planner.scenario.rooms import ROUNDING, brought_room, room_at
from planner.scenario.rules import Broken
from planner.scenario.schema.policies import Policy, PolicyKind
from planner.scenario.schema.scenario import Scenario

Stated = dict[tuple[SiteId, ItemId], float]


def reserves_stand_somewhere(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does every reserve say where it stands?"""
    for name, policy in scenario.policies.items():
        if policy.kind is PolicyKind.RESERVE and not (policy.sites or policy.echelons):
            yield Broken(
                ("policies", name),
                said("reserve-without-site"),
            )


def echelons_have_sites(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every echelon that a policy names that of a site?"""
    known = sorted({site.echelon for site in scenario.sites.values() if site.echelon})
    for name, policy in scenario.policies.items():
        for i, echelon in enumerate(policy.echelons):
            if echelon not in known:
                yield Broken(
                    ("policies", name, "echelons", i),
                    said("echelon-without-site"),
                    seen=echelon,
                    allowed=", ".join(known) or said("allowed.echelon-of-site"),
                    nearest=nearest(echelon, known),
                )


def levels_leave_room(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is the most that a policy allows at least the least that it asks for?"""
    for name, policy in scenario.policies.items():
        for item in sorted(set(policy.least) & set(policy.most)):
            least, most = policy.least[item].value, policy.most[item].value
            if most < least:
                yield Broken(
                    ("policies", name, "most", item),
                    said("most-below-least", least=least),
                    seen=f"{most:g}",
                )


def policies_concern_what_is_used(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which policies ask for stock of an item that none of their sites uses or can get?"""
    if scenario.calendar is None:
        return
    used: dict[ItemId, set[SiteId]] = {}
    stated = ((demand.site, demand.item) for demand in scenario.demands.values())
    for site, item in chain(stated, used_where_units_stand(scenario, book)):
        used.setdefault(item, set()).add(site)
    provided = set(_provided(scenario))
    for name, policy in scenario.policies.items():
        sites = policy_sites(scenario, policy)
        for item in policy.concerned:
            there = used.get(item, set())
            if policy.kind is PolicyKind.LEVEL:
                idle = not there and item not in provided
            else:
                idle = there.isdisjoint({*sites, *policy.covers}) if sites else not there
            if idle:
                yield Broken(
                    ("policies", name, *_place_of(policy, item)),
                    said("policy-for-nothing", item=item),
                    seen=f"{item}, {listed(sites)}" if sites else item,
                )


def policies_have_a_store(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which policies ask for stock at a site that has no store for it?"""
    brought = brought_room(scenario, book)
    for name, policy in scenario.policies.items():
        for site in sorted(policy_sites(scenario, policy)):
            without: dict[StorageId, list[ItemId]] = {}
            for item in policy.concerned:
                group = book.items[item].storage
                wanted = _asks(policy, item) and _keeps(book, item)
                if wanted and not room_at(scenario, brought, site, group):
                    without.setdefault(group, []).append(item)
            for group, items in without.items():
                yield Broken(
                    ("policies", name),
                    said("policy-without-store", site=site, group=group),
                    seen=listed(items),
                )


def policies_fit_into_their_stores(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which policies ask for more stock at a site than its store can hold?"""
    if scenario.calendar is None:
        return
    brought, stated = brought_room(scenario, book), _stated(scenario)
    demanding = sorted({site for site, _ in stated})
    for name, policy in scenario.policies.items():
        for site in sorted(policy_sites(scenario, policy)) or demanding:
            asked: dict[StorageId, float] = {}
            for item in policy.concerned:
                if _keeps(book, item):
                    units = _units(policy, item, stated, site)
                    m3 = units * book.items[item].volume.value
                    group = book.items[item].storage
                    asked[group] = asked.get(group, 0.0) + m3
            for group, m3 in asked.items():
                room = room_at(scenario, brought, site, group)
                if room and m3 > room * (1 + ROUNDING):
                    yield Broken(
                        ("policies", name),
                        said("policy-above-store", site=site, group=group, room=f"{room:g}"),
                        seen=f"{m3:g} m3",
                    )


def _units(policy: Policy, item: ItemId, stated: Stated, site: SiteId) -> float:
    """Units of issue that a policy surely asks for at a site: by what the scenario states alone."""
    if policy.kind is PolicyKind.LEVEL:
        return policy.least[item].value if item in policy.least else 0.0
    days = policy.days_of(item) or 0.0
    return days * sum(stated.get((place, item), 0.0) for place in {site, *policy.covers})


def _stated(scenario: Scenario) -> Stated:
    """Units of issue a day that demands state from the first day of the calendar to the last."""
    assert scenario.calendar is not None
    bounds = scenario.calendar.start, scenario.calendar.end
    stated: Stated = {}
    for demand in scenario.demands.values():
        if demand.span(*bounds) == bounds:
            key = (demand.site, demand.item)
            stated[key] = stated.get(key, 0.0) + demand.per_day.value
    return stated


def _asks(policy: Policy, item: ItemId) -> bool:
    if policy.kind is PolicyKind.LEVEL:
        return item in policy.least and policy.least[item].value > 0
    return bool(policy.days_of(item))


def _keeps(book: Factbook, item: ItemId) -> bool:
    """Does an item need a store?"""
    return not book.items[item].in_the_open and book.items[item].holds is None


def _place_of(policy: Policy, item: ItemId) -> tuple[str | int, ...]:
    """Where a policy names an item."""
    if item in policy.items:
        return ("items", policy.items.index(item))
    names = ("days_by_item", "maximum_days_by_item", "least", "most")
    return next((name, item) for name in names if item in getattr(policy, name))


def _provided(scenario: Scenario) -> Iterator[ItemId]:
    for section in (scenario.supplies, scenario.stocks, scenario.outlets):
        yield from (entry.item for entry in section.values())
    for made in scenario.conversions.values():
        yield from (*made.takes, *made.gives)
