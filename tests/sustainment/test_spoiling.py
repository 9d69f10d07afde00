"""Goods that spoil, and goods in packages; by hand."""

from __future__ import annotations

import pytest

from planner.records.supply import SupplyPlan
from tests.sustainment.support import SAND, carts, case, day, lane, planned, site

BREAD = SAND | {"title": "Bread", "shelf_life": {"days": 4, "buckets": 4}}


def goal(plan: SupplyPlan, name: str) -> float:
    return next(goal.value for goal in plan.goals if goal.name == name)


def test_bread_cannot_be_kept_longer_than_it_is_good() -> None:
    # Ten loaves a day are to be had on D+0 and D+1 alone; one a day is eaten for ten days. Bread of
    # D+1 is good on D+1, D+2, D+3 and D+4: five days are served, the five from D+5 on are not.
    plan = planned(
        case(
            items={"bread": BREAD},
            sites={"camp": site()},
            supplies={"baker": {"site": "camp", "item": "bread", "per_day": 10, "until": day(2)}},
            demands={"camp": {"site": "camp", "item": "bread", "per_day": 1}},
        )
    )
    assert goal(plan, "unmet") == pytest.approx(5)
    assert [(entry.item, entry.start, entry.until) for entry in plan.unmet] == [("bread", 5, 10)]


def test_the_age_counts_on_the_way_too() -> None:
    # Bread of D+0 is three days on the way; it is there on D+3, its last day. That of D+1 serves
    # D+4; then nothing more was baked. D+0 to D+2 nothing can be there: 10 - 2 days go unserved.
    plan = planned(
        case(
            items={"bread": BREAD},
            sites={"port": site(), "camp": site()},
            supplies={"baker": {"site": "port", "item": "bread", "per_day": 10, "until": day(2)}},
            lanes={"road": lane("port", "camp", 3)},
            demands={"camp": {"site": "camp", "item": "bread", "per_day": 1}},
        )
    )
    assert goal(plan, "unmet") == pytest.approx(8)
    assert {(move.item, move.arrives) for move in plan.movements} == {("bread", 3), ("bread", 4)}


def test_coarse_buckets_are_on_the_safe_side() -> None:
    # With two buckets of two days, bread of D+0 and D+1 counts as of D+0: good until D+3. Four days
    # are served instead of five.
    coarse = BREAD | {"shelf_life": {"days": 4, "buckets": 2}}
    plan = planned(
        case(
            items={"bread": coarse},
            sites={"camp": site()},
            supplies={"baker": {"site": "camp", "item": "bread", "per_day": 10, "until": day(2)}},
            demands={"camp": {"site": "camp", "item": "bread", "per_day": 1}},
        )
    )
    assert goal(plan, "unmet") == pytest.approx(6)


def test_stock_has_a_day_of_its_own_and_what_is_left_spoils() -> None:
    # Nine loaves stand there, good until D+2: three days of one loaf; six spoil, and nothing stands
    # there from the night of D+2 on.
    plan = planned(
        case(
            items={"bread": BREAD},
            sites={"camp": site()},
            stocks={"shelf": {"site": "camp", "item": "bread", "quantity": 9, "expires": day(3)}},
            demands={"camp": {"site": "camp", "item": "bread", "per_day": 1}},
        )
    )
    assert goal(plan, "unmet") == pytest.approx(7)
    assert plan.curves.items == ("bread",)
    assert plan.curves.stock[0, 0].tolist() == pytest.approx([8, 7, 0, 0, 0, 0, 0, 0, 0, 0])


def test_a_total_is_shared_by_the_batches_of_a_supply() -> None:
    # Six loaves in all, whenever they are baked: six of ten days.
    plan = planned(
        case(
            items={"bread": BREAD},
            sites={"camp": site()},
            supplies={"baker": {"site": "camp", "item": "bread", "total": 6}},
            demands={"camp": {"site": "camp", "item": "bread", "per_day": 1}},
        )
    )
    assert goal(plan, "unmet") == pytest.approx(4)


def test_policies_count_every_batch() -> None:
    # Two days of supply each night: nothing is missing while bread is to be had every day, but for
    # the last nights, when less than two days are still to come.
    plan = planned(
        case(
            items={"bread": BREAD},
            sites={"camp": site()},
            supplies={"baker": {"site": "camp", "item": "bread"}},
            demands={"camp": {"site": "camp", "item": "bread", "per_day": 1}},
            policies={"days": {"kind": "days-of-supply", "items": ["bread"], "days": 2}},
        )
    )
    assert goal(plan, "unmet") == 0
    assert plan.breaches == ()


def test_a_package_serves_the_demand_for_what_is_in_it() -> None:
    # The camp wants two tonnes of sand a day; the road takes no loose sand, only bags of half a
    # tonne. Four bags a day are sent and emptied; the first can be there on D+1, so one day of ten
    # is not met: 2 t.
    bag = SAND | {"title": "Bag", "mass": 550, "package_of": {"item": "sand", "quantity": 0.5}}
    plan = planned(
        case(
            items={"sand": SAND, "bag": bag | {"unit": "bag"}},
            sites={"port": site(), "camp": site()},
            supplies={"bags": {"site": "port", "item": "bag"}},
            lanes={"road": lane("port", "camp", items=["bag"])},
            fleets={"carts": carts(1, "road", trips_per_day=1)},
            demands={"camp": {"site": "camp", "item": "sand", "per_day": 2}},
        )
    )
    assert goal(plan, "unmet") == pytest.approx(2)
    assert sum(move.quantity for move in plan.movements) == pytest.approx(4 * 9)
    assert {move.item for move in plan.movements} == {"bag"}


def test_relief_is_verified_with_what_spoils_told_apart() -> None:
    # Four of six loaves a day come through on each of five days; one more a day saves five. The
    # bread of one batch is no other's, or the model that is solved again is not the plan's.
    plan = planned(
        case(
            end=5,
            items={"bread": BREAD},
            sites={"port": site(), "camp": site(0, opening={"cost": 1})},
            supplies={"baker": {"site": "port", "item": "bread"}},
            lanes={"road": lane("port", "camp", 0, capacity=4)},
            demands={"camp": {"site": "camp", "item": "bread", "per_day": 6}},
        )
    )
    assert goal(plan, "unmet") == pytest.approx(10)
    (limit,) = plan.bottlenecks
    assert limit.id == "road"
    assert limit.verified == pytest.approx(5)
