"""Fewest transfers: groups of months need no more than the months themselves."""

from __future__ import annotations

from typing import Any
from unittest import mock

from hypothesis import given, settings
from hypothesis import strategies as st

from planner import SolveOptions, from_mapping
from planner.funding import Done, solve
from planner.funding.lines import cost_lines, cost_rows
from planner.funding.months import timeline_of
from planner.funding.objective import goals
from planner.funding.problem import FundingProblem, funding_problem
from planner.funding.solve import build
from planner.funding.variables import axes
from planner.lp import LinearModel, Status, solve_in_order
from planner.records.funding import FundingPlan, Level
from planner.scenario import factbook_of
from tests.funding.support import data, funded, gift, lump
from tests.funding.test_funding import by_priority, some_gifts

rates = st.integers(1, 400)
monthly = st.builds(
    lambda rate, priority, **fields: lump(rate, priority=priority, per="month", on=None, **fields),
    rates,
    st.integers(1, 2),
    purpose=st.sampled_from(["training", "bases", "supplies"]),
)
some_months = st.dictionaries(st.sampled_from("abcd"), monthly, min_size=1)
# whole dollars: of a cent more or less a solver knows nothing
dollars = some_gifts.map(
    lambda gifts: {
        name: one | {"pledged": max(1, round(one["pledged"]) % 2000)} for name, one in gifts.items()
    }
)
few = settings(deadline=None, max_examples=30)


def written(costs: dict[str, Any]) -> dict[str, Any]:
    """Costs by the month, without a day."""
    return {name: {k: v for k, v in cost.items() if k != "on"} for name, cost in costs.items()}


def problem_of(costs: dict[str, Any], gifts: dict[str, Any]) -> FundingProblem:
    """The problem with a line for each month."""
    scenario = from_mapping(data(costs, gifts))
    done = Done(scenario, {}, factbook_of(scenario), None, None, None, None, None, {})
    timeline = timeline_of(scenario, done.book)
    lines = cost_lines(cost_rows(done, timeline, frozenset()), scenario)
    return funding_problem(scenario, lines, timeline, Level.PLEDGED)


def fewest(problem: FundingProblem) -> float | None:
    """The fewest transfers, month by month in one model; None where that is not proven."""
    model = LinearModel("funding", axes(problem))
    variables = build(model, problem, count_transfers=True)
    outcome = solve_in_order(model, list(goals(problem, variables)), SolveOptions())
    return outcome.goals[-1].value if outcome.status is Status.OPTIMAL else None


def transfers(plan: FundingPlan) -> int:
    """Pairs of a contribution and an entry that it pays of."""
    return len({(one.contribution, plan.lines[one.line].cost) for one in plan.transfers})


def test_months_that_the_same_money_may_pay_are_one() -> None:
    """Two costs of 60 a month for three months; one gift of 180 and another pay one of them each,
    though by months they could share both."""
    costs = written({name: lump(60, per="month") for name in "ab"})
    plan = funded(costs, {"m": gift(180), "n": gift(180)})
    assert plan.missing == 0
    assert transfers(plan) == 2


@few
@given(some_months, dollars)
def test_groups_need_no_more_transfers(costs: dict[str, Any], gifts: dict[str, Any]) -> None:
    costs = written(costs)
    problem = problem_of(costs, gifts)
    if problem.line.size and (least := fewest(problem)) is not None:
        assert transfers(funded(costs, gifts)) <= round(least)


@few
@given(some_months, dollars)
def test_of_many_pairs_as_much_is_funded(costs: dict[str, Any], gifts: dict[str, Any]) -> None:
    costs = written(costs)
    plan = funded(costs, gifts)
    with mock.patch.object(solve, "MANY_PAIRS", 0):
        many = funded(costs, gifts)
    assert by_priority(many) == by_priority(plan)
    assert [month.unfunded for month in many.cash] == [month.unfunded for month in plan.cash]
    assert transfers(many) >= transfers(plan)
