"""Why demand is not met: the limits that bind on the ways of that item to that site."""

from __future__ import annotations

from planner.catalogue import Factbook
from planner.messages import Said, joined, said
from planner.scenario.schema.days import read_day
from planner.scenario.schema.scenario import Scenario
from planner.sustainment.answer.bottlenecks import limit_title
from planner.sustainment.answer.limits import Limit, limits_of, upstream_of
from planner.sustainment.reach.reach import NEVER
from planner.sustainment.result import Answer

MOST = 3


class Reasons:
    """The reasons of one answer; the limits of each priority are read once."""

    def __init__(self, scenario: Scenario, book: Factbook, answer: Answer, priced: Answer) -> None:
        """`answer` is what is told, `priced` the answer whose model has duals."""
        self._scenario, self._book, self._answer = scenario, book, priced
        self._earliest = answer.problem.earliest
        self._limits: dict[int, tuple[Limit, ...] | None] = {}

    def of(self, site: int, item: int, until: int) -> Said:
        """Why demand of an item at a site is unmet on days before `until`.

        Named are the limits whose relief would bring more of anything of that priority, as far as
        that item can come to that site through them, before that day.
        """
        problem = self._answer.problem
        earliest = int(self._earliest[site, item])
        if earliest >= NEVER:
            return said("unmet.no-way")
        if until <= earliest:
            return said("unmet.not-before", day=read_day(earliest))
        limits = self._of_priority(int(problem.priority[item]))
        if limits is None:
            return said("unmet.not-known")
        upstream = upstream_of(problem, site, item)
        mine = [
            limit
            for limit in limits
            if int(problem.grid.starts[limit.binding[0]]) < until or limit.kind == "supply_total"
            if upstream.touches(limit, problem)
        ]
        ranked = sorted(mine, key=lambda x: (-round(x.value, 6), x.kind, x.key))[:MOST]
        named = [limit_title(self._scenario, self._book, limit, problem) for limit in ranked]
        if not named:
            return said("unmet.upstream")
        return said("unmet.limits", limits=joined("list.comma", named))

    def _of_priority(self, priority: int) -> tuple[Limit, ...] | None:
        if priority not in self._limits:
            solution = self._answer.outcome.by_goal.get(f"unmet {priority}")
            known = solution is not None and solution.duals is not None
            found = limits_of(self._answer, solution) if solution is not None and known else None
            self._limits[priority] = found
        return self._limits[priority]
