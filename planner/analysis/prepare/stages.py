"""The two-stage problem: decisions beforehand, and the supply plan of every future after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.analysis.prepare.allowances import Allowances, allowances_of
from planner.analysis.prepare.first import First, Links
from planner.analysis.trial import SupplyModel
from planner.lp import Goal
from planner.lp.blocks import Terms
from planner.lp.matrix import Matrix, compress
from planner.lp.two_stage import Criterion, Realisation, Recourse, TwoStage
from planner.lp.two_stage.problem import rows_of
from planner.scenario.schema.scenario import GoalName
from planner.sustainment.demand.daily import Floats
from planner.sustainment.problem import Ints

LE, GE, EQ = -1.0, 1.0, 0.0


@dataclass(frozen=True)
class Stage:
    """One future: its chance, its model and where the decisions stand in it."""

    title: str
    chance: float
    supply: SupplyModel
    links: Links
    as_undisturbed: bool
    """Whether its model is that of the undisturbed one, to the last digit."""

    def unmet(self, priority: int) -> Goal | None:
        """What goes unmet of a priority, in tonnes; None where nothing of it is asked for."""
        for goal in self.supply.ordered:
            if goal.name is GoalName.UNMET and goal.priority == priority:
                return goal.goal
        return None


@dataclass(frozen=True)
class Stages:
    """All futures with what is chosen before them; the first is the undisturbed one."""

    first: First
    futures: tuple[Stage, ...]
    priorities: tuple[int, ...]
    criterion: Criterion

    @property
    def chances(self) -> Floats:
        """[futures] their chances."""
        return np.array([future.chance for future in self.futures])


def priorities_of(models: Sequence[SupplyModel]) -> tuple[int, ...]:
    """The priorities of what is asked for in any future, the first to be served first."""
    found = {
        goal.priority
        for supply in models
        for goal in supply.ordered
        if goal.name is GoalName.UNMET and goal.priority is not None and len(goal.goal.columns)
    }
    return tuple(sorted(found))


def problem_of(stages: Stages) -> tuple[TwoStage, Allowances]:
    """The problem, with costs of 0 in both stages; goals put theirs in."""
    first, count = stages.first, len(stages.priorities)
    allowed = allowances_of(first.size, first.costs, count, stages.criterion, stages.chances)
    realisations = tuple(
        Realisation(future.chance, _recourse(stages, allowed, number), future.title)
        for number, future in enumerate(stages.futures)
    )
    return TwoStage(np.zeros(allowed.size), _beforehand(stages, allowed), realisations), allowed


def _beforehand(stages: Stages, allowed: Allowances) -> Matrix:
    """The first stage: bounds of the decisions, and what the allowances come to.

    Nothing can be put where the undisturbed future has no place for it, such as a site that a
    disruption brings: else two futures could count on the same goods.
    """
    first = stages.first
    lower, upper = np.zeros(allowed.size), np.full(allowed.size, np.inf)
    nowhere = np.setdiff1d(np.arange(len(first.cells)), stages.futures[0].links.stock[1])
    upper[nowhere] = first.own[nowhere]
    lower[: len(first.cells)] = first.own
    upper[first.whole] = 1.0
    upper[first.built] = first.most
    integer = np.zeros(allowed.size, dtype=np.bool_)
    integer[first.whole] = True
    return Matrix(
        lower=lower,
        upper=upper,
        integer=integer,
        senses=np.full(allowed.row_count, LE),
        rhs=np.zeros(allowed.row_count),
        csr=compress("beforehand", allowed.row_count, allowed.size, allowed.rows),
    )


@dataclass(frozen=True)
class _Row:
    """Rows of the second stage beside those of the supply plan: `here` are terms of its columns,
    `there` of those of the first stage, rows counted from 0."""

    sense: float
    rhs: Floats
    here: Terms
    there: Terms


def _recourse(stages: Stages, allowed: Allowances, number: int) -> Recourse:
    """The supply plan of one future, held to what was chosen beforehand."""
    future = stages.futures[number]
    matrix = future.supply.matrix
    blocks = [*_linked(stages.first, future.links, undisturbed=number == 0)]
    blocks += _allowed(stages, allowed, number)
    rows, columns = matrix.rhs.size, matrix.lower.size
    here = [Terms(rows_of(matrix.csr), matrix.csr.indices, matrix.csr.values)]
    there: list[Terms] = []
    senses, rhs = [matrix.senses], [matrix.rhs]
    for block in blocks:
        here.append(replace(block.here, rows=block.here.rows + rows))
        there.append(replace(block.there, rows=block.there.rows + rows))
        senses.append(np.full(block.rhs.size, block.sense))
        rhs.append(block.rhs)
        rows += block.rhs.size
    integer = matrix.integer.copy()
    integer[future.links.opened[0]] = False  # they are what the first stage says, which is whole
    whole = Matrix(
        lower=matrix.lower,
        upper=matrix.upper,
        integer=integer,
        senses=np.concatenate(senses),
        rhs=np.concatenate(rhs),
        csr=compress(future.title, rows, columns, here),
    )
    return Recourse(np.zeros(columns), whole, compress(future.title, rows, allowed.size, there))


def _linked(first: First, links: Links, *, undisturbed: bool) -> Iterator[_Row]:
    """Stock and additions are no more than was chosen, openings just what was chosen.

    Where nothing happens all the stock stands there at once: so no two futures can count on the
    same goods, the same room or the same vehicles for stock in two places.
    """
    here, there = links.stock
    yield _row(LE, here, there, np.zeros(here.size))
    if undisturbed:
        yield _row(GE, here, there, -first.own[there])
    here, there = links.opened
    yield _row(EQ, here, there, np.zeros(here.size))
    here, there = links.added
    yield _row(LE, here, there, np.zeros(here.size))


def _row(sense: float, here: Ints, there: Ints, rhs: Floats) -> _Row:
    rows = np.arange(rhs.size)
    return _Row(sense, rhs, Terms(rows, here, 1.0), Terms(rows, there, -1.0))


def _allowed(stages: Stages, allowed: Allowances, number: int) -> Iterator[_Row]:
    """What goes unmet of each priority is no more than is allowed."""
    nought = np.zeros(1, dtype=np.int64)
    for place, priority in enumerate(stages.priorities):
        goal = stages.futures[number].unmet(priority)
        if goal is not None:
            here = Terms(nought, goal.columns, goal.coefficients)
            there = Terms(nought, allowed.unmet[place, number : number + 1], -1.0)
            yield _Row(LE, np.zeros(1), here, there)
