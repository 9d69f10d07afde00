"""Questions on figures that the catalogue has too: outside what it believes, or far off."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from pydantic import BaseModel

from planner.catalogue import Factbook, factbook
from planner.catalogue.figure import Figure
from planner.catalogue.schema import Item
from planner.messages import said
from planner.scenario.document import KeyPath
from planner.scenario.rules import Broken
from planner.scenario.schema.scenario import Scenario

SECTIONS = ("units", "casualties", "vehicles", "containers", "items")
# "About a thousand times": a slip of kg for t, or L for m3, on a figure that may itself be three
# times larger or smaller than what it is held against. A figure farther off among its like was
# written to mean "no limit".
ABOUT_A_THOUSAND = (300.0, 3000.0)
# so many of a kind say what is usual, if no more than one in so many of them is unusual
ENOUGH, ONE_IN = 6, 5
# goods a hundred times denser or lighter than any of the catalogue are none
FAR_FROM_ANY = 100.0

Compared = tuple[KeyPath, Figure, Figure]
Measured = tuple[str, str]
"""What is measured, and its unit."""


def figures_stay_within_the_catalogue(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which figures lie outside the low and high of the catalogue's figure of the same thing?"""
    for path, mine, theirs in _compared(scenario, book):
        if _is_outside(mine, theirs) and not is_a_thousand_off(mine.value, theirs.value):
            yield Broken(
                path,
                said(
                    "outside-the-catalogue",
                    value=_shown(theirs.value, theirs),
                    low=_bound(theirs.low),
                    high=_bound(theirs.high),
                ),
                seen=_shown(mine.value, theirs),
            )


