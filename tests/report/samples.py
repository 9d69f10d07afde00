"""A small block of every kind, made by hand: what each renderer is shown in its own tests.

`SAMPLES` has one of each kind, in the order in which a report would have them; `HOSTILE` the same
with texts that try to do something. Both are plain values, the same in every run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

import numpy as np

from planner.report.blocks import (
    Bar,
    Bars,
    Block,
    Column,
    Curve,
    CurvePanel,
    Curves,
    DayMark,
    Days,
    Grid,
    GroupRow,
    Groups,
    Heading,
    HeatMap,
    HeatPanel,
    HeatRow,
    Layers,
    Line,
    Map,
    MapPlace,
    MapWay,
    Marking,
    Plot,
    PlotBand,
    PlotLine,
    Span,
    SpanRow,
    Spans,
    Step,
    StepKind,
    Table,
    Tone,
    Waterfall,
    WhatIf,
    WhatIfNumber,
    WhatIfSlider,
    WhatIfStep,
)
from planner.report.numbers import quantity, short_day

NAN = float("nan")
DAYS = Days(-10, 30, dt.date(2030, 1, 1))
INFANTRY = "10031000161211000000"

TABLE = Table(
    (
        Column("Site", wraps=True),
        Column("Item", wraps=True),
        Column("Tonnes", number=True),
        Column("Loads", number=True, sheds=True),
        Column("Need by"),
    ),
    (
        ("Main base", "rations", quantity(105.3), quantity(14), short_day(0)),
        ("Northern base", "water", quantity(1280), quantity(160), short_day(5)),
        ("Northern base", "diesel", quantity(0.4), quantity(1), short_day(-2)),
    ),
    (Tone.PLAIN, Tone.BAD, Tone.PLAIN),
    (("Mandate §1",), ("Mandate §1", "assumption: four trucks in five drive"), ()),
    (INFANTRY, "", ""),
)
GROUPS = Groups(
    "When sites fail",
    "The northern base holds out 80 days longer with 90 days of supply.",
    "Site",
    "day",
    ("10 days", "90 days"),
    (
        GroupRow("Main base", (3.0, 3.0), (short_day(3), short_day(3))),
        GroupRow("Northern base", (10.0, None), (short_day(10), "holds out")),
    ),
)
BARS = Bars(
    100.0,
    ("at its low", "at its high"),
    (
        Bar("Mission: personnel", 80.0, 130.0, "80 … 130"),
        Bar("Water: rate", 95.0, 112.0, "95 … 112"),
        Bar("Trucks: count", None, 96.0, "96 … 100"),
        Bar("Diesel: mass", 100.0, 100.5, "100 … 101"),
    ),
    "Tonnes of the gap",
    "Tonnes of the gap: 100 t; the personnel of the mission moves it most, from 80 to 130 t.",
    "t",
)
WATERFALL = Waterfall(
    "Why requirements are short",
    "Of 300 requirement-days 180 are filled; 90 are missing because nobody pledged them.",
    "requirement-days",
    (
        Step("required", 300.0, StepKind.TOTAL),
        Step("nobody pledged it", 90.0, StepKind.LESS),
        Step("verified but late", 42.5, StepKind.LESS),
        Step("hired instead", 12.5, StepKind.MORE),
        Step("filled", 180.0, StepKind.TOTAL),
    ),
)
SPANS = Spans(
    "Who comes when",
    "3 units come; one of them is 6 days late. The last is in place on D+12.",
    DAYS,
    (
        "movement",
        "reception",
        "on duty",
        "there, but does not count",
        "relief and relieved both there",
        "wanted, not there",
    ),
    (
        SpanRow(
            "Alpha, one battalion",
            "The mission",
            (
                Span(-9, -2, 0, "movement D-9 to D-2"),
                Span(-2, 1, 1, "reception D-2 to D+1"),
                Span(1, 30, 2, "on duty D+1 to D+30"),
                Span(20, 25, 4, "relief D+20 to D+25"),
            ),
            INFANTRY,
        ),
        SpanRow(
            "Bravo, engineers",
            "The mission",
            (
                Span(0, 10, 0, "movement D+0 to D+10"),
                Span(10, 12, 1, "reception D+10 to D+12"),
                Span(6, 12, 5, "wanted from D+6, in place on D+12"),
                Span(12, 28, 2, "on duty D+12 to D+28"),
            ),
        ),
        SpanRow("Host company", "Host forces", (Span(5, 30, 2, "on duty D+5 to D+30"),)),
    ),
    (DayMark(0, "D-day"), DayMark(12, "Initial operating capability")),
)
HEAT_MAP = HeatMap(
    "What is filled, and when",
    "Pledged, 2 of 2 requirements are full on D+29; verified 1, deployable 1.",
    DAYS,
    (-10, 0, 12, 30),
    "share filled",
    (
        HeatPanel(
            "Pledged",
            (HeatRow("Infantry", (None, 1.0, 1.0)), HeatRow("Engineers", (0.5, 1.0, 1.0))),
        ),
        HeatPanel(
            "Verified",
            (HeatRow("Infantry", (None, 1.0, 1.0)), HeatRow("Engineers", (0.0, 0.0, 0.995))),
        ),
        HeatPanel(
            "Deployable",
            (HeatRow("Infantry", (None, 0.0, 1.0)), HeatRow("Engineers", (0.0, 0.004, 0.75))),
        ),
    ),
)


def _curves() -> Curves:
    day = np.arange(DAYS.start, DAYS.until, dtype=np.float64)
    there = np.where(day >= 0, 12.0 - 0.4 * np.maximum(day, 0.0), NAN)
    low, high = np.full(len(day), 3.0), np.where(day >= 10, 20.0, NAN)
    steady = np.where(day >= -5, 7.0 + 2.0 * np.sin(day / 3.0), NAN)
    return Curves(
        "Days of supply",
        "At 1 of 2 sites stock falls below the policy: Northern base, water, from D+23.",
        DAYS,
        "days of supply",
        (
            CurvePanel("Northern base", (Curve("water", there, low, high),), urgent=True),
            CurvePanel(
                "Main base",
                (Curve("rations", steady, low), Curve("diesel", steady[::-1].copy())),
            ),
        ),
        "what policies ask for",
    )


def _layers() -> Layers:
    day = np.arange(DAYS.start, DAYS.until, dtype=np.float64)
    return Layers(
        "Stock that stands at sites",
        "On D-1 there stand 1,400 t: 1,000 t at Northern base, 400 t at Main base.",
        DAYS,
        "t",
        (
            Curve("Northern base", np.clip((day + 11.0) * 100.0, 0.0, 1000.0)),
            Curve("Main base", np.where(day < 0, 400.0, np.maximum(0.0, 400.0 - 20.0 * day))),
        ),
        (DayMark(0, "D-day"), DayMark(5, "first troops at Northern base")),
    )


def _map() -> Map:
    day = np.arange(DAYS.start, DAYS.until, dtype=np.float64)
    return Map(
        "The network",
        "Sévaré–Gao by road carries most: 2,150 t; on D+3 it is full.",
        DAYS,
        "days of supply",
        "t/day",
        (0.0, 3.0, 7.0, 30.0),
        (
            MapPlace("dakar", "Dakar", -17.44, 14.69, np.full(len(day), NAN), "a port"),
            MapPlace(
                "sevare", "Sévaré, main base", -4.1, 14.53, np.clip(8.0 - day / 4.0, 0.0, 30.0)
            ),
            MapPlace(
                "gao",
                "Gao, forward base",
                -0.05,
                16.27,
                np.where(day >= 0, 12.0 - 0.4 * day, NAN),
                "lowest on D+29",
                INFANTRY,
            ),
        ),
        (
            MapWay(
                "Dakar–Sévaré by rail",
                "dakar",
                "sevare",
                "rail",
                np.where(day < 10, 120.0, 40.0),
                np.full(len(day), NAN),
            ),
            MapWay(
                "Sévaré–Gao by road",
                "sevare",
                "gao",
                "road",
                np.where(day < 15, 80.0, 10.0),
                np.clip((day + 12.0) / 15.0, 0.0, 1.0),
            ),
        ),
    )


LORRIES = ((10.0, 3400.0), (30.0, 2900.0), (60.0, 2400.0), (90.0, 2100.0))
PLOT = Plot(
    "Pre-positioned tonnes",
    "From 3,400 t at 10 to 2,100 t at 90; as planned it is 3,400 t.",
    "days of self-sufficiency that units bring",
    "t",
    (
        PlotLine("with every lorry", LORRIES),
        PlotLine("with half of them", ((10.0, 3900.0), (30.0, 3600.0), (90.0, 3150.5))),
    ),
    (PlotBand("9 of 10 draws", ((10.0, 3000.0, 3800.0), (90.0, 1900.0, 2500.0))),),
    base=10.0,
)

GRID = Grid(
    "Demand that is not met",
    "Between 0 t and 1,250 t; most with 40 lorries and 10 days.",
    "t",
    "lorries",
    "days",
    ("10", "30", "90"),
    (HeatRow("40", (1250.0, 800.0, 310.5)), HeatRow("80", (400.0, None, 0.0))),
    base=(1, 0),
)

WHAT_IF = WhatIf(
    "What if",
    "2 sliders, each moved alone.",
    (WhatIfNumber("Tonnes of the gap", "t", 1000.0), WhatIfNumber("Unmet demand", "t", None)),
    (
        WhatIfSlider(
            "Trucks",
            (
                WhatIfStep("half", (1000.0, 250.5)),
                WhatIfStep("as it is", (1000.0, None)),
                WhatIfStep("none", (None, None), "no plan: nothing reaches the north"),
            ),
            1,
        ),
        WhatIfSlider(
            "Self-sufficiency days",
            (WhatIfStep("10 days", (500.0, None)), WhatIfStep("60 days", (1000.0, None))),
            1,
        ),
    ),
)

SAMPLES: Mapping[str, Block] = {
    "heading": Heading("Deployment"),
    "marking": Marking("UNCLASSIFIED"),
    "line": Line(
        "The mission brings 10 days of supply of the 60 it needs.",
        Tone.BAD,
        ("Mandate §2", "assumption: what contributors say their units bring"),
    ),
    "table": TABLE,
    "bars": BARS,
    "groups": GROUPS,
    "waterfall": WATERFALL,
    "spans": SPANS,
    "heat-map": HEAT_MAP,
    "curves": _curves(),
    "layers": _layers(),
    "plot": PLOT,
    "grid": GRID,
    "map": _map(),
    "what-if": WHAT_IF,
}

ATTACK = "\x1b[2J\u202e</svg><script>a()</script> | *b* `c` [d](javascript:e) [red]x[/] {{f}} &lt;"
# what other values name, or what is a code
KEPT = frozenset({"id", "origin", "destination", "symbol", "symbols"})


def renamed(thing: Any, name: str) -> Any:
    """A block with `name` before every text of it, but for ids and codes; it fits together."""
    match thing:
        case Enum():
            return thing
        case str():
            return f"{name} {thing}" if thing else thing
        case tuple():
            return tuple(renamed(part, name) for part in thing)
    if not is_dataclass(thing) or isinstance(thing, type):
        return thing
    texts = {f.name: getattr(thing, f.name) for f in fields(thing) if f.name not in KEPT}
    return replace(thing, **{key: renamed(value, name) for key, value in texts.items()})


HOSTILE: Mapping[str, Block] = {name: renamed(block, ATTACK) for name, block in SAMPLES.items()}
