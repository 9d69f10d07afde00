"""The data of curves: which panels and days there is room for, and the columns of each curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from planner.messages import in_language, said
from planner.report.blocks import Curve, CurvePanel, Curves
from planner.report.blocks.picture import Floats
from planner.report.render.book.days import Series
from planner.report.render.book.making import Making

# numbers on the sheet of the data: a workbook opens at once with so many
MOST_NUMBERS = 60_000
LONGEST_STEP = 7
End = Literal["low", "high"]


@dataclass(frozen=True, eq=False)
class Placed:
    """A curve, and the places of its series on the sheet of the data; None where it has no band."""

    panel: str
    curve: Curve
    values: int
    low: int | None
    high: int | None


def thinned(block: Curves) -> tuple[int, tuple[CurvePanel, ...]]:
    """How many days a row of the data stands for, and the panels that there is room for, those
    that are urgent first."""
    panels = sorted(block.panels, key=lambda panel: not panel.urgent)
    columns = [sum(1 + len(_ends(curve)) for curve in panel.curves) for panel in panels]
    days = max(len(block.days), 1)
    step = min(max(1, -(-days * sum(columns) // MOST_NUMBERS)), LONGEST_STEP)
    room = MOST_NUMBERS * step // days
    kept: list[CurvePanel] = []
    for panel, wanted in zip(panels, columns, strict=True):
        room -= wanted
        if room < 0 and kept:
            break
        kept.append(panel)
    return step, tuple(kept)


def columns_of(making: Making, panels: tuple[CurvePanel, ...]) -> tuple[list[Series], list[Placed]]:
    """The columns of the data, and where each curve has its own."""
    series: list[Series] = []
    placed = []
    for panel in panels:
        for curve in panel.curves:
            name = in_language(
                said("plan-book.of-panel", panel=panel.name, name=curve.name), making.language
            )
            first = len(series)
            series.append(Series(name, curve.values))
            ends: dict[End, int] = {}
            for end, values in _ends(curve).items():
                ends[end] = len(series)
                series.append(Series(end_name(making, end, name), values))
            placed.append(Placed(panel.name, curve, first, ends.get("low"), ends.get("high")))
    return series, placed


def end_name(making: Making, end: End, name: str) -> str:
    """What one end of the band of a curve is called."""
    least, most = said("plan-book.at-least", name=name), said("plan-book.at-most", name=name)
    return in_language(least if end == "low" else most, making.language)


def _ends(curve: Curve) -> dict[End, Floats]:
    found: dict[End, Floats | None] = {"low": curve.low, "high": curve.high}
    return {end: values for end, values in found.items() if values is not None}
