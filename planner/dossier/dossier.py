"""A plan with all that was worked out beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from planner.display import Displayed
from planner.planning import Plan
from planner.records import contract
from planner.records.contract import SECTIONS, Meta
from planner.records.provenance import Provenance
from planner.records.publish import meta_part, provenance_part, what_if_part
from planner.records.what_if import WhatIf


@dataclass(frozen=True)
class Dossier(Displayed):
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

    def to_result(self) -> contract.Report:
        """The plan, and what was worked out beside it, in the words of the result contract."""
        result = self.plan.to_result()
        told: dict[str, Any] = {name: getattr(result, name) for name in type(result).model_fields}
        rests = provenance_part(self.provenance) if self.provenance is not None else None
        moved = what_if_part(self.what_if) if self.what_if is not None else None
        return contract.Report(**(told | {"meta": self.meta}), provenance=rests, what_if=moved)

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data; what there is nothing to say of is absent."""
        data = self.to_result().model_dump(mode="json", by_alias=True)
        optional = (*SECTIONS, "provenance", "what_if")
        return {key: part for key, part in data.items() if part is not None or key not in optional}

    def to_json(self) -> str:
        """The same as JSON text; the same dossier gives the same bytes."""
        return contract.json_text(self.to_dict())
