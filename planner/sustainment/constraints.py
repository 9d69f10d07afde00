"""The constraint families of sustainment, in reading order (formulation, section 3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.lp import Columns, LinearModel, Rows, Sense, Terms
from planner.sustainment.demand import Floats
from planner.sustainment.network import Leg
from planner.sustainment.problem import Ints, Source, SupplyProblem
from planner.sustainment.variables import SupplyVariables

Family = Callable[[LinearModel, SupplyProblem, SupplyVariables], Rows]


def balance(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """What is there at the end is what was there, plus what came, less what left and was used.

    stock[m,k] - stock[m-1,k] - sum over legs into n of (1 - loss) * arriving[l,t',m] * flow[l,k,t']
    + share[m] * (sum over legs out of n of flow[l,k,t] + sold[n,k,t] - received[n,k,t] -
    unmet[n,k,t]) = - share[m] * demand[n,k,t], for every item and every step m of a site n (the
    part share[m] of a period t) in which anything of it can be there or is asked for; units of
    issue. The dual is the worth of one more unit there. Violated, it reads: "goods appear or
    vanish".
    """
    flows, steps = problem.flows, problem.steps
    arrival = _arrivals(problem)
    kept = np.array([1.0 - leg.loss for leg in problem.legs])
    origin = np.array([leg.origin for leg in problem.legs], dtype=np.int64)
    stock = np.nonzero(problem.keeps)
    # the last step of a site hands nothing on
    later = np.append(np.diff(steps.site) == 0, False)[stock[0]]
    parts = [
        (stock, variables.stock.ids, 1.0),
        ((stock[0][later] + 1, stock[1][later]), variables.stock.ids[later], -1.0),
        (
            (arrival.step, flows.item[arrival.flow]),
            variables.flow.ids[arrival.flow],
            -arrival.share * kept[flows.leg[arrival.flow]],
        ),
    ]
    unmet = variables.unmet.keys
    for cells, columns, sign in (
        ((origin[flows.leg], flows.item, flows.period), variables.flow, 1.0),
        (_cells(problem.supplies, variables.received, "supply"), variables.received, -1.0),
        (_cells(problem.outlets, variables.sold, "outlet"), variables.sold, 1.0),
        ((unmet["site"], unmet["item"], unmet["period"]), variables.unmet, -1.0),
    ):
        which, step = steps.within(cells[0], cells[2])
        parts.append(((step, cells[1][which]), columns.ids[which], sign * steps.share[step]))
    opening, demand = _at_steps(problem)
    needed = (demand > 0) | (opening > 0)
    for cell, _, _ in parts:
        needed[cell] = True
    keys = np.nonzero(needed)
    row = np.full(needed.shape, -1, dtype=np.int64)
    row[keys] = np.arange(len(keys[0]))
    return model.add_rows(
        "balance",
        {"site": steps.site[keys[0]], "item": keys[1], "day": steps.last[keys[0]]},
        Sense.EQ,
        (opening - demand)[keys],
        [Terms(row[cell], ids, coefficients) for cell, ids, coefficients in parts],
    )


def payload(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Vehicles carry no more than their payload.

    sum over k of mass[k] * flow[l,k,t] <= payload[l] * trips[l,t], for every leg with a fleet and
    period; tonnes. Violated, it reads: "vehicles on leg l are overloaded".
    """
    limit = np.array([leg.payload_t for leg in problem.legs])
    return _loads(model, problem, variables, "payload", problem.mass, limit)


