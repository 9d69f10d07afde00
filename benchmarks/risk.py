"""How fast draws are made: of requirements without a solver, and of supply with a plan each.

    python benchmarks/risk.py [--supply] [SCENARIO]

Makes 1,000, then 10,000 draws of requirements, each in a process of its own, and prints the seconds
with everything (reading, force generation, drivers) and the most memory. The aims: 10,000 draws in
under 10 s, and as much memory as 1,000. With `--supply` two draws of supply are made too.

Expected (2026-11-28, HiGHS 1.15.1, mali-2012-risk, two cores that three other runs used too):

| draws | seconds | memory |
|---|---|---|
| 1,000 | 5.9 | 228 MB |
| 10,000 | 9.6 | 231 MB |
| 100,000 | 41 | 232 MB |

Of the 9.6 s some five are for reading, force generation and drivers. A draw of supply takes 5 s of
a processor where the plan's stock is enough, and 14 where it is not (two plans).
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from pathlib import Path

import planner
from planner.analysis.risk.draws import STRATA, batch, unknowns_in
from planner.analysis.risk.supply import at_draw, given_of
from planner.analysis.risk.turned import turns_of
from planner.analysis.trial import fielded
from planner.lp import SolveOptions
from planner.scenario import factbook_of

MALI = Path(__file__).parent.parent / "scenarios" / "mali-2012-risk.yaml"


def covered(path: Path, draws: int) -> None:
    """So many draws of requirements, with everything."""
    began = time.perf_counter()
    planner.risk(planner.load(path), draws, supply_draws=0)
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{draws:>9,} draws of requirements: {seconds:6.1f} s, {memory:5.0f} MB", flush=True)


def supplied(path: Path, draws: int) -> None:
    """So many draws of supply, one after another."""
    scenario, options = planner.load(path), SolveOptions()
    book = factbook_of(scenario)
    found, laydown = fielded(scenario, book, options)
    given = given_of(scenario, found, laydown, options)
    unknowns = unknowns_in(scenario, book)
    for turned in list(turns_of(scenario, unknowns.drawn(batch(unknowns, 0, 0)), STRATA))[:draws]:
        began = time.perf_counter()
        draw = at_draw(given, turned)
        seconds, unmet = time.perf_counter() - began, sum(draw.unmet.values())
        print(f"a draw of supply: {seconds:.1f} s, {unmet:.0f} t unmet")


def main() -> None:
    """Print what each takes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("scenario", nargs="?", type=Path, default=MALI)
    parser.add_argument("--supply", action="store_true")
    asked = parser.parse_args()
    for draws in (1_000, 10_000, 100_000):
        process = multiprocessing.get_context("spawn").Process(
            target=covered, args=(asked.scenario, draws)
        )
        process.start()
        process.join()
    if asked.supply:
        supplied(asked.scenario, 2)


if __name__ == "__main__":
    main()
