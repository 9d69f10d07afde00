"""What the plan costs, who pays for it, and what nobody pays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from planner.catalogue.ids import CostId
from planner.messages import Number, Said, joined, said
from planner.planning import Plan
from planner.records.funding import FundingPlan, LevelTotal
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.notes import Origins
from planner.report.numbers import NONE, as_written, quantity, short_day
from planner.report.pictures.funding import paid_down
from planner.report.sections.headline import LIMIT, funding_verdict, money, title_blocks
from planner.report.words import level_name
from planner.scenario import Scenario, factbook_of
from planner.scenario.support import first_day_of_support

BY_LEVEL = (
    Column(said("funding.if-only"), wraps=True),
    Column(said("funding.money-low"), number=True),
    Column(said("funding.money"), number=True),
    Column(said("funding.money-high"), number=True),
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
    Column(said("funding.in-kind"), number=True, wraps=True),
    Column(said("funding.unfunded"), number=True, wraps=True),
)


def funding(plan: Plan) -> Iterator[Block]:
    """The section of a plan: verdict, why, levels, costs, contributions, money by month."""
    if plan.funding is not None:
        yield Heading(said("funding.heading"))
        yield funding_verdict(plan.funding)
        yield from _told(plan.scenario, plan.funding, level=3)


def funding_blocks(scenario: Scenario, plan: FundingPlan) -> Iterator[Block]:
    """Every block of the report of `planner funding`."""
    yield from title_blocks(scenario)
    yield funding_verdict(plan)
    if plan.stopped_early:
        yield Line(LIMIT, Tone.WARNING)
    yield from _told(scenario, plan, level=2)
    yield from paid_down(plan)


def _told(scenario: Scenario, plan: FundingPlan, *, level: int) -> Iterator[Block]:
    """The answer under headings of a level."""
    origins = Origins(scenario, factbook_of(scenario))
    yield from _why(scenario, plan)
    yield from _held(scenario, plan)
    yield Line(_free_dollar(plan), Tone.NOTE)
    yield Heading(said("funding.by-level"), level=level)
    yield Table(BY_LEVEL, tuple(_level(one) for one in plan.levels))
    yield Line(said("funding.levels-told"), Tone.NOTE)
    yield Heading(said("funding.costs"), level=level)
    yield _costs(plan, origins)
    yield Heading(said("funding.contributions"), level=level)
    notes = tuple(origins.contribution(use.contribution) for use in plan.uses)
    yield Table(CONTRIBUTIONS, tuple(_contributions(plan)), notes=notes)
    yield from _conditions(scenario, plan)
    yield Heading(said("funding.by-month"), level=level)
    yield Table(CASH, tuple(_cash(plan)))
    yield Line(said("funding.in-dollars"), Tone.NOTE)
    for one in plan.exchange:
        told = {"currency": one.currency, "dollars": as_written(one.dollars)}
        yield Line(said("funding.exchange", on=one.on, **told), Tone.NOTE)


def _why(scenario: Scenario, plan: FundingPlan) -> Iterator[Line]:
    """Why money is missing: which lines can draw on what alone."""
    for tight in sorted(plan.tight, key=lambda one: -one.unfunded):
        short = _titles(plan, (n for n in tight.lines if plan.unfunded[n]))
        costs, missing = joined("list.semicolon", short), money(tight.unfunded)
        if not tight.contributions:
            yield Line(said("funding.nobody", costs=costs, missing=missing))
            continue
        if not tight.cents:
            yield Line(said("funding.none-so-firm", costs=costs, missing=missing))
            continue
        given = [scenario.contributions[name].title for name in tight.contributions]
        told = {"contributions": joined("list.semicolon", given), "amount": money(tight.cents)}
        others = len(_titles(plan, tight.lines)) - len(short)
        told |= {"costs": costs, "missing": missing, "others": quantity(others)}
        yield Line(said("funding.tight-shared" if others else "funding.tight", **told))


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


def _titles(plan: FundingPlan, lines: Iterable[int]) -> list[str]:
    return list(dict.fromkeys(plan.lines[n].title for n in lines))


def _free_dollar(plan: FundingPlan) -> Said:
    worth = {one.contribution: one.priority for one in plan.marginal}
    if worth[None] is None:
        return said("funding.no-dollar-allowed" if plan.missing else "funding.no-dollar")
    helpful = sum(1 for name, priority in worth.items() if name is not None and priority)
    return said("funding.free-dollar", priority=worth[None], some=helpful, all=len(worth) - 1)


def _level(one: LevelTotal) -> tuple[str | Said, ...]:
    amounts = (one.money_low, one.money, one.money_high, one.low, one.base, one.high)
    return (level_name(one.level), *map(money, amounts))


def _costs(plan: FundingPlan, origins: Origins) -> Table:
    """One row for each entry of the costs, and all of them together."""
    sums: dict[tuple[int, str, CostId], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for line, short in zip(plan.lines, plan.unfunded, strict=True):
        for n, cents in enumerate((line.low, line.cents, line.high, short)):
            sums[line.priority, line.title, line.cost][n] += cents
    ordered = sorted(sums.items())
    rows: list[tuple[str | Number, ...]] = [
        (title, quantity(priority), *map(money, amounts))
        for (priority, title, _), amounts in ordered
    ]
    totals = [sum(one[n] for one in sums.values()) for n in range(4)]
    rows.append((said("funding.total"), NONE, *map(money, totals)))
    return Table(COSTS, tuple(rows), notes=(*(origins.cost(of[2]) for of, _ in ordered), ()))


def _conditions(scenario: Scenario, plan: FundingPlan) -> Iterator[Line]:
    """What givers make their money hang on."""
    for use in plan.uses:
        condition = scenario.contributions[use.contribution].condition
        if condition is not None and use.cents:
            told = {"contribution": use.title, "condition": condition.rstrip(".")}
            yield Line(said("funding.condition", **told), Tone.WARNING)


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
            one.opening, one.received, one.spent, one.lapsed, one.closing,
            one.due, one.in_kind, one.unfunded,
        )  # fmt: skip
        yield (plan.months[one.month].label, *map(money, amounts))
