"""The goals of services, in lexicographic order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.lp import Goal, dot
from planner.sustainment.services.problem import ServiceProblem
from planner.sustainment.services.variables import ServiceVariables


@dataclass(frozen=True)
class ServiceGoal:
    """A goal, what it counts in, and what the points that stand from the start add to it."""

    goal: Goal
    unit: str
    standing: float = 0.0


def goals(problem: ServiceProblem, variables: ServiceVariables) -> tuple[ServiceGoal, ...]:
    """Person-days without a service, cost of setting up, new points, person-hours of travel."""
    points, groups, links = problem.points, problem.groups, problem.links
    placed = variables.placed.ids
    travel = groups.person_days[links.group] * links.hours
    away = np.flatnonzero(travel > 0)
    ones = np.ones(len(placed))
    return (
        ServiceGoal(
            Goal("uncovered", variables.uncovered.ids, groups.person_days, hoped_zero=True),
            "person-days",
        ),
        ServiceGoal(Goal("cost", placed, points.cost), "USD", dot(points.standing, points.cost)),
        ServiceGoal(Goal("points", placed, ones), "points", float(points.standing.sum())),
        ServiceGoal(Goal("travel", variables.served.ids[away], travel[away]), "person-hours"),
    )
