"""The JSON Schemas of what the commands print, by the name under which each is asked for."""

from __future__ import annotations

from typing import Any

from planner.records.contract.comparison import ComparisonResult
from planner.records.contract.explanation import ExplanationResult
from planner.records.contract.faults import Trouble
from planner.records.contract.part import Part
from planner.records.contract.prepare import PrepareResult
from planner.records.contract.provenance import ProvenanceResult
from planner.records.contract.report import Report
from planner.records.contract.result import (
    RESULT_FORMAT,
    ForceResult,
    FundingResult,
    ReadinessResult,
    Result,
    SupplyResult,
)
from planner.records.contract.risk import RiskResult
from planner.records.contract.sweep import SweepResult

PRINTED: dict[str, tuple[type[Part], str]] = {
    "result": (Result, "Result of the planner"),
    "forces": (ForceResult, "Force generation alone"),
    "stocks": (SupplyResult, "Sustainment alone"),
    "explanation": (ExplanationResult, "Why a number of a plan is what it is"),
    "provenance": (ProvenanceResult, "What the numbers of a plan rest on"),
    "report": (Report, "A plan with all that was worked out beside it"),
    "comparison": (ComparisonResult, "Plans side by side"),
    "sweep": (SweepResult, "A plan at many points of its scenario"),
    "risk": (RiskResult, "How sure a plan is"),
    "prepare": (PrepareResult, "What to prepare before it is known what happens"),
    "readiness": (ReadinessResult, "Whether a plan is ready"),
    "funding": (FundingResult, "What a plan costs and who pays"),
    "faults": (Trouble, "What is wrong with the input"),
}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema, draft-07, of what is printed under a name of `PRINTED`."""
    part, title = PRINTED[name]
    schema = part.model_json_schema(
        ref_template="#/definitions/{model}", mode="serialization", by_alias=True
    )
    definitions = schema.pop("$defs", {})
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"{title}, format {RESULT_FORMAT}",
        **schema,
        "definitions": definitions,
    }
