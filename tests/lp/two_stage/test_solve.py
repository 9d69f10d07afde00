"""Two-stage problems worked out by hand, by both methods."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.errors import InputError
from planner.lp import SolveOptions, SolverError, Status, lp_text
from planner.lp.two_stage import (
    MEAN,
    WORST,
    Criterion,
    Recourse,
    TwoStage,
    extensive,
    solve_extensive,
    solve_l_shaped,
    solve_two_stage,
    solve_worst,
)
from planner.lp.two_stage.bundles import bundles
from planner.lp.two_stage.clock import Clock
from planner.lp.two_stage.second import SecondStage
from planner.lp.two_stage.solve import Method
from planner.lp.two_stage.verify import checked_costs, checked_objective
from tests.lp.two_stage.small import cases, csr, free, matrix, newsvendor, stores

METHODS: tuple[Method, ...] = ("extensive", "l-shaped")
both = pytest.mark.parametrize("method", METHODS)


@both
def test_newsvendor_orders_the_quantile_of_the_critical_ratio(method: Method) -> None:
    # A paper that is one too few costs 5 - 2 = 3, one too many 2: the ratio is 3 / (3 + 2) = 0.6.
    # Demand is at most 20 with a chance of 0.5, at most 30 with one of 0.8: so 30 are ordered.
    # Sold on average: 0.2 * 10 + 0.3 * 20 + 0.5 * 30 = 23; 2 * 30 - 5 * 23 = -55.
    found = solve_two_stage(newsvendor(), method=method)
    assert found.status is Status.OPTIMAL
    assert found.x == pytest.approx([30.0])
    assert found.objective == pytest.approx(-55.0)
    assert found.lower_bound == pytest.approx(-55.0)
    assert found.recourse_costs == pytest.approx([-50.0, -100.0, -150.0, -150.0])
    assert [y.tolist() for y in found.recourse] == [[10.0], [20.0], [30.0], [30.0]]


@both
@pytest.mark.parametrize(
    ("criterion", "order", "cost"),
    [
        # The dearest fifth is demand 10, whatever is ordered: 2 x - 50 from 10 on, -3 x below.
        (Criterion(1.0, 0.8), 10.0, -30.0),
        # The dearest half is demand 10 (0.4 of it) and 20 (0.6). Between 10 and 20 a paper more
        # costs 0.4 * 2 - 0.6 * 3 < 0, above 20 it costs 2: 0.4 * -10 + 0.6 * -60 = -40.
        (Criterion(1.0, 0.5), 20.0, -40.0),
        # Between 20 and 30: mean 2 - 5 * 0.5 = -0.5, dearest half 2. Below 20: 2 - 5 * 0.8 = -2
        # and -1. So with half of each 20 are ordered: mean 40 - 5 * (2 + 16) = -50, half -40.
        (Criterion(0.5, 0.5), 20.0, -45.0),
        # At level 0 all of it counts: the mean.
        (Criterion(1.0, 0.0), 30.0, -55.0),
        # The worst case is demand 10.
        (WORST, 10.0, -30.0),
    ],
)
def test_newsvendor_who_looks_at_the_dearest(
    criterion: Criterion, order: float, cost: float, method: Method
) -> None:
    found = solve_two_stage(newsvendor(), criterion, method=method)
    assert found.status is Status.OPTIMAL
    assert found.x == pytest.approx([order])
    assert found.objective == pytest.approx(cost)
    # what no criterion asks for is the least it can be too
    demands = np.array([10.0, 20.0, 30.0, 40.0])
    assert found.recourse_costs == pytest.approx(-5 * np.minimum(demands, order))


def test_tail_mean_takes_part_of_a_cost_on_the_edge() -> None:
    # the dearest 0.3: all of 9 (0.1), two thirds of 4 (0.2 of 0.5)
    costs, chance = np.array([1.0, 9.0, 4.0]), np.array([0.4, 0.1, 0.5])
    expected = (0.1 * 9 + 0.2 * 4) / 0.3
    assert Criterion(1.0, 0.7).value(costs, chance) == pytest.approx(expected)


def test_worst_case_has_one_theta() -> None:
    problem = newsvendor()
    assert bundles(problem, WORST).shares.size == 1
    found = solve_worst(problem)
    assert found.method == "L-shaped"
    assert found.objective == pytest.approx(-30.0)


def test_first_stages_without_a_recourse_are_cut_off() -> None:
    # All 7 t must find room: 3 * 7 + (4 + 7) / 2 = 26.5. For less room there is no plan.
    found = solve_l_shaped(stores())
    assert found.x == pytest.approx([7.0])
    assert found.objective == pytest.approx(26.5)
    assert sum(step.feasibility for step in found.steps) > 0
    assert solve_extensive(stores()).objective == pytest.approx(26.5)


@both
def test_no_first_stage_has_a_recourse(method: Method) -> None:
    found = solve_two_stage(stores(most=6.0), method=method)
    assert found.status is Status.INFEASIBLE
    assert np.isnan(found.objective)
    assert found.gap is None


@both
def test_first_stage_that_contradicts_itself(method: Method) -> None:
    rows = matrix([[1.0]], ">", [9.0], columns=1, upper=8.0)
    found = solve_two_stage(replace(stores(), matrix=rows), method=method)
    assert found.status is Status.INFEASIBLE


@both
def test_costs_without_an_end(method: Method) -> None:
    # y is sold without an end, whatever is decided before
    sold = Recourse(np.array([-1.0]), matrix([], "", [], columns=1), csr([], 1))
    problem = TwoStage(np.array([1.0]), free(1, 3.0), cases([sold], [1.0]))
    assert solve_two_stage(problem, method=method).status is Status.UNBOUNDED


def test_problem_whose_cases_are_unbounded_alone_is_put_into_one_model() -> None:
    # One case earns x, without an end; the other costs 3 x; together 0.5 * (3 x - x): x = 0.
    earned = Recourse(np.array([-1.0]), matrix([[1.0]], "<", [0.0], columns=1), csr([[-1.0]], 1))
    spent = Recourse(np.array([1.0]), matrix([[1.0]], ">", [0.0], columns=1), csr([[-3.0]], 1))
    problem = TwoStage(np.zeros(1), free(1), cases([earned, spent], [0.5, 0.5]))
    found = solve_l_shaped(problem)
    assert (found.method, found.status) == ("extensive form", Status.OPTIMAL)
    assert found.objective == pytest.approx(0.0)
    assert found.note is not None
    assert "without a lower bound" in found.note


@both
@pytest.mark.parametrize("criterion", [MEAN, WORST, Criterion(1.0, 0.5)])
def test_master_is_held_by_what_each_case_costs_alone(criterion: Criterion, method: Method) -> None:
    # Demand is a row here, so no bound of y says what sales can bring at most.
    rows = matrix([[1.0], [1.0]], "<<", [0.0, 0.0], columns=1)
    sales = Recourse(np.array([-5.0]), rows, csr([[-1.0], [0.0]], 1))
    demands = (10.0, 20.0, 30.0, 40.0)
    recourses = [sales.varied(rhs=np.array([0.0, demand])) for demand in demands]
    problem = replace(newsvendor(), realisations=cases(recourses, [0.2, 0.3, 0.3, 0.2]))
    found = solve_two_stage(problem, criterion, method=method)
    assert found.method.lower().startswith(method)
    assert found.objective == pytest.approx(solve_extensive(newsvendor(), criterion).objective)


@both
def test_whole_first_stage(method: Method) -> None:
    # Papers in packs of 25: 25 earn 5 * (2 + 6 + 12.5) - 50 = 52.5, 50 earn 5 * 25 - 100 = 25.
    problem = newsvendor()
    packs = [replace(own, technology=csr([[-25.0]], 1)) for own in problem.recourses]
    problem = TwoStage(
        np.array([50.0]), free(1, 4.0, whole=True), cases(packs, [0.2, 0.3, 0.3, 0.2])
    )
    found = solve_two_stage(problem, method=method)
    assert found.x.tolist() == [1.0]
    assert found.objective == pytest.approx(-52.5)


def test_whole_recourse_leaves_no_cuts() -> None:
    problem = newsvendor(whole_sales=True)
    with pytest.raises(InputError, match="has whole numbers") as caught:
        solve_l_shaped(problem)
    assert caught.value.faults[0].remedy is not None
    found = solve_two_stage(problem, method="l-shaped")
    assert found.method == "extensive form"
    assert found.objective == pytest.approx(-55.0)
    assert found.note is not None
    assert found.note.code == "two-stage.whole-recourse"
    relaxed = solve_two_stage(problem.relaxed(), method="l-shaped")
    assert (relaxed.method, relaxed.note) == ("L-shaped", None)


def test_cases_may_differ_in_every_number_and_in_shape() -> None:
    # One case: y >= 6 - 2 x at 4; the other: u + v >= 5 - x, u <= 1, at 1 and 3. x costs 3.
    # 0.5 * 4 * (6 - 2 x) falls by 4 up to x = 3; 0.5 * 3 by 1.5 up to 4, then 0.5 up to 5.
    # So x = 3: 9 + 0 + 0.5 * (1 + 3) = 11.
    one = Recourse(np.array([4.0]), matrix([[1.0]], ">", [6.0], columns=1), csr([[2.0]], 1))
    rows = matrix([[1.0, 1.0]], ">", [5.0], columns=2, upper=[1.0, np.inf])
    other = Recourse(np.array([1.0, 3.0]), rows, csr([[1.0]], 1))
    problem = TwoStage(np.array([3.0]), free(1), cases([one, other], [0.5, 0.5]))
    for method in METHODS:
        found = solve_two_stage(problem, method=method)
        assert found.x == pytest.approx([3.0])
        assert found.objective == pytest.approx(11.0)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_fewer_thetas_than_cases_reach_the_same(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.lp.two_stage.lshaped.bundles", lambda p, c: bundles(p, c, most))
    for problem, cost in ((newsvendor(), -55.0), (stores(), 26.5)):
        assert solve_l_shaped(problem).objective == pytest.approx(cost)


def test_case_without_a_chance_must_still_be_possible() -> None:
    # 7 t come with no chance at all, but room is kept; Q is told for both
    problem = replace(stores(), realisations=cases(stores().recourses, [1.0, 0.0]))
    for method in METHODS:
        found = solve_two_stage(problem, method=method)
        assert found.objective == pytest.approx(3 * 7 + 4)
        assert found.recourse_costs == pytest.approx([4.0, 7.0])


def test_bounds_come_nearer() -> None:
    found = solve_l_shaped(newsvendor())
    lower, upper = zip(*((step.lower, step.upper) for step in found.steps), strict=True)
    assert list(lower) == sorted(lower)
    assert list(upper) == sorted(upper, reverse=True)
    assert (lower[-1], upper[-1]) == (pytest.approx(-55.0), pytest.approx(-55.0))
    assert found.iterations == len(found.steps) > 1


@both
def test_time_limit(method: Method) -> None:
    found = solve_two_stage(stores(), options=SolveOptions(time_limit=0.0), method=method)
    assert found.status in (Status.LIMIT, Status.OPTIMAL)
    if method == "l-shaped":
        assert found.status is Status.LIMIT


@both
def test_model_that_is_too_large_is_refused(method: Method) -> None:
    with pytest.raises(InputError, match="is too large"):
        solve_two_stage(newsvendor(), options=SolveOptions(max_variables=3), method=method)


def test_search_ends_at_the_gap_that_is_asked_for() -> None:
    exact, near = (solve_l_shaped(newsvendor(), options=SolveOptions(gap=gap)) for gap in (0, 0.9))
    assert near.status is Status.OPTIMAL
    assert near.iterations <= exact.iterations
    assert near.gap is not None
    assert near.gap <= 0.9


def test_same_bytes_twice() -> None:
    one, other = (solve_l_shaped(newsvendor(), Criterion(0.5, 0.5)) for _ in range(2))
    assert one.x.tobytes() == other.x.tobytes()
    assert one.steps == other.steps


def test_large_problem_is_solved_by_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.lp.two_stage.solve.LARGE", 4)
    assert solve_two_stage(newsvendor()).method == "L-shaped"
    assert solve_two_stage(newsvendor(whole_sales=True)).method == "extensive form"


def test_answer_that_misses_a_row_is_not_told() -> None:
    with pytest.raises(SolverError, match="recourse of realisation 2 does not keep"):
        checked_costs(stores(), np.array([6.0]), (np.array([4.0]), np.array([7.0])))
    with pytest.raises(SolverError, match="differs"):
        checked_objective(stores(), MEAN, np.array([7.0]), np.array([4.0, 7.0]), 26.0)


def test_search_that_is_cut_short_tells_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float] = []

    class Short(Clock):
        """Time for one master: nothing is ordered."""

        @property
        def is_up(self) -> bool:
            asked.append(self.gone)
            return len(asked) > 1

    monkeypatch.setattr("planner.lp.two_stage.lshaped.Clock", Short)
    found = solve_l_shaped(newsvendor())
    assert found.status is Status.FEASIBLE
    assert found.lower_bound is not None
    assert found.lower_bound <= -55.0 < found.objective
    assert found.gap is not None
    assert found.gap > 0


def test_first_stage_on_the_edge_has_its_recourse() -> None:
    # 7 t must find room, and there is room for half a gram less: that is rounding.
    second = SecondStage(stores(), SolveOptions(), Clock(None))
    edge, beyond = (second.at(1, np.array([7 - short])) for short in (5e-7, 1e-3))
    assert edge.is_feasible
    assert edge.cost == pytest.approx(7.0)
    assert not beyond.is_feasible
    assert beyond.missed == pytest.approx(1e-3)
    # one tonne more of room, one less is missed
    assert beyond.slope is not None
    assert beyond.slope == pytest.approx([-1.0])


def test_one_model_can_be_written_to_a_file() -> None:
    built = extensive(newsvendor(), Criterion(0.5, 0.5))
    text = lp_text(built.model, built.goal)
    assert built.model.num_columns == 1 + 4 + 1 + 1 + 4  # x, y, c'x, eta, v
    assert "excess" in text
