"""The adaptive grid: its bounds hold, its plan is one by the day, its gap is as asked for."""

from __future__ import annotations

import itertools
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.lp import SolveOptions, SolverError
from planner.records.laydown import Laydown
from planner.records.supply import SupplyPlan
from planner.scenario import factbook_of
from planner.scenario.schema.scenario import GoalName
from planner.sustainment import plan_supply, solve
from planner.sustainment.demand.daily import daily_demand
from planner.sustainment.grid import Grid, coarse_grid
from planner.sustainment.proof.attempt import (
    Attempt,
    Case,
    attempt,
    by_the_day,
    daily_model,
    stakes,
)
from planner.sustainment.proof.certified import Certified, better, enclosed
from planner.sustainment.proof.certify import Search
from planner.sustainment.proof.expansion import Daily
from planner.sustainment.proof.refine import refined
from planner.sustainment.proof.relaxation import Relaxation, row_groups
from planner.sustainment.proof.repair import Short
from tests.sustainment.instances import Instance, instances
from tests.sustainment.support import CART, SAND, carts, case, day, lane, site, troops
from tests.sustainment.test_properties import few, not_worse

NEAR = 1e-4


def road(end: int = 40, **fields: Any) -> dict[str, Any]:
    """Sand by cart over one road of two days, from a port to a camp that uses five tonnes a day."""
    return {
        "end": end,
        "sites": {"port": site(), "camp": site()},
        "lanes": {"road": lane("port", "camp", 2, cost=3)},
        "fleets": {"carts": carts(4, "road")},
        "supplies": {"sand": {"site": "port", "item": "sand", "price": 1}},
        "demands": {
            "use": {"site": "camp", "item": "sand", "per_day": 5, "from": day(5)},
        },
        "objective": ["unmet", "cost"],
        **fields,
    }


