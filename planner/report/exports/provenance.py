"""Provenance as typed tables: the register, swings, figures without a range, shares."""

from __future__ import annotations

from collections.abc import Iterator

from planner.records.provenance import UNITS, Headline, How, Provenance, Swing, Swung, Tornado
from planner.report.exports.typed import data_table
from planner.report.render.tables import Cell, DataTable
from planner.scenario import Scenario
from planner.scenario.provenance import RegisteredFigure

REGISTER = (
    "path",
    "value#",
    "unit",
    "low#",
    "high#",
    "kind",
    "source",
    "assumption",
    "confidence",
    "year#",
    "note",
)
SWINGS = (
    "headline",
    "unit",
    "rank#",
    "path",
    "kind",
    "figure_low#",
    "figure_value#",
    "figure_high#",
    "at_low#",
    "base#",
    "at_high#",
    "swing#",
)
ENDS = ("path", "end", "at#", "how", "headline", "value#", "estimate#", "told")
SHARES = ("of", "by", "kind", "share#")


def provenance_tables(found: Provenance, scenario: Scenario) -> tuple[DataTable, ...]:
    """Every figure used, what moves what, the ends of each, figures without a range, shares."""
    unranged = map(registered, found.unranged)
    return (
        data_table("swings", scenario, SWINGS, _swings(found)),
        data_table("register", scenario, REGISTER, map(registered, found.figures)),
        data_table("ends", scenario, ENDS, _ends(found)),
        data_table("unranged", scenario, REGISTER, unranged),
        data_table("shares", scenario, SHARES, _shares(found)),
    )


def registered(entry: RegisteredFigure) -> tuple[Cell, ...]:
    """A figure as a row of the register."""
    figure = entry.figure
    return (
        entry.path,
        figure.value,
        figure.unit,
        figure.low,
        figure.high,
        entry.kind.value,
        figure.source,
        figure.assumption,
        figure.confidence,
        figure.year,
        figure.note,
    )


def _swings(found: Provenance) -> Iterator[tuple[Cell, ...]]:
    for tornado in found.tornadoes:
        for rank, swing in enumerate(tornado.swings, start=1):
            yield _swing(tornado, rank, swing)


def _swing(tornado: Tornado, rank: int, swing: Swing) -> tuple[Cell, ...]:
    figure = swing.entry.figure
    return (
        tornado.headline.value,
        UNITS[tornado.headline],
        rank,
        swing.entry.path,
        swing.entry.kind.value,
        figure.low,
        figure.value,
        figure.high,
        swing.low,
        swing.base,
        swing.high,
        swing.size,
    )


def _ends(found: Provenance) -> Iterator[tuple[Cell, ...]]:
    names = [tornado.headline for tornado in found.tornadoes]
    for figure in found.swung:
        yield from _figure(figure, names)


def _figure(figure: Swung, names: list[Headline]) -> Iterator[tuple[Cell, ...]]:
    for side, end in zip(("low", "high"), figure.ends, strict=True):
        row = (figure.entry.path, side, end.at, end.how.value)
        if end.how is How.NONE:
            yield (*row, None, None, None, end.told)
        elif end.how is not How.AS_IT_IS:
            for name in names:
                yield (*row, name.value, end.values.get(name), end.estimates.get(name), None)


def _shares(found: Provenance) -> Iterator[tuple[Cell, ...]]:
    for tornado in found.tornadoes:
        for kind, part in tornado.share.items():
            yield tornado.headline.value, "swing", kind, part
    for name, shares in found.shares.items():
        for kind, part in shares.items():
            yield name, "weight", kind, part
