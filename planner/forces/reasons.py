"""Why a requirement is short: counterfactual fills, each with one or more causes lifted.

A cause accounts for the drop in shortfall when it is lifted. Where no single cause clears what can
be cleared, the smallest set that does is reported, each cause with what it adds to the ones before
it; causes that only work together, such as a pledge both unverified and late, share equally. What
no set clears, nobody pledged: that holds too where requirements of one tier want the same units,
for then more is wanted than was pledged.

What a cause accounts for of the requirement-days that are unfilled is counted on such fills too:
the days that go when the causes are lifted one after another, the one that saves most first. What
is left then, nobody pledged.
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
    def unfilled(self) -> float:
        """Requirement-days unfilled."""
        return float(days_unfilled(self.base)[self.requirement])

    @cached_property
    def liftable(self) -> Lift:
        """The causes that may apply; the first tier has none above it."""
        first = self.tier == self.base.problem.tier.min()
        return tuple(c for c in self.causes if not (first and c is Cause.PRIORITY))

    def reasons(self) -> Iterator[Reason]:
        """Quantities that add up to the shortfall, each with its cause."""
        unclearable = self.left(self.liftable)
        lifted = self._smallest(unclearable)
        shares = dict(_shares(lifted, self.short, unclearable, self.left))
        days = dict(_shares(self._in_order(lifted), self.unfilled, 0.0, self.days_left))
        rest = self.unfilled - sum(days.values())
        if unclearable > SMALL:
            yield Reason(Cause.NOT_PLEDGED, unclearable, rest)
            rest = 0.0
        for cause, quantity in shares.items():
            yield Reason(cause, quantity, days.get(cause, 0.0) + rest / len(shares))

    def left(self, lifted: Lift) -> float:
        """What is missing when causes are lifted; never more than is missing anyway."""
        filled = self._lifted(lifted)
        return min(self.short, float(filled.worst[self.requirement]))

    def _in_order(self, causes: Lift) -> Lift:
        """The causes, each time the one whose lifting leaves the fewest requirement-days."""
        order: Lift = ()
        while len(order) + 1 < len(causes):
            left = (cause for cause in causes if cause not in order)
            order += (min(left, key=lambda cause: round(self.days_left((*order, cause)), 6)),)
        return order + tuple(cause for cause in causes if cause not in order)

    def days_left(self, lifted: Lift) -> float:
        """Requirement-days unfilled when causes are lifted; never more than are so anyway."""
        filled = self._lifted(lifted)
        return min(self.unfilled, float(days_unfilled(filled)[self.requirement]))

    def _lifted(self, lifted: Lift) -> Filled:
        """The fill with causes lifted; the one there is where that fills nothing better."""
        view = View()
        for cause in lifted:
            view = view.lifting(cause, self.tier)
        filled, group = self.solved(view)
        changes = self._changes(filled, group == group[self.requirement])
        return filled if changes else self.base

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


def _shares(
    causes: Lift, before: float, least: float, left: Callable[[Lift], float]
) -> Iterator[tuple[Cause, float]]:
    """What each cause adds to the ones before it; those that only work together share equally."""
    together = 0
    for lifted in _growing(causes):
        after, together = max(left(lifted), least), together + 1
        if before - after > SMALL:
            yield from ((cause, (before - after) / together) for cause in lifted[-together:])
            before, together = after, 0


def _grouped(filled: Filled) -> tuple[Filled, Ints]:
    return filled, groups(filled.problem)


def _without(causes: Lift, cause: Cause) -> Lift:
    return tuple(c for c in causes if c is not cause)


def _growing(causes: Lift) -> Iterator[Lift]:
    for end in range(1, len(causes) + 1):
        yield causes[:end]
