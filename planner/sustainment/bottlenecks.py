"""Which limits bind, in words, from the duals of the first goal that is not met in full.

A dual is a slope: it says what the first small relief would bring, not what a large one would.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.lp import Solution
from planner.records.supply import Bottleneck
from planner.scenario.schema.days import show_day
from planner.scenario.schema.scenario import GoalName
from planner.sustainment.demand import Floats
from planner.sustainment.objective import SupplyGoal, goals
from planner.sustainment.problem import Ints, SupplyProblem
from planner.sustainment.result import Answer

MOST = 12
SMALL = 1e-6
SAVES = {
    GoalName.UNMET: "t of unmet demand",
    GoalName.POLICY: "tonne-days of missing stock",
    GoalName.PREPOSITIONED_TONNES: "t of pre-positioned stock",
    GoalName.COST: "USD",
    GoalName.FLEET: "vehicle-days",
    GoalName.TONNE_KM: "tonne-km",
}


@dataclass(frozen=True)
class Limit:
    """Rows of one family that speak of one thing: their periods and what relief saves a day."""

    kind: str
    id: str
    period: Ints
    saves: Floats


def bottlenecks(answer: Answer) -> tuple[Bottleneck, ...]:
    """The limits that bind most, the worst first; none where every goal is met in full."""
    found = binding_goal(answer)
    if found is None:
        return ()
    goal, solution = found
    limits = [limit for limit in _limits(answer, solution) if limit.saves.sum() > SMALL]
    ranked = sorted(limits, key=lambda limit: (-round(float(limit.saves.sum()), 6), limit.id))
    return tuple(_in_words(limit, goal, answer.problem) for limit in ranked[:MOST])


def binding_goal(answer: Answer) -> tuple[SupplyGoal, Solution] | None:
    """The first goal with a value above zero, and its own solution, if that has duals."""
    ordered = goals(answer.problem, answer.variables)
    for goal, reached in zip(ordered, answer.goals, strict=False):
        solution = answer.outcome.by_goal.get(goal.goal.name)
        if reached.value > SMALL and solution is not None and solution.duals is not None:
            return goal, solution
    return None


def _limits(answer: Answer, solution: Solution) -> Iterator[Limit]:
    problem, steps = answer.problem, answer.problem.steps
    for rows in answer.rows:
        keys, one = rows.keys, np.ones(rows.size, dtype=np.int64)
        match rows.family:
            case "fleet":
                names = [problem.fleets[v] for v in keys["fleet"]]
                period, a_day = problem.grid.period_of_day[keys["day"]], one
            case "lane_capacity":
                names = [problem.lanes[a] for a in keys["lane"]]
                period, a_day = keys["period"], problem.grid.lengths[keys["period"]]
            case "throughput":
                names = [problem.sites[n] for n in keys["site"]]
                step = steps.of_day[keys["site"], keys["day"]]
                period, a_day = steps.period[step], steps.days[step]
            case "storage":
                pairs = zip(keys["site"], keys["group"], strict=True)
                names = [f"{problem.sites[n]}/{problem.groups[g]}" for n, g in pairs]
                period, a_day = problem.grid.period_of_day[keys["day"]], one
            case _:
                continue
        # the dual is for one more unit in the row: of a rate, a row has as many as it has days
        yield from _by_name(rows.family, names, period, -solution.dual_of(rows) * a_day)
    yield from _supply_limits(answer, solution)


def _supply_limits(answer: Answer, solution: Solution) -> Iterator[Limit]:
    """Daily limits of sources are bounds of columns: a reduced cost below zero says they bind."""
    columns = answer.variables.received
    if not columns.size:
        return
    problem = answer.problem
    which, period = columns.keys["supply"], columns.keys["period"]
    most: Floats = np.array([source.most for source in problem.supplies])[which, period]
    saves = np.where(np.isfinite(most), -solution.reduced_cost_of(columns), 0.0)
    names = [problem.supplies[s].id for s in which]
    scaled: Floats = np.maximum(saves, 0.0) * problem.grid.lengths[period]
    yield from _by_name("supply", names, period, scaled)


def _by_name(kind: str, names: list[str], period: Ints, saves: Floats) -> Iterator[Limit]:
    labels = np.array(names, dtype=object)
    for name in sorted(set(names)):
        mine = (labels == name) & (saves > SMALL)
        if mine.any():
            yield Limit(kind, name, period[mine], saves[mine])


def _in_words(limit: Limit, goal: SupplyGoal, problem: SupplyProblem) -> Bottleneck:
    grid = problem.grid
    start, until = int(grid.starts[limit.period.min()]), int(grid.edges[limit.period.max() + 1])
    value = float(limit.saves.sum())
    what = {
        "fleet": f"one more vehicle fit for duty in fleet {limit.id}",
        "lane_capacity": f"one more tonne a day on lane {limit.id}",
        "throughput": f"one more tonne a day handled at {limit.id}",
        "storage": f"one more cubic metre of store at {limit.id}",
        "supply": f"one more unit a day from supply {limit.id}",
    }[limit.kind]
    text = (
        f"{what} between {show_day(start)} and {show_day(until)} "
        f"would save about {value:,.3g} {SAVES[goal.name]}"
    )
    return Bottleneck(limit.kind, limit.id, start, until, value, goal.goal.name, text)
