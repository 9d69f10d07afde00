"""Answers of branch and bound that cannot be right are not believed."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from planner.lp import (
    Goal,
    LinearModel,
    Sense,
    Session,
    Solution,
    SolveOptions,
    Status,
    Terms,
    solve_in_order,
)
from planner.lp.doubt import (
    PROOFS,
    REFUSAL,
    Hearing,
    Known,
    agree,
    at_least,
    better,
    doubted,
    doubtful,
    known,
    whole_bounds,
)
from planner.lp.engine import without_point
from planner.lp.highs_plan import Attempt, attempts
from planner.lp.highs_read import _believed

NO_POINT = without_point(Status.LIMIT, 4)
POINT = np.array([0.0, 1.0, 1.0, 1.0])


def answer(status: Status, objective: float, bound: float | None) -> Solution:
    return Solution(status, objective, bound, POINT, None, None, 0.1, 5)


def fooled() -> tuple[LinearModel, list[Goal]]:
    """The smallest model found that HiGHS 1.15.1 gets wrong when two goals are held.

    x and z are 0 or 1; s[0] + x[0] + x[1] >= 8 and s[1] + x[0] >= 3. First x[1] + s[0] + s[1]:
    x[0] = 1 leaves s[1] = 2 and x[1] + s[0] = 7, so 9. Then 0.03 x[1] + s[0]: x[1] = 1, s[0] = 6,
    so 6.03. Last x[0] - z + s[0] + s[1]: only z is left to choose, and 1 - 1 + 6 + 2 = 8.
    HiGHS with presolve says 9, the point it started from, or infeasible without a start.
    """
    model = LinearModel("fooled", {"i": ["0", "1"]})
    x = model.add_columns("x", {"i": np.arange(2)}, upper=1.0, integer=True)
    z = model.add_columns("z", {}, upper=1.0, integer=True)
    s = model.add_columns("s", {"i": np.arange(2)}, upper=100.0)
    first = Terms(np.zeros(3, dtype=int), np.array([*s.ids[:1], *x.ids]))
    model.add_rows("first", {}, Sense.GE, 8.0, [first])
    second = Terms(np.zeros(2, dtype=int), np.array([s.ids[1], x.ids[0]]))
    model.add_rows("second", {}, Sense.GE, 3.0, [second])
    ids = np.concatenate([x.ids, z.ids, s.ids])
    costs = [[0, 1, 0, 1, 1], [0, 0.03, 0, 1, 0], [1, 0, -1, 1, 1]]
    return model, [Goal(f"goal {i}", ids, np.array(c, float)) for i, c in enumerate(costs)]


def model_of(
    rows: list[tuple[Sense, float, list[float]]],
    bounds: list[tuple[float, float]],
    integers: int,
) -> LinearModel:
    """A row for each (sense, right-hand side, coefficients); the first columns are whole."""
    ids, (lower, upper) = np.arange(len(bounds)), np.array(bounds).T
    model = LinearModel("case", {"i": [str(i) for i in ids]})
    x = model.add_columns("x", {"i": ids}, lower=lower, upper=upper, integer=ids < integers).ids
    for number, (sense, right, coefficients) in enumerate(rows):
        terms = [Terms(np.zeros(ids.size, dtype=int), x, np.array(coefficients))]
        model.add_rows(f"r{number}", {}, sense, right, terms)
    return model


def least(model: LinearModel, costs: list[float], *, relaxed: bool = False) -> Solution:
    goal = Goal("g", np.arange(len(costs)), np.array(costs))
    return Session(model, SolveOptions()).minimise(goal, relaxed=relaxed)


# a and b are whole, and a + b <= s = a + 2 b. With a = 1, b = 0 that is s = 1; presolve says 2.
TWICE = model_of(
    [(Sense.GE, 0, [-1, -1, 1]), (Sense.EQ, 0, [1, 2, -1])], [(1, 2), (0, 1), (0.5, 2)], 2
)
# a and b are whole, d <= b, a + c >= 2.5, b + 2 c = 3 + a. With a = b = 1, c = 1.5 there is d = 1;
# presolve says that 0 is the most.
NOUGHT = model_of(
    [
        (Sense.GE, 0, [0, 1, 0, -1]),
        (Sense.GE, 5, [2, 0, 2, 0]),
        (Sense.EQ, 3, [-1, 1, 2, 0]),
    ],
    [(0, 1), (0, 1), (0, 2), (0, 1)],
    2,
)
# a is whole, and b <= 1. The rows leave b = 0, c = 0 or 1 and so a = 1, d = 2; presolve says that
# there is no point at all.
NO_POINT_SEEN = model_of(
    [
        (Sense.EQ, 3, [1, -1, 1, 1]),
        (Sense.EQ, 4, [2, 1, 0, 1]),
        (Sense.LE, 0, [2, 1, 2, -1]),
    ],
    [(0, 2), (0, 1), (0, 0), (0, 3)],
    1,
)


@pytest.mark.parametrize(
    ("model", "costs", "best"),
    [
        (TWICE, [0, 0, 1], 1.0),
        (NOUGHT, [0, 0, 0, -1], -1.0),
        (NO_POINT_SEEN, [0, 0, 0, 2], 4.0),
    ],
)
def test_a_small_model_is_solved_twice(model: LinearModel, costs: list[float], best: float) -> None:
    # HiGHS 1.15 settles each of them in presolve, wrongly.
    found = least(model, costs)
    assert found.status is Status.OPTIMAL
    assert found.objective == pytest.approx(best)
    assert found.bound == pytest.approx(best)


@pytest.mark.parametrize(
    ("rows", "bounds", "costs", "best"),
    [
        # With y <= x + 2 the best is y = 2, x = 0; HiGHS says -1.5 with presolve.
        ([(Sense.LE, 2, [-1, 1])], [(0, 1), (0, 2.5)], [1, -1], -2.0),
        # x + 2 y = 6 leaves y = 3, x = 0; HiGHS says with presolve that there is no point.
        ([(Sense.GE, -3, [1, -1]), (Sense.EQ, 6, [1, 2])], [(0, 1), (0, 3.5)], [1, 0], 0.0),
    ],
)
def test_bounds_of_whole_columns_need_not_be_whole(
    rows: list[tuple[Sense, float, list[float]]],
    bounds: list[tuple[float, float]],
    costs: list[float],
    best: float,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # So it is with large models too, of which there is no second run.
    monkeypatch.setattr("planner.lp.highs.WITNESSED", 0)
    found = least(model_of(rows, bounds, 2), costs)
    assert found.status is Status.OPTIMAL
    assert found.objective == pytest.approx(best)


def test_bounds_are_drawn_in_for_the_search_alone() -> None:
    model = model_of([(Sense.LE, 9, [1, 1])], [(0.2, 3.7), (-1.5, 2.5)], 1)
    drawn = whole_bounds(model.matrix())
    assert (drawn.lower.tolist(), drawn.upper.tolist()) == ([1, -1.5], [3, 2.5])
    assert (model.matrix().lower.tolist(), model.matrix().upper.tolist()) == (
        [0.2, -1.5],
        [3.7, 2.5],
    )
    assert least(model, [-1, 0]).objective == pytest.approx(-3.0)
    assert least(model, [-1, 0], relaxed=True).objective == pytest.approx(-3.7)


def test_a_bound_that_misses_a_whole_number_by_rounding_is_that_number() -> None:
    drawn = whole_bounds(model_of([], [(1 + 1e-9, 3 - 1e-9), (-1e-9, np.inf)], 2).matrix())
    assert (drawn.lower.tolist(), drawn.upper.tolist()) == ([1, 0], [3, np.inf])


def test_no_whole_number_between_bounds_is_infeasible() -> None:
    model = model_of([(Sense.LE, 9, [1, 1])], [(0.2, 0.8), (0, 2)], 1)
    assert least(model, [1, 1]).status is Status.INFEASIBLE
    assert least(model, [1, 1], relaxed=True).objective == pytest.approx(0.2)


def test_a_model_that_presolve_gets_wrong() -> None:
    model, goals = fooled()
    outcome = solve_in_order(model, goals)
    assert outcome.status is Status.OPTIMAL
    assert [goal.value for goal in outcome.goals] == pytest.approx([9.0, 6.03, 8.0], abs=1e-4)
    assert [goal.bound for goal in outcome.goals] == pytest.approx([9.0, 6.03, 8.0], abs=1e-4)


def test_a_wrong_answer_is_never_called_optimal(monkeypatch: pytest.MonkeyPatch) -> None:
    # Only the first attempt, and no witness. A HiGHS without the fault may solve it at once.
    monkeypatch.setattr("planner.lp.highs.WITNESSED", 0)
    monkeypatch.setattr("planner.lp.highs.attempts", lambda *a, **k: [next(attempts(*a, **k))])
    model, goals = fooled()
    outcome = solve_in_order(model, goals)
    last = outcome.goals[-1]
    assert (last.status, round(last.value, 3)) in {(Status.FEASIBLE, 9.0), (Status.OPTIMAL, 8.0)}
    assert outcome.solution is outcome.by_goal["goal 2"]


def test_a_point_proves_an_infeasible_verdict_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    # Without the start point HiGHS calls the last goal infeasible at the first attempt.
    def without_start(*given: Any, **named: Any) -> list[Attempt]:
        return [replace(attempt, from_point=False) for attempt in attempts(*given, **named)]

    monkeypatch.setattr("planner.lp.highs.attempts", without_start)
    model, goals = fooled()
    outcome = solve_in_order(model, goals)
    assert outcome.status is Status.OPTIMAL
    assert [goal.value for goal in outcome.goals] == pytest.approx([9.0, 6.03, 8.0], abs=1e-4)


@pytest.mark.parametrize(
    ("found", "start", "doubt"),
    [
        (answer(Status.OPTIMAL, 3.0, 3.0), None, False),
        (answer(Status.OPTIMAL, 3.0, 3.0), 3.0, False),
        (answer(Status.OPTIMAL, 3.0, None), None, True),
        (answer(Status.OPTIMAL, 3.0, 3.0), 2.9, True),
        (answer(Status.FEASIBLE, 3.0, None), None, False),
        (answer(Status.FEASIBLE, 3.0, 1.0), 2.9, True),
        (without_point(Status.INFEASIBLE, 4), None, False),
        (without_point(Status.INFEASIBLE, 4), 3.0, True),
        (without_point(Status.UNBOUNDED, 4), 3.0, False),
        (NO_POINT, 3.0, False),
    ],
)
def test_what_is_doubted(found: Solution, start: float | None, doubt: bool) -> None:
    assert doubtful(found, None if start is None else Known(POINT, start)) is doubt


def test_a_doubted_answer_keeps_its_point_if_that_fits(knapsack: LinearModel) -> None:
    # 4 kg and 5 kg are taken, 1 kg is left; 2 left would be one too many.
    matrix = knapsack.matrix()
    kept = doubted(answer(Status.OPTIMAL, 1.0, None), matrix)
    assert (kept.status, kept.objective, kept.bound) == (Status.FEASIBLE, 1.0, None)
    wrong = replace(answer(Status.OPTIMAL, 2.0, None), values=np.array([0.0, 1.0, 1.0, 2.0]))
    assert doubted(wrong, matrix).status is Status.LIMIT
    assert doubted(without_point(Status.INFEASIBLE, 4), matrix).status is Status.LIMIT


@pytest.mark.parametrize(
    ("values", "fits"),
    [
        ([0.0, 1.0, 1.0, 1.0], True),
        ([0.0, 1.0, 1.0, 1.0 + 1e-7], True),
        ([0.0, 1.0, 1.0, 1.1], False),
        ([0.5, 1.0, 1.0, -0.5], False),
        ([0.5, 0.5, 1.0, 1.5], False),
        ([0.0, 2.0, 0.0, 2.0], False),
        ([0.0, 1.0, 1.0], False),
    ],
)
def test_a_point_is_known_only_if_it_fits(
    knapsack: LinearModel, values: list[float], fits: bool
) -> None:
    found = known(knapsack.matrix(), np.array([0.0, 0, 0, 2.0]), np.array(values))
    assert (found is not None) is fits
    assert found is None or found.objective == pytest.approx(2.0)


INFEASIBLE, UNBOUNDED = (without_point(s, 4) for s in (Status.INFEASIBLE, Status.UNBOUNDED))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (answer(Status.OPTIMAL, 3.0, 3.0), answer(Status.OPTIMAL, 3.0 + 1e-7, 3.0), True),
        (answer(Status.OPTIMAL, 3.0, 3.0), answer(Status.OPTIMAL, 2.9, 2.9), False),
        # A gap was allowed, and none of the bounds is above the other point.
        (answer(Status.OPTIMAL, 3.0, 2.8), answer(Status.OPTIMAL, 2.9, 2.7), True),
        (answer(Status.OPTIMAL, 3.0, 3.0), INFEASIBLE, False),
        (answer(Status.OPTIMAL, 3.0, 3.0), UNBOUNDED, False),
        (INFEASIBLE, INFEASIBLE, True),
        (UNBOUNDED, UNBOUNDED, True),
        (UNBOUNDED, INFEASIBLE, False),
    ],
)
def test_when_two_answers_agree(one: Solution, other: Solution, same: bool) -> None:
    assert agree(one, other) is agree(other, one) is same


@pytest.mark.parametrize(
    ("runs", "status", "objective"),
    [
        # Two say the same.
        ([answer(Status.OPTIMAL, 3.0, 3.0)] * 2, Status.OPTIMAL, 3.0),
        ([INFEASIBLE] * 2, Status.INFEASIBLE, None),
        # The third decides, also where the first was better than the others say is possible.
        ([(4.0, 4.0), (3.0, 3.0), (3.0, 3.0)], Status.OPTIMAL, 3.0),
        ([INFEASIBLE, (3.0, 3.0), (3.0, 3.0)], Status.OPTIMAL, 3.0),
        ([(3.0, 3.0), INFEASIBLE, (3.0, 3.0)], Status.OPTIMAL, 3.0),
        # All three differ: the best point, without a proof.
        ([(4.0, 4.0), (2.0, 2.0), (3.0, 3.0)], Status.FEASIBLE, 2.0),
        ([(3.0, 3.0), INFEASIBLE, (2.0, 2.0)], Status.FEASIBLE, 2.0),
        # A second run that came to a limit says nothing against the first.
        ([(3.0, 3.0), answer(Status.FEASIBLE, 3.5, 1.0)], Status.OPTIMAL, 3.0),
        ([(3.0, 3.0), answer(Status.NEAR, 3.0, 1.0)], Status.OPTIMAL, 3.0),
        ([(3.0, 3.0), NO_POINT], Status.OPTIMAL, 3.0),
        # Unless it has a better point.
        ([(3.0, 3.0), answer(Status.FEASIBLE, 2.5, 1.0)], Status.FEASIBLE, 2.5),
        ([INFEASIBLE, answer(Status.FEASIBLE, 2.5, 1.0)], Status.FEASIBLE, 2.5),
        # What proves nothing needs no second run.
        ([answer(Status.NEAR, 3.0, 1.0)], Status.NEAR, 3.0),
    ],
)
def test_what_is_believed_of_a_small_model(
    knapsack: LinearModel,
    runs: list[Solution | tuple[float, float]],
    status: Status,
    objective: float | None,
) -> None:
    hearing = Hearing(knapsack.matrix(), None, PROOFS)
    said = [answer(Status.OPTIMAL, *run) if isinstance(run, tuple) else run for run in runs]
    clear = [hearing.hear(run, presolved=place == 0) for place, run in enumerate(said)]
    assert clear[:-1] == [False] * (len(runs) - 1)
    believed = hearing.verdict()
    assert believed.status is status
    assert objective is None or believed.objective == objective
    assert believed.iterations == sum(run.iterations for run in said)


def test_a_large_model_is_solved_once(knapsack: LinearModel) -> None:
    hearing = Hearing(knapsack.matrix(), None, REFUSAL)
    assert hearing.hear(answer(Status.OPTIMAL, 3.0, 3.0), presolved=True)
    assert hearing.verdict().status is Status.OPTIMAL


@pytest.mark.parametrize("witnessed", [PROOFS, REFUSAL])
def test_that_there_is_no_point_is_said_twice(
    knapsack: LinearModel, witnessed: Set[Status]
) -> None:
    none = replace(NO_POINT, status=Status.INFEASIBLE)
    hearing = Hearing(knapsack.matrix(), None, witnessed)
    assert not hearing.hear(none, presolved=True)
    assert hearing.hear(none, presolved=False)
    assert hearing.verdict().status is Status.INFEASIBLE
    other = Hearing(knapsack.matrix(), None, REFUSAL)
    assert not other.hear(none, presolved=True)
    assert other.hear(answer(Status.OPTIMAL, 3.0, 3.0), presolved=False)
    assert other.verdict().objective == 3.0


def test_a_start_that_presolve_calls_optimal_is_borne_out_by_the_second_run(
    knapsack: LinearModel,
) -> None:
    untouched = replace(answer(Status.OPTIMAL, 1.0, 1.0), iterations=0)
    hearing = Hearing(knapsack.matrix(), Known(POINT, 1.0, 0.0), PROOFS)
    assert not hearing.hear(untouched, presolved=True)
    assert hearing.hear(untouched, presolved=False)
    assert hearing.verdict().status is Status.OPTIMAL


def test_the_better_of_two_attempts() -> None:
    poor, rich = answer(Status.FEASIBLE, 5.0, None), answer(Status.FEASIBLE, 4.0, None)
    solved = answer(Status.OPTIMAL, 5.5, 5.5)
    assert better(None, poor) is poor
    assert better(poor, rich).objective == better(rich, poor).objective == 4.0
    assert better(rich, NO_POINT).objective == better(NO_POINT, rich).objective == 4.0
    assert better(rich, solved).status is Status.OPTIMAL
    assert better(poor, rich).iterations == 10


@pytest.mark.parametrize(
    ("found", "status", "objective", "bound"),
    [
        (answer(Status.OPTIMAL, 3.0, 3.0), Status.OPTIMAL, 3.0, 3.0),
        (answer(Status.FEASIBLE, 3.0, 1.0), Status.FEASIBLE, 3.0, 1.0),
        (answer(Status.FEASIBLE, 5.0, 1.0), Status.FEASIBLE, 4.0, 1.0),
        (NO_POINT, Status.FEASIBLE, 4.0, None),
        (without_point(Status.UNBOUNDED, 4), Status.UNBOUNDED, None, None),
    ],
)
def test_never_worse_than_the_start(
    found: Solution, status: Status, objective: float | None, bound: float | None
) -> None:
    kept = at_least(found, Known(POINT, 4.0))
    assert (kept.status, kept.bound) == (status, bound)
    assert np.isnan(kept.objective) if objective is None else kept.objective == objective
    assert at_least(found, None) is found


@pytest.mark.parametrize(
    ("status", "bound", "gap", "believed"),
    [
        (Status.OPTIMAL, 100.0, 0.0, True),
        (Status.OPTIMAL, 100.0005, 0.0, True),
        (Status.OPTIMAL, 100.1, 0.0, False),
        (Status.FEASIBLE, 100.1, 0.0, False),
        (Status.OPTIMAL, 95.0, 0.0, False),
        (Status.OPTIMAL, 95.0, 0.05, True),
        (Status.FEASIBLE, 95.0, 0.0, True),
        (Status.OPTIMAL, -np.inf, 0.5, False),
        (Status.OPTIMAL, np.nan, 0.5, False),
    ],
)
def test_a_bound_must_agree_with_its_objective(
    status: Status, bound: float, gap: float, believed: bool
) -> None:
    assert _believed(status, 100.0, bound, gap) == (bound if believed else None)
