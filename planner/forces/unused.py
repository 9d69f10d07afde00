"""Units of pledges that the plan leaves at home, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from planner.catalogue import Factbook
from planner.forces.problem import Bools
from planner.forces.result import WHOLE, Filled
from planner.forces.tours import tours_of
from planner.forces.views import VIEWS, View
from planner.forces.worth import readiness, unit_personnel
from planner.messages import Said, said
from planner.records.forces import Fill, UnusedPledge
from planner.scenario.pledged import capability_of, equipment_share
from planner.scenario.schema.pledges import Pledge
from planner.scenario.schema.scenario import Scenario
from planner.scenario.support import is_held
from planner.scenario.titles import status_name

# Of the units of a divisible pledge: goals are held within a millionth, and later goals spend that.
DUST = 1e-4


def unused_pledges(
    scenario: Scenario, book: Factbook, fills: Mapping[Fill, Filled]
) -> Iterator[UnusedPledge]:
    """Pledges of which the deployable fill uses fewer units than were pledged; by id."""
    base = fills[Fill.DEPLOYABLE]
    used = np.zeros(len(base.problem.pledges))
    np.add.at(used, base.problem.tour_pledge, base.units)
    for p, name in enumerate(base.problem.pledges):
        left = float(base.problem.units[p] - used[p])
        if left > (DUST if base.problem.divisible[p] else WHOLE) * max(1.0, base.problem.units[p]):
            pledge = scenario.pledges[name]
            why = _Question(scenario, book, fills, pledge, p).answer()
            yield UnusedPledge(name, left, left * unit_personnel(pledge, book), why)


@dataclass(frozen=True)
class _Question:
    """Why units of one pledge are not used."""

    scenario: Scenario
    book: Factbook
    fills: Mapping[Fill, Filled]
    pledge: Pledge
    p: int

    def answer(self) -> Said:
        """The first thing that stands in the way."""
        pledge = self.pledge
        if not pledge.status.is_verified:
            return said("unused.unverified", status=status_name(pledge.status))
        if readiness(pledge, self.book, self.scenario.forces[pledge.force]) <= 0:
            percent = f"{equipment_share(pledge, self.book) * 100:.0f}"
            return said("unused.equipment", percent=percent)
        if self.p not in self.fills[Fill.VERIFIED].problem.tour_pledge:
            if self._is_forbidden(VIEWS[Fill.VERIFIED]):
                return said("unused.forbidden")
            barred = self._is_wanted() and (pledge.caveats or pledge.adapted_to is not None)
            return said("unused.barred" if barred else "unused.not-wanted")
        base = self.fills[Fill.DEPLOYABLE]
        mine = base.problem.tour_pledge == self.p
        if not mine.any():
            held = is_held(self.scenario, pledge)
            return said("unused.due-diligence" if held else "unused.late")
        return self._limit(base, mine)

    def _is_forbidden(self, view: View, wanted: Bools | None = None) -> bool:
        """Whether it could serve, on a requirement that is `wanted` [R], but for a decision."""
        problem = self.fills[Fill.DEPLOYABLE].problem
        name = problem.pledges[self.p]
        mine = (d for d in self.scenario.decisions if d.forbid and d.pledge == name)
        forbidden = {decision.requirement for decision in mine}
        where = tuple(
            requirement
            for r, requirement in enumerate(problem.requirements)
            if requirement in forbidden and (wanted is None or wanted[r])
        )
        free = replace(view, undecided=True)
        return any(True for _ in tours_of(self.scenario, self.book, free, where, (name,)))

    def _is_wanted(self) -> bool:
        """Whether a requirement of its force asks for what it gives."""
        gives = capability_of(self.pledge, self.book)
        wanted = {gives} | {
            rule.for_ for rule in self.scenario.substitutions if rule.capability == gives
        }
        return any(
            entry.force == self.pledge.force and entry.capability in wanted
            for entry in self.scenario.requirements.values()
        )

    def _limit(self, base: Filled, mine: Bools) -> Said:
        """What keeps it from a requirement that is short while it could be there."""
        problem = base.problem
        requirement = problem.tour_requirement[mine]
        missing = (base.shortfall[requirement] > 0) & problem.present[mine]
        short = set(requirement[missing.any(axis=1)].tolist())
        if not short:
            wanted = self._is_forbidden(View(), base.worst > 0)
            return said("unused.forbidden" if wanted else "unused.more-than-required")
        if all(any(r == d and base.worst[n] > 0 for d, n in problem.active_needs) for r in short):
            return said("unused.dependency")
        crowded = any(problem.force[self.p] == force for force, _ in problem.crowded)
        if self.scenario.is_priced:
            return said("unused.ceiling-or-dearer" if crowded else "unused.dearer")
        return said("unused.ceiling" if crowded else "unused.sharing")
