"""The grid that is refined until its plan is proven, against HiGHS on the whole daily matrix.

The loop runs until every goal is within the gap, or the limit. The matrix by the day goes to HiGHS
with its own options, goal after goal by interior point, until the same limit for all goals: how
far that came is printed beside it.

    python benchmarks/grid.py [--sites 50] [--items 10] [--days 180] [--gap 0.01] [--limit 600]
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
from planner.sustainment.proof.certify import Certified, Search
from planner.sustainment.proof.size import daily_size, first_block

LONG_STEP = 7
BYTES = 1024**2  # in a unit of ru_maxrss, kilobytes, that is a gigabyte


def case_of(sites: int, items: int, days: int, *, dense: bool = False, trucks: float = 1.0) -> Case:
    """The benchmark network, ready to be planned."""
    scenario = network(sites, items, days, dense=dense, trucks=trucks)
    laydown = Laydown(())
    book = factbook_of(scenario)
    return Case(scenario, book, laydown, daily_demand(scenario, book, laydown))


def refined_plan(case: Case, gap: float, limit: float) -> tuple[Certified, float]:
    """The plan of the loop and how long it took, with the building of the daily model."""
    began = time.perf_counter()
    size = daily_size(case)
    print(f"{size['full']:,} variables by the day, {size['daily']:,} after exact reductions")
    search = Search(case, gap, SolveOptions(time_limit=limit), lambda told: print(told, flush=True))
    block = first_block(size["daily"], LONG_STEP)
    found = search.run(coarse_grid(case.scenario, case.laydown, block))
    return found, time.perf_counter() - began


def by_the_day(case: Case, limit: float) -> float:
    """HiGHS on the daily matrix, goal after goal; prints where it stands after each."""
    daily = daily_model(case)
    began = time.perf_counter()
    model = LinearModel.of_matrix("daily", daily.model.matrix())
    session = Session(model, SolveOptions(method="ipx"))
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
        session.hold_best(goal, solution)
    return time.perf_counter() - began


def main() -> None:
    """Read what to measure, and measure it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    for name, usual in (("sites", 50), ("items", 10), ("days", 180)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--gap", type=float, default=0.01)
    parser.add_argument("--limit", type=float, default=600.0)
    parser.add_argument("--alone", action="store_true", help="without the plan by the day")
    given = parser.parse_args()
    case = case_of(given.sites, given.items, given.days)
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
    if not given.alone:
        day_by_day = by_the_day(case, given.limit)
        print(f"by the day / refined: {day_by_day / took:.1f} x")


if __name__ == "__main__":
    main()
