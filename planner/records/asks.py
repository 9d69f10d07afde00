"""Records of what to ask contributors for: shopping lists, and what each line of them buys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from planner.catalogue.ids import CapabilityId, ForceId, RequirementId, UnitTypeId

Tiers = Mapping[int, float]
"""Requirement-days by tier of priority."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One line of a list: units of one kind for one force, in theatre by a day."""

    capability: CapabilityId
    measure: str
    quantity: float
    """How much of the capability all of them give, in its measure."""
    latest_arrival: int
    """Day by which they must be in theatre."""
    id: str
    unit: UnitTypeId | None
    """The standard unit; None where there is none that gives the capability."""
    title: str
    """Name of the standard unit, or of the capability."""
    force: ForceId
    units: float
    personnel: float
    """Persons in all of them; 0 where the strength is not known."""
    cost: float | None
    """US dollars for all of them and their tour; None where no cost is stated."""
    strength_known: bool
    """False where no standard unit tells the strength: it is not counted against the ceiling."""
    requirements: tuple[RequirementId, ...]
    """Where the plan with the whole list uses them."""


@dataclass(frozen=True, slots=True)
class StillShort:
    """A requirement that the whole list does not fill, as a limit of the scenario forbids it."""

    requirement: RequirementId
    shortfall: float
    """The most that is missing on a day, in the measure of the capability."""
    requirement_days: float
    limit: str | None = None
    """The first limit that, lifted alone, would leave less missing; None where only several
    together would."""


@dataclass(frozen=True, slots=True)
class RankedAsk:
    """What a line adds to the ones before it, when lines are had in the order of their worth."""

    ask: str
    """Id of the line."""
    gain: Tiers
    """Requirement-days that it fills; for a later tier negative where units move up from it."""
    unfilled: Tiers
    """Requirement-days that stay unfilled with this line and those before it."""


@dataclass(frozen=True, slots=True)
class AskList:
    """A list of asks that closes every gap that can be closed."""

    reckoned_in: Literal["unit", "USD", "person"]
    """What the list has the least of."""
    lines: tuple[Ask, ...]
    unfilled: Tiers
    """Requirement-days that stay unfilled with the whole list."""
    still_short: tuple[StillShort, ...]
    ranking: tuple[RankedAsk, ...]
    """The lines in the order in which to ask for them when not all can be had; empty where they
    were not ranked, as too many hang together."""

    @property
    def closes_all_gaps(self) -> bool:
        """True where nothing is missing with the whole list."""
        return not self.still_short

    @property
    def personnel(self) -> float:
        """Persons in all units whose strength is known."""
        return sum(line.personnel for line in self.lines)

    @property
    def cost(self) -> float | None:
        """US dollars for the whole list; None where a line has no stated cost."""
        costs = [line.cost for line in self.lines if line.cost is not None]
        return sum(costs) if len(costs) == len(self.lines) else None


@dataclass(frozen=True, slots=True)
class AskLists:
    """The shortest list and the cheapest; `unfilled` is without any ask."""

    unfilled: Tiers
    shortest: AskList
    cheapest: AskList
    stopped_early: bool = False
    """True where a limit came before the last goal of a list was solved."""
