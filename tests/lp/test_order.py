"""Several goals in order of importance."""

from __future__ import annotations

import numpy as np
import pytest

from planner.lp import (
    Goal,
    LinearModel,
    Sense,
    SolveOptions,
    SolverError,
    Status,
    Terms,
    solve_in_order,
)


def goals(model: LinearModel) -> list[Goal]:
    """First what is not met, then cost: 1 by road, 5 by air."""
    way = np.array([*model.columns("road").ids, *model.columns("air").ids])
    return [
        Goal("unmet", model.columns("unmet").ids, np.ones(1)),
        Goal("cost", way, np.array([1.0, 5.0])),
    ]


@pytest.mark.parametrize("method", ["simplex", "ipx"])
@pytest.mark.parametrize("crossover", [True, False])
def test_goals_in_order(shortage: LinearModel, method: str, crossover: bool) -> None:
    # road + air + unmet = 10, road <= 6, air <= 3.
    # Unmet is at least 10 - 6 - 3 = 1. Held there, road is 6 and air 3: cost 6 + 15 = 21.
    # (Cost first would be 0, with 10 unmet.)
    options = SolveOptions(method=method, crossover=crossover)
    outcome = solve_in_order(shortage, goals(shortage), options)
    assert outcome.status is Status.OPTIMAL
    assert [goal.name for goal in outcome.goals] == ["unmet", "cost"]
    assert [goal.value for goal in outcome.goals] == pytest.approx([1.0, 21.0], abs=1e-4)
    assert outcome.solution is outcome.by_goal["cost"]
    assert outcome.solution.of(shortage.columns("air")) == pytest.approx([3.0], abs=1e-4)
    # One unit more that may be unmet would save a unit by air: the dual of the held row is -5.
    duals = outcome.solution.duals
    assert duals is not None
    assert duals[-1] == pytest.approx(-5.0, abs=1e-4)


def test_the_order_matters(shortage: LinearModel) -> None:
    outcome = solve_in_order(shortage, goals(shortage)[::-1])
    assert [goal.value for goal in outcome.goals] == pytest.approx([0.0, 10.0], abs=1e-4)


def test_the_model_is_left_as_it_was(shortage: LinearModel) -> None:
    first = solve_in_order(shortage, goals(shortage))
    assert shortage.num_rows == 1
    again = solve_in_order(shortage, goals(shortage))
    assert first.solution.values.tobytes() == again.solution.values.tobytes()


def test_whole_numbers_in_order(knapsack: LinearModel) -> None:
    # Least room left: 4 + 5 leave 1. Then fewest boxes: still two.
    order = [
        Goal("left", knapsack.columns("left").ids, np.ones(1)),
        Goal("boxes", knapsack.columns("take").ids, np.ones(3)),
    ]
    outcome = solve_in_order(knapsack, order)
    assert [goal.value for goal in outcome.goals] == pytest.approx([1.0, 2.0])
    # The other way round nothing is taken, and ten kilograms are left.
    outcome = solve_in_order(knapsack, order[::-1])
    assert [goal.value for goal in outcome.goals] == pytest.approx([0.0, 10.0])


def test_infeasible_stops_at_the_first_goal(shortage: LinearModel) -> None:
    shortage.set_bounds(shortage.columns("unmet"), 0.0, 0.5)
    outcome = solve_in_order(shortage, goals(shortage))
    assert outcome.status is Status.INFEASIBLE
    assert [(goal.name, goal.status) for goal in outcome.goals] == [("unmet", Status.INFEASIBLE)]
    assert np.isnan(outcome.goals[0].value)


def test_an_unbounded_later_goal_keeps_what_is_known() -> None:
    model = LinearModel("m", {})
    x = model.add_columns("x", {})
    y = model.add_columns("y", {})
    model.add_rows("r", {}, Sense.GE, 2.0, [Terms(np.zeros(1, dtype=int), x.ids)])
    order = [Goal("x", x.ids, np.ones(1)), Goal("minus y", y.ids, -np.ones(1))]
    outcome = solve_in_order(model, order)
    assert outcome.status is Status.UNBOUNDED
    assert [goal.status for goal in outcome.goals] == [Status.OPTIMAL, Status.UNBOUNDED]
    assert outcome.solution is outcome.by_goal["x"]
    assert outcome.solution.of(x).tolist() == [2.0]


def test_no_time_stops_at_the_first_goal(shortage: LinearModel) -> None:
    outcome = solve_in_order(shortage, goals(shortage), SolveOptions(time_limit=0.0))
    assert outcome.status is Status.LIMIT
    assert len(outcome.goals) == 1


def test_time_that_runs_out_leaves_the_earlier_goal(
    shortage: LinearModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The whole limit is gone once the first goal is solved.
    left = iter([60.0, 0.0])
    monkeypatch.setattr("planner.lp.solve._left", lambda options, began: next(left))
    outcome = solve_in_order(shortage, goals(shortage), SolveOptions(time_limit=60.0))
    assert outcome.status is Status.FEASIBLE
    assert outcome.goals[0].status is Status.OPTIMAL
    assert outcome.goals[1].status in (Status.FEASIBLE, Status.LIMIT, Status.OPTIMAL)
    assert outcome.goals[1].value == pytest.approx(21.0, abs=1e-4)


@pytest.mark.parametrize("count", [0, 2])
def test_goals_need_names_of_their_own(shortage: LinearModel, count: int) -> None:
    with pytest.raises(SolverError, match="names of their own"):
        solve_in_order(shortage, goals(shortage)[:1] * count)
