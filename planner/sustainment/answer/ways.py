"""The way by which stock comes to a site: the fastest that the plan uses, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.sustainment.answer.activity import SMALL_QUANTITY
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.reach.reach import NEVER
from planner.sustainment.result import Answer


@dataclass(frozen=True)
class Way:
    """`days` on the way from the site `source` over the legs `legs`, in the order of travel.

    `first` is the day on which the first of it leaves the source in the plan, `others` are further
    sources from which some may come. Without any source that the plan uses, `source` is None and
    the way is empty.
    """

    days: int
    source: int | None
    legs: tuple[int, ...]
    first: int
    others: tuple[int, ...] = ()


def way_from_source(answer: Answer, site: int, item: int, need_by: int) -> Way:
    """The fastest way that the plan uses before `need_by`, and the source it begins at.

    Backwards from the site: a label is the days still to go; the nearest source that gives the
    item before the day wins, and of equally near ones the first by name.
    """
    gives = _gives(answer, item, need_by)
    used = _used_legs(answer, item, need_by)
    legs = answer.problem.legs
    days, onward = {site: 0}, {site: -1}
    waiting, found = {site}, []
    while waiting:
        here = min(waiting, key=lambda n: (days[n], n))
        waiting.remove(here)
        if gives[here]:
            found.append(here)
        for number, transit in used.items():
            origin = legs[number].origin
            if legs[number].destination == here and days[here] + transit < days.get(origin, NEVER):
                days[origin], onward[origin] = days[here] + transit, number
                waiting.add(origin)
    if not found:
        return Way(0, None, (), need_by - 1)
    chain = _chain(answer.problem, found[0], onward)
    latest = need_by - 1 - days[found[0]]
    first = _first_leaves(answer, found[0], item, chain, latest)
    return Way(days[found[0]], found[0], chain, first, tuple(found[1:]))


def _first_leaves(
    answer: Answer, source: int, item: int, chain: tuple[int, ...], latest: int
) -> int:
    """The day of the first departure from the source; of the first receipt where it stays there;
    no later than the last day on which it can leave."""
    problem, flows, grid = answer.problem, answer.problem.flows, answer.problem.grid
    if chain:
        mine = (flows.leg == chain[0]) & (flows.item == item) & (answer.flow > SMALL_QUANTITY)
        return int(grid.starts[flows.period[mine]].min(initial=latest))
    if problem.opening[source, item] > 0:
        return grid.start
    periods = np.flatnonzero(answer.received[source, item] > SMALL_QUANTITY)
    return int(grid.starts[periods].min(initial=latest))


def cost_along(answer: Answer, way: Way, item: int, quantity: float) -> float | None:
    """US dollars to buy a quantity at the source of a way and to move it along.

    More is bought than arrives where some is lost. None where nothing of that has a price.
    """
    problem, cost, sent = answer.problem, 0.0, quantity
    for number in reversed(way.legs):
        sent /= 1.0 - problem.legs[number].loss
        cost += sent * _moving(problem, number, item)
    prices = [
        source.price
        for source in problem.supplies
        if (source.site, source.item) == (way.source, item) and source.price
    ]
    return cost + sent * min(prices, default=0.0) or None


def _moving(problem: SupplyProblem, number: int, item: int) -> float:
    """US dollars to move one unit of issue over a leg, with its share of what vehicles cost."""
    leg, costs = problem.legs[number], problem.costs
    moving = float(costs.lane[problem.lane_of_leg[number], item])
    mass, volume = float(problem.mass[item]), float(problem.volume[item])
    loads = max(mass / leg.payload_t, volume / leg.volume_m3)
    return moving + loads * float(
        costs.trip[number] + costs.day[number] * leg.round_trip.min(initial=0.0)
    )


def _gives(answer: Answer, item: int, before: int) -> Floats:
    """[N] above nought where the item comes into the network before a day."""
    early = answer.problem.grid.starts < before
    taken: Floats = answer.received[:, item, early].sum(axis=1)
    return taken + answer.problem.opening[:, item]


def _chain(problem: SupplyProblem, source: int, onward: dict[int, int]) -> tuple[int, ...]:
    chain, here = [], source
    while onward[here] >= 0:
        chain.append(onward[here])
        here = problem.legs[onward[here]].destination
    return tuple(chain)


def _used_legs(answer: Answer, item: int, before: int) -> dict[int, int]:
    """The legs that bring the item somewhere before a day, with their shortest transit then."""
    problem, flows = answer.problem, answer.problem.flows
    early = (answer.flow > SMALL_QUANTITY) & (flows.item == item)
    fastest: dict[int, int] = {}
    for leg, period in sorted(zip(flows.leg[early].tolist(), flows.period[early], strict=True)):
        leaves = int(problem.grid.starts[period])
        transit = int(problem.legs[leg].transit[leaves - problem.grid.start])
        if leaves + transit >= before:
            continue
        fastest[leg] = min(transit, fastest.get(leg, transit))
    return fastest
