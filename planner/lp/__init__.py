"""Linear and mixed-integer models: build by blocks, solve, explain, export. Knows no mission."""

from planner.lp.aggregate import Aggregated, aggregated
from planner.lp.blocks import Columns, Rows, Sense, Terms
from planner.lp.carry import carried
from planner.lp.diagnose import Conflict, conflict
from planner.lp.dot import dot, dots
from planner.lp.elastic import Group, Part
from planner.lp.errors import ModelError, SolverError
from planner.lp.export import lp_text, mps_text
from planner.lp.irreducible import Contradiction, Contradictions, Member, contradictions
from planner.lp.model import LinearModel
from planner.lp.options import Goal, SolveOptions
from planner.lp.part import part_of
from planner.lp.polish import polished
from planner.lp.progress import Listener, Progress, in_words, relative_gap, telling
from planner.lp.relief import Relief, Relieved, relief_of, relieved
from planner.lp.room import MOST_VARIABLES, require_cells, require_room
from planner.lp.solution import Basis, Solution, Status
from planner.lp.solve import GoalValue, Outcome, Session, solve_in_order
from planner.lp.solvers import available_solvers, solver_version
from planner.lp.two_stage import (
    Criterion,
    Realisation,
    Recourse,
    TwoStage,
    TwoStageResult,
    Value,
    solve_two_stage,
    solve_worst,
    value_of,
)
from planner.lp.verify import check_goal

__all__ = [
    "MOST_VARIABLES",
    "Aggregated",
    "Basis",
    "Columns",
    "Conflict",
    "Contradiction",
    "Contradictions",
    "Criterion",
    "Goal",
    "GoalValue",
    "Group",
    "LinearModel",
    "Listener",
    "Member",
    "ModelError",
    "Outcome",
    "Part",
    "Progress",
    "Realisation",
    "Recourse",
    "Relief",
    "Relieved",
    "Rows",
    "Sense",
    "Session",
    "Solution",
    "SolveOptions",
    "SolverError",
    "Status",
    "Terms",
    "TwoStage",
    "TwoStageResult",
    "Value",
    "aggregated",
    "available_solvers",
    "carried",
    "check_goal",
    "conflict",
    "contradictions",
    "dot",
    "dots",
    "in_words",
    "lp_text",
    "mps_text",
    "part_of",
    "polished",
    "relative_gap",
    "relief_of",
    "relieved",
    "require_cells",
    "require_room",
    "solve_in_order",
    "solve_two_stage",
    "solve_worst",
    "solver_version",
    "telling",
    "value_of",
]
