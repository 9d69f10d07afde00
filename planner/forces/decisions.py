"""The price of decisions: plans with and without them, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from planner.catalogue import Factbook
from planner.catalogue.ids import PledgeId, RequirementId
from planner.errors import Fault, InputError, NoPlanError, nearest
from planner.forces.alternatives import moves
from planner.forces.contradiction import conflicts_of, decisions_in
from planner.forces.instance import force_problem
from planner.forces.result import WHOLE, Filled, days_unfilled
from planner.forces.solve import solve
from planner.forces.tours import days_of
from planner.forces.views import View
from planner.forces.worth import readiness, stated_use
from planner.lp import SolveOptions
from planner.messages import Said, said
from planner.records.alternatives import GoalChange, Price, ShortfallChange
from planner.scenario.pledged import capability_of
from planner.scenario.schema.forces import Decision
from planner.scenario.schema.scenario import Scenario

Pair = tuple[PledgeId, RequirementId]


def price_of(
    scenario: Scenario, book: Factbook, options: SolveOptions, decisions: Sequence[Decision]
) -> Price:
    """What `decisions` cost: the deployable plan with them, beside the one without them.

    Decisions that the scenario has already, and that are not among these, hold in both. Raises
    `InputError`, with every fault that was found, where a unit cannot serve where it is fixed;
    `NoPlanError` where the decisions contradict each other, naming those that do.
    """
    others = tuple(d for d in scenario.decisions if d not in decisions)
    without = scenario.model_copy(update={"decisions": others})
    decided = scenario.model_copy(update={"decisions": (*others, *decisions)})
    faults = [fault for i, d in enumerate(decisions) for fault in _faults(decided, book, i, d)]
    faults.extend(_too_many(decided))
    if faults:
        raise InputError(faults)
    before = solve(force_problem(without, book, View()), options)
    try:
        after = solve(force_problem(decided, book, View()), options)
    except NoPlanError as error:
        if error.status != "infeasible":
            raise
        raise contradiction(decided, book, options) from error
    return Price(
        goals=tuple(_goals(before, after)),
        requirements=tuple(_shortfalls(before, after)),
        moves=tuple(moves(before, after)),
        stopped_early=before.stopped_early or after.stopped_early,
    )


# ---------------------------------------------------------------------------------------- faults


def unkept(scenario: Scenario, book: Factbook) -> list[Fault]:
    """What keeps the scenario's own decisions from being carried out, each on its own."""
    found = [
        fault for i, d in enumerate(scenario.decisions) for fault in _faults(scenario, book, i, d)
    ]
    return [*found, *_too_many(scenario)]


def _faults(scenario: Scenario, book: Factbook, i: int, decision: Decision) -> Iterator[Fault]:
    """What keeps one decision from being carried out."""
    path = f"decisions[{i}]"
    unknown = False
    for field, name, known in (
        ("pledge", decision.pledge, scenario.pledges),
        ("requirement", decision.requirement, scenario.requirements),
    ):
        if name not in known:
            unknown = True
            near = nearest(name, known)
            what = said("no-such-pledge" if field == "pledge" else "no-such-requirement")
            yield Fault(what, f"{path}.{field}", seen=name, nearest=near)
    if not unknown and not decision.forbid:
        why = _why_not(scenario, book, decision)
        if why:
            pair = {"pledge": decision.pledge, "requirement": decision.requirement}
            yield Fault(said("units-cannot-serve", why=why), path, seen=said("seen.pair", **pair))


def _why_not(scenario: Scenario, book: Factbook, decision: Decision) -> Said | None:
    """Why no unit of the pledge could serve on the requirement; None where one could."""
    pledge = scenario.pledges[decision.pledge]
    requirement = scenario.requirements[decision.requirement]
    if not pledge.status.is_verified:
        return said("cannot-serve.unverified", status=pledge.status.value)
    if pledge.force != requirement.force:
        return said("cannot-serve.other-force", force=pledge.force, other=requirement.force)
    gives = capability_of(pledge, book)
    stands_in = {rule.for_ for rule in scenario.substitutions if rule.capability == gives}
    if requirement.capability not in {gives, *stands_in}:
        return said("cannot-serve.other-capability", gives=gives, wanted=requirement.capability)
    if not readiness(pledge, book, scenario.forces[pledge.force]):
        return said("cannot-serve.equipment")
    if stated_use(pledge, decision.requirement) == 0:
        return said("cannot-serve.uses")
    pair = decision.pledge, decision.requirement
    if any(d.forbid and _pair(d) == pair for d in scenario.decisions):
        return said("cannot-serve.forbidden")
    return _why_no_day(scenario, decision)


