"""From a solution to arrays of records; every goal is recomputed from them, without the solver.

The stock is not taken from the solver: it is rolled forward from what was received, moved, sold
and used, so that mass is conserved by construction and a wrong balance shows as a wrong goal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.lp import (
    LinearModel,
    Outcome,
    Rows,
    Solution,
    SolverError,
    Status,
    check_goal,
    dot,
    dots,
)
from planner.records.forces import Goal
from planner.scenario.schema.days import show_day
from planner.scenario.schema.scenario import GoalName
from planner.sustainment.days import NOISE, daily_stock
from planner.sustainment.demand.daily import DailyDemand, Floats
from planner.sustainment.network.sources import Source
from planner.sustainment.objective import (
    UNITS,
    SupplyGoal,
    constant_of,
    cost_of_move,
    cost_of_run,
    cost_of_trip,
    policy_rows,
    vehicle_days_of_trip,
)
from planner.sustainment.problem import Ints, SupplyProblem
from planner.sustainment.variables import SupplyVariables

# Solvers satisfy rows within 1e-7 each; a stock adds up many of them. Share of all tonnes used.
STOCK_TOLERANCE = 1e-5


@dataclass(frozen=True)
class Choices:
    """`opened_site` and `opened_lane` as in `Openings`, 1 where opened; `ran` [lanes, T] 1 where
    the lane runs; `expanded` [E]; `converted` [C, T] runs; `moved` [moves, T] empty vehicles."""

    opened_site: Floats
    opened_lane: Floats
    ran: Floats
    expanded: Floats
    converted: Floats
    moved: Floats


@dataclass(frozen=True)
class Answer:
    """A solved problem on its grid, in units of issue.

    `flow` [flows], `trips` [L, T], `received` and `sold` [N, K, T], `unmet` [N, K, T], `stock`
    [N, K, T] at the end of each period, `by_day` [N, K, D] at the end of each day, `breach`
    [floors]; `bought` and `gained` in US dollars, by supply and by outlet; `made` [N, K, T] what
    conversions gave less what they took, `burnt` [N, K, T] fuel drawn by vehicles; `choices` what
    was opened, run, added, converted and moved empty. `model` is what was solved, and `in_model`
    its problem, in which what spoils is told apart by batches; in `problem` it is not.
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
    made: Floats
    burnt: Floats
    choices: Choices
    in_model: SupplyProblem
    model: LinearModel
    stock: Floats
    by_day: Floats
    breach: Floats
    rows: tuple[Rows, ...]
    size: dict[str, int]
    goals: tuple[Goal, ...]
    stopped_early: bool = False


def read_back(
    problem: SupplyProblem,
    variables: SupplyVariables,
    model: LinearModel,
    outcome: Outcome,
    ordered: Sequence[SupplyGoal],
    daily: DailyDemand,
) -> Answer:
    """The arrays of a solution, with every goal recomputed and compared with the solver's.

    Raises `SolverError` where a goal or a stock differs.
    """
    solution = outcome.solution
    flow = _clean(solution.of(variables.flow))
    trips = _placed(variables.trips_at, solution.of(variables.trips))
    unmet = _placed(variables.unmet_at, solution.of(variables.unmet))
    taken, given = _clean(solution.of(variables.received)), _clean(solution.of(variables.sold))
    received, bought = _passed(problem, variables, taken, "received")
    sold, gained = _passed(problem, variables, given, "sold")
    choices = _choices(problem, variables, solution)
    made, burnt = _made(problem, choices), _burnt(problem, trips, choices)
    by_day = daily_stock(problem, daily.net, flow, received - sold + made - burnt, unmet)
    _check_stock(problem, variables, by_day, solution)
    stock = issued(problem, by_day)[:, :, problem.grid.edges[1:] - 1 - problem.grid.start]
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
        made=made,
        burnt=burnt,
        choices=choices,
        in_model=problem,
        model=model,
        stock=stock,
        by_day=by_day,
        breach=breaches(problem, stock),
        rows=tuple(model.row_families),
        size=_size(model, problem),
        goals=(),
        stopped_early=outcome.status is not Status.OPTIMAL,
    )
    return told_by_item(replace(answer, goals=tuple(_checked_goals(answer, ordered))))


