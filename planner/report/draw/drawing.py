"""From a picture block to a drawing: as SVG for a page, as PNG for a document, as a chart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, assert_never

from planner.errors import InputError, fault
from planner.messages import Language, said
from planner.report.blocks import (
    Bars,
    Curves,
    Groups,
    HeatMap,
    Layers,
    Map,
    Picture,
    Spans,
    Waterfall,
    WhatIf,
)
from planner.report.draw.bars import draw_bars
from planner.report.draw.curves import draw_curves
from planner.report.draw.finish import Caption, finished, on_paper
from planner.report.draw.groups import draw_groups
from planner.report.draw.heat import draw_heat
from planner.report.draw.layers import draw_layers
from planner.report.draw.look import Look
from planner.report.draw.marks import Drawing, chart_of, sheets
from planner.report.draw.notebook import notebook_chart
from planner.report.draw.palette import on_white
from planner.report.draw.spans import draw_spans
from planner.report.draw.waterfall import draw_waterfall

if TYPE_CHECKING:
    import altair

VEGA_LITE = "6.4"
"""The version of Vega-Lite that drawings are written for."""
SHEETS_KEPT = 64
"""Drawings that are kept for the next format of the same report."""
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
}


def svg(picture: Picture, *, name: str, language: Language = "en") -> str:
    """An `<svg>` element for a page: as wide as there is room, in colours that the page may set.

    Every id in it begins with `name`. Raises `InputError` where the packages that draw are not
    installed.
    """
    if isinstance(picture, Map):
        from planner.report.draw.map import map_svg

        return map_svg(picture, name=name, language=language)
    drawing = draw(picture, Look(language))
    return finished(_vega(drawing), _caption(picture, name), drawing.signs)


def png(picture: Picture, *, language: Language = "en", width: int = 1600) -> bytes:
    """The picture on white paper, `width` pixels across, or fewer where it is very high.

    Raises `InputError` as `svg` does.
    """
    library = _vl_convert()
    if isinstance(picture, Map):
        from planner.report.draw.map import map_svg

        drawing = map_svg(picture, name="map", language=language, on_paper=True)
    else:
        drawing = svg(picture, name="drawing", language=language)
    plain, across, down = on_paper(drawing, on_white("paper"))
    scale = min(width / across, MOST_PIXELS / down)
    made: bytes = library.svg_to_png(plain, scale=scale)
    return made


def chart(picture: Picture, language: Language = "en") -> altair.TopLevelMixin:
    """The picture as a plain Altair chart, for notebooks.

    Raises `InputError` where Altair is not installed, TypeError for a map or a what-if.
    """
    try:
        return notebook_chart(picture, Look(language, on_white))
    except ImportError:
        raise _not_installed("altair") from None


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
        case Map() | WhatIf():
            raise TypeError(f"{type(picture).__name__} is drawn elsewhere")
        case _:
            assert_never(picture)


def _caption(picture: Picture, name: str) -> Caption:
    return Caption(name, KINDS[type(picture)], picture.title, picture.told)


def _vega(drawing: Drawing) -> Iterator[str]:
    """What Vega makes of it, sheet by sheet."""
    library = _vl_convert()
    for sheet in sheets(drawing):
        yield _sheet(library, json.dumps(chart_of(sheet)))


@lru_cache(maxsize=SHEETS_KEPT)
def _sheet(library: Any, chart: str) -> str:
    """What Vega makes of a chart, once for the page and the document of one report."""
    made: str = library.vegalite_to_svg(chart, vl_version=VEGA_LITE)
    return made


def _vl_convert() -> Any:
    """The library that draws without a browser and without a network."""
    try:
        import vl_convert
    except ImportError:
        raise _not_installed("vl-convert-python") from None
    return vl_convert


def _not_installed(package: str) -> InputError:
    return fault(said("report-not-installed", format="SVG", packages=package))
