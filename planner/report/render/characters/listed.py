"""Pictures that are tables where nothing can be drawn: the map and the sliders."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.messages import Language, in_language, said
from planner.report.blocks import (
    Column,
    Days,
    Groups,
    Line,
    Map,
    MapPlace,
    MapWay,
    Table,
    Tone,
    WhatIf,
    WhatIfSlider,
)
from planner.report.numbers import NONE, quantity, share, short_day
from planner.scenario.titles import mode_name

# a screen shows the busiest; all of them are in the tables beside the picture
MOST = 12


def groups_written(block: Groups) -> Table:
    """The amounts of the plans side by side, in words."""
    columns = (Column(block.of, wraps=True), *(Column(name, number=True) for name in block.series))
    return Table(columns, tuple((row.name, *row.told) for row in block.rows))


def map_written(block: Map, language: Language) -> Iterator[Table | Line]:
    """The lanes on which most flows, and the sites with the least."""
    ways = sorted(block.ways, key=lambda way: (-float(np.nansum(way.flow)), way.name))
    ways = [way for way in ways if np.nansum(way.flow) > 0]
    if ways:
        rows = tuple(_way(way, block.days, language) for way in ways[:MOST])
        yield Table(_in(language, _way_columns(block.flow_unit)), rows)
        yield from _rest(len(ways), language)
    places = [place for place in block.places if not np.isnan(place.values).all()]
    places.sort(key=lambda place: (float(np.nanmin(place.values)), place.name))
    if places:
        rows = tuple(_place(place, block.days, language) for place in places[:MOST])
        yield Table(_in(language, _place_columns(block.value_unit)), rows)
        yield from _rest(len(places), language)


def _way_columns(unit: str) -> tuple[Column, ...]:
    return (
        Column(said("text.lane"), wraps=True),
        Column(said("text.mode"), sheds=True),
        Column(said("text.flow-most", unit=unit), number=True),
        Column(said("text.on")),
        Column(said("text.flow-mean"), number=True, sheds=True),
        Column(said("text.fullest"), number=True),
    )


def _place_columns(unit: str) -> tuple[Column, ...]:
    return (
        Column(said("text.site"), wraps=True),
        Column(said("text.value-least", unit=unit), number=True),
        Column(said("text.on")),
        Column("", wraps=True, sheds=True),
    )


def _way(way: MapWay, days: Days, language: Language) -> tuple[str, ...]:
    flow = np.nan_to_num(way.flow)
    at = int(flow.argmax())
    full = NONE if np.isnan(way.share).all() else share(float(np.nanmax(way.share)))
    cells = (
        way.name,
        mode_name(way.mode),
        quantity(float(flow[at])),
        short_day(days.start + at),
        quantity(float(flow.mean())),
        full,
    )
    return tuple(in_language(cell, language) for cell in cells)


def _place(place: MapPlace, days: Days, language: Language) -> tuple[str, ...]:
    at = int(np.nanargmin(place.values))
    cells = (
        place.name,
        quantity(float(place.values[at])),
        short_day(days.start + at),
        place.told,
    )
    return tuple(in_language(cell, language) for cell in cells)


def _rest(count: int, language: Language) -> Iterator[Line]:
    if count > MOST:
        told = said("text.more", count=quantity(count - MOST))
        yield Line(in_language(told, language), Tone.NOTE)


def what_if_written(block: WhatIf, language: Language) -> Iterator[Table | Line]:
    """A table for each slider: a row for each of its positions, a column for each number."""
    known = [
        i
        for i, number in enumerate(block.numbers)
        if number.base is not None
        or any(step.values[i] is not None for slider in block.sliders for step in slider.steps)
    ]
    for slider in block.sliders:
        columns = [Column(slider.name, wraps=True)]
        for i in known:
            number = block.numbers[i]
            name = said("text.number", name=number.name, unit=number.unit)
            columns.append(Column(name if number.unit else number.name, number=True, sheds=True))
        if any(step.told for step in slider.steps):
            columns.append(Column("", wraps=True, sheds=True))
        yield Table(_in(language, tuple(columns)), tuple(_steps(slider, known, columns, language)))


def _steps(
    slider: WhatIfSlider, known: list[int], columns: list[Column], language: Language
) -> Iterator[tuple[str, ...]]:
    """The positions; the one that the plan has is marked."""
    for at, step in enumerate(slider.steps):
        label = said("text.as-planned", label=step.label) if at == slider.base else step.label
        values = (step.values[i] for i in known)
        numbers = (NONE if value is None else quantity(value) for value in values)
        told = (step.told,) if len(columns) > len(known) + 1 else ()
        yield tuple(in_language(cell, language) for cell in (label, *numbers, *told))


def _in(language: Language, columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(
        Column(in_language(column.name, language), column.number, column.wraps, column.sheds)
        for column in columns
    )
