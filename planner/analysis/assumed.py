"""Which assumptions carry the self-sufficiency gap, and how much of it they carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.catalogue import Factbook
from planner.catalogue.figure import Figure, Kind
from planner.catalogue.ids import ForceId, ItemId
from planner.catalogue.schema import Rate
from planner.messages import said
from planner.records.supply import ForceGap
from planner.scenario.book import factbook_of
from planner.scenario.document import KeyPath
from planner.scenario.provenance import CATALOGUE, kind_of
from planner.scenario.rules import Broken
from planner.scenario.schema.forces import Force
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.demand.gap import self_sufficiency_gap

CHECK = "heavy-assumptions"


@dataclass(frozen=True, slots=True)
class AssumedShare:
    """How much of the gap, 0 to 1 of its tonnes, has one assumption behind it."""

    path: KeyPath
    figure: Figure
    share: float


@dataclass(frozen=True, slots=True)
class Part:
    """Tonnes of the gap that one rate gives one force, and every figure behind them."""

    tonnes: float
    behind: dict[KeyPath, Figure]


def assumed_shares(scenario: Scenario) -> tuple[AssumedShare, ...]:
    """Every assumption behind the closed-form self-sufficiency gap, the largest share first.

    Behind a tonne stand the strength and the days of its force, the rate of consumption and the
    mass of its item; so one tonne counts for each assumption among these, and shares may add up to
    more than 1.
    """
    book = factbook_of(scenario)
    parts = list(_parts(scenario, book))
    whole = sum(part.tonnes for part in parts)
    carried: dict[KeyPath, float] = {}
    figures: dict[KeyPath, Figure] = {}
    for part in parts:
        for path, figure in _assumed(part, book).items():
            figures[path] = figure
            carried[path] = carried.get(path, 0.0) + part.tonnes
    found = [AssumedShare(path, figures[path], carried[path] / whole) for path in carried if whole]
    return tuple(sorted(found, key=lambda one: (-one.share, str(one.path))))


def assumed_in_all(scenario: Scenario) -> float:
    """The share of the gap, 0 to 1 of its tonnes, that has any assumption behind it."""
    book = factbook_of(scenario)
    parts = list(_parts(scenario, book))
    whole = sum(part.tonnes for part in parts)
    resting = sum(part.tonnes for part in parts if _assumed(part, book))
    return resting / whole if whole else 0.0


def heavy_assumptions(scenario: Scenario, share: float) -> tuple[Broken, ...]:
    """Which assumptions carry more than a share, 0 to 1, of the self-sufficiency gap in tonnes?"""
    if (in_all := assumed_in_all(scenario)) <= share:
        return ()
    named = [
        Broken(
            one.path,
            said("assumption-carries", share=f"{one.share:.0%}", most=f"{share:.0%}"),
            seen=f"{one.figure.value:g} {one.figure.unit or ''}: {one.figure.assumption}",
            check=CHECK,
        )
        for one in assumed_shares(scenario)
        if one.share > share
    ]
    told = said("assumptions-carry", share=f"{in_all:.0%}", most=f"{share:.0%}")
    return (*named, Broken(("forces",), told, seen=f"{in_all:.0%}", check=CHECK, about_key=True))


def _parts(scenario: Scenario, book: Factbook) -> Iterator[Part]:
    for gap in self_sufficiency_gap(scenario, book):
        of_force = _of_force(gap.force, scenario.forces[gap.force])
        for load in gap.items:
            rates = {
                ("consumption", str(name)): rate
                for name, rate in book.consumption.items()
                if rate.item == load.item and rate.driver == "person-day"
            }
            yield from _of_item(scenario, book, gap, load.item, rates, of_force)


def _of_item(
    scenario: Scenario,
    book: Factbook,
    gap: ForceGap,
    item: ItemId,
    rates: dict[tuple[str, str], Rate],
    of_force: dict[KeyPath, Figure],
) -> Iterator[Part]:
    """The tonnes of an item, rate by rate: each stands for what it adds."""
    tonnes = sum(load.tonnes for load in gap.items if load.item == item)
    together = sum(rate.rate.value for rate in rates.values())
    mass_path = _path(scenario, "items", str(item), "mass")
    for (_, name), rate in rates.items() if together else ():
        rate_path = _path(scenario, "consumption", name, "rate")
        behind = {**of_force, rate_path: rate.rate, mass_path: book.items[item].mass}
        yield Part(tonnes * rate.rate.value / together, behind)


def _of_force(name: ForceId, force: Force) -> dict[KeyPath, Figure]:
    written = {
        "personnel": force.personnel,
        "planned_days": force.planned_days,
        "required_days": force.required_days,
    }
    return {("forces", name, key): value for key, value in written.items() if value is not None}


def _path(scenario: Scenario, section: str, name: str, field: str) -> KeyPath:
    """Where a figure was written: in the scenario, or else in the catalogue."""
    own = getattr(scenario, section).get(name)
    if own is not None and getattr(own, field, None) is not None:
        return (section, name, field)
    return (CATALOGUE, section, name, field)


def _assumed(part: Part, book: Factbook) -> dict[KeyPath, Figure]:
    return {
        path: figure
        for path, figure in part.behind.items()
        if kind_of(figure, book.sources) is Kind.ASSUMPTION
    }
