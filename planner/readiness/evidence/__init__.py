"""How far each benchmark is: one function for each kind of evidence that is computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.readiness.evidence.filled import capabilities, equipment
from planner.readiness.evidence.persons import staffing, training
from planner.readiness.evidence.shares import Shown
from planner.readiness.evidence.stock import stock
from planner.readiness.evidence.units import climate
from planner.readiness.facts import Facts
from planner.scenario.schema.readiness import Evidence, EvidenceKind

__all__ = ["COMPUTED", "Shown"]

COMPUTED: Mapping[EvidenceKind, Callable[[Facts, Evidence], Shown]] = {
    EvidenceKind.STAFFING: staffing,
    EvidenceKind.EQUIPMENT: equipment,
    EvidenceKind.CAPABILITIES: capabilities,
    EvidenceKind.CLIMATE: climate,
    EvidenceKind.TRAINING: training,
    EvidenceKind.STOCK: stock,
}
