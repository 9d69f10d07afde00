"""The result contract: the JSON object that `planner run --format json` prints.

Keys may be added, none renamed. Days are offsets from D-day ("D+12"); quantities keep full
precision and are in the unit beside them.
"""

from __future__ import annotations

import json
import re
from typing import Literal

from planner.records.contract.forces import AlternativesPart, Forces, PricePart
from planner.records.contract.funding import FundingPart
from planner.records.contract.part import LoadPart, Part
from planner.records.contract.readiness import ReadinessPart
from planner.records.contract.services import Services
from planner.records.contract.supply import Sustainment

RESULT_FORMAT = 1
SECTIONS = ("gap", "forces", "sustainment", "services", "funding", "readiness")
"""Parts that are absent where a scenario has no input for them."""
# Characters that a terminal may act on, beyond those that JSON escapes by itself.
ACTED_ON = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class Meta(Part):
    """What made the result, and from what."""

    format: Literal[1] = 1
    planner_version: str
    scenario: str
    title: str
    classification: str
    d_day: str | None
    scenario_sha256: str
    catalogue_sha256: str
    solver: str
    solver_version: str
    seed: int | None


class GapForce(Part):
    """The self-sufficiency gap of one force."""

    force: str
    personnel: float
    required_days: float
    planned_days: float
    gap_days: float
    person_days: float
    items: list[LoadPart]


class Gap(Part):
    """The closed-form self-sufficiency gap."""

    forces: list[GapForce]


class FigurePart(Part):
    """One figure of the register."""

    path: str
    value: float
    unit: str | None
    kind: Literal["document", "external", "assumption", "unsourced"]
    source: str
    low: float | None
    high: float | None


class Assumptions(Part):
    """Every figure the plan rests on, and how much of each headline rests on what."""

    figures: list[FigurePart]
    share: dict[str, dict[str, float]]


class Result(Part):
    """The answer of the planner to one scenario. Sections without input are absent."""

    meta: Meta
    status: Literal["met", "unmet", "infeasible", "limit"]
    gap: Gap | None = None
    forces: Forces | None = None
    sustainment: Sustainment | None = None
    services: Services | None = None
    funding: FundingPart | None = None
    readiness: ReadinessPart | None = None
    assumptions: Assumptions


class ForceResult(Part):
    """The answer of `planner forces`: force generation alone, and what was asked beside it."""

    meta: Meta
    status: Literal["met", "unmet", "limit"]
    strength: Literal["low", "base", "high"]
    """The strength at which units are taken."""
    forces: Forces
    alternatives: AlternativesPart | None = None
    """Other plans; null where none were asked for."""
    price: PricePart | None = None
    """What the decisions of the command line cost; null where there were none."""


class SupplyResult(Part):
    """The answer of `planner stocks`: sustainment alone."""

    meta: Meta
    status: Literal["met", "unmet", "limit"]
    """Of the supply plan; whether the forces are filled does not count."""
    gap: Gap | None = None
    """The closed-form self-sufficiency gap; null where no force has one."""
    sustainment: Sustainment


class ReadinessResult(Part):
    """The answer of `planner readiness`: benchmarks, gates, due diligence and the calendar."""

    meta: Meta
    status: Literal["met", "unmet"]
    """unmet where the plan breaks a gate or a benchmark is not met."""
    readiness: ReadinessPart


class FundingResult(Part):
    """The answer of `planner funding`: what the plan costs, who pays it, and what nobody pays."""

    meta: Meta
    status: Literal["met", "unmet", "limit"]
    """unmet where something of the costs is not paid."""
    funding: FundingPart


class ServiceResult(Part):
    """The answer of `planner services`: where services are put, and nothing beside it."""

    meta: Meta
    status: Literal["met", "unmet", "limit"]
    services: Services


def json_text(data: object) -> str:
    """Data as JSON text, as every command prints it: the same data gives the same bytes.

    Characters that a terminal would act on are written as escapes, so that a title cannot.
    """
    text = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False)
    return ACTED_ON.sub(lambda found: json.dumps(found[0])[1:-1], text) + "\n"
