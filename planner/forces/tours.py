"""Who could work on what, and when: whole tours of a pledge's units on a requirement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from planner.catalogue import Factbook
from planner.catalogue.ids import CapabilityId, PledgeId, RequirementId
from planner.forces.caveats import barred_days
from planner.forces.needs import calendar_of, wanted_days
from planner.forces.spans import Spans, common, joined, without
from planner.forces.views import View, wanting
from planner.forces.worth import (
    readiness,
    stated_use,
    unit_cost,
    unit_quantity,
)
from planner.scenario.host_checks import is_own_holding
from planner.scenario.pledged import capability_of
from planner.scenario.schema.days import Window
from planner.scenario.schema.forces import Requirement, Substitution
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.scenario import Scenario
from planner.scenario.support import EARLIEST, first_day_of_support, is_equipment_support

UNLIMITED = -1


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one tour."""

    present: Spans
    """Days on which its units count for the requirement."""
    theatre: Spans
    """Days on which they are in theatre; a caveat may keep them from counting on some."""
    relief: Spans = ()
    """Days on which the relief and the relieved are both there."""


@dataclass(frozen=True, slots=True)
class Tour:
    """One way for units of a pledge to serve on a requirement."""

    pledge: int
    requirement: int
    quantity: float
    """What one unit counts for, in the measure of the capability."""
    days: Days
    rule: int = UNLIMITED
    """The limited substitution by which it counts; UNLIMITED for none."""
    cost: float = 0.0
    """US dollars for one unit."""

    @property
    def arrival(self) -> int:
        """First day in theatre."""
        return self.days.theatre[0][0]

    @property
    def until(self) -> int:
        """First day on which it is gone."""
        return self.days.theatre[-1][1]


@dataclass(frozen=True, slots=True)
class StandIn:
    """What a capability counts for on another, and the limited rule by which it does."""

    efficiency: float
    rule: int = UNLIMITED


def tours_of(
    scenario: Scenario,
    book: Factbook,
    view: View,
    requirement_ids: tuple[RequirementId, ...],
    pledge_ids: tuple[PledgeId, ...],
) -> Iterator[Tour]:
    """Every tour of every pledge on every requirement it could help to fill, as `view` sees them.

    A view that lifts dates or tours has the tours as they really are as well: lifting a limit adds
    choices and takes none away, even where more days in theatre need more room under a ceiling.
    """
    wanted = _by_capability(scenario, requirement_ids, view)
    forbidden = _forbidden(scenario, view)
    rules = _stand_ins(scenario, view)
    for p, pledge_id in enumerate(pledge_ids):
        pledge = scenario.pledges[pledge_id]
        if not (view.unverified or pledge.status.is_verified):
            continue
        gives = capability_of(pledge, book)
        ready = 1.0 if view.equipped else readiness(pledge, book, scenario.forces[pledge.force])
        own = unit_quantity(pledge, book)
        uses = {gives: StandIn(1.0), **rules.get(gives, {})}
        for capability, stand_in in uses.items():
            for r in wanted.get((pledge.force, capability), ()):
                name = requirement_ids[r]
                stated = stated_use(pledge, name)
                quantity = ready * (stand_in.efficiency * own if stated is None else stated)
                if quantity <= 0 or (pledge_id, name) in forbidden:
                    continue
                cost = unit_cost(pledge, name)
                for days in days_of(scenario, pledge, scenario.requirements[name], view):
                    yield Tour(p, r, quantity, days, stand_in.rule, cost)


def days_of(
    scenario: Scenario, pledge: Pledge, requirement: Requirement, view: View
) -> Iterator[Days]:
    """The different tours that a pledge could serve on a requirement.

    A unit arrives on the later of the day it can and the day it is asked for. It counts within
    the pledge's windows, which no view lifts: outside them nothing was pledged. Its tour begins on
    the day it arrives; where the contributor relieves it in place, the relief arrives `overlap`
    days before the relieved leave.
    """
    wanted = _allowed(scenario, pledge, wanted_days(scenario, requirement), view)
    if not wanted:
        return
    barred = () if view.unbarred else barred_days(scenario, pledge, requirement)
    found: dict[Days, None] = {}
    for ready in _ready_days(scenario, pledge):
        for undated, unending in product({view.undated, False}, {view.unending, False}):
            days = _days(pledge, wanted, ready, undated=undated, unending=unending)
            if days is not None and (counting := _counting(days, wanted, barred)) is not None:
                found[counting] = None
    yield from sorted(found, key=lambda days: (days.theatre, days.present))


