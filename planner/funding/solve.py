"""Build, solve goal after goal, read back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.errors import NoPlanError
from planner.funding.constraints import FAMILIES
from planner.funding.counts import Done
from planner.funding.flows import Flows
from planner.funding.groups import grouped
from planner.funding.lines import cost_lines, cost_rows
from planner.funding.months import Timeline, timeline_of
from planner.funding.objective import goals
from planner.funding.problem import (
    End,
    FundingProblem,
    all_gifts,
    funding_problem,
    purses_of,
    restricted,
)
from planner.funding.result import funding_plan
from planner.funding.variables import FundingVariables, axes, declare
from planner.lp import LinearModel, Outcome, SolveOptions, check_goal, solve_in_order
from planner.messages import said
from planner.records.funding import CENTS, CostLine, FundingPlan, Level, LevelTotal
from planner.scenario.schema.scenario import Scenario

USED = 0.5
MANY_PAIRS = 3_000
"""Pairs of a line and a purse above which it is settled who lacks what before transfers are
counted: they are then the fewest for that."""
ENDS: tuple[End, ...] = ("low", "base", "high")


def fund(done: Done, options: SolveOptions, level: Level = Level.PLEDGED) -> FundingPlan:
    """Who pays what of the plan that was made, and what nobody pays.

    Money of `level` counts, so firm or firmer. Raises `NoPlanError` where a limit is reached before
    any plan is found.
    """
    scenario = done.scenario
    timeline = timeline_of(scenario, done.book)
    rows = cost_rows(done, timeline, all_gifts(scenario))
    lines = cost_lines(rows, scenario)

    paid = solved(funding_problem(scenario, lines, timeline, level), options)
    levels = tuple(_total(scenario, lines, timeline, one) for one in Level)
    return funding_plan(
        scenario, timeline, rows, paid.flows, level, levels, stopped_early=paid.early
    )


def _total(
    scenario: Scenario, lines: tuple[CostLine, ...], timeline: Timeline, level: Level
) -> LevelTotal:
    """What is unfunded at one level of money, at the best, as planned and at the worst."""
    low, base, high = (_money_in_all(scenario, lines, timeline, level, end) for end in ENDS)
    missing = [
        sum(unfunded(funding_problem(scenario, at_end(lines, costs), timeline, level, money)))
        for costs, money in zip(ENDS, reversed(ENDS), strict=True)
    ]
    return LevelTotal(level, base, low, high, *missing)


def _money_in_all(
    scenario: Scenario, lines: tuple[CostLine, ...], timeline: Timeline, level: Level, end: End
) -> int:
    """Cents of all contributions at one end of their range; things at that end of their cost."""
    purses = purses_of(scenario, timeline, at_end(lines, end), level, end)
    return sum(purse.cents for purse in purses)


def at_end(lines: tuple[CostLine, ...], end: End) -> tuple[CostLine, ...]:
    """The lines as if they cost what they do at one end of their range."""
    if end == "base":
        return lines
    return tuple(replace(line, cents=getattr(line, end)) for line in lines)


@dataclass(frozen=True)
class Paid:
    """The flows of a problem in whole cents; `early` where a limit came before the fewest transfers
    were proven."""

    flows: Flows
    early: bool


def unfunded(problem: FundingProblem) -> list[int]:
    """[L] cents that nobody can pay, without a solver."""
    flows = Flows(problem)
    flows.settle()
    return flows.short


def solved(problem: FundingProblem, options: SolveOptions) -> Paid:
    """Unfunded amounts by priority, then the fewest transfers, in whole cents."""
    if not problem.line.size:
        return Paid(Flows(problem), early=False)
    flows, outcome = _in_cents(problem, options)
    _checked(flows, problem, outcome)
    payable, short = problem, flows.short
    if problem.line.size > MANY_PAIRS:
        payable = replace(problem, costs=problem.costs - np.array(flows.short, dtype=np.int64))
        short = [0] * len(problem.lines)
    groups = grouped(payable, short)
    outcome, variables = _outcome(groups, options, count_transfers=True)
    assert variables.used is not None
    used = outcome.solution.of(variables.used)[variables.entry_of] > USED
    kept = set(zip(groups.purse[used].tolist(), groups.entry[used].tolist(), strict=True))
    return Paid(_paid_by(problem, payable, kept, options), early=not outcome.status.is_settled)


def _in_cents(problem: FundingProblem, options: SolveOptions) -> tuple[Flows, Outcome]:
    """As much as can be funded, priority by priority and early months first, in whole cents."""
    outcome, variables = _outcome(problem, options, count_transfers=False)
    flows = Flows(problem)
    flows.start_from(np.rint(outcome.solution.of(variables.paid) * CENTS).astype(np.int64))
    flows.settle()
    return flows, outcome


def _paid_by(
    problem: FundingProblem, payable: FundingProblem, kept: set[tuple[int, int]],
    options: SolveOptions,
) -> Flows:  # fmt: skip
    """The costs of `payable`, paid by the kept pairs of a purse and an entry; where a solver's
    rounding left these a cent short, by others too."""
    pairs = zip(payable.purse.tolist(), payable.entry.tolist(), strict=True)
    mask = np.array([pair in kept for pair in pairs], dtype=np.bool_)
    whole = Flows(problem)
    if mask.any():
        few, _ = _in_cents(restricted(payable, mask), options)
        for (line, purse), cents in sorted(few.paid.items()):
            whole.pay(line, purse, cents)
    whole.settle()
    return whole


def _checked(flows: Flows, problem: FundingProblem, outcome: Outcome) -> None:
    """Compare the unfunded amounts of whole cents with the solver's, each priority with all before.

    What a solver lets slip of an earlier priority, within its tolerance, it may gain in a later
    one; of both together it can gain nothing. A goal at which it was stopped says nothing.
    """
    solved = 0.0
    for goal, priority in zip(outcome.goals, problem.priorities, strict=False):
        if not goal.status.is_settled:
            return
        lines = enumerate(problem.lines)
        short = sum(flows.short[n] for n, line in lines if line.priority <= priority)
        solved += goal.value
        check_goal(goal.name, short / CENTS, solved)


def _outcome(
    problem: FundingProblem, options: SolveOptions, *, count_transfers: bool
) -> tuple[Outcome, FundingVariables]:
    model = LinearModel("funding", axes(problem), options.max_variables)
    variables = build(model, problem, count_transfers=count_transfers)
    outcome = solve_in_order(model, list(goals(problem, variables)), options)
    if not outcome.solution.status.has_solution:
        raise NoPlanError("limit", said("funding-without-plan", why=outcome.words))
    return outcome, variables


def build(
    model: LinearModel, problem: FundingProblem, *, count_transfers: bool
) -> FundingVariables:
    """Add the model of `problem` to `model`."""
    variables = declare(model, problem, count_transfers=count_transfers)
    for family in FAMILIES:
        family(model, problem, variables)
    return variables
