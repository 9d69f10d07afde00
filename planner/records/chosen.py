"""What a plan chose beside its movements: what it opens and adds, what becomes of goods where they
stand, which vehicles drive empty, and what all of it costs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.catalogue.ids import FleetId, ItemId, LaneId, SiteId
from planner.messages import said
from planner.scenario.schema.funding import Spent


class ChoiceKind(StrEnum):
    """What can be chosen for the whole plan."""

    SITE = "site"
    LANE = "lane"
    RUNS = "runs"
    STORAGE = "storage"
    THROUGHPUT = "throughput"
    CAPACITY = "capacity"
    VEHICLES = "vehicles"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something opened or added: `id` names the site, lane, fleet, or the site and storage group.

    `amount` is in `unit`: days on which a lane runs, cubic metres, tonnes a day, vehicles; 1 for
    what is opened. `cost` in US dollars.
    """

    kind: ChoiceKind
    id: str
    amount: float
    unit: str
    cost: float


class TurnoverKind(StrEnum):
    """What becomes of goods at a site, beside arriving, leaving and being used there."""

    MADE = "made"
    TAKEN = "taken"
    BURNT = "burnt"
    SOLD = "sold"
    SPOILT = "spoilt"


@dataclass(frozen=True, slots=True)
class Turnover:
    """Goods made, taken to make others, burnt by vehicles that leave, sold or spoilt on the days
    [start, until), evenly. `by` names the conversion, outlet or fleet; `cost` in US dollars is
    below zero where it is a gain. `expires` is the first day on which they are of no use, for what
    spoils."""

    kind: TurnoverKind
    by: str
    site: SiteId
    item: ItemId
    unit: str
    start: int
    until: int
    quantity: float
    tonnes: float
    cost: float
    expires: int | None


@dataclass(frozen=True, slots=True)
class Repositioning:
    """Vehicles that drive empty from one site to another along a lane on the days [start, until),
    and serve from there from the day `serves`."""

    fleet: FleetId
    lane: LaneId
    origin: SiteId
    destination: SiteId
    start: int
    until: int
    serves: int
    vehicles: float


@dataclass(frozen=True, slots=True)
class CostLine:
    """One line of what the plan costs, US dollars."""

    name: str
    cost: float


@dataclass(frozen=True, slots=True)
class Spending:
    """What falls due on the days [start, until), evenly, of one line of the cost, US dollars.

    `by` names the supply, lane, fleet, site, conversion, contract, or what is added. What is opened
    or added falls due on the first day of the plan. What is sold is no spending.
    """

    line: Spent
    by: str
    start: int
    until: int
    cost: float


COSTS = {
    "buying": "cost.buying",
    "selling": "cost.selling",
    "moving": "cost.moving",
    "vehicles": "cost.vehicles",
    "holding": "cost.holding",
    "converting": "cost.converting",
    "opening": "cost.opening",
    "running": "cost.running",
    "adding": "cost.adding",
    "external arrangements": "cost.external-arrangements",
}


def cost_name(line: str) -> str:
    """A line of cost where people read of it."""
    return said(COSTS[line]) if line in COSTS else line
