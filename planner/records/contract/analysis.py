"""Questions that need many plans, in the words of the result contract."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from planner.records.contract.part import Part
from planner.records.contract.result import Meta


class FailurePoint(Part):
    """The first demand that is not met, in the plan that fails as late as it can."""

    site: str
    item: str
    day: str


class LatenessPointPart(Part):
    """External arrangements so many days late."""

    days: int
    tonnes: float
    """What stays unmet in all."""
    failure: FailurePoint | None
    """What fails first of what is met on time; null where nothing more fails."""


class LatenessPart(Part):
    """How many days late the external arrangements of a force can be."""

    force: str | None
    """Null for all forces together."""
    title: str
    most: int | None
    """The most days at which no more is unmet than on time; null where any number will do."""
    horizon: int
    """Days after which nothing changes any more."""
    monotone: bool
    """False where a later start was found to leave less unmet."""
    points: list[LatenessPointPart]


class LatenessResult(Part):
    """The answer of `planner lateness`."""

    meta: Meta
    forces: list[LatenessPart]


class LossPart(Part):
    """What the loss of one lane or site asks for."""

    kind: Literal["lane", "site"]
    id: str
    from_: str = Field(alias="from")
    until: str
    alone: float | None
    """The least stock, in tonnes, for this loss alone; null where nothing was added for it."""
    added: float
    """Tonnes added for it to the stock found before."""
    unmet: float
    unmet_without: float
    """Tonnes unmet without any loss; where `unmet` is more, no stock survives the loss."""
    checked: bool
    """True where a solve with the stock fixed found the same."""


class SurvivalStockPart(Part):
    """Stock of one item at one site that survives every loss."""

    site: str
    item: str
    unit: str
    without: float
    """Quantity in the plan without any loss."""
    quantity: float
    tonnes: float


class OverfullPart(Part):
    """A store that cannot hold the stock that all losses together ask for."""

    site: str
    group: str
    m3: float
    """Cubic metres too much."""


class SurvivalResult(Part):
    """The answer of `planner survive`."""

    meta: Meta
    days: int
    starts: list[str]
    tonnes: float
    without: float
    bound: float
    """What no stock that does so can be below."""
    stocks: list[SurvivalStockPart]
    losses: list[LossPart]
    skipped: list[str]
    """Losses of what the plan does not use then."""
    overfull: list[OverfullPart]
