"""Two-stage stochastic programs: decisions now, recourse once it is known what happened.

The names are those of Birge & Louveaux, Introduction to Stochastic Programming.
"""

from planner.lp.two_stage.criterion import MEAN, WORST, Criterion
from planner.lp.two_stage.extensive import Extensive, extensive, solve_extensive
from planner.lp.two_stage.lshaped import solve_l_shaped
from planner.lp.two_stage.problem import Realisation, Recourse, TwoStage
from planner.lp.two_stage.result import Step, TwoStageResult
from planner.lp.two_stage.robust import solve_worst
from planner.lp.two_stage.solve import solve_two_stage
from planner.lp.two_stage.value import Value, cost_of, mean_problem, value_of

__all__ = [
    "MEAN",
    "WORST",
    "Criterion",
    "Extensive",
    "Realisation",
    "Recourse",
    "Step",
    "TwoStage",
    "TwoStageResult",
    "Value",
    "cost_of",
    "extensive",
    "mean_problem",
    "solve_extensive",
    "solve_l_shaped",
    "solve_two_stage",
    "solve_worst",
    "value_of",
]
