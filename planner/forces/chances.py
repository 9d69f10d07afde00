"""What a requirement can count on when pledges come with a chance."""

from __future__ import annotations

import numpy as np

from planner.forces.problem import Floats, ForceProblem, Ints
from planner.forces.result import Filled

# Quantities are told apart to this share of what is required, so that many pledges stay few sums.
GRID = 1e-4


def expected(filled: Filled) -> Floats:
    """[R] the least, over the periods, of what counts on average, to a ten-thousandth of it.

    Pledges come or stay away each on its own, with all units; no more than is required counts.
    Limits of substitutions and needs of other requirements are as in the plan itself.
    """
    problem = filled.problem
    wanted = problem.required > 0
    least = np.where(wanted, np.minimum(filled.in_place, problem.required), np.inf)
    least = least.min(axis=1, initial=np.inf)
    for r in np.unique(problem.tour_requirement[_risky(filled)]).tolist():
        periods = np.unique(problem.spell_at[r], return_index=True)[1]
        least[r] = min(
            _average(filled, r, t) for t in periods.tolist() if problem.required[r, t] > 0
        )
    return np.where(np.isfinite(least), np.round(least, 9), 0.0)


def _risky(filled: Filled) -> Ints:
    """Places of the tours with units that may not come."""
    chance = filled.problem.probability[filled.problem.tour_pledge]
    return np.flatnonzero((filled.units > 0) & (chance < 1))


def _average(filled: Filled, r: int, t: int) -> float:
    """What counts on requirement r in period t on average."""
    problem, most = filled.problem, float(filled.in_place[r, t])
    required = float(problem.required[r, t])
    here = (problem.tour_requirement == r) & problem.present[:, t] & (filled.units > 0)
    brings = np.bincount(
        problem.tour_pledge[here], (problem.tour_quantity * filled.units)[here], minlength=1
    )
    sums = {0: 1.0}
    steps = required * GRID
    for pledge in np.flatnonzero(brings).tolist():
        sums = _with(sums, round(float(brings[pledge]) / steps), problem, pledge)
    return min(most, sum(min(n * steps, required) * p for n, p in sums.items()))


def _with(
    sums: dict[int, float], brought: int, problem: ForceProblem, pledge: int
) -> dict[int, float]:
    """Chances of every sum, with one more pledge that comes or does not."""
    chance, most = float(problem.probability[pledge]), round(1 / GRID)
    found: dict[int, float] = {}
    for n, p in sums.items():
        for total, share in ((n, 1 - chance), (min(most, n + brought), chance)):
            if share > 0:
                found[total] = found.get(total, 0.0) + p * share
    return found
