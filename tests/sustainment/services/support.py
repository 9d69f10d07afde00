"""Small cases of services: sites in a row, roads that take so many hours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.catalogue.ids import SiteId
from planner.lp import SolveOptions
from planner.records.laydown import DeployedUnit, Laydown
from planner.records.services import ServicePlan
from planner.scenario import Scenario
from planner.sustainment.services import place_services
from planner.sustainment.services.problem import ServiceProblem, service_problem
from tests.sustainment.support import case, lane, site


def road(origin: str, destination: str, hours: float, **fields: Any) -> dict[str, Any]:
    """A road that persons take so many hours on."""
    return lane(origin, destination, hours=hours, **fields)


def service(within: float, **fields: Any) -> dict[str, Any]:
    """A service to be within so many hours."""
    return {"title": "Service", "within_hours": within, **fields}


def towns(
    names: str, services: dict[str, Any], roads: dict[str, Any] | None = None, **sections: Any
) -> Scenario:
    """A scenario of towns with one-letter names."""
    places = {name: site() for name in names}
    return case(sites=places, lanes=roads or {}, services=services, **sections)


def placed(scenario: Scenario, units: Sequence[DeployedUnit]) -> ServicePlan:
    """Where the services of a case are put."""
    return place_services(scenario, Laydown(tuple(units)), SolveOptions())


def problem_of(scenario: Scenario, units: Sequence[DeployedUnit]) -> ServiceProblem:
    """The arrays of a case."""
    assert scenario.calendar is not None
    return service_problem(scenario, scenario.calendar, Laydown(tuple(units)))


def goals(plan: ServicePlan) -> dict[str, float]:
    """The goals reached, by name."""
    return {goal.name: goal.value for goal in plan.goals}


def where(plan: ServicePlan) -> dict[SiteId, int]:
    """How many points stand at which site, of all services."""
    found: dict[SiteId, int] = {}
    for point in plan.points:
        found[point.site] = found.get(point.site, 0) + point.points
    return found
