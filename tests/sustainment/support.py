"""Small cases in round numbers: sand, one tonne and one cubic metre a unit, carried by carts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from planner.catalogue import factbook
from planner.catalogue.ids import ForceId, PledgeId, RequirementId, SiteId
from planner.lp import LinearModel, SolveOptions, solve_in_order
from planner.records.laydown import DeployedUnit, Laydown, Station
from planner.records.supply import SupplyPlan
from planner.scenario import Scenario, factbook_of, from_mapping
from planner.sustainment import plan_supply
from planner.sustainment.demand.daily import daily_demand
from planner.sustainment.grid import Grid, grid_of
from planner.sustainment.model import build
from planner.sustainment.objective import goals
from planner.sustainment.problem import SupplyProblem, supply_problem
from planner.sustainment.result import Answer, read_back
from planner.sustainment.tonnes import in_tonnes, in_units
from planner.sustainment.variables import axes

SAND = {
    "title": "Sand",
    "supply_class": "IV",
    "unit": "t",
    "mass": 1000,
    "volume": 1,
    "storage": "open",
}
CART = {"title": "Cart", "mode": "road", "payload": 10, "carries": ["open"], "km_per_day": 100}
ROOM = 100_000
PREPOSITIONED = ("unmet", "policy", "prepositioned_tonnes")


def case(start: int = 0, end: int = 10, **sections: Any) -> Scenario:
    """A scenario of the given sections; nobody uses anything of the catalogue's."""
    silent = {rate: {"omit": True} for rate in factbook().consumption}
    written: dict[str, Any] = {
        "format": 1,
        "id": "case",
        "items": {"sand": SAND},
        "vehicles": {"cart": CART},
        **sections,
    }
    written["calendar"] = {"start": day(start), "end": day(end), **sections.get("calendar", {})}
    written["consumption"] = {**silent, **sections.get("consumption", {})}
    return from_mapping(written)


def day(number: int) -> str:
    """A day as a planner writes it."""
    return f"D{number:+d}"


def site(room: float = ROOM, **fields: Any) -> dict[str, Any]:
    """A site with an open yard; none at all where `room` is 0."""
    return {"title": "Site", "storage": {"open": room} if room else {}, **fields}


def lane(origin: str, destination: str, transit: int = 1, **fields: Any) -> dict[str, Any]:
    """A road of so many days."""
    fields.setdefault("distance", 100 * transit)
    return {
        "origin": origin,
        "destination": destination,
        "mode": "road",
        "transit_days": transit,
        **fields,
    }


def carts(count: float, *lanes: str, **fields: Any) -> dict[str, Any]:
    """A fleet of carts of ten tonnes."""
    return {"title": "Carts", "vehicle": "cart", "count": count, "lanes": list(lanes), **fields}


def troops(
    stations: Sequence[tuple[str, int, int]],
    persons: float = 100,
    *,
    planned: int = 0,
    required: int | None = None,
    late: int = 0,
    name: str = "unit",
) -> DeployedUnit:
    """A unit that stands at (site, from, until), one after the other."""
    places = tuple(Station(SiteId(place), start, until) for place, start, until in stations)
    return DeployedUnit(
        pledge=PledgeId(name),
        requirement=RequirementId(name),
        force=ForceId("blue"),
        personnel=persons,
        activity={"person-day": persons},
        planned_days=planned,
        required_days=required,
        arrival=places[0].start,
        until=places[-1].until,
        stations=places,
        late_days=late,
    )


def problem_of(
    scenario: Scenario,
    units: Sequence[DeployedUnit] = (),
    *,
    exact: bool = False,
    grid: Grid | None = None,
) -> SupplyProblem:
    """The arrays of a case."""
    book, laydown = factbook_of(scenario), Laydown(tuple(units))
    daily = daily_demand(scenario, book, laydown)
    grid = grid or grid_of(scenario, laydown, exact=exact)
    return supply_problem(scenario, book, laydown, daily, grid)


def solved(
    scenario: Scenario,
    units: Sequence[DeployedUnit] = (),
    *,
    exact: bool = False,
    change: Callable[[SupplyProblem], SupplyProblem] = lambda problem: problem,
) -> Answer:
    """The answer of a case, before it is put in words; `change` may alter its arrays."""
    problem = change(problem_of(scenario, units, exact=exact))
    model = LinearModel("case", axes(problem))
    scaled = in_tonnes(problem)
    variables = build(model, scaled)
    ordered = goals(scaled, variables)
    outcome = solve_in_order(model, [goal.goal for goal in ordered], SolveOptions())
    outcome = in_units(problem, model, variables, outcome)
    daily = daily_demand(scenario, factbook_of(scenario), Laydown(tuple(units)))
    return read_back(problem, variables, model, outcome, ordered, daily)


def planned(
    scenario: Scenario,
    units: Sequence[DeployedUnit] = (),
    *,
    exact: bool = False,
    gap: float | None = None,
) -> SupplyPlan:
    """The supply plan of a case."""
    book, laydown = factbook_of(scenario), Laydown(tuple(units))
    return plan_supply(scenario, book, laydown, SolveOptions(), exact=exact, gap=gap)


def values(answer: Answer | SupplyPlan) -> list[float]:
    """The goals reached, in order."""
    return [goal.value for goal in answer.goals]


def goal(answer: Answer | SupplyPlan, name: str) -> float:
    """The value of the goals of one name, together."""
    return sum(goal.value for goal in answer.goals if goal.name == name)


def eats(rate: float, item: str = "sand") -> dict[str, Any]:
    """Consumption of one person a day."""
    return {f"{item}-person": {"item": item, "driver": "person-day", "rate": rate}}


def bring(unit: DeployedUnit, days: int) -> DeployedUnit:
    """The unit with so many days of supply of its own."""
    return replace(unit, planned_days=days)
