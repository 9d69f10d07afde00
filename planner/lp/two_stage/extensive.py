"""The deterministic equivalent: both stages, and every realisation, in one model."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.lp.blocks import Columns, Floats, Ids, Terms
from planner.lp.matrix import Csr, Matrix
from planner.lp.model import LinearModel
from planner.lp.options import Goal, SolveOptions
from planner.lp.room import require_room
from planner.lp.solution import Solution
from planner.lp.solve import solve_in_order
from planner.lp.two_stage.clock import Clock, StoppedError
from planner.lp.two_stage.criterion import MEAN, Criterion
from planner.lp.two_stage.problem import TwoStage, label, rows_of
from planner.lp.two_stage.result import EXTENSIVE, TwoStageResult, without_solution
from planner.lp.two_stage.risk import goal_over, spent_by_all
from planner.lp.two_stage.rows import (
    add_by_sense,
    add_first_stage,
    add_spent,
    entries,
    numbered,
)
from planner.lp.two_stage.second import SecondStage
from planner.lp.two_stage.verify import checked_costs, checked_objective
from planner.messages import said


@dataclass(frozen=True, eq=False)
class Extensive:
    """The model, what to minimise, the columns x, and those of all y, realisation by realisation.

    `starts` says where the y of each begins, shape (realisations + 1,).
    """

    model: LinearModel
    goal: Goal
    x: Columns
    y: Columns
    starts: Ids

    def recourse(self, solution: Solution) -> tuple[Floats, ...]:
        """The y of each realisation."""
        return tuple(np.split(solution.of(self.y), self.starts[1:-1]))


def extensive(problem: TwoStage, criterion: Criterion = MEAN, most: int | None = None) -> Extensive:
    """The deterministic equivalent (Birge & Louveaux, 1.1 and 3.1; for CVaR Rockafellar & Uryasev).

    Its families are `first` (x), `recourse` (y), and what the criterion needs; rows are told apart
    by sense. Raises InputError where it would have more than `most` columns.
    """
    starts = _starts([recourse.size for recourse in problem.recourses])
    if most is not None:
        size = int(starts[-1]) + problem.costs.size
        remedy = said("two-stage.large-remedy")
        require_room(size, most, said("limit.model", name=EXTENSIVE), remedy)
    model = LinearModel(EXTENSIVE, _axes(problem))
    x = add_first_stage(model, problem)
    y = _add_recourse(model, problem, x)
    goal = _goal(model, problem, criterion, x, y)
    return Extensive(model, goal, x, y, starts)


def solve_extensive(
    problem: TwoStage, criterion: Criterion = MEAN, options: SolveOptions | None = None
) -> TwoStageResult:
    """Solve the deterministic equivalent; whole columns may stand in both stages.

    Raises InputError where it has more than `options.max_variables` columns, SolverError as
    `solve_in_order` does, or where the answer does not keep to the problem.
    """
    options = options or SolveOptions()
    clock = Clock(options.time_limit)
    built = extensive(problem, criterion, options.max_variables)
    outcome = solve_in_order(built.model, [built.goal], options)
    found = outcome.solution
    if not outcome.status.has_solution:
        none = without_solution(problem, outcome.status, EXTENSIVE)
        return replace(none, note=outcome.words, seconds=clock.gone)
    x, recourse = found.of(built.x), built.recourse(found)
    if not criterion.is_mean or not problem.probabilities.all():
        recourse = _least(problem, x, recourse, options, clock)
    costs = checked_costs(problem, x, recourse)
    objective = checked_objective(problem, criterion, x, costs, found.objective)
    return TwoStageResult(
        status=outcome.status,
        objective=objective,
        x=x,
        recourse_costs=costs,
        recourse=recourse,
        lower_bound=found.bound,
        method=EXTENSIVE,
        seconds=clock.gone,
    )


def _least(
    problem: TwoStage, x: Floats, recourse: tuple[Floats, ...], options: SolveOptions, clock: Clock
) -> tuple[Floats, ...]:
    """The cheapest y of each realisation at x.

    A criterion that looks at the dearest realisations leaves the y of the others open, and so does
    a probability of 0; their costs would say nothing.
    """
    second = SecondStage(problem, options, clock)
    least = list(recourse)
    try:
        for number in range(len(least)):
            reply = second.at(number, x)
            least[number] = reply.y if reply.is_feasible else least[number]
    except StoppedError:
        pass  # what the model found keeps to the problem too
    return tuple(least)


def _starts(sizes: list[int]) -> Ids:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def _axes(problem: TwoStage) -> dict[str, list[str]]:
    recourses = problem.recourses
    return {
        "column": numbered(problem.costs.size),
        "row": numbered(problem.matrix.rhs.size),
        "realisation": [label(r, number) for number, r in enumerate(problem.realisations)],
        "recourse_column": numbered(max(recourse.size for recourse in recourses)),
        "recourse_row": numbered(max(recourse.matrix.rhs.size for recourse in recourses)),
    }


def _keys(sizes: list[int], axis: str) -> dict[str, Ids]:
    """The realisation of each member, and its number in there."""
    starts = _starts(sizes)
    realisation = np.repeat(np.arange(len(sizes)), sizes)
    return {"realisation": realisation, axis: np.arange(starts[-1]) - starts[realisation]}


def _add_recourse(model: LinearModel, problem: TwoStage, x: Columns) -> Columns:
    """Add all y, and W y + T x (<=, =, >=) h of all realisations."""
    recourses = problem.recourses
    stacked = _stacked([recourse.matrix for recourse in recourses])
    y = model.add_columns(
        "recourse",
        _keys([recourse.size for recourse in recourses], "recourse_column"),
        lower=stacked.lower,
        upper=stacked.upper,
        integer=stacked.integer,
    )
    technology = _piled([recourse.technology for recourse in recourses])
    terms = [
        Terms(rows_of(technology), x.ids[technology.indices], technology.values),
        entries(stacked, y.ids),
    ]
    keys = _keys([recourse.matrix.rhs.size for recourse in recourses], "recourse_row")
    add_by_sense(model, "recourse", keys, stacked, terms)
    return y


def _stacked(matrices: list[Matrix]) -> Matrix:
    """Matrices along the diagonal of one."""
    shifts = _starts([matrix.lower.size for matrix in matrices])[:-1]
    shifted = [
        replace(matrix.csr, indices=matrix.csr.indices + shift)
        for matrix, shift in zip(matrices, shifts, strict=True)
    ]
    return Matrix(
        lower=np.concatenate([matrix.lower for matrix in matrices]),
        upper=np.concatenate([matrix.upper for matrix in matrices]),
        integer=np.concatenate([matrix.integer for matrix in matrices]),
        senses=np.concatenate([matrix.senses for matrix in matrices]),
        rhs=np.concatenate([matrix.rhs for matrix in matrices]),
        csr=_piled(shifted),
    )


def _piled(parts: list[Csr]) -> Csr:
    """The rows of all, one after the other."""
    lengths = np.concatenate([part.lengths for part in parts])
    return Csr(
        np.concatenate([[0], np.cumsum(lengths)]),
        np.concatenate([part.indices for part in parts]),
        np.concatenate([part.values for part in parts]),
    )


def _goal(
    model: LinearModel, problem: TwoStage, criterion: Criterion, x: Columns, y: Columns
) -> Goal:
    """The criterion over z_s = c'x + q_s'y_s."""
    recourses = problem.recourses
    costs = np.concatenate([recourse.costs for recourse in recourses])
    realisation = y.keys["realisation"]
    ids = np.concatenate([x.ids, y.ids])
    mean = np.concatenate([problem.costs, problem.probabilities[realisation] * costs])
    terms = [Terms(realisation, y.ids, costs)]
    if not criterion.is_mean:
        terms.append(spent_by_all(model, add_spent(model, x, problem.costs)))
    return goal_over(model, criterion, problem.probabilities, (ids, mean), terms)