def issued(problem: SupplyProblem, amounts: Floats) -> Floats:
    """[N, K, …] amounts with those of each batch counted as its item's."""
    if not problem.has_batches:
        return amounts
    told = np.zeros_like(amounts)
    for k, item in enumerate(problem.issued_as):
        told[:, item] += amounts[:, k]
    return told


def told_by_item(answer: Answer) -> Answer:
    """The answer in the items of the scenario: what moves and stands as a batch is told as its
    item; that it is issued as that item is not told."""
    problem = answer.problem
    if not problem.has_batches:
        return answer
    keeps = np.zeros_like(problem.keeps)
    for k, item in enumerate(problem.issued_as):
        keeps[:, item] |= problem.keeps[:, k]
    told = replace(
        problem,
        flows=replace(problem.flows, item=problem.issued_as[problem.flows.item]),
        opening=issued(problem, problem.opening),
        keeps=keeps,
        supplies=tuple(_told(source, problem) for source in problem.supplies),
        outlets=tuple(_told(outlet, problem) for outlet in problem.outlets),
    )
    return replace(
        answer,
        problem=told,
        received=issued(problem, answer.received),
        sold=issued(problem, answer.sold),
        made=issued(problem, answer.made),
        by_day=issued(problem, answer.by_day),
    )


def _told(source: Source, problem: SupplyProblem) -> Source:
    return replace(source, id=source.entry, item=int(problem.issued_as[source.item]))


def _size(model: LinearModel, problem: SupplyProblem) -> dict[str, int]:
    return {
        "columns": model.num_columns,
        "rows": model.num_rows,
        "entries": model.num_entries,
        "periods": len(problem.grid.lengths),
    }


def _checked_goals(answer: Answer, ordered: Sequence[SupplyGoal]) -> Iterator[Goal]:
    for goal, value in zip(ordered, answer.outcome.goals, strict=False):
        mine = recomputed(goal, answer)
        # a goal that no solve came to may stand above its records: nothing pressed it down
        if value.status.has_solution:
            check_goal(goal.goal.name, mine, value.value + constant_of(goal, answer.problem))
        yield Goal(goal.name.value, mine, UNITS[goal.name], goal.priority)


def _check_stock(
    problem: SupplyProblem, variables: SupplyVariables, by_day: Floats, solution: Solution
) -> None:
    """Is the stock that the records lead to the solver's, and nought where none is kept?"""
    steps = problem.steps
    stock = np.zeros(problem.keeps.shape)
    stock[problem.keeps] = solution.of(variables.stock)
    rolled = by_day[steps.site, :, steps.last]
    apart_t = np.abs(rolled - stock) * problem.mass
    used_t = dot(problem.demand.sum(axis=(0, 2)), problem.mass)
    if apart_t.max(initial=0.0) <= STOCK_TOLERANCE * (1.0 + used_t):
        return
    step, item = np.unravel_index(np.argmax(apart_t), stock.shape)
    where = f"{problem.items[item]} at {problem.sites[steps.site[step]]}"
    raise SolverError(
        f"the stock of {where} on {show_day(problem.grid.days[steps.last[step]])} differs from "
        "what the plan's records lead to",
        seen=f"{stock[step, item]!r} against {rolled[step, item]!r}",
        remedy="this is a fault of the program, not of the scenario: please report it",
    )


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
            floors, mine = problem.floors, policy_rows(problem, goal.priority)
            return float((answer.breach * mass[floors.item] * floors.days)[mine].sum())
        case GoalName.COST:
            return sum(cost_lines(answer).values()) + problem.external_cost
        case GoalName.PREPOSITIONED_TONNES:
            return float(dots(prepositioned(answer), mass).sum())
        case GoalName.FLEET:
            moved = answer.choices.moved[problem.basing.there >= 0]
            empty = dot(moved, problem.basing.days[problem.basing.there >= 0])
            return float((answer.trips * vehicle_days_of_trip(problem)).sum() + empty)
        case GoalName.TONNE_KM:
            length = np.array([leg.distance_km for leg in problem.legs])
            return float((answer.flow * mass[flows.item] * length[flows.leg]).sum())


