"""The plan as it is, made as plans with a change are made: what these are compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from planner.analysis.changed import Base
from planner.analysis.headlines import supply_values
from planner.analysis.trial import (
    Asked,
    Fielded,
    SupplyModel,
    fielded,
    quick_values,
    supply_case,
    supply_model,
)
from planner.analysis.witness import witness_of
from planner.catalogue.ids import ItemId
from planner.errors import NoPlanError
from planner.lp import SolveOptions
from planner.records.provenance import Headline
from planner.scenario import Scenario, factbook_of
from planner.sustainment.contradiction import contradiction
from planner.sustainment.demand.daily import Floats
from planner.sustainment.demand.lift import UNIT_EQUIPMENT
from planner.sustainment.goods.batches import item_of
from planner.sustainment.proof.attempt import Case
from planner.sustainment.proof.size import daily_size
from planner.sustainment.solve import SMALL_PLAN

Progress = Callable[[str], None]
# The longest block of days of a large supply plan: the same for the plan and for every change.
BLOCKS = 30


@dataclass(frozen=True)
class Unchanged:
    """The plan without any change, the items that move in it, and the tonnes that stand before."""

    base: Base
    items: frozenset[ItemId]
    prepositioned: tuple[tuple[ItemId, float], ...]


def unchanged(
    scenario: Scenario, wanted: tuple[Headline, ...], options: SolveOptions, progress: Progress
) -> Unchanged:
    """The plan as far as the numbers wanted need it; raises `NoPlanError` where there is none."""
    asked, book = Asked(wanted, options, None), factbook_of(scenario)
    found: Fielded | None = None
    if not asked.forces:
        return _without_supply(scenario, asked, None)
    progress("force generation")
    found, laydown = fielded(scenario, book, options)
    if not asked.supply:
        return _without_supply(scenario, asked, found)
    progress("sustainment: the plan as it is")
    case = supply_case(scenario, laydown, options)
    if daily_size(case)["daily"] > SMALL_PLAN:
        asked = Asked(wanted, options, BLOCKS)
    return _with_supply(scenario, asked, found, case)


def _without_supply(scenario: Scenario, asked: Asked, found: Fielded | None) -> Unchanged:
    values = quick_values(scenario, factbook_of(scenario), found)
    return Unchanged(Base(scenario, asked, values, found, None), frozenset(), ())


def _with_supply(scenario: Scenario, asked: Asked, found: Fielded | None, case: Case) -> Unchanged:
    book = factbook_of(scenario)
    supply = supply_model(case, asked)
    try:
        witness, point = witness_of(supply, asked.options)
    except NoPlanError as error:
        if error.status != "infeasible":
            raise
        raise contradiction(case.scenario, case.book, supply.problem, asked.options) from None
    reached = (witness.values + witness.constants).tolist()
    values = quick_values(scenario, book, found) | supply_values(supply.ordered, reached)
    issued = {item_of(item) for item in supply.problem.items}
    items = frozenset(item if item in book.items else UNIT_EQUIPMENT for item in issued)
    tonnes = tuple(_prepositioned(supply, point))
    return Unchanged(Base(scenario, asked, values, found, witness), items, tonnes)


def _prepositioned(supply: SupplyModel, point: Floats) -> Iterator[tuple[ItemId, float]]:
    """Tonnes of each item that stand at a site before the first troops reach it."""
    period = supply.problem.before.period
    sites = np.flatnonzero(period >= 0)
    columns = supply.variables.stock_at_end[sites, :, period[sites]]
    for site, item in zip(*np.nonzero(columns >= 0), strict=True):
        tonnes = float(point[columns[site, item]] * supply.problem.mass[item])
        yield item_of(supply.problem.items[item]), tonnes
