"""The variable families of sustainment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.lp import Columns, LinearModel
from planner.scenario.schema.days import show_day
from planner.sustainment.network.sources import Source
from planner.sustainment.problem import Ints, SupplyProblem
from planner.sustainment.reach.tables import distinct


@dataclass(frozen=True)
class SupplyVariables:
    """Handles by key; quantities in units of issue.

    stock[m, k]: at the end of the step. flow[l, k, t]: leaves in the period. trips[l, t]:
    vehicles that leave. received[s, t]: taken from supply s. sold[o, t]: given to outlet o.
    unmet[n, k, t]: demand not met. breach[j]: by how much floor j is missed. converted[c, t]: runs
    of conversion c. expanded[e]: what is added of expansion e. opened_site[n], opened_lane[a]: 1
    where it is opened. ran[a, t]: 1 where the lane runs. based[v, n, t]: vehicles of fleet v at n.
    moved[l, n, t]: vehicles of leg l that leave n empty for its other end.
    The `_at` arrays give the column of a key, -1 where there is none: `stock_at` [M, K],
    `stock_at_end` [N, K, T] at the end of the period, `unmet_at` [N, K, T], `trips_at` [L, T].
    """

    stock: Columns
    flow: Columns
    trips: Columns
    received: Columns
    sold: Columns
    unmet: Columns
    breach: Columns
    converted: Columns
    expanded: Columns
    opened_site: Columns
    opened_lane: Columns
    ran: Columns
    based: Columns
    moved: Columns
    stock_at: Ints
    stock_at_end: Ints
    unmet_at: Ints
    trips_at: Ints


def axes(problem: SupplyProblem) -> dict[str, tuple[str, ...]]:
    """Labels of the index sets, for names that people read."""
    return {
        "site": problem.sites,
        "item": problem.items,
        "group": problem.groups,
        "lane": problem.lanes,
        "fleet": (*problem.fleets, "contract"),
        "period": tuple(show_day(int(day)) for day in problem.grid.starts),
        "day": tuple(show_day(day) for day in problem.grid.days),
        "supply": tuple(source.id for source in problem.supplies),
        "outlet": tuple(source.id for source in problem.outlets),
        "policy": problem.floors.policies,
        "mode": problem.handling.modes,
        "conversion": problem.conversions.ids,
        "limit": problem.limits.ids,
        "expansion": problem.expansions.labels,
        "row": tuple(map(str, range(len(problem.floors.policy)))),
    }


def declare(model: LinearModel, problem: SupplyProblem) -> SupplyVariables:
    """Add the variables of `problem` to `model`."""
    steps = problem.steps
    step, item = np.nonzero(problem.keeps)
    stock = model.add_columns(
        "stock", {"site": steps.site[step], "item": item, "day": steps.last[step]}
    )
    stock_at = _index(problem.keeps.shape, (step, item), stock)
    flows = problem.flows
    fleet = problem.fleet_of_leg
    flow = model.add_columns(
        "flow",
        {
            "lane": problem.lane_of_leg[flows.leg],
            "fleet": fleet[flows.leg] % (len(problem.fleets) + 1),
            "item": flows.item,
            "period": flows.period,
        },
    )
    departures = flows.departures(len(problem.legs), len(problem.grid.lengths))
    keys = np.nonzero(departures & (fleet >= 0)[:, None])
    trips = model.add_columns(
        "trips",
        {"lane": problem.lane_of_leg[keys[0]], "fleet": fleet[keys[0]], "period": keys[1]},
    )
    wanted = np.nonzero(problem.demand > 0)
    unmet = model.add_columns(
        "unmet",
        dict(zip(("site", "item", "period"), wanted, strict=True)),
        upper=problem.demand[wanted],
    )
    return SupplyVariables(
        stock=stock,
        flow=flow,
        trips=trips,
        received=_passing(model, "received", "supply", problem.supplies),
        sold=_passing(model, "sold", "outlet", problem.outlets),
        unmet=unmet,
        breach=_breach(model, problem),
        converted=_converted(model, problem),
        expanded=model.add_columns(
            "expanded",
            {"expansion": np.arange(len(problem.expansions.most))},
            upper=problem.expansions.most,
        ),
        opened_site=_whole(model, "opened_site", {"site": problem.openings.sites}),
        opened_lane=_whole(model, "opened_lane", {"lane": problem.openings.lanes}),
        ran=_whole(model, "ran", _running(problem)),
        based=_based(model, problem),
        moved=_moved(model, problem),
        stock_at=stock_at,
        stock_at_end=stock_at[steps.ending(problem.grid)].transpose(0, 2, 1),
        unmet_at=_index(problem.demand.shape, wanted, unmet),
        trips_at=_index(departures.shape, keys, trips),
    )


def _passing(model: LinearModel, family: str, axis: str, sources: tuple[Source, ...]) -> Columns:
    if not sources:
        none = np.zeros(0, dtype=np.int64)
        return model.add_columns(family, {axis: none, "period": none})
    most = np.array([source.most for source in sources])
    which, period = np.nonzero(most > 0)
    return model.add_columns(family, {axis: which, "period": period}, upper=most[which, period])


def _converted(model: LinearModel, problem: SupplyProblem) -> Columns:
    most = problem.conversions.most
    which, period = np.nonzero(most > 0)
    keys = {"conversion": which, "period": period}
    return model.add_columns("converted", keys, upper=most[which, period])


def _whole(model: LinearModel, family: str, keys: dict[str, Ints]) -> Columns:
    return model.add_columns(family, keys, upper=1.0, integer=True)


def _running(problem: SupplyProblem) -> dict[str, Ints]:
    """Every lane with a cost a day, and the periods in which anything may leave on it."""
    flows, lane_of_leg = problem.flows, problem.lane_of_leg
    mine = flows.on(np.isin(lane_of_leg, problem.openings.runs))
    (lane, period), _ = distinct(lane_of_leg[flows.leg[mine]], flows.period[mine])
    return {"lane": lane, "period": period}


def _based(model: LinearModel, problem: SupplyProblem) -> Columns:
    basing, periods = problem.basing, len(problem.grid.lengths)
    pair, period = np.divmod(np.arange(len(basing.fleet) * periods), periods)
    keys = {"fleet": basing.fleet[pair], "site": basing.site[pair], "period": period}
    return model.add_columns("based", keys)


def _moved(model: LinearModel, problem: SupplyProblem) -> Columns:
    basing = problem.basing
    move, period = np.nonzero(basing.there >= 0)
    leg = basing.leg[move]
    keys = {
        "lane": problem.lane_of_leg[leg],
        "fleet": problem.fleet_of_leg[leg],
        "site": basing.site[basing.from_pair[move]],
        "period": period,
    }
    return model.add_columns("moved", keys)


def _breach(model: LinearModel, problem: SupplyProblem) -> Columns:
    floors = problem.floors
    return model.add_columns(
        "breach",
        {
            "policy": floors.policy,
            "site": floors.site,
            "item": floors.item,
            "period": floors.period,
            "row": np.arange(len(floors.policy)),
        },
        upper=np.where(floors.sign > 0, floors.level, np.inf),
    )


def _index(shape: tuple[int, ...], keys: tuple[Ints, ...], columns: Columns) -> Ints:
    at = np.full(shape, -1, dtype=np.int64)
    at[keys] = columns.ids
    return at
