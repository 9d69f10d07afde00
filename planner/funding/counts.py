"""What of the plan a cost counts: so much of a thing on so many days, by what is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from planner.catalogue import Factbook
from planner.catalogue.ids import ForceId, LaneId, PledgeId
from planner.records.flow import Movement
from planner.records.forces import ForcePlan
from planner.records.funding import Gift
from planner.records.host_nation import HostNation
from planner.records.supply import SupplyPlan
from planner.scenario.pledged import capability_of
from planner.scenario.schema.funding import Cost, Per
from planner.scenario.schema.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Counted:
    """`quantity` of what is counted, evenly on the days [start, until).

    For a rate by the month `quantity` is what there is on each of these days, else what there is on
    all of them together. `about` is what is paid for.
    """

    start: int
    until: int
    quantity: Fraction
    about: str | None
    force: ForceId | None
    gift: Gift | None = None


@dataclass(frozen=True)
class Done:
    """What a plan does, as far as costs count it. `scenario` is the one that was solved, with what
    the host nation has and trains as pledges; `kilometres` are the lengths of lanes."""

    scenario: Scenario
    book: Factbook
    forces: ForcePlan | None
    host: HostNation | None
    supply: SupplyPlan | None
    kilometres: Mapping[LaneId, float]


BY_MONTH = frozenset({Per.PERSON_MONTH, Per.UNIT_MONTH, Per.MONTH})


def counted(cost: Cost, done: Done) -> Iterator[Counted]:
    """All that a cost counts, cut to its own window."""
    calendar = done.scenario.calendar
    assert calendar is not None
    first, last = cost.span(calendar.start, calendar.end)
    for one in COUNTS[cost.per](cost, done):
        start, until = max(one.start, first), min(one.until, last)
        if start < until and one.quantity:
            yield _cut(one, start, until, by_month=cost.per in BY_MONTH)


def _cut(one: Counted, start: int, until: int, *, by_month: bool) -> Counted:
    whole = one.until - one.start
    part = Fraction(1) if by_month else Fraction(until - start, whole)
    return Counted(start, until, one.quantity * part, one.about, one.force, one.gift)


def _persons(cost: Cost, done: Done) -> Iterator[Counted]:
    """The strength of units in theatre, day by day."""
    return _in_theatre(cost, done, of_units=False)


def _units(cost: Cost, done: Done) -> Iterator[Counted]:
    """Units in theatre, day by day."""
    return _in_theatre(cost, done, of_units=True)


def _in_theatre(cost: Cost, done: Done, *, of_units: bool) -> Iterator[Counted]:
    for assignment in done.forces.assignments if done.forces else ():
        pledge = done.scenario.pledges[assignment.pledge]
        if not _is_meant(cost, done, assignment.pledge):
            continue
        much = assignment.units if of_units else assignment.personnel
        for first, last in assignment.theatre:
            gift = Gift("pledges", assignment.pledge)
            yield Counted(first, last, Fraction(much), assignment.pledge, pledge.force, gift)


def _arrivals(cost: Cost, done: Done) -> Iterator[Counted]:
    """Persons on the day on which they come."""
    return _moves(cost, done, arriving=True)


def _departures(cost: Cost, done: Done) -> Iterator[Counted]:
    """Persons on the last day before they are gone, where they go within the plan."""
    return _moves(cost, done, arriving=False)


def _moves(cost: Cost, done: Done, *, arriving: bool) -> Iterator[Counted]:
    for assignment in done.forces.assignments if done.forces else ():
        if not _is_meant(cost, done, assignment.pledge) or not assignment.theatre:
            continue
        day = assignment.theatre[0][0] if arriving else assignment.theatre[-1][1] - 1
        force = done.scenario.pledges[assignment.pledge].force
        persons, gift = Fraction(assignment.personnel), Gift("pledges", assignment.pledge)
        yield Counted(day, day + 1, persons, assignment.pledge, force, gift)


def _is_meant(cost: Cost, done: Done, name: PledgeId) -> bool:
    """Whether a cost concerns the units of a pledge."""
    pledge = done.scenario.pledges[name]
    in_force = cost.force in (None, pledge.force)
    return in_force and (
        not cost.capabilities or capability_of(pledge, done.book) in cost.capabilities
    )


def _trainees(cost: Cost, done: Done) -> Iterator[Counted]:
    """Persons who begin a course, over its days."""
    for course in done.host.courses if done.host else ():
        force = done.scenario.training[course.training].force
        if cost.force in (None, force):
            taken = Fraction(course.intake)
            yield Counted(course.start, course.graduates_on, taken, course.training, force)


def _items(cost: Cost, done: Done) -> Iterator[Counted]:
    """What sources give of an item, in its units of issue."""
    for receipt in done.supply.receipts if done.supply else ():
        if receipt.item == cost.item:
            gift = Gift("supplies", receipt.supply)
            much = Fraction(receipt.quantity)
            yield Counted(receipt.start, receipt.until, much, receipt.supply, None, gift)


def _tonne_km(_: Cost, done: Done) -> Iterator[Counted]:
    """Tonnes that leave on a lane times its length."""
    for move in done.supply.movements if done.supply else ():
        yield _carried(move, done)


def _carried(move: Movement, done: Done) -> Counted:
    work = Fraction(move.tonnes) * Fraction(done.kilometres.get(move.lane, 0.0))
    fleet = None if move.fleet is None else Gift("fleets", move.fleet)
    return Counted(move.start, move.until, work, move.fleet or move.lane, None, fleet)


def _months(cost: Cost, done: Done) -> Iterator[Counted]:
    """One, on each day."""
    calendar = done.scenario.calendar
    assert calendar is not None
    yield Counted(calendar.start, calendar.end, Fraction(1), None, cost.force)


def _once(cost: Cost, done: Done) -> Iterator[Counted]:
    """One, on its day."""
    calendar = done.scenario.calendar
    assert calendar is not None
    day = calendar.start if cost.on is None else cost.on
    yield Counted(day, day + 1, Fraction(1), None, cost.force)


COUNTS: Mapping[Per, Callable[[Cost, Done], Iterator[Counted]]] = {
    Per.PERSON_MONTH: _persons,
    Per.UNIT_MONTH: _units,
    Per.ARRIVAL: _arrivals,
    Per.DEPARTURE: _departures,
    Per.TRAINEE: _trainees,
    Per.ITEM: _items,
    Per.TONNE_KM: _tonne_km,
    Per.MONTH: _months,
    Per.ONCE: _once,
}
