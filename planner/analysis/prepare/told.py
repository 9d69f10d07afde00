"""What was chosen, and what it is worth, in records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from planner.analysis.prepare.first import First
from planner.analysis.prepare.stages import Stages
from planner.catalogue import Factbook
from planner.catalogue.ids import ItemId, SiteId
from planner.records.analysis import KILOGRAM_T
from planner.records.prepare import FutureUnmet, PreparedChoice, PreparedStock, PreparedValue
from planner.sustainment.demand.daily import Floats
from planner.sustainment.goods.batches import item_of
from planner.sustainment.goods.loads import mass_t


def stocks_of(
    first: First, planned: Floats, prepared: Floats, book: Factbook
) -> tuple[PreparedStock, ...]:
    """The stock of each site and item, planned and prepared; batches of an item count as it."""
    summed: dict[tuple[SiteId, ItemId], tuple[float, float]] = {}
    for (site, name), before, after in zip(first.cells, planned, prepared, strict=False):
        cell = SiteId(site), item_of(ItemId(name))
        sums = summed.get(cell, (0.0, 0.0))
        summed[cell] = sums[0] + _seen(before), sums[1] + _seen(after)
    return tuple(_stocks(summed, book))


def _stocks(
    summed: dict[tuple[SiteId, ItemId], tuple[float, float]], book: Factbook
) -> Iterator[PreparedStock]:
    for (site, item), (before, after) in sorted(summed.items()):
        if before or after:
            known = item in book.items
            per_unit = (mass_t(book, item) if known else 1.0) or 1.0
            unit = book.items[item].unit if known else "t"
            yield PreparedStock(
                site, item, unit, before / per_unit, after / per_unit, before, after
            )


def _seen(tonnes: float) -> float:
    return float(tonnes) if tonnes > KILOGRAM_T else 0.0


def choices_of(first: First, planned: Floats, prepared: Floats) -> tuple[PreparedChoice, ...]:
    """Everything that can be opened or built."""
    kinds = ["site"] * len(first.sites) + ["lane"] * len(first.lanes)
    kinds += ["addition"] * len(first.added)
    start = len(first.cells)
    columns = zip(
        kinds,
        (*first.sites, *first.lanes, *first.added),
        planned[start:],
        prepared[start:],
        first.costs[start:],
        strict=True,
    )
    return tuple(
        PreparedChoice(kind, name, _round(before), _round(after), float(cost))
        for kind, name, before, after, cost in columns
    )


def _round(value: float) -> float:
    """Without what a solver leaves of a nought."""
    return round(float(value), 6)


def values_of(stages: Stages, futures: Sequence[FutureUnmet]) -> tuple[PreparedValue, ...]:
    """The criterion over the futures, priority by priority, and of all of them together."""
    every = list(range(len(stages.priorities)))
    found = [_value(stages, futures, [place], stages.priorities[place]) for place in every]
    return (*found, _value(stages, futures, every, None))


def _value(
    stages: Stages, futures: Sequence[FutureUnmet], places: list[int], priority: int | None
) -> PreparedValue:
    def judged(unmet: Sequence[tuple[float, ...]]) -> float:
        costs = np.array([sum(one[place] for place in places) for one in unmet])
        return stages.criterion.value(costs, stages.chances)

    plans = [one.planned for one in futures if one.planned is not None]
    return PreparedValue(
        priority=priority,
        planned=judged(plans) if len(plans) == len(futures) else None,
        prepared=judged([one.prepared for one in futures]),
        known=judged([one.known for one in futures]),
    )
