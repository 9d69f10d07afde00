"""Explanations put into the words of the result contract."""

from __future__ import annotations

import math
from collections.abc import Iterable

from planner.records import contract
from planner.records.explanation import Asked, Explanation, Remedy
from planner.records.publish.common import alike, shown
from planner.scenario.document import dotted


def explanation_result(
    meta: contract.Meta, asked: Iterable[Asked], explanation: Explanation | None
) -> contract.ExplanationResult:
    """The answer of `planner explain`."""
    return contract.ExplanationResult(
        meta=meta,
        asked=[alike(contract.AskedPart, entry) for entry in asked],
        explanation=None if explanation is None else explanation_part(explanation),
    )


def explanation_part(found: Explanation) -> contract.ExplanationPart:
    """Why one number is what it is."""
    return alike(
        contract.ExplanationPart,
        found,
        met=found.is_met,
        limits=[
            alike(
                contract.LimitPart,
                limit,
                path=dotted(limit.path),
                from_=shown(limit.first),
                until=shown(limit.until),
            )
            for limit in found.limits
        ],
        single=_remedy(found.single),
        nearest=_remedy(found.nearest),
        cheapest=_remedy(found.cheapest),
        no_help=[
            contract.NoHelpPart(path=dotted(entry.path), title=entry.title, why=entry.why.value)
            for entry in found.no_help
        ],
    )


def _remedy(remedy: Remedy | None) -> contract.RemedyPart | None:
    if remedy is None:
        return None
    return contract.RemedyPart(
        changes=[
            alike(contract.ChangePart, change, path=dotted(change.path))
            for change in remedy.changes
        ],
        size=remedy.size,
        left=remedy.left if math.isfinite(remedy.left) else None,
        meets=remedy.meets,
    )
