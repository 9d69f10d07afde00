"""What it is worth to plan for all realisations, and what it would be worth to know which comes.

Birge & Louveaux, Introduction to Stochastic Programming, chapter 4; the names are theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.errors import fault
from planner.lp.blocks import Floats, Terms
from planner.lp.dot import dot
from planner.lp.matrix import Csr, Matrix, compress
from planner.lp.options import SolveOptions
from planner.lp.solution import Status
from planner.lp.two_stage.clock import Clock, StoppedError
from planner.lp.two_stage.criterion import MEAN, Criterion
from planner.lp.two_stage.problem import Realisation, Recourse, TwoStage, rows_of
from planner.lp.two_stage.result import TwoStageResult
from planner.lp.two_stage.second import SecondStage
from planner.lp.two_stage.solve import Method, solve_two_stage
from planner.messages import Said, said


@dataclass(frozen=True, eq=False)
class Value:
    """The parts of the two values, each in the unit of the costs; None where there is no number.

    `rp` is the here-and-now optimum (recourse problem), `ws` the criterion over what each
    realisation would cost if it were known (wait and see), `ev` the cost of the problem with the
    mean of all data, and `eev` what its first stage, `mean_x` (first columns,), costs in truth:
    infinite where some realisation leaves it no recourse. `note` then says so, or why there is no
    plan for the mean.
    """

    rp: float | None
    ws: float | None
    ev: float | None
    eev: float | None
    mean_x: Floats | None
    note: Said | None = None

    @property
    def evpi(self) -> float | None:
        """Expected value of perfect information, RP - WS; never below 0 but for rounding."""
        return None if self.rp is None or self.ws is None else self.rp - self.ws

    @property
    def vss(self) -> float | None:
        """Value of the stochastic solution, EEV - RP; infinite where EEV is."""
        return None if self.rp is None or self.eev is None else self.eev - self.rp


def value_of(
    problem: TwoStage,
    criterion: Criterion = MEAN,
    options: SolveOptions | None = None,
    method: Method = "auto",
) -> Value:
    """RP, WS, EV and EEV, whose differences are VSS and EVPI.

    RP, WS and EEV are taken by the same criterion, EV is that of one realisation; the differences
    are never below 0, but for the gap of the options. Their time limit is for each solve. Raises
    InputError where the realisations have other shapes or whole columns, so that they have no
    mean, and as `solve_two_stage` does.
    """
    options = options or SolveOptions()
    rp = _objective(solve_two_stage(problem, criterion, options, method))
    ws = _wait_and_see(problem, criterion, options)
    mean = solve_two_stage(mean_problem(problem), MEAN, options, "extensive")
    ev = _objective(mean)
    if ev is None:
        infeasible = mean.status is Status.INFEASIBLE
        why = said("two-stage.no-mean-plan") if infeasible else mean.status.words
        return Value(rp, ws, None, None, None, why)
    eev = cost_of(problem, mean.x, criterion, options)
    note = said("two-stage.mean-plan-fails") if eev == np.inf else None
    return Value(rp, ws, ev, eev, mean.x, note)


def cost_of(
    problem: TwoStage,
    x: Floats,
    criterion: Criterion = MEAN,
    options: SolveOptions | None = None,
) -> float | None:
    """The criterion at a first stage `x`, shape (first columns,); infinite where some realisation
    has no recourse there, None where the time limit came first."""
    options = options or SolveOptions()
    second = SecondStage(problem, options, Clock(options.time_limit))
    try:
        recourse_costs = np.array([reply.cost for reply in second.all_at(x)])
    except StoppedError:
        return None
    if np.isposinf(recourse_costs).any():
        return np.inf
    return criterion.value(dot(problem.costs, x) + recourse_costs, problem.probabilities)


def mean_problem(problem: TwoStage) -> TwoStage:
    """The expected-value problem: one realisation, with the mean of q, W, T, h and the bounds.

    Raises InputError where realisations differ in shape, senses or whole columns.
    """
    counted = [r for r in problem.realisations if r.probability > 0]
    chances = np.array([r.probability for r in counted])
    recourses = [r.recourse for r in counted]
    if any(_kind(recourse) != _kind(recourses[0]) for recourse in recourses):
        raise fault(said("two-stage.no-mean"))
    matrices = [recourse.matrix for recourse in recourses]

    def mean(arrays: list[Floats]) -> Floats:
        return np.asarray(np.tensordot(chances, np.array(arrays), 1))

    matrix = replace(
        matrices[0],
        lower=mean([matrix.lower for matrix in matrices]),
        upper=mean([matrix.upper for matrix in matrices]),
        rhs=mean([matrix.rhs for matrix in matrices]),
        csr=_mean_csr([matrix.csr for matrix in matrices], chances, matrices[0].lower.size),
    )
    technologies = [recourse.technology for recourse in recourses]
    recourse = Recourse(
        costs=mean([recourse.costs for recourse in recourses]),
        matrix=matrix,
        technology=_mean_csr(technologies, chances, problem.costs.size),
    )
    return replace(problem, realisations=(Realisation(1.0, recourse, "mean"),))


def _kind(recourse: Recourse) -> tuple[int, bytes, bytes]:
    matrix: Matrix = recourse.matrix
    return recourse.size, matrix.senses.tobytes(), matrix.integer.tobytes()


def _mean_csr(parts: list[Csr], chances: Floats, columns: int) -> Csr:
    if all(part is parts[0] for part in parts):
        return parts[0]
    pairs = zip(parts, chances, strict=True)
    terms = [Terms(rows_of(part), part.indices, chance * part.values) for part, chance in pairs]
    return compress("mean", parts[0].lengths.size, columns, terms)


def _wait_and_see(problem: TwoStage, criterion: Criterion, options: SolveOptions) -> float | None:
    costs = []
    for alone in problem.alone():
        cost = _objective(solve_two_stage(alone, MEAN, options, "extensive"))
        if cost is None:
            return None
        costs.append(cost)
    return criterion.value(np.array(costs), problem.probabilities)


def _objective(result: TwoStageResult) -> float | None:
    """What was found, where it is settled: a plan cut short says nothing of a value."""
    return result.objective if result.status in (Status.OPTIMAL, Status.NEAR) else None
