"""The most that a plan has reason to move, to take and to make in all.

Whole decisions are tied to these amounts: the nearer they are to what a plan can use, the shorter
the search. They are bounds from above: what is asked for, what must be out of the way, what is
lost, burnt and taken by conversions on top, and never more than lanes, vehicles and sites let pass.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.errors import fault
from planner.sustainment.demand import Floats
from planner.sustainment.problem import Bools, Ints, SupplyProblem

SLIGHT = 1e-30  # of an item without mass any number weighs nothing


@dataclass(frozen=True)
class Useful:
    """`moved` [L, K] over a leg, `received` [S] from a supply, `converted` [C] runs; units of
    issue. Infinite where nothing limits it."""

    moved: Floats
    received: Floats
    converted: Floats


def useful_of(problem: SupplyProblem) -> Useful:
    """What a plan has reason to move, take and make, all together and over all days."""
    lost, wanted, spare = _lost(problem), _wanted(problem), _spare(problem)
    runs = _runs(problem, wanted, spare, lost)
    made = problem.conversions
    np.add.at(wanted, made.site, _times(np.maximum(-made.gives, 0.0), runs[:, None]))
    given = _times(np.maximum(made.gives, 0.0), runs[:, None])
    spare = spare + given[(made.gives > 0).sum(axis=1) > 1].sum(axis=0)
    there = problem.opening.sum(axis=0) + given.sum(axis=0)
    limits = _from_supplies(problem)
    items = np.array([source.item for source in problem.supplies], dtype=np.int64)
    np.add.at(there, items, limits)
    needed = wanted.sum(axis=0) * lost + spare
    return Useful(
        moved=_moved(problem, wanted, lost, spare, there),
        received=np.minimum(limits, needed[items]),
        converted=runs,
    )


def limited(amounts: Floats, section: str, ids: tuple[str, ...], which: Ints) -> Floats:
    """The amounts, where each is finite.

    Raises `InputError` naming what nothing limits: a whole decision needs a size.
    """
    endless = np.flatnonzero(~np.isfinite(amounts))
    if len(endless):
        raise fault(
            "it depends on a whole decision, and nothing limits how much it could carry",
            path=f"{section}.{ids[which[endless[0]]]}",
            allowed="a capacity, a fleet, or a limit on what feeds it",
        )
    return amounts


def _times(amount: Floats, factor: Floats) -> Floats:
    """The product; nought where the amount is nought, however large the factor."""
    wide = np.broadcast_to(factor, amount.shape)
    return np.multiply(amount, wide, out=np.zeros(amount.shape), where=amount > 0)


def _lost(problem: SupplyProblem) -> float:
    """What must be sent for one unit to arrive, at worst: a way enters each site once at most."""
    worst = np.zeros(len(problem.sites))
    for leg in problem.legs:
        worst[leg.destination] = max(worst[leg.destination], leg.loss)
    return float(np.prod(1.0 / (1.0 - worst)))


def _wanted(problem: SupplyProblem) -> Floats:
    """[N, K] what can be of use at a site itself, but for what conversions take."""
    wanted = problem.demand.sum(axis=2)
    floors, burnt = problem.floors, problem.burnt
    np.maximum.at(wanted, (floors.site, floors.item), np.maximum(floors.level, 0.0))
    wanted = np.maximum(wanted, problem.demand.sum(axis=2))
    for outlet in problem.outlets:
        wanted[outlet.site, outlet.item] += outlet.most.sum()
    for leg, item, litres, trips in zip(
        problem.legs, burnt.item, burnt.per_trip, _trips(problem), strict=True
    ):
        if item >= 0:  # laden vehicles draw at the origin, empty ones at either end
            wanted[[leg.origin, leg.destination], item] += trips * litres
    return wanted


def _spare(problem: SupplyProblem) -> Floats:
    """[K] what may have to be moved although nobody asks for it."""
    openings, days = problem.openings, float(problem.grid.lengths.sum())
    smallest = openings.site_smallest.sum() + openings.lane_smallest.sum()
    smallest += openings.run_smallest.sum() * days
    spare: Floats = problem.opening.sum(axis=0) + smallest / np.maximum(problem.mass, SLIGHT)
    for supply in problem.supplies:
        spare[supply.item] += supply.least
    return spare


def _runs(problem: SupplyProblem, wanted: Floats, spare: Floats, lost: float) -> Floats:
    """[C] runs of a conversion that are of use.

    What one gives may be taken by another, but no unit has reason to pass one twice.
    """
    made = problem.conversions
    gives, takes = np.maximum(made.gives, 0.0), np.maximum(-made.gives, 0.0)
    limit, runs = made.most.sum(axis=1), np.zeros(len(made.ids))
    for _ in made.ids:
        total = (wanted.sum(axis=0) + _times(takes, runs[:, None]).sum(axis=0)) * lost + spare
        wide = np.broadcast_to(total, gives.shape)
        each = np.divide(wide, gives, out=np.zeros(gives.shape), where=gives > 0)
        runs = np.minimum(limit, each.max(axis=1, initial=0.0))
    return runs


def _from_supplies(problem: SupplyProblem) -> Floats:
    """[S] what each supply has, alone or within the limits that it shares."""
    has = np.array([min(source.total, source.most.sum()) for source in problem.supplies])
    items = np.array([source.item for source in problem.supplies], dtype=np.int64)
    limits = problem.limits
    for most, uses, shares in zip(limits.most, limits.uses, limits.supplies, strict=True):
        mine = shares & (uses[items] > 0)
        has[mine] = np.minimum(has[mine], most.sum() / uses[items][mine])
    return has


def _moved(
    problem: SupplyProblem, wanted: Floats, lost: float, spare: Floats, there: Floats
) -> Floats:
    most = np.zeros((len(problem.legs), len(problem.items)))
    ends = np.array([leg.destination for leg in problem.legs], dtype=np.int64)
    for k in range(len(problem.items)):
        beyond = _beyond(problem, k)
        needed = (_times(beyond, wanted[:, k])).sum(axis=1) * lost + spare[k]
        most[:, k] = np.minimum(needed[ends], there[k])
        if problem.stores.holds[k].any():  # a store is of use wherever it is, again and again
            most[:, k] = there[k] * len(problem.grid.lengths)
    return np.minimum(most, _passing(problem))


def _beyond(problem: SupplyProblem, item: int) -> Floats:
    """[N, N] 1 where the second site is the first, or is reached from it by legs of the item."""
    reached: Bools = np.eye(len(problem.sites), dtype=np.bool_)
    for leg in problem.legs:
        if item in leg.items:
            reached[leg.origin, leg.destination] = True
    size = 0
    while reached.sum() > size:
        size = int(reached.sum())
        reached = reached.astype(np.float64) @ reached > 0
    return reached.astype(np.float64)


def _passing(problem: SupplyProblem) -> Floats:
    """[L, K] what lanes, vehicles, sites and shared limits let pass over a leg in all days."""
    trips, days = _trips(problem), float(problem.grid.lengths.sum())
    lane = problem.lane_capacity.sum(axis=1) + _added(problem, "lane", len(problem.lanes)) * days
    site = (problem.throughput + _added(problem, "throughput", len(problem.sites))) * days
    ends = np.array([(leg.origin, leg.destination) for leg in problem.legs], dtype=np.int64)
    payload = np.array([leg.payload_t for leg in problem.legs])
    tonnes = np.minimum(lane[problem.lane_of_leg], payload * trips)
    tonnes = np.minimum(tonnes, site[ends.reshape(-1, 2)].min(axis=1, initial=np.inf))
    room = np.array([leg.volume_m3 for leg in problem.legs]) * trips
    most = np.minimum(
        tonnes[:, None] / np.maximum(problem.mass, SLIGHT),
        room[:, None] / np.maximum(problem.volume, SLIGHT),
    )
    for total, uses, lanes in zip(
        problem.limits.most.sum(axis=1), problem.limits.uses, problem.limits.lanes, strict=True
    ):
        mine = np.ix_(lanes[problem.lane_of_leg], uses > 0)
        most[mine] = np.minimum(most[mine], total / uses[uses > 0])
    return most


def _trips(problem: SupplyProblem) -> Floats:
    """[L] most round trips of the vehicles of a leg in all days; infinite for a contracted leg."""
    days = float(problem.grid.lengths.sum())
    hired = _added(problem, "fleet", len(problem.fleets)) * problem.fit
    vehicles = np.append(problem.vehicles + hired, np.inf)[problem.fleet_of_leg]
    shortest = np.array([min(1.0, leg.round_trip.min(initial=1.0)) for leg in problem.legs])
    return np.asarray(vehicles * days / np.maximum(shortest, SLIGHT))


def _added(problem: SupplyProblem, kind: str, size: int) -> Floats:
    more, entries = problem.expansions, problem.expansions.of(kind)
    added = np.zeros(size)
    np.add.at(added, more.index[entries], more.most[entries])
    return added
