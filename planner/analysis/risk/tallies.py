"""What many draws come to, in as much memory for a million as for a hundred.

A number is counted in `BINS` bins of equal width between the least and the most that it can be; a
bin knows how many fell into it and their sum, so means are exact, and quantiles and the mean of the
worst are so wherever a bin holds one value.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.records.risk import Estimate, Outlook

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

BINS = 4_000
# How sure an interval is: 19 of 20 hold the number that is estimated.
SURE = 0.95
# Quantiles that are told of what may be short, and the share of draws that are the worst.
# In which share of the draws stock, or what is asked for, is to be enough.
LEVELS = (0.8, 0.9, 0.95)
QUANTILES = (0.5, 0.8, 0.9, 0.95)
WORST = 0.1


@dataclass
class Distribution:
    """A number that is nought or more, in every draw; `most` is what it cannot be above."""

    most: float
    counts: Ints = field(default_factory=lambda: np.zeros(BINS, dtype=np.int64))
    sums: Floats = field(default_factory=lambda: np.zeros(BINS))
    means: list[float] = field(default_factory=list)

    def add(self, values: Floats) -> None:
        """Count one batch: [B] a value in each draw."""
        width = self.most / BINS if self.most > 0 else 1.0
        places = np.clip((values / width).astype(np.int64), 0, BINS - 1)
        self.counts += np.bincount(places, minlength=BINS)
        self.sums += np.bincount(places, weights=values, minlength=BINS)
        self.means.append(float(values.mean()))

    @property
    def draws(self) -> int:
        """How many values were counted."""
        return int(self.counts.sum())

    @property
    def mean(self) -> Estimate:
        """The mean, and between what it lies: batches are as good as independent, so their means
        say how far the mean of all may be off (Student's t)."""
        return mean_of(float(self.sums.sum() / self.draws), self.means)

    def outlook(self) -> Outlook:
        """The mean, quantiles, the mean of the worst draws, and the chance of more than so much."""
        quantiles = tuple((level, self.quantile(level)) for level in QUANTILES)
        return Outlook(self.mean, quantiles, self.worst(WORST), tuple(self.exceeded()))

    def quantile(self, level: float) -> float:
        """The least value that so large a share of the draws is not above."""
        place = int(np.searchsorted(np.cumsum(self.counts), math.ceil(level * self.draws - 1e-9)))
        return float(self.sums[place] / self.counts[place])

    def worst(self, share: float) -> float:
        """The mean of the largest values, of so large a share of the draws: the conditional value
        at risk (Rockafellar and Uryasev 2000)."""
        left = total = share * self.draws
        found = 0.0
        for place in np.flatnonzero(self.counts)[::-1].tolist():
            taken = min(left, float(self.counts[place]))
            found += taken * float(self.sums[place] / self.counts[place])
            left -= taken
            if left <= 0:
                break
        return found / total

    def exceeded(self) -> list[tuple[float, float]]:
        """Values from the least on, and the share of the draws that are above each."""
        places = np.flatnonzero(self.counts)
        above = 1 - np.cumsum(self.counts[places]) / self.draws
        values = self.sums[places] / self.counts[places]
        return list(zip(values.tolist(), np.maximum(above, 0.0).tolist(), strict=True))


@dataclass
class Shares:
    """Shares from 0 to 1 of N things in every draw, as counts [N, S + 1] by hundredths."""

    counts: Ints

    @classmethod
    def of(cls, things: int) -> Shares:
        """None counted yet."""
        return cls(np.zeros((things, 101), dtype=np.int64))

    def add(self, values: Floats) -> None:
        """Count one batch: [B, N]."""
        places = np.clip(np.floor(values * 100 + 1e-9).astype(np.int64), 0, 100)
        things = np.arange(self.counts.shape[0])
        np.add.at(self.counts, (np.broadcast_to(things, places.shape), places), 1)

    def quantile(self, level: float) -> Floats:
        """[N] the share, in whole hundredths, that so large a share of the draws is not above."""
        sums = np.cumsum(self.counts, axis=1)
        needed = np.ceil(level * sums[:, -1:] - 1e-9)
        return np.asarray((sums >= needed).argmax(axis=1) / 100)


def mean_of(mean: float, means: Sequence[float]) -> Estimate:
    """A mean of all, and between what it lies about 19 times of 20 by the means of batches."""
    if len(means) < 2:
        return Estimate(mean, -math.inf, math.inf)
    spread = float(np.std(means, ddof=1)) / math.sqrt(len(means)) * _student(len(means) - 1)
    return Estimate(mean, mean - spread, mean + spread)


def chance_of(hits: int, draws: int) -> Estimate:
    """A chance, and between what it lies at least 19 times of 20 (Wilson 1927): draws that lie
    evenly are nearer to it than those that do not."""
    z = _normal_sure()
    share = hits / draws
    middle = (share + z * z / (2 * draws)) / (1 + z * z / draws)
    reach = math.sqrt(share * (1 - share) / draws + z * z / (4 * draws * draws))
    reach *= z / (1 + z * z / draws)
    low = 0.0 if hits == 0 else max(0.0, middle - reach)
    high = 1.0 if hits == draws else min(1.0, middle + reach)
    return Estimate(share, low, high)


def _student(freedom: int) -> float:
    from scipy.stats import t

    return float(t.ppf((1 + SURE) / 2, freedom))


def _normal_sure() -> float:
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + SURE) / 2)
