"""Records of the external arrangements: what contracts supply, from when, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass

from planner.catalogue.ids import ForceId, ItemId


@dataclass(frozen=True, slots=True)
class ContractUse:
    """What one contract supplies within the plan.

    `begins` is the first day on which it supplies anybody, None where it never does; `late_days`
    how much later that is than agreed. `person_days` count in part while it grows; `quantities` are
    in the items' units of issue.
    """

    contract: str
    title: str
    force: ForceId
    begins: int | None
    late_days: int
    person_days: float
    quantities: tuple[tuple[ItemId, float], ...]
    cost_usd: float
