"""Properties that hold on every small two-stage problem."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.lp import Status
from planner.lp.two_stage import (
    MEAN,
    WORST,
    Criterion,
    Realisation,
    Recourse,
    TwoStage,
    cost_of,
    solve_extensive,
    solve_l_shaped,
    value_of,
)
from tests.lp.two_stage.small import csr, matrix

SMALL = st.integers(-3, 3)
# HiGHS takes 0.999999 for whole and lets a row be missed by 1e-7; both times coefficients up to 4.
TOLERANCE = 2e-5
CRITERIA = (MEAN, WORST, Criterion(1.0, 0.5), Criterion(0.5, 0.8))


@st.composite
def problems(draw: st.DrawFn, *, whole: bool = False, complete: bool = False) -> TwoStage:
    """A problem with bounded columns that has a plan; with `complete`, for every first stage."""

    def numbers(kind: st.SearchStrategy[int], *shape: int) -> np.ndarray:
        count = int(np.prod(shape))
        drawn = draw(st.lists(kind, min_size=count, max_size=count))
        return np.array(drawn, dtype=float).reshape(shape)

    columns, rows = draw(st.integers(1, 3)), draw(st.integers(0, 2))
    x = numbers(st.integers(0, 4), columns)
    first = numbers(SMALL, rows, columns)
    stage = matrix(
        first.tolist(),
        "<" * rows,
        (first @ x + numbers(st.integers(0, 3), rows)).tolist(),
        columns=columns,
        upper=(x + numbers(st.integers(0, 3), columns)).tolist(),
        whole=[bool(flag) for flag in numbers(st.integers(0, 1), columns)] if whole else False,
    )
    count, later, links = (draw(st.integers(1, 3)) for _ in range(3))
    senses = draw(st.text("<>=", min_size=links, max_size=links))
    table, technology = numbers(SMALL, links, later), numbers(SMALL, links, columns)
    if complete:  # each row may be missed either way, at a price
        table = np.hstack([table, np.eye(links), -np.eye(links)])
    chances = 1 + numbers(st.integers(0, 3), count)

    def recourse() -> Recourse:
        y = numbers(st.integers(0, 4), later)
        upper = y + numbers(st.integers(0, 3), later)
        costs = numbers(SMALL, later)
        if complete:
            y, upper = np.append(y, np.zeros(2 * links)), np.append(upper, np.full(2 * links, 1e3))
            costs = np.append(costs, np.full(2 * links, 9.0))
        rhs = table @ y + technology @ x
        own = matrix(table.tolist(), senses, rhs.tolist(), columns=y.size, upper=upper.tolist())
        return Recourse(costs, own, csr(technology.tolist(), columns))

    template = recourse()
    recourses = [template]
    for _ in range(count - 1):
        other = recourse()
        shared = other.matrix
        recourses.append(template.varied(costs=other.costs, rhs=shared.rhs, upper=shared.upper))
    realisations = zip(chances / chances.sum(), recourses, strict=True)
    costs = numbers(SMALL, columns)
    return TwoStage(costs, stage, tuple(Realisation(float(p), r) for p, r in realisations))


def near(value: float) -> object:
    return pytest.approx(value, rel=TOLERANCE, abs=TOLERANCE)


@settings(deadline=None, max_examples=60)
@given(problem=st.one_of(problems(), problems(whole=True), problems(complete=True)))
def test_both_methods_agree(problem: TwoStage) -> None:
    for criterion in CRITERIA:
        one, other = solve_extensive(problem, criterion), solve_l_shaped(problem, criterion)
        assert one.status is Status.OPTIMAL
        assert other.status is Status.OPTIMAL
        assert other.objective == near(one.objective)
        assert other.lower_bound is not None
        assert other.lower_bound <= one.objective + TOLERANCE * max(1, abs(one.objective))
        assert cost_of(problem, other.x, criterion) == near(other.objective)


@settings(deadline=None, max_examples=40)
@given(problem=st.one_of(problems(), problems(whole=True)))
def test_bounds_never_part(problem: TwoStage) -> None:
    steps = solve_l_shaped(problem).steps
    for before, after in itertools.pairwise(steps):
        assert after.lower >= before.lower
        assert after.upper <= before.upper
    assert all(step.lower <= step.upper + TOLERANCE * max(1, abs(step.lower)) for step in steps)


@settings(deadline=None, max_examples=40)
@given(
    problem=st.one_of(problems(complete=True), problems(whole=True)),
    criterion=st.sampled_from(CRITERIA),
)
def test_knowing_and_planning_for_all_are_never_worth_less_than_nothing(
    problem: TwoStage, criterion: Criterion
) -> None:
    found = value_of(problem, criterion)
    assert found.evpi is not None
    assert found.evpi >= -TOLERANCE * max(1, abs(found.rp or 0))
    if found.vss is None:
        assert found.note is not None
    else:
        assert found.vss >= -TOLERANCE * max(1, abs(found.rp or 0))


@settings(deadline=None, max_examples=30)
@given(problem=problems(complete=True), weight=st.sampled_from([0.25, 0.75]))
def test_more_caution_never_costs_less_and_the_worst_case_is_the_dearest(
    problem: TwoStage, weight: float
) -> None:
    levels = (MEAN, Criterion(weight, 0.6), Criterion(1.0, 0.6), WORST)
    costs = [solve_extensive(problem, criterion).objective for criterion in levels]
    for less, more in itertools.pairwise(costs):
        assert less <= more + TOLERANCE * max(1, abs(more))
