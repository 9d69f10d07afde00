"""Records of explanations: why a number of a plan is what it is, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.scenario.document import KeyPath

# What is smaller is rounding of the solver: of a number, relative to it and to 1.
CLOSE = 1e-5


class SubjectKind(StrEnum):
    """What can be asked about."""

    REQUIREMENT = "requirement"
    SITE = "site"
    ITEM = "item"
    PREPOSITIONED = "prepositioned"
    POLICY = "policy"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing asked about: ids, and the days [first, until) of a site or item; None for all."""

    kind: SubjectKind
    id: str
    item: str | None = None
    first: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """A number of the plan that can be explained, and the words to ask for it."""

    what: str
    title: str
    value: float
    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class BindingLimit:
    """A limit that stands in the way, in the words of the scenario.

    `price` is what the first unit of it takes off the number that is explained; of a cause (a
    pledge that is late, say) what it accounts for. `first` and `until` are the days on which it
    binds; None where it holds throughout.
    """

    path: KeyPath
    title: str
    unit: str
    price: float
    first: int | None = None
    until: int | None = None


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """One value of the scenario, as it is written and as it would have to be."""

    path: KeyPath
    title: str
    before: str
    after: str
    amount: float
    unit: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """Changes that are made together. `size` is their price, or the share of what is allowed, added
    up. `left` is what the number comes to when the changed scenario is planned anew; `meets` is
    True where that is what was asked for."""

    changes: tuple[ChangedValue, ...]
    size: float
    left: float
    meets: bool


class Why(StrEnum):
    """How it is known that a change does not help."""

    PRICE = "price"
    """The first unit of it saves nothing, but at the cost of others: by its price, on plans too
    large to try each."""
    TRIED = "tried"
    """The scenario was planned anew with as much of it as may be."""
    TOGETHER = "together"
    """As many as may be of this and others were planned together, on plans too large to try each,
    and nothing was better."""
    FORBIDDEN = "forbidden"
    """The scenario with it breaks a rule, or has no plan."""


@dataclass(frozen=True, slots=True)
class NoHelp:
    """A value whose change alone does not make the number smaller, however far it goes."""

    path: KeyPath
    title: str
    why: Why


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a number of a plan is what it is, what would bring it to `goal`, and what would not.

    `reckoned_in` is "USD" where every change has a price in the scenario, else "share". `single` is
    the cheapest change that alone reaches the goal; None where none does: `nearest` then is the one
    that comes nearest. `cheapest` is the cheapest set of changes that was found; sets with days and
    words were looked for where `days_searched`.
    """

    what: str
    title: str
    value: float
    unit: str
    goal: float
    reckoned_in: str
    limits: tuple[BindingLimit, ...]
    single: Remedy | None
    nearest: Remedy | None
    cheapest: Remedy | None
    days_searched: bool
    cut_short: bool
    """True where a time limit ended a plan before its last goal: its numbers may be better."""
    no_help: tuple[NoHelp, ...]

    @property
    def is_met(self) -> bool:
        """True where the number is what was asked for already."""
        return self.value <= self.goal + CLOSE * (1 + abs(self.goal))
