"""Which way to solve the later goals of a sequence, and what `auto` makes of it.

For each size, three goals in order: by `auto` (last basis first, interior point where that takes
too long), and each goal by a fresh interior point. Seconds of processor time; equal values.

    python benchmarks/lp_goals.py [COLUMNS ...]
"""

from __future__ import annotations

import argparse
import time

from lp_models import model
from lp_network import of_size

from planner.lp import Session, SolveOptions


def timed_goals(columns: int, method: str, fresh: bool) -> list[tuple[float, float, int]]:
    """Seconds, value and iterations for each goal in order."""
    built, goals = model(of_size(columns))
    options = SolveOptions(method=method)
    session, done = Session(built, options), []
    for goal in goals:
        began = time.process_time()
        solution = session.minimise(goal)
        done.append((time.process_time() - began, solution.objective, solution.iterations))
        session.hold(goal, solution.objective * (1 + 1e-6) + 1e-7)
        if fresh:
            session = Session(built, options)
    return done


def main() -> None:
    """Read the sizes and measure each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("columns", nargs="*", type=int, default=[20_000, 60_000])
    for columns in parser.parse_args().columns:
        for name, method, fresh in (("auto", "auto", False), ("fresh ipx", "ipx", True)):
            for number, line in enumerate(timed_goals(columns, method, fresh), start=1):
                seconds, value, iterations = line
                print(
                    f"{columns:>9,} columns, {name:>9}, goal {number}: {seconds:8.2f} s,"
                    f" {iterations:>7,} iterations, value {value:.6g}"
                )


if __name__ == "__main__":
    main()
