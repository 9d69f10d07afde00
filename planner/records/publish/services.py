"""Services of bases in the words of the result contract."""

from __future__ import annotations

from planner.records import contract
from planner.records.publish.common import alike, goal_parts
from planner.records.services import ServicePlan
from planner.scenario.schema.days import show_day


def services_part(plan: ServicePlan) -> contract.Services:
    """Where services are put, whom they serve, who is without."""
    return contract.Services(
        goals=goal_parts(plan.goals),
        points=[
            alike(contract.ServicePointPart, point, days=("needed_from", "until"))
            for point in plan.points
        ],
        served=[
            alike(contract.ServedPart, entry, days=("until",), from_=show_day(entry.start))
            for entry in plan.served
        ],
        unserved=[
            alike(contract.UnservedPart, entry, days=("until",), from_=show_day(entry.start))
            for entry in plan.unserved
        ],
        size=plan.size,
    )
