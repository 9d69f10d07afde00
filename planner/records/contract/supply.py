"""Sustainment in the words of the result contract."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.records.contract.demand import DemandPart
from planner.records.contract.part import GoalPart, LoadPart, Part


class HopPart(Part):
    """One lane of a way."""

    lane: str
    fleet: str | None


class PrepositionedPart(LoadPart):
    """Stock that must stand at a site before the first troops reach it."""

    site: str
    need_by: str
    leave_by: str
    """The last day on which the last of it can leave its source."""
    leaves_from: str
    """The day on which the first of it leaves its source in the plan."""
    others: list[str]
    """Further sources from which some of it may come."""
    source: str | None
    way: list[HopPart]
    """From `source` to `site`, the fastest way that the plan uses; `leave_by` goes by it."""
    cost: float | None
    """US dollars to buy it at `source` and move it that way; null where nothing has a price."""


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
    by_day: list[float]
    """How much of `quantity` on each day."""


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
    low: list[float | None] | None
    """What policies ask for at least on each day; null on days, or where, none speaks."""
    high: list[float | None] | None
    """What policies allow at most on each day."""


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
    m3: float
    trips: float | None
    """Vehicle loads that it fills; null on a contracted lane."""
    lost: float
    """The part of `quantity` that does not arrive."""
    cost: float
    """US dollars for the lane; what vehicles cost is told with their departures."""
    expires: str | None
    """The first day on which it is of no use, for what spoils; else null."""


class DeparturePart(Part):
    """Vehicles of a fleet leaving evenly on a lane on the days from `from` to before `until`."""

    lane: str
    fleet: str
    from_: str = Field(alias="from")
    until: str
    trips: float
    """Round trips, no fewer than the loads of all movements together."""
    vehicle_days: float
    """Days on which they are away, within the plan."""
    fuel: float
    """Units of issue of what they burn, drawn where they leave; 0 where others bring it."""
    cost: float


class ReceiptPart(Part):
    """What a source gives evenly on the days from `from` to before `until`."""

    supply: str
    site: str
    item: str
    unit: str
    from_: str = Field(alias="from")
    until: str
    quantity: float
    tonnes: float
    cost: float
    expires: str | None


class UsePart(Part):
    """What is used of a fleet (vehicle-days), a lane (tonnes) or a site (tonnes handled)."""

    kind: Literal["fleet", "lane", "site"]
    id: str
    from_: str = Field(alias="from")
    until: str
    used: float
    available: float | None
    share: float | None
    peak_day: str
    peak: float
    peak_share: float | None


class ItemDemandPart(Part):
    """Demand of an item at a site, the same on each day from `from` to before `until`."""

    site: str
    supply_class: str
    item: str
    unit: str
    from_: str = Field(alias="from")
    until: str
    per_day: float
    quantity: float
    own: float
    """The part of `quantity` that units draw from what they brought."""
    tonnes: float


class OpeningPart(Part):
    """What the plan opens or adds, for all of its days."""

    kind: Literal["site", "lane", "runs", "storage", "throughput", "capacity", "vehicles"]
    id: str
    amount: float
    """1 for what is opened; else days of running, cubic metres, tonnes a day or vehicles."""
    unit: str
    cost: float


class TurnoverPart(Part):
    """What becomes of goods at a site beside arriving, leaving and being used there."""

    kind: Literal["made", "taken", "burnt", "sold", "spoilt"]
    by: str
    """The conversion, outlet or fleet; empty for what spoils."""
    site: str
    item: str
    unit: str
    from_: str = Field(alias="from")
    until: str
    quantity: float
    tonnes: float
    cost: float
    expires: str | None


class RepositioningPart(Part):
    """Vehicles that drive empty to serve from another site."""

    fleet: str
    lane: str
    origin: str
    destination: str
    from_: str = Field(alias="from")
    until: str
    serves: str
    """The first day on which they can leave from there."""
    vehicles: float


class CostLinePart(Part):
    """One line of what the plan costs, US dollars."""

    name: str
    cost: float


class BottleneckPart(Part):
    """A limit that binds."""

    kind: str
    id: str
    from_: str = Field(alias="from")
    to: str
    value: float
    """What one more unit a day saves at the rate of the first small relief."""
    goal: str
    text: str
    verified: float | None
    """What one more unit a day saves by a re-solve; null for limits that were not solved again."""


class SupplyGoalPart(GoalPart):
    """A goal of the supply plan, counted by the day where `bound` is given."""

    bound: float | None = None
    """What no plan can be below that is no worse on the goals before; the value itself where it is
    proven to be the best; null where nothing was proven."""
    stake: float
    """What the goal could come to if nothing were done: the tonnes demanded with its priority, the
    tonne-days that policies ask for; 0 for other goals."""
    gap: float | None
    """Value less bound, relative to the value or, where that is more, to the stake; null without a
    bound."""
    method: str
    """How the solver found it: simplex, interior point or branch and bound; blank where other
    solvers do not tell."""


class Sustainment(Part):
    """Sustainment and pre-positioning."""

    goals: list[SupplyGoalPart]
    demand: DemandPart
    prepositioned: list[PrepositionedPart]
    unmet: list[UnmetPart]
    breaches: list[BreachPart]
    failures: list[FailurePart]
    stocks: list[StockPart]
    movements: list[MovementPart]
    departures: list[DeparturePart]
    receipts: list[ReceiptPart]
    uses: list[UsePart]
    """Week by week."""
    item_demand: list[ItemDemandPart]
    openings: list[OpeningPart]
    turnovers: list[TurnoverPart]
    repositionings: list[RepositioningPart]
    costs: list[CostLinePart]
    """Line by line, where the scenario's goals have a cost."""
    bottlenecks: list[BottleneckPart]
    size: dict[str, int]
    """Variables of the daily plan before reductions (`full`) and after (`daily`); variables, rows
    and entries of the model that was solved, and its periods."""
    stopped_early: bool
    """True where a limit came before the plan was proven as near to the best as was asked for."""
