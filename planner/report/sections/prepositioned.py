"""What must stand where before the troops arrive: by site with its total, and in all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from planner.messages import joined, said
from planner.planning import Plan
from planner.records.supply import PrepositionedStock, SupplyPlan
from planner.report.blocks import Block, Column, Heading, Line, Table, Tone
from planner.report.notes import Notes, Origins
from planner.report.numbers import NONE, counted, item_name, quantity, short_day
from planner.report.words import unit_name
from planner.scenario import Scenario
from planner.scenario.titles import fleet_title, lane_title, short_title, site_title

COLUMNS = (
    Column(said("column.site"), wraps=True),
    Column(said("column.item"), wraps=True),
    Column(said("column.quantity"), number=True),
    Column(said("column.unit-of-issue")),
    Column(said("column.tonnes"), number=True),
    Column("m3", number=True, sheds=True),
    Column(said("column.containers"), number=True, sheds=True),
    Column(said("column.loads"), number=True),
    Column(said("column.sorties"), number=True, sheds=True),
    Column(said("column.from-place"), wraps=True),
    Column(said("column.leaves")),
    Column(said("column.last-by")),
    Column(said("column.need-by")),
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
    yield Heading(said("prepositioned.heading"), level=3)
    yield Line(_summary(scenario, stocks))
    cut = None if priced else -1
    columns = (*COLUMNS, COST)[:cut]
    notes = tuple(_notes(Origins.of(plan), stocks))
    totals = tuple(i for i, row in enumerate(rows) if not row[1])  # they are of no single item
    yield Table(columns, tuple(row[:cut] for row in rows), notes=notes, totals=totals)
    told = [said("prepositioned.note")]
    told += [said("prepositioned.note-cost")] if priced else []
    yield Line(joined("list.together", told), Tone.NOTE)
    yield from _ways(scenario, stocks)


def _summary(scenario: Scenario, stocks: list[PrepositionedStock]) -> str:
    first = min(stocks, key=lambda s: (s.leaves_from, s.site, s.load.item))
    told = {
        "tonnes": quantity(sum(s.load.tonnes for s in stocks)),
        "sites": counted(len({s.site for s in stocks}), "site"),
        "containers": counted(sum(s.load.containers for s in stocks), "20-ft container"),
        "loads": counted(sum(s.load.truckloads for s in stocks), "truck load"),
        "sorties": counted(sum(s.load.sorties or 0 for s in stocks), "sortie"),
        "item": item_name(first.load.item),
        "site": short_title(scenario, first.site),
        "day": short_day(first.leaves_from),
    }
    if first.source is None:
        return said("prepositioned.summary", **told)
    source = short_title(scenario, first.source)
    return said("prepositioned.summary-from", **told, source=source)


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
                unit_name(load.unit),
                *_handled([stock]),
                _sources(scenario, stock),
                short_day(stock.leaves_from),
                short_day(stock.leave_by),
                short_day(stock.need_by),
                _cost([stock]),
            )
        if len(mine) > 1:
            title = said("prepositioned.site-total", site=short_title(scenario, site))
            yield _total(title, mine)
    if sites > 1:
        yield _total(said("prepositioned.all-sites"), stocks)


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
    source, rest = short_title(scenario, stock.source), len(stock.others)
    return said("list.more", shown=source, rest=rest) if rest else source


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
            key = (short_title(scenario, stock.site), _lanes(scenario, stock))
            brought.setdefault(key, []).append(item_name(stock.load.item))
    if brought:
        yield Line(said("prepositioned.ways"), Tone.NOTE)
    for (site, lanes), items in brought.items():
        told = said("prepositioned.way", site=site, items=joined("list.and", items), lanes=lanes)
        yield Line(told, Tone.NOTE)


def _lanes(scenario: Scenario, stock: PrepositionedStock) -> str:
    """The lanes of its way, each with the fleet that runs it."""
    told = [
        said(
            "text.with",
            text=lane_title(scenario, hop.lane),
            beside=fleet_title(scenario, hop.fleet),
        )
        for hop in stock.way
    ]
    return joined("list.comma", told)
