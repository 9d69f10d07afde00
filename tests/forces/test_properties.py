"""Properties that hold on every small scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from planner.records.forces import Cause, Fill, ForcePlan, Goal
from planner.scenario import from_mapping
from tests.forces.support import CAPABILITIES, ROOM, planned

END = 100
DAYS = st.sampled_from((0, 5, 20, 40, 70))
# Goals of up to 1,000 requirement-days are held within a millionth while the next are solved, and
# a person more of a divisible unit there may be worth some days elsewhere.
NEAR = 0.01
SUBSTITUTION = {"capability": "sappers", "for": "foot", "efficiency": 0.5}
Data = dict[str, Any]

check = settings(max_examples=25, deadline=None)


def d(day: int) -> str:
    """A day as a planner writes it."""
    return f"D{day:+d}"


@st.composite
def requirements(draw: st.DrawFn, *, whole: bool = False) -> Data:
    """A requirement for some of the days, in one or two steps."""
    quantities = st.sampled_from((1, 2, 3) if whole else (0.5, 1, 2, 3))
    start = draw(DAYS)
    entry = {
        "title": "R",
        "force": "blue",
        "capability": draw(st.sampled_from(("foot", "sappers"))),
        "quantity": draw(quantities),
        "tier": draw(st.integers(1, 2)),
        "from": d(start),
    }
    if draw(st.booleans()):
        entry["until"] = d(start + draw(st.sampled_from((10, 30))))
    if draw(st.booleans()):
        entry["profile"] = [{"from": d(start + 8), "quantity": draw(quantities)}]
    return entry


@st.composite
def pledges(draw: st.DrawFn, *, divisible: bool = True) -> Data:
    """A pledge of a few units, of any status and any day."""
    entry = {
        "title": "P",
        "contributor": draw(st.sampled_from(("AAA", "BBB"))),
        "force": "blue",
        "capability": draw(st.sampled_from(("foot", "sappers"))),
        "units": draw(st.integers(1, 2)),
        "quantity": draw(st.sampled_from((0.7, 1, 2))),
        "personnel": draw(st.sampled_from((60, 100, 130))),
        "status": draw(st.sampled_from(("verified", "assessed", "offered"))),
        "available": d(draw(DAYS)),
        "cost": draw(st.sampled_from((0, 10, 20))),
    }
    if draw(st.booleans()):
        entry["tour"] = draw(st.sampled_from((10, 50)))
    if draw(st.integers(0, 3)) == 0:
        entry["windows"] = [{"until": d(30)}, {"from": d(50), "until": d(80)}]
    if divisible and draw(st.integers(0, 3)) == 0:
        entry["divisible"] = True
    return entry


@st.composite
def scenarios(
    draw: st.DrawFn, *, most: int = 4, ceiling: float | None = None, divisible: bool = True
) -> Data:
    """A few requirements and pledges of one force."""
    needs = draw(st.lists(requirements(), min_size=1, max_size=most))
    offers = draw(st.lists(pledges(divisible=divisible), max_size=most))
    room = ceiling or draw(st.sampled_from((110, 250, ROOM)))
    return {
        "format": 1,
        "id": "case",
        "calendar": {"start": "D+0", "end": d(END)},
        "capabilities": CAPABILITIES,
        "forces": {"blue": {"title": "Blue", "personnel": room}},
        "requirements": {f"r{i}": entry for i, entry in enumerate(needs)},
        "pledges": {f"p{i}": entry for i, entry in enumerate(offers)},
        "substitutions": [SUBSTITUTION] if draw(st.booleans()) else [],
    }


def plan_of(data: Data) -> ForcePlan:
    return planned(from_mapping(data))


def tiers(goals: tuple[Goal, ...]) -> list[float]:
    return [goal.value for goal in goals if goal.name == "unfilled"]


def no_worse(better: list[float], worse: list[float]) -> bool:
    """True where the first list comes before the other, or with it, in lexicographic order."""
    for one, other in zip(better, worse, strict=True):
        if abs(one - other) > NEAR:
            return one < other
    return True


@check
@given(scenarios())
def test_input_order_changes_nothing(data: Data) -> None:
    turned = deepcopy(data)
    for section in ("requirements", "pledges", "capabilities"):
        turned[section] = dict(reversed(turned[section].items()))
    for pledge in turned["pledges"].values():
        pledge["windows"] = pledge.get("windows", [])[::-1]
    assert plan_of(turned) == plan_of(data)


@check
@given(scenarios())
def test_two_runs_are_identical(data: Data) -> None:
    assert plan_of(data) == plan_of(data)


@check
@given(scenarios(), pledges())
def test_another_pledge_never_makes_the_tiers_worse(data: Data, pledge: Data) -> None:
    more = {**data, "pledges": {**data["pledges"], "new": pledge}}
    before, after = plan_of(data), plan_of(more)
    for fill in Fill:
        assert no_worse(tiers(after.fills[fill]), tiers(before.fills[fill]))


@check
@given(scenarios())
def test_verified_is_no_better_than_pledged(data: Data) -> None:
    fills = plan_of(data).fills
    assert no_worse(tiers(fills[Fill.PLEDGED]), tiers(fills[Fill.VERIFIED]))


@check
@given(scenarios())
def test_deployable_is_no_better_than_verified(data: Data) -> None:
    fills = plan_of(data).fills
    assert no_worse(tiers(fills[Fill.VERIFIED]), tiers(fills[Fill.DEPLOYABLE]))


@check
@given(scenarios())
def test_reasons_add_up_to_the_shortfall(data: Data) -> None:
    for entry in plan_of(data).requirements:
        assert all(reason.quantity > 0 for reason in entry.reasons)
        causes = [reason.cause for reason in entry.reasons]
        assert len(set(causes)) == len(causes)
        total = sum(reason.quantity for reason in entry.reasons)
        assert total == pytest.approx(entry.shortfall, abs=1e-4)


@check
@given(scenarios())
def test_no_cause_is_named_that_is_not_there(data: Data) -> None:
    plan = plan_of(data)
    there = {Cause.NOT_PLEDGED}
    for pledge in data["pledges"].values():
        there |= {Cause.UNVERIFIED} if pledge["status"] == "offered" else set()
        there |= {Cause.LATE} if pledge["available"] != d(0) else set()
        there |= {Cause.ROTATION} if "tour" in pledge else set()
    if data["forces"]["blue"]["personnel"] < ROOM:
        there.add(Cause.CEILING)
    lowest = min(entry.tier for entry in plan.requirements)
    for entry in plan.requirements:
        above = {Cause.PRIORITY} if entry.tier > lowest else set()
        assert {reason.cause for reason in entry.reasons} <= there | above


@check
@given(scenarios(divisible=False), st.sampled_from(("offered", "verified")))
def test_trouble_of_another_force_is_no_reason(data: Data, status: str) -> None:
    other = {
        "forces": {**data["forces"], "red": {"title": "Red", "personnel": 100}},
        "requirements": {
            **data["requirements"],
            "a-red": {"title": "R", "force": "red", "capability": "foot", "quantity": 2},
        },
        "pledges": {
            **data["pledges"],
            "a-red": {
                "title": "P",
                "contributor": "AAA",
                "force": "red",
                "capability": "foot",
                "personnel": 60,
                "units": 2,
                "status": status,
                "available": d(20),
                "tour": 30,
            },
        },
    }
    alone = {entry.requirement: entry for entry in plan_of(data).requirements}
    for entry in plan_of({**data, **other}).requirements:
        if entry.force == "blue":
            assert entry == alone[entry.requirement]


@check
@given(scenarios(), st.sampled_from((2, 10)))
def test_requirement_days_are_relative(data: Data, factor: int) -> None:
    scaled = deepcopy(data)
    for entry in scaled["requirements"].values():
        entry["quantity"] *= factor
        for step in entry.get("profile", []):
            step["quantity"] *= factor
    for pledge in scaled["pledges"].values():
        pledge["quantity"] *= factor
    before, after = plan_of(data), plan_of(scaled)
    for fill in Fill:
        assert tiers(after.fills[fill]) == pytest.approx(tiers(before.fills[fill]), abs=NEAR)


@check
@given(scenarios(), pledges(divisible=False))
def test_dominated_pledge_is_never_used_before_its_dominator(data: Data, better: Data) -> None:
    worse = {**better, "quantity": better["quantity"] / 2, "personnel": better["personnel"] + 10}
    data = {**data, "pledges": {**data["pledges"], "better": better, "worse": worse}}
    used = dict.fromkeys(("better", "worse"), 0.0)
    for entry in plan_of(data).assignments:
        if entry.pledge in used:
            used[entry.pledge] += entry.units
    assert used["worse"] == 0 or used["better"] == better["units"]


@check
@given(scenarios())
def test_ceiling_is_never_broken(data: Data) -> None:
    present = [0.0] * END
    for entry in plan_of(data).assignments:
        for day in days_there(data, entry.pledge, entry.requirement):
            present[day] += entry.personnel
    assert max(present) <= data["forces"]["blue"]["personnel"] * (1 + 1e-6)


@check
@given(scenarios())
def test_units_are_whole_and_no_more_than_pledged(data: Data) -> None:
    used: dict[str, float] = {}
    for entry in plan_of(data).assignments:
        used[entry.pledge] = used.get(entry.pledge, 0.0) + entry.units
        assert data["pledges"][entry.pledge].get("divisible") or entry.units.is_integer()
        assert data["pledges"][entry.pledge]["status"] != "offered"
    for name, units in used.items():
        assert units <= data["pledges"][name]["units"] * (1 + 1e-6)


@check
@given(scenarios())
def test_tier_2_takes_nothing_from_tier_1(data: Data) -> None:
    first = {name: r for name, r in data["requirements"].items() if r["tier"] == 1}
    assume(0 < len(first) < len(data["requirements"]))
    both, alone = plan_of(data), plan_of({**data, "requirements": first})
    assert tiers(both.goals)[0] == pytest.approx(tiers(alone.goals)[0], abs=NEAR)


@check
@given(scenarios())
def test_stretches_tell_the_same_as_the_goals(data: Data) -> None:
    plan = plan_of(data)
    unfilled = dict.fromkeys({entry.tier for entry in plan.requirements}, 0.0)
    for entry in plan.requirements:
        for stretch in entry.stretches:
            share = stretch.shortfall / entry.required
            unfilled[entry.tier] += share * (stretch.until - stretch.start)
    told = {goal.priority: goal.value for goal in plan.goals if goal.name == "unfilled"}
    assert unfilled == pytest.approx(told, abs=NEAR)


# ----------------------------------------------------------------------------- by trying them all


@settings(max_examples=60, deadline=None)
@given(scenarios(most=3, divisible=False))
def test_no_other_assignment_is_better(data: Data) -> None:
    best = min(map(rounded, all_goals(data)))
    assert rounded([goal.value for goal in plan_of(data).goals]) == pytest.approx(best, abs=0.01)


def rounded(goals: list[float]) -> list[float]:
    """Goals that are equal but for the last digits compare as equal."""
    return [round(value, 3) for value in goals]


def all_goals(data: Data) -> Iterator[list[float]]:
    """The goals of every assignment that keeps the ceiling: tiers, contributors, cost, persons."""
    names = list(data["requirements"])
    verified = {n: p for n, p in data["pledges"].items() if p["status"] != "offered"}
    ways = [list(spread(pledge["units"], len(names))) for pledge in verified.values()]
    pairs = {(p, r): (gives(data, p, r), days_there(data, p, r)) for p in verified for r in names}
    for way in product(*ways):
        units = {
            (p, r): n
            for p, row in zip(verified, way, strict=True)
            for r, n in zip(names, row, strict=True)
        }
        useless = any(n and not (pairs[key][0] and pairs[key][1]) for key, n in units.items())
        if not useless and (found := goals_of(data, units, pairs)) is not None:
            yield found


def spread(units: int, places: int) -> Iterator[tuple[int, ...]]:
    """Every way to put up to so many units in so many places."""
    return (way for way in product(range(units + 1), repeat=places) if sum(way) <= units)


def gives(data: Data, pledge: str, requirement: str) -> float:
    """What one unit counts for."""
    offered, wanted = data["pledges"][pledge], data["requirements"][requirement]["capability"]
    if offered["capability"] == wanted:
        return float(offered["quantity"])
    rules = {(rule["capability"], rule["for"]): rule for rule in data["substitutions"]}
    rule = rules.get((offered["capability"], wanted))
    return float(offered["quantity"] * rule["efficiency"]) if rule else 0.0


def days_there(data: Data, pledge: str, requirement: str) -> list[int]:
    """The days on which a pledge counts for a requirement."""
    offered, wanted = data["pledges"][pledge], data["requirements"][requirement]
    windows = offered.get("windows", [{}])
    days = [
        day
        for day in range(END)
        if number(wanted["from"]) <= day < number(wanted.get("until", d(END)))
        and number(offered["available"]) <= day
        and any(
            number(w.get("from", d(0))) <= day < number(w.get("until", d(END))) for w in windows
        )
    ]
    return [day for day in days if day < days[0] + offered.get("tour", END)]


def number(day: str) -> int:
    return int(day.removeprefix("D"))


def required(entry: Data) -> list[float]:
    """Quantity required on each day."""
    steps = [(number(entry["from"]), entry["quantity"])]
    steps += [(number(step["from"]), step["quantity"]) for step in entry.get("profile", [])]
    until = number(entry.get("until", d(END)))
    return [
        next((q for start, q in reversed(steps) if start <= day), 0.0) if day < until else 0.0
        for day in range(END)
    ]


def goals_of(
    data: Data,
    units: Mapping[tuple[str, str], int],
    pairs: Mapping[tuple[str, str], tuple[float, list[int]]],
) -> list[float] | None:
    """The goals of one assignment; None where it breaks the ceiling."""
    present = [0.0] * END
    there = {name: [0.0] * END for name in data["requirements"]}
    for (p, r), n in units.items():
        quantity, days = pairs[p, r]
        for day in days:
            present[day] += n * data["pledges"][p]["personnel"]
            there[r][day] += n * quantity
    if max(present) > data["forces"]["blue"]["personnel"]:
        return None
    unfilled = dict.fromkeys(sorted({r["tier"] for r in data["requirements"].values()}), 0.0)
    for name, entry in data["requirements"].items():
        wanted = required(entry)
        for day in range(END):
            missing = max(0.0, wanted[day] - there[name][day])
            unfilled[entry["tier"]] += missing / max(wanted)
    used = {key: n for key, n in units.items() if n}
    contributors = {(data["pledges"][p]["contributor"], r) for p, r in used}
    goals = [*unfilled.values(), float(len(contributors))]
    # A goal is there where any pledge that could work has something to count.
    could = {p for (p, _), (quantity, days) in pairs.items() if quantity and days}
    for what in ("cost", "personnel"):
        if any(data["pledges"][p][what] for p in could):
            goals.append(float(sum(data["pledges"][p][what] * n for (p, _), n in used.items())))
    return goals
