"""A solver that breaks down: what was found before it stands, and is marked."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import planner
from planner.errors import NoPlanError
from planner.lp import Goal, LinearModel, Session, Solution, SolveOptions, Status, solve_in_order
from planner.lp.blocks import Floats
from planner.lp.engine import Search, without_point
from planner.lp.highs import ArrayHighs
from planner.report import render, report_blocks
from tests.cli.support import FIRST

Break = Callable[[int, int], Solution]


def breaks(
    monkeypatch: pytest.MonkeyPatch, error: Exception | None, fits: Callable[[int], bool]
) -> list[int]:
    """From now on each solve whose number `fits` raises `error`, or ends with status ERROR."""
    solves: list[int] = []
    own = ArrayHighs.minimise

    def minimise(engine: ArrayHighs, costs: Floats, search: Search) -> Solution:
        solves.append(len(solves))
        if not fits(solves[-1]):
            return own(engine, costs, search)
        if error is not None:
            raise error
        return without_point(Status.ERROR, costs.size)

    monkeypatch.setattr(ArrayHighs, "minimise", minimise)
    return solves


def goals(model: LinearModel) -> list[Goal]:
    """First what is not met, then cost, then air alone."""
    way = np.array([*model.columns("road").ids, *model.columns("air").ids])
    return [
        Goal("unmet", model.columns("unmet").ids, np.ones(1)),
        Goal("cost", way, np.array([1.0, 5.0])),
        Goal("air", model.columns("air").ids, np.ones(1)),
    ]


ERRORS = (RuntimeError("bad luck"), MemoryError(), OSError(28, "No space left on device"), None)


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_a_later_goal_does_not_take_the_plan_of_the_goals_before(
    shortage: LinearModel, monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    # the first solve weighs all goals for a start (a trial), the second is that of the first goal
    breaks(monkeypatch, error, lambda number: number >= 2)
    outcome = solve_in_order(shortage, goals(shortage))
    assert outcome.status is Status.FEASIBLE
    assert [goal.name for goal in outcome.goals] == ["unmet", "cost"]
    # road 6 and air 3 leave 1 of 10 unmet
    assert outcome.goals[0].value == pytest.approx(1.0)
    assert outcome.goals[0].status is Status.OPTIMAL
    assert outcome.goals[1].status is Status.ERROR
    assert outcome.goals[1].bound is None
    assert outcome.solution.of(shortage.columns("unmet")) == pytest.approx([1.0])


@pytest.mark.parametrize("error", ERRORS, ids=repr)
def test_a_first_goal_leaves_nothing_and_says_why(
    shortage: LinearModel, monkeypatch: pytest.MonkeyPatch, error: Exception | None
) -> None:
    breaks(monkeypatch, error, lambda _: True)
    outcome = solve_in_order(shortage, goals(shortage))
    assert outcome.status is Status.ERROR
    assert not outcome.solution.status.has_solution
    why = "" if error is None else str(error) or type(error).__name__
    assert outcome.words == ("the solver failed" + (f": {why}" if why else ""))


def test_a_trial_that_breaks_down_costs_nothing(
    shortage: LinearModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch, RuntimeError("bad luck"), lambda number: number == 0)
    outcome = solve_in_order(shortage, goals(shortage))
    assert outcome.status is Status.OPTIMAL
    # held at 1 unmet, road is 6 and air 3: cost 6 + 15 = 21
    assert [goal.value for goal in outcome.goals] == pytest.approx([1.0, 21.0, 3.0], abs=1e-4)


def test_a_session_goes_on_with_another_solver_after_a_breakdown(
    shortage: LinearModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    breaks(monkeypatch, RuntimeError("bad luck"), lambda number: number == 0)
    session = Session(shortage, SolveOptions())
    goal = goals(shortage)[0]
    assert session.minimise(goal).failure == "bad luck"
    again = session.minimise(goal)
    assert (again.status, again.failure) == (Status.OPTIMAL, "")
    assert again.objective == pytest.approx(1.0)


def test_a_fault_of_the_caller_is_none_of_the_solver(shortage: LinearModel) -> None:
    with pytest.raises(ValueError, match="names a column"):
        solve_in_order(shortage, [Goal("none", np.array([99]), np.ones(1))])


def supplied(scenario: planner.Scenario) -> planner.Plan | str:
    """The supply plan of a scenario without troops to choose; what is said where there is none."""
    try:
        return planner.plan(
            scenario.model_copy(update={"requirements": {}, "equipment": {}}), exact=True
        )
    except NoPlanError as error:
        return f"{error.status}: {error}"


def test_a_plan_is_told_as_far_as_it_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    # wherever the solver breaks down for good, there is a plan that is marked, or a reason
    stock = "stocks.old={site: north, item: rations, quantity: 10}"
    scenario = planner.load(FIRST, [stock])
    with monkeypatch.context() as patch:
        solves = breaks(patch, None, lambda _: False)
        assert isinstance(supplied(scenario), planner.Plan)
    ends = []
    for first in range(len(solves)):
        with monkeypatch.context() as patch:
            breaks(patch, RuntimeError("bad luck"), lambda number, first=first: number >= first)  # type: ignore[misc]
            found = supplied(scenario)
        if isinstance(found, str):
            assert found.startswith("limit: ")
            assert found.endswith("the solver failed: bad luck")
            ends.append("none")
            continue
        text = render(report_blocks(found), "text")
        assert (found.status == "limit") == ("solver broke down" in text)
        named = "Goals of the supply plan that were not reached: " in text
        assert named == (found.status == "limit")
        ends.append(found.status)
    # the sooner it breaks down, the less there is
    assert ends[0] == "none"
    assert "limit" in ends
    assert ends == sorted(ends, key=["none", "limit", "met"].index)