def _allowed(scenario: Scenario, pledge: Pledge, wanted: Spans, view: View) -> Spans:
    """The days on which a requirement may be filled by the pledge: equipment that others give
    comes no earlier than due diligence on its recipient allows (S/2012/894 §95)."""
    if view.cleared or not is_equipment_support(scenario, pledge):
        return wanted
    opens = first_day_of_support(scenario, pledge.force, pledge.contributor)
    return () if opens is None else without(wanted, ((EARLIEST, opens),))


def days_if_ready(
    scenario: Scenario, pledge: Pledge, requirement: Requirement, ready: int
) -> Days | None:
    """The tour on a requirement of units that are ready to leave on a day; None where they come too
    late to be of use."""
    wanted = _allowed(scenario, pledge, wanted_days(scenario, requirement), View())
    days = _days(pledge, wanted, ready, undated=False, unending=False) if wanted else None
    barred = barred_days(scenario, pledge, requirement)
    return None if days is None else _counting(days, wanted, barred)


def ready_day(scenario: Scenario, pledge: Pledge, requirement: Requirement, arrival: int) -> int:
    """The first day on which units that arrive on a day may have been ready to leave."""
    days = _ready_days(scenario, pledge)
    found = (
        day
        for day in days
        if (tour := days_if_ready(scenario, pledge, requirement, day)) is not None
        and tour.theatre[0][0] == arrival
    )
    return next(found, days[0])


def _counting(days: Days, wanted: Spans, barred: Spans) -> Days | None:
    """The tour with the days on which it counts; None where there are none."""
    present = without(common(days.present, wanted), barred)
    return Days(present, days.theatre, days.relief) if present else None


def _days(
    pledge: Pledge, wanted: Spans, ready: int, *, undated: bool, unending: bool
) -> Days | None:
    """Days in theatre of units that are ready to leave on a day; None where there are none."""
    start, end = wanted[0][0], wanted[-1][1]
    whole = _offered(pledge, start, end)
    own = _offered(pledge, max(start, ready + pledge.travel_days), end)
    days = whole if undated else own
    if not days:
        return None
    if unending or pledge.tour is None:
        return Days(days, days)
    tour, overlap = int(pledge.tour.value), int(pledge.overlap.value)
    arrival, turn = (own or whole)[0][0], tour - overlap
    last = arrival + tour + turn * int(pledge.rotations.value)
    theatre = tuple((first, min(until, last)) for first, until in days if first < last)
    both = (arrival + turn * (n + 1) for n in range(int(pledge.rotations.value)))
    relief = common(theatre, joined((day, day + overlap) for day in both)) if overlap else ()
    return Days(theatre, theatre, relief) if theatre else None


def _ready_days(scenario: Scenario, pledge: Pledge) -> range:
    step = int(calendar_of(scenario).relief_step.value)
    last = pledge.available if pledge.latest is None else pledge.latest
    return range(pledge.available, last + 1, step)


def _offered(pledge: Pledge, start: int, end: int) -> Spans:
    """The pledge's windows within [start, end), each day once, in order."""
    return joined(window.span(start, end) for window in pledge.windows or (Window(),))


def _by_capability(
    scenario: Scenario, requirement_ids: tuple[RequirementId, ...], view: View
) -> dict[tuple[str, CapabilityId], list[int]]:
    """Requirements by force and capability, as far as the view has them want anything."""
    found: dict[tuple[str, CapabilityId], list[int]] = {}
    want = wanting(scenario, view)
    for r, name in enumerate(requirement_ids):
        requirement = scenario.requirements[name]
        if name in want:
            found.setdefault((requirement.force, requirement.capability), []).append(r)
    return found


def _forbidden(scenario: Scenario, view: View) -> frozenset[tuple[PledgeId, RequirementId]]:
    """Pairs that a decision forbids; what an institution holds stays with it in every view."""
    return frozenset(
        (d.pledge, d.requirement)
        for d in scenario.decisions
        if d.forbid and (not view.undecided or is_own_holding(scenario.pledges[d.pledge]))
    )


def _worth(numbered: tuple[int, Substitution]) -> tuple[float, float]:
    """Larger for the better of two rules for one pair."""
    rule = numbered[1]
    return rule.efficiency.value, 1.0 if rule.at_most is None else rule.at_most.value


def _stand_ins(scenario: Scenario, view: View) -> dict[CapabilityId, dict[CapabilityId, StandIn]]:
    """By capability: what it may stand in for.

    Of two rules for one pair the more efficient holds, of equals the one with the wider limit.
    """
    found: dict[CapabilityId, dict[CapabilityId, StandIn]] = {}
    for number, rule in sorted(enumerate(scenario.substitutions), key=_worth):
        limited = rule.at_most is not None and not view.interchangeable
        stand_in = StandIn(rule.efficiency.value, number if limited else UNLIMITED)
        found.setdefault(rule.capability, {})[rule.for_] = stand_in
    return found
