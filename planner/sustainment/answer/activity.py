"""What a plan sets in motion: movements, receipts, what is used of each item and limit."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from planner.catalogue import Factbook
from planner.records.flow import Departure, ItemDemand, Movement, Receipt, Use, UseKind
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.daily import DailyDemand, Floats
from planner.sustainment.goods.loads import mass_t
from planner.sustainment.objective import cost_of_trip, vehicle_days_of_trip
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.result import Answer

# below a thousandth of a unit of issue nothing is worth a line
SMALL_QUANTITY = 1e-3
# nor is a millionth of a vehicle
SMALL_TRIPS = 1e-6
WEEK_DAYS = 7


def movements(answer: Answer) -> Iterator[Movement]:
    """One entry for each flow of the plan, in the order of lane, fleet, item and day."""
    problem, flows, grid = answer.problem, answer.problem.flows, answer.problem.grid
    for i in np.flatnonzero(answer.flow > SMALL_QUANTITY):
        leg, item, period = problem.legs[flows.leg[i]], int(flows.item[i]), int(flows.period[i])
        start, quantity = int(grid.starts[period]), float(answer.flow[i])
        tonnes, m3 = quantity * float(problem.mass[item]), quantity * float(problem.volume[item])
        contracted = leg.fleet is None
        a_unit = float(problem.costs.lane[problem.lane_of_leg[flows.leg[i]], flows.item[i]])
        yield Movement(
            lane=leg.lane,
            fleet=leg.fleet,
            item=problem.items[item],
            start=start,
            until=int(grid.edges[period + 1]),
            arrives=start + int(leg.transit[start - grid.start]),
            quantity=quantity,
            tonnes=tonnes,
            m3=m3,
            trips=None if contracted else max(tonnes / leg.payload_t, m3 / leg.volume_m3),
            lost=quantity * leg.loss,
            cost=quantity * a_unit,
            expires=problem.expires(int(answer.in_model.flows.item[i])),
        )


def departures(answer: Answer) -> Iterator[Departure]:
    """Vehicles that leave, in the order of lane, fleet and day."""
    problem, grid = answer.problem, answer.problem.grid
    days, cost = vehicle_days_of_trip(problem), cost_of_trip(problem)
    for number, period in zip(*np.nonzero(answer.trips > SMALL_TRIPS), strict=True):
        leg, trips = problem.legs[number], float(answer.trips[number, period])
        assert leg.fleet is not None
        yield Departure(
            lane=leg.lane,
            fleet=leg.fleet,
            start=int(grid.starts[period]),
            until=int(grid.edges[period + 1]),
            trips=trips,
            vehicle_days=trips * float(days[number, period]),
            fuel=trips * float(problem.burnt.per_trip[number]),
            cost=trips * float(cost[number, period]),
        )


def receipts(book: Factbook, answer: Answer) -> Iterator[Receipt]:
    """What each source gives, in the order of source and day."""
    problem, grid = answer.problem, answer.problem.grid
    columns = answer.variables.received
    taken = answer.outcome.solution.of(columns) if columns.size else np.zeros(0)
    for i in np.flatnonzero(taken > SMALL_QUANTITY):
        source = problem.supplies[columns.keys["supply"][i]]
        period, quantity = int(columns.keys["period"][i]), float(taken[i])
        item = problem.items[source.item]
        yield Receipt(
            supply=source.id,
            site=problem.sites[source.site],
            item=item,
            unit=book.items[item].unit,
            start=int(grid.starts[period]),
            until=int(grid.edges[period + 1]),
            quantity=quantity,
            tonnes=quantity * float(problem.mass[source.item]),
            cost=quantity * source.price,
            expires=problem.expires(answer.in_model.supplies[columns.keys["supply"][i]].item),
        )


def uses(scenario: Scenario, answer: Answer) -> Iterator[Use]:
    """Fleets, lanes and sites that the plan uses, week by week from the first day of the plan.

    A week without use counts where there was something to use, and a limit on it.
    """
    problem = answer.problem
    even = 1.0 / problem.grid.lengths[problem.grid.period_of_day]
    tonnes = _daily_tonnes(answer, even)
    lanes = np.zeros((len(problem.lanes), len(even)))
    np.add.at(lanes, problem.lane_of_leg, tonnes)
    capacity = problem.lane_capacity[:, problem.grid.period_of_day] * even
    capacity += _added(answer, "lane", len(problem.lanes))[:, None]
    yield from _weekly(UseKind.FLEET, problem.fleets, *_fleets(scenario, answer), problem)
    yield from _weekly(UseKind.LANE, problem.lanes, lanes, capacity, problem)
    handled = _handled(problem, tonnes)
    room = problem.throughput + _added(answer, "throughput", len(problem.sites))
    most = np.broadcast_to(room[:, None], handled.shape)
    yield from _weekly(UseKind.SITE, problem.sites, handled, most, problem)


def _added(answer: Answer, kind: str, size: int) -> Floats:
    """What expansions of a kind add to each lane, site or fleet."""
    more, entries = answer.problem.expansions, answer.problem.expansions.of(kind)
    added = np.zeros(size)
    np.add.at(added, more.index[entries], answer.choices.expanded[entries])
    return added


def _daily_tonnes(answer: Answer, even: Floats) -> Floats:
    """[L, D] tonnes that leave on each leg and day."""
    problem, flows = answer.problem, answer.problem.flows
    by_period = np.zeros((len(problem.legs), len(problem.grid.lengths)))
    np.add.at(by_period, (flows.leg, flows.period), answer.flow * problem.mass[flows.item])
    daily: Floats = by_period[:, problem.grid.period_of_day] * even
    return daily


def _fleets(scenario: Scenario, answer: Answer) -> tuple[Floats, Floats]:
    """[V, D] vehicles on the road, and vehicles fit for duty."""
    problem, occupied = answer.problem, answer.problem.occupied
    busy = np.zeros((len(problem.fleets), len(problem.grid.days)))
    trips = answer.trips[occupied.leg, occupied.departs] * occupied.share
    np.add.at(busy, (problem.fleet_of_leg[occupied.leg], occupied.day), trips)
    ready = problem.vehicles + problem.fit * _added(answer, "fleet", len(problem.fleets))
    fit = np.zeros(busy.shape)
    for v, name in enumerate(problem.fleets):
        first, last = scenario.fleets[name].span(problem.grid.start, int(problem.grid.edges[-1]))
        fit[v, first - problem.grid.start : last - problem.grid.start] = ready[v]
    return busy, fit


def _handled(problem: SupplyProblem, tonnes: Floats) -> Floats:
    """[N, D] tonnes received by lane plus sent on; what is lost on the way is handled too."""
    days = np.arange(tonnes.shape[1])
    handled = np.zeros((len(problem.sites), len(days)))
    for leg, daily in zip(problem.legs, tonnes, strict=True):
        handled[leg.origin] += daily
        arrival = days + leg.transit
        sent = (leg.transit >= 0) & (arrival < len(days))
        np.add.at(handled[leg.destination], arrival[sent], daily[sent])
    return handled


def _weekly(
    kind: UseKind, names: Sequence[str], used: Floats, available: Floats, problem: SupplyProblem
) -> Iterator[Use]:
    """The weeks of each thing that is used at all, but for those in which there is none of it."""
    for name, daily, most in zip(names, used, available, strict=True):
        if daily.max(initial=0.0) <= SMALL_QUANTITY:
            continue
        for first in range(0, len(daily), WEEK_DAYS):
            week = slice(first, first + WEEK_DAYS)
            is_there = np.isfinite(most[week]).all() and most[week].max() > 0
            if is_there or daily[week].max() > SMALL_QUANTITY:
                yield _use(kind, name, problem.grid.start + first, daily[week], most[week])


def _use(kind: UseKind, name: str, start: int, used: Floats, available: Floats) -> Use:
    limited = bool(np.isfinite(available).all())
    share = np.divide(used, available, out=np.zeros_like(used), where=limited & (available > 0))
    peak = int((share if limited else used).argmax())
    return Use(
        kind=kind,
        id=name,
        start=start,
        until=start + len(used),
        used=float(used.sum()),
        available=float(available.sum()) if limited else None,
        peak_day=start + peak,
        peak=float(used[peak]),
        peak_share=float(share[peak]) if limited else None,
    )


def item_demand(book: Factbook, daily: DailyDemand) -> Iterator[ItemDemand]:
    """What is used by site and item, over the days on which it stays the same."""
    for n, k in zip(*np.nonzero(daily.gross.any(axis=2)), strict=True):
        item = daily.items[k]
        both = np.stack([daily.gross[n, k], daily.own[n, k]])
        changes = np.flatnonzero((np.diff(both, axis=1) != 0).any(axis=0)) + 1
        edges = [0, *changes.tolist(), both.shape[1]]
        for first, last in itertools.pairwise(edges):
            per_day, days = float(both[0, first]), last - first
            if per_day > 0:
                yield ItemDemand(
                    site=daily.sites[n],
                    supply_class=book.items[item].supply_class,
                    item=item,
                    unit=book.items[item].unit,
                    start=daily.start + first,
                    until=daily.start + last,
                    per_day=per_day,
                    quantity=per_day * days,
                    own=float(both[1, first]) * days,
                    tonnes=per_day * days * mass_t(book, item),
                )