@pytest.fixture(autouse=True)
def _nothing_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop is asked for also where a plan by the day would be as quick."""
    monkeypatch.setattr(solve, "SMALL_PLAN", 0)


def case_of(written: dict[str, Any], units: tuple[Any, ...] = ()) -> Case:
    scenario, laydown = case(**written), Laydown(units)
    book = factbook_of(scenario)
    return Case(scenario, book, laydown, daily_demand(scenario, book, laydown))


def proven(written: dict[str, Any], gap: float | None = None, **options: Any) -> SupplyPlan:
    made = case_of(written)
    return plan_supply(made.scenario, made.book, made.laydown, SolveOptions(), gap=gap, **options)


def coarse(made: Case, longest: int = 7) -> Grid:
    return coarse_grid(made.scenario, made.laydown, longest)


def daily_values(daily: Daily, found: Attempt) -> list[float]:
    point = by_the_day(daily, found)
    assert point is not None
    return [float(costs @ point) for costs in daily.costs]


def test_the_first_grid_has_equal_blocks_between_days_of_change() -> None:
    # use begins on D+5; 35 days to the end are five blocks of seven
    assert coarse(case_of(road())).edges.tolist() == [0, 5, 12, 19, 26, 33, 40]


def test_rows_are_added_up_over_blocks_and_stores_at_their_ends_apart() -> None:
    # two blocks of ten days: a balance row of a site and block, two storage rows
    made = case_of(road(20, demands={"use": {"site": "camp", "item": "sand", "per_day": 5}}))
    daily = daily_model(made)
    groups = row_groups(daily.model, daily.grid, Grid(np.array([0, 10, 20])))
    balance, storage = (daily.model.rows(family) for family in ("balance", "storage"))
    at_camp = np.flatnonzero(balance.keys["site"] == 0)
    assert len(set(groups[balance.part][at_camp].tolist())) == 2
    camp = np.flatnonzero(storage.keys["site"] == 0)
    by_day = dict(zip(storage.keys["day"][camp].tolist(), groups[storage.part][camp], strict=True))
    assert by_day[2] == by_day[8] != by_day[9]
    assert by_day[10] == by_day[18] != by_day[19]
    assert len({*by_day.values()}) == 4


def test_a_road_by_hand() -> None:
    # 35 days x 5 t at 1 + 3 dollars: 700, by the day and on any grid; lead time is no obstacle
    plan = proven(road(), 0.01)
    goal = plan.goals[-1]
    assert goal.value == pytest.approx(700)
    assert goal.bound == pytest.approx(700)
    assert plan.size["periods"] < 40
    assert [g.gap for g in plan.goals] == pytest.approx([0, 0], abs=NEAR)


@pytest.mark.parametrize("life", [None, {"days": 40, "buckets": 1}])
def test_policies_inside_long_periods_count_what_spoils(life: dict[str, Any] | None) -> None:
    # ten tonnes a day can leave the port from D+0 on, and from D+4 on two are used: four stand in
    # the camp on D+4 and ever after, whether or not they spoil on D+40
    made = case_of(
        road(
            items={"sand": SAND | ({"shelf_life": life} if life else {})},
            fleets={},
            demands={"use": {"site": "camp", "item": "sand", "per_day": 2, "from": day(4)}},
            policies={
                "days": {"kind": "days-of-supply", "sites": ["camp"], "items": ["sand"], "days": 2}
            },
            objective=["unmet", "policy"],
        )
    )
    found = attempt(made, coarse(made, 9), SolveOptions(), daily=daily_model(made))
    inside = found.model.columns("breach_inside")
    assert inside.size > 0
    assert found.outcome.solution.of(inside) == pytest.approx(np.zeros(inside.size))


def test_each_goal_of_policies_has_its_own_at_stake() -> None:
    # a reserve of 1 t that no demand comes before, and 50 t that yield to all of it, on 20 days;
    # 18 days x 5 t are demanded
    policies: dict[str, Any] = {
        "first": {"kind": "level", "sites": ["port"], "least": {"sand": 1}, "yields_to": 0},
        "last": {"kind": "level", "sites": ["camp"], "least": {"sand": 50}},
    }
    use = {"site": "camp", "item": "sand", "per_day": 5, "from": day(2)}
    goals = ["unmet", "policy", "cost"]
    made = case_of(road(20, policies=policies, demands={"use": use}, objective=goals))
    daily = daily_model(made)
    found = attempt(made, daily.grid, SolveOptions())
    at_stake = zip(found.ordered, stakes(daily, found.ordered), strict=True)
    assert {goal.goal.name: stake for goal, stake in at_stake} == pytest.approx(
        {"reserve 1": 20, "unmet 1": 90, "policy": 1_000, "cost": 0}
    )


def test_reserves_that_demand_yields_to_are_proven_beside_other_policies() -> None:
    # the port has no store, so its reserve of 1 t is missing on each of 40 days; the camp can have
    # its 4 t from D+2 on: they are missing on D+0 and D+1
    policies: dict[str, Any] = {
        "first": {"kind": "level", "sites": ["port"], "least": {"sand": 1}, "yields_to": 0},
        "last": {"kind": "level", "sites": ["camp"], "least": {"sand": 4}},
    }
    sites = {"port": site(0), "camp": site()}
    plan = proven(road(sites=sites, policies=policies, objective=["unmet", "policy"]), 0.001)
    assert [goal.value for goal in plan.goals] == pytest.approx([40, 0, 8])
    assert [goal.bound for goal in plan.goals] == pytest.approx([40, 0, 8])


def test_an_exact_plan_is_its_own_bound() -> None:
    for options in ({"exact": True}, {"gap": 0.0}, {}):
        plan = proven(road(), **options)
        assert plan.size["periods"] == 40
        assert [goal.bound for goal in plan.goals] == [goal.value for goal in plan.goals]


@pytest.mark.parametrize("step", [1, 2, 3])
def test_an_exact_plan_in_longer_steps_is_its_own_bound(step: int) -> None:
    # six tonnes come on each day and five are used from D+3 on; forty should stand in the camp
    plan = proven(
        road(
            20,
            calendar={"step": step},
            lanes={"road": lane("port", "camp", 1, cost=1)},
            fleets={},
            supplies={"sand": {"site": "port", "item": "sand", "price": 1, "per_day": 6}},
            demands={"use": {"site": "camp", "item": "sand", "per_day": 5, "from": day(3)}},
            policies={"level": {"kind": "level", "sites": ["camp"], "least": {"sand": 40}}},
            objective=["unmet", "policy", "cost"],
        ),
        exact=True,
    )
    assert plan.goals[1].value > 100
    assert [goal.bound for goal in plan.goals] == [goal.value for goal in plan.goals]


def test_bounds_may_be_asked_for_again() -> None:
    # a bound of a later goal holds the earlier ones; asked for again, these are free
    made = case_of(scarce())
    daily, grid = daily_model(made), coarse(made)
    values = np.array(daily_values(daily, attempt(made, daily.grid, SolveOptions())))
    relaxation = Relaxation(daily, grid, SolveOptions())
    first = [relaxation.bound(goal, values).objective for goal in range(2)]
    # were the cost still held at half of what it can be, more would be unmet
    relaxation.bound(1, values * [1.0, 0.5])
    again = [relaxation.bound(goal, values).objective for goal in range(2)]
    assert again == pytest.approx(first)


def test_days_that_a_scenario_states_are_taken_and_prove_nothing() -> None:
    plan = proven(road(calendar={"fine": [{"from": day(0), "until": day(5)}], "long_step": 7}))
    assert plan.size["periods"] == 10
    assert [goal.bound for goal in plan.goals] == [None, None]
    assert [goal.gap for goal in plan.goals] == [None, None]


def test_large_plans_are_refined_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "SMALL_PLAN", 10)
    monkeypatch.setattr(solve, "LARGE_PLAN", 100)
    plan = proven(road())
    assert plan.size["periods"] < 40 < plan.size["daily"]
    assert all(goal.gap is not None and goal.gap <= solve.DEFAULT_GAP for goal in plan.goals)


def test_variables_before_and_after_reductions() -> None:
    # stock and unmet of 2 sites, flow and trips of a leg, a source, for 40 days: 7 x 40; of these
    # nothing leaves that would arrive after the end, and nobody asks at the port or before D+5
    plan = proven(road(), exact=True)
    assert plan.size["full"] == 280
    assert plan.size["daily"] < 280 - 40 - 5 - 2 * 2 + 1
    assert plan.size["daily"] == plan.size["columns"]


def test_every_goal_says_how_it_was_found() -> None:
    assert {goal.method for goal in proven(road(), exact=True).goals} == {"simplex"}


def test_when_time_is_short_the_best_plan_so_far_is_marked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # a clock on which ten seconds pass at every look: one round of some fifty seconds, of 120
    looks = itertools.count(step=10)
    clock = SimpleNamespace(perf_counter=lambda: float(next(looks)))
    monkeypatch.setattr("planner.sustainment.proof.certify.time", clock)
    made = case_of(scarce())
    found = Search(made, 0.0001, SolveOptions(time_limit=120)).run(coarse(made))
    assert found.stopped_early
    assert len(found.found.problem.grid.lengths) < 40
    assert found.gaps[0] > 0.0001
    assert found.bounds[0] <= found.values[0]


def found_on(values: list[float], *, edges: int, point: bool = True, early: bool = False) -> Any:
    """A plan of a round, with what the search looks at."""
    ordered = [
        SimpleNamespace(goal=SimpleNamespace(name=f"goal {i}"), name=GoalName.COST)
        for i in range(len(values))
    ]
    problem = SimpleNamespace(grid=Grid(np.arange(edges)))
    bounds = np.full(len(values), np.nan)
    return Certified(
        found=SimpleNamespace(ordered=ordered, problem=problem, bounds=bounds),  # type: ignore[arg-type]
        values=np.array(values),
        bounds=np.full(len(values), np.nan),
        stakes=np.zeros(len(values)),
        point=np.zeros(1) if point else None,
        stopped_early=early,
    )


@pytest.mark.parametrize(
    ("last", "early", "reached"), [(9.0, True, 5.0), (4.0, True, 4.0), (5.00001, False, 5.00001)]
)
def test_a_plan_by_the_day_that_was_cut_short_is_kept_only_if_it_is_better(
    last: float, early: bool, reached: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a round on blocks comes to 5, then one by the day: in full, or as far as the time went
    made = case_of(road(7))
    search = Search(made, 0.01, SolveOptions())
    rounds = iter([found_on([5], edges=3), found_on([last], edges=8, early=early)])
    monkeypatch.setattr(search, "_plan", lambda grid: next(rounds))
    short = Short(0, 1.0, np.ones(7))
    monkeypatch.setattr(search, "_proven", lambda plan, _: (plan, short))
    monkeypatch.setattr(search, "_mended", lambda plan, _: plan)
    monkeypatch.setattr(search, "_tell", lambda plan: None)
    monkeypatch.setattr("planner.sustainment.proof.certify.refined", lambda *_: search.daily.grid)
    found = search.run(Grid(np.array([0, 4, 7])))
    assert found.values.tolist() == [reached]
    assert found.stopped_early == early


def test_a_plan_that_cannot_be_told_by_the_day_is_never_better_than_one_that_can() -> None:
    with_point, without = found_on([5], edges=3), found_on([1], edges=3, point=False)
    assert better(with_point, without) is with_point
    assert better(without, with_point) is with_point
    assert better(without, found_on([2], edges=3, point=False)) is without


def test_a_bound_above_the_plan_is_a_fault_but_for_rounding() -> None:
    plan = found_on([5], edges=3)
    assert enclosed(plan, 0, 4) == 4
    assert enclosed(plan, 0, 5.0001) == 5
    with pytest.raises(SolverError, match="bound above a plan") as caught:
        enclosed(plan, 0, 5.01)
    assert "please report it" in str(caught.value)


def scarce() -> dict[str, Any]:
    """Two carts where the camp begins to use sand on the day before the road is closed a while."""
    seasons = [{"from": day(6), "until": day(12), "capacity": 0}]
    return road(
        lanes={"road": lane("port", "camp", 2, cost=3, seasons=seasons)},
        fleets={"carts": carts(2, "road")},
        sites={"port": site(), "camp": site(20)},
        demands={
            "use": {"site": "camp", "item": "sand", "per_day": 5, "from": day(3)},
            "more": {"site": "camp", "item": "sand", "per_day": 4, "from": day(20)},
        },
    )


def test_blocks_with_most_signs_are_split() -> None:
    grid, daily = Grid(np.array([0, 10, 20, 30])), Grid(np.arange(31))
    signs = np.zeros(30)
    signs[15] = 1
    # the second block has the sign, and the first what could not be done before it
    assert refined(grid, daily, signs).edges.tolist() == [0, 3, 6, 10, 13, 16, 20, 30]


def test_without_a_sign_the_longest_blocks_are_split() -> None:
    grid, daily = Grid(np.array([0, 2, 20])), Grid(np.arange(21))
    assert refined(grid, daily, np.zeros(20)).edges.tolist() == [0, 2, 8, 14, 20]


def test_a_grid_that_is_nearly_daily_becomes_daily() -> None:
    grid, daily = Grid(np.array([0, 1, 2, 3, 4, 10])), Grid(np.arange(11))
    assert refined(grid, daily, np.ones(10)) is daily


def with_demands(instance: Instance) -> Case:
    return case_of(instance.written, instance.units)


@few
@given(instances(coarse=True), st.integers(2, 7))
def test_bound_and_plan_enclose_the_daily_optimum(instance: Instance, longest: int) -> None:
    # goal by goal: what the relaxation allows while the earlier goals are no worse than the daily
    # optimum's own is never above it; what the grid's plan comes to by the day is never better
    made = with_demands(instance)
    daily = daily_model(made)
    best = attempt(made, daily.grid, SolveOptions())
    values = np.array(daily_values(daily, best))
    grid = coarse(made, longest)
    relaxation = Relaxation(daily, grid, SolveOptions())
    for goal, value in enumerate(values):
        found = relaxation.bound(goal, values)
        assert found.bound is not None
        assert found.bound <= value + NEAR * (1 + abs(value))
    point = by_the_day(daily, attempt(made, grid, SolveOptions(), daily=daily))
    if point is not None:
        assert not_worse(values.tolist(), [float(costs @ point) for costs in daily.costs])


@few
@given(instances(coarse=True), st.sampled_from([0.0, 0.01, 0.2]))
def test_the_proven_plan_agrees_with_the_exact_one_within_its_gap(
    instance: Instance, gap: float
) -> None:
    made = with_demands(instance)
    found = Search(made, gap, SolveOptions()).run(coarse(made, 5))
    assert not found.stopped_early
    daily = daily_model(made)
    best = np.array(daily_values(daily, attempt(made, daily.grid, SolveOptions())))
    size = np.maximum(np.maximum(np.abs(found.values), found.stakes), 1e-6)
    allowed = gap * size + NEAR * (1 + size)
    # the first goals have no other before them: there the two enclose the exact value outright
    assert found.values[0] - best[0] <= allowed[0]
    assert found.bounds[0] <= best[0] + NEAR * (1 + size[0])
    assert np.all(found.values - found.bounds <= allowed)
    assert not_worse(best.tolist(), found.values.tolist())


@few
@given(instances(coarse=True))
def test_the_daily_grid_as_blocks_proves_the_value_itself(instance: Instance) -> None:
    made = with_demands(instance)
    daily = daily_model(made)
    values = np.array(daily_values(daily, attempt(made, daily.grid, SolveOptions())))
    relaxation = Relaxation(daily, daily.grid, SolveOptions())
    # the slack with which earlier goals are held can be worth fifty times as much of a later one:
    # 276.8666 for 276.875 with 1e-6 of 158.4 t
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("planner.sustainment.proof.relaxation.SLACK", 1e-9)
        for goal, value in enumerate(values):
            solution = relaxation.bound(goal, values)
            assert solution.objective == pytest.approx(value, rel=1e-6, abs=1e-4)


def test_policies_are_read_inside_long_periods() -> None:
    # one unit of two: carts leave evenly on D+5..14 and arrive on D+7..16, so the camp is down to
    # what came before on D+6; a policy read on D+4 and D+14 alone would not see it
    made = case_of(
        road(
            25,
            items={"sand": SAND},
            demands={"use": {"site": "camp", "item": "sand", "per_day": 5, "from": day(4)}},
            policies={"days": {"kind": "days-of-supply", "items": ["sand"], "days": 2}},
            objective=["unmet", "policy", "cost"],
        )
    )
    daily = daily_model(made)
    grid = Grid(np.array([0, 4, 14, 25]))
    blind = daily_values(daily, attempt(made, grid, SolveOptions()))
    seeing = daily_values(daily, attempt(made, grid, SolveOptions(), daily=daily))
    assert not_worse(seeing[:2], blind[:2])
    plain = attempt(made, grid, SolveOptions())
    with_them = attempt(made, grid, SolveOptions(), daily=daily)
    assert with_them.model.num_rows > plain.model.num_rows


def test_a_point_that_the_daily_model_does_not_have_is_none() -> None:
    made = case_of(road())
    daily, found = daily_model(made), attempt(made, coarse(made), SolveOptions())
    values = found.outcome.solution.values.copy()
    values[found.variables.flow.part] *= 0.5  # half of what is used never came
    outcome = replace(found.outcome, solution=replace(found.outcome.solution, values=values))
    assert by_the_day(daily, replace(found, outcome=outcome)) is None


def test_a_unit_that_comes_is_a_day_of_change() -> None:
    unit = troops([("camp", 8, 30)])
    edges = coarse(case_of(road(), (unit,)), 100).edges.tolist()
    assert edges == [0, 5, 8, 30, 40]


def test_the_loop_proves_plans_with_whole_decisions_bases_batches_and_fuel() -> None:
    # a depot on the way may be opened; food spoils; carts have bases, move empty and burn fuel
    goods = {"sand": SAND, "food": {**SAND, "shelf_life": {"days": 9}}, "oil": SAND}
    made = case_of(
        road(
            24,
            items=goods,
            vehicles={"cart": {**CART, "fuel": 50, "burns": "oil"}},
            sites={"port": site(), "depot": site(opening={"cost": 40}), "camp": site()},
            lanes={
                "road": lane("port", "camp", 2, cost=3),
                "in": lane("port", "depot", 1, cost=1),
                "out": lane("depot", "camp", 1, cost=1),
            },
            fleets={"carts": carts(6, "road", "in", "out", base="port")},
            supplies={item: {"site": "port", "item": item, "price": 1} for item in goods},
            demands={
                item: {"site": "camp", "item": item, "per_day": 5, "from": day(5)}
                for item in ("sand", "food")
            },
        )
    )
    exact = Search(made, 0.0, SolveOptions()).run(coarse(made))
    found = Search(made, 0.1, SolveOptions()).run(coarse(made))
    assert exact.values == pytest.approx(exact.bounds, rel=NEAR, abs=NEAR)
    for value, bound, best in zip(found.values, found.bounds, exact.values, strict=True):
        assert bound <= best + NEAR * (1 + abs(best))
        assert best <= value + NEAR * (1 + abs(best))
    assert (found.gaps <= 0.1 + NEAR).all()
