"""Where figures come from: the register of every figure that a scenario and its catalogue hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure, Kind, cited_source
from planner.catalogue.ids import ItemId
from planner.catalogue.schema import Source
from planner.scenario.book import SECTIONS
from planner.scenario.document import dotted
from planner.scenario.schema.scenario import Scenario

CATALOGUE = "catalogue"


@dataclass(frozen=True, slots=True)
class RegisteredFigure:
    """One figure of the register: its path, its value and what it rests on."""

    path: str
    figure: Figure
    kind: Kind


def kind_of(figure: Figure, sources: Mapping[str, Source]) -> Kind:
    """What a figure rests on: a document, an external source, an assumption, or nothing."""
    if figure.assumption is not None:
        return Kind.ASSUMPTION
    if figure.source is None:
        return Kind.UNSOURCED
    cited = cited_source(figure.source, sources)
    return Kind.DOCUMENT if cited and sources[cited].kind == "document" else Kind.EXTERNAL


def written_figures(
    record: BaseModel, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[str, Figure]]:
    """Every figure below `record` that was written, with its dotted path; defaults are left out."""
    for name, info in type(record).model_fields.items():
        if name in record.model_fields_set:
            yield from _below(getattr(record, name), (*path, info.alias or name))


def _below(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[str, Figure]]:
    if isinstance(value, Figure):
        yield dotted(path), value
    elif isinstance(value, BaseModel):
        yield from written_figures(value, path)
    elif isinstance(value, dict) and path != ("changes",):
        for key in sorted(value):
            yield from _below(value[key], (*path, key))
    elif isinstance(value, tuple):
        for i, part in enumerate(value):
            yield from _below(part, (*path, i))


def register(
    scenario: Scenario, factbook: Factbook, used: frozenset[str]
) -> tuple[RegisteredFigure, ...]:
    """The figures that a plan rests on: all that the scenario writes, and of the catalogue those
    whose path begins with one of `used` (such as "items.water")."""
    sources = factbook.sources
    mine = [
        RegisteredFigure(path, figure, kind_of(figure, sources))
        for path, figure in written_figures(scenario)
    ]
    replaced = set(_replaced(scenario))
    theirs = [
        RegisteredFigure(f"{CATALOGUE}.{path}", figure, kind_of(figure, sources))
        for path, figure in written_figures(factbook)
        if _start(path, 2) in used and not {_start(path, 2), _start(path, 3)} & replaced
    ]
    return tuple(mine + theirs)


def used_entries(scenario: Scenario, book: Factbook, items: Iterable[ItemId]) -> frozenset[str]:
    """Entries of the catalogue behind a plan: the rates in force, their items and the `items` that
    moved, what holds and carries them, the vehicles of fleets, the units that were pledged and the
    rates of what things cost."""
    rates = book.consumption
    named = {*(rate.item for rate in rates.values()), *items}
    groups = {book.storage_groups[book.items[item].storage] for item in named}
    pledges, fleets = scenario.pledges.values(), scenario.fleets.values()
    vehicles = {fleet.vehicle for fleet in fleets} | {group.vehicle for group in groups}
    vehicles |= {group.aircraft for group in groups if group.aircraft is not None}
    found = {f"items.{item}" for item in named} | {f"consumption.{rate}" for rate in rates}
    found |= {f"casualties.{rate.of}" for rate in rates.values() if rate.of}
    found |= {f"containers.{group.container}" for group in groups}
    found |= {f"vehicles.{vehicle}" for vehicle in vehicles}
    found |= {f"figures.{name}" for name in _paid_by(scenario)}
    return frozenset(found | {f"units.{p.unit}" for p in pledges if p.unit is not None})


def _paid_by(scenario: Scenario) -> Iterator[str]:
    """The figures of the catalogue that costs and mission factors name."""
    for cost in scenario.costs.values():
        yield from cost.rates
        if cost.rate_share is not None:
            yield cost.rate_share
    for factor in scenario.mission_factors.values():
        if factor.figure is not None:
            yield factor.figure


def _start(path: str, parts: int) -> str:
    return ".".join(path.split(".")[:parts])


def _replaced(scenario: Scenario) -> Iterator[str]:
    """Paths of the catalogue whose figures give way to the scenario's: whole entries, but of a
    rate only the fields that it changes."""
    for section in SECTIONS:
        yield from (f"{section}.{name}" for name in getattr(scenario, section))
    for name, change in scenario.consumption.items():
        yield from (f"consumption.{name}.{field}" for field in change.model_fields_set)
