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
    expected: float
    """As `filled`, when each pledge counts with the chance that it comes."""
    shortfall: float
    expected_shortfall: float
    """As `shortfall`, on average over the states of the requirement."""
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
    """What to ask contributors for: units of one kind for one force, in theatre by a day."""

    id: str
    capability: str
    title: str
    force: str
    units: float
    """Quantity of the capability, in `unit`."""
    unit: str
    latest_arrival: str
    standard_unit: str | None
    """Unit of the catalogue; null where none gives the capability, and its strength is unknown."""
    count: float
    """How many such units."""
    personnel: float
    strength_known: bool
    cost: float | None
    requirements: list[str]


class StillShortPart(Part):
    """A requirement that a whole list of asks does not fill."""

    requirement: str
    shortfall: float
    requirement_days: float
    limit: str | None
    """The first limit that, lifted alone, would leave less missing."""


class RankedAskPart(Part):
    """What one line adds to the lines before it, in requirement-days by tier."""

    ask: str
    gain: dict[str, float]
    unfilled: dict[str, float]


class AskListPart(Part):
    """A list of asks that closes every gap that can be closed."""

    reckoned_in: str
    """What the list has the least of: unit, USD or person."""
    closes_all_gaps: bool
    lines: list[AskPart]
    unfilled: dict[str, float]
    """Requirement-days that stay unfilled with the whole list, by tier."""
    still_short: list[StillShortPart]
    ranking: list[RankedAskPart]


class AskListsPart(Part):
    """The shortest list of asks and the cheapest."""

    unfilled: dict[str, float]
    """Requirement-days unfilled without any ask, by tier."""
    shortest: AskListPart
    cheapest: AskListPart


class FillPart(Part):
    """The goals that one of the three fills reached."""

    fill: str
    goals: list[GoalPart]


class WayPart(Part):
    """How units come in; null where the pledge does not say."""

    origin: str | None
    embarkation: str | None
    port: str | None
    airfield: str | None
    reception: str | None


class StayPart(Part):
    """Days at one site."""

    site: str
    from_: str = Field(alias="from")
    until: str


class ReliefPart(Part):
    """A relief in place: from `arrives` to before `leaves` both are in theatre."""

    arrives: str
    leaves: str


class ForceListPart(Part):
    """One line of the time-phased force list."""

    pledge: str
    title: str
    contributor: str
    force: str
    requirement: str
    capability: str
    units: float
    personnel: float
    status: str
    readiness_level: int
    supply_days: int
    way: WayPart
    stays: list[StayPart]
    ready: str
    departs: str
    arrives: str
    in_place: str
    required_by: str
    until: str
    late_days: int
    slack_days: int
    reliefs: list[ReliefPart]


class ClosurePart(Part):
    """When a requirement, or a force (`requirement` null), is complete for good."""

    force: str
    requirement: str | None
    title: str
    measure: str
    required_by: str
    closed_on: str | None
    required: float
    in_place: float
    missing: float


class LackPart(Part):
    """One criterion of a milestone that is not fulfilled."""

    requirement: str | None
    title: str
    wanted: float
    there: float
    measure: str


class MilestonePart(Part):
    """An operating capability and the days on which its criteria hold."""

    id: str
    title: str
    force: str
    criteria: str
    reached_on: str | None
    held_until: str | None
    regained_on: str | None
    counted: int
    required_then: int
    held_back_by: list[LackPart]
    lost_by: list[LackPart]


class StrengthPart(Part):
    """Persons of one force in theatre from a day on."""

    force: str
    day: str
    personnel: float


class DeploymentPart(Part):
    """Who comes when and by which way, and when that is enough."""

    force_list: list[ForceListPart]
    closures: list[ClosurePart]
    milestones: list[MilestonePart]
    strength: list[StrengthPart]


class EquipmentPart(Part):
    """Holdings of one kind of equipment against what is required."""

    equipment: str
    title: str
    force: str
    institution: str
    capability: str
    measure: str
    tier: int
    required: float
    held: float
    serviceable: int
    gap: float


class CoursePart(Part):
    """One course of a training programme."""

    training: str
    number: int
    start: str
    graduates_on: str
    intake: int
    graduates: int
    limit: str
    """What kept the intake from being larger: places, instructors or recruits."""


class GrowthStepPart(Part):
    """Persons from a day on."""

    day: str
    persons: int


class GrowthPart(Part):
    """How a force of the host nation grows to its authorised strength."""

    force: str
    title: str
    wanted: int
    reached_on: str | None
    steps: list[GrowthStepPart]


class HostPart(Part):
    """What the host nation's forces hold, train and amount to."""

    equipment: list[EquipmentPart]
    courses: list[CoursePart]
    strength: list[GrowthPart]


class Forces(Part):
    """Force generation."""

    goals: list[GoalPart]
    fills: list[FillPart]
    requirements: list[RequirementPart]
    assignments: list[AssignmentPart]
    unused: list[UnusedPart]
    asks: list[AskPart]
    """The lines of the shortest list."""
    ask_lists: AskListsPart
    deployment: DeploymentPart
    host: HostPart


class MovePart(Part):
    """Units of a pledge on a requirement, without and with the change."""

    pledge: str
    requirement: str
    before: float
    after: float


class AlternativePart(Part):
    """A plan nearly as good as the best."""

    difference: float
    """Share of the best plan's units that serve elsewhere or not at all."""
    nearest: float
    """The same share for the nearest of the plans before it."""
    goals: list[GoalPart]
    assignments: list[AssignmentPart]
    moves: list[MovePart]


class AlternativesPart(Part):
    """The best plan and others that differ most from it and from each other."""

    within: float
    goals: list[GoalPart]
    others: list[AlternativePart]


class GoalChangePart(Part):
    """A goal without decisions and with them."""

    goal: str
    unit: str
    priority: int | None
    before: float
    after: float


class ShortfallChangePart(Part):
    """A requirement of which more or less is missing with the decisions."""

    requirement: str
    shortfall_before: float
    shortfall_after: float
    days_before: float
    days_after: float


class PricePart(Part):
    """What decisions cost."""

    goals: list[GoalChangePart]
    requirements: list[ShortfallChangePart]
    moves: list[MovePart]
