"""Sustainment in the words of the result contract."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from planner.records.contract.demand import DemandPart
from planner.records.contract.part import GoalPart, LoadPart, Part


class PrepositionedPart(LoadPart):
    """Stock that must stand at a site before the first troops reach it."""

    site: str
    need_by: str
    leave_by: str
    source: str | None


class UnmetPart(Part):
    """Demand that is not met, from `day` to before `until`."""

    site: str
    item: str
    unit: str
    day: str
    until: str
    quantity: float
    tonnes: float
    reason: str


class BreachPart(Part):
    """A stock policy that is not kept."""

    policy: str
    site: str
    item: str
    from_: str = Field(alias="from")
    until: str
    worst: float
    tonne_days: float


class FailurePart(Part):
    """The first day on which a site runs out: without outside support, and in the plan."""

    site: str
    item: str
    without_support: str
    in_plan: str | None


class StockPart(Part):
    """Stock at the end of each day from `from` on, and the days of supply it covers."""

    site: str
    item: str
    unit: str
    from_: str = Field(alias="from")
    quantity: list[float]
    days_of_supply: list[float]


class MovementPart(Part):
    """Goods leaving evenly on the days from `from` to before `until`."""

    lane: str
    fleet: str | None
    item: str
    from_: str = Field(alias="from")
    until: str
    arrives: str
    quantity: float
    tonnes: float


class BottleneckPart(Part):
    """A limit that binds."""

    kind: str
    id: str
    from_: str = Field(alias="from")
    to: str
    value: float
    goal: str
    text: str


class Sustainment(Part):
    """Sustainment and pre-positioning."""

    goals: list[GoalPart]
    demand: DemandPart
    prepositioned: list[PrepositionedPart]
    unmet: list[UnmetPart]
    breaches: list[BreachPart]
    failures: list[FailurePart]
    stocks: list[StockPart]
    movements: list[MovementPart]
    openings: list[Any]
    """Sites and lanes opened by the plan; empty until a scenario can leave that open."""
    bottlenecks: list[BottleneckPart]
    size: dict[str, int]
