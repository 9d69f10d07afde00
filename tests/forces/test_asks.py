"""What to ask for: small cases calculated by hand, brute force, and properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.forces.asks import find_asks
from planner.lp import SolveOptions
from planner.records.asks import AskList, AskLists
from planner.scenario import Scenario, factbook_of, from_mapping
from tests.forces.plain import days_there, gives, goals_of, spread
from tests.forces.strategies import scenarios
from tests.forces.support import ROOM, case, need, offer, planned
from tests.forces.test_properties import HELD, NEAR, no_worse

Data = dict[str, Any]

# a small unit of 100 persons, and one of twice its worth that needs 150
SQUAD = {"title": "Squad", "capability": "foot", "quantity": 1, "personnel": 100}
COLUMN = {"title": "Column", "capability": "foot", "quantity": 2, "personnel": 250}
UNITS = {"squad": SQUAD, "column": COLUMN}
SAPPERS = {"title": "Sappers", "capability": "sappers", "quantity": 1, "personnel": 60}


def asked(
    requirements: Data, pledges: Data | None = None, *, ceiling: float = ROOM, **sections: Any
) -> AskLists:
    """The lists of a scenario whose catalogue has squads and columns."""
    return asks_of(case(requirements, pledges, ceiling=ceiling, **{"units": UNITS, **sections}))


def asks_of(scenario: Scenario) -> AskLists:
    return find_asks(scenario, factbook_of(scenario), SolveOptions())


def told(asks: AskList) -> list[tuple[str, float]]:
    """Lines by id."""
    return [(line.id, line.units) for line in asks.lines]


def order(asks: AskList) -> list[str]:
    return [entry.ask for entry in asks.ranking]


# ------------------------------------------------------------------------------------------- lists


def test_nothing_to_ask_for() -> None:
    lists = asked({"r": need()}, {"p": offer()})
    assert lists.shortest.lines == lists.cheapest.lines == ()
    assert lists.shortest.ranking == ()
    assert lists.shortest.closes_all_gaps


def test_shortest_has_fewest_units_and_cheapest_fewest_people() -> None:
    # 4 battalions: 2 columns of 2 (500 persons), or 4 squads of 1 (400 persons).
    lists = asked({"r": need(4)})
    assert told(lists.shortest) == [("ask-column-blue-d+0", 2)]
    assert told(lists.cheapest) == [("ask-squad-blue-d+0", 4)]
    assert (lists.shortest.personnel, lists.cheapest.personnel) == (500, 400)
    assert (lists.shortest.reckoned_in, lists.cheapest.reckoned_in) == ("unit", "person")
    [line] = lists.shortest.lines
    assert (line.quantity, line.measure, line.cost) == (4, "battalion", None)
    assert line.requirements == ("r",)


def test_cheapest_in_dollars_where_every_unit_has_a_cost() -> None:
    # 4 squads at 30 are 120, 2 columns at 50 are 100.
    units = {"squad": {**SQUAD, "cost": 30}, "column": {**COLUMN, "cost": 50}}
    lists = asked({"r": need(4)}, units=units)
    assert told(lists.cheapest) == [("ask-column-blue-d+0", 2)]
    assert (lists.cheapest.reckoned_in, lists.cheapest.cost) == ("USD", 100)


def test_one_unit_without_a_cost_and_the_list_is_reckoned_in_people() -> None:
    units = {"squad": {**SQUAD, "cost": 30}, "column": COLUMN}
    lists = asked({"r": need(4)}, units=units)
    assert (lists.cheapest.reckoned_in, lists.cheapest.cost) == ("person", 120)
    assert lists.shortest.cost is None


def test_of_two_equal_units_the_smaller_is_asked_for() -> None:
    units = {"squad": SQUAD, "large-squad": {**SQUAD, "personnel": 120}}
    assert told(asked({"r": need(2)}, units=units).shortest) == [("ask-squad-blue-d+0", 2)]


def test_without_a_standard_unit_the_strength_is_not_known() -> None:
    # No standard unit gives sappers: 2 companies are asked for, and nobody is counted.
    lists = asked({"r": need(2, "sappers")}, ceiling=10)
    [line] = lists.shortest.lines
    assert (line.id, line.unit, line.title) == ("ask-sappers-blue-d+0", None, "Sappers")
    assert (line.units, line.personnel, line.strength_known) == (2, 0, False)
    assert lists.shortest.closes_all_gaps


def test_the_ceiling_leaves_something_short() -> None:
    # 250 persons allowed, 100 of them there: one squad more has room, and 3 of 4 days' battalions.
    lists = asked({"r": need(4)}, {"p": offer()}, ceiling=250)
    assert told(lists.shortest) == [("ask-squad-blue-d+0", 1)]
    [short] = lists.shortest.still_short
    assert (short.requirement, short.shortfall) == ("r", 2)
    assert short.requirement_days == pytest.approx(50)
    assert not lists.shortest.closes_all_gaps


def test_asked_for_as_late_as_will_do() -> None:
    # a has a battalion from D+30, b from D+0: one unit by D+0 and one by D+30 and not two by D+0.
    lists = asked({"a": need(start="D+30"), "b": need()}, units={"squad": SQUAD})
    assert told(lists.shortest) == [("ask-squad-blue-d+0", 1), ("ask-squad-blue-d+30", 1)]


def test_a_pledge_moves_so_that_the_ask_can_come_later() -> None:
    # p stays for 60 days. On a it leaves b empty for 80 days; on b, from D+20, it leaves a empty
    # for 40 days and b for the last 20: that is the better plan, with gaps from D+0 and D+80.
    # But one unit alone will do, on b by D+20, when p is moved to a.
    requirements = {"a": need(until="D+40"), "b": need(start="D+20")}
    lists = asked(requirements, {"p": offer(tour=60)}, units={"squad": SQUAD})
    assert told(lists.shortest) == [("ask-squad-blue-d+20", 1)]


def test_a_late_pledge_is_bridged() -> None:
    lists = asked({"r": need()}, {"p": offer(available="D+9")}, units={"squad": SQUAD})
    assert told(lists.shortest) == [("ask-squad-blue-d+0", 1)]


def test_what_it_needs_is_asked_for() -> None:
    # r is there, but of no use without sappers: nothing but sappers is asked for.
    requirements = {"r": need(needs=["s"]), "s": need(1, "sappers")}
    lists = asked(requirements, {"p": offer()}, units={"squad": SQUAD, "sapper": SAPPERS})
    assert told(lists.shortest) == [("ask-sapper-blue-d+0", 1)]


def test_a_line_may_come_from_several_contributors() -> None:
    # No contributor may have more than 200 of 1,000 persons: 4 squads come from two or more.
    forces = {"blue": {"title": "Blue", "personnel": 1000, "largest_contribution": 0.2}}
    scenario = case({"r": need(4)}, units={"squad": SQUAD}, forces=forces)
    lists = asks_of(scenario)
    assert told(lists.shortest) == [("ask-squad-blue-d+0", 4)]
    assert lists.shortest.closes_all_gaps


def test_a_pledge_with_the_name_of_an_ask() -> None:
    lists = asked({"r": need(2)}, {"ask-squad-blue-d-5": offer()}, units={"squad": SQUAD})
    assert told(lists.shortest) == [("ask-squad-blue-d+0", 1)]


def test_two_forces_ask_apart() -> None:
    forces = {name: {"title": name, "personnel": 1000} for name in ("blue", "red")}
    requirements = {"a": need(), "x": need(force="red")}
    lists = asks_of(case(requirements, units={"squad": SQUAD}, forces=forces))
    assert told(lists.shortest) == [("ask-squad-blue-d+0", 1), ("ask-squad-red-d+0", 1)]


def test_asks_are_in_the_plan() -> None:
    scenario = case({"r": need(4)}, units=UNITS)
    plan = planned(scenario)
    assert plan.ask_lists == asks_of(scenario)
    assert plan.asks == asks_of(scenario).shortest.lines


# ----------------------------------------------------------------------------------------- ranking


def test_the_line_that_buys_the_most_comes_first() -> None:
    # Tier 1: a is empty for 20 days, b for 60. Tier 2: c for 100.
    requirements = {
        "a": need(1, "foot", until="D+20"),
        "b": need(1, "guns", until="D+60"),
        "c": need(1, "sappers", tier=2),
    }
    shortest = asked(requirements, units={"squad": SQUAD}).shortest
    assert order(shortest) == ["ask-guns-blue-d+0", "ask-squad-blue-d+0", "ask-sappers-blue-d+0"]
    assert [entry.gain for entry in shortest.ranking] == [
        {1: 60, 2: 0},
        {1: 20, 2: 0},
        {1: 0, 2: 100},
    ]
    assert [entry.unfilled for entry in shortest.ranking] == [
        {1: 20, 2: 100},
        {1: 0, 2: 100},
        {1: 0, 2: 0},
    ]


def test_a_line_alone_buys_nothing_where_another_is_needed_beside_it() -> None:
    # r (foot) is of no use without s (guns): guns first fill s, 100 days; then foot fills r.
    requirements = {"r": need(needs=["s"]), "s": need(1, "guns")}
    shortest = asked(requirements, units={"squad": SQUAD}).shortest
    assert order(shortest) == ["ask-guns-blue-d+0", "ask-squad-blue-d+0"]
    assert [entry.gain for entry in shortest.ranking] == [{1: 100}, {1: 100}]


def test_one_ceiling_and_lines_that_hang_together() -> None:
    # 250 persons allowed, 100 there. Of foot (tier 1, 100 persons) and sappers (tier 2, 60) only
    # foot has room, so nothing else is asked for.
    requirements = {"r": need(2), "s": need(1, "sappers", tier=2)}
    units = {"squad": SQUAD, "sapper": SAPPERS}
    lists = asked(requirements, {"p": offer()}, ceiling=250, units=units)
    assert told(lists.shortest) == [("ask-squad-blue-d+0", 1)]
    assert [entry.unfilled for entry in lists.shortest.ranking] == [{1: 0, 2: 100}]
    assert [short.requirement for short in lists.shortest.still_short] == ["s"]


def test_a_line_that_makes_room_for_another() -> None:
    # 250 persons allowed. From D+5 two half-useful companies of 100 stand in for foot, and leave
    # no room for 60 gunners: they alone buy nothing. Once a squad of 100 is there for all 100 days
    # the companies stay away, and the gunners (tier 2) come before those of red (tier 3).
    strengths = {"blue": 250, "red": 1000}
    sections: Data = {
        "forces": {name: {"title": name, "personnel": n} for name, n in strengths.items()},
        "units": {"squad": SQUAD, "gunner": {**SAPPERS, "capability": "guns"}},
        "substitutions": [{"capability": "sappers", "for": "foot", "efficiency": 0.5}],
    }
    requirements = {
        "r": need(),
        "g": need(1, "guns", tier=2),
        "x": need(1, "guns", tier=3, force="red"),
    }
    pledges = {"p": offer("sappers", units=2, available="D+5")}
    shortest = asks_of(case(requirements, pledges, **sections)).shortest
    assert [(entry.ask, entry.gain) for entry in shortest.ranking] == [
        ("ask-squad-blue-d+0", {1: 5, 2: 0, 3: 0}),
        ("ask-gunner-blue-d+0", {1: 0, 2: 100, 3: 0}),
        ("ask-gunner-red-d+0", {1: 0, 2: 0, 3: 100}),
    ]


def test_too_many_lines_together_are_not_ranked() -> None:
    # 150 persons allowed for squads and sappers: either may take the room, so they hang together.
    requirements = {"r": need(), "s": need(1, "sappers")}
    scenario = case(requirements, ceiling=150, units={"squad": SQUAD, "sapper": SAPPERS})
    book = factbook_of(scenario)
    one = find_asks(scenario, book, SolveOptions(), most_together=1)
    assert (len(one.shortest.lines), len(one.shortest.ranking)) == (1, 1)
    roomy = case(requirements, ceiling=ROOM, units={"squad": SQUAD, "sapper": SAPPERS})
    none = find_asks(roomy, book, SolveOptions(), most_together=0)
    assert (len(none.shortest.lines), none.shortest.ranking) == (2, ())


def test_equal_lines_by_id() -> None:
    shortest = asked({"b": need(1, "sappers"), "a": need(1, "guns")}).shortest
    assert order(shortest) == ["ask-guns-blue-d+0", "ask-sappers-blue-d+0"]


# -------------------------------------------------------------------------------------- properties

KINDS = {
    "squad": {**SQUAD, "personnel": 60},
    "column": {**COLUMN, "personnel": 150},
}


@st.composite
def with_units(draw: st.DrawFn, *, most: int = 3, ceiling: float | None = None) -> Data:
    """A small scenario whose catalogue has units for foot, and for sappers or not."""
    data = draw(scenarios(most=most, ceiling=ceiling, divisible=False))
    return {**data, "units": {**KINDS, **({"sapper": SAPPERS} if draw(st.booleans()) else {})}}


def lists_of(data: Data) -> AskLists:
    return asks_of(from_mapping(data))


@settings(max_examples=25, deadline=None)
@given(with_units(ceiling=ROOM))
def test_every_gap_is_closed_where_no_limit_binds(data: Data) -> None:
    lists = lists_of(data)
    assert lists.shortest.closes_all_gaps
    assert lists.cheapest.closes_all_gaps


@settings(max_examples=25, deadline=None)
@given(with_units())
def test_lists_and_rankings_never_make_it_worse(data: Data) -> None:
    lists = lists_of(data)
    for asks in (lists.shortest, lists.cheapest):
        steps = [lists.unfilled, *(entry.unfilled for entry in asks.ranking)]
        assert sorted(order(asks)) == sorted(line.id for line in asks.lines)
        for before, after in pairwise(steps):
            assert no_worse(list(after.values()), list(before.values()))
        assert steps[-1] == pytest.approx(asks.unfilled, rel=HELD, abs=NEAR)
        assert no_worse(list(asks.unfilled.values()), list(lists.unfilled.values()))
    assert lists.shortest.unfilled == pytest.approx(lists.cheapest.unfilled, rel=HELD, abs=NEAR)


@settings(max_examples=25, deadline=None)
@given(with_units())
def test_neither_list_beats_the_other_at_its_own(data: Data) -> None:
    lists = lists_of(data)
    units = [sum(line.units for line in asks.lines) for asks in (lists.shortest, lists.cheapest)]
    assert units[0] <= units[1]
    assert lists.cheapest.personnel <= lists.shortest.personnel


@settings(max_examples=10, deadline=None)
@given(with_units())
def test_input_order_changes_no_list(data: Data) -> None:
    turned = dict(data)
    for section in ("requirements", "pledges", "units"):
        turned[section] = dict(reversed(data[section].items()))
    assert lists_of(turned) == lists_of(data)


@settings(max_examples=40, deadline=None)
@given(with_units(most=2))
def test_no_shorter_list_does_as_well(data: Data) -> None:
    lists = lists_of(data)
    total = int(sum(line.units for line in lists.shortest.lines))
    days = asking_days(data)
    assume(0 < total <= 3 and len(days) * len(data["requirements"]) <= 8)
    best = list(lists.shortest.unfilled.values())
    for fewer in tiers_with_fewer(data, days, total - 1):
        assert no_worse(best, fewer)
        assert any(abs(a - b) > NEAR / 2 for a, b in zip(best, fewer, strict=True))


def asking_days(data: Data) -> list[tuple[str, int]]:
    """Kind of unit and first day of each stretch on which what it gives is short."""
    kinds = {"foot": ["squad", "column"], "sappers": ["sapper"]}
    found = {
        (kind, stretch.start)
        for entry in planned(from_mapping(data)).requirements
        for stretch in entry.stretches
        for kind in kinds[entry.capability]
        if stretch.shortfall > 0
    }
    return sorted(found)


def tiers_with_fewer(data: Data, days: list[tuple[str, int]], most: int) -> Iterator[list[float]]:
    """Unfilled by tier, of every assignment with at most so many units asked for."""
    kinds: Mapping[str, Data] = {"sapper": {**SAPPERS, "personnel": 0}, **data["units"]}
    new = {
        f"{kind}{day}": {**kinds[kind], "units": most, "available": f"D+{day}", "contributor": "X"}
        for kind, day in days
    }
    own = {name: p for name, p in data["pledges"].items() if p["status"] != "offered"}
    merged = {**own, **{name: {**entry, "cost": 0} for name, entry in new.items()}}
    larger = {**data, "pledges": merged}
    names = list(data["requirements"])
    pairs = {(p, r): (gives(larger, p, r), days_there(larger, p, r)) for p in merged for r in names}
    mine = [list(spread(pledge["units"], len(names))) for pledge in own.values()]
    for extra in spread(most, len(new) * len(names)):
        for way in product(*mine):
            rows = [n for row in way for n in row]
            keys = [(p, r) for p in merged for r in names]
            units = dict(zip(keys, [*rows, *extra], strict=True))
            if any(n and not (pairs[key][0] and pairs[key][1]) for key, n in units.items()):
                continue
            if (found := goals_of(larger, units, pairs)) is not None:
                yield found[: len({r["tier"] for r in data["requirements"].values()})]


def test_what_stays_short_names_the_limit_that_would_have_to_give() -> None:
    # 100 people have room, and the battalion that is there takes it: no squad can be added.
    [short] = asked({"r": need(2)}, {"p": offer()}, ceiling=100).shortest.still_short
    assert (short.requirement, short.shortfall, short.limit) == ("r", 1, "ceiling")


def test_what_only_several_limits_keep_short_names_none() -> None:
    # the second battalion has no room, and without the ceiling the two contributors would be one
    # too many: the first is fixed where it is, and squads are of another
    fixed = [{"pledge": "p", "requirement": "r", "units": 1}]
    wanted = {"r": need(2, most_contributors=1)}
    [short] = asked(wanted, {"p": offer()}, ceiling=100, decisions=fixed).shortest.still_short
    assert (short.requirement, short.shortfall, short.limit) == ("r", 1, None)
