"""Records of provenance: what the numbers of a plan rest on, and which figures move them.

Each figure that has a low or a high is put there, alone, and the plan is made again. What a number
then swings by is the most that it came to less the least, its value in the plan among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.records.shares import Shares
from planner.scenario.provenance import RegisteredFigure


class Headline(StrEnum):
    """The numbers of a plan that a figure may move."""

    GAP = "gap_tonnes"
    UNFILLED = "unfilled_requirement_days"
    PERSONNEL = "assigned_personnel"
    UNMET_FIRST = "unmet_first_tonnes"
    UNMET = "unmet_tonnes"
    POLICY = "policy_tonne_days"
    COST = "cost_usd"
    PREPOSITIONED = "prepositioned_tonnes"


UNITS = {
    Headline.GAP: "t",
    Headline.UNFILLED: "requirement-days",
    Headline.PERSONNEL: "persons",
    Headline.UNMET_FIRST: "t",
    Headline.UNMET: "t",
    Headline.POLICY: "t-days",
    Headline.COST: "USD",
    Headline.PREPOSITIONED: "t",
}

Values = dict[Headline, float]


class How(StrEnum):
    """How the numbers at one end of a figure are known."""

    AS_IT_IS = "as it is"
    """There is no such end, or it is the value itself."""
    UNCHANGED = "unchanged"
    """No problem that a solver sees is another; what is in closed form was worked out anew."""
    PROVEN = "proven"
    """The plan still fits, and the prices of its limits show that none is better."""
    SOLVED = "solved"
    """The plan was made again."""
    ESTIMATED = "estimated"
    """The supply plan was not made again; there is an estimate by the prices of its limits."""
    NONE = "none"
    """There is no plan, or no such scenario."""


@dataclass(frozen=True, slots=True)
class End:
    """The numbers of the plan with one figure at its low or its high.

    `values` has those that are known; `estimates` those of the supply plan that are only estimated.
    `told` says why there are none.
    """

    at: float | None
    how: How
    values: Values
    estimates: Values
    told: str = ""


@dataclass(frozen=True, slots=True)
class Swung:
    """A figure that was put at its low and at its high."""

    entry: RegisteredFigure
    low: End
    high: End

    @property
    def ends(self) -> tuple[End, End]:
        """Its low and its high."""
        return self.low, self.high

    @property
    def is_open(self) -> bool:
        """True where the supply plan at one of its ends is only estimated."""
        return any(end.how is How.ESTIMATED for end in self.ends)


@dataclass(frozen=True, slots=True)
class Swing:
    """What one figure does to one number; `low` and `high` are None where that is not known."""

    entry: RegisteredFigure
    low: float | None
    base: float
    high: float | None

    @property
    def size(self) -> float:
        """The most that the number comes to less the least."""
        known = [value for value in (self.low, self.base, self.high) if value is not None]
        return max(known) - min(known)


@dataclass(frozen=True, slots=True)
class Tornado:
    """One number of the plan and the figures that move it, the one that moves it most first.

    `share` says of what kind they are: the swings of each kind, of the sum of all swings. `still`
    counts the figures that do not move it, `open` those of which it is only estimated, and
    `most_open` is the largest of these estimates.
    """

    headline: Headline
    base: float
    swings: tuple[Swing, ...]
    share: dict[str, float]
    still: int
    open: int
    most_open: float


@dataclass(frozen=True, slots=True)
class Effort:
    """How the numbers were found: ends of figures by `How`, and the time step of the supply plan.

    `blocks` is the longest block of days of the supply plan; None where it is by the day, or where
    there is none. `left_open` are the figures whose supply plan was not made again.
    """

    figures: int
    ends: dict[str, int]
    blocks: int | None
    left_open: int


@dataclass(frozen=True)
class Provenance:
    """What a plan rests on: the register, and what each figure with a range does to its numbers."""

    figures: tuple[RegisteredFigure, ...]
    swung: tuple[Swung, ...]
    unranged: tuple[RegisteredFigure, ...]
    tornadoes: tuple[Tornado, ...]
    shares: Shares
    effort: Effort

    @property
    def refused(self) -> tuple[tuple[RegisteredFigure, End], ...]:
        """The ends at which there is no plan, with the figure that has them."""
        return tuple(
            (figure.entry, end)
            for figure in self.swung
            for end in figure.ends
            if end.how is How.NONE
        )
