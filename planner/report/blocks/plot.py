"""Blocks of numbers over other numbers: lines and bands on one axis, and a grid of two.

As with other pictures each has a `title`, and is `told` in a sentence for those who do not see it.
"""

from __future__ import annotations

from dataclasses import dataclass

from planner.report.blocks.picture import HeatRow


@dataclass(frozen=True, slots=True)
class PlotLine:
    """A line through points (x, y), from the least x on."""

    name: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class PlotBand:
    """An area through (x, low, high), from the least x on."""

    name: str
    points: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Lines and bands on one axis; `across` is what the axis is, `base` where on it the plan is."""

    title: str
    told: str
    across: str
    unit: str
    lines: tuple[PlotLine, ...]
    bands: tuple[PlotBand, ...] = ()
    base: float | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A number for each of two things: `down` is what the rows are, `across` what the columns are.

    None where there is no number; `base` is the row and the column of the plan, where it is one of
    them.
    """

    title: str
    told: str
    unit: str
    down: str
    across: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    base: tuple[int, int] | None = None

    @property
    def known(self) -> list[float]:
        """Every number that there is."""
        return [value for row in self.rows for value in row.values if value is not None]
