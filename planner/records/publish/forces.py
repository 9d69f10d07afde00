"""Force generation in the words of the result contract."""

from __future__ import annotations

from planner.records import contract
from planner.records.deployment import Deployment
from planner.records.forces import Assignment, ForcePlan, RequirementFill
from planner.records.host_nation import HostNation
from planner.records.publish.asks import ask_lists_part, ask_part
from planner.records.publish.common import goal_parts, shown
from planner.records.publish.deployment import deployment_part, host_part
from planner.scenario.schema.days import show_day


def forces_part(plan: ForcePlan, deployment: Deployment, host: HostNation) -> contract.Forces:
    """Force generation: fills, assignments, what is unused and what to ask for."""
    return contract.Forces(
        goals=goal_parts(plan.goals),
        fills=[
            contract.FillPart(fill=fill.value, goals=goal_parts(goals))
            for fill, goals in plan.fills.items()
        ],
        requirements=[_requirement(entry) for entry in plan.requirements],
        assignments=[assignment_part(entry) for entry in plan.assignments],
        unused=[
            contract.UnusedPart(pledge=u.pledge, units=u.units, personnel=u.personnel, reason=u.why)
            for u in plan.unused
        ],
        asks=[ask_part(ask) for ask in plan.asks],
        ask_lists=ask_lists_part(plan.ask_lists),
        deployment=deployment_part(deployment),
        host=host_part(host),
    )


def assignment_part(entry: Assignment) -> contract.AssignmentPart:
    """Units of a pledge on a requirement."""
    return contract.AssignmentPart(
        pledge=entry.pledge,
        requirement=entry.requirement,
        units=entry.units,
        personnel=entry.personnel,
        from_=show_day(entry.arrival),
        to=show_day(entry.until),
    )


def _requirement(entry: RequirementFill) -> contract.RequirementPart:
    return contract.RequirementPart(
        requirement=entry.requirement,
        title=entry.title,
        force=entry.force,
        capability=entry.capability,
        unit=entry.measure,
        tier=entry.tier,
        site=entry.site,
        required=entry.required,
        pledged=entry.pledged,
        verified=entry.verified,
        deployable=entry.deployable,
        filled=entry.filled,
        expected=entry.expected,
        shortfall=entry.shortfall,
        expected_shortfall=entry.expected_shortfall,
        first_gap=shown(entry.first_gap),
        closed_on=shown(entry.closed_on),
        reasons=[
            contract.ReasonPart(reason=reason.cause.value, quantity=reason.quantity)
            for reason in entry.reasons
        ],
        periods=[
            contract.StretchPart(
                from_=show_day(stretch.start),
                until=show_day(stretch.until),
                required=stretch.required,
                filled=stretch.filled,
                shortfall=stretch.shortfall,
            )
            for stretch in entry.stretches
        ],
    )
