"""Records of preparing: what to choose before it is known which disruption comes, and its worth."""

from __future__ import annotations

from dataclasses import dataclass

from planner.catalogue.ids import ItemId, SiteId

# A difference below this is none, in parts of what is compared: a goal that is held may come back
# by half of it.
SAME = 2e-4


# How a goal was proven that came to what no choice is below.
KNOWN = "as if known"


@dataclass(frozen=True, slots=True)
class FutureUnmet:
    """What goes unmet where these disruptions come, tonnes by priority.

    `planned` with what the plan chooses beforehand, None where that leaves no plan; `prepared` with
    what is chosen for all futures together; `known` where it had been known before. `chance` is
    None where any of so many may come. `as_undisturbed` where supply is as if nothing happened, to
    the last digit: what changes is held as planned, or supply does not ask for it.
    """

    disruptions: tuple[str, ...]
    title: str
    chance: float | None
    planned: tuple[float, ...] | None
    prepared: tuple[float, ...]
    known: tuple[float, ...]
    as_undisturbed: bool


@dataclass(frozen=True, slots=True)
class PreparedStock:
    """Stock at a site before its first troops, in the item's unit and in tonnes."""

    site: SiteId
    item: ItemId
    unit: str
    planned: float
    prepared: float
    planned_t: float
    prepared_t: float


@dataclass(frozen=True, slots=True)
class PreparedChoice:
    """Something that is opened (0 or 1) or built, and what one of it costs in US dollars; `kind` is
    site, lane or addition."""

    kind: str
    id: str
    planned: float
    prepared: float
    cost: float


@dataclass(frozen=True, slots=True)
class PreparedValue:
    """The criterion over what goes unmet of a priority, in tonnes; of all of them without one.

    `planned` is None where the plan's own choices leave some future no plan.
    """

    priority: int | None
    planned: float | None
    prepared: float
    known: float

    @property
    def of_preparing(self) -> float | None:
        """Value of the stochastic solution: what preparing saves against the plan's own choices."""
        return None if self.planned is None else self.planned - self.prepared

    @property
    def of_knowing(self) -> float:
        """Expected value of perfect information: what would be saved if it were known before."""
        return self.prepared - self.known


@dataclass(frozen=True, slots=True)
class SolvedGoal:
    """A goal of the first stage: its value, how far it may be from the best, and how it was solved.

    `rounds` are rounds of cuts, 0 in one model; `note` says why it was not solved as asked for.
    """

    goal: str
    priority: int | None
    value: float
    gap: float | None
    method: str
    rounds: int
    note: str | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is best chosen before it is known which disruption comes.

    `criterion` is mean, cvar or worst, `level` that of cvar; with `at_once` any so many of the
    disruptions may come together. `blocks` is the longest block of days, None by the day.
    """

    criterion: str
    level: float | None
    at_once: int | None
    priorities: tuple[int, ...]
    futures: tuple[FutureUnmet, ...]
    stocks: tuple[PreparedStock, ...]
    choices: tuple[PreparedChoice, ...]
    values: tuple[PreparedValue, ...]
    goals: tuple[SolvedGoal, ...]
    blocks: int | None

    @property
    def planned_t(self) -> float:
        """Tonnes of stock that the plan has before the first troops."""
        return sum(stock.planned_t for stock in self.stocks)

    @property
    def prepared_t(self) -> float:
        """Tonnes of stock that are prepared."""
        return sum(stock.prepared_t for stock in self.stocks)

    @property
    def planned_usd(self) -> float:
        """US dollars that what the plan opens and builds costs."""
        return sum(choice.planned * choice.cost for choice in self.choices)

    @property
    def prepared_usd(self) -> float:
        """US dollars that what is opened and built beforehand costs."""
        return sum(choice.prepared * choice.cost for choice in self.choices)

    @property
    def in_all(self) -> PreparedValue:
        """The criterion over all that goes unmet."""
        return self.values[-1]

    @property
    def first_saved(self) -> PreparedValue | None:
        """The first priority of which preparing changes what goes unmet; None where it does not."""
        return next(
            (
                value
                for value in self.values[:-1]
                if value.planned is None
                or abs(value.planned - value.prepared) > SAME * max(1.0, value.planned)
            ),
            None,
        )
