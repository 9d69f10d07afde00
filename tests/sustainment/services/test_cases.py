"""Where services go in small cases computed by hand: the calculation stands in each test."""

from __future__ import annotations

import pytest

from planner.catalogue.ids import SiteId
from planner.errors import NoPlanError
from planner.lp import SolveOptions
from planner.records.laydown import Laydown
from planner.records.services import Cause, Served, Unserved
from planner.sustainment.services import place_services
from tests.sustainment.services.support import (
    goals,
    placed,
    problem_of,
    road,
    service,
    towns,
    where,
)
from tests.sustainment.support import troops

A, B, C = SiteId("a"), SiteId("b"), SiteId("c")
# a - 2 h - b - 3 h - c
ROADS = {"ab": road("a", "b", 2), "bc": road("b", "c", 3)}
# 100 persons at each end, all ten days
ENDS = (troops([("a", 0, 10)], name="one"), troops([("c", 0, 10)], name="two"))


def test_one_point_in_the_middle_serves_both_ends() -> None:
    # within 3 hours b reaches a (2 h) and c (3 h); a or c alone reach only themselves and b
    plan = placed(towns("abc", {"medical": service(3)}, ROADS), ENDS)
    assert where(plan) == {B: 1}
    # travel: 1,000 person-days x 2 h + 1,000 x 3 h
    assert goals(plan) == {"uncovered": 0, "points": 1, "travel": pytest.approx(5000)}
    [point] = plan.points
    assert (point.needed_from, point.until, point.serves) == (0, 10, (A, C))
    assert (point.persons, point.person_days, point.farthest_hours) == (200, 2000, 3)
    assert plan.is_met


def test_cost_comes_before_the_number_of_points() -> None:
    # b costs 500, a and c 200 each: two points for 400 are cheaper than one for 500
    costs = {"a": 200, "b": 500, "c": 200}
    plan = placed(towns("abc", {"medical": service(3, site_costs=costs)}, ROADS), ENDS)
    assert where(plan) == {A: 1, C: 1}
    assert goals(plan) == {"uncovered": 0, "cost": 400, "points": 2, "travel": 0}
    # one cost for all: a single point at b
    plan = placed(towns("abc", {"medical": service(3, cost=100)}, ROADS), ENDS)
    assert (where(plan), goals(plan)["cost"]) == ({B: 1}, 100)


def test_what_stands_from_the_start_costs_nothing_and_is_no_new_point() -> None:
    # a stands, so c, which it does not reach (5 h), needs one of its own, or b in its place: of the
    # two c has the shorter ways, as a is served where it is in either case
    plan = placed(towns("abc", {"medical": service(3, at=["a"], cost=100)}, ROADS), ENDS)
    assert where(plan) == {A: 1, C: 1}
    assert goals(plan) == {"uncovered": 0, "cost": 100, "points": 1, "travel": 0}
    assert [(p.site, p.standing, p.cost) for p in plan.points] == [(A, 1, 0), (C, 0, 100)]


def test_a_lane_that_is_closed_on_a_day_is_of_no_use_on_that_day() -> None:
    # b alone may have a point. bc is closed on D+4 to D+6: 3 days x 100 persons at c without
    bc = road("b", "c", 3, seasons=[{"from": "D+4", "until": "D+7", "capacity": 0}])
    scenario = towns("abc", {"medical": service(3, sites=["b"])}, ROADS | {"bc": bc})
    plan = placed(scenario, ENDS)
    assert goals(plan)["uncovered"] == pytest.approx(300)
    [lost] = plan.unserved
    reason = "closed on these days: Site–Site by road (bc)"
    assert lost == Unserved(lost.service, C, 4, 7, 100, 300, Cause.LANE_CLOSED, reason)
    stays = [(e.start, e.until) for e in plan.served if e.site == C]
    assert stays == [(0, 4), (7, 10)]


def test_a_slower_season_puts_a_unit_out_of_reach() -> None:
    # 3 h x 2 = 6 h on D+0 to D+4: 5 days x 100 persons
    bc = road("b", "c", 3, seasons=[{"until": "D+5", "time": 2}])
    scenario = towns("abc", {"medical": service(3, sites=["b"])}, ROADS | {"bc": bc})
    [lost] = placed(scenario, ENDS).unserved
    assert lost.cause is Cause.LANE_SLOW
    assert lost.reason == "slower on these days: Site–Site by road (bc)"
    assert (lost.start, lost.until, lost.person_days) == (0, 5, 500)


def test_a_lane_opens_with_its_window() -> None:
    bc = road("b", "c", 3, **{"from": "D+8"})
    scenario = towns("abc", {"medical": service(3, sites=["b"])}, ROADS | {"bc": bc})
    [lost] = placed(scenario, ENDS).unserved
    assert (lost.cause, lost.start, lost.until) == (Cause.LANE_CLOSED, 0, 8)


def test_too_far_says_how_far() -> None:
    plan = placed(towns("abc", {"medical": service(4, sites=["a"])}, ROADS), ENDS)
    [lost] = plan.unserved
    assert (lost.site, lost.cause, lost.person_days) == (C, Cause.TOO_FAR, 1000)
    assert lost.reason == "the nearest site for a point, Site, is 5 h away"


