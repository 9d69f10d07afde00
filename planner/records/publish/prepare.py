"""What to prepare put into the words of the result contract."""

from __future__ import annotations

from planner.records import prepare as records
from planner.records.contract import Meta
from planner.records.contract import prepare as parts
from planner.records.publish.common import alike


def prepare_result(meta: Meta, found: records.Prepared) -> parts.PrepareResult:
    """What was chosen, and its worth."""
    return alike(
        parts.PrepareResult,
        found,
        meta=meta,
        futures=[_future(found.priorities, one) for one in found.futures],
        stocks=[alike(parts.PreparedStockPart, one) for one in found.stocks],
        choices=[alike(parts.PreparedChoicePart, one) for one in found.choices],
        values=[alike(parts.PreparedValuePart, one) for one in found.values],
        goals=[alike(parts.SolvedGoalPart, one) for one in found.goals],
    )


def _future(priorities: tuple[int, ...], one: records.FutureUnmet) -> parts.FuturePart:
    return alike(
        parts.FuturePart,
        one,
        disruptions=list(one.disruptions),
        planned=None if one.planned is None else _unmet(priorities, one.planned),
        prepared=_unmet(priorities, one.prepared),
        known=_unmet(priorities, one.known),
    )


def _unmet(priorities: tuple[int, ...], tonnes: tuple[float, ...]) -> list[parts.UnmetPart]:
    return [
        parts.UnmetPart(priority=priority, tonnes=value)
        for priority, value in zip(priorities, tonnes, strict=True)
    ]
