"""Strategic lift of the units' own equipment: it competes with stock for the same ports, lanes and
fleets.

The equipment of each pledge becomes an item of its own, so that one unit never rolls on another's
vehicles and what is late is named. It is there, ready, at one site some days before the unit
arrives, and is wanted where the unit first stands, evenly over the last days before: what is not
there in time is unmet demand.
"""

from __future__ import annotations

from collections.abc import Iterable

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure
from planner.catalogue.ids import ItemId, PledgeId
from planner.catalogue.schema import Item
from planner.records.laydown import DeployedUnit, Laydown
from planner.records.population import EquipmentLift
from planner.scenario import factbook_of
from planner.scenario.schema.days import show_day
from planner.scenario.schema.lanes import Lane
from planner.scenario.schema.scenario import Scenario
from planner.scenario.schema.sites import Site
from planner.scenario.schema.sources import Demand, Supply

UNIT_EQUIPMENT = ItemId("unit-equipment")
EQUIPMENT_OF = "equipment-of-"


def equipment_of(pledge: PledgeId) -> ItemId:
    """The item that stands for the own equipment of a pledge's units."""
    return ItemId(f"{EQUIPMENT_OF}{pledge}")


def lifts_of(scenario: Scenario, laydown: Laydown) -> tuple[EquipmentLift, ...]:
    """Every lift within the plan, in the order of the laydown; needs a calendar."""
    assert scenario.calendar is not None
    start, end = scenario.calendar.start, scenario.calendar.end
    found = (_lift(unit, start, end) for unit in laydown.units)
    return tuple(lift for lift in found if lift is not None)


def _lift(unit: DeployedUnit, start: int, end: int) -> EquipmentLift | None:
    shipment = unit.shipment
    if shipment is None or not unit.stations:
        return None
    first, until = max(start, unit.arrival - shipment.window_days), min(end, unit.arrival)
    if until <= first:  # it was there before the plan begins, or comes after its end
        return None
    return EquipmentLift(
        pledge=unit.pledge,
        requirement=unit.requirement,
        item=equipment_of(unit.pledge),
        origin=shipment.origin,
        site=unit.stations[0].site,
        ready=max(start, unit.arrival - shipment.ready_days),
        start=first,
        until=until,
        tonnes=shipment.tonnes * (until - first) / shipment.window_days,
    )


def with_lift(scenario: Scenario, book: Factbook, laydown: Laydown) -> tuple[Scenario, Factbook]:
    """The scenario and its catalogue with the equipment of the units as items, supplies and
    demands; as they are where no unit has any to be lifted, or where that is done already."""
    lifts = lifts_of(scenario, laydown) if scenario.calendar is not None else ()
    if not lifts or lifts[0].item in scenario.items:
        return scenario, book
    items = {lift.item: _item(scenario, book, lift) for lift in lifts}
    update: dict[str, object] = {
        "items": scenario.items | items,
        "supplies": scenario.supplies | {_key(lift): _supply(lift) for lift in lifts},
        "demands": scenario.demands | {_key(lift): _demand(lift) for lift in lifts},
        "lanes": {name: _lane(lane, items) for name, lane in scenario.lanes.items()},
        "sites": {name: _site(site, items) for name, site in scenario.sites.items()},
    }
    lifted = scenario.model_copy(update=update)
    return lifted, factbook_of(lifted)


def is_equipment(item: ItemId) -> bool:
    """True for an item that stands for the own equipment of units."""
    return item.startswith(EQUIPMENT_OF)


def _key(lift: EquipmentLift) -> str:
    return f"{lift.item}-{lift.requirement}-{show_day(lift.until)}"


def _item(scenario: Scenario, book: Factbook, lift: EquipmentLift) -> Item:
    pledge = scenario.pledges.get(lift.pledge)
    title = f"Equipment of {pledge.title if pledge else lift.pledge}"
    return book.items[UNIT_EQUIPMENT].model_copy(update={"title": title})


def _supply(lift: EquipmentLift) -> Supply:
    return Supply.model_construct(
        site=lift.origin,
        item=lift.item,
        from_=lift.ready,
        until=lift.until,
        total=Figure(value=lift.tonnes, unit="t"),
    )


def _demand(lift: EquipmentLift) -> Demand:
    a_day = lift.tonnes / (lift.until - lift.start)
    return Demand.model_construct(
        site=lift.site,
        item=lift.item,
        from_=lift.start,
        until=lift.until,
        per_day=Figure(value=a_day, unit="t/day"),
    )


def _lane(lane: Lane, items: Iterable[ItemId]) -> Lane:
    """The lane with what it says of unit equipment said of that of every unit."""
    update: dict[str, object] = {}
    if UNIT_EQUIPMENT in lane.items:
        update["items"] = (*lane.items, *items)
    if cost := lane.item_costs.get(UNIT_EQUIPMENT):
        update["item_costs"] = {**lane.item_costs, **dict.fromkeys(items, cost)}
    return lane.model_copy(update=update) if update else lane


def _site(site: Site, items: Iterable[ItemId]) -> Site:
    if cost := site.item_holding_costs.get(UNIT_EQUIPMENT):
        costs = {**site.item_holding_costs, **dict.fromkeys(items, cost)}
        return site.model_copy(update={"item_holding_costs": costs})
    return site
