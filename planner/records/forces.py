"""Records of force generation: fills, assignments, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from planner.catalogue.ids import CapabilityId, ForceId, PledgeId, RequirementId, SiteId
from planner.messages import Said, said
from planner.records.asks import Ask, AskLists


class Fill(StrEnum):
    """The three ways of counting pledges, never mixed in one total (S/2012/894 §59)."""

    PLEDGED = "pledged"
    VERIFIED = "verified"
    DEPLOYABLE = "deployable"


class Cause(StrEnum):
    """Why a requirement is short."""

    NOT_PLEDGED = "nobody pledged it"
    UNVERIFIED = "pledged but unverified"
    LATE = "verified but late"
    ROTATION = "rotation gap"
    CAVEAT = "barred by a caveat"
    EQUIPMENT = "below the equipment rule"
    DUE_DILIGENCE = "due diligence does not allow it"
    CEILING = "ceiling"
    COHESION = "cohesion limit"
    SUBSTITUTION = "limit on substitutes"
    DEPENDENCY = "what it needs is not there"
    DECISION = "a decision fixed or forbade it"
    PRIORITY = "used on a higher priority"
    PRICE = "dearer than the shortage"

    @property
    def words(self) -> Said:
        """The same as a message."""
        return said(CAUSES[self])


CAUSES = {
    Cause.NOT_PLEDGED: "cause.not-pledged",
    Cause.UNVERIFIED: "cause.unverified",
    Cause.LATE: "cause.late",
    Cause.ROTATION: "cause.rotation",
    Cause.CAVEAT: "cause.caveat",
    Cause.EQUIPMENT: "cause.equipment",
    Cause.DUE_DILIGENCE: "cause.due-diligence",
    Cause.CEILING: "cause.ceiling",
    Cause.COHESION: "cause.cohesion",
    Cause.SUBSTITUTION: "cause.substitution",
    Cause.DEPENDENCY: "cause.dependency",
    Cause.DECISION: "cause.decision",
    Cause.PRIORITY: "cause.priority",
    Cause.PRICE: "cause.price",
}


@dataclass(frozen=True, slots=True)
class Assignment:
    """Units of one pledge on one requirement, from arrival to the end of their tour.

    `units` is whole unless the pledge is divisible; `personnel` is the strength of all of them.
    """

    pledge: PledgeId
    requirement: RequirementId
    units: float
    personnel: float
    arrival: int
    until: int
    theatre: tuple[tuple[int, int], ...]
    """Days [first, until) in theatre."""
    present: tuple[tuple[int, int], ...]
    """Those of them on which the units count for the requirement."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause of a shortfall, and the quantity it accounts for, in the capability's measure.

    `days` are the requirement-days that it accounts for, of those that are unfilled.
    """

    cause: Cause
    quantity: float
    days: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days [start, until) over which a requirement is filled to the same extent."""

    start: int
    until: int
    required: float
    filled: float

    @property
    def shortfall(self) -> float:
        """Quantity missing on each of these days."""
        # 1 less 0.769230769 is 0.230769231, not 0.23076923100000002
        return max(0.0, round(self.required - self.filled, 9))


@dataclass(frozen=True, slots=True)
class RequirementFill:
    """How one requirement is filled, in the measure of its capability.

    `pledged` and `verified` count what those fills give at their least in any period; they heed
    no dates but the pledges' own windows;
    `deployable` is what stands there on the first day needed; `filled` is the least that stands
    there in any period, and `shortfall` the most that is missing in one. `expected` is the least
    that counts on average in any period, when each pledge comes with its chance. Of a requirement
    with states `required` and `shortfall` are those of the largest; `expected_shortfall` is the
    most that is missing in a period on average over them; without states, that is `shortfall`.

    `required_days` and `unfilled_days` are requirement-days, as the goals count them: a day on
    which all of the largest quantity is wanted is one, and states count on average. The
    `unfilled_days` are those of the deployable fill; their reasons add up to them. `by_fill` says
    of each fill how much of the requirement it fills on which days.
    """

    requirement: RequirementId
    title: str
    force: ForceId
    capability: CapabilityId
    measure: str
    tier: int
    site: SiteId | None
    required: float
    pledged: float
    verified: float
    deployable: float
    filled: float
    expected: float
    shortfall: float
    expected_shortfall: float
    first_gap: int | None
    closed_on: int | None
    reasons: tuple[Reason, ...]
    stretches: tuple[Stretch, ...]
    required_days: float
    unfilled_days: float
    by_fill: Mapping[Fill, tuple[Stretch, ...]] = field(hash=False)


@dataclass(frozen=True, slots=True)
class UnusedPledge:
    """Units of a pledge that the plan does not use, and why not."""

    pledge: PledgeId
    units: float
    personnel: float
    why: str


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of a plan with the value it reached; `priority` tells tiers of one goal apart."""

    name: str
    value: float
    unit: str
    priority: int | None = None
    bound: float | None = None
    """What no plan can be below. In force generation None where the value is proven the best; in
    the supply plan None where nothing is proven, and the value itself where it is the best."""
    stake: float = 0.0
    """What the goal could come to if nothing were done; the gap counts against it where it is more
    than the value."""
    method: str = ""
    """How the solver found it; blank where that is not told."""

    @property
    def may_be_less(self) -> bool:
        """Whether another plan may be better: there is a bound, and the value is above it."""
        return self.bound is not None and self.value > self.bound

    @property
    def gap(self) -> float | None:
        """How far the value may be from the best, relative to it or to the stake; None without a
        bound."""
        if self.bound is None:
            return None
        return max(0.0, self.value - self.bound) / max(1e-9, abs(self.value), self.stake)


@dataclass(frozen=True, slots=True)
class ForcePlan:
    """The answer of the force-generation room; assignments are those of the deployable fill."""

    goals: tuple[Goal, ...]
    fills: Mapping[Fill, tuple[Goal, ...]]
    requirements: tuple[RequirementFill, ...]
    assignments: tuple[Assignment, ...]
    unused: tuple[UnusedPledge, ...]
    ask_lists: AskLists
    """The shortest list of what to ask for and the cheapest."""
    stopped_early: bool = False
    """True where a limit came before the last goal of a fill or of a list of asks was solved."""

    @property
    def asks(self) -> tuple[Ask, ...]:
        """The shortest list of what to ask for."""
        return self.ask_lists.shortest.lines

    @property
    def is_met(self) -> bool:
        """True where every requirement is filled on every day."""
        return all(entry.shortfall == 0 for entry in self.requirements)
