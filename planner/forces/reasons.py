"""Why a requirement is short: counterfactual fills, each with one or more causes lifted.

A cause accounts for the drop in shortfall when it is lifted. Where no single cause clears what can
be cleared, the smallest set that does is reported, each cause with what it adds to the ones before
it. What no set clears, nobody pledged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import combinations

from planner.catalogue.ids import RequirementId
from planner.forces.problem import View
from planner.forces.result import Filled
from planner.records.forces import Cause, Reason

Lift = tuple[Cause, ...]
LIFTABLE: Lift = (Cause.UNVERIFIED, Cause.LATE, Cause.CEILING, Cause.PRIORITY)
SMALL = 1e-6


def find_reasons(
    base: Filled, fill: Callable[[View], Filled]
) -> dict[RequirementId, tuple[Reason, ...]]:
    """The reasons of every shortfall of `base`, the deployable fill.

    `fill` solves the same scenario as another view sees it.
    """
    solved = cache(fill)
    everything = solved(View(unverified=True, undated=True, no_ceiling=True))
    pledged = {everything.problem.requirements[pair.requirement] for pair in everything.problem.pairs}
    reasons = {}
    for r, requirement in enumerate(base.problem.requirements):
        short = float(base.worst[r])
        if short == 0:
            continue
        if requirement not in pledged:
            reasons[requirement] = (Reason(Cause.NOT_PLEDGED, short),)
            continue
        reasons[requirement] = tuple(_reasons(r, requirement, short, solved))
    return reasons


def _reasons(
    r: int, requirement: RequirementId, short: float, solved: Callable[[View], Filled]
) -> Iterator[Reason]:
    def left(lifted: Lift) -> float:
        view = View()
        for cause in lifted:
            view = view.lifting(cause, requirement)
        return float(solved(view).worst[r])

    unclearable = left(LIFTABLE)
    if unclearable > SMALL:
        yield Reason(Cause.NOT_PLEDGED, unclearable)
    before = short
    for lifted in _growing(_smallest(short, unclearable, left)):
        after = left(lifted)
        if before - after > SMALL:
            yield Reason(lifted[-1], before - after)
        before = min(before, after)


def _smallest(short: float, unclearable: float, left: Callable[[Lift], float]) -> Lift:
    """The smallest set of causes that, lifted, leaves only what nobody pledged."""
    if short - unclearable <= SMALL:
        return ()
    for size in range(1, len(LIFTABLE)):
        for lifted in combinations(LIFTABLE, size):
            if left(lifted) <= unclearable + SMALL:
                return lifted
    return LIFTABLE


def _growing(causes: Lift) -> Iterator[Lift]:
    for end in range(1, len(causes) + 1):
        yield causes[:end]
