"""Which policies a plan keeps, day by day, whatever the periods of its grid.

A long period asks of a policy only what holds at its end; a quartermaster looks every night. What
is told of policies is therefore counted on the days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.sustainment.days import NOISE
from planner.sustainment.demand.daily import Floats
from planner.sustainment.grid import grid_of
from planner.sustainment.network.policies import Floors, floors_of
from planner.sustainment.objective import policy_rows
from planner.sustainment.proof.attempt import Case
from planner.sustainment.result import Answer


@dataclass(frozen=True)
class Kept:
    """`floors` by the day from the day `start` on, and by how much each is missed, [floors]."""

    floors: Floors
    start: int
    breach: Floats

    def tonne_days(self, answer: Answer, priority: int | None = None) -> float:
        """What the breaches come to that a goal counts: those of a reserve before unmet demand of
        a priority, or the others."""
        problem = replace(answer.problem, floors=self.floors)
        mine = policy_rows(problem, priority)
        weight = problem.mass[self.floors.item] * self.floors.days
        return float((self.breach * weight)[mine].sum())


def kept_by_the_day(case: Case, answer: Answer) -> Kept:
    """What the stock of every night keeps of every policy."""
    grid = grid_of(case.scenario, case.laydown, exact=True)
    day = answer.problem.before.day
    floors = floors_of(case.scenario, case.laydown, case.demand, grid, day)
    night = grid.edges[1:][floors.period] - 1 - grid.start
    stock = answer.by_day[floors.site, floors.item, night]
    missing = np.maximum(0.0, floors.sign * (floors.level - stock))
    breach = np.where(missing > NOISE * (1 + floors.level), missing, 0.0)
    # the goal counts the days of a period; by the day each period is one, or a short step
    return Kept(replace(floors, period=night), grid.start, breach)
