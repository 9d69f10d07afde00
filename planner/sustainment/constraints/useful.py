"""The most that a plan has reason to move, to take and to make in all.

Whole decisions are tied to these amounts: the nearer they are to what a plan can use, the shorter
the search. They are bounds from above: what is asked for, what must be out of the way, what is
lost, burnt and taken by conversions on top, and never more than lanes, vehicles and sites let pass.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.catalogue.measure import LARGEST
from planner.errors import fault
from planner.messages import said
from planner.sustainment.demand.daily import Floats
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
    """What a plan has reason to move, take and make, all together and over all days.

    Without whole decisions nobody asks, and nothing is worked out.
    """
    if problem.openings.are_none:
        return Useful(
            moved=np.zeros((len(problem.legs), len(problem.items))),
            received=np.zeros(len(problem.supplies)),
            converted=np.zeros(len(problem.conversions.ids)),
        )
    beyond, wanted = _beyond(problem), _wanted(problem)
    spare = _spare(problem) * _lost(problem)
    runs = _runs(problem, beyond, wanted, spare)
    made = problem.conversions
    given = _times(np.maximum(made.gives, 0.0), runs[:, None])
    wanted = wanted + _taken(problem, runs)
    spare = spare + given[(made.gives > 0).sum(axis=1) > 1].sum(axis=0)
    needed, limits = _needed(problem, beyond, wanted, spare), _from_supplies(problem)
    site, item = _cells(problem)
    there = problem.opening.sum(axis=0) + given.sum(axis=0)
    np.add.at(there, item, limits)
    return Useful(
        moved=_moved(problem, needed, there),
        received=np.minimum(limits, needed[site, item]),
        converted=runs,
    )


def limited(amounts: Floats, section: str, ids: tuple[str, ...], which: Ints) -> Floats:
    """The amounts, where each is finite; none above the largest figure that a scenario can have.

    Raises `InputError` naming what nothing limits: a whole decision needs a size.
    """
    endless = np.flatnonzero(~np.isfinite(amounts))
    if len(endless):
        raise fault(
            said("decision-without-size"),
            path=f"{section}.{ids[which[endless[0]]]}",
        )
    return np.minimum(amounts, LARGEST)


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
    floors, burnt = problem.floors, problem.burnt
    asked = np.zeros(problem.opening.shape)
    np.maximum.at(asked, (floors.site, floors.item), np.maximum(floors.level, 0.0))
    wanted = problem.demand.sum(axis=2) + asked  # a reserve stands there beside what is used
    for outlet in (outlet for outlet in problem.outlets if not outlet.is_spoilage):
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


def _runs(problem: SupplyProblem, beyond: Bools, wanted: Floats, spare: Floats) -> Floats:
    """[C] runs of a conversion that are of use.

    What one gives may be taken by another, but no unit has reason to pass one twice.
    """
    made = problem.conversions
    gives = np.maximum(made.gives, 0.0)
    limit, runs = made.most.sum(axis=1), np.zeros(len(made.ids))
    for _ in made.ids:
        needed = _needed(problem, beyond, wanted + _taken(problem, runs), spare)[made.site]
        each = np.divide(needed, gives, out=np.zeros(gives.shape), where=gives > 0)
        more = np.minimum(limit, each.max(axis=1, initial=0.0))
        if np.array_equal(more, runs):
            break
        runs = more
    return runs


def _taken(problem: SupplyProblem, runs: Floats) -> Floats:
    """[N, K] what so many runs take."""
    made, taken = problem.conversions, np.zeros(problem.opening.shape)
    np.add.at(taken, made.site, _times(np.maximum(-made.gives, 0.0), runs[:, None]))
    return taken


def _needed(problem: SupplyProblem, beyond: Bools, wanted: Floats, spare: Floats) -> Floats:
    """[N, K] what can be of use at a site and wherever the item can go from there."""
    endless = np.isinf(wanted)
    there = np.where(endless, 0.0, wanted)
    needed = np.einsum("knm,mk->nk", beyond.astype(np.float64), there)
    found = np.einsum("knm,mk->nk", beyond, endless)
    return np.where(found, np.inf, needed * _lost(problem) + spare)


def _cells(problem: SupplyProblem) -> tuple[Ints, Ints]:
    """[S] the site and the item of each supply."""
    cells = [(source.site, source.item) for source in problem.supplies]
    site, item = np.array(cells, dtype=np.int64).reshape(-1, 2).T
    return site, item


def _from_supplies(problem: SupplyProblem) -> Floats:
    """[S] what each supply has, alone or within the limits that it shares."""
    has = np.array([min(source.total, source.most.sum()) for source in problem.supplies])
    _, items = _cells(problem)
    limits = problem.limits
    for most, uses, shares in zip(limits.most, limits.uses, limits.supplies, strict=True):
        mine = shares & (uses[items] > 0)
        has[mine] = np.minimum(has[mine], most.sum() / uses[items][mine])
    return has


def _moved(problem: SupplyProblem, needed: Floats, there: Floats) -> Floats:
    """[L, K]; a store that can be moved is of use wherever it is, again and again."""
    ends = np.array([leg.destination for leg in problem.legs], dtype=np.int64)
    holds = problem.stores.holds.any(axis=1)
    most = np.where(
        holds, there * len(problem.grid.lengths), np.minimum(needed[ends], there)
    ).reshape(len(ends), len(there))
    return np.minimum(most, _passing(problem))


def _beyond(problem: SupplyProblem) -> Bools:
    """[K, N, N] true where the second site is the first, or is reached from it by legs that carry
    the item."""
    sites = len(problem.sites)
    reached = np.zeros((len(problem.items), sites, sites), dtype=np.bool_)
    reached[:, np.arange(sites), np.arange(sites)] = True
    for leg in problem.legs:
        reached[list(leg.items), leg.origin, leg.destination] = True
    for k in range(len(problem.items)):
        size = 0
        while reached[k].sum() > size:
            size = int(reached[k].sum())
            reached[k] = reached[k].astype(np.float32) @ reached[k] > 0
    return reached


def _in_trips(load: Floats, trips: Floats) -> Floats:
    """[L] what so many trips carry; nothing without any, however large the load."""
    return np.where(trips > 0, load * np.where(trips > 0, trips, 1.0), 0.0)


def _passing(problem: SupplyProblem) -> Floats:
    """[L, K] what lanes, vehicles, sites and shared limits let pass over a leg in all days."""
    trips, days = _trips(problem), float(problem.grid.lengths.sum())
    lane = problem.lane_capacity.sum(axis=1) + _added(problem, "lane", len(problem.lanes)) * days
    site = (problem.throughput + _added(problem, "throughput", len(problem.sites))) * days
    ends = np.array([(leg.origin, leg.destination) for leg in problem.legs], dtype=np.int64)
    payload = np.array([leg.payload_t for leg in problem.legs])
    tonnes = np.minimum(lane[problem.lane_of_leg], _in_trips(payload, trips))
    tonnes = np.minimum(tonnes, site[ends.reshape(-1, 2)].min(axis=1, initial=np.inf))
    room = _in_trips(np.array([leg.volume_m3 for leg in problem.legs]), trips)
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
    """[L] most round trips of the vehicles of a leg in all days; infinite for a contracted leg.

    Each is away for its round trip, but for one that has not come back when the plan ends.
    """
    days = float(problem.grid.lengths.sum())
    hired = _added(problem, "fleet", len(problem.fleets)) * problem.fit
    vehicles = np.append(problem.vehicles + hired, np.inf)[problem.fleet_of_leg]
    shortest = np.array([leg.round_trip.min(initial=np.inf) for leg in problem.legs])
    return np.asarray(vehicles * (1.0 + days / np.maximum(shortest, SLIGHT)))


def _added(problem: SupplyProblem, kind: str, size: int) -> Floats:
    more, entries = problem.expansions, problem.expansions.of(kind)
    added = np.zeros(size)
    np.add.at(added, more.index[entries], more.most[entries])
    return added
