"""What the plan costs, who pays for it, and what nobody pays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from planner.messages import Number, Said, joined, said
from planner.records.funding import CENTS, FundingPlan, Level, LevelTotal, TightSet
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.numbers import NONE, quantity, short_day
from planner.report.sections.headline import LIMIT, title_blocks
from planner.scenario import Scenario
from planner.scenario.support import first_day_of_support

LEVELS = {
    Level.PLEDGED: "funding.pledged",
    Level.CONFIRMED: "funding.confirmed",
    Level.PAID: "funding.paid",
}
BY_LEVEL = (
    Column(said("funding.if-only"), wraps=True),
    Column(said("funding.money"), number=True),
    Column(said("funding.unfunded-low"), number=True, wraps=True),
    Column(said("funding.unfunded"), number=True, wraps=True),
    Column(said("funding.unfunded-high"), number=True, wraps=True),
)
COSTS = (
    Column(said("funding.cost"), wraps=True),
    Column(said("funding.priority"), number=True),
    Column(said("funding.low"), number=True),
    Column(said("funding.base"), number=True),
    Column(said("funding.high"), number=True),
    Column(said("funding.unfunded"), number=True, wraps=True),
)
CONTRIBUTIONS = (
    Column(said("funding.contribution"), wraps=True),
    Column(said("funding.channel"), wraps=True),
    Column(said("funding.counted"), number=True),
    Column(said("funding.used"), number=True),
    Column(said("funding.unused"), number=True),
    Column(said("funding.next-dollar"), wraps=True),
)
CASH = (
    Column(said("funding.month")),
    Column(said("funding.opening"), number=True),
    Column(said("funding.received"), number=True),
    Column(said("funding.spent"), number=True),
    Column(said("funding.lapsed"), number=True),
    Column(said("funding.closing"), number=True),
    Column(said("funding.due"), number=True),
    Column(said("funding.unfunded"), number=True, wraps=True),
)


def funding_blocks(scenario: Scenario, plan: FundingPlan) -> Iterator[Block]:
    """Every block of the report of `planner funding`."""
    yield from title_blocks(scenario)
    yield _verdict(plan)
    if plan.stopped_early:
        yield Line(LIMIT, Tone.WARNING)
    yield from _why(scenario, plan)
    yield from _held(scenario, plan)
    yield Line(_free_dollar(plan), Tone.NOTE)
    yield Table(BY_LEVEL, tuple(_level(one) for one in plan.levels))
    yield Line(said("funding.levels-told"), Tone.NOTE)
    yield Heading(said("funding.costs"), level=3)
    yield Table(COSTS, tuple(_costs(plan)))
    yield Heading(said("funding.contributions"), level=3)
    yield Table(CONTRIBUTIONS, tuple(_contributions(plan)))
    yield Heading(said("funding.by-month"), level=3)
    yield Table(CASH, tuple(_cash(plan)))
    yield Line(said("funding.in-dollars"), Tone.NOTE)


def _verdict(plan: FundingPlan) -> Line:
    """One sentence: is all of it paid, and if not, how much is missing from which month on?"""
    told = {"cost": money(plan.cost), "level": said(LEVELS[plan.level])}
    if plan.first_short is None:
        return Line(said("funding.all-paid", **told), Tone.GOOD)
    month = plan.months[plan.first_short].label
    what = said("funding.short", missing=money(plan.missing), month=month, **told)
    return Line(what, Tone.BAD)


def _why(scenario: Scenario, plan: FundingPlan) -> Iterator[Line]:
    """Why money is missing: which lines can draw on what alone."""
    for tight in sorted(plan.tight, key=lambda one: -one.unfunded):
        costs = joined("list.comma", _titles(plan, tight))
        if not tight.contributions:
            yield Line(said("funding.nobody", costs=costs, missing=money(tight.unfunded)))
            continue
        given = [scenario.contributions[name].title for name in tight.contributions]
        yield Line(
            said(
                "funding.tight",
                costs=costs,
                contributions=joined("list.comma", given),
                amount=money(tight.cents),
                missing=money(tight.unfunded),
            )
        )


def _held(scenario: Scenario, plan: FundingPlan) -> Iterator[Line]:
    """Forces with costs whose support due diligence does not allow yet, or at all."""
    start = plan.months[0].start
    for force in sorted({line.force for line in plan.lines if line.force is not None}):
        opens = first_day_of_support(scenario, force)
        title = scenario.forces[force].title
        if opens is None:
            yield Line(said("funding.no-support", force=title), Tone.WARNING)
        elif opens > start:
            told = said("funding.support-from", force=title, day=short_day(opens))
            yield Line(told, Tone.WARNING)


def _titles(plan: FundingPlan, tight: TightSet) -> list[str]:
    return list(dict.fromkeys(plan.lines[n].title for n in tight.lines))


def _free_dollar(plan: FundingPlan) -> Said:
    worth = {one.contribution: one.priority for one in plan.marginal}
    if worth[None] is None:
        return said("funding.no-dollar")
    helpful = sum(1 for name, priority in worth.items() if name is not None and priority)
    return said("funding.free-dollar", priority=worth[None], some=helpful, all=len(worth) - 1)


def _level(one: LevelTotal) -> tuple[str | Said, ...]:
    amounts = (one.money, one.low, one.base, one.high)
    return (said(LEVELS[one.level]), *map(money, amounts))


def _costs(plan: FundingPlan) -> Iterator[tuple[str | Number, ...]]:
    """One row for each entry of the costs, and all of them together."""
    sums: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for line, short in zip(plan.lines, plan.unfunded, strict=True):
        for n, cents in enumerate((line.low, line.cents, line.high, short)):
            sums[line.priority, line.title][n] += cents
    for (priority, title), amounts in sorted(sums.items()):
        yield (title, quantity(priority), *map(money, amounts))
    totals = [sum(one[n] for one in sums.values()) for n in range(4)]
    yield (said("funding.total"), NONE, *map(money, totals))


def _contributions(plan: FundingPlan) -> Iterator[tuple[str | Number | Said, ...]]:
    worth = {one.contribution: one.priority for one in plan.marginal}
    for use in plan.uses:
        priority = worth[use.contribution]
        helps = (
            said("funding.nothing")
            if priority is None
            else said("funding.of-priority", priority=priority)
        )
        amounts = (use.cents, use.used, use.unused)
        yield (use.title, use.channel, *map(money, amounts), helps)


def _cash(plan: FundingPlan) -> Iterator[tuple[str | Number, ...]]:
    for one in plan.cash:
        amounts = (
            one.opening, one.received, one.spent, one.lapsed, one.closing, one.due, one.unfunded
        )  # fmt: skip
        yield (plan.months[one.month].label, *map(money, amounts))


def money(cents: int) -> Number:
    """Cents in whole US dollars."""
    return quantity(cents / CENTS)
