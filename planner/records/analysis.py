"""Records of questions that need many plans: how late, and what stock survives a loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from planner.catalogue.ids import ForceId, ItemId, SiteId, StorageId


@dataclass(frozen=True, slots=True)
class Failure:
    """The first demand that is not met, in the plan that fails as late as it can."""

    site: SiteId
    item: ItemId
    day: int


@dataclass(frozen=True, slots=True)
class LatenessPoint:
    """External arrangements so many days late: what stays unmet in all, and what fails first of
    what is met on time."""

    days: int
    tonnes: float
    failure: Failure | None


@dataclass(frozen=True, slots=True)
class Lateness:
    """How many days late the external arrangements of a force can be; of all where it is None.

    `most` is the largest number of whole days at which no more is unmet than on time; None where
    that holds for any number: after `horizon` days nothing changes any more. `points` are the plans
    that were made, by days. `monotone` is False where a later start was found to leave less unmet,
    so that a number below `most` may fail.
    """

    force: ForceId | None
    title: str
    most: int | None
    horizon: int
    points: tuple[LatenessPoint, ...]
    monotone: bool


@dataclass(frozen=True, slots=True)
class Loss:
    """A lane or a site that is lost on the days [start, until)."""

    kind: Literal["lane", "site"]
    id: str
    start: int
    until: int


@dataclass(frozen=True, slots=True)
class LossSurvived:
    """What one loss asks for.

    `added` are the tonnes that had to be added for it to the stock already found; where that is
    something, `alone` is the least stock that survives this loss, whatever it is made of. `unmet`
    and `unmet_without` are the tonnes that stay unmet with the stock, and that no plan can meet
    without any loss: where the first is more, no stock survives the loss. `checked` says that a
    solve with no more than the stock found the same.
    """

    loss: Loss
    alone: float | None
    added: float
    unmet: float
    unmet_without: float
    checked: bool

    @property
    def is_survived(self) -> bool:
        """True where no more is unmet than without the loss."""
        return self.unmet <= self.unmet_without + KILOGRAM_T


@dataclass(frozen=True, slots=True)
class SurvivalStock:
    """Stock of one item at one site, in its unit of issue: without any loss, and to survive all."""

    site: SiteId
    item: ItemId
    unit: str
    without: float
    quantity: float
    tonnes: float


@dataclass(frozen=True, slots=True)
class Overfull:
    """A store that cannot hold the stock found for all losses together, and by how many cubic
    metres."""

    site: SiteId
    group: StorageId
    m3: float


@dataclass(frozen=True, slots=True)
class Survival:
    """The stock that survives losing any one lane or site for `days` days.

    `tonnes` is that stock, `without` the stock of the plan without any loss, and `bound` what no
    stock that survives every loss can be below. `skipped` are losses of what carries nothing then.
    `overfull` are stores too small for what different losses ask for together.
    """

    days: int
    starts: tuple[int, ...]
    stocks: tuple[SurvivalStock, ...]
    tonnes: float
    without: float
    bound: float
    losses: tuple[LossSurvived, ...]
    skipped: tuple[Loss, ...]
    overfull: tuple[Overfull, ...] = ()

    @property
    def is_survived(self) -> bool:
        """True where the stock survives every loss, and there is room for it."""
        return not self.overfull and all(entry.is_survived for entry in self.losses)


# Less than a kilogram of unmet demand is a solver's rounding.
KILOGRAM_T = 1e-3
