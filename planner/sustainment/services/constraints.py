"""The constraint families of services, in reading order."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from planner.lp import LinearModel, Rows, Sense, Terms
from planner.sustainment.services.problem import ServiceProblem
from planner.sustainment.services.reach import Floats
from planner.sustainment.services.variables import ServiceVariables

Family = Callable[[LinearModel, ServiceProblem, ServiceVariables], Rows]


def coverage(model: LinearModel, problem: ServiceProblem, variables: ServiceVariables) -> Rows:
    """Everybody is served from somewhere, or counted as without the service.

    sum over p within the travel time of served[s, n, p, t] + uncovered[s, n, t] = 1, for every
    service s, site n with persons who are to have it and period t, where periods with the same
    points in reach share one row, under the first of them, unless s has a capacity; a share.
    Violated, it reads: "persons at site n are not accounted for".
    """
    groups, links = problem.groups, problem.links
    return model.add_rows(
        "coverage",
        {"service": groups.service, "site": groups.site, "period": groups.period},
        Sense.EQ,
        1.0,
        [
            Terms(links.group, variables.served.ids, 1.0),
            Terms(np.arange(variables.uncovered.size), variables.uncovered.ids, 1.0),
        ],
    )


def opened(model: LinearModel, problem: ServiceProblem, variables: ServiceVariables) -> Rows:
    """Nobody is served from a site without a point.

    served[s, n, p, t] - placed[s, p] <= 0, for every service s, site n, period t and point p within
    the travel time; a share.
    Violated, it reads: "persons at site n are served from site p, where there is no point".
    """
    links = problem.links
    rows = np.arange(variables.served.size)
    return model.add_rows(
        "opened",
        variables.served.keys,
        Sense.LE,
        0.0,
        [
            Terms(rows, variables.served.ids, 1.0),
            Terms(rows, variables.placed.ids[links.point], -1.0),
        ],
    )


def capacity(model: LinearModel, problem: ServiceProblem, variables: ServiceVariables) -> Rows:
    """A point serves no more persons at a time than it can.

    sum over n of persons[s, n, t] * served[s, n, p, t] - capacity[s] * placed[s, p] <= 0, for every
    service s with a capacity, point p and period t with persons within its reach; persons.
    Violated, it reads: "the points of service s at site p are full".
    """
    groups, links, points = problem.groups, problem.links, problem.points
    limited = np.flatnonzero(np.isfinite(problem.capacity[points.service[links.point]]))
    group, point = links.group[limited], links.point[limited]
    periods = len(problem.edges) - 1
    keys, row = np.unique(point * periods + groups.period[group], return_inverse=True)
    where, period = keys // periods, keys % periods
    service = points.service[where]
    return model.add_rows(
        "capacity",
        {"service": service, "point": points.site[where], "period": period},
        Sense.LE,
        0.0,
        [
            Terms(row, variables.served.ids[limited], groups.persons[group]),
            Terms(np.arange(len(keys)), variables.placed.ids[where], -problem.capacity[service]),
        ],
    )


def least(model: LinearModel, problem: ServiceProblem, variables: ServiceVariables) -> Rows:
    """A service has at least so many points.

    sum over p of placed[s, p] >= least[s], for every service s that asks for more than stand from
    the start; points. Violated, it reads: "service s has fewer points than it must".
    """
    points = problem.points
    standing = np.bincount(points.service, points.standing, len(problem.services))
    return _numbers(model, problem, variables, "least", Sense.GE, problem.least > standing)


def most(model: LinearModel, problem: ServiceProblem, variables: ServiceVariables) -> Rows:
    """A service has at most so many points.

    sum over p of placed[s, p] <= most[s], for every service s with such a limit; points.
    Violated, it reads: "service s has more points than it may".
    """
    return _numbers(model, problem, variables, "most", Sense.LE, np.isfinite(problem.most))


def _numbers(
    model: LinearModel,
    problem: ServiceProblem,
    variables: ServiceVariables,
    family: str,
    sense: Sense,
    holds: NDArray[np.bool_],
) -> Rows:
    services = np.flatnonzero(holds)
    limits: Floats = getattr(problem, family)
    mine = np.flatnonzero(holds[problem.points.service])
    row = np.searchsorted(services, problem.points.service[mine])
    terms = [Terms(row, variables.placed.ids[mine], 1.0)]
    return model.add_rows(family, {"service": services}, sense, limits[services], terms)


FAMILIES: tuple[Family, ...] = (coverage, opened, capacity, least, most)
