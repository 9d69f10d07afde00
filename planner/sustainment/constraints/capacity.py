"""What lanes, stores and sites can take."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.lp import LinearModel, Rows, Sense, Terms
from planner.sustainment.constraints.cells import arrivals, on_limited_lanes, relief
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Bools, Ints, SupplyProblem
from planner.sustainment.reach.tables import distinct
from planner.sustainment.variables import SupplyVariables


def lane_capacity(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """No more leaves on a lane than it can take.

    sum over legs of lane a and k of mass[k] * flow[l,k,t] <= U[a,t] + days[t] * expanded[a], for
    every lane with a limit and period; tonnes. The dual is the worth of one more tonne. Violated,
    it reads: "lane a is over its capacity".
    """
    flow, lanes, period = on_limited_lanes(problem, np.ones(len(problem.legs), dtype=np.bool_))
    keys, row = distinct(lanes, period)
    return model.add_rows(
        "lane_capacity",
        {"lane": keys[0], "period": keys[1]},
        Sense.LE,
        problem.lane_capacity[keys[0], keys[1]],
        [
            Terms(row, variables.flow.ids[flow], problem.mass[problem.flows.item[flow]]),
            _added_a_day(problem, variables, "lane", keys[0], problem.grid.lengths[keys[1]]),
        ],
    )


def storage(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """Stock fits into the store.

    sum over items k of group g of volume[k] * stock[m,k] <= S[n,g] * opened[n] + expanded[n,g] +
    sum over items j that hold goods of group g of holds[j] * stock[m,j], for every site, group and
    step; cubic metres. The dual is the worth of one more cubic metre. Violated, it reads: "the
    store of group g at n is over-full".
    """
    keys, stores = variables.stock.keys, problem.stores
    inside = ~stores.in_the_open[keys["item"]]
    cells, row = distinct(
        keys["site"][inside], problem.group[keys["item"][inside]], keys["day"][inside]
    )
    room = stores.room[cells[0], cells[1]]
    entries = problem.expansions.of("storage")
    groups, more = len(problem.groups), problem.expansions
    to_open = np.isin(cells[0], problem.openings.sites)
    return model.add_rows(
        "storage",
        {"site": cells[0], "group": cells[1], "day": cells[2]},
        Sense.LE,
        np.where(to_open, 0.0, room),
        [
            Terms(row, variables.stock.ids[inside], problem.volume[keys["item"][inside]]),
            relief(
                variables.expanded.ids[entries],
                more.index[entries] * groups + more.group[entries],
                cells[0] * groups + cells[1],
            ),
            relief(variables.opened_site.ids, problem.openings.sites, cells[0], room),
            *_holding(problem, variables, cells),
        ],
    )


def _holding(
    problem: SupplyProblem, variables: SupplyVariables, cells: list[Ints]
) -> Iterator[Terms]:
    """What stands at a site and holds goods of the group of a row."""
    steps = problem.steps
    step = steps.of_day[cells[0], cells[2]]
    for item, group in zip(*np.nonzero(problem.stores.holds), strict=True):
        column = variables.stock_at[step, item]
        rows = np.flatnonzero((cells[1] == group) & (column >= 0))
        yield Terms(rows, column[rows], -problem.stores.holds[item, group])


def throughput(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A site handles no more than it can, received by lane plus sent on.

    sum over legs into n of mass[k] * arriving[l,t',m] * flow[l,k,t'] + share[m] * sum over legs out
    of n of mass[k] * flow[l,k,t] <= days[m] * (H[n] * opened[n] + expanded[n]), for every site with
    a limit and step m; tonnes. The dual is the worth of one more tonne of handling. Violated, it
    reads: "site n is over its throughput".
    """
    steps = problem.steps
    flow, step, share = _handled(problem, np.isfinite(problem.throughput)[problem.ends_of_leg])
    (keys,), row = distinct(step)
    site = steps.site[keys]
    limit = problem.throughput[site] * steps.days[keys]
    return model.add_rows(
        "throughput",
        {"site": site, "day": steps.last[keys]},
        Sense.LE,
        np.where(np.isin(site, problem.openings.sites), 0.0, limit),
        [
            _weighed(problem, variables, row, flow, share),
            relief(variables.opened_site.ids, problem.openings.sites, site, limit),
            _added_a_day(problem, variables, "throughput", site, steps.days[keys]),
        ],
    )


