"""What a goal that was solved leaves to the goals after it: allowances of the first stage.

Of each priority and future s the first stage allows u_s tonnes to go unmet, and the second stage
leaves unmet no more than that. r + o is not below the criterion over u, so upper bounds of r and of
o hold the goal whatever the method of the solve. Before a goal is solved, u, r and o are free. With
r held at what nothing can be below, o is by how much a choice is above that.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.lp.blocks import Terms
from planner.lp.two_stage import Criterion
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Ints


@dataclass(frozen=True)
class Allowances:
    """Columns of the first stage: `unmet` [priorities, futures] is u, `reached` [priorities] is r
    and `over` [priorities] o, all in tonnes; `spent` is not below what is spent beforehand, in US
    dollars."""

    unmet: Ints
    reached: Ints
    over: Ints
    spent: int
    rows: tuple[Terms, ...]
    """What stands in rows that are at most 0, over all columns."""
    row_count: int
    size: int
    """Columns of the first stage, with the decisions before the allowances."""


def allowances_of(
    decisions: int, costs: Floats, priorities: int, criterion: Criterion, chances: Floats
) -> Allowances:
    """The allowances of so many priorities; `costs` [decisions] are what is spent beforehand."""
    making = _Making(decisions)
    unmet = making.columns(priorities * chances.size).reshape(priorities, chances.size)
    reached, over = making.columns(priorities), making.columns(priorities)
    spent = making.columns(1)
    for of_priority, most in zip(unmet, np.stack([reached, over], axis=1), strict=True):
        if criterion.worst:
            making.each_below(of_priority, most)
        elif criterion.is_mean:
            making.row([(of_priority, chances), (most, -1.0)])
        else:
            making.tail_below(of_priority, most, criterion.level, chances)
    making.row([(np.arange(decisions), costs), (spent, -1.0)])
    return Allowances(
        unmet, reached, over, int(spent[0]), tuple(making.rows), making.count, making.size
    )


class _Making:
    """Columns and rows so far."""

    def __init__(self, size: int) -> None:
        self.size, self.count = size, 0
        self.rows: list[Terms] = []

    def columns(self, count: int) -> Ints:
        """New columns."""
        found = np.arange(self.size, self.size + count)
        self.size += count
        return found

    def row(self, parts: list[tuple[Ints | int, Floats | float]]) -> None:
        """A row that is at most 0."""
        for columns, coefficients in parts:
            self.rows.append(Terms(np.array([self.count]), np.atleast_1d(columns), coefficients))
        self.count += 1

    def each_below(self, unmet: Ints, most: Ints) -> None:
        """u_s <= r + o for every future; `most` are r and o."""
        for one in unmet:
            self.row([(one, 1.0), (most, -1.0)])

    def tail_below(self, unmet: Ints, most: Ints, level: float, chances: Floats) -> None:
        """eta + sum_s p_s v_s / (1 - level) <= r + o with v_s >= u_s - eta, v_s >= 0.

        Rockafellar & Uryasev 2000, theorem 1. What goes unmet is never below 0, nor is eta.
        """
        eta, excess = self.columns(1), self.columns(unmet.size)
        for one, over in zip(unmet, excess, strict=True):
            self.row([(one, 1.0), (eta, -1.0), (over, -1.0)])
        self.row([(eta, 1.0), (excess, chances / (1 - level)), (most, -1.0)])
