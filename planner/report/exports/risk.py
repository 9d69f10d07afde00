"""Risk as tidy tables: chances and what is missing, day by day, stock, and what drives it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.records.risk import ChanceStretch, Estimate, Outlook, Risk
from planner.report.exports.typed import data_table
from planner.report.render.tables import Cell, DataTable
from planner.scenario import Scenario


def risk_tables(found: Risk, scenario: Scenario) -> tuple[DataTable, ...]:
    """The tables of what there is; the first has a row for each requirement, force and site."""
    made = [
        ("chances", CHANCES, _chances(found)),
        ("chances_by_day", BY_DAY, _by_day(found)),
        ("exceedance", EXCEEDED, _exceeded(found)),
        ("asks", ASKS, _asks(found)),
        ("stocks", STOCKS, _stocks(found)),
        ("drivers", ("number", "unknown", "member", "rank#"), _drivers(found)),
    ]
    tables = [(name, columns, tuple(rows)) for name, columns, rows in made]
    return tuple(
        data_table(name, scenario, columns, rows)
        for name, columns, rows in tables
        if rows or name == "chances"
    )


CHANCES = (
    "kind",
    "id",
    "title",
    "draws#",
    "chance#",
    "chance_low#",
    "chance_high#",
    "unit",
    "mean#",
    "median#",
    "q80#",
    "q90#",
    "q95#",
    "worst_tenth#",
)
BY_DAY = ("kind", "id", "from@", "until@", "chance#")
EXCEEDED = ("number", "value#", "chance_of_more#")
ASKS = ("requirement", "measure", "extra_80#", "extra_90#", "extra_95#")
STOCKS = ("site", "item", "unit", "planned#", "enough_80#", "enough_90#", "enough_95#")
DAYS, TONNES = "requirement-days", "t"


def _entries(
    found: Risk,
) -> Iterator[tuple[str, str, str, int, Estimate, str, Outlook, tuple[ChanceStretch, ...]]]:
    """Everything of which a chance is told."""
    if found.forces is not None:
        n = found.forces.draws
        for force in found.forces.forces:
            told = (force.met, DAYS, force.unfilled, force.by_day)
            yield ("force", str(force.force), force.title, n, *told)
        for one in found.forces.requirements:
            told = (one.met, DAYS, one.unfilled, one.by_day)
            yield ("requirement", str(one.requirement), one.title, n, *told)
    if found.supply is not None:
        n = found.supply.draws
        yield ("supply", "", "", n, found.supply.met, TONNES, found.supply.unmet, ())
        for site in found.supply.sites:
            yield ("site", str(site.site), "", n, site.met, TONNES, site.unmet, site.by_day)


def _chances(found: Risk) -> Iterator[tuple[Cell, ...]]:
    for kind, name, title, draws, met, unit, missing, _ in _entries(found):
        quantiles = [value for _, value in missing.quantiles]
        row: list[Cell] = [kind, name or None, title or None, draws, met.value, met.low, met.high]
        yield (*row, unit, missing.mean.value, *quantiles, missing.worst)


def _by_day(found: Risk) -> Iterator[tuple[Cell, ...]]:
    for kind, name, _, _, _, _, _, stretches in _entries(found):
        for one in stretches:
            yield (kind, name, one.start, one.until, one.chance)


def _exceeded(found: Risk) -> Iterator[tuple[Cell, ...]]:
    if found.forces is not None:
        for value, chance in found.forces.unfilled.exceeded:
            yield ("unfilled_requirement_days", value, chance)
    if found.supply is not None:
        for value, chance in found.supply.unmet.exceeded:
            yield ("unmet_tonnes", value, chance)


def _asks(found: Risk) -> Iterator[tuple[Cell, ...]]:
    for one in found.forces.requirements if found.forces is not None else ():
        yield (str(one.requirement), one.measure, *(quantity for _, quantity in one.extra))


def _stocks(found: Risk) -> Iterator[tuple[Cell, ...]]:
    for one in found.supply.stocks if found.supply is not None else ():
        enough = [value for _, value in one.enough]
        yield (str(one.site), str(one.item), one.unit, one.planned, *enough)


def _drivers(found: Risk) -> Iterator[tuple[Cell, ...]]:
    for number in found.drivers:
        for one in number.ranked:
            yield (number.number, one.unknown, one.member, one.rank)
