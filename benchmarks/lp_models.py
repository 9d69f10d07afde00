"""The synthetic network as a LinearModel, and as bare arrays for HiGHS: the floor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from lp_network import Floats, Ints, Network, grid

from planner.lp import Goal, LinearModel, Sense, Terms


def model(net: Network) -> tuple[LinearModel, list[Goal]]:
    """The network through the blocks of `planner.lp`, and three goals in order."""
    sizes = {"site": net.sites, "lane": net.lanes, "item": net.items, "day": net.days}
    built = LinearModel(
        "network", {axis: [f"{axis}{i}" for i in range(n)] for axis, n in sizes.items()}
    )
    n, k, t = grid(net.sites, net.items, net.days)
    a, ak, at = grid(net.lanes, net.items, net.days)
    stock = built.add_columns("stock", {"site": n, "item": k, "day": t})
    flow = built.add_columns("flow", {"lane": a, "item": ak, "day": at})
    unmet = built.add_columns("unmet", {"site": n, "item": k, "day": t}, upper=net.demand.ravel())
    later = t > 0
    arrives = at + net.transit[a]
    inside = arrives < net.days
    rows = np.arange(n.size)

    def row(site: Ints, item: Ints, day: Ints) -> Ints:
        return (site * net.items + item) * net.days + day

    source = np.zeros_like(net.demand)
    source[0] = net.supply
    built.add_rows(
        "balance",
        {"site": n, "item": k, "day": t},
        Sense.EQ,
        (source - net.demand).ravel(),
        [
            Terms(rows, stock.ids, 1.0),
            Terms(rows[later], stock.ids[later] - 1, -1.0),
            Terms(rows, unmet.ids, -1.0),
            Terms(row(net.origin[a], ak, at), flow.ids, 1.0),
            Terms(row(net.destination[a], ak, arrives)[inside], flow.ids[inside], -1.0),
        ],
    )
    lane, lane_day = grid(net.lanes, net.days)
    built.add_rows(
        "lane_limit",
        {"lane": lane, "day": lane_day},
        Sense.LE,
        net.lane_limit.ravel(),
        [Terms(a * net.days + at, flow.ids, net.mass[ak])],
    )
    site, site_day = grid(net.sites, net.days)
    built.add_rows(
        "store_limit",
        {"site": site, "day": site_day},
        Sense.LE,
        net.store_limit.ravel(),
        [Terms(n * net.days + t, stock.ids, net.mass[k])],
    )
    haul = np.concatenate([np.full(stock.size, 0.01), 1.0 + (a * 7919 % 97) / 10])
    return built, [
        Goal("unmet first", unmet.ids[k % 2 == 0], np.ones(int((k % 2 == 0).sum()))),
        Goal("unmet second", unmet.ids[k % 2 == 1], np.ones(int((k % 2 == 1).sum()))),
        Goal("cost", np.concatenate([stock.ids, flow.ids]), haul),
    ]


@dataclass(frozen=True, eq=False)
class Arrays:
    """A model as HiGHS takes it in one call."""

    upper: Floats
    row_lower: Floats
    row_upper: Floats
    starts: Ints
    indices: Ints
    values: Floats


def arrays(net: Network) -> Arrays:
    """The network as arrays by the shortest way: no checks, no keys, no names."""
    n, k, t = grid(net.sites, net.items, net.days)
    a, ak, at = grid(net.lanes, net.items, net.days)
    stock = np.arange(n.size)
    flow, unmet = n.size + np.arange(a.size), n.size + a.size + stock
    later = t > 0
    arrives = at + net.transit[a]
    inside = arrives < net.days
    out = (net.origin[a] * net.items + ak) * net.days + at
    into = ((net.destination[a] * net.items + ak) * net.days + arrives)[inside]
    lanes, stores = (
        n.size + a * 0 + a * net.days + at,
        n.size + net.lanes * net.days + n * net.days + t,
    )
    rows = np.concatenate([stock, stock[later], stock, out, into, lanes, stores])
    columns = np.concatenate([stock, stock[later] - 1, unmet, flow, flow[inside], flow, stock])
    ones = [np.ones(n.size), -np.ones(later.sum()), -np.ones(n.size), np.ones(a.size)]
    values = np.concatenate([*ones, -np.ones(inside.sum()), net.mass[ak], net.mass[k]])
    order = np.argsort(rows, kind="stable")
    count = n.size + net.days * (net.lanes + net.sites)
    starts = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(np.bincount(rows, minlength=count), out=starts[1:])
    source = np.zeros_like(net.demand)
    source[0] = net.supply
    balance = (source - net.demand).ravel()
    limits = np.concatenate([net.lane_limit.ravel(), net.store_limit.ravel()])
    return Arrays(
        upper=np.concatenate([np.full(n.size + a.size, np.inf), net.demand.ravel()]),
        row_lower=np.concatenate([balance, np.full(limits.size, -np.inf)]),
        row_upper=np.concatenate([balance, limits]),
        starts=starts,
        indices=columns[order].astype(np.int32),
        values=values[order],
    )
