"""Each picture as its title, what it tells, and characters or tables in its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from planner.messages import Language
from planner.report.blocks import (
    Bars,
    Block,
    Curves,
    Grid,
    Groups,
    Heading,
    HeatMap,
    Layers,
    Line,
    Map,
    Marking,
    Picture,
    Plot,
    Spans,
    Table,
    Waterfall,
    WhatIf,
)
from planner.report.render.characters.heat import heat_written
from planner.report.render.characters.ink import Ink
from planner.report.render.characters.listed import groups_written, map_written, what_if_written
from planner.report.render.characters.plot import grid_written, plot_written
from planner.report.render.characters.series import curves_written, layers_written
from planner.report.render.characters.spans import spans_written
from planner.report.render.characters.strips import Strips
from planner.report.render.characters.waterfall import waterfall_written

Written = Marking | Heading | Line | Table | Bars | Strips
"""What a renderer of text shows; bars are titled already."""


def in_characters(
    blocks: Iterable[Block], ink: Ink, language: Language = "en"
) -> Iterator[Written]:
    """The blocks, which were `spoken` in that language, with every picture written out."""
    for block in blocks:
        match block:
            case Marking() | Heading() | Line() | Table():
                yield block
            case _:
                if block.title:
                    yield Heading(block.title, level=3)
                if block.told:
                    yield Line(block.told)
                yield from _drawn(block, ink, language)


def _drawn(picture: Picture, ink: Ink, language: Language) -> Iterator[Written]:
    match picture:
        case Bars():
            yield replace(picture, title="", told="")
        case Groups():
            yield groups_written(picture)
        case Waterfall():
            yield from waterfall_written(picture, ink, language)
        case Spans():
            yield from spans_written(picture, ink, language)
        case HeatMap():
            yield from heat_written(picture, ink, language)
        case Curves():
            yield from curves_written(picture, ink, language)
        case Layers():
            yield from layers_written(picture, ink, language)
        case Plot():
            yield from plot_written(picture, ink, language)
        case Grid():
            yield grid_written(picture, language)
        case Map():
            yield from map_written(picture, language)
        case WhatIf():
            yield from what_if_written(picture, language)
