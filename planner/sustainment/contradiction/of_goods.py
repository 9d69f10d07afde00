"""The hard limits of goods: what stands there, what comes in, what goes out, what is made."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.catalogue.figure import Figure
from planner.catalogue.ids import ItemId, SupplyId
from planner.lp import Columns, Group, Part
from planner.messages import said
from planner.sustainment.contradiction.limits import Limit, Source, by_key, rows_part
from planner.sustainment.demand.lift import is_equipment
from planner.sustainment.goods.batches import item_of, stocked_as
from planner.sustainment.problem import Ints


def opening_stocks(source: Source) -> Iterator[Limit]:
    """What stands at a site when the plan begins: neither more nor less."""
    problem, rows = source.problem, source.rows("balance")
    for name, stock in sorted(source.scenario.stocks.items()):
        item = stocked_as(source.scenario, stock)
        quantity = stock.quantity.value
        if item not in problem.items or quantity <= 0:
            continue
        n, k = problem.sites.index(stock.site), problem.items.index(item)
        first = problem.steps.last[problem.steps.first[n, 0]]
        here = (rows.keys["site"] == n) & (rows.keys["item"] == k) & (rows.keys["day"] == first)
        tonnes = float(source.tonnes[k])
        day = np.array([problem.grid.start])
        yield Limit(
            path=("stocks", name, "quantity"),
            code="limits.opening-stock",
            values={"site": stock.site, **_of_item(source, item)},
            amount=quantity,
            unit=_unit(source, item),
            group=Group(
                rows_part(rows, np.flatnonzero(here)),
                size=quantity * tonnes,
                less=quantity * tonnes,
            ),
            per_way=1.0 / tonnes,
            days=(day, day),
        )


def supplies_in_all(source: Source) -> Iterator[Limit]:
    """The most and the least that is taken from a supply in all."""
    problem = source.problem
    for family, field, sign in (("supply_total", "total", 1.0), ("supply_least", "least", -1.0)):
        rows = source.rows(family)
        for (s,), members in by_key(rows.keys["supply"]):
            name, item = problem.supplies[s].entry, problem.items[problem.supplies[s].item]
            entry = source.scenario.supplies[SupplyId(name)]
            figure: Figure | None = getattr(entry, field)
            if figure is None or is_equipment(item):  # what units bring is nobody's to change
                continue
            tonnes = float(source.tonnes[problem.supplies[s].item])
            yield Limit(
                path=("supplies", name, field),
                code=f"limits.{family.replace('_', '-')}",
                values={"supply": name, **_of_item(source, item)},
                amount=figure.value,
                unit=_unit(source, item),
                group=Group(rows_part(rows, members), size=figure.value * tonnes),
                per_way=1.0 / tonnes,
                sign=sign,
            )


def a_day(source: Source) -> Iterator[Limit]:
    """What a supply gives, an outlet takes and a conversion runs in a day."""
    problem, variables, scenario = source.problem, source.hard.variables, source.scenario
    supplies = [s.entry for s in problem.supplies]
    outlets = ["" if o.is_spoilage else o.entry for o in problem.outlets]
    made = [entry or "" for entry in problem.conversions.entries]
    for name, ids, which in _named(variables.received, "supply", supplies):
        figure = scenario.supplies[SupplyId(name)].per_day
        item = problem.supplies[supplies.index(name)].item
        yield from _per_day(source, ("supplies", name), "supply", figure, ids, which, item)
    for name, ids, which in _named(variables.sold, "outlet", outlets):
        figure = scenario.outlets[name].per_day
        item = problem.outlets[outlets.index(name)].item
        yield from _per_day(source, ("outlets", name), "outlet", figure, ids, which, item)
    for name, ids, which in _named(variables.converted, "conversion", made):
        figure = scenario.conversions[name].per_day
        yield from _per_day(source, ("conversions", name), "conversion", figure, ids, which, None)


def _named(columns: Columns, axis: str, names: list[str]) -> Iterator[tuple[str, Ints, Ints]]:
    """Each entry of the scenario with its columns and their periods."""
    known = sorted({name for name in names if name})
    number = np.array([known.index(name) if name else -1 for name in names], dtype=np.int64)
    owner = number[columns.keys[axis]]
    for (which,), members in by_key(owner):
        if which >= 0:
            yield known[which], columns.ids[members], columns.keys["period"][members]


def _per_day(
    source: Source,
    path: tuple[str, str],
    kind: str,
    figure: Figure | None,
    ids: Ints,
    period: Ints,
    item: int | None,
) -> Iterator[Limit]:
    if figure is None:
        return
    name = None if item is None else source.problem.items[item]
    tonnes = 1.0 if item is None else float(source.tonnes[item])
    days = source.problem.grid.lengths[period].astype(np.float64)
    yield Limit(
        path=(*path, "per_day"),
        code=f"limits.{kind}-per-day",
        values={kind: path[1], **({} if name is None else _of_item(source, name))},
        amount=figure.value,
        unit=said("limits.unit-runs-a-day") if name is None else f"{_unit(source, name)}/day",
        group=Group(upper=Part(ids, days), size=figure.value * tonnes),
        per_way=1.0 / tonnes,
        days=source.days_of_periods(period),
    )


def _of_item(source: Source, item: ItemId) -> dict[str, object]:
    return {"item": item_of(item), "unit": _unit(source, item)}


def _unit(source: Source, item: ItemId) -> str:
    return source.book.items[item_of(item)].unit
