"""Why persons are without a service, in words."""

from __future__ import annotations

from functools import cache

import numpy as np

from planner.catalogue.ids import LaneId
from planner.messages import Said, joined, number, said
from planner.records.services import Cause
from planner.scenario.schema.scenario import Scenario
from planner.scenario.titles import lane_title
from planner.scenario.travel import HOUR_NOISE, Way, candidates_of, lane_hours, ways_from
from planner.sustainment.services.problem import ServiceProblem
from planner.sustainment.services.reach import Floats

Why = tuple[Cause, Said]


class Reasons:
    """Tells for each cell of a problem what keeps its persons from a service."""

    def __init__(self, scenario: Scenario, problem: ServiceProblem) -> None:
        self.scenario = scenario
        self.problem = problem
        self._out_of_reach = cache(self._told_out_of_reach)

    def of(self, cell: int, placed: Floats) -> Why:
        """The cause and the words for one cell, where `placed` [P] points stand."""
        cells, links = self.problem.cells, self.problem.links
        near = links.point[links.group == cells.group[cell]]
        service = int(cells.service[cell])
        if not len(near):
            state = int(self.problem.state[cells.period[cell]])
            return self._out_of_reach(service, int(cells.site[cell]), state)
        points = self.problem.points
        limit = self.problem.most[service]
        could = placed[near] < points.most[near]
        if could.any() and placed[points.service == service].sum() >= limit:
            one, most = limit == 1, number(f"{limit:g}", limit)
            return Cause.MOST, said("service.most-one" if one else "service.most", most=most)
        if could.any() and not (placed[near] >= 1).all():
            return Cause.TIME_LIMIT, said("service.not-searched")
        return Cause.CAPACITY, said("service.full", sites=self._names(near))

    def _names(self, points: Floats) -> str:
        sites = self.problem.points.site[points]
        titles = [self.scenario.sites[self.problem.sites[n]].title for n in sites]
        return joined("list.comma", titles)

    def _told_out_of_reach(self, service: int, site: int, state: int) -> Why:
        name = self.problem.services[service]
        entry = self.scenario.services[name]
        here = self.problem.sites[site]
        hours = lane_hours(self.scenario, entry)
        way = ways_from(self.scenario, hours, candidates_of(self.scenario, entry)).get(here)
        if way is None:
            return Cause.TOO_FAR, said("service.no-lane")
        if way.hours > entry.within_hours.value + HOUR_NOISE:
            nearest = self.scenario.sites[way.start].title
            away = number(f"{way.hours:.3g}", way.hours)
            return Cause.TOO_FAR, said("service.too-far", site=nearest, hours=away)
        return self._shut(way, state)

    def _shut(self, way: Way, state: int) -> Why:
        """What is the matter with the lanes of a way that would be short enough."""
        slowdown = dict(
            zip(self.problem.roads.lanes, self.problem.roads.slowdown[state], strict=True)
        )
        closed = [lane for lane in way.lanes if np.isinf(slowdown[lane])]
        if closed:
            return Cause.LANE_CLOSED, said("service.closed", lanes=self._lanes(closed))
        slow = [lane for lane in way.lanes if slowdown[lane] > 1]
        return Cause.LANE_SLOW, said("service.slow", lanes=self._lanes(slow))

    def _lanes(self, lanes: list[LaneId]) -> str:
        return joined("list.comma", [lane_title(self.scenario, lane) for lane in lanes])