def figures_are_no_thousand_times_off(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which figures are a thousand times the catalogue's figure of the same thing, or a
    thousandth?"""
    for path, mine, theirs in _compared(scenario, book):
        if is_a_thousand_off(mine.value, theirs.value):
            yield Broken(
                path,
                said(
                    "thousand-times-the-catalogue",
                    value=_shown(theirs.value, theirs),
                    times=_times(mine.value / theirs.value),
                ),
                seen=_shown(mine.value, theirs),
            )


def figures_are_like_their_kind(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which storage, handling, capacity, supply or demand is about a thousand times what is usual
    in the scenario, or a thousandth?"""
    for (_, unit), figures in _kinds(scenario, book).items():
        values = [figure.value for _, figure in figures]
        if len(values) < ENOUGH:
            continue
        usual = median(values)
        odd = [(path, figure) for path, figure in figures if _is_odd(figure.value, usual)]
        for path, figure in odd if len(odd) * ONE_IN <= len(values) else ():
            yield Broken(
                path,
                said(
                    "thousand-times-its-kind",
                    count=len(values),
                    usual=f"{usual:g} {unit}",
                    times=_times(figure.value / usual),
                ),
                seen=f"{figure.value:g} {unit}",
            )


def items_weigh_what_goods_weigh(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Which items are a hundred times denser than the densest of the catalogue, or lighter than
    its lightest?"""
    known = [density for item in factbook().items.values() if (density := _density(item))]
    lightest, densest = min(known), max(known)
    for name, item in scenario.items.items():
        density = _density(item)
        if density and not lightest / FAR_FROM_ANY <= density <= densest * FAR_FROM_ANY:
            yield Broken(
                ("items", name, "mass"),
                said(
                    "density-of-no-goods",
                    density=f"{density:g}",
                    lightest=f"{lightest:.0f}",
                    densest=f"{densest:.0f}",
                ),
                seen=f"{item.mass.value:g} kg, {item.volume.value:g} m3",
            )


def is_a_thousand_off(mine: float, theirs: float) -> bool:
    """Are two figures of the same thing hundreds of times apart?"""
    if mine <= 0 or theirs <= 0:
        return False
    return max(mine / theirs, theirs / mine) >= ABOUT_A_THOUSAND[0]


def _is_odd(value: float, usual: float) -> bool:
    far = is_a_thousand_off(value, usual)
    return far and max(value / usual, usual / value) <= ABOUT_A_THOUSAND[1]


def _is_outside(mine: Figure, theirs: Figure) -> bool:
    below = theirs.low is not None and mine.value < theirs.low
    return below or (theirs.high is not None and mine.value > theirs.high)


def _compared(scenario: Scenario, book: Factbook) -> Iterator[Compared]:
    """Figures of the scenario beside the catalogue's of the same thing, in the same unit."""
    for section in SECTIONS:
        shipped = getattr(factbook(), section)
        for name, entry in getattr(scenario, section).items():
            if name in shipped and _counts_alike(entry, shipped[name]):
                yield from _pairs(entry, shipped[name], (section, name))
    yield from _rates(scenario, book)
    for fleet_id, fleet in scenario.fleets.items():
        vehicle = book.vehicles[fleet.vehicle]
        for field in ("payload", "availability"):
            mine, theirs = getattr(fleet, field), getattr(vehicle, field)
            if mine is not None and theirs is not None:
                yield ("fleets", fleet_id, field), mine, theirs


def _rates(scenario: Scenario, book: Factbook) -> Iterator[Compared]:
    for name, change in scenario.consumption.items():
        shipped, rate = factbook().consumption.get(name), book.consumption.get(name)
        if shipped is None or rate is None or change.omit:
            continue
        items = (book.items[rate.item], factbook().items[shipped.item])
        same = (rate.item, rate.driver, rate.of) == (shipped.item, shipped.driver, shipped.of)
        if same and _counts_alike(*items):
            yield from _pairs(change, shipped, ("consumption", name))


def _counts_alike(mine: BaseModel, theirs: BaseModel) -> bool:
    """False for an item with another unit of issue: nothing of it can be compared."""
    return not isinstance(mine, Item) or mine.unit == getattr(theirs, "unit", None)


def _pairs(mine: BaseModel, theirs: BaseModel, path: KeyPath) -> Iterator[Compared]:
    for name, info in type(mine).model_fields.items():
        if name in mine.model_fields_set:
            at = (*path, info.alias or name)
            yield from _below(getattr(mine, name), getattr(theirs, name, None), at)


def _below(mine: object, theirs: object, path: KeyPath) -> Iterator[Compared]:
    if isinstance(mine, Figure) and isinstance(theirs, Figure):
        if (mine.unit or theirs.unit or "") == (theirs.unit or mine.unit or ""):
            yield path, mine, theirs
    elif isinstance(mine, BaseModel) and isinstance(theirs, BaseModel):
        yield from _pairs(mine, theirs, path)
    elif isinstance(mine, dict) and isinstance(theirs, dict):
        for key in sorted(mine.keys() & theirs.keys()):
            yield from _below(mine[key], theirs[key], (*path, key))


def _kinds(scenario: Scenario, book: Factbook) -> dict[Measured, list[tuple[KeyPath, Figure]]]:
    """Figures above 0 by what they are figures of."""
    kinds: dict[Measured, list[tuple[KeyPath, Figure]]] = {}
    for kind, path, figure in _figures(scenario, book):
        if figure is not None and figure.value > 0:
            kinds.setdefault(kind, []).append((path, figure))
    return kinds


def _figures(
    scenario: Scenario, book: Factbook
) -> Iterator[tuple[Measured, KeyPath, Figure | None]]:
    for site_id, site in scenario.sites.items():
        path: KeyPath = ("sites", site_id)
        yield ("throughput", "t/day"), (*path, "throughput"), site.throughput
        for group, room in site.storage.items():
            yield (f"storage {group}", "m3"), (*path, "storage", group), room
        for mode, most in site.handling.items():
            yield (f"handling {mode}", "t/day"), (*path, "handling", mode), most
    for lane_id, lane in scenario.lanes.items():
        yield (f"capacity {lane.mode}", "t/day"), ("lanes", lane_id, "capacity"), lane.capacity
    for supply_id, supply in scenario.supplies.items():
        unit = f"{book.items[supply.item].unit}/day"
        path = ("supplies", supply_id, "per_day")
        yield (f"supply {supply.item}", unit), path, supply.per_day
    for demand_id, demand in scenario.demands.items():
        unit = f"{book.items[demand.item].unit}/day"
        path = ("demands", demand_id, "per_day")
        yield (f"demand {demand.item}", unit), path, demand.per_day


def _density(item: Item) -> float | None:
    """Kilograms in a cubic metre; None for what takes no room."""
    return item.mass.value / item.volume.value if item.volume.value else None


def _shown(value: float, figure: Figure) -> str:
    return f"{value:g} {figure.unit or ''}".strip()


def _bound(bound: float | None) -> str:
    return "…" if bound is None else f"{bound:g}"


def _times(ratio: float) -> str:
    """How many times; a part as a fraction: 1000, 1/1000."""
    return f"{ratio:.0f}" if ratio >= 1 else f"1/{1 / ratio:.0f}"
