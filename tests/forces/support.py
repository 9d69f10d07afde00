"""Small cases in round numbers: battalions of 100 persons, over 100 days."""

from __future__ import annotations

from typing import Any

from planner.forces import generate_forces
from planner.forces.instance import force_problem
from planner.forces.result import Filled
from planner.forces.solve import solve
from planner.forces.views import VIEWS, View
from planner.lp import SolveOptions
from planner.records.forces import Fill, ForcePlan, RequirementFill
from planner.scenario import Scenario, factbook_of, from_mapping

ROOM = 100_000
CAPABILITIES = {
    "guns": {"title": "Guns", "measure": "battery"},
    "foot": {"title": "Foot", "measure": "battalion"},
    "sappers": {"title": "Sappers", "measure": "company"},
}


def need(
    quantity: float = 1, capability: str = "foot", start: str = "D+0", **fields: Any
) -> dict[str, Any]:
    """A requirement of the blue force, to the end of the calendar."""
    wanted = {"title": "Need", "force": "blue", "capability": capability, "quantity": quantity}
    return {**wanted, "from": start, **fields}


def offer(capability: str = "foot", **fields: Any) -> dict[str, Any]:
    """A verified pledge to the blue force: one unit of 100 persons, there from the first day."""
    offered = {"title": "Offer", "contributor": "AAA", "force": "blue", "status": "verified"}
    return {**offered, "capability": capability, "personnel": 100, **fields}


def standard(unit: str, **fields: Any) -> dict[str, Any]:
    """A verified pledge of a standard unit of the catalogue."""
    offered = {"title": "Offer", "contributor": "AAA", "force": "blue", "status": "verified"}
    return {**offered, "unit": unit, **fields}


def case(
    requirements: dict[str, Any],
    pledges: dict[str, Any] | None = None,
    *,
    ceiling: float = ROOM,
    **sections: Any,
) -> Scenario:
    """A scenario of 100 days, D+0 to D+100."""
    return from_mapping(
        {
            "format": 1,
            "id": "case",
            "calendar": {"start": "D+0", "end": "D+100"},
            "capabilities": CAPABILITIES,
            "forces": {"blue": {"title": "Blue", "personnel": ceiling}},
            "requirements": requirements,
            "pledges": pledges or {},
            **sections,
        }
    )


def fill(
    requirements: dict[str, Any],
    pledges: dict[str, Any] | None = None,
    *,
    ceiling: float = ROOM,
    **sections: Any,
) -> ForcePlan:
    """The plan of such a scenario."""
    return planned(case(requirements, pledges, ceiling=ceiling, **sections))


def planned(scenario: Scenario) -> ForcePlan:
    """The plan of a scenario."""
    return generate_forces(scenario, factbook_of(scenario), SolveOptions())


def of(plan: ForcePlan, requirement: str) -> RequirementFill:
    """How one requirement is filled."""
    [entry] = [entry for entry in plan.requirements if entry.requirement == requirement]
    return entry


def sent(plan: ForcePlan) -> dict[tuple[str, str], float]:
    """Units by pledge and requirement."""
    return {(entry.pledge, entry.requirement): entry.units for entry in plan.assignments}


def why(plan: ForcePlan, requirement: str) -> dict[str, float]:
    """Quantity short by the name of its cause."""
    return {reason.cause.name: reason.quantity for reason in of(plan, requirement).reasons}


def unused(plan: ForcePlan) -> dict[str, str]:
    """Why each pledge is not used, or not wholly."""
    return {entry.pledge: entry.why for entry in plan.unused}


def goal(plan: ForcePlan, name: str, tier: int | None = None) -> float:
    """The value that a goal reached."""
    [value] = [g.value for g in plan.goals if g.name == name and g.priority == tier]
    return value


def filled(scenario: Scenario, view: View = VIEWS[Fill.DEPLOYABLE]) -> Filled:
    """One fill of a scenario, without reasons or asks."""
    return solve(force_problem(scenario, factbook_of(scenario), view), SolveOptions())
