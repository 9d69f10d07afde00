"""How fast plans are made again for a sweep, from the basis of one plan and from nothing.

    python benchmarks/sweeps.py [SCENARIO] [PATH=VALUES]

Plans the supply of a scenario once, then again at each value of a path: each time from the basis of
the first plan, and from nothing as `planner run` does. Prints the plans a second of both, with and
without building the model, their ratio, and by how much the numbers differ. Each is timed in turn
within one run, so that a machine that does much else tells the same of both. The aim, for a sweep
of one parameter: at least 5 times the rate of building and solving from nothing.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np

import planner
from planner.analysis.headlines import headlines_of
from planner.analysis.sweep import axis_of
from planner.analysis.trial import fielded, supply_case, supply_model, supply_outcome
from planner.analysis.unchanged import unchanged
from planner.scenario import factbook_of
from planner.scenario.with_changes import with_changes

MALI = Path(__file__).parent.parent / "scenarios" / "mali-2012.yaml"
OVER = "fleets.lorries-west.count=60..140/9"


def main() -> None:
    """Sweep one path and print the rates."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else MALI
    axis = axis_of(sys.argv[2] if len(sys.argv) > 2 else OVER)
    scenario = planner.load(path)
    wanted = headlines_of(scenario, factbook_of(scenario))
    base = unchanged(scenario, wanted, planner.SolveOptions(), lambda _: None).base
    assert base.witness is not None
    build, warm, cold, apart = [], [], [], []
    for value in axis.values:
        began = time.perf_counter()
        changed = with_changes(scenario, {axis.path: value})
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


if __name__ == "__main__":
    main()
