"""Records of deployment: the time-phased force list, closures, operating capabilities, strength.

Days are whole numbers after D-day; `until` is the first day no longer included. A day of arrival is
a day on which the units are there.
"""

from __future__ import annotations

from dataclasses import dataclass

from planner.catalogue.ids import CapabilityId, ForceId, PledgeId, RequirementId, SiteId
from planner.records.laydown import Station
from planner.scenario.schema.pledges import Status


@dataclass(frozen=True, slots=True)
class Relief:
    """One relief in place: from `arrives` to before `leaves` both are in theatre."""

    arrives: int
    """First day on duty of the relief."""
    leaves: int
    """First day on which the relieved are gone."""


@dataclass(frozen=True, slots=True)
class Way:
    """How units come in; None where the pledge does not say."""

    origin: str | None = None
    embarkation: str | None = None
    port: SiteId | None = None
    airfield: SiteId | None = None
    reception: SiteId | None = None


@dataclass(frozen=True, slots=True)
class ForceListLine:
    """Units of one pledge that go to one requirement together.

    Units that could come before they are wanted leave so that they are in place on the day;
    `slack_days` tells how long they wait.
    """

    pledge: PledgeId
    title: str
    contributor: str
    force: ForceId
    requirement: RequirementId
    requirement_title: str
    capability: CapabilityId
    """What the units are, which may stand in for what is required."""
    units: float
    personnel: float
    """Strength of all of them."""
    way: Way
    stays: tuple[Station, ...]
    """Where they stand, in order; empty where the requirement names no site."""
    ready: int
    """Day on which they can leave at the earliest, their training done."""
    departs: int
    arrives: int
    """Day on which they reach the theatre: departure and the days of movement."""
    in_place: int
    """First day on duty: arrival and the days of reception."""
    required_by: int
    """First of the days, without a break, on which the requirement was short until they came; the
    day they are in place where it was not."""
    until: int
    """First day on which they, or their last relief, are gone."""
    reliefs: tuple[Relief, ...]
    status: Status
    supply_days: int
    """Days of supply they bring."""

    @property
    def readiness_level(self) -> int:
        """Level 1 to 3 of the United Nations readiness system."""
        return self.status.readiness_level

    @property
    def late_days(self) -> int:
        """Days for which the requirement had to wait for them."""
        return max(0, self.in_place - self.required_by)

    @property
    def slack_days(self) -> int:
        """Days between the first on which they could leave and the one on which they do."""
        return self.departs - self.ready


@dataclass(frozen=True, slots=True)
class Closure:
    """When all that a requirement, or a force, requires is in place for good.

    Quantities of a requirement are in the measure of its capability, on the last day on which it
    is required; those of a force count its requirements.
    """

    force: ForceId
    requirement: RequirementId | None
    """None for the force as a whole."""
    title: str
    measure: str
    required_by: int
    """First day on which it is required; of a force, the day on which the last of its requirements
    begins."""
    closed_on: int | None
    """First day from which all of it stands as long as it is required; None if never."""
    required: float
    in_place: float
    missing: float

    @property
    def late_days(self) -> int | None:
        """Days from the one on which it was required to its closure; None if it never closes."""
        return None if self.closed_on is None else max(0, self.closed_on - self.required_by)


@dataclass(frozen=True, slots=True)
class Lack:
    """One criterion of a milestone that is not fulfilled."""

    requirement: RequirementId | None
    """None for the share of the authorised strength."""
    title: str
    wanted: float
    """What the criterion asks for, in `measure`."""
    there: float
    """What of it is there."""
    measure: str


@dataclass(frozen=True, slots=True)
class MilestoneReached:
    """An operating capability and the days on which its criteria hold."""

    id: str
    title: str
    force: ForceId
    criteria: str
    """The criteria in words."""
    reached_on: int | None
    """First day on which all criteria hold and one of its requirements is required."""
    held_until: int | None
    """First day after that on which they no longer hold; None where they hold to the end."""
    regained_on: int | None
    """Where they were lost: the day from which they hold again to the end; None if never."""
    counted: int
    """Requirements that count towards it."""
    required_then: int
    """Those of them that are required on the day it is reached."""
    held_back_by: tuple[Lack, ...]
    """What came last, as it was on the day before; where it is never reached, what is missing on
    the day on which least is."""
    lost_by: tuple[Lack, ...]
    """What is missing on the day on which it is lost."""


@dataclass(frozen=True, slots=True)
class StrengthStep:
    """Persons of one force in theatre from a day on, until its next step."""

    force: ForceId
    day: int
    personnel: float


@dataclass(frozen=True, slots=True)
class Deployment:
    """Who comes when and by which way, and when that is enough."""

    lines: tuple[ForceListLine, ...]
    """By force, day in place, pledge and requirement."""
    requirements: tuple[Closure, ...]
    """By force, tier and id; those that are required on some day."""
    forces: tuple[Closure, ...]
    milestones: tuple[MilestoneReached, ...]
    """By the day on which they are reached; those that never are stand last."""
    strength: tuple[StrengthStep, ...]
    """By force and day, from the first day of the calendar; with each change of strength."""
