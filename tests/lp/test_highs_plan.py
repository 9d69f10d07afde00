"""Which method is tried, and what follows where it does not settle the matter."""

from __future__ import annotations

import numpy as np
import pytest

from planner.lp import Goal, LinearModel, Session, SolveOptions, Status, highs_plan, solve_in_order
from planner.lp.highs_plan import FEW_BEYOND, SIMPLEX_COLUMNS, attempts, is_far


def tried(options: SolveOptions, columns: int, *, basis: bool, integers: bool = False) -> list[str]:
    """The solver of each attempt, and its limit where it has one."""
    plan = attempts(options, columns=columns, rows=100_000, integers=integers, basis=basis)
    usual = highs_plan._HOT["simplex_iteration_limit"]
    words = []
    for attempt in plan:
        limit = attempt.options.get("simplex_iteration_limit", usual)
        words.append(str(attempt.options["solver"]) + ("" if limit == usual else f" {limit}"))
    return words


def test_small_models_by_simplex_and_large_ones_by_interior_point() -> None:
    auto = SolveOptions()
    assert tried(auto, SIMPLEX_COLUMNS, basis=False) == ["simplex"]
    assert tried(auto, SIMPLEX_COLUMNS + 1, basis=False) == ["ipx", "simplex"]
    assert tried(SolveOptions(method="simplex"), 1_000_000, basis=False) == ["simplex"]
    assert tried(SolveOptions(method="ipx"), 10, basis=False) == ["ipx", "simplex"]


def test_a_basis_comes_first_and_has_a_limit_where_interior_point_follows() -> None:
    assert tried(SolveOptions(), 10, basis=True) == ["simplex", "simplex"]
    large = tried(SolveOptions(), SIMPLEX_COLUMNS + 1, basis=True)
    assert large == ["simplex 5000", "ipx", "simplex"]


def test_how_far_a_basis_may_be_grows_with_the_model() -> None:
    assert [is_far(count, 10) for count in (0, FEW_BEYOND, FEW_BEYOND + 1)] == [False, False, True]
    assert [is_far(count, 17_000) for count in (183, 850, 4_643)] == [False, False, True]


def test_without_crossover_it_is_tried_before_simplex() -> None:
    assert tried(SolveOptions(method="ipx", crossover=False), 10, basis=False) == [
        "ipx",
        "ipx",
        "simplex",
    ]


def test_whole_numbers_are_left_to_branch_and_bound() -> None:
    # Any other choice of solver is for the relaxation only.
    assert tried(SolveOptions(method="ipx"), 10, basis=True, integers=True) == ["choose"] * 4
    plan = list(attempts(SolveOptions(), columns=10, rows=10, integers=True, basis=True))
    assert [attempt.options["presolve"] for attempt in plan] == ["choose", "off", "off", "off"]
    assert [attempt.from_point for attempt in plan] == [True, True, False, False]


def test_interior_point_takes_over_from_a_simplex_that_takes_too_long(
    lanes: LinearModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(highs_plan, "LEAST_ITERATIONS", 0)
    flow = lanes.columns("flow").ids
    goals = [Goal("one", flow, np.array([1, 1, 2, 2, 3, 3])), Goal("two", flow[::2], np.ones(3))]
    usual = solve_in_order(lanes, goals, SolveOptions(method="simplex"))
    capped = solve_in_order(lanes, goals, SolveOptions(method="ipx"))
    assert capped.status is Status.OPTIMAL
    expected = [goal.value for goal in usual.goals]
    assert [goal.value for goal in capped.goals] == pytest.approx(expected, abs=1e-4)


def test_another_number_of_threads_in_one_process(lanes: LinearModel) -> None:
    # HiGHS has one number of threads for the process, and refuses to run with another.
    goal = Goal("flow", lanes.columns("flow").ids, np.ones(6))
    for threads in (1, 2, 1):
        session = Session(lanes, SolveOptions(threads=threads))
        assert session.minimise(goal).objective == pytest.approx(11.0)
