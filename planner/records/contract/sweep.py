"""The numbers of a plan over many points, in the words of the result contract."""

from __future__ import annotations

from typing import Any

from planner.records.contract.part import Part
from planner.records.contract.result import Meta
from planner.records.contract.what_if import MovedPart


class PointPart(Part):
    """A point of a sweep and the numbers of the plan there."""

    put: list[Any]
    """What was put at each path, in their order, as it would be written there."""
    how: str
    """unchanged, proven or solved; none where there is no plan."""
    values: dict[str, float]
    """The numbers, by headline; none where there is no plan."""
    told: str
    """Why there is no plan."""
    apart: float | None
    """The share by which a number is another where the plan is solved from nothing; null where that
    was not tried."""


class SweepResult(Part):
    """A plan made again at each of many points of a scenario."""

    meta: Meta
    design: str
    """grid, list or latin-hypercube."""
    seed: int | None
    """Of points that were drawn."""
    paths: list[str]
    """What was moved, as dotted paths of the scenario."""
    headlines: list[MovedPart]
    points: list[PointPart]
    as_it_is: int | None
    """The number of the point, from 0, that puts at each path what stands there; null for none."""
    blocks: int | None
    """The longest block of days of the supply plans; null where they are by the day, or none."""
