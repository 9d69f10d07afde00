"""Records of a comparison: several plans side by side, the first of them the one compared with."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Amounts = tuple[float | None, ...]
"""One for each plan, in the order of the plans; None where a plan has no such number."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A plan of a comparison; `name` tells it from the others in a column's head."""

    name: str
    title: str
    status: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a scenario has at a path: the value as it is written, its unit, where it comes from."""

    value: str
    unit: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class InputChange:
    """A path at which the scenarios differ, and what each has there; None where it has nothing."""

    path: str
    written: tuple[Written | None, ...]


class Measured(StrEnum):
    """The numbers that a plan is read by."""

    GAP_PERSON_DAYS = "gap_person_days"
    GAP_TONNES = "gap_tonnes"
    REQUIREMENTS = "requirements"
    REQUIREMENTS_FILLED = "requirements_filled"
    UNFILLED_DAYS = "unfilled_requirement_days"
    PERSONNEL = "assigned_personnel"
    PREPOSITIONED_TONNES = "prepositioned_tonnes"
    PREPOSITIONED_SITES = "prepositioned_sites"
    FIRST_LEAVES = "first_leaves"
    FAILS_ALONE = "fails_alone"
    UNMET_TONNES = "unmet_tonnes"
    FIRST_UNMET = "first_unmet"
    BREACHES = "breaches"
    BREACH_TONNE_DAYS = "breach_tonne_days"
    MOVED_TONNES = "moved_tonnes"
    COST = "cost_usd"
    FUNDING_COST = "funding_cost_usd"
    UNFUNDED = "unfunded_usd"
    FIRST_UNFUNDED = "first_unfunded"
    UNUSED = "unused_usd"


UNITS: dict[Measured, str] = {
    Measured.GAP_PERSON_DAYS: "person-days",
    Measured.GAP_TONNES: "t",
    Measured.REQUIREMENTS: "requirements",
    Measured.REQUIREMENTS_FILLED: "requirements",
    Measured.UNFILLED_DAYS: "requirement-days",
    Measured.PERSONNEL: "persons",
    Measured.PREPOSITIONED_TONNES: "t",
    Measured.PREPOSITIONED_SITES: "sites",
    Measured.FIRST_LEAVES: "day",
    Measured.FAILS_ALONE: "day",
    Measured.UNMET_TONNES: "t",
    Measured.FIRST_UNMET: "day",
    Measured.BREACHES: "policies",
    Measured.BREACH_TONNE_DAYS: "t-days",
    Measured.MOVED_TONNES: "t",
    Measured.COST: "USD",
    Measured.FUNDING_COST: "USD",
    Measured.UNFUNDED: "USD",
    Measured.FIRST_UNFUNDED: "day",
    Measured.UNUSED: "USD",
}
DAYS = frozenset(name for name, unit in UNITS.items() if unit == "day")
"""Those that are days, counted from D-day."""


@dataclass(frozen=True, slots=True)
class HeadlineChange:
    """One number of the plans; one that is not among a plan's questions is None there."""

    name: Measured
    amounts: Amounts

    @property
    def unit(self) -> str:
        """What it is counted in; "day" for a day after D-day."""
        return UNITS[self.name]

    @property
    def differs(self) -> bool:
        """Whether the plans are not alike in it."""
        return differ(self.amounts)


@dataclass(frozen=True, slots=True)
class FillChange:
    """The shortfall of a requirement that the plans do not fill alike, in its own measure."""

    requirement: str
    title: str
    measure: str
    shortfalls: Amounts


@dataclass(frozen=True, slots=True)
class StockChange:
    """Tonnes of one item at one site that the plans do not have alike: to stand there beforehand,
    or demand that is not met."""

    site: str
    site_title: str
    item: str
    tonnes: Amounts


@dataclass(frozen=True, slots=True)
class FailureChange:
    """The day on which a site first runs out of something without outside support; None for a plan
    in which it does not, or in which nobody needs anything there: `needed` tells these apart."""

    site: str
    site_title: str
    days: tuple[int | None, ...]
    needed: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class MoneyChange:
    """US dollars of one entry of `costs` that nobody pays, or that one contribution pays."""

    id: str
    title: str
    dollars: Amounts


@dataclass(frozen=True, slots=True)
class Comparison:
    """Plans side by side: what was changed in what was written, and what that did."""

    plans: tuple[Compared, ...]
    inputs: tuple[InputChange, ...]
    headlines: tuple[HeadlineChange, ...]
    fills: tuple[FillChange, ...]
    prepositioned: tuple[StockChange, ...]
    """By site and item, every one that stands in some plan, alike in all of them or not."""
    unmet: tuple[StockChange, ...]
    failures: tuple[FailureChange, ...]
    unfunded: tuple[MoneyChange, ...]
    """Every entry of `costs` that some plan leaves unpaid in part."""
    paying: tuple[MoneyChange, ...]
    """Every contribution that pays something in some plan."""


def differ(amounts: Amounts) -> bool:
    """Whether amounts are not all the same, but for the noise of a solver."""
    first, *others = (None if amount is None else round(amount, 4) for amount in amounts)
    return any(other != first for other in others)
