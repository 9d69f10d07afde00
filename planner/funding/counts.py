"""What of the plan a cost counts: so much of a thing on so many days, by what is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from planner.catalogue import Factbook
from planner.catalogue.ids import ForceId, LaneId, PledgeId
from planner.records.chosen import Spending
from planner.records.deployment import Deployment, ForceListLine
from planner.records.flow import Movement
from planner.records.forces import ForcePlan
from planner.records.funding import Gift
from planner.records.host_nation import HostNation
from planner.records.services import ServicePlan
from planner.records.supply import SupplyPlan
from planner.scenario.pledged import capability_of
from planner.scenario.schema.funding import Cost, Per, Spent
from planner.scenario.schema.pledges import Pledge
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
    """What a plan does, as far as costs count it. `pledges` are those of the scenario and what the
    host nation has and trains; `kilometres` are the lengths of lanes."""

    scenario: Scenario
    pledges: Mapping[PledgeId, Pledge]
    book: Factbook
    forces: ForcePlan | None
    deployment: Deployment | None
    host: HostNation | None
    supply: SupplyPlan | None
    services: ServicePlan | None
    kilometres: Mapping[LaneId, float]


BY_MONTH = frozenset({Per.PERSON_MONTH, Per.UNIT_MONTH, Per.VEHICLE_MONTH, Per.MONTH})
GIVEN = {Spent.BUYING: "supplies", Spent.VEHICLES: "fleets"}
"""The section of what can be given in kind, by what is spent on it."""


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
    """All in theatre; while a relief and the relieved are both there, both."""
    for one in done.forces.assignments if done.forces else ():
        if _is_meant(cost, done, one.pledge):
            much = one.units if of_units else one.personnel
            for first, last in one.theatre:
                yield _of_pledge(done, one.pledge, first, last, much)
    for line in _listed(cost, done):
        much = line.units if of_units else line.personnel
        for relief in line.reliefs:
            if relief.arrives < relief.leaves:
                yield _of_pledge(done, line.pledge, relief.arrives, relief.leaves, much)


def _arrivals(cost: Cost, done: Done) -> Iterator[Counted]:
    """Persons on the day on which they come, and those who relieve them."""
    for line in _listed(cost, done):
        for day in (line.arrives, *(relief.arrives for relief in line.reliefs)):
            yield _on_day(done, line, day)


def _departures(cost: Cost, done: Done) -> Iterator[Counted]:
    """Persons on their last day, and those whom others relieve; who stays to the end of the plan
    goes then."""
    for line in _listed(cost, done):
        for day in (line.until, *(relief.leaves for relief in line.reliefs)):
            yield _on_day(done, line, day - 1)


def _listed(cost: Cost, done: Done) -> Iterator[ForceListLine]:
    lines = done.deployment.lines if done.deployment else ()
    return (line for line in lines if _is_meant(cost, done, line.pledge))


def _on_day(done: Done, line: ForceListLine, day: int) -> Counted:
    """The persons of a line on one day; on the first or last of the plan where it lies outside."""
    calendar = done.scenario.calendar
    assert calendar is not None
    day = min(max(day, calendar.start), calendar.end - 1)
    return _of_pledge(done, line.pledge, day, day + 1, line.personnel)


def _of_pledge(done: Done, pledge: PledgeId, start: int, until: int, much: float) -> Counted:
    force = done.pledges[pledge].force
    return Counted(start, until, Fraction(much), pledge, force, Gift("pledges", pledge))


def _is_meant(cost: Cost, done: Done, name: PledgeId) -> bool:
    """Whether a cost concerns the units of a pledge."""
    pledge = done.pledges[name]
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
            yield Counted(receipt.start, receipt.until, much, receipt.supply, cost.force, gift)


def _tonne_km(cost: Cost, done: Done) -> Iterator[Counted]:
    """Tonnes that leave on a lane times its length."""
    for move in done.supply.movements if done.supply else ():
        if not cost.fleets or move.fleet in cost.fleets:
            yield _carried(cost, move, done)


def _carried(cost: Cost, move: Movement, done: Done) -> Counted:
    work = Fraction(move.tonnes) * Fraction(done.kilometres.get(move.lane, 0.0))
    fleet = None if move.fleet is None else Gift("fleets", move.fleet)
    return Counted(move.start, move.until, work, move.fleet or move.lane, cost.force, fleet)


def _vehicles(cost: Cost, done: Done) -> Iterator[Counted]:
    """The vehicles of fleets, on the days on which these serve."""
    calendar = done.scenario.calendar
    assert calendar is not None
    for name, fleet in sorted(done.scenario.fleets.items()):
        if not cost.fleets or name in cost.fleets:
            first, last = fleet.span(calendar.start, calendar.end)
            much = Fraction(str(fleet.count.value))
            yield Counted(first, last, much, name, cost.force, Gift("fleets", name))


def _priced(cost: Cost, done: Done) -> Iterator[Counted]:
    """US dollars that the plan spends at the prices of the scenario; what brings in money is not
    spent."""
    for one in _spending(done):
        if one.cost > 0 and (not cost.spent_on or one.line in cost.spent_on):
            section = GIVEN.get(one.line)
            gift = None if section is None else Gift(section, one.by)
            yield Counted(one.start, one.until, Fraction(one.cost), one.by, cost.force, gift)


def _spending(done: Done) -> Iterator[Spending]:
    """That of supply, and of services on the day from which they serve anybody."""
    calendar = done.scenario.calendar
    assert calendar is not None
    yield from done.supply.spending if done.supply else ()
    for point in done.services.points if done.services else ():
        day = calendar.start if point.needed_from is None else point.needed_from
        by = f"{point.service} {point.site}"
        yield Spending(Spent.SERVICES, by, day, day + 1, point.cost)


def _months(cost: Cost, done: Done) -> Iterator[Counted]:
    """One, on each day."""
    calendar = done.scenario.calendar
    assert calendar is not None
    yield Counted(calendar.start, calendar.end, Fraction(1), None, cost.force)


def _once(cost: Cost, done: Done) -> Iterator[Counted]:
    """One, on its day."""
    calendar = done.scenario.calendar
    assert calendar is not None
    day = cost.span(calendar.start, calendar.end)[0] if cost.on is None else cost.on
    yield Counted(day, day + 1, Fraction(1), None, cost.force)


COUNTS: Mapping[Per, Callable[[Cost, Done], Iterator[Counted]]] = {
    Per.PERSON_MONTH: _persons,
    Per.UNIT_MONTH: _units,
    Per.ARRIVAL: _arrivals,
    Per.DEPARTURE: _departures,
    Per.TRAINEE: _trainees,
    Per.ITEM: _items,
    Per.TONNE_KM: _tonne_km,
    Per.VEHICLE_MONTH: _vehicles,
    Per.PRICED: _priced,
    Per.MONTH: _months,
    Per.ONCE: _once,
}
