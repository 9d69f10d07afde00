"""A heat map as characters for shares, its panels side by side."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from planner.messages import Language, in_language, joined, said
from planner.report.blocks import HeatMap, Line, Tone
from planner.report.numbers import NONE, share
from planner.report.render.characters.axis import axis, legend, shown_day
from planner.report.render.characters.ink import Ink
from planner.report.render.characters.strips import Draw, Strip, Strips, binned

HALF = 0.5
GAP = 2


def heat_written(block: HeatMap, ink: Ink, language: Language) -> Iterator[Strips | Line]:
    """A row for each row of the panels, with the share of the last day in each of them."""
    names = [row.name for row in block.panels[0].rows] if block.panels else []
    daily = [_daily(block, panel) for panel in range(len(block.panels))]
    yield Strips((*_head(block, ink, language), *_rows(names, daily, ink, language)))
    panels = joined("list.comma", [panel.name for panel in block.panels])
    last = shown_day(block.days.until - 1, language)
    yield Line(in_language(said("text.panels", panels=panels, day=last), language), Tone.NOTE)
    shares = (said("text.none"), said("text.under-half"), said("text.half"), said("text.all"))
    yield from legend(zip(ink.shares, shares, strict=True), language)


def _daily(block: HeatMap, panel: int) -> NDArray[np.float64]:
    """[rows, days] of a panel, NaN where there is nothing to say."""
    rows = block.panels[panel].rows
    values = np.array([row.values for row in rows], dtype=np.float64).reshape(len(rows), -1)
    days = np.full((len(rows), len(block.days)), np.nan)
    lengths = np.diff(block.edges)
    first = block.edges[0] - block.days.start
    spread = np.repeat(values, lengths, axis=1)[:, : days.shape[1] - first]
    days[:, first : first + spread.shape[1]] = spread
    return days


def _head(block: HeatMap, ink: Ink, language: Language) -> Iterator[Strip]:
    [labels] = axis(block.days, (), ink, language)
    draw = labels.draw
    assert draw is not None
    yield Strip("", _beside([draw] * len(block.panels)))


def _rows(
    names: list[str], daily: list[NDArray[np.float64]], ink: Ink, language: Language
) -> Iterator[Strip]:
    last = [_shares(panel[:, -1].tolist(), language) for panel in daily]
    for r, name in enumerate(names):
        drawn = _beside([_drawn(panel[r], ink.shares) for panel in daily])
        yield Strip(name, drawn, "  ".join(shares[r] for shares in last))


def _shares(values: list[float], language: Language) -> list[str]:
    """Shares as texts of one length."""
    told = [in_language(share(v), language) if v == v else NONE for v in values]
    longest = max(map(len, told), default=0)
    return [text.rjust(longest) for text in told]


def _drawn(values: NDArray[np.float64], characters: str) -> Draw:
    def draw(width: int) -> str:
        shares = binned(values, width, least=True)
        return "".join(" " if v != v else characters[_class(v)] for v in shares.tolist())

    return draw


def _class(value: float) -> int:
    if value <= 0:
        return 0
    return 3 if value >= 1 else 2 if value >= HALF else 1


def _beside(parts: list[Draw]) -> Draw:
    """Strips of one width side by side."""

    def draw(width: int) -> str:
        each = max(1, (width - GAP * (len(parts) - 1)) // max(1, len(parts)))
        return (" " * GAP).join(part(each) for part in parts)

    return draw
