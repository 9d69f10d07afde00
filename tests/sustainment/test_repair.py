"""Plans on blocks of days, mended by the day."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.lp import SolveOptions, Status
from planner.records.laydown import Laydown
from planner.scenario import factbook_of
from planner.sustainment import plan_supply
from planner.sustainment.demand.daily import daily_demand
from planner.sustainment.grid import Grid, coarse_grid
from planner.sustainment.network.legs import Leg
from planner.sustainment.proof import repair
from planner.sustainment.proof.attempt import (
    Attempt,
    Case,
    answer_by_the_day,
    attempt,
    by_the_day,
    daily_model,
)
from planner.sustainment.proof.certify import Search
from planner.sustainment.proof.expansion import fits_all_rows
from planner.sustainment.proof.refine import begun
from planner.sustainment.proof.repair import Short, days_of_columns, repaired, windows
from tests.sustainment.instances import Instance, instances
from tests.sustainment.support import carts, case, day, lane, site
from tests.sustainment.test_properties import few, not_worse

BLOCKS = Grid(np.array([0, 20, 22, 32, 40]))


def by_depot(**fields: Any) -> dict[str, Any]:
    """Sand that a port has from D+20 on, by a depot a day away to a camp a day further, which uses
    five tonnes a day from D+22 on."""
    return {
        "end": 40,
        "sites": {name: site(holding_cost=1) for name in ("port", "depot", "camp")},
        "lanes": {
            "in": lane("port", "depot", 1, cost=1),
            "out": lane("depot", "camp", 1, cost=1),
        },
        "fleets": {"first": carts(4, "in"), "second": carts(4, "out")},
        "supplies": {"sand": {"site": "port", "item": "sand", "price": 1, "from": day(20)}},
        "demands": {"use": {"site": "camp", "item": "sand", "per_day": 5, "from": day(22)}},
        "objective": ["unmet", "cost"],
        **fields,
    }


def case_of(written: dict[str, Any], units: tuple[Any, ...] = ()) -> Case:
    scenario, laydown = case(**written), Laydown(units)
    book = factbook_of(scenario)
    return Case(scenario, book, laydown, daily_demand(scenario, book, laydown))


def test_what_only_blocks_leave_unmet_is_met_by_the_day() -> None:
    # what leaves the port evenly on D+20 and D+21 is in the depot on D+21 at the earliest, so in
    # that block nothing leaves the depot evenly, and on D+22 the camp has none of its five tonnes;
    # as shortage is even over a block too, it has none of the 50 of the block to D+31. By the day
    # all is met, at 18 x 5 x (1 + 1 + 1) = 270 and the price of nights
    made = case_of(by_depot())
    daily = daily_model(made)
    found = attempt(made, BLOCKS, SolveOptions())
    point = by_the_day(daily, found)
    assert point is not None
    assert (daily.costs @ point)[0] == pytest.approx(50)
    signs = np.zeros(40)
    signs[22:32] = 5
    goals = [goal.goal for goal in found.ordered]
    mended = repaired(daily, goals, point, Short(0, 50, signs), SolveOptions())
    assert fits_all_rows(daily.model, mended)
    unmet, cost = daily.costs @ mended
    assert unmet == pytest.approx(0)
    assert cost >= 270 - 1e-6
    # the days after the last sign are as before
    days = days_of_columns(daily)
    assert np.array_equal(mended[days > 31], point[days > 31])
    answer = answer_by_the_day(made, daily, found, mended)
    assert [goal.value for goal in answer.goals] == pytest.approx([0, cost])


def test_the_search_mends_its_plan_and_proves_it() -> None:
    found = Search(case_of(by_depot()), 0.3, SolveOptions()).run(BLOCKS)
    assert found.mended
    assert found.values[0] == pytest.approx(0)
    assert (found.gaps <= 0.3 + 1e-6).all()


def test_a_mended_plan_is_told_by_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.sustainment.solve.SMALL_PLAN", 0)
    monkeypatch.setattr("planner.sustainment.solve.first_block", lambda *_: 10)
    made = case_of(by_depot())
    plan = plan_supply(made.scenario, made.book, made.laydown, SolveOptions(), gap=0.3)
    assert plan.goals[0].value == pytest.approx(0)
    assert not plan.unmet
    assert all(movement.until - movement.start == 1 for movement in plan.movements)
    assert sum(movement.quantity for movement in plan.movements) == pytest.approx(180)
    assert plan.goals[1].bound is not None


def test_windows_begin_where_it_can_be_helped_and_the_worst_comes_first() -> None:
    # a cart is away for three days at the most: a day there, one back, and one of loading
    daily = daily_model(case_of(by_depot()))
    signs = np.zeros(40)
    signs[[10, 30]] = 1, 5
    found = windows(daily, days_of_columns(daily), signs)
    lead = repair.lead_days(daily)
    assert [(window.first, window.last) for window in found] == [(30 - lead, 30), (10 - lead, 10)]


def test_a_window_with_too_many_columns_is_cut_with_half_of_it_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(repair, "LARGEST", 4)
    cut = repair._cut(0, 9, np.ones(9, dtype=np.int64))
    assert [(w.first, w.last) for w in cut] == [(0, 3), (2, 5), (4, 7), (6, 8)]


def test_windows_stop_where_it_is_enough() -> None:
    made = case_of(by_depot())
    daily, found = daily_model(made), attempt(made, BLOCKS, SolveOptions())
    point = by_the_day(daily, found)
    assert point is not None
    goals = [goal.goal for goal in found.ordered]
    seen: list[float] = []

    def enough(values: np.ndarray[Any, np.dtype[np.float64]]) -> bool:
        seen.append(float(values[0]))
        return True

    signs = np.zeros(40)
    signs[[5, 39]] = 1
    signs[22:32] = 5
    told: list[str] = []
    short = Short(0, 50, signs)
    repaired(daily, goals, point, short, SolveOptions(), enough, told.append)
    assert seen == pytest.approx([0])
    assert told == ["sustainment: D+20 to D+31 by the day"]


def test_the_first_blocks_are_no_longer_than_a_leg_until_goods_are_everywhere() -> None:
    made = case_of(
        by_depot(lanes={"in": lane("port", "depot", 3), "out": lane("depot", "camp", 1)})
    )
    legs: tuple[Leg, ...] = daily_model(made).problem.legs
    daily = Grid(np.arange(41))
    grid = begun(Grid(np.array([0, 5, 20, 40])), daily, legs, 6)
    assert grid.edges.tolist() == [0, 2, 5, 8, 11, 14, 17, 20, 40]
    short = Grid(np.array([0, 9, 20]))
    assert begun(short, Grid(np.arange(21)), (), 0).edges.tolist() == [0, 9, 20]


def chain(hops: int, takes: int) -> dict[str, Any]:
    """Sand that the first of some sites in a row has from D+20 on, and the last one uses from the
    day on which it can be there. Nothing limits the lanes."""
    names = [f"site-{n}" for n in range(hops + 1)]
    first = 20 + hops * takes
    lanes = {f"to-{to}": lane(on, to, takes, cost=1) for on, to in pairwise(names)}
    return {
        "end": first + 20,
        "sites": {name: site() for name in names},
        "lanes": lanes,
        "supplies": {"sand": {"site": names[0], "item": "sand", "price": 1, "from": day(20)}},
        "demands": {"use": {"site": names[-1], "item": "sand", "per_day": 5, "from": day(first)}},
        "objective": ["unmet", "cost"],
    }


@pytest.mark.parametrize(("hops", "takes"), [(2, 1), (4, 1), (4, 2), (6, 2)])
def test_windows_reach_back_to_the_source(hops: int, takes: int) -> None:
    # by the day every tonne is there on its day, however many legs it has come
    made = case_of(chain(hops, takes))
    assert repair.lead_days(daily_model(made)) == hops * takes
    found = Search(made, 0.5, SolveOptions()).run(coarse_grid(made.scenario, made.laydown, 10))
    assert found.values[0] == pytest.approx(0)


def test_what_nobody_could_bring_hides_nothing_that_only_blocks_leave() -> None:
    # an isle without a lane has none of its 50 t, and the camp all of its own; 2,000 t at the port
    # make the gap that is allowed larger than that
    written = by_depot()
    isle = {"site": "isle", "item": "sand", "per_day": 5, "from": day(30)}
    port = {"site": "port", "item": "sand", "per_day": 100, "from": day(20)}
    made = case_of(
        written
        | {
            "sites": written["sites"] | {"isle": site()},
            "demands": written["demands"] | {"isle": isle, "port": port},
        }
    )
    found = Search(made, 0.3, SolveOptions()).run(BLOCKS)
    assert found.values[0] == pytest.approx(50)
    assert found.bounds[0] == pytest.approx(50)


def test_the_worth_of_limits_is_left_out_where_blocks_fall_short_otherwise() -> None:
    # on blocks the camp lacks 50 t, by the day none: no limit may be named for that
    search = Search(case_of(by_depot()), 0.3, SolveOptions())
    told, priced = search.answers(search.run(BLOCKS))
    assert told.goals[0].value == pytest.approx(0)
    assert priced.goals[0].value > 1
    assert "unmet 1" not in priced.outcome.by_goal


@pytest.mark.parametrize("goals", [1, 2])
def test_a_limit_that_comes_before_the_last_goals_leaves_a_plan(goals: int) -> None:
    # a solve that stops after some goals: the others are counted, and not proven
    made = case_of(by_depot())
    search = Search(made, 0.3, SolveOptions())

    def cut_short(*args: Any, **named: Any) -> Attempt:
        whole = attempt(*args, **named)
        reached = replace(whole.outcome, status=Status.FEASIBLE, goals=whole.outcome.goals[:goals])
        return replace(whole, outcome=reached)

    with mock.patch("planner.sustainment.proof.certify.attempt", cut_short):
        by_days, on_blocks = search.run(search.daily.grid), search.run(BLOCKS)
    for found in (by_days, on_blocks):
        assert len(found.values) == len(found.bounds) == 2
    assert by_days.stopped_early
    assert np.isnan(by_days.bounds[goals:]).all()
    search.answers(by_days)


def test_a_window_that_was_cut_short_is_not_taken() -> None:
    made = case_of(by_depot())
    daily, found = daily_model(made), attempt(made, BLOCKS, SolveOptions())
    point = by_the_day(daily, found)
    assert point is not None
    goals = [goal.goal for goal in found.ordered]
    short = Short(0, 50, np.where(np.arange(40) == 25, 1.0, 0.0))
    assert repaired(daily, goals, point, short, SolveOptions(time_limit=0)) is point


@few
@given(instances(coarse=True), st.integers(3, 9), st.data())
def test_mending_is_never_worse_and_never_better_than_the_plan_by_the_day(
    instance: Instance, longest: int, data: st.DataObject
) -> None:
    made = case_of(instance.written, instance.units)
    daily = daily_model(made)
    found = attempt(made, coarse_grid(made.scenario, made.laydown, longest), SolveOptions())
    point = by_the_day(daily, found)
    if point is None:
        return
    count = len(daily.grid.days)
    signs = np.array(data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)), float)
    goals = [goal.goal for goal in found.ordered]
    if not signs.any():
        return
    mended = repaired(daily, goals, point, Short(0, 1.0, signs), SolveOptions())
    assert fits_all_rows(daily.model, mended)
    before, after = (daily.costs @ point).tolist(), (daily.costs @ mended).tolist()
    assert not_worse(after, before)
    told = [goal.value for goal in answer_by_the_day(made, daily, found, mended).goals]
    assert told == pytest.approx(after, rel=1e-5, abs=1e-5)
    best = attempt(made, daily.grid, SolveOptions())
    assert not_worse((daily.costs @ best.outcome.solution.values).tolist(), after)


def test_what_blocks_send_too_late_is_not_told_and_not_paid_for() -> None:
    # six tonnes are used on D+3..8, three days away at a dollar a tonne, where nothing can be kept.
    # What leaves evenly on D+5 and D+6 is there on D+8 and D+9, which is after the end: seven
    # tonnes leave on blocks, and by the day six
    made = case_of(
        {
            "end": 9,
            "sites": {"port": site(), "camp": site(0)},
            "lanes": {"road": lane("port", "camp", 3, cost=1)},
            "supplies": {"sand": {"site": "port", "item": "sand"}},
            "demands": {"use": {"site": "camp", "item": "sand", "per_day": 1, "from": day(3)}},
            "objective": ["unmet", "cost"],
        }
    )
    search = Search(made, 0.01, SolveOptions())
    plan = search._plan(Grid(np.array([0, 3, 5, 7, 9])))
    assert plan.values.tolist() == pytest.approx([0, 6])
    told, on_blocks = search.answers(plan)
    assert [goal.value for goal in told.goals] == pytest.approx([0, 6])
    assert told.flow.sum() == pytest.approx(6)
    assert [goal.value for goal in on_blocks.goals] == pytest.approx([0, 7])
