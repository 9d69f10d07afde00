"""Why a requirement is short: counterfactual fills, each with one or more causes lifted.

A cause accounts for the drop in shortfall when it is lifted. Where no single cause clears what can
be cleared, the smallest set that does is reported, each cause with what it adds to the ones before
it; causes that only work together, such as a pledge both unverified and late, share equally. What
no set clears, nobody pledged: that holds too where requirements of one tier want the same units,
for then more is wanted than was pledged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import combinations

import numpy as np

from planner.catalogue.ids import RequirementId
from planner.forces.parts import groups
from planner.forces.problem import Bools, Ints
from planner.forces.result import Filled, days_unfilled
from planner.forces.views import View
from planner.records.forces import Cause, Reason

Reasons = Mapping[RequirementId, tuple[Reason, ...]]
Lift = tuple[Cause, ...]
SMALL = 1e-6
# A goal that was held may come back by a little more than the solver's 1e-6 of its size.
SAME = 1e-5


def find_reasons(base: Filled, causes: Lift, fill: Callable[[View], Filled]) -> Reasons:
    """The reasons of every shortfall of `base`, the deployable fill.

    `causes` are those that could apply, in the order in which they are told.

    `fill` fills the same scenario as another view sees it, tier by tier, and among equals leaves
    what `base` fills as it is.
    """
    solved = cache(lambda view: _grouped(fill(view)))
    short = [r for r, worst in enumerate(base.worst.tolist()) if worst > 0]
    return {
        base.problem.requirements[r]: tuple(_Gap(base, r, causes, solved).reasons()) for r in short
    }


@dataclass(frozen=True)
class _Gap:
    """One requirement that is short."""

    base: Filled
    requirement: int
    causes: Lift
    solved: Callable[[View], tuple[Filled, Ints]]
    """The fill of a view, and [R] the group of requirements that each hangs together with."""

    @property
    def tier(self) -> int:
        """Its priority."""
        return int(self.base.problem.tier[self.requirement])

    @cached_property
    def short(self) -> float:
        """The most that is missing in any period."""
        return float(self.base.worst[self.requirement])

    @cached_property
    def liftable(self) -> Lift:
        """The causes that may apply; the first tier has none above it."""
        first = self.tier == self.base.problem.tier.min()
        return tuple(c for c in self.causes if not (first and c is Cause.PRIORITY))

    def reasons(self) -> Iterator[Reason]:
        """Quantities that add up to the shortfall, each with its cause."""
        unclearable = self.left(self.liftable)
        if unclearable > SMALL:
            yield Reason(Cause.NOT_PLEDGED, unclearable)
        before, together = self.short, 0
        for lifted in _growing(self._smallest(unclearable)):
            after, together = max(self.left(lifted), unclearable), together + 1
            if before - after > SMALL:
                for cause in lifted[-together:]:
                    yield Reason(cause, (before - after) / together)
                before, together = after, 0

    def left(self, lifted: Lift) -> float:
        """What is missing when causes are lifted; never more than is missing anyway."""
        view = View()
        for cause in lifted:
            view = view.lifting(cause, self.tier)
        filled, group = self.solved(view)
        if not self._changes(filled, group == group[self.requirement]):
            return self.short
        return min(self.short, float(filled.worst[self.requirement]))

    def _changes(self, filled: Filled, together: Bools) -> bool:
        """False where its tier and those above it are no better filled, but at most otherwise.

        Only what hangs `together` [R] with it counts: what a lifted cause does for others must not
        make a reason of an equal that was filled in its place.
        """
        tier, wanted = filled.problem.tier, (filled.problem.peak > 0) & together
        days = days_unfilled(self.base), days_unfilled(filled)
        for heeded in np.unique(tier[wanted & (tier <= self.tier)]).tolist():
            before, after = (float(each[wanted & (tier == heeded)].sum()) for each in days)
            if abs(before - after) > SAME * (1 + before):
                return True
        return False

    def _smallest(self, unclearable: float) -> Lift:
        """The smallest set of causes that, lifted, leaves only what nobody pledged."""
        if self.short - unclearable <= SMALL:
            return ()

        def clears(lifted: Lift) -> bool:
            return self.left(lifted) <= unclearable + SMALL

        # a cause without which all others do not clear it is in every set that does
        needed = {cause for cause in self.liftable if not clears(_without(self.liftable, cause))}
        for size in range(max(1, len(needed)), len(self.liftable)):
            for lifted in combinations(self.liftable, size):
                if needed.issubset(lifted) and clears(lifted):
                    return lifted
        return self.liftable


def _grouped(filled: Filled) -> tuple[Filled, Ints]:
    return filled, groups(filled.problem)


def _without(causes: Lift, cause: Cause) -> Lift:
    return tuple(c for c in causes if c is not cause)


def _growing(causes: Lift) -> Iterator[Lift]:
    for end in range(1, len(causes) + 1):
        yield causes[:end]
