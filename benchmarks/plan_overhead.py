"""How long a whole plan takes, and how much of it is not the solver's.

    python benchmarks/plan_overhead.py [SCENARIO]

Prints the wall time of loading, planning and writing the result, the part spent inside the solver,
the rest, the share of the rest in the solver's time, and the largest memory. The aim: the rest is
at most half the solver's time plus one second; Mali under 15 seconds and 600 MB on two cores.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import planner
from planner.lp.solve import Session

MALI = Path(__file__).parent.parent / "scenarios" / "mali-2012.yaml"


def main() -> None:
    """Plan one scenario and print where the time went."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else MALI
    in_solver = 0.0
    minimise = Session.minimise

    def timed(self: Session, *args: object, **options: object) -> object:
        nonlocal in_solver
        began = time.perf_counter()
        try:
            return minimise(self, *args, **options)  # type: ignore[arg-type]
        finally:
            in_solver += time.perf_counter() - began

    Session.minimise = timed  # type: ignore[method-assign, assignment]
    began = time.perf_counter()
    plan = planner.plan(planner.load(path))
    text = plan.to_json()
    total = time.perf_counter() - began
    rest = total - in_solver
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    size = plan.sustainment.size if plan.sustainment else {}
    print(f"{path.name}: {size}, result {len(text) / 1e6:.1f} MB")
    print(f"total {total:.1f} s = solver {in_solver:.1f} s + rest {rest:.1f} s")
    print(f"rest / (solver / 2 + 1 s) = {rest / (in_solver / 2 + 1):.2f} (aim: at most 1)")
    print(f"memory {memory_mb:.0f} MB (aim: under 600)")


if __name__ == "__main__":
    main()
