"""The goals of sustainment, in the order the scenario states (formulation, section 3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.lp import Goal
from planner.scenario.schema.scenario import GoalName
from planner.sustainment.demand.daily import Floats
from planner.sustainment.network.policies import counted_before
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.variables import SupplyVariables

UNITS = {
    GoalName.UNMET: "t",
    GoalName.POLICY: "t-days",
    GoalName.COST: "USD",
    GoalName.PREPOSITIONED_TONNES: "t",
    GoalName.FLEET: "vehicle-days",
    GoalName.TONNE_KM: "t-km",
}


@dataclass(frozen=True)
class SupplyGoal:
    """A goal with its name in the scenario and, for unmet demand, its priority."""

    goal: Goal
    name: GoalName
    priority: int | None = None


def goals(problem: SupplyProblem, variables: SupplyVariables) -> tuple[SupplyGoal, ...]:
    """Every goal of the scenario; unmet demand priority by priority."""
    return tuple(goal for name in problem.objective for goal in _goals(name, problem, variables))


def _goals(
    name: GoalName, problem: SupplyProblem, variables: SupplyVariables
) -> Iterator[SupplyGoal]:
    if name is GoalName.UNMET:
        for priority in np.unique(problem.priority):
            if (policy_rows(problem, int(priority))).any():
                reserve = _policy(problem, variables, int(priority))
                yield SupplyGoal(reserve, GoalName.POLICY, int(priority))
            yield SupplyGoal(_unmet(problem, variables, int(priority)), name, int(priority))
        return
    makers = {
        GoalName.POLICY: _policy,
        GoalName.COST: _cost,
        GoalName.PREPOSITIONED_TONNES: _prepositioned,
        GoalName.FLEET: _fleet,
        GoalName.TONNE_KM: _tonne_km,
    }
    yield SupplyGoal(makers[name](problem, variables), name)


def _unmet(problem: SupplyProblem, variables: SupplyVariables, priority: int) -> Goal:
    item = variables.unmet.keys["item"]
    mine = problem.priority[item] == priority
    weights = problem.mass[item[mine]]
    return Goal(f"unmet {priority}", variables.unmet.ids[mine], weights, hoped_zero=True)


def policy_rows(problem: SupplyProblem, priority: int | None = None) -> NDArray[np.bool_]:
    """[floors] the breaches that count before unmet demand of a priority; without one, those that
    count after all of it. Where the scenario puts policies first, every one of them is of these."""
    order = problem.objective
    mixed = GoalName.UNMET in order and GoalName.POLICY not in order[: order.index(GoalName.UNMET)]
    before = counted_before(problem.priority, problem.floors)
    return np.asarray((before if mixed else np.zeros_like(before)) == (priority or 0))


def _policy(
    problem: SupplyProblem, variables: SupplyVariables, priority: int | None = None
) -> Goal:
    floors, mine = problem.floors, policy_rows(problem, priority)
    weights = (problem.mass[floors.item] * floors.days)[mine]
    name = "policy" if priority is None else f"reserve {priority}"
    return Goal(name, variables.breach.ids[mine], weights, hoped_zero=priority is not None)


def _cost(problem: SupplyProblem, variables: SupplyVariables) -> Goal:
    flows, stock = problem.flows, variables.stock.keys
    buying = np.array([source.price for source in problem.supplies])
    selling = np.array([outlet.price for outlet in problem.outlets])
    step = problem.steps.of_day[stock["site"], stock["day"]]
    holding = problem.costs.holding[stock["site"], stock["item"]] * days_held(problem)[step]
    leg, period = np.nonzero(variables.trips_at >= 0)
    openings, ran = problem.openings, variables.ran.keys
    return Goal(
        "cost",
        np.concatenate(
            [
                variables.received.ids,
                variables.sold.ids,
                variables.flow.ids,
                variables.stock.ids,
                variables.trips_at[leg, period],
                variables.moved.ids,
                variables.converted.ids,
                variables.expanded.ids,
                variables.opened_site.ids,
                variables.opened_lane.ids,
                variables.ran.ids,
            ]
        ),
        np.concatenate(
            [
                buying[variables.received.keys["supply"]],
                -selling[variables.sold.keys["outlet"]],
                problem.costs.lane[problem.lane_of_leg[flows.leg], flows.item],
                holding,
                cost_of_trip(problem)[leg, period],
                cost_of_move(problem),
                problem.conversions.cost[variables.converted.keys["conversion"]],
                problem.expansions.cost,
                openings.site_cost,
                openings.lane_cost,
                cost_of_run(problem)[ran["lane"], ran["period"]],
            ]
        ),
    )


def _prepositioned(problem: SupplyProblem, variables: SupplyVariables) -> Goal:
    period = problem.before.period
    sites = np.flatnonzero(period >= 0)
    columns = variables.stock_at_end[sites, :, period[sites]]
    site, item = np.nonzero(columns >= 0)
    return Goal("prepositioned_tonnes", columns[site, item], problem.mass[item])


def _fleet(problem: SupplyProblem, variables: SupplyVariables) -> Goal:
    leg, period = np.nonzero(variables.trips_at >= 0)
    days = vehicle_days_of_trip(problem)[leg, period]
    basing = problem.basing
    return Goal(
        "fleet",
        np.concatenate([variables.trips_at[leg, period], variables.moved.ids]),
        np.concatenate([days, basing.days[basing.there >= 0]]),
    )


def _tonne_km(problem: SupplyProblem, variables: SupplyVariables) -> Goal:
    flows = problem.flows
    length = np.array([leg.distance_km for leg in problem.legs])
    return Goal("tonne_km", variables.flow.ids, problem.mass[flows.item] * length[flows.leg])


def constant_of(goal: SupplyGoal, problem: SupplyProblem) -> float:
    """What belongs to a goal whatever the plan does; no solver sees it."""
    if goal.name is not GoalName.COST:
        return 0.0
    return problem.external_cost + held_at_first(problem)


def days_held(problem: SupplyProblem) -> Floats:
    """[M] days for which one unit of the stock at the end of a step is held.

    Inside a step of n days stock goes evenly from that of the step before to its own; the sum of
    its nights is (n - 1) / 2 times the first and (n + 1) / 2 times the second.
    """
    days, same = problem.steps.days, np.diff(problem.steps.site) == 0
    after = np.where(same, days[1:] - 1, 0)
    return np.asarray((days + 1) / 2 + np.append(after, 0) / 2)


def held_at_first(problem: SupplyProblem) -> float:
    """US dollars for holding the stock at the start while the first step of its site goes on."""
    first = problem.steps.days[problem.steps.first[:, 0]]
    nights = np.maximum(problem.opening, 0.0) * ((first - 1) / 2)[:, None]
    return float((nights * problem.costs.holding).sum())


def cost_of_trip(problem: SupplyProblem) -> Floats:
    """[L, T] US dollars for one round trip that leaves in the period."""
    costs = problem.costs
    return costs.trip[:, None] + costs.day[:, None] * vehicle_days_of_trip(problem)


def cost_of_move(problem: SupplyProblem) -> Floats:
    """[moves] US dollars for one vehicle that drives empty to its next base."""
    basing, costs = problem.basing, problem.costs
    move, period = np.nonzero(basing.there >= 0)
    leg = basing.leg[move]
    return np.asarray(costs.km[leg] + costs.day[leg] * basing.days[move, period])


def cost_of_run(problem: SupplyProblem) -> Floats:
    """[lanes, T] US dollars where the lane runs on every day of the period."""
    cost = np.zeros(problem.lane_capacity.shape)
    openings = problem.openings
    cost[openings.runs] = openings.run_cost[:, None] * problem.grid.lengths
    return cost


def vehicle_days_of_trip(problem: SupplyProblem) -> Floats:
    """[L, T] vehicle-days that one trip leaving in the period takes up within the plan."""
    days = np.zeros((len(problem.legs), problem.demand.shape[2]))
    occupied = problem.occupied
    np.add.at(days, (occupied.leg, occupied.departs), occupied.share)
    return days
