"""When money falls due, and for what: the lines of the cost by day."""

from __future__ import annotations

from collections import defaultdict

import pytest
from hypothesis import HealthCheck, given, settings

from planner.records.supply import SupplyPlan
from planner.scenario.schema.funding import Spent
from tests.sustainment.everything import everything
from tests.sustainment.features import featured
from tests.sustainment.instances import Instance
from tests.sustainment.support import carts, case, day, lane, planned, site, troops


def lines(plan: SupplyPlan) -> dict[str, float]:
    """What is spent, line by line."""
    found: defaultdict[str, float] = defaultdict(float)
    for one in plan.spending:
        found[one.line.value] += one.cost
    return dict(found)


def adds_up(plan: SupplyPlan) -> None:
    """What is spent by day is what the plan costs, but for a solver's rounding."""
    spent = lines(plan)
    little = 0.01 + 2e-5 * sum(abs(line.cost) for line in plan.costs)
    for line in (line for line in plan.costs if line.name != "selling"):
        assert spent.pop(line.name) == pytest.approx(line.cost, abs=little)
    assert all(abs(cost) < little for cost in spent.values())


def test_what_is_for_what_and_when() -> None:
    # 10 t of sand at 2 USD are bought on D+0, loaded on a cart (7 USD a day, a day each way) at
    # 3 USD a tonne for the lane, and used on D+1; the camp is opened for 50 USD.
    plan = planned(
        case(
            end=3,
            sites={"port": site(), "camp": site(opening={"cost": 50})},
            supplies={"sand": {"site": "port", "item": "sand", "price": 2}},
            lanes={"road": lane("port", "camp", 1, cost=3)},
            fleets={"carts": carts(1, "road", day_cost=7)},
            demands={"camp": {"site": "camp", "item": "sand", "per_day": 10, "from": day(1),
                              "until": day(2)}},
        )
    )  # fmt: skip
    told = {(one.line, one.by, one.start): one.cost for one in plan.spending}
    assert told == pytest.approx(
        {
            (Spent.BUYING, "sand", 0): 20,
            (Spent.MOVING, "road", 0): 30,
            (Spent.VEHICLES, "carts", 0): 14,
            (Spent.OPENING, "camp", 0): 50,
        }
    )


def test_external_arrangements_fall_due_as_they_supply() -> None:
    # ten persons at 4 USD a day from D+3 to D+5, and 100 USD on the first of these days
    scenario = case(
        end=6,
        forces={"blue": {"title": "Blue", "personnel": 10, "required_days": 3}},
        sites={"camp": site()},
        contracts={
            "caterer": {"title": "Caterer", "force": "blue", "person_day_price": 4,
                        "start_up_cost": 100}
        },
        demands={"camp": {"site": "camp", "item": "sand", "per_day": 0.001}},
    )  # fmt: skip
    plan = planned(scenario, [troops([("camp", 0, 6)], 10, required=3)])
    told = {one.start: one.cost for one in plan.spending if one.line is Spent.EXTERNAL}
    assert sum(told.values()) == pytest.approx(100 + 3 * 10 * 4)
    assert min(told) == 3


def test_everything_adds_up() -> None:
    adds_up(planned(case(**everything())))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(featured())
def test_random_plans_add_up(instance: Instance) -> None:
    adds_up(planned(case(**instance.written), instance.units))