def _why_no_day(scenario: Scenario, decision: Decision) -> Said | None:
    pledge = scenario.pledges[decision.pledge]
    requirement = scenario.requirements[decision.requirement]

    def could(view: View) -> bool:
        return any(days_of(scenario, pledge, requirement, view))

    if could(View()):
        return None
    if could(View(unbarred=True)):
        return said("cannot-serve.barred")
    if could(View(undated=True)):
        return said("cannot-serve.late")
    if could(View(undated=True, unbarred=True)):
        return said("cannot-serve.late-and-barred")
    return said("cannot-serve.not-offered")


def _too_many(scenario: Scenario) -> Iterator[Fault]:
    """Pledges of which more units are fixed than were pledged."""
    fixed: dict[Pair, float] = {}
    for d in scenario.decisions:
        if d.units is not None:
            fixed[_pair(d)] = max(d.units.value, fixed.get(_pair(d), 0.0))
    for name, pledge in scenario.pledges.items():
        units = sum(n for (mine, _), n in fixed.items() if mine == name)
        if units > pledge.units.value:
            what = said("pledge-fixed-beyond", pledge=name, pledged=pledge.units.value)
            yield Fault(what, "decisions", seen=f"{units:g}")


def _pair(decision: Decision) -> Pair:
    return decision.pledge, decision.requirement


# --------------------------------------------------------------------------------- contradiction


def contradiction(scenario: Scenario, book: Factbook, options: SolveOptions) -> NoPlanError:
    """Names the decisions and the limits that contradict: without any one of them the others can
    be kept; and which kind of limit the decisions would fit without."""
    problem = force_problem(scenario, book, View())
    conflicts, are_all = conflicts_of(scenario, problem, options)
    if not conflicts:
        what = said("limits.unexplained" if are_all else "limits.decisions-unknown")
        return NoPlanError("infeasible", what, are_all=are_all)
    kept = decisions_in(scenario, conflicts[0])
    limits = {
        said("fit-without-ceiling"): View(no_ceiling=True),
        said("fit-without-contributor-limits"): View(incohesive=True),
    }
    why: list[str] = [m.words for m in conflicts[0].members if m.path[0] == "decisions"]
    why += [
        words for words, view in limits.items() if _possible(scenario, kept, book, options, view)
    ]
    what = said("decision-cannot-be-kept" if len(kept) == 1 else "decisions-contradict")
    return NoPlanError("infeasible", what, why, conflicts, are_all=are_all)


def _possible(
    scenario: Scenario,
    decisions: Sequence[Decision],
    book: Factbook,
    options: SolveOptions,
    view: View,
) -> bool:
    fewer = scenario.model_copy(update={"decisions": tuple(decisions)})
    try:
        solve(force_problem(fewer, book, view), options)
    except NoPlanError as error:
        if error.status != "infeasible":
            raise
        return False
    return True


# --------------------------------------------------------------------------------------- changes


def _goals(before: Filled, after: Filled) -> Iterator[GoalChange]:
    """Goals in their order; one that has nothing to count without a decision counts as 0."""
    one, other = ({(g.name, g.priority): g for g in filled.goals} for filled in (before, after))
    longer = one if len(one) >= len(other) else other
    for key, goal in longer.items():
        values = (goals[key].value if key in goals else 0.0 for goals in (one, other))
        yield GoalChange(goal.name, goal.unit, goal.priority, *values)


def _shortfalls(before: Filled, after: Filled) -> Iterator[ShortfallChange]:
    days = days_unfilled(before), days_unfilled(after)
    changed = np.abs(days[0] - days[1]) > WHOLE * (1 + days[0])
    changed |= np.abs(before.worst - after.worst) > WHOLE * (1 + before.worst)
    for r in np.flatnonzero(changed).tolist():
        yield ShortfallChange(
            requirement=before.problem.requirements[r],
            shortfall_before=float(before.worst[r]),
            shortfall_after=float(after.worst[r]),
            days_before=float(days[0][r]),
            days_after=float(days[1][r]),
        )
