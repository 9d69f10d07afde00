"""Stock policies inside long periods, for a grid whose plan is to be good on every day.

A policy is read at the end of a period. What leaves evenly may arrive in a part of the period only,
and stock may be low in between; here it is read at the end of every step, which is where it can
be lowest. On a daily grid nothing is added.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.lp import Goal, LinearModel, Sense, Terms
from planner.sustainment.demand.daily import Floats
from planner.sustainment.network.policies import Floors
from planner.sustainment.objective import policy_rows
from planner.sustainment.problem import Bools, Ints, SupplyProblem
from planner.sustainment.variables import SupplyVariables


@dataclass(frozen=True)
class Inside:
    """[breaches] inside periods: their columns, what each weighs, and one of the `floors` of the
    daily problem that each is of."""

    columns: Ints
    weights: Floats
    floor: Ints
    problem: SupplyProblem
    daily: SupplyProblem

    def counted(self, goal: Goal, priority: int | None) -> Goal:
        """A goal of policies (those before unmet demand of a priority) that counts these too."""
        mine = policy_rows(self.daily, priority)[self.floor]
        at_ends = _at_ends(goal, self.problem, policy_rows(self.problem, priority))
        return replace(
            goal,
            columns=np.concatenate([goal.columns, self.columns[mine]]),
            coefficients=np.concatenate([at_ends, self.weights[mine]]),
        )


def policy_inside(
    model: LinearModel, problem: SupplyProblem, variables: SupplyVariables, daily: SupplyProblem
) -> Inside:
    """Add the floors of `daily` on steps inside periods. Both problems are in the same units."""
    floors, steps = daily.floors, problem.steps
    day = daily.grid.edges[1:][floors.period] - 1 - daily.grid.start
    step = steps.of_day[floors.site, day]
    ends = np.zeros(len(steps.site), dtype=np.bool_)
    ends[steps.ending(problem.grid).ravel()] = True
    group, first = _grouped(floors, step)
    signed = np.full(len(first), -np.inf)
    np.maximum.at(signed, group, floors.sign * floors.level)
    days = np.bincount(group, floors.days, minlength=len(first))
    kept = np.flatnonzero(~ends[step[first]])
    of, sign, level = first[kept], floors.sign[first[kept]], signed[kept]
    ids = np.arange(len(of))
    axes = {"site": floors.site[of], "item": floors.item[of], "day": steps.last[step[of]]}
    breach = model.add_columns("breach_inside", axes)
    # what spoils stands as batches
    row, item = np.nonzero(problem.issued_as[None, :] == floors.item[of][:, None])
    stock = variables.stock_at[step[of][row], item]
    there = stock >= 0
    terms = [
        Terms(row[there], stock[there], sign[row[there]]),
        Terms(ids, breach.ids, 1.0),
    ]
    model.add_rows("policy_inside", axes, Sense.GE, level, terms)
    weights = problem.mass[floors.item[of]] * days[kept]
    return Inside(breach.ids, weights, of, problem, daily)


def _grouped(floors: Floors, step: Ints) -> tuple[Ints, Ints]:
    """Which policy, item, sign and step each floor is of, and the first floor of each."""
    code = step
    for key in (floors.policy, floors.item, (floors.sign > 0).astype(np.int64)):
        code = code * (int(key.max(initial=0)) + 1) + key
    _, first, group = np.unique(code, return_index=True, return_inverse=True)
    return group.astype(np.int64), first.astype(np.int64)


def _at_ends(goal: Goal, problem: SupplyProblem, mine: Bools) -> Floats:
    """The coefficients of the goal of the floors that are `mine`, with the days of the last step
    in place of the period's."""
    floors, steps = problem.floors, problem.steps
    last = steps.ending(problem.grid)[floors.site, floors.period]
    share = np.where(floors.days > 1, steps.days[last] / np.maximum(1.0, floors.days), 1.0)
    return np.asarray(goal.coefficients, dtype=np.float64) * share[mine]
