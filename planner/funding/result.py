"""From flows of cents to records: what is tight, what a dollar is worth, cash by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.catalogue.figure import Figure
from planner.funding.flows import Flows
from planner.funding.lines import currency_of
from planner.funding.months import Timeline
from planner.funding.problem import money_of
from planner.lp import SolverError
from planner.records.funding import (
    CashMonth,
    ContributionUse,
    CostRow,
    Exchange,
    FundingPlan,
    Level,
    LevelTotal,
    MarginalDollar,
    TightSet,
    Transfer,
)
from planner.scenario.schema.scenario import Scenario

ONE_DOLLAR = Figure(value=1)


def funding_plan(
    scenario: Scenario,
    timeline: Timeline,
    rows: tuple[CostRow, ...],
    flows: Flows,
    level: Level,
    levels: tuple[LevelTotal, ...],
    *,
    stopped_early: bool,
) -> FundingPlan:
    """The records of a solved problem."""
    problem = flows.problem
    transfers = tuple(
        Transfer(problem.purses[purse].id, line, amount)
        for (line, purse), amount in sorted(flows.paid.items())
    )
    return FundingPlan(
        level=level,
        months=timeline.months,
        rows=rows,
        lines=problem.lines,
        transfers=transfers,
        uses=_uses(scenario, flows),
        unfunded=tuple(flows.short),
        tight=tight_sets(flows),
        marginal=marginal_dollars(flows),
        cash=cash_by_month(flows, timeline),
        levels=levels,
        exchange=tuple(
            Exchange(name, currency.dollars.value, currency.on.isoformat())
            for name, currency in sorted(scenario.currencies.items())
        ),
        stopped_early=stopped_early,
    )


def _uses(scenario: Scenario, flows: Flows) -> tuple[ContributionUse, ...]:
    found = []
    for m, purse in enumerate(flows.problem.purses):
        given = scenario.contributions[purse.id]
        money = given.pledged or given.confirmed or given.paid or ONE_DOLLAR
        found.append(
            ContributionUse(
                contribution=purse.id,
                title=given.title,
                contributor=given.contributor or given.title,
                channel=scenario.channels[given.channel].title,
                currency=currency_of(money),
                pledged=money_of(given, scenario, flows.problem.lines, Level.PLEDGED),
                confirmed=money_of(given, scenario, flows.problem.lines, Level.CONFIRMED),
                paid=money_of(given, scenario, flows.problem.lines, Level.PAID),
                cents=purse.cents,
                used=purse.cents - flows.left[m],
                from_month=purse.from_month,
                to_month=purse.to_month,
            )
        )
    return tuple(found)


def tight_sets(flows: Flows) -> tuple[TightSet, ...]:
    """The lines that are short, with all that draws on the same money: each set its own cut.

    What the purses of a set are goes to its lines whole, so that cost - unfunded = money of the
    set: the largest flow is the smallest cut.
    """
    left = {n for n, short in enumerate(flows.short) if short}
    alone = {n for n in left if not flows.purses_of[n]}
    found = [] if not alone else [_tight(flows, alone, set())]
    left -= alone
    closures: list[tuple[set[int], set[int]]] = []
    for line in sorted(left):
        lines, purses = flows.closure({line})
        meeting = [one for one in closures if one[1] & purses]
        for one in meeting:
            closures.remove(one)
            lines, purses = lines | one[0], purses | one[1]
        closures.append((lines, purses))
    return tuple(found + [_tight(flows, *one) for one in closures])


def _tight(flows: Flows, lines: set[int], purses: set[int]) -> TightSet:
    problem = flows.problem
    money = sum(problem.purses[m].cents for m in purses)
    short = sum(flows.short[n] for n in lines)
    cost = sum(problem.lines[n].cents for n in lines)
    if cost - short != money:
        raise SolverError(
            "the money of a tight set is not what its lines cost less what they lack",
            seen=f"{money} against {cost - short} cents",
            remedy="this is a fault of the program, not of the scenario: please report it",
        )
    names = tuple(problem.purses[m].id for m in sorted(purses))
    return TightSet(tuple(sorted(lines)), names, money, short)


def marginal_dollars(flows: Flows) -> tuple[MarginalDollar, ...]:
    """What one more dollar would fund: free of any earmark first, then of each contribution."""
    problem = flows.problem
    short = [
        line.priority
        for line, lacks, supportable in zip(
            problem.lines, flows.short, problem.supportable, strict=True
        )
        if lacks and supportable
    ]
    found = [MarginalDollar(None, min(short, default=None))]
    for m, purse in enumerate(problem.purses):
        lines = _helped(flows, m)
        better = [problem.lines[n].priority for n in lines if flows.short[n]]
        found.append(MarginalDollar(purse.id, min(better, default=None)))
    return tuple(found)


def _helped(flows: Flows, purse: int) -> set[int]:
    """The lines that more money of a purse can help: its own, and by freeing the money of others
    that pay these, theirs."""
    lines, purses = set(flows.lines_of[purse]), {purse}
    queue = sorted(lines)
    for line in queue:
        for other in flows.payers[line] - purses:
            purses.add(other)
            new = set(flows.lines_of[other]) - lines
            lines |= new
            queue += sorted(new)
    return lines


def cash_by_month(flows: Flows, timeline: Timeline) -> tuple[CashMonth, ...]:
    """Money that comes, is spent, lapses and stays, month by month.

    Arrears are paid in the month in which the money comes. Money that may no longer be spent lapses
    at the end of its last month. Things are no money: what they cover is told beside it.
    """
    problem = flows.problem
    count = len(timeline.months)
    received, spent, lapsed, in_kind, due, short = ([0] * count for _ in range(6))
    for m, purse in enumerate(problem.purses):
        if purse.in_kind:
            continue
        received[purse.from_month] += purse.cents
        if purse.to_month < count - 1:
            lapsed[max(purse.to_month, purse.from_month)] += flows.left[m]
    for (n, m), amount in flows.paid.items():
        month, purse = problem.lines[n].month, problem.purses[m]
        if purse.in_kind:
            in_kind[month] += amount
        else:
            spent[max(month, purse.from_month)] += amount
    for n, line in enumerate(problem.lines):
        due[line.month] += line.cents
        short[line.month] += flows.short[n]
    flowing = zip(received, spent, lapsed, due, in_kind, short, strict=True)
    return tuple(_cash(flowing))


def _cash(flowing: Iterable[tuple[int, int, int, int, int, int]]) -> Iterator[CashMonth]:
    """The months one after another, each opening with what the one before it closes with."""
    opening = 0
    for month, (received, spent, lapsed, due, in_kind, short) in enumerate(flowing):
        closing = opening + received - spent - lapsed
        yield CashMonth(month, opening, received, spent, lapsed, closing, due, in_kind, short)
        opening = closing
