"""From a solution to arrays of records; every goal is recomputed from them, without the solver.

The stock is not taken from the solver: it is rolled forward from what was received, moved, sold
and used, so that mass is conserved by construction and a wrong balance shows as a wrong goal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.lp import LinearModel, Outcome, Rows, check_goal
from planner.records.forces import Goal
from planner.scenario.schema.scenario import GoalName
from planner.sustainment.demand import DailyDemand, Floats
from planner.sustainment.objective import UNITS, SupplyGoal, vehicle_days_of_trip
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.variables import SupplyVariables

NOISE = 1e-7


@dataclass(frozen=True)
class Answer:
    """A solved problem on its grid, in units of issue.

    `flow` [flows], `trips` [L, T], `received` and `sold` [N, K, T], `unmet` [N, K, T], `stock`
    [N, K, T] at the end of each period, `breach` [floors].
    """

    problem: SupplyProblem
    variables: SupplyVariables
    outcome: Outcome
    daily: DailyDemand
    flow: Floats
    trips: Floats
    received: Floats
    bought: Floats
    sold: Floats
    gained: Floats
    unmet: Floats
    stock: Floats
    breach: Floats
    rows: tuple[Rows, ...]
    size: dict[str, int]
    goals: tuple[Goal, ...]


def read_back(
    problem: SupplyProblem,
    variables: SupplyVariables,
    model: LinearModel,
    outcome: Outcome,
    ordered: Sequence[SupplyGoal],
    daily: DailyDemand,
) -> Answer:
    """The arrays of a solution, with every goal recomputed and compared with the solver's.

    Raises `SolverError` where a goal differs.
    """
    solution = outcome.solution
    flow = _clean(solution.of(variables.flow))
    trips = np.zeros(variables.trips_at.shape)
    trips[variables.trips_at >= 0] = _clean(solution.of(variables.trips))
    unmet = np.zeros(problem.demand.shape)
    unmet[variables.unmet_at >= 0] = _clean(solution.of(variables.unmet))
    taken, given = _clean(solution.of(variables.received)), _clean(solution.of(variables.sold))
    received, bought = _passed(problem, variables, taken, "received")
    sold, gained = _passed(problem, variables, given, "sold")
    inflow, outflow = moved(problem, flow)
    change = received + inflow - outflow - sold - (problem.demand - unmet)
    change[:, :, 0] += problem.opening
    stock = np.cumsum(change, axis=2)
    answer = Answer(
        problem=problem,
        variables=variables,
        outcome=outcome,
        daily=daily,
        flow=flow,
        trips=trips,
        received=received,
        bought=bought,
        sold=sold,
        gained=gained,
        unmet=unmet,
        stock=stock,
        breach=breaches(problem, stock),
        rows=tuple(model.row_families),
        size={
            "columns": model.num_columns,
            "rows": model.num_rows,
            "entries": model.num_entries,
            "periods": len(problem.grid.lengths),
        },
        goals=(),
    )
    reached = []
    for goal, value in zip(ordered, outcome.goals, strict=False):
        mine = recomputed(goal, answer)
        check_goal(goal.goal.name, mine, value.value)
        reached.append(Goal(goal.name.value, mine, UNITS[goal.name], goal.priority))
    return replace(answer, goals=tuple(reached))


def moved(problem: SupplyProblem, flow: Floats) -> tuple[Floats, Floats]:
    """What arrives at and what leaves each site, by item and period; [N, K, T] each."""
    inflow, outflow = np.zeros(problem.demand.shape), np.zeros(problem.demand.shape)
    origin = np.array([leg.origin for leg in problem.legs], dtype=np.int64)
    destination = np.array([leg.destination for leg in problem.legs], dtype=np.int64)
    kept = np.array([1.0 - leg.loss for leg in problem.legs])
    flows, transit = problem.flows, problem.transit
    by_leg = np.zeros((len(problem.legs), len(problem.items), problem.demand.shape[2]))
    by_leg[flows.leg, flows.item, flows.period] = flow
    np.add.at(outflow, (origin[flows.leg], flows.item, flows.period), flow)
    arriving = by_leg[transit.leg, :, transit.departs] * (transit.share * kept[transit.leg])[:, None]
    np.add.at(inflow, (destination[transit.leg], slice(None), transit.arrives), arriving)
    return inflow, outflow


def breaches(problem: SupplyProblem, stock: Floats) -> Floats:
    """[floors] by how much each policy is missed by the stock."""
    floors = problem.floors
    there = stock[floors.site, floors.item, floors.period]
    missing = np.maximum(0.0, floors.sign * (floors.level - there))
    return np.where(missing > NOISE * (1 + floors.level), missing, 0.0)


def recomputed(goal: SupplyGoal, answer: Answer) -> float:
    """The value of a goal, from the records alone."""
    problem = answer.problem
    mass = problem.mass
    flows = problem.flows
    match goal.name:
        case GoalName.UNMET:
            mine = problem.priority == goal.priority
            return float((answer.unmet.sum(axis=(0, 2)) * mass)[mine].sum())
        case GoalName.POLICY:
            floors = problem.floors
            return float((answer.breach * mass[floors.item] * floors.days).sum())
        case GoalName.COST:
            moving = problem.lane_cost[problem.lane_of_leg[flows.leg], flows.item] @ answer.flow
            tonnes = np.einsum("nkt,k->nt", np.maximum(answer.stock, 0.0), mass)
            holding = (tonnes * problem.grid.lengths).sum(axis=1) @ problem.holding_cost
            return float(answer.bought.sum() - answer.gained.sum() + moving + holding)
        case GoalName.PREPOSITIONED_TONNES:
            return float((prepositioned(answer) @ mass).sum())
        case GoalName.FLEET:
            return float((answer.trips * vehicle_days_of_trip(problem)).sum())
        case GoalName.TONNE_KM:
            length = np.array([leg.distance_km for leg in problem.legs])
            return float((answer.flow * mass[flows.item] * length[flows.leg]).sum())


def prepositioned(answer: Answer) -> Floats:
    """[N, K] stock at the start of the day the first troops arrive (D-day where none do)."""
    period = answer.problem.before.period
    sites = np.arange(len(period))
    there = answer.stock[sites, :, np.maximum(period, 0)]
    return np.where((period >= 0)[:, None], np.maximum(there, 0.0), 0.0)


def _clean(values: Floats) -> Floats:
    return np.where(np.abs(values) < NOISE, 0.0, values)


def _passed(
    problem: SupplyProblem, variables: SupplyVariables, values: Floats, family: str
) -> tuple[Floats, Floats]:
    """What passed a source or outlet by cell, [N, K, T], and its price in US dollars, [sources]."""
    incoming = family == "received"
    sources = problem.supplies if incoming else problem.outlets
    columns = variables.received if incoming else variables.sold
    which = columns.keys["supply" if incoming else "outlet"]
    passed, money = np.zeros(problem.demand.shape), np.zeros(len(sources))
    for number, source in enumerate(sources):
        mine = which == number
        passed[source.site, source.item, columns.keys["period"][mine]] += values[mine]
        money[number] = values[mine].sum() * source.price
    return passed, money
