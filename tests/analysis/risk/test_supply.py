"""Supply over many draws: the newsvendor in closed form, what is held, and who makes it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import planner
from planner.analysis.engine import engine_of
from planner.analysis.engine.cores import Cores
from planner.analysis.ledger import Ledger
from planner.analysis.risk import risk
from planner.analysis.risk.draws import STRATA, batch, unknowns_in
from planner.analysis.risk.supplied import distribution_of
from planner.analysis.risk.supply import at_draw, given_of
from planner.analysis.risk.turned import (
    LaneTurned,
    PledgeTurned,
    Turned,
    scenario_then,
    turns_of,
)
from planner.analysis.trial import fielded
from planner.catalogue.ids import LaneId, PledgeId
from planner.errors import NoPlanError
from planner.lp import SolveOptions
from planner.messages import said
from planner.records.laydown import Laydown
from planner.records.publish import meta_part
from planner.records.publish.risk import risk_result
from planner.records.risk import Risk, SupplyRisk
from planner.scenario import Scenario, factbook_of, from_mapping
from tests.analysis.risk.support import cut_off
from tests.cli.support import FIRST
from tests.scenario.network import carts, network, place, road, source

NOTHING = Turned({}, {}, {}, {})
ASKED: dict[str, Any] = {"figures": ["demands.*.per_day"], "shape": "uniform"}


def supplied(scenario: Scenario, draws: int = 200, **arguments: Any) -> SupplyRisk:
    found = risk(scenario, draws, 1, supply_draws=draws, **arguments)
    assert found.supply is not None
    return found.supply


def json_of(scenario: Scenario, found: Risk) -> str:
    return risk_result(meta_part(scenario, SolveOptions()), found).model_dump_json()


@pytest.fixture(scope="module")
def newsvendor() -> SupplyRisk:
    """A camp that asks for 60 to 140 t, any amount as likely, where the plan puts 100."""
    return supplied(cut_off(**ASKED))


def test_the_newsvendor_in_closed_form(newsvendor: SupplyRisk) -> None:
    """Of a demand from 60 to 140 t that is as likely anywhere the quantile at p is 60 + 80 p:
    124, 132 and 136 t. 100 t are enough in one of two draws; (140 - 100)² / (2 · 80) = 10 t are
    missing on average, and in the worst tenth, with a demand from 132 to 140 t, 36 t."""
    assert newsvendor.met.low <= 0.5 <= newsvendor.met.high
    assert newsvendor.unmet.mean.low <= 10 <= newsvendor.unmet.mean.high
    assert newsvendor.unmet.mean.value == pytest.approx(10, rel=0.02)
    assert newsvendor.unmet.worst == pytest.approx(36, rel=0.02)
    [stock] = newsvendor.stocks
    assert (stock.site, stock.item) == ("camp", "sand")
    assert stock.planned == pytest.approx(100)
    # each fifty draws have one in every stretch of 1.6 t
    assert dict(stock.enough) == pytest.approx({0.8: 124, 0.9: 132, 0.95: 136}, abs=1.6)
    assert {x.level: x.tonnes for x in newsvendor.levels} == pytest.approx(dict(stock.enough))


def test_the_day_on_which_it_fails_is_told(newsvendor: SupplyRisk) -> None:
    [camp] = newsvendor.sites
    assert [(one.start, one.until) for one in camp.by_day] == [(-10, 5), (5, 6), (6, 10)]
    assert [one.chance for one in camp.by_day] == [1, newsvendor.met.value, 1]


def test_two_stocks_that_are_asked_for_at_once() -> None:
    """Of two camps, each on its own, both have enough in p of the draws at the quantile √p each:
    of 0.8 that is 0.894, at 60 + 80 · 0.894 = 131.6 t, twice."""
    scenario = two_camps()
    found = supplied(scenario, 200)
    level = found.levels[0]
    assert level.each == pytest.approx(0.8**0.5, abs=0.03)
    assert level.tonnes == pytest.approx(2 * (60 + 80 * 0.8**0.5), rel=0.03)


def two_camps() -> Scenario:
    asked: dict[str, Any] = {"per_day": {"value": 100, "low": 60, "high": 140}}
    asked |= {"from": "D+5", "until": "D+6"}
    return from_mapping(
        network(
            calendar={"start": "D-10", "end": "D+10"},
            sites={"camp": place(), "post": place(), "port": place()},
            lanes={
                "road": road(closures=[{"from": "D-3"}]),
                "track": road(destination="post", closures=[{"from": "D-3"}]),
            },
            fleets={"carts": carts("road", "track", count=200)},
            demands={"works": source("camp", **asked), "walls": source("post", **asked)},
            uncertainty={"asked": {"title": "What is asked for", **ASKED}},
        )
    )


def test_a_road_that_may_be_cut() -> None:
    """5 t a day, and no more than that passes on a road of a day. It is cut with 0.2 for four days
    from D+3 on: 20 t do not come, and the plan has nothing there. With 20 t there nothing would be
    missing, which is asked for in two draws of ten: more than 0.8 of the draws do without."""
    cut = {"closed_days": {"value": 4}, "chance": 0.2, "from": "D+3", "until": "D+4"}
    scenario = from_mapping(
        network(
            calendar={"start": "D-5", "end": "D+10"},
            lanes={"road": road(capacity=5)},
            demands={"works": source("camp", per_day=5, **{"from": "D+0"})},
            objective=["unmet", "prepositioned_tonnes"],
            uncertainty={"cut": {"title": "The road is cut", **cut}},
        )
    )
    found = supplied(scenario, 50)
    assert found.met.value == pytest.approx(0.8)
    assert found.unmet.mean.value == pytest.approx(0.2 * 20)
    assert found.unmet.worst == pytest.approx(20)
    [stock] = found.stocks
    assert stock.planned == pytest.approx(0, abs=1e-6)
    assert dict(stock.enough) == pytest.approx({0.8: 0, 0.9: 20, 0.95: 20}, abs=1e-6)


def test_a_draw_in_which_nothing_is_otherwise_is_the_plan() -> None:
    scenario = planner.load(FIRST)
    plan = planner.plan(scenario)
    assert plan.sustainment is not None
    given = given_for(scenario)
    draw = at_draw(given, NOTHING)
    assert draw.told == ""
    told = sum(entry.tonnes for entry in plan.sustainment.unmet)
    assert sum(draw.unmet.values()) == pytest.approx(told, abs=1e-3)
    stock = {(str(s.site), str(s.load.item)): s.load.tonnes for s in plan.sustainment.prepositioned}
    held = {cell: tonnes for cell, tonnes in given.chosen.stock.items() if tonnes > 1e-3}
    assert held == pytest.approx(stock, rel=1e-3, abs=1e-2)


def given_for(scenario: Scenario) -> Any:
    book = factbook_of(scenario)
    found, laydown = fielded(scenario, book, SolveOptions())
    return given_of(scenario, found, laydown, SolveOptions())


def test_units_that_do_not_come_eat_nothing() -> None:
    scenario = planner.load(FIRST)
    given = given_for(scenario)
    away = {
        entry.entry.pledge: PledgeTurned(comes=False, late=0, share=1.0) for entry in given.assigned
    }
    draw = at_draw(given, Turned({}, away, {}, {}))
    assert (draw.unmet, draw.needed, draw.told) == ({}, {}, "")


def test_a_scenario_as_it_turned_out() -> None:
    scenario = planner.load(FIRST)
    lane = next(iter(scenario.lanes))
    turned = Turned(
        figures={},
        pledges={PledgeId("no-such"): PledgeTurned(True, 3, 1.0)},
        lanes={LaneId(lane): LaneTurned(slower=1.5, loss=0.1, closed=((3, 9), (20, 25)))},
        late={next(iter(scenario.forces)): 12},
    )
    then = scenario_then(scenario, turned)
    entry = then.lanes[LaneId(lane)]
    assert entry.seasons[-1].time.value == 1.5
    assert entry.loss is not None
    assert entry.loss.value == 0.1
    assert [(c.from_, c.until) for c in entry.closures][-2:] == [(3, 9), (20, 25)]
    assert then.forces[next(iter(scenario.forces))].late_days.value == 12
    assert scenario_then(scenario, NOTHING).lanes == scenario.lanes


def test_every_engine_gives_the_same_and_a_ledger_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = cut_off(**ASKED)
    first = json_of(scenario, risk(scenario, 100, 3, supply_draws=100))
    ledger = Ledger(tmp_path / "runs.ledger")
    again = risk(scenario, 100, 3, supply_draws=100, engine=Cores(2), ledger=ledger)
    assert json_of(scenario, again) == first
    module = sys.modules[risk.__module__]

    def never(_: Any, __: Any) -> Any:
        raise AssertionError("planned")

    monkeypatch.setattr(module, "at_draw", never)
    kept = risk(scenario, 100, 3, supply_draws=100, ledger=ledger)
    assert json_of(scenario, kept) == first
    with pytest.raises(AssertionError, match="planned"):
        risk(scenario, 100, 4, supply_draws=100, ledger=ledger)


def test_a_cluster_gives_the_same(cluster: str) -> None:
    scenario = cut_off(**ASKED)
    first = json_of(scenario, risk(scenario, 50, 3, supply_draws=50))
    other = engine_of(address=f"dask://{cluster}")
    assert json_of(scenario, risk(scenario, 50, 3, supply_draws=50, engine=other)) == first


def test_draws_without_a_plan_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules[at_draw.__module__]
    made = vars(module)["scenario_then"]

    def some(scenario: Scenario, turned: Turned) -> Scenario:
        if turned.figures["demands.works.per_day"] > 100:
            raise NoPlanError("infeasible", said("no-supply-plan", why="too much"))
        return made(scenario, turned)  # type: ignore[no-any-return]

    monkeypatch.setattr(module, "scenario_then", some)
    found = supplied(cut_off(**ASKED), 100)
    assert found.draws + found.without == 100
    assert 40 <= found.without <= 60
    assert "too much" in found.told
    assert found.met.value == 1
    monkeypatch.setattr(module, "scenario_then", refuse)
    with pytest.raises(NoPlanError, match="no draw"):
        supplied(cut_off(**ASKED), 50)


def refuse(*_: Any) -> Scenario:
    raise NoPlanError("infeasible", said("no-supply-plan", why="never"))


def test_supply_stops_once_it_knows_enough() -> None:
    found = supplied(cut_off(**ASKED), 2_000, within=0.1)
    # 1.96 · √(0.25 / n) is 0.1 at 97 draws; it is looked at every 50
    assert found.draws == 100


def test_no_supply_draws_leave_supply_out() -> None:
    with_forces = planner.load(FIRST)
    found = risk(with_forces, 50, supply_draws=0)
    assert found.supply is None
    assert found.forces is not None


def test_a_laydown_of_nobody() -> None:
    scenario = cut_off(**ASKED)
    given = given_of(scenario, None, Laydown(()), SolveOptions())
    draw = at_draw(given, Turned({"demands.works.per_day": 120.0}, {}, {}, {}))
    assert draw.unmet == {"camp": pytest.approx(20)}
    assert draw.days == {"camp": ((5, 6),)}
    assert draw.needed == {("camp", "sand"): pytest.approx(120)}


def test_states_alone_are_unknown_enough() -> None:
    """Nothing of supply hangs on the state of a requirement: every draw is the plan."""
    data = network(
        calendar={"start": "D-5", "end": "D+10"},
        demands={"works": source("camp", per_day=5, **{"from": "D+0"})},
        forces={"blue": {"title": "Blue", "personnel": 100}},
        capabilities={"foot": {"title": "Foot", "measure": "battalion"}},
        requirements={
            "foot": {
                "title": "Foot",
                "force": "blue",
                "capability": "foot",
                "quantity": 2,
                "states": [
                    {"quantity": 1, "probability": 0.5},
                    {"quantity": 2, "probability": 0.5},
                ],
            }
        },
    )
    found = risk(from_mapping(data), 50, supply_draws=50)
    [told] = found.unknowns
    assert (told.effect, told.members) == ("states", 1)
    assert found.supply is not None
    assert found.supply.met.value == 1


def test_a_lane_that_the_plan_opens_stays_open_and_no_other_is() -> None:
    """By the short road 5 t a day cost nothing but its opening; the long one could be opened where
    the short one is cut, if that were known before."""
    opening: dict[str, Any] = {"cost": 1000}
    cut: dict[str, Any] = {
        "closed_days": {"value": 4},
        "lanes": ["road"],
        "from": "D+3",
        "until": "D+4",
    }
    scenario = from_mapping(
        network(
            calendar={"start": "D-5", "end": "D+10"},
            lanes={
                "road": road(capacity=5, opening=opening),
                "track": road(capacity=5, opening={"cost": 9000}),
            },
            fleets={"carts": carts("road", "track", count=50)},
            demands={"works": source("camp", per_day=5, **{"from": "D+0"})},
            objective=["unmet", "cost", "prepositioned_tonnes"],
            uncertainty={"cut": {"title": "The road is cut", "chance": 0.2, **cut}},
        )
    )
    given = given_for(scenario)
    assert (given.chosen.lanes, given.chosen.sites) == ({"road"}, frozenset())
    found = supplied(scenario, 50)
    assert found.met.value == pytest.approx(0.8)
    assert found.unmet.worst == pytest.approx(20)


def test_the_mean_is_of_draws_not_of_batches() -> None:
    """Fifty draws of nought and one of 100: 100 / 51, however the batches lie."""
    values = np.array([0.0] * 50 + [100.0])
    found = distribution_of(values, np.array([0] * 50 + [1]))
    assert found.mean.value == pytest.approx(100 / 51)
    assert found.outlook().worst == pytest.approx(100 / 5.1)


def test_two_losses_on_one_lane_leave_what_both_leave() -> None:
    scenario = planner.load(FIRST)
    lane = next(iter(scenario.lanes))
    uncertainty = {
        name: {"title": name, "loss": loss, "lanes": [lane]}
        for name, loss in (("a", 0.1), ("b", 0.2))
    }
    data = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    lossy = from_mapping({**data, "uncertainty": uncertainty})
    unknowns = unknowns_in(lossy, factbook_of(lossy))
    [first, *_] = turns_of(lossy, unknowns.drawn(batch(unknowns, 0, 0)), STRATA)
    assert first.lanes[lane].loss == pytest.approx(1 - 0.9 * 0.8)
