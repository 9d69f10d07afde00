"""The last digits of a solution whose goals were held within a hair."""

from __future__ import annotations

import numpy as np
import pytest

from planner.lp import Goal, LinearModel, Sense, SolveOptions, Terms, polished, solve_in_order


def test_what_a_hair_of_the_first_goal_bought_is_given_back() -> None:
    # 6 of `parts` are wanted and each costs 1,000; that 5.999994 are good enough for the first
    # goal, 1,000 of which 994 are missing, saves 0.006 of the second.
    model = LinearModel("m", {})
    parts = model.add_columns("parts", {}, upper=6.0)
    short = model.add_columns("short", {}, upper=1_000.0)
    works = model.add_columns("works", {}, upper=1.0, integer=True)
    zero = np.zeros(1, dtype=np.int64)
    model.add_rows("need", {}, Sense.GE, 1_000.0, [Terms(zero, parts.ids), Terms(zero, short.ids)])
    model.add_rows("link", {}, Sense.LE, 0.0, [Terms(zero, parts.ids), Terms(zero, works.ids, -6)])
    goals = [Goal("short", short.ids, np.ones(1)), Goal("cost", parts.ids, np.full(1, 1_000.0))]
    outcome = solve_in_order(model, goals)
    assert outcome.solution.of(parts)[0] < 6
    solution = polished(model, goals, outcome.solution, SolveOptions())
    assert solution.of(parts)[0] == pytest.approx(6, abs=1e-9)
    assert solution.of(works)[0] == 1
    assert solution.status is outcome.solution.status


def test_a_linear_model_stays_as_it_is() -> None:
    model = LinearModel("m", {})
    x = model.add_columns("x", {}, lower=1.0)
    goals = [Goal("x", x.ids, np.ones(1))]
    solution = solve_in_order(model, goals).solution
    assert polished(model, goals, solution, SolveOptions()) is solution
