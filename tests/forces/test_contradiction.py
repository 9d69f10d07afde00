"""Decisions that cannot be kept, and the limits that are in their way; by hand."""

from __future__ import annotations

from typing import Any

import pytest

from planner.errors import HardLimit, NoPlanError
from planner.forces.contradiction import conflicts_of
from planner.forces.instance import force_problem
from planner.forces.views import View
from planner.lp import SolveOptions
from planner.lp.elastic import Elastic, TimeIsUp
from planner.scenario import Scenario, factbook_of
from tests.forces.support import case, need, offer, planned


def fixed(pledge: str, requirement: str, units: float = 1) -> dict[str, Any]:
    return {"pledge": pledge, "requirement": requirement, "units": units}


def path_of(limit: HardLimit) -> str:
    return ".".join(map(str, limit.path))


def error_of(scenario: Scenario) -> NoPlanError:
    with pytest.raises(NoPlanError) as raised:
        planned(scenario)
    return raised.value


def amounts(error: NoPlanError) -> dict[str, Any]:
    (conflict,) = error.conflicts
    assert conflict.is_irreducible
    assert conflict.is_smallest
    return {path_of(each): each.missing for each in conflict.members}


TWO = {"p": offer(), "q": offer(contributor="BBB")}
BOTH = [fixed("p", "a"), fixed("q", "a")]


def test_two_decisions_against_the_ceiling() -> None:
    # 200 persons where 150 may be; g (10 persons) is beside the point
    pledges = TWO | {"g": offer("guns", personnel=10)}
    decisions = [*BOTH, fixed("g", "b")]
    scenario = case({"a": need(2), "b": need(1, "guns")}, pledges, ceiling=150, decisions=decisions)
    error = error_of(scenario)
    # whole units: of two battalions one has to go, and the other fits
    assert amounts(error) == pytest.approx(
        {"decisions.0": -1, "decisions.1": -1, "forces.blue.personnel": 50}
    )
    ceiling = error.conflict[-1]
    assert ceiling.words == "force blue may have 150 persons in theatre at most"
    assert ceiling.days == (0, 99)
    assert (ceiling.amount, ceiling.unit) == (150, "persons")
    assert error.why[-1] == "they would fit without the ceiling on personnel"


def test_one_decision_against_the_ceiling() -> None:
    scenario = case({"a": need()}, {"p": offer()}, ceiling=60, decisions=[fixed("p", "a")])
    error = error_of(scenario)
    assert amounts(error) == pytest.approx({"decisions.0": -1, "forces.blue.personnel": 40})
    assert str(error).splitlines()[0] == "this decision cannot be kept, with the limits beside it:"


def test_decisions_against_the_number_of_contributors() -> None:
    scenario = case({"a": need(2, most_contributors=1)}, TWO, decisions=BOTH)
    assert amounts(error_of(scenario)) == pytest.approx(
        {"decisions.0": -1, "decisions.1": -1, "requirements.a.most_contributors": 1}
    )


def test_decisions_against_the_smallest_share() -> None:
    # a contributor brings 3 of 4 at least, and p has 1; two more would do, or a share of a quarter
    scenario = case({"a": need(4, least_share=0.75)}, TWO, decisions=[fixed("p", "a")])
    assert amounts(error_of(scenario)) == pytest.approx(
        {"decisions.0": -1, "pledges.p.units": 2, "requirements.a.least_share": -0.5}
    )


def test_decisions_against_the_largest_contribution() -> None:
    # 30 % of 500 are 150, and both are of one contributor
    pledges = {"p": offer(), "q": offer()}
    scenario = case(
        {"a": need(2)},
        pledges,
        forces={"blue": {"title": "Blue", "personnel": 500, "largest_contribution": 0.3}},
        decisions=BOTH,
    )
    error = error_of(scenario)
    assert amounts(error) == pytest.approx(
        {"decisions.0": -1, "decisions.1": -1, "forces.blue.largest_contribution": 0.1}
    )


def test_decisions_that_can_be_kept_have_no_conflict() -> None:
    scenario = case({"a": need(2)}, TWO, ceiling=200, decisions=BOTH)
    book = factbook_of(scenario)
    assert conflicts_of(scenario, force_problem(scenario, book, View()), SolveOptions()) == (
        (),
        True,
    )


def test_without_the_time_for_a_reason_the_verdict_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def at_an_end(self: Elastic) -> float | None:
        raise TimeIsUp

    monkeypatch.setattr(Elastic, "left", at_an_end)
    error = error_of(case({"a": need(2)}, TWO, ceiling=150, decisions=BOTH))
    assert (error.status, error.conflicts, error.are_all) == ("infeasible", (), False)
    assert str(error).endswith("was not found in time")
