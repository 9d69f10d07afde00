"""A sweep put into the words of the result contract."""

from __future__ import annotations

from planner.records.contract import Meta
from planner.records.contract.sweep import PointPart, SweepResult
from planner.records.contract.what_if import MovedPart
from planner.records.provenance import UNITS
from planner.records.publish.common import alike
from planner.records.publish.provenance import named
from planner.records.sweep import Sweep, SweepPoint


def sweep_result(meta: Meta, found: Sweep) -> SweepResult:
    """The numbers that were moved, and the numbers at each point."""
    moved = [
        MovedPart(headline=name.value, unit=UNITS[name], base=found.base[name])
        for name in found.headlines
    ]
    return alike(
        SweepResult,
        found,
        meta=meta,
        design=found.design.value,
        paths=list(found.paths),
        headlines=moved,
        points=list(map(_point, found.points)),
    )


def _point(point: SweepPoint) -> PointPart:
    return alike(
        PointPart, point, put=list(point.put), how=point.how.value, values=named(point.values)
    )
