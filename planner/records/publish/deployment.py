"""Deployment and the host nation's forces in the words of the result contract."""

from __future__ import annotations

from planner.records import contract
from planner.records.deployment import Closure, Deployment, ForceListLine, MilestoneReached
from planner.records.host_nation import ForceStrength, HostNation
from planner.records.publish.common import alike
from planner.scenario.schema.days import show_day

DATES = ("ready", "departs", "arrives", "in_place", "required_by", "until")


def deployment_part(found: Deployment) -> contract.DeploymentPart:
    """The time-phased force list, closures, operating capabilities and strength."""
    return contract.DeploymentPart(
        force_list=[_line(line) for line in found.lines],
        closures=[_closure(closure) for closure in (*found.forces, *found.requirements)],
        milestones=[_milestone(milestone) for milestone in found.milestones],
        strength=[alike(contract.StrengthPart, step, days=("day",)) for step in found.strength],
    )


def _line(line: ForceListLine) -> contract.ForceListPart:
    return alike(
        contract.ForceListPart,
        line,
        days=DATES,
        status=line.status.value,
        way=alike(contract.WayPart, line.way),
        stays=[
            contract.StayPart(site=s.site, from_=show_day(s.start), until=show_day(s.until))
            for s in line.stays
        ],
        reliefs=[alike(contract.ReliefPart, r, days=("arrives", "leaves")) for r in line.reliefs],
    )


def _closure(closure: Closure) -> contract.ClosurePart:
    return alike(contract.ClosurePart, closure, days=("required_by", "closed_on"))


def _milestone(milestone: MilestoneReached) -> contract.MilestonePart:
    return alike(
        contract.MilestonePart,
        milestone,
        days=("reached_on", "held_until", "regained_on"),
        held_back_by=[alike(contract.LackPart, lack) for lack in milestone.held_back_by],
        lost_by=[alike(contract.LackPart, lack) for lack in milestone.lost_by],
    )


def host_part(host: HostNation) -> contract.HostPart:
    """Holdings, courses and growth of the host nation's forces."""
    return contract.HostPart(
        equipment=[alike(contract.EquipmentPart, entry) for entry in host.equipment],
        courses=[
            alike(
                contract.CoursePart,
                course,
                days=("start", "graduates_on"),
                limit=course.limit.value,
            )
            for course in host.courses
        ],
        strength=[_growth(force) for force in host.strength],
    )


def _growth(force: ForceStrength) -> contract.GrowthPart:
    return alike(
        contract.GrowthPart,
        force,
        days=("reached_on",),
        steps=[alike(contract.GrowthStepPart, step, days=("day",)) for step in force.steps],
    )
