"""What a plan rests on and what moves its numbers, in the words of the result contract."""

from __future__ import annotations

from typing import Literal

from planner.records.contract.part import Part
from planner.records.contract.result import FigurePart, Meta

KindName = Literal["document", "external", "assumption", "unsourced"]
HowName = Literal["as it is", "unchanged", "proven", "solved", "estimated", "none"]


class RegisterPart(FigurePart):
    """One figure of the register, with all that is written of it."""

    assumption: str | None
    """Why it was assumed; `source` has the same where no source is given."""
    confidence: str | None
    year: int | None
    note: str | None


class EndPart(Part):
    """A figure at its low or its high, and the numbers of the plan there."""

    at: float | None
    """Null where the figure has no such end."""
    how: HowName
    """How the numbers are known; `none` where there is no plan."""
    values: dict[str, float]
    """The numbers that are known, by name."""
    estimates: dict[str, float]
    """Numbers of the supply plan where it was not made again, to first order."""
    told: str
    """Why there is no plan."""


class SwungPart(Part):
    """A figure with a range, at its two ends."""

    path: str
    low: EndPart
    high: EndPart


class SwingPart(Part):
    """What one figure does to one number."""

    path: str
    kind: KindName
    source: str
    value: float
    figure_low: float | None
    figure_high: float | None
    low: float | None
    """The number with the figure at its low; null where there is no plan."""
    base: float
    high: float | None
    swing: float
    """The most that the number comes to less the least, its base among them."""


class TornadoPart(Part):
    """One number and the figures that move it, the one that moves it most first."""

    headline: str
    unit: str
    base: float
    swings: list[SwingPart]
    share: dict[str, float]
    """Of the sum of all swings, the part of each kind of figure, 0 to 1."""
    still: int
    """Figures that do not move it."""
    open: int
    """Figures of which it is only estimated."""
    most_open: float
    """The largest swing among these estimates."""


class EffortPart(Part):
    """How the numbers were found."""

    figures: int
    """Figures with a range that were put at their ends."""
    ends: dict[str, int]
    """Ends of figures by how their numbers are known."""
    blocks: int | None
    """The longest block of days of the supply plan; null where it is by the day or not made."""
    left_open: int
    """Figures whose supply plan was not made again."""


class UnrangedPart(Part):
    """Figures of one kind without a low and a high: what they move is not known."""

    kind: KindName
    count: int
    paths: list[str]


class ProvenancePart(Part):
    """What a plan rests on, and what moves its numbers."""

    figures: list[RegisterPart]
    """Every figure used."""
    tornadoes: list[TornadoPart]
    swung: list[SwungPart]
    unranged: list[UnrangedPart]
    share: dict[str, dict[str, float]]
    """By quantity, the share of each kind by weight: tonnes and persons, not swings."""
    effort: EffortPart


class _Stamped(Part):
    meta: Meta


class ProvenanceResult(ProvenancePart, _Stamped):
    """The answer of `planner provenance`."""
