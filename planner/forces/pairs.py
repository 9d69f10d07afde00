"""Who could work on what, and when: the pairs of a pledge and a requirement.

The same scenario is looked at in several ways (`View`): the three fills, and the counterfactuals
that give each shortfall its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.catalogue import Factbook
from planner.catalogue.ids import CapabilityId, PledgeId, RequirementId
from planner.catalogue.schema import UnitType
from planner.records.forces import Cause, Fill
from planner.scenario.schema.calendar import Calendar
from planner.scenario.schema.days import Window
from planner.scenario.schema.forces import Pledge, Requirement
from planner.scenario.schema.scenario import Scenario

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class View:
    """What is taken for granted when pledges are counted."""

    unverified: bool = False
    """Pledges that are not verified count too."""
    undated: bool = False
    """Every pledge is there from the day it is needed."""
    unending: bool = False
    """Every pledge stays as long as it is needed."""
    no_ceiling: bool = False
    """No ceiling on personnel."""
    tier: int | None = None
    """Only requirements of this tier want units."""

    def lifting(self, cause: Cause, tier: int) -> View:
        """This view with one cause of shortfall taken away from the requirements of `tier`."""
        match cause:
            case Cause.UNVERIFIED:
                return replace(self, unverified=True)
            case Cause.LATE:
                return replace(self, undated=True)
            case Cause.TOUR:
                return replace(self, unending=True)
            case Cause.CEILING:
                return replace(self, no_ceiling=True)
            case Cause.PRIORITY:
                return replace(self, tier=tier)
        raise ValueError(f"{cause!r} cannot be lifted")


VIEWS = {
    Fill.PLEDGED: View(unverified=True, undated=True, unending=True),
    Fill.VERIFIED: View(undated=True, unending=True),
    Fill.DEPLOYABLE: View(),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A pledge that could work on a requirement, and the days on which it would count."""

    pledge: int
    requirement: int
    quantity: float
    present: tuple[Span, ...]

    @property
    def arrival(self) -> int:
        """First day on which it counts."""
        return self.present[0][0]

    @property
    def until(self) -> int:
        """First day on which it is gone."""
        return self.present[-1][1]


def calendar_of(scenario: Scenario) -> Calendar:
    """The days of the plan; a scenario with requirements or pledges has passed a check for it."""
    if scenario.calendar is None:
        raise ValueError("force generation needs a calendar")
    return scenario.calendar


def unit_personnel(pledge: Pledge, book: Factbook) -> float:
    """Persons in one unit of a pledge."""
    if pledge.personnel is not None:
        return pledge.personnel.value
    return _standard(pledge, book).personnel.value


def capability_of(pledge: Pledge, book: Factbook) -> CapabilityId:
    """What a pledge gives: its own word, or its standard unit's."""
    return pledge.capability or _standard(pledge, book).capability


def _standard(pledge: Pledge, book: Factbook) -> UnitType:
    # the schema lets no pledge pass that neither names a standard unit nor says what it is
    if pledge.unit is None:
        raise ValueError("a pledge without a standard unit must say what it is")
    return book.units[pledge.unit]


def unit_quantity(pledge: Pledge, book: Factbook) -> float:
    """What one unit gives of its capability.

    Its own word; else the standard unit's quantity, less in proportion where the unit is under
    strength and never more where it is over; else 1.
    """
    if pledge.quantity is not None:
        return pledge.quantity.value
    if pledge.unit is None:
        return 1.0
    standard = book.units[pledge.unit]
    full = standard.personnel.value
    strength = min(1.0, unit_personnel(pledge, book) / full) if full else 1.0
    return standard.quantity.value * strength


def _efficiency(scenario: Scenario) -> dict[tuple[CapabilityId, CapabilityId], float]:
    best: dict[tuple[CapabilityId, CapabilityId], float] = {}
    for rule in scenario.substitutions:
        key = (rule.capability, rule.for_)
        best[key] = max(best.get(key, 0.0), rule.efficiency.value)
    return best


def pairs_of(
    scenario: Scenario,
    book: Factbook,
    view: View,
    requirement_ids: tuple[RequirementId, ...],
    pledge_ids: tuple[PledgeId, ...],
) -> Iterator[Pair]:
    """Every pledge with every requirement that it could help to fill, as `view` looks at them."""
    efficiency = _efficiency(scenario)
    for p, pledge_id in enumerate(pledge_ids):
        pledge = scenario.pledges[pledge_id]
        if not (view.unverified or pledge.status.is_verified):
            continue
        gives, quantity = capability_of(pledge, book), unit_quantity(pledge, book)
        for r, requirement_id in enumerate(requirement_ids):
            requirement = scenario.requirements[requirement_id]
            same = gives == requirement.capability
            share = 1.0 if same else efficiency.get((gives, requirement.capability), 0.0)
            if pledge.force != requirement.force or share * quantity <= 0:
                continue
            if view.tier not in (None, requirement.tier):
                continue
            if present := presence(pledge, requirement, calendar_of(scenario), view):
                yield Pair(p, r, share * quantity, present)


def presence(
    pledge: Pledge, requirement: Requirement, calendar: Calendar, view: View
) -> tuple[Span, ...]:
    """The days [start, until) on which units of a pledge count for a requirement.

    A unit arrives on the later of the day it can and the day it is asked for. It counts within
    the pledge's windows, which no view lifts: outside them nothing was pledged. Its tour begins on
    the first day it counts, and it leaves at the end of that or of the requirement.
    """
    start, end = requirement.span(calendar.start, calendar.end)
    travel = int(pledge.movement.value + pledge.reception.value)
    whole = _offered(pledge, start, end)
    own = _offered(pledge, max(start, pledge.available + travel), end)
    days = whole if view.undated else own
    if view.unending or pledge.tour is None or not days:
        return days
    last = (own or whole)[0][0] + int(pledge.tour.value)
    return tuple((first, min(until, last)) for first, until in days if first < last)


def _offered(pledge: Pledge, start: int, end: int) -> tuple[Span, ...]:
    """The pledge's windows within [start, end), each day once, in order."""
    windows = pledge.windows or (Window(),)
    days: list[Span] = []
    for first, until in sorted(window.span(start, end) for window in windows):
        if days and first <= days[-1][1]:
            days[-1] = (days[-1][0], max(until, days[-1][1]))
        elif until > first:
            days.append((first, until))
    return tuple(days)
