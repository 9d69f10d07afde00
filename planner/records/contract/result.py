"""The result contract: the JSON object that `planner run --format json` prints.

Keys may be added, none renamed. Days are offsets from D-day ("D+12"); quantities keep full
precision and are in the unit beside them.
"""

from __future__ import annotations

import json
import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

RESULT_FORMAT = 1
# Characters that a terminal may act on, beyond those that JSON escapes by itself.
ACTED_ON = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class Part(BaseModel):
    """Base of every part of a result."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        populate_by_name=True,
        serialize_by_alias=True,
    )


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


class GoalPart(Part):
    """A goal, in the order of the solve."""

    goal: str
    value: float
    unit: str
    priority: int | None = None
    """Tier or priority, where one goal is solved several times."""


class LoadPart(Part):
    """A quantity and what it is to handle."""

    item: str
    unit: str
    quantity: float
    tonnes: float
    m3: float
    containers: int
    truckloads: int


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


class ReasonPart(Part):
    """A cause of a shortfall and the quantity it accounts for."""

    reason: str
    quantity: float


class StretchPart(Part):
    """Days over which a requirement is filled to one extent."""

    from_: str = Field(alias="from")
    until: str
    required: float
    filled: float
    shortfall: float


class RequirementPart(Part):
    """How one requirement is filled, in its capability's measure (`unit`)."""

    requirement: str
    title: str
    force: str
    capability: str
    unit: str
    tier: int
    site: str | None
    required: float
    pledged: float
    verified: float
    deployable: float
    filled: float
    shortfall: float
    first_gap: str | None
    closed_on: str | None
    reasons: list[ReasonPart]
    periods: list[StretchPart]


class AssignmentPart(Part):
    """Units of a pledge on a requirement."""

    pledge: str
    requirement: str
    units: float
    personnel: float
    from_: str = Field(alias="from")
    to: str


class UnusedPart(Part):
    """Units of a pledge that the plan does not use."""

    pledge: str
    units: float
    personnel: float
    reason: str


class AskPart(Part):
    """What to ask contributors for."""

    capability: str
    units: float
    unit: str
    latest_arrival: str


class FillPart(Part):
    """The goals that one of the three fills reached."""

    fill: str
    goals: list[GoalPart]


class Forces(Part):
    """Force generation."""

    goals: list[GoalPart]
    fills: list[FillPart]
    requirements: list[RequirementPart]
    assignments: list[AssignmentPart]
    unused: list[UnusedPart]
    asks: list[AskPart]


class PrepositionedPart(LoadPart):
    """Stock that must stand at a site before the first troops reach it."""

    site: str
    need_by: str
    leave_by: str
    source: str | None


class UnmetPart(Part):
    """Demand that is not met, from `day` to before `until`."""

    site: str
    item: str
    unit: str
    day: str
    until: str
    quantity: float
    tonnes: float
    reason: str


class BreachPart(Part):
    """A stock policy that is not kept."""

    policy: str
    site: str
    item: str
    from_: str = Field(alias="from")
    until: str
    worst: float
    tonne_days: float


class FailurePart(Part):
    """The first day on which a site runs out: without outside support, and in the plan."""

    site: str
    item: str
    without_support: str
    in_plan: str | None


class StockPart(Part):
    """Stock at the end of each day from `from` on, and the days of supply it covers."""

    site: str
    item: str
    unit: str
    from_: str = Field(alias="from")
    quantity: list[float]
    days_of_supply: list[float]


class MovementPart(Part):
    """Goods leaving evenly on the days from `from` to before `until`."""

    lane: str
    fleet: str | None
    item: str
    from_: str = Field(alias="from")
    until: str
    arrives: str
    quantity: float
    tonnes: float


class BottleneckPart(Part):
    """A limit that binds."""

    kind: str
    id: str
    from_: str = Field(alias="from")
    to: str
    value: float
    goal: str
    text: str


class Sustainment(Part):
    """Sustainment and pre-positioning."""

    goals: list[GoalPart]
    prepositioned: list[PrepositionedPart]
    unmet: list[UnmetPart]
    breaches: list[BreachPart]
    failures: list[FailurePart]
    stocks: list[StockPart]
    movements: list[MovementPart]
    openings: list[Any]
    """Sites and lanes opened by the plan; empty until a scenario can leave that open."""
    bottlenecks: list[BottleneckPart]
    size: dict[str, int]


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
    funding: dict[str, Any] | None = None
    readiness: dict[str, Any] | None = None
    assumptions: Assumptions


def result_schema() -> dict[str, Any]:
    """The JSON Schema of a result, draft-07."""
    schema = Result.model_json_schema(
        ref_template="#/definitions/{model}", mode="serialization", by_alias=True
    )
    definitions = schema.pop("$defs", {})
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Result of the planner, format 1",
        **schema,
        "definitions": definitions,
    }


def json_text(data: object) -> str:
    """Data as JSON text, as every command prints it: the same data gives the same bytes.

    Characters that a terminal would act on are written as escapes, so that a title cannot.
    """
    text = json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False)
    return ACTED_ON.sub(lambda found: json.dumps(found[0])[1:-1], text) + "\n"
