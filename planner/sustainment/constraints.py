"""The constraint families of sustainment, in reading order (formulation, section 3)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from planner.lp import LinearModel, Rows, Sense, Terms
from planner.sustainment.problem import Ints, SupplyProblem
from planner.sustainment.variables import SupplyVariables

Family = Callable[[LinearModel, SupplyProblem, SupplyVariables], Rows]


def balance(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """What is there at the end is what was there, plus what came, less what left and was used.

    stock[n,k,t] - stock[n,k,t-1] - sum received - sum over legs into n of (1 - loss) * share *
    flow + sum over legs out of n of flow + sum sold - unmet[n,k,t] = - demand[n,k,t], for every
    site, item and period in which anything of it can be there or is asked for; units of issue.
    The dual is the worth of one more unit there. Violated, it reads: "goods appear or vanish".
    """
    flows, transit = problem.flows, problem.transit
    number = _flow_numbers(problem)
    used = number[transit.leg[:, None], _items_of(problem)[transit.leg], transit.departs[:, None]]
    which, slot = np.nonzero(used >= 0)
    flow = used[which, slot]
    destination = np.array([leg.destination for leg in problem.legs], dtype=np.int64)
    origin = np.array([leg.origin for leg in problem.legs], dtype=np.int64)
    kept = np.array([1.0 - leg.loss for leg in problem.legs])
    leg_in = transit.leg[which]
    arrivals = (destination[leg_in], flows.item[flow], transit.arrives[which])
    departures = (origin[flows.leg], flows.item, flows.period)
    stock = tuple(variables.stock.keys[axis] for axis in ("site", "item", "period"))
    later = stock[2] + 1 < problem.demand.shape[2]
    carried = (stock[0][later], stock[1][later], stock[2][later] + 1)
    received = _cells(problem, variables, "received")
    sold = _cells(problem, variables, "sold")
    unmet = tuple(variables.unmet.keys[axis] for axis in ("site", "item", "period"))
    rows = _RowIndex(problem, [arrivals, departures, stock, carried, received, sold, unmet])
    first = rows.keys[2] == 0
    opening = np.where(first, problem.opening[rows.keys[0], rows.keys[1]], 0.0)
    return model.add_rows(
        "balance",
        {"site": rows.keys[0], "item": rows.keys[1], "period": rows.keys[2]},
        Sense.EQ,
        opening - problem.demand[rows.keys],
        [
            Terms(rows.of(stock), variables.stock.ids, 1.0),
            Terms(rows.of(carried), variables.stock.ids[later], -1.0),
            Terms(rows.of(received), variables.received.ids, -1.0),
            Terms(
                rows.of(arrivals),
                variables.flow.ids[flow],
                -transit.share[which] * kept[leg_in],
            ),
            Terms(rows.of(departures), variables.flow.ids, 1.0),
            Terms(rows.of(sold), variables.sold.ids, 1.0),
            Terms(rows.of(unmet), variables.unmet.ids, -1.0),
        ],
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

    sum over legs l of fleet v and periods t' of occupied[l,t',t] * trips[l,t'] <= vehicle-days of v
    in t, for every fleet and period in which one of its vehicles can be away; vehicle-days.
    The dual is the worth of one more vehicle-day. Violated, it reads: "fleet v is overcommitted".
    """
    occupied = problem.occupied
    column = variables.trips_at[occupied.leg, occupied.departs]
    kept = column >= 0
    fleets = problem.fleet_of_leg[occupied.leg[kept]]
    keys, row = np.unique(
        np.stack([fleets, occupied.arrives[kept]]), axis=1, return_inverse=True
    )
    return model.add_rows(
        "fleet",
        {"fleet": keys[0], "period": keys[1]},
        Sense.LE,
        problem.fleet_days[keys[0], keys[1]],
        [Terms(row.ravel(), column[kept], occupied.share[kept])],
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
    keys, row = np.unique(
        np.stack([lanes[kept], flows.period[kept]]), axis=1, return_inverse=True
    )
    return model.add_rows(
        "lane_capacity",
        {"lane": keys[0], "period": keys[1]},
        Sense.LE,
        problem.lane_capacity[keys[0], keys[1]],
        [Terms(row.ravel(), variables.flow.ids[kept], problem.mass[flows.item[kept]])],
    )


def storage(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Stock fits into the store.

    sum over items k of group g of volume[k] * stock[n,k,t] <= S[n,g], for every site, group and
    period; cubic metres. The dual is the worth of one more cubic metre. Violated, it reads: "the
    store of group g at n is over-full".
    """
    keys = variables.stock.keys
    group = problem.group[keys["item"]]
    cells, row = np.unique(
        np.stack([keys["site"], group, keys["period"]]), axis=1, return_inverse=True
    )
    return model.add_rows(
        "storage",
        {"site": cells[0], "group": cells[1], "period": cells[2]},
        Sense.LE,
        problem.storage[cells[0], cells[1]],
        [Terms(row.ravel(), variables.stock.ids, problem.volume[keys["item"]])],
    )


def throughput(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A site handles no more than it can, received by lane plus sent on.

    sum over legs into n of mass * share * flow + sum over legs out of n of mass * flow <= days *
    H[n], for every site with a limit and period; tonnes. The dual is the worth of one more tonne
    of handling. Violated, it reads: "site n is over its throughput".
    """
    flows, transit = problem.flows, problem.transit
    number = _flow_numbers(problem)
    used = number[transit.leg[:, None], _items_of(problem)[transit.leg], transit.departs[:, None]]
    which, slot = np.nonzero(used >= 0)
    flow = used[which, slot]
    into = np.array([leg.destination for leg in problem.legs], dtype=np.int64)[transit.leg[which]]
    out = np.array([leg.origin for leg in problem.legs], dtype=np.int64)[flows.leg]
    limited = np.isfinite(problem.throughput)
    here, there = limited[into], limited[out]
    site = np.concatenate([into[here], out[there]])
    period = np.concatenate([transit.arrives[which][here], flows.period[there]])
    cells, row = np.unique(np.stack([site, period]), axis=1, return_inverse=True)
    column = np.concatenate([variables.flow.ids[flow[here]], variables.flow.ids[there]])
    mass = np.concatenate(
        [
            transit.share[which][here] * problem.mass[flows.item[flow[here]]],
            problem.mass[flows.item[there]],
        ]
    )
    return model.add_rows(
        "throughput",
        {"site": cells[0], "period": cells[1]},
        Sense.LE,
        problem.throughput[cells[0]] * problem.grid.lengths[cells[1]],
        [Terms(row.ravel(), column, mass)],
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
    column = variables.stock_at[floors.site, floors.item, floors.period]
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


def _bulky(leg, problem: SupplyProblem) -> bool:  # type: ignore[no-untyped-def]
    """True where an item can fill the vehicle's room before it reaches its payload."""
    items = list(leg.items)
    per_load = problem.volume[items] / np.maximum(problem.mass[items], 1e-30) * leg.payload_t
    return bool(np.any(per_load > leg.volume_m3))


def _loads(
    model: LinearModel,
    problem: SupplyProblem,
    variables: SupplyVariables,
    family: str,
    weight: np.ndarray,
    limit: np.ndarray,
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


def _flow_numbers(problem: SupplyProblem) -> Ints:
    """[L, K, T] position of each flow in the family; -1 where there is none."""
    shape = (len(problem.legs), len(problem.items), problem.demand.shape[2])
    number = np.full(shape, -1, dtype=np.int64)
    flows = problem.flows
    number[flows.leg, flows.item, flows.period] = np.arange(len(flows.leg))
    return number


def _items_of(problem: SupplyProblem) -> Ints:
    """[L, K] every item, for each leg."""
    return np.tile(np.arange(len(problem.items)), (len(problem.legs), 1))


def _cells(
    problem: SupplyProblem, variables: SupplyVariables, family: str
) -> tuple[Ints, Ints, Ints]:
    sources = problem.supplies if family == "received" else problem.outlets
    axis = "supply" if family == "received" else "outlet"
    columns = getattr(variables, family)
    which, period = columns.keys[axis], columns.keys["period"]
    site = np.array([source.site for source in sources], dtype=np.int64)
    item = np.array([source.item for source in sources], dtype=np.int64)
    return site[which], item[which], period


class _RowIndex:
    """Rows for every (site, item, period) that any of the given terms touches."""

    def __init__(self, problem: SupplyProblem, touched: list[tuple[Ints, ...]]) -> None:
        needed = problem.demand > 0
        needed[:, :, 0] |= problem.opening > 0
        for cells in touched:
            needed[cells] = True
        self.keys = np.nonzero(needed)
        self._row = np.full(problem.demand.shape, -1, dtype=np.int64)
        self._row[self.keys] = np.arange(len(self.keys[0]))

    def of(self, cells: tuple[Ints, ...]) -> Ints:
        return self._row[cells]
