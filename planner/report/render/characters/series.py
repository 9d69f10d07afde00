"""Curves and layers: one line of rising characters each, with its least or its most."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.messages import Language, in_language, said
from planner.report.blocks import Curve, Curves, Days, Layers, Line, Tone
from planner.report.numbers import quantity, short_day
from planner.report.render.characters.axis import axis, legend, marks_told
from planner.report.render.characters.ink import Ink
from planner.report.render.characters.strips import Strip, Strips, binned, leveled

# what is asked for and what stands there are both sums: so much of it is rounding
SMALL = 1e-6


def curves_written(block: Curves, ink: Ink, language: Language) -> Iterator[Strips | Line]:
    """A row for each curve under the name of its panel; days below the band are told apart."""
    curves = [curve for panel in block.panels for curve in panel.curves]
    most = _most(curves)
    rows = [*axis(block.days, (), ink, language)]
    for panel in sorted(block.panels, key=lambda panel: not panel.urgent):
        rows.append(Strip(f"{ink.below} {panel.name}" if panel.urgent else panel.name))
        rows += (_curve(curve, block.days, most, ink, language) for curve in panel.curves)
    yield Strips(tuple(rows))
    told = said("text.least-of-days", most=quantity(most), unit=block.unit)
    yield Line(in_language(told, language), Tone.NOTE)
    if block.band and any(curve.low is not None for curve in curves):
        yield from legend([(ink.below, said("text.below", band=block.band))], language)


def layers_written(block: Layers, ink: Ink, language: Language) -> Iterator[Strips | Line]:
    """A row for each layer, and one for all of them together."""
    layers = list(block.layers)
    if len(layers) > 1:
        whole = np.sum([layer.values for layer in layers], axis=0)
        layers.append(Curve(in_language(said("text.in-all"), language), whole))
    most = _most(layers)
    rows = [*axis(block.days, block.marks, ink, language)]
    rows += (_layer(layer, block.days, most, ink, language) for layer in layers)
    yield Strips(tuple(rows))
    told = said("text.most-of-days", most=quantity(most), unit=block.unit)
    yield Line(in_language(told, language), Tone.NOTE)
    yield from marks_told(block.marks, ink, language)


def _most(curves: list[Curve]) -> float:
    known = [float(np.nanmax(c.values)) for c in curves if not np.isnan(c.values).all()]
    return max(known, default=0.0)


def _curve(curve: Curve, days: Days, most: float, ink: Ink, language: Language) -> Strip:
    low = np.full(len(curve.values), np.nan) if curve.low is None else curve.low
    is_below = np.where(curve.values < low - SMALL * (1 + low), 1.0, 0.0)

    def draw(width: int) -> str:
        line = leveled(binned(curve.values, width, least=True), most, ink.levels)
        below = binned(is_below, width, least=False) > 0
        return "".join(ink.below if b else c for c, b in zip(line, below.tolist(), strict=True))

    return Strip(curve.name, draw, _extreme(curve, days, language, least=True))


def _layer(layer: Curve, days: Days, most: float, ink: Ink, language: Language) -> Strip:
    def draw(width: int) -> str:
        return leveled(binned(layer.values, width, least=False), most, ink.levels)

    return Strip(layer.name, draw, _extreme(layer, days, language, least=False))


def _extreme(curve: Curve, days: Days, language: Language, *, least: bool) -> str:
    """The least or the most of a curve, and its first day."""
    if np.isnan(curve.values).all():
        return ""
    at = int(np.nanargmin(curve.values) if least else np.nanargmax(curve.values))
    values = {"value": quantity(float(curve.values[at])), "day": short_day(days.start + at)}
    told = said("text.least", **values) if least else said("text.most", **values)
    return in_language(told, language)
