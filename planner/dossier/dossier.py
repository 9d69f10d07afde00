"""A plan with all that was worked out beside it."""

from __future__ import annotations

from dataclasses import dataclass

from planner.planning import Plan
from planner.records.provenance import Provenance
from planner.records.what_if import WhatIf


@dataclass(frozen=True)
class Dossier:
    """What a report is drawn from; a part that was not worked out is None."""

    plan: Plan
    provenance: Provenance | None = None
    what_if: WhatIf | None = None
