"""What building a model and handing it to HiGHS costs, against the floor.

The floor is the same network built as bare numpy arrays and handed to HiGHS in one call; the call
alone is shown beside it. Each figure is the median of some runs, each in a process of its own, as
a program builds its model once: repeated in one process, memory that is already warm makes the
floor twice as fast. Target: at most 3 times the floor.

    python benchmarks/lp_handoff.py [COLUMNS ...] [--repeat N]
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import time
from concurrent.futures import ProcessPoolExecutor

import pulp  # first: it loads the solver's library for all
import highspy
import numpy as np
from lp_models import Arrays, arrays, model
from lp_network import of_size

from planner.lp import LinearModel, SolveOptions
from planner.lp.highs import ArrayHighs

TARGET = 3.0


def call(ready: Arrays) -> None:
    """Hand bare arrays to HiGHS."""
    highs, columns = highspy.Highs(), ready.upper.size
    highs.setOptionValue("output_flag", False)
    zeros = np.zeros(columns)
    status = highs.passModel(
        columns,
        ready.row_lower.size,
        ready.indices.size,
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        zeros,
        zeros,
        ready.upper,
        ready.row_lower,
        ready.row_upper,
        ready.starts,
        ready.indices,
        ready.values,
        np.zeros(columns, dtype=np.int32),
    )
    if status != highspy.HighsStatus.kOk:
        raise SystemExit("HiGHS refuses the arrays of the floor")


def hand_over(built: LinearModel) -> None:
    """Hand a model to HiGHS as a session does, without running it."""
    engine = ArrayHighs(built, SolveOptions())
    engine._costs = np.zeros(built.num_columns)
    engine.buildSolverModel(built.bare_problem())


def time_floor(columns: int) -> tuple[float, float]:
    """Seconds to build the arrays, and seconds of the call."""
    net = of_size(columns)
    began = time.perf_counter()
    ready = arrays(net)
    built = time.perf_counter()
    call(ready)
    return built - began, time.perf_counter() - built


def time_model(columns: int) -> tuple[float, float]:
    """Seconds to build the model, and seconds of the hand-off."""
    net = of_size(columns)
    began = time.perf_counter()
    built, _ = model(net)
    done = time.perf_counter()
    hand_over(built)
    return done - began, time.perf_counter() - done


def measure(columns: int, repeat: int) -> None:
    """One line for one size."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn, max_tasks_per_child=1) as pool:
        floors = list(pool.map(time_floor, [columns] * repeat))
        models = list(pool.map(time_model, [columns] * repeat))
    arrays_s, call_s = (statistics.median(times) for times in zip(*floors, strict=True))
    build_s, hand_s = (statistics.median(times) for times in zip(*models, strict=True))
    ratio = (build_s + hand_s) / (arrays_s + call_s)
    print(
        f"{of_size(columns).columns:>9,} columns: build {build_s:.3f} s + hand-off {hand_s:.3f} s;"
        f" floor {arrays_s + call_s:.3f} s (its call alone {call_s:.3f} s);"
        f" ratio {ratio:.1f}, target {TARGET:g}: {'met' if ratio <= TARGET else 'MISSED'}"
    )


def main() -> None:
    """Read the sizes and measure each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("columns", nargs="*", type=int, default=[20_000, 200_000])
    parser.add_argument("--repeat", type=int, default=7)
    options = parser.parse_args()
    print(f"PuLP {pulp.__version__}, HiGHS {highspy.Highs().version()}")
    for columns in options.columns:
        measure(columns, options.repeat)


if __name__ == "__main__":
    main()
