"""The ways of looking at one scenario: the three fills, and the counterfactuals behind reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.catalogue import Factbook
from planner.catalogue.ids import RequirementId
from planner.records.forces import Cause, Fill
from planner.scenario.pledged import equipment_share
from planner.scenario.schema.scenario import Scenario
from planner.scenario.support import is_held


@dataclass(frozen=True, slots=True)
class View:
    """What is taken for granted when pledges are counted."""

    unverified: bool = False
    """Pledges that are not verified count too."""
    undated: bool = False
    """Every pledge is there from the day it is needed."""
    unending: bool = False
    """Every pledge stays as long as it is needed."""
    unbarred: bool = False
    """No caveat bars anything, and every climate suits."""
    equipped: bool = False
    """Every unit has its critical equipment."""
    cleared: bool = False
    """Due diligence holds no equipment back."""
    no_ceiling: bool = False
    """No ceiling on personnel."""
    incohesive: bool = False
    """Any number of contributors may share a requirement, in any shares."""
    interchangeable: bool = False
    """Capabilities may stand in for others without limit."""
    independent: bool = False
    """No requirement needs another."""
    undecided: bool = False
    """No assignment is fixed or forbidden."""
    unpriced: bool = False
    """Requirements are filled first, whatever it costs."""
    tier: int | None = None
    """Only requirements of this tier want units, and those that they need."""

    def lifting(self, cause: Cause, tier: int) -> View:
        """This view with one cause of shortfall taken away from the requirements of `tier`."""
        if cause is Cause.PRIORITY:
            return replace(self, tier=tier)
        if cause not in LIFTED_BY:
            raise ValueError(f"{cause!r} cannot be lifted")
        return replace(self, **{LIFTED_BY[cause]: True})


LIFTED_BY = {
    Cause.LATE: "undated",
    Cause.ROTATION: "unending",
    Cause.CAVEAT: "unbarred",
    Cause.EQUIPMENT: "equipped",
    Cause.DUE_DILIGENCE: "cleared",
    Cause.CEILING: "no_ceiling",
    Cause.COHESION: "incohesive",
    Cause.SUBSTITUTION: "interchangeable",
    Cause.DEPENDENCY: "independent",
    Cause.DECISION: "undecided",
    Cause.PRICE: "unpriced",
    Cause.UNVERIFIED: "unverified",
}
# Of sets of causes of one size the first in this order is told: what stands in the way of verified
# pledges comes before what others might bring.
ORDER = (
    Cause.LATE,
    Cause.ROTATION,
    Cause.CAVEAT,
    Cause.EQUIPMENT,
    Cause.DUE_DILIGENCE,
    Cause.CEILING,
    Cause.COHESION,
    Cause.SUBSTITUTION,
    Cause.DEPENDENCY,
    Cause.DECISION,
    Cause.PRIORITY,
    Cause.PRICE,
    Cause.UNVERIFIED,
)
VIEWS = {
    Fill.PLEDGED: View(unverified=True, undated=True, unending=True, cleared=True),
    Fill.VERIFIED: View(undated=True, unending=True, cleared=True),
    Fill.DEPLOYABLE: View(),
}


def wanting(scenario: Scenario, view: View) -> frozenset[RequirementId]:
    """Requirements that want units: all, or those of one tier and what these need in turn."""
    if view.tier is None:
        return frozenset(scenario.requirements)
    found: set[RequirementId] = set()
    waiting = [name for name, entry in scenario.requirements.items() if entry.tier == view.tier]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(() if view.independent else scenario.requirements[name].needs)
    return frozenset(found)


def causes_in(scenario: Scenario, book: Factbook) -> tuple[Cause, ...]:
    """The causes that the scenario could give rise to, in the order in which they are told."""
    pledges, requirements = scenario.pledges.values(), scenario.requirements.values()
    there = {
        Cause.LATE: True,
        Cause.ROTATION: any(p.tour is not None for p in pledges),
        Cause.CAVEAT: any(p.caveats or p.adapted_to is not None for p in pledges),
        Cause.EQUIPMENT: any(equipment_share(p, book) < 1 for p in pledges),
        Cause.DUE_DILIGENCE: any(is_held(scenario, pledge) for pledge in pledges),
        Cause.CEILING: True,
        Cause.COHESION: any(r.most_contributors or r.least_share for r in requirements)
        or any(f.largest_contribution for f in scenario.forces.values()),
        Cause.SUBSTITUTION: any(rule.at_most for rule in scenario.substitutions),
        Cause.DEPENDENCY: any(r.needs for r in requirements),
        Cause.DECISION: bool(scenario.decisions),
        Cause.PRIORITY: len({r.tier for r in requirements}) > 1,
        Cause.PRICE: scenario.is_priced,
        Cause.UNVERIFIED: any(not p.status.is_verified for p in pledges),
    }
    return tuple(cause for cause in ORDER if there[cause])
