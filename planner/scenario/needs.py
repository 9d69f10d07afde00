"""Which sites can come to need which items from the network, before it is known who comes.

Nothing is weighed here: a need is the days on which units that may stand at a site could draw an
item that they use, or on which the scenario itself asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from planner.catalogue import Factbook
from planner.catalogue.ids import CapabilityId, ForceId, ItemId, SiteId, UnitTypeId
from planner.scenario.pledged import capability_of
from planner.scenario.schema.contracts import Contract
from planner.scenario.schema.forces import Requirement
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.policies import Policy, PolicyKind
from planner.scenario.schema.scenario import Scenario

Need = tuple[SiteId, ItemId, int, int]
"""Site, item, the first and the last day."""
Needs = dict[tuple[SiteId, ItemId], int]
Contracts = dict[ForceId, dict[SiteId | None, list[Contract]]]
Alike = tuple[UnitTypeId | None, float]


@dataclass(frozen=True, slots=True)
class Stay:
    """Days [first, until) on which units of a requirement may draw supplies at a site."""

    site: SiteId
    first: int
    until: int


def needs_of(scenario: Scenario, book: Factbook) -> Needs:
    """The last day on which each item can be needed at each site; needs a calendar."""
    needs: Needs = {}
    for site, item, _, day in chain(uses_of(scenario, book), _levels(scenario)):
        needs[site, item] = max(day, needs.get((site, item), day))
    for site, item, _, day in list(_covered(scenario, needs)):
        needs[site, item] = max(day, needs.get((site, item), day))
    return needs


def uses_of(scenario: Scenario, book: Factbook) -> Iterator[Need]:
    """What sites can use up, stated or drawn by units; some pairs more than once."""
    yield from _stated(scenario)
    yield from _drawn(scenario, book)


def used_by(scenario: Scenario, book: Factbook, pledge: Pledge) -> frozenset[ItemId]:
    """The items that units of a pledge use."""
    drivers = {"person-day", "unit-day"}
    if pledge.unit is not None:
        activity = book.units[pledge.unit].activity
        drivers |= {driver for driver, quantity in activity.items() if quantity.value}
    return frozenset(
        rate.item
        for rate in book.consumption.values()
        if rate.rate.value
        and (rate.driver in drivers or (rate.of and book.casualties[rate.of].per_thousand.value))
    )


def used_where_units_stand(scenario: Scenario, book: Factbook) -> Iterator[tuple[SiteId, ItemId]]:
    """What units can use at the sites of their requirements, whoever supplies them with it."""
    serving = Serving(scenario, book)
    for requirement in scenario.requirements.values():
        if requirement.site is None:
            continue
        used = {item for one in serving.able(requirement) for item in used_by(scenario, book, one)}
        for site in {requirement.site, *(move.site for move in requirement.moves)}:
            yield from ((site, item) for item in used)


class Serving:
    """Which pledges give what a requirement wants, or may stand in for it.

    Of pledges that are alike but for the day on which they arrive, the first stands for all: what
    the others can draw and when, it can draw too.
    """

    def __init__(self, scenario: Scenario, book: Factbook) -> None:
        self._scenario = scenario
        self._giving: dict[tuple[ForceId, CapabilityId], dict[Alike, Pledge]] = {}
        for pledge in scenario.pledges.values():
            own = (pledge.planned_days or scenario.forces[pledge.force].planned_days).value
            kinds = self._giving.setdefault((pledge.force, capability_of(pledge, book)), {})
            first = kinds.setdefault((pledge.unit, own), pledge)
            if _arrival(pledge) < _arrival(first):
                kinds[pledge.unit, own] = pledge

    def able(self, requirement: Requirement) -> list[Pledge]:
        """One of each kind of pledges that can serve a requirement."""
        wanted = {requirement.capability}
        wanted |= {
            rule.capability
            for rule in self._scenario.substitutions
            if rule.for_ == requirement.capability
        }
        found = (self._giving.get((requirement.force, one), {}) for one in sorted(wanted))
        return [pledge for kinds in found for pledge in kinds.values()]


def _arrival(pledge: Pledge) -> int:
    return pledge.available + pledge.travel_days


def policy_sites(scenario: Scenario, policy: Policy) -> frozenset[SiteId]:
    """The sites at which a policy says that it holds; none where it holds at all with demand."""
    if not policy.echelons:
        return frozenset(policy.sites)
    named = {name for name, site in scenario.sites.items() if site.echelon in policy.echelons}
    return frozenset({*policy.sites, *named})


def _stated(scenario: Scenario) -> Iterator[Need]:
    start, end = _bounds(scenario)
    for demand in scenario.demands.values():
        first, until = demand.span(start, end)
        if demand.per_day.value and first < until:
            yield demand.site, demand.item, first, until - 1


def _levels(scenario: Scenario) -> Iterator[Need]:
    for policy in scenario.policies.values():
        for item, least in policy.least.items():
            if least.value:
                for site in policy_sites(scenario, policy):
                    first, until = policy.span(*_bounds(scenario))
                    yield site, item, first, until - 1


def _covered(scenario: Scenario, needs: Needs) -> Iterator[Need]:
    """A site that keeps days of supply for others needs what they need."""
    for policy in scenario.policies.values():
        if policy.kind is PolicyKind.LEVEL:
            continue
        first, until = policy.span(*_bounds(scenario))
        for item in policy.concerned:
            if policy.days_of(item) and any((site, item) in needs for site in policy.covers):
                for site in policy_sites(scenario, policy):
                    yield site, item, first, until - 1


def _drawn(scenario: Scenario, book: Factbook) -> Iterator[Need]:
    serving, contracts = Serving(scenario, book), _by_place(scenario)
    used: dict[UnitTypeId | None, frozenset[ItemId]] = {}
    for requirement in scenario.requirements.values():
        for pledge in serving.able(requirement) if requirement.site is not None else ():
            if pledge.unit not in used:
                used[pledge.unit] = used_by(scenario, book, pledge)
            for stay in _stays(scenario, requirement, pledge):
                for item in used[pledge.unit]:
                    if not _is_arranged(scenario, contracts, pledge, stay.site, item):
                        yield stay.site, item, stay.first, stay.until - 1


def _stays(scenario: Scenario, requirement: Requirement, pledge: Pledge) -> Iterator[Stay]:
    """Where a pledge may stand on the requirement once it lives no longer on what it brought."""
    start, end = _bounds(scenario)
    if requirement.site is None:
        return
    first, last = requirement.span(start, end)
    own = pledge.planned_days or scenario.forces[pledge.force].planned_days
    draws = max(first, _arrival(pledge)) + int(own.value)
    days = [first, *(move.from_ for move in requirement.moves), last]
    sites = [requirement.site, *(move.site for move in requirement.moves)]
    for site, begin, until in zip(sites, days, days[1:], strict=False):
        stay = Stay(site, max(begin, first, draws), min(until, last))
        if stay.first < stay.until:
            yield stay


def _by_place(scenario: Scenario) -> Contracts:
    """The contracts of each force, by the sites that they name; None for those that name none."""
    found: Contracts = {}
    for entry in scenario.contracts.values():
        sites = found.setdefault(entry.force, {})
        for site in entry.sites or (None,):
            sites.setdefault(site, []).append(entry)
    return found


def _is_arranged(
    scenario: Scenario, contracts: Contracts, pledge: Pledge, site: SiteId, item: ItemId
) -> bool:
    """Do external arrangements give a unit the item before it has used up what it brought?"""
    force = scenario.forces[pledge.force]
    own = (pledge.planned_days or force.planned_days).value
    if (mine := contracts.get(pledge.force)) is not None:
        return any(
            _covers(entry, item)
            and _after(scenario, entry) + force.late_days.value <= own
            and not entry.ramp_days.value
            for entry in (*mine.get(site, ()), *mine.get(None, ()))
        )
    required = force.required_days
    return required is not None and required.value + force.late_days.value <= own


def _covers(contract: Contract, item: ItemId) -> bool:
    """True for a contract that supplies the item on any day once it has begun."""
    return (
        (not contract.items or item in contract.items)
        and contract.from_ is None
        and contract.until is None
    )


def _after(scenario: Scenario, contract: Contract) -> float:
    after = contract.after_days or scenario.forces[contract.force].required_days
    return (after.value if after else 0.0) + contract.late_days.value


def _bounds(scenario: Scenario) -> tuple[int, int]:
    calendar = scenario.calendar
    assert calendar is not None
    return calendar.start, calendar.end
