"""Every figure of the catalogue in one row, with the entry and the field that hold it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from planner.catalogue.figure import Figure
from planner.catalogue.schema import Factbook, Rate
from planner.messages import said

KINDS = {
    "units": "unit",
    "items": "item",
    "consumption": "rate",
    "casualties": "casualty",
    "vehicles": "vehicle",
    "containers": "container",
    "figures": "figure",
}
DRIVERS: dict[str, str] = {
    "person-day": "driver.person-day",
    "vehicle-km": "driver.vehicle-km",
    "vehicle-day": "driver.vehicle-day",
    "generator-hour": "driver.generator-hour",
    "flight-hour": "driver.flight-hour",
    "unit-day": "driver.unit-day",
    "casualty": "driver.casualty",
}


@dataclass(frozen=True, slots=True)
class LocatedFigure:
    """A figure and where it stands."""

    section: str
    id: str
    entry: BaseModel
    field: str
    figure: Figure
    book: Factbook

    @property
    def title(self) -> str:
        """The title of the entry."""
        return title_of(self.entry, self.book)

    @property
    def kind(self) -> str:
        """What the entry is: unit, item, rate, casualty, vehicle, container or figure."""
        return KINDS[self.section]


def located_figures(book: Factbook) -> Iterator[LocatedFigure]:
    """All figures, by section in the order of `KINDS`, then as the files have them."""
    for section in KINDS:
        for name, entry in getattr(book, section).items():
            for field, figure in _figures(entry):
                yield LocatedFigure(section, name, entry, field, figure, book)


def title_of(entry: Any, book: Factbook) -> str:
    """The entry's title; that of a rate is its item and what uses it."""
    if not isinstance(entry, Rate):
        return str(entry.title)
    item = book.items[entry.item].title
    if entry.of:
        return said("factor.per-casualty", item=item, kind=entry.of)
    return said("factor.per", item=item, driver=driver_name(entry.driver))


def driver_name(driver: str) -> str:
    """What consumption is counted from, in a word."""
    return said(DRIVERS[driver])


def _figures(entry: BaseModel) -> Iterator[tuple[str, Figure]]:
    for name in type(entry).model_fields:
        value = getattr(entry, name)
        if isinstance(value, Figure):
            yield name, value
        elif isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, Figure):
                    yield f"{name}.{key}", inner
