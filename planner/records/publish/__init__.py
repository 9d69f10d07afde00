"""Records put into the words of the result contract."""

from planner.records.publish.assumptions import assumptions_part
from planner.records.publish.choices import alternatives_part, price_part
from planner.records.publish.common import goal_parts
from planner.records.publish.explanation import explanation_result
from planner.records.publish.faults import trouble_part
from planner.records.publish.forces import forces_part
from planner.records.publish.funding import funding_part, funding_result
from planner.records.publish.meta import meta_part
from planner.records.publish.provenance import provenance_part, provenance_result
from planner.records.publish.readiness import readiness_part
from planner.records.publish.services import services_part
from planner.records.publish.supply import gap_part, sustainment_part
from planner.records.publish.what_if import what_if_part

__all__ = [
    "alternatives_part",
    "assumptions_part",
    "explanation_result",
    "forces_part",
    "funding_part",
    "funding_result",
    "gap_part",
    "goal_parts",
    "meta_part",
    "price_part",
    "provenance_part",
    "provenance_result",
    "readiness_part",
    "services_part",
    "sustainment_part",
    "trouble_part",
    "what_if_part",
]
