"""Large searches from both sides: the same end as the whole search, with a bound that holds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.lp import Goal, LinearModel, Sense, Session, SolveOptions, Status, Terms
from planner.lp.sides import from_both_sides

ITEMS = 30


def knapsack(seed: int) -> tuple[LinearModel, Goal]:
    """Thirty kinds of units for four requirements with shortfalls, under one ceiling."""
    rng = np.random.default_rng(seed)
    model = LinearModel("m", {})
    families = [
        model.add_columns(f"units{i}", {}, upper=float(rng.integers(1, 4)), integer=True)
        for i in range(ITEMS)
    ]
    short = [model.add_columns(f"short{r}", {}, upper=30.0) for r in range(4)]
    weights = rng.integers(3, 20, ITEMS)
    zero = np.zeros(1, dtype=np.int64)
    model.add_rows(
        "ceiling",
        {},
        Sense.LE,
        float(weights.sum()) / 2,
        [Terms(zero, f.ids, float(w)) for f, w in zip(families, weights, strict=True)],
    )
    for r in range(4):
        mine = [f for i, f in enumerate(families) if i % 4 == r]
        worth = rng.integers(1, 6, len(mine))
        terms = [Terms(zero, f.ids, float(q)) for f, q in zip(mine, worth, strict=True)]
        model.add_rows(f"cover{r}", {}, Sense.GE, 30.0, [*terms, Terms(zero, short[r].ids, 1.0)])
    ids = np.concatenate([s.ids for s in short])
    return model, Goal("short", ids, np.array([1.0, 1.3, 0.7, 1.1]))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_the_end_is_that_of_the_whole_search(seed: int) -> None:
    model, goal = knapsack(seed)
    whole = Session(model.copy(), SolveOptions()).minimise(goal)
    session = Session(model, SolveOptions())
    found = from_both_sides(session, goal, time_limit=None, start=None, large=1)
    assert found.status is Status.OPTIMAL
    assert found.objective == pytest.approx(whole.objective, abs=1e-5)
    assert found.bound is not None
    assert found.bound <= found.objective + 1e-9


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from((0.02, 0.2)))
def test_within_a_gap_the_bound_holds(seed: int, gap: float) -> None:
    model, goal = knapsack(seed)
    best = Session(model.copy(), SolveOptions()).minimise(goal).objective
    session = Session(model, SolveOptions(gap=gap))
    found = from_both_sides(session, goal, time_limit=None, start=None, large=1)
    assert found.bound is not None
    assert found.bound <= best + 1e-6
    assert found.objective - found.bound <= gap * found.objective + 1e-6


def test_the_model_is_left_as_it_was() -> None:
    model, goal = knapsack(1)
    before = model.matrix().upper.copy()
    from_both_sides(Session(model, SolveOptions()), goal, time_limit=None, start=None, large=1)
    assert model.matrix().upper.tolist() == before.tolist()


def test_after_its_share_of_the_search_a_goal_is_near() -> None:
    # One branch alone is searched: its point stands, and the next goal has its turn.
    model, goal = knapsack(7)
    share = Goal(goal.name, goal.columns, goal.coefficients, nodes=1)
    found = Session(model, SolveOptions()).minimise(share)
    assert found.status in (Status.NEAR, Status.OPTIMAL)
    assert found.bound is not None
    assert found.bound <= found.objective
