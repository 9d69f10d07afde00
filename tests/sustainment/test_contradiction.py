"""Hard limits that contradict each other: a case for each kind, by hand, with the exact set."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from planner.errors import HardLimit, NoPlanError
from planner.lp import Goal, LinearModel, SolveOptions, Status, solve_in_order
from planner.lp.elastic import Elastic, TimeIsUp
from planner.records.laydown import Laydown
from planner.scenario import Scenario, factbook_of
from planner.sustainment.contradiction.limits import Source
from planner.sustainment.contradiction.model import hard_model
from planner.sustainment.contradiction.require import KINDS, contradiction, require_plan
from planner.sustainment.grid import grid_of
from planner.sustainment.problem import SupplyProblem
from planner.sustainment.proof.attempt import Case, case_of
from planner.sustainment.tonnes import in_tonnes
from tests.sustainment.support import SAND, carts, case, day, lane, planned, site

Data = dict[str, Any]
STOCK = "stocks.heap.quantity"
STORE = "sites.a.storage.open"
FERRY = {"title": "Ferry", "per_day": 20, "uses": {"sand": 2}, "lanes": ["ab"]}
OPEN_AIR = SAND | {"title": "Gravel", "in_the_open": True}
PLANE = {"title": "Plane", "mode": "air", "payload": 10, "carries": ["open"], "km_per_day": 500}


def heap(days: int = 2, **sections: Any) -> Data:
    """80 t of sand stand at a, which has room for 50; a road leads to b, where 1 t a day is used
    from the second day on."""
    return {
        "end": days,
        "sites": {"a": site(50), "b": site()},
        "lanes": {"ab": lane("a", "b")},
        "stocks": {"heap": {"site": "a", "item": "sand", "quantity": 80}},
        "demands": used_at("b"),
    } | sections


def used_at(*sites: str) -> Data:
    return {
        f"works-{name}": {"site": name, "item": "sand", "per_day": 1, "from": day(1)}
        for name in sites
    }


def at_a(room: float = 50, **fields: Any) -> Data:
    return {"sites": {"a": site(room, **fields), "b": site()}}


def road(**fields: Any) -> Data:
    return {"lanes": {"ab": lane("a", "b", **fields)}}


def flown(sorties: float) -> Data:
    by_air = {"origin": "a", "destination": "b", "mode": "air", "distance": 500, "transit_days": 1}
    a = site(50, airfield={"sorties_per_day": sorties})
    return {
        "sites": {"a": a, "b": site(airfield={})},
        "lanes": {"ab": by_air},
        "vehicles": {"plane": PLANE},
        "fleets": {"planes": carts(9, "ab", vehicle="plane")},
    }


def port(least: float, room: float = 50, **sections: Any) -> Data:
    """Sand of which so much must be taken at a; nobody uses any."""
    return {
        "end": 2,
        "sites": {"a": site(room)},
        "supplies": {"pit": {"site": "a", "item": "sand", "least": least}},
    } | sections


PRESS = {"press": {"site": "a", "takes": {"sand": 1}, "gives": {"gravel": 1}, "per_day": 10}}
TWO_WAYS: Data = {
    "sites": {"a": site(50, most_lanes_out=1), "b": site(), "c": site()},
    "lanes": {"ab": lane("a", "b", capacity=20), "ac": lane("a", "c", capacity=20)},
    "demands": used_at("b", "c"),
}
TWO_HEAPS: Data = {
    "sites": {"a": site(50), "b": site(most_lanes_in=1), "c": site(50)},
    "lanes": {"ab": lane("a", "b"), "cb": lane("c", "b")},
    "stocks": {
        "heap": {"site": "a", "item": "sand", "quantity": 80},
        "mound": {"site": "c", "item": "sand", "quantity": 90},
    },
}
# stock at a makes the plan open it, and what is opened has to receive 200 t
OPENED: Data = {
    "sites": {"a": site(1000, opening={"smallest_load": 200}), "b": site()},
    "lanes": {},
}

# What is written, and by how much each member would have to give way alone (None: nobody says).
CASES: dict[str, tuple[Data, dict[str, float | None]]] = {
    "nothing leads away": (heap(lanes={}), {STOCK: -30, STORE: 30}),
    "there is no store": (heap(lanes={}, **at_a(0)), {STOCK: -80, STORE: 80}),
    # 10 t leave on the first day, of the 30 that would have to
    "a lane": (heap(**road(capacity=10)), {STOCK: -20, STORE: 20, "lanes.ab.capacity": 20}),
    "a site": (heap(**at_a(throughput=10)), {STOCK: -20, STORE: 20, "sites.a.throughput": 20}),
    "a yard": (
        heap(**at_a(handling={"road": 10})),
        {STOCK: -20, STORE: 20, "sites.a.handling.road": 20},
    ),
    "a fleet": (
        heap(fleets={"carts": carts(1, "ab")}),
        {STOCK: -20, STORE: 20, "fleets.carts.count": 2},
    ),
    # of two carts half are fit for duty
    "a fleet, not all fit": (
        heap(fleets={"carts": carts(2, "ab", availability=0.5)}),
        {STOCK: -20, STORE: 20, "fleets.carts.count": 4},
    ),
    "a fleet with a base": (
        heap(fleets={"carts": carts(1, "ab", base="a")}),
        {STOCK: -20, STORE: 20, "fleets.carts.count": 2},
    ),
    # two vehicles every second day are one a day
    "convoys": (
        heap(
            fleets={"carts": carts(9, "ab")},
            **road(convoys={"vehicles": 2, "every_days": 2}),
        ),
        {STOCK: -20, STORE: 20, "lanes.ab.convoys.vehicles": 4},
    ),
    "an airfield": (
        heap(**flown(1)),
        {STOCK: -20, STORE: 20, "sites.a.airfield.sorties_per_day": 2},
    ),
    # each tonne of sand takes two places of the ferry
    "what is shared": (
        heap(limits={"ferry": FERRY}),
        {STOCK: -20, STORE: 20, "limits.ferry.per_day": 40},
    ),
    "what can be added to a store": (
        heap(lanes={}, **at_a(more_storage={"open": {"most": 10}})),
        {STOCK: -20, STORE: 20, "sites.a.more_storage.open.most": 20},
    ),
    "what can be added to a throughput": (
        heap(**at_a(throughput=10, more_throughput={"most": 5})),
        {STOCK: -15, STORE: 15, "sites.a.throughput": 15, "sites.a.more_throughput.most": 15},
    ),
    "what can be added to a lane": (
        heap(**road(capacity=10, more_capacity={"most": 5})),
        {STOCK: -15, STORE: 15, "lanes.ab.capacity": 15, "lanes.ab.more_capacity.most": 15},
    ),
    "what can be hired": (
        heap(fleets={"carts": carts(1, "ab", hire={"most": 1})}),
        {STOCK: -10, STORE: 10, "fleets.carts.count": 1, "fleets.carts.hire.most": 1},
    ),
    # 80 t are brought out of the way by 10 a day
    "what is made of it": (
        heap(lanes={}, items={"sand": SAND, "gravel": OPEN_AIR}, conversions=PRESS),
        {STOCK: -20, STORE: 20, "conversions.press.per_day": 20},
    ),
    # either lane takes 20 t, and only one of them may be used
    "lanes out": (
        heap(2, **TWO_WAYS),
        {
            STOCK: -10,
            STORE: 10,
            "lanes.ab.capacity": 10,
            "lanes.ac.capacity": 10,
            "sites.a.most_lanes_out": 1,
        },
    ),
    # both heaps have to send something, and b is served by one lane
    "lanes in": (
        heap(2, **TWO_HEAPS),
        {
            STOCK: -30,
            STORE: 30,
            "stocks.mound.quantity": -40,
            "sites.c.storage.open": 40,
            "sites.b.most_lanes_in": 1,
        },
    ),
    # the store holds the stock; 200 t cannot come, as there are 50
    "the smallest load of a site": (
        heap(2, **OPENED, supplies={"pit": {"site": "a", "item": "sand", "total": 50}}),
        {
            STOCK: -80,
            STORE: None,
            "sites.a.opening.smallest_load": -150,
            "supplies.pit.total": 150,
        },
    ),
    "the smallest load of a site, by the day": (
        heap(2, **OPENED, supplies={"pit": {"site": "a", "item": "sand", "per_day": 25}}),
        {
            STOCK: -80,
            STORE: None,
            "sites.a.opening.smallest_load": -150,
            "supplies.pit.per_day": 75,
        },
    ),
    # 30 t have to leave, and 200 are not there
    "the smallest load of a lane": (
        heap(**road(opening={"smallest_load": 200})),
        {STOCK: -30, STORE: 30, "lanes.ab.opening.smallest_load": -120},
    ),
    "the smallest load of a day": (
        heap(**road(runs={"smallest_load": 200})),
        {STOCK: -30, STORE: 30, "lanes.ab.runs.smallest_load": -120},
    ),
    "what must be taken": (port(70), {"supplies.pit.least": -20, STORE: 20}),
    # 70 t less 2 x 5 that are sold
    "what can be sold": (
        port(70, outlets={"sale": {"site": "a", "item": "sand", "price": 1, "per_day": 5}}),
        {"supplies.pit.least": -10, STORE: 10, "outlets.sale.per_day": 5},
    ),
    # what must leave a finds no room at b a day later, but for 1 t that is used
    "a chain of stores": (
        heap(days=3, sites={"a": site(50), "b": site(10)}),
        {STOCK: -19, STORE: 19, "sites.b.storage.open": 19},
    ),
    # 10 t leave on D+0 and on D+1, and 50 are there at the end
    "a chain of days": (
        port(100, sites={"a": site(50), "b": site()}, **road(capacity=10)) | {"end": 3},
        {"supplies.pit.least": -30, STORE: 30, "lanes.ab.capacity": 15},
    ),
}


def scenario_of(data: Data) -> Scenario:
    return case(**copy.deepcopy(data))


def error_of(data: Data) -> NoPlanError:
    with pytest.raises(NoPlanError) as raised:
        planned(scenario_of(data))
    assert raised.value.status == "infeasible"
    return raised.value


def path_of(limit: HardLimit) -> str:
    return ".".join(map(str, limit.path))


@pytest.mark.parametrize("name", CASES)
def test_the_limits_that_contradict(name: str) -> None:
    data, expected = CASES[name]
    error = error_of(data)
    (conflict,) = error.conflicts
    assert {path_of(each): each.missing for each in conflict.members} == {
        path: None if amount is None else pytest.approx(amount) for path, amount in expected.items()
    }
    assert conflict.is_irreducible
    assert conflict.is_smallest
    assert error.are_all


@pytest.mark.parametrize(
    ("name", "path"),
    [(name, path) for name, (_, amounts) in CASES.items() for path in amounts],
)
def test_a_limit_that_gives_way_as_far_as_it_says_leaves_a_plan(name: str, path: str) -> None:
    data, amounts = CASES[name]
    missing = amounts[path]
    if missing is None or path.endswith(("most_lanes_in", "most_lanes_out")):
        return
    planned(scenario_of(changed(data, path, missing * 1.000001)))
    with pytest.raises(NoPlanError):
        planned(scenario_of(changed(data, path, missing * 0.9)))


def changed(data: Data, path: str, more: float) -> Data:
    """The sections with a value raised by so much."""
    copied = copy.deepcopy(data)
    *above, last = path.split(".")
    entry = copied
    for key in above:
        entry = entry[key]
    entry[last] = max(0.0, entry.get(last, 0) + more)
    return copied


def test_there_is_a_case_for_each_kind_of_limit() -> None:
    missing = {kind.__module__ + kind.__name__: kind for kind in KINDS}
    for data, amounts in CASES.values():
        source = source_of(scenario_of(data))
        for name, kind in list(missing.items()):
            if any(".".join(map(str, limit.path)) in amounts for limit in kind(source)):
                del missing[name]
    assert not missing


def problem_of(scenario: Scenario) -> tuple[Case, SupplyProblem]:
    found = case_of(scenario, factbook_of(scenario), Laydown(()))
    return found, in_tonnes(found.problem(grid_of(found.scenario, Laydown(()), exact=True)))


def source_of(scenario: Scenario) -> Source:
    found, problem = problem_of(scenario)
    return Source(found.scenario, found.book, hard_model(problem))


def diagnosed(data: Data, options: SolveOptions | None = None) -> NoPlanError:
    found, problem = problem_of(scenario_of(data))
    return contradiction(found.scenario, found.book, problem, options or SolveOptions())


# --------------------------------------------------------------------------------- what is told


def test_each_limit_has_its_amount_unit_and_days() -> None:
    stock, store, carts_ = error_of(CASES["a fleet"][0]).conflict
    assert (stock.amount, stock.unit, stock.days) == (80, "t", (0, 0))
    assert (store.amount, store.unit, store.days) == (50, "m3", (0, 0))
    assert (carts_.amount, carts_.unit, carts_.days) == (1, "vehicles", (0, 0))


def test_the_days_are_those_on_which_it_stands_in_the_way() -> None:
    # what leaves on D+0 and D+1 is too little; the store is too small on the last day
    _, store, lane_ = error_of(CASES["a chain of days"][0]).conflict
    assert (store.days, lane_.days) == ((2, 2), (0, 1))


def test_amounts_are_in_the_unit_of_the_item() -> None:
    # a sack of 50 kg and 0.1 m3: 80 t are 1600 sacks; 100 m3 too many are 1000 sacks
    sack = SAND | {"unit": "sack", "mass": 50, "volume": 0.1}
    heap_ = {"heap": {"site": "a", "item": "sand", "quantity": 1600}}
    data = heap(lanes={}, items={"sand": sack}, stocks=heap_, **at_a(60))
    stock, store = error_of(data).conflict
    assert (stock.amount, stock.unit, store.amount) == (1600, "sack", 60)
    assert [stock.missing, store.missing] == pytest.approx([-1000, 100])


def test_the_text_has_a_limit_a_line() -> None:
    assert str(error_of(CASES["a fleet"][0])).splitlines() == [
        "the scenario's hard limits contradict each other; no plan keeps to all of these:",
        "  stocks.heap.quantity: 80 t of sand stand at a when the plan begins on D+0; "
        "20 t less would do",
        "  sites.a.storage.open: the store for open at a holds 50 m3 on D+0; 20 m3 more would do",
        "  fleets.carts.count: vehicles of fleet carts: 1 on D+0; 2 vehicles more would do",
        "  (without any one of these the others can be kept; "
        "no fewer limits contradict each other)",
    ]


def islands(count: int) -> Data:
    """So many sites, each with a stock that is too large for it."""
    names = [f"s{number:02}" for number in range(count)]
    return {
        "end": 2,
        "sites": {name: site(50) for name in names},
        "stocks": {name: {"site": name, "item": "sand", "quantity": 80} for name in names},
    }


def test_contradictions_that_share_no_limit_are_told_one_after_another() -> None:
    error = error_of(islands(3))
    assert sorted(tuple(map(path_of, found.members)) for found in error.conflicts) == [
        (f"stocks.s0{n}.quantity", f"sites.s0{n}.storage.open") for n in range(3)
    ]
    assert all(found.is_smallest for found in error.conflicts)
    assert error.are_all
    assert str(error).count("and, apart from these:") == 2
    assert "there may be others" not in str(error)


def test_ten_of_them_are_told() -> None:
    error = error_of(islands(12))
    assert len(error.conflicts) == 10
    assert not error.are_all
    assert str(error).splitlines()[-1].startswith("there may be others")


def test_two_stocks_that_share_a_store_are_one_contradiction_where_neither_fits_alone() -> None:
    # 40 and 30 t in a store for 50: both are needed
    stocks = {
        name: {"site": "a", "item": "sand", "quantity": quantity}
        for name, quantity in (("one", 40), ("two", 30))
    }
    (conflict,) = error_of(heap(lanes={}, stocks=stocks)).conflicts
    assert {path_of(each): each.missing for each in conflict.members} == {
        "stocks.one.quantity": pytest.approx(-20),
        "stocks.two.quantity": pytest.approx(-20),
        STORE: pytest.approx(20),
    }


def test_a_feasible_scenario_has_no_conflict() -> None:
    data = heap(stocks={"heap": {"site": "a", "item": "sand", "quantity": 50}})
    assert planned(scenario_of(data)).is_met
    found = diagnosed(data)
    assert found.conflicts == ()
    assert found.are_all
    # should a solver call it infeasible all the same, nothing is said to contradict
    assert str(found).startswith("the solver finds no plan, though no hard limits contradict")


def test_what_is_not_in_the_way_is_not_named() -> None:
    # gravel of which there is enough, a lane that is wide enough, another store that is large
    data = heap(
        items={"sand": SAND, "gravel": SAND},
        sites={"a": site(50), "b": site(), "c": site()},
        lanes={"ab": lane("a", "b", capacity=10), "cb": lane("c", "b", capacity=90)},
        supplies={"gravel": {"site": "c", "item": "gravel", "least": 20, "total": 30}},
        demands=used_at("b") | {"gravel": {"site": "b", "item": "gravel", "per_day": 5}},
    )
    paths = {path_of(each) for found in error_of(data).conflicts for each in found.members}
    assert paths == {STOCK, STORE, "lanes.ab.capacity"}


def test_what_spoils_need_not_find_room_for_long() -> None:
    # bread for two days: 80 t at the start, of which nothing can be used
    bread = SAND | {"shelf_life": {"days": 3}}
    data = heap(days=6, lanes={}, items={"sand": bread}, demands={})
    stock, store = error_of(data).conflict
    assert [path_of(stock), path_of(store)] == [STOCK, STORE]
    assert [stock.missing, store.missing] == pytest.approx([-30, 30])
    assert stock.words == "80 t of sand stand at a when the plan begins"


def test_a_store_that_can_be_moved_counts() -> None:
    # two bladders of 10 m3 beside a store of 50: 80 t are 10 too many
    bladder = SAND | {"title": "Bladder", "holds": {"group": "open", "volume": 10}}
    stocks = {
        "heap": {"site": "a", "item": "sand", "quantity": 80},
        "bladders": {"site": "a", "item": "bladder", "quantity": 2},
    }
    data = heap(lanes={}, items={"sand": SAND, "bladder": bladder}, stocks=stocks)
    assert {path_of(each): each.missing for each in error_of(data).conflict} == {
        STOCK: pytest.approx(-10),
        STORE: pytest.approx(10),
        # one bladder more holds the rest
        "stocks.bladders.quantity": pytest.approx(1),
    }


# -------------------------------------------------------------------------------- time limits


def test_a_limit_before_the_reason_leaves_the_verdict() -> None:
    found = diagnosed(CASES["a lane"][0], SolveOptions(time_limit=0))
    assert (found.status, found.conflicts, found.are_all) == ("infeasible", (), False)
    assert str(found).endswith("which of them was not found in time")


@pytest.mark.parametrize("solves", range(1, 8))
def test_what_is_known_at_the_limit_is_told(solves: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def at_an_end(self: Elastic) -> float | None:
        if self.solves > solves:
            raise TimeIsUp
        return None

    monkeypatch.setattr(Elastic, "left", at_an_end)
    found = diagnosed(CASES["lanes out"][0])
    for conflict in found.conflicts:
        assert set(CASES["lanes out"][1]) <= {path_of(each) for each in conflict.members}
        assert conflict.is_irreducible or "not all of these need be part" in str(found)


def test_the_limit_of_the_plan_itself_is_another_error() -> None:
    found, problem = problem_of(scenario_of(heap()))
    model = LinearModel("empty", {})
    goal = Goal("none", np.zeros(0, dtype=int), np.zeros(0))
    outcome = solve_in_order(model, [goal])
    stopped = replace(outcome, status=Status.LIMIT)
    with pytest.raises(NoPlanError, match="there is no supply plan") as raised:
        require_plan(found.scenario, found.book, problem, stopped, SolveOptions())
    assert (raised.value.status, raised.value.conflicts) == ("limit", ())
    require_plan(found.scenario, found.book, problem, outcome, SolveOptions())


def test_what_does_not_fit_is_put_where_nobody_needs_it() -> None:
    # at least 30 of the 80 t leave on the first day, for a store at b where nothing is ever used
    plan = planned(case(**heap(demands={})))
    left = [moved for moved in plan.movements if moved.start == 0]
    assert sum(moved.quantity for moved in left) >= 30 - 1e-6
