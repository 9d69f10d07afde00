"""Which vehicles are where, and when they can leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.lp import LinearModel, Rows, Sense, Terms
from planner.sustainment.constraints.cells import relief
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Bools, Ints, SupplyProblem
from planner.sustainment.reach.tables import distinct
from planner.sustainment.variables import SupplyVariables


def fleet(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A vehicle that is still on its round trip cannot leave again.

    sum over legs l of fleet v and periods t of occupied[l,t,d] * trips[l,t] <= vehicles of v fit
    for duty + fit[v] * expanded[v], for every fleet without a base and day on which one of its
    vehicles can be away; vehicles. Days of a long period that are like the day before are left out.
    The dual is the worth of one more vehicle. Violated, it reads: "fleet v is overcommitted".
    """
    away = _away(problem, variables, problem.basing.base < 0)
    keys, row = distinct(away.fleet, away.day)
    return model.add_rows(
        "fleet",
        {"fleet": keys[0], "day": keys[1]},
        Sense.LE,
        problem.vehicles[keys[0]],
        [
            Terms(row, away.trip, away.share),
            _hired(problem, variables, keys[0]),
        ],
    )


def based(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Trips begin with vehicles that are there.

    sum over legs l of fleet v out of n and periods t of occupied[l,t,d] * trips[l,t] <=
    based[v,n,t(d)], for every fleet with a base, site it serves from and day on which one of its
    vehicles can be away; vehicles. The dual is the worth of one more vehicle there. Violated, it
    reads: "more vehicles of v leave n than are there".
    """
    basing = problem.basing
    away = _away(problem, variables, basing.base >= 0)
    keys, row = distinct(away.fleet, problem.ends_of_leg[away.leg, 0], away.day)
    pair = basing.pair(len(problem.fleets), len(problem.sites))[keys[0], keys[1]]
    period = problem.grid.period_of_day[keys[2]]
    column = _based_at(problem, variables)[pair, period]
    return model.add_rows(
        "based",
        {"fleet": keys[0], "site": keys[1], "day": keys[2]},
        Sense.LE,
        np.zeros(len(pair)),
        [
            Terms(row, away.trip, away.share),
            Terms(np.arange(len(pair)), column, -1.0),
        ],
    )


def basing(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Vehicles are where they were, unless they were moved.

    based[v,n,t] - based[v,n,t-1] + sum over moves out of n of moved[l,n,t] - sum over moves that
    can serve from n in t of moved[l,n',t'] = vehicles of v fit for duty + fit[v] * expanded[v] in
    the first period at its base, and 0 else, for every fleet with a base, site it serves from and
    period; vehicles. Violated, it reads: "vehicles of v appear or vanish at n".
    """
    where, ids = problem.basing, _based_at(problem, variables)
    pair, period = np.divmod(np.arange(ids.size), max(1, ids.shape[1]))
    later = period > 0
    rows = np.arange(ids.size).reshape(ids.shape)
    move, leaves = np.nonzero(where.there >= 0)
    arrives = where.there[move, leaves]
    moved = variables.moved.ids
    home = (period == 0) & (where.base[where.fleet[pair]] == where.site[pair])
    hired = _hired(problem, variables, where.fleet[pair[home]])
    return model.add_rows(
        "basing",
        {"fleet": where.fleet[pair], "site": where.site[pair], "period": period},
        Sense.EQ,
        np.where(home, problem.vehicles[where.fleet[pair]], 0.0),
        [
            Terms(rows.ravel(), ids.ravel(), 1.0),
            Terms(rows.ravel()[later], ids.ravel()[np.flatnonzero(later) - 1], -1.0),
            Terms(rows[where.from_pair[move], leaves], moved, 1.0),
            Terms(rows[where.to_pair[move], arrives], moved, -1.0),
            Terms(np.flatnonzero(home)[hired.rows], hired.columns, hired.coefficients),
        ],
    )


def convoy(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """No more vehicles leave on a lane than its convoys take.

    sum over legs of lane a of trips[l,t] <= days[t] * convoy[a], for every lane with convoys and
    period; vehicles. The dual is the worth of one more vehicle in a convoy. Violated, it reads:
    "the convoys of lane a are too long".
    """
    keys = variables.trips.keys
    kept = np.isfinite(problem.handling.convoys[keys["lane"]])
    found, row = distinct(keys["lane"][kept], keys["period"][kept])
    return model.add_rows(
        "convoy",
        {"lane": found[0], "period": found[1]},
        Sense.LE,
        problem.handling.convoys[found[0]] * problem.grid.lengths[found[1]],
        [Terms(row, variables.trips.ids[kept], 1.0)],
    )


def sorties(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """An airfield takes no more aircraft than it can.

    sum over air legs out of n of share[m] * trips[l,t] + sum over air legs into n of
    arriving[l,t',m] * trips[l,t'] <= days[m] * sorties[n], for every airfield with a limit and step
    m; sorties. The dual is the worth of one more sortie. Violated, it reads: "more aircraft use n
    than it takes".
    """
    steps, transit, at = problem.steps, problem.transit, variables.trips_at
    limited = np.isfinite(problem.handling.sorties)[problem.ends_of_leg]
    out, into = (limited & problem.handling.by_air[:, None]).T
    leg, period = np.nonzero((at >= 0) & out[:, None])
    which, leaves = steps.within(problem.ends_of_leg[leg, 0], period)
    entry = transit.on(into)
    entry = entry[at[transit.leg[entry], transit.departs[entry]] >= 0]
    trips = at[leg, period][which], at[transit.leg[entry], transit.departs[entry]]
    (keys,), row = distinct(np.concatenate([leaves, transit.step[entry]]))
    share = np.concatenate([steps.share[leaves], transit.share[entry]])
    site = steps.site[keys]
    return model.add_rows(
        "sorties",
        {"site": site, "day": steps.last[keys]},
        Sense.LE,
        problem.handling.sorties[site] * steps.days[keys],
        [Terms(row, np.concatenate(trips), share)],
    )


@dataclass(frozen=True)
class _Away:
    """A trip (its column) on `leg` keeps the part `share` of a vehicle of `fleet` away on `day`."""

    trip: Ints
    leg: Ints
    fleet: Ints
    day: Ints
    share: Floats


def _away(problem: SupplyProblem, variables: SupplyVariables, fleets: Bools) -> _Away:
    """Days on which vehicles of the given fleets are away, but for those of a long period like the
    day before."""
    occupied, grid = problem.occupied, problem.grid
    entry = occupied.on(np.append(fleets, False)[problem.fleet_of_leg])
    leg, day = occupied.leg[entry], occupied.day[entry]
    column = variables.trips_at[leg, occupied.departs[entry]]
    since = day - (grid.starts - grid.start)[grid.period_of_day[day]]
    kept = (column >= 0) & (since < _longest(problem, leg)[leg])
    share = occupied.share[entry[kept]]
    return _Away(column[kept], leg[kept], problem.fleet_of_leg[leg[kept]], day[kept], share)


def _longest(problem: SupplyProblem, legs: Ints) -> Ints:
    """[L] whole days of the longest round trip of a leg's fleet on any of the given legs."""
    longest = np.ones(len(problem.fleets) + 1)
    for leg in np.flatnonzero(np.bincount(legs)):
        fleet, trip = problem.fleet_of_leg[leg], problem.legs[leg].round_trip.max()
        longest[fleet] = max(longest[fleet], trip)
    return np.ceil(longest)[problem.fleet_of_leg].astype(np.int64)


def _hired(problem: SupplyProblem, variables: SupplyVariables, fleets: Ints) -> Terms:
    more, entries = problem.expansions, problem.expansions.of("fleet")
    ids = variables.expanded.ids[entries]
    return relief(ids, more.index[entries], fleets, problem.fit[fleets])


def _based_at(problem: SupplyProblem, variables: SupplyVariables) -> Ints:
    """[P, T] the column of the vehicles of a pair in a period."""
    return variables.based.ids.reshape(len(problem.basing.fleet), len(problem.grid.lengths))
