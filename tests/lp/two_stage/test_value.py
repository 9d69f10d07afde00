"""What it is worth to plan for all cases, and to know which one comes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.errors import InputError
from planner.lp.two_stage import WORST, Criterion, cost_of, mean_problem, value_of
from tests.lp.two_stage.small import cases, csr, newsvendor, stores


def test_values_of_the_newsvendor() -> None:
    # Known beforehand, each paper of the 25 that are wanted on average earns 3: WS = -75.
    # The mean problem wants 25, too, and thinks it earns 75. In truth 25 are ordered and
    # 2 + 6 + 0.5 * 25 = 20.5 are sold: 50 - 102.5 = -52.5. RP = -55.
    found = value_of(newsvendor())
    assert found.rp == pytest.approx(-55.0)
    assert found.ws == pytest.approx(-75.0)
    assert found.ev == pytest.approx(-75.0)
    assert found.mean_x == pytest.approx([25.0])
    assert found.eev == pytest.approx(-52.5)
    assert found.evpi == pytest.approx(20.0)
    assert found.vss == pytest.approx(2.5)
    assert found.note is None


def test_values_by_the_worst_case() -> None:
    # Known beforehand, the worst is demand 10: -30. Ordering 25, it costs 50 - 50 = 0.
    found = value_of(newsvendor(), WORST)
    assert found.evpi == pytest.approx(0.0)
    assert found.vss == pytest.approx(30.0)


def test_mean_plan_that_leaves_no_way_out_is_told() -> None:
    # Room for 5.5 t does not hold 7.
    found = value_of(stores())
    assert found.eev == np.inf
    assert found.vss == np.inf
    assert found.note is not None
    assert "leaves no way out" in found.note


def test_no_plan_for_the_mean() -> None:
    # Room is at most 6: none for 7 t, and with chances of 0.1 and 0.9 none for the mean of 6.7.
    problem = stores(most=6.0)
    problem = replace(problem, realisations=cases(problem.recourses, [0.1, 0.9]))
    found = value_of(problem)
    assert (found.rp, found.ws, found.ev, found.eev) == (None, None, None, None)
    assert (found.evpi, found.vss) == (None, None)
    assert found.note is not None
    assert "no plan for the mean" in found.note


def test_mean_of_all_data() -> None:
    problem = stores()
    other = replace(
        problem.recourses[1],
        costs=np.array([3.0]),
        technology=csr([[2.0], [-1.0]], 1),
    )
    problem = replace(problem, realisations=cases([problem.recourses[0], other], [0.25, 0.75]))
    [mean] = mean_problem(problem).recourses
    assert mean.costs == pytest.approx([0.25 * 1 + 0.75 * 3])
    assert mean.matrix.rhs == pytest.approx([0.25 * 4 + 0.75 * 7, 0.0])
    assert mean.technology.values == pytest.approx([1.5, -1.0])
    assert mean.matrix.csr is problem.recourses[0].matrix.csr


def test_cases_of_other_shapes_have_no_mean() -> None:
    problem = replace(
        stores(), realisations=cases([stores().recourses[0], newsvendor().recourses[0]], [0.5, 0.5])
    )
    with pytest.raises(InputError, match="there is no mean of them"):
        mean_problem(problem)


def test_cost_of_a_first_stage() -> None:
    problem, ten = newsvendor(), np.array([10.0])
    assert cost_of(problem, ten) == pytest.approx(-30.0)
    assert cost_of(problem, np.array([20.0]), Criterion(1.0, 0.5)) == pytest.approx(-40.0)
    assert cost_of(stores(), np.array([5.0])) == np.inf
