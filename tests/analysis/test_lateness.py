"""How late external arrangements can be, by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

import planner
from planner.analysis.ground import Ground
from planner.analysis.lateness import latest
from planner.catalogue.ids import ForceId, SiteId
from planner.errors import InputError
from planner.lp import SolveOptions
from planner.records.analysis import Failure, Lateness
from planner.records.laydown import DeployedUnit, Laydown, Shipment
from planner.scenario import factbook_of
from tests.sustainment.support import case, lane, site, troops

EATS = {"eats": {"item": "sand", "driver": "person-day", "rate": 0.15}}


def answers(*units: DeployedUnit, room: float = 30, **sections: Any) -> tuple[Lateness, ...]:
    """A road of 10 t a day to a camp with room for 30 t; 100 men eat 15 t a day."""
    written: dict[str, Any] = {
        "sites": {"port": site(), "camp": site(room, title="Camp")},
        "supplies": {"sand": {"site": "port", "item": "sand"}},
        "lanes": {"road": lane("port", "camp", transit_days=0, distance=1, capacity=10)},
        "consumption": EATS,
        "forces": {name: force(name) for name in ("blue", "green")},
    }
    scenario = case(end=20, **(written | sections))
    ground = Ground(scenario, factbook_of(scenario), Laydown(units))
    return latest(ground, SolveOptions(), True, lambda _: None)


def force(title: str) -> dict[str, Any]:
    return {"title": title.title(), "personnel": 100, "planned_days": 0, "required_days": 4}


def test_the_last_day_and_what_fails_a_day_later() -> None:
    # 30 t stand there on D+4. Each day 10 t come and 15 are eaten, so it lasts six days, to D+9.
    # Agreed is D+8: two days late nothing is missing, three days late 5 t of the 15 of D+10
    [answer] = answers(troops([("camp", 4, 20)], required=4))
    assert (answer.force, answer.title, answer.most, answer.monotone) == ("blue", "Blue", 2, True)
    by_days = {point.days: point for point in answer.points}
    assert by_days[2].tonnes == pytest.approx(0)
    assert by_days[2].failure is None
    assert by_days[3].tonnes == pytest.approx(5)
    assert by_days[3].failure == Failure("camp", "sand", 10)  # type: ignore[arg-type]
    # seven days late 5 t are missing on each of D+10..D+14
    assert by_days[7].tonnes == pytest.approx(25)
    # from D+20 on the plan is over: twelve days late
    assert answer.horizon == 12
    assert by_days[12].tonnes == pytest.approx(50)


def test_any_number_of_days() -> None:
    [answer] = answers(
        troops([("camp", 4, 20)], required=4),
        lanes={"road": lane("port", "camp", transit_days=0, distance=1, capacity=15)},
    )
    assert answer.most is None
    assert [point.tonnes for point in answer.points] == pytest.approx([0] * len(answer.points))


def test_what_is_unmet_on_time_does_not_count() -> None:
    # without a store there are 10 t for 15 on every day: 20 t are missing on time, and a day late
    # 5 t more
    [answer] = answers(troops([("camp", 4, 20)], required=4), room=0)
    assert answer.most == 0
    by_days = {point.days: point.tonnes for point in answer.points}
    assert [by_days[0], by_days[1]] == pytest.approx([20, 25])


def test_days_count_beside_those_of_the_scenario() -> None:
    late = replace(troops([("camp", 4, 20)], required=4), late_days=1)
    [answer] = answers(late)
    assert answer.most == 1


def test_each_force_and_all_of_them() -> None:
    # 50 men each eat 7.5 t a day. With one force on time, both eat for four days: 30 t stand there,
    # 10 come and 15 go, so 10 t are left on D+8, and 10 t a day are enough for the other for good.
    # Both late: as in the first test
    blue = troops([("camp", 4, 20)], 50, required=4, name="one")
    green = replace(blue, force=ForceId("green"), pledge="two", requirement="two")  # type: ignore[arg-type]
    found = {answer.title: answer.most for answer in answers(blue, green)}
    assert found == {"Blue": None, "Green": None, "All forces": 2}


def test_equipment_to_be_lifted_takes_the_road() -> None:
    # As in the first test 10 t are left on D+8. On that day and the next the road is full of 20 t
    # of equipment: a day late 5 t of the 15 are missing
    shipment = Shipment(SiteId("port"), 20, window_days=2, ready_days=2)
    second = replace(troops([("camp", 10, 20)], 0, name="second"), shipment=shipment)
    [answer] = answers(troops([("camp", 4, 20)], required=4), second)
    assert answer.most == 0
    assert {point.days: point.tonnes for point in answer.points}[1] == pytest.approx(5)


def test_arrangements_may_be_those_of_a_contract_alone() -> None:
    # agreed is four days after arrival, as in the first test
    [answer] = answers(
        troops([("camp", 4, 20)]),
        forces={"blue": {"title": "Blue", "personnel": 100}},
        contracts={"trader": {"title": "Trader", "force": "blue", "after_days": 4}},
    )
    assert (answer.force, answer.most, answer.horizon) == ("blue", 2, 12)


def test_a_reserve_that_demand_yields_to_is_no_unmet_demand() -> None:
    # the port has no store: on each day 10 t of reserve are missing, which is in no figure
    [answer] = answers(
        troops([("camp", 4, 20)], required=4),
        sites={"port": site(0), "camp": site(30)},
        policies={
            "held": {"kind": "level", "sites": ["port"], "least": {"sand": 10}, "yields_to": 0}
        },
    )
    assert {point.days: point.tonnes for point in answer.points}[3] == pytest.approx(5)


def test_without_arrangements_there_is_nothing_to_ask() -> None:
    with pytest.raises(InputError, match="no force has external arrangements"):
        answers(troops([("camp", 4, 20)]))
    with pytest.raises(InputError, match="nothing to supply"):
        planner.lateness(planner.from_mapping({"format": 1, "id": "empty"}))
