"""Rules on what the planner has decided, and on milestones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from planner.catalogue import Factbook
from planner.catalogue.ids import ForceId, PledgeId, RequirementId
from planner.errors import listed
from planner.messages import said
from planner.scenario.checks.pledges import stands_in
from planner.scenario.pledged import capability_of
from planner.scenario.rules import Broken
from planner.scenario.schema.forces import Decision, Milestone, Requirement
from planner.scenario.schema.host_nation import Equipment
from planner.scenario.schema.scenario import Scenario


def decisions_stand_once(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every pair of pledge and requirement decided once?"""
    first: dict[tuple[PledgeId, RequirementId], int] = {}
    for i, decision in enumerate(scenario.decisions):
        earlier = first.setdefault((decision.pledge, decision.requirement), i)
        if earlier != i:
            other = scenario.decisions[earlier]
            both = decision.forbid != other.forbid
            yield Broken(
                ("decisions", i),
                said("fixed-and-forbidden") if both else said("decided-twice"),
                seen=said(
                    "seen.decided-twice",
                    pledge=decision.pledge,
                    requirement=decision.requirement,
                    here=_decided(decision),
                    there=_decided(other),
                    index=earlier,
                ),
            )


def _decided(decision: Decision) -> str:
    if decision.units is None:
        return said("seen.forbidden")
    return said("seen.fixed", units=decision.units.value)


def decisions_stay_in_the_force(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Is every decision about a requirement of the pledge's own force?"""
    for i, decision in enumerate(scenario.decisions):
        force = scenario.pledges[decision.pledge].force
        other = scenario.requirements[decision.requirement].force
        if other != force:
            yield _of_another_force(
                scenario, ("decisions", i, "requirement"), decision.requirement, force
            )


def decisions_fix_what_was_pledged(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Do the decisions on a pledge fix no more units than it has?"""
    fixed: dict[PledgeId, float] = {}
    for i, decision in enumerate(scenario.decisions):
        if decision.units is None:
            continue
        before = fixed.get(decision.pledge, 0.0)
        fixed[decision.pledge] = total = before + decision.units.value
        pledged = scenario.pledges[decision.pledge].units.value
        if total > pledged:
            units = decision.units.value
            in_all = said("seen.fixed-in-all", units=units, total=total)
            yield Broken(
                ("decisions", i, "units"),
                said("fixed-beyond-pledge", pledged=pledged, pledge=decision.pledge),
                seen=in_all if before else f"{units:g}",
            )


def decisions_can_be_kept(scenario: Scenario, book: Factbook) -> Iterator[Broken]:
    """Which decisions fix units where they count for nothing?"""
    for i, decision in enumerate(scenario.decisions):
        pledge = scenario.pledges[decision.pledge]
        gives = capability_of(pledge, book)
        wanted = scenario.requirements[decision.requirement].capability
        if decision.units is None:
            continue
        if not pledge.status.is_verified:
            yield Broken(
                ("decisions", i),
                said("decision-on-unverified", pledge=decision.pledge),
                seen=pledge.status.value,
            )
        if wanted not in stands_in(scenario, gives):
            yield Broken(
                ("decisions", i),
                said(
                    "decision-for-nothing",
                    pledge=decision.pledge,
                    requirement=decision.requirement,
                    wanted=wanted,
                ),
                seen=said("seen.capability-for", gives=gives, wanted=wanted),
            )


def milestones_stay_in_the_force(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Does every milestone count requirements of its own force?"""
    for name, milestone in scenario.milestones.items():
        for i, requirement in enumerate(milestone.requirements):
            if scenario.requirements[requirement].force != milestone.force:
                path = ("milestones", name, "requirements", i)
                yield _of_another_force(scenario, path, requirement, milestone.force)


def _of_another_force(
    scenario: Scenario, path: tuple[str | int, ...], requirement: RequirementId, force: ForceId
) -> Broken:
    own = (name for name, entry in scenario.requirements.items() if entry.force == force)
    other = scenario.requirements[requirement].force
    return Broken(
        path,
        said("requirement-of-other-force", other=other, force=force),
        seen=requirement,
        allowed=listed(own),
    )


def milestones_count_something(scenario: Scenario, _: Factbook) -> Iterator[Broken]:
    """Has every milestone a requirement, or a strength, by which it can be reached?"""
    for name, milestone in scenario.milestones.items():
        if milestone.requirements:
            continue
        tiers = _tiers(scenario, milestone)
        if milestone.tiers and not tiers & set(milestone.tiers):
            yield Broken(
                ("milestones", name, "tiers"),
                said("milestone-tiers-unknown", force=milestone.force),
                seen=", ".join(map(str, milestone.tiers)),
                allowed=listed(map(str, tiers)),
            )
        elif not tiers and milestone.personnel is None:
            yield Broken(
                ("milestones", name),
                said("milestone-counts-nothing", force=milestone.force),
            )


def _tiers(scenario: Scenario, milestone: Milestone) -> set[int]:
    entries: Iterable[Requirement | Equipment] = chain(
        scenario.requirements.values(), scenario.equipment.values()
    )
    return {entry.tier for entry in entries if entry.force == milestone.force}
