"""Cost lines: what the plan does, times what one of it costs, month by month and phase by phase."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import CostId, ForceId, PhaseId
from planner.funding.counts import BY_MONTH, Counted, Done, counted
from planner.funding.months import Timeline
from planner.funding.ranges import NOUGHT, ONE, Range, cents
from planner.records.funding import CostLine, CostRow, Gift
from planner.scenario.schema.funding import DOLLAR, Cost, MissionFactor, Per
from planner.scenario.schema.scenario import Scenario


class _Thing(NamedTuple):
    """What is paid for together."""

    about: str | None
    force: ForceId | None
    phase: PhaseId | None
    month: int
    gift: Gift | None


@dataclass(frozen=True, slots=True)
class Rate:
    """What one of what is counted costs, in exact US dollars; it was written in `currency`."""

    name: str
    currency: str
    dollars: Range


def cost_rows(done: Done, timeline: Timeline, gifts: frozenset[Gift]) -> tuple[CostRow, ...]:
    """Every cost in every month, thing by thing; `gifts` are those that are given in kind."""
    scenario = done.scenario
    return tuple(
        row
        for name, cost in sorted(scenario.costs.items())
        for rate in rates_of(cost, scenario, done.book)
        for row in _rows(name, cost, rate, done, timeline, gifts)
    )


def cost_lines(rows: tuple[CostRow, ...], scenario: Scenario) -> tuple[CostLine, ...]:
    """The rows added up, so that each line is one that the same money may pay."""
    found: dict[tuple[object, ...], list[CostRow]] = defaultdict(list)
    for row in rows:
        found[row.cost, row.force, row.phase, row.month, row.gift].append(row)
    lines = [_line(together, scenario.costs[together[0].cost]) for together in found.values()]
    return tuple(sorted(lines, key=_order))


def _order(line: CostLine) -> tuple[object, ...]:
    gift = line.gift
    return (
        line.priority, line.month, line.cost, line.force or "", line.phase or "",
        (gift.section, gift.id) if gift else ("", ""),
    )  # fmt: skip


def _line(rows: list[CostRow], cost: Cost) -> CostLine:
    first = rows[0]
    return CostLine(
        cost=first.cost,
        title=cost.title,
        purpose=cost.purpose,
        force=first.force,
        phase=first.phase,
        month=first.month,
        priority=cost.priority,
        cents=sum(row.cents for row in rows),
        low=sum(row.low for row in rows),
        high=sum(row.high for row in rows),
        gift=first.gift,
    )


def rates_of(cost: Cost, scenario: Scenario, book: Factbook) -> tuple[Rate, ...]:
    """The rates of a cost in US dollars, for one of what it counts: times the number of a unit, the
    share that is paid, and what mission factors add, each at its low, base and high."""
    factors = [increase_of(scenario.mission_factors[name], book) for name in cost.factors]
    raised = ONE + Range.of(cost.raised) * sum(map(Range.of, factors), NOUGHT)
    times = Range.of(cost.number) * Range.of(cost.share) * raised
    if cost.rate_share is not None:
        times *= Range.of(book.figures[cost.rate_share].figure)
    if cost.per is Per.PRICED:
        return (Rate("", DOLLAR, times),)
    named = [(name, book.figures[name].figure) for name in cost.rates]
    if cost.rate is not None:
        named = [("", cost.rate)]
    return tuple(
        Rate(name, currency_of(figure), dollars(figure, scenario) * times) for name, figure in named
    )


def increase_of(factor: MissionFactor, book: Factbook) -> Figure:
    """By how much a mission factor raises a rate."""
    if factor.increase is not None:
        return factor.increase
    assert factor.figure is not None
    return book.figures[factor.figure].figure


def currency_of(figure: Figure) -> str:
    """The currency of an amount or a rate."""
    return (figure.unit or DOLLAR).partition("/")[0]


def dollars(figure: Figure, scenario: Scenario) -> Range:
    """An amount or a rate in exact US dollars."""
    currency = currency_of(figure)
    exchange = ONE if currency == DOLLAR else Range.of(scenario.currencies[currency].dollars)
    return Range.of(figure) * exchange


def _rows(
    name: CostId,
    cost: Cost,
    rate: Rate,
    done: Done,
    timeline: Timeline,
    gifts: frozenset[Gift],
) -> Iterator[CostRow]:
    much: dict[_Thing, Fraction] = defaultdict(Fraction)
    by_month = cost.per in BY_MONTH
    for one in counted(cost, done):
        gift = one.gift if one.gift in gifts else None
        for month, phase, days in _stretches(one, timeline):
            over = timeline.months[month].length if by_month else one.until - one.start
            much[_Thing(one.about, one.force, phase, month, gift)] += one.quantity * days / over
    for thing, quantity in much.items():
        yield CostRow(
            cost=name,
            rate=rate.name,
            about=thing.about,
            force=thing.force,
            phase=thing.phase,
            month=thing.month,
            quantity=float(quantity),
            currency=rate.currency,
            dollars_each=float(rate.dollars.base),
            cents=cents(rate.dollars.base * quantity),
            low=cents(rate.dollars.low * quantity),
            high=cents(rate.dollars.high * quantity),
            gift=thing.gift,
        )


def _stretches(one: Counted, timeline: Timeline) -> Iterator[tuple[int, PhaseId | None, int]]:
    """Month, phase and number of days of what is counted; days before the plan count in its first
    month, later ones in its last."""
    days = range(one.start, one.until)
    where = ((timeline.month_of(day), timeline.phase_of(day)) for day in days)
    for (month, phase), together in groupby(where):
        yield month, phase, sum(1 for _ in together)
