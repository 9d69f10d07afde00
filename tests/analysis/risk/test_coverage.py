"""Requirements over many draws, by hand, in closed form, and against the plan's own counting."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from planner.analysis.risk import risk
from planner.analysis.risk.coverage import covered
from planner.analysis.risk.draws import batch, unknowns_in
from planner.analysis.risk.forces import ForceTally
from planner.errors import InputError
from planner.forces.instance import force_problem
from planner.forces.result import days_unfilled, filled_by
from planner.forces.views import VIEWS
from planner.records.forces import Fill
from planner.records.risk import ChanceStretch, Risk
from planner.scenario import Scenario, factbook_of
from planner.scenario.schema.scenario import Scenario as Record
from tests.analysis.risk.support import held, pledged
from tests.forces.support import case, need, offer, standard


def found_by(scenario: Scenario, draws: int = 1_000, seed: int = 0) -> Risk:
    return risk(scenario, draws, seed, supply_draws=0)


def test_binomial_pledges() -> None:
    """Five battalions are wanted and come with 0.8 each: all of them with 0.8⁵ = 0.32768, and n
    of them with C(5, n) · 0.8ⁿ · 0.2⁵⁻ⁿ. Each that stays away is 20 of the 100 requirement-days.
    The worst tenth has 0.0067 of four or five missing, 0.0512 of three, and the rest of two."""
    found = found_by(pledged(5, 5, fails=0.2), 20_000).forces
    assert found is not None
    [foot] = found.requirements
    missing = [math.comb(5, n) * 0.2**n * 0.8 ** (5 - n) for n in range(6)]
    assert foot.met.low <= missing[0] <= foot.met.high
    assert foot.unfilled.mean.low <= 20 <= foot.unfilled.mean.high
    assert foot.unfilled.mean.value == pytest.approx(20)  # each slice of fifty has its tenth
    values, more = zip(*foot.unfilled.exceeded, strict=True)
    assert values[:5] == pytest.approx([0, 20, 40, 60, 80])
    assert more[:5] == pytest.approx(1 - np.cumsum(missing)[:5], abs=0.01)
    # 0.7373 have at most one missing, 0.942 at most two, 0.9933 at most three
    assert foot.unfilled.quantiles == ((0.5, 20.0), (0.8, 40.0), (0.9, 40.0), (0.95, 60.0))
    # one of five wanted is one battalion: with two more nothing is missing in 0.942 of the draws
    assert foot.measure == "battalion"
    assert foot.extra == ((0.8, 2.0), (0.9, 2.0), (0.95, 3.0))
    tail = 100 * missing[5] + 80 * missing[4] + 60 * missing[3]
    tail += 40 * (0.1 - sum(missing[3:]))
    assert foot.unfilled.worst == pytest.approx(tail / 0.1, rel=0.03)


def test_pledges_that_stand_and_fall_together() -> None:
    found = found_by(pledged(5, 3, fails=0.2, together=1)).forces
    assert found is not None
    assert found.requirements[0].met.value == pytest.approx(0.8)
    assert found.unfilled.mean.value == pytest.approx(20)  # 100 days in one of five draws


def test_the_units_that_the_plan_sends_are_held() -> None:
    """One of three battalions stays at home, and is not called where one of the others fails."""
    scenario = pledged(3, 2, fails=0.5)
    assert len(held(scenario).serving) == 2
    found = found_by(scenario, 20_000).forces
    assert found is not None
    assert found.requirements[0].met.low <= 0.25 <= found.requirements[0].met.high


def test_days_late_by_hand() -> None:
    """Ten days late: ten of 100 days are lost where it is wanted from the first day, none where it
    is wanted from D+30 on."""
    now, later = case_late("D+0"), case_late("D+30")
    found = [found_by(scenario).forces for scenario in (now, later)]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0].requirements[0].by_day == (
        ChanceStretch(0, 10, 0.0),
        ChanceStretch(10, 100, 1.0),
    )
    assert [f.unfilled.mean.value for f in found if f is not None] == pytest.approx([10, 0])
    assert found[1].requirements[0].met.value == 1


def case_late(start: str) -> Scenario:
    late = {"title": "Late", "days_late": 10}
    return case({"foot": need(1, start=start)}, {"a": offer()}, uncertainty={"late": late})


def test_strength_by_hand() -> None:
    """Of a battalion of 850 men 600 come at least and 800 at most, any number as likely: 700 on
    average, so 150 of 850 are missing."""
    scenario = case(
        {"foot": {**need(1), "capability": "infantry"}},
        {"a": standard("un-infantry-battalion", personnel={"value": 800, "low": 600})},
        uncertainty={"p": {"title": "P", "figures": ["pledges.*"], "shape": "uniform"}},
    )
    found = found_by(scenario).forces
    assert found is not None
    assert found.unfilled.mean.value == pytest.approx(100 * 150 / 850, rel=1e-3)


def test_states_of_a_requirement_are_drawn() -> None:
    """One battalion sent; one is wanted with 0.6, two with 0.4: half is missing in two draws of
    five. The largest quantity counts as a whole."""
    states = [{"quantity": 1, "probability": 0.6}, {"quantity": 2, "probability": 0.4}]
    scenario = case({"foot": {**need(2), "states": states}}, {"a": offer()})
    found = found_by(scenario).forces
    assert found is not None
    assert found.requirements[0].met.value == pytest.approx(0.6)
    assert found.unfilled.mean.value == pytest.approx(0.4 * 50)


@pytest.mark.parametrize("late", [0, 1, 17, 250])
def test_the_plan_itself_counts_the_same(late: int) -> None:
    """Substitutes within limits, needs, rotations and windows: what is counted in a draw is what
    the model of forces counts of the same units, once the scenario says that they are late."""
    scenario = woven(late)
    here = held(scenario)
    unknowns = unknowns_in(scenario, factbook_of(scenario))
    numbers = batch(unknowns, 0, 0)
    found = covered(here, unknowns.drawn(numbers), unknowns.states_in(numbers))
    changed = with_available(here.scenario, late)
    problem = force_problem(changed, factbook_of(changed), VIEWS[Fill.DEPLOYABLE])
    units = np.zeros(len(problem.tours))
    for serving in here.serving:
        name = here.problem.requirements[serving.requirement]
        places = [
            k
            for k, tour in enumerate(problem.tours)
            if tour.pledge == serving.pledge and problem.requirements[tour.requirement] == name
        ]
        for k in places[:1]:
            units[k] = serving.brings / problem.tours[k].quantity
    expected = days_unfilled(filled_by(problem, units))[here.open]
    assert found.unfilled[0] == pytest.approx(expected)
    assert (found.unfilled == found.unfilled[0]).all()


def woven(late: int) -> Scenario:
    needs: dict[str, Any] = {
        "guns": need(2, "guns"),
        "foot": need(3, "foot", start="D+20", needs=["guns"]),
        "sappers": need(1, "sappers"),
    }
    pledges = {
        "a": offer("guns", units=2, tour=40, rotations=1, available="D+3"),
        "b": offer("foot", units=2, contributor="BBB", windows=[{"from": "D+10", "until": "D+90"}]),
        "c": offer("guns", units=2, contributor="CCC", movement=5),
    }
    rules = [{"capability": "guns", "for": "foot", "efficiency": 0.5, "at_most": 0.25}]
    unknown = {"late": {"title": "Late", "days_late": late}}
    return case(needs, pledges, substitutions=rules, uncertainty=unknown)


def with_available(scenario: Record, late: int) -> Record:
    pledges = {
        name: pledge.model_copy(update={"available": pledge.available + late})
        for name, pledge in scenario.pledges.items()
    }
    return scenario.model_copy(update={"pledges": pledges})


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    """Of 200 seeds 95 % of the intervals should hold the true chance, and the true mean; by chance
    184 or fewer of 200 do so once in 30 times."""
    scenario = two_of_each()
    chance = 0.8**2 * 0.7**2
    days = 50 * (1 - 0.8**2 + 0.2) + 50 * (1 - 0.7**2 + 0.3)
    here, unknowns = held(scenario), unknowns_in(scenario, factbook_of(scenario))
    holds, means, spread = 0, 0, []
    for seed in range(200):
        tally = ForceTally.of(here)
        for number in range(20):
            numbers = batch(unknowns, seed, number)
            tally.add(covered(here, unknowns.drawn(numbers), unknowns.states_in(numbers)))
        told = tally.risk()
        met, mean = told.forces[0].met, told.unfilled.mean
        holds += met.low <= chance <= met.high
        means += mean.low <= days <= mean.high
        spread.append(met.value)
    assert holds >= 184
    assert 184 <= means < 200
    # even draws are no worse than free ones, whose chance spreads by √(p (1 - p) / 1,000)
    assert np.std(spread) <= 1.1 * math.sqrt(chance * (1 - chance) / 1000)


def two_of_each() -> Scenario:
    """Two battalions on the first 50 days, the one of no use without the other, and two batteries
    on the next 50."""
    pledges = {f"p{n}": offer(contributor=f"C{n}") for n in range(2)}
    pledges |= {f"q{n}": offer("guns", contributor=f"D{n}") for n in range(2)}
    return case(
        {
            "a": need(1, "foot", needs=["b"], until="D+50"),
            "b": need(1, "foot", until="D+50"),
            "c": need(1, "guns", start="D+50", needs=["d"]),
            "d": need(1, "guns", start="D+50"),
        },
        pledges,
        uncertainty={
            "foot": {"title": "Foot", "fails": 0.2, "pledges": ["p0", "p1"]},
            "guns": {"title": "Guns", "fails": 0.3, "pledges": ["q0", "q1"]},
        },
    )


def test_even_draws_settle_means_much_sooner() -> None:
    """Days late add up: the mean of 1,000 free draws of one uniform from 0 to 40 days would spread
    by 40 / √12 / √1,000 = 0.37 days."""
    spread = {"value": 20, "low": 0, "high": 40}
    scenario = case(
        {"foot": need(1)},
        {"a": offer()},
        uncertainty={"late": {"title": "Late", "days_late": spread, "shape": "uniform"}},
    )
    means = [
        found.unfilled.mean.value
        for seed in range(12)
        if (found := found_by(scenario, 1_000, seed).forces) is not None
    ]
    assert np.mean(means) == pytest.approx(20, abs=0.05)
    assert np.std(means) < 0.37 / 5


def test_a_run_stops_once_it_knows_enough() -> None:
    scenario = pledged(5, 5, fails=0.2)
    few = risk(scenario, 100_000, 0, supply_draws=0, within=0.02)
    assert few.forces is not None
    # 1.96 · √(0.33 · 0.67 / n) is 0.02 at 2,116 draws or so, and it is looked at every 500
    assert few.forces.draws == 2_500
    assert few.forces.requirements[0].met.half_width <= 0.02
    assert few.wanted == 100_000
    [settled] = few.convergence
    assert [draws for draws, _ in settled.points] == sorted({d for d, _ in settled.points})


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"draws": 0}, "--draws"),
        ({"supply_draws": -1}, "--supply-draws"),
        ({"within": 0.0}, "--within"),
        ({"within": 1.0}, "--within"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments: dict[str, Any], told: str) -> None:
    with pytest.raises(InputError, match=told):
        risk(pledged(2, 1, fails=0.2), **arguments)


def test_the_order_of_what_is_written_changes_nothing() -> None:
    first = pledged(5, 3, fails=0.2)
    turned = first.model_copy(update={"pledges": dict(reversed(first.pledges.items()))})
    assert found_by(first, 500) == found_by(turned, 500)


def test_what_is_needed_is_asked_for_where_it_is_needed() -> None:
    """Foot needs guns, and the guns fail in half of the draws: foot is then unfilled too, but one
    battery more is all that is to be asked for."""
    scenario = case(
        {"foot": need(1, needs=["guns"]), "guns": need(1, "guns")},
        {"a": offer(), "b": offer("guns", contributor="BBB")},
        uncertainty={"it": {"title": "It", "fails": 0.5, "pledges": ["b"]}},
    )
    found = found_by(scenario).forces
    assert found is not None
    extra = {str(one.requirement): dict(one.extra)[0.95] for one in found.requirements}
    met = {str(one.requirement): one.met.value for one in found.requirements}
    assert extra == {"foot": 0, "guns": 1}
    assert met == pytest.approx({"foot": 0.5, "guns": 0.5})
