"""What to prepare for disruptions, in the words of the result contract."""

from __future__ import annotations

from planner.records.contract.part import Part
from planner.records.contract.result import Meta


class UnmetPart(Part):
    """Tonnes of demand unmet, of a priority."""

    priority: int
    tonnes: float


class FuturePart(Part):
    """What goes unmet where these disruptions come; none of them where nothing happens."""

    disruptions: list[str]
    title: str
    chance: float | None
    """null where any of so many may come, whatever their chances."""
    planned: list[UnmetPart] | None
    """With what the plan chooses beforehand; null where that leaves no plan."""
    prepared: list[UnmetPart]
    """With what is chosen for all futures together."""
    known: list[UnmetPart]
    """Where it had been known before."""
    as_undisturbed: bool
    """Whether supply is as if nothing happened, as it always is where nothing does."""


class PreparedStockPart(Part):
    """Stock at a site before its first troops, in the item's unit and in tonnes."""

    site: str
    item: str
    unit: str
    planned: float
    prepared: float
    planned_t: float
    prepared_t: float


class PreparedChoicePart(Part):
    """Something that is opened (0 or 1) or built."""

    kind: str
    """site, lane or addition."""
    id: str
    planned: float
    prepared: float
    cost: float
    """US dollars for one."""


class PreparedValuePart(Part):
    """The criterion over what goes unmet, in tonnes."""

    priority: int | None
    """null for all priorities together."""
    planned: float | None
    prepared: float
    known: float
    of_preparing: float | None
    """The value of the stochastic solution: `planned` less `prepared`."""
    of_knowing: float
    """The expected value of perfect information: `prepared` less `known`."""


class SolvedGoalPart(Part):
    """A goal of what is chosen beforehand, in the order of the solves."""

    goal: str
    """unmet (tonnes, by the criterion), cost (US dollars) or stock (tonnes)."""
    priority: int | None
    value: float
    gap: float | None
    method: str
    rounds: int
    """Rounds of cuts; 0 in one model."""
    note: str | None
    """Why it was not solved as asked for."""


class PrepareResult(Part):
    """What is best chosen before it is known which disruption comes."""

    meta: Meta
    criterion: str
    """mean, cvar or worst."""
    level: float | None
    """Of cvar: the mean of the worst 1 - level of what may come."""
    at_once: int | None
    """So many disruptions may come together; null where they exclude each other."""
    futures: list[FuturePart]
    stocks: list[PreparedStockPart]
    choices: list[PreparedChoicePart]
    values: list[PreparedValuePart]
    goals: list[SolvedGoalPart]
    blocks: int | None
    """The longest block of days of the supply plans; null where they are by the day."""
