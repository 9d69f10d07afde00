"""What a plan says, as far as readiness is told by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.catalogue import Factbook
from planner.records.deployment import Deployment
from planner.records.forces import ForcePlan
from planner.records.host_nation import HostNation
from planner.records.laydown import Laydown
from planner.records.supply import SupplyPlan
from planner.scenario import Scenario

Floats = NDArray[np.float64]
PERSON = "person"
"""The measure of what counts persons."""


@dataclass(frozen=True)
class Facts:
    """The records that readiness is computed from; what a plan does not have is None."""

    scenario: Scenario
    """As it was solved: what the host nation holds and trains said as requirements and pledges."""
    written: Scenario
    """As it was written."""
    book: Factbook
    forces: ForcePlan | None = None
    deployment: Deployment | None = None
    host: HostNation | None = None
    laydown: Laydown = field(default_factory=lambda: Laydown(()))
    supply: SupplyPlan | None = None

    @property
    def start(self) -> int:
        """First day of the calendar."""
        assert self.scenario.calendar is not None
        return self.scenario.calendar.start

    @property
    def end(self) -> int:
        """First day after the calendar."""
        assert self.scenario.calendar is not None
        return self.scenario.calendar.end

    def nothing(self) -> Floats:
        """0 on every day of the calendar."""
        return np.zeros(self.end - self.start)

    def add(self, total: Floats, first: int, until: int, amount: float) -> None:
        """Add an amount to a sum by day, on the days [first, until) of the calendar."""
        a, b = max(first - self.start, 0), min(until, self.end) - self.start
        if a < b:
            total[a:b] += amount

    def steps(self, changes: Iterable[tuple[int, float]]) -> Floats:
        """A number by day, from the days on which it changes and what it is from then on."""
        found = self.nothing()
        for day, value in changes:
            found[max(day - self.start, 0) :] = value
        return found
