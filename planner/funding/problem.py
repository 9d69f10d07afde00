"""The arrays of one funding problem: cost lines, contributions, and who may pay what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import ContributionId, PledgeId
from planner.funding.lines import dollars
from planner.funding.months import Timeline
from planner.funding.ranges import cents
from planner.records.funding import CostLine, Gift, Level
from planner.scenario.schema.funding import Channel, Contribution
from planner.scenario.schema.scenario import Scenario
from planner.scenario.support import first_day_of_support, is_equipment_support

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
End = Literal["low", "base", "high"]
"""Where in its range an amount is taken."""


@dataclass(frozen=True)
class Purse:
    """A contribution as money: cents at the level that counts, and the months that it may pay."""

    id: ContributionId
    cents: int
    from_month: int
    """The month in which it is there."""
    first_month: int
    """The first month that it may pay: an earlier one where it pays arrears."""
    to_month: int
    """The last month that it may pay; before the first where it may pay none."""
    in_kind: bool
    """True for things, which are no money."""


@dataclass(frozen=True)
class FundingProblem:
    """L cost lines and M purses, with what each line costs and the pairs that may be.

    `costs` [L] and `money` [M] in whole cents; `line` and `purse` [P] are the pairs of a line and a
    purse that may pay it, by line and purse; `entry` [P] numbers the entries of `costs`, by force,
    which a purse pays in one transfer.
    """

    lines: tuple[CostLine, ...]
    purses: tuple[Purse, ...]
    costs: Ints
    money: Ints
    line: Ints
    purse: Ints
    entry: Ints
    entry_of_line: Ints
    """[L] the entry of each line."""
    supportable: Bools
    """[L] true where due diligence allows money without an earmark."""
    spared: Bools
    """[P] true where money would pay for a thing that is given in kind."""

    @property
    def priorities(self) -> tuple[int, ...]:
        """The priorities of the lines, the most urgent first."""
        return tuple(sorted({line.priority for line in self.lines}))


def funding_problem(
    scenario: Scenario, lines: tuple[CostLine, ...], timeline: Timeline, level: Level,
    end: End = "base",
) -> FundingProblem:  # fmt: skip
    """The problem of paying the lines from the money of one level, at one end of its range."""
    purses = purses_of(scenario, timeline, lines, level, end)
    pairs = [
        (n, m)
        for n, line in enumerate(lines)
        for m, purse in enumerate(purses)
        if may_pay(scenario, purse, line) and is_allowed(scenario, timeline, purse, line)
    ]
    line, purse = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    entries = {one: n for n, one in enumerate(sorted({(x.cost, x.force or "") for x in lines}))}
    entry = np.array([entries[x.cost, x.force or ""] for x in lines], dtype=np.int64)
    return FundingProblem(
        lines,
        purses,
        np.array([x.cents for x in lines], dtype=np.int64),
        np.array([x.cents for x in purses], dtype=np.int64),
        line,
        purse,
        entry[line],
        entry,
        np.array([is_supportable(scenario, timeline, x) for x in lines], dtype=np.bool_),
        np.array([is_spared(purses[m], lines[n]) for n, m in pairs], dtype=np.bool_),
    )


def restricted(problem: FundingProblem, mask: Bools) -> FundingProblem:
    """The problem with those pairs alone for which `mask` [P] is true."""
    return replace(
        problem,
        line=problem.line[mask],
        purse=problem.purse[mask],
        entry=problem.entry[mask],
        spared=problem.spared[mask],
    )


def purses_of(
    scenario: Scenario, timeline: Timeline, lines: tuple[CostLine, ...], level: Level, end: End
) -> tuple[Purse, ...]:
    """Every contribution at one level and end of its range, in the order of their ids.

    What is given in kind without an amount counts for what the plan would have paid for it.
    """
    found = []
    for name, given in sorted(scenario.contributions.items()):
        first, last = given.span(timeline.start, timeline.end)
        from_month = timeline.month_of(first)
        to_month = timeline.month_of(last - 1) if last > first else -1
        money = money_of(given, scenario, lines, level, end)
        first_month = 0 if given.arrears else from_month
        found.append(Purse(name, money, from_month, first_month, to_month, given.is_in_kind))
    return tuple(found)


def money_of(
    given: Contribution, scenario: Scenario, lines: tuple[CostLine, ...], level: Level,
    end: End = "base",
) -> int:  # fmt: skip
    """Cents of a contribution at one level and end of its range.

    What is paid is confirmed, too. Things whose worth is not stated count for what they would cost.
    """
    figure = {
        Level.PLEDGED: given.pledged,
        Level.CONFIRMED: given.confirmed or given.paid,
        Level.PAID: given.paid,
    }[level]
    if figure is not None:
        return cents(getattr(dollars(figure, scenario), end))
    if level is not Level.PLEDGED:
        return 0
    things = gifts_of(given)
    return sum(line.cents for line in lines if line.gift in things)


def gifts_of(given: Contribution) -> frozenset[Gift]:
    """The things that a contribution gives in kind."""
    return frozenset(
        Gift(section, thing)
        for section in ("pledges", "supplies", "fleets")
        for thing in getattr(given, section)
    )


def all_gifts(scenario: Scenario) -> frozenset[Gift]:
    """The things that any contribution gives in kind."""
    return frozenset(gift for given in scenario.contributions.values() for gift in gifts_of(given))


def may_pay(scenario: Scenario, purse: Purse, line: CostLine) -> bool:
    """Whether a contribution may pay a line: by its months, its channel and its earmarks.

    What is given in kind covers the lines of its own things, and nothing else; such lines may be
    paid with money too, where the things are worth less than they would cost.
    """
    given = scenario.contributions[purse.id]
    in_time = purse.first_month <= line.month <= purse.to_month
    if given.is_in_kind and line.gift not in gifts_of(given):
        return False
    return in_time and _by_rule(scenario.channels[given.channel], line) and _by_mark(given, line)


def is_spared(purse: Purse, line: CostLine) -> bool:
    """Whether money would pay for a thing that is given in kind."""
    return line.gift is not None and not purse.in_kind


def is_allowed(scenario: Scenario, timeline: Timeline, purse: Purse, line: CostLine) -> bool:
    """Whether due diligence allows support to the force of a line by a contributor, by the month in
    which it falls due (S/2012/894 §95)."""
    given = scenario.contributions[purse.id]
    return is_supportable(scenario, timeline, line, given.contributor or given.title)


def is_supportable(
    scenario: Scenario, timeline: Timeline, line: CostLine, contributor: str | None = None
) -> bool:
    """Whether due diligence allows that a line is paid; without a contributor, by anybody whom no
    assessment names. Units that come free are the force itself, and no support to it."""
    if line.force is None or _comes_free(scenario, line):
        return True
    opens = first_day_of_support(scenario, line.force, contributor)
    return opens is not None and opens < timeline.months[line.month].until


def _comes_free(scenario: Scenario, line: CostLine) -> bool:
    """True for what a pledge gives in kind to its own force, but for equipment of others."""
    gift = line.gift
    if gift is None or gift.section != "pledges":
        return False
    return not is_equipment_support(scenario, scenario.pledges[PledgeId(gift.id)])


def _by_rule(channel: Channel, line: CostLine) -> bool:
    return (
        line.phase not in channel.not_phases
        and (not channel.forces or line.force in channel.forces)
        and (not channel.purposes or line.purpose in channel.purposes)
    )


def _by_mark(given: Contribution, line: CostLine) -> bool:
    return (
        (not given.forces or line.force in given.forces)
        and (not given.purposes or line.purpose in given.purposes)
        and (not given.phases or line.phase in given.phases)
        and (not given.costs or line.cost in given.costs)
    )
