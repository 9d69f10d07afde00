"""A plan with all that was worked out beside it, in the words of the result contract."""

from __future__ import annotations

from planner.records.contract.provenance import ProvenancePart
from planner.records.contract.result import Result
from planner.records.contract.what_if import WhatIfPart


class Report(Result):
    """The answer of `planner report`: that of `planner run`, and what was worked out beside it."""

    provenance: ProvenancePart | None = None
    """What the plan rests on and what moves its numbers; absent where it was not worked out."""
    what_if: WhatIfPart | None = None
    """What its sliders do; absent where the scenario has none, or they were not worked out."""
