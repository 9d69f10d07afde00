"""What the tests of drawings share: drawings read back as elements, and where their texts stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

import numpy as np

from planner.messages import Language
from planner.report.blocks import (
    Block,
    Curve,
    CurvePanel,
    Curves,
    Days,
    HeatMap,
    HeatPanel,
    HeatRow,
    Map,
    Picture,
    Span,
    SpanRow,
    Spans,
    WhatIf,
    spoken,
)
from planner.report.blocks.picture import Floats
from planner.report.draw import svg
from planner.report.draw.text import width_of
from tests.report.samples import HOSTILE, SAMPLES

Element = ElementTree.Element
# the kinds that are drawn here; maps have tests of their own
NAMES = ("bars", "groups", "waterfall", "spans", "heat-map", "curves", "layers", "plot", "grid")
NAMESPACE = "{http://www.w3.org/2000/svg}"
# from the foot of a line of text to its head and to what hangs below, in heights of its letters
ABOVE, BELOW = 0.72, 0.2


def sample(name: str) -> Picture:
    """The sample of a kind."""
    return _picture(SAMPLES[name])


def hostile(name: str) -> Picture:
    """The sample of a kind with texts that try to do something."""
    [block] = spoken([HOSTILE[name]])
    return _picture(block)


def _picture(block: Block) -> Picture:
    assert isinstance(block, Picture)
    assert not isinstance(block, Map | WhatIf)
    return block


@cache
def drawn(name: str, language: Language = "en") -> str:
    """The drawing of a sample, made once."""
    [block] = spoken([SAMPLES[name]], language)
    return svg(_picture(block), name=f"d-{name}", language=language)


def elements(drawing: str) -> list[Element]:
    """Every element of a drawing, in its order."""
    return list(ElementTree.fromstring(drawing).iter())


def titles(drawing: str) -> list[str]:
    """What is read where the drawing is pointed at."""
    return [e.text or "" for e in elements(drawing) if e.tag == f"{NAMESPACE}title"][1:]


# ---------------------------------------------------------------------------------------- texts


@dataclass(frozen=True)
class Placed:
    """A text and the box that it needs, in pixels."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Placed) -> bool:
        """True where both need the same place."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def texts(drawing: str) -> list[Placed]:
    """The texts that are seen; those drawn twice, for a line to stop short of them, once."""
    root = ElementTree.fromstring(drawing)
    for symbol in root.findall(f"{NAMESPACE}symbol"):
        root.remove(symbol)
    found = {(p.text, p.left, p.top): p for p in _texts(root, {})}
    return list(found.values())


def _texts(element: Element, looks: Mapping[str, str]) -> Iterator[Placed]:
    """Texts at and below an element; it has from above what looks it does not have itself."""
    looks = {**looks, **element.attrib}
    if element.tag == f"{NAMESPACE}text":
        yield _placed(element.text or "", looks)
    for child in element:
        yield from _texts(child, looks)


def _placed(text: str, looks: Mapping[str, str]) -> Placed:
    size, x, y = (float(looks[name]) for name in ("font-size", "x", "y"))
    wide = width_of(text, size)
    left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[looks.get("text-anchor", "start")]
    return Placed(text, left, y - size * ABOVE, left + wide, y + size * BELOW)


# ------------------------------------------------------------------------------- larger pictures

LONG = "Multi-role logistics company with mobile workshop, fuel and water, third contingent"
YEAR = Days(-60, 365)


def values(*, seed: int, days: int) -> Floats:
    """Days of supply as they go down day by day, and up when something comes."""
    random = np.random.default_rng(seed)
    day = np.arange(days, dtype=np.float64)
    every = random.integers(5, 40)
    return np.asarray(random.uniform(0.2, 1.2) * (every - day % every) + random.uniform(0, 5))


def many_curves(panels: int, curves: int) -> Curves:
    """Panels of curves with a band, over a year."""
    low = np.full(len(YEAR), 7.0)
    return Curves(
        "Days of supply",
        "told",
        YEAR,
        "days of supply",
        tuple(
            CurvePanel(
                f"Site {panel}, a forward base",
                tuple(
                    Curve(f"item {i}", values(seed=panel * curves + i, days=len(YEAR)), low)
                    for i in range(curves)
                ),
                urgent=panel == 3,
            )
            for panel in range(panels)
        ),
    )


def many_spans(rows: int) -> Spans:
    """Rows with long names, some of them in groups."""
    return Spans(
        "Who comes when",
        "told",
        YEAR,
        ("movement", "reception", "on duty"),
        tuple(
            SpanRow(
                f"{LONG} {row}"[: 20 + 8 * (row % 9)],
                f"Force {row // 10}" if row < 30 else "",
                (Span(row, row + 20, 0, "movement"), Span(row + 20, 300, 2, "on duty")),
            )
            for row in range(rows)
        ),
    )


def many_heat(rows: int, columns: int) -> HeatMap:
    """Three panels in which shares grow row by row."""
    edges = np.linspace(YEAR.start, YEAR.until, columns + 1).astype(int).tolist()
    made = tuple(
        HeatRow(f"{LONG} {row}", tuple(min(1.0, (column * row) / 400) for column in range(columns)))
        for row in range(rows)
    )
    names = ("Pledged", "Verified", "Deployable in time")
    panels = tuple(HeatPanel(name, made) for name in names)
    return HeatMap("What is filled", "told", YEAR, tuple(edges), "share filled", panels)
