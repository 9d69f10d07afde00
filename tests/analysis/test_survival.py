"""What stock survives the loss of a lane or a site, by hand: 100 men eat 15 t a day from D+4."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

import planner
from planner.analysis.ground import Ground
from planner.analysis.survival import first_days, survived
from planner.errors import InputError
from planner.lp import SolveOptions
from planner.records.analysis import Survival
from planner.records.laydown import DeployedUnit, Laydown
from planner.scenario import Scenario, factbook_of
from tests.sustainment.support import SAND, case, lane, site, troops

EATS = {"eats": {"item": "sand", "driver": "person-day", "rate": 0.15}}
CAMP = (troops([("camp", 4, 14)]),)


def road(origin: str = "port", destination: str = "camp", **fields: Any) -> dict[str, Any]:
    return lane(origin, destination, **({"transit_days": 0, "distance": 1} | fields))


def scenario_of(**sections: Any) -> Scenario:
    written: dict[str, Any] = {
        "sites": {"port": site(0), "camp": site()},
        "supplies": {"sand": {"site": "port", "item": "sand"}},
        "lanes": {"road": road()},
        "consumption": EATS,
    }
    return case(end=20, **(written | sections))


def survives(
    days: int, units: Sequence[DeployedUnit] = CAMP, starts: tuple[int, ...] = (4,), **sections: Any
) -> Survival:
    scenario = scenario_of(**sections)
    ground = Ground(scenario, factbook_of(scenario), Laydown(tuple(units)))
    answer = survived(ground, days, starts, SolveOptions(), True, lambda _: None)
    assert all(entry.checked for entry in answer.losses)
    return answer


def test_the_days_of_the_loss_must_stand_there() -> None:
    # three days of 15 t; the road lost or the port behind it is the same
    answer = survives(3)
    assert (answer.tonnes, answer.without, answer.bound) == pytest.approx((45, 0, 45))
    [stock] = answer.stocks
    assert (stock.site, stock.item, stock.unit) == ("camp", "sand", "t")
    assert [stock.quantity, stock.tonnes, stock.without] == pytest.approx([45, 45, 0])
    assert [(x.loss.kind, x.loss.id) for x in answer.losses] == [("site", "port"), ("lane", "road")]
    # what the first loss asked for serves the second
    assert [x.added for x in answer.losses] == pytest.approx([45, 0])
    assert answer.losses[0].alone == pytest.approx(45)
    assert answer.losses[1].alone is None
    assert answer.is_survived


def test_a_reserve_that_demand_yields_to_is_no_unmet_demand() -> None:
    # the port has no store, so 10 t of reserve are missing on every day: no reason to serve less
    held = {"kind": "level", "sites": ["port"], "least": {"sand": 10}, "yields_to": 0}
    assert survives(3, policies={"held": held}).tonnes == pytest.approx(45)


def test_nobody_sends_more_the_day_before() -> None:
    # a day on the way: what left on D+3 arrives on D+4, and no more left than without the loss, so
    # D+5, D+6 and D+7 are missing
    answer = survives(3, lanes={"road": road(transit_days=1)})
    assert answer.tonnes == pytest.approx(45)


def test_another_way_saves_the_stock() -> None:
    answer = survives(3, lanes={"road": road(), "track": road()})
    lanes = {x.loss.id: x for x in answer.losses if x.loss.kind == "lane"}
    assert all(x.added == 0 for x in lanes.values())
    # the lane that the plan does not use needs no solve
    assert len(lanes) + len(answer.skipped) == 2
    # the port is another matter
    assert answer.tonnes == pytest.approx(45)


def test_one_loss_at_a_time_can_ask_for_less_than_all_of_them() -> None:
    # two camps with a port each: any one loss asks for 45 t, and where it will be nobody knows
    answer = survives(
        3,
        (*CAMP, troops([("post", 4, 14)], name="other")),
        sites={"port": site(0), "camp": site(), "quay": site(0), "post": site()},
        supplies={name: {"site": name, "item": "sand"} for name in ("port", "quay")},
        lanes={"road": road(), "track": road("quay", "post")},
    )
    assert (answer.tonnes, answer.bound) == pytest.approx((90, 45))
    assert {(s.site, round(s.tonnes)) for s in answer.stocks} == {("camp", 45), ("post", 45)}


def test_what_no_stock_survives_is_said() -> None:
    # room for 20 t of the 45: 25 t are missing whatever stands there
    answer = survives(3, sites={"port": site(0), "camp": site(20)})
    assert not answer.is_survived
    assert [x.unmet for x in answer.losses] == pytest.approx([25, 25])
    assert [x.unmet_without for x in answer.losses] == pytest.approx([0, 0])
    assert answer.tonnes == pytest.approx(20, abs=1e-3)


def test_a_store_too_small_for_all_losses_together_is_said() -> None:
    # sand and gravel, 15 t a day each, by ports of their own: each loss alone asks for 45 t, which
    # the store of 60 m3 holds; both together are 90 m3, 30 too many
    answer = survives(
        3,
        items={"sand": SAND, "gravel": SAND | {"title": "Gravel"}},
        sites={"port": site(0), "quay": site(0), "camp": site(60)},
        supplies={
            "sand": {"site": "port", "item": "sand"},
            "gravel": {"site": "quay", "item": "gravel"},
        },
        lanes={"road": road(), "track": road("quay")},
        consumption=EATS | {"more": {"item": "gravel", "driver": "person-day", "rate": 0.15}},
    )
    assert [entry.added for entry in answer.losses if entry.added] == pytest.approx([45, 45])
    [store] = answer.overfull
    assert (store.site, store.group) == ("camp", "open")
    assert store.m3 == pytest.approx(30)
    assert not answer.is_survived


def test_policies_count_without_a_loss() -> None:
    # two days' cover must stand there on D+4 anyway: 15 t more for three days without the road
    ahead = {"kind": "ahead-of-troops", "items": ["sand"], "days": 2}
    answer = survives(3, policies={"ahead": ahead})
    assert (answer.without, answer.tonnes) == pytest.approx((30, 45))


def test_losses_on_several_days() -> None:
    # from D+12 on only two days are left to eat, and nobody sent more than needed before: of what
    # stands there on D+4, 30 t must last till then
    answer = survives(3, starts=(12, 4))
    assert answer.tonnes == pytest.approx(45)
    asked = {x.loss.start: round(x.added) for x in answer.losses if x.loss.kind == "site"}
    assert asked == {12: 30, 4: 15}


def test_first_days() -> None:
    scenario = scenario_of()
    ground = Ground(scenario, factbook_of(scenario), Laydown(CAMP))
    assert first_days(ground, 3, None, None) == (4,)
    assert first_days(ground, 3, 2, None) == (2,)
    # the last loss of three days that fits into D+0..D+19 begins on D+17
    assert first_days(ground, 3, 2, 7) == (2, 9, 16)
    for days, start, every, words in (
        (0, None, None, "a loss lasts a day or more"),
        (3, 18, None, "not inside the plan"),
        (3, None, 0, "losses begin days apart"),
    ):
        with pytest.raises(InputError, match=words):
            first_days(ground, days, start, every)
    with pytest.raises(InputError, match="nothing to supply"):
        planner.survive(planner.from_mapping({"format": 1, "id": "empty"}), 3)