def test_a_site_that_no_lane_leads_to_is_too_far() -> None:
    plan = placed(towns("abc", {"medical": service(4, sites=["a"])}), ENDS)
    [lost] = plan.unserved
    assert lost.reason == "no lane that may be used leads to a site for a point"


def test_the_largest_number_of_points_leaves_the_fewest_without() -> None:
    # one point, within 1 h: a has 100 x 10 person-days, c 100 x 4; a is served, c is not
    units = (ENDS[0], troops([("c", 6, 10)], name="two"))
    plan = placed(towns("abc", {"medical": service(1, most=1)}, ROADS), units)
    assert where(plan) == {A: 1}
    [lost] = plan.unserved
    assert (lost.site, lost.cause, lost.person_days) == (C, Cause.MOST, 400)
    assert lost.reason == "no more than 1 point may stand"


def test_as_many_points_as_their_capacity_asks_for() -> None:
    # 250 persons at 100 a point: 3 points; within 1 h all of them at a
    units = [troops([("a", 0, 10)], 250)]
    plan = placed(towns("abc", {"fuel": service(1, capacity=100)}, ROADS), units)
    assert (where(plan), plan.is_met) == ({A: 3}, True)
    # one at a site: 150 of 250 are without, for ten days
    scenario = towns("abc", {"fuel": service(1, capacity=100, most_per_site=1)}, ROADS)
    plan = placed(scenario, units)
    [lost] = plan.unserved
    assert lost.persons == pytest.approx(150)
    assert lost.person_days == pytest.approx(1500)
    assert (lost.cause, lost.reason) == (Cause.CAPACITY, "the points within reach are full (Site)")
    # within 2 h b takes another 100, 2 h away
    scenario = towns("abc", {"fuel": service(2, capacity=100, most_per_site=1)}, ROADS)
    plan = placed(scenario, units)
    assert [(e.point, round(e.persons, 6), e.hours) for e in plan.served] == [
        (A, 100, 0),
        (B, 100, 2),
    ]
    assert goals(plan)["uncovered"] == pytest.approx(500)


def test_at_least_so_many_points_even_where_nobody_needs_them() -> None:
    plan = placed(towns("abc", {"medical": service(9, least=2)}, ROADS), ENDS[:1])
    assert sum(where(plan).values()) == 2
    idle = [p for p in plan.points if p.site != A]
    assert [(p.needed_from, p.until, p.persons) for p in idle] == [(None, None, 0)]


def test_only_the_forces_and_days_that_it_is_for() -> None:
    window = {"from": "D+3", "until": "D+5"}
    plan = placed(towns("abc", {"medical": service(0, sites=["b"], **window)}, ROADS), ENDS)
    # two days x 200 persons
    assert goals(plan)["uncovered"] == pytest.approx(400)
    force = {"title": "Red", "personnel": 9, "planned_days": 0}
    forces = {"red": force, "blue": force}
    scenario = towns("abc", {"medical": service(0, sites=["b"], forces=["red"])}, forces=forces)
    assert placed(scenario, ENDS).is_met


def test_modes_and_speeds() -> None:
    # 100 km at 50 km/h are 2 h by road; the air lane, 100 km at 200 km/h, takes half an hour
    ways = {
        "road": {"origin": "a", "destination": "b", "mode": "road", "distance": 100, "stage": 9},
        "air": {"origin": "b", "destination": "a", "mode": "air", "distance": 100, "stage": 9},
    }
    speeds = {"road": 50, "air": 200}
    units = [troops([("b", 0, 10)])]

    def hours(**fields: object) -> list[Served]:
        services = {"medical": service(2, sites=["a"], **fields)}
        return list(placed(towns("ab", services, ways), units).served)

    assert [e.hours for e in hours(speeds=speeds)] == [0.5]
    assert [e.hours for e in hours(speeds={"road": 50}, modes=["road"])] == [2]
    assert [e.hours for e in hours(speeds={"road": 50})] == [2]
    assert [e.hours for e in hours(speeds=speeds, modes=["road", "air"])] == [0.5]
    assert hours(modes=["river"]) == []


def test_cells_with_the_same_points_in_reach_are_one_group() -> None:
    # persons at c change on D+5 and the unit at a leaves; without a capacity that is no difference
    units = (ENDS[0], troops([("c", 0, 5)], name="two"), troops([("c", 5, 9)], 7, name="three"))
    free = problem_of(towns("abc", {"medical": service(3)}, ROADS), units)
    assert (len(free.cells.group), len(free.groups.site)) == (5, 2)
    tied = problem_of(towns("abc", {"medical": service(3, capacity=50)}, ROADS), units)
    assert (len(tied.cells.group), len(tied.groups.site)) == (5, 5)


def test_nobody_to_serve() -> None:
    plan = placed(towns("abc", {"medical": service(3)}, ROADS), ())
    assert (plan.points, plan.served, plan.unserved, plan.is_met) == ((), (), (), True)


def test_a_limit_without_a_plan_is_told() -> None:
    scenario = towns("abc", {"medical": service(3)}, ROADS)
    with pytest.raises(NoPlanError, match="services cannot be placed"):
        place_services(scenario, Laydown(ENDS), SolveOptions(time_limit=0))
