"""Goals in order over whole numbers, against all points one by one."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planner.lp import Goal, LinearModel, Sense, Status, Terms, solve_in_order
from planner.lp.blocks import Floats

# Weights that no binary fraction is equal to: held goals with such weights fooled the solver.
WEIGHTS = (1 / 7, 2 / 7, 1 / 30, 1 / 3, 0.1, 0.3, 0.7, 1.0, 1.4)
TOLERANCE = 1e-4
LARGEST_MISS = 100.0


@dataclass(frozen=True, eq=False)
class Counts:
    """Counts up to 3, and by how much each need is missed; goals weigh counts and misses.

    counts x, misses s >= 0: help @ x + s >= need and limit @ x <= room.
    """

    upper: Floats
    help: Floats
    need: Floats
    limit: Floats
    room: Floats
    goals: Floats

    @property
    def points(self) -> Floats:
        """Every x that keeps to the limits, each with its least misses; shape (points, columns)."""
        counts = np.array(list(itertools.product(*(np.arange(u + 1) for u in self.upper))))
        counts = counts[np.all(counts @ self.limit.T <= self.room + 1e-9, axis=1)]
        return np.hstack([counts, np.maximum(0.0, self.need - counts @ self.help.T)])


@st.composite
def cases(draw: st.DrawFn) -> Counts:
    counts, needs, limits = (
        draw(st.integers(1, 5)),
        draw(st.integers(0, 3)),
        draw(st.integers(0, 2)),
    )

    def array(kind: st.SearchStrategy[float], *shape: int) -> Floats:
        size = int(np.prod(shape))
        drawn = draw(st.lists(kind, min_size=size, max_size=size))
        return np.array(drawn, dtype=np.float64).reshape(shape)

    whole = st.integers(0, 3).map(float)
    weight = st.sampled_from((0.0, *WEIGHTS))
    signed = st.sampled_from((0.0, *WEIGHTS, *(-w for w in WEIGHTS)))
    upper = array(st.integers(1, 3).map(float), counts)
    limit = array(signed, limits, counts)
    inside = np.minimum(upper, array(whole, counts))
    return Counts(
        upper=upper,
        help=array(st.one_of(whole, weight), needs, counts),
        need=array(st.integers(0, 90).map(lambda tenth: tenth / 10), needs),
        limit=limit,
        room=limit @ inside + array(st.sampled_from((0.0, 0.1, 1 / 7, 1.0)), limits),
        goals=np.hstack([array(signed, 3, counts), array(weight, 3, needs)]),
    )


def blocks(case: Counts) -> tuple[LinearModel, list[Goal]]:
    """The case as a model and its three goals."""
    labels = [str(i) for i in range(max(case.upper.size, case.need.size))]
    model = LinearModel("counts", {"i": labels})
    x = model.add_columns("x", {"i": np.arange(case.upper.size)}, upper=case.upper, integer=True)
    s = model.add_columns("s", {"i": np.arange(case.need.size)}, upper=LARGEST_MISS)
    zeros = np.zeros(x.size, dtype=int)
    for i, need in enumerate(case.need.tolist()):
        missed = Terms(np.zeros(1, dtype=int), s.ids[i : i + 1])
        model.add_rows(f"need {i}", {}, Sense.GE, need, [Terms(zeros, x.ids, case.help[i]), missed])
    for i, room in enumerate(case.room.tolist()):
        model.add_rows(f"limit {i}", {}, Sense.LE, room, [Terms(zeros, x.ids, case.limit[i])])
    ids = np.arange(model.num_columns)
    return model, [Goal(f"goal {i}", ids, costs) for i, costs in enumerate(case.goals)]


def at_the_edge(need: float, *goals: tuple[float, float, float]) -> Counts:
    """Two counts of no help, one need. The second goal is brought below what is true, by all that
    tolerances allow; within narrower ones no point is left for the third."""
    return Counts(
        upper=np.ones(2),
        help=np.zeros((1, 2)),
        need=np.array([need]),
        limit=np.zeros((0, 2)),
        room=np.zeros(0),
        goals=np.array([(0.0, 0.0, 0.0), *goals]),
    )


# the first goal comes back a millionth better than it can be
BETTER_THAN_TRUE = Counts(
    upper=np.array([1.0, 2.0, 3.0]),
    help=np.array([[0.0, 0.0, 0.0], [2.0, 1.4, 1 / 7], [0.0, 0.0, 0.0]]),
    need=np.array([0.0, 4.3, 0.0]),
    limit=np.array([[1.0, -0.7, 1 / 7]]),
    room=np.array([-2.2 / 7]),
    goals=np.array([[0, 0, -0.7, 0, 1.4, 0], [0, 1 / 7, 1 / 7, 0, 0, 0], [0, 0, 0, 0, 0, 0]]),
)


@settings(max_examples=250, deadline=None)
@given(cases())
@example(BETTER_THAN_TRUE)
@example(at_the_edge(0.3, (0.0, 1 / 7, 1.0), (0.0, 0.0, 0.0)))
@example(at_the_edge(0.1, (0.0, 1 / 7, 1.4), (0.0, 0.0, 1 / 7)))
def test_goals_in_order_agree_with_enumeration(case: Counts) -> None:
    model, goals = blocks(case)
    outcome = solve_in_order(model, goals)
    assert outcome.status is Status.OPTIMAL
    left = case.points
    for goal, reached in zip(case.goals, outcome.goals, strict=True):
        values = left @ goal
        assert abs(values.min() - reached.value) <= TOLERANCE
        assert reached.bound is not None
        assert reached.gap is not None
        assert reached.value - TOLERANCE <= reached.bound <= reached.value
        # What the goals after it may choose from; a solver holds a value within a hair.
        left = left[values <= reached.value + 3e-6 * abs(reached.value) + 3e-6]
    own = outcome.solution.values
    assert model.matrix().row_violation(own).max(initial=0.0) < TOLERANCE
