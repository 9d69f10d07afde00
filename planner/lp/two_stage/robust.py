"""The worst case: least cost under the dearest of the realisations that are given."""

from __future__ import annotations

from planner.lp.options import SolveOptions
from planner.lp.two_stage.criterion import WORST
from planner.lp.two_stage.problem import TwoStage
from planner.lp.two_stage.result import TwoStageResult
from planner.lp.two_stage.solve import Method, solve_two_stage


def solve_worst(
    problem: TwoStage, options: SolveOptions | None = None, method: Method = "l-shaped"
) -> TwoStageResult:
    """min over x of c'x + max_s Q_s(x): robust over a set of realisations, whatever their chances.

    By cuts there is one theta for all, above the cuts of each (Ben-Tal, El Ghaoui & Nemirovski,
    Robust Optimization, 2009; the cuts as in Van Slyke & Wets 1969). The result is that of
    `solve_two_stage`, in the unit of the costs. Raises as that does.
    """
    return solve_two_stage(problem, WORST, options, method)
