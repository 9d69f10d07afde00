"""Records of risk: how sure a plan is when what nobody knows turns out in many ways."""

from __future__ import annotations

from dataclasses import dataclass

from planner.catalogue.ids import ForceId, ItemId, RequirementId, SiteId


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number that draws estimate, and between what it lies 19 times of 20."""

    value: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """How far off it may be."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, slots=True)
class Outlook:
    """How much is missing over all draws.

    `quantiles` are (level, value): so large a share of the draws is not above the value. `worst` is
    the mean of the tenth of the draws in which most is missing, the conditional value at risk;
    `exceeded` are (value, chance of more), from the least value on.
    """

    mean: Estimate
    quantiles: tuple[tuple[float, float], ...]
    worst: float
    exceeded: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class ChanceStretch:
    """Days [start, until) on which the chance that all is there is the same."""

    start: int
    until: int
    chance: float


@dataclass(frozen=True, slots=True)
class RequirementRisk:
    """How sure one requirement is: the chance that it is met on every day that it is wanted, the
    chance day by day, and requirement-days unfilled.

    `extra` is what to ask for beside what the plan sends, before it is known who fails: (level,
    quantity in `measure`), there from the first day, so that in so large a share of the draws
    nothing of its own is missing. What it needs of other requirements is asked for at those.
    """

    requirement: RequirementId
    title: str
    force: ForceId
    tier: int
    met: Estimate
    by_day: tuple[ChanceStretch, ...]
    unfilled: Outlook
    measure: str
    extra: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class FanStretch:
    """Days [start, until) with quantiles of a share over the draws, at the levels of a fan."""

    start: int
    until: int
    levels: tuple[float, ...]
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ForceRisk:
    """How sure a force is: the chance that all its requirements are met, ever and day by day,
    requirement-days unfilled, and how much of what it requires is there, as a fan."""

    force: ForceId
    title: str
    met: Estimate
    by_day: tuple[ChanceStretch, ...]
    unfilled: Outlook
    fan: tuple[FanStretch, ...]


@dataclass(frozen=True, slots=True)
class SiteRisk:
    """How sure the supply of a site is: the chance that no demand goes unmet, ever and day by day,
    and tonnes unmet."""

    site: SiteId
    met: Estimate
    by_day: tuple[ChanceStretch, ...]
    unmet: Outlook


@dataclass(frozen=True, slots=True)
class StockRisk:
    """Stock of one item at one site before its first troops: what the plan puts there, and what is
    enough there in so large a share of the draws, as (level, quantity)."""

    site: SiteId
    item: ItemId
    unit: str
    planned: float
    enough: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class StockLevel:
    """Stock that is enough at every site at once in a share of the draws of at least `level`.

    At each site and of each item it is the quantile at `each` of what draws ask for; `tonnes` is
    all of it.
    """

    level: float
    each: float
    tonnes: float


@dataclass(frozen=True, slots=True)
class SupplyRisk:
    """Supply with the plan's stock and openings held, and what moves later chosen in each draw by
    who knows how it turned out: no real plan does better.

    `without` counts draws without a plan, and `told` says why the first of them has none.
    """

    draws: int
    unmet: Outlook
    met: Estimate
    sites: tuple[SiteRisk, ...]
    stocks: tuple[StockRisk, ...]
    levels: tuple[StockLevel, ...]
    blocks: int | None
    without: int = 0
    told: str = ""


@dataclass(frozen=True, slots=True)
class ForcesRisk:
    """Requirements and forces, with who serves where held as planned."""

    draws: int
    unfilled: Outlook
    requirements: tuple[RequirementRisk, ...]
    forces: tuple[ForceRisk, ...]
    never: int
    """Requirements without states on which nobody serves: short in every draw, and not listed."""


@dataclass(frozen=True, slots=True)
class Driver:
    """What one unknown, or what it concerns, does to a number.

    `rank` is the rank correlation of what it comes to with the number (Spearman); None where one of
    them never changes.
    """

    unknown: str
    title: str
    member: str
    rank: float | None


@dataclass(frozen=True, slots=True)
class ShareOfVariance:
    """The share of the variance of a number that an unknown makes: alone (`first`), and with all
    that it does together with others (`total`), each with half the width of its interval
    (Sobol' 2001; Saltelli and others 2010). `member` is what of it: blank for all that it concerns
    where that goes together. Unknowns that are correlated count as one."""

    unknowns: tuple[str, ...]
    titles: tuple[str, ...]
    member: str
    first: float
    first_off: float
    total: float
    total_off: float


@dataclass(frozen=True, slots=True)
class Drivers:
    """What drives a number, what drives it most first."""

    number: str
    ranked: tuple[Driver, ...]
    shares: tuple[ShareOfVariance, ...] = ()


@dataclass(frozen=True, slots=True)
class Convergence:
    """How an estimate settled: after so many draws, the estimate."""

    number: str
    points: tuple[tuple[int, Estimate], ...]


@dataclass(frozen=True, slots=True)
class UnknownTold:
    """An unknown of the run: what it is, what it does, and how many things it concerns."""

    unknown: str
    title: str
    effect: str
    members: int


@dataclass(frozen=True, slots=True)
class Risk:
    """How sure a plan is.

    `wanted` draws were asked for; fewer were made where every chance was known `within` so much.
    `implied` is true where the scenario states no unknowns and its figures imply them.
    """

    seed: int
    wanted: int
    within: float | None
    implied: bool
    unknowns: tuple[UnknownTold, ...]
    forces: ForcesRisk | None
    supply: SupplyRisk | None
    drivers: tuple[Drivers, ...]
    convergence: tuple[Convergence, ...]
