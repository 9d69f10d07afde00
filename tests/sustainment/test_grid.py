"""The time grid: its edges by hand, and what a plan on it is day by day."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from planner.records.laydown import DeployedUnit, Laydown
from planner.scenario import Scenario
from planner.sustainment.grid import MARGIN_DAYS, Grid, grid_of
from tests.sustainment.support import case, day, eats, lane, planned, site, troops

SITES = {"camp": site(), "port": site()}
STEPS = {"long_step": 7}


def edges(scenario: Scenario, *units: DeployedUnit, exact: bool = False) -> list[int]:
    return [int(day) for day in grid_of(scenario, Laydown(units), exact=exact).edges]


def coarse(end: int, **fields: Any) -> dict[str, Any]:
    """Long steps but for the first day."""
    return {"end": day(end), "fine": [{"from": day(0), "until": day(1)}], **STEPS, **fields}


def test_long_steps_end_where_something_changes() -> None:
    # fine on D+0 only; a lane opens on D+10: 1, 8 = 1 + 7, 10, 17, 24, 30
    lanes = {"road": lane("port", "camp") | {"from": day(10)}}
    scenario = case(sites=SITES, lanes=lanes, calendar=coarse(30))
    assert edges(scenario) == [0, 1, 8, 10, 17, 24, 30]


def test_d_day_is_an_edge() -> None:
    scenario = case(-10, 10, sites=SITES, calendar={**STEPS, "fine": [{"until": day(-9)}]})
    assert edges(scenario) == [-10, -9, -2, 0, 7, 10]


def test_arrivals_own_stock_hand_over_and_moves_are_edges() -> None:
    # arrives D+3, own stock ends D+5, moves D+9, handed over D+14, leaves D+20
    unit = troops([("camp", 3, 9), ("port", 9, 20)], planned=2, required=11)
    scenario = case(sites=SITES, calendar=coarse(25))
    assert edges(scenario, unit) == [0, 1, 3, 5, 9, 14, 20, 25]


def test_months_are_edges() -> None:
    # D+0 is 30 April 2013, so May begins on D+1 and June on D+32
    calendar = coarse(40, d_day="2013-04-30", long_step=100)
    assert edges(case(sites=SITES, calendar=calendar)) == [0, 1, 32, 40]


def test_by_default_fine_from_the_first_movement_to_the_last_hand_over() -> None:
    # supply from D+5, the unit comes on D+8 and is handed over on D+11; then weeks
    unit = troops([("camp", 8, 40)], required=3)
    supplies = {"sand": {"site": "port", "item": "sand", "from": day(5)}}
    scenario = case(end=40, sites=SITES, supplies=supplies, calendar=STEPS)
    assert edges(scenario, unit) == [0, *range(5, 12), 18, 25, 32, 39, 40]


def test_by_default_fine_around_a_change_of_phase() -> None:
    # handed over on D+3; a phase begins on D+30: some days before and after it by the day
    unit = troops([("camp", 0, 40)], required=3)
    phases = {"next": {"title": "Next", "tempo": "normal", "from": day(30)}}
    scenario = case(end=60, sites=SITES, phases=phases, calendar=STEPS)
    found = edges(scenario, unit)
    assert set(range(30 - MARGIN_DAYS, 30 + MARGIN_DAYS + 1)) < set(found)
    assert found[:5] == [0, 1, 2, 3, 10]
    assert found[-2:] == [found[-2], 60]
    assert 60 - found[-2] <= 7


def test_exact_is_by_the_short_step_throughout() -> None:
    scenario = case(end=5, sites=SITES, calendar=coarse(5))
    assert edges(scenario, exact=True) == [0, 1, 2, 3, 4, 5]
    two = case(end=5, sites=SITES, calendar=coarse(5, step=2))
    assert edges(two, exact=True) == [0, 2, 4, 5]


def test_no_fine_days_when_the_scenario_says_so() -> None:
    scenario = case(sites=SITES, calendar={"end": day(10), "fine": [], **STEPS})
    assert edges(scenario, troops([("camp", 0, 10)])) == [0, 7, 10]


@pytest.mark.parametrize(
    ("before", "period"), [(-5, -1), (0, -1), (1, 0), (9, 0), (10, 1), (30, 1)]
)
def test_the_period_that_ends_before_a_day(before: int, period: int) -> None:
    assert Grid(np.array([0, 1, 10])).ending_on(before) == period


def test_plans_that_end_before_d_day_or_begin_after_it() -> None:
    for start, end in ((-9, -4), (4, 9)):
        scenario = case(
            start, end, sites=SITES, consumption=eats(0.1),
            lanes={"road": lane("port", "camp")},
            supplies={"sand": {"site": "port", "item": "sand"}},
            demands={"use": {"site": "camp", "item": "sand", "per_day": 1}},
        )  # fmt: skip
        # nothing can be there on the first day: transit takes one
        assert [goal.value for goal in planned(scenario).goals] == pytest.approx([1, 0, 0, 0])
