"""The closed set of blocks."""

from __future__ import annotations

from planner.report.blocks.picture import (
    Bars,
    Curves,
    Groups,
    HeatMap,
    Layers,
    Map,
    Spans,
    Waterfall,
    WhatIf,
)
from planner.report.blocks.plot import Grid, Plot
from planner.report.blocks.text import Heading, Line, Marking, Table

Words = Marking | Heading | Line | Table
Picture = Bars | Groups | Waterfall | Spans | HeatMap | Curves | Layers | Plot | Grid | Map | WhatIf
Block = Words | Picture
