"""What the sustainment room costs before anything is solved: arrays, model, hand-over.

The floor is HiGHS taking the same matrix as arrays that lie ready, in one call, after those arrays
were put in order by row once (what the shortest program would do). Processor time, the median of
some runs, each in a process of its own; a build of a tiny case before it would change nothing, so
no first use of a library is counted. Targets: about 3 times the floor, and linear growth.

    python benchmarks/supply_build.py [SITESxITEMSxDAYS ...] [--repeat N]

Expected (2026-11-27, two cores that others used too, median of 11, 7 and 5 runs), variables by the
day:

| variables | arrays of the scenario | model | hand-over | floor | model and hand-over | all |
|---|---|---|---|---|---|---|
| 24,082 | 0.014 s | 0.011 s | 0.004 s | 0.006 s | 2.8 x | 5.2 x |
| 207,522 | 0.051 s | 0.067 s | 0.037 s | 0.056 s | 1.8 x | 2.8 x |
| 2,356,688 | 0.391 s | 1.055 s | 0.576 s | 1.191 s | 1.4 x | 1.7 x |

So growth is no more than linear. Other runs gave 2.5 to 2.9 x at the smallest size; there some 2
milliseconds are 22 families without a row, and 2 are the memory that `balance` is the first to ask
for.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import time
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from grid import case_of
from lp_handoff import call, hand_over
from lp_models import Arrays

from planner.lp import LinearModel
from planner.lp.matrix import Matrix
from planner.sustainment.grid import grid_of
from planner.sustainment.model import build
from planner.sustainment.variables import axes

SIZES = ("20x4x70", "40x8x130", "140x10x350")


def floor(matrix: Matrix) -> float:
    """Seconds to put the entries in order by row and hand them over in one call."""
    csr = matrix.csr
    row = np.repeat(np.arange(matrix.rhs.size), np.diff(csr.starts))
    by_column = np.argsort(csr.indices, kind="stable")
    rows, columns, values = row[by_column], csr.indices[by_column], csr.values[by_column]
    began = time.process_time()
    order = np.argsort(rows, kind="stable")
    starts = np.zeros(matrix.rhs.size + 1, dtype=np.int32)
    np.cumsum(np.bincount(rows, minlength=matrix.rhs.size), out=starts[1:])
    ready = Arrays(
        upper=matrix.upper,
        row_lower=matrix.row_lower,
        row_upper=matrix.row_upper,
        starts=starts,
        indices=columns[order].astype(np.int32),
        values=values[order],
    )
    call(ready)
    return time.process_time() - began


def measured(size: str) -> tuple[float, float, float, float, int]:
    """Seconds for the arrays of the scenario, the model, the hand-over, the floor; columns."""
    sites, items, days = (int(part) for part in size.split("x"))
    case = case_of(sites, items, days)
    grid = grid_of(case.scenario, case.laydown, exact=True)
    marks = [time.process_time()]
    problem = case.problem(grid)
    marks.append(time.process_time())
    model = LinearModel("supply", axes(problem))
    build(model, problem)
    marks.append(time.process_time())
    hand_over(model)
    marks.append(time.process_time())
    arrays, built, handed = np.diff(marks).tolist()
    return arrays, built, handed, floor(model.matrix()), model.num_columns


def main() -> None:
    """Read the sizes and measure each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("sizes", nargs="*", default=SIZES)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    for size in given.sizes:
        with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as pool:
            runs = list(pool.map(measured, [size] * given.repeat))
        arrays, built, handed, least, columns = (
            statistics.median(each) for each in zip(*runs, strict=True)
        )
        print(
            f"{size:>12} {columns:>9,.0f} columns: scenario to arrays {arrays:.3f} s, model"
            f" {built:.3f} s, hand-over {handed:.3f} s; floor {least:.3f} s; model and hand-over"
            f" {(built + handed) / least:.1f} x, all {(arrays + built + handed) / least:.1f} x;"
            f" {1e6 * (arrays + built + handed) / columns:.2f} s for a million columns",
            flush=True,
        )


if __name__ == "__main__":
    main()
