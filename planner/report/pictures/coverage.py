"""How much of each requirement is filled, and when: pledged, verified and deployable in time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from planner.dossier import Dossier
from planner.generation import Generation
from planner.messages import said
from planner.records.forces import Fill, RequirementFill, Stretch
from planner.report.blocks import Block, Days, HeatMap, HeatPanel, HeatRow
from planner.report.numbers import quantity, short_day
from planner.report.pictures.axes import d_day_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
# More columns than that are narrower than a line: several days share one, and the worst is shown.
MOST_COLUMNS = 180


def coverage(dossier: Dossier) -> Iterator[Block]:
    """One picture; none where nothing is required on any day."""
    found = dossier.plan.generation
    if found is None:
        return
    entries = [entry for entry in found.plan.requirements if entry.stretches]
    if entries:
        yield _heat_map(found, sorted(entries, key=lambda e: (e.force, e.tier, e.requirement)))


def _heat_map(found: Generation, entries: Sequence[RequirementFill]) -> HeatMap:
    edges = _edges(entries)
    by_fill = {fill: _shares(entries, fill, edges) for fill in Fill}
    told = _told(by_fill, edges)
    columns = _columns(edges)
    names = _names(found, entries)
    titles = {
        Fill.PLEDGED: said("coverage.pledged"),
        Fill.VERIFIED: said("coverage.verified"),
        Fill.DEPLOYABLE: said("coverage.deployable"),
    }
    return HeatMap(
        title=said("coverage.title") if len(columns) == len(edges) else said("coverage.worst"),
        told=told,
        days=Days(int(edges[0]), int(edges[-1]), d_day_of(found.scenario)),
        edges=tuple(columns.tolist()),
        unit=said("coverage.unit"),
        panels=tuple(
            HeatPanel(titles[fill], _rows(names, _worst(by_fill[fill], edges, columns)))
            for fill in Fill
        ),
    )


def _names(found: Generation, entries: Sequence[RequirementFill]) -> list[str]:
    """The titles, with the force behind them where two are the same."""
    titles = [entry.title for entry in entries]
    forces = found.scenario.forces
    return [
        title if titles.count(title) == 1 else f"{title} ({forces[entry.force].title})"
        for title, entry in zip(titles, entries, strict=True)
    ]


def _rows(names: Sequence[str], shares: Floats) -> tuple[HeatRow, ...]:
    return tuple(
        HeatRow(name, tuple(None if value != value else value for value in row))
        for name, row in zip(names, shares.tolist(), strict=True)
    )


def _edges(entries: Sequence[RequirementFill]) -> Ints:
    """Every day on which anything changes in any of the fills, and the first day after them."""
    days = {
        day
        for entry in entries
        for stretches in entry.by_fill.values()
        for stretch in stretches
        for day in (stretch.start, stretch.until)
    }
    return np.array(sorted(days))


def _shares(entries: Sequence[RequirementFill], fill: Fill, edges: Ints) -> Floats:
    """[R, columns] share filled between two edges; NaN where nothing is required."""
    shares = np.full((len(entries), len(edges) - 1), np.nan)
    for row, entry in zip(shares, entries, strict=True):
        for stretch in entry.by_fill[fill]:
            first, last = np.searchsorted(edges, (stretch.start, stretch.until))
            row[first:last] = share_filled(stretch)
    return shares


def share_filled(stretch: Stretch) -> float:
    """Share of what is required that is there, from 0 to 1."""
    if not stretch.shortfall:
        return 1.0
    return min(1.0, max(0.0, stretch.filled / stretch.required))


def _columns(edges: Ints) -> Ints:
    """The edges themselves, or as many of even width as can be told apart."""
    if len(edges) - 1 <= MOST_COLUMNS:
        return edges
    width = -(-int(edges[-1] - edges[0]) // MOST_COLUMNS)
    return np.append(np.arange(edges[0], edges[-1], width), edges[-1])


def _worst(shares: Floats, edges: Ints, columns: Ints) -> Floats:
    """The least share in each column; a gap of one day is never lost in a column of many."""
    if len(columns) == len(edges):
        return shares
    both = np.unique(np.concatenate([edges, columns]))
    spread = shares[:, np.searchsorted(edges, both[:-1], side="right") - 1]
    known = np.where(np.isnan(spread), np.inf, spread)
    least = np.minimum.reduceat(known, np.searchsorted(both, columns[:-1]), axis=1)
    return np.where(np.isinf(least), np.nan, least)


def _told(by_fill: dict[Fill, Floats], edges: Ints) -> str:
    """How many are full on the day on which most are required, and on the last day."""
    required = (~np.isnan(by_fill[Fill.DEPLOYABLE])).sum(axis=0)
    most, last = int(required.argmax()), len(required) - 1
    full = {
        (fill, at): quantity(float((shares[:, at] == 1).sum()))
        for fill, shares in by_fill.items()
        for at in (most, last)
    }
    values = {
        "count": quantity(float(required[most])),
        "day": short_day(int(edges[most])),
        "pledged": full[Fill.PLEDGED, most],
        "verified": full[Fill.VERIFIED, most],
        "deployable": full[Fill.DEPLOYABLE, most],
    }
    if int(edges[most]) == int(edges[-1]) - 1:
        return said("coverage.told-once", **values)
    return said(
        "coverage.told",
        **values,
        last=short_day(int(edges[-1]) - 1),
        then=full[Fill.DEPLOYABLE, last],
        of=quantity(float(required[last])),
    )
