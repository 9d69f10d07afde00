"""How fast plans are made again for a sweep: from the basis of one plan, and by several workers.

    python benchmarks/sweeps.py [--engines] [SCENARIO] [PATH=VALUES]

Plans the supply of a scenario once, then again at each value of a path: each time from the basis of
the first plan, and from nothing as `planner run` does. Prints the plans a second of both, with and
without building the model, their ratio, and by how much the numbers differ. Each is timed in turn
within one run, so that a machine that does much else tells the same of both. The aim, for a sweep
of one parameter: at least 5 times the rate of building and solving from nothing.

With `--engines` the points are made by one process, by two, and by a local Dask cluster of two
workers. Prints how much faster the two are (aim: 1.7 times), by the clock and by the processor time
of the worker that had most to do, which others on the machine do not lengthen; and which share of
the time between the first and the last point of a worker goes by without work on a point (aim:
below 5 %).

Expected (2026-11-28, HiGHS 1.15.1, two cores):

60 to 140 lorries: solving 10.3 times the rate, with building 8.2; largest difference of a goal 0.
Before the goals had a basis of their own: 2.9 and 2.7. Tankers (20, 40, 60, 100), which
bind on many days: 0.7 both, as simplex goes to its limit first. Days brought, whose basis is far,
are solved from nothing.

| 24 points, days brought, four runs | work, s | by the clock | by processor time |
|---|---|---|---|
| one process | 46 to 55 | 1 | 1 |
| two processes | 46 to 55 | 1.73, 1.80, 1.80, 1.84 | 1.83 to 1.93 |
| a cluster of two | 53 to 67 | 1.54, 1.55, 1.64 | 1.59 to 1.69 |
| the same, MALLOC_TRIM_THRESHOLD_ raised | 55 | 1.69 | 1.75 |

0.02 to 0.07 % of the time between points goes by without work. Processes start in 1.2 s, which
counts in a short sweep: 8 points gave 1.43. Dask sets the memory of its workers to be handed back
all the time, which makes each point 12 to 20 % slower. Another machine, whose two processors were
not two cores, gave 1.31 on 8 points, each 1.28 times as long when two were made at once.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from distributed import LocalCluster

import planner
from planner.analysis.changed import Base
from planner.analysis.engine import Engine, engine_of, in_order
from planner.analysis.headlines import headlines_of
from planner.analysis.sweep import axis_of, grid
from planner.analysis.sweep.points import Axis
from planner.analysis.sweep.sweep import Given, Put, at_point
from planner.analysis.trial import fielded, supply_case, supply_model, supply_outcome
from planner.analysis.unchanged import unchanged
from planner.records.sweep import SweepPoint
from planner.scenario import factbook_of
from planner.scenario.with_changes import with_changes

MALI = Path(__file__).parent.parent / "scenarios" / "mali-2012.yaml"
OVER = "fleets.lorries-west.count=60..140/9"
# every point of it is a plan of its own that takes some seconds; so many, that processes start
OVER_ENGINES = "forces.international.planned_days=5..28/24"
WORKERS = 2


def main() -> None:
    """Sweep one path and print the rates."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--engines", action="store_true")
    parser.add_argument("scenario", nargs="?", type=Path, default=MALI)
    parser.add_argument("over", nargs="?")
    asked = parser.parse_args()
    scenario = planner.load(asked.scenario)
    wanted = headlines_of(scenario, factbook_of(scenario))
    base = unchanged(scenario, wanted, planner.SolveOptions(), lambda _: None).base
    if asked.engines:
        by_engines(base, axis_of(asked.over or OVER_ENGINES))
    else:
        by_starts(base, axis_of(asked.over or OVER))


