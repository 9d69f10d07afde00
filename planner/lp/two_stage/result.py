"""What a two-stage problem came to."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from planner.lp.blocks import Floats
from planner.lp.progress import relative_gap
from planner.lp.solution import Status
from planner.lp.two_stage.problem import TwoStage
from planner.messages import Said

EXTENSIVE = "extensive form"
L_SHAPED = "L-shaped"


@dataclass(frozen=True)
class Step:
    """One round of cuts: no first stage costs less than `lower`, and the best known costs `upper`.

    `optimality` and `feasibility` count the cuts that the round brought. `upper` is infinite as
    long as no point is known.
    """

    lower: float
    upper: float
    optimality: int
    feasibility: int


@dataclass(frozen=True, eq=False)
class TwoStageResult:
    """The end of a two-stage solve.

    `objective` is the criterion at `x`, recomputed from x and y, in the unit of the costs; `x` has
    the first stage, shape (first columns,); `recourse_costs` Q_s(x), shape (realisations,); and
    `recourse` the y of each realisation. Without a solution all are NaN, and `recourse` is empty.
    `lower_bound` is what no solution can cost less than, None where nothing is proven. `steps` are
    the rounds of the L-shaped method. `method` names what was done; `note` says why it is not what
    was asked for, or why the solver stopped, where there is anything to say.
    """

    status: Status
    objective: float
    x: Floats
    recourse_costs: Floats
    recourse: tuple[Floats, ...]
    lower_bound: float | None
    method: str
    steps: tuple[Step, ...] = ()
    note: Said | None = None
    seconds: float = math.nan

    @property
    def gap(self) -> float | None:
        """How far the objective may be from the best, relative to it; None without a bound."""
        return relative_gap(self.objective, self.lower_bound)

    @property
    def iterations(self) -> int:
        """How many rounds of cuts there were; 0 for the extensive form."""
        return len(self.steps)


def without_solution(problem: TwoStage, status: Status, method: str) -> TwoStageResult:
    """A result that has no point."""
    return TwoStageResult(
        status=status,
        objective=math.nan,
        x=np.full(problem.costs.size, np.nan),
        recourse_costs=np.full(len(problem.realisations), np.nan),
        recourse=(),
        lower_bound=None,
        method=method,
    )
