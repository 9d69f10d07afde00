"""The grid that is refined until its plan is proven, against HiGHS on the whole daily matrix.

The loop runs until every goal is within the gap, or the limit. The matrix by the day goes to HiGHS
goal after goal by interior point without crossover, which is its fastest way at this size, until a
limit of its own: how far that came is printed beside it. It is spared what the exact reductions
leave out. Targets: a million daily variables within 1 % at least 10 times as fast; 200 sites x 10
items x 365 days within 2 % in less than 600 seconds and 6 GB.

    python benchmarks/grid.py [--dense] [--by-the-day SECONDS]
    python benchmarks/grid.py --sites 200 --days 365 --gap 0.02 --limit 600

Expected (2026-11-27, two cores that others used too, single runs by the clock):

| variables by the day | loop | memory | gaps | HiGHS on the daily matrix |
|---|---|---|---|---|
| 424,792 | 40 s | 0.4 GB | policies 0.46 %, cost 0.76 % | not measured |
| 1,129,518 (dense) | 73 s | 0.8 GB | policies 0.94 %, cost 0.82 % | see below |
| 3,512,376 (200 sites, 365 days) | 164 s | 2.1 GB | policies 1.86 %, cost 0.88 % | not tried |

Dense, goal after goal: without crossover the first of four goals in 406 s and the second not in
1,500 s, as the row that holds the first leaves interior point no room; with crossover, each goal
then held by its best points, three of four in 1,475 s. The loop beside that run, on as busy a
machine, took 91 s: 16 times as fast, without the fourth goal.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np
from supply_network import network

from planner.lp import Goal, LinearModel, Session, SolveOptions
from planner.records.laydown import Laydown
from planner.scenario import factbook_of
from planner.sustainment.demand.daily import daily_demand
from planner.sustainment.grid import coarse_grid
from planner.sustainment.proof.attempt import Case, daily_model
from planner.sustainment.proof.certified import Certified
from planner.sustainment.proof.certify import Search
from planner.sustainment.proof.size import daily_size, first_block

LONG_STEP = 7
HELD = 1e-6
BYTES = 1024**2  # in a unit of ru_maxrss, kilobytes, that is a gigabyte


def case_of(sites: int, items: int, days: int, *, dense: bool = False, trucks: float = 1.0) -> Case:
    """The benchmark network, ready to be planned."""
    scenario = network(sites, items, days, dense=dense, trucks=trucks)
    laydown = Laydown(())
    book = factbook_of(scenario)
    return Case(scenario, book, laydown, daily_demand(scenario, book, laydown))


def refined_plan(case: Case, gap: float, limit: float) -> tuple[Certified, float]:
    """The plan of the loop and how long it took, from the building of the daily model to the
    records of the plan, which recompute its goals."""
    began = time.perf_counter()
    size = daily_size(case)
    print(f"{size['full']:,} variables by the day, {size['daily']:,} after exact reductions")
    search = Search(case, gap, SolveOptions(time_limit=limit), lambda told: print(told, flush=True))
    block = first_block(size["daily"], LONG_STEP)
    found = search.run(coarse_grid(case.scenario, case.laydown, block))
    search.answers(found)
    return found, time.perf_counter() - began


def by_the_day(case: Case, limit: float) -> float:
    """HiGHS on the daily matrix, goal after goal; prints where it stands after each."""
    daily = daily_model(case)
    began = time.perf_counter()
    model = LinearModel.of_matrix("daily", daily.model.matrix())
    session = Session(model, SolveOptions(method="ipx", crossover=False))
    for place, costs in enumerate(daily.costs):
        goal = Goal(str(place), np.flatnonzero(costs), costs[costs != 0])
        left = limit - (time.perf_counter() - began)
        solution = session.minimise(goal, time_limit=max(0.0, left))
        took = time.perf_counter() - began
        print(
            f"by the day, goal {place + 1}: {solution.objective:,.6g} after {took:,.0f} s: "
            f"{solution.status.value}",
            flush=True,
        )
        if not solution.status.is_settled:
            break
        session.hold(goal, solution.objective * (1 + HELD) + HELD)
    return time.perf_counter() - began


def main() -> None:
    """Read what to measure, and measure it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    for name, usual in (("sites", 50), ("items", 10), ("days", 180)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--gap", type=float, default=0.01)
    parser.add_argument("--limit", type=float, default=600.0)
    parser.add_argument("--dense", action="store_true", help="three times as many lanes")
    parser.add_argument("--trucks", type=float, default=1.0, help="share of every fleet")
    parser.add_argument(
        "--by-the-day", type=float, default=0.0, help="seconds for HiGHS on the daily matrix"
    )
    given = parser.parse_args()
    case = case_of(given.sites, given.items, given.days, dense=given.dense, trucks=given.trucks)
    found, took = refined_plan(case, given.gap, given.limit)
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / BYTES
    print(
        f"refined: {took:,.0f} s, at most {gigabytes:.1f} GB, stopped early {found.stopped_early}"
    )
    for place, goal in enumerate(found.found.ordered):
        value, bound, stake = found.values[place], found.bounds[place], found.stakes[place]
        print(
            f"  {goal.goal.name}: {value:,.6g}, bound {bound:,.6g}, at stake {stake:,.6g}, "
            f"gap {found.gaps[place]:.2%}"
        )
    if given.by_the_day:
        day_by_day = by_the_day(case, given.by_the_day)
        print(f"by the day / refined: {day_by_day / took:.1f} x")


if __name__ == "__main__":
    main()
