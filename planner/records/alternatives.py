"""Records of other assignments than the best: near-best plans, and the price of decisions."""

from __future__ import annotations

from dataclasses import dataclass

from planner.catalogue.ids import PledgeId, RequirementId
from planner.records.forces import Assignment, Goal


@dataclass(frozen=True, slots=True)
class Reassigned:
    """Units of a pledge on a requirement, in the best plan and in the alternative."""

    pledge: PledgeId
    requirement: RequirementId
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """A plan nearly as good as the best, and how it differs from it."""

    goals: tuple[Goal, ...]
    assignments: tuple[Assignment, ...]
    moves: tuple[Reassigned, ...]
    difference: float
    """Share of the best plan's units that serve elsewhere or not at all, 0 to 1."""
    nearest: float
    """The same share for the nearest of all plans found before it."""


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The best plan, and others that differ from it and from each other as much as they can."""

    within: float
    """How far the requirement-days unfilled of each tier may be above the best, relative to it."""
    goals: tuple[Goal, ...]
    assignments: tuple[Assignment, ...]
    others: tuple[Alternative, ...]
    stopped_early: bool = False
    """True where a limit came before the last goal of a plan was solved."""


@dataclass(frozen=True, slots=True)
class GoalChange:
    """A goal without the decisions, and with them; in the goal's own unit."""

    name: str
    unit: str
    priority: int | None
    before: float
    after: float

    @property
    def difference(self) -> float:
        """What the decisions add."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class ShortfallChange:
    """A requirement of which more or less is missing with the decisions than without them.

    The shortfall is the most that is missing on a day, in the measure of the capability; the days
    are requirement-days unfilled.
    """

    requirement: RequirementId
    shortfall_before: float
    shortfall_after: float
    days_before: float
    days_after: float


@dataclass(frozen=True, slots=True)
class Price:
    """What decisions cost, goal by goal in the order of the solve."""

    goals: tuple[GoalChange, ...]
    requirements: tuple[ShortfallChange, ...]
    moves: tuple[Reassigned, ...]
    stopped_early: bool = False
    """True where a limit came before the last goal of a plan was solved."""
