"""A plan with all that was worked out beside it."""

from __future__ import annotations

from dataclasses import dataclass

from planner.planning import Plan
from planner.records.contract import Meta
from planner.records.provenance import Provenance
from planner.records.publish import meta_part
from planner.records.what_if import WhatIf


@dataclass(frozen=True)
class Dossier:
    """What a report is drawn from; a part that was not worked out is None.

    `made` says what made the plan, where that is known from its file; else it was this planner.
    """

    plan: Plan
    provenance: Provenance | None = None
    what_if: WhatIf | None = None
    made: Meta | None = None

    @property
    def meta(self) -> Meta:
        """What made the plan, and from what."""
        return self.made or meta_part(self.plan.scenario, self.plan.options)
