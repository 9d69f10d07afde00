"""What is said of a plan depends on what is proven of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.planning import Plan
from planner.report.blocks import Heading, Line
from planner.report.sections import supply_blocks
from tests.report.support import plan_of


def told(plan: Plan) -> str:
    """The lines and headings of the report of stocks, in one text."""
    blocks = supply_blocks(plan)
    return "\n".join(block.text for block in blocks if isinstance(block, Line | Heading))


def with_bound(share: float | None, stake: float) -> Plan:
    """The plan in which something is unmet, with bounds at a share of each value."""
    plan = plan_of("short")
    assert plan.sustainment is not None
    goals = tuple(
        replace(goal, bound=None if share is None else share * goal.value, stake=stake)
        for goal in plan.sustainment.goals
    )
    return replace(plan, sustainment=replace(plan.sustainment, goals=goals))


def test_what_is_proven_to_be_the_least_cannot_be_met() -> None:
    text = told(with_bound(1.0, 0.0))
    assert "412 t of demand cannot be met;" in text
    assert "Demand that cannot be met" in text
    assert "No plan can be below" not in text


def test_what_may_be_less_is_not_met_in_this_plan() -> None:
    text = told(with_bound(0.9, 0.0))
    assert "412 t of demand is not met in this plan;" in text
    assert "Demand that is not met in this plan" in text
    assert "cannot be met" not in text
    assert "No plan can be below: unmet (priority 1) 114 t (gap 10.0%)" in text


def test_the_gap_says_of_what_it_is_a_share() -> None:
    # a tenth of 127 t against 10,000 t at stake
    assert "unmet (priority 1) 114 t (gap 0.1% of 10,000 t at stake)" in told(
        with_bound(0.9, 10_000.0)
    )


@pytest.mark.parametrize("name", ["first", "short"])
def test_a_goal_without_a_bound_is_said_to_be_unproven(name: str) -> None:
    plan = plan_of(name)
    assert plan.sustainment is not None
    *others, last = plan.sustainment.goals
    goals = (*(replace(goal, bound=goal.value) for goal in others), replace(last, bound=None))
    text = told(replace(plan, sustainment=replace(plan.sustainment, goals=goals)))
    words = last.name.replace("_", " ")
    assert f"Not proven how near to the best: {words}." in text
    assert "No plan can be below" not in text