def cost_lines(answer: Answer) -> dict[str, float]:
    """What the plan costs, line by line, in US dollars, from the records alone."""
    problem, choices = answer.problem, answer.choices
    flows, costs = problem.flows, problem.costs
    nights = np.maximum(answer.by_day, 0.0).sum(axis=2)
    moved = choices.moved[problem.basing.there >= 0]
    openings = problem.openings
    lines = {
        "buying": answer.bought.sum(),
        "selling": -answer.gained.sum(),
        "moving": dot(costs.lane[problem.lane_of_leg[flows.leg], flows.item], answer.flow),
        "vehicles": (answer.trips * cost_of_trip(problem)).sum()
        + dot(moved, cost_of_move(problem)),
        "holding": (nights * costs.holding).sum(),
        "converting": dot(problem.conversions.cost, choices.converted.sum(axis=1)),
        "opening": dot(openings.site_cost, choices.opened_site)
        + dot(openings.lane_cost, choices.opened_lane),
        "running": (cost_of_run(problem) * choices.ran).sum(),
        "adding": dot(problem.expansions.cost, choices.expanded),
    }
    return {name: float(value) for name, value in lines.items()}


def prepositioned(answer: Answer) -> Floats:
    """[N, K] stock at the start of the day the first troops arrive (D-day where none do)."""
    period = answer.problem.before.period
    sites = np.arange(len(period))
    there = answer.stock[sites, :, np.maximum(period, 0)]
    return np.where((period >= 0)[:, None], np.maximum(there, 0.0), 0.0)


def _choices(problem: SupplyProblem, variables: SupplyVariables, solution: Solution) -> Choices:
    ran = np.zeros(problem.lane_capacity.shape)
    keys = variables.ran.keys
    ran[keys["lane"], keys["period"]] = np.round(solution.of(variables.ran))
    converted = np.zeros(problem.conversions.most.shape)
    keys = variables.converted.keys
    converted[keys["conversion"], keys["period"]] = _clean(solution.of(variables.converted))
    moved = np.zeros(problem.basing.there.shape)
    moved[problem.basing.there >= 0] = _clean(solution.of(variables.moved))
    return Choices(
        opened_site=np.round(solution.of(variables.opened_site)),
        opened_lane=np.round(solution.of(variables.opened_lane)),
        ran=ran,
        expanded=_clean(solution.of(variables.expanded)),
        converted=converted,
        moved=moved,
    )


def _made(problem: SupplyProblem, choices: Choices) -> Floats:
    made = np.zeros(problem.demand.shape)
    conversions = problem.conversions
    for site, gives, runs in zip(
        conversions.site, conversions.gives, choices.converted, strict=True
    ):
        made[site] += gives[:, None] * runs
    return made


def _burnt(problem: SupplyProblem, trips: Floats, choices: Choices) -> Floats:
    """[N, K, T] fuel of laden and of empty vehicles, where they leave."""
    drawn, burnt, basing = np.zeros(problem.demand.shape), problem.burnt, problem.basing
    for number, leg in enumerate(problem.legs):
        if burnt.item[number] >= 0:
            drawn[leg.origin, burnt.item[number]] += trips[number] * burnt.per_trip[number]
    for leg_number, pair, moved in zip(basing.leg, basing.from_pair, choices.moved, strict=True):
        if burnt.item[leg_number] >= 0:
            cell = basing.site[pair], burnt.item[leg_number]
            drawn[cell] += moved * burnt.one_way[leg_number]
    return drawn


def _placed(at: Ints, values: Floats) -> Floats:
    """The values of a family by key: nought where a key has no column."""
    placed = np.zeros(at.shape)
    placed[at >= 0] = _clean(values)
    return placed


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
