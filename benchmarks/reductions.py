"""What the exact reductions save: the whole plan by the day against HiGHS on the unreduced matrix.

The unreduced model has every flow and stock, also of goods that cannot be there yet or are of no
use any more; it is made by the same functions, told that everything can be everywhere. HiGHS gets
it with its own options, goal after goal, each held by a row: by interior point without crossover
and with it, cold for each goal, and by simplex from the last basis; the fastest of the three
counts. This project builds, reduces and solves. Seconds are processor time, in one process.
Targets: 1.15 x at 20 thousand variables, below 1 x at 200 thousand.

    python benchmarks/reductions.py [SITESxITEMSxDAYS ...] [--limit SECONDS]

Expected (2026-11-27, HiGHS 1.15.1, two cores that others used too, single runs):

| variables before | after | this project | interior point | with crossover | simplex | ratio |
|---|---|---|---|---|---|---|
| 25,878 | 24,082 | 3.2 s | not solved | 11.0 s | not in 11 s | 0.29 x |
| 229,442 | 207,522 | 58.6 s | first of 4 goals in 200 s | three of 4 in 200 s | | below 0.3 x |

Without crossover the row that holds the first goal leaves interior point no room: at the smaller
size it ends without an answer. The reductions leave nine tenths of the variables of this network,
so most of the difference is not theirs, but comes from how goals are held and started from one
another.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from unittest import mock

import highspy
import numpy as np
from grid import case_of

from planner.lp import Goal, LinearModel, SolveOptions
from planner.lp.matrix import Matrix
from planner.sustainment import problem as problems
from planner.sustainment.grid import Grid, grid_of
from planner.sustainment.model import build
from planner.sustainment.objective import goals
from planner.sustainment.proof.attempt import Case, attempt
from planner.sustainment.reach.reach import Reach
from planner.sustainment.tonnes import in_tonnes
from planner.sustainment.variables import axes

SIZES = ("20x4x70", "40x8x130")
HELD = 1e-6
WAYS = {
    "interior point": {"solver": "ipx", "run_crossover": "off"},
    "with crossover": {"solver": "ipx", "run_crossover": "on"},
    "simplex": {"solver": "simplex"},
}


def unreduced(case: Case, grid: Grid) -> tuple[Matrix, list[Goal]]:
    """The matrix and the goals of the case with nothing left out."""

    def everywhere(daily: object, grid: Grid, *_: object) -> Reach:
        shape = case.demand.net.shape[:2]
        first, last = int(grid.edges[0]), int(grid.edges[-1]) - 1
        return Reach(np.full(shape, first), np.full(shape, last))

    with mock.patch.object(problems, "reach_of", everywhere):
        solved = in_tonnes(case.problem(grid))
    model = LinearModel("unreduced", axes(solved))
    ordered = goals(solved, build(model, solved))
    return model.matrix(), [goal.goal for goal in ordered]


def loaded(matrix: Matrix) -> highspy.Highs:
    """HiGHS with the matrix, and no output."""
    highs, csr = highspy.Highs(), matrix.csr
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.passModel(
        matrix.lower.size,
        matrix.rhs.size,
        csr.indices.size,
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        np.zeros(matrix.lower.size),
        matrix.lower,
        matrix.upper,
        matrix.row_lower,
        matrix.row_upper,
        csr.starts.astype(np.int32),
        csr.indices.astype(np.int32),
        csr.values,
        np.zeros(matrix.lower.size, dtype=np.int32),
    )
    return highs


def by_highs(
    matrix: Matrix, wanted: Sequence[Goal], way: str, limit: float
) -> tuple[float, list[float]]:
    """Seconds for all goals, infinite where the limit came first; the values that were found."""
    began, found = time.process_time(), []
    highs, columns = loaded(matrix), np.arange(matrix.lower.size, dtype=np.int32)
    for name, value in WAYS[way].items():
        highs.setOptionValue(name, value)
    for goal in wanted:
        costs = goal.costs(columns.size)
        highs.changeColsCost(columns.size, columns, costs)
        if way != "simplex":
            highs.clearSolver()
        left = limit - (time.process_time() - began)
        highs.setOptionValue("time_limit", highs.getRunTime() + max(0.0, left))
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return np.inf, found
        best = highs.getInfo().objective_function_value
        found.append(best)
        used = np.flatnonzero(costs).astype(np.int32)
        most = best + HELD * abs(best) + HELD
        highs.addRow(-highspy.kHighsInf, most, used.size, used, costs[used])
    return time.process_time() - began, found


def measure(size: str, limit: float) -> None:
    """One block of lines for one size."""
    sites, items, days = (int(part) for part in size.split("x"))
    case = case_of(sites, items, days)
    grid = grid_of(case.scenario, case.laydown, exact=True)
    began = time.process_time()
    plan = attempt(case, grid, SolveOptions())
    took = time.process_time() - began
    own = [goal.value for goal in plan.outcome.goals]
    matrix, wanted = unreduced(case, grid)
    print(
        f"{size}: {matrix.lower.size:,} variables, {matrix.rhs.size:,} rows before reductions,"
        f" {plan.model.num_columns:,} and {plan.model.num_rows:,} after"
    )
    print(
        f"    this project {took:8.1f} s: " + ", ".join(f"{value:,.6g}" for value in own),
        flush=True,
    )
    best = np.inf
    for way in WAYS:
        seconds, found = by_highs(matrix, wanted, way, min(limit, best))
        best = min(best, seconds)
        told = ", ".join(f"{value:,.6g}" for value in found)
        print(f"  {way:>14} {seconds:8.1f} s: {told}", flush=True)
    ratio = f"{took / best:.2f} x" if np.isfinite(best) else f"below {took / limit:.2f} x"
    print(f"  this project / HiGHS on the unreduced matrix: {ratio}", flush=True)


def main() -> None:
    """Read the sizes and measure each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("sizes", nargs="*", default=SIZES)
    parser.add_argument("--limit", type=float, default=600.0, help="seconds for each way of HiGHS")
    given = parser.parse_args()
    for size in given.sizes:
        measure(size, given.limit)


if __name__ == "__main__":
    main()
