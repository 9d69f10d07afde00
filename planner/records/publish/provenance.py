"""Provenance put into the words of the result contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.catalogue.figure import Kind
from planner.records.contract import Meta
from planner.records.contract import provenance as parts
from planner.records.provenance import UNITS, End, Provenance, Swing, Swung, Tornado, Values
from planner.records.publish.common import alike
from planner.scenario.provenance import RegisteredFigure


def provenance_result(meta: Meta, found: Provenance) -> parts.ProvenanceResult:
    """What a plan rests on and what moves its numbers, with what made it."""
    part = provenance_part(found)
    return alike(parts.ProvenanceResult, part, meta=meta)


def provenance_part(found: Provenance) -> parts.ProvenancePart:
    """What a plan rests on, and what moves its numbers."""
    return parts.ProvenancePart(
        figures=[_registered(entry) for entry in found.figures],
        tornadoes=[_tornado(tornado) for tornado in found.tornadoes],
        swung=[_swung(figure) for figure in found.swung],
        unranged=list(_unranged(found.unranged)),
        share=found.shares,
        effort=alike(parts.EffortPart, found.effort),
    )


def source_of(entry: RegisteredFigure) -> str:
    """The source of a figure, else why it was assumed; blank without either."""
    return entry.figure.source or entry.figure.assumption or ""


def _registered(entry: RegisteredFigure) -> parts.RegisterPart:
    fixed = {"path": entry.path, "kind": entry.kind.value, "source": source_of(entry)}
    return alike(parts.RegisterPart, entry.figure, **fixed)


def _tornado(tornado: Tornado) -> parts.TornadoPart:
    return alike(
        parts.TornadoPart,
        tornado,
        headline=tornado.headline.value,
        unit=UNITS[tornado.headline],
        swings=[_swing(swing) for swing in tornado.swings],
    )


def _swing(swing: Swing) -> parts.SwingPart:
    entry = swing.entry
    return alike(
        parts.SwingPart,
        swing,
        path=entry.path,
        kind=entry.kind.value,
        source=source_of(entry),
        value=entry.figure.value,
        figure_low=entry.figure.low,
        figure_high=entry.figure.high,
        swing=swing.size,
    )


def _swung(figure: Swung) -> parts.SwungPart:
    return parts.SwungPart(path=figure.entry.path, low=_end(figure.low), high=_end(figure.high))


def _end(end: End) -> parts.EndPart:
    values, estimates = named(end.values), named(end.estimates)
    return alike(parts.EndPart, end, how=end.how.value, values=values, estimates=estimates)


def named(values: Values) -> dict[str, float]:
    """Numbers by their names."""
    return {name.value: value for name, value in sorted(values.items())}


def _unranged(entries: Iterable[RegisteredFigure]) -> Iterator[parts.UnrangedPart]:
    ordered = tuple(entries)
    for kind in Kind:
        paths = [entry.path for entry in ordered if entry.kind is kind]
        if paths:
            yield parts.UnrangedPart(kind=kind.value, count=len(paths), paths=paths)
