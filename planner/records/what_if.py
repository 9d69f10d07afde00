"""Records of what-if: a plan made again at each position of each slider, one slider at a time."""

from __future__ import annotations

from dataclasses import dataclass

from planner.records.provenance import Headline, Values


@dataclass(frozen=True, slots=True)
class Position:
    """A position of a slider and the numbers of the plan there; `told` says why there are none."""

    label: str
    values: Values
    told: str = ""


@dataclass(frozen=True, slots=True)
class Slider:
    """What is moved, and its positions in order; `base` is the one that the plan has."""

    id: str
    title: str
    positions: tuple[Position, ...]
    base: int


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The numbers that sliders move, as they are in the plan, and the sliders.

    `blocks` is the longest block of days on which supply was planned for them; None where it is by
    the day, or where there is no supply plan.
    """

    headlines: tuple[Headline, ...]
    base: Values
    sliders: tuple[Slider, ...]
    blocks: int | None