def by_starts(base: Base, axis: Axis) -> None:
    """From the basis of the plan as it is, and from nothing."""
    assert base.witness is not None
    build, warm, cold, apart = [], [], [], []
    for value in axis.values:
        began = time.perf_counter()
        changed = with_changes(base.scenario, {axis.path: value})
        _, laydown = fielded(changed, factbook_of(changed), base.asked.options, base.fielded)
        supply = supply_model(supply_case(changed, laydown, base.asked.options), base.asked)
        built = time.perf_counter()
        start = base.witness.start_for(supply)
        quick = supply_outcome(supply, base.asked.options, start=start)
        warmed = time.perf_counter()
        slow = supply_outcome(supply, base.asked.options)
        ended = time.perf_counter()
        build.append(built - began)
        warm.append(warmed - built)
        cold.append(ended - warmed)
        pairs = zip(quick.goals, slow.goals, strict=True)
        apart.append(max(abs(a.value - b.value) / max(1.0, abs(b.value)) for a, b in pairs))
        print(
            f"{axis.path} = {value}: build {build[-1]:.2f} s, from the basis {warm[-1]:.2f} s, "
            f"from nothing {cold[-1]:.2f} s, apart {apart[-1]:.1e}"
        )
    b, w, c = map(np.sum, (build, warm, cold))
    print(f"solving: {c / w:.1f} times the rate; with building: {(b + c) / (b + w):.1f} (aim: 5)")
    print(f"largest difference of a goal {max(apart):.1e}")


# -------------------------------------------------------------------------------------- engines


@dataclass(frozen=True)
class Made:
    """A point, the process that made it, when it began and ended by the clock that all processes of
    a machine share, and the seconds of processor time that it took."""

    process: int
    began: float
    ended: float
    processor: float
    point: SweepPoint


def by_engines(base: Base, axis: Axis) -> None:
    """One worker, two, and a cluster of two, with the same points."""
    points = grid([axis])
    given, tasks = Given(base, points.paths), [Put(put, checked=False) for put in points.put]
    alone, first = run(engine_of(), "one process", given, tasks)
    two, second = run(engine_of(WORKERS), "two processes", given, tasks)
    with cluster() as address:
        many, third = run(engine_of(address=address), "a cluster of two", given, tasks)
    assert [made.point for made in first] == [made.point for made in second]
    assert [made.point for made in first] == [made.point for made in third]
    print(f"two processes {alone / two:.2f} times, a cluster {alone / many:.2f} times (aim: 1.7)")
    own = [sum(made.processor for made in first) / longest(found) for found in (second, third)]
    print(f"by processor time, the longest of two: {own[0]:.2f} and {own[1]:.2f} times")


def run(engine: Engine, name: str, given: Given, tasks: list[Put]) -> tuple[float, list[Made]]:
    """Seconds for all points and the points; prints what the workers did in that time."""
    began = time.time()
    with engine.ready(timed, given) as do:
        found = list(in_order(do, tasks))
        wall = time.time() - began
    worked = sum(made.ended - made.began for made in found)
    there = sum(
        max(made.ended for made in mine) - min(made.began for made in mine)
        for mine in by_process(found)
    )
    start = min(made.began for made in found) - began
    print(
        f"{name}: {wall:.1f} s, the first point after {start:.1f} s, on points {worked:.1f} s; "
        f"from the first to the last point of each worker {1 - worked / there:.2%} without work"
    )
    return wall, found


def longest(found: list[Made]) -> float:
    """Seconds of processor time of the worker that had most to do."""
    return max(sum(made.processor for made in mine) for mine in by_process(found))


def by_process(found: list[Made]) -> list[list[Made]]:
    """The points of each process."""
    processes = {made.process for made in found}
    return [[made for made in found if made.process == process] for process in processes]


def timed(given: Given, put: Put) -> Made:
    """A point, and what it took."""
    began, processor = time.time(), time.process_time()
    point = at_point(given, put)
    return Made(os.getpid(), began, time.time(), time.process_time() - processor, point)


@contextmanager
def cluster() -> Iterator[str]:
    """A scheduler with two workers on this machine; its address."""
    with LocalCluster(
        n_workers=WORKERS, threads_per_worker=1, dashboard_address=":0", host="127.0.0.1"
    ) as made:
        yield f"dask://{made.scheduler_address.removeprefix('tcp://')}"


if __name__ == "__main__":
    main()
