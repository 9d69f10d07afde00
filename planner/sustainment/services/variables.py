"""The variable families of services."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.lp import Columns, LinearModel
from planner.scenario.schema.days import show_day
from planner.sustainment.services.problem import ServiceProblem
from planner.sustainment.services.reach import Floats


@dataclass(frozen=True)
class ServiceVariables:
    """Handles by key.

    placed[s, p]: points of service s at site p, those that stand there with them; whole.
    served[s, n, p, t]: share of the persons at site n who are served from site p, from period t on
    in the periods that are like it.
    uncovered[s, n, t]: share of them who are not served.
    """

    placed: Columns
    served: Columns
    uncovered: Columns


def axes(problem: ServiceProblem) -> dict[str, tuple[str, ...]]:
    """Labels of the index sets, for names that people read."""
    return {
        "service": problem.services,
        "site": problem.sites,
        "point": problem.sites,
        "period": tuple(show_day(int(day)) for day in problem.edges[:-1]),
    }


def declare(model: LinearModel, problem: ServiceProblem) -> ServiceVariables:
    """Add the variables of `problem` to `model`."""
    points, groups, links = problem.points, problem.groups, problem.links
    placed = model.add_columns(
        "placed",
        {"service": points.service, "point": points.site},
        lower=points.standing,
        upper=most_useful(problem),
        integer=True,
    )
    keys = {"service": groups.service, "site": groups.site, "period": groups.period}
    served = model.add_columns(
        "served",
        {axis: codes[links.group] for axis, codes in keys.items()}
        | {"point": points.site[links.point]},
    )
    return ServiceVariables(placed, served, model.add_columns("uncovered", keys))


def most_useful(problem: ServiceProblem) -> Floats:
    """[P] points of a site beyond which one more is of no use, nor asked for by `least`."""
    points, cells = problem.points, problem.cells
    together = np.zeros((len(problem.services), len(problem.edges) - 1))
    np.add.at(together, (cells.service, cells.period), cells.persons)
    useful = np.ceil(together.max(axis=1, initial=0.0) / problem.capacity)
    bound = np.maximum(np.maximum(useful, problem.least), 1.0)[points.service]
    return np.maximum(points.standing, np.minimum(points.most, bound))