def handling(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """A site handles no more by one mode than its berths, yard or airfield can.

    sum over legs of mode h into n of mass[k] * arriving[l,t',m] * flow[l,k,t'] + share[m] * sum
    over legs of mode h out of n of mass[k] * flow[l,k,t] <= days[m] * H[n,h], for every site and
    mode with a limit and step m; tonnes. The dual is the worth of one more tonne of handling.
    Violated, it reads: "site n handles more by h than it can".
    """
    steps, limits = problem.steps, problem.handling
    found: list[tuple[Ints, Ints, Ints, Floats]] = []
    for number, legs in enumerate(limits.legs):
        ends = (problem.ends_of_leg == limits.site[number]) & legs[:, None]
        flow, step, share = _handled(problem, ends)
        found.append((np.full(len(flow), number), flow, step, share))
    limit, flow, step, share = _joined(found)
    keys, row = distinct(limit, step)
    return model.add_rows(
        "handling",
        {
            "site": limits.site[keys[0]],
            "mode": limits.mode[keys[0]],
            "day": steps.last[keys[1]],
        },
        Sense.LE,
        limits.tonnes[keys[0]] * steps.days[keys[1]],
        [_weighed(problem, variables, row, flow, share)],
    )


def shared_limit(model: LinearModel, problem: SupplyProblem, variables: SupplyVariables) -> Rows:
    """What lanes and supplies share is enough for all of them.

    sum over legs of the limit's lanes and k of uses[s,k] * flow[l,k,t] + sum over its supplies of
    uses[s,k] * received[s,t] <= U[s,t], for every shared limit and period in which it holds; units
    of what is shared. The dual is the worth of one more of it. Violated, it reads: "limit s is
    exceeded".
    """
    limits, flows, received = problem.limits, problem.flows, variables.received.keys
    items = np.array([source.item for source in problem.supplies], dtype=np.int64)
    found: list[tuple[Ints, Ints, Ints, Floats]] = []
    for number in range(len(limits.ids)):
        moved = flows.on(limits.lanes[number, problem.lane_of_leg])
        taken = np.flatnonzero(limits.supplies[number, received["supply"]])
        ids = np.concatenate([variables.flow.ids[moved], variables.received.ids[taken]])
        period = np.concatenate([flows.period[moved], received["period"][taken]])
        item = np.concatenate([flows.item[moved], items[received["supply"][taken]]])
        found.append((np.full(len(ids), number), ids, period, limits.uses[number, item]))
    limit, ids, period, uses = _joined(found)
    kept = (uses != 0) & np.isfinite(limits.most[limit, period])
    keys, row = distinct(limit[kept], period[kept])
    return model.add_rows(
        "shared_limit",
        {"limit": keys[0], "period": keys[1]},
        Sense.LE,
        limits.most[keys[0], keys[1]],
        [Terms(row, ids[kept], uses[kept])],
    )


def _handled(problem: SupplyProblem, ends: Bools) -> tuple[Ints, Ints, Floats]:
    """Of each flow (its position), the share that a step of a site handles: where the leg begins
    and where it ends, as far as `ends` [L, 2] are true."""
    flows, steps = problem.flows, problem.steps
    out, into = flows.on(ends[:, 0]), flows.on(ends[:, 1])
    arrival = arrivals(problem, into)
    which, leaving = steps.within(problem.ends_of_leg[flows.leg[out], 0], flows.period[out])
    return (
        np.concatenate([arrival.flow, out[which]]),
        np.concatenate([arrival.step, leaving]),
        np.concatenate([arrival.share, steps.share[leaving]]),
    )


def _weighed(
    problem: SupplyProblem, variables: SupplyVariables, row: Ints, flow: Ints, share: Floats
) -> Terms:
    mass = problem.mass[problem.flows.item[flow]]
    return Terms(row, variables.flow.ids[flow], share * mass)


def _added_a_day(
    problem: SupplyProblem, variables: SupplyVariables, kind: str, index: Ints, days: Ints
) -> Terms:
    more, entries = problem.expansions, problem.expansions.of(kind)
    return relief(variables.expanded.ids[entries], more.index[entries], index, days.astype(float))


def _joined(parts: list[tuple[Ints, Ints, Ints, Floats]]) -> tuple[Ints, Ints, Ints, Floats]:
    none = np.zeros(0, dtype=np.int64)
    if not parts:
        return none, none, none, np.zeros(0)
    first, second, third = (np.concatenate([part[i] for part in parts]) for i in range(3))
    return first, second, third, np.concatenate([part[3] for part in parts])