def volume(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Vehicles carry no more than they have room for.

    sum over k of volume[k] * flow[l,k,t] <= room[l] * trips[l,t], for every leg with a fleet whose
    room can bind before its payload does; cubic metres. Violated, it reads: "vehicles on leg l are
    overfilled".
    """
    limit = np.array([leg.volume_m3 if _bulky(leg, problem) else np.inf for leg in problem.legs])
    return _loads(model, problem, variables, "volume", problem.volume, limit)


def fleet(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A vehicle that is still on its round trip cannot leave again.

    sum over legs l of fleet v and periods t of occupied[l,t,d] * trips[l,t] <= vehicles of v fit
    for duty, for every fleet and day on which one of its vehicles can be away; vehicles. Days of a
    long period that are like the day before are left out. The dual is the worth of one more
    vehicle. Violated, it reads: "fleet v is overcommitted".
    """
    occupied, grid = problem.occupied, problem.grid
    column = variables.trips_at[occupied.leg, occupied.departs]
    fleets = problem.fleet_of_leg[occupied.leg]
    longest = np.ones(len(problem.fleets))
    trips = np.array([leg.round_trip.max(initial=0.0) for leg in problem.legs])
    np.maximum.at(longest, fleets, trips[occupied.leg])
    since = occupied.day - (grid.starts - grid.start)[grid.period_of_day[occupied.day]]
    kept = (column >= 0) & (since < np.ceil(longest)[fleets])
    keys, row = _distinct(fleets[kept], occupied.day[kept])
    return model.add_rows(
        "fleet",
        {"fleet": keys[0], "day": keys[1]},
        Sense.LE,
        problem.vehicles[keys[0]],
        [Terms(row, column[kept], occupied.share[kept])],
    )


def lane_capacity(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """No more leaves on a lane than it can take.

    sum over legs of lane a and k of mass[k] * flow[l,k,t] <= U[a,t], for every lane with a limit
    and period; tonnes. The dual is the worth of one more tonne. Violated, it reads: "lane a is
    over its capacity".
    """
    flows = problem.flows
    lanes = problem.lane_of_leg[flows.leg]
    kept = np.isfinite(problem.lane_capacity[lanes, flows.period])
    keys, row = _distinct(lanes[kept], flows.period[kept])
    return model.add_rows(
        "lane_capacity",
        {"lane": keys[0], "period": keys[1]},
        Sense.LE,
        problem.lane_capacity[keys[0], keys[1]],
        [Terms(row, variables.flow.ids[kept], problem.mass[flows.item[kept]])],
    )


def storage(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Stock fits into the store.

    sum over items k of group g of volume[k] * stock[m,k] <= S[n,g], for every site, group and
    step; cubic metres. The dual is the worth of one more cubic metre. Violated, it reads: "the
    store of group g at n is over-full".
    """
    keys = variables.stock.keys
    cells, row = _distinct(keys["site"], problem.group[keys["item"]], keys["day"])
    return model.add_rows(
        "storage",
        {"site": cells[0], "group": cells[1], "day": cells[2]},
        Sense.LE,
        problem.storage[cells[0], cells[1]],
        [Terms(row, variables.stock.ids, problem.volume[keys["item"]])],
    )


def throughput(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A site handles no more than it can, received by lane plus sent on.

    sum over legs into n of mass[k] * arriving[l,t',m] * flow[l,k,t'] + share[m] * sum over legs out
    of n of mass[k] * flow[l,k,t] <= days[m] * H[n], for every site with a limit and step m; tonnes.
    The dual is the worth of one more tonne of handling. Violated, it reads: "site n is over its
    throughput".
    """
    flows, steps = problem.flows, problem.steps
    arrival = _arrivals(problem)
    origin = np.array([leg.origin for leg in problem.legs], dtype=np.int64)
    which, leaving = steps.within(origin[flows.leg], flows.period)
    flow = np.concatenate([arrival.flow, which])
    step = np.concatenate([arrival.step, leaving])
    share = np.concatenate([arrival.share, steps.share[leaving]])
    kept = np.isfinite(problem.throughput[steps.site[step]])
    flow, share = flow[kept], share[kept]
    (keys,), row = _distinct(step[kept])
    return model.add_rows(
        "throughput",
        {"site": steps.site[keys], "day": steps.last[keys]},
        Sense.LE,
        problem.throughput[steps.site[keys]] * steps.days[keys],
        [Terms(row, variables.flow.ids[flow], share * problem.mass[flows.item[flow]])],
    )


def supply_total(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A source gives no more in all than it has.

    sum over t of received[s,t] <= total[s], for every supply with a total; units of issue. The dual
    is the worth of one more unit. Violated, it reads: "supply s gives more than it has".
    """
    totals = np.array([source.total for source in problem.supplies])
    limited = np.flatnonzero(np.isfinite(totals))
    row_of = np.full(len(totals), -1, dtype=np.int64)
    row_of[limited] = np.arange(len(limited))
    row = row_of[variables.received.keys["supply"]]
    kept = row >= 0
    return model.add_rows(
        "supply_total",
        {"supply": limited},
        Sense.LE,
        totals[limited],
        [Terms(row[kept], variables.received.ids[kept], 1.0)],
    )


def policy(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Stock keeps to the policies, or the breach is counted.

    sign * stock[n,k,t] + breach[j] >= sign * level[j], for every policy, site, item and period it
    speaks of: days of supply, the strategic reserve, stock ahead of troops (S/2012/894 §65); units
    of issue. Violated, it reads: "policy j is broken at n without being counted".
    """
    floors = problem.floors
    rows = np.arange(len(floors.policy))
    column = variables.stock_at_end[floors.site, floors.item, floors.period]
    kept = column >= 0
    return model.add_rows(
        "policy",
        {
            "policy": floors.policy,
            "site": floors.site,
            "item": floors.item,
            "period": floors.period,
            "row": rows,
        },
        Sense.GE,
        floors.sign * floors.level,
        [
            Terms(rows[kept], column[kept], floors.sign[kept]),
            Terms(rows, variables.breach.ids, 1.0),
        ],
    )


FAMILIES: tuple[Family, ...] = (
    balance,
    payload,
    volume,
    fleet,
    lane_capacity,
    storage,
    throughput,
    supply_total,
    policy,
)


def _bulky(leg: Leg, problem: SupplyProblem) -> bool:
    """True where an item can fill the vehicle's room before it reaches its payload."""
    items = list(leg.items)
    per_load = problem.volume[items] / np.maximum(problem.mass[items], 1e-30) * leg.payload_t
    return bool(np.any(per_load > leg.volume_m3))


def _loads(
    model: LinearModel,
    problem: SupplyProblem,
    variables: SupplyVariables,
    family: str,
    weight: Floats,
    limit: Floats,
) -> Rows:
    keys = np.stack(np.nonzero(variables.trips_at >= 0))
    keys = keys[:, np.isfinite(limit[keys[0]])]
    row_of = np.full(variables.trips_at.shape, -1, dtype=np.int64)
    row_of[keys[0], keys[1]] = np.arange(keys.shape[1])
    flows = problem.flows
    row = row_of[flows.leg, flows.period]
    kept = row >= 0
    return model.add_rows(
        family,
        {
            "lane": problem.lane_of_leg[keys[0]],
            "fleet": problem.fleet_of_leg[keys[0]],
            "period": keys[1],
        },
        Sense.LE,
        np.zeros(keys.shape[1]),
        [
            Terms(row[kept], variables.flow.ids[kept], weight[flows.item[kept]]),
            Terms(
                np.arange(keys.shape[1]),
                variables.trips_at[keys[0], keys[1]],
                -limit[keys[0]],
            ),
        ],
    )


@dataclass(frozen=True)
class _Arrivals:
    """Of `flow` (its position in the family) the part `share` arrives in `step`."""

    flow: Ints
    step: Ints
    share: Floats


def _arrivals(problem: SupplyProblem) -> _Arrivals:
    flows, transit = problem.flows, problem.transit
    shape = (len(problem.legs), problem.demand.shape[2], len(problem.items))
    number = np.full(shape, -1, dtype=np.int64)
    number[flows.leg, flows.period, flows.item] = np.arange(len(flows.leg))
    of_entry = number[transit.leg, transit.departs]
    which, item = np.nonzero(of_entry >= 0)
    return _Arrivals(of_entry[which, item], transit.step[which], transit.share[which])


def _cells(sources: tuple[Source, ...], columns: Columns, axis: str) -> tuple[Ints, Ints, Ints]:
    """Site, item and period of what passes through supplies or outlets."""
    site = np.array([source.site for source in sources], dtype=np.int64)
    item = np.array([source.item for source in sources], dtype=np.int64)
    return site[columns.keys[axis]], item[columns.keys[axis]], columns.keys["period"]


def _at_steps(problem: SupplyProblem) -> tuple[Floats, Floats]:
    """Opening stock and demand of every step; [M, K] each."""
    steps = problem.steps
    opening = np.zeros(problem.keeps.shape)
    opening[steps.first[:, 0]] = problem.opening
    demand = problem.demand[steps.site, :, steps.period] * steps.share[:, None]
    return opening, demand


def _distinct(*axes: Ints) -> tuple[list[Ints], Ints]:
    """The different combinations of keys, in order, and which of them each entry is."""
    sizes = [int(axis.max(initial=0)) + 1 for axis in axes]
    code, row = np.unique(np.ravel_multi_index(axes, sizes), return_inverse=True)
    return [key.astype(np.int64) for key in np.unravel_index(code, sizes)], row
