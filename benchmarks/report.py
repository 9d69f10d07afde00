"""How long the reports of a plan take once it is made, and how much memory they need.

    python benchmarks/report.py [PLAN|SCENARIO]

Makes every format of one plan in one process, one after the other, as `planner report` does with
several -o, and prints the seconds of each, of all together beside those of planning, and the
largest memory of a process that reads the plan file and makes them all. The aim for Mali: under
10 seconds and 400 MB. A scenario is planned first, without the trials of its sliders and figures;
a plan file brings what it was kept with.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import planner
from planner.dossier import Dossier
from planner.report.content import content_of
from planner.report.files import FORMATS, Look, Target, made

MALI = Path(__file__).parent.parent / "scenarios" / "mali-2012.yaml"


def main() -> None:
    """Plan one scenario, or read its plan, and print what the reports take."""
    if sys.argv[1:2] == ["--child"]:
        make_all(planner.read_dossier(sys.argv[2]))
        return
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else MALI
    with tempfile.TemporaryDirectory() as folder:
        if path.suffix == ".plan":
            kept, planning = path, None
        else:
            began = time.perf_counter()
            plan = planner.plan(planner.load(path))
            planning = time.perf_counter() - began
            kept = Path(folder, "kept.plan")
            planner.write_report(Dossier(plan), kept)
        seconds = make_all(planner.read_dossier(kept))
        subprocess.run([sys.executable, __file__, "--child", str(kept)], check=True)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(", ".join(f"{name} {took:.1f} s" for name, took in seconds.items()))
    total = sum(seconds.values())
    beside = "" if planning is None else f", {total / planning:.2f} of the time of planning"
    print(f"all formats {total:.1f} s (aim: under 10){beside}")
    print(f"memory {megabytes:.0f} MB (aim: under 400)")


def make_all(dossier: Dossier) -> dict[str, float]:
    """Make every format; the seconds of each, with what it is the first to need."""
    content, seconds = content_of(dossier), {}
    for name in FORMATS:
        began = time.perf_counter()
        made(content, [Target(name)], Look())
        seconds[name] = time.perf_counter() - began
    return seconds


if __name__ == "__main__":
    main()
