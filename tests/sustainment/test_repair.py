"""Plans on blocks of days, mended by the day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.lp import SolveOptions
from planner.records.laydown import Laydown
from planner.scenario import factbook_of
from planner.sustainment import plan_supply
from planner.sustainment.demand.daily import daily_demand
from planner.sustainment.grid import Grid, coarse_grid
from planner.sustainment.network.legs import Leg
from planner.sustainment.proof import repair
from planner.sustainment.proof.attempt import (
    Case,
    answer_by_the_day,
    attempt,
    by_the_day,
    daily_model,
)
from planner.sustainment.proof.certify import Search
from planner.sustainment.proof.expansion import fits_all_rows
from planner.sustainment.proof.refine import begun
from planner.sustainment.proof.repair import days_of_columns, repaired, windows
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
    mended = repaired(daily, goals, point, signs, SolveOptions())
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
    found = Search(case_of(by_depot()), 0.01, SolveOptions()).run(BLOCKS)
    assert found.values[0] == pytest.approx(0)
    assert (found.gaps <= 0.01 + 1e-6).all()


def test_a_mended_plan_is_told_by_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
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
    repaired(daily, goals, point, signs, SolveOptions(), enough)
    assert seen == pytest.approx([0])


def test_the_first_blocks_are_no_longer_than_a_way_until_vehicles_are_back() -> None:
    made = case_of(
        by_depot(lanes={"in": lane("port", "depot", 3), "out": lane("depot", "camp", 1)})
    )
    legs: tuple[Leg, ...] = daily_model(made).problem.legs
    daily = Grid(np.arange(41))
    assert max(leg.round_trip.max() for leg in legs) == 6
    grid = begun(Grid(np.array([0, 5, 20, 40])), daily, legs)
    assert grid.edges.tolist() == [0, 2, 5, 8, 11, 14, 17, 20, 40]
    assert begun(Grid(np.array([0, 9, 20])), Grid(np.arange(21)), ()).edges.tolist() == [0, 9, 20]


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
    mended = repaired(daily, goals, point, signs, SolveOptions())
    assert fits_all_rows(daily.model, mended)
    before, after = (daily.costs @ point).tolist(), (daily.costs @ mended).tolist()
    assert not_worse(after, before)
    told = [goal.value for goal in answer_by_the_day(made, daily, found, mended).goals]
    assert told == pytest.approx(after, rel=1e-5, abs=1e-5)
    best = attempt(made, daily.grid, SolveOptions())
    assert not_worse((daily.costs @ best.outcome.solution.values).tolist(), after)
