"""What must stand where before the troops arrive: by site with its total, and in all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from planner.planning import Plan
from planner.records.supply import PrepositionedStock, SupplyPlan
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.notes import Notes, Origins
from planner.report.numbers import NONE, counted, item_name, quantity, short_day
from planner.scenario import Scenario
from planner.scenario.titles import fleet_title, lane_title, short_title, site_title

COLUMNS = (
    Column("Site", wraps=True),
    Column("Item", wraps=True),
    Column("Quantity", number=True),
    Column("Unit"),
    Column("Tonnes", number=True),
    Column("m3", number=True, sheds=True),
    Column("20-ft", number=True, sheds=True),
    Column("Loads", number=True),
    Column("Sorties", number=True, sheds=True),
    Column("From", wraps=True),
    Column("Leaves"),
    Column("Last by"),
    Column("Need by"),
)
COST = Column("USD", number=True, sheds=True)


def prepositioned(plan: Plan, supply: SupplyPlan) -> Iterator[Block]:
    """One line a site and item, a total of each site and the grand total; then the ways."""
    stocks = sorted(supply.prepositioned, key=lambda s: (s.need_by, s.site, s.load.item))
    if not stocks:
        return
    scenario = plan.scenario
    priced = any(stock.cost is not None for stock in stocks)
    rows = list(_rows(scenario, stocks))
    yield Heading("What must stand where before the troops arrive", level=3)
    yield Line(_summary(scenario, stocks))
    cut = None if priced else -1
    columns = (*COLUMNS, COST)[:cut]
    notes = tuple(_notes(Origins.of(plan), stocks))
    totals = tuple(i for i, row in enumerate(rows) if not row[1])  # they are of no single item
    yield Table(columns, tuple(row[:cut] for row in rows), notes=notes, totals=totals)
    yield Line(
        "20-ft: containers by mass or volume, whichever is more; loads and sorties: of the vehicle "
        "and the aircraft that the catalogue names for the storage group. Leaves: the day on which "
        "the first of it leaves the source in the plan. Last by: the last day for the last of it, "
        "by the fastest way that the plan uses; what a lane carries in a day may need more days."
        + (" USD: buying and moving, without the fuel burnt on the way." if priced else ""),
        Tone.NOTE,
    )
    yield from _ways(scenario, stocks)


def _summary(scenario: Scenario, stocks: list[PrepositionedStock]) -> str:
    first = min(stocks, key=lambda s: (s.leaves_from, s.site, s.load.item))
    whence = "" if first.source is None else f" from {short_title(scenario, first.source)}"
    return (
        f"{quantity(sum(s.load.tonnes for s in stocks))} t at "
        f"{counted(len({s.site for s in stocks}), 'site')} in "
        f"{counted(sum(s.load.containers for s in stocks), '20-ft container')}, "
        f"{counted(sum(s.load.truckloads for s in stocks), 'truck load')} or "
        f"{counted(sum(s.load.sorties or 0 for s in stocks), 'sortie')}. First to leave: "
        f"{item_name(first.load.item)} for {short_title(scenario, first.site)}{whence}, on "
        f"{short_day(first.leaves_from)}."
    )


def _rows(scenario: Scenario, stocks: list[PrepositionedStock]) -> Iterator[tuple[str, ...]]:
    sites = 0
    for site, group in groupby(stocks, key=lambda s: s.site):
        mine = list(group)
        sites += 1
        for stock in mine:
            load = stock.load
            yield (
                site_title(scenario, site),
                item_name(load.item),
                quantity(load.quantity),
                load.unit,
                *_handled([stock]),
                _sources(scenario, stock),
                short_day(stock.leaves_from),
                short_day(stock.leave_by),
                short_day(stock.need_by),
                _cost([stock]),
            )
        if len(mine) > 1:
            yield _total(f"{short_title(scenario, site)}, in all", mine)
    if sites > 1:
        yield _total("All sites", stocks)


def _notes(origins: Origins, stocks: list[PrepositionedStock]) -> Iterator[Notes]:
    """The notes of each row, none of the totals."""
    sites = [list(group) for _, group in groupby(stocks, key=lambda s: s.site)]
    for mine in sites:
        yield from (origins.rates(stock.load.item) for stock in mine)
        yield from [()] if len(mine) > 1 else []
    yield from [()] if len(sites) > 1 else []


def _sources(scenario: Scenario, stock: PrepositionedStock) -> str:
    if stock.source is None:
        return NONE
    more = f" and {len(stock.others)} more" if stock.others else ""
    return f"{short_title(scenario, stock.source)}{more}"


def _total(title: str, stocks: list[PrepositionedStock]) -> tuple[str, ...]:
    first, last = min(s.leaves_from for s in stocks), min(s.leave_by for s in stocks)
    days = (short_day(first), short_day(last), short_day(min(s.need_by for s in stocks)))
    return (title, "", "", "", *_handled(stocks), "", *days, _cost(stocks))


def _handled(stocks: Iterable[PrepositionedStock]) -> tuple[str, ...]:
    """Tonnes, cubic metres, containers, truck loads, sorties."""
    loads = [stock.load for stock in stocks]
    sorties = [load.sorties for load in loads if load.sorties is not None]
    return (
        quantity(sum(load.tonnes for load in loads)),
        quantity(sum(load.m3 for load in loads)),
        quantity(sum(load.containers for load in loads)),
        quantity(sum(load.truckloads for load in loads)),
        quantity(sum(sorties)) if sorties else NONE,
    )


def _cost(stocks: Iterable[PrepositionedStock]) -> str:
    known = [stock.cost for stock in stocks if stock.cost is not None]
    return quantity(sum(known)) if known else NONE


def _ways(scenario: Scenario, stocks: list[PrepositionedStock]) -> Iterator[Block]:
    """Each way once, with what it brings: many items come by the same lanes and fleet."""
    brought: dict[tuple[str, str], list[str]] = {}
    for stock in stocks:
        if stock.way:
            lanes = ", ".join(
                f"{lane_title(scenario, hop.lane)} ({fleet_title(scenario, hop.fleet)})"
                for hop in stock.way
            )
            key = (short_title(scenario, stock.site), lanes)
            brought.setdefault(key, []).append(item_name(stock.load.item))
    if brought:
        yield Line("By which way:", Tone.NOTE)
    for (site, lanes), items in brought.items():
        yield Line(f"{site}, {' and '.join(items)}: {lanes}.", Tone.NOTE)
