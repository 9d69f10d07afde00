"""What sliders do to the numbers of a plan, in the words of the result contract."""

from __future__ import annotations

from planner.records.contract.part import Part


class MovedPart(Part):
    """A number that sliders move."""

    headline: str
    unit: str
    base: float
    """As it is in the plan, made in the same way as the others."""


class PositionPart(Part):
    """A position of a slider and the numbers of the plan there."""

    label: str
    values: dict[str, float]
    """The numbers, by headline; none where there is no plan."""
    told: str
    """Why there is no plan."""


class SliderPart(Part):
    """What is moved, and its positions in order."""

    id: str
    title: str
    base: int
    """Which position is that of the plan, counted from 0."""
    positions: list[PositionPart]


class WhatIfPart(Part):
    """Plans that were made again at each position of each slider, one slider at a time."""

    headlines: list[MovedPart]
    sliders: list[SliderPart]
    blocks: int | None
    """The longest block of days of the supply plans; null where they are by the day, or none."""
