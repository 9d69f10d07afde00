"""Force generation in the words of the result contract."""

from __future__ import annotations

from pydantic import Field

from planner.records.contract.part import GoalPart, Part


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
