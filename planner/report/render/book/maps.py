"""The network as tables: its places with the worst day of each, and the ways between them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.messages import said
from planner.report.blocks import Map, MapPlace, MapWay
from planner.report.blocks.picture import Days, Floats
from planner.report.render.book.cells import write_rows
from planner.report.render.book.days import day_name, told_of_days
from planner.report.render.book.making import Making, Part
from planner.report.render.tables import Cell
from planner.scenario.titles import mode_name


def add_map(making: Making, block: Map) -> None:
    """A sheet with both tables."""
    sheet = making.add(block.title, Part.PICTURE, block.told)
    making.wide(sheet, 0, 0, 44)
    making.wide(sheet, 1, 2, 26)
    making.wide(sheet, 3, 7, 15)
    making.wide(sheet, 8, 8, 26)
    row = making.head(sheet, block.title, block.told, width=7)
    for told in told_of_days(making, block.days, ()):
        making.text(sheet, row, 0, told, "line")
        row += 1
    making.text(sheet, row, 0, making.word(said("plan-book.ways")), "subheading")
    ways = _ways(making, block)
    below = write_rows(making, sheet, row + 1, _way_header(making, block), ways, {6: "share"})
    making.text(sheet, below + 1, 0, making.word(said("plan-book.places")), "subheading")
    places = (_place(making, block.days, place) for place in block.places)
    write_rows(making, sheet, below + 2, _place_header(making, block), places)
    making.print_on_a4(sheet)


def _place_header(making: Making, block: Map) -> list[str]:
    lowest = said("plan-book.lowest-value", unit=block.value_unit)
    names = [said("plan-book.name"), said("plan-book.told"), lowest, said("plan-book.on-day")]
    names += [said("plan-book.alarms"), said("plan-book.longitude"), said("plan-book.latitude")]
    return [making.word(name) for name in names]


def _place(making: Making, days: Days, place: MapPlace) -> tuple[Cell, ...]:
    worst = _first(-place.values)
    value, day = (None, None) if worst is None else (-worst[1], _day(making, days, worst))
    alarms = None if place.alarm is None else int(place.alarm.sum())
    at = (place.longitude, place.latitude)
    return (place.name, place.told or None, value, day, alarms, *at)


def _way_header(making: Making, block: Map) -> list[str]:
    unit = block.flow_unit
    names = [
        said("plan-book.name"),
        said("plan-book.origin"),
        said("plan-book.destination"),
        said("plan-book.mode"),
    ]
    names += [said("plan-book.mean-flow", unit=unit), said("plan-book.highest-flow", unit=unit)]
    names += [said("plan-book.highest-share"), said("plan-book.on-day"), said("plan-book.limit")]
    return [making.word(name) for name in names]


def _ways(making: Making, block: Map) -> Iterator[tuple[Cell, ...]]:
    names = {place.id: place.name for place in block.places}
    for way in block.ways:
        yield (
            way.name,
            names.get(way.origin, way.origin),
            names.get(way.destination, way.destination),
            making.word(mode_name(way.mode)),
            *_flow(way),
            *_share(making, block, way),
        )


def _flow(way: MapWay) -> tuple[Cell, Cell]:
    if not len(way.flow) or np.isnan(way.flow).all():
        return (None, None)
    return float(np.nanmean(way.flow)), float(np.nanmax(way.flow))


def _share(making: Making, block: Map, way: MapWay) -> tuple[Cell, ...]:
    """The highest share used, on which day first, and of what limit it is."""
    most = _first(way.share)
    if most is None:
        return (None, None, None)
    limit = -1 if way.limit is None else int(way.limit[most[0]])
    return most[1], _day(making, block.days, most), block.limits[limit] if limit >= 0 else None


def _first(values: Floats) -> tuple[int, float] | None:
    """The place of the first of the highest values, and the value; None where there is none."""
    if not len(values) or np.isnan(values).all():
        return None
    place = int(np.nanargmax(values))
    return place, float(values[place])


def _day(making: Making, days: Days, found: tuple[int, float]) -> str:
    return day_name(making, days.start + found[0])
