"""Force generation at the size of a large conference, as ratios of figures of one run.

    python benchmarks/forces.py hand-off     building the model and handing it over, to the floor
    python benchmarks/forces.py arrivals     2,000 units, 200 requirements, 52 weeks: gap and time
    python benchmarks/forces.py reliefs      the same with the week of arrival chosen by the plan
    python benchmarks/forces.py splitting    units pledged one by one, against as counts
    python benchmarks/forces.py reasons      the reasons of all shortfalls, against the first solve

Times are of the processor, in seconds, so that others on the machine count little.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import pulp  # noqa: F401 (first: it loads the solver's library for all)
import highspy
import numpy as np
from forces_models import conference

from planner.forces.instance import force_problem
from planner.forces.merging import merged
from planner.forces.problem import ForceProblem
from planner.forces.reasons import find_reasons
from planner.forces.result import Filled
from planner.forces.solve import build, settle, solve
from planner.forces.variables import axes
from planner.forces.views import View, causes_in
from planner.lp import LinearModel, SolveOptions
from planner.lp.highs import ArrayHighs
from planner.scenario import Scenario, factbook_of


def timed[T](work: Callable[[], T]) -> tuple[float, T]:
    """Seconds of processor time, and what the work gives."""
    began = time.process_time()
    done = work()
    return time.process_time() - began, done


def problem_of(scenario: Scenario) -> ForceProblem:
    """The deployable view of a scenario."""
    return force_problem(scenario, factbook_of(scenario), View())


def hand_off(repeat: int = 7) -> None:
    """Building the model and handing it over, against handing over the same arrays in one call."""
    for chosen in (0, 15):
        problem = problem_of(conference(chosen_weeks=chosen))
        ratios = [_hand_off(problem) for _ in range(repeat)]
        built, floor = sorted(ratios, key=lambda pair: pair[0] / pair[1])[repeat // 2]
        print(
            f"{len(problem.tours):,} tours: built and handed over in {built:.3f} s, "
            f"arrays alone in {floor:.3f} s; ratio {built / floor:.1f}, target 3"
        )


def _hand_off(problem: ForceProblem) -> tuple[float, float]:
    # the index sets are arrays of the problem, made once for all models of it
    for name in ("pairs", "most_units", "spells", "crowded", "concentrated", "whole"):
        getattr(problem, name)
    built, model = timed(lambda: _model(problem))
    handed, _ = timed(lambda: _hand_over(model))
    floor, _ = timed(lambda: _floor(model))
    return built + handed, floor


def _model(problem: ForceProblem) -> LinearModel:
    model = LinearModel("forces", axes(problem))
    build(model, problem)
    return model


def _hand_over(model: LinearModel) -> None:
    engine = ArrayHighs(model, SolveOptions())
    engine._costs = np.zeros(model.num_columns)
    engine.buildSolverModel(model.bare_problem())


def _floor(model: LinearModel) -> None:
    """The same arrays, handed to HiGHS in one call."""
    matrix, highs = model.matrix(), highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.passModel(
        model.num_columns,
        matrix.rhs.size,
        matrix.csr.indices.size,
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        0.0,
        np.zeros(model.num_columns),
        matrix.lower,
        matrix.upper,
        matrix.row_lower,
        matrix.row_upper,
        matrix.csr.starts.astype(np.int32),
        matrix.csr.indices.astype(np.int32),
        matrix.csr.values,
        matrix.integer.astype(np.int32),
    )


def arrivals() -> None:
    """Arrivals given: the value of each goal, its gap and the time of all."""
    _solved(conference(), SolveOptions(gap=0.01, time_limit=60))


def reliefs() -> None:
    """Arrivals chosen by the plan, where plenty is required and where little is."""
    for most in (15, 9, 6):
        print(f"requirements of up to {most} units:")
        scenario = conference(chosen_weeks=15, most=most)
        _solved(scenario, SolveOptions(gap=0.02, time_limit=120))


def _solved(scenario: Scenario, options: SolveOptions) -> None:
    problem = problem_of(scenario)
    began = time.perf_counter()
    seconds, filled = timed(lambda: solve(problem, options))
    for goal in filled.goals:
        gap = "proven" if goal.gap is None else f"gap {goal.gap:.2%}"
        print(f"  {goal.name} {goal.priority or ''}: {goal.value:,.1f} {goal.unit}, {gap}")
    early = ", stopped by the time limit" if filled.stopped_early else ""
    print(
        f"  {len(problem.tours):,} tours: {seconds:.1f} s of processor time, "
        f"{time.perf_counter() - began:.1f} s{early}"
    )


def splitting() -> None:
    """Units pledged one by one, against the same as counts."""
    options = SolveOptions(gap=0.01)
    counts = problem_of(conference(requirements=60, units=600))
    single = problem_of(conference(requirements=60, units=600, single=True))
    whole, together = timed(lambda: solve(counts, options))
    apart, found = timed(lambda: solve(single, options))
    merging, _ = timed(lambda: merged(single))
    same = [round(goal.value, 4) for goal in together.goals] == [
        round(goal.value, 4) for goal in found.goals
    ]
    print(
        f"{len(counts.pledges)} pledges as counts {whole:.2f} s; {len(single.pledges)} single "
        f"units {apart:.2f} s, of which merging {merging:.2f} s; the same goals: {same}"
    )


def reasons() -> None:
    """The reasons of all shortfalls together, against the first solve."""
    scenario, options = conference(), SolveOptions(gap=0.01)
    book, known = factbook_of(scenario), {}
    first, base = timed(lambda: solve(problem_of(scenario), options))

    def counterfactual(view: View) -> Filled:
        return settle(force_problem(scenario, book, view), base, options, known)

    causes = causes_in(scenario, book)
    took, found = timed(lambda: find_reasons(base, causes, counterfactual))
    print(
        f"first solve {first:.1f} s; reasons of {len(found)} shortfalls {took:.1f} s; "
        f"ratio {took / first:.2f}, target 5"
    )


MODES = {
    "hand-off": hand_off,
    "arrivals": arrivals,
    "reliefs": reliefs,
    "splitting": splitting,
    "reasons": reasons,
}


def main() -> None:
    """Run the modes that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0] if __doc__ else None)
    parser.add_argument("mode", nargs="*", choices=[[], *MODES])
    for mode in parser.parse_args().mode or MODES:
        MODES[mode]()


if __name__ == "__main__":
    main()
