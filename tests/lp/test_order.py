"""Several goals in order of importance."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from planner.lp import (
    Goal,
    LinearModel,
    Sense,
    Solution,
    SolveOptions,
    SolverError,
    Status,
    Terms,
    solve_in_order,
)
from planner.lp.blocks import Floats
from planner.lp.engine import Search, without_point
from planner.lp.start import weighted


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
    left = iter([60.0, 60.0, 60.0, 0.0, 0.0])
    monkeypatch.setattr("planner.lp.solve._left", lambda options, began: next(left))
    outcome = solve_in_order(shortage, goals(shortage), SolveOptions(time_limit=60.0))
    assert outcome.status.has_solution
    assert outcome.goals[0].status is Status.OPTIMAL
    assert outcome.goals[1].status in (Status.FEASIBLE, Status.LIMIT, Status.OPTIMAL)
    assert outcome.goals[1].value == pytest.approx(21.0, abs=1e-4)


class Slow:
    """An engine that takes 45 seconds for a goal by a clock of its own, and keeps to limits."""

    keeps_basis = False

    def __init__(self, model: LinearModel, *rest: object) -> None:
        self.columns = model.num_columns
        self.now = 0.0
        self.given: list[float | None] = []

    def minimise(self, costs: Floats, search: Search) -> Solution:
        seconds = search.seconds
        self.given.append(seconds)
        self.now += min(45.0, 45.0 if seconds is None else seconds)
        if seconds is not None and seconds < 45.0:
            return without_point(Status.LIMIT, self.columns)
        values = np.array([6.0, 3.0, 1.0])
        best = float(costs @ values)
        return Solution(Status.OPTIMAL, best, best, values, None, None, 45.0, 1)


@pytest.mark.parametrize(
    ("limit", "given"), [(60.0, [60.0, 15.0]), (45.0, [45.0, 0.0]), (None, [None, None, None])]
)
def test_each_goal_has_the_time_that_the_ones_before_it_left(
    shortage: LinearModel,
    monkeypatch: pytest.MonkeyPatch,
    limit: float | None,
    given: list[float | None],
) -> None:
    engine = Slow(shortage)
    monkeypatch.setattr("planner.lp.solve.ArrayHighs", lambda *_: engine)
    monkeypatch.setattr("planner.lp.solve.time", SimpleNamespace(perf_counter=lambda: engine.now))
    road = Goal("road", shortage.columns("road").ids, np.ones(1))
    outcome = solve_in_order(shortage, [*goals(shortage), road], SolveOptions(time_limit=limit))
    assert engine.given == given
    ended = [goal.status for goal in outcome.goals]
    if limit is None:
        assert ended == [Status.OPTIMAL] * 3
        return
    # The second goal came to no end: the sequence stops there, at the point of the first.
    assert ended == [Status.OPTIMAL, Status.LIMIT]
    assert outcome.status is Status.FEASIBLE
    assert outcome.solution is outcome.by_goal["unmet"]
    assert (outcome.goals[1].value, outcome.goals[1].bound) == (21.0, None)
    assert outcome.goals[1].gap is None


@pytest.mark.parametrize("count", [0, 2])
def test_goals_need_names_of_their_own(shortage: LinearModel, count: int) -> None:
    with pytest.raises(SolverError, match="names of their own"):
        solve_in_order(shortage, goals(shortage)[:1] * count)


@pytest.fixture
def plenty() -> LinearModel:
    """road + air + unmet = 10, road <= 8, air <= 3: everything can be met."""
    model = LinearModel("plenty", {})
    road = model.add_columns("road", {}, upper=8.0)
    air = model.add_columns("air", {}, upper=3.0)
    unmet = model.add_columns("unmet", {}, upper=10.0)
    ids = np.array([*road.ids, *air.ids, *unmet.ids])
    model.add_rows("need", {}, Sense.EQ, 10.0, [Terms(np.zeros(3, dtype=np.int64), ids, 1.0)])
    return model


def hopeful(model: LinearModel) -> list[Goal]:
    first, *rest = goals(model)
    return [Goal(first.name, first.columns, first.coefficients, hoped_zero=True), *rest]


def test_goals_that_can_all_be_zero_need_no_solve_of_their_own(plenty: LinearModel) -> None:
    # Unmet 0; then 8 by road and 2 by air cost 8 + 10 = 18.
    outcome = solve_in_order(plenty, hopeful(plenty))
    assert outcome.status is Status.OPTIMAL
    assert [goal.value for goal in outcome.goals] == pytest.approx([0.0, 18.0])
    assert plenty.matrix().upper.tolist() == [8.0, 3.0, 10.0]


def test_a_hope_in_vain_costs_only_the_try(shortage: LinearModel) -> None:
    usual, hoped = solve_in_order(shortage, goals(shortage)), hopeful(shortage)
    outcome = solve_in_order(shortage, hoped)
    expected = [goal.value for goal in usual.goals]
    assert [goal.value for goal in outcome.goals] == pytest.approx(expected)


def test_the_start_weighs_each_goal_less_per_typical_coefficient() -> None:
    # Typical coefficients 2 and 500: 2 / 2 = 1, then 500 / 500 / 30.
    first = Goal("tonnes", np.array([0, 1]), np.array([2.0, 2.0]))
    second = Goal("km", np.array([1, 2]), np.array([500.0, 500.0]))
    total = weighted([first, second], 3).costs(3)
    assert total == pytest.approx([1.0, 1.0 + 1 / 30, 1 / 30])


def test_a_goal_that_is_a_whole_number_stays_that_number() -> None:
    # 4,000,000 and a millionth of it would be 4,000,004: the second goal would take the four.
    model = LinearModel("m", {})
    first = model.add_columns("first", {}, lower=0.0, upper=9_000_000.0, integer=True)
    second = model.add_columns("second", {}, upper=10.0, integer=True)
    row = np.zeros(1, dtype=np.int64)
    model.add_rows(
        "sum", {}, Sense.GE, 4_000_010.0, [Terms(row, first.ids), Terms(row, second.ids)]
    )
    goals_in_order = [Goal("first", first.ids, np.ones(1)), Goal("second", second.ids, np.ones(1))]
    outcome = solve_in_order(model, goals_in_order)
    assert [goal.value for goal in outcome.goals] == [4_000_000.0, 10.0]
