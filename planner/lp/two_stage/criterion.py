"""What is minimised over the costs of all realisations: the mean, the mean of the worst, the worst.

The cost of a realisation is z_s = c'x + Q_s(x).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.errors import fault
from planner.lp.blocks import Floats
from planner.lp.dot import dot
from planner.messages import said


@dataclass(frozen=True)
class Criterion:
    """(1 - weight) E[z] + weight CVaR_level[z]; with `worst`, the largest z, whatever its chance.

    CVaR, the conditional value-at-risk, is the mean over the worst 1 - level of probability
    (Rockafellar & Uryasev, Optimization of conditional value-at-risk, 2000). Neither number has a
    unit. Raises InputError where `weight` is not from 0 to 1, or `level` not from 0 to below 1.
    """

    weight: float = 0.0
    level: float = 0.95
    worst: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.weight <= 1:
            raise fault(said("two-stage.weight"), seen=f"{self.weight:g}")
        if not 0 <= self.level < 1:
            raise fault(said("two-stage.level"), seen=f"{self.level:g}")

    @property
    def is_mean(self) -> bool:
        """Whether it is the mean alone."""
        return not self.worst and (self.weight == 0 or self.level == 0)

    def value(self, costs: Floats, probabilities: Floats) -> float:
        """The criterion for costs z and their probabilities, each of shape (realisations,).

        Made from the costs in their order, not by the linear program: it is there to check that.
        """
        if self.worst:
            return float(costs.max())
        mean = dot(probabilities, costs)
        if self.is_mean:
            return mean
        return (1 - self.weight) * mean + self.weight * tail_mean(costs, probabilities, self.level)


def tail_mean(costs: Floats, probabilities: Floats, level: float) -> float:
    """The mean over the dearest 1 - level of probability; of a cost on the edge only a part counts.

    Rockafellar & Uryasev, Conditional value-at-risk for general loss distributions, 2002.
    """
    order = np.argsort(-costs, kind="stable")
    tail = 1 - level
    before = np.concatenate([[0.0], np.cumsum(probabilities[order])[:-1]])
    taken = np.clip(tail - before, 0.0, probabilities[order])
    return dot(taken, costs[order]) / tail


MEAN = Criterion()
WORST = Criterion(worst=True)
