"""Which realisations share an estimate (theta) of their costs in the master problem, and a cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from planner.lp.blocks import Flags, Floats, Ids
from planner.lp.dot import dots
from planner.lp.two_stage.criterion import Criterion
from planner.lp.two_stage.problem import TwoStage
from planner.lp.two_stage.second import Reply

# More cuts in a round mean fewer rounds and a larger master (Birge & Louveaux 1988). Above so many
# realisations, those that stand side by side share a cut.
MOST_THETAS = 1_000


@dataclass(frozen=True, eq=False)
class Cuts:
    """Rows of the master: theta >= intercept + slope x, or 0 >= intercept + slope x.

    `intercepts` have shape (cuts,), `slopes` (cuts, first columns); `thetas` says which theta, -1
    where there is none: a feasibility cut.
    """

    thetas: Ids
    intercepts: Floats
    slopes: Floats

    def above(self, x: Floats, theta: Floats, by: float) -> Cuts:
        """Those that x and theta miss by more than `by`, in parts of what the cut says at x."""
        said = self.intercepts + dots(self.slopes, x)
        estimate = np.where(self.thetas >= 0, theta[self.thetas], 0.0)
        kept = said - estimate > by * np.maximum(1.0, np.abs(said))
        return Cuts(self.thetas[kept], self.intercepts[kept], self.slopes[kept])

    @property
    def feasibility(self) -> int:
        """How many say which first stages leave a second one."""
        return int((self.thetas < 0).sum())


@dataclass(frozen=True, eq=False)
class Bundles:
    """theta k stands for the weighted costs of its realisations, or, not `summed`, for the dearest.

    `theta_of` and `weights` have one for each realisation; `shares`, one for each theta, its
    probability.
    """

    theta_of: Ids
    weights: Floats
    shares: Floats
    summed: bool

    def cuts(self, replies: Sequence[Reply], x: Floats) -> Cuts:
        """What replies at x say of all x (Van Slyke & Wets 1969; many cuts: Birge & Louveaux 1988).

        A theta some of whose realisations have no recourse gets no optimality cut.
        """
        feasible = np.array([reply.is_feasible for reply in replies])
        levels = np.array([r.cost if r.is_feasible else r.missed for r in replies])
        slopes = np.array([_slope(reply, x.size) for reply in replies]).reshape(-1, x.size)
        intercepts = levels - dots(slopes, x)
        failing = np.flatnonzero(~feasible)
        missed = Cuts(np.full(failing.size, -1), intercepts[failing], slopes[failing])
        return _together(self._optimality(feasible, intercepts, slopes), _to_scale(missed))

    def _optimality(self, feasible: Flags, intercepts: Floats, slopes: Floats) -> Cuts:
        if not self.summed:
            kept = np.flatnonzero(feasible)
            return Cuts(self.theta_of[kept], intercepts[kept], slopes[kept])
        level = np.zeros(self.shares.size)
        slope = np.zeros((self.shares.size, slopes.shape[1]))
        np.add.at(level, self.theta_of, self.weights * intercepts)
        np.add.at(slope, self.theta_of, self.weights[:, None] * slopes)
        whole = np.ones(self.shares.size, dtype=np.bool_)
        whole[self.theta_of[~feasible]] = False
        kept = np.flatnonzero(whole)
        return Cuts(kept, level[kept], slope[kept])

    def gathered(self, costs: Floats) -> Floats:
        """What each theta is where the realisations cost `costs`; -inf where that is not known."""
        if not self.summed:
            return np.array([costs.max()])
        gathered = np.zeros(self.shares.size)
        counted = self.weights > 0
        np.add.at(gathered, self.theta_of[counted], self.weights[counted] * costs[counted])
        return gathered


def bundles(problem: TwoStage, criterion: Criterion, most: int = MOST_THETAS) -> Bundles:
    """One theta for the worst case, one each for CVaR, and at most `most` for the mean."""
    probabilities, count = problem.probabilities, len(problem.realisations)
    if criterion.worst:
        return Bundles(np.zeros(count, dtype=np.int64), np.ones(count), np.ones(1), summed=False)
    if not criterion.is_mean or count <= most:
        return Bundles(np.arange(count), np.ones(count), probabilities, summed=True)
    theta_of = np.arange(count) * most // count
    shares = np.bincount(theta_of, probabilities, minlength=most).astype(np.float64)
    weights = probabilities / np.where(shares > 0, shares, 1.0)[theta_of]
    return Bundles(theta_of, weights, shares, summed=True)


def _slope(reply: Reply, columns: int) -> Floats:
    assert reply.slope is not None, "whole recourse and unbounded replies never come here"
    return reply.slope


def _to_scale(cuts: Cuts) -> Cuts:
    """Feasibility cuts whose largest coefficient is 1: what rows are missed by has any size."""
    sizes = np.abs(cuts.slopes).max(axis=1, initial=0.0)
    scale = np.where(sizes > 0, sizes, 1.0)
    return Cuts(cuts.thetas, cuts.intercepts / scale, cuts.slopes / scale[:, None])


def _together(one: Cuts, other: Cuts) -> Cuts:
    return Cuts(
        np.concatenate([one.thetas, other.thetas]),
        np.concatenate([one.intercepts, other.intercepts]),
        np.concatenate([one.slopes, other.slopes]),
    )
