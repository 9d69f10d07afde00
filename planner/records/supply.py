"""Records of supply: the self-sufficiency gap, stocks, movements, what is unmet and why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.catalogue.ids import ForceId, ItemId, SiteId
from planner.records.chosen import Choice, CostLine, Repositioning, Spending, Turnover
from planner.records.demand import SiteDemand
from planner.records.flow import Departure, Hop, ItemDemand, Movement, Receipt, Use
from planner.records.forces import Goal

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Load:
    """A quantity of one item, and what it is to handle.

    `quantity` is in the item's unit of issue; `containers`, `truckloads` and `sorties` are whole,
    of the types that the catalogue names for the item's storage group; `sorties` is None where it
    names no aircraft.
    """

    item: ItemId
    unit: str
    quantity: float
    tonnes: float
    m3: float
    containers: int
    truckloads: int
    sorties: int | None


@dataclass(frozen=True, slots=True)
class ForceGap:
    """The self-sufficiency gap of one force (S/2012/894 §65)."""

    force: ForceId
    title: str
    personnel: float
    required_days: float
    planned_days: float
    gap_days: float
    person_days: float
    items: tuple[Load, ...]


@dataclass(frozen=True, slots=True)
class PrepositionedStock:
    """Stock that stands at a site before the first troops reach it; before D-day at a site that
    stays empty.

    `leave_by` is the last day on which it can leave its source, by the fastest way that the plan
    uses: `way`, in the order of travel. `cost` in US dollars is what buying it there and moving it
    that way costs; None where nothing of that has a price.
    """

    site: SiteId
    load: Load
    need_by: int
    leave_by: int
    source: SiteId | None
    way: tuple[Hop, ...]
    cost: float | None
    leaves_from: int
    others: tuple[SiteId, ...]


@dataclass(frozen=True, slots=True)
class Unmet:
    """Demand of one item at one site that is not met on the days [start, until); `by_day` how much
    of it on each of them."""

    site: SiteId
    item: ItemId
    unit: str
    start: int
    until: int
    quantity: float
    tonnes: float
    reason: str
    by_day: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A stock policy that is not kept: the most that is missing (or too much), and when."""

    policy: str
    site: SiteId
    item: ItemId
    start: int
    until: int
    worst: float
    tonne_days: float


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """A limit that binds: what one more unit of it a day, from `start` to `until`, would save.

    `value` is the slope at the plan: the first small relief saves at this rate. `verified` is what
    the whole unit saves by a re-solve; None for those that were not solved again.
    """

    kind: str
    id: str
    start: int
    until: int
    value: float
    goal: str
    text: str
    verified: float | None = None


@dataclass(frozen=True, slots=True)
class FirstFailure:
    """When a site first runs out of an item.

    `alone` is the first day without outside support: what the units brought is gone. `planned` is
    the first day on which the plan itself leaves demand unmet.
    """

    site: SiteId
    item: ItemId
    alone: int
    planned: int | None


@dataclass(frozen=True)
class StockCurves:
    """Stock at the end of each day, and the days of supply it covers; shape (N, K, D).

    `low` and `high` are the stock that policies ask for at least and at most; NaN on days of which
    none speaks, and the same on every day of a period of the plan. `low_days` and `high_days` are
    what they ask for night by night, as the days of supply that this stock would cover: a breach
    is a night on which `days_of_supply` is less.
    """

    sites: tuple[SiteId, ...]
    items: tuple[ItemId, ...]
    start: int
    stock: Floats
    days_of_supply: Floats
    low: Floats
    high: Floats
    low_days: Floats
    high_days: Floats
    kept: NDArray[np.bool_]


@dataclass(frozen=True)
class SupplyPlan:
    """The answer of the sustainment room."""

    goals: tuple[Goal, ...]
    demand: SiteDemand
    prepositioned: tuple[PrepositionedStock, ...]
    unmet: tuple[Unmet, ...]
    breaches: tuple[Breach, ...]
    failures: tuple[FirstFailure, ...]
    movements: tuple[Movement, ...]
    departures: tuple[Departure, ...]
    receipts: tuple[Receipt, ...]
    uses: tuple[Use, ...]
    item_demand: tuple[ItemDemand, ...]
    curves: StockCurves
    choices: tuple[Choice, ...]
    turnovers: tuple[Turnover, ...]
    repositionings: tuple[Repositioning, ...]
    costs: tuple[CostLine, ...]
    spending: tuple[Spending, ...]
    """The same by day, whether or not cost is among the goals."""
    bottlenecks: tuple[Bottleneck, ...]
    size: dict[str, int]
    stopped_early: bool

    @property
    def is_met(self) -> bool:
        """True where all demand is met."""
        return not self.unmet
