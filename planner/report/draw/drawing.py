"""From a picture block to a drawing: as SVG for a page, as PNG for a document, as a chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from planner.errors import InputError, fault
from planner.messages import Language, said
from planner.report.blocks import (
    Bars,
    Curves,
    Grid,
    Groups,
    HeatMap,
    Layers,
    Map,
    Picture,
    Plot,
    Spans,
    Waterfall,
    WhatIf,
)
from planner.report.draw.bars import draw_bars
from planner.report.draw.curves import draw_curves
from planner.report.draw.grid import draw_grid
from planner.report.draw.groups import draw_groups
from planner.report.draw.heat import draw_heat
from planner.report.draw.layers import draw_layers
from planner.report.draw.look import Look
from planner.report.draw.marks import Drawing
from planner.report.draw.notebook import notebook_chart
from planner.report.draw.palette import on_white
from planner.report.draw.plot import draw_plot
from planner.report.draw.spans import draw_spans
from planner.report.draw.waterfall import draw_waterfall
from planner.report.draw.writing import Caption, size_of, svg_of

if TYPE_CHECKING:
    import altair

MOST_PIXELS = 9600
"""From the top of a PNG to its foot: four sheets of paper."""
KINDS: dict[type[Picture], str] = {
    Bars: "bars",
    Groups: "groups",
    Waterfall: "waterfall",
    Spans: "spans",
    HeatMap: "heat",
    Curves: "curves",
    Layers: "layers",
    Plot: "plot",
    Grid: "grid",
}


def svg(picture: Picture, *, name: str, language: Language = "en", on_paper: bool = False) -> str:
    """An `<svg>` element for a page: as wide as there is room, in colours that the page may set.

    `on_paper` it has a size of its own and the colours of white paper, which lies behind it. Every
    id in it begins with `name`. Raises TypeError for a what-if.
    """
    if isinstance(picture, Map):
        from planner.report.draw.map import map_svg

        return map_svg(picture, name=name, language=language, on_paper=on_paper)
    caption = Caption(name, KINDS[type(picture)], picture.title, picture.told)
    return svg_of(draw(picture, Look(language)), caption, on_paper=on_paper)


def png(picture: Picture, *, language: Language = "en", width: int = 1600) -> bytes:
    """The picture on white paper, `width` pixels across, or fewer where it is very high.

    Raises `InputError` where the package that makes it is not installed.
    """
    try:
        from vl_convert import svg_to_png
    except ImportError:
        raise _not_installed("PNG", "vl-convert-python") from None
    drawn = svg(picture, name="drawing", language=language, on_paper=True)
    across, down = size_of(drawn)
    made: bytes = svg_to_png(drawn, scale=min(width / across, MOST_PIXELS / down))
    return made


def chart(picture: Picture, language: Language = "en") -> altair.TopLevelMixin:
    """The picture as a plain Altair chart, for notebooks.

    Raises `InputError` where Altair is not installed, TypeError for a map or a what-if.
    """
    try:
        return notebook_chart(picture, Look(language, on_white))
    except ImportError:
        raise _not_installed("chart", "altair") from None


def draw(picture: Picture, look: Look) -> Drawing:
    """The layers of a picture."""
    match picture:
        case Bars():
            return draw_bars(picture, look)
        case Groups():
            return draw_groups(picture, look)
        case Waterfall():
            return draw_waterfall(picture, look)
        case Spans():
            return draw_spans(picture, look)
        case HeatMap():
            return draw_heat(picture, look)
        case Curves():
            return draw_curves(picture, look)
        case Layers():
            return draw_layers(picture, look)
        case Plot():
            return draw_plot(picture, look)
        case Grid():
            return draw_grid(picture, look)
        case Map() | WhatIf():
            raise TypeError(f"{type(picture).__name__} is drawn elsewhere")
        case _:
            assert_never(picture)


def _not_installed(format_: str, package: str) -> InputError:
    what = said("report-not-installed", format=format_, packages=package, extra="report")
    return fault(what)
