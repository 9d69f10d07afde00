"""How sure a plan is, in the words of the result contract."""

from __future__ import annotations

from pydantic import Field

from planner.records.contract.part import Part
from planner.records.contract.result import Meta


class EstimatePart(Part):
    """A number that draws estimate, and between what it lies 19 times of 20."""

    value: float
    low: float | None
    """null where one batch of draws alone cannot say."""
    high: float | None


class LevelPart(Part):
    """So large a share of the draws is not above the value."""

    level: float
    value: float


class ExceededPart(Part):
    """The chance of more than a value."""

    value: float
    chance: float


class OutlookPart(Part):
    """How much is missing over all draws."""

    mean: EstimatePart
    quantiles: list[LevelPart]
    worst: float
    """The mean of the tenth of the draws in which most is missing: conditional value at risk."""
    exceeded: list[ExceededPart]


class ChanceDaysPart(Part):
    """Days on which the chance that all is there is the same."""

    from_: str = Field(alias="from")
    until: str
    """First day no longer included."""
    chance: float


class RequirementRiskPart(Part):
    """How sure one requirement is."""

    requirement: str
    title: str
    force: str
    tier: int
    met: EstimatePart
    """Chance that it is met on every day that it is wanted."""
    by_day: list[ChanceDaysPart]
    unfilled: OutlookPart
    """Requirement-days."""
    measure: str
    extra: list[LevelPart]
    """What to ask for beside what the plan sends, there from the first day, in the measure, so that
    in so large a share of the draws nothing of its own is missing."""


class FanPart(Part):
    """Days on which the share of what a force requires that is there has the same quantiles."""

    from_: str = Field(alias="from")
    until: str
    shares: list[LevelPart]


class ForceRiskPart(Part):
    """How sure a force is: that all its requirements are met."""

    force: str
    title: str
    met: EstimatePart
    by_day: list[ChanceDaysPart]
    unfilled: OutlookPart
    fan: list[FanPart]


class ForcesRiskPart(Part):
    """Requirements and forces, with who serves where held as planned."""

    draws: int
    unfilled: OutlookPart
    """Requirement-days of all requirements that somebody serves on, or that have states."""
    requirements: list[RequirementRiskPart]
    forces: list[ForceRiskPart]
    never: int
    """Requirements that nobody serves on in the plan: short in every draw, and not listed."""


class SiteRiskPart(Part):
    """How sure the supply of a site is: that no demand goes unmet."""

    site: str
    met: EstimatePart
    by_day: list[ChanceDaysPart]
    unmet: OutlookPart
    """Tonnes."""


class StockRiskPart(Part):
    """Stock at a site before its first troops: what the plan puts there, and what is enough there
    in a share of the draws."""

    site: str
    item: str
    unit: str
    planned: float
    enough: list[LevelPart]


class StockLevelPart(Part):
    """Stock that is enough everywhere at once in a share of the draws: of each stock the quantile
    at `each` of what draws ask for."""

    level: float
    each: float
    tonnes: float


class SupplyRiskPart(Part):
    """Supply with the plan's stock and openings held; movements are the best once it is known how
    the draw turned out."""

    draws: int
    unmet: OutlookPart
    """Tonnes."""
    met: EstimatePart
    """Chance that no demand goes unmet."""
    sites: list[SiteRiskPart]
    """The sites at which demand goes unmet in any draw."""
    stocks: list[StockRiskPart]
    levels: list[StockLevelPart]
    blocks: int | None
    """The longest block of days of the supply plans; null where they are by the day."""
    without: int
    """Draws without a plan."""
    told: str
    """Why the first of them has none."""


class DriverPart(Part):
    """The rank correlation of what an unknown comes to with a number."""

    unknown: str
    title: str
    member: str
    rank: float | None


class VariancePart(Part):
    """The share of the variance of a number that an unknown makes, alone and with others; of
    unknowns that are correlated all together."""

    unknowns: list[str]
    titles: list[str]
    member: str
    """What of it; blank for all that it concerns."""
    first: float
    first_off: float
    """Half the width of its interval."""
    total: float
    total_off: float


class DriversPart(Part):
    """What drives a number."""

    number: str
    ranked: list[DriverPart]
    shares: list[VariancePart]


class ReachedPart(Part):
    """An estimate after so many draws."""

    draws: int
    estimate: EstimatePart


class ConvergencePart(Part):
    """How an estimate settled."""

    number: str
    points: list[ReachedPart]


class UnknownPart(Part):
    """An unknown of the run."""

    unknown: str
    title: str
    effect: str
    members: int
    """How many things it concerns."""


class RiskResult(Part):
    """How sure a plan is, over many draws of what is not known."""

    meta: Meta
    seed: int
    wanted: int
    """Draws that were asked for."""
    within: float | None
    """How closely every chance was to be known; null where all draws were made."""
    implied: bool
    """True where the scenario states no unknowns and its figures imply them."""
    unknowns: list[UnknownPart]
    forces: ForcesRiskPart | None
    supply: SupplyRiskPart | None
    drivers: list[DriversPart]
    convergence: list[ConvergencePart]
